;;; emacs.el --- The actions of a drafter in Emacs  -*- lexical-binding: t; coding: utf-8 -*-

;;; Commentary:

;; Run by emacs.sh in a folder with seeds/.  Prints one line for each step, then the number of passed steps.

;;; Code:

(require 'cl-lib)
(require 'travaux)
(require 'flymake)
(require 'xref)

(setq vc-handled-backends nil) ; there is no git here

(defconst project default-directory "The folder of the project.")
(defconst patience 20 "Seconds; generous, for a debug build on a busy machine.")

(defvar passed 0)
(defvar failed 0)

(defmacro step (name &rest body)
  "Run BODY as the step NAME; print and count a failure."
  (declare (indent 1))
  `(condition-case fault
       (progn ,@body
              (cl-incf passed)
              (message "ok      %s" ,name))
     (error (cl-incf failed)
            (message "FAILED  %s: %s" ,name (error-message-string fault)))))

(defmacro await (name &rest look)
  "Wait until LOOK returns a value, and return it; NAME is for messages."
  (declare (indent 1))
  `(or (with-timeout (patience nil)
         (let (seen)
           (while (not (setq seen (progn ,@look)))
             (accept-process-output nil 0.02))
           seen))
       (error "Timed out waiting for %s" ,name)))

(defun go-to (text)
  "Put point on the first place where TEXT stands."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun open (path)
  "Open PATH, in the project, and wait for its server."
  (switch-to-buffer (find-file-noselect (expand-file-name path project)))
  (unless (eglot-managed-p)
    (apply #'eglot (eglot--guess-contact)))
  (await "the server" (eglot-managed-p)))

(defun hover ()
  "What the server says about the place of point."
  (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover
                                  (eglot--TextDocumentPositionParams)))
         (contents (plist-get answer :contents)))
    (or (plist-get contents :value) "")))

(defun hover-names (&rest names)
  "Hover until the hover has all NAMES.
The server answers before it has read the positions beside the draft."
  (await (format "a hover with %s" names)
    (let ((text (hover)))
      (cl-every (lambda (name) (string-search name text)) names))))

(defun leads-to (heading)
  "Follow the reference at point to a line that begins with HEADING."
  (call-interactively #'xref-find-definitions)
  (beginning-of-line)
  (unless (looking-at-p (regexp-quote heading))
    (error "It leads to: %s" (buffer-substring (point) (line-end-position)))))

(step "names of drafts give the mode"
  (dolist (name '("a.treaty" "a.treaty.md" "a.treaty.txt"))
    (with-current-buffer (find-file-noselect name)
      (unless (eq major-mode 'treaty-mode)
        (error "%s is in %s" name major-mode))
      (kill-buffer))))

(step "the server starts for a draft, in the folder of its project"
  (with-temp-file "travaux.toml"
    (insert "[[instruments]]\nname = \"Budapest Convention\"\nfile = \"budapest.md\"\n"))
  (with-temp-file "budapest.md"
    (insert "Article 31\n\nText.\n\nArticle 32\n\nText.\n"))
  (open "seeds/cybercrime.en.treaty.md")
  (let ((root (project-root (eglot--project (eglot-current-server)))))
    (unless (file-equal-p root project)
      (error "The root is %s" root))))

(step "the hover over article 10 bis shows the positions of delegations"
  (go-to "Article 10 bis.")
  (hover-names "Russian Federation" "European Union"))

(step "the hover is plain text without marks of Markdown, where there is no mode for Markdown"
  (go-to "article 16 of this Convention")
  (let ((text (hover)))
    (unless (string-search "the [necessary] measures" text)
      (error "The hover is: %s" text))
    (when (string-match-p "\\\\\\|\\*\\*" text)
      (error "It has marks: %s" text))))

(step "a reference leads to its article"
  (go-to "article 16 of this Convention")
  (leads-to "### Article 16."))

(step "the definition of a reference to another instrument is in its text, whatever the name of the file"
  (let ((draft (current-buffer)))
    (go-to "article 32 of the Budapest Convention")
    (leads-to "Article 32")
    (unless (string= (buffer-name) "budapest.md")
      (error "It leads to %s" (buffer-name)))
    (switch-to-buffer draft)))

(step "an unclosed bracket is reported, and no longer after it is deleted"
  (let ((before (length (flymake-diagnostics))))
    (go-to "States Parties shall perform")
    (insert "[")
    (eglot--signal-textDocument/didChange)
    (await "a finding about the bracket" (> (length (flymake-diagnostics)) before))
    (delete-char -1)
    (eglot--signal-textDocument/didChange)
    (await "no finding" (= (length (flymake-diagnostics)) before))
    (set-buffer-modified-p nil)))

(step "the Arabic draft: hover and definition"
  (open "seeds/cybercrime.ar.treaty.md")
  (go-to "المادة 10 ثانياً")
  (hover-names "الاتحاد الروسي" "الاتحاد الأوروبي")
  (go-to "المادة 16 من هذه الاتفاقية")
  (leads-to "### المادة 16."))

(defun face-of (text)
  "The face at the first place where TEXT stands."
  (go-to text)
  (font-lock-ensure)
  (get-text-property (point) 'face))

(step "headings, labels, references, brackets and placeholders have colours, in six languages"
  (with-temp-buffer
    (insert "Article 5. Aims\n1. A Party [shall] act under article 16 in [X] days.\n"
            "Статья 10 bis. Цели\na) согласно пункту 7 статьи 47.\n第十条之二　标题\n一、根据第四十七条。\n"
            "Artículo 3 ter\nAnnexe II\nالمادة 10 ثانيا. العنوان\n1 - وفقا للفقرة 9 من المادة 16.\n"
            "Article 8 applies to it.\n")
    (treaty-mode)
    (pcase-dolist (`(,text ,face)
                   '(("Article 5" travaux-heading) ("1. A" travaux-label) ("article 16" travaux-reference)
                     ("Статья 10" travaux-heading) ("a) с" travaux-label) ("пункту 7" travaux-reference)
                     ("第十条" travaux-heading) ("一、" travaux-label) ("第四十七条" travaux-reference)
                     ("Artículo" travaux-heading) ("Annexe" travaux-heading)
                     ("المادة 10" travaux-heading) ("1 -" travaux-label) ("للفقرة 9" travaux-reference)
                     ("[X]" travaux-placeholder) ("Article 8" travaux-reference)))
      (let ((seen (face-of text)))
        (unless (memq face (ensure-list seen))
          (error "%s has %s" text seen))))))

(defun offers (method)
  "Whether the server offers METHOD."
  (seq-contains-p (plist-get (plist-get (eglot--capabilities (eglot-current-server)) :experimental) :travaux)
                  method #'string=))

(step "the open brackets are listed, and lead to the text"
  (open "seeds/cybercrime.ar.treaty.md")
  (when (offers "travaux/brackets")
    (travaux-brackets)
    (with-current-buffer "*Travaux brackets*"
      (goto-char (point-min))
      (unless (looking-at-p "[0-9]+ brackets")
        (error "It begins: %s" (buffer-substring (point) (line-end-position))))
      ;; Provisions have the names that the draft gives them.
      (search-forward "\nالمادة 2\n")
      (goto-char (point-min))
      (forward-button 1)
      (push-button))
    (unless (eq (char-after) ?\[)
      (error "It leads to: %s" (buffer-substring (point) (line-end-position))))))

(step "a draft is read without its brackets"
  (open "seeds/cybercrime.en.treaty.md")
  (when (offers "travaux/read")
    (travaux-read "none")
    (with-current-buffer "*Travaux reading*"
      (go-to "Each State Party")
      (goto-char (point-min))
      (when (search-forward "[necessary]" nil t)
        (error "A bracket is left")))))

(step "the server ends when the editor lets go of it"
  (let ((server (eglot-current-server)))
    (eglot-shutdown server)
    (await "the end of the server" (not (jsonrpc-running-p server)))))

(message "Emacs %s: %d passed, %d failed" emacs-version passed failed)
(kill-emacs (if (= failed 0) 0 1))

;;; emacs.el ends here
