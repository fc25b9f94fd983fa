//! A folder as a workspace: its drafts read and parsed, its positions, groups and settings put together. One file that
//! cannot be read is told and leaves the others alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use travaux_grammar::Language;

use super::decode::{Decoded, Encoding, decode};
use super::guard::guarded;
use super::project::{Project, near, reason, whole};
use super::records::{Read, Records, records};
use super::shown;
use super::walk::{Found, counterparts_beside, walk};
use crate::report::place::{Place, Places};
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;

/// How drafts are to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// The language of every draft; `None` for what travaux.toml says, or each draft's own.
    pub language: Option<Language>,
    /// The encoding of drafts without a byte order mark; `None` for UTF-8.
    pub encoding: Option<Encoding>,
}

/// A draft that came through standard input.
#[derive(Clone, Debug)]
pub struct Piped {
    /// What to call it; a path if its project is to be found.
    pub name: PathBuf,
    /// All that was written.
    pub bytes: Vec<u8>,
}

/// A draft as it was read.
#[derive(Debug)]
pub struct Source {
    /// Its name in the workspace and in every report: its path.
    pub name: Arc<str>,
    /// Where it can be written back; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its text, byte order mark included.
    pub text: Arc<str>,
    /// How its file writes that.
    pub encoding: Encoding,
    /// What was understood.
    pub document: Arc<Document>,
    places: OnceLock<Places>,
}

/// A folder's workspace and what went wrong in reading it.
#[derive(Default)]
pub struct Folder {
    /// All that is known.
    pub workspace: Workspace,
    /// The drafts that were asked for, in the order of their paths.
    pub sources: Vec<Arc<Source>>,
    /// The texts of other treaties, which the workspace holds too.
    pub others: Vec<Arc<Source>>,
    /// What could not be done at all, one line each: the command fails in the end.
    pub faults: Vec<String>,
    /// What was not understood beside the drafts, one line each: the work goes on.
    pub warnings: Vec<String>,
}

impl Source {
    /// A draft of a text.
    pub fn of(name: Arc<str>, path: Option<PathBuf>, decoded: Decoded, language: Option<Language>) -> Source {
        Source {
            name,
            path,
            document: Arc::new(Document::parse(&decoded.text, language, 0)),
            text: decoded.text.into(),
            encoding: decoded.encoding,
            places: OnceLock::new(),
        }
    }

    /// Its lines, counted when first asked for: most drafts have no findings.
    pub fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::of(&self.text))
    }

    /// The place of a byte of the draft.
    pub fn place(&self, offset: usize) -> Place {
        self.places().place(&self.text, offset)
    }
}

/// Reads the drafts at some paths, and what belongs to them.
pub fn load(paths: &[PathBuf], piped: Option<Piped>, project: Project, reading: Reading) -> Folder {
    let found = walk(paths, piped.as_ref().map(|it| &*it.name), &project);
    let root = project.root.clone().unwrap_or_default();
    let mut settings = project.settings;
    settings.language = reading.language.or(settings.language);
    let mut folder = Folder { faults: found.faults.clone(), ..Folder::default() };
    let mut known: FxHashMap<PathBuf, Arc<str>> = FxHashMap::default();

    let read = |path: &PathBuf| source(path, settings.language, reading.encoding);
    let results: Vec<Result<Source, String>> = found.drafts.par_iter().map(read).collect();
    let piped = piped.map(|it| piped_source(it, settings.language, reading.encoding));
    for (result, is_piped) in results.into_iter().map(|it| (it, false)).chain(piped.map(|it| (it, true))) {
        match result {
            Ok(source) => {
                let path = source.path.clone().unwrap_or_else(|| PathBuf::from(&*source.name));
                known.insert(whole(&path), Arc::clone(&source.name));
                if is_piped {
                    // What is piped is newer than the file of that name.
                    folder.sources.retain(|it| it.name != source.name);
                }
                folder.sources.push(Arc::new(source));
            }
            Err(fault) => folder.faults.push(fault),
        }
    }
    let mut drafts: BTreeMap<Arc<str>, Arc<Document>> = BTreeMap::new();
    for source in &folder.sources {
        drafts.insert(Arc::clone(&source.name), Arc::clone(&source.document));
    }
    for instrument in &mut settings.instruments {
        let Some(file) = &instrument.file else { continue };
        let path = near(&whole(&root.join(file)));
        let name = match known.get(&whole(&path)) {
            Some(name) => Ok(Arc::clone(name)),
            None => read(&path).map(|source| {
                let name = Arc::clone(&source.name);
                drafts.insert(Arc::clone(&name), Arc::clone(&source.document));
                folder.others.push(Arc::new(source));
                name
            }),
        };
        match name {
            // From here on it is the name of a draft of this workspace.
            Ok(name) => instrument.file = Some(name.to_string()),
            Err(fault) => {
                let message = format!("{fault} (the text of {:?} in travaux.toml)", instrument.name);
                folder.warnings.push(message);
                instrument.file = None;
            }
        }
    }

    let on_disk = folder.sources.iter().filter(|it| it.path.is_some()).map(|it| &*it.name);
    for path in counterparts_beside(on_disk, |it| known.contains_key(&whole(it))) {
        // One that cannot be read is no fault of who did not ask for it.
        let Ok(source) = read(&path) else { continue };
        drafts.insert(Arc::clone(&source.name), Arc::clone(&source.document));
        folder.others.push(Arc::new(source));
    }

    let Found { positions, groups, .. } = found;
    let read = Read { names: &known, texts: &drafts };
    let Records { by_draft, delegations, warnings } =
        records(&positions, &groups, read, &settings.delegations, reading.encoding);
    folder.warnings.extend(warnings);
    folder.workspace = Workspace {
        drafts,
        files: BTreeMap::new(),
        unlinted: folder.others.iter().map(|it| Arc::clone(&it.name)).collect(),
        positions: by_draft,
        own_delegations: delegations,
        settings: Arc::new(settings),
    };
    folder
}

/// The text of a file; the error names the path.
pub(crate) fn text_of(path: &Path, encoding: Option<Encoding>) -> Result<Decoded, String> {
    let bytes = std::fs::read(path).map_err(|fault| format!("{}: {}", shown(path), reason(&fault)))?;
    decode(bytes, encoding).map_err(|fault| format!("{}: {fault}", shown(path)))
}

fn source(path: &Path, language: Option<Language>, encoding: Option<Encoding>) -> Result<Source, String> {
    let decoded = text_of(path, encoding)?;
    let name = shown(path);
    guarded(|| Source::of(name.as_str().into(), Some(path.to_path_buf()), decoded, language))
        .map_err(|fault| format!("{name}: {fault}"))
}

fn piped_source(piped: Piped, language: Option<Language>, encoding: Option<Encoding>) -> Result<Source, String> {
    let name = shown(&piped.name);
    let decoded = decode(piped.bytes, encoding).map_err(|fault| format!("{name}: {fault}"))?;
    guarded(|| Source::of(name.as_str().into(), None, decoded, language)).map_err(|fault| format!("{name}: {fault}"))
}
