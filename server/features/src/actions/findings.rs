//! What can be done about findings: mended, allowed where they stand, or all mended at once.

use std::ops::Range;

use travaux_grammar::{Block, BlockKind};

use super::{Action, Sort};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite};

/// A comment that allows nothing cannot be allowed.
const NOT_TO_BE_ALLOWED: &str = "unused-allowance";

/// What can be done about the findings at a selection.
pub(super) fn about(document: &Document, findings: &[Diagnostic], selection: &Range<usize>) -> Vec<Action> {
    let touches = |range: &Range<usize>| range.start <= selection.end && selection.start <= range.end;
    let near: Vec<(usize, &Diagnostic)> = findings.iter().enumerate().filter(|it| touches(&it.1.range)).collect();
    let fixes = near.iter().filter_map(|(place, finding)| {
        let fix = finding.fix.as_ref()?;
        let sort = if fix.is_preferred { Sort::Fix } else { Sort::Choice };
        Some(Action { sort, mends: Some(*place), rewrite: Rewrite::new(fix.title.clone(), fix.edits.clone()) })
    });
    let mut found: Vec<Action> = fixes.collect();
    found.extend(near.iter().filter_map(|(place, finding)| {
        let rewrite = as_elsewhere(document, finding)?;
        Some(Action { sort: Sort::Choice, mends: Some(*place), rewrite })
    }));
    let mut allowed: Vec<(&str, usize)> = Vec::new();
    for (place, finding) in near {
        let here = (finding.rule, document.draft.block_at(finding.range.start));
        if finding.rule != NOT_TO_BE_ALLOWED && !allowed.contains(&here) {
            allowed.push(here);
            let rewrite = allowance(document, finding.rule, here.1);
            found.push(Action { sort: Sort::Choice, mends: Some(place), rewrite });
        }
    }
    found
}

/// Every fix that may be made unseen, in one.
pub(super) fn all(findings: &[Diagnostic]) -> Option<Action> {
    let edits: Vec<Edit> = findings.iter().filter_map(Diagnostic::sure_fix).flat_map(|it| it.edits.clone()).collect();
    let rewrite = Rewrite::new("make every sure fix in this draft", edits);
    (!rewrite.edits.is_empty()).then_some(Action { sort: Sort::Everything, mends: None, rewrite })
}

/// The alternatives written as in the other places that a finding speaks of.
fn as_elsewhere(document: &Document, finding: &Diagnostic) -> Option<Rewrite> {
    if finding.rule != "inconsistent-alternatives" {
        return None;
    }
    let text = document.draft.slice(finding.related.first()?.range.clone());
    let edits = vec![Edit { range: finding.range.clone(), text }];
    Some(Rewrite::new("write these alternatives as in the other places", edits))
}

/// A comment that allows a rule in a block: among the names of one that is there, else on a line of its own before it, or
/// where the block begins within a line behind its words.
fn allowance(document: &Document, rule: &str, index: usize) -> Rewrite {
    let draft = &document.draft;
    let title = format!("allow {rule} here");
    let before = index.checked_sub(1).filter(|it| draft.blocks[*it].kind == BlockKind::Comment);
    let last_name = |index: usize| {
        let own = draft.blocks[index].allowances.iter().rfind(|it| !it.file);
        own.map(|it| draft.start(index) + it.range.end as usize)
    };
    if let Some(at) = last_name(index).or_else(|| before.and_then(last_name)) {
        return Rewrite::new(title, vec![Edit { range: at..at, text: format!(", {rule}") }]);
    }
    let comment = format!("<!-- travaux: allow {rule} -->");
    let start = draft.start(index);
    let begins_line = index == 0 || ends_line(&draft.blocks[index - 1]);
    let edit = match begins_line {
        true => {
            let line_break = if draft.blocks[index].text.contains("\r\n") { "\r\n" } else { "\n" };
            Edit { range: start..start, text: format!("{comment}{line_break}{line_break}") }
        }
        false => {
            let end = start + draft.blocks[index].text.trim_end().len();
            Edit { range: end..end, text: format!(" {comment}") }
        }
    };
    Rewrite::new(title, vec![edit])
}

fn ends_line(block: &Block) -> bool {
    block.text.ends_with(['\n', '\r'])
}
