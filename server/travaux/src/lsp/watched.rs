//! Which files a client is asked to watch, as the protocol's patterns. They may say too much, since being told of a file
//! that does not count costs no more than a look; saying too little would leave findings as they were.

use tower_lsp::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration, Unregistration,
};

use travaux_model::config::Settings;

const METHOD: &str = "workspace/didChangeWatchedFiles";

/// The name of the wish for what only the project's settings name.
const OF_PROJECT: &str = "travaux-project-files";

/// The wish to be told when files that bear on drafts by their names change.
pub(super) fn usual() -> Registration {
    let patterns =
        ["**/*.positions.{json,csv}", "**/*.groups.json", "**/travaux.toml", "**/*.treaty", "**/*.treaty.{md,txt}"];
    registration("travaux-files", patterns.map(str::to_owned).to_vec())
}

/// The wish to be told when files of some patterns change that bear on drafts because the project says so.
pub(super) fn of_project(patterns: Vec<String>) -> Registration {
    registration(OF_PROJECT, patterns)
}

/// That the last such wish does not hold any more.
pub(super) fn no_more_of_project() -> Unregistration {
    Unregistration { id: OF_PROJECT.to_owned(), method: METHOD.to_owned() }
}

fn registration(id: &str, patterns: Vec<String>) -> Registration {
    let watcher = |it| FileSystemWatcher { glob_pattern: GlobPattern::String(it), kind: None };
    let watchers = patterns.into_iter().map(watcher).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Registration { id: id.to_owned(), method: METHOD.to_owned(), register_options: serde_json::to_value(options).ok() }
}

/// The patterns of what the settings of a project name: drafts of other names, and the texts of instruments.
pub(super) fn patterns(settings: &Settings) -> Vec<String> {
    let included = settings.include.iter().flat_map(|it| globs(it));
    let files = settings.instruments.iter().filter_map(|it| it.file.as_deref());
    let instruments = files.map(|it| format!("**/{}", literal(it.rsplit(['/', '\\']).next().unwrap_or(it))));
    let mut patterns: Vec<String> = included.chain(instruments).collect();
    patterns.sort();
    patterns.dedup();
    patterns
}

/// A pattern in the manner of .gitignore as those of the protocol: one for a file, one for all that a folder has.
fn globs(pattern: &str) -> Vec<String> {
    let pattern = pattern.trim_end();
    // What it takes back is watched all the same.
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

/// A pattern whose escaped letters are any letters, since the protocol has no escapes.
fn unescaped(pattern: &str) -> String {
    let mut letters = pattern.chars();
    let mut plain = String::with_capacity(pattern.len());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next().map(|_| '?')),
            _ => plain.push(letter),
        }
    }
    plain
}

/// A name as a pattern, with any letter for those that would mean something.
fn literal(name: &str) -> String {
    name.replace(['*', '?', '[', ']', '{', '}', ',', '!'], "?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::config::Instrument;

    #[test]
    fn patterns_of_drafts_are_watched_wherever_they_may_match() {
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
    fn texts_of_instruments_are_watched_by_their_names() {
        let file = |it: &str| Instrument { file: Some(it.to_owned()), ..Instrument::default() };
        let settings = Settings {
            include: vec!["*.md".to_owned()],
            instruments: vec![file("/p/texts/budapest.md"), file("/q/budapest.md"), file("/a[1].txt")],
            ..Settings::default()
        };
        assert_eq!(patterns(&settings), ["**/*.md", "**/*.md/**", "**/a?1?.txt", "**/budapest.md"]);
        assert_eq!(patterns(&Settings::default()), [""; 0]);
    }
}
