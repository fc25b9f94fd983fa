//! The files that the client is asked to watch, as patterns of the protocol. When unsure, a pattern matches too much: a
//! needless notification costs one look at the disk, but a missing one leaves findings out of date.

use std::iter;

use tower_lsp::ls_types::notification::{DidChangeWatchedFiles, Notification};
use tower_lsp::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration, Unregistration,
};

use travaux_model::workspace::Workspace;

/// The id of the registration for files that the settings of the project name.
const PROJECT_REGISTRATION: &str = "travaux-project-files";

/// Registers for files that matter by their names.
pub(super) fn default_registration() -> Registration {
    let patterns = [
        "**/*.positions.{json,csv}",
        "**/*.{groups,topics}.json",
        "**/travaux.toml",
        "**/*.treaty",
        "**/*.treaty.{md,txt}",
    ];
    registration("travaux-files", patterns.map(str::to_owned).to_vec())
}

/// Registers for files that matter because the settings of the project name them.
pub(super) fn project_registration(patterns: Vec<String>) -> Registration {
    registration(PROJECT_REGISTRATION, patterns)
}

/// Withdraws the last [`project_registration`].
pub(super) fn project_unregistration() -> Unregistration {
    Unregistration { id: PROJECT_REGISTRATION.to_owned(), method: DidChangeWatchedFiles::METHOD.to_owned() }
}

fn registration(id: &str, patterns: Vec<String>) -> Registration {
    let watcher = |it| FileSystemWatcher { glob_pattern: GlobPattern::String(it), kind: None };
    let watchers = patterns.into_iter().map(watcher).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Registration {
        id: id.to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}

/// The patterns of the files that the settings of drafts name: drafts with other names, and texts of instruments.
pub(super) fn patterns(workspace: &Workspace) -> Vec<String> {
    let settings = || iter::once(&workspace.settings).chain(workspace.settings_by_draft.values());
    let included = settings().flat_map(|it| &it.include).flat_map(|it| globs(it));
    let files = settings().flat_map(|it| &it.instruments).filter_map(|it| it.file.as_deref());
    let instruments = files.map(|it| format!("**/{}", literal(it.rsplit(['/', '\\']).next().unwrap_or(it))));
    let mut patterns: Vec<String> = included.chain(instruments).collect();
    patterns.sort();
    patterns.dedup();
    patterns
}

/// Converts a pattern with the syntax of `.gitignore`: one pattern for a file of that name, one for the contents of a
/// folder of that name.
fn globs(pattern: &str) -> Vec<String> {
    let pattern = pattern.trim_end();
    // Files that a negated pattern excludes may be watched.
    if pattern.is_empty() || pattern.starts_with(['!', '#']) {
        return Vec::new();
    }
    let (path, is_folder) = match pattern.strip_suffix('/') {
        Some(path) => (path, true),
        None => (pattern, false),
    };
    let path = path.strip_prefix("**/").unwrap_or(path.trim_start_matches('/'));
    let path = format!("**/{}", unescaped(path));
    let inside = (!path.ends_with("/**")).then(|| format!("{path}/**"));
    let itself = (!is_folder).then_some(path);
    itself.into_iter().chain(inside).collect()
}

/// A pattern with `?` for each escaped character, since patterns of the protocol have no escapes.
fn unescaped(pattern: &str) -> String {
    let mut chars = pattern.chars();
    let mut plain = String::with_capacity(pattern.len());
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.extend(chars.next().map(|_| '?')),
            _ => plain.push(char),
        }
    }
    plain
}

/// A name as a pattern, with `?` for each character that has a meaning in patterns.
fn literal(name: &str) -> String {
    name.replace(['*', '?', '[', ']', '{', '}', ',', '!'], "?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::config::{Instrument, Settings};

    #[test]
    fn patterns_of_drafts_are_watched_in_every_folder() {
        for (pattern, expected) in [
            ("*.md", &["**/*.md", "**/*.md/**"][..]),
            ("/texts/*.md", &["**/texts/*.md", "**/texts/*.md/**"]),
            ("**/نص.md", &["**/نص.md", "**/نص.md/**"]),
            ("texts/", &["**/texts/**"]),
            ("texts/**", &["**/texts/**"]),
            ("a\\[1\\].md", &["**/a?1?.md", "**/a?1?.md/**"]),
            ("!b.md", &[]),
        ] {
            assert_eq!(globs(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn texts_of_instruments_are_watched_by_name() {
        let file = |it: &str| Instrument { file: Some(it.to_owned()), ..Instrument::default() };
        let settings = Settings {
            include: vec!["*.md".to_owned()],
            instruments: vec![file("/p/texts/budapest.md"), file("/q/budapest.md"), file("/a[1].txt")],
            ..Settings::default()
        };
        let nested = Settings { include: vec!["minutes/".to_owned()], ..Settings::default() };
        let settings_by_draft = [("a.treaty".into(), nested.into())].into();
        let workspace = Workspace { settings: settings.into(), settings_by_draft, ..Workspace::default() };
        let expected = ["**/*.md", "**/*.md/**", "**/a?1?.txt", "**/budapest.md", "**/minutes/**"];
        assert_eq!(patterns(&workspace), expected);
        assert_eq!(patterns(&Workspace::default()), [""; 0]);
    }
}
