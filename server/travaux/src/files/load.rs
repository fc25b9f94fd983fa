//! Loads a project as a workspace: its drafts, parsed, with its positions, groups and settings. A file that cannot be read
//! is reported and does not affect the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use travaux_grammar::Language;

use super::decode::{Encoding, decode, read_text};
use super::panic_guard::catch_panic;
use super::paths::{canonical_path, display_path, relative_to_current};
use super::positions::{DraftIndex, LoadedPositions, PositionPaths, load_positions};
use super::project::Project;
use super::source::Source;
use super::walk::{FoundFiles, counterparts_beside, walk};
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::positions::{PositionIndex, Topics};
use travaux_model::workspace::Workspace;

/// Options for reading drafts.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The language of every draft; `None` for that of travaux.toml, or else that of each draft.
    pub language: Option<Language>,
    /// The encoding of drafts without a byte order mark; `None` for UTF-8.
    pub encoding: Option<Encoding>,
}

/// A draft that was read from standard input.
#[derive(Clone, Debug)]
pub struct StdinDraft {
    /// The name in reports; a path if its project is to be found.
    pub name: PathBuf,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A loaded workspace, with everything that failed while it was loaded.
#[derive(Default)]
pub struct LoadedProject {
    /// The workspace.
    pub workspace: Workspace,
    /// The requested drafts, in the order of their paths.
    pub sources: Vec<Arc<Source>>,
    /// Other texts in the workspace: those of instruments and of counterparts.
    pub others: Vec<Arc<Source>>,
    /// The positions of the files in the requested folders that are about no draft, with the names of the files.
    pub records: Vec<(String, PositionIndex)>,
    /// The topics of positions.
    pub topics: Topics,
    /// What could not be done, one line each. The command fails in the end.
    pub errors: Vec<String>,
    /// Problems in files other than drafts, one line each. The command goes on.
    pub warnings: Vec<String>,
}

/// Loads the drafts at some paths, and the files that belong to them.
pub fn load(
    paths: &[PathBuf],
    stdin: Option<StdinDraft>,
    project: Project,
    ReadOptions { language, encoding }: ReadOptions,
) -> LoadedProject {
    let FoundFiles { drafts, positions, groups, topics, errors, .. } =
        walk(paths, stdin.as_ref().map(|it| &*it.name), &project);
    let Project { root, mut settings } = project;
    settings.language = language.or(settings.language);
    let options = ReadOptions { language: settings.language, encoding };
    let loaded = LoadedProject { errors, ..LoadedProject::default() };
    let mut loader = Loader { options, loaded, names: FxHashMap::default(), documents: BTreeMap::new() };
    loader.load_drafts(&drafts, stdin);
    loader.load_instruments(&root.unwrap_or_default(), &mut settings);
    loader.load_counterparts();
    let found = PositionPaths { positions: &positions, groups: &groups, topics: &topics };
    loader.finish(settings, found, paths)
}

/// The state of a load.
struct Loader {
    options: ReadOptions,
    loaded: LoadedProject,
    /// The names of the drafts that were read, by their canonical paths.
    names: FxHashMap<PathBuf, Arc<str>>,
    /// The drafts that were read, by their names.
    documents: BTreeMap<Arc<str>, Arc<Document>>,
}

impl Loader {
    fn load_drafts(&mut self, paths: &[PathBuf], stdin: Option<StdinDraft>) {
        let options = self.options;
        let results: Vec<Result<Source, String>> = paths.par_iter().map(|path| read_source(path, options)).collect();
        for result in results.into_iter().chain(stdin.map(|it| parse_stdin(it, options))) {
            match result {
                Ok(source) => self.add_draft(source),
                Err(error) => self.loaded.errors.push(error),
            }
        }
        for source in &self.loaded.sources {
            self.documents.insert(Arc::clone(&source.name), Arc::clone(&source.document));
        }
    }

    fn add_draft(&mut self, source: Source) {
        let path = source.path.clone().unwrap_or_else(|| PathBuf::from(&*source.name));
        self.names.insert(canonical_path(&path), Arc::clone(&source.name));
        if source.path.is_none() {
            // Standard input is newer than the file of its name.
            self.loaded.sources.retain(|it| it.name != source.name);
        }
        self.loaded.sources.push(Arc::new(source));
    }

    /// Reads a text that was not requested, and returns its name.
    fn load_other(&mut self, path: &Path) -> Result<Arc<str>, String> {
        let source = read_source(path, self.options)?;
        let name = Arc::clone(&source.name);
        self.documents.insert(Arc::clone(&name), Arc::clone(&source.document));
        self.loaded.others.push(Arc::new(source));
        Ok(name)
    }

    /// Reads the texts of instruments. In the settings, the file of an instrument becomes the name of its draft.
    fn load_instruments(&mut self, root: &Path, settings: &mut Settings) {
        for instrument in &mut settings.instruments {
            let Some(file) = &instrument.file else { continue };
            let path = relative_to_current(&canonical_path(&root.join(file)));
            let name = match self.names.get(&canonical_path(&path)) {
                Some(name) => Ok(Arc::clone(name)),
                None => self.load_other(&path),
            };
            match name {
                Ok(name) => instrument.file = Some(name.to_string()),
                Err(error) => {
                    let message = format!("{error} (the text of {:?} in travaux.toml)", instrument.name);
                    self.loaded.warnings.push(message);
                    instrument.file = None;
                }
            }
        }
    }

    /// Reads the same drafts in other languages, if they are in the same folders. Errors are ignored, since these files were
    /// not requested.
    fn load_counterparts(&mut self) {
        let on_disk = self.loaded.sources.iter().filter(|it| it.path.is_some()).map(|it| &*it.name);
        for path in counterparts_beside(on_disk, |it| self.names.contains_key(&canonical_path(it))) {
            self.load_other(&path).ok();
        }
    }

    fn finish(self, settings: Settings, found: PositionPaths<'_>, requested: &[PathBuf]) -> LoadedProject {
        let Loader { options, mut loaded, names, documents: drafts } = self;
        let index = DraftIndex { names: &names, documents: &drafts };
        let LoadedPositions { by_draft, without_draft, topics, delegations, warnings } =
            load_positions(found, index, &settings.delegations, options.encoding);
        loaded.warnings.extend(warnings);
        let folders: Vec<PathBuf> = requested.iter().filter(|it| it.is_dir()).map(|it| canonical_path(it)).collect();
        let is_requested = |path: &PathBuf| folders.iter().any(|it| canonical_path(path).starts_with(it));
        let requested = without_draft.into_iter().filter(|it| is_requested(&it.0));
        loaded.records = requested.map(|(path, record)| (display_path(&path), record)).collect();
        loaded.topics = topics;
        loaded.workspace = Workspace {
            drafts,
            files: BTreeMap::new(),
            unlinted: loaded.others.iter().map(|it| Arc::clone(&it.name)).collect(),
            positions: by_draft,
            own_delegations: delegations,
            topics: Arc::default(),
            topic_positions: None,
            settings: Arc::new(settings),
        };
        loaded
    }
}

fn read_source(path: &Path, options: ReadOptions) -> Result<Source, String> {
    let decoded = read_text(path, options.encoding)?;
    let name = display_path(path);
    catch_panic(|| Source::parse(name.as_str().into(), Some(path.to_path_buf()), decoded, options.language))
        .map_err(|error| format!("{name}: {error}"))
}

fn parse_stdin(stdin: StdinDraft, options: ReadOptions) -> Result<Source, String> {
    let name = display_path(&stdin.name);
    let decoded = decode(stdin.bytes, options.encoding).map_err(|error| format!("{name}: {error}"))?;
    catch_panic(|| Source::parse(name.as_str().into(), None, decoded, options.language))
        .map_err(|error| format!("{name}: {error}"))
}
