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
//! ```treaty
//! Article 4
//!
//! Each Party [shall] [may] adopt [legislative] and other [legislative] measures [...] [...].
//! ```
//!
//! **Instead**, keep one, or restore the words by which they differed.

use rustc_hash::FxHashMap;
use travaux_grammar::bracket::Content;

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
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut before_end = 0;
        for member in &run.brackets {
            let bracket = &block.brackets.list[*member as usize];
            let (Some(inside), Some(end)) = (bracket.inside(), bracket.end) else { continue };
            let words = block.text[inside].trim();
            let is_text = matches!(bracket.content, Content::Text | Content::Status | Content::Editorial);
            if is_text && lengths[&words.len()] > 1 && words.chars().any(char::is_alphanumeric) {
                match seen.get(words) {
                    Some(first) => {
                        let first = &block.brackets.list[*first as usize];
                        let first_range = first.open..first.end.unwrap_or(first.open);
                        let message = format!("`{}` stands twice among these alternatives", brief(words));
                        let finding = Finding::new(context.place(bracket.open..end), message)
                            .related(context.place(first_range), "the same words here");
                        found.push(finding.fix("delete the second of the two", before_end..end, "", true));
                    }
                    None => {
                        seen.insert(words, *member);
                    }
                }
            }
            before_end = end;
        }
    }
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
