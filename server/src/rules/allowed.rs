//! Takes out the findings that a comment in the draft allows: `<!-- travaux: allow dangling-reference -->` for the
//! block that it stands in or before, `allow-file` for the whole draft. A comment that allows nothing is a finding.

use super::{ALL, unused_allowance};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;

struct Allowed<'a> {
    rule: &'a str,
    /// The bytes in which it is allowed.
    extent: std::ops::Range<usize>,
    /// Where its name stands.
    range: std::ops::Range<usize>,
    used: bool,
}

/// The findings that no comment allows, and those about comments that allow nothing.
pub(super) fn without_allowed(document: &Document, settings: &Settings, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut allowed = allowances(document);
    if allowed.is_empty() {
        return found;
    }
    let mut rest: Vec<Diagnostic> = found
        .into_iter()
        .filter(|finding| {
            let mut is_allowed = false;
            for each in &mut allowed {
                if each.rule == finding.rule && each.extent.contains(&finding.range.start) {
                    each.used = true;
                    is_allowed = true;
                }
            }
            !is_allowed
        })
        .collect();
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

fn allowances(document: &Document) -> Vec<Allowed<'_>> {
    use travaux_grammar::block::BlockKind;
    let draft = &document.draft;
    let mut found = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate().filter(|(_, block)| !block.allowances.is_empty()) {
        let covered = if block.kind == BlockKind::Comment {
            let is_text = |at: &usize| !matches!(draft.blocks[*at].kind, BlockKind::Comment | BlockKind::Blank);
            (index + 1..draft.blocks.len()).find(is_text).unwrap_or(index)
        } else {
            index
        };
        for allowance in &block.allowances {
            let extent = if allowance.file { 0..draft.len() + 1 } else { draft.block_range(covered) };
            let range = draft.range(index, allowance.range.clone());
            found.push(Allowed { rule: &allowance.rule, extent, range, used: false });
        }
    }
    found
}
