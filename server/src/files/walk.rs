//! Which files a command is about: folders are walked, named files are taken as they are. Reads no file.
//!
//! Ignore files count, inside a git repository or not. The order is that of the paths, whatever the disk's is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::project::{Project, near, reason, whole};
use super::shown;
use crate::paths::DRAFT_ENDINGS;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The drafts, sorted by path, each once.
    pub drafts: Vec<PathBuf>,
    /// The positions files, sorted by path.
    pub positions: Vec<PathBuf>,
    /// The groups files, sorted by path.
    pub groups: Vec<PathBuf>,
    /// What could not be looked at: one line each, with its path.
    pub faults: Vec<String>,
}

/// The files at some paths. A folder is walked; a named file is a draft whatever its name; its own folder and the
/// project's are searched for positions and groups too, and so is that of `piped`, what standard input is called.
pub fn walk(paths: &[PathBuf], piped: Option<&Path>, project: &Project) -> Found {
    let patterns = Patterns::of(project);
    let mut found = Found::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => search(path, None, &patterns, true, &mut found),
            Ok(_) => {
                found.drafts.push(path.clone());
                search(folder(path), Some(1), &patterns, false, &mut found);
            }
            Err(fault) => found.faults.push(format!("{}: {}", shown(path), reason(&fault))),
        }
    }
    if let Some(path) = piped {
        search(folder(path), Some(1), &patterns, false, &mut found);
    }
    if let Some(root) = &project.root {
        let is_walked = paths.iter().any(|path| path.is_dir() && whole(path) == *root);
        if !is_walked {
            search(&near(root), None, &patterns, false, &mut found);
        }
    }
    for paths in [&mut found.drafts, &mut found.positions, &mut found.groups] {
        paths.sort_by_cached_key(|path| shown(path));
        let mut seen = rustc_hash::FxHashSet::default();
        paths.retain(|path| seen.insert(whole(path)));
    }
    found.faults.sort();
    found.faults.dedup();
    found
}

fn folder(path: &Path) -> &Path {
    let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

fn search(folder: &Path, depth: Option<usize>, patterns: &Patterns, drafts: bool, found: &mut Found) {
    let walk = WalkBuilder::new(folder).require_git(false).max_depth(depth).build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) => sort_in(&entry, patterns, drafts, found),
            Ok(_) => {}
            // What lies beside the drafts that were asked for, and cannot be read, is nobody's concern.
            Err(_) if !drafts => {}
            Err(fault) => found.faults.push(fault.to_string()),
        }
    }
}

fn sort_in(entry: &DirEntry, patterns: &Patterns, drafts: bool, found: &mut Found) {
    let path = entry.path().strip_prefix("./").unwrap_or(entry.path()).to_path_buf();
    let name = entry.file_name().to_string_lossy();
    if name.ends_with(".positions.json") || name.ends_with(".positions.csv") {
        found.positions.push(path);
    } else if name.ends_with(".groups.json") {
        found.groups.push(path);
    } else if drafts && patterns.are_for_draft(entry.path(), entry.file_name()) {
        found.drafts.push(path);
    }
}

/// What travaux.toml adds to the usual names and takes from them.
struct Patterns {
    include: Gitignore,
    exclude: Gitignore,
}

impl Patterns {
    fn of(project: &Project) -> Patterns {
        let root = project.root.as_deref();
        let matcher = |patterns: &[String]| {
            let Some(root) = root else {
                return Gitignore::empty();
            };
            let mut builder = GitignoreBuilder::new(root);
            for pattern in patterns {
                // The reader of travaux.toml has refused what is no pattern.
                builder.add_line(None, pattern).ok();
            }
            builder.build().unwrap_or_else(|_| Gitignore::empty())
        };
        Patterns { include: matcher(&project.settings.include), exclude: matcher(&project.settings.exclude) }
    }

    fn are_for_draft(&self, path: &Path, name: &OsStr) -> bool {
        let name = name.to_string_lossy();
        let usual = DRAFT_ENDINGS.iter().any(|ending| name.ends_with(ending));
        (usual || matches(&self.include, path)) && !matches(&self.exclude, path)
    }
}

/// Whether a pattern matches a file or a folder that it lies in.
fn matches(patterns: &Gitignore, path: &Path) -> bool {
    if patterns.is_empty() {
        return false;
    }
    let path = whole(path);
    // Patterns say nothing about what lies outside the project.
    path.starts_with(patterns.path()) && patterns.matched_path_or_any_parents(&path, false).is_ignore()
}
