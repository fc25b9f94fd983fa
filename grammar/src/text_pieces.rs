//! How many texts without labels a block may hold. A provision that counts its subparagraphs writes each on lines of its
//! own, so that it has no more of them than lines that begin one.

use crate::lines::lines;

/// Returns how many lines of a block may begin a text: the first, and every line after one that ends with a stop.
pub(crate) fn text_pieces(text: &str) -> u32 {
    let is_bullet = |character| matches!(character, '-' | '–' | '—' | '•' | '·');
    let mut count = 0;
    let mut may_begin = true;
    for line in lines(text).map(str::trim).filter(|line| !line.is_empty()) {
        count += u32::from(may_begin || line.starts_with(is_bullet));
        let words = line.trim_end_matches(['”', '»', '"', ')', ']', '*', '_', ' ']);
        may_begin = words.ends_with(['.', ';', ':', ',', '?', '!', '。', '；', '：', '，', '؛', '،', '؟']) || words.is_empty();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::text_pieces;

    #[test]
    fn a_line_after_a_stop_may_begin_a_text() {
        assert_eq!(text_pieces("\n"), 0);
        assert_eq!(text_pieces("1. Each Party\nshall act.\n"), 1);
        assert_eq!(text_pieces("1. Each Party shall act.\nIt shall report.\n"), 2);
        assert_eq!(text_pieces("各方应采取措施。\n各方应报告。\n"), 2);
        assert_eq!(text_pieces("Стороны:\n- действуют\n- сообщают\n"), 3);
    }
}
