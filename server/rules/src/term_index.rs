//! The places of the defined terms of a draft, which outlast an edit: as long as the same terms are defined, only the
//! edited blocks are read again.

use std::sync::Arc;

use travaux_grammar::BlockId;
use travaux_model::document::Document;
use travaux_model::splice::Splice;
use travaux_model::terms::{DefinedTerm, Occurrence, TermFinder, TermWalk, are_found_alike, defined_terms};

/// The blocks that are read between two checks for cancellation.
const BLOCKS_PER_CHECK: usize = 4096;

/// The defined terms of a draft, and where their words stand.
pub(crate) struct TermIndex {
    terms: Vec<DefinedTerm>,
    /// Finds the terms in a block, if there are any.
    finder: Option<Arc<TermFinder>>,
    /// The places of terms and of slips, by block.
    places: Vec<(BlockId, Occurrence)>,
    /// The blocks that were edited since they were read.
    edited: Option<Splice>,
}

impl TermIndex {
    /// Reads a draft, reusing what an earlier index of it holds; `None` if the work was cancelled.
    pub(crate) fn of(
        document: &Document,
        before: Option<&TermIndex>,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<TermIndex> {
        let draft = &document.draft;
        let terms = defined_terms(draft, &document.outline);
        let whole = Splice { removed: BlockId::FIRST..BlockId::FIRST, inserted: BlockId::FIRST..draft.end() };
        if terms.is_empty() {
            return Some(TermIndex { terms, finder: None, places: Vec::new(), edited: None });
        }
        let before = before.filter(|it| are_found_alike(&it.terms, &terms));
        let mut index = match before {
            Some(it) => TermIndex { terms, finder: it.finder.clone(), places: Vec::new(), edited: None },
            None => {
                let finder = Some(Arc::new(TermFinder::with_slips(&terms)));
                TermIndex { terms, finder, places: Vec::new(), edited: None }
            }
        };
        let (kept, edited) = match before {
            Some(TermIndex { places, edited: None, .. }) => {
                index.places.clone_from(places);
                return Some(index);
            }
            Some(TermIndex { places, edited: Some(edited), .. }) => (&places[..], edited),
            None => (&[][..], &whole),
        };
        let first = kept.partition_point(|it| it.0 < edited.removed.start);
        let last = kept.partition_point(|it| it.0 < edited.removed.end);
        index.places.extend_from_slice(&kept[..first]);
        index.read(document, edited, is_cancelled)?;
        let moved = |(block, place): &(BlockId, Occurrence)| edited.map(*block).map(|block| (block, place.clone()));
        index.places.extend(kept[last..].iter().filter_map(moved));
        Some(index)
    }

    /// Adds the places in the inserted blocks of a splice; `None` if the work was cancelled.
    fn read(&mut self, document: &Document, splice: &Splice, is_cancelled: &dyn Fn() -> bool) -> Option<()> {
        let Some(finder) = &self.finder else { return Some(()) };
        let mut walk = TermWalk::default();
        for (count, block) in BlockId::range(splice.inserted.clone()).enumerate() {
            if count % BLOCKS_PER_CHECK == 0 && is_cancelled() {
                return None;
            }
            let places = &mut self.places;
            finder.each(document.draft.block(block), &mut walk, |it| places.push((block, it)));
        }
        Some(())
    }

    /// Records an edit of the draft.
    pub(crate) fn record(&mut self, edited: &Splice) {
        self.edited = Some(self.edited.as_ref().map_or_else(|| edited.clone(), |it| it.followed_by(edited)));
    }

    /// Returns the terms in the order of their definitions.
    pub(crate) fn terms(&self) -> &[DefinedTerm] {
        &self.terms
    }

    /// Returns the places of terms and of slips, by block.
    pub(crate) fn occurrences(&self) -> impl Iterator<Item = (BlockId, &Occurrence)> {
        self.places.iter().map(|(block, it)| (*block, it))
    }
}
