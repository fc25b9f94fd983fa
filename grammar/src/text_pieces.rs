//! How many texts without labels a block may hold. A provision that counts its subparagraphs writes each on lines of its
//! own, but an extraction may run them together, so that every sentence may be one.

/// Returns how many texts may begin in a block: at its first word, at a line after one that ends with a stop, at a bullet,
/// and at a new sentence.
pub(crate) fn text_pieces(text: &str) -> u32 {
    let mut pieces = 0;
    // The stop that ended what was read last, and whether a line has ended since.
    let mut stop = None;
    let mut is_new_line = true;
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
        if pieces == 0 || begins || is_bullet {
            pieces += 1;
        }
        is_new_line = false;
        stop = match character {
            '.' | ';' | '?' | '!' | '。' | '；' | '؛' | '؟' => Some(Stop::Sentence),
            ':' | ',' | '：' | '，' | '،' => Some(Stop::Clause),
            // A closing sign after a stop.
            '”' | '»' | '"' | ')' | ']' | '*' | '_' | '）' => stop,
            _ => None,
        };
    }
    pieces
}

/// A stop after which a text may begin.
#[derive(Clone, Copy)]
enum Stop {
    /// Anywhere.
    Sentence,
    /// On a new line.
    Clause,
}

#[cfg(test)]
mod tests {
    use super::text_pieces;

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
