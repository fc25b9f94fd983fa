//! Writes findings with excerpts of the drafts, for a terminal.
//!
//! A paragraph of a treaty is one line of several thousand characters, so only the part around a finding is shown. The line
//! is cut here rather than by the renderer, which would measure the whole line again for each finding.
//!
//! Right-to-left text is written in logical order, since some terminals reorder it, and those that do not show direction
//! marks as boxes. The markers below the text may therefore not be aligned with the words, so such a finding repeats its
//! words beside the markers.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use travaux_grammar::is_rtl;

use super::Report;
use super::sanitize::sanitized_line;
use crate::files::source::Source;
use crate::line_index::LineColumn;
use travaux_model::diagnostic::{Diagnostic, Severity};

/// The width in columns of the excerpt of a line, which fits a terminal of 80 columns together with the line number.
const EXCERPT_COLUMNS: usize = 70;

/// The number of these columns before the finding.
const COLUMNS_BEFORE_FINDING: usize = 25;

/// Writes the findings, in colour or without.
pub fn write(report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(4 * EXCERPT_COLUMNS);
    for (source, finding) in report.findings() {
        let (groups, columns) = groups(report, source, finding);
        let mut rendered = renderer.render(&groups);
        for ColumnCorrection { rendered: wrong, correct } in columns {
            rendered = rendered.replacen(&wrong, &correct, 1);
        }
        writeln!(out, "{rendered}\n")?;
    }
    Ok(())
}

/// The place of a finding as the renderer writes it, which counts from the cut, and the correct one: `x.treaty:2:42`.
struct ColumnCorrection {
    rendered: String,
    correct: String,
}

fn groups<'r>(
    report: &'r Report,
    source: &'r Source,
    finding: &'r Diagnostic,
) -> (Vec<Group<'r>>, Vec<ColumnCorrection>) {
    let level = match finding.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(sanitized_line(&finding.message)).id(finding.rule);
    let (snippet, column) = snippet(source, &finding.range);
    let (mut group, mut columns) = (Group::with_title(title).element(snippet), vec![column]);
    if let Some(fix) = finding.sure_fix() {
        group = group.element(Level::HELP.message(format!("--fix would {}", sanitized_line(&fix.title))));
    }
    let mut groups = vec![group];
    for related in &finding.related {
        let Some(other) = report.source(source, related.draft.as_deref()) else {
            continue;
        };
        let title = Level::NOTE.secondary_title(sanitized_line(&related.message));
        let (snippet, column) = self::snippet(other, &related.range);
        groups.push(Group::with_title(title).element(snippet));
        columns.push(column);
    }
    (groups, columns)
}

/// Returns the excerpt of a line with a range marked in it.
fn snippet<'r>(source: &'r Source, range: &Range<usize>) -> (Snippet<'r, Annotation<'r>>, ColumnCorrection) {
    let LineColumn { line, column } = source.position(range.start);
    let Excerpt { text, marked } = excerpt(source, range);
    let label = text[marked.clone()].contains(is_rtl).then(|| sanitized_line(&text[marked.clone()]));
    let shown = text[..marked.start].chars().count() + 1;
    let mark = AnnotationKind::Primary.span(marked).label(label).highlight_source(true);
    let name = &source.name;
    let correction =
        ColumnCorrection { rendered: format!("{name}:{line}:{shown}"), correct: format!("{name}:{line}:{column}") };
    let snippet = Snippet::source(text).path(&**name).line_start(line).annotation(mark);
    (snippet, correction)
}

/// The part of a line that is shown.
struct Excerpt {
    text: String,
    /// The bytes of the finding in the text.
    marked: Range<usize>,
}

fn excerpt(source: &Source, range: &Range<usize>) -> Excerpt {
    let line = source.line_range(source.position(range.start).line);
    let text = &source.text[line.clone()];
    let start = text.floor_char_boundary(range.start - line.start);
    let end = text.floor_char_boundary(range.end.max(line.start) - line.start).max(start);

    let mut room = COLUMNS_BEFORE_FINDING;
    let from = start - fitting_bytes(text[..start].chars().rev(), &mut room);
    room += EXCERPT_COLUMNS - COLUMNS_BEFORE_FINDING;
    let marked_end = start + fitting_bytes(text[start..end].chars(), &mut room);
    let to = marked_end + fitting_bytes(text[marked_end..].chars(), &mut room);
    let (left, right) = (if from > 0 { "…" } else { "" }, if to < text.len() { "…" } else { "" });
    let byte_order_mark = if from == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8().min(start) } else { 0 };
    let head = format!("{left}{}", &text[from + byte_order_mark..start]);
    let words = &text[start..marked_end];
    let marked = head.len()..head.len() + words.len();
    Excerpt { marked, text: format!("{head}{words}{}{right}", &text[marked_end..to]) }
}

/// Returns the length in bytes of the characters that fit into a number of columns, and subtracts their width from it.
fn fitting_bytes(letters: impl Iterator<Item = char>, room: &mut usize) -> usize {
    let mut bytes = 0;
    for letter in letters {
        let Some(left) = room.checked_sub(width(letter)) else {
            break;
        };
        *room = left;
        bytes += letter.len_utf8();
    }
    bytes
}

/// Returns the approximate width of a character in columns, which decides the length of an excerpt. The renderer measures the
/// exact width.
fn width(letter: char) -> usize {
    match letter {
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::write;
    use crate::files::decode::decode;
    use crate::files::source::Source;
    use crate::report::{LintedDraft, Report};
    use travaux_model::diagnostic::{Diagnostic, Severity};

    fn rendered(text: &str, words: &str) -> String {
        let start = text.find(words).unwrap();
        let decoded = decode(text.into(), None).unwrap();
        let finding = Diagnostic {
            rule: "dangling-reference",
            severity: Severity::Error,
            range: start..start + words.len(),
            message: "no such article".to_owned(),
            related: Vec::new(),
            fix: None,
        };
        let drafts = vec![LintedDraft {
            source: Arc::new(Source::parse("x.treaty".into(), None, decoded, None)),
            findings: vec![finding],
        }];
        let mut out = Vec::new();
        let report = Report { drafts, others: Vec::new() };
        write(&report, false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn check(text: &str, words: &str, expected: &[&str]) {
        let rendered = rendered(text, words);
        let lines: Vec<&str> = rendered.trim_end().lines().map(str::trim_end).collect();
        assert_eq!(lines[0], "error[dangling-reference]: no such article");
        assert_eq!(lines[1..], *expected);
    }

    #[test]
    fn the_words_of_a_finding_are_marked() {
        check(
            "Article 1\nUnder article 9.\n",
            "article 9",
            &[" --> x.treaty:2:7", "  |", "2 | Under article 9.", "  |       ^^^^^^^^^"],
        );
    }

    #[test]
    fn a_byte_order_mark_is_not_shown() {
        check("\u{feff}Article 9", "Article 9", &[" --> x.treaty:1:1", "  |", "1 | Article 9", "  | ^^^^^^^^^"]);
    }

    #[test]
    fn right_to_left_words_are_repeated_beside_the_markers() {
        check(
            "وفقا لأحكام المادة ٩.",
            "المادة",
            &[" --> x.treaty:1:13", "  |", "1 | وفقا لأحكام المادة ٩.", "  |             ^^^^^^ المادة"],
        );
    }

    #[test]
    fn wide_characters_are_marked_over_their_width() {
        check("根据第九条。", "第九条", &[" --> x.treaty:1:3", "  |", "1 | 根据第九条。", "  |     ^^^^^^"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_finding() {
        let text = format!("{}[x]{}", "ab cd ".repeat(50_000), " ef gh".repeat(50_000));
        let rendered = rendered(&text, "[x]");
        assert!(rendered.contains("x.treaty:1:300001\n"), "{rendered}");
        assert!(rendered.len() < 500, "{rendered}");
    }

    #[test]
    fn a_finding_over_several_lines_is_marked_to_the_end_of_the_first() {
        check("a [b\nc]", "[b\nc]", &[" --> x.treaty:1:3", "  |", "1 | a [b", "  |   ^^"]);
    }

    #[test]
    fn the_end_of_a_draft_can_be_marked() {
        check("", "", &[" --> x.treaty:1:1", "  |", "1 |", "  | ^"]);
    }
}
