//! Texts of drafts shortened for labels and lists.

use travaux_grammar::without_filler;

/// Returns a plain text on one line as it is shown, with every run of whitespace replaced by one space.
pub fn single_line(text: &str) -> String {
    without_filler(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns a text on one line, cut with an ellipsis after `max_chars` characters.
pub fn excerpt(text: &str, max_chars: usize) -> String {
    let line = single_line(text);
    match line.char_indices().nth(max_chars) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}

/// Returns a text without the signs that set it off from the label before it, ` - `, `)`, `、`, and without markup. It may
/// begin with a quotation mark or a bracket.
pub fn after_label(text: &str) -> &str {
    const OPENING: [char; 17] =
        ['“', '„', '«', '‹', '‘', '"', '\'', '「', '『', '《', '〈', '[', '［', '【', '(', '（', '…'];
    let is_followed = |rest: &str| rest.chars().nth(1).is_some_and(|it| !it.is_whitespace());
    let start =
        text.char_indices().find(|(at, it)| it.is_alphanumeric() || OPENING.contains(it) && is_followed(&text[*at..]));
    start.map_or("", |(at, _)| &text[at..])
}

/// Returns a name as the beginning of a line: provisions have a small letter in English, as in a sentence.
pub fn as_heading(name: String) -> String {
    match name.chars().next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(name.chars().skip(1)).collect(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_provision_begins_a_line_with_a_capital() {
        assert_eq!(as_heading("article 2 (b)".to_owned()), "Article 2 (b)");
        assert_eq!(as_heading("статья 2".to_owned()), "Статья 2");
        assert_eq!(as_heading("المادة 2".to_owned()), "المادة 2");
        assert_eq!(as_heading("第二条".to_owned()), "第二条");
        assert_eq!(as_heading(String::new()), "");
    }

    #[test]
    fn a_text_begins_after_the_signs_of_its_label() {
        for (text, expected) in [
            (" - Dash text.", "Dash text."),
            (") “Lake” means", "“Lake” means"),
            (" – نص", "نص"),
            ("、案文。", "案文。"),
            (". **Text**", "Text**"),
            (")] [Parties] act.", "[Parties] act."),
            ("“湖泊”是指", "“湖泊”是指"),
            (" – ", ""),
            ("] ( ", ""),
        ] {
            assert_eq!(after_label(text), expected);
        }
    }

    #[test]
    fn whitespace_collapses_to_one_space() {
        assert_eq!(single_line(" المادة\r\n  9\t"), "المادة 9");
        assert_eq!(single_line("a\u{7f}\u{7f}b"), "ab");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(excerpt("éé\néé", 3), "éé …");
        assert_eq!(excerpt("ééé", 3), "ééé");
    }
}
