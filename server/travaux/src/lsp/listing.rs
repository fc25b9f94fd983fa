//! Which files bear on the drafts of a client: those that the command line would find in its folders, by the same walk,
//! and what lies beside the drafts that it has open. Reads no file but travaux.toml.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

use super::file_kind::FileKind;
use super::work::Work;
use crate::files::project::{Project, nearest, whole};
use crate::files::walk::{Found, Ground, Limits, counterparts_beside, ground_of_project, search};
use travaux_model::config::Settings;
use travaux_model::config::wishes::filled_in;
use travaux_model::paths::plain;

/// Files that no draft or positions file comes near; a greater one is something else under such a name.
const GREATEST_FILE: u64 = 64 << 20;

/// Files to look at before giving up on a folder: somebody has opened their whole disk.
const MOST_FILES: usize = 200_000;

/// What the folders are read from.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// The folders that the client has open, in its order, read with all that is in them.
    pub(super) roots: Vec<PathBuf>,
    /// The drafts that the client has open; their folders are read too, without what lies deeper.
    pub(super) open: BTreeSet<PathBuf>,
    /// Companions of drafts that the client has open, with the text that it has.
    pub(super) overlays: BTreeMap<PathBuf, Overlay>,
    /// What the editor's own settings say, as the text of a travaux.toml.
    pub(super) wishes: String,
}

/// A file as the client has it.
#[derive(Clone, Debug)]
pub(super) struct Overlay {
    /// The client's name for it.
    pub(super) uri: Uri,
    /// The client's number for this state of it.
    pub(super) version: i32,
    /// All of it.
    pub(super) text: String,
}

/// The project that the client works in.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// Its travaux.toml, by the client's name; `None` if it has none.
    file: Option<PathBuf>,
    /// Its folder, by the client's name.
    folder: PathBuf,
    /// What it sets, the editor's wishes included.
    pub(super) project: Project,
}

/// The files, and what decided about them.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The project.
    pub(super) home: Home,
    found: Found,
    counterparts: BTreeSet<PathBuf>,
}

impl Sources {
    /// The folders of open drafts, and those among them that lie in no folder that the client has open.
    fn beside(&self) -> (BTreeSet<&Path>, Vec<&Path>) {
        let beside: BTreeSet<&Path> = self.open.iter().filter_map(|it| it.parent()).collect();
        let lone = beside.iter().copied().filter(|it| !self.roots.iter().any(|root| it.starts_with(root)));
        let lone = lone.collect();
        (beside, lone)
    }

    /// The text of a companion: the client's if it has the file open.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        let overlay = self.overlays.get(path).map(|it| it.text.clone());
        overlay.or_else(|| text_of(path))
    }
}

/// The text of a file, decoded as the command line decodes it.
pub(super) fn text_of(path: &Path) -> Option<String> {
    let read = crate::files::text_of(path, None);
    read.map_err(|fault| tracing::warn!("{fault}")).ok().map(|it| it.text)
}

/// The project: that of the first folder that is in one, as the command line finds it, or else of the first open draft
/// that lies elsewhere.
pub(super) fn home(sources: &Sources) -> Home {
    let roots = sources.roots.iter().map(PathBuf::as_path);
    let file = roots.chain(sources.beside().1).find_map(|it| settings_file(it, sources));
    let text = file.as_ref().and_then(|it| sources.text(it)).unwrap_or_default();
    // A byte order mark is no TOML.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let settings = Settings::read(&filled_in(text, &sources.wishes), &travaux_rules::names()).0;
    let folder = file.as_ref().and_then(|it| it.parent()).or(sources.roots.first().map(PathBuf::as_path));
    let root = folder.map(whole);
    let folder = folder.map(Path::to_owned).unwrap_or_default();
    Home { folder, file, project: Project { root, settings } }
}

/// The travaux.toml that a folder's project has, by the client's name for it.
fn settings_file(folder: &Path, sources: &Sources) -> Option<PathBuf> {
    let by_the_client = |file: &Path| {
        let around = folder.ancestors().find(|it| file.parent() == Some(&whole(it)));
        around.and_then(|it| Some(it.join(file.file_name()?))).unwrap_or_else(|| file.to_owned())
    };
    let is_there = |file: &Path| file.is_file() || sources.overlays.contains_key(&by_the_client(file));
    nearest(folder, is_there).map(|it| by_the_client(&it))
}

/// The files of a project. Ignore files are respected in the client's folders; of what lies beside an open draft nothing
/// is left out but drafts, since positions are often kept from the others on purpose.
pub(super) fn listing(sources: &Sources, home: Home, work: &Work) -> Listing {
    let (beside, lone) = sources.beside();
    let roots = sources.roots.iter().map(|it| Ground::all_in(it));
    let lone = lone.into_iter().map(|it| Ground { is_deep: false, ..Ground::all_in(it) });
    let beside = beside.into_iter().map(|it| Ground { has_ignored: true, ..Ground::companions_beside(it) });
    let mut grounds: Vec<Ground> = roots.chain(lone).chain(beside).collect();
    grounds.extend(ground_of_project(&home.project, &grounds, |_| home.folder.clone()));
    let is_wanted = || work.is_wanted();
    let limits = Limits { greatest_file: Some(GREATEST_FILE), most_files: MOST_FILES, is_wanted: &is_wanted };
    let found = search(Found::default(), &grounds, &home.project, &limits);

    let counterparts = counterparts(&found, sources);
    Listing { home, found, counterparts }
}

/// What is known of a project before anybody has looked around in it: its settings and what they name.
pub(super) fn at_hand(sources: &Sources, home: Home) -> Listing {
    let found = Found::default();
    let counterparts = counterparts(&found, sources);
    Listing { home, found, counterparts }
}

fn counterparts(found: &Found, sources: &Sources) -> BTreeSet<PathBuf> {
    let drafts: BTreeSet<&Path> = found.drafts.iter().chain(&sources.open).map(PathBuf::as_path).collect();
    let names: Vec<_> = drafts.iter().map(|it| it.to_string_lossy()).collect();
    counterparts_beside(names.iter().map(|it| &**it), |it| drafts.contains(it))
}

impl Listing {
    /// Whether the same files are those of a project as it is now.
    pub(super) fn is_for(&self, project: &Project) -> bool {
        let patterns = |it: &Project| (it.root.clone(), it.settings.include.clone(), it.settings.exclude.clone());
        patterns(&self.home.project) == patterns(project)
    }

    /// The drafts, those that are open included.
    pub(super) fn drafts<'s>(&'s self, sources: &'s Sources) -> BTreeSet<&'s PathBuf> {
        self.found.drafts.iter().chain(&sources.open).collect()
    }

    /// The companions of drafts of a kind, those included that only the client has.
    pub(super) fn companions<'s>(
        &'s self,
        wanted: FileKind,
        sources: &'s Sources,
    ) -> impl Iterator<Item = &'s PathBuf> + use<'s> {
        let found = &self.found;
        let on_disk = found.positions.iter().chain(&found.groups).chain(&found.settings).chain(&self.home.file);
        let all: BTreeSet<&PathBuf> = on_disk.chain(sources.overlays.keys()).collect();
        all.into_iter().filter(move |it| kind(it) == Some(wanted))
    }

    /// The settings of the project with the files of instruments where they lie, and what drafts are held against without
    /// being asked for: those files and the same texts in other languages, as far as they are none of the drafts.
    pub(super) fn settings(&self, sources: &Sources) -> (Settings, BTreeSet<PathBuf>) {
        let mut settings = self.home.project.settings.clone();
        let drafts = self.drafts(sources);
        let mut others = self.counterparts.clone();
        for file in settings.instruments.iter_mut().filter_map(|it| it.file.as_mut()) {
            let path = plain(&self.home.folder.join(&*file));
            let real = whole(&path);
            // A link may be another name of a draft.
            let draft = match real == path {
                true => drafts.get(&path).copied(),
                false => drafts.iter().find(|it| whole(it) == real).copied(),
            };
            *file = draft.unwrap_or(&path).to_string_lossy().into_owned();
            if draft.is_none() && path.is_file() {
                others.insert(path);
            }
        }
        (settings, others)
    }
}

/// What a companion of drafts is, by its name.
fn kind(path: &Path) -> Option<FileKind> {
    path.file_name().and_then(|it| it.to_str()).map(FileKind::of_opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with some files, all empty but travaux.toml.
    fn folder(files: &[&str], settings: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, if name.ends_with("travaux.toml") { settings } else { "" }).unwrap();
        }
        folder
    }

    /// The drafts of some folders and open drafts, and what they are held against, seen from the folder around them.
    fn check(around: &Path, roots: &[&str], open: &[&str], drafts: &[&str], others: &[&str]) {
        let paths = |names: &[&str]| names.iter().map(|it| around.join(it)).collect::<Vec<_>>();
        let sources = Sources { roots: paths(roots), open: paths(open).into_iter().collect(), ..Sources::default() };
        let listing = listing(&sources, home(&sources), &Work::default());
        let (_, held) = listing.settings(&sources);
        let seen = |it: &PathBuf| it.strip_prefix(around).unwrap_or(it).to_str().unwrap().to_owned();
        assert_eq!(listing.drafts(&sources).into_iter().map(seen).collect::<Vec<_>>(), drafts);
        assert_eq!(held.iter().map(seen).collect::<Vec<_>>(), others);
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
    fn the_files_are_those_of_the_project() {
        let folder = folder(&FILES, SETTINGS);
        check(folder.path(), &[""], &[], &["b.treaty", "f/g.en.treaty", "texts/c.md"], &["a.md"]);
    }

    #[test]
    fn a_folder_in_a_project_has_its_settings_and_its_own_drafts() {
        let folder = folder(&FILES, SETTINGS);
        check(folder.path(), &["texts"], &[], &["texts/c.md"], &["a.md"]);
        // Without folders, that of the draft is looked at.
        check(folder.path(), &[], &["f/h.md"], &["f/g.en.treaty", "f/h.md"], &["a.md"]);
    }

    #[test]
    fn what_is_open_is_a_draft_whatever_else_is_said() {
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
    fn settings_below_a_folder_are_not_its_own() {
        let folder = folder(&["below/travaux.toml", "below/texts/a.md", "b.treaty"], SETTINGS);
        check(folder.path(), &[""], &[], &["b.treaty"], &[]);
        // A second folder may have some.
        check(folder.path(), &["none", "below"], &[], &["below/texts/a.md"], &[]);
    }

    #[test]
    fn drafts_are_held_against_counterparts_that_nobody_asked_for() {
        let files = ["travaux.toml", "x.en.treaty", "x.ar.treaty", "y.en.treaty", "y.fr.treaty"];
        let folder = folder(&files, "[drafts]\nexclude = [\"*.ar.treaty\", \"y.*\"]\n");
        check(folder.path(), &[""], &[], &["x.en.treaty"], &["x.ar.treaty"]);
    }

    #[cfg(unix)]
    #[test]
    fn files_have_the_names_that_the_client_has_for_them() {
        let folder =
            folder(&["real/travaux.toml", "real/sub/b.treaty"], "[[instruments]]\nname = \"B\"\nfile = \"link.md\"\n");
        std::os::unix::fs::symlink("real", folder.path().join("named")).unwrap();
        std::os::unix::fs::symlink("sub/b.treaty", folder.path().join("real/link.md")).unwrap();
        let sources = Sources { roots: vec![folder.path().join("named")], ..Sources::default() };
        let listing = listing(&sources, home(&sources), &Work::default());
        let file = listing.settings(&sources).0.instruments[0].file.clone();
        assert_eq!(file, folder.path().join("named/sub/b.treaty").to_str().map(str::to_owned));
        assert_eq!(listing.home.file, Some(folder.path().join("named/travaux.toml")));
    }

    #[test]
    fn a_travaux_toml_that_only_the_client_has_counts() {
        let folder = folder(&["a.md"], "");
        let path = folder.path().join("travaux.toml");
        let uri = super::super::convert::uri_of(&path).unwrap();
        let text = "\u{FEFF}[drafts]\ninclude = [\"*.md\"]\n".to_owned();
        let overlays = [(path, Overlay { uri, version: 1, text })].into();
        let sources = Sources { roots: vec![folder.path().to_owned()], overlays, ..Sources::default() };
        let listing = listing(&sources, home(&sources), &Work::default());
        assert_eq!(listing.drafts(&sources).len(), 1);
        assert!(!listing.is_for(&Project::default()) && listing.is_for(&home(&sources).project));
    }

    #[test]
    fn positions_beside_an_open_draft_count_though_they_are_ignored() {
        let folder = folder(&["a.positions.csv", "b.treaty", "travaux.toml"], "");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path(".ignore"), "*.positions.csv\nb.treaty\n").unwrap();
        let found = |sources: &Sources| {
            let listing = listing(sources, home(sources), &Work::default());
            let kinds = [FileKind::PositionsCsv, FileKind::Settings];
            let companions =
                kinds.into_iter().flat_map(|it| listing.companions(it, sources).cloned().collect::<Vec<_>>());
            (companions.collect::<Vec<_>>(), listing.drafts(sources).len())
        };
        let mut sources = Sources { roots: vec![folder.path().to_owned()], ..Sources::default() };
        assert_eq!(found(&sources), (vec![path("travaux.toml")], 0));
        sources.open.insert(path("a.md"));
        let both = vec![path("a.positions.csv"), path("travaux.toml")];
        assert_eq!(found(&sources), (both.clone(), 1));
        sources.roots.clear();
        assert_eq!(found(&sources), (both, 1));
    }
}
