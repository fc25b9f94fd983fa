//! Writes files atomically: into a temporary file beside the target, which then replaces it. Concurrent readers see the old
//! text or the new one, even after a crash.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

use super::paths::parent_folder;
use super::read::refusal;

/// Replaces the content of a file, or creates it. An existing file keeps its permissions, its owner and its hard links. Of a
/// symbolic link, the target is replaced, not the link. A device, FIFO or socket is refused.
pub fn write_atomically(path: &Path, contents: &[u8]) -> io::Result<()> {
    let canonical = fs::canonicalize(path);
    let path = canonical.as_deref().unwrap_or(path);
    let before = fs::metadata(path);
    if let Some(refusal) = before.as_ref().ok().filter(|it| !it.is_file()).and_then(refusal) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, refusal));
    }
    let mut fresh = Builder::new().prefix(".travaux-").tempfile_in(parent_folder(path))?;
    fresh.write_all(contents)?;
    match before {
        Ok(metadata) => {
            // A read-only file is not replaced, even if its folder allows it.
            let mut existing = fs::OpenOptions::new().write(true).open(path)?;
            fresh.as_file().set_permissions(metadata.permissions())?;
            if !may_be_replaced(&metadata, fresh.as_file()) {
                // The copy beside the file holds the whole text until the file does.
                fresh.as_file().sync_all()?;
                existing.set_len(0)?;
                existing.write_all(contents)?;
                return existing.sync_all();
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_readable(fresh.as_file())?,
        Err(error) => return Err(error),
    }
    fresh.as_file().sync_all()?;
    fresh.persist(path).map_err(|it| it.error)?;
    Ok(())
}

/// Returns whether a new file can take the place of an existing one: the existing one has no other names, and the new one has
/// or is given the same owner.
#[cfg(unix)]
fn may_be_replaced(existing: &fs::Metadata, fresh: &fs::File) -> bool {
    use std::os::unix::fs::{MetadataExt, fchown};
    if existing.nlink() > 1 {
        return false;
    }
    let has_same_owner = fresh.metadata().is_ok_and(|it| (it.uid(), it.gid()) == (existing.uid(), existing.gid()));
    has_same_owner || fchown(fresh, Some(existing.uid()), Some(existing.gid())).is_ok()
}

#[cfg(not(unix))]
fn may_be_replaced(_existing: &fs::Metadata, _fresh: &fs::File) -> bool {
    true
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

    #[cfg(unix)]
    #[test]
    fn hard_links_stay_links_to_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("x.treaty"), folder.path().join("y.treaty"));
        std::fs::write(&path, "a longer text").unwrap();
        std::fs::hard_link(&path, &link).unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&link).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn special_files_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.treaty");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert_eq!(write_atomically(&path, b"").unwrap_err().to_string(), "this is a socket, not a file");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_atomically(std::path::Path::new("/dev/null"), b"").is_err());
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_atomically(&folder.path().join("none/x.treaty"), b"").is_err());
    }
}
