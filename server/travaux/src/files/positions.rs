//! The positions, groups and topics files of the projects of a command, and the drafts to which they apply. A draft can be
//! read without its positions, so a fault in these files does not affect the drafts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::decode::{Encoding, read_decoded};
use super::discover::{Discovery, FoundDraft};
use super::fault::{FaultCode, FileFault};
use super::paths::{canonical_path, parent_folder};
use super::projects::ProjectId;
use crate::file_kind::FileKind;
use travaux_model::config::Settings;
use travaux_model::diagnostic::Severity;
use travaux_model::document::Document;
use travaux_model::positions::draft_match::{applies_to, no_draft_beside};
use travaux_model::positions::{Delegations, ParseError, PositionsFile, Topics, read_csv, read_json};
use travaux_model::targets::target_errors;

/// The positions, groups and topics of the projects of a command.
#[derive(Default)]
pub struct Companions {
    /// The positions files.
    pub sheets: Vec<Sheet>,
    /// The topics of each project.
    pub topics: FxHashMap<ProjectId, Topics>,
    /// The delegations of the projects that add some to the built-in ones.
    pub delegations: FxHashMap<ProjectId, Arc<Delegations>>,
    /// The faults in groups and topics files, and positions files that could not be read.
    pub faults: Vec<FileFault>,
}

/// A positions file.
pub struct Sheet {
    /// The path.
    pub path: PathBuf,
    /// The content.
    pub file: Arc<PositionsFile>,
    /// The indices of the drafts to which it applies, among those that were found.
    pub drafts: Vec<usize>,
    /// The project whose settings hold for it.
    pub project: ProjectId,
    text: String,
    in_topics: Vec<ParseError>,
    /// The fault of a file whose draft is nowhere.
    no_draft: Option<ParseError>,
    /// Whether a command fails that cannot read it.
    is_needed: bool,
}

impl Sheet {
    /// Returns the faults of the file under its settings. `documents` are the drafts to which it applies, with their names.
    pub fn faults(&self, documents: &[(&str, &Document)], settings: &Settings) -> Vec<FileFault> {
        let in_targets = target_errors(&self.file.positions, documents, &|| true).unwrap_or_default();
        let errors = self.file.errors.iter().chain(&in_targets).chain(&self.in_topics);
        let errors = errors.filter_map(|it| Some((it, severity_of_error(it, settings)?)));
        let no_draft = self.no_draft.iter();
        let no_draft = no_draft.filter_map(|it| Some((it, severity_without_draft(it, settings)?)));
        let mut errors: Vec<(&ParseError, Severity)> = no_draft.chain(errors).collect();
        errors.sort_by_key(|it| it.0.range.start);
        let mut faults = in_text(&self.path, FaultCode::PositionsFile, &self.text, errors.iter().map(|it| it.0));
        for (fault, (error, severity)) in faults.iter_mut().zip(errors) {
            fault.severity = severity;
            fault.is_failure &= self.is_needed;
            fault.code = error.rule.map_or(fault.code, FaultCode::Position);
        }
        faults
    }
}

impl Companions {
    /// Reads the companions of drafts. `encoding` is that of the command line.
    pub fn load(discovery: &Discovery, encoding: Option<Encoding>) -> Companions {
        let mut companions = Companions::default();
        companions.load_delegations(discovery, encoding);
        for (path, project) in &discovery.topics {
            let Some(text) = companions.read(path, FaultCode::TopicsFile, encoding, true) else { continue };
            let (topics, faults) = Topics::read(&text);
            companions.topics.entry(*project).or_default().extend(topics);
            companions.faults.extend(in_text(path, FaultCode::TopicsFile, &text, faults.iter()));
        }
        let by_path = discovery.drafts.iter().enumerate().map(|(index, it)| (it.canonical.as_path(), index));
        let by_path: FxHashMap<&Path, usize> = by_path.collect();
        for (path, project) in &discovery.positions {
            if let Some(sheet) = companions.load_sheet(path, *project, discovery, &by_path, encoding) {
                companions.sheets.push(sheet);
            }
        }
        companions
    }

    fn load_delegations(&mut self, discovery: &Discovery, encoding: Option<Encoding>) {
        for (id, found) in discovery.projects.all.iter().enumerate() {
            let codes = &found.project.settings.delegations;
            let codes = (!codes.is_empty()).then(|| codes.iter().map(|(code, name)| (code.as_str(), name.as_str())));
            let mut own = codes.map(|codes| Delegations::shipped().with_codes(codes));
            for (path, _) in discovery.groups.iter().filter(|it| it.1 == id) {
                let Some(text) = self.read(path, FaultCode::GroupsFile, encoding, true) else { continue };
                let (extended, faults) = own.as_ref().unwrap_or_else(|| Delegations::shipped()).with_groups(&text);
                own = Some(extended);
                self.faults.extend(in_text(path, FaultCode::GroupsFile, &text, faults.iter()));
            }
            self.delegations.extend(own.map(|it| (id, Arc::new(it))));
        }
    }

    /// Reads a positions file; `None` if it applies to drafts that were not found.
    fn load_sheet(
        &mut self,
        path: &Path,
        project: ProjectId,
        discovery: &Discovery,
        by_path: &FxHashMap<&Path, usize>,
        encoding: Option<Encoding>,
    ) -> Option<Sheet> {
        let is_csv = FileKind::of_file(&path.to_string_lossy()) == Some(FileKind::PositionsCsv);
        let of_its_name = drafts_beside(path, &discovery.drafts);
        // Not one that happens to be beside a draft that was named.
        let is_needed = discovery.is_requested(path) || !of_its_name.is_empty();
        let text = self.read(path, FaultCode::PositionsFile, encoding, is_needed)?;
        // Read only where there are positions: most runs of the lint have none.
        let delegations = self.delegations.get(&project).map_or_else(|| Delegations::shipped(), |it| &**it);
        let file = if is_csv { read_csv(&text, delegations) } else { read_json(&text, delegations) };
        let drafts = match &file.draft {
            Some(draft) => self.named_draft(path, draft, by_path),
            None => of_its_name,
        };
        // A file that names no draft is about none, or about drafts that were not found. A JSON file too broken to name its
        // draft may apply to these, so its errors are reported.
        let is_about_others = file.draft.is_some() || (file.errors.is_empty() || is_csv) && !is_about_topics(&file);
        let mut no_draft = None;
        if drafts.is_empty() && discovery.is_requested(path) {
            no_draft = fault_without_draft(path, &file, std::iter::empty());
        }
        if drafts.is_empty() && is_about_others && no_draft.is_none() {
            return None;
        }
        let in_topics = self.topics.get(&project).map(|it| it.errors(&file.positions)).unwrap_or_default();
        Some(Sheet {
            path: path.to_path_buf(),
            file: Arc::new(file),
            drafts,
            project,
            text,
            in_topics,
            no_draft,
            is_needed,
        })
    }

    /// Reads the text of a companion. If that is impossible, the command fails if the companion is needed.
    fn read(&mut self, path: &Path, code: FaultCode, encoding: Option<Encoding>, is_needed: bool) -> Option<String> {
        // Even if drafts have an old encoding, their positions files are usually UTF-8.
        let text = read_decoded(path, None).or_else(|error| match encoding {
            Some(encoding) => read_decoded(path, Some(encoding)),
            None => Err(error),
        });
        let fault = |error| FileFault { is_failure: is_needed, ..FileFault::of_file(path, code, error) };
        text.map_err(|error| self.faults.push(fault(error))).ok().map(|it| it.text)
    }

    /// Returns the draft that a file names, if it is one of those that were found.
    fn named_draft(&mut self, path: &Path, draft: &str, by_path: &FxHashMap<&Path, usize>) -> Vec<usize> {
        let named = parent_folder(path).join(draft);
        let index = by_path.get(canonical_path(&named).as_path());
        if index.is_none() && !named.exists() {
            let message = format!("there is no draft {draft:?} beside it; correct \"draft\"");
            self.faults.push(FileFault::of_file(path, FaultCode::PositionsFile, message));
        }
        index.copied().into_iter().collect()
    }
}

/// Returns the severity of an error in a positions file; `None` if its rule is turned off.
pub fn severity_of_error(error: &ParseError, settings: &Settings) -> Option<Severity> {
    match error.rule.and_then(|it| travaux_rules::named(it.name())) {
        Some(rule) => rule.severity_if_enabled(settings),
        None => Some(Severity::Error),
    }
}

/// Returns the severity of a [`fault_without_draft`]; `None` if its rule is turned off. The whole file may be meant for later.
pub fn severity_without_draft(error: &ParseError, settings: &Settings) -> Option<Severity> {
    severity_of_error(error, settings).map(|it| it.min(Severity::Warning))
}

fn in_text<'f>(
    path: &Path,
    code: FaultCode,
    text: &str,
    faults: impl Iterator<Item = &'f ParseError>,
) -> Vec<FileFault> {
    let (places, ends): (Vec<_>, Vec<_>) =
        faults.map(|it| ((it.range.start, it.message.as_str()), it.ends_file)).unzip();
    let mut faults = FileFault::in_text(path, code, text, places.into_iter());
    faults.iter_mut().zip(ends).for_each(|(fault, ends_file)| fault.is_failure |= ends_file);
    faults
}

/// Returns whether a file has positions on topics, which need no draft.
fn is_about_topics(file: &PositionsFile) -> bool {
    file.positions.iter().any(|it| it.topic.is_some())
}

/// Returns the drafts to which a positions file applies that names none: `x.en.treaty` for `x.positions.csv`.
fn drafts_beside(path: &Path, drafts: &[FoundDraft]) -> Vec<usize> {
    let path = canonical_path(path);
    let beside = drafts.iter().enumerate().filter(|(_, draft)| applies_to(&path, None, &draft.canonical));
    beside.map(|(index, _)| index).collect()
}

/// Returns the fault of a positions file to which no draft is known that it applies: it names none, is not about topics,
/// and nothing beside it has its name. `unsaved` are drafts that may not be on disk.
pub fn fault_without_draft<'p>(
    path: &Path,
    file: &PositionsFile,
    unsaved: impl Iterator<Item = &'p Path>,
) -> Option<ParseError> {
    let has_rows = !file.positions.is_empty() || !file.errors.is_empty();
    if !has_rows || file.draft.is_some() || is_about_topics(file) || file.errors.iter().any(|it| it.ends_file) {
        return None;
    }
    let folder = parent_folder(path);
    // Of a folder that cannot be read nothing is known, as where an editor has the file from elsewhere.
    let entries = std::fs::read_dir(folder).ok()?.flatten().map(|it| it.file_name());
    let unsaved = unsaved.filter(|it| parent_folder(it) == folder).filter_map(|it| Some(it.file_name()?.to_owned()));
    let mut names: Vec<String> = entries.chain(unsaved).filter_map(|it| it.into_string().ok()).collect();
    names.sort();
    names.dedup();
    no_draft_beside(path, &names)
}
