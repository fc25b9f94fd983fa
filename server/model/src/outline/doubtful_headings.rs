//! Decides which doubtful headings are headings. 第七十条不排除… may begin a sentence, and `المادة 17 الأهداف` in the middle
//! of a line may be a reference; a block cannot decide that, the sequence of numbers in the draft can. So can the letters
//! of its headings: where they read `ARTICLE 27`, a line that begins with `Article 27` is the rest of a sentence.

mod in_other_letters;
mod out_of_sequence;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, BlockId, Doubt, Kind, Label, Language, NumberForm, OptionNoun, Suffix, Summaries};

use crate::splice::Splice;

use in_other_letters::in_other_letters;
use out_of_sequence::out_of_sequence;

/// Which labels of a draft are headings, as far as their blocks do not decide it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AcceptedHeadings {
    /// The doubtful labels that are headings, in order.
    accepted: Vec<LabelRef>,
    /// The labels that look like headings and are not, in order.
    rejected: Vec<LabelRef>,
}

/// A label of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LabelRef {
    block: BlockId,
    /// The index among the labels of the block.
    index: usize,
}

/// A label that is a heading, certainly or possibly.
#[derive(Clone, Copy)]
struct Candidate {
    at: LabelRef,
    label: Label,
    doubt: Doubt,
    inline: bool,
    /// Whether it is doubtful only because a sentence follows it on its line: المادة 5 تنطبق على الموانئ.
    has_sentence: bool,
}

impl AcceptedHeadings {
    pub(super) fn of(summaries: Summaries<'_>) -> AcceptedHeadings {
        let rejected = in_other_letters(summaries);
        let mut accepted = Vec::new();
        if summaries.with_flags(BlockFlags::DOUBTFUL_LABEL).next().is_none() {
            return AcceptedHeadings { accepted, rejected };
        }
        for kind in Kind::ARTICLES.into_iter().chain([Kind::Annex, Kind::Schedule, Kind::Appendix]) {
            accept(&candidates(summaries, kind), &mut accepted);
        }
        accept_options(summaries, &mut accepted);
        accepted.sort_unstable();
        AcceptedHeadings { accepted, rejected }
    }

    /// Returns whether these headings equal those before an edit, apart from the edited blocks.
    pub(super) fn is_same_around(&self, before: &AcceptedHeadings, edited: &Splice) -> bool {
        let is_same =
            |before: &[LabelRef], now: &[LabelRef]| edited.leaves_equal(before, now, |it| (it.block, it.index));
        is_same(&before.accepted, &self.accepted) && is_same(&before.rejected, &self.rejected)
    }

    /// Returns whether a label of a block is a heading: it is not doubtful and was not rejected, or it was accepted.
    pub(super) fn holds(&self, block: BlockId, index: usize, doubt: Doubt) -> bool {
        let list = if doubt == Doubt::None { &self.rejected } else { &self.accepted };
        list.binary_search(&LabelRef { block, index }).is_ok() != (doubt == Doubt::None)
    }
}

/// Accepts the doubtful options that follow or precede another option of their noun: `Proposal 1`, `Proposal 2`.
fn accept_options(summaries: Summaries<'_>, accepted: &mut Vec<LabelRef>) {
    let mut series: FxHashSet<(OptionNoun, NumberForm, u32)> = FxHashSet::default();
    let mut doubtful = Vec::new();
    for (block, summary) in summaries.with_flags(BlockFlags::DOUBTFUL_LABEL) {
        let sites = summary.labels.iter().map(|it| &it.site).enumerate();
        for (index, site) in sites.filter(|(_, site)| site.kind == Some(Kind::Option)) {
            let Some(label) = site.label else { continue };
            if site.doubt != Doubt::None {
                series.insert((site.option_noun, label.form, label.number()));
                doubtful.push((LabelRef { block, index }, site.option_noun, label));
            }
        }
    }
    let is_in_series = |noun: OptionNoun, label: &Label| {
        let number = label.number();
        let has = |number: u32| series.contains(&(noun, label.form, number));
        has(number + 1) || number > 1 && has(number - 1)
    };
    accepted.extend(doubtful.iter().filter(|(_, noun, label)| is_in_series(*noun, label)).map(|it| it.0));
}

fn candidates(summaries: Summaries<'_>, kind: Kind) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (block, summary) in summaries.with_flags(BlockFlags::HEADING) {
        let sites = summary.labels.iter().map(|it| &it.site).enumerate();
        for (index, site) in sites.filter(|(_, site)| site.kind == Some(kind)) {
            let Some(label) = site.label else { continue };
            let at = LabelRef { block, index };
            let is_doubtful = site.doubt == Doubt::Slight && !site.inline;
            let has_sentence = is_doubtful && summary.language == Language::Ar && summary.title_ends_like_sentence;
            found.push(Candidate { at, label, doubt: site.doubt, inline: site.inline, has_sentence });
        }
    }
    found
}

fn accept(candidates: &[Candidate], accepted: &mut Vec<LabelRef>) {
    if candidates.iter().all(|it| it.doubt == Doubt::None) {
        return;
    }
    let mut known = candidates.to_vec();
    if have_sentences(candidates) {
        known.iter_mut().filter(|it| it.has_sentence).for_each(|it| it.doubt = Doubt::None);
    }
    let mut all = in_sequence(&known);
    let moved = out_of_sequence(&known, &all);
    if !moved.is_empty() {
        // Accepting a moved heading may make the next ones expected.
        all.extend(moved);
        all.into_iter().for_each(|index| known[index].doubt = Doubt::None);
        all = in_sequence(&known);
    }
    let all = all.into_iter().map(|index| candidates[index]);
    accepted.extend(all.filter(|it| it.doubt != Doubt::None).map(|it| it.at));
}

/// Returns whether it is usual in a draft that a sentence follows a heading on its line, so that it is no reason for doubt.
fn have_sentences(candidates: &[Candidate]) -> bool {
    /// The headings without a sentence to one with a sentence, which is then unusual.
    const OTHERS_FOR_ONE: usize = 2;
    let sentences = candidates.iter().filter(|it| it.has_sentence).count();
    let others = candidates.iter().filter(|it| it.doubt == Doubt::None).count();
    sentences * OTHERS_FOR_ONE > others
}

/// Returns the indices of the candidates that are certain, or whose number is expected where they are.
fn in_sequence(candidates: &[Candidate]) -> Vec<usize> {
    let mut scan = Scan {
        candidates,
        at_line_starts: next_at_line_starts(candidates),
        accepted: Vec::new(),
        last: None,
        unmoved: None,
        was_inline: false,
    };
    (0..candidates.len()).for_each(|index| scan.visit(index));
    scan.accepted
}

/// The number of later headings among which the next number is looked for. Sentences that begin like headings may be
/// between them.
const LOOKAHEAD_HEADINGS: usize = 6;

/// A scan of the candidates in the order of the text.
struct Scan<'a> {
    candidates: &'a [Candidate],
    /// For each candidate the labels of the next two that begin a line.
    at_line_starts: Vec<[Option<Label>; 2]>,
    accepted: Vec<usize>,
    /// The last accepted label.
    last: Option<Label>,
    /// The number that the last heading would have if it had not been moved.
    unmoved: Option<Label>,
    /// Whether the last accepted candidate is in the middle of a line.
    was_inline: bool,
}

impl Scan<'_> {
    /// Accepts a candidate if it is certain, or if its number is expected.
    fn visit(&mut self, index: usize) {
        let candidate = self.candidates[index];
        let label = candidate.label;
        let follows = self.last.is_some_and(|last| is_next(&label, &last)) || self.follows_unmoved(&label);
        let is_accepted = match candidate.doubt {
            Doubt::None => true,
            Doubt::Slight if candidate.inline => {
                let is_next_later =
                    || self.later(index).next().map_or(self.was_inline, |it| is_next(&it.label, &label));
                follows && (self.continues_at_line_starts(index) || is_next_later()) || self.skips_a_missing_one(index)
            }
            Doubt::Slight => {
                (follows || self.begins_or_resumes(index)) && !self.precedes_certain_one(index)
                    || self.repeats_last(index)
            }
            Doubt::Strong => follows && self.continues_at_line_starts(index) || self.skips_a_missing_one(index),
        };
        if is_accepted {
            let is_moved = candidate.doubt == Doubt::None && !follows && !label.is_first();
            self.unmoved = self.unmoved.filter(|_| is_moved).map(|it| next_plain(&it)).or(Some(label));
            // The next number is that after the one which is meant.
            let is_repeated = candidate.doubt == Doubt::Slight && self.repeats_last(index);
            self.last = self.last.filter(|_| is_repeated).map(|last| next_plain(&last)).or(Some(label));
            self.was_inline = candidate.inline;
            self.accepted.push(index);
        }
    }

    /// `第三条另有规定的除外。` above the heading of article 3: returns whether a certain heading with the same number comes soon, so
    /// that a sentence begins with the number here.
    fn precedes_certain_one(&self, index: usize) -> bool {
        let label = self.candidates[index].label;
        let mut later = self.candidates[index + 1..].iter().take(LOOKAHEAD_HEADINGS);
        later.any(|it| it.doubt == Doubt::None && it.label.names_same_provision(&label))
    }

    /// 第十九条审查…, where 20 is meant: returns whether a candidate has the number of the heading before it, which is as
    /// doubtful, and the number after that is missing where it stands.
    fn repeats_last(&self, index: usize) -> bool {
        let Candidate { label, inline, .. } = self.candidates[index];
        let Some(last) = self.last.filter(|last| !inline && last.is_plain() && label.names_same_provision(last)) else {
            return false;
        };
        let missing = next_plain(&last);
        let is_doubtful = |it: &Candidate| it.doubt == Doubt::Slight && !it.inline;
        let is_alike = self.accepted.last().is_some_and(|it| is_doubtful(&self.candidates[*it]));
        is_alike
            && self.at_line_starts[index][0].is_some_and(|it| it.follows(&missing))
            && self.later(index).all(|it| !it.label.names_same_provision(&missing))
    }

    /// Returns the next candidates, except for those that are probably sentences.
    fn later(&self, index: usize) -> impl Iterator<Item = &Candidate> {
        self.candidates[index + 1..].iter().take(LOOKAHEAD_HEADINGS).filter(|it| it.doubt != Doubt::Strong)
    }

    /// Returns whether a label follows the number that the last heading would have if it had not been moved.
    fn follows_unmoved(&self, label: &Label) -> bool {
        let mut recent = self.accepted.iter().rev().take(LOOKAHEAD_HEADINGS).map(|it| &self.candidates[*it].label);
        self.unmoved.is_some_and(|it| label.follows(&it)) && recent.all(|it| it.numbers != label.numbers)
    }

    /// Returns whether the candidates at the next starts of lines continue from one, even if the next one is moved or
    /// missing: `17, 40, 19`, `17, 19, 18` and `17, 19, 20`.
    fn continues_at_line_starts(&self, index: usize) -> bool {
        let label = self.candidates[index].label;
        let is_two_past = |it: &Label| it.follows(&next_plain(&label));
        let [next, second] = self.at_line_starts[index];
        next.is_some_and(|next| {
            let is_past = second.is_some_and(|it| it.follows(&label) || is_two_past(&it));
            is_next(&next, &label) || next.numbers != label.numbers && (is_two_past(&next) || is_past)
        })
    }

    /// Returns whether exactly the number before a candidate is missing, and does not come later.
    fn skips_a_missing_one(&self, index: usize) -> bool {
        let label = self.candidates[index].label;
        let skips_one = self.last.is_some_and(|last| label.follows(&next_plain(&last)));
        skips_one
            && self.at_line_starts[index][0].is_some_and(|it| is_next(&it, &label))
            && self.later(index).all(|it| it.label > label)
    }

    /// Returns whether a candidate begins a sequence of numbers, or resumes one after missing numbers.
    fn begins_or_resumes(&self, index: usize) -> bool {
        let label = self.candidates[index].label;
        let continues = || self.later(index).any(|it| is_next(&it.label, &label));
        let Some(last) = self.last else {
            // An excerpt may begin with any number, and then continue.
            return label.is_first() || label.is_plain() && self.later(index).any(|it| is_near(&it.label, &label));
        };
        // One or two before it may be missing, if they do not come later.
        let skips_missing = is_near(&label, &last) && !self.later(index).any(|it| it.label > last && it.label < label);
        (label.is_first() || skips_missing) && continues()
    }
}

/// Returns whether a label is the next after another: 11 or `10 bis` after 10.
fn is_next(label: &Label, last: &Label) -> bool {
    label.follows(last) || is_inserted(label, last)
}

/// Returns whether a number follows another with at most two missing between them.
fn is_near(label: &Label, last: &Label) -> bool {
    label > last && label.number() <= last.number().saturating_add(3)
}

/// Returns whether a label is inserted after another: `10 bis` after 10.
fn is_inserted(label: &Label, last: &Label) -> bool {
    label.numbers == last.numbers && label > last
}

/// Returns the plain label of the next number.
fn next_plain(label: &Label) -> Label {
    let mut next = *label;
    let depth = next.numbers.iter().rposition(|it| *it != 0).unwrap_or(0);
    next.numbers[depth] = next.numbers[depth].saturating_add(1);
    next.suffixes = [Suffix::None; 3];
    next
}

/// Returns for each candidate the labels of the next two that begin a line.
fn next_at_line_starts(candidates: &[Candidate]) -> Vec<[Option<Label>; 2]> {
    let mut at_line_start = [None; 2];
    let mut labels: Vec<_> = candidates
        .iter()
        .rev()
        .map(|candidate| {
            let here = at_line_start;
            if !candidate.inline {
                at_line_start = [Some(candidate.label), here[0]];
            }
            here
        })
        .collect();
    labels.reverse();
    labels
}
