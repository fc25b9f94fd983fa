//! Finds the files of the client's projects: those that the command line would find in its folders, by the same search, and
//! those beside the drafts that it has open. Reads no file except travaux.toml.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::client_projects::{ClientProjects, DraftSettings, FoundProjects};
use super::progress::Job;
use super::project_sources::ProjectSources;
use crate::file_kind::FileKind;
use crate::files::walk::{FoundFiles, Limits, SearchRoot, counterparts_beside, search};

/// No draft or positions file comes near this size; a larger file of such a name is something else.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// The search of a folder with more files is given up: it is probably a whole disk.
const MAX_FILES_SEARCHED: usize = 200_000;

/// The files of the client's projects.
#[derive(Debug, Default)]
pub(super) struct ProjectFiles {
    projects: ClientProjects,
    found: FoundFiles,
    counterparts: BTreeSet<PathBuf>,
}

/// Finds the files of the client's projects. Ignore files apply in the client's folders, but not to companions beside an
/// open draft, since positions are often excluded from version control on purpose.
pub(super) fn find_files(sources: &ProjectSources, job: &Job) -> ProjectFiles {
    let (folders, outside) = sources.draft_folders();
    let mut projects = FoundProjects::of(sources);
    let roots = sources.roots.iter().map(|it| SearchRoot::all_in(it));
    let outside = outside.into_iter().map(|it| SearchRoot { is_recursive: false, ..SearchRoot::all_in(it) });
    let companions =
        folders.into_iter().map(|it| SearchRoot { includes_ignored: true, ..SearchRoot::companions_beside(it) });
    let keep_going = || !job.is_cancelled();
    let limits =
        Limits { max_file_bytes: Some(MAX_FILE_BYTES), max_entries: MAX_FILES_SEARCHED, keep_going: &keep_going };
    let search_roots: Vec<SearchRoot> = roots.chain(outside).chain(companions).collect();
    let mut found = search(&search_roots, projects.projects(), &limits);
    // The companions of a project count wherever in its folder they are.
    let others =
        projects.folders_outside(&sources.roots).iter().map(|it| SearchRoot::companions_in(it)).collect::<Vec<_>>();
    found.extend(search(&others, projects.projects(), &limits));
    ProjectFiles::of(found, projects, sources)
}

/// Returns the files that are known without a search: those that settings name.
pub(super) fn files_in_settings(sources: &ProjectSources) -> ProjectFiles {
    ProjectFiles::of(FoundFiles::default(), FoundProjects::of(sources), sources)
}

impl ProjectFiles {
    fn of(found: FoundFiles, mut projects: FoundProjects<'_>, sources: &ProjectSources) -> ProjectFiles {
        let drafts: BTreeSet<&Path> = found.drafts.iter().chain(&sources.open).map(PathBuf::as_path).collect();
        let names: Vec<_> = drafts.iter().map(|it| it.to_string_lossy()).collect();
        let counterparts = counterparts_beside(names.iter().map(|it| &**it), |it| drafts.contains(it));
        projects.add_folders_of(&found);
        ProjectFiles { projects: projects.finish(), found, counterparts }
    }

    /// Reads the settings of the projects again. Returns whether a search would find the same files as before.
    pub(super) fn update_settings(&mut self, sources: &ProjectSources) -> bool {
        let mut projects = FoundProjects::of(sources);
        projects.add_folders_of(&self.found);
        let projects = projects.finish();
        let is_same = projects.patterns() == self.projects.patterns();
        self.projects = projects;
        is_same
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
        let settings = found.settings.iter().chain(self.projects.settings_files());
        let on_disk = found.positions.iter().chain(&found.groups).chain(&found.topics).chain(settings);
        let all: BTreeSet<&PathBuf> = on_disk.chain(sources.overlays.keys()).collect();
        all.into_iter().filter(move |it| kind_of(it) == Some(kind))
    }

    /// The settings of the drafts, with absolute paths for the files of instruments, and the files that the drafts are
    /// compared with without being drafts themselves: the files of instruments, and the same texts in other languages.
    pub(super) fn settings(&self, sources: &ProjectSources) -> (DraftSettings, BTreeSet<PathBuf>) {
        let drafts = self.drafts(sources);
        let mut others = self.counterparts.clone();
        let kinds = [FileKind::PositionsJson, FileKind::PositionsCsv];
        let sheets = kinds.into_iter().flat_map(|it| self.companions(it, sources)).collect();
        let settings = self.projects.settings(&drafts, &sheets, &mut others);
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
    use crate::lsp::project_sources::Overlay;

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
        let files = find_files(&sources, &Job::default());
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
    fn settings_in_a_subfolder_apply_to_that_folder_only() {
        let folder = folder(&["below/travaux.toml", "below/texts/a.md", "texts/a.md", "b.treaty"], SETTINGS);
        check(folder.path(), &[""], &[], &["b.treaty", "below/texts/a.md"], &[]);
        // A second folder may have settings.
        check(folder.path(), &["none", "below"], &[], &["below/texts/a.md"], &[]);
    }

    #[test]
    fn each_draft_has_the_settings_of_the_nearest_travaux_toml() {
        let folder = folder(&["travaux.toml", "a.treaty", "below/c.md", "below/d.treaty", "below/e.treaty"], "");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("travaux.toml", "profile = \"final\"\n[[overrides]]\npaths = [\"below/\"]\nprofile = \"negotiating\"\n");
        let below = "[drafts]\ninclude = [\"*.md\"]\nexclude = [\"e.*\"]\nencoding = \"windows-1252\"\n";
        write("below/travaux.toml", &format!("{below}[[instruments]]\nname = \"I\"\nfile = \"e.treaty\"\n"));
        check(folder.path(), &[""], &[], &["a.treaty", "below/c.md", "below/d.treaty"], &["below/e.treaty"]);

        let sources = ProjectSources { roots: vec![folder.path().to_owned()], ..ProjectSources::default() };
        let settings = find_files(&sources, &Job::default()).settings(&sources).0;
        let of = |name: &str| settings.of(&folder.path().join(name));
        assert_eq!((of("a.treaty").encoding.as_deref(), of("a.treaty").instruments.len()), (None, 0));
        for name in ["below/c.md", "below/d.treaty", "below/e.treaty"] {
            assert_eq!(of(name).encoding.as_deref(), Some("windows-1252"), "{name}");
            assert_ne!(of(name).profile, of("a.treaty").profile, "{name}");
            let instrument = of(name).instruments[0].file.as_deref();
            assert_eq!(instrument, folder.path().join("below/e.treaty").to_str(), "{name}");
        }
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
            let (settings, others) = find_files(sources, &Job::default()).settings(sources);
            (settings.main.instruments[0].file.clone(), others.len())
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
        let files = find_files(&sources, &Job::default());
        let file = files.settings(&sources).0.main.instruments[0].file.clone();
        assert_eq!(file, folder.path().join("named/sub/b.treaty").to_str().map(str::to_owned));
        let settings_files: Vec<_> = files.companions(FileKind::Settings, &sources).collect();
        assert_eq!(settings_files, [&folder.path().join("named/travaux.toml")]);
    }

    #[test]
    fn a_travaux_toml_that_exists_in_the_client_only_counts() {
        let folder = folder(&["a.md"], "");
        let path = folder.path().join("travaux.toml");
        let uri = file_uri(&path).unwrap();
        let text = "\u{FEFF}[drafts]\ninclude = [\"*.md\"]\n".to_owned();
        let overlays = [(path, Overlay { uri, version: 1, text })].into();
        let sources = ProjectSources { roots: vec![folder.path().to_owned()], overlays, ..ProjectSources::default() };
        let mut files = find_files(&sources, &Job::default());
        assert_eq!(files.drafts(&sources).len(), 1);
        assert!(files.update_settings(&sources) && !files.update_settings(&ProjectSources::default()));
    }

    #[test]
    fn ignored_positions_beside_an_open_draft_count() {
        let folder = folder(&["a.positions.csv", "b.treaty", "travaux.toml"], "");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path(".ignore"), "*.positions.csv\nb.treaty\n").unwrap();
        let found = |sources: &ProjectSources| {
            let files = find_files(sources, &Job::default());
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
