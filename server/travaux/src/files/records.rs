//! The positions and groups files of a folder, and which draft each is about. Whatever is wrong with one is a warning:
//! a draft can be read without knowing who stands where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::decode::Encoding;
use super::folder::text_of;
use super::project::whole;
use super::shown;
use crate::report::place::Places;
use travaux_model::document::Document;
use travaux_model::positions::{Delegations, ParseError, PositionIndex, PositionsFile, read_csv, read_json};
use travaux_model::targets::target_errors;

/// What the files say.
#[derive(Default)]
pub struct Records {
    /// Who stands where, by the draft's name.
    pub by_draft: BTreeMap<Arc<str>, Arc<PositionIndex>>,
    /// The delegations, if the project adds any to the shipped ones.
    pub delegations: Option<Arc<Delegations>>,
    /// What was not understood: `x.positions.json:3:5: "suports" is no stance; did you mean "supports"`.
    pub warnings: Vec<String>,
}

/// The drafts that were read.
#[derive(Clone, Copy)]
pub struct Read<'r> {
    /// Their names, by their whole paths.
    pub names: &'r FxHashMap<PathBuf, Arc<str>>,
    /// What they are, by their names.
    pub texts: &'r BTreeMap<Arc<str>, Arc<Document>>,
}

/// Reads positions and groups files, about drafts that were read; `codes` are the project's own names of delegations.
pub fn records(
    positions: &[PathBuf],
    groups: &[PathBuf],
    Read { names: drafts, texts }: Read<'_>,
    codes: &BTreeMap<String, String>,
    encoding: Option<Encoding>,
) -> Records {
    let mut read = Records::default();
    let codes = (!codes.is_empty()).then(|| codes.iter().map(|(code, name)| (code.as_str(), name.as_str())));
    let mut own = codes.map(|codes| Delegations::shipped().with_codes(codes));
    for path in groups {
        let Some(text) = read.text(path, encoding) else {
            continue;
        };
        let (grown, faults) = own.as_ref().unwrap_or_else(|| Delegations::shipped()).with_groups(&text);
        own = Some(grown);
        read.warn(path, &text, &faults);
    }

    let mut files: BTreeMap<Arc<str>, Vec<Arc<PositionsFile>>> = BTreeMap::new();
    for path in positions {
        // One that is about drafts that nobody asked for is not read at all if its name says so.
        if is_sheet(path) && sheet_drafts(path, drafts).is_empty() {
            continue;
        }
        let Some(text) = read.text(path, encoding) else {
            continue;
        };
        let delegations = own.as_ref().unwrap_or_else(|| Delegations::shipped());
        let file = if is_sheet(path) { read_csv(&text, delegations) } else { read_json(&text, delegations) };
        let about = match &file.draft {
            Some(draft) => read.named_draft(path, draft, drafts),
            None => sheet_drafts(path, drafts),
        };
        // A file so broken that it does not say what it is about may be about our drafts.
        let is_broken = file.draft.is_none() && !is_sheet(path) && !file.errors.is_empty();
        if about.is_empty() && !is_broken {
            continue;
        }
        let held: Vec<(&str, &Document)> = about.iter().filter_map(|it| Some((&**it, &**texts.get(it)?))).collect();
        let misplaced = target_errors(&file.positions, &held, &|| true).unwrap_or_default();
        let mut faults: Vec<ParseError> = file.errors.iter().cloned().chain(misplaced).collect();
        faults.sort_by_key(|it| it.range.start);
        read.warn(path, &text, &faults);
        let file = Arc::new(file);
        for draft in about {
            files.entry(draft).or_default().push(Arc::clone(&file));
        }
    }
    let records = files.into_iter().map(|(draft, files)| (draft, Arc::new(PositionIndex::of(files))));
    read.by_draft = records.collect();
    read.delegations = own.map(Arc::new);
    read
}

impl Records {
    fn text(&mut self, path: &Path, encoding: Option<Encoding>) -> Option<String> {
        // Drafts in an old code page may well have a positions file in UTF-8.
        let text = text_of(path, None).or_else(|fault| match encoding {
            Some(encoding) => text_of(path, Some(encoding)),
            None => Err(fault),
        });
        text.map_err(|fault| self.warnings.push(fault)).ok().map(|it| it.text)
    }

    fn warn(&mut self, path: &Path, text: &str, faults: &[ParseError]) {
        if faults.is_empty() {
            return;
        }
        let (name, places) = (shown(path), Places::of(text));
        self.warnings.extend(faults.iter().map(|fault| {
            let place = places.place(text, fault.range.start);
            format!("{name}:{}:{}: {}", place.line, place.column, fault.message)
        }));
    }

    /// The draft that a file names, if it is one of those that were read.
    fn named_draft(&mut self, path: &Path, draft: &str, drafts: &FxHashMap<PathBuf, Arc<str>>) -> Vec<Arc<str>> {
        let named = folder(path).join(draft);
        let name = drafts.get(&whole(&named));
        if name.is_none() && !named.exists() {
            let message = format!("{}: there is no draft {draft:?} beside it; correct \"draft\"", shown(path));
            self.warnings.push(message);
        }
        name.cloned().into_iter().collect()
    }
}

fn is_sheet(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "csv")
}

/// The drafts in a positions file's own folder whose names begin with its own: `x.en.treaty` for `x.positions.csv`.
fn sheet_drafts(path: &Path, drafts: &FxHashMap<PathBuf, Arc<str>>) -> Vec<Arc<str>> {
    let path = whole(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((stem, _)) = name.rsplit_once("positions.") else {
        return Vec::new();
    };
    let belongs = |draft: &PathBuf| {
        let name = draft.file_name().unwrap_or_default().to_string_lossy();
        draft.parent() == path.parent() && name.starts_with(stem)
    };
    let mut about: Vec<Arc<str>> = drafts.iter().filter(|it| belongs(it.0)).map(|it| Arc::clone(it.1)).collect();
    about.sort();
    about
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
