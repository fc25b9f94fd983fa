//! The files that a travaux.toml names.

use std::ops::Range;

use toml::de::DeTable;

/// Returns the files of the instruments in the text of a travaux.toml, in order, each with its bytes including the
/// quotation marks. In a broken file only the readable ones are returned.
pub fn named_files(text: &str) -> Vec<(Range<usize>, String)> {
    let (root, _) = DeTable::parse_recoverable(text);
    let instruments = root.get_ref().get("instruments").and_then(|it| it.get_ref().as_array());
    let tables = instruments.into_iter().flatten().filter_map(|it| it.get_ref().as_table());
    let files = tables.filter_map(|it| it.get("file"));
    files.filter_map(|it| Some((it.span(), it.get_ref().as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_with_their_bytes() {
        let text =
            "[[instruments]]\nname = \"A\"\nfile = 'a.md'\n[[instruments]]\nname = \"B\"\nfile = \"\\u0646/b.md\"\n";
        let found = named_files(text);
        let found: Vec<(&str, &str)> = found.iter().map(|it| (&text[it.0.clone()], it.1.as_str())).collect();
        assert_eq!(found, [("'a.md'", "a.md"), ("\"\\u0646/b.md\"", "ن/b.md")]);
        assert_eq!(named_files("[[instruments"), []);
    }
}
