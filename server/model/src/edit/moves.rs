//! Files that get another path, and what has to follow so that those which name others still name them: the draft of a
//! positions file, the instruments of a travaux.toml, and a sheet that names its draft by its own name alone. Touches no
//! file.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Edit;
use crate::config::files::named_files;
use crate::paths::{plain, seen_from};
use crate::positions::about::{is_about, named_draft, stem};

/// A file or a folder that gets another path. Both are whole and plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: PathBuf,
    /// Where it will be.
    pub to: PathBuf,
}

/// What kind of file names others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namer {
    /// A positions file in JSON names its draft.
    Positions,
    /// A travaux.toml names the files of instruments.
    Settings,
}

/// The edits of the text at `path`, before it is moved itself, that keep its names true. The rest of it stays as it is,
/// and so does how a name leads to its file where that is still right.
pub fn renamed(namer: Namer, path: &Path, text: &str, moves: &[Move]) -> Vec<Edit> {
    let named = match namer {
        Namer::Positions => named_draft(text).into_iter().collect(),
        Namer::Settings => named_files(text),
    };
    let (folder, new_path) = (folder_of(path), moved(path, moves));
    let new_folder = folder_of(&new_path);
    let edit = |(range, name): (Range<usize>, String)| {
        let target = plain(&folder.join(&name));
        let new_target = moved(&target, moves);
        if new_target == plain(&new_folder.join(&name)) {
            return None;
        }
        let name = new_name(&name, new_folder, &new_target);
        Some(Edit { text: quoted(namer, &text[range.clone()], &name), range })
    };
    named.into_iter().filter_map(edit).collect()
}

/// Where a positions file that names no draft has to go, so that it is still about the `drafts` that move. `None` where
/// one of those that it is about stays, or where they do not go one way.
pub fn follower<'d>(path: &Path, drafts: impl Iterator<Item = &'d PathBuf>, moves: &[Move]) -> Option<Move> {
    if moved(path, moves) != *path {
        return None;
    }
    let mut goes_to: Option<PathBuf> = None;
    for draft in drafts.filter(|it| is_about(path, None, it)) {
        let to = moved(draft, moves);
        if is_about(path, None, &to) {
            return None;
        }
        let rest = draft.file_name()?.to_str()?.strip_prefix(stem(path))?;
        let new_stem = to.file_name()?.to_str()?.strip_suffix(rest).filter(|it| !it.is_empty())?;
        let own_rest = path.file_name()?.to_str()?.strip_prefix(stem(path))?;
        let new_path = to.with_file_name(format!("{new_stem}{own_rest}"));
        if goes_to.as_ref().is_some_and(|it| *it != new_path) {
            return None;
        }
        goes_to = Some(new_path);
    }
    Some(Move { from: path.to_owned(), to: goes_to? })
}

/// Where a path leads after some moves, the nearest of which counts.
fn moved(path: &Path, moves: &[Move]) -> PathBuf {
    let mut around: Vec<&Move> = moves.iter().filter(|it| path.starts_with(&it.from)).collect();
    around.sort_by_key(|it| it.from.components().count());
    match around.last().and_then(|it| Some((&it.to, path.strip_prefix(&it.from).ok()?))) {
        // Joined with nothing it would end in a slash.
        Some((to, rest)) if rest.as_os_str().is_empty() => to.clone(),
        Some((to, rest)) => to.join(rest),
        None => path.to_owned(),
    }
}

/// The name by which a file in `folder` calls a file that it has called `name`.
fn new_name(name: &str, folder: &Path, target: &Path) -> String {
    if Path::new(name).is_absolute() {
        return target.to_string_lossy().into_owned();
    }
    let way = name.rfind('/').map_or("", |at| &name[..=at]);
    let file = target.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let by_the_same_way = format!("{way}{file}");
    if plain(&folder.join(&by_the_same_way)) == target {
        return by_the_same_way;
    }
    let seen = seen_from(folder, target);
    let is_marked = name.starts_with("./") && !seen.starts_with("../") && !Path::new(&seen).is_absolute();
    if is_marked { format!("./{seen}") } else { seen }
}

/// A name in the quotation marks that the format has, in TOML those that were there.
fn quoted(namer: Namer, before: &str, name: &str) -> String {
    let is_plain = !name.contains(|it: char| it == '\'' || it.is_control());
    match namer {
        Namer::Settings if before.starts_with('\'') && is_plain => format!("'{name}'"),
        // A basic string of TOML has the escapes of JSON.
        Namer::Settings | Namer::Positions => serde_json::Value::from(name).to_string(),
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

    /// What becomes of a name in a positions file at `/p/x.positions.json` and in a travaux.toml beside it.
    fn check(name: &str, way: &[(&str, &str)], expected: &str) {
        let moves = moves(way);
        let json = |name: &str| format!("\u{feff}{{ \"draft\" : {name:?},\r\n\"positions\": [] // ?\n");
        let path = Path::new("/p/x.positions.json");
        let edits = renamed(Namer::Positions, path, &json(name), &moves);
        assert_eq!(applied(&json(name), &edits), json(expected));
        let toml = |name: &str| {
            format!("# نص\n[[instruments]]\nname = \"A\"\nfile = '{name}' # here\n\n[[instruments]]\nfile = {name:?}\n")
        };
        let edits = renamed(Namer::Settings, Path::new("/p/travaux.toml"), &toml(name), &moves);
        assert_eq!(applied(&toml(name), &edits), toml(expected));
    }

    #[test]
    fn a_name_follows_its_file() {
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
    fn a_name_follows_its_folder() {
        check("texts/a.treaty", &[("/p/texts", "/p/العربية")], "العربية/a.treaty");
        check("texts/a.treaty", &[("/p/texts", "/q"), ("/p/texts/a.treaty", "/q/b.treaty")], "../q/b.treaty");
    }

    #[test]
    fn who_names_may_move_as_well() {
        check("a.treaty", &[("/p", "/q")], "a.treaty");
        let away = [("/p/x.positions.json", "/q/x.positions.json"), ("/p/travaux.toml", "/q/travaux.toml")];
        check("a.treaty", &away, "../p/a.treaty");
    }

    #[test]
    fn a_name_that_no_literal_string_holds_is_written_otherwise() {
        let text = "[[instruments]]\nfile = 'a.md'\n";
        let edits = renamed(Namer::Settings, Path::new("/travaux.toml"), text, &moves(&[("/a.md", "/l'\"a\".md")]));
        assert_eq!(applied(text, &edits), "[[instruments]]\nfile = \"l'\\\"a\\\".md\"\n");
        assert_eq!(named_files(&applied(text, &edits))[0].1, "l'\"a\".md");
    }

    #[test]
    fn a_sheet_follows_the_drafts_that_begin_like_it() {
        let drafts: Vec<PathBuf> = ["/p/x.en.treaty", "/p/x.ar.treaty", "/p/xy.treaty"].map(Into::into).into();
        let check = |way: &[(&str, &str)], expected: Option<&str>| {
            let found = follower(Path::new("/p/x.positions.csv"), drafts.iter(), &moves(way));
            assert_eq!(found.map(|it| it.to), expected.map(PathBuf::from), "{way:?}");
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
