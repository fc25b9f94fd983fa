//! Finds the files of the client's project: those that the command line would find in its folders, by the same search, and
//! those beside the drafts that it has open. Reads no file except travaux.toml.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

use super::progress::Job;
use crate::file_kind::FileKind;
use crate::files::paths::canonical_path;
use crate::files::project::{Project, nearest_settings_file};
use crate::files::walk::{FoundFiles, Limits, SearchRoot, counterparts_beside, project_search_root, search};
use travaux_model::config::PartialSettings;
use travaux_model::config::Settings;
use travaux_model::paths::normalize;

/// No draft or positions file comes near this size; a larger file of such a name is something else.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// The search of a folder with more files is given up: it is probably a whole disk.
const MAX_FILES_SEARCHED: usize = 200_000;

/// Everything that decides which files belong to the project.
#[derive(Debug, Default)]
pub(super) struct ProjectSources {
    /// The folders that the client has open, in its order. They are searched with all their subfolders.
    pub(super) roots: Vec<PathBuf>,
    /// The drafts that the client has open. Their folders are searched too, without subfolders.
    pub(super) open: BTreeSet<PathBuf>,
    /// Companions of drafts that the client has open, with their texts in the client.
    pub(super) overlays: BTreeMap<PathBuf, Overlay>,
    /// The settings of the editor, in the form of a travaux.toml.
    pub(super) editor_settings: PartialSettings,
}

/// The content of a file in the client, which takes precedence over the disk.
#[derive(Clone, Debug)]
pub(super) struct Overlay {
    /// The client's URI.
    pub(super) uri: Uri,
    /// The client's version number.
    pub(super) version: i32,
    /// The whole text.
    pub(super) text: String,
}

/// The project that the client has open. Its paths are spelled as the client spells them.
#[derive(Clone, Debug, Default)]
pub(super) struct ProjectRoot {
    /// Its travaux.toml.
    settings_file: Option<PathBuf>,
    folder: PathBuf,
    /// The project with its settings, those of the editor included.
    pub(super) project: Project,
}

/// The files of a project.
#[derive(Debug, Default)]
pub(super) struct ProjectFiles {
    /// The project.
    pub(super) root: ProjectRoot,
    found: FoundFiles,
    counterparts: BTreeSet<PathBuf>,
}

impl ProjectSources {
    /// The folders of open drafts, and those among them that lie outside of the folders that the client has open.
    fn draft_folders(&self) -> (BTreeSet<&Path>, Vec<&Path>) {
        let folders: BTreeSet<&Path> = self.open.iter().filter_map(|it| it.parent()).collect();
        let outside = folders.iter().copied().filter(|it| !self.roots.iter().any(|root| it.starts_with(root)));
        let outside = outside.collect();
        (folders, outside)
    }

    /// The text of a companion: that in the client if it is open there.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        let overlay = self.overlays.get(path).map(|it| it.text.clone());
        overlay.or_else(|| text_of(path))
    }
}

/// The text of a file on disk, decoded as the command line decodes it.
pub(super) fn text_of(path: &Path) -> Option<String> {
    let read = crate::files::decode::read_text(path, None);
    read.map_err(|fault| tracing::warn!("{fault}")).ok().map(|it| it.text)
}

/// Finds the project: that of the first open folder that belongs to one, or else of the first open draft that lies
/// outside of these folders.
pub(super) fn find_project(sources: &ProjectSources) -> ProjectRoot {
    let roots = sources.roots.iter().map(PathBuf::as_path);
    let file = roots.chain(sources.draft_folders().1).find_map(|it| settings_file(it, sources));
    let text = file.as_ref().and_then(|it| sources.text(it)).unwrap_or_default();
    // TOML allows no byte order mark.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let settings = Settings::with_editor(text, &sources.editor_settings, &travaux_rules::names());
    let folder = file.as_ref().and_then(|it| it.parent()).or(sources.roots.first().map(PathBuf::as_path));
    let root = folder.map(canonical_path);
    let folder = folder.map(Path::to_owned).unwrap_or_default();
    ProjectRoot { folder, settings_file: file, project: Project { root, settings } }
}

/// The travaux.toml of the project that a folder belongs to, spelled as the client spells the folder.
fn settings_file(folder: &Path, sources: &ProjectSources) -> Option<PathBuf> {
    let spelled = |file: &Path| {
        let parent = folder.ancestors().find(|it| file.parent() == Some(&canonical_path(it)));
        parent.and_then(|it| Some(it.join(file.file_name()?))).unwrap_or_else(|| file.to_owned())
    };
    let is_there = |file: &Path| file.is_file() || sources.overlays.contains_key(&spelled(file));
    nearest_settings_file(folder, is_there).map(|it| spelled(&it))
}

/// Finds the files of a project. Ignore files apply in the client's folders, but not to companions beside an open draft,
/// since positions are often excluded from version control on purpose.
pub(super) fn find_files(sources: &ProjectSources, root: ProjectRoot, job: &Job) -> ProjectFiles {
    let (folders, outside) = sources.draft_folders();
    let roots = sources.roots.iter().map(|it| SearchRoot::all_in(it));
    let outside = outside.into_iter().map(|it| SearchRoot { is_recursive: false, ..SearchRoot::all_in(it) });
    let companions =
        folders.into_iter().map(|it| SearchRoot { includes_ignored: true, ..SearchRoot::companions_beside(it) });
    let mut search_roots: Vec<SearchRoot> = roots.chain(outside).chain(companions).collect();
    search_roots.extend(project_search_root(&root.project, &search_roots, |_| root.folder.clone()));
    let keep_going = || !job.is_cancelled();
    let limits =
        Limits { max_file_bytes: Some(MAX_FILE_BYTES), max_entries: MAX_FILES_SEARCHED, keep_going: &keep_going };
    let found = search(FoundFiles::default(), &search_roots, &root.project, &limits);

    let counterparts = counterparts(&found, sources);
    ProjectFiles { root, found, counterparts }
}

/// The files of a project that are known without a search: those that its settings name.
pub(super) fn files_in_settings(sources: &ProjectSources, root: ProjectRoot) -> ProjectFiles {
    let found = FoundFiles::default();
    let counterparts = counterparts(&found, sources);
    ProjectFiles { root, found, counterparts }
}

fn counterparts(found: &FoundFiles, sources: &ProjectSources) -> BTreeSet<PathBuf> {
    let drafts: BTreeSet<&Path> = found.drafts.iter().chain(&sources.open).map(PathBuf::as_path).collect();
    let names: Vec<_> = drafts.iter().map(|it| it.to_string_lossy()).collect();
    counterparts_beside(names.iter().map(|it| &**it), |it| drafts.contains(it))
}

impl ProjectFiles {
    /// Whether a search of `project` would find the same files.
    pub(super) fn are_of(&self, project: &Project) -> bool {
        let patterns = |it: &Project| (it.root.clone(), it.settings.include.clone(), it.settings.exclude.clone());
        patterns(&self.root.project) == patterns(project)
    }

    /// The drafts, including those that are open.
    pub(super) fn drafts<'s>(&'s self, sources: &'s ProjectSources) -> BTreeSet<&'s PathBuf> {
        self.found.drafts.iter().chain(&sources.open).collect()
    }

    /// The companions of a kind, including those that exist in the client only.
    pub(super) fn companions<'s>(
        &'s self,
        kind: FileKind,
        sources: &'s ProjectSources,
    ) -> impl Iterator<Item = &'s PathBuf> + use<'s> {
        let found = &self.found;
        let on_disk =
            found.positions.iter().chain(&found.groups).chain(&found.settings).chain(&self.root.settings_file);
        let all: BTreeSet<&PathBuf> = on_disk.chain(sources.overlays.keys()).collect();
        all.into_iter().filter(move |it| kind_of(it) == Some(kind))
    }

    /// The settings of the project, with absolute paths for the files of instruments, and the files that the drafts are
    /// compared with without being drafts themselves: the files of instruments, and the same texts in other languages.
    pub(super) fn settings(&self, sources: &ProjectSources) -> (Settings, BTreeSet<PathBuf>) {
        let mut settings = self.root.project.settings.clone();
        let drafts = self.drafts(sources);
        let mut others = self.counterparts.clone();
        for instrument in &mut settings.instruments {
            let Some(file) = instrument.file.take() else { continue };
            let path = normalize(&self.root.folder.join(&file));
            let real = canonical_path(&path);
            // A symbolic link may lead to a draft.
            let draft = match real == path {
                true => drafts.get(&path).copied(),
                false => drafts.iter().find(|it| canonical_path(it) == real).copied(),
            };
            // A project may be somebody else's: it must not make the server read what it does not contain.
            if draft.is_none() && self.root.project.root.as_ref().is_some_and(|root| !real.starts_with(root)) {
                tracing::warn!("{} is outside of the folder of travaux.toml, so it is not read", path.display());
                continue;
            }
            instrument.file = Some(draft.unwrap_or(&path).to_string_lossy().into_owned());
            if draft.is_none() && path.is_file() {
                others.insert(path);
            }
        }
        (settings, others)
    }
}

/// The kind of a companion, by its name.
fn kind_of(path: &Path) -> Option<FileKind> {
    path.file_name().and_then(|it| it.to_str()).map(FileKind::of_opened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::convert::file_uri;

    /// A folder with some files, all empty except travaux.toml.
    fn folder(files: &[&str], settings: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, if name.ends_with("travaux.toml") { settings } else { "" }).unwrap();
        }
        folder
    }

    /// Asserts which drafts are found from some folders and open drafts, and which other files they are compared with.
    fn check(parent: &Path, roots: &[&str], open: &[&str], drafts: &[&str], others: &[&str]) {
        let paths = |names: &[&str]| names.iter().map(|it| parent.join(it)).collect::<Vec<_>>();
        let sources = ProjectSources {
            roots: paths(roots),
            open: paths(open).into_iter().collect(),
            ..ProjectSources::default()
        };
        let files = find_files(&sources, find_project(&sources), &Job::default());
        let (_, compared) = files.settings(&sources);
        let relative = |it: &PathBuf| it.strip_prefix(parent).unwrap_or(it).to_str().unwrap().to_owned();
        assert_eq!(files.drafts(&sources).into_iter().map(relative).collect::<Vec<_>>(), drafts);
        assert_eq!(compared.iter().map(relative).collect::<Vec<_>>(), others);
    }

    const SETTINGS: &str = "[drafts]\ninclude = [\"texts/*.md\"]\nexclude = [\"old/\"]\n\
        [[instruments]]\nname = \"A\"\nfile = \"a.md\"\n[[instruments]]\nname = \"B\"\nfile = \"none.md\"\n";
    const FILES: [&str; 8] = [
        "travaux.toml",
        "a.md",
        "b.treaty",
        "texts/c.md",
        "texts/deep/d.md",
        "old/e.treaty",
        "f/g.en.treaty",
        "f/h.md",
    ];

    #[test]
    fn files_are_found_as_the_settings_state() {
        let folder = folder(&FILES, SETTINGS);
        check(folder.path(), &[""], &[], &["b.treaty", "f/g.en.treaty", "texts/c.md"], &["a.md"]);
    }

    #[test]
    fn a_subfolder_of_a_project_has_its_settings_and_only_its_own_drafts() {
        let folder = folder(&FILES, SETTINGS);
        check(folder.path(), &["texts"], &[], &["texts/c.md"], &["a.md"]);
        // Without open folders, the folder of the draft is searched.
        check(folder.path(), &[], &["f/h.md"], &["f/g.en.treaty", "f/h.md"], &["a.md"]);
    }

    #[test]
    fn an_open_file_is_a_draft_whatever_the_settings_state() {
        let folder = folder(&FILES, SETTINGS);
        check(
            folder.path(),
            &[""],
            &["a.md", "old/e.treaty"],
            &["a.md", "b.treaty", "f/g.en.treaty", "old/e.treaty", "texts/c.md"],
            &[],
        );
    }

    #[test]
    fn settings_in_a_subfolder_do_not_apply_to_the_folder() {
        let folder = folder(&["below/travaux.toml", "below/texts/a.md", "b.treaty"], SETTINGS);
        check(folder.path(), &[""], &[], &["b.treaty"], &[]);
        // A second folder may have settings.
        check(folder.path(), &["none", "below"], &[], &["below/texts/a.md"], &[]);
    }

    #[test]
    fn drafts_are_compared_with_excluded_counterparts() {
        let files = ["travaux.toml", "x.en.treaty", "x.ar.treaty", "y.en.treaty", "y.fr.treaty"];
        let folder = folder(&files, "[drafts]\nexclude = [\"*.ar.treaty\", \"y.*\"]\n");
        check(folder.path(), &[""], &[], &["x.en.treaty"], &["x.ar.treaty"]);
    }

    #[test]
    fn an_instrument_outside_of_the_folder_is_read_only_if_it_is_an_open_draft() {
        let settings = "[[instruments]]\nname = \"A\"\nfile = \"../secret.md\"\n";
        let folder = folder(&["p/travaux.toml", "p/b.treaty", "secret.md"], settings);
        let mut sources = ProjectSources { roots: vec![folder.path().join("p")], ..ProjectSources::default() };
        let files = |sources: &ProjectSources| {
            let (settings, others) = find_files(sources, find_project(sources), &Job::default()).settings(sources);
            (settings.instruments[0].file.clone(), others.len())
        };
        assert_eq!(files(&sources), (None, 0));
        let secret = folder.path().join("secret.md");
        sources.open.insert(secret.clone());
        assert_eq!(files(&sources), (secret.to_str().map(str::to_owned), 0));
    }

    #[cfg(unix)]
    #[test]
    fn paths_are_spelled_as_the_client_spells_them() {
        let folder =
            folder(&["real/travaux.toml", "real/sub/b.treaty"], "[[instruments]]\nname = \"B\"\nfile = \"link.md\"\n");
        std::os::unix::fs::symlink("real", folder.path().join("named")).unwrap();
        std::os::unix::fs::symlink("sub/b.treaty", folder.path().join("real/link.md")).unwrap();
        let sources = ProjectSources { roots: vec![folder.path().join("named")], ..ProjectSources::default() };
        let files = find_files(&sources, find_project(&sources), &Job::default());
        let file = files.settings(&sources).0.instruments[0].file.clone();
        assert_eq!(file, folder.path().join("named/sub/b.treaty").to_str().map(str::to_owned));
        assert_eq!(files.root.settings_file, Some(folder.path().join("named/travaux.toml")));
    }

    #[test]
    fn a_travaux_toml_that_exists_in_the_client_only_counts() {
        let folder = folder(&["a.md"], "");
        let path = folder.path().join("travaux.toml");
        let uri = file_uri(&path).unwrap();
        let text = "\u{FEFF}[drafts]\ninclude = [\"*.md\"]\n".to_owned();
        let overlays = [(path, Overlay { uri, version: 1, text })].into();
        let sources = ProjectSources { roots: vec![folder.path().to_owned()], overlays, ..ProjectSources::default() };
        let files = find_files(&sources, find_project(&sources), &Job::default());
        assert_eq!(files.drafts(&sources).len(), 1);
        assert!(!files.are_of(&Project::default()) && files.are_of(&find_project(&sources).project));
    }

    #[test]
    fn ignored_positions_beside_an_open_draft_count() {
        let folder = folder(&["a.positions.csv", "b.treaty", "travaux.toml"], "");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path(".ignore"), "*.positions.csv\nb.treaty\n").unwrap();
        let found = |sources: &ProjectSources| {
            let files = find_files(sources, find_project(sources), &Job::default());
            let kinds = [FileKind::PositionsCsv, FileKind::Settings];
            let companions =
                kinds.into_iter().flat_map(|it| files.companions(it, sources).cloned().collect::<Vec<_>>());
            (companions.collect::<Vec<_>>(), files.drafts(sources).len())
        };
        let mut sources = ProjectSources { roots: vec![folder.path().to_owned()], ..ProjectSources::default() };
        assert_eq!(found(&sources), (vec![path("travaux.toml")], 0));
        sources.open.insert(path("a.md"));
        let both = vec![path("a.positions.csv"), path("travaux.toml")];
        assert_eq!(found(&sources), (both.clone(), 1));
        sources.roots.clear();
        assert_eq!(found(&sources), (both, 1));
    }
}
