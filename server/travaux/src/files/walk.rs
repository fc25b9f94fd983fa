//! Finds the files of a client's projects, by the same rules as [`super::discover`] for a command. No file is read.
//!
//! Ignore files apply inside and outside of git repositories. The files are in the order of their paths.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::paths::{canonical_path, display_path};
use super::projects::{Projects, SettingsSource};
use crate::file_kind::FileKind;
use travaux_model::paths::counterparts;

/// The files that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFiles {
    /// The drafts, sorted by path, without duplicates.
    pub drafts: Vec<PathBuf>,
    /// The positions files, sorted by path.
    pub positions: Vec<PathBuf>,
    /// The groups files, sorted by path.
    pub groups: Vec<PathBuf>,
    /// The topics files, sorted by path.
    pub topics: Vec<PathBuf>,
    /// The settings files, sorted by path, whether they apply or not.
    pub settings: Vec<PathBuf>,
    /// The paths that could not be accessed, one line each.
    pub errors: Vec<String>,
}

/// A folder to search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRoot {
    /// The folder.
    pub folder: PathBuf,
    /// Whether subfolders are searched too.
    pub is_recursive: bool,
    /// Whether drafts are searched, or only their companions.
    pub includes_drafts: bool,
    /// Whether ignored files are included.
    pub includes_ignored: bool,
}

/// The limits of a search.
pub struct Limits<'l> {
    /// The size of the largest file that is included.
    pub max_file_bytes: Option<u64>,
    /// The number of files and folders visited under one root.
    pub max_entries: usize,
    /// The search stops as soon as this returns `false`.
    pub keep_going: &'l dyn Fn() -> bool,
}

impl FoundFiles {
    /// Adds the files of another search.
    pub fn extend(&mut self, other: FoundFiles) {
        self.drafts.extend(other.drafts);
        self.positions.extend(other.positions);
        self.groups.extend(other.groups);
        self.topics.extend(other.topics);
        self.settings.extend(other.settings);
        self.errors.extend(other.errors);
        self.sort();
    }

    fn sort(&mut self) {
        let FoundFiles { drafts, positions, groups, topics, settings, errors } = self;
        for paths in [drafts, positions, groups, topics, settings] {
            paths.sort_by_cached_key(|path| display_path(path));
            let mut seen = rustc_hash::FxHashSet::default();
            paths.retain(|path| seen.insert(canonical_path(path)));
        }
        errors.sort();
        errors.dedup();
    }
}

impl SearchRoot {
    /// Returns a folder with all drafts and companions in it and its subfolders.
    pub fn all_in(folder: &Path) -> SearchRoot {
        SearchRoot { folder: folder.to_path_buf(), is_recursive: true, includes_drafts: true, includes_ignored: false }
    }

    /// Returns a folder with the companions of drafts in it and its subfolders.
    pub fn companions_in(folder: &Path) -> SearchRoot {
        SearchRoot { includes_drafts: false, ..SearchRoot::all_in(folder) }
    }

    /// Returns a folder with the companions of drafts in it, without subfolders.
    pub fn companions_beside(folder: &Path) -> SearchRoot {
        SearchRoot { is_recursive: false, ..SearchRoot::companions_in(folder) }
    }
}

/// Returns the files under some search roots.
pub fn search<S: SettingsSource>(roots: &[SearchRoot], projects: &mut Projects<S>, limits: &Limits<'_>) -> FoundFiles {
    let mut found = FoundFiles::default();
    for root in roots {
        search_root(root, projects, limits, &mut found);
    }
    found.sort();
    found
}

/// Returns the counterparts in other languages that exist beside some drafts, given by their paths, and are not known.
pub fn counterparts_beside<'d>(
    drafts: impl Iterator<Item = &'d str>,
    is_known: impl Fn(&Path) -> bool,
) -> BTreeSet<PathBuf> {
    let names = drafts.flat_map(counterparts).map(PathBuf::from);
    names.filter(|it| it.is_file() && !is_known(it)).collect()
}

fn search_root<S: SettingsSource>(
    root: &SearchRoot,
    projects: &mut Projects<S>,
    limits: &Limits<'_>,
    found: &mut FoundFiles,
) {
    if !root.is_recursive && !root.includes_drafts && !may_hold_companions(&root.folder) {
        return;
    }
    let mut walk = WalkBuilder::new(&root.folder);
    walk.require_git(false).max_depth((!root.is_recursive).then_some(1)).max_filesize(limits.max_file_bytes);
    if root.includes_ignored {
        walk.standard_filters(false);
    }
    // Canonicalized only once, since the walk follows no links.
    let canonical = canonical_path(&root.folder);
    for entry in walk.build().take(limits.max_entries).take_while(|_| (limits.keep_going)()) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) => {
                let is_draft = || {
                    let path = canonical.join(entry.path().strip_prefix(&root.folder).unwrap_or(entry.path()));
                    let project = projects.of_folder(path.parent().unwrap_or(&path));
                    projects.all[project].has_draft(&path)
                };
                add_file(&entry, root.includes_drafts, is_draft, found);
            }
            Ok(_) => {}
            // Companions were not requested, so those that cannot be accessed are ignored.
            Err(_) if !root.includes_drafts => {}
            Err(error) => found.errors.push(error.to_string()),
        }
    }
}

/// Returns whether a file of a folder has the name of a companion. Ignore files, which take long to read, matter only then.
pub(super) fn may_hold_companions(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return true };
    entries.flatten().any(|entry| {
        let kind = FileKind::of_file(&entry.file_name().to_string_lossy());
        kind.is_some_and(|kind| kind != FileKind::Draft)
    })
}

fn add_file(entry: &DirEntry, includes_drafts: bool, is_draft: impl FnOnce() -> bool, found: &mut FoundFiles) {
    let path = entry.path().strip_prefix("./").unwrap_or(entry.path()).to_path_buf();
    match FileKind::of_file(&entry.file_name().to_string_lossy()) {
        Some(FileKind::PositionsJson | FileKind::PositionsCsv) => found.positions.push(path),
        Some(FileKind::Groups) => found.groups.push(path),
        Some(FileKind::Topics) => found.topics.push(path),
        Some(FileKind::Settings) => found.settings.push(path),
        Some(FileKind::Draft) | None => {
            if includes_drafts && is_draft() {
                found.drafts.push(path);
            }
        }
    }
}
