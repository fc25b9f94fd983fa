//! The positions and groups files of a project, and the drafts to which they apply. Errors in these files are warnings,
//! since a draft can be read without its positions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::decode::{Encoding, read_text};
use super::paths::{canonical_path, display_path, parent_folder};
use crate::file_kind::FileKind;
use crate::line_index::LineIndex;
use travaux_model::document::Document;
use travaux_model::positions::draft_match::applies_to;
use travaux_model::positions::{Delegations, ParseError, PositionIndex, PositionsFile, Topics, read_csv, read_json};
use travaux_model::targets::target_errors;
use travaux_model::text::Text;

/// The positions and groups of a project.
#[derive(Default)]
pub struct LoadedPositions {
    /// The positions by the names of the drafts.
    pub by_draft: BTreeMap<Arc<str>, Arc<PositionIndex>>,
    /// The positions of the files that are about no draft, with the paths of the files.
    pub without_draft: Vec<(PathBuf, PositionIndex)>,
    /// The topics.
    pub topics: Topics,
    /// The delegations, if the project adds any to the built-in ones.
    pub delegations: Option<Arc<Delegations>>,
    /// Errors in the files: `x.positions.json:3:5: "suports" is no stance; did you mean "supports"`.
    pub warnings: Vec<String>,
}

/// The drafts that were read.
#[derive(Clone, Copy)]
pub struct DraftIndex<'r> {
    /// The names by the canonical paths.
    pub names: &'r FxHashMap<PathBuf, Arc<str>>,
    /// The documents by the names.
    pub documents: &'r BTreeMap<Arc<str>, Arc<Document>>,
}

/// The files of a project that record positions.
#[derive(Clone, Copy)]
pub struct PositionPaths<'p> {
    /// The positions files.
    pub positions: &'p [PathBuf],
    /// The groups files.
    pub groups: &'p [PathBuf],
    /// The topics files.
    pub topics: &'p [PathBuf],
}

/// Reads groups and topics files, and the positions files that apply to drafts that were read, or to none. `codes` are the
/// names of delegations in the settings, by code.
pub fn load_positions(
    PositionPaths { positions, groups, topics }: PositionPaths<'_>,
    drafts: DraftIndex<'_>,
    codes: &BTreeMap<String, String>,
    encoding: Option<Encoding>,
) -> LoadedPositions {
    let mut loaded = LoadedPositions::default();
    let own = loaded.load_delegations(groups, codes, encoding);
    loaded.load_topics(topics, encoding);
    let mut files: BTreeMap<Arc<str>, Vec<Arc<PositionsFile>>> = BTreeMap::new();
    for path in positions {
        // Read only where there are positions: most runs of the lint have none.
        let delegations = own.as_ref().unwrap_or_else(|| Delegations::shipped());
        if let Some((file, names)) = loaded.load_file(path, drafts, delegations, encoding) {
            let file = Arc::new(file);
            if names.is_empty() && !file.positions.is_empty() {
                loaded.without_draft.push((path.clone(), PositionIndex::of(vec![Arc::clone(&file)])));
            }
            for draft in names {
                files.entry(draft).or_default().push(Arc::clone(&file));
            }
        }
    }
    let by_draft = files.into_iter().map(|(draft, files)| (draft, Arc::new(PositionIndex::of(files))));
    loaded.by_draft = by_draft.collect();
    loaded.delegations = own.map(Arc::new);
    loaded
}

impl LoadedPositions {
    /// Returns the built-in delegations with those of the project; `None` if the project adds none.
    fn load_delegations(
        &mut self,
        groups: &[PathBuf],
        codes: &BTreeMap<String, String>,
        encoding: Option<Encoding>,
    ) -> Option<Delegations> {
        let codes = (!codes.is_empty()).then(|| codes.iter().map(|(code, name)| (code.as_str(), name.as_str())));
        let mut own = codes.map(|codes| Delegations::shipped().with_codes(codes));
        for path in groups {
            let Some(text) = self.read_companion(path, encoding) else { continue };
            let (extended, faults) = own.as_ref().unwrap_or_else(|| Delegations::shipped()).with_groups(&text);
            own = Some(extended);
            self.warn(path, &text, &faults);
        }
        own
    }

    fn load_topics(&mut self, paths: &[PathBuf], encoding: Option<Encoding>) {
        for path in paths {
            let Some(text) = self.read_companion(path, encoding) else { continue };
            let (topics, faults) = Topics::read(&text);
            self.topics.extend(topics);
            self.warn(path, &text, &faults);
        }
    }

    /// Reads a positions file, and returns it with the names of the drafts to which it applies; `None` if it applies to
    /// drafts that were not read.
    fn load_file(
        &mut self,
        path: &Path,
        drafts: DraftIndex<'_>,
        delegations: &Delegations,
        encoding: Option<Encoding>,
    ) -> Option<(PositionsFile, Vec<Arc<str>>)> {
        let is_csv = FileKind::of_file(&path.to_string_lossy()) == Some(FileKind::PositionsCsv);
        let text = self.read_companion(path, encoding)?;
        let file = if is_csv { read_csv(&text, delegations) } else { read_json(&text, delegations) };
        let names = match &file.draft {
            Some(draft) => self.named_draft(path, draft, drafts.names),
            None => drafts_beside(path, drafts.names),
        };
        // A file that names no draft is about none, or about drafts that were not read. A JSON file too broken to name its
        // draft may apply to these, so its errors are reported.
        let is_about_others = file.draft.is_some() || (file.errors.is_empty() || is_csv) && !is_about_topics(&file);
        if names.is_empty() && is_about_others {
            return None;
        }
        let documents: Vec<(&str, &Document)> =
            names.iter().filter_map(|it| Some((&**it, &**drafts.documents.get(it)?))).collect();
        let in_targets = target_errors(&file.positions, &documents, &|| true).unwrap_or_default();
        let in_topics = self.topics.errors(&file.positions);
        let mut faults: Vec<ParseError> = file.errors.iter().cloned().chain(in_targets).chain(in_topics).collect();
        faults.sort_by_key(|it| it.range.start);
        self.warn(path, &text, &faults);
        Some((file, names))
    }

    fn read_companion(&mut self, path: &Path, encoding: Option<Encoding>) -> Option<String> {
        // Even if drafts have an old encoding, their positions files are usually UTF-8.
        let text = read_text(path, None).or_else(|error| match encoding {
            Some(encoding) => read_text(path, Some(encoding)),
            None => Err(error),
        });
        text.map_err(|error| self.warnings.push(error)).ok().map(|it| it.text)
    }

    fn warn(&mut self, path: &Path, text: &str, faults: &[ParseError]) {
        if faults.is_empty() {
            return;
        }
        let (name, line_index) = (display_path(path), LineIndex::of(&Text::of(text)));
        self.warnings.extend(faults.iter().map(|fault| {
            let position = line_index.position(fault.range.start);
            format!("{name}:{}:{}: {}", position.line, position.column, fault.message)
        }));
    }

    /// Returns the draft that a file names, if it is one of those that were read.
    fn named_draft(&mut self, path: &Path, draft: &str, names: &FxHashMap<PathBuf, Arc<str>>) -> Vec<Arc<str>> {
        let named = parent_folder(path).join(draft);
        let name = names.get(&canonical_path(&named));
        if name.is_none() && !named.exists() {
            let message = format!("{}: there is no draft {draft:?} beside it; correct \"draft\"", display_path(path));
            self.warnings.push(message);
        }
        name.cloned().into_iter().collect()
    }
}

/// Returns whether a file has positions on topics, which need no draft.
fn is_about_topics(file: &PositionsFile) -> bool {
    file.positions.iter().any(|it| it.topic.is_some())
}

/// Returns the drafts to which a positions file applies that names none: `x.en.treaty` for `x.positions.csv`.
fn drafts_beside(path: &Path, names: &FxHashMap<PathBuf, Arc<str>>) -> Vec<Arc<str>> {
    let path = canonical_path(path);
    let beside = names.iter().filter(|(draft, _)| applies_to(&path, None, draft));
    let mut beside: Vec<Arc<str>> = beside.map(|(_, name)| Arc::clone(name)).collect();
    beside.sort();
    beside
}
