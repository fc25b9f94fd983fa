//! The texts on which precision and recall are measured.

use std::fs;
use std::path::{Path, PathBuf};

/// The text that is shown before and after a place, in bytes.
const SURROUNDING_BYTES: usize = 160;

/// Returns the regular files of a folder and of those in it, in order.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&entry.path(), files),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
}

/// Returns the words around a byte of a text on one line, with a mark at the byte.
pub fn surroundings(text: &str, at: usize) -> String {
    let at = text.floor_char_boundary(at.min(text.len()));
    let from = text.floor_char_boundary(at.saturating_sub(SURROUNDING_BYTES));
    let to = text.ceil_char_boundary((at + SURROUNDING_BYTES).min(text.len()));
    let shown = [&text[from..at], "⟨here⟩", &text[at..to]].concat();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
