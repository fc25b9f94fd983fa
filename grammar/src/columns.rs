//! Lines of a plain text that are set in columns, as the rows of a table are: `2. Engines  100       2028`.

/// A gap of this many blanks, or a tab, is wide.
const WIDE_GAP: usize = 3;

/// The gaps between the columns of a line.
#[derive(Clone, Copy, Default)]
struct Gaps {
    count: usize,
    wide: usize,
}

impl Gaps {
    /// Counts the gaps of two or more blanks after the first word. Those between labels, and those after a stop, where many
    /// typists leave two blanks, divide no columns.
    fn of(line: &str) -> Gaps {
        const MIN_WORD_LETTERS: usize = 2;
        let mut gaps = Gaps::default();
        let mut has_word = false;
        let mut rest = line.trim();
        while let Some(at) = rest.find([' ', '\t']) {
            let (cell, after) = rest.split_at(at);
            has_word |= cell.chars().filter(|it| it.is_alphabetic()).nth(MIN_WORD_LETTERS - 1).is_some();
            rest = after.trim_start_matches([' ', '\t']);
            let blanks = &after[..after.len() - rest.len()];
            let has_tab = blanks.contains('\t');
            if (blanks.len() > 1 || has_tab) && has_word && !ends_clause(cell) {
                gaps.count += 1;
                gaps.wide += usize::from(has_tab || blanks.len() >= WIDE_GAP);
            }
        }
        gaps
    }
}

fn ends_clause(text: &str) -> bool {
    text.ends_with(['.', ';', ':', ',', '?', '!', '。', '；', '：', '，', '؛', '،'])
}

/// Returns whether a line is a row of the table of which the line before it is a row: both are set in columns, and one of them in
/// three or more.
pub(crate) fn goes_on_with_table(line: &str, previous: &str) -> bool {
    is_row(line) && has_columns(previous) || is_row(previous) && has_columns(line)
}

/// Returns whether a line is set in columns.
fn has_columns(line: &str) -> bool {
    !ends_clause(line.trim_end()) && Gaps::of(line).wide > 0
}

/// Returns whether a line has three columns or more.
pub(crate) fn is_row(line: &str) -> bool {
    let has_gaps = |gaps: Gaps| gaps.count > 1 && gaps.wide > 0;
    !ends_clause(line.trim_end()) && has_gaps(Gaps::of(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_gaps_after_its_first_word() {
        for row in ["2. Engines  100       2028", "1\tFurnaces\t50\t2027\n", "1. 锅炉  50        2027"] {
            assert!(is_row(row) && has_columns(row), "{row}");
        }
        for text in [
            "2.   (a)   Engines stop",
            "1.  Each Party acts.  It reports.  It pays",
            "2. Each Party      (a)      acts.",
            "1. Each Party acts",
            "1.\t(a)\tships",
        ] {
            assert!(!is_row(text), "{text}");
        }
    }
}
