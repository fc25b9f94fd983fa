;;; travaux.el --- Treaty-style drafts with the travaux language server  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, text
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; `treaty-mode' for drafts named *.treaty, *.treaty.md or *.treaty.txt, and the server for them.
;; `M-x eglot' in a draft starts it; to have it always:
;;
;;   (require 'travaux)
;;   (add-hook 'treaty-mode-hook #'eglot-ensure)

;;; Code:

(require 'eglot)
(require 'rx)
(require 'travaux-words)

(defgroup travaux nil
  "Treaty-style drafts."
  :group 'text)

(defcustom travaux-program "travaux"
  "The travaux program, a name on the search path or an absolute path."
  :type 'string)

(defvar treaty-mode-syntax-table
  (let ((table (make-syntax-table text-mode-syntax-table)))
    (modify-syntax-entry ?\[ "(]" table)
    (modify-syntax-entry ?\] ")[" table)
    (modify-syntax-entry ?{ "(}" table)
    (modify-syntax-entry ?} "){" table)
    (modify-syntax-entry ?“ "(”" table)
    (modify-syntax-entry ?” ")“" table)
    (modify-syntax-entry ?« "(»" table)
    (modify-syntax-entry ?» ")«" table)
    table)
  "Syntax table of `treaty-mode'.")

;; Colours

(defface travaux-heading '((t :inherit font-lock-function-name-face :weight bold))
  "Headings of articles and divisions.")

(defface travaux-label '((t :inherit font-lock-constant-face))
  "Labels of paragraphs and items.")

(defface travaux-reference '((t :inherit font-lock-variable-name-face))
  "References to provisions.")

(defface travaux-bracket '((t :inherit font-lock-keyword-face :weight bold))
  "The signs of brackets.")

(defface travaux-placeholder '((t :inherit font-lock-warning-face))
  "Numbers and words still to come.")

(defun travaux--any-case (words)
  "A regular expression for WORDS in small, capital and mixed letters.
Case is not folded, since a title is told by its capital letter."
  (regexp-opt (delete-dups (mapcan (lambda (word) (list word (capitalize word) (upcase-initials word) (upcase word)))
                                   (copy-sequence words)))))

(defconst travaux--blank "[ \t\u00a0\u202f\u3000]")

(defconst travaux--lead
  (concat "^" travaux--blank "*\\(?:>" travaux--blank "*\\)*\\(?:[-*+]" travaux--blank
          "+\\)?[*_]*\\(?:[[{［【〔]" travaux--blank "*\\)*[*_]*")
  "What may stand before a label.")

(defconst travaux--number
  (concat "\\(?:[0-9٠-٩]+\\(?:\\.[0-9]+\\)*\\|[IVXLCDM]+\\>\\|[A-Z]\\>\\|"
          (travaux--any-case (append travaux-words-ordinals travaux-words-arabic-ordinals)) "\\>\\|\\[[XYZ_0-9]*\\]\\)"
          "\\(?:" travaux--blank "*" (travaux--any-case (append travaux-words-inserted travaux-words-arabic-ordinals)) "\\>\\)?"))

(defconst travaux--capital "[A-ZÀ-ÖØ-ÞЀ-Я]"
  "The letter with which a title begins.")

(defconst travaux--han-number "[〇零一二三四五六七八九十百千0-9]+")

(defconst travaux--article "\\(?:\u0627\u0644\\|\u0644\u0644\\)?"
  "The Arabic definite article, which is one word with its noun.")

(defconst travaux--heading
  (concat travaux--lead "\\(?:\\(?:" (travaux--any-case travaux-words-headings) "\\|" travaux--article
          (regexp-opt travaux-words-arabic-headings) "\\)\\.?" travaux--blank "+" travaux--number
          travaux--blank "*\\(?:$\\|[].:*_#[({–—-]\\|" travaux--capital "\\).*\\|第" travaux--han-number
          (regexp-opt travaux-words-chinese-headings) "\\(?:之" travaux--han-number "\\)?\\(?:" travaux--blank
          "+.*\\)?$\\|" travaux--article (travaux--any-case travaux-words-preambles) travaux--blank "*$\\)")
  "A line that is a heading without a mark of Markdown.")

(defconst travaux--reference
  (concat "\\(?:\\<" (travaux--any-case travaux-words-references) "\\.?\\|" travaux--article
          (regexp-opt travaux-words-arabic) "\\)" travaux--blank "+\\(?:" travaux--number "\\(?:" travaux--blank
          "?([[:alnum:]]\\{1,5\\})\\)*\\|([[:alnum:]]\\{1,5\\})\\)\\|\\(?:第（?" travaux--han-number "）?"
          (regexp-opt travaux-words-chinese) "\\)+"))

(defconst travaux--label
  (concat travaux--lead "\\([0-9]\\{1,3\\}\\(?:\\.[0-9]+\\)*\\(?:" travaux--blank "*"
          (travaux--any-case travaux-words-inserted) "\\)?[.)]\\|[0-9٠-٩]\\{1,3\\}" travaux--blank
          "*[-–]\\|([[:alnum:]ـ]\\{1,5\\})\\|[a-zа-я]\\{1,4\\})\\|[一二三四五六七八九十]\\{1,3\\}、\\|（[一二三四五六七八九十]\\{1,3\\}）\\)"
          "\\(?:[[:blank:][{［]\\|$\\|\\cC\\)"))

(defconst travaux-font-lock-keywords
  `(("<!--\\(?:.\\|\n\\)*?-->" (0 'font-lock-comment-face t))
    ("^[ \t]*#\\{1,6\\}[^#\n].*$" . 'travaux-heading)
    (,travaux--heading . 'travaux-heading)
    (,travaux--label 1 'travaux-label)
    ("\\[[ \t]*\\(?:[XYZxyz]\\{1,3\\}\\|[_.…]*\\)[ \t]*\\]" . 'travaux-placeholder)
    (,travaux--reference . 'travaux-reference)
    ("[][{}［］【】〔〕]" (0 'travaux-bracket append)))
  "What has a colour in drafts: the words are those of the server's lexicons.")

;;;###autoload
(define-derived-mode treaty-mode text-mode "Treaty"
  "Major mode for treaty-style drafts."
  (setq-local comment-start "<!-- ")
  (setq-local comment-end " -->")
  ;; Each paragraph by its own first strong letter, though many set one direction for all, for speed.
  (setq-local bidi-paragraph-direction nil)
  (setq-local font-lock-defaults '(travaux-font-lock-keywords t nil))
  (add-hook 'project-find-functions #'travaux-find-project nil t)
  (visual-line-mode))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.treaty\\(?:\\.\\(?:md\\|txt\\)\\)?\\'" . treaty-mode))

(defun travaux-find-project (folder)
  "The project of FOLDER that a travaux.toml above it marks, if any."
  (when-let ((root (locate-dominating-file folder "travaux.toml")))
    (cons 'transient root)))

(defun travaux-contact (_interactive)
  "The command that eglot runs."
  (list travaux-program "serve"))

(add-to-list 'eglot-server-programs '((treaty-mode :language-id "treaty") . travaux-contact))

;; Commands

(defun travaux--ask (method &optional more)
  "The server's answer to METHOD about this buffer, with the parameters MORE."
  (let* ((server (eglot-current-server))
         (experimental (and server (plist-get (eglot--capabilities server) :experimental)))
         (offered (and (listp experimental) (plist-get experimental :travaux))))
    (unless server
      (user-error "The server does not run: M-x eglot"))
    (unless (seq-contains-p offered method #'string=)
      (user-error "This version of travaux does not offer %s" method))
    (jsonrpc-request server (intern (concat ":" method))
                     (append (list :textDocument (eglot--TextDocumentIdentifier)) more))))

(defun travaux--point (position)
  "The place in this buffer of a POSITION of the protocol."
  (eglot--lsp-position-to-point position))

(defun travaux-brackets ()
  "List the open brackets of this draft in a buffer beside it."
  (interactive)
  (let ((draft (travaux--ask "travaux/brackets"))
        (source (current-buffer))
        (list (get-buffer-create "*Travaux brackets*")))
    (with-current-buffer list
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert (format "%d bracket%s · %d of %d articles clean\n" (plist-get draft :open)
                        (if (eql (plist-get draft :open) 1) "" "s")
                        (plist-get draft :cleanArticles) (plist-get draft :articles)))
        (seq-doseq (provision (plist-get draft :items))
          (insert "\n" (or (plist-get provision :name) (plist-get provision :address)) "\n")
          (seq-doseq (bracket (plist-get provision :brackets))
            (let ((place (plist-get (plist-get bracket :range) :start)))
              (insert "  ")
              (insert-text-button (string-clean-whitespace (plist-get bracket :text))
                                  'action (lambda (_) (travaux--visit source place)))
              (insert "\n")))))
      (goto-char (point-min))
      (special-mode)
      (setq-local bidi-paragraph-direction nil))
    (display-buffer list)))

(defun travaux--visit (buffer position)
  "Show the POSITION of the protocol in BUFFER."
  (pop-to-buffer buffer)
  (goto-char (travaux--point position)))

(defun travaux-read (reading)
  "Show this draft in one READING: `all', `none', or the number of an alternative."
  (interactive (list (completing-read "Reading: " '("none" "all" "1" "2" "3") nil t)))
  (let* ((number (and (string-match-p "\\`[0-9]+\\'" reading) (string-to-number reading)))
         (draft (travaux--ask "travaux/read" (list :reading (if number (list :alternative number) reading))))
         (page (get-buffer-create "*Travaux reading*")))
    (with-current-buffer page
      (let ((inhibit-read-only t))
        (erase-buffer)
        (seq-doseq (paragraph (plist-get draft :paragraphs))
          (let ((text (mapconcat (lambda (segment) (plist-get segment :text)) (plist-get paragraph :segments) ""))
                (heading (> (plist-get paragraph :heading) 0)))
            (insert (if heading (propertize text 'font-lock-face 'travaux-heading) text) "\n\n"))))
      (goto-char (point-min))
      (special-mode)
      (setq-local bidi-paragraph-direction nil)
      (visual-line-mode))
    (display-buffer page)))

(defun travaux-accept ()
  "Offer to accept, drop or add an alternative at point."
  (interactive)
  (eglot-code-actions (point) nil "refactor.rewrite" t))

(define-key treaty-mode-map (kbd "C-c C-b") #'travaux-brackets)
(define-key treaty-mode-map (kbd "C-c C-r") #'travaux-read)
(define-key treaty-mode-map (kbd "C-c C-a") #'travaux-accept)

(provide 'travaux)

;;; travaux.el ends here
