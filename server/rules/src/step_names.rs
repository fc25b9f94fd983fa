//! How messages name a provision that is missing. Reports nothing itself.

use travaux_grammar::{Kind, Step, to_usize};

/// Formats a step for messages: `paragraph 2`, `subparagraph (a)`.
pub(super) fn step_name(step: &Step) -> String {
    match step.kind {
        Kind::Subparagraph | Kind::Item => format!("{} ({})", step.kind.word(), step.label),
        _ => format!("{} {}", step.kind.word(), step.label),
    }
}

/// Formats a text without a label that is counted: `second subparagraph`, `third indent`.
pub(super) fn counted_text_name(step: &Step) -> String {
    let noun = if step.kind == Kind::Item { "indent" } else { step.kind.word() };
    format!("{} {noun}", ordinal(step.label.number()))
}

/// Formats an ordinal number, in words up to twelve.
fn ordinal(number: u32) -> String {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    let word = number.checked_sub(1).and_then(|at| WORDS.get(to_usize(at)));
    word.map_or_else(|| format!("{number}{}", ordinal_ending(number)), |word| (*word).to_owned())
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ordinal_numbers_are_words_up_to_twelve() {
        let written = [1, 2, 12, 13, 21, 22, 23, 111, 112, 113].map(ordinal);
        assert_eq!(written, ["first", "second", "twelfth", "13th", "21st", "22nd", "23rd", "111th", "112th", "113th"]);
    }
}
