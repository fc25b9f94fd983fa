//! Loads the drafts of a command with everything that belongs to them. A unit (a draft with its counterparts in other
//! languages) is loaded by itself, so that a folder of any size needs the memory of a few drafts only. A file that cannot be
//! read is reported and does not affect the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use travaux_grammar::Language;

use super::decode::{Encoding, decode, read_decoded};
use super::discover::{Discovery, FoundDraft, SearchOptions, StdinDraft, discover};
use super::fault::{FaultCode, FileFault};
use super::panic_guard::catch_panic;
use super::paths::{canonical_path, display_path, relative_to_current};
use super::positions::{Companions, Sheet};
use super::projects::ProjectId;
use super::source::Source;
use super::walk::counterparts_beside;
use travaux_model::config::{Instrument, Settings};
use travaux_model::document::Document;
use travaux_model::paths::common_name;
use travaux_model::positions::{PositionIndex, Topics};
use travaux_model::workspace::Workspace;

/// Options for reading drafts.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The language of every draft; `None` for that of travaux.toml, or else that of each draft.
    pub language: Option<Language>,
    /// The encoding of drafts without a byte order mark; `None` for that of travaux.toml, or else UTF-8.
    pub encoding: Option<Encoding>,
}

/// The files of a command, ready to be loaded.
pub struct Files {
    /// The files that were found.
    pub discovery: Discovery,
    /// The positions, groups and topics.
    pub companions: Companions,
    options: ReadOptions,
    contexts: Vec<ProjectContext>,
    /// The drafts by their canonical paths.
    by_path: FxHashMap<PathBuf, usize>,
}

/// What all drafts of a project share.
struct ProjectContext {
    /// The settings, in which the file of an instrument is the name of its draft.
    settings: Settings,
    /// The settings with the overrides of the given indices.
    overridden: Mutex<FxHashMap<Vec<usize>, Arc<Settings>>>,
    instruments: Vec<Arc<Source>>,
}

/// The indices of drafts that are loaded together: the same text in several languages.
pub type Unit = Vec<usize>;

/// A unit as it was loaded.
pub struct LoadedUnit {
    /// The drafts, the texts of instruments and the counterparts, without settings.
    pub workspace: Workspace,
    /// The requested drafts.
    pub drafts: Vec<LoadedDraft>,
    /// Other texts in the workspace.
    pub others: Vec<Arc<Source>>,
    /// The faults in drafts and positions files.
    pub faults: Vec<FileFault>,
}

/// A draft as it was loaded.
pub struct LoadedDraft {
    /// The index among the drafts that were found.
    pub index: usize,
    /// The draft.
    pub source: Arc<Source>,
    /// The settings that hold for it.
    pub settings: Arc<Settings>,
}

/// The effect of the command line on settings.
pub type Adjust<'a> = dyn Fn(&mut Settings) + Sync + 'a;

impl Files {
    /// Finds the files at some paths, and reads those that several drafts share.
    pub fn find(
        paths: &[PathBuf],
        stdin: Option<StdinDraft>,
        search: &SearchOptions,
        options: ReadOptions,
    ) -> (Files, Vec<FileFault>) {
        let mut discovery = discover(paths, stdin, search);
        let mut faults = std::mem::take(&mut discovery.faults);
        let by_path = discovery.drafts.iter().enumerate().map(|(index, it)| (it.canonical.clone(), index)).collect();
        let mut companions = Companions::load(&discovery, options.encoding);
        let mut files = Files { discovery, companions: Companions::default(), options, contexts: Vec::new(), by_path };
        for id in 0..files.discovery.projects.all.len() {
            let context = files.context(id, &mut faults);
            files.contexts.push(context);
        }
        faults.append(&mut companions.faults);
        files.companions = companions;
        (files, faults)
    }

    /// Returns the units in the order of their first drafts.
    pub fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
        for (index, draft) in self.discovery.drafts.iter().enumerate() {
            let unit = *by_name.entry(common_name(&draft.name)).or_insert(units.len());
            match units.get_mut(unit) {
                Some(unit) => unit.push(index),
                None => units.push(vec![index]),
            }
        }
        units
    }

    /// Returns the settings that hold for a draft, without the effect of the command line.
    pub fn settings_of(&self, draft: &FoundDraft) -> Arc<Settings> {
        self.settings_at(draft.project, &draft.canonical)
    }

    /// Returns the settings that hold at a canonical path in a project.
    fn settings_at(&self, project: ProjectId, canonical: &Path) -> Arc<Settings> {
        let context = &self.contexts[project];
        let project = &self.discovery.projects.all[project];
        let mut cached = context.overridden.lock();
        let settings = cached
            .entry(project.overrides_of(canonical))
            .or_insert_with_key(|overrides| Arc::new(project.overridden(&context.settings, overrides)));
        Arc::clone(settings)
    }

    /// Returns the options with which a draft is read.
    pub fn options_of(&self, settings: &Settings) -> ReadOptions {
        let encoding = settings.encoding.as_deref().and_then(Encoding::of_label);
        ReadOptions {
            language: self.options.language.or(settings.language),
            encoding: self.options.encoding.or(encoding),
        }
    }

    /// Loads a unit. `adjust` is the effect of the command line on the settings.
    pub fn load(&self, unit: &Unit, adjust: &Adjust<'_>) -> LoadedUnit {
        let mut loaded =
            LoadedUnit { workspace: Workspace::default(), drafts: Vec::new(), others: Vec::new(), faults: Vec::new() };
        for index in unit {
            let draft = &self.discovery.drafts[*index];
            let settings = self.settings_of(draft);
            match self.read_draft(draft, self.options_of(&settings)) {
                Ok(source) => {
                    let mut settings = (*settings).clone();
                    adjust(&mut settings);
                    let (source, settings) = (Arc::new(source), Arc::new(settings));
                    loaded.workspace.drafts.insert(Arc::clone(&source.name), Arc::clone(&source.document));
                    loaded.drafts.push(LoadedDraft { index: *index, source, settings });
                }
                Err(fault) => loaded.faults.push(fault),
            }
        }
        self.load_counterparts(unit, &mut loaded);
        for source in unit.first().map_or(&[][..], |it| &self.context_of(*it).instruments) {
            if !loaded.workspace.drafts.contains_key(&source.name) {
                loaded.workspace.drafts.insert(Arc::clone(&source.name), Arc::clone(&source.document));
                loaded.others.push(Arc::clone(source));
            }
        }
        loaded.workspace.unlinted = loaded.others.iter().map(|it| Arc::clone(&it.name)).collect();
        loaded.faults.extend(self.sheet_faults(unit, &loaded, adjust));
        loaded
    }

    /// Returns the positions on each draft of a unit.
    pub fn positions_on(&self, unit: &LoadedUnit) -> BTreeMap<Arc<str>, Arc<PositionIndex>> {
        let of_draft = |draft: &LoadedDraft| {
            let files = self.companions.sheets.iter().filter(|it| it.drafts.contains(&draft.index));
            let files: Vec<_> = files.map(|it| Arc::clone(&it.file)).collect();
            (!files.is_empty()).then(|| (Arc::clone(&draft.source.name), Arc::new(PositionIndex::of(files))))
        };
        unit.drafts.iter().filter_map(of_draft).collect()
    }

    fn context_of(&self, draft: usize) -> &ProjectContext {
        &self.contexts[self.discovery.drafts[draft].project]
    }

    /// Returns the faults of the positions files that apply to no draft. `adjust` is the effect of the command line on the
    /// settings.
    pub fn faults_without_draft(&self, adjust: &Adjust<'_>) -> Vec<FileFault> {
        let sheets = self.companions.sheets.iter().filter(|it| it.drafts.is_empty());
        sheets.flat_map(|it| it.faults(&[], &self.sheet_settings(it, adjust))).collect()
    }

    fn sheet_settings(&self, sheet: &Sheet, adjust: &Adjust<'_>) -> Settings {
        let mut settings = (*self.settings_at(sheet.project, &canonical_path(&sheet.path))).clone();
        adjust(&mut settings);
        settings
    }

    fn sheet_faults(&self, unit: &Unit, loaded: &LoadedUnit, adjust: &Adjust<'_>) -> Vec<FileFault> {
        let sheets = self.companions.sheets.iter();
        // A file that applies to drafts of several units is reported with the first of them.
        let sheets = sheets.filter(|it| it.drafts.first().is_some_and(|first| unit.contains(first)));
        let faults = sheets.flat_map(|sheet| {
            let drafts = loaded.drafts.iter().filter(|it| sheet.drafts.contains(&it.index));
            let documents: Vec<(&str, &Document)> = drafts.map(|it| (&*it.source.name, &*it.source.document)).collect();
            sheet.faults(&documents, &self.sheet_settings(sheet, adjust))
        });
        faults.collect()
    }

    fn read_draft(&self, draft: &FoundDraft, options: ReadOptions) -> Result<Source, FileFault> {
        let name = &draft.name;
        let fault = |code, message: String| FileFault::of_name(&**name, code, message);
        let decoded = match &draft.path {
            Some(path) => read_decoded(path, options.encoding),
            None => {
                let bytes = self.discovery.stdin.clone().unwrap_or_default();
                decode(bytes, options.encoding).map_err(|error| error.to_string())
            }
        };
        let decoded = decoded.map_err(|error| fault(FaultCode::UnreadableFile, error))?;
        catch_panic(|| Source::parse(Arc::clone(name), draft.path.clone(), decoded, options.language))
            .map_err(|error| fault(FaultCode::InternalError, error))
    }

    /// Reads the same drafts in other languages, if they are in the same folders. Errors are ignored, since these files were
    /// not requested.
    fn load_counterparts(&self, unit: &Unit, loaded: &mut LoadedUnit) {
        let on_disk = loaded.drafts.iter().filter(|it| it.source.path.is_some()).map(|it| &*it.source.name);
        let beside = counterparts_beside(on_disk, |it| self.by_path.contains_key(&canonical_path(it)));
        let Some(first) = unit.first().map(|it| &self.discovery.drafts[*it]) else { return };
        let root = &self.discovery.projects.all[first.project].project.root;
        let folder = root.as_deref().or(first.canonical.parent()).unwrap_or(&first.canonical);
        for path in beside.into_iter().filter(|it| canonical_path(it).starts_with(folder)) {
            let canonical = canonical_path(&path);
            let name: Arc<str> = display_path(&path).into();
            let draft = FoundDraft { name, path: Some(path), canonical, project: first.project, size: 0 };
            let options = self.options_of(&self.settings_of(&draft));
            if let Ok(source) = self.read_draft(&draft, options) {
                loaded.workspace.drafts.insert(Arc::clone(&source.name), Arc::clone(&source.document));
                loaded.others.push(Arc::new(source));
            }
        }
    }

    /// Reads the texts of the instruments of a project.
    fn context(&self, id: ProjectId, faults: &mut Vec<FileFault>) -> ProjectContext {
        let found = &self.discovery.projects.all[id];
        let mut settings = found.project.settings.clone();
        let mut instruments = Vec::new();
        for instrument in &mut settings.instruments {
            match self.instrument(instrument, found.folder.as_deref(), id) {
                None => instrument.file = None,
                Some(Ok(source)) => {
                    instrument.file = Some(source.name.to_string());
                    instruments.push(Arc::new(source));
                }
                Some(Err(fault)) => {
                    let message = format!("{} (the text of {:?} in travaux.toml)", fault.message, instrument.name);
                    let code = FaultCode::InstrumentFile;
                    faults.push(FileFault { message, code, is_failure: code.is_failure(), ..fault });
                    instrument.file = None;
                }
            }
        }
        ProjectContext { settings, overridden: Mutex::default(), instruments }
    }

    fn instrument(
        &self,
        instrument: &Instrument,
        folder: Option<&Path>,
        project: ProjectId,
    ) -> Option<Result<Source, FileFault>> {
        let file = instrument.file.as_ref()?;
        let folder = folder.unwrap_or(Path::new("."));
        let canonical = canonical_path(&folder.join(file));
        let requested = self.by_path.get(&canonical).map(|it| &self.discovery.drafts[*it]);
        // A project may be somebody else's: it must not make travaux read what it does not contain.
        if requested.is_none() && !canonical.starts_with(folder) {
            let message = "this is outside of the folder of travaux.toml; name it on the command line too";
            let path = relative_to_current(&canonical);
            return Some(Err(FileFault::of_file(&path, FaultCode::InstrumentFile, message)));
        }
        let path = relative_to_current(&canonical);
        let draft = requested.filter(|it| it.path.is_some()).cloned().unwrap_or_else(|| FoundDraft {
            name: display_path(&path).into(),
            path: Some(path),
            canonical,
            project,
            size: 0,
        });
        let settings = &self.discovery.projects.all[project].project.settings;
        Some(self.read_draft(&draft, self.options_of(settings)))
    }
}

/// All drafts of a command as one workspace.
#[derive(Default)]
pub struct LoadedProject {
    /// The workspace. Its settings are those of the first draft.
    pub workspace: Workspace,
    /// The requested drafts, in the order of their paths.
    pub sources: Vec<Arc<Source>>,
    /// The positions of the files in the requested folders that are about no draft, with the names of the files.
    pub records: Vec<(String, PositionIndex)>,
    /// The topics of positions.
    pub topics: Topics,
    /// What could not be read, and the faults in other files than drafts.
    pub faults: Vec<FileFault>,
}

impl LoadedProject {
    /// Loads all drafts of a command.
    pub fn load(files: Files, faults: Vec<FileFault>) -> LoadedProject {
        let mut all = LoadedProject { faults, ..LoadedProject::default() };
        all.faults.extend(files.faults_without_draft(&|_| {}));
        let mut sources = BTreeMap::new();
        let mut unlinted = BTreeSet::new();
        for unit in files.units() {
            let unit = files.load(&unit, &|_| {});
            all.workspace.positions.extend(files.positions_on(&unit));
            unlinted.extend(unit.workspace.unlinted);
            all.workspace.drafts.extend(unit.workspace.drafts);
            all.faults.extend(unit.faults);
            sources.extend(unit.drafts.into_iter().map(|it| (it.index, it)));
        }
        let Companions { sheets, topics, delegations, faults: _ } = files.companions;
        let without_draft = sheets.into_iter().filter(|it| it.drafts.is_empty() && !it.file.positions.is_empty());
        let discovery = &files.discovery;
        let requested = without_draft.filter(|it| discovery.is_requested(&it.path));
        all.records =
            requested.map(|it| (display_path(&it.path), PositionIndex::of(vec![Arc::clone(&it.file)]))).collect();
        let mut topics: Vec<_> = topics.into_iter().collect();
        topics.sort_by_key(|it| it.0);
        topics.into_iter().for_each(|it| all.topics.extend(it.1));
        let first_project = sources.values().next().map_or(0, |it| files.discovery.drafts[it.index].project);
        all.workspace.own_delegations = delegations.get(&first_project).cloned();
        if let Some(first) = sources.values().next() {
            all.workspace.settings = Arc::clone(&first.settings);
        }
        all.workspace.unlinted = unlinted;
        all.sources = sources.into_values().map(|it| it.source).collect();
        all
    }
}
