//! A text that a file gives once, or in several languages: the name of a forum, a note, a title.

use serde::{Serialize, Serializer};

/// A text in one or several languages: `sixth session`, or `{"en": "sixth session", "ar": "الدورة السادسة"}`. Empty if
/// nothing is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText {
    /// The text without a language.
    pub plain: Option<String>,
    /// The texts by language code.
    pub by_language: TextsByLanguage,
}

/// Texts by language code, in the order of the codes. A record has very many of them with one or two texts each, for which a
/// list needs much less memory than a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextsByLanguage(Vec<(Box<str>, Box<str>)>);

impl TextsByLanguage {
    /// Returns the text in the language of `code`.
    pub fn get(&self, code: &str) -> Option<&str> {
        self.0.iter().find(|it| &*it.0 == code).map(|it| &*it.1)
    }

    /// Returns the texts in the order of their codes.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|it| &*it.1)
    }

    /// Returns the number of texts.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether there is a text in the language of `code`.
    pub fn contains_key(&self, code: &str) -> bool {
        self.get(code).is_some()
    }

    /// Adds a text, or replaces the one in its language.
    pub fn insert(&mut self, code: String, text: String) {
        match self.0.binary_search_by(|it| (*it.0).cmp(&code)) {
            Ok(at) => self.0[at].1 = text.into(),
            Err(at) => self.0.insert(at, (code.into(), text.into())),
        }
    }
}

impl FromIterator<(String, String)> for TextsByLanguage {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> TextsByLanguage {
        let texts = texts.into_iter();
        let mut found = TextsByLanguage(Vec::with_capacity(texts.size_hint().0));
        texts.for_each(|it| found.insert(it.0, it.1));
        found
    }
}

impl Serialize for TextsByLanguage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|it| (&*it.0, &*it.1)))
    }
}

impl LocalText {
    /// Returns the text in the language of `code` (`ar`, `zh-CN`), or else the text without a language, the English one
    /// or the first one.
    pub fn in_language(&self, code: &str) -> Option<&str> {
        let base = code.split(['-', '_']).next().unwrap_or(code);
        let texts = &self.by_language;
        let own = texts.get(code).or_else(|| texts.get(base));
        let any = || texts.get("en").or_else(|| texts.values().next());
        own.or(self.plain.as_deref()).or_else(any)
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
