//! The projects of the files of a command: each file belongs to the project of the nearest travaux.toml above it, whatever
//! other files the command is given.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;

use super::fault::FileFault;
use super::paths::canonical_path;
use super::project::{Project, nearest_settings_file, read_project};
use crate::file_kind::SETTINGS_FILE_NAME;

/// The index of a project among those of a command.
pub type ProjectId = usize;

/// The projects of a command.
pub struct Projects {
    /// The projects that were found.
    pub all: Vec<FoundProject>,
    /// The faults in their settings.
    pub faults: Vec<FileFault>,
    /// The projects by canonical folders.
    by_folder: FxHashMap<PathBuf, ProjectId>,
    by_settings_file: FxHashMap<Option<PathBuf>, ProjectId>,
    /// The project of every file, if the command line names a settings file.
    named: Option<ProjectId>,
}

/// A project with its patterns.
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
        let mut projects = Projects {
            all: Vec::new(),
            faults: Vec::new(),
            by_folder: FxHashMap::default(),
            by_settings_file: FxHashMap::default(),
            named: None,
        };
        if let Some(file) = config {
            let id = projects.read(Some(file.to_path_buf()));
            projects.all[id].move_patterns_to_current_folder();
            projects.named = Some(id);
        }
        projects
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
            _ if own.is_file() => self.read(Some(own)),
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
        let (project, is_broken) = match file.as_deref().map(read_project) {
            None => (Project::default(), false),
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

    /// Returns the indices of the overrides that apply to a file, in their order.
    pub fn overrides_of(&self, canonical: &Path) -> Vec<usize> {
        let overrides = self.overrides.iter().enumerate();
        overrides.filter(|(_, paths)| matches(paths, canonical)).map(|(index, _)| index).collect()
    }
}

/// Returns the travaux.toml that holds for a file or folder.
pub fn settings_file_of(path: &Path) -> Option<PathBuf> {
    nearest_settings_file(path, |it| it.is_file())
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
