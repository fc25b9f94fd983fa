; Lines of a draft are not indented by its structure.
