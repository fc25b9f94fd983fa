//! Doubtful headings out of sequence: in `5, 7, 6, 8` the two in the middle are in the wrong order, not absent. One is
//! accepted if its number is missing and the numbers around it show that it was moved, either within a short stretch or
//! by swapping with another.

use rustc_hash::FxHashSet;
use travaux_grammar::{Doubt, NumberForm, to_u32};

use super::Candidate;

/// The largest number of headings that may be permuted within one stretch.
const MAX_STRETCH_HEADINGS: usize = 3;

/// Returns the indices of the doubtful headings to accept in addition to `accepted`, those already accepted in sequence.
pub(super) fn out_of_sequence(candidates: &[Candidate], accepted: &[usize]) -> Vec<usize> {
    let is_plain = |index: &usize| {
        let label = candidates[*index].label;
        label.form == NumberForm::Digits && label.is_plain() && label.numbers[1] == 0
    };
    let accepted: Vec<usize> = accepted.iter().copied().filter(is_plain).collect();
    let mut is_free: Vec<bool> = (0..candidates.len()).map(|index| is_plain(&index)).collect();
    accepted.iter().for_each(|index| is_free[*index] = false);
    let sequence = Sequence { candidates, accepted, is_free };
    let mut found = sequence.permuted();
    found.extend(sequence.swapped());
    found
}

struct Sequence<'a> {
    candidates: &'a [Candidate],
    /// The accepted candidates with a plain number.
    accepted: Vec<usize>,
    /// Whether each candidate has a plain number and is not accepted yet.
    is_free: Vec<bool>,
}

impl Sequence<'_> {
    fn number(&self, index: usize) -> u32 {
        self.candidates[index].label.number()
    }

    /// Returns the candidates between two accepted ones that, with the accepted ones between these, make up exactly the
    /// numbers in between.
    fn permuted(&self) -> Vec<usize> {
        let mut found = Vec::new();
        // The first is preceded by number 0, and the last has no successor.
        for from in 0..self.accepted.len() {
            let before = from.checked_sub(1).map(|it| self.accepted[it]);
            let first = before.map_or(0, |index| self.number(index));
            for to in (from + 1..=self.accepted.len()).take(MAX_STRETCH_HEADINGS) {
                let between = &self.accepted[from..to];
                let successor = self.accepted.get(to).copied();
                let last =
                    successor.map_or(first.saturating_add(to_u32(between.len() + 2)), |index| self.number(index));
                let numbers = first.saturating_add(1)..last;
                let is_missing = |it: &u32| between.iter().all(|index| self.number(*index) != *it);
                if numbers.len() > MAX_STRETCH_HEADINGS || numbers.len() <= between.len() {
                    continue;
                }
                let missing: Vec<u32> = numbers.clone().filter(is_missing).collect();
                if missing.len() + between.len() != numbers.len() {
                    continue;
                }
                let stretch = before.map_or(0, |it| it + 1)..successor.unwrap_or(self.candidates.len());
                // A candidate that reads like a reference is distinguished from one by its sequence. So is one that is
                // not set off by a line of its own, after the last.
                let is_free_candidate = |index: &usize| {
                    let candidate = self.candidates[*index];
                    let is_likely = candidate.doubt != Doubt::Strong && (successor.is_some() || !candidate.inline);
                    self.is_free[*index] && is_likely
                };
                let unique_index = |number: &u32| {
                    let mut indices =
                        stretch.clone().filter(is_free_candidate).filter(|index| self.number(*index) == *number);
                    indices.next().filter(|_| indices.next().is_none())
                };
                let Some(indices) = missing.iter().map(unique_index).collect::<Option<Vec<usize>>>() else { continue };
                let mut all: Vec<usize> = between.iter().chain(&indices).copied().collect();
                all.sort_unstable();
                // A candidate in sequence that was not accepted is a sentence.
                if !all.is_sorted_by_key(|index| self.number(*index)) {
                    found.extend(indices);
                }
            }
        }
        found
    }

    /// Returns the candidates at places where exactly one number is missing, if that number is in turn at the
    /// candidate's own place.
    fn swapped(&self) -> Vec<usize> {
        let skips_one = |first: usize, last: usize| self.number(first).checked_add(2) == Some(self.number(last));
        let is_stray = |trio: &&[usize]| {
            skips_one(trio[0], trio[2]) && self.number(trio[0]).checked_add(1) != Some(self.number(trio[1]))
        };
        let number = |at: usize| self.number(self.accepted[at]);
        let mut strays: FxHashSet<usize> = self.accepted.windows(3).filter(is_stray).map(|trio| trio[1]).collect();
        if let Some(last) = self.accepted.len().checked_sub(1).filter(|it| *it > 0) {
            strays.extend((number(0) > number(1)).then(|| self.accepted[0]));
            strays.extend((number(last) < number(last - 1)).then(|| self.accepted[last]));
        }
        let line: Vec<usize> = self.accepted.iter().copied().filter(|index| !strays.contains(index)).collect();
        let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else { return Vec::new() };
        let inner = line.windows(2).filter(|pair| skips_one(pair[0], pair[1])).map(|pair| (pair[0] + 1, pair[1]));
        let front = (self.number(first) == 2).then_some((0, first));
        // The missing number at a place, and the number found there.
        let mut standing: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut doubtful = Vec::new();
        for (from, to) in inner.chain(front).chain([(last + 1, self.candidates.len())]) {
            let missing = from.checked_sub(1).map_or(1, |before| self.number(before).saturating_add(1));
            let is_other = |index: &usize| self.is_free[*index] || strays.contains(index);
            for index in (from..to).filter(is_other).filter(|index| self.number(*index) != missing) {
                let is_new = standing.insert((missing, self.number(index)));
                if is_new && self.candidates[index].doubt != Doubt::None {
                    doubtful.push((missing, index));
                }
            }
        }
        doubtful.retain(|(missing, index)| standing.contains(&(self.number(*index), *missing)));
        doubtful.into_iter().map(|it| it.1).collect()
    }
}
