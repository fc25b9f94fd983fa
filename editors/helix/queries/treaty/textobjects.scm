; `]t` goes to the next article or other section, `]f` to the next provision, `]a` to the next reference.
(section) @class.around

(provision) @function.around

(reference) @parameter.around

(comment) @comment.around
