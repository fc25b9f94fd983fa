//! Instructions of delegations about the text around them: `(RU: retain)`, `[EU: delete]`.

use std::ops::Range;

use crate::attribution::{Attribution, MAX_ATTRIBUTION_BYTES, SECONDS, clauses};
use crate::lexicon::Lexicon;
use crate::offset::{range_to_u32, to_u32};

/// Instructions about the text around them in parentheses: `(RU: retain)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction<'l> {
    /// The bytes of the parentheses with their content.
    pub range: Range<u32>,
    /// The delegations, whose stance is that of the instruction.
    pub attributions: Vec<Attribution>,
    /// The stance that the instruction expresses, by its name in JSON.
    pub stance: &'l str,
}

/// Returns the instructions in a text.
pub(crate) fn instructions<'l>(text: &str, lexicon: &'l Lexicon) -> Vec<Instruction<'l>> {
    let openers = text.match_indices(['(', '（']);
    openers.filter_map(|(at, sign)| instruction(text, at, at + sign.len(), lexicon)).collect()
}

fn instruction<'l>(text: &str, open: usize, from: usize, lexicon: &'l Lexicon) -> Option<Instruction<'l>> {
    let window = &text[from..text.floor_char_boundary(from + MAX_ATTRIBUTION_BYTES)];
    let end = end_of_parentheses(window)?;
    let closer = window[end..].chars().next().filter(|it| matches!(it, ')' | '）'))?;
    let (head, words) = window[..end].split_once([':', '：'])?;
    let stance = instruction_stance(words, lexicon)?;
    let mut attributions = clauses(head, from, lexicon)?;
    for attribution in &mut attributions {
        attribution.stance = Some(stance.to_owned());
        attribution.words = to_u32(from + head.len());
    }
    let range = range_to_u32(open..from + end + closer.len_utf8());
    Some(Instruction { range, attributions, stance })
}

/// Returns the offset of the sign that ends parentheses; a name may contain others: `Iran (Islamic Republic of): delete`.
fn end_of_parentheses(window: &str) -> Option<usize> {
    let mut is_inside_name = false;
    window
        .match_indices([')', '）', '(', '（', '[', ']', '\n'])
        .find(|(_, sign)| {
            let (opens, closes) = (matches!(*sign, "(" | "（"), matches!(*sign, ")" | "）"));
            let goes_on = opens && !is_inside_name || closes && is_inside_name;
            is_inside_name = opens;
            !goes_on
        })
        .map(|it| it.0)
}

/// Returns the stance of words that are an instruction about the text around them: `delete`, `retain.`
pub fn instruction_stance<'l>(words: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    let words = words.trim().trim_end_matches(['.', ';', '。', '；', '؛']);
    lexicon.stance(words).filter(|it| *it != SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::offset::range_to_usize;

    #[test]
    fn an_instruction_stands_in_parentheses() {
        let check = |language, text: &str, expected: &[(&str, &str)]| {
            let found = instructions(text, Lexicon::of(language));
            let names = found.iter().flat_map(|it| it.attributions.iter().map(move |name| (name, it.stance)));
            let names: Vec<_> =
                names.map(|(it, stance)| (&text[range_to_usize(it.delegation.clone())], stance)).collect();
            assert_eq!(names, expected, "{text}");
        };
        check(
            Language::En,
            "Text. (RU: retain) (NZ/CL: delete.)",
            &[("RU", "supports"), ("NZ", "opposes"), ("CL", "opposes")],
        );
        let iran = "Iran (Islamic Republic of)";
        check(Language::En, "Text. (Iran (Islamic Republic of): delete)", &[(iran, "opposes")]);
        check(Language::Fr, "Texte. (Suisse : supprimer)", &[("Suisse", "opposes")]);
        check(Language::Es, "Texto. (México: mantener)", &[("México", "supports")]);
        check(Language::Ru, "Текст. (Индия: сохранить)", &[("Индия", "supports")]);
        check(Language::Ar, "نص. (مصر: حذف)", &[("مصر", "opposes")]);
        check(Language::Zh, "案文。（埃及：删除）", &[("埃及", "opposes")]);
        check(Language::En, "Text (see annex: delete) (RU: shall) (RU retain) (a) (note: [x])", &[]);
    }
}
