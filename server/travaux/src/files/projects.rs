//! The projects of the files of a command: each file belongs to the project of the nearest travaux.toml above it, whatever
//! other files the command is given.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;

use super::fault::FileFault;
use super::paths::canonical_path;
use super::project::{Project, read_project};
use crate::file_kind::{FileKind, SETTINGS_FILE_NAME};
use travaux_model::config::Settings;

/// The index of a project among those of a command or a client.
pub type ProjectId = usize;

/// Where settings files are read from.
pub trait SettingsSource {
    /// Returns whether there is a settings file with a path.
    fn has(&self, file: &Path) -> bool;

    /// Reads the project of a settings file.
    fn read(&self, file: &Path) -> Result<Project, Vec<FileFault>>;

    /// Returns the project of the files without a settings file.
    fn without_file(&self) -> Project;
}

/// The settings files on disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct SettingsOnDisk;

impl SettingsSource for SettingsOnDisk {
    fn has(&self, file: &Path) -> bool {
        is_there(file)
    }

    fn read(&self, file: &Path) -> Result<Project, Vec<FileFault>> {
        read_project(file)
    }

    fn without_file(&self) -> Project {
        Project::default()
    }
}

/// The projects of a command or a client.
pub struct Projects<S = SettingsOnDisk> {
    /// The projects that were found.
    pub all: Vec<FoundProject>,
    /// The faults in their settings.
    pub faults: Vec<FileFault>,
    source: S,
    /// The projects by canonical folders.
    by_folder: FxHashMap<PathBuf, ProjectId>,
    by_settings_file: FxHashMap<Option<PathBuf>, ProjectId>,
    /// The project of every file, if the command line names a settings file.
    named: Option<ProjectId>,
}

/// A project with its patterns.
#[derive(Clone, Debug)]
pub struct FoundProject {
    /// The project.
    pub project: Project,
    /// The settings file; `None` for files without one.
    pub settings_file: Option<PathBuf>,
    /// The canonical folder to which the files of instruments are relative.
    pub folder: Option<PathBuf>,
    /// Whether the settings could not be read, so that its drafts are not linted.
    pub is_broken: bool,
    include: Gitignore,
    exclude: Gitignore,
    overrides: Vec<Gitignore>,
}

impl Projects {
    /// Creates the projects of a command. `config` is the settings file that the command line names for all files.
    pub fn new(config: Option<&Path>) -> Projects {
        let mut projects = Projects::from_source(SettingsOnDisk);
        if let Some(file) = config {
            let id = projects.read(Some(file.to_path_buf()));
            projects.all[id].move_patterns_to_current_folder();
            projects.named = Some(id);
        }
        projects
    }
}

impl<S: SettingsSource> Projects<S> {
    /// Creates the projects with settings from a source. None has been found yet.
    pub fn from_source(source: S) -> Projects<S> {
        Projects {
            all: Vec::new(),
            faults: Vec::new(),
            source,
            by_folder: FxHashMap::default(),
            by_settings_file: FxHashMap::default(),
            named: None,
        }
    }

    /// Returns the project of the files without a settings file.
    pub fn without_file(&mut self) -> ProjectId {
        self.read(None)
    }

    /// Returns the project of the files in a canonical folder.
    pub fn of_folder(&mut self, folder: &Path) -> ProjectId {
        if let Some(named) = self.named {
            return named;
        }
        if let Some(id) = self.by_folder.get(folder) {
            return *id;
        }
        let own = folder.join(SETTINGS_FILE_NAME);
        let id = match folder.parent() {
            _ if self.source.has(&own) => self.read(Some(own)),
            Some(parent) => self.of_folder(parent),
            None => self.read(None),
        };
        self.by_folder.insert(folder.to_path_buf(), id);
        id
    }

    /// Returns the project of a file or folder.
    pub fn of_path(&mut self, path: &Path) -> ProjectId {
        let path = canonical_path(path);
        let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
        self.of_folder(folder)
    }

    fn read(&mut self, file: Option<PathBuf>) -> ProjectId {
        if let Some(id) = self.by_settings_file.get(&file) {
            return *id;
        }
        let (project, is_broken) = match file.as_deref().map(|it| self.source.read(it)) {
            None => (self.source.without_file(), false),
            Some(Ok(project)) => (project, false),
            Some(Err(faults)) => {
                self.faults.extend(faults);
                (Project::default(), true)
            }
        };
        let id = self.all.len();
        self.all.push(FoundProject::of(project, file.clone(), is_broken));
        self.by_settings_file.insert(file, id);
        id
    }
}

impl FoundProject {
    fn of(project: Project, settings_file: Option<PathBuf>, is_broken: bool) -> FoundProject {
        let folder = project.root.clone();
        let mut found = FoundProject {
            project,
            settings_file,
            folder,
            is_broken,
            include: Gitignore::empty(),
            exclude: Gitignore::empty(),
            overrides: Vec::new(),
        };
        found.build_patterns();
        found
    }

    /// Makes patterns relative to the current folder, unless that is inside the folder of the settings file.
    fn move_patterns_to_current_folder(&mut self) {
        let current = canonical_path(Path::new("."));
        if self.project.root.as_ref().is_some_and(|root| !current.starts_with(root)) {
            self.project.root = Some(current);
            self.build_patterns();
        }
    }

    fn build_patterns(&mut self) {
        let Project { root, settings } = &self.project;
        let Some(root) = root else { return };
        self.include = patterns(root, &settings.include);
        self.exclude = patterns(root, &settings.exclude);
        self.overrides = settings.overrides.iter().map(|it| patterns(root, &it.paths)).collect();
    }

    /// Returns whether the settings include a file whose name is not that of a draft.
    pub fn includes(&self, canonical: &Path) -> bool {
        matches(&self.include, canonical)
    }

    /// Returns whether the settings exclude a file.
    pub fn excludes(&self, canonical: &Path) -> bool {
        matches(&self.exclude, canonical)
    }

    /// Returns whether a file is a draft: it has the name of one or is included, and is not excluded.
    pub fn has_draft(&self, canonical: &Path) -> bool {
        let has_draft_name = || FileKind::of_file(&file_name(canonical)) == Some(FileKind::Draft);
        (has_draft_name() || self.includes(canonical)) && !self.excludes(canonical)
    }

    /// Returns `settings` as they hold for a file to which some overrides apply.
    pub fn overridden(&self, settings: &Settings, overrides: &[usize]) -> Settings {
        let applied = overrides.iter().map(|index| &self.project.settings.overrides[*index]);
        applied.fold(settings.clone(), |settings, it| settings.overridden(it))
    }

    /// Returns the indices of the overrides that apply to a file, in their order.
    pub fn overrides_of(&self, canonical: &Path) -> Vec<usize> {
        let overrides = self.overrides.iter().enumerate();
        overrides.filter(|(_, paths)| matches(paths, canonical)).map(|(index, _)| index).collect()
    }
}

fn file_name(path: &Path) -> Cow<'_, str> {
    path.file_name().map_or(Cow::Borrowed(""), |it| it.to_string_lossy())
}

/// Returns whether there is something else than a folder at a path. A device or a link that leads nowhere counts: settings
/// that cannot be read are reported, since the defaults in their place would be wrong.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().is_ok_and(|it| !it.is_dir())
}

/// Builds a matcher of patterns in the manner of .gitignore, relative to a canonical folder.
pub fn patterns(root: &Path, patterns: &[String]) -> Gitignore {
    let mut builder = GitignoreBuilder::new(root);
    for pattern in patterns {
        // Invalid patterns were reported when they were read.
        builder.add_line(None, pattern).ok();
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Returns whether a pattern matches a canonical path of a file or a folder around it.
pub fn matches(patterns: &Gitignore, path: &Path) -> bool {
    // Patterns do not apply outside of their folder.
    !patterns.is_empty()
        && path.starts_with(patterns.path())
        && patterns.matched_path_or_any_parents(path, false).is_ignore()
}
