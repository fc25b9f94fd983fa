//! Removes the findings that a comment in the draft allows: `<!-- travaux: allow dangling-reference -->` applies to the
//! block that contains the comment or follows it, `allow-file` to the whole draft. An allowance that removes nothing is
//! itself a finding.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{ALL, Check, similar_rules, suggestion, unused_allowance};
use travaux_grammar::{ALLOWING_WORDS, AllowanceFault, BlockId, to_usize};
use travaux_model::config::Settings;
use travaux_model::diagnostic::{Diagnostic, Edit, Fix, Severity};
use travaux_model::document::Document;
use travaux_model::nearest::nearest;

/// One rule named in an allowing comment.
struct Allowance<'a> {
    rule: &'a str,
    /// The block to which it applies; `None` for the whole draft.
    block: Option<BlockId>,
    /// The bytes of its name.
    range: Range<usize>,
    used: bool,
    /// The reason why the comment allows nothing.
    fault: Option<AllowanceFault>,
}

/// Returns the findings that no comment allows, and findings about unused allowances. `allowing` are the blocks with an
/// allowing comment, in order. Until the draft `is_compared_with_others`, allowances of rules that compare drafts are
/// not reported as unused.
pub(super) fn without_allowed(
    document: &Document,
    settings: &Settings,
    allowing: &[BlockId],
    found: Vec<Diagnostic>,
    is_compared_with_others: bool,
) -> Vec<Diagnostic> {
    if allowing.is_empty() {
        return found;
    }
    let mut allowed = allowances(document, allowing);
    let mut used: FxHashMap<(&str, Option<BlockId>), bool> =
        allowed.iter().filter(|each| each.fault.is_none()).map(|each| ((each.rule, each.block), false)).collect();
    let mut rest: Vec<Diagnostic> = found
        .into_iter()
        .filter(|finding| {
            let block = document.draft.block_at(finding.range.start);
            let mut is_allowed = false;
            for scope in [None, Some(block)] {
                if let Some(used) = used.get_mut(&(finding.rule, scope)) {
                    *used = true;
                    is_allowed = true;
                }
            }
            !is_allowed
        })
        .collect();
    for each in &mut allowed {
        each.used = each.fault.is_none() && used.get(&(each.rule, each.block)).copied().unwrap_or_default();
    }
    let severity = match settings.rules.get(unused_allowance::NAME) {
        Some(None) => return rest,
        Some(Some(severity)) => *severity,
        None => unused_allowance::SEVERITY,
    };
    let may_be_used_later = |it: &Allowance<'_>| {
        let rule = ALL.iter().find(|rule| rule.name == it.rule && it.fault.is_none());
        !is_compared_with_others && rule.is_some_and(|it| matches!(it.check, Check::Workspace(_)))
    };
    rest.extend(
        allowed.iter().filter(|it| !it.used && !may_be_used_later(it)).map(|it| unused(document, it, severity)),
    );
    rest
}

fn unused(document: &Document, allowed: &Allowance<'_>, severity: Severity) -> Diagnostic {
    if let Some(fault) = allowed.fault {
        return faulty(allowed, fault, severity);
    }
    let is_known = ALL.iter().any(|rule| rule.name == allowed.rule);
    let meant = if is_known { Vec::new() } else { similar_rules(allowed.rule) };
    let message = if is_known {
        format!("nothing here needs `{}` to be allowed", allowed.rule)
    } else {
        format!("there is no rule `{}`{}", allowed.rule, suggestion(&meant, '`'))
    };
    let fix = match meant[..] {
        [meant] => Fix {
            title: format!("write `{meant}`"),
            edits: vec![Edit { range: allowed.range.clone(), text: meant.to_owned() }],
            is_sure: false,
            is_preferred: false,
        },
        _ => deletion(document, &allowed.range),
    };
    Diagnostic {
        rule: unused_allowance::NAME,
        severity,
        range: allowed.range.clone(),
        message,
        related: Vec::new(),
        fix: Some(fix),
    }
}

/// Returns the finding about a comment that allows nothing.
fn faulty(allowed: &Allowance<'_>, fault: AllowanceFault, severity: Severity) -> Diagnostic {
    let near = nearest(allowed.rule, ALLOWING_WORDS.into_iter());
    let message = match (fault, near) {
        (AllowanceFault::UnknownWord, Some(near)) => {
            format!("`{}` does nothing in a comment for travaux; did you mean `{near}`?", allowed.rule)
        }
        (AllowanceFault::UnknownWord, None) => {
            "a comment for travaux begins with `allow` or `allow-file`, so this one does nothing".to_owned()
        }
        (AllowanceFault::NoRule, _) => format!("no rule is named after `{}`, so nothing is allowed", allowed.rule),
        (AllowanceFault::NoEnd, _) => "this comment has no `-->` in its paragraph, so nothing is allowed".to_owned(),
    };
    let correction = near.filter(|_| fault == AllowanceFault::UnknownWord).map(|near| Fix {
        title: format!("write `{near}`"),
        edits: vec![Edit { range: allowed.range.clone(), text: near.to_owned() }],
        is_sure: false,
        is_preferred: true,
    });
    let range = allowed.range.clone();
    Diagnostic { rule: unused_allowance::NAME, severity, range, message, related: Vec::new(), fix: correction }
}

/// Returns a fix that deletes the comment, or only this name if the comment has several. The fix is not sure, because a
/// rule that is temporarily disabled also finds nothing.
fn deletion(document: &Document, name: &Range<usize>) -> Fix {
    let draft = &document.draft;
    let id = draft.block_at(name.start);
    let (start, block) = (draft.start(id), draft.block(id));
    let (before, after) = (&block.text[..name.start - start], &block.text[name.end - start..]);
    let open = before.rfind("<!--").unwrap_or(before.len());
    let close = name.end - start + after.find("-->").map_or(0, |at| at + "-->".len());
    // They are in order, and a block may have many.
    let first = block.allowances.partition_point(|it| to_usize(it.range.start) <= open);
    let in_comment = block.allowances[first..].iter().take_while(|it| to_usize(it.range.end) < close);
    let deleted = if in_comment.count() > 1 {
        let is_separator = |it: char| matches!(it, ' ' | ',');
        let rest = after.trim_start_matches(is_separator);
        match rest.starts_with("-->") {
            true => before.trim_end_matches(is_separator).len()..name.end - start,
            false => name.start - start..block.text.len() - rest.len(),
        }
    } else if block.text.trim() == &block.text[open..close] {
        0..block.text.len()
    } else {
        block.text[..open].trim_end_matches(' ').len()..close
    };
    let edits = vec![Edit { range: start + deleted.start..start + deleted.end, text: String::new() }];
    Fix {
        title: format!("no longer allow `{}`", draft.slice(name.clone())),
        edits,
        is_sure: false,
        is_preferred: false,
    }
}

fn allowances<'a>(document: &'a Document, allowing: &[BlockId]) -> Vec<Allowance<'a>> {
    use travaux_grammar::BlockKind;
    let draft = &document.draft;
    let is_bare = |block: &BlockId| matches!(draft.block(*block).kind, BlockKind::Comment | BlockKind::Blank);
    let mut found = Vec::new();
    // From the end, so that consecutive comments apply to the same block after them.
    let mut next_comment: Option<(BlockId, Option<BlockId>)> = None;
    for id in allowing.iter().rev().copied() {
        let block = draft.block(id);
        let end = next_comment.map_or(draft.end(), |(next, _)| next);
        let text_after = |(next, text)| if is_bare(&next) { text } else { Some(next) };
        let between = BlockId::range(id.next()..end).find(|it| !is_bare(it));
        let text = between.or(next_comment.and_then(text_after));
        next_comment = Some((id, text));
        let covered = if block.kind == BlockKind::Comment { text.unwrap_or(id) } else { id };
        for allowance in block.allowances.iter().rev() {
            let range = draft.range(id, allowance.range.clone());
            let block = (!allowance.file).then_some(covered);
            found.push(Allowance { rule: &allowance.rule, block, range, used: false, fault: allowance.fault });
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;
    use travaux_model::edit::applied;
    use travaux_model::workspace::Workspace;

    fn check(text: &str, expected: &str) {
        let document = Document::parse(text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let finding = found.iter().find(|it| it.rule == unused_allowance::NAME).unwrap();
        assert_eq!(applied(text, &finding.fix.as_ref().unwrap().edits), expected);
        assert!(finding.sure_fix().is_none());
    }

    #[test]
    fn the_fix_deletes_an_unused_allowance() {
        check("Text.\n\n<!-- travaux: allow stray-bracket -->\n\nنص.\n", "Text.\n\nنص.\n");
        check("案文。 <!-- travaux: allow-file stray-bracket -->\n", "案文。\n");
        check(
            "<!-- travaux: allow stray-bracket, empty-bracket -->\n\nTo [] act.\n",
            "<!-- travaux: allow empty-bracket -->\n\nTo [] act.\n",
        );
        check(
            "<!-- travaux: allow empty-bracket, stray-bracket -->\n\nTo [] act.\n",
            "<!-- travaux: allow empty-bracket -->\n\nTo [] act.\n",
        );
    }

    #[test]
    fn the_fix_corrects_a_misspelt_rule() {
        check(
            "<!-- travaux: allow stray-braket -->\n\nTo] act.\n",
            "<!-- travaux: allow stray-bracket -->\n\nTo] act.\n",
        );
    }

    #[test]
    fn a_part_of_a_name_suggests_rules() {
        let document = Document::parse("<!-- travaux: allow dangling -->\n\nText.\n", None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let expected =
            "there is no rule `dangling`; did you mean `dangling-reference` or `dangling-external-reference`?";
        assert_eq!(found[0].message, expected);
    }
}
