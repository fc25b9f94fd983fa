//! # unordered-number
//!
//! A number stands behind a higher one of the same list.
//!
//! Two provisions have changed places and kept their numbers, or one was moved. A reader who looks for paragraph 2
//! between 1 and 3 does not find it.
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 3. Three.
//!
//! 2. Two.
//! ^ 2 stands behind 3
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
//! ^^^ (b) stands behind (c)
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
//! Two that have changed places are told once, wherever they stand; of others, those that are out of line.
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
//! **Instead**, put them in order, or renumber.

use std::fmt;

use travaux_grammar::{Label, Suffix};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let outline = context.outline();
    let numbers = |id: &ProvisionId| outline.provision(*id).label.map(|it| it.numbers);
    if list.is_sorted_by_key(numbers) {
        return;
    }
    let counted: Vec<Counted> = list.iter().filter_map(|id| counted(outline, *id)).collect();
    if counted.is_sorted_by_key(|it| it.label.numbers) {
        return;
    }
    for (place, other, message) in out_of_order(&counted) {
        let finding = Finding::new(Place::label(outline, counted[place].id), message);
        found.push(finding.related(Place::label(outline, counted[other].id), "the other is here"));
    }
}

/// A provision whose place its number tells.
struct Counted {
    id: ProvisionId,
    label: Label,
    /// Whether it is spelt `(a)`.
    in_parentheses: bool,
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = &self.label;
        if self.in_parentheses { write!(f, "({label})") } else { write!(f, "{label}") }
    }
}

/// Alternatives come in the order of those who propose them, and so do versions in brackets.
fn counted(outline: &Outline, id: ProvisionId) -> Option<Counted> {
    let provision = outline.provision(id);
    let label = provision.label?;
    if outline.bracket(provision).is_some() || matches!(label.suffixes[0], Suffix::Alternative(_) | Suffix::Supra) {
        return None;
    }
    Some(Counted { id, label, in_parentheses: provision.kind.is_in_parentheses() })
}

/// The places of a list that are out of order, each with the place of another that shows it and what to say.
fn out_of_order(counted: &[Counted]) -> Vec<(usize, usize, String)> {
    let behind = |place: usize, other: usize| format!("{} stands behind {}", counted[place], counted[other]);
    // Where each would stand in order.
    let mut order: Vec<usize> = (0..counted.len()).collect();
    order.sort_by_key(|at| counted[*at].label);
    let mut home = vec![0; counted.len()];
    order.iter().enumerate().for_each(|(place, at)| home[*at] = place);
    let is_swapped = |at: usize| home[at] != at && home[home[at]] == at;
    let mut found = Vec::new();
    for first in 0..counted.len() {
        let second = home[first];
        // Inserted ones of one number are free.
        if !is_swapped(first) || second < first || counted[first].label.numbers == counted[second].label.numbers {
            continue;
        }
        let message = match second - first {
            1 => behind(second, first),
            _ => format!("{} and {} have changed places", counted[second], counted[first]),
        };
        found.push((second, first, message));
    }
    let in_line = longest_rise(counted, |at| !is_swapped(at));
    // The next in line behind each place, and the highest in line before it.
    let mut next = None;
    let nexts: Vec<Option<usize>> = (0..counted.len())
        .rev()
        .map(|at| {
            let behind = next;
            next = if in_line[at] { Some(at) } else { next };
            behind
        })
        .collect();
    let mut highest: Option<usize> = None;
    for place in (0..counted.len()).filter(|at| !is_swapped(*at)) {
        if in_line[place] {
            highest = Some(place);
            continue;
        }
        let is_low = |other: &usize| counted[*other].label.numbers > counted[place].label.numbers;
        if let Some(other) = highest.filter(is_low) {
            found.push((place, other, behind(place, other)));
        } else if let Some(other) = nexts[counted.len() - 1 - place] {
            let message = format!("{} stands before {}", counted[place], counted[other]);
            found.push((place, other, message));
        }
    }
    found
}

/// Which members of a list are on its longest rise, so that the fewest are out of line.
fn longest_rise(counted: &[Counted], takes_part: impl Fn(usize) -> bool) -> Vec<bool> {
    // The place of the lowest last member of a rise of each length, and what each member stands behind.
    let mut lasts: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; counted.len()];
    for (place, it) in counted.iter().enumerate().filter(|(place, _)| takes_part(*place)) {
        let length = lasts.partition_point(|last| counted[*last].label.numbers <= it.label.numbers);
        before[place] = length.checked_sub(1).map(|length| lasts[length]);
        if length == lasts.len() {
            lasts.push(place);
        } else {
            lasts[length] = place;
        }
    }
    let mut in_line = vec![false; counted.len()];
    let mut at = lasts.last().copied();
    while let Some(place) = at {
        in_line[place] = true;
        at = before[place];
    }
    in_line
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
    fn two_that_changed_places_are_told_once() {
        check(&["2.", "1.", "3."], &["1 stands behind 2"]);
        check(&["2.", "1."], &["1 stands behind 2"]);
        check(&["4.", "2.", "3.", "1.", "5."], &["1 and 4 have changed places"]);
        check(&["(a)", "(d)", "(c)", "(b)"], &["(b) and (d) have changed places"]);
        check(&["1.", "3.", "2 bis.", "2."], &["2 and 3 have changed places"]);
        check(&["2.", "1.", "3.", "5.", "4."], &["1 stands behind 2", "4 stands behind 5"]);
    }

    #[test]
    fn one_that_was_moved_is_told_once() {
        check(&["1.", "3.", "4.", "2.", "5."], &["2 stands behind 4"]);
        check(&["1.", "5.", "2.", "3.", "4.", "6."], &["5 stands before 2"]);
    }

    #[test]
    fn letters_that_look_like_numerals_are_letters_out_of_their_turn() {
        let letters = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"];
        for (first, message) in [(6, "(g) and (i) have changed places"), (7, "(h) stands behind (i)")] {
            let mut swapped = letters;
            swapped.swap(first, 8);
            check(&swapped, &[message]);
        }
        let mut swapped = letters;
        swapped.swap(8, 9);
        check(&swapped, &["(i) stands behind (j)"]);
    }

    #[test]
    fn numerals_that_changed_places_are_no_letters() {
        check(&["(a)", "(i)", "(iii)", "(ii)", "(b)", "(c)"], &["(ii) stands behind (iii)"]);
        check(&["(a)", "(ii)", "(i)", "(iii)", "(b)", "(c)"], &["(i) stands behind (ii)"]);
    }
}
