//! Reads the files of the client's projects: drafts, positions, groups and settings. Reading is slow and therefore done on the thread
//! of the loader only. A file that cannot be read is logged and left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use travaux_grammar::Language;

use super::catch_panic::catch_panic;
use super::client_projects::DraftSettings;
use super::convert::file_uri;
use super::progress::Job;
use super::project_files::ProjectFiles;
use super::project_sources::{ProjectSources, text_of};
use crate::file_kind::FileKind;
use crate::files::decode::Encoding;
use crate::files::positions::fault_without_draft;
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::positions::draft_match::applies_to;
use travaux_model::positions::position_index::PositionIndex;
use travaux_model::positions::{Delegations, ParseError, PositionsFile, Topics, read_csv, read_json};

/// The contents of the client's projects, by path.
#[derive(Debug, Default)]
pub(super) struct ProjectContents {
    /// The drafts on disk that the client does not have open.
    pub(super) drafts: BTreeMap<PathBuf, Arc<Document>>,
    /// Those among them that are there only for others to be compared with.
    pub(super) others: BTreeSet<PathBuf>,
    /// The positions on each draft, including open ones.
    pub(super) records: BTreeMap<PathBuf, Arc<PositionIndex>>,
    /// The faults of the positions files in the client's folders that apply to no draft.
    pub(super) without_draft: BTreeMap<PathBuf, ParseError>,
    /// The topics of positions.
    pub(super) topics: Arc<Topics>,
    /// The positions of all files, also of those about no draft.
    pub(super) topic_positions: Option<Arc<PositionIndex>>,
    /// The delegations, if the projects add any to the shipped ones.
    pub(super) own_delegations: Option<Arc<Delegations>>,
    /// The settings of the drafts.
    pub(super) settings: DraftSettings,
}

/// Drafts that were read before, so that only changed ones are read again.
#[derive(Debug, Default)]
pub(super) struct DraftCache {
    drafts: BTreeMap<PathBuf, (Stamp, Arc<Document>)>,
}

/// What the content of a draft depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
    language: Option<Language>,
    encoding: Option<Encoding>,
}

/// Reads the files of the projects. If the job is cancelled, the rest is taken from the cache.
pub(super) fn read(
    sources: &ProjectSources,
    files: &ProjectFiles,
    cache: &mut DraftCache,
    job: &Job,
) -> ProjectContents {
    let texts = |kind: FileKind| {
        let companions = files.companions(kind, sources);
        companions.filter_map(|it| Some((it.as_path(), sources.text(it)?)))
    };
    let (settings, others) = files.settings(sources);
    let own_delegations = own_delegations(texts(FileKind::Groups).map(|it| it.1), &settings);
    let delegations = own_delegations.as_ref().unwrap_or_else(|| Delegations::shipped());

    let from_json = texts(FileKind::PositionsJson).map(|(path, text)| (path, read_json(&text, delegations)));
    let from_csv = texts(FileKind::PositionsCsv).map(|(path, text)| (path, read_csv(&text, delegations)));
    let named = |(path, mut file): (_, PositionsFile)| {
        file.name = file_uri(path).map(|it| it.as_str().into());
        (path, Arc::new(file))
    };
    let positions: Vec<(&Path, Arc<PositionsFile>)> = from_json.chain(from_csv).map(named).collect();
    let mut topics = Topics::default();
    texts(FileKind::Topics).for_each(|(_, text)| topics.extend(Topics::read(&text).0));
    let has_topics = positions.iter().any(|it| it.1.positions.iter().any(|it| it.topic.is_some()));
    let all_positions = || positions.iter().map(|it| Arc::clone(&it.1)).collect();
    let drafts = files.drafts(sources);
    let records = drafts.iter().filter_map(|it| Some(((*it).clone(), record(it, &positions)?)));
    let records = records.collect();
    let without_draft = without_draft(&positions, &drafts, sources);
    let on_disk = drafts.into_iter().chain(&others).filter(|it| !sources.open.contains(*it)).collect();
    ProjectContents {
        records,
        drafts: read_drafts(on_disk, &settings, cache, job),
        others,
        without_draft,
        topics: Arc::new(topics),
        topic_positions: has_topics.then(|| Arc::new(PositionIndex::of(all_positions()))),
        own_delegations: own_delegations.map(Arc::new),
        settings,
    }
}

/// The faults in the text of a travaux.toml.
pub(super) fn settings_faults(text: &str) -> Vec<ParseError> {
    let (_, faults) = Settings::read(text, &travaux_rules::names());
    faults
        .into_iter()
        .map(|it| ParseError { range: it.range, message: it.message, rule: None, ends_file: false })
        .collect()
}

fn own_delegations(groups: impl Iterator<Item = String>, settings: &DraftSettings) -> Option<Delegations> {
    let with_groups = groups.fold(None, |known: Option<Delegations>, text| {
        let known = known.as_ref().unwrap_or_else(|| Delegations::shipped());
        Some(known.with_groups(&text).0)
    });
    let codes: BTreeMap<&str, &str> =
        settings.all().flat_map(|it| &it.delegations).map(|(code, name)| (code.as_str(), name.as_str())).collect();
    if codes.is_empty() {
        return with_groups;
    }
    let known = with_groups.as_ref().unwrap_or_else(|| Delegations::shipped());
    Some(known.with_codes(codes))
}

/// The positions on a draft; `None` if no positions file is about it.
fn record(draft: &Path, positions: &[(&Path, Arc<PositionsFile>)]) -> Option<Arc<PositionIndex>> {
    let about = positions.iter().filter(|(path, file)| applies_to(path, file.draft.as_deref(), draft));
    let files: Vec<_> = about.map(|it| Arc::clone(&it.1)).collect();
    (!files.is_empty()).then(|| Arc::new(PositionIndex::of(files)))
}

/// The faults of positions files that apply to no draft. As on the command line, a file that happens to be beside an open
/// draft has none.
fn without_draft(
    positions: &[(&Path, Arc<PositionsFile>)],
    drafts: &BTreeSet<&PathBuf>,
    sources: &ProjectSources,
) -> BTreeMap<PathBuf, ParseError> {
    let is_requested =
        |it: &Path| sources.overlays.contains_key(it) || sources.roots.iter().any(|root| it.starts_with(root));
    let requested = positions.iter().filter(|(path, _)| is_requested(path));
    let lone = requested.filter(|(path, file)| !drafts.iter().any(|it| applies_to(path, file.draft.as_deref(), it)));
    let unsaved = || sources.open.iter().map(PathBuf::as_path);
    let faults =
        lone.filter_map(|(path, file)| Some((path.to_path_buf(), fault_without_draft(path, file, unsaved())?)));
    faults.collect()
}

fn read_drafts(
    drafts: BTreeSet<&PathBuf>,
    settings: &DraftSettings,
    cache: &mut DraftCache,
    job: &Job,
) -> BTreeMap<PathBuf, Arc<Document>> {
    let all = drafts.len();
    let known = std::mem::take(&mut cache.drafts);
    let read = drafts.into_iter().enumerate().filter_map(|(done, path)| {
        let before = known.get(path);
        if job.is_cancelled() {
            return Some((path.clone(), before?.clone()));
        }
        job.report(done, all);
        let stamp = stamp(path, settings.of(path))?;
        let same = before.filter(|it| it.0 == stamp);
        let document = same.map(|it| Arc::clone(&it.1)).or_else(|| read_draft(path, stamp))?;
        Some((path.clone(), (stamp, document)))
    });
    cache.drafts = read.collect();
    let drafts = cache.drafts.iter();
    drafts.map(|(path, it)| (path.clone(), Arc::clone(&it.1))).collect()
}

fn read_draft(path: &Path, stamp: Stamp) -> Option<Arc<Document>> {
    let text = text_of(path, stamp.encoding)?;
    catch_panic(|| Arc::new(Document::parse(&text, stamp.language, 0)))
}

fn stamp(path: &Path, settings: &Settings) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    Some(Stamp {
        modified: metadata.modified().ok(),
        size: metadata.len(),
        language: settings.language,
        encoding: settings.encoding.as_deref().and_then(Encoding::of_label),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::project_files::find_files;

    fn found(sources: &ProjectSources) -> ProjectFiles {
        find_files(sources, &Job::default())
    }

    const POSITION: &str = r#"[{"delegations": ["RU"], "stance": "proposes", "target": "article 1"}]"#;

    /// Asserts which targets the positions on each draft have after the `files` of a folder are read.
    fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let sources = ProjectSources { roots: vec![folder.path().to_owned()], ..ProjectSources::default() };
        let read = read(&sources, &found(&sources), &mut DraftCache::default(), &Job::default());
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
    fn a_positions_file_names_its_draft_relative_to_its_folder() {
        let up = positions("../b/./a.treaty");
        let files = [("b/a.treaty", ""), ("b/c.treaty", ""), ("p/a.positions.json", up.as_str())];
        check(&files, &[("b/a.treaty", "article 1")]);
    }

    #[test]
    fn a_csv_file_is_about_the_drafts_in_its_folder_with_the_same_stem() {
        let csv = "delegations,stance,target\nRU,proposes,article 2\n";
        let files = [("a.en.treaty.md", ""), ("a.fr.treaty", ""), ("ab.treaty", ""), ("a.positions.csv", csv)];
        check(&files, &[("a.en.treaty.md", "article 2"), ("a.fr.treaty", "article 2")]);
    }

    #[test]
    fn a_broken_positions_file_counts_up_to_the_fault() {
        let broken = positions("a.treaty").replace("]}", "");
        check(&[("a.treaty", ""), ("a.positions.json", &broken)], &[("a.treaty", "article 1")]);
        check(&[("a.treaty", ""), ("a.positions.json", "{")], &[("a.treaty", "")]);
    }

    #[test]
    fn only_changed_drafts_are_read_again_and_open_ones_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.treaty", "b.treaty", "c.treaty"].map(|it| folder.path().join(it));
        names.iter().for_each(|it| std::fs::write(it, "x").unwrap());
        let mut sources = ProjectSources { roots: vec![folder.path().to_owned()], ..ProjectSources::default() };
        sources.open.insert(names[2].clone());
        let mut cache = DraftCache::default();
        let files = found(&sources);
        let before = read(&sources, &files, &mut cache, &Job::default()).drafts;
        std::fs::write(&names[1], "longer").unwrap();
        let after = read(&sources, &files, &mut cache, &Job::default()).drafts;
        assert!(Arc::ptr_eq(&before[&names[0]], &after[&names[0]]));
        assert_eq!(after[&names[1]].text.to_string(), "longer");
        assert_eq!(after.len(), 2);
    }

    #[test]
    fn a_cancelled_read_keeps_the_cached_drafts() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.treaty", "b.treaty"].map(|it| folder.path().join(it));
        std::fs::write(&names[0], "x").unwrap();
        let sources = ProjectSources { roots: vec![folder.path().to_owned()], ..ProjectSources::default() };
        let mut cache = DraftCache::default();
        read(&sources, &found(&sources), &mut cache, &Job::default());
        std::fs::write(&names[0], "longer").unwrap();
        std::fs::write(&names[1], "x").unwrap();
        let files = found(&sources);
        let cancelled = Job::default();
        cancelled.cancellation().cancel();
        let after = read(&sources, &files, &mut cache, &cancelled).drafts;
        assert_eq!((after.len(), after[&names[0]].text.to_string()), (1, "x".to_owned()));
        let after = read(&sources, &files, &mut cache, &Job::default()).drafts;
        assert_eq!((after.len(), after[&names[0]].text.to_string()), (2, "longer".to_owned()));
    }
}
