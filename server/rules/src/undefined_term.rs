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
//! The first letter of a definition may be a capital though its term is written without one.
//!
//! ```treaty
//! Article premier
//!
//! a) « Ressources génétiques marines » désigne tout matériel marin ;
//!
//! b) « Ressources » désigne tout ce qui est utile.
//!
//! Article 2
//!
//! Les ressources génétiques marines sont libres. Les ressources génitiques marines sont listées. Chaque ressource génétique marine est décrite.
//!                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `ressources génitiques marines` is not defined; `Ressources génétiques marines` is
//! ```
//!
//! The words differ by one letter, inside a word of six letters or more (five in Arabic). A difference at the end of a word
//! may be one of grammar, unless two letters are exchanged, or the word is long. The term is used elsewhere with such a first
//! letter, and more often than the slip. Slips in terms of a single word are not
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

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockId, folded_phrase};

use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use crate::term_uses::{Use, UsedTerm, begins_sentence};
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
        *counts.entry((*term, folded_phrase(&written(place)))).or_default() += 1;
    }
    let starts_of = |it: &Use| (it.block, it.range.start);
    let all_starts = || -> FxHashMap<(BlockId, u32), (usize, u32)> {
        let uses = uses.terms.iter().enumerate().flat_map(|(at, term)| term.uses.iter().map(move |it| (at, it)));
        uses.map(|(at, it)| (starts_of(it), (at, it.range.end))).collect()
    };
    let starts = OnceCell::new();
    // `Chemical` is a term of its own in `Chemical Review Committee`, and no proof that the words are meant otherwise.
    let is_beginning = |other: usize, end: u32, at: usize, place: &Use| {
        let [other, term] = [other, at].map(|it| folded_phrase(&uses.terms[it].term));
        end < place.range.end && term.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with(' '))
    };
    let mut cases: FxHashMap<usize, Cases> = FxHashMap::default();
    // Two terms may be spelt nearly alike.
    let mut last: Option<&Use> = None;
    for (at, place) in &uses.slips {
        let term = &uses.terms[*at];
        let words = written(place);
        let count = counts.get(&(*at, folded_phrase(&words))).copied().unwrap_or_default();
        let other = starts.get_or_init(all_starts).get(&starts_of(place)).copied();
        if count > MAX_SLIPS || other.is_some_and(|(other, end)| !is_beginning(other, end, *at, place)) {
            continue;
        }
        let is_same_place = |it: &Use| it.block == place.block && it.range.end > place.range.start;
        if last.is_some_and(is_same_place) {
            continue;
        }
        let before = context.draft().block(place.block).text_before(place.range.start);
        let is_like_definition = begins_with_capital(&term.term) == begins_with_capital(&words);
        let uses = if is_like_definition || begins_sentence(before) {
            term.uses.len()
        } else {
            cases.entry(*at).or_insert_with(|| Cases::of(context, term)).like(&words)
        };
        if uses <= count {
            continue;
        }
        last = Some(place);
        let message = format!("`{words}` is not defined; `{}` is", term.term);
        found.push(CrossDraftFinding::new(place.bytes(context.draft()), message));
    }
}

/// How often a term is used with a capital as its first letter, and without one. What is written otherwise than all uses
/// may be other words.
struct Cases {
    capital: usize,
    small: usize,
    /// Those with a capital at the beginning of a sentence, which decides it.
    at_start: usize,
}

impl Cases {
    fn of(context: &WorkspaceContext<'_>, term: &UsedTerm) -> Cases {
        let mut cases = Cases { capital: 0, small: 0, at_start: 0 };
        for place in &term.uses {
            let block = context.draft().block(place.block);
            if !begins_with_capital(block.slice(place.range.clone())) {
                cases.small += 1;
            } else {
                cases.capital += 1;
                cases.at_start += usize::from(begins_sentence(block.text_before(place.range.start)));
            }
        }
        cases
    }

    /// Returns how many uses begin as some words do.
    fn like(&self, words: &str) -> usize {
        match begins_with_capital(words) {
            true => self.capital,
            false if self.small == 0 => 0,
            false => self.small + self.at_start,
        }
    }
}

fn begins_with_capital(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_uppercase)
}
