//! Paths as files write them: without `.` and `..`, and one as it is seen from a folder. Knows no disk.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
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

/// A plain path as it is seen from a plain folder, with slashes: `../texts/a.treaty`. Whole where they have nothing in
/// common, as on two drives.
pub fn seen_from(folder: &Path, path: &Path) -> String {
    let common = folder.components().zip(path.components()).take_while(|(one, two)| one == two).count();
    if common == 0 {
        return path.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(common).map(|_| "..".into());
    let down = path.components().skip(common).map(|it| it.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folder: &str, path: &str, expected: &str) {
        let seen = seen_from(Path::new(folder), Path::new(path));
        assert_eq!(seen, expected);
        assert_eq!(plain(&Path::new(folder).join(seen)), Path::new(path));
    }

    #[test]
    fn a_path_is_seen_from_every_folder() {
        check("/a", "/a/b.treaty", "b.treaty");
        check("/a", "/a/نص/b.treaty", "نص/b.treaty");
        check("/a/b/c", "/a/x/草案.treaty", "../../x/草案.treaty");
        check("/a", "/b", "../b");
    }

    #[test]
    fn a_path_without_anything_in_common_is_whole() {
        assert_eq!(seen_from(Path::new("a"), Path::new("b/c")), "b/c");
    }
}
