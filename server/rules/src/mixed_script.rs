//! # mixed-script
//!
//! A word mixes Latin letters with Cyrillic ones that look alike.
//!
//! A Latin `c` in a Russian word cannot be seen, but a search does not find the word, and a term that is defined is not
//! recognized. It happens when the keyboard is switched within a word.
//!
//! Only letters that exist in both alphabets are reported: `IP-адрес` and `ISBNы` are right. A letter alone, such as the `а)`
//! of a list, is no word. It is reported where all the text of its item is in Latin letters.
//!
//! ```treaty
//! Статья 4
//!
//! Каждое гоcударство принимает меры.
//!        ^^^^^^^^^^^ this word mixes Cyrillic and Latin letters that look alike: `c` (U+0063)
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Pаrty shall cooperate.
//!      ^^^^^ this word mixes Latin and Cyrillic letters that look alike: `а` (U+0430)
//! ```
//!
//! ```treaty
//! Статья 4
//!
//! Каждое государство присваивает IP-адрес, а также ISBNы; см. пункт а) и Convention.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall:
//!
//! (a) name the ports that its ferries use;
//!
//! (b) keep the lights of those ports lit;
//!
//! (с) report to the Secretariat every year.
//!  ^ the letter of this item looks Latin and is Cyrillic: `с` (U+0441)
//! ```
//!
//! **Instead**, type the word in one alphabet.

use travaux_grammar::{range_to_u32, to_u32, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The letters that look alike: in each pair, the Latin and the Cyrillic one.
const LOOK_ALIKE: [(char, char); 23] = [
    ('a', '\u{430}'),
    ('c', '\u{441}'),
    ('e', '\u{435}'),
    ('i', '\u{456}'),
    ('j', '\u{458}'),
    ('o', '\u{43E}'),
    ('p', '\u{440}'),
    ('s', '\u{455}'),
    ('x', '\u{445}'),
    ('y', '\u{443}'),
    ('A', '\u{410}'),
    ('B', '\u{412}'),
    ('C', '\u{421}'),
    ('E', '\u{415}'),
    ('H', '\u{41D}'),
    ('I', '\u{406}'),
    ('K', '\u{41A}'),
    ('M', '\u{41C}'),
    ('O', '\u{41E}'),
    ('P', '\u{420}'),
    ('T', '\u{422}'),
    ('X', '\u{425}'),
    ('Y', '\u{423}'),
];

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    check_label(context, found);
    let text = context.block.plain_text();
    let mut from = 0;
    // A Cyrillic letter begins with one of these bytes, and most blocks have either none of them or no Latin letter.
    while let Some(at) = text.get(from..).and_then(|rest| memchr::memchr2(0xD0, 0xD1, rest.as_bytes())) {
        let at = from + at;
        let start = text[from..at]
            .rfind(|it: char| !is_letter(it))
            .map_or(from, |before| from + before + text[from + before..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..].find(|it: char| !is_letter(it)).map_or(text.len(), |length| at + length);
        check_word(context, start, &text[start..end], found);
        from = end.max(at + 2);
    }
}

/// Reports the letter of an item that is Cyrillic, though all its text is in Latin letters.
fn check_label(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    const MIN_LATIN_LETTERS: usize = 24;
    let block = context.block;
    let Some(site) = block.labels.first().filter(|site| site.kind.is_none() && !site.inline) else { return };
    let label = block.slice(site.start..site.end);
    let Some(letter) = label.trim_start_matches('(').chars().next().filter(|it| is_cyrillic(*it)) else { return };
    let Some((latin, _)) = LOOK_ALIKE.iter().find(|it| it.1 == letter) else { return };
    let rest = &block.plain_text()[to_usize(site.end)..];
    let is_latin = memchr::memchr2(0xD0, 0xD1, rest.as_bytes()).is_none()
        && rest.bytes().filter(u8::is_ascii_lowercase).take(MIN_LATIN_LETTERS).count() == MIN_LATIN_LETTERS;
    if is_latin {
        let code = u32::from(letter);
        let message = format!("the letter of this item looks Latin and is Cyrillic: `{letter}` (U+{code:04X})");
        let start = site.start + to_u32(label.find(letter).unwrap_or(0));
        let range = start..start + to_u32(letter.len_utf8());
        let finding = Finding::new(context.place(range.clone()), message);
        found.push(finding.preferred_fix("write it as a Latin letter", range, &latin.to_string()));
    }
}

fn check_word(context: &TextContext<'_>, start: usize, word: &str, found: &mut Vec<Finding>) {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = word.chars().filter(|it| is_cyrillic(*it)).count();
    if latin == 0 || cyrillic == 0 || latin == cyrillic {
        return;
    }
    let is_mostly_latin = latin > cyrillic;
    let other = |letter: char| {
        let pair = LOOK_ALIKE.iter().find(|it| letter == if is_mostly_latin { it.1 } else { it.0 });
        pair.map(|it| if is_mostly_latin { it.0 } else { it.1 })
    };
    let is_odd = |letter: &char| if is_mostly_latin { is_cyrillic(*letter) } else { letter.is_ascii_alphabetic() };
    let Some(odd) = word.chars().find(is_odd) else { return };
    // A plural or case ending after an abbreviation is a choice, and a letter that exists in one alphabet only is seen.
    let has_ending = is_mostly_latin && word.chars().skip_while(char::is_ascii_alphabetic).all(is_cyrillic);
    if has_ending || !word.chars().filter(is_odd).all(|it| other(it).is_some()) {
        return;
    }
    let corrected: String = word.chars().map(|it| if is_odd(&it) { other(it).unwrap_or(it) } else { it }).collect();
    let (most, few) = if is_mostly_latin { ("Latin", "Cyrillic") } else { ("Cyrillic", "Latin") };
    let code = u32::from(odd);
    let message = format!("this word mixes {most} and {few} letters that look alike: `{odd}` (U+{code:04X})");
    let range = range_to_u32(start..start + word.len());
    let title = format!("write all of it in {most} letters");
    found.push(Finding::new(context.place(range.clone()), message).preferred_fix(title, range, &corrected));
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4FF}')
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || is_cyrillic(letter)
}
