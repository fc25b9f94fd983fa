//! Actions on findings: fix one, allow its rule in one place, or apply all sure fixes at once.

use std::ops::Range;

use travaux_grammar::{Block, BlockId, BlockKind};

use super::{Action, ActionKind, line_break};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite};

/// The rule that no comment can allow: an unused comment of this kind would be its own finding.
const UNALLOWABLE_RULE: &str = "unused-allowance";

/// Returns the actions on the findings at a selection.
pub(super) fn finding_actions(document: &Document, findings: &[Diagnostic], selection: &Range<usize>) -> Vec<Action> {
    let touches = |range: &Range<usize>| range.start <= selection.end && selection.start <= range.end;
    let touched: Vec<(usize, &Diagnostic)> = findings.iter().enumerate().filter(|it| touches(&it.1.range)).collect();
    let fixes = touched.iter().filter_map(|(index, finding)| {
        let fix = finding.fix.as_ref()?;
        let kind = if fix.is_preferred { ActionKind::PreferredFix } else { ActionKind::Fix };
        Some(Action { kind, finding: Some(*index), rewrite: Rewrite::new(fix.title.clone(), fix.edits.clone()) })
    });
    let mut found: Vec<Action> = fixes.collect();
    found.extend(touched.iter().filter_map(|(index, finding)| {
        let rewrite = write_as_elsewhere(document, finding)?;
        Some(Action { kind: ActionKind::Fix, finding: Some(*index), rewrite })
    }));
    let mut allowed: Vec<(&str, BlockId)> = Vec::new();
    for (index, finding) in touched {
        let rule_and_block = (finding.rule, document.draft.block_at(finding.range.start));
        if finding.rule != UNALLOWABLE_RULE && !allowed.contains(&rule_and_block) {
            allowed.push(rule_and_block);
            let rewrite = allow_rule(document, finding.rule, rule_and_block.1);
            found.push(Action { kind: ActionKind::Fix, finding: Some(index), rewrite });
        }
    }
    found
}

/// Returns one action that applies every sure fix.
pub(super) fn fix_all(findings: &[Diagnostic]) -> Option<Action> {
    let edits: Vec<Edit> = findings.iter().filter_map(Diagnostic::sure_fix).flat_map(|it| it.edits.clone()).collect();
    let rewrite = Rewrite::new("apply all sure fixes in this draft", edits);
    (!rewrite.edits.is_empty()).then_some(Action { kind: ActionKind::FixAll, finding: None, rewrite })
}

/// Writes alternatives as in the other places that a finding refers to.
fn write_as_elsewhere(document: &Document, finding: &Diagnostic) -> Option<Rewrite> {
    if finding.rule != "inconsistent-alternatives" {
        return None;
    }
    let text = document.draft.slice(finding.related.first()?.range.clone());
    let edits = vec![Edit { range: finding.range.clone(), text }];
    Some(Rewrite::new("write these alternatives as in the other places", edits))
}

/// Allows a rule in a block by a comment. The rule is added to an existing comment if there is one. Otherwise the comment
/// is a paragraph of its own before the block, or stands after the words of a block that begins within a line.
fn allow_rule(document: &Document, rule: &str, id: BlockId) -> Rewrite {
    let draft = &document.draft;
    let title = format!("allow {rule} here");
    let previous = id.previous();
    let before = previous.filter(|it| draft.block(*it).kind == BlockKind::Comment);
    let last_name = |id: BlockId| {
        let own = draft.block(id).allowances.iter().rfind(|it| !it.file && it.fault.is_none());
        own.map(|it| draft.offset(id, it.range.end))
    };
    if let Some(at) = last_name(id).or_else(|| before.and_then(last_name)) {
        return Rewrite::new(title, vec![Edit { range: at..at, text: format!(", {rule}") }]);
    }
    let comment = format!("<!-- travaux: allow {rule} -->");
    let start = draft.start(id);
    let begins_line = previous.is_none_or(|it| ends_line(draft.block(it)));
    let edit = match begins_line {
        true => {
            let line_break = line_break(draft.block(id));
            let follows_line = previous.is_some_and(|it| !ends_with_blank_line(draft.block(it)));
            let above = if follows_line { line_break } else { "" };
            Edit { range: start..start, text: format!("{above}{comment}{line_break}{line_break}") }
        }
        false => {
            let end = start + draft.block(id).text.trim_end().len();
            Edit { range: end..end, text: format!(" {comment}") }
        }
    };
    Rewrite::new(title, vec![edit])
}

fn ends_line(block: &Block) -> bool {
    block.text.ends_with(['\n', '\r'])
}

fn ends_with_blank_line(block: &Block) -> bool {
    let text = block.text.trim_end_matches([' ', '\t']);
    let without_last = text.strip_suffix("\r\n").or_else(|| text.strip_suffix(['\n', '\r'])).unwrap_or(text);
    without_last.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) || without_last.trim().is_empty()
}
