//! The drafts and positions of a folder as one value, which resolves what a single draft cannot. Nothing here reads a
//! file; the caller passes the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Settings;
use crate::document::Document;
use crate::paths::counterparts;
use crate::positions::Delegations;
use crate::positions::{PositionIndex, Topics};

/// The state of a folder. Drafts are named by paths or URIs, as the caller chooses.
#[derive(Clone, Default)]
pub struct Workspace {
    /// The drafts.
    pub drafts: BTreeMap<Arc<str>, Arc<Document>>,
    /// The drafts that are only there for comparison with others, and are not linted.
    pub unlinted: BTreeSet<Arc<str>>,
    /// The names of the drafts that the settings refer to by their files, if they are different.
    pub files: BTreeMap<String, Arc<str>>,
    /// The positions on each draft.
    pub positions: BTreeMap<Arc<str>, Arc<PositionIndex>>,
    /// The topics of positions.
    pub topics: Arc<Topics>,
    /// The positions of all files of the project, also of those about no draft, for the topics.
    pub topic_positions: Option<Arc<PositionIndex>>,
    /// The delegations, if there are others than those included in Travaux.
    pub own_delegations: Option<Arc<Delegations>>,
    /// The settings of the drafts that are not listed in `settings_by_draft`.
    pub settings: Arc<Settings>,
    /// The settings of drafts with settings of their own: those of another travaux.toml, or with overrides.
    pub settings_by_draft: BTreeMap<Arc<str>, Arc<Settings>>,
}

/// A draft of a workspace with its name.
pub type Named<'w> = (&'w Arc<str>, &'w Arc<Document>);

impl Workspace {
    /// Returns the delegations known in this workspace.
    pub fn delegations(&self) -> &Delegations {
        self.own_delegations.as_deref().unwrap_or_else(|| Delegations::shipped())
    }

    /// Returns the settings that hold for a draft.
    pub fn settings_of(&self, draft: &str) -> &Arc<Settings> {
        self.settings_by_draft.get(draft).unwrap_or(&self.settings)
    }

    /// Returns the positions on a draft.
    pub fn positions_on(&self, draft: &str) -> Option<&PositionIndex> {
        self.positions.get(draft).map(|record| &**record)
    }

    /// Returns the draft with a file name from the settings, if it was read.
    pub fn draft_of_file(&self, file: &str) -> Option<Named<'_>> {
        self.drafts.get_key_value(self.files.get(file).map_or(file, |it| it))
    }

    /// Returns the counterparts of a draft: the same text in other languages.
    pub fn counterparts(&self, draft: &str) -> impl Iterator<Item = Named<'_>> {
        counterparts(draft).into_iter().filter_map(|name| self.drafts.get_key_value(name.as_str()))
    }
}
