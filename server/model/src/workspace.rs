//! The drafts and positions of a folder, as one value. Resolves what one draft cannot by itself. Reads no file: who
//! touches the world hands texts over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Settings;
use crate::document::Document;
use crate::paths::counterparts;
use crate::positions::Delegations;
use crate::positions::standing::Record;

/// What is known of a folder. Drafts are named by a path or a URI, as whoever built the value names them.
#[derive(Clone, Default)]
pub struct Workspace {
    /// Its drafts.
    pub drafts: BTreeMap<Arc<str>, Arc<Document>>,
    /// Those among them that nobody asked for: they are there for others to be held against, and are not judged.
    pub others: BTreeSet<Arc<str>>,
    /// What the drafts are called that the settings name by their files, where that is something else.
    pub files: BTreeMap<String, Arc<str>>,
    /// Who stands where, by draft.
    pub records: BTreeMap<Arc<str>, Arc<Record>>,
    /// Delegations beyond the shipped ones; `None` for those alone.
    pub own_delegations: Option<Arc<Delegations>>,
    /// What the project sets.
    pub settings: Arc<Settings>,
}

/// A draft of a workspace with its name there.
pub type Named<'w> = (&'w Arc<str>, &'w Arc<Document>);

impl Workspace {
    /// The delegations that this workspace knows.
    pub fn delegations(&self) -> &Delegations {
        self.own_delegations.as_deref().unwrap_or_else(|| Delegations::shipped())
    }

    /// Who stands where in a draft.
    pub fn record(&self, draft: &str) -> Option<&Record> {
        self.records.get(draft).map(|record| &**record)
    }

    /// The draft that a file of the settings is, if it was read.
    pub fn draft_of_file(&self, file: &str) -> Option<Named<'_>> {
        self.drafts.get_key_value(self.files.get(file).map_or(file, |it| it))
    }

    /// The drafts that are the same text as a draft in other languages.
    pub fn counterparts(&self, draft: &str) -> impl Iterator<Item = Named<'_>> {
        counterparts(draft).into_iter().filter_map(|name| self.drafts.get_key_value(name.as_str()))
    }
}
