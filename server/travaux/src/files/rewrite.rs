//! Writes a file whole or not at all: into a new one beside it, which then takes its place. Whoever reads the file
//! meanwhile, and whoever pulls the plug, finds the old text or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// Replaces the contents of a file, or makes it. An existing file keeps its permissions; behind a symbolic link the
/// file it leads to is replaced, not the link.
pub fn rewrite(path: &Path, contents: &[u8]) -> io::Result<()> {
    let known = fs::canonicalize(path);
    let path = known.as_deref().unwrap_or(path);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let mut fresh = Builder::new().prefix(".travaux-").tempfile_in(folder)?;
    fresh.write_all(contents)?;
    match fs::metadata(path) {
        Ok(metadata) => {
            // A file that nobody may write stays as it is, though its folder would let us replace it.
            fs::OpenOptions::new().write(true).open(path)?;
            fresh.as_file().set_permissions(metadata.permissions())?;
        }
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => readable(fresh.as_file())?,
        Err(fault) => return Err(fault),
    }
    fresh.as_file().sync_all()?;
    fresh.persist(path).map_err(|it| it.error)?;
    Ok(())
}

/// Temporary files are for their owner alone; one that stays is for everybody to read, as new files are.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.treaty");
        rewrite(&path, b"old").unwrap();
        rewrite(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("x.treaty"), folder.path().join("link"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink("x.treaty", &link).unwrap();
        rewrite(&link, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(rewrite(&folder.path().join("none/x.treaty"), b"").is_err());
    }
}
