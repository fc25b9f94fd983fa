//! # identical-alternatives
//!
//! Two alternatives have the same words.
//!
//! Two identical alternatives leave nothing to choose between. Usually one of them was meant to be changed and was not,
//! or the proposals of two delegations have become identical.
//!
//! ```treaty
//! Article 4
//!
//! Each Party [shall] [may] [shall] adopt [legislative][legislative] measures.
//!                          ^^^^^^^ `shall` stands twice among these alternatives
//!                                                     ^^^^^^^^^^^^^ `legislative` stands twice among these alternatives
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة [طرف] [طرف] التدابير.
//!                    ^^^^^ `طرف` stands twice among these alternatives
//! ```
//!
//! The same words may occur twice in brackets that are not a choice, such as two proposals side by side. Identical
//! brackets with other brackets between them are reported only if the whole run is clearly a list of alternatives.
//!
//! ```treaty
//! Article 4
//!
//! Each Party [shall] [may] adopt [legislative] and other [legislative] measures [...] [...].
//!
//! Each Party shall [pursue] [implement] [domestic laws] [designed to] [implement] [achieve] this aim.
//! ```
//!
//! **Instead**, keep one of them, or restore the words by which they differed.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{BracketContent, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    // In code, `a[0][0]` and links, `[Smith][Smith]`, brackets are no alternatives.
    if block.plain_text().contains('`') {
        return;
    }
    for run in &block.brackets.runs {
        let parts = || block.brackets.of_run(run).filter_map(|it| it.inside());
        // Runs nest, so comparing the text of every part would be quadratic. Only parts of equal length are compared.
        let length = |inside: Range<u32>| block.slice(inside).trim().len();
        if let [first, second] = &*run.brackets
            && let [first, second] = [first, second].map(|it| block.brackets[*it].inside().map(length))
            && first != second
        {
            continue;
        }
        let mut lengths: FxHashMap<usize, usize> = FxHashMap::default();
        parts().for_each(|inside| *lengths.entry(length(inside)).or_default() += 1);
        let is_plain = run.is_plainly_alternatives();
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut before: Option<(&str, u32)> = None;
        for member in &run.brackets {
            let bracket = &block.brackets[*member];
            let Some(inside) = bracket.inside() else { continue };
            let words = block.slice(inside).trim();
            let is_text =
                matches!(bracket.content, BracketContent::Text | BracketContent::Status | BracketContent::Editorial);
            if is_text && lengths[&words.len()] > 1 && words.chars().any(char::is_alphanumeric) {
                // The same words may belong to two proposals, unless the brackets are adjacent.
                let neighbour = before.filter(|it| it.0 == words).map(|it| it.1);
                let twin = neighbour.or_else(|| seen.get(words).copied().filter(|_| is_plain));
                let finding = twin.zip(before).and_then(|(twin, before)| duplicate(context, [twin, before.1, *member]));
                found.extend(finding);
                seen.entry(words).or_insert(*member);
            }
            before = Some((words, *member));
        }
    }
}

/// Returns the finding on the bracket `second`, which has the same words as the earlier bracket `twin`. `before` is the
/// bracket just before `second`.
fn duplicate(context: &TextContext<'_>, [twin, before, second]: [u32; 3]) -> Option<Finding> {
    let [twin, before, second] = [twin, before, second].map(|index| &context.block.brackets[index]);
    let end = second.end?;
    let text = context.block.plain_text();
    let gap = &text[to_usize(before.end?)..to_usize(second.open)];
    // A tab or a wide gap separates the columns of a block of signatures.
    if gap.contains('\t') || gap.contains("   ") {
        return None;
    }
    let is_apart = gap.starts_with(char::is_whitespace);
    let opener = text[..to_usize(before.open)].chars().next_back();
    if opener == Some('!') {
        return None;
    }
    let words = context.block.slice(second.inside()?);
    let message = format!("`{}` stands twice among these alternatives", shortened(words.trim()));
    let finding = Finding::new(context.place(second.whole()?), message)
        .related(context.place(twin.whole()?), "the same words here");
    let fix = ("delete the second of the two", before.end?..end);
    // Without a blank between them they may be a link, `[Smith][Smith]`, or code, `a[0][0]`.
    let is_sure = is_apart || !context.block.slice(second.inside()?).is_ascii();
    Some(if is_sure { finding.sure_fix(fix.0, fix.1, "") } else { finding.possible_fix(fix.0, fix.1, "") })
}

/// Cuts a text that is too long to quote in a message.
fn shortened(words: &str) -> String {
    const MAX_QUOTED_CHARS: usize = 40;
    if words.chars().count() <= MAX_QUOTED_CHARS {
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let cut: String = words.chars().take(MAX_QUOTED_CHARS).collect();
    format!("{}…", cut.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use crate::lint;
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::edit::applied;
    use travaux_model::workspace::Workspace;

    /// Checks the draft after every sure fix of this rule.
    fn check(text: &str, fixed: &str) {
        let document = Document::parse(text, None, 0);
        let findings = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let own: Vec<_> = findings.iter().filter(|it| it.rule == "identical-alternatives").collect();
        assert!(own.iter().all(|it| it.sure_fix().is_some()), "{text}");
        assert_eq!(own.is_empty(), text == fixed, "{text}: {own:?}");
        let edits: Vec<_> = own.iter().filter_map(|it| it.sure_fix()).flat_map(|it| it.edits.clone()).collect();
        assert_eq!(applied(text, &edits), fixed);
    }

    #[test]
    fn separated_duplicates_in_an_ambiguous_run_are_not_reported() {
        for text in [
            "Parties shall [pursue] [implement] [domestic laws] [designed to] [implement] [achieve] it.\n",
            "1. States [measures] [and policies] [measures] of all kinds.\n",
            "1. [in time] [adopted without delay by the Conference of the Parties] [in time] of need.\n",
            "تعمل الدول على [تنفيذ] [القوانين] [الوطنية] [تنفيذ] [تحقيق] ذلك.\n",
            "1 - تتخذ الدول [التدابير] [والسياسات] [التدابير] اللازمة.\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_may_be_a_link_or_code_has_no_sure_fix() {
        for text in
            ["See [Smith][Smith] here.\n", "See `[shall] [shall]` here.\n", "See ![img] [img] here.\n", "a[0][0] b\n"]
        {
            let document = Document::parse(text, None, 0);
            let findings = lint(&Workspace::default(), "draft", &document, &Settings::default());
            let mut own = findings.iter().filter(|it| it.rule == "identical-alternatives");
            assert!(own.all(|it| it.sure_fix().is_none()), "{text}");
        }
    }

    #[test]
    fn a_fix_deletes_no_markup() {
        for text in [
            "Each Party [<b>act] [act</b>] now.\n",
            "See [foo] [<a id=\"n1\"></a>foo] here.\n",
            "يجب [<b>نص] [نص</b>] الآن.\n",
        ] {
            let document = Document::parse(text, None, 0);
            let findings = lint(&Workspace::default(), "draft", &document, &Settings::default());
            let mut own = findings.iter().filter(|it| it.rule == "identical-alternatives").peekable();
            assert!(own.peek().is_some() && own.all(|it| it.fix.is_none()), "{text}");
        }
    }

    #[test]
    fn adjacent_duplicates_are_reported_in_any_run() {
        check("1. Each [measures] [measures] [and policies] go.\n", "1. Each [measures] [and policies] go.\n");
        check(
            "To [pursue] [implement] [implement] [domestic laws] it.\n",
            "To [pursue] [implement] [domestic laws] it.\n",
        );
        check("To [act] [act] [act] now.\n", "To [act] now.\n");
        check("تتخذ الدول [التدابير] [التدابير] [والسياسات].\n", "تتخذ الدول [التدابير] [والسياسات].\n");
    }

    #[test]
    fn separated_duplicates_are_reported_among_clear_alternatives() {
        check("Each Party [shall] [may] [shall] act.\n", "Each Party [shall] [may] act.\n");
        check("خلال [30] [60] [30] يوما.\n", "خلال [30] [60] يوما.\n");
        check("1 - [يجب] [يجوز] [يجب] أن تعمل الدول.\n", "1 - [يجب] [يجوز] أن تعمل الدول.\n");
    }
}
