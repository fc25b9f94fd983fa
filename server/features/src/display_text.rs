//! Texts of drafts shortened for labels and lists.

/// Returns a text on one line, with every run of whitespace replaced by one space.
pub fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a text on one line, cut with an ellipsis after `max_chars` characters.
pub fn excerpt(text: &str, max_chars: usize) -> String {
    let line = single_line(text);
    match line.char_indices().nth(max_chars) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_collapses_to_one_space() {
        assert_eq!(single_line(" المادة\r\n  9\t"), "المادة 9");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(excerpt("éé\néé", 3), "éé …");
        assert_eq!(excerpt("ééé", 3), "ééé");
    }
}
