use super::*;

/// One example of a page: a draft, and what the rule finds in it, as `line:from-to message`.
struct Example {
    draft: String,
    settings: Settings,
    expected: Vec<String>,
}

/// The examples of a page. Under a line of the draft, `^^^ message` marks a finding; a setting may stand behind the
/// fence's word: `bis=alternative`.
fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(set) = line.strip_prefix("```treaty") else { continue };
        let mut settings = Settings::default();
        match set.trim() {
            "" => {}
            "profile=final" => settings.profile = crate::config::Profile::Final,
            "bis=alternative" => settings.bis = crate::config::Bis::Alternative,
            other => panic!("no setting `{other}`"),
        }
        let mut example = Example { draft: String::new(), settings, expected: Vec::new() };
        let mut number = 0;
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let mark = line.trim_start();
            if mark.starts_with('^') && number > 0 {
                let from = line.chars().take_while(|it| *it == ' ').count() + 1;
                let to = from + mark.chars().take_while(|it| *it == '^').count();
                example.expected.push(format!("{number}:{from}-{to} {}", mark.trim_start_matches('^').trim()));
            } else {
                example.draft.push_str(line);
                example.draft.push('\n');
                number += 1;
            }
        }
        examples.push(example);
    }
    examples
}

/// A byte of a text as line and column, both from 1, columns in scalar values.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn findings(rule: &Rule, draft: &str, settings: &Settings) -> Vec<String> {
    let document = Document::parse(draft, None, 0);
    lint(&Workspace::default(), "draft", &document, settings)
        .into_iter()
        .filter(|finding| finding.rule == rule.name)
        .map(|finding| {
            let (line, from) = place(draft, finding.range.start);
            let (_, to) = place(draft, finding.range.end);
            format!("{line}:{from}-{to} {}", finding.message)
        })
        .collect()
}

#[test]
fn every_page_is_true_to_its_examples() {
    for rule in all() {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.name)), "{}: the page begins with its name", rule.name);
        let examples = examples(&page);
        assert!(examples.iter().any(|it| !it.expected.is_empty()), "{}: the page shows a finding", rule.name);
        assert!(examples.iter().any(|it| it.expected.is_empty()), "{}: the page shows a clean text", rule.name);
        for example in examples {
            assert_eq!(
                findings(rule, &example.draft, &example.settings),
                example.expected,
                "{}:\n{}",
                rule.name,
                example.draft
            );
        }
    }
}

#[test]
fn a_rule_that_is_off_finds_nothing() {
    let document = Document::parse("Text [open.\n", None, 0);
    let mut settings = Settings::default();
    settings.rules.insert("unclosed-bracket".to_owned(), None);
    assert!(lint(&Workspace::default(), "draft", &document, &settings).is_empty());
    settings.rules.insert("unclosed-bracket".to_owned(), Some(Severity::Info));
    let found = lint(&Workspace::default(), "draft", &document, &settings);
    assert_eq!(found.iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Info]);
}
