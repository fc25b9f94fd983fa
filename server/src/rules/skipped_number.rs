//! # skipped-number
//!
//! A number is missing in a list.
//!
//! Provisions are numbered consecutively so that they can be cited alike in all languages (UN Editorial Manual). A gap
//! makes a reader look for what is not there, and is often the trace of a provision that was lost. The same holds for
//! the series of inserted ones: `quater` follows `ter`.
//!
//! Nothing is said where the draft leaves words out, as in `[...]`, or where one line stands for several numbers, as in
//! `3. and 4. Deleted`.
//!
//! ```treaty
//! Article 1
//!
//! 1. One:
//!
//! (a) first;
//!
//! (c) third.
//! ^^^ (c) follows (a): (b) is missing
//!
//! 3. Three.
//! ^ 3 follows 1: 2 is missing
//! ```
//!
//! ```treaty
//! Article 3
//!
//! Text.
//!
//! Article 4 bis
//! ^^^^^^^^^^^^^ 4 bis follows 3: 4 is missing
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 10
//!
//! نص أول.
//!
//! المادة 10 ثالثاً
//! ^^^^^^^^^^^^^^^^ 10 ter follows 10: 10 bis is missing
//!
//! نص ثان.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! [...]
//!
//! 4. Four.
//!
//! 4 bis. An insertion.
//!
//! 5 to 7. Deleted.
//!
//! 8. Eight.
//! ```
//!
//! **Instead**, restore what is missing or renumber; say `[...]` where words are left out on purpose.

use std::cell::LazyCell;

use travaux_grammar::label::Suffix;
use travaux_grammar::{Draft, Label};

use super::numbering::is_elided;
use super::{Finding, Subject};
use crate::diagnostic::Severity;
use crate::outline::bearing::last_number;
use crate::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(subject: &Subject<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let (draft, outline) = (subject.draft(), subject.outline());
    let label = |id: &ProvisionId| outline.provision(*id).label.as_ref();
    let follows = |pair: &[ProvisionId]| {
        let labels = label(&pair[0]).zip(label(&pair[1]));
        labels.is_some_and(|(before, label)| before.is_plain() && label.is_plain() && label.follows(before))
    };
    if list.windows(2).all(follows) {
        return;
    }
    let labels: Vec<Label> = list.iter().filter_map(|id| label(id).copied()).collect();
    // In their order: a look through the list at every gap would be quadratic.
    let sorted = LazyCell::new(|| {
        let mut sorted = labels.clone();
        sorted.sort();
        sorted
    });
    let mut highest = labels.first().copied().unwrap_or(Label::placeholder());
    for (at, pair) in list.windows(2).enumerate() {
        highest = highest.max(labels[at]);
        let Some((first, last)) = gap(&highest, &labels[at + 1]) else { continue };
        // Numbers that come later in the list are out of order, not missing. None has come by now: all are higher than
        // the highest.
        let next = sorted.partition_point(|it| *it < first);
        let is_later = sorted.get(next).is_some_and(|it| *it <= last);
        let is_shared = || last_of_shared(draft, outline, pair[0]).is_some_and(|to| to >= last.number());
        if is_later || is_elided(draft, outline, pair[0], pair[1]) || is_shared() {
            continue;
        }
        let message = message(outline, pair[1], &labels[at], &labels[at + 1], (&first, &last));
        let finding = Finding::new(outline.label_range(draft, pair[1]), message);
        found.push(finding.related(outline.label_range(draft, pair[0]), "the one before is here"));
    }
}

/// The last number of a provision that stands for several, `3. and 4. Deleted`, `5 to 8. Reserved`.
fn last_of_shared(draft: &Draft, outline: &Outline, id: ProvisionId) -> Option<u32> {
    let provision = outline.provision(id);
    last_number(&draft.blocks[provision.block as usize], provision.at.end)
}

/// The first and the last label that are missing between two.
fn gap(before: &Label, label: &Label) -> Option<(Label, Label)> {
    let plain = |number: u32| {
        let mut missing = *label;
        missing.suffixes = [Suffix::None; 3];
        // Dotted numbers count in their last part.
        let depth = label.numbers.iter().rposition(|it| *it != 0).unwrap_or(0);
        missing.numbers[depth] = number;
        missing
    };
    match (label.suffixes[0], before.suffixes[0]) {
        (Suffix::Inserted(place), suffix) if label.numbers == before.numbers && label.suffixes[1] == Suffix::None => {
            let last = match suffix {
                Suffix::Inserted(last) => last,
                Suffix::None => 1,
                Suffix::Supra | Suffix::Alternative(_) | Suffix::Letter(_) | Suffix::Capital(_) => return None,
            };
            let base = plain(label.numbers.iter().copied().rfind(|it| *it != 0).unwrap_or(0));
            (place > last + 1).then(|| (base.with(Suffix::Inserted(last + 1)), base.with(Suffix::Inserted(place - 1))))
        }
        // `4 bis` behind 3: what it was inserted behind is missing.
        (Suffix::Inserted(_), _) => {
            let depth = label.numbers.iter().rposition(|it| *it != 0).unwrap_or(0);
            let same = label.numbers[..depth] == before.numbers[..depth]
                && before.numbers[depth + 1..].iter().all(|it| *it == 0);
            let (number, last) = (label.numbers[depth], before.numbers[depth]);
            (same && last > 0 && last.checked_add(1) == Some(number)).then(|| (plain(number), plain(number)))
        }
        (Suffix::None, _) => {
            let depth = label.numbers.iter().rposition(|it| *it != 0).unwrap_or(0);
            let same = label.numbers[..depth] == before.numbers[..depth]
                && before.numbers[depth + 1..].iter().all(|it| *it == 0);
            let (number, last) = (label.numbers[depth], before.numbers[depth]);
            (same && last > 0 && number > last.saturating_add(1)).then(|| (plain(last + 1), plain(number - 1)))
        }
        _ => None,
    }
}

fn message(outline: &Outline, id: ProvisionId, before: &Label, label: &Label, missing: (&Label, &Label)) -> String {
    let spelt = |label: &Label| match outline.provision(id).kind.is_in_parentheses() {
        true => format!("({label})"),
        false => label.to_string(),
    };
    let (first, last) = (spelt(missing.0), spelt(missing.1));
    let (label, before) = (spelt(label), spelt(before));
    if first == last {
        format!("{label} follows {before}: {first} is missing")
    } else {
        format!("{label} follows {before}: {first} to {last} are missing")
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;
    use crate::document::Document;
    use crate::workspace::Workspace;

    #[test]
    fn the_highest_number_that_can_be_read_has_none_behind_it() {
        for label in ["5", "4294967295 bis ter"] {
            let text = format!("Article 4294967295\n\nText.\n\nArticle {label}\n\nText.\n");
            let document = Document::parse(&text, None, 0);
            let found = crate::rules::lint(&Workspace::default(), "draft", &document, &Settings::default());
            assert!(found.iter().all(|it| it.rule != "skipped-number"), "{found:?}");
        }
    }
}
