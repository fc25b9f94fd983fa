//! Updates of file names: when files or folders are renamed, the draft in a positions file and the instruments in a
//! travaux.toml are renamed with them, and so is a CSV positions file that belongs to its draft by name only. Nothing
//! here touches the file system.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Edit;
use crate::config::files::named_files;
use crate::paths::{normalize, relative_path};
use crate::positions::draft_match::{applies_to, named_draft, shared_prefix};

/// A rename of a file or folder. Both paths are absolute and normalized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The old path.
    pub from: PathBuf,
    /// The new path.
    pub to: PathBuf,
}

/// The kinds of file that name others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamingFile {
    /// A positions file in JSON, which names its draft.
    Positions,
    /// A travaux.toml, which names the files of instruments.
    Settings,
}

/// Returns the edits of the file at `path` (its path before the renames) that keep the names in it correct. The style
/// of each name is preserved where it still leads to the file.
pub fn renamed(kind: NamingFile, path: &Path, text: &str, moves: &[Move]) -> Vec<Edit> {
    let named = match kind {
        NamingFile::Positions => named_draft(text).into_iter().collect(),
        NamingFile::Settings => named_files(text),
    };
    let (folder, new_path) = (folder_of(path), new_path_of(path, moves));
    let new_folder = folder_of(&new_path);
    let edit = |(range, name): (Range<usize>, String)| {
        let target = normalize(&folder.join(&name));
        let new_target = new_path_of(&target, moves);
        if new_target == normalize(&new_folder.join(&name)) {
            return None;
        }
        let name = new_name(&name, new_folder, &new_target);
        Some(Edit { text: quoted(kind, &text[range.clone()], &name), range })
    };
    named.into_iter().filter_map(edit).collect()
}

/// Returns the new path of a positions file that names no draft, so that it still applies to the `drafts` that move.
/// Returns `None` if one of its drafts stays, or if they move apart.
pub fn moved_with_drafts<'d>(path: &Path, drafts: impl Iterator<Item = &'d PathBuf>, moves: &[Move]) -> Option<Move> {
    if new_path_of(path, moves) != *path {
        return None;
    }
    let mut destination: Option<PathBuf> = None;
    for draft in drafts.filter(|it| applies_to(path, None, it)) {
        let to = new_path_of(draft, moves);
        if applies_to(path, None, &to) {
            return None;
        }
        let rest = draft.file_name()?.to_str()?.strip_prefix(shared_prefix(path))?;
        let new_stem = to.file_name()?.to_str()?.strip_suffix(rest).filter(|it| !it.is_empty())?;
        let own_rest = path.file_name()?.to_str()?.strip_prefix(shared_prefix(path))?;
        let new_path = to.with_file_name(format!("{new_stem}{own_rest}"));
        if destination.as_ref().is_some_and(|it| *it != new_path) {
            return None;
        }
        destination = Some(new_path);
    }
    Some(Move { from: path.to_owned(), to: destination? })
}

/// Returns a path after some renames, of which the most specific applies.
fn new_path_of(path: &Path, moves: &[Move]) -> PathBuf {
    let mut matching: Vec<&Move> = moves.iter().filter(|it| path.starts_with(&it.from)).collect();
    matching.sort_by_key(|it| it.from.components().count());
    match matching.last().and_then(|it| Some((&it.to, path.strip_prefix(&it.from).ok()?))) {
        // Joining an empty path would add a slash.
        Some((to, rest)) if rest.as_os_str().is_empty() => to.clone(),
        Some((to, rest)) => to.join(rest),
        None => path.to_owned(),
    }
}

/// Returns the name by which a file in `folder` refers to `target`, in the style of the old `name`.
fn new_name(name: &str, folder: &Path, target: &Path) -> String {
    if Path::new(name).is_absolute() {
        return target.to_string_lossy().into_owned();
    }
    let folder_prefix = name.rfind('/').map_or("", |at| &name[..=at]);
    let file = target.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let same_style = format!("{folder_prefix}{file}");
    if normalize(&folder.join(&same_style)) == target {
        return same_style;
    }
    let relative = relative_path(folder, target);
    let has_dot_prefix = name.starts_with("./") && !relative.starts_with("../") && !Path::new(&relative).is_absolute();
    if has_dot_prefix { format!("./{relative}") } else { relative }
}

/// Quotes a name for the format of the file; in TOML the old quotation marks are reused.
fn quoted(kind: NamingFile, before: &str, name: &str) -> String {
    let is_plain = !name.contains(|it: char| it == '\'' || it.is_control());
    match kind {
        NamingFile::Settings if before.starts_with('\'') && is_plain => format!("'{name}'"),
        // A basic string of TOML has the escapes of JSON.
        NamingFile::Settings | NamingFile::Positions => serde_json::Value::from(name).to_string(),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::applied;

    fn moves(moves: &[(&str, &str)]) -> Vec<Move> {
        moves.iter().map(|(from, to)| Move { from: from.into(), to: to.into() }).collect()
    }

    /// Checks the new form of a name in a positions file at `/p/x.positions.json` and in a travaux.toml in the same
    /// folder.
    fn check(name: &str, folder_prefix: &[(&str, &str)], expected: &str) {
        let moves = moves(folder_prefix);
        let json = |name: &str| format!("\u{feff}{{ \"draft\" : {name:?},\r\n\"positions\": [] // ?\n");
        let path = Path::new("/p/x.positions.json");
        let edits = renamed(NamingFile::Positions, path, &json(name), &moves);
        assert_eq!(applied(&json(name), &edits), json(expected));
        let toml = |name: &str| {
            format!("# نص\n[[instruments]]\nname = \"A\"\nfile = '{name}' # here\n\n[[instruments]]\nfile = {name:?}\n")
        };
        let edits = renamed(NamingFile::Settings, Path::new("/p/travaux.toml"), &toml(name), &moves);
        assert_eq!(applied(&toml(name), &edits), toml(expected));
    }

    #[test]
    fn a_name_is_updated_with_its_file() {
        check("a.treaty", &[("/p/a.treaty", "/p/اتفاقية.treaty")], "اتفاقية.treaty");
        check("./a.treaty", &[("/p/a.treaty", "/p/草案.treaty")], "./草案.treaty");
        check("b/../b/./a.treaty", &[("/p/b/a.treaty", "/p/b/c.treaty")], "b/../b/./c.treaty");
        check("../a.treaty", &[("/a.treaty", "/q/a.treaty")], "../q/a.treaty");
        check("./a.treaty", &[("/p/a.treaty", "/p/b/a.treaty")], "./b/a.treaty");
        check("./a.treaty", &[("/p/a.treaty", "/a.treaty")], "../a.treaty");
        check("/p/a.treaty", &[("/p/a.treaty", "/q/a.treaty")], "/q/a.treaty");
        check("a.treaty", &[("/p/b.treaty", "/p/c.treaty"), ("/p/a", "/p/d")], "a.treaty");
    }

    #[test]
    fn a_name_is_updated_with_its_folder() {
        check("texts/a.treaty", &[("/p/texts", "/p/العربية")], "العربية/a.treaty");
        check("texts/a.treaty", &[("/p/texts", "/q"), ("/p/texts/a.treaty", "/q/b.treaty")], "../q/b.treaty");
    }

    #[test]
    fn the_naming_file_may_move_as_well() {
        check("a.treaty", &[("/p", "/q")], "a.treaty");
        let away = [("/p/x.positions.json", "/q/x.positions.json"), ("/p/travaux.toml", "/q/travaux.toml")];
        check("a.treaty", &away, "../p/a.treaty");
    }

    #[test]
    fn a_name_that_does_not_fit_a_literal_string_becomes_a_basic_string() {
        let text = "[[instruments]]\nfile = 'a.md'\n";
        let edits =
            renamed(NamingFile::Settings, Path::new("/travaux.toml"), text, &moves(&[("/a.md", "/l'\"a\".md")]));
        assert_eq!(applied(text, &edits), "[[instruments]]\nfile = \"l'\\\"a\\\".md\"\n");
        assert_eq!(named_files(&applied(text, &edits))[0].1, "l'\"a\".md");
    }

    #[test]
    fn a_csv_file_moves_with_its_drafts() {
        let drafts: Vec<PathBuf> = ["/p/x.en.treaty", "/p/x.ar.treaty", "/p/xy.treaty"].map(Into::into).into();
        let check = |folder_prefix: &[(&str, &str)], expected: Option<&str>| {
            let found = moved_with_drafts(Path::new("/p/x.positions.csv"), drafts.iter(), &moves(folder_prefix));
            assert_eq!(found.map(|it| it.to), expected.map(PathBuf::from), "{folder_prefix:?}");
        };
        let (english, arabic) = (("/p/x.en.treaty", "/q/y.en.treaty"), ("/p/x.ar.treaty", "/q/y.ar.treaty"));
        check(&[english, arabic], Some("/q/y.positions.csv"));
        check(&[english], None);
        check(&[english, ("/p/x.ar.treaty", "/q/z.ar.treaty")], None);
        check(&[("/p/x.en.treaty", "/p/x.english.treaty"), arabic], None);
        check(&[("/p", "/q")], None);
        check(&[("/p/xy.treaty", "/p/z.treaty")], None);
    }
}
