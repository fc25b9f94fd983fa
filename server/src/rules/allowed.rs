//! Takes out the findings that a comment in the draft allows: `<!-- travaux: allow dangling-reference -->` for the
//! block that it stands in or before, `allow-file` for the whole draft. A comment that allows nothing is a finding.

use rustc_hash::FxHashMap;

use super::{ALL, unused_allowance};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;

struct Allowed<'a> {
    rule: &'a str,
    /// The block in which it is allowed; `None` for the whole draft.
    block: Option<usize>,
    /// Where its name stands.
    range: std::ops::Range<usize>,
    used: bool,
}

/// The findings that no comment allows, and those about comments that allow nothing.
/// `allowing` are the blocks with such a comment, in order.
pub(super) fn without_allowed(
    document: &Document,
    settings: &Settings,
    allowing: &[u32],
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if allowing.is_empty() {
        return found;
    }
    let mut allowed = allowances(document, allowing);
    let mut used: FxHashMap<(&str, Option<usize>), bool> =
        allowed.iter().map(|each| ((each.rule, each.block), false)).collect();
    let mut rest: Vec<Diagnostic> = found
        .into_iter()
        .filter(|finding| {
            let block = document.draft.block_at(finding.range.start);
            let mut is_allowed = false;
            for extent in [None, Some(block)] {
                if let Some(used) = used.get_mut(&(finding.rule, extent)) {
                    *used = true;
                    is_allowed = true;
                }
            }
            !is_allowed
        })
        .collect();
    for each in &mut allowed {
        each.used = used.get(&(each.rule, each.block)).copied().unwrap_or_default();
    }
    let severity = match settings.rules.get(unused_allowance::NAME) {
        Some(None) => return rest,
        Some(Some(severity)) => *severity,
        None => unused_allowance::SEVERITY,
    };
    rest.extend(allowed.iter().filter(|it| !it.used).map(|it| unused(it, severity)));
    rest
}

fn unused(allowed: &Allowed<'_>, severity: Severity) -> Diagnostic {
    let is_known = ALL.iter().any(|rule| rule.name == allowed.rule);
    let message = if is_known {
        format!("nothing here needs `{}` to be allowed", allowed.rule)
    } else {
        format!("there is no rule `{}`", allowed.rule)
    };
    Diagnostic {
        rule: unused_allowance::NAME,
        severity,
        range: allowed.range.clone(),
        message,
        related: Vec::new(),
        fix: None,
    }
}

fn allowances<'a>(document: &'a Document, allowing: &[u32]) -> Vec<Allowed<'a>> {
    use travaux_grammar::block::BlockKind;
    let draft = &document.draft;
    let is_bare = |index: &usize| matches!(draft.blocks[*index].kind, BlockKind::Comment | BlockKind::Blank);
    let mut found = Vec::new();
    // From the end, so that a comment knows what one right behind it stands before.
    let mut behind: Option<(usize, Option<usize>)> = None;
    for index in allowing.iter().rev().map(|it| *it as usize) {
        let block = &draft.blocks[index];
        let end = behind.map_or(draft.blocks.len(), |(next, _)| next);
        let text = (index + 1..end).find(|it| !is_bare(it)).or(behind.and_then(|(next, text)| match is_bare(&next) {
            true => text,
            false => Some(next),
        }));
        behind = Some((index, text));
        let covered = if block.kind == BlockKind::Comment { text.unwrap_or(index) } else { index };
        for allowance in block.allowances.iter().rev() {
            let range = draft.range(index, allowance.range.clone());
            let block = (!allowance.file).then_some(covered);
            found.push(Allowed { rule: &allowance.rule, block, range, used: false });
        }
    }
    found.reverse();
    found
}
