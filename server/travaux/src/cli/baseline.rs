//! Baselines of accepted findings: `--write-baseline` records them, and `--baseline` leaves them out. A finding stays accepted
//! as long as the text of its line is the same, wherever the line moves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::atomic_write::write_atomically;
use crate::files::paths::{canonical_path, describe_error, display_path, parent_folder};
use crate::report::identity::{Identity, identities};
use crate::report::{LintedDraft, Report};

/// The accepted findings with their numbers.
pub(super) struct Baseline {
    /// The folder of the file. Paths are relative to it, so that the current folder does not matter.
    folder: PathBuf,
    known: BTreeMap<Identity, usize>,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u8,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    rule: String,
    message: String,
    /// The hash of the text of the line, in hexadecimal digits.
    line: String,
    count: usize,
}

impl Baseline {
    /// Reads a baseline. The error contains its path.
    pub(super) fn read(path: &Path) -> Result<Baseline, String> {
        let name = display_path(path);
        let broken = |it: String| format!("{name}: {it}; write it again with --write-baseline");
        let text = std::fs::read_to_string(path).map_err(|it| broken(describe_error(&it)))?;
        let file: File = serde_json::from_str(&text).map_err(|it| broken(it.to_string()))?;
        if file.version != 1 {
            return Err(broken(format!("version {} is unknown to this travaux", file.version)));
        }
        let mut known = BTreeMap::new();
        for entry in file.findings {
            let line =
                u64::from_str_radix(&entry.line, 16).map_err(|_| broken(format!("{:?} is not a hash", entry.line)))?;
            let (path, rule, message) = (entry.path, entry.rule, entry.message);
            known.insert(Identity { path, rule, message, line }, entry.count);
        }
        Ok(Baseline { folder: baseline_folder(path), known })
    }

    /// Removes the accepted findings from a draft.
    pub(super) fn without_known(&self, draft: LintedDraft) -> LintedDraft {
        let identities = identities(&draft);
        let findings = draft.findings.into_iter().zip(identities);
        let new = findings.filter(|(_, (identity, occurrence))| {
            let count = self.known.get(&relative(identity.clone(), &self.folder));
            *occurrence >= count.copied().unwrap_or(0)
        });
        LintedDraft { source: draft.source, findings: new.map(|it| it.0).collect() }
    }
}

/// Writes all findings of a report as a baseline, and returns their number. The error contains the path.
pub(super) fn write(path: &Path, report: &Report) -> Result<usize, String> {
    let folder = baseline_folder(path);
    let mut known: BTreeMap<Identity, usize> = BTreeMap::new();
    for (identity, _) in report.drafts.iter().flat_map(identities) {
        *known.entry(relative(identity, &folder)).or_default() += 1;
    }
    let count = known.values().sum();
    let entries = known.into_iter().map(|(identity, count)| Entry {
        path: identity.path,
        rule: identity.rule,
        message: identity.message,
        line: format!("{:016x}", identity.line),
        count,
    });
    let file = File { version: 1, findings: entries.collect() };
    let mut text = serde_json::to_string_pretty(&file).expect("strings and numbers always serialize");
    text.push('\n');
    write_atomically(path, text.as_bytes()).map_err(|it| format!("{}: {}", display_path(path), describe_error(&it)))?;
    Ok(count)
}

fn baseline_folder(path: &Path) -> PathBuf {
    canonical_path(parent_folder(path))
}

fn relative(identity: Identity, folder: &Path) -> Identity {
    let path = canonical_path(Path::new(&identity.path));
    let path = path.strip_prefix(folder).map_or_else(|_| identity.path.clone(), display_path);
    Identity { path, ..identity }
}
