; Lines of a draft are not indented by its structure: a new line begins where the one before it does.
(document) @indent.auto
