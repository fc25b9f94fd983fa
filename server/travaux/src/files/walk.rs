//! Which files a command or an editor is about: folders are walked, named files are taken as they are. Reads no file.
//!
//! Ignore files count, inside a git repository or not. The order is that of the paths, whatever the disk's is.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::project::{FILE, Project, near, reason, whole};
use super::shown;
use travaux_model::paths::{DRAFT_SUFFIXES, counterparts};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The drafts, sorted by path, each once.
    pub drafts: Vec<PathBuf>,
    /// The positions files, sorted by path.
    pub positions: Vec<PathBuf>,
    /// The groups files, sorted by path.
    pub groups: Vec<PathBuf>,
    /// The files with settings, sorted by path, whether they count or not.
    pub settings: Vec<PathBuf>,
    /// What could not be looked at: one line each, with its path.
    pub faults: Vec<String>,
}

/// A folder to look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The folder.
    pub folder: PathBuf,
    /// Whether what lies deeper counts too.
    pub is_deep: bool,
    /// Whether its drafts are asked for, or only what may belong to drafts.
    pub has_drafts: bool,
    /// Whether what ignore files name counts too.
    pub has_ignored: bool,
}

/// How much is looked at.
pub struct Limits<'l> {
    /// The bytes of the greatest file that counts.
    pub greatest_file: Option<u64>,
    /// The files and folders looked at on one ground.
    pub most_files: usize,
    /// Whether anybody still waits for it.
    pub is_wanted: &'l dyn Fn() -> bool,
}

impl Ground {
    /// A folder with its drafts and all that is in it.
    pub fn all_in(folder: &Path) -> Ground {
        Ground { folder: folder.to_path_buf(), is_deep: true, has_drafts: true, has_ignored: false }
    }

    /// What may belong to drafts anywhere in a folder.
    pub fn companions_in(folder: &Path) -> Ground {
        Ground { has_drafts: false, ..Ground::all_in(folder) }
    }

    /// What may belong to drafts in just this folder.
    pub fn companions_beside(folder: &Path) -> Ground {
        Ground { is_deep: false, ..Ground::companions_in(folder) }
    }
}

/// The files at some paths. A folder is walked; a named file is a draft whatever its name; its own folder and the
/// project's are searched for positions and groups too, and so is that of `piped`, what standard input is called.
pub fn walk(paths: &[PathBuf], piped: Option<&Path>, project: &Project) -> Found {
    let (mut named, mut grounds) = (Found::default(), Vec::new());
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => grounds.push(Ground::all_in(path)),
            Ok(_) => {
                named.drafts.push(path.clone());
                grounds.push(Ground::companions_beside(folder(path)));
            }
            Err(fault) => named.faults.push(format!("{}: {}", shown(path), reason(&fault))),
        }
    }
    grounds.extend(piped.map(|path| Ground::companions_beside(folder(path))));
    grounds.extend(ground_of_project(project, &grounds, near));
    let limits = Limits { greatest_file: None, most_files: usize::MAX, is_wanted: &|| true };
    search(named, &grounds, project, &limits)
}

/// The project's own folder, whose positions and groups count whatever is asked for, under the name that is `given` it;
/// `None` where it is looked into anyway.
pub fn ground_of_project(project: &Project, grounds: &[Ground], given: impl Fn(&Path) -> PathBuf) -> Option<Ground> {
    let root = project.root.as_ref()?;
    let is_walked = grounds.iter().any(|it| it.is_deep && whole(&it.folder) == *root);
    (!is_walked).then(|| Ground::companions_in(&given(root)))
}

/// What was named, and what is found on some grounds.
pub fn search(named: Found, grounds: &[Ground], project: &Project, limits: &Limits<'_>) -> Found {
    let patterns = Patterns::of(project);
    let mut found = named;
    for ground in grounds {
        look(ground, &patterns, limits, &mut found);
    }
    for paths in [&mut found.drafts, &mut found.positions, &mut found.groups, &mut found.settings] {
        paths.sort_by_cached_key(|path| shown(path));
        let mut seen = rustc_hash::FxHashSet::default();
        paths.retain(|path| seen.insert(whole(path)));
    }
    found.faults.sort();
    found.faults.dedup();
    found
}

/// The same texts in other languages that lie beside some drafts, given by their paths, and are not known.
pub fn counterparts_beside<'d>(
    drafts: impl Iterator<Item = &'d str>,
    is_known: impl Fn(&Path) -> bool,
) -> BTreeSet<PathBuf> {
    let names = drafts.flat_map(counterparts).map(PathBuf::from);
    names.filter(|it| it.is_file() && !is_known(it)).collect()
}

fn folder(path: &Path) -> &Path {
    let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

fn look(ground: &Ground, patterns: &Patterns, limits: &Limits<'_>, found: &mut Found) {
    let mut walk = WalkBuilder::new(&ground.folder);
    walk.require_git(false).max_depth((!ground.is_deep).then_some(1)).max_filesize(limits.greatest_file);
    if ground.has_ignored {
        walk.standard_filters(false);
    }
    // Asked of the disk once, and not for each file: no link is followed on the way to it.
    let real = whole(&ground.folder);
    for entry in walk.build().take(limits.most_files).take_while(|_| (limits.is_wanted)()) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) => {
                let is_draft = || {
                    let beneath = entry.path().strip_prefix(&ground.folder).unwrap_or(entry.path());
                    ground.has_drafts && patterns.are_for_draft(&real.join(beneath), entry.file_name())
                };
                sort_in(&entry, is_draft, found);
            }
            Ok(_) => {}
            // What lies beside the drafts that were asked for, and cannot be read, is nobody's concern.
            Err(_) if !ground.has_drafts => {}
            Err(fault) => found.faults.push(fault.to_string()),
        }
    }
}

fn sort_in(entry: &DirEntry, is_draft: impl FnOnce() -> bool, found: &mut Found) {
    let path = entry.path().strip_prefix("./").unwrap_or(entry.path()).to_path_buf();
    let name = entry.file_name().to_string_lossy();
    if name.ends_with(".positions.json") || name.ends_with(".positions.csv") {
        found.positions.push(path);
    } else if name.ends_with(".groups.json") {
        found.groups.push(path);
    } else if name == FILE {
        found.settings.push(path);
    } else if is_draft() {
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

    /// Whether a whole path is that of a draft.
    fn are_for_draft(&self, path: &Path, name: &OsStr) -> bool {
        let name = name.to_string_lossy();
        let usual = DRAFT_SUFFIXES.iter().any(|ending| name.ends_with(ending));
        (usual || matches(&self.include, path)) && !matches(&self.exclude, path)
    }
}

/// Whether a pattern matches a file or a folder that it lies in.
fn matches(patterns: &Gitignore, path: &Path) -> bool {
    // Patterns say nothing about what lies outside the project.
    !patterns.is_empty()
        && path.starts_with(patterns.path())
        && patterns.matched_path_or_any_parents(path, false).is_ignore()
}
