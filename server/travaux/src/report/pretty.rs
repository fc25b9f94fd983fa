//! Findings with the words they are about, for a terminal.
//!
//! A paragraph of a treaty is one line of several thousand letters, so only the part around a finding is shown, cut
//! here rather than by the renderer, which would measure the whole line anew for each finding. Right-to-left text is
//! written as it is, in the order of its letters: terminals differ in whether they turn it round, and direction marks
//! show as boxes in those that do not. Since the marks beneath may then stand elsewhere than the words, such a finding
//! repeats its words beside them.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::Report;
use super::plain::one_line;
use crate::files::folder::Source;
use travaux_model::diagnostic::{Diagnostic, Severity};

/// How many columns of a line are shown, so that it fits a terminal of eighty with the line's number, and how many of
/// them may stand before the finding.
const WIDTH: usize = 70;
const BEFORE: usize = 25;

/// Writes the findings, in colour or without.
pub fn write(report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(4 * WIDTH);
    for (source, finding) in report.findings() {
        let (groups, columns) = groups(report, source, finding);
        let mut rendered = renderer.render(&groups);
        for Column { cut, whole } in columns {
            rendered = rendered.replacen(&cut, &whole, 1);
        }
        writeln!(out, "{rendered}\n")?;
    }
    Ok(())
}

/// A place as the renderer writes it, which counts from where we cut the line, and as it is: `x.treaty:2:42`.
struct Column {
    cut: String,
    whole: String,
}

fn groups<'r>(report: &'r Report, source: &'r Source, finding: &'r Diagnostic) -> (Vec<Group<'r>>, Vec<Column>) {
    let level = match finding.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(one_line(&finding.message)).id(finding.rule);
    let (snippet, column) = snippet(source, &finding.range);
    let (mut group, mut columns) = (Group::with_title(title).element(snippet), vec![column]);
    if let Some(fix) = finding.sure_fix() {
        group = group.element(Level::HELP.message(format!("--fix would {}", one_line(&fix.title))));
    }
    let mut groups = vec![group];
    for related in &finding.related {
        let Some(other) = report.source(source, related.draft.as_deref()) else {
            continue;
        };
        let title = Level::NOTE.secondary_title(one_line(&related.message));
        let (snippet, column) = self::snippet(other, &related.range);
        groups.push(Group::with_title(title).element(snippet));
        columns.push(column);
    }
    (groups, columns)
}

/// The words at some bytes of a draft, marked in their line.
fn snippet<'r>(source: &'r Source, range: &Range<usize>) -> (Snippet<'r, Annotation<'r>>, Column) {
    let place = source.place(range.start);
    let Cut { text, marked } = cut(source, range);
    let label = text[marked.clone()].contains(is_rtl).then(|| one_line(&text[marked.clone()]));
    let shown = text[..marked.start].chars().count() + 1;
    let mark = AnnotationKind::Primary.span(marked).label(label).highlight_source(true);
    let (name, line, column) = (&source.name, place.line, place.column);
    let column = Column { cut: format!("{name}:{line}:{shown}"), whole: format!("{name}:{line}:{column}") };
    let snippet = Snippet::source(text).path(&**name).line_start(line).annotation(mark);
    (snippet, column)
}

/// The part of a line that is shown.
struct Cut {
    text: String,
    /// The finding's bytes in it.
    marked: Range<usize>,
}

fn cut(source: &Source, range: &Range<usize>) -> Cut {
    let line = source.places().line(&source.text, source.place(range.start).line);
    let text = &source.text[line.clone()];
    let start = text.floor_char_boundary(range.start - line.start);
    let end = text.floor_char_boundary(range.end.max(line.start) - line.start).max(start);

    let mut room = BEFORE;
    let before = start - fitting(text[..start].chars().rev(), &mut room);
    room += WIDTH - BEFORE;
    let within = start + fitting(text[start..end].chars(), &mut room);
    let behind = within + fitting(text[within..].chars(), &mut room);
    let (left, right) = (if before > 0 { "…" } else { "" }, if behind < text.len() { "…" } else { "" });
    let mark = if before == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8().min(start) } else { 0 };
    let head = format!("{left}{}", &text[before + mark..start]);
    let words = &text[start..within];
    Cut { marked: head.len()..head.len() + words.len(), text: format!("{head}{words}{}{right}", &text[within..behind]) }
}

/// The bytes of as many letters as fit into some columns, which they use up.
fn fitting(letters: impl Iterator<Item = char>, room: &mut usize) -> usize {
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

/// The columns of a letter, near enough to decide how many to show; the renderer measures them when it marks them.
fn width(letter: char) -> usize {
    match letter {
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' => 2,
        _ => 1,
    }
}

/// Letters that are written from right to left: Hebrew to Arabic, and their presentation forms.
fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::write;
    use crate::files::decode::decode;
    use crate::files::folder::Source;
    use crate::report::{Linted, Report};
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
        let drafts = vec![Linted {
            source: Arc::new(Source::of("x.treaty".into(), None, decoded, None)),
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
    fn the_words_are_marked() {
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
    fn right_to_left_words_are_repeated_beside_the_marks() {
        check(
            "وفقا لأحكام المادة ٩.",
            "المادة",
            &[" --> x.treaty:1:13", "  |", "1 | وفقا لأحكام المادة ٩.", "  |             ^^^^^^ المادة"],
        );
    }

    #[test]
    fn wide_letters_are_marked_over_their_width() {
        check("根据第九条。", "第九条", &[" --> x.treaty:1:3", "  |", "1 | 根据第九条。", "  |     ^^^^^^"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = format!("{}[x]{}", "ab cd ".repeat(50_000), " ef gh".repeat(50_000));
        let rendered = rendered(&text, "[x]");
        assert!(rendered.contains("x.treaty:1:300001\n"), "{rendered}");
        assert!(rendered.len() < 500, "{rendered}");
    }

    #[test]
    fn words_over_several_lines_are_marked_to_the_end_of_the_first() {
        check("a [b\nc]", "[b\nc]", &[" --> x.treaty:1:3", "  |", "1 | a [b", "  |   ^^"]);
    }

    #[test]
    fn the_end_of_a_draft_can_be_marked() {
        check("", "", &[" --> x.treaty:1:1", "  |", "1 |", "  | ^"]);
    }
}
