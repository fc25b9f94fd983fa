//! The files into which `travaux lint` writes. A report or a baseline never replaces a draft, or a file that belongs to drafts:
//! in `--write-baseline *.treaty`, the shell puts the name of a draft where the name of the baseline is missing.

use std::path::{Path, PathBuf};

use super::baseline::is_baseline;
use super::lint_args::Args;
use crate::file_kind::FileKind;
use crate::files::discover::Discovery;
use crate::files::paths::{canonical_path, display_path};

/// Returns why one of the files must not be written, judged by their names and by what is there.
pub(super) fn refusal(args: &Args) -> Option<String> {
    let report = args.output_file.as_deref().and_then(|path| {
        let noun = noun_of(path)?;
        Some(format!("{}: this is the name of {noun}; name another file for the report", display_path(path)))
    });
    report.or_else(|| args.write_baseline.as_deref().and_then(baseline_refusal))
}

/// Returns why the report must not be written if its file is one of those that are read, whatever its name.
pub(super) fn input_refusal(args: &Args, discovery: &Discovery) -> Option<String> {
    let path = args.output_file.as_deref()?;
    let canonical = canonical_path(path);
    let is_draft = discovery.drafts.iter().any(|it| it.path.is_some() && it.canonical == canonical);
    let others = [&args.common.config, &args.baseline, &args.write_baseline];
    let is_other = |it: &Option<PathBuf>| it.as_deref().is_some_and(|it| canonical_path(it) == canonical);
    (is_draft || others.into_iter().any(is_other)).then(|| {
        format!("{}: this file is read or written already; name another one for the report", display_path(path))
    })
}

fn baseline_refusal(path: &Path) -> Option<String> {
    let name = display_path(path);
    if path.as_os_str() == "-" {
        return Some("-: a baseline is not written to standard output; name a file".to_owned());
    }
    if let Some(noun) = noun_of(path) {
        return Some(format!(
            "{name}: this is the name of {noun}; name a file for the baseline, such as baseline.json"
        ));
    }
    let may_be_replaced =
        std::fs::metadata(path).map_or(true, |it| !it.is_file() || it.len() == 0) || is_baseline(path);
    (!may_be_replaced).then(|| format!("{name}: this file exists and is no baseline; delete it, or name another file"))
}

/// Returns what a file is by its name, unless it may be anything: `a draft`.
fn noun_of(path: &Path) -> Option<&'static str> {
    Some(match FileKind::of_file(&path.file_name()?.to_string_lossy())? {
        FileKind::Draft => "a draft",
        FileKind::PositionsJson | FileKind::PositionsCsv => "a positions file",
        FileKind::Groups => "a groups file",
        FileKind::Topics => "a topics file",
        FileKind::Settings => "a settings file",
    })
}
