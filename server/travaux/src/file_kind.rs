//! The kinds of files in a project, recognized by their names.

use travaux_model::paths::DRAFT_SUFFIXES;

/// The name of the file with the settings of a project.
pub(crate) const SETTINGS_FILE_NAME: &str = "travaux.toml";

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A draft.
    Draft,
    /// `x.positions.json`
    PositionsJson,
    /// `x.positions.csv`
    PositionsCsv,
    /// `x.groups.json`
    Groups,
    /// `x.topics.json`
    Topics,
    /// `travaux.toml`
    Settings,
}

impl FileKind {
    /// Returns the kind of a file by its name or path; `None` if the name belongs to no kind.
    pub(crate) fn of_file(name: &str) -> Option<FileKind> {
        let ends_with = |ending: &str| {
            let start = name.len().checked_sub(ending.len());
            start.and_then(|it| name.get(it..)).is_some_and(|it| it.eq_ignore_ascii_case(ending))
        };
        let is_draft = || DRAFT_SUFFIXES.iter().any(|ending| ends_with(ending));
        FileKind::of_companion(name).or_else(|| is_draft().then_some(FileKind::Draft))
    }

    /// Returns the kind of a document that is opened by name: a draft unless its name belongs to another kind.
    pub(crate) fn of_opened(name: &str) -> FileKind {
        FileKind::of_companion(name).unwrap_or(FileKind::Draft)
    }

    /// Returns whether it is a positions file.
    pub(crate) fn has_positions(self) -> bool {
        matches!(self, FileKind::PositionsJson | FileKind::PositionsCsv)
    }

    fn of_companion(name: &str) -> Option<FileKind> {
        let name = name.rsplit('/').next().unwrap_or(name);
        match name {
            SETTINGS_FILE_NAME => Some(FileKind::Settings),
            _ if name.ends_with(".positions.json") => Some(FileKind::PositionsJson),
            _ if name.ends_with(".positions.csv") => Some(FileKind::PositionsCsv),
            _ if name.ends_with(".groups.json") => Some(FileKind::Groups),
            _ if name.ends_with(".topics.json") => Some(FileKind::Topics),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opened_document_is_a_draft_unless_its_name_is_of_another_kind() {
        for (name, kind) in [
            ("file:///a/minutes.txt", FileKind::Draft),
            ("untitled:Untitled-1", FileKind::Draft),
            ("file:///a/x.positions.json", FileKind::PositionsJson),
            ("file:///a/x.positions.csv", FileKind::PositionsCsv),
            ("file:///a/our.groups.json", FileKind::Groups),
            ("file:///a/our.topics.json", FileKind::Topics),
            ("file:///a/travaux.toml", FileKind::Settings),
        ] {
            assert_eq!(FileKind::of_opened(name), kind, "{name}");
        }
    }

    #[test]
    fn a_file_in_a_folder_is_a_draft_only_by_its_name() {
        for (name, kind) in [
            ("minutes.txt", None),
            ("اتفاقية.treaty", Some(FileKind::Draft)),
            ("x.en.treaty.md", Some(FileKind::Draft)),
            ("A.TREATY.MD", Some(FileKind::Draft)),
            ("x.positions.csv", Some(FileKind::PositionsCsv)),
        ] {
            assert_eq!(FileKind::of_file(name), kind, "{name}");
        }
    }
}
