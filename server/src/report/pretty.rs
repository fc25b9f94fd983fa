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
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Report;
use super::plain::one_line;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::folder::Source;

/// How many letters of a line are shown before the finding, of it, and behind it.
const BEFORE: usize = 40;
const WITHIN: usize = 60;
const BEHIND: usize = 40;

/// Writes the findings, in colour or without.
pub fn write(report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(2 * (BEFORE + WITHIN + BEHIND));
    for (source, finding) in report.findings() {
        writeln!(out, "{}\n", renderer.render(&groups(report, source, finding)))?;
    }
    Ok(())
}

fn groups<'r>(report: &'r Report, source: &'r Source, finding: &'r Diagnostic) -> Vec<Group<'r>> {
    let level = match finding.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(one_line(&finding.message)).id(finding.rule);
    let mut group = shown(Group::with_title(title), source, &finding.range);
    let mut groups = Vec::new();
    if let Some(fix) = &finding.fix {
        group = group.element(Level::HELP.message(format!("--fix would {}", one_line(&fix.title))));
    }
    groups.push(group);
    for related in &finding.related {
        let Some(other) = report.source(source, related.draft.as_deref()) else {
            continue;
        };
        let title = Level::NOTE.secondary_title(one_line(&related.message));
        groups.push(shown(Group::with_title(title), other, &related.range));
    }
    groups
}

/// A group with the words at some bytes of a draft.
fn shown<'r>(group: Group<'r>, source: &'r Source, range: &Range<usize>) -> Group<'r> {
    let place = source.place(range.start);
    let Cut { text, marked } = cut(source, range);
    let label = text[marked.clone()]
        .contains(is_rtl)
        .then(|| text[marked.clone()].to_owned());
    let mark = AnnotationKind::Primary.span(marked).label(label).highlight_source(true);
    let origin = Origin::path(&*source.name).line(place.line).char_column(place.column);
    let snippet = Snippet::source(text).line_start(place.line).annotation(mark);
    group.element(origin).element(snippet)
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
    let start = (range.start - line.start).min(text.len());
    let end = (range.end.min(line.end).max(line.start) - line.start).max(start);

    let before = text[..start].char_indices().rev().nth(BEFORE - 1).map_or(0, |it| it.0);
    let within = text[start..end]
        .char_indices()
        .nth(WITHIN)
        .map_or(end, |it| start + it.0);
    let behind = text[within..]
        .char_indices()
        .nth(BEHIND)
        .map_or(text.len(), |it| within + it.0);
    let (left, right) = (
        if before > 0 { "…" } else { "" },
        if behind < text.len() { "…" } else { "" },
    );
    let mark = if before == 0 && text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8().min(start)
    } else {
        0
    };
    let head = format!("{left}{}", &text[before + mark..start]);
    let words = &text[start..within];
    Cut {
        marked: head.len()..head.len() + words.len(),
        text: format!("{head}{words}{}{right}", &text[within..behind]),
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
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::files::decode::decode;
    use crate::files::folder::Source;
    use crate::report::{Linted, Report};

    fn check(text: &str, words: &str, expected: &str) {
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
        let report = Report {
            drafts,
            others: Vec::new(),
        };
        write(&report, false, &mut out).unwrap();
        let lines: Vec<String> = String::from_utf8(out)
            .unwrap()
            .lines()
            .map(|it| it.trim_end().to_owned())
            .collect();
        assert_eq!(lines.join("\n").trim_end(), expected.trim_end());
    }

    #[test]
    fn the_words_are_marked() {
        check(
            "Article 1\nUnder article 9.\n",
            "article 9",
            "error[dangling-reference]: no such article\n --> x.treaty:2:7\n  |\n2 | Under article 9.\n  |       ^^^^^^^^^",
        );
    }
}
