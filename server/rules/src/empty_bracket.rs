//! # empty-bracket
//!
//! Brackets are empty.
//!
//! Empty brackets may be left over from disputed words that were deleted, or they may be a blank to be filled: `elected
//! for [ ] years`. A reader cannot distinguish the two. For an open number or word, write `[X]` or `[…]`. Because the
//! brackets may be a blank to be filled, `--fix` does not change them.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall [] adopt the measures [ ] in its power.
//!                  ^^ these brackets hold nothing
//!                                        ^^^ these brackets hold nothing
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف [] التدابير اللازمة.
//!                  ^^ these brackets hold nothing
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Within [X] days, as Article [ ] provides, [...] the Parties shall meet.
//! ```
//!
//! **Instead**, write a placeholder in the brackets, or delete them.

use travaux_grammar::{BracketContent, PLACEHOLDER, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for bracket in block.brackets.list.iter().filter(|bracket| bracket.content == BracketContent::Text) {
        let Some((inside, whole)) = bracket.inside().zip(bracket.whole()) else { continue };
        if !block.slice(inside.clone()).chars().all(char::is_whitespace) {
            continue;
        }
        if is_check_box(block.plain_text(), to_usize(whole.start)) {
            continue;
        }
        let finding = Finding::new(context.place(whole), "these brackets hold nothing");
        let (opener, closer) = (bracket.glyph.opener(), bracket.glyph.closer());
        let title = format!("write `{opener}{PLACEHOLDER}{closer}` while the text is open");
        // Not a sure fix: the brackets may be left over from deleted words.
        found.push(finding.preferred_fix(title, inside, PLACEHOLDER));
    }
}

/// Returns whether a bracket is one of the boxes of a form: `[ ] Yes [ ] No` on a short line of its own.
fn is_check_box(text: &str, at: usize) -> bool {
    const BOX: &str = "[ ]";
    const MAX_LINE_BYTES: usize = 200;
    if !text[at..].starts_with(BOX) {
        return false;
    }
    let before = &text[text.floor_char_boundary(at.saturating_sub(MAX_LINE_BYTES))..at];
    let after = &text[at..text.ceil_char_boundary((at + MAX_LINE_BYTES).min(text.len()))];
    let start = before.rfind('\n').map_or(at - before.len(), |it| at - before.len() + it + 1);
    let end = at + after.find('\n').unwrap_or(after.len());
    let mut parts = text[start..end].trim().split(BOX);
    let begins_with_box = parts.next().is_some_and(|it| it.trim_matches(['-', '*', ' ']).is_empty());
    begins_with_box && parts.clone().count() > 1 && parts.all(|it| it.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use crate::lint;
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::edit::applied;
    use travaux_model::workspace::Workspace;

    /// Checks the draft after the fixes that fill its empty brackets. No fix is sure, and no finding remains.
    fn check(text: &str, filled: &str) {
        let findings = |text: &str| {
            let document = Document::parse(text, None, 0);
            lint(&Workspace::default(), "draft", &document, &Settings::default())
        };
        let found = findings(text);
        assert!(!found.is_empty() && found.iter().all(|it| it.rule == "empty-bracket"), "{text}: {found:?}");
        let fixes: Vec<_> = found.iter().filter_map(|it| it.fix.clone()).collect();
        assert!(fixes.len() == found.len() && fixes.iter().all(|it| it.is_preferred && !it.is_sure), "{fixes:?}");
        let edits: Vec<_> = fixes.into_iter().flat_map(|it| it.edits).collect();
        assert_eq!(applied(text, &edits), filled);
        assert_eq!(findings(filled), [], "{filled}");
    }

    #[test]
    fn the_fix_writes_a_placeholder() {
        check(
            "1. It consists of [ ] members, elected for [ ] years.\n",
            "1. It consists of [X] members, elected for [X] years.\n",
        );
        check("To [shall] [] act.\n", "To [shall] [X] act.\n");
        check("1. To [] [ ] act.\n", "1. To [X] [X] act.\n");
        check("1 - تتألف من [ ] عضوا ينتخبون لمدة [] سنوات.\n", "1 - تتألف من [X] عضوا ينتخبون لمدة [X] سنوات.\n");
        check("各国每[]年开会一次。\n", "各国每[X]年开会一次。\n");
        check("各国每［　］年开会一次。\n", "各国每［X］年开会一次。\n");
        check("1. Elle se compose de [ ] membres.\n", "1. Elle se compose de [X] membres.\n");
        check("1. Se compone de [ ] miembros.\n", "1. Se compone de [X] miembros.\n");
        check("1. Он состоит из [ ] членов.\n", "1. Он состоит из [X] членов.\n");
    }
}
