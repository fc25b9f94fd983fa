//! A text that a file gives once, or in several languages: the name of a forum, a note, a title.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

/// A text in one or several languages: `sixth session`, or `{"en": "sixth session", "ar": "الدورة السادسة"}`. Empty if
/// nothing is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText {
    /// The text without a language.
    pub plain: Option<String>,
    /// The texts by language code.
    pub by_language: BTreeMap<String, String>,
}

impl LocalText {
    /// Returns the text in the language of `code` (`ar`, `zh-CN`), or else the text without a language, the English one
    /// or the first one.
    pub fn in_language(&self, code: &str) -> Option<&str> {
        let base = code.split(['-', '_']).next().unwrap_or(code);
        let texts = &self.by_language;
        let own = texts.get(code).or_else(|| texts.get(base));
        let any = || texts.get("en").or_else(|| texts.values().next());
        own.or(self.plain.as_ref()).or_else(any).map(String::as_str)
    }

    /// Returns whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.plain.is_none() && self.by_language.is_empty()
    }
}

impl Serialize for LocalText {
    /// Writes the text as files do: a string, or an object by language.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.plain {
            Some(text) if self.by_language.is_empty() => serializer.serialize_str(text),
            Some(_) | None => self.by_language.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LocalText;

    #[test]
    fn the_reader_gets_the_nearest_language() {
        let texts = [("ar", "الدورة"), ("en", "session")];
        let by_language = texts.map(|it| (it.0.to_owned(), it.1.to_owned())).into_iter().collect();
        let text = LocalText { plain: None, by_language };
        let found = ["ar", "ar-EG", "en", "zh"].map(|it| text.in_language(it));
        assert_eq!(found, [Some("الدورة"), Some("الدورة"), Some("session"), Some("session")]);
        let plain = LocalText { plain: Some("第六届会议".to_owned()), ..LocalText::default() };
        assert_eq!(plain.in_language("ar"), Some("第六届会议"));
        assert_eq!(LocalText::default().in_language("en"), None);
    }
}
