//! Which draft a positions file is about: the one that it names, or those beside it that begin like it.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;

use super::json::{Json, read};
use crate::paths::plain;

/// Whether the positions file at `path` is about a draft: the one that it names, seen from its own folder, or if it
/// names none those beside it that begin like it, `x.fr.treaty` beside `x.positions.csv`.
pub fn is_about(path: &Path, names: Option<&str>, draft: &Path) -> bool {
    let folder = path.parent().unwrap_or(Path::new(""));
    if let Some(name) = names {
        return plain(&folder.join(name)) == *draft;
    }
    let name = draft.file_name().and_then(OsStr::to_str).unwrap_or_default();
    draft.parent() == Some(folder) && name.strip_prefix(stem(path)).is_some_and(|it| it.starts_with('.'))
}

/// What the drafts beside a positions file begin with if it names none: the `x` of `x.positions.csv`.
pub fn stem(path: &Path) -> &str {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.split(".positions.").next().unwrap_or_default()
}

/// The draft that the text of a `*.positions.json` names, with its bytes, quotation marks included.
pub fn named_draft(text: &str) -> Option<(Range<usize>, String)> {
    let Json::Object(members) = read(text).0?.value else { return None };
    let node = members.into_iter().find(|it| it.key == "draft")?.node;
    match node.value {
        Json::Text(name) => Some((node.range, name.into_owned())),
        Json::Null | Json::Bool | Json::Number(_) | Json::List(_) | Json::Object(_) => None,
    }
}
