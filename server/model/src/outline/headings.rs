//! Decides which doubtful headings are headings. 第七十条不排除… may begin a sentence, and `المادة 17 الأهداف` in the middle
//! of a line may be a reference; a block cannot decide that, the sequence of numbers in the draft can.

mod moved;

use std::ops::Range;

use travaux_grammar::{BlockFlags, Doubt, Kind, Label, Suffix, Summaries};

use crate::splice::Splice;

/// The accepted doubtful headings of a draft, as blocks and indices of labels, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Headings(Vec<(u32, u32)>);

/// A label that is a heading, certainly or possibly.
#[derive(Clone, Copy)]
struct Candidate {
    site: (u32, u32),
    label: Label,
    doubt: Doubt,
    inline: bool,
}

impl Headings {
    pub(super) fn of(summaries: Summaries<'_>) -> Headings {
        let mut accepted = Vec::new();
        if summaries.with_flags(BlockFlags::DOUBTFUL_LABEL).next().is_none() {
            return Headings(accepted);
        }
        for kind in [Kind::Article, Kind::Annex] {
            accept(&candidates(summaries, kind), &mut accepted);
        }
        accepted.sort_unstable();
        Headings(accepted)
    }

    /// Returns whether these headings equal those before an edit, apart from the edited blocks.
    pub(super) fn is_same_around(&self, before: &Headings, edited: &Splice) -> bool {
        let around = |all: &Headings, blocks: &Range<u32>| {
            let first = all.0.partition_point(|it| it.0 < blocks.start);
            let behind = all.0.partition_point(|it| it.0 < blocks.end);
            let end = blocks.end;
            let tail: Vec<(u32, u32)> = all.0[behind..].iter().map(|it| (it.0 - end, it.1)).collect();
            (all.0[..first].to_vec(), tail)
        };
        around(self, &edited.inserted) == around(before, &edited.removed)
    }

    /// Returns whether a label of a block is a heading: it is not doubtful, or was accepted.
    pub(super) fn holds(&self, block: u32, place: usize, doubt: Doubt) -> bool {
        doubt == Doubt::None || self.0.binary_search(&(block, place as u32)).is_ok()
    }
}

fn candidates(summaries: Summaries<'_>, kind: Kind) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (block, summary) in summaries.with_flags(BlockFlags::HEADING) {
        let sites = summary.labels.iter().map(|it| &it.site).enumerate();
        for (place, site) in sites.filter(|(_, site)| site.kind == Some(kind)) {
            let Some(label) = site.label else { continue };
            let site_of = (block as u32, place as u32);
            found.push(Candidate { site: site_of, label, doubt: site.doubt, inline: site.inline });
        }
    }
    found
}

fn accept(candidates: &[Candidate], accepted: &mut Vec<(u32, u32)>) {
    if candidates.iter().all(|it| it.doubt == Doubt::None) {
        return;
    }
    let mut counted = in_their_turn(candidates);
    let moved = moved::moved(candidates, &counted);
    let all = if moved.is_empty() {
        counted
    } else {
        // Accepting a moved heading may make the next ones expected.
        let mut known = candidates.to_vec();
        counted.extend(moved);
        counted.into_iter().for_each(|place| known[place].doubt = Doubt::None);
        in_their_turn(&known)
    };
    let all = all.into_iter();
    accepted.extend(all.map(|place| candidates[place]).filter(|it| it.doubt != Doubt::None).map(|it| it.site));
}

/// Returns the indices of the candidates that are certain, or whose number is expected where they are.
fn in_their_turn(candidates: &[Candidate]) -> Vec<usize> {
    let mut counted: Vec<usize> = Vec::new();
    let mut last: Option<Label> = None;
    // The number that the last heading would have if it had not been moved.
    let mut reached: Option<Label> = None;
    let mut was_inline = false;
    let heads = next_at_heads(candidates);
    for (place, candidate) in candidates.iter().enumerate() {
        let label = candidate.label;
        let is_due = |it: &Label| it.follows(&label) || is_inserted(it, &label);
        let behind = || candidates[place + 1..].iter().take(FAR).filter(|it| it.doubt != Doubt::Strong);
        let leads_on = || behind().any(|it| is_due(&it.label));
        let is_two_past = |it: &Label| it.follows(&after(&label));
        // `17, 40, 19`, `17, 19, 18` and `17, 19, 20`: the next one is moved or missing.
        let [next, second] = heads[place];
        let leads_on_at_head = next.is_some_and(|next| {
            let is_past = second.is_some_and(|it| it.follows(&label) || is_two_past(&it));
            is_due(&next) || next.numbers != label.numbers && (is_two_past(&next) || is_past)
        });
        let follows = last.is_some_and(|last| label.follows(&last) || is_inserted(&label, &last));
        let is_reached = || {
            let is_new = counted.iter().rev().take(FAR).all(|it| candidates[*it].label.numbers != label.numbers);
            reached.is_some_and(|it| label.follows(&it)) && is_new
        };
        let follows = follows || is_reached();
        // The one before it may be missing, if it does not come later.
        let is_past_a_lost = || {
            let skips_one = last.is_some_and(|last| label.follows(&after(&last)));
            skips_one && next.is_some_and(|it| is_due(&it)) && behind().all(|it| it.label > label)
        };
        let counts = match candidate.doubt {
            Doubt::None => true,
            Doubt::Slight if candidate.inline => {
                let goes_on = || behind().next().map_or(was_inline, |it| is_due(&it.label));
                follows && (leads_on_at_head || goes_on()) || is_past_a_lost()
            }
            Doubt::Slight => {
                // An excerpt may begin with any number, and then continue.
                let is_excerpt = last.is_none() && label.is_plain() && behind().any(|it| is_near(&it.label, &label));
                // One or two before it may be missing, if they do not come later.
                let is_lost = last.is_some_and(|last| {
                    is_near(&label, &last) && !behind().any(|it| it.label > last && it.label < label)
                });
                let is_first = label.is_first() && (last.is_none() || leads_on());
                follows || is_first || is_excerpt || (is_lost && leads_on())
            }
            Doubt::Strong => follows && leads_on_at_head || is_past_a_lost(),
        };
        if counts {
            let is_moved = candidate.doubt == Doubt::None && !follows && !label.is_first();
            reached = reached.filter(|_| is_moved).map(|it| after(&it)).or(Some(label));
            last = Some(label);
            was_inline = candidate.inline;
            counted.push(place);
        }
    }
    counted
}

/// The number of later headings among which the next number is looked for. Sentences that begin like headings may be
/// between them.
const FAR: usize = 6;

/// Returns whether a number follows another with at most two missing between them.
fn is_near(label: &Label, last: &Label) -> bool {
    label > last && label.number() <= last.number().saturating_add(3)
}

/// Returns whether a label is inserted after another: `10 bis` after 10.
fn is_inserted(label: &Label, last: &Label) -> bool {
    label.numbers == last.numbers && label > last
}

/// Returns the plain label of the next number.
fn after(label: &Label) -> Label {
    let mut next = *label;
    let depth = next.numbers.iter().rposition(|it| *it != 0).unwrap_or(0);
    next.numbers[depth] = next.numbers[depth].saturating_add(1);
    next.suffixes = [Suffix::None; 3];
    next
}

/// Returns for each candidate the labels of the next two that begin a line.
fn next_at_heads(candidates: &[Candidate]) -> Vec<[Option<Label>; 2]> {
    let mut at_head = [None; 2];
    let mut behind: Vec<_> = candidates
        .iter()
        .rev()
        .map(|candidate| {
            let here = at_head;
            if !candidate.inline {
                at_head = [Some(candidate.label), here[0]];
            }
            here
        })
        .collect();
    behind.reverse();
    behind
}
