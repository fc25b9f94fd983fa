//! The six official languages of the United Nations.

use serde::{Deserialize, Serialize};

/// One of the six official languages of the United Nations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// French
    Fr,
    /// Spanish
    Es,
    /// Russian
    Ru,
    /// Chinese, simplified or traditional
    Zh,
    /// Arabic
    Ar,
}

impl Language {
    /// All six, in the order in which ties are decided.
    pub const ALL: [Language; 6] = [Language::En, Language::Fr, Language::Es, Language::Ru, Language::Zh, Language::Ar];

    /// Returns the ISO 639-1 code: `en`, `ar`.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::Es => "es",
            Language::Ru => "ru",
            Language::Zh => "zh",
            Language::Ar => "ar",
        }
    }

    /// Returns the language of an ISO 639-1 code in either case.
    pub fn of_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// Returns whether the language is written in Latin letters.
    pub fn is_latin(self) -> bool {
        matches!(self, Language::En | Language::Fr | Language::Es)
    }

    /// Returns whether the language is written from right to left.
    pub fn is_rtl(self) -> bool {
        self == Language::Ar
    }
}
