//! # undefined-term
//!
//! Words that are defined nowhere resemble a defined term so closely that one of the two is a slip.
//!
//! `Compentent Authority` is no defined term where `Competent Authority` is one, and a court may ask which was meant.
//!
//! ```treaty
//! Article 1
//!
//! Definitions
//!
//! (a) “Competent Authority” means a body of a Party;
//!
//! (b) “Port” means a place of entry.
//!
//! Article 2
//!
//! The Competent Authority shall notify the Competent Authorities of other Parties of each port.
//!
//! The Compentent Authority acts.
//!     ^^^^^^^^^^^^^^^^^^^^ `Compentent Authority` is not defined; `Competent Authority` is
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) يُقصد بتعبير "المحطة المحلية" مرفق؛
//!
//! (ب) يُقصد بتعبير "ميناء" مكان للدخول.
//!
//! المادة 2
//!
//! تبلغ المحطة المحلية الميناء، وتسجل المحطة المحلية السفن، وتخطر المحطة المجلية الأطراف.
//!                                                                ^^^^^^^^^^^^^^ `المحطة المجلية` is not defined; `المحطة المحلية` is
//! ```
//!
//! ```treaty
//! Article 1
//!
//! (a) “Exporting Party” means a Party that exports;
//!
//! (b) “Local Station” means a mast.
//!
//! Article 2
//!
//! Local Stations of an Exporting Party notify Local Stations of an Importing Party. A Focal Station may not.
//! ```
//!
//! The words differ by one letter, inside a word of six letters or more (five in Arabic). A difference at the end of a word
//! may be one of grammar. The term is used elsewhere, and more often than the slip. Slips in terms of a single word are not
//! found, since they are too often other words, and none in Chinese, where one character makes another word.
//!
//! ```treaty
//! 第一条
//!
//! （一）“国家主管部门”是指指定的部门；
//!
//! （二）“港口”是指地点。
//!
//! 第二条
//!
//! 国家主管部门应与国家主管部门合作，并通过国际主管部门开放港口。
//! ```
//!
//! **Instead**, write the term as it is defined, or define the other one.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::BlockId;

use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use crate::term_uses::Use;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Info;

/// What occurs more often is written on purpose.
const MAX_SLIPS: usize = 2;

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let Some(uses) = context.term_uses().filter(|it| !it.slips.is_empty()) else { return };
    let written = |place: &Use| -> String {
        let words = context.draft().block(place.block).slice(place.range.clone());
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut counts: FxHashMap<(usize, String), usize> = FxHashMap::default();
    for (term, place) in &uses.slips {
        *counts.entry((*term, travaux_grammar::folded_phrase(&written(place)))).or_default() += 1;
    }
    let starts_of = |it: &Use| (it.block, it.range.start);
    let all_starts =
        || -> FxHashSet<(BlockId, u32)> { uses.terms.iter().flat_map(|it| &it.uses).map(starts_of).collect() };
    let starts = OnceCell::new();
    for (at, place) in &uses.slips {
        let term = &uses.terms[*at];
        let words = written(place);
        let count = counts.get(&(*at, travaux_grammar::folded_phrase(&words))).copied().unwrap_or_default();
        let has_case = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        if count > MAX_SLIPS
            || term.uses.len() <= count
            || has_case(&term.term) != has_case(&words)
            || starts.get_or_init(all_starts).contains(&starts_of(place))
        {
            continue;
        }
        let message = format!("`{words}` is not defined; `{}` is", term.term);
        found.push(CrossDraftFinding::new(place.bytes(context.draft()), message));
    }
}
