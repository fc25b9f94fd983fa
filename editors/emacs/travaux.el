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

;;;###autoload
(define-derived-mode treaty-mode text-mode "Treaty"
  "Major mode for treaty-style drafts."
  (setq-local comment-start "<!-- ")
  (setq-local comment-end " -->")
  ;; Each paragraph by its own first strong letter, though many set one direction for all, for speed.
  (setq-local bidi-paragraph-direction nil)
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

(provide 'travaux)

;;; travaux.el ends here
