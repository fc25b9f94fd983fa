//! Writes files atomically: into a temporary file beside the target, which then replaces it. Concurrent readers see the old
//! text or the new one, even after a crash.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

use super::paths::parent_folder;

/// Replaces the content of a file, or creates it. An existing file keeps its permissions. Of a symbolic link, the target is
/// replaced, not the link.
pub fn write_atomically(path: &Path, contents: &[u8]) -> io::Result<()> {
    let canonical = fs::canonicalize(path);
    let path = canonical.as_deref().unwrap_or(path);
    let mut fresh = Builder::new().prefix(".travaux-").tempfile_in(parent_folder(path))?;
    fresh.write_all(contents)?;
    match fs::metadata(path) {
        Ok(metadata) => {
            // A read-only file is not replaced, even if its folder allows it.
            fs::OpenOptions::new().write(true).open(path)?;
            fresh.as_file().set_permissions(metadata.permissions())?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_readable(fresh.as_file())?,
        Err(error) => return Err(error),
    }
    fresh.as_file().sync_all()?;
    fresh.persist(path).map_err(|it| it.error)?;
    Ok(())
}

/// Gives a temporary file, which only its owner may read, the permissions of an ordinary new file.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_atomically;

    #[test]
    fn a_file_is_replaced_without_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.treaty");
        write_atomically(&path, b"old").unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_preserved() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("x.treaty"), folder.path().join("link"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink("x.treaty", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_atomically(&folder.path().join("none/x.treaty"), b"").is_err());
    }
}
