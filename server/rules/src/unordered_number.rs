//! # unordered-number
//!
//! A number stands after a higher number of the same list.
//!
//! Either two provisions were exchanged without being renumbered, or one was moved. A reader does not find paragraph 2
//! between paragraphs 1 and 3, where the consecutive numbering of the UN Editorial Manual puts it.
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 3. Three.
//!
//! 2. Two.
//! ^ 2 stands after 3
//!
//! 4. Four.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) الأول؛
//!
//! (ج) الثالث؛
//!
//! (ب) الثاني.
//! ^^^ (b) stands after (c)
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 2 supra. Before two.
//!
//! 2. Two.
//!
//! 2 alt. Another two.
//!
//! 2 bis. After two.
//! ```
//!
//! Two provisions that have changed places are reported once, however far apart they are. Otherwise the rule reports
//! the fewest provisions that would have to be moved.
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 5. Five.
//!
//! 3. Three.
//!
//! 4. Four.
//!
//! 2. Two.
//! ^ 2 and 5 have changed places
//! ```
//!
//! ```treaty
//! المادة 2
//!
//! نص أول.
//!
//! المادة 2 رابعاً
//!
//! نص ثان.
//!
//! المادة 2 ثالثاً
//! ^^^^^^^^^^^^^^^ 2 ter stands after 2 quater
//!
//! نص ثالث.
//! ```
//!
//! A digit too many makes another number. The provision keeps the number that is due, since the digit may also be the mark
//! of a footnote; where several numbers have such marks, nothing is reported.
//!
//! ```treaty
//! Article 1
//!
//! One.
//!
//! Article 22
//! ^^^^^^^^^^ 22 stands where 2 is due
//!
//! Two.
//!
//! Article 3
//!
//! Three.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - نص.
//!
//! 22 - نص.
//! ^^ 22 stands where 2 is due
//!
//! 3 - نص.
//! ```
//!
//! The items of a footnote may interrupt a list, which goes on after them.
//!
//! ```treaty
//! المادة 1
//!
//! (أ) الأول؛
//!
//! حاشية:
//!
//! (أ) نص؛
//!
//! (ب) نص؛
//!
//! (ج) نص؛
//!
//! (ب) الثاني.
//! ```
//!
//! **Instead**, put the provisions in order, or renumber them.

use std::fmt;

use travaux_grammar::{Kind, Label, NumberForm, Suffix, Summaries};

use super::numbered_lists::resumes_list;
use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use crate::letter_series::is_of_unknown_order;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let outline = context.outline();
    let numbers = |id: &ProvisionId| outline.provision(*id).label.map(|it| it.numbers);
    let is_ascending = list.is_sorted_by(|one, next| numbers(one) < numbers(next));
    if !is_ascending {
        check_inserted(outline, list, found);
    }
    check_extended(context.summaries(), outline, list, found);
    if is_ascending || list.is_sorted_by_key(numbers) {
        return;
    }
    let counted = without_flat_insertions(list.iter().filter_map(|id| counted(outline, *id)).collect());
    if counted.is_sorted_by_key(|it| it.label.numbers) || is_of_unknown_order(context.summaries(), outline, list) {
        return;
    }
    for (index, other, message) in out_of_order(&counted) {
        if resumes_list(outline, list, counted[index].id) {
            continue;
        }
        let finding = Finding::new(Place::label(outline, counted[index].id), message);
        found.push(finding.related(Place::label(outline, counted[other].id), "the other is here"));
    }
}

/// Reports inserted provisions of one number that stand in another order than the series: `2 quater` before `2 ter`.
fn check_inserted(outline: &Outline, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let place = |label: &Label| match label.suffixes {
        [Suffix::Inserted(place), Suffix::None, _] => Some(place),
        _ => None,
    };
    for pair in list.windows(2) {
        let [Some(before), Some(last)] = [pair[0], pair[1]].map(|id| outline.provision(id).label) else { continue };
        let places = place(&before).zip(place(&last));
        if before.numbers != last.numbers || places.is_none_or(|(before, last)| before <= last) {
            continue;
        }
        let (Some(before), Some(last)) = (counted(outline, pair[0]), counted(outline, pair[1])) else { continue };
        let finding = Finding::new(Place::label(outline, last.id), format!("{last} stands after {before}"));
        found.push(finding.related(Place::label(outline, before.id), "the other is here"));
    }
}

/// Reports the only number of a list that has a digit too many: `Article 22` between articles 1 and 3.
fn check_extended(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let extended = |id: &ProvisionId| {
        let provision = outline.provision(*id);
        let (labels, due) = (&summaries.get(provision.block).labels, provision.label?);
        let at = labels.binary_search_by_key(&provision.at.start, |it| it.site.start).ok()?;
        let written = labels[at].site.label.filter(|it| it.numbers != due.numbers && it.extends_digits_of(&due))?;
        // `Article 1055`: a mark of two digits is no slip. Texts with dotted numbers are reports and compilations, full of notes.
        if written.numbers[1] != 0 || written.form != NumberForm::Digits {
            return None;
        }
        let last = written.numbers.iter().zip(due.numbers).find(|(written, due)| **written != *due)?;
        (last.0 / 10 == last.1).then_some(())?;
        Some((*id, written, due))
    };
    let mut all = list.iter().filter_map(extended);
    if let (Some((id, written, due)), None) = (all.next(), all.next()) {
        found.push(Finding::new(Place::label(outline, id), format!("{written} stands where {due} is due")));
    }
}

/// A provision whose number determines its position.
struct NumberedProvision {
    id: ProvisionId,
    label: Label,
    /// Whether its label is written in parentheses, `(a)`.
    in_parentheses: bool,
    is_article: bool,
}

impl fmt::Display for NumberedProvision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = &self.label;
        if self.in_parentheses { write!(f, "({label})") } else { write!(f, "{label}") }
    }
}

/// Returns a provision with its label; `None` for alternatives and for versions in brackets, which need not be in
/// order.
fn counted(outline: &Outline, id: ProvisionId) -> Option<NumberedProvision> {
    let provision = outline.provision(id);
    let label = provision.label?;
    if outline.bracket(provision).is_some() || matches!(label.suffixes[0], Suffix::Alternative(_) | Suffix::Supra) {
        return None;
    }
    let (in_parentheses, is_article) = (provision.kind.is_in_parentheses(), provision.kind == Kind::Article);
    Some(NumberedProvision { id, label, in_parentheses, is_article })
}

/// Returns a list of articles without those whose raised number an extraction laid flat: 2¹ and 2², written 21 and 22 between
/// 2 and 3.
fn without_flat_insertions(counted: Vec<NumberedProvision>) -> Vec<NumberedProvision> {
    let may_be_flat = |it: &NumberedProvision, last: &NumberedProvision| {
        it.is_article && it.label.is_plain() && it.label.extends_digits_of(&last.label)
    };
    let mut kept: Vec<NumberedProvision> = Vec::with_capacity(counted.len());
    let mut flat = Vec::new();
    for it in counted {
        match kept.last() {
            Some(last) if may_be_flat(&it, last) => flat.push(it),
            Some(last) if it.label.follows(&last.label) => {
                flat.clear();
                kept.push(it);
            }
            _ => {
                kept.append(&mut flat);
                kept.push(it);
            }
        }
    }
    kept.append(&mut flat);
    kept
}

/// Returns the indices of provisions that are out of order, each with the index of the provision that it is compared
/// with and the message.
fn out_of_order(counted: &[NumberedProvision]) -> Vec<(usize, usize, String)> {
    let after = |index: usize, other: usize| format!("{} stands after {}", counted[index], counted[other]);
    // The index of each provision in the sorted list.
    let mut order: Vec<usize> = (0..counted.len()).collect();
    order.sort_by_key(|at| counted[*at].label);
    let mut sorted_index = vec![0; counted.len()];
    order.iter().enumerate().for_each(|(index, at)| sorted_index[*at] = index);
    let is_swapped = |at: usize| sorted_index[at] != at && sorted_index[sorted_index[at]] == at;
    let mut found = Vec::new();
    for first in 0..counted.len() {
        let second = sorted_index[first];
        // Provisions with the same number and different suffixes may have any order.
        if !is_swapped(first) || second < first || counted[first].label.numbers == counted[second].label.numbers {
            continue;
        }
        let message = match second - first {
            1 => after(second, first),
            _ => format!("{} and {} have changed places", counted[second], counted[first]),
        };
        found.push((second, first, message));
    }
    let in_order = longest_increasing(counted, |at| !is_swapped(at));
    // The next provision in order after each one, and the highest in order before it.
    let mut next = None;
    let nexts: Vec<Option<usize>> = (0..counted.len())
        .rev()
        .map(|at| {
            let following = next;
            next = if in_order[at] { Some(at) } else { next };
            following
        })
        .collect();
    let mut highest: Option<usize> = None;
    for index in (0..counted.len()).filter(|at| !is_swapped(*at)) {
        if in_order[index] {
            highest = Some(index);
            continue;
        }
        let is_low = |other: &usize| counted[*other].label.numbers > counted[index].label.numbers;
        if let Some(other) = highest.filter(is_low) {
            found.push((index, other, after(index, other)));
        } else if let Some(other) = nexts[counted.len() - 1 - index] {
            let message = format!("{} stands before {}", counted[index], counted[other]);
            found.push((index, other, message));
        }
    }
    found
}

/// Returns which members of a list are in its longest increasing subsequence, so that the fewest are out of order.
fn longest_increasing(counted: &[NumberedProvision], takes_part: impl Fn(usize) -> bool) -> Vec<bool> {
    // The smallest last member of an increasing subsequence of each length, and the predecessor of each member.
    let mut smallest_last: Vec<usize> = Vec::new();
    let mut predecessor: Vec<Option<usize>> = vec![None; counted.len()];
    for (index, it) in counted.iter().enumerate().filter(|(index, _)| takes_part(*index)) {
        let length = smallest_last.partition_point(|last| counted[*last].label.numbers <= it.label.numbers);
        predecessor[index] = length.checked_sub(1).map(|length| smallest_last[length]);
        if length == smallest_last.len() {
            smallest_last.push(index);
        } else {
            smallest_last[length] = index;
        }
    }
    let mut in_order = vec![false; counted.len()];
    let mut at = smallest_last.last().copied();
    while let Some(index) = at {
        in_order[index] = true;
        at = predecessor[index];
    }
    in_order
}

#[cfg(test)]
mod tests {
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::workspace::Workspace;

    fn check(labels: &[&str], expected: &[&str]) {
        let paragraphs: String = labels.iter().map(|label| format!("{label} Text.\n\n")).collect();
        let document = Document::parse(&format!("Article 1\n\n{paragraphs}"), None, 0);
        let found = crate::lint(&Workspace::default(), "draft", &document, &Settings::default());
        assert_eq!(found.iter().map(|it| &*it.message).collect::<Vec<_>>(), expected, "{labels:?}");
    }

    #[test]
    fn two_exchanged_provisions_are_reported_once() {
        check(&["2.", "1.", "3."], &["1 stands after 2"]);
        check(&["2.", "1."], &["1 stands after 2"]);
        check(&["4.", "2.", "3.", "1.", "5."], &["1 and 4 have changed places"]);
        check(&["(a)", "(d)", "(c)", "(b)"], &["(b) and (d) have changed places"]);
        check(&["1.", "3.", "2 bis.", "2."], &["2 and 3 have changed places"]);
        check(&["2.", "1.", "3.", "5.", "4."], &["1 stands after 2", "4 stands after 5"]);
    }

    #[test]
    fn a_moved_provision_is_reported_once() {
        check(&["1.", "3.", "4.", "2.", "5."], &["2 stands after 4"]);
        check(&["1.", "5.", "2.", "3.", "4.", "6."], &["5 stands before 2"]);
    }

    #[test]
    fn letters_that_look_like_roman_numerals_are_reported_as_letters() {
        let letters = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"];
        for (first, message) in [(6, "(g) and (i) have changed places"), (7, "(h) stands after (i)")] {
            let mut swapped = letters;
            swapped.swap(first, 8);
            check(&swapped, &[message]);
        }
        let mut swapped = letters;
        swapped.swap(8, 9);
        check(&swapped, &["(i) stands after (j)"]);
    }

    #[test]
    fn exchanged_roman_numerals_are_not_read_as_letters() {
        check(&["(a)", "(i)", "(iii)", "(ii)", "(b)", "(c)"], &["(ii) stands after (iii)"]);
        check(&["(a)", "(ii)", "(i)", "(iii)", "(b)", "(c)"], &["(i) stands after (ii)"]);
    }
}
