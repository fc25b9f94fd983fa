//! # footnote-without-text
//!
//! A mark such as `[^3]` has no footnote, or a footnote has no mark.
//!
//! When text is moved or deleted, its footnotes are easily left where they were. A Markdown viewer then prints the mark as
//! it is, or leaves the footnote out.
//!
//! Only Markdown's own footnotes are checked, `[^3]` and `[^3]: text`, in a draft that has both marks and footnotes:
//! otherwise the other half is in another file. Of a mark that stands twice the first is reported.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall name its ports[^1] and its lights[^2].
//!                                                   ^^^^ there is no footnote [^2]
//!
//! [^1]: Those open to ferries.
//!
//! [^3]: White or green.
//! ^^^^ no text refers to footnote [^3]
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تحدد كل دولة طرف موانئها[^1] ومناراتها[^م].
//!                                       ^^^^ there is no footnote [^م]
//!
//! [^1]: الموانئ المفتوحة للعبارات.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall name its ports[^1] and its lights[^a], which it keeps[^1].
//!
//! [^1]: Those open to ferries, as in note[^b].
//!
//! [^a]: White or green.
//!
//! [^b]: Not included here.
//! ```
//!
//! **Instead**, add the footnote or the mark, or delete the one that is left.

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, Footnote};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// Later marks of one block are not reported, since each is searched from the beginning of its block.
const MAX_MARKS_IN_BLOCK: u32 = 200;

pub(super) fn check(context: &DraftContext<'_>, found: &mut Vec<Finding>) {
    let all = || {
        let blocks = context.summaries().with_flags(BlockFlags::FOOTNOTE);
        blocks.flat_map(|(block, summary)| (0u32..).zip(&summary.footnotes).map(move |(index, it)| (block, index, it)))
    };
    // Markdown does not distinguish capitals in the names of footnotes.
    let folded = |footnote: &Footnote| footnote.name.to_lowercase();
    let names = |is_text: bool| -> FxHashSet<String> {
        all().filter(|(.., it)| it.is_text == is_text).map(|(.., it)| folded(it)).collect()
    };
    let (marks, texts) = (names(false), names(true));
    if marks.is_empty() || texts.is_empty() {
        return;
    }
    let mut reported: FxHashSet<String> = FxHashSet::default();
    for (block, index, footnote) in all() {
        let others = if footnote.is_text { &marks } else { &texts };
        let name = folded(footnote);
        if index >= MAX_MARKS_IN_BLOCK || others.contains(&name) || !reported.insert(name) {
            continue;
        }
        let message = match footnote.is_text {
            true => format!("no text refers to footnote [^{}]", footnote.name),
            false => format!("there is no footnote [^{}]", footnote.name),
        };
        found.push(Finding::new(Place::Footnote { block, index }, message));
    }
}
