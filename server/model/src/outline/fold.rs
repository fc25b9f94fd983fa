//! How an outline comes to be: folded from a draft's blocks, or after an edit from the outline before, of which all is
//! taken over that the edit does not reach.

use std::ops::Range;

use travaux_grammar::draft::{InTurn, Way};
use travaux_grammar::{Draft, Kind, Language};

use super::bearing::{HEARD, Parted};
use super::index::{Headed, index};
use super::lists::Lists;
use super::provisions::{Again, Whole, provisions};
use super::{Outline, ProvisionId, Seam, spans};

impl Outline {
    /// Folds a draft's blocks.
    pub fn of(draft: &Draft) -> Outline {
        Outline::of_by(draft, &InTurn)
    }

    /// The same, with the way to do what takes long.
    pub fn of_by(draft: &Draft, way: &impl Way) -> Outline {
        let whole = Whole::of(draft);
        let mut outline = Outline { provisions: provisions(draft, &whole), whole, ..Outline::default() };
        outline.spine = outline.spine_of(0..outline.provisions.len() as ProvisionId).collect();
        outline.spoken = outline.spine.iter().map(|id| outline.spoken_by(draft, *id)).collect();
        outline.headed = Headed::of(&outline, outline.spine.iter().copied());
        let lists = |outline: &Outline| Lists::of(outline);
        outline.complete(draft, way, lists, || spans::loose_ends(draft, 0..draft.blocks.len() as u32).collect());
        outline
    }

    /// The outline of a draft that comes from one of this outline by an edit, the blocks in which they part being known,
    /// and the seam at which it was folded again. `None` where the edit changes what the whole draft goes by: then it is to be folded from its beginning.
    pub fn after(
        &self,
        before: &Draft,
        draft: &Draft,
        (gone, new): Parted,
        way: &impl Way,
    ) -> Option<(Outline, Seam)> {
        let whole = Whole::of(draft);
        let is_same_whole = before.language() == draft.language()
            && whole.in_latin == self.whole.in_latin
            && whole.headings.is_same_around(&new, &self.whole.headings, &gone);
        if !is_same_whole {
            return None;
        }
        let Again { provisions, seam } = Again::of(self, draft, &whole, &gone, &new);
        let mut outline = Outline { provisions, whole, ..Outline::default() };
        let first = self.spine.partition_point(|id| *id < seam.gone.start);
        let behind = self.spine.partition_point(|id| *id < seam.gone.end);
        let middle: Vec<ProvisionId> = outline.spine_of(seam.new.clone()).collect();
        let new_headed = Headed::of(&outline, middle.iter().copied());
        let tail = self.spine[behind..].iter().filter_map(|id| seam.provision(*id));
        outline.spine = self.spine[..first].iter().copied().chain(middle).chain(tail).collect();
        // What a heading speaks is heard from some blocks on; it may reach into those that were folded again.
        let heard_from = seam.new_blocks.start.saturating_sub(HEARD);
        let near = self.spine[..first].partition_point(|id| self.provision(*id).block < heard_from);
        let count = outline.spine.len() - (self.spine.len() - behind);
        let again = outline.spine[near..count].iter().map(|id| outline.spoken_by(draft, *id));
        outline.spoken =
            self.spoken[..near].iter().copied().chain(again).chain(self.spoken[behind..].iter().copied()).collect();
        outline.headed = self.headed.after(&seam, new_headed);
        let lists = |outline: &Outline| self.lists.after(outline, &seam.gone, &seam.new);
        outline.complete(draft, way, lists, || spans::loose_ends_after(&self.loose, draft, &seam));
        Some((outline, seam))
    }

    fn spoken_by(&self, draft: &Draft, id: ProvisionId) -> Option<Language> {
        let provision = self.provision(id);
        (provision.kind.is_heading() && provision.label.is_some()).then(|| self.plain_language(draft, id)).flatten()
    }

    /// Fills in what goes by the provisions, the spine and the marks of blocks.
    fn complete(
        &mut self,
        draft: &Draft,
        way: &impl Way,
        lists: impl FnOnce(&Outline) -> Lists + Send,
        loose: impl FnOnce() -> Vec<spans::LooseEnd> + Send,
    ) {
        self.blocks = draft.blocks.len() as u32;
        let outline = &*self;
        let (lists, spans) = way.both(|| lists(outline), || spans::fold(outline, loose()));
        self.lists = lists;
        spans::Pairs {
            spans: self.spans,
            unclosed: self.unclosed,
            strays: self.strays,
            levels: self.levels,
            loose: self.loose,
        } = spans;
        index(draft, self);
    }

    /// Tells which of some provisions are of the spine.
    fn spine_of(&self, ids: Range<ProvisionId>) -> impl Iterator<Item = ProvisionId> + '_ {
        let in_article = |id| self.ancestors(id).any(|it| self.provision(it).kind == Kind::Article);
        ids.filter(move |id| match self.provision(*id).kind {
            Kind::Paragraph => !in_article(*id),
            Kind::Option => true,
            kind => kind.is_heading(),
        })
    }
}
