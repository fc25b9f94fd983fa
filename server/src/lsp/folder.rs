//! The files of some folders that bear on drafts, read from disk: drafts, positions, groups and settings. Slow, and
//! therefore for the loader's thread only. A file that cannot be read is left out and said so in the log.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use ignore::WalkBuilder;
use tower_lsp::ls_types::Uri;
use travaux_grammar::Language;

use super::file_kind::FileKind;
use super::open::quietly;
use super::work::Work;
use crate::config::Settings;
use crate::config::wishes::filled_in;
use crate::document::Document;
use crate::paths::plain;
use crate::positions::about::is_about;
use crate::positions::standing::Record;
use crate::positions::{Delegations, Fault, PositionsFile, read_csv, read_json};

/// What the folders say, by path.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The drafts on disk that nobody has open.
    pub(super) drafts: BTreeMap<PathBuf, Arc<Document>>,
    /// Who stands where, by draft, open ones included.
    pub(super) records: BTreeMap<PathBuf, Arc<Record>>,
    /// Delegations beyond the shipped ones.
    pub(super) own_delegations: Option<Arc<Delegations>>,
    /// What the project sets.
    pub(super) settings: Arc<Settings>,
}

/// Files that no draft or positions file comes near; a greater one is something else under such a name.
const GREATEST_FILE: u64 = 64 << 20;

/// Files to look at before giving up on a folder: somebody has opened their whole disk.
const MOST_FILES: usize = 200_000;

/// What the folders are read from.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// The folders that the client has open, read with all that is in them.
    pub(super) roots: BTreeSet<PathBuf>,
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

/// Drafts read before, so that only what has changed is read again.
#[derive(Debug, Default)]
pub(super) struct DraftCache {
    language: Option<Language>,
    drafts: BTreeMap<PathBuf, (Stamp, Arc<Document>)>,
}

type Stamp = (Option<SystemTime>, u64);

/// Our files in the folders of `sources`, in order and each once. Ignore files are respected in the client's folders; of
/// what lies beside an open draft nothing is left out, since positions are often kept from the others on purpose.
pub(super) fn listing(sources: &Sources, work: &Work) -> BTreeSet<PathBuf> {
    let beside: BTreeSet<&Path> = sources.open.iter().filter_map(|it| it.parent()).collect();
    let is_in_a_root = |folder: &Path| sources.roots.iter().any(|it| folder.starts_with(it));
    let lone = beside.iter().filter(|it| !is_in_a_root(it));
    let settings = lone.filter_map(|it| it.ancestors().map(|it| it.join("travaux.toml")).find(|it| it.is_file()));
    let mut files: BTreeSet<PathBuf> = settings.chain(sources.overlays.keys().cloned()).collect();

    let roots = sources.roots.iter().map(WalkBuilder::new);
    let beside = beside.iter().map(|it| {
        let mut walk = WalkBuilder::new(it);
        walk.max_depth(Some(1)).standard_filters(false);
        walk
    });
    for mut walk in roots.chain(beside) {
        let walk = walk.max_filesize(Some(GREATEST_FILE)).build();
        let walk = walk.filter_map(Result::ok).take(MOST_FILES).take_while(|_| work.is_wanted());
        let found = walk.filter(|it| {
            let is_file = it.file_type().is_some_and(|kind| !kind.is_dir());
            is_file && kind(it.path()).is_some()
        });
        files.extend(found.map(|it| it.into_path()));
    }
    files
}

/// Reads the folders. Of work that is not wanted any more what was read before counts.
pub(super) fn read(sources: &Sources, files: &BTreeSet<PathBuf>, cache: &mut DraftCache, work: &Work) -> Folder {
    let texts = |wanted: FileKind| {
        let files = files.iter().filter(move |it| kind(it) == Some(wanted));
        files.filter_map(|it| Some((it.as_path(), companion_text(it, sources)?)))
    };
    let file = texts(FileKind::Settings).min_by_key(|it| it.0.components().count());
    let home = file.as_ref().and_then(|it| it.0.parent()).or(sources.roots.first().map(PathBuf::as_path));
    let home = home.unwrap_or(Path::new("")).to_owned();
    let text = file.map(|it| it.1).unwrap_or_default();
    let settings = placed(settings_of(&filled_in(&text, &sources.wishes)), &home);
    let own_delegations = own_delegations(texts(FileKind::Groups).map(|it| it.1), &settings);
    let delegations = own_delegations.as_ref().unwrap_or_else(|| Delegations::shipped());

    let from_json = texts(FileKind::PositionsJson).map(|(path, text)| (path, read_json(&text, delegations)));
    let from_csv = texts(FileKind::PositionsCsv).map(|(path, text)| (path, read_csv(&text, delegations)));
    let positions: Vec<(&Path, Arc<PositionsFile>)> =
        from_json.chain(from_csv).map(|(path, file)| (path, Arc::new(file))).collect();
    let drafts: BTreeSet<&PathBuf> =
        files.iter().filter(|it| kind(it) == Some(FileKind::Draft)).chain(&sources.open).collect();
    let records = drafts.into_iter().filter_map(|it| Some((it.clone(), record(it, &positions)?)));
    Folder {
        records: records.collect(),
        drafts: read_drafts(sources, files, settings.language, cache, work),
        own_delegations: own_delegations.map(Arc::new),
        settings: Arc::new(settings),
    }
}

/// The settings that a travaux.toml states.
pub(super) fn settings_of(text: &str) -> Settings {
    Settings::read(text, &crate::rules::names()).0
}

/// The settings with the files of instruments where they lie, seen from the folder of travaux.toml.
fn placed(mut settings: Settings, home: &Path) -> Settings {
    for file in settings.instruments.iter_mut().filter_map(|it| it.file.as_mut()) {
        *file = plain(&home.join(&*file)).to_string_lossy().into_owned();
    }
    settings
}

/// What is wrong with the text of a travaux.toml.
pub(super) fn settings_faults(text: &str) -> Vec<Fault> {
    let (_, faults) = Settings::read(text, &crate::rules::names());
    faults.into_iter().map(|it| Fault { range: it.range, message: it.message }).collect()
}

fn own_delegations(groups: impl Iterator<Item = String>, settings: &Settings) -> Option<Delegations> {
    let with_groups = groups.fold(None, |known: Option<Delegations>, text| {
        let known = known.as_ref().unwrap_or_else(|| Delegations::shipped());
        Some(known.with_groups(&text).0)
    });
    if settings.delegations.is_empty() {
        return with_groups;
    }
    let known = with_groups.as_ref().unwrap_or_else(|| Delegations::shipped());
    let codes = settings.delegations.iter().map(|(code, name)| (code.as_str(), name.as_str()));
    Some(known.with_codes(codes))
}

/// The record of a draft; `None` if no positions file is about it.
fn record(draft: &Path, positions: &[(&Path, Arc<PositionsFile>)]) -> Option<Arc<Record>> {
    let about = positions.iter().filter(|(path, file)| is_about(path, file.draft.as_deref(), draft));
    let files: Vec<_> = about.map(|it| Arc::clone(&it.1)).collect();
    (!files.is_empty()).then(|| Arc::new(Record::of(files)))
}

fn read_drafts(
    sources: &Sources,
    files: &BTreeSet<PathBuf>,
    language: Option<Language>,
    cache: &mut DraftCache,
    work: &Work,
) -> BTreeMap<PathBuf, Arc<Document>> {
    let drafts = files.iter().filter(|it| kind(it) == Some(FileKind::Draft) && !sources.open.contains(*it));
    let drafts: Vec<&PathBuf> = drafts.collect();
    let all = drafts.len();
    let known = match cache.language == language {
        true => std::mem::take(&mut cache.drafts),
        false => BTreeMap::new(),
    };
    cache.language = language;
    let read = drafts.into_iter().enumerate().filter_map(|(done, path)| {
        let before = known.get(path);
        if !work.is_wanted() {
            return Some((path.clone(), before?.clone()));
        }
        work.tell(done, all);
        let stamp = stamp(path)?;
        let same = before.filter(|it| it.0 == stamp);
        let document = same.map(|it| Arc::clone(&it.1)).or_else(|| read_draft(path, language))?;
        Some((path.clone(), (stamp, document)))
    });
    cache.drafts = read.collect();
    let drafts = cache.drafts.iter();
    drafts.map(|(path, it)| (path.clone(), Arc::clone(&it.1))).collect()
}

fn read_draft(path: &Path, language: Option<Language>) -> Option<Arc<Document>> {
    let text = text_of(path)?;
    quietly(|| Arc::new(Document::parse(&text, language, 0)))
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}

/// The text of a companion: the client's if it has the file open.
pub(super) fn companion_text(path: &Path, sources: &Sources) -> Option<String> {
    let overlay = sources.overlays.get(path).map(|it| it.text.clone());
    overlay.or_else(|| text_of(path))
}

/// The text of a file, decoded as the command line decodes it.
fn text_of(path: &Path) -> Option<String> {
    let read = crate::files::text_of(path, None);
    read.map_err(|fault| tracing::warn!("{fault}")).ok().map(|it| it.text)
}

/// What a file is to us.
pub(super) fn kind(path: &Path) -> Option<FileKind> {
    FileKind::of_file(path.file_name()?.to_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSITION: &str = r#"[{"delegations": ["RU"], "stance": "proposes", "target": "article 1"}]"#;

    /// Reads the `files` of a folder and gives the targets of the record of each draft, with the draft's name.
    fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut sources = Sources::default();
        sources.roots.insert(folder.path().to_owned());
        let read = read(&sources, &listing(&sources, &Work::default()), &mut DraftCache::default(), &Work::default());
        let records: Vec<_> = read
            .records
            .iter()
            .map(|(path, record)| {
                let name = path.strip_prefix(folder.path()).unwrap().to_str().unwrap();
                (name, record.targets().collect::<Vec<_>>().join(" "))
            })
            .collect();
        let records: Vec<_> = records.iter().map(|it| (it.0, it.1.as_str())).collect();
        assert_eq!(records, expected);
    }

    fn positions(draft: &str) -> String {
        format!(r#"{{"draft": "{draft}", "positions": {POSITION}}}"#)
    }

    #[test]
    fn a_positions_file_is_about_the_draft_that_it_names_from_its_folder() {
        let up = positions("../b/./a.treaty");
        let files = [("b/a.treaty", ""), ("b/c.treaty", ""), ("p/a.positions.json", up.as_str())];
        check(&files, &[("b/a.treaty", "article 1")]);
    }

    #[test]
    fn a_sheet_is_about_the_drafts_beside_it_that_begin_like_it() {
        let sheet = "delegations,stance,target\nRU,proposes,article 2\n";
        let files = [("a.en.treaty.md", ""), ("a.fr.treaty", ""), ("ab.treaty", ""), ("a.positions.csv", sheet)];
        check(&files, &[("a.en.treaty.md", "article 2"), ("a.fr.treaty", "article 2")]);
    }

    #[test]
    fn a_broken_positions_file_counts_as_far_as_it_goes() {
        let broken = positions("a.treaty").replace("]}", "");
        check(&[("a.treaty", ""), ("a.positions.json", &broken)], &[("a.treaty", "article 1")]);
        check(&[("a.treaty", ""), ("a.positions.json", "{")], &[("a.treaty", "")]);
    }

    #[test]
    fn positions_beside_an_open_draft_count_though_they_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path(".ignore"), "*.positions.csv").unwrap();
        std::fs::write(path("a.positions.csv"), "").unwrap();
        std::fs::write(path("travaux.toml"), "").unwrap();
        let mut sources = Sources::default();
        sources.roots.insert(folder.path().to_owned());
        assert_eq!(listing(&sources, &Work::default()), [path("travaux.toml")].into());
        sources.open.insert(path("a.md"));
        let both = [path("a.positions.csv"), path("travaux.toml")];
        assert_eq!(listing(&sources, &Work::default()), both.clone().into());
        sources.roots.clear();
        assert_eq!(listing(&sources, &Work::default()), both.into());
    }

    #[test]
    fn only_what_has_changed_is_read_again_and_open_drafts_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.treaty", "b.treaty", "c.treaty"].map(|it| folder.path().join(it));
        names.iter().for_each(|it| std::fs::write(it, "x").unwrap());
        let mut sources = Sources::default();
        sources.roots.insert(folder.path().to_owned());
        sources.open.insert(names[2].clone());
        let mut cache = DraftCache::default();
        let files = listing(&sources, &Work::default());
        let before = read(&sources, &files, &mut cache, &Work::default()).drafts;
        std::fs::write(&names[1], "longer").unwrap();
        let after = read(&sources, &files, &mut cache, &Work::default()).drafts;
        assert!(Arc::ptr_eq(&before[&names[0]], &after[&names[0]]));
        assert_eq!(after[&names[1]].text.to_string(), "longer");
        assert_eq!(after.len(), 2);
    }

    #[test]
    fn a_reading_that_is_not_wanted_any_more_keeps_what_it_knows() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.treaty", "b.treaty"].map(|it| folder.path().join(it));
        std::fs::write(&names[0], "x").unwrap();
        let mut sources = Sources::default();
        sources.roots.insert(folder.path().to_owned());
        let mut cache = DraftCache::default();
        let files: BTreeSet<PathBuf> = names.clone().into();
        read(&sources, &files, &mut cache, &Work::default());
        std::fs::write(&names[0], "longer").unwrap();
        std::fs::write(&names[1], "x").unwrap();
        let unwanted = Work::default();
        unwanted.wanted().end();
        let after = read(&sources, &files, &mut cache, &unwanted).drafts;
        assert_eq!((after.len(), after[&names[0]].text.to_string()), (1, "x".to_owned()));
        let after = read(&sources, &files, &mut cache, &Work::default()).drafts;
        assert_eq!((after.len(), after[&names[0]].text.to_string()), (2, "longer".to_owned()));
    }
}
