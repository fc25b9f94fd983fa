//! How many texts without labels a block may hold. A provision that counts its subparagraphs writes each on lines of its
//! own, but an extraction may run them together, so that every sentence may be one.

use memchr::{memchr_iter, memchr3_iter};

use crate::lines::lines;

/// Returns how many texts may begin in a block: at its first word, at a line after one that ends with a stop, at a bullet,
/// and at a new sentence.
pub(crate) fn text_pieces(text: &str) -> u32 {
    let mut pieces = 0;
    // The stop that ended what was read last.
    let mut stop = None;
    for line in lines(text) {
        let line = line.trim();
        let Some(first) = line.chars().next() else { continue };
        let is_bullet = matches!(first, '-' | '–' | '—' | '•' | '·');
        if pieces == 0 || stop.is_some() || is_bullet {
            pieces += 1;
        }
        // After a stop on the line before, and signs that close what ended there.
        pieces += u32::from(stop == Some(Stop::Sentence) && is_closer(first) && begins_sentence(line));
        stop = stop_at_end(line, stop);
    }
    pieces + sentences(text)
}

/// A stop after which a text may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// Anywhere.
    Sentence,
    /// On a new line.
    Clause,
}

impl Stop {
    fn of(character: char) -> Option<Stop> {
        match character {
            '.' | ';' | '?' | '!' | '。' | '；' | '؛' | '؟' => Some(Stop::Sentence),
            ':' | ',' | '：' | '，' | '،' => Some(Stop::Clause),
            _ => None,
        }
    }
}

/// Returns whether a character may close what a stop ended.
fn is_closer(character: char) -> bool {
    matches!(character, '”' | '»' | '"' | ')' | ']' | '*' | '_' | '）')
}

/// Returns how many sentences begin after a stop in their line.
fn sentences(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ascii = memchr3_iter(b'.', b';', b'?', bytes).chain(memchr_iter(b'!', bytes));
    let count = ascii.filter(|at| begins_sentence(&text[at + 1..])).count();
    let others = if text.is_ascii() { 0 } else { sentences_after_other_stops(text) };
    u32::try_from(count + others).unwrap_or(u32::MAX)
}

fn sentences_after_other_stops(text: &str) -> usize {
    let bytes = text.as_bytes();
    // The first bytes of the Chinese stops, and the last ones of the Arabic stops.
    let chinese = memchr::memchr2_iter(0xE3, 0xEF, bytes);
    let arabic = memchr::memchr2_iter(0x9B, 0x9F, bytes).filter_map(|at| at.checked_sub(1));
    let after_stop = |at: usize| {
        let rest = text.get(at..).filter(|rest| rest.starts_with(['。', '；', '؛', '؟']))?;
        rest.get(rest.ceil_char_boundary(1)..)
    };
    let chinese = chinese.filter(|at| after_stop(*at).is_some_and(begins_sentence));
    let arabic = arabic.filter(|at| bytes[*at] == 0xD8 && after_stop(*at).is_some_and(begins_sentence));
    chinese.count() + arabic.count()
}

/// Returns whether a sentence begins in the same line with the words after a stop.
fn begins_sentence(rest: &str) -> bool {
    let ends_line = |it: char| matches!(it, '\n' | '\r');
    let first = rest.chars().find(|it| ends_line(*it) || !it.is_whitespace() && !is_closer(*it));
    first.is_some_and(|it| it.is_alphabetic() && !it.is_lowercase())
}

/// Returns the stop with which a line ends, given the one before the line.
fn stop_at_end(line: &str, before: Option<Stop>) -> Option<Stop> {
    let last = line.chars().rev().find(|it| !it.is_whitespace() && !is_closer(*it));
    last.map_or(before, Stop::of)
}

#[cfg(test)]
mod tests {
    use super::{Stop, is_closer, text_pieces};

    /// The same, by one state after the other.
    fn text_pieces_by_state(text: &str) -> u32 {
        let (mut pieces, mut stop, mut is_new_line) = (0, None, true);
        for character in text.chars() {
            if character.is_whitespace() {
                is_new_line |= matches!(character, '\n' | '\r');
                continue;
            }
            let is_bullet = is_new_line && matches!(character, '-' | '–' | '—' | '•' | '·');
            let begins = match stop {
                Some(Stop::Sentence) => is_new_line || character.is_alphabetic() && !character.is_lowercase(),
                Some(Stop::Clause) => is_new_line,
                None => false,
            };
            pieces += u32::from(pieces == 0 || begins || is_bullet);
            is_new_line = false;
            stop = if is_closer(character) { stop } else { Stop::of(character) };
        }
        pieces
    }

    #[test]
    fn the_stops_are_found_wherever_they_stand() {
        let signs: Vec<char> = ".;?!:,。；؛؟：，،”»\")]*_）-—•aAбБحلП各Ü1 \u{a0}\n\r\t".chars().collect();
        let mut random = 1u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..(random >> 40) % 24 {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push(signs[(random >> 33) as usize % signs.len()]);
            }
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            assert_eq!(text_pieces(&text), text_pieces_by_state(&text), "{text:?}");
        }
    }

    #[test]
    fn a_line_after_a_stop_may_begin_a_text() {
        assert_eq!(text_pieces("\n"), 0);
        assert_eq!(text_pieces("1) Each Party\nshall act.\n"), 1);
        assert_eq!(text_pieces("1) Each Party shall act,\nit shall report.\n"), 2);
        assert_eq!(text_pieces("各方应采取措施。\n各方应报告。\n"), 2);
        assert_eq!(text_pieces("Стороны:\n- действуют\n- сообщают\n"), 3);
    }

    #[test]
    fn a_sentence_may_be_a_text_that_was_run_into_a_line() {
        assert_eq!(text_pieces("Les Parties agissent.Elles font rapport, art. 5.\n"), 2);
        assert_eq!(text_pieces("تتخذ الأطراف التدابير. تقدم الأطراف تقريرا.\n"), 2);
    }
}
