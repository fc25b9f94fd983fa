//! Doubtful headings out of sequence: in `5, 7, 6, 8` the two in the middle are in the wrong order, not absent. One is
//! accepted if its number is missing and the numbers around it show that it was moved, either within a short stretch or
//! by swapping with another.

use rustc_hash::FxHashSet;
use travaux_grammar::{Doubt, NumberForm};

use super::Candidate;

/// The largest number of headings that may be permuted within one stretch.
const MOST: u32 = 3;

/// Returns the indices of the doubtful headings to accept in addition to `counted`, those already accepted in sequence.
pub(super) fn moved(candidates: &[Candidate], counted: &[usize]) -> Vec<usize> {
    let is_plain = |place: &usize| {
        let label = candidates[*place].label;
        label.form == NumberForm::Digits && label.is_plain() && label.numbers[1] == 0
    };
    let counted: Vec<usize> = counted.iter().copied().filter(is_plain).collect();
    let mut is_free: Vec<bool> = (0..candidates.len()).map(|place| is_plain(&place)).collect();
    counted.iter().for_each(|place| is_free[*place] = false);
    let sequence = Sequence { candidates, counted, is_free };
    let mut found = sequence.out_of_order();
    found.extend(sequence.changed_places());
    found
}

struct Sequence<'a> {
    candidates: &'a [Candidate],
    /// The accepted candidates with a plain number.
    counted: Vec<usize>,
    /// Whether each candidate has a plain number and is not accepted yet.
    is_free: Vec<bool>,
}

impl Sequence<'_> {
    fn number(&self, place: usize) -> u32 {
        self.candidates[place].label.number()
    }

    /// Returns the candidates between two accepted ones that, with the accepted ones between these, make up exactly the
    /// numbers in between.
    fn out_of_order(&self) -> Vec<usize> {
        let mut found = Vec::new();
        // The first is preceded by number 0, and the last has no successor.
        for from in 0..self.counted.len() {
            let before = from.checked_sub(1).map(|it| self.counted[it]);
            let first = before.map_or(0, |place| self.number(place));
            for to in (from + 1..=self.counted.len()).take(MOST as usize) {
                let between = &self.counted[from..to];
                let behind = self.counted.get(to).copied();
                let last = behind.map_or(first.saturating_add(between.len() as u32 + 2), |place| self.number(place));
                let numbers = first.saturating_add(1)..last;
                let is_missing = |it: &u32| between.iter().all(|place| self.number(*place) != *it);
                if numbers.len() > MOST as usize || numbers.len() <= between.len() {
                    continue;
                }
                let missing: Vec<u32> = numbers.clone().filter(is_missing).collect();
                if missing.len() + between.len() != numbers.len() {
                    continue;
                }
                let stretch = before.map_or(0, |it| it + 1)..behind.unwrap_or(self.candidates.len());
                // A candidate that reads like a reference is distinguished from one by its sequence. So is one that is
                // not set off by a line of its own, after the last.
                let is_open = |place: &usize| {
                    let candidate = self.candidates[*place];
                    let is_told = candidate.doubt != Doubt::Strong && (behind.is_some() || !candidate.inline);
                    self.is_free[*place] && is_told
                };
                let standing = |number: &u32| {
                    let mut places = stretch.clone().filter(is_open).filter(|place| self.number(*place) == *number);
                    places.next().filter(|_| places.next().is_none())
                };
                let Some(places) = missing.iter().map(standing).collect::<Option<Vec<usize>>>() else { continue };
                let mut all: Vec<usize> = between.iter().chain(&places).copied().collect();
                all.sort_unstable();
                // A candidate in sequence that was not accepted is a sentence.
                if !all.is_sorted_by_key(|place| self.number(*place)) {
                    found.extend(places);
                }
            }
        }
        found
    }

    /// Returns the candidates at places where exactly one number is missing, if that number is in turn at the
    /// candidate's own place.
    fn changed_places(&self) -> Vec<usize> {
        let skips_one = |first: usize, last: usize| self.number(first).checked_add(2) == Some(self.number(last));
        let is_stray = |trio: &&[usize]| {
            skips_one(trio[0], trio[2]) && self.number(trio[0]).checked_add(1) != Some(self.number(trio[1]))
        };
        let number = |at: usize| self.number(self.counted[at]);
        let mut strays: FxHashSet<usize> = self.counted.windows(3).filter(is_stray).map(|trio| trio[1]).collect();
        if let Some(last) = self.counted.len().checked_sub(1).filter(|it| *it > 0) {
            strays.extend((number(0) > number(1)).then(|| self.counted[0]));
            strays.extend((number(last) < number(last - 1)).then(|| self.counted[last]));
        }
        let line: Vec<usize> = self.counted.iter().copied().filter(|place| !strays.contains(place)).collect();
        let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else { return Vec::new() };
        let inner = line.windows(2).filter(|pair| skips_one(pair[0], pair[1])).map(|pair| (pair[0] + 1, pair[1]));
        let front = (self.number(first) == 2).then_some((0, first));
        // The missing number at a place, and the number found there.
        let mut standing: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut doubtful = Vec::new();
        for (from, to) in inner.chain(front).chain([(last + 1, self.candidates.len())]) {
            let missing = from.checked_sub(1).map_or(1, |before| self.number(before).saturating_add(1));
            let is_other = |place: &usize| self.is_free[*place] || strays.contains(place);
            for place in (from..to).filter(is_other).filter(|place| self.number(*place) != missing) {
                let is_new = standing.insert((missing, self.number(place)));
                if is_new && self.candidates[place].doubt != Doubt::None {
                    doubtful.push((missing, place));
                }
            }
        }
        doubtful.retain(|(missing, place)| standing.contains(&(self.number(*place), *missing)));
        doubtful.into_iter().map(|it| it.1).collect()
    }
}
