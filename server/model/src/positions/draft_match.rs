//! Matches positions files with drafts: a file applies to the draft that it names, or else to the drafts in the same
//! folder whose names begin like its own.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;

use super::json::{Json, read_items};
use super::parse_error::ParseError;
use super::position_rule::PositionRule;
use crate::nearest::nearest;
use crate::paths::{DRAFT_SUFFIXES, common_name, normalize};

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

/// Returns the fault of a positions file that names no draft and applies to none of the files in its folder, whose names are
/// given. Any file but another sheet may be a draft.
pub fn no_draft_beside(path: &Path, names: &[String]) -> Option<ParseError> {
    const MAX_NAMES: usize = 3;
    const SHEETS: [&str; 4] = [".positions.json", ".positions.csv", ".groups.json", ".topics.json"];
    let prefix = shared_prefix(path);
    let is_sheet = |name: &str| SHEETS.iter().any(|it| name.ends_with(it));
    let is_its_own = |name: &String| name.strip_prefix(prefix).is_some_and(|it| it.starts_with('.')) && !is_sheet(name);
    if prefix.is_empty() || names.iter().any(is_its_own) {
        return None;
    }
    let stem = |name: &str| {
        let ending = DRAFT_SUFFIXES.iter().find(|it| name.ends_with(**it))?;
        let common = common_name(name);
        Some(common.strip_suffix(*ending).unwrap_or(common).to_owned())
    };
    let drafts: Vec<(&String, String)> = names.iter().filter_map(|it| Some((it, stem(it)?))).collect();
    let help = match nearest(prefix, drafts.iter().map(|it| it.1.as_str())) {
        Some(near) => format!("did you mean {near:?}?"),
        None if drafts.is_empty() => format!("the draft of this file would be \"{prefix}.treaty.md\" or the like"),
        None => {
            let shown: Vec<&str> = drafts.iter().take(MAX_NAMES).map(|it| it.0.as_str()).collect();
            let more = if drafts.len() > MAX_NAMES { " and more" } else { "" };
            format!("the drafts there: {}{more}", shown.join(", "))
        }
    };
    let message = format!("no draft beside this file has its name, {prefix:?}; {help}");
    Some(ParseError::of_rule(PositionRule::UnresolvedTarget, 0..0, message))
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
