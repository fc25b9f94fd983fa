//! The examples on the pages of the rules about positions files: a sheet, and before it the draft that it is about, unless
//! only the sheet matters.

use travaux_model::document::Document;
use travaux_model::positions::{Delegations, read_csv};
use travaux_model::targets::target_errors;

use crate::{Check, all};

/// Returns the lines of the fenced block that begins with the next line.
fn fenced<'p>(lines: &mut impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    lines.take_while(|line| *line != "```").collect()
}

fn is_mark(line: &str) -> bool {
    line.trim_start().starts_with('^')
}

/// Returns the findings of a rule in a sheet about a draft, each as the marked words and the message.
fn findings(rule: &str, sheet: &str, draft: Option<&str>) -> Vec<(String, String)> {
    let file = read_csv(sheet, Delegations::shipped());
    let document = draft.map(|it| Document::parse(it, None, 0));
    let drafts: Vec<_> = document.iter().map(|it| ("draft", it)).collect();
    let in_targets = target_errors(&file.positions, &drafts, &|| true).unwrap();
    let mut all = [file.errors, in_targets].concat();
    all.retain(|it| it.rule.is_some_and(|it| it.name() == rule));
    all.sort_by_key(|it| it.range.start);
    // A cell in quotation marks is marked without them.
    all.into_iter().map(|it| (sheet[it.range].trim_matches('"').to_owned(), it.message)).collect()
}

/// Returns the words above a line of `^^^`.
fn marked(line: &str, mark: &str) -> String {
    let from = mark.chars().take_while(|it| *it == ' ').count();
    let count = mark.chars().filter(|it| *it == '^').count();
    line.chars().skip(from).take(count).collect::<String>().trim_matches('"').to_owned()
}

#[test]
fn every_page_about_positions_matches_its_examples() {
    for rule in all().iter().filter(|it| matches!(it.check, Check::Positions)) {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.name)), "{}: the page begins with its name", rule.name);
        let (mut draft, mut clean, mut with_findings) = (None, 0, 0);
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            match line {
                "```treaty" => draft = Some(fenced(&mut lines).join("\n") + "\n"),
                "```csv" => {
                    let example = fenced(&mut lines);
                    let sheet: Vec<&str> = example.iter().filter(|it| !is_mark(it)).copied().collect();
                    let pairs = example.windows(2).filter(|it| is_mark(it[1]));
                    let expected: Vec<(String, String)> = pairs
                        .map(|it| (marked(it[0], it[1]), it[1].trim_start_matches([' ', '^']).to_owned()))
                        .collect();
                    let found = findings(rule.name, &(sheet.join("\n") + "\n"), draft.as_deref());
                    assert_eq!(found, expected, "{}", rule.name);
                    *(if expected.is_empty() { &mut clean } else { &mut with_findings }) += 1;
                    draft = None;
                }
                _ => {}
            }
        }
        assert!(clean + with_findings > 1 && with_findings > 0, "{}: the page has examples", rule.name);
    }
}
