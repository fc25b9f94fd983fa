//! Whether the words of a term stand somewhere in other forms than those that are compared: `Migrant child` as `migrant
//! children`, دولة طرف as الدول الأطراف, 危险农药 as 危险的农药. Reports nothing itself.

use travaux_grammar::{Block, BlockId, folded, is_han, is_rtl};
use travaux_model::document::Document;

/// The most letters of a word that are compared: its ending may change.
const MAX_STEM_CHARS: usize = 5;

/// Returns whether all words of a term may stand in one block other than that of its definition. Walks the draft, so it
/// is for the few terms that seem to be unused.
pub(crate) fn may_stand_in_other_forms(document: &Document, defined: BlockId, term: &str) -> bool {
    let words: Vec<Trace> = term.split([' ', '-', '\u{a0}']).filter_map(Trace::of).collect();
    let is_in = |block: &Block| words.iter().all(|word| word.is_in(block.plain_text()));
    let mut blocks = document.draft.blocks_with_ids();
    words.is_empty() || blocks.any(|(id, block)| id != defined && is_in(block))
}

/// What all forms of a word have in common.
enum Trace {
    /// The beginning, in small letters and with a capital.
    Beginning(String, String),
    /// The consonants of a word in Arabic, without the letters that forms add or change.
    Consonants(String),
    /// The characters of a word in Chinese.
    Characters(Vec<char>),
}

impl Trace {
    fn of(word: &str) -> Option<Trace> {
        if word.contains(is_han) {
            return Some(Trace::Characters(word.chars().filter(|it| is_han(*it)).collect()));
        }
        if word.contains(is_rtl) {
            return Some(Trace::Consonants(consonants(word))).filter(|_| !consonants(word).is_empty());
        }
        let count = word.chars().filter(|letter| letter.is_alphabetic()).count();
        if count < 3 {
            return None;
        }
        let kept = (count * 3 / 5).clamp(2, MAX_STEM_CHARS);
        let small: String = word.to_lowercase().chars().take(kept).collect();
        let mut letters = small.chars();
        let first: String = letters.next()?.to_uppercase().collect();
        let capital = first + letters.as_str();
        Some(Trace::Beginning(small, capital))
    }

    fn is_in(&self, text: &str) -> bool {
        match self {
            Trace::Beginning(small, capital) => text.contains(small.as_str()) || text.contains(capital.as_str()),
            Trace::Consonants(own) => text.split(|it: char| !it.is_alphabetic()).any(|it| consonants(it).contains(own)),
            Trace::Characters(own) => own.iter().all(|it| text.contains(*it)),
        }
    }
}

/// Returns the consonants of a word in Arabic: سفن of سفينة and السفن.
fn consonants(word: &str) -> String {
    let word = folded(word);
    let bare = word.strip_prefix("ال").unwrap_or(&word);
    bare.chars()
        .filter(|it| !matches!(it, 'ا' | 'أ' | 'إ' | 'آ' | 'و' | 'ي' | 'ى' | 'ة' | 'ء' | 'ؤ' | 'ئ' | 'ه'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(term: &str, text: &str, expected: bool) {
        let document = Document::parse(&format!("Definition.\n\n{text}\n"), None, 0);
        assert_eq!(may_stand_in_other_forms(&document, BlockId::FIRST, term), expected, "{term}: {text}");
    }

    #[test]
    fn a_word_may_stand_in_another_form() {
        check("Migrant child", "The migrant children travel.", true);
        check("Competent Authority", "The competent national authorities act.", true);
        check("travail forcé", "Les travaux forcés cessent.", true);
        check("рыболовное судно", "Рыболовные суда заходят в порт.", true);
        check("دولة طرف", "تتعاون الدول الأطراف.", true);
        check("سفينة صيد", "تدخل سفن الصيد الميناء.", true);
        check("危险农药制剂", "禁止危险的农药制剂。", true);
    }

    #[test]
    fn a_word_that_stands_nowhere_has_no_form() {
        check("Relay Station", "The Parties meet in the harbour.", false);
        check("محطة الترحيل", "تجتمع الأطراف في الميناء.", false);
        check("中继站", "各方开会。", false);
    }
}
