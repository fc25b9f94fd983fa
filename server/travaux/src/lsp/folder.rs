//! The files of some folders that bear on drafts, read from disk: drafts, positions, groups and settings. Slow, and
//! therefore for the loader's thread only. A file that cannot be read is left out and said so in the log.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use travaux_grammar::Language;

use super::file_kind::FileKind;
use super::listing::{Listing, Sources, text_of};
use super::open::quietly;
use super::work::Work;
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::positions::about::is_about;
use travaux_model::positions::standing::Record;
use travaux_model::positions::{Delegations, Fault, PositionsFile, read_csv, read_json};

/// What the folders say, by path.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The drafts on disk that nobody has open.
    pub(super) drafts: BTreeMap<PathBuf, Arc<Document>>,
    /// Those among them that are only there for others to be held against.
    pub(super) others: BTreeSet<PathBuf>,
    /// Who stands where, by draft, open ones included.
    pub(super) records: BTreeMap<PathBuf, Arc<Record>>,
    /// Delegations beyond the shipped ones.
    pub(super) own_delegations: Option<Arc<Delegations>>,
    /// What the project sets.
    pub(super) settings: Arc<Settings>,
}

/// Drafts read before, so that only what has changed is read again.
#[derive(Debug, Default)]
pub(super) struct DraftCache {
    language: Option<Language>,
    drafts: BTreeMap<PathBuf, (Stamp, Arc<Document>)>,
}

type Stamp = (Option<SystemTime>, u64);

/// Reads the files of a listing. Of work that is not wanted any more what was read before counts.
pub(super) fn read(sources: &Sources, listing: &Listing, cache: &mut DraftCache, work: &Work) -> Folder {
    let texts = |wanted: FileKind| {
        let files = listing.companions(wanted, sources);
        files.filter_map(|it| Some((it.as_path(), sources.text(it)?)))
    };
    let (settings, others) = listing.settings(sources);
    let own_delegations = own_delegations(texts(FileKind::Groups).map(|it| it.1), &settings);
    let delegations = own_delegations.as_ref().unwrap_or_else(|| Delegations::shipped());

    let from_json = texts(FileKind::PositionsJson).map(|(path, text)| (path, read_json(&text, delegations)));
    let from_csv = texts(FileKind::PositionsCsv).map(|(path, text)| (path, read_csv(&text, delegations)));
    let positions: Vec<(&Path, Arc<PositionsFile>)> =
        from_json.chain(from_csv).map(|(path, file)| (path, Arc::new(file))).collect();
    let drafts = listing.drafts(sources);
    let records = drafts.iter().filter_map(|it| Some(((*it).clone(), record(it, &positions)?)));
    let records = records.collect();
    let on_disk = drafts.into_iter().chain(&others).filter(|it| !sources.open.contains(*it)).collect();
    Folder {
        records,
        drafts: read_drafts(on_disk, settings.language, cache, work),
        others,
        own_delegations: own_delegations.map(Arc::new),
        settings: Arc::new(settings),
    }
}

/// What is wrong with the text of a travaux.toml.
pub(super) fn settings_faults(text: &str) -> Vec<Fault> {
    let (_, faults) = Settings::read(text, &travaux_rules::names());
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
    drafts: BTreeSet<&PathBuf>,
    language: Option<Language>,
    cache: &mut DraftCache,
    work: &Work,
) -> BTreeMap<PathBuf, Arc<Document>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::listing::{home, listing};

    fn listed(sources: &Sources) -> Listing {
        listing(sources, home(sources), &Work::default())
    }

    const POSITION: &str = r#"[{"delegations": ["RU"], "stance": "proposes", "target": "article 1"}]"#;

    /// Reads the `files` of a folder and gives the targets of the record of each draft, with the draft's name.
    fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let sources = Sources { roots: vec![folder.path().to_owned()], ..Sources::default() };
        let read = read(&sources, &listed(&sources), &mut DraftCache::default(), &Work::default());
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
    fn only_what_has_changed_is_read_again_and_open_drafts_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.treaty", "b.treaty", "c.treaty"].map(|it| folder.path().join(it));
        names.iter().for_each(|it| std::fs::write(it, "x").unwrap());
        let mut sources = Sources { roots: vec![folder.path().to_owned()], ..Sources::default() };
        sources.open.insert(names[2].clone());
        let mut cache = DraftCache::default();
        let files = listed(&sources);
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
        let sources = Sources { roots: vec![folder.path().to_owned()], ..Sources::default() };
        let mut cache = DraftCache::default();
        read(&sources, &listed(&sources), &mut cache, &Work::default());
        std::fs::write(&names[0], "longer").unwrap();
        std::fs::write(&names[1], "x").unwrap();
        let files = listed(&sources);
        let unwanted = Work::default();
        unwanted.wanted().end();
        let after = read(&sources, &files, &mut cache, &unwanted).drafts;
        assert_eq!((after.len(), after[&names[0]].text.to_string()), (1, "x".to_owned()));
        let after = read(&sources, &files, &mut cache, &Work::default()).drafts;
        assert_eq!((after.len(), after[&names[0]].text.to_string()), (2, "longer".to_owned()));
    }
}
