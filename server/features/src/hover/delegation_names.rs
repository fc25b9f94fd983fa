//! Hovers over the names of delegations in attributions: the full name, and the delegation's positions on the place.

use travaux_grammar::BlockId;

use super::positions_of_place::of_positions;
use super::{Hover, View};
use travaux_model::positions::attributed::attribution_at;
use travaux_model::positions::{DelegationKind, Phrase};

impl View<'_> {
    /// Returns the hover over the name of a delegation at the beginning of a bracket.
    pub(super) fn delegation_name(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let offset = draft.offset(block, at);
        let delegations = || self.workspace.delegations();
        let (_, attribution, id) = attribution_at(self.document, offset, &delegations)?;
        let delegations = delegations();
        let delegation = &delegations[id];
        let name = delegation.name(self.phrases.language);
        let mut content = self.markup.bold(&self.markup.text(name));
        if delegation.code != name {
            content.push_str(&format!(" ({})", self.markup.text(&delegation.code)));
        }
        if delegation.kind == DelegationKind::Group {
            let states = delegations.members_when(id, None, None).len();
            let members = match states {
                0 => self.phrases.of(Phrase::MembersUnknown).to_owned(),
                states => self.phrases.states(states),
            };
            content.push_str(&format!("{}{members}", self.phrases.comma()));
        }
        let mut page = self.sides().page();
        for provision in outline.at(block, at).into_iter().flat_map(|it| outline.ancestors(it)) {
            let address = outline.address(provision);
            let mut positions = self.positions.at(&address);
            positions.retain(|it| it.position.parties().any(|it| it == id));
            let mut found = of_positions(positions, &self.sides());
            found.standings.retain(|it| it.delegation == id);
            found.speakers.clear();
            if !found.is_empty() {
                page.head(self.place_name(provision));
                page.sides(&found);
            }
        }
        if let Some(positions) = page.content() {
            content.push_str(&format!("\n\n{positions}"));
        }
        Some(Hover { range: draft.range(block, attribution.delegation), content })
    }
}
