//! # identical-alternatives
//!
//! Two brackets side by side hold the same words.
//!
//! Alternatives are there to be chosen from. Two that are the same leave nothing to choose; mostly one of them was
//! meant to be changed and was not, or two delegations' texts have become one.
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
//! The same words may stand twice where the brackets are not a choice, such as two proposals side by side. Twins with other
//! brackets between them are reported only where the brackets are plainly alternatives.
//!
//! ```treaty
//! Article 4
//!
//! Each Party [shall] [may] adopt [legislative] and other [legislative] measures [...] [...].
//!
//! Each Party shall [pursue] [implement] [domestic laws] [designed to] [implement] [achieve] this aim.
//! ```
//!
//! **Instead**, keep one, or restore the words by which they differed.

use rustc_hash::FxHashMap;
use travaux_grammar::BracketContent;

use crate::context::BlockContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for run in &block.brackets.runs {
        let parts = || run.brackets.iter().filter_map(|it| block.brackets.list[*it as usize].inside());
        // Runs nest: to read every part of each would be quadratic, and only what is as long can be the same.
        let length = |inside: std::ops::Range<usize>| block.text[inside].trim().len();
        if let [first, second] = &*run.brackets
            && let [first, second] = [first, second].map(|it| block.brackets.list[*it as usize].inside().map(length))
            && first != second
        {
            continue;
        }
        let mut lengths: FxHashMap<usize, usize> = FxHashMap::default();
        parts().for_each(|inside| *lengths.entry(block.text[inside].trim().len()).or_default() += 1);
        let is_plain = run.is_plainly_alternatives();
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut before: Option<(&str, u32)> = None;
        for member in &run.brackets {
            let bracket = &block.brackets.list[*member as usize];
            let Some(inside) = bracket.inside() else { continue };
            let words = block.text[inside].trim();
            let is_text =
                matches!(bracket.content, BracketContent::Text | BracketContent::Status | BracketContent::Editorial);
            if is_text && lengths[&words.len()] > 1 && words.chars().any(char::is_alphanumeric) {
                // The same words may belong to two proposals, unless nothing stands between the brackets.
                let neighbour = before.filter(|it| it.0 == words).map(|it| it.1);
                let twin = neighbour.or_else(|| seen.get(words).copied().filter(|_| is_plain));
                let finding =
                    twin.zip(before).and_then(|(twin, before)| stands_twice(context, [twin, before.1, *member]));
                found.extend(finding);
                seen.entry(words).or_insert(*member);
            }
            before = Some((words, *member));
        }
    }
}

/// The finding on a bracket with the words of an earlier one, its twin; `before` is the bracket right before it.
fn stands_twice(context: &BlockContext<'_>, [twin, before, second]: [u32; 3]) -> Option<Finding> {
    let bracket = |place: u32| &context.block.brackets.list[place as usize];
    let (twin, second) = (bracket(twin), bracket(second));
    let end = second.end?;
    let words = &context.block.text[second.inside()?];
    let message = format!("`{}` stands twice among these alternatives", brief(words.trim()));
    let finding = Finding::new(context.place(second.open..end), message)
        .related(context.place(twin.open..twin.end?), "the same words here");
    Some(finding.sure_fix("delete the second of the two", bracket(before).end?..end, ""))
}

/// The beginning of a text that is too long to quote.
fn brief(words: &str) -> String {
    const LONGEST: usize = 40;
    if words.chars().count() <= LONGEST {
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{}…", cut.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use crate::lint;
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::edit::applied;
    use travaux_model::workspace::Workspace;

    /// The draft after every sure fix of this rule.
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
    fn words_that_stand_apart_in_a_doubtful_run_are_left_alone() {
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
    fn twins_side_by_side_are_found_in_any_run() {
        check("1. Each [measures] [measures] [and policies] go.\n", "1. Each [measures] [and policies] go.\n");
        check(
            "To [pursue] [implement] [implement] [domestic laws] it.\n",
            "To [pursue] [implement] [domestic laws] it.\n",
        );
        check("To [act] [act] [act] now.\n", "To [act] now.\n");
        check("تتخذ الدول [التدابير] [التدابير] [والسياسات].\n", "تتخذ الدول [التدابير] [والسياسات].\n");
    }

    #[test]
    fn twins_that_stand_apart_are_found_among_plain_alternatives() {
        check("Each Party [shall] [may] [shall] act.\n", "Each Party [shall] [may] act.\n");
        check("خلال [30] [60] [30] يوما.\n", "خلال [30] [60] يوما.\n");
        check("1 - [يجب] [يجوز] [يجب] أن تعمل الدول.\n", "1 - [يجب] [يجوز] أن تعمل الدول.\n");
    }
}
