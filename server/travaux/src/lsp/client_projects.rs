//! The projects of the client's drafts: each draft belongs to the project of the nearest travaux.toml above it, as on the
//! command line. Settings that the client has open, or sends itself, take precedence over the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::project_sources::ProjectSources;
use crate::file_kind::{FileKind, SETTINGS_FILE_NAME};
use crate::files::fault::FileFault;
use crate::files::paths::canonical_path;
use crate::files::project::Project;
use crate::files::projects::{FoundProject, ProjectId, Projects, SettingsSource};
use crate::files::walk::FoundFiles;
use travaux_model::config::Settings;
use travaux_model::paths::normalize;

/// The settings of the drafts of a client.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftSettings {
    /// The settings of documents that are no files, and of files that are not listed.
    pub(super) main: Arc<Settings>,
    /// The settings of the drafts and positions files that have others.
    pub(super) by_draft: BTreeMap<PathBuf, Arc<Settings>>,
}

impl DraftSettings {
    /// The settings of a draft.
    pub(super) fn of(&self, draft: &Path) -> &Arc<Settings> {
        self.by_draft.get(draft).unwrap_or(&self.main)
    }

    /// All settings, those of the main project first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Settings> {
        std::iter::once(&self.main).chain(self.by_draft.values()).map(|it| &**it)
    }
}

/// Projects that are being found.
pub(super) struct FoundProjects<'s> {
    projects: Projects<ClientSettings<'s>>,
    main: ProjectId,
    folders: BTreeMap<PathBuf, Folder>,
}

/// The projects of a client.
#[derive(Debug, Default)]
pub(super) struct ClientProjects {
    all: Vec<FoundProject>,
    /// The folders of the projects and their settings files, spelled as the client spells them.
    spelled: Vec<Spelled>,
    main: ProjectId,
    /// The folders of drafts, spelled as the client spells them.
    folders: BTreeMap<PathBuf, Folder>,
}

#[derive(Clone, Debug)]
struct Folder {
    canonical: PathBuf,
    project: ProjectId,
}

#[derive(Debug, Default)]
struct Spelled {
    folder: PathBuf,
    settings_file: Option<PathBuf>,
}

impl<'s> FoundProjects<'s> {
    /// The projects of the folders and drafts that the client has open.
    pub(super) fn of(sources: &'s ProjectSources) -> FoundProjects<'s> {
        let mut projects = Projects::from_source(ClientSettings::of(sources));
        let main = projects.without_file();
        let mut found = FoundProjects { projects, main, folders: BTreeMap::new() };
        let (drafts, outside) = sources.draft_folders();
        let overlays = sources.overlays.keys().filter_map(|it| it.parent());
        sources.roots.iter().map(PathBuf::as_path).chain(drafts).chain(overlays).for_each(|it| found.add(it));
        // The main project is that of the first open folder that belongs to one, or else of the first open draft outside of
        // these folders.
        let candidates = sources.roots.iter().map(PathBuf::as_path).chain(outside);
        let candidates = candidates.filter_map(|it| found.folders.get(it)).map(|it| it.project);
        found.main = candidates.into_iter().find(|it| *it != main).unwrap_or(main);
        found
    }

    /// The projects themselves, for a search.
    pub(super) fn projects(&mut self) -> &mut Projects<ClientSettings<'s>> {
        &mut self.projects
    }

    /// Adds the project of the files in a folder.
    pub(super) fn add(&mut self, folder: &Path) {
        if !self.folders.contains_key(folder) {
            let canonical = canonical_path(folder);
            let project = self.projects.of_folder(&canonical);
            self.folders.insert(folder.to_owned(), Folder { canonical, project });
        }
    }

    /// Adds the projects of files that were found.
    pub(super) fn add_folders_of(&mut self, found: &FoundFiles) {
        let files = found.drafts.iter().chain(&found.settings).chain(&found.positions);
        let folders: BTreeSet<&Path> = files.filter_map(|it| it.parent()).collect();
        folders.into_iter().for_each(|it| self.add(it));
    }

    /// The folders of projects that are not inside one of some folders.
    pub(super) fn folders_outside(&self, searched: &[PathBuf]) -> Vec<PathBuf> {
        let searched: Vec<PathBuf> = searched.iter().map(|it| canonical_path(it)).collect();
        let projects = self.projects.all.iter();
        let outside = projects.filter(|it| {
            let root = it.project.root.as_ref().filter(|_| it.settings_file.is_some());
            root.is_some_and(|root| !searched.iter().any(|it| root.starts_with(it)))
        });
        outside.map(|it| self.spelled(it).folder).collect()
    }

    /// Ends the search.
    pub(super) fn finish(self) -> ClientProjects {
        let spelled = self.projects.all.iter().map(|it| self.spelled(it)).collect();
        ClientProjects { spelled, all: self.projects.all, main: self.main, folders: self.folders }
    }

    fn spelled(&self, project: &FoundProject) -> Spelled {
        let root = project.project.root.as_deref().unwrap_or(Path::new(""));
        let spelled = self.folders.iter().find_map(|(folder, known)| {
            let depth = known.canonical.strip_prefix(root).ok()?.components().count();
            folder.ancestors().nth(depth).filter(|it| canonical_path(it) == root)
        });
        let folder = spelled.unwrap_or(root).to_owned();
        let settings_file = project.settings_file.as_ref().map(|_| folder.join(SETTINGS_FILE_NAME));
        Spelled { folder, settings_file }
    }
}

impl ClientProjects {
    /// The settings files of the projects.
    pub(super) fn settings_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.spelled.iter().filter_map(|it| it.settings_file.as_ref())
    }

    /// The patterns on which a search depends, by the folders of projects.
    pub(super) fn patterns(&self) -> BTreeMap<Option<&PathBuf>, (&Vec<String>, &Vec<String>)> {
        let projects = self.all.iter().map(|it| &it.project);
        projects.map(|it| (it.root.as_ref(), (&it.settings.include, &it.settings.exclude))).collect()
    }

    /// The settings of some drafts, of the `sheets` about them, and of the `others` that they are compared with. Adds the
    /// files of instruments to the others.
    pub(super) fn settings(
        &self,
        drafts: &BTreeSet<&PathBuf>,
        sheets: &BTreeSet<&PathBuf>,
        others: &mut BTreeSet<PathBuf>,
    ) -> DraftSettings {
        let ids = 0..self.all.len();
        let of_projects: Vec<Arc<Settings>> =
            ids.map(|id| Arc::new(self.with_instruments(id, drafts, others))).collect();
        let main = of_projects.get(self.main).cloned().unwrap_or_default();
        let mut overridden: FxHashMap<(ProjectId, Vec<usize>), Arc<Settings>> = FxHashMap::default();
        let mut settings_of = |draft: &PathBuf| {
            let folder = self.folders.get(draft.parent()?)?;
            let project = &self.all[folder.project];
            let overrides = match project.project.settings.overrides.is_empty() {
                true => Vec::new(),
                false => project.overrides_of(&canonical_path(draft)),
            };
            let settings = &of_projects[folder.project];
            let settings = match overrides.is_empty() {
                true => Arc::clone(settings),
                false => Arc::clone(
                    overridden
                        .entry((folder.project, overrides))
                        .or_insert_with_key(|(_, overrides)| Arc::new(project.overridden(settings, overrides))),
                ),
            };
            (!Arc::ptr_eq(&settings, &main)).then(|| (draft.clone(), settings))
        };
        let files = drafts.iter().chain(sheets).copied().chain(&*others);
        let by_draft = files.filter_map(&mut settings_of).collect();
        DraftSettings { main, by_draft }
    }

    /// The settings of a project, with absolute paths for the files of instruments.
    fn with_instruments(&self, id: ProjectId, drafts: &BTreeSet<&PathBuf>, others: &mut BTreeSet<PathBuf>) -> Settings {
        let Project { root, settings } = &self.all[id].project;
        let mut settings = settings.clone();
        for instrument in &mut settings.instruments {
            let Some(file) = instrument.file.take() else { continue };
            let path = normalize(&self.spelled[id].folder.join(&file));
            let real = canonical_path(&path);
            // A symbolic link may lead to a draft.
            let draft = match real == path {
                true => drafts.get(&path).copied(),
                false => drafts.iter().find(|it| canonical_path(it) == real).copied(),
            };
            // A project may be somebody else's: it must not make the server read what it does not contain.
            if draft.is_none() && root.as_ref().is_some_and(|root| !real.starts_with(root)) {
                tracing::warn!("{} is outside of the folder of travaux.toml, so it is not read", path.display());
                continue;
            }
            instrument.file = Some(draft.unwrap_or(&path).to_string_lossy().into_owned());
            if draft.is_none() && path.is_file() {
                others.insert(path);
            }
        }
        settings
    }
}

/// The settings files on disk and in the client, with the settings of the editor.
pub(super) struct ClientSettings<'s> {
    sources: &'s ProjectSources,
    /// The texts of the settings files that the client has open, by canonical paths.
    overlays: FxHashMap<PathBuf, &'s str>,
}

impl<'s> ClientSettings<'s> {
    fn of(sources: &'s ProjectSources) -> ClientSettings<'s> {
        let canonical = |path: &Path| Some(canonical_path(path.parent()?).join(path.file_name()?));
        let is_settings_file = |it: &Path| FileKind::of_file(&it.to_string_lossy()) == Some(FileKind::Settings);
        let open =
            sources.overlays.iter().filter(|it| it.0.file_name().is_some_and(|it| is_settings_file(it.as_ref())));
        let overlays = open.filter_map(|(path, it)| Some((canonical(path)?, it.text.as_str()))).collect();
        ClientSettings { sources, overlays }
    }

    fn settings(&self, text: &str) -> Settings {
        // TOML allows no byte order mark.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Settings::with_editor(text, &self.sources.editor_settings, &travaux_rules::names())
    }
}

impl SettingsSource for ClientSettings<'_> {
    fn has(&self, file: &Path) -> bool {
        self.overlays.contains_key(file) || file.is_file()
    }

    fn read(&self, file: &Path) -> Result<Project, Vec<FileFault>> {
        let on_disk = || self.sources.text(file).unwrap_or_default();
        let text = self.overlays.get(file).map_or_else(on_disk, |it| (*it).to_owned());
        Ok(Project { root: file.parent().map(Path::to_path_buf), settings: self.settings(&text) })
    }

    fn without_file(&self) -> Project {
        Project { root: self.sources.roots.first().map(|it| canonical_path(it)), settings: self.settings("") }
    }
}
