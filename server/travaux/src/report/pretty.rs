//! Writes findings with excerpts of the drafts, for a terminal.
//!
//! Right-to-left text is written in logical order, since some terminals reorder it, and those that do not show direction
//! marks as boxes. The markers below the text may therefore not be aligned with the words, so such a finding repeats its
//! words beside the markers.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, width};
use super::finding::Span;
use super::sanitize::sanitized_line;
use super::{Finding, Report};
use travaux_model::diagnostic::Severity;

/// The width in columns that is assumed where there is no terminal.
pub const DEFAULT_COLUMNS: usize = 80;

/// The columns of a line before an excerpt, `12345 | `, and of the signs where it is cut.
const MARGIN_COLUMNS: usize = 10;

/// The columns of `123 | ` before a line, with a blank.
const LINE_NUMBER_COLUMNS: usize = 7;

/// The columns before the words of a note below an excerpt.
const NOTE_COLUMNS: usize = LINE_NUMBER_COLUMNS + "= note: ".len();

/// The columns before the further lines of a message whose heading takes too much of each line.
const HANGING_COLUMNS: usize = 2;

/// Stands for such a message while the rest is rendered, since the renderer would align its lines with the first.
const PLACEHOLDER: &str = "\u{FDD0}";

/// How findings are written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether the text is coloured.
    pub colour: bool,
    /// Whether the name of a rule is a link to its page, for terminals that have links.
    pub links: bool,
    /// The width of the terminal in columns.
    pub columns: usize,
}

/// Returns the width of excerpts for a terminal.
pub fn excerpt_columns(terminal_columns: usize) -> usize {
    terminal_columns.saturating_sub(MARGIN_COLUMNS).clamp(20, 160)
}

/// Writes the findings.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(4 * style.columns).hyperlink(style.links);
    for finding in report.findings() {
        let heading_columns = finding.severity.word().len() + finding.rule.len() + 4;
        let message = sanitized_line(&finding.message);
        let is_narrow = 2 * heading_columns > style.columns && heading_columns + width(&message) > style.columns;
        let shown = if is_narrow { PLACEHOLDER.into() } else { wrapped(&message, heading_columns, style.columns) };
        let (groups, columns) = groups(finding, shown, style);
        let mut rendered = renderer.render(&groups);
        if is_narrow {
            // The message comes first, so no words of a draft are before it.
            rendered = rendered.replacen(PLACEHOLDER, &hanging(&message, heading_columns, style.columns), 1);
        }
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

fn groups(finding: &Finding, message: String, style: Style) -> (Vec<Group<'_>>, Vec<ColumnCorrection>) {
    let level = match finding.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let mut title = level.primary_title(message).id(finding.rule);
    if style.links {
        title = title.id_url(travaux_rules::page_url(finding.rule));
    }
    let mut group = Group::with_title(title);
    let mut columns = Vec::new();
    match (&finding.excerpt, finding.span) {
        (Some(excerpt), Some(span)) => {
            let (snippet, column) = snippet(&finding.path, span, excerpt, style.columns);
            group = group.element(snippet);
            if let Some(words) = words_below(excerpt, style.columns) {
                group = group.element(Level::NOTE.message(words));
            }
            columns.push(column);
        }
        (_, Some(Span { start, .. })) => {
            let origin = Origin::path(sanitized_line(&finding.path)).line(start.line).char_column(start.column);
            group = group.element(origin);
        }
        (_, None) => group = group.element(Origin::path(sanitized_line(&finding.path))),
    }
    if let Some(fix) = finding.sure_fix() {
        let help = format!("--fix would {}", sanitized_line(&fix.title));
        group = group.element(Level::HELP.message(wrapped(&help, NOTE_COLUMNS, style.columns)));
    }
    let mut groups = vec![group];
    for related in &finding.related {
        let Some(excerpt) = &related.excerpt else { continue };
        let title = Level::NOTE.secondary_title(wrapped(&sanitized_line(&related.message), 6, style.columns));
        let (snippet, column) = snippet(&related.path, related.span, excerpt, style.columns);
        groups.push(Group::with_title(title).element(snippet));
        columns.push(column);
    }
    (groups, columns)
}

/// Returns the excerpt of a line with its words marked.
fn snippet<'r>(
    path: &str,
    Span { start, .. }: Span,
    excerpt: &'r Excerpt,
    columns: usize,
) -> (Snippet<'r, Annotation<'r>>, ColumnCorrection) {
    let Excerpt { text, marked } = excerpt;
    let shown = text[..marked.start].chars().count() + 1;
    let mark = AnnotationKind::Primary.span(marked.clone()).label(label(excerpt, columns)).highlight_source(true);
    let (name, line) = (sanitized_line(path), start.line);
    let correction = ColumnCorrection {
        rendered: format!("{name}:{line}:{shown}"),
        correct: format!("{name}:{line}:{}", start.column),
    };
    let snippet = Snippet::source(text.as_str()).path(name).line_start(line).annotation(mark);
    (snippet, correction)
}

/// Returns whether the words of right-to-left text fit beside their markers.
fn has_room_for_words(excerpt: &Excerpt, columns: usize) -> bool {
    let used = LINE_NUMBER_COLUMNS + width(&excerpt.text[..excerpt.marked.end]);
    used + width(excerpt.words()) <= columns
}

/// Returns the words that are repeated beside the markers of right-to-left text, if they fit the line.
fn label(excerpt: &Excerpt, columns: usize) -> Option<String> {
    (excerpt.is_rtl() && has_room_for_words(excerpt, columns)).then(|| excerpt.words().to_owned())
}

/// Returns the words that are repeated below right-to-left text, if they do not fit beside the markers.
fn words_below(excerpt: &Excerpt, columns: usize) -> Option<String> {
    let is_below = excerpt.is_rtl() && !has_room_for_words(excerpt, columns);
    is_below.then(|| wrapped(excerpt.words(), NOTE_COLUMNS, columns))
}

/// Breaks a text into lines between words, or anywhere in scripts without blanks. `used` columns of each line are taken, since
/// the renderer aligns the lines.
fn wrapped(text: &str, used: usize, columns: usize) -> String {
    if used + width(text) <= columns {
        return text.to_owned();
    }
    broken(text, used, used, columns.max(used + 10))
}

/// Breaks a text into lines of which the first begins after its heading and the others near the margin.
fn hanging(text: &str, heading: usize, columns: usize) -> String {
    broken(text, heading, HANGING_COLUMNS, columns).replace('\n', &format!("\n{:HANGING_COLUMNS$}", ""))
}

/// Breaks a text into lines. `first` columns of the first line are taken, and `used` columns of the others.
fn broken(text: &str, first: usize, used: usize, columns: usize) -> String {
    let mut lines = String::new();
    let mut column = first;
    for word in text.split_inclusive(' ') {
        let word_columns = width(word.trim_end());
        if column > used && column + word_columns > columns && used + word_columns <= columns {
            lines.truncate(lines.trim_end_matches(' ').len());
            lines.push('\n');
            column = used;
        }
        for letter in word.chars() {
            let letter_columns = width(letter.encode_utf8(&mut [0; 4]));
            if column + letter_columns > columns && letter != ' ' {
                lines.push('\n');
                column = used;
            }
            lines.push(letter);
            column += letter_columns;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{DEFAULT_COLUMNS, Style, excerpt_columns, width, write};
    use crate::files::decode::decode;
    use crate::files::source::Source;
    use crate::report::finding::FindingConverter;
    use crate::report::{LintedDraft, Report};
    use travaux_model::diagnostic::{Diagnostic, Severity};

    fn rendered_at(columns: usize, text: &str, words: &str, message: &str) -> String {
        let start = text.find(words).unwrap();
        let decoded = decode(text.into(), None).unwrap();
        let finding = Diagnostic {
            rule: "dangling-reference",
            severity: Severity::Error,
            range: start..start + words.len(),
            message: message.to_owned(),
            related: Vec::new(),
            fix: None,
        };
        let source = Arc::new(Source::parse("x.treaty".into(), None, decoded, None));
        let excerpt_columns = Some(excerpt_columns(columns));
        let converter = FindingConverter { source: &source, other: &|_| None, excerpt_columns };
        let findings = converter.convert(vec![finding]);
        let draft = LintedDraft {
            name: "x.treaty".into(),
            language: "en",
            bytes: text.len(),
            provisions: 0,
            open_brackets: 0,
            findings,
        };
        let mut out = Vec::new();
        let report = Report { drafts: vec![draft], ..Report::default() };
        write(&report, Style { colour: false, links: false, columns }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn rendered(text: &str, words: &str) -> String {
        rendered_at(DEFAULT_COLUMNS, text, words, "no such article")
    }

    #[test]
    fn every_line_fits_a_narrow_terminal() {
        let message = "this draft has no article 96, and no other draft in this folder has one either";
        let chinese = "本草案没有第九十六条，而且此文件夹中没有任何其他草案包含该条，因此引用可能有误";
        for (text, words) in [
            ("The Parties shall, in accordance with article 96 of this Convention, cooperate.", "article 96 of this"),
            (
                "تتعاون الدول الأطراف وفقا لأحكام الفقرة الأولى من المادة السادسة والتسعين من هذه الاتفاقية.",
                "الفقرة الأولى من المادة السادسة والتسعين",
            ),
            (
                "各缔约方应当依照本公约第九十六条第二款的规定开展合作并交换信息以及提供法律协助和技术援助。",
                "第九十六条第二款",
            ),
        ] {
            for message in [message, chinese] {
                for columns in [30, 60] {
                    let rendered = rendered_at(columns, text, words, message);
                    let widest = rendered.lines().map(width).max();
                    assert!(widest <= Some(columns), "{widest:?}\n{rendered}");
                    assert!(rendered.lines().count() >= 6, "{rendered}");
                }
            }
        }
    }

    #[test]
    fn a_message_hangs_below_a_heading_that_leaves_no_room() {
        let message = "this draft has no article 96 \u{FDD0}";
        let rendered = rendered_at(30, "See article 96 \u{FDD0}.", "article 96", message);
        let expected = "error[dangling-reference]: \n  this draft has no article 96\n  \u{FDD0}\n --> x.treaty:1:5\n";
        assert!(rendered.starts_with(expected), "{rendered}");
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
