//! Matches positions files with drafts: a file applies to the draft that it names, or else to the drafts in the same
//! folder whose names begin like its own.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;

use super::json::{Json, read_items};
use crate::paths::normalize;

/// Returns whether the positions file at `path` applies to a draft. `names` is the draft that it names, relative to its
/// own folder; a file without one applies to the drafts in the same folder whose names begin like its own, as
/// `x.fr.treaty` does for `x.positions.csv`.
pub fn applies_to(path: &Path, names: Option<&str>, draft: &Path) -> bool {
    let folder = path.parent().unwrap_or(Path::new(""));
    if let Some(name) = names {
        return normalize(&folder.join(name)) == *draft;
    }
    let name = draft.file_name().and_then(OsStr::to_str).unwrap_or_default();
    draft.parent() == Some(folder) && name.strip_prefix(shared_prefix(path)).is_some_and(|it| it.starts_with('.'))
}

/// Returns the beginning of the names of the drafts to which a positions file applies if it names none: the `x` of
/// `x.positions.csv`.
pub fn shared_prefix(path: &Path) -> &str {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.split(".positions.").next().unwrap_or_default()
}

/// Returns the draft that the text of a `*.positions.json` names, with its bytes including the quotation marks.
pub fn named_draft(text: &str) -> Option<(Range<usize>, String)> {
    // The positions are not kept: there may be very many.
    let Json::Object(members) = read_items(text, "positions", &mut |_| {}).0?.value else { return None };
    let node = members.into_iter().find(|it| it.key == "draft")?.node;
    match node.value {
        Json::Text(name) => Some((node.range, name.into_owned())),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::List(_) | Json::Object(_) => None,
    }
}
