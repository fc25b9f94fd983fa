use std::sync::Arc;

use super::*;

/// One example of a page: a draft, the other drafts of its workspace, and the expected findings as `line:from-to
/// message`.
struct Example {
    name: String,
    draft: String,
    workspace: Workspace,
    settings: Settings,
    expected: Vec<String>,
}

/// Returns the examples of a page, in which `\u{200B}` stands for that character. Under a line of the draft, `^^^ message` marks a finding. The word after the fence
/// is optional: a setting, `bis=alternative`; the name of the draft, `name=x.en.treaty`; `beside=x.ar.treaty` for
/// another draft in the same folder as the next example; or `instrument=Harbour Convention` for the text of that
/// instrument.
fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    let mut others: Vec<(String, Option<String>, String)> = Vec::new();
    while let Some(line) = lines.next() {
        let Some(option) = line.strip_prefix("```treaty") else { continue };
        let (mut draft, mut expected) = (String::new(), Vec::new());
        let mut number = 0;
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let mark = line.trim_start();
            if mark.starts_with('^') && number > 0 {
                let from = line.chars().take_while(|it| *it == ' ').count() + 1;
                let to = from + mark.chars().take_while(|it| *it == '^').count();
                expected.push(format!("{number}:{from}-{to} {}", mark.trim_start_matches('^').trim()));
            } else {
                draft.push_str(&unescaped(line));
                draft.push('\n');
                number += 1;
            }
        }
        let mut settings = Settings::default();
        let mut name = "draft";
        match option.trim().split_once('=').unwrap_or_default() {
            ("", "") => {}
            ("profile", "final") => settings.profile = travaux_model::config::Profile::Final,
            ("bis", "alternative") => settings.bis = travaux_model::config::Bis::Alternative,
            ("name", of_draft) => name = of_draft,
            ("beside", other) => {
                others.push((other.to_owned(), None, draft));
                continue;
            }
            ("instrument", other) => {
                others.push(("instrument.treaty".to_owned(), Some(other.to_owned()), draft));
                continue;
            }
            other => panic!("no setting `{other:?}`"),
        }
        let mut workspace = Workspace::default();
        for (file, instrument, text) in others.drain(..) {
            if let Some(name) = instrument {
                let file = Some(file.clone());
                settings.instruments.push(travaux_model::config::Instrument { name, aliases: Vec::new(), file });
            }
            workspace.drafts.insert(file.into(), Arc::new(Document::parse(&text, None, 0)));
        }
        examples.push(Example { name: name.to_owned(), draft, workspace, settings, expected });
    }
    examples
}

/// Replaces `\u{200B}` by the character, which cannot be seen on a page.
fn unescaped(line: &str) -> String {
    let mut parts = line.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape ends with a brace");
        plain.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("the number of a character"));
        plain.push_str(rest);
    }
    plain
}

/// Converts a byte offset to a line and a column, both starting at 1. Columns count Unicode scalar values.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn findings(rule: &Rule, example: &Example) -> Vec<String> {
    let Example { name, draft, workspace, settings, .. } = example;
    let document = Document::parse(draft, None, 0);
    lint(workspace, name, &document, settings)
        .into_iter()
        .filter(|finding| finding.rule == rule.name)
        .map(|finding| {
            let (line, from) = line_and_column(draft, finding.range.start);
            let (_, to) = line_and_column(draft, finding.range.end);
            format!("{line}:{from}-{to} {}", finding.message)
        })
        .collect()
}

#[test]
fn every_page_matches_its_examples() {
    for rule in all().iter().filter(|it| !it.is_about_positions()) {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.name)), "{}: the page begins with its name", rule.name);
        let examples = examples(&page);
        assert!(examples.iter().any(|it| !it.expected.is_empty()), "{}: the page shows a finding", rule.name);
        assert!(examples.iter().any(|it| it.expected.is_empty()), "{}: the page shows a clean text", rule.name);
        for mut example in examples {
            example.settings.rules.insert(rule.name.to_owned(), Some(rule.severity));
            assert_eq!(findings(rule, &example), example.expected, "{}:\n{}", rule.name, example.draft);
        }
    }
}

#[test]
fn a_disabled_rule_reports_nothing() {
    let document = Document::parse("Text [open.\n", None, 0);
    let mut settings = Settings::default();
    settings.rules.insert("unclosed-bracket".to_owned(), None);
    assert!(lint(&Workspace::default(), "draft", &document, &settings).is_empty());
    settings.rules.insert("unclosed-bracket".to_owned(), Some(Severity::Info));
    let found = lint(&Workspace::default(), "draft", &document, &settings);
    assert_eq!(found.iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Info]);
}
