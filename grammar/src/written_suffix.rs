//! The suffixes that a text has after a number, for those who change the number: ` bis` in `article 10 bis`, 之二 in 第十条之二.

use std::ops::Range;

use crate::counted::with_inserted;
use crate::label::{Label, Suffix};
use crate::language::Language;
use crate::leading_label::{number, suffixed};
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;
use crate::script::is_han;
use crate::token::{Token, tokenize};

/// The suffixes after a number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenSuffix {
    /// The bytes between the number and the end of its suffixes, the ending of an ordinal included; without suffixes, the
    /// place where they would be.
    pub range: Range<usize>,
    /// The suffixes.
    pub suffixes: [Suffix; 3],
}

/// Reads the suffixes after a number of one part, as labels and references have them. Returns `None` if the bytes are no such
/// number.
pub fn suffix_after(text: &str, at: &Range<usize>, form: NumberForm, language: Language) -> Option<WrittenSuffix> {
    let mut tokens = Vec::new();
    tokenize(text, Lexicon::of(language), &mut tokens);
    let first = tokens.iter().position(|token| token.range().start == at.start)?;
    let after = tokens.iter().position(|token| token.range().start >= at.end).unwrap_or(tokens.len());
    let read = if form == NumberForm::Digits { number(text, &tokens, first) } else { None };
    let plain = Label::new(form, 1);
    let (label, next) =
        read.filter(|(_, next)| *next >= after).unwrap_or_else(|| suffixed(text, &tokens, plain, after));
    if label.depth() > 1 {
        return None;
    }
    let end = |next: usize| next.checked_sub(1).and_then(|last| tokens.get(last)).map_or(at.end, |it| it.range().end);
    if label.is_plain() {
        // 第十条之二, 第（五）项之二, 二之二
        let noun = after_han_noun(text, &tokens, next);
        let (label, next) = with_inserted(text, &tokens, label, noun);
        let start = if noun > after { end(noun) } else { at.end };
        return Some(WrittenSuffix { range: start..end(next).max(start), suffixes: label.suffixes });
    }
    Some(WrittenSuffix { range: at.end..end(next), suffixes: label.suffixes })
}

/// Returns the token after the noun that Chinese puts after a number; `at` if there is none.
fn after_han_noun(text: &str, tokens: &[Token], at: usize) -> usize {
    let closers = tokens.get(at).is_some_and(|it| it.is(')') || it.is('）'));
    let noun = at + usize::from(closers);
    let is_noun = |it: &Token| {
        !it.spaced && matches!(it.word(), Some(Word::Provision { .. })) && text[it.range()].starts_with(is_han)
    };
    if tokens.get(noun).is_some_and(is_noun) { noun + 1 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerals::find_number;

    fn check(language: Language, form: NumberForm, value: u32, marked: &str, suffix: Suffix) {
        let text = marked.replace('|', "");
        let found = find_number(&text, form, value).remove(0);
        let written = suffix_after(&text, &found.range, form, language).unwrap();
        let mut shown = text.clone();
        shown.insert(written.range.end, '|');
        shown.insert(written.range.start, '|');
        assert_eq!((shown.as_str(), written.suffixes[0]), (marked, suffix));
    }

    #[test]
    fn suffixes_are_found_in_every_language() {
        const DIGITS: NumberForm = NumberForm::Digits;
        let bis = Suffix::Inserted(2);
        for (language, value, text, suffix) in [
            (Language::En, 2, "Article 2| bis|", bis),
            (Language::En, 2, "article 2|bis|, paragraph 1", bis),
            (Language::En, 2, "Article 2|| of", Suffix::None),
            (Language::En, 5, "5|a|. Text", Suffix::Letter(1)),
            (Language::Fr, 1, "article 1|er bis|", bis),
            (Language::Es, 2, "artículo 2| cuáter|", Suffix::Inserted(4)),
            (Language::Ru, 2, "Статья 2| тер|", Suffix::Inserted(3)),
            (Language::Ar, 2, "المادة ٢| مكررا|", bis),
            (Language::Ar, 2, "المادة 2| ثالثا|", Suffix::Inserted(3)),
            (Language::Zh, 2, "第二条|之二|第一款", bis),
            (Language::Zh, 2, "第2条||第一款", Suffix::None),
            (Language::Zh, 2, "二|之三|、", Suffix::Inserted(3)),
        ] {
            check(language, DIGITS, value, text, suffix);
        }
        check(Language::Zh, NumberForm::Lower, 5, "第（五）项|之二|", bis);
        check(Language::En, NumberForm::UpperRoman, 4, "Annex IV| bis|", bis);
    }

    #[test]
    fn a_part_of_a_number_has_no_suffix() {
        let found = suffix_after("article 3.2 bis", &(8..9), NumberForm::Digits, Language::En);
        assert_eq!(found, None);
    }
}
