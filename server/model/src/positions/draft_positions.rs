//! The positions on a draft: those of the files about it together with those that its text states.

use rustc_hash::FxHashSet;

use super::address::address_key;
use super::position::{LocatedPosition, Position};
use super::position_index::PositionIndex;

/// The positions on a draft: those of the files, and those that its text states in the blocks in question.
#[derive(Clone, Debug, Default)]
pub struct DraftPositions<'a> {
    record: Option<&'a PositionIndex>,
    /// The positions of the text, each with the key of its address.
    own: Vec<(String, Position)>,
}

impl<'a> DraftPositions<'a> {
    /// Combines the positions of the files with those of the text.
    pub fn of(record: Option<&'a PositionIndex>, own: Vec<Position>) -> DraftPositions<'a> {
        let key = |it: &Position| it.targets.first().map_or(String::new(), |it| address_key(&it.name));
        DraftPositions { record, own: own.into_iter().map(|it| (key(&it), it)).collect() }
    }

    /// Returns the positions on exactly the provision at an address.
    pub fn at(&self, address: &str) -> Vec<LocatedPosition<'_>> {
        let mut found = self.record.map_or_else(Vec::new, |it| it.at(address));
        if !self.own.is_empty() {
            let key = address_key(address);
            let own = self.own.iter().filter(|it| it.0 == key);
            found.extend(own.map(|it| LocatedPosition { file: None, position: &it.1 }));
        }
        found
    }

    /// Returns the addresses inside a provision that have positions, in the order of their keys.
    pub fn parts(&self, address: &str) -> Vec<&str> {
        let mut parts = self.record.map_or_else(Vec::new, |it| it.targets_under(address));
        let key = address_key(address);
        for (own, position) in &self.own {
            let is_inside = own.starts_with(&key) && own.len() > key.len() && own.as_bytes()[key.len()] == 1;
            let name = &position.targets[0].name;
            if is_inside && !parts.iter().any(|it| address_key(it) == *own) {
                parts.push(name);
            }
        }
        parts
    }

    /// Returns every address that has positions, each once.
    pub fn targets(&self) -> Vec<&str> {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let own =
            self.own.iter().filter(|it| self.record.is_none_or(|record| record.at(&it.1.targets[0].name).is_empty()));
        let own = own.filter(|it| seen.insert(&it.0)).map(|it| it.1.targets[0].name.as_str());
        let own: Vec<&str> = own.collect();
        self.record.into_iter().flat_map(PositionIndex::targets).chain(own).collect()
    }

    /// Returns whether there are no positions at all.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.record.is_none_or(|it| it.count() == 0)
    }

    /// Returns the positions of the files.
    pub fn record(&self) -> Option<&'a PositionIndex> {
        self.record
    }
}
