//! Ancestors, children and siblings in the tree of provisions.

use super::{Outline, ProvisionId};

impl Outline {
    /// Returns a provision and those that contain it, from the inside out.
    pub fn ancestors(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        std::iter::successors(Some(id), |id| self.provision(*id).parent)
    }

    /// Returns the direct children of a provision in order; for `None` the provisions at the top.
    pub fn children(&self, id: Option<ProvisionId>) -> impl Iterator<Item = ProvisionId> + '_ {
        let (first, end) = match id {
            Some(id) => (id.next(), self.provision(id).end),
            None => (ProvisionId::FIRST, self.end()),
        };
        let mut next = first;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = next;
            next = self.provision(child).end;
            Some(child)
        })
    }

    /// Returns the later siblings of a provision, in order.
    pub fn siblings_after(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let end = self.provision(id).parent.map_or(self.end(), |it| self.provision(it).end);
        let next = move |id: &ProvisionId| Some(self.provision(*id).end).filter(|next| *next < end);
        std::iter::successors(next(&id), next)
    }

    /// Returns the earlier siblings of a provision, the nearest first.
    pub fn siblings_before(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let parent = self.provision(id).parent;
        let before = move |id: &ProvisionId| {
            let last = id.previous().filter(|last| Some(*last) != parent)?;
            self.ancestors(last).find(|it| self.provision(*it).parent == parent)
        };
        std::iter::successors(before(&id), before)
    }
}
