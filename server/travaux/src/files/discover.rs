//! Finds the files of a command: drafts, each with its project, and the companions of drafts. No draft is read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, WalkBuilder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::decode::read_text;
use super::fault::{FaultCode, FileFault};
use super::paths::{canonical_path, describe_error, display_path, parent_folder, relative_to_current};
use super::projects::{ProjectId, Projects, matches, patterns};
use super::read::refusal;
use super::walk::{SearchRoot, may_hold_companions};
use crate::file_kind::FileKind;
use travaux_model::paths::normalize;
use travaux_model::positions::draft_match::{applies_to, named_draft};

/// What the command line says about files.
#[derive(Clone, Debug, Default)]
pub struct SearchOptions {
    /// The settings file for all files.
    pub config: Option<PathBuf>,
    /// Patterns of further drafts, relative to the current folder, and to requested folders that are not inside it.
    pub include: Vec<String>,
    /// Patterns of files that are no drafts, relative to the same folders.
    pub exclude: Vec<String>,
    /// Whether excluded files are left out even if they are named.
    pub force_exclude: bool,
}

/// The draft that was read from standard input.
#[derive(Clone, Debug)]
pub struct StdinDraft {
    /// The name in reports; a path if its project is to be found.
    pub name: PathBuf,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A draft that was found.
#[derive(Clone, Debug)]
pub struct FoundDraft {
    /// The name in reports.
    pub name: Arc<str>,
    /// The path; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The canonical path, of standard input that of its name.
    pub canonical: PathBuf,
    /// The project to which it belongs.
    pub project: ProjectId,
    /// The size in bytes.
    pub size: u64,
}

/// The files of a command.
pub struct Discovery {
    /// The projects of the files.
    pub projects: Projects,
    /// The drafts in the order of their paths, without those of broken projects; standard input is the last.
    pub drafts: Vec<FoundDraft>,
    /// The positions files, each with its project.
    pub positions: Vec<(PathBuf, ProjectId)>,
    /// The groups files, each with its project.
    pub groups: Vec<(PathBuf, ProjectId)>,
    /// The topics files, each with its project.
    pub topics: Vec<(PathBuf, ProjectId)>,
    /// The canonical paths of the folders and companions that were requested.
    pub requested: Vec<PathBuf>,
    /// The content of standard input, if it is a draft.
    pub stdin: Option<Vec<u8>>,
    /// The paths that cannot be read, and the faults in settings.
    pub faults: Vec<FileFault>,
}

impl Discovery {
    /// Returns whether a file was named, or is in a folder that was.
    pub fn is_requested(&self, path: &Path) -> bool {
        let canonical = canonical_path(path);
        self.requested.iter().any(|it| canonical.starts_with(it))
    }
}

/// Finds the files at some paths. Folders are walked. A named file is a draft whatever its name, unless that is the name of a
/// companion, and companions are searched in its folder. They are also searched in the folders of projects, and in that of
/// standard input.
pub fn discover(paths: &[PathBuf], stdin: Option<StdinDraft>, options: &SearchOptions) -> Discovery {
    let has_patterns = !(options.include.is_empty() && options.exclude.is_empty());
    let folders = if has_patterns { pattern_folders(paths) } else { Vec::new() };
    let all_patterns = |list: &[String]| folders.iter().map(|folder| patterns(folder, list)).collect();
    let mut search = Search {
        projects: Projects::new(options.config.as_deref()),
        include: all_patterns(&options.include),
        exclude: all_patterns(&options.exclude),
        force_exclude: options.force_exclude,
        drafts: Vec::new(),
        companions: Vec::new(),
        roots: Vec::new(),
        faults: Vec::new(),
    };
    for path in paths {
        search.add_path(path);
    }
    let stdin_project = stdin.as_ref().map(|draft| {
        search.roots.push(SearchRoot::companions_beside(parent_folder(&draft.name)));
        search.projects.of_path(parent_folder(&draft.name))
    });
    search.walk_all();
    let requested = paths.iter().filter(|it| it.is_dir() || names_companion(it)).map(|it| canonical_path(it));
    Discovery { requested: requested.collect(), ..search.finish(stdin.zip(stdin_project)) }
}

struct Search {
    projects: Projects,
    include: Vec<Gitignore>,
    exclude: Vec<Gitignore>,
    force_exclude: bool,
    drafts: Vec<(PathBuf, ProjectId)>,
    companions: Vec<(FileKind, PathBuf, ProjectId)>,
    roots: Vec<SearchRoot>,
    faults: Vec<FileFault>,
}

impl Search {
    fn add_path(&mut self, path: &Path) {
        let metadata = std::fs::metadata(path).map_err(|error| describe_error(&error));
        let refused = |it: &std::fs::Metadata| if it.is_dir() { None } else { refusal(it) };
        match metadata.and_then(|it| refused(&it).map_or(Ok(it), Err)) {
            Ok(metadata) if metadata.is_dir() => {
                self.projects.of_path(path);
                self.roots.push(SearchRoot::all_in(path));
            }
            Ok(_) if names_companion(path) => self.add_companion(path),
            Ok(_) => {
                let project = self.projects.of_path(path);
                if !(self.force_exclude && self.is_excluded(&canonical_path(path), project)) {
                    self.drafts.push((path.to_path_buf(), project));
                    self.roots.push(SearchRoot::companions_beside(parent_folder(path)));
                }
            }
            Err(message) => self.faults.push(FileFault::of_file(path, FaultCode::UnreadableFile, message)),
        }
    }

    /// Adds a named companion of drafts, with the drafts beside it that it is about.
    fn add_companion(&mut self, path: &Path) {
        let project = self.projects.of_path(path);
        if let Some(kind) = kind_of(path).filter(|it| *it != FileKind::Settings) {
            self.companions.push((kind, path.to_path_buf(), project));
        }
        self.roots.push(SearchRoot::companions_beside(parent_folder(path)));
        if kind_of(path).is_some_and(FileKind::has_positions) {
            let root = self.projects.all[project].folder.clone();
            let root = root.unwrap_or_else(|| canonical_path(parent_folder(path)));
            // A file may be somebody else's: it must not make the program read what its folder does not contain.
            for draft in drafts_of(path).into_iter().filter(|it| canonical_path(it).starts_with(&root)) {
                let project = self.projects.of_path(&draft);
                self.drafts.push((draft, project));
            }
        }
    }

    fn is_excluded(&self, canonical: &Path, project: ProjectId) -> bool {
        self.projects.all[project].excludes(canonical) || self.exclude.iter().any(|it| matches(it, canonical))
    }

    fn is_draft(&self, canonical: &Path, kind: Option<FileKind>, project: ProjectId) -> bool {
        let is_included = kind == Some(FileKind::Draft)
            || self.projects.all[project].includes(canonical)
            || self.include.iter().any(|it| matches(it, canonical));
        is_included && !self.is_excluded(canonical, project)
    }

    fn walk_all(&mut self) {
        let roots = std::mem::take(&mut self.roots);
        let mut seen = FxHashSet::default();
        for root in &roots {
            if seen.insert((canonical_path(&root.folder), root.is_recursive)) {
                self.walk(root);
            }
        }
        // The companions of a project count wherever in its folder they are.
        let is_walked = |folder: &Path| seen.iter().any(|(it, is_recursive)| *is_recursive && folder.starts_with(it));
        let folders = self.projects.all.iter().filter_map(|it| it.project.root.clone());
        let folders: Vec<PathBuf> = folders.filter(|it| !is_walked(it)).collect();
        for folder in folders {
            self.walk(&SearchRoot::companions_in(&relative_to_current(&folder)));
        }
    }

    fn walk(&mut self, root: &SearchRoot) {
        if !root.is_recursive && !root.includes_drafts && !may_hold_companions(&root.folder) {
            return;
        }
        // Canonicalized only once, since the walk follows no links and therefore no loops.
        let canonical = canonical_path(&root.folder);
        let mut walk = WalkBuilder::new(&root.folder);
        walk.require_git(false).max_depth((!root.is_recursive).then_some(1));
        for entry in walk.build() {
            match entry {
                Ok(entry) if may_be_file(&entry) => self.add(&entry, root, &canonical),
                Ok(_) => {}
                // Companions were not requested, so those that cannot be accessed are ignored.
                Err(_) if !root.includes_drafts => {}
                Err(error) => self.faults.push(walk_fault(&error, &root.folder)),
            }
        }
    }

    fn add(&mut self, entry: &DirEntry, root: &SearchRoot, canonical_root: &Path) {
        let relative = entry.path().strip_prefix(&root.folder).unwrap_or(entry.path());
        let canonical = canonical_root.join(relative);
        let kind = FileKind::of_file(&entry.file_name().to_string_lossy());
        if kind == Some(FileKind::Settings) || kind.is_none_or(|it| it == FileKind::Draft) && !root.includes_drafts {
            return;
        }
        let project = self.projects.of_folder(canonical.parent().unwrap_or(&canonical));
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path()).to_path_buf();
        match kind {
            Some(kind) if kind != FileKind::Draft => self.companions.push((kind, path, project)),
            _ => {
                if self.is_draft(&canonical, kind, project) {
                    self.drafts.push((path, project));
                }
            }
        }
    }

    fn finish(self, stdin: Option<(StdinDraft, ProjectId)>) -> Discovery {
        let Search { projects, drafts, companions, roots: _, mut faults, .. } = self;
        let mut drafts: Vec<FoundDraft> =
            drafts.into_iter().map(|(path, project)| found_draft(path, project)).collect();
        drafts.sort_by(|one, other| one.name.cmp(&other.name));
        let mut seen = FxHashSet::default();
        drafts.retain(|it| !projects.all[it.project].is_broken && seen.insert(it.canonical.clone()));
        let mut content = None;
        if let Some((StdinDraft { name, bytes }, project)) = stdin.filter(|it| !projects.all[it.1].is_broken) {
            let (canonical, size) = (canonical_path(&name), bytes.len() as u64);
            let name: Arc<str> = display_path(&name).into();
            // Standard input is newer than the file of its name.
            drafts.retain(|it| it.name != name);
            drafts.push(FoundDraft { name, path: None, canonical, project, size });
            content = Some(bytes);
        }
        faults.sort_by(|one, other| one.path.cmp(&other.path));
        faults.dedup();
        faults.extend(projects.faults.iter().cloned());
        let mut by_kind: FxHashMap<u8, Vec<(PathBuf, ProjectId)>> = FxHashMap::default();
        let mut seen = FxHashSet::default();
        for (kind, path, project) in companions {
            if seen.insert(canonical_path(&path)) {
                let index = if kind.has_positions() { 0 } else { 1 + u8::from(kind == FileKind::Topics) };
                by_kind.entry(index).or_default().push((path, project));
            }
        }
        let mut sorted = |index| {
            let mut files = by_kind.remove(&index).unwrap_or_default();
            files.sort_by_cached_key(|it| display_path(&it.0));
            files
        };
        let (positions, groups, topics) = (sorted(0), sorted(1), sorted(2));
        Discovery { projects, drafts, positions, groups, topics, requested: Vec::new(), stdin: content, faults }
    }
}

/// Returns the canonical folders to which the patterns of the command line are relative: the current one, and those of
/// requested paths outside of it.
fn pattern_folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let current = canonical_path(Path::new("."));
    let folder = |path: &PathBuf| canonical_path(if path.is_dir() { path } else { parent_folder(path) });
    let mut elsewhere: Vec<PathBuf> = paths.iter().map(folder).filter(|it| !it.starts_with(&current)).collect();
    elsewhere.sort();
    elsewhere.dedup();
    elsewhere.insert(0, current);
    elsewhere
}

/// Returns whether an entry of a folder is neither a folder nor a link. Devices, pipes and sockets count, so that one with the
/// name of a draft or a companion is refused by name like any other file that cannot be read; so does a link with such a name
/// that leads to one, or to nothing.
fn may_be_file(entry: &DirEntry) -> bool {
    let is_special = |it: &std::fs::Metadata| !it.is_file() && !it.is_dir();
    let kind = FileKind::of_file(&entry.file_name().to_string_lossy());
    entry.file_type().is_some_and(|it| match it.is_symlink() {
        true => {
            let is_named = kind.is_some_and(|it| it != FileKind::Settings);
            is_named && std::fs::metadata(entry.path()).map_or(true, |it| is_special(&it))
        }
        false => !it.is_dir(),
    })
}

/// Returns whether a path is that of a companion of drafts, or of a settings file.
fn names_companion(path: &Path) -> bool {
    kind_of(path).is_some_and(|it| it != FileKind::Draft)
}

fn kind_of(path: &Path) -> Option<FileKind> {
    FileKind::of_file(&path.file_name()?.to_string_lossy())
}

/// Returns the drafts that a positions file is about: the one that it names, or those beside it with the same beginning.
fn drafts_of(path: &Path) -> Vec<PathBuf> {
    let text = read_text(path, None).map(|it| it.text).unwrap_or_default();
    let named = (kind_of(path) == Some(FileKind::PositionsJson)).then(|| named_draft(&text)).flatten();
    if let Some((_, name)) = named {
        let draft = normalize(&parent_folder(path).join(name));
        return if draft.is_file() { vec![draft] } else { Vec::new() };
    }
    let is_draft = |it: &PathBuf| kind_of(it) == Some(FileKind::Draft) && it.is_file() && applies_to(path, None, it);
    let folder = path.parent().unwrap_or(Path::new(""));
    let entries = std::fs::read_dir(parent_folder(path)).into_iter().flatten().flatten();
    entries.map(|it| folder.join(it.file_name())).filter(is_draft).collect()
}

fn found_draft(path: PathBuf, project: ProjectId) -> FoundDraft {
    let size = std::fs::metadata(&path).map_or(0, |it| it.len());
    FoundDraft { name: display_path(&path).into(), canonical: canonical_path(&path), path: Some(path), project, size }
}

/// Returns the fault of a folder or file that the walk could not access.
fn walk_fault(error: &ignore::Error, folder: &Path) -> FileFault {
    let mut path = folder;
    let mut inner = error;
    while let ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } = inner {
        if let ignore::Error::WithPath { path: named, .. } = inner {
            path = named;
        }
        inner = err;
    }
    let message = inner.io_error().map_or_else(|| inner.to_string(), describe_error);
    FileFault::of_file(path, FaultCode::UnreadableFile, message)
}
