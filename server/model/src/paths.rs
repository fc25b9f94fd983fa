//! Paths without access to a file system: normalized paths, paths relative to a folder, and the names of drafts.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use travaux_grammar::Language;

/// The endings of the file names of drafts.
pub const DRAFT_SUFFIXES: [&str; 3] = [".treaty", ".treaty.md", ".treaty.txt"];

/// Removes `.` and `..` from a path.
pub fn normalize(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, it| {
        match it {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(it),
        }
        plain
    })
}

/// Returns a normalized path relative to a normalized folder, with slashes: `../texts/a.treaty`. The path stays
/// absolute if the two have nothing in common, as on two drives.
pub fn relative_path(folder: &Path, path: &Path) -> String {
    let common = folder.components().zip(path.components()).take_while(|(one, two)| one == two).count();
    if common == 0 {
        return path.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(common).map(|_| "..".into());
    let down = path.components().skip(common).map(|it| it.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Returns the names that the counterparts of a draft may have: `x.ar.treaty.md` and others for `x.en.treaty.md`. There
/// are none if the name contains no language.
pub fn counterparts(draft: &str) -> Vec<String> {
    let Some((stem, own)) = stem_and_language(draft) else { return Vec::new() };
    let others = Language::ALL.into_iter().filter(|it| *it != own);
    others.flat_map(|it| DRAFT_SUFFIXES.map(|ending| format!("{stem}.{}{ending}", it.code()))).collect()
}

/// Returns what the names of a draft and of its counterparts have in common: `x` for `x.en.treaty`. A draft without
/// counterparts has its own name in common with nothing.
pub fn common_name(draft: &str) -> &str {
    stem_and_language(draft).map_or(draft, |it| it.0)
}

fn stem_and_language(draft: &str) -> Option<(&str, Language)> {
    let stated = DRAFT_SUFFIXES.iter().find_map(|ending| {
        let (stem, code) = draft.strip_suffix(ending)?.rsplit_once('.')?;
        Some((stem, Language::of_code(code)?))
    });
    stated.filter(|(stem, _)| !stem.is_empty() && !stem.ends_with(['/', '\\']))
}

/// Returns the file name at the end of a path or URI: `نص.ar.treaty` for `file:///a/%D9%86%D8%B5.ar.treaty`.
pub fn file_name(draft: &str) -> String {
    let last = draft.rsplit(['/', '\\']).next().unwrap_or(draft);
    match draft.starts_with("file:") {
        true => percent_decode_str(last).decode_utf8_lossy().into_owned(),
        false => last.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counterparts_differ_in_the_language_only() {
        let found = counterparts("a/نص.en.treaty.md");
        assert_eq!((found.len(), &*found[0]), (15, "a/نص.fr.treaty"));
        assert!(found.iter().any(|it| it == "a/نص.ar.treaty.md"), "{found:?}");
        for one in ["a/نص.ar.treaty.md", "a/نص.zh.treaty", "a/نص.en.treaty.txt"] {
            assert_eq!(common_name(one), "a/نص", "{one}");
        }
        assert_eq!(common_name("a/نص.treaty"), "a/نص.treaty");
        for alone in ["x.treaty.md", "x.de.treaty", "a.en/x.treaty", "en.treaty", "a/.en.treaty", "x.en.md", ""] {
            assert_eq!(counterparts(alone), [""; 0], "{alone}");
        }
    }

    #[test]
    fn the_file_name_is_the_end_of_a_path_or_uri() {
        for (draft, expected) in [
            ("a/b.treaty", "b.treaty"),
            ("a/100%25.treaty", "100%25.treaty"),
            ("file:///a/%D9%86%D8%B5.treaty", "نص.treaty"),
            ("untitled:b", "untitled:b"),
        ] {
            assert_eq!(file_name(draft), expected);
        }
    }

    fn check(folder: &str, path: &str, expected: &str) {
        let seen = relative_path(Path::new(folder), Path::new(path));
        assert_eq!(seen, expected);
        assert_eq!(normalize(&Path::new(folder).join(seen)), Path::new(path));
    }

    #[test]
    fn a_path_is_relative_to_any_folder() {
        check("/a", "/a/b.treaty", "b.treaty");
        check("/a", "/a/نص/b.treaty", "نص/b.treaty");
        check("/a/b/c", "/a/x/草案.treaty", "../../x/草案.treaty");
        check("/a", "/b", "../b");
    }

    #[test]
    fn a_path_without_a_common_root_is_unchanged() {
        assert_eq!(relative_path(Path::new("a"), Path::new("b/c")), "b/c");
    }
}
