//! The folded form in which names are compared: `Côte d’Ivoire`, `COTE D'IVOIRE` and `Cote d'Ivoire` are one name, and
//! so are `إيران` and `ايران`. It is never displayed.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Returns `written` in compatibility form without case, accents, Arabic vowel signs, tatweel or hamza, and with one
/// space for any whitespace or punctuation.
pub fn fold_name(written: &str) -> String {
    let mut form = String::with_capacity(written.len());
    let mut space_pending = false;
    let mut push = |letter: char| match fold_letter(letter) {
        Folded::Ignored => {}
        Folded::Space => space_pending = true,
        Folded::Letter(letter) => {
            if space_pending && !form.is_empty() {
                form.push(' ');
            }
            space_pending = false;
            form.push(letter);
        }
    };
    // Combining marks are dropped, so their order does not matter and each letter can be decomposed by itself.
    for letter in written.chars() {
        decompose_compatible(letter, |it| push_lowered(it, &mut push));
    }
    form
}

fn push_lowered(letter: char, push: &mut impl FnMut(char)) {
    match letter {
        '&' => " and ".chars().for_each(push),
        'ß' => "ss".chars().for_each(push),
        // Small Latin and Cyrillic, Arabic and Chinese letters: the common case.
        'a'..='z' | '\u{430}'..='\u{44f}' | '\u{621}'..='\u{64a}' | '\u{4e00}'..='\u{9fff}' => push(letter),
        _ => letter.to_lowercase().for_each(push),
    }
}

enum Folded {
    Letter(char),
    Space,
    Ignored,
}

fn fold_letter(letter: char) -> Folded {
    match letter {
        'a'..='z' | '0'..='9' => Folded::Letter(letter),
        '.' | '\'' | '’' | '‘' | 'ʼ' | '`' => Folded::Ignored,
        // Tatweel, and the invisible controls of direction and joining.
        '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => Folded::Ignored,
        '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => Folded::Ignored,
        'ى' | 'ی' => Folded::Letter('ي'),
        'ة' => Folded::Letter('ه'),
        'ک' => Folded::Letter('ك'),
        'ٱ' => Folded::Letter('ا'),
        '\u{430}'..='\u{44f}' | '\u{621}'..='\u{64a}' | '\u{4e00}'..='\u{9fff}' => Folded::Letter(letter),
        _ if is_combining_mark(letter) => Folded::Ignored,
        _ if letter.is_alphanumeric() => Folded::Letter(letter),
        _ => Folded::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::fold_name;

    fn check(written: &[&str], form: &str) {
        for it in written {
            assert_eq!(fold_name(it), form, "{it}");
        }
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        check(&["Côte d’Ivoire", "COTE D'IVOIRE", " Cote  d'Ivoire "], "cote divoire");
        check(&["U.S.A.", "USA"], "usa");
        check(&["Türkiye", "TÜRKİYE", "Turkiye"], "turkiye");
    }

    #[test]
    fn punctuation_and_whitespace_become_one_space() {
        check(&["Iran (Islamic Republic of)", "Iran, Islamic Republic of"], "iran islamic republic of");
        check(&["Antigua & Barbuda", "antigua and barbuda"], "antigua and barbuda");
        check(&["刚果（金）", "刚果(金)"], "刚果 金");
    }

    #[test]
    fn hamza_vowels_and_tatweel_do_not_matter() {
        check(&["إيران", "ايران", "إيــران", "إِيرَان"], "ايران");
        check(&["عُمان", "عمان"], "عمان");
        check(&["سورية", "سوريه"], "سوريه");
    }
}
