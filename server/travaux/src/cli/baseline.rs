//! Baselines of accepted findings: `--write-baseline` records them, and `--baseline` leaves them out. A finding stays accepted
//! as long as its provision and the words that it marks are the same, wherever they move; if the provision has another number,
//! as long as the words around are the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::fix::DraftFindings;
use crate::files::atomic_write::write_atomically;
use crate::files::paths::{canonical_path, describe_error, display_path, parent_folder};
use crate::files::read::read_file;
use crate::report::identity::{Identity, identities};
use travaux_model::diagnostic::Diagnostic;

/// The version of the file format.
const VERSION: u8 = 2;

/// The accepted findings.
pub(super) struct Baseline {
    /// The folder of the file. Paths are relative to it, so that the current folder does not matter.
    folder: PathBuf,
    by_path: BTreeMap<String, Vec<Entry>>,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u8,
    findings: Vec<Entry>,
}

/// An accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Entry {
    path: String,
    /// The address of the provision, or nothing.
    #[serde(default)]
    provision: String,
    rule: String,
    /// For readers; a finding is recognized without it.
    message: String,
    /// The hash of the marked words, in hexadecimal digits.
    words: String,
    /// The hash of these words with those around them.
    context: String,
    /// The number of findings whose other fields but the message are equal.
    count: usize,
}

/// The findings of a draft compared with a baseline.
pub(super) struct Compared {
    /// The findings that the baseline does not contain.
    pub(super) new: Vec<Diagnostic>,
    /// The number of findings that it contains.
    pub(super) hidden: usize,
    /// Its entries without a finding: `x.treaty, article 2: dangling-reference`.
    pub(super) stale: Vec<String>,
}

impl Baseline {
    /// Reads a baseline. The error contains its path.
    pub(super) fn read(path: &Path) -> Result<Baseline, String> {
        let name = display_path(path);
        let broken = |it: String| format!("{name}: {it}; write it again with --write-baseline");
        let bytes = read_file(path).map_err(|it| format!("{name}: {it}"))?;
        let version = serde_json::from_slice::<serde_json::Value>(&bytes).map_err(|it| broken(it.to_string()))?;
        if !version["version"].is_number() {
            return Err(format!("{name}: this file is no baseline; write one with --write-baseline"));
        }
        if version["version"] != VERSION {
            return Err(broken(format!("version {} is unknown to this travaux", version["version"])));
        }
        let file: File = serde_json::from_slice(&bytes).map_err(|it| broken(it.to_string()))?;
        let mut by_path: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in file.findings {
            by_path.entry(entry.path.clone()).or_default().push(entry);
        }
        Ok(Baseline { folder: baseline_folder(path), by_path })
    }

    /// Compares the findings of a draft with those that are accepted.
    pub(super) fn compare(&self, draft: DraftFindings) -> Compared {
        let path = relative(&draft.source.name, &self.folder);
        let Some(entries) = self.by_path.get(&path) else {
            return Compared { new: draft.findings, hidden: 0, stale: Vec::new() };
        };
        let identities = identities(&draft.source, &draft.findings);
        let mut left: Vec<usize> = entries.iter().map(|it| it.count).collect();
        let mut is_known = vec![false; identities.len()];
        // Exact matches go first, so that a finding that has moved takes no entry of one that has not.
        match_by(&identities, &mut is_known, entries, &mut left, |rule, provision, words, _| {
            (rule.to_owned(), provision.to_owned(), words.to_owned())
        });
        match_by(&identities, &mut is_known, entries, &mut left, |rule, _, _, context| {
            (rule.to_owned(), String::new(), context.to_owned())
        });
        let hidden = is_known.iter().filter(|it| **it).count();
        let new = draft.findings.into_iter().zip(is_known).filter(|it| !it.1).map(|it| it.0).collect();
        let stale = entries.iter().zip(left).filter(|it| it.1 > 0).map(|it| it.0.described()).collect();
        Compared { new, hidden, stale }
    }

    /// Returns the entries of files that no longer exist.
    pub(super) fn without_file(&self) -> Vec<String> {
        let gone = self.by_path.iter().filter(|(path, _)| !self.folder.join(path).exists());
        gone.flat_map(|(_, entries)| entries.iter().map(Entry::described)).collect()
    }

    /// Returns the entries of the files that were not linted, which an update keeps if the files still exist.
    pub(super) fn entries_of_others(&self, linted: &[Entry], names: &[String]) -> Vec<Entry> {
        let is_other = |path: &String| {
            !names.contains(path) && linted.iter().all(|it| it.path != *path) && self.folder.join(path).exists()
        };
        self.by_path.iter().filter(|(path, _)| is_other(path)).flat_map(|it| it.1.iter().cloned()).collect()
    }
}

impl Entry {
    fn described(&self) -> String {
        let comma = if self.provision.is_empty() { "" } else { ", " };
        format!("{}{comma}{}: {}", self.path, self.provision, self.rule)
    }
}

/// Returns whether a file is a baseline, of this version or another one.
pub(super) fn is_baseline(path: &Path) -> bool {
    let content = read_file(path).ok().and_then(|it| serde_json::from_slice::<serde_json::Value>(&it).ok());
    content.is_some_and(|it| it["version"].is_number() && it["findings"].is_array())
}

/// Matches findings that are not known yet with entries that have the same key.
fn match_by<K: std::hash::Hash + Eq>(
    identities: &[Identity],
    is_known: &mut [bool],
    entries: &[Entry],
    left: &mut [usize],
    key: impl Fn(&str, &str, &str, &str) -> K,
) {
    let mut by_key: FxHashMap<K, Vec<usize>> = FxHashMap::default();
    for (index, it) in entries.iter().enumerate().rev() {
        by_key.entry(key(&it.rule, &it.provision, &it.words, &it.context)).or_default().push(index);
    }
    for (identity, is_known) in identities.iter().zip(is_known).filter(|it| !*it.1) {
        let Identity { rule, provision, words, context, .. } = identity;
        let Some(indices) = by_key.get_mut(&key(rule, provision, &hex(*words), &hex(*context))) else { continue };
        while let Some(index) = indices.last().copied() {
            if left[index] > 0 {
                left[index] -= 1;
                *is_known = true;
                break;
            }
            indices.pop();
        }
    }
}

/// Returns the entries for the findings of a draft in a baseline at `baseline`.
pub(super) fn entries(draft: &DraftFindings, baseline: &Path) -> Vec<Entry> {
    let path = relative(&draft.source.name, &baseline_folder(baseline));
    let identities = identities(&draft.source, &draft.findings);
    let mut counts: BTreeMap<Entry, usize> = BTreeMap::new();
    for (finding, identity) in draft.findings.iter().zip(identities) {
        let entry = Entry {
            path: path.clone(),
            provision: identity.provision,
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
            words: hex(identity.words),
            context: hex(identity.context),
            count: 0,
        };
        *counts.entry(entry).or_default() += 1;
    }
    counts.into_iter().map(|(entry, count)| Entry { count, ..entry }).collect()
}

/// Returns the path of a draft as a baseline at `baseline` names it.
pub(super) fn name_in(baseline: &Path, draft: &str) -> String {
    relative(draft, &baseline_folder(baseline))
}

/// Writes a baseline, and returns the number of its findings. The error contains the path.
pub(super) fn write(path: &Path, mut findings: Vec<Entry>) -> Result<usize, String> {
    findings.sort();
    let count = findings.iter().map(|it| it.count).sum();
    let file = File { version: VERSION, findings };
    let mut text = serde_json::to_string_pretty(&file).expect("strings and numbers always serialize");
    text.push('\n');
    write_atomically(path, text.as_bytes()).map_err(|it| format!("{}: {}", display_path(path), describe_error(&it)))?;
    Ok(count)
}

fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}

fn baseline_folder(path: &Path) -> PathBuf {
    canonical_path(parent_folder(path))
}

fn relative(name: &str, folder: &Path) -> String {
    let path = canonical_path(Path::new(name));
    path.strip_prefix(folder).map_or_else(|_| name.to_owned(), display_path)
}
