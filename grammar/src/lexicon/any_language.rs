//! Words that are recognised in a text of any language, since drafts mix languages in these places.

use std::sync::LazyLock;

use super::Lexicon;
use super::source::{AnyLanguage, any_language};
use crate::language::Language;

fn all() -> &'static AnyLanguage {
    static ALL: LazyLock<AnyLanguage> = LazyLock::new(any_language);
    &ALL
}

/// Returns whether a text ends with a word after which a list label may be written: `one and`, `واحد و`.
pub(crate) fn ends_with_label_joint(text: &str) -> bool {
    all().label_joints.iter().any(|joint| text.ends_with(joint.as_str()))
}

/// Returns the words that join the names of delegations, with their spaces: ` and `.
pub(crate) fn name_joints() -> impl Iterator<Item = &'static str> {
    all().name_joints.iter().map(String::as_str)
}

/// Returns whether a word stands between an instrument's noun and its number: `No` in `Convention No. 87`.
pub(crate) fn is_number_sign(written: &str) -> bool {
    all().number_signs.iter().any(|sign| sign == written)
}

impl Lexicon {
    /// Returns whether a noun bears the Arabic definite article, alone or after a preposition.
    pub(crate) fn is_definite(written: &str) -> bool {
        let beginnings = &Lexicon::of(Language::Ar).definite_beginnings;
        beginnings.iter().any(|beginning| written.starts_with(beginning.as_str()))
    }

    /// Returns the signs of Chinese counted provisions.
    pub(crate) fn counting_signs() -> &'static super::Counting {
        &Lexicon::of(Language::Zh).counting
    }
}
