//! The kinds of files that the server reads, recognized by their names.

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A draft.
    Draft,
    /// `x.positions.json`
    PositionsJson,
    /// `x.positions.csv`
    PositionsCsv,
    /// `x.groups.json`
    Groups,
    /// `travaux.toml`
    Settings,
}

impl FileKind {
    /// The kind of an opened document: a draft unless its name ends like that of another kind.
    pub(super) fn of_opened(name: &str) -> FileKind {
        FileKind::of_companion(name).unwrap_or(FileKind::Draft)
    }

    /// Whether it is a positions file.
    pub(super) fn has_positions(self) -> bool {
        matches!(self, FileKind::PositionsJson | FileKind::PositionsCsv)
    }

    fn of_companion(name: &str) -> Option<FileKind> {
        let name = name.rsplit('/').next().unwrap_or(name);
        match name {
            "travaux.toml" => Some(FileKind::Settings),
            _ if name.ends_with(".positions.json") => Some(FileKind::PositionsJson),
            _ if name.ends_with(".positions.csv") => Some(FileKind::PositionsCsv),
            _ if name.ends_with(".groups.json") => Some(FileKind::Groups),
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
            ("file:///a/travaux.toml", FileKind::Settings),
        ] {
            assert_eq!(FileKind::of_opened(name), kind, "{name}");
        }
    }
}
