//! Findings that are known and accepted: `--write-baseline` notes them, `--baseline` keeps quiet about them. A known
//! finding stays known while the text of its line does, wherever the line moves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::project::{reason, whole};
use crate::files::rewrite::rewrite;
use crate::files::shown;
use crate::report::identity::{Identity, identities};
use crate::report::{Linted, Report};

/// The known findings, and how many there are of each.
pub(super) struct Baseline {
    /// The folder of its file: paths are relative to it, so that it does not matter where the command runs.
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
    /// The hash of the line's text, in hexadecimal digits.
    line: String,
    count: usize,
}

impl Baseline {
    /// Reads a baseline; the error names its path.
    pub(super) fn read(path: &Path) -> Result<Baseline, String> {
        let name = shown(path);
        let broken = |it: String| format!("{name}: {it}; write it anew with --write-baseline");
        let text = std::fs::read_to_string(path).map_err(|it| broken(reason(&it)))?;
        let file: File = serde_json::from_str(&text).map_err(|it| broken(it.to_string()))?;
        if file.version != 1 {
            return Err(broken(format!("version {} is unknown to this travaux", file.version)));
        }
        let mut known = BTreeMap::new();
        for entry in file.findings {
            let line =
                u64::from_str_radix(&entry.line, 16).map_err(|_| broken(format!("{:?} is no hash", entry.line)))?;
            let (path, rule, message) = (entry.path, entry.rule, entry.message);
            known.insert(Identity { path, rule, message, line }, entry.count);
        }
        Ok(Baseline { folder: folder(path), known })
    }

    /// The draft with those of its findings that are not known.
    pub(super) fn without_known(&self, draft: Linted) -> Linted {
        let identities = identities(&draft);
        let findings = draft.findings.into_iter().zip(identities);
        let fresh = findings.filter(|(_, (identity, occurrence))| {
            let count = self.known.get(&relative(identity.clone(), &self.folder));
            *occurrence >= count.copied().unwrap_or(0)
        });
        Linted { source: draft.source, findings: fresh.map(|it| it.0).collect() }
    }
}

/// Writes all findings of a report as a baseline; gives how many they are. The error names the path.
pub(super) fn write(path: &Path, report: &Report) -> Result<usize, String> {
    let folder = folder(path);
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
    let mut text = serde_json::to_string_pretty(&file).expect("texts and numbers are always JSON");
    text.push('\n');
    rewrite(path, text.as_bytes()).map_err(|it| format!("{}: {}", shown(path), reason(&it)))?;
    Ok(count)
}

fn folder(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
    whole(parent.unwrap_or(Path::new(".")))
}

fn relative(identity: Identity, folder: &Path) -> Identity {
    let path = whole(Path::new(&identity.path));
    let path = path.strip_prefix(folder).map_or_else(|_| identity.path.clone(), shown);
    Identity { path, ..identity }
}
