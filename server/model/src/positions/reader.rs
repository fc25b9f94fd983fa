//! Parses positions files in JSON and in CSV.
//!
//! Parsers never fail as a whole and touch no file. What they do not understand is an error at its place; everything
//! else counts.

use super::csv;
use super::csv_position::{Column, column, csv_position};
use super::delegations::Delegations;
use super::json;
use super::json_position::json_position;
use super::json_types::{list, object, string, unknown};
use super::keys::Key;
use super::parse_error::{ParseError, quoted};
use super::position::Position;
use super::validator::Validator;

/// The content of a positions file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionsFile {
    /// The draft that the file names; a CSV file names none.
    pub draft: Option<String>,
    /// The valid positions in the order of the file.
    pub positions: Vec<Position>,
    /// The errors.
    pub errors: Vec<ParseError>,
}

/// Parses a `*.positions.json`: an object with `draft` and a list of `positions`.
pub fn read_json(text: &str, delegations: &Delegations) -> PositionsFile {
    let mut validator = Validator::new(delegations);
    let (root, errors) = json::read(text);
    validator.errors = errors;
    let mut file = PositionsFile::default();
    for member in root.map_or_else(Vec::new, |it| object(it, "a positions file", &mut validator)) {
        match &*member.key {
            "$schema" => {}
            "draft" => {
                file.draft = string(member, "draft", &mut validator).map(|it| it.text.into_owned());
            }
            "positions" => {
                for node in list(member, &mut validator) {
                    let raw = json_position(node, &mut validator);
                    file.positions.extend(raw.and_then(|it| validator.position(it)));
                }
            }
            _ => unknown(&member, &["$schema", "draft", "positions"], &mut validator),
        }
    }
    PositionsFile { errors: in_order(validator.errors), ..file }
}

/// Parses a `*.positions.csv`: a heading, then one position in each row. Delegations share a cell, separated by `;`, and so
/// do targets. Notes are in `note_en`, `note_ar` and so on, the first source in `source_title`, `source_symbol`,
/// `source_page` and `source_url`, the second in `source2_title`, a period in `date_from` and `date_to`.
pub fn read_csv(text: &str, delegations: &Delegations) -> PositionsFile {
    let mut validator = Validator::new(delegations);
    let mut rows = csv::rows(text);
    let Some(heading) = rows.next() else {
        let errors = vec![ParseError::new(0..text.len(), "this file is empty")];
        return PositionsFile { errors, ..PositionsFile::default() };
    };
    let head = heading[0].range.clone();
    let columns: Vec<Option<Column>> = heading.into_iter().map(|it| column(it, &mut validator)).collect();
    let mut missing = Vec::new();
    // A speaker can stand for the delegations, and a topic for the target.
    for (key, instead) in [(Key::Delegations, Key::Speaker), (Key::Stance, Key::Stance), (Key::Target, Key::Topic)] {
        if ![key, instead].iter().any(|it| columns.contains(&Some(Column::Key(*it)))) {
            validator.error(head.clone(), format!("this sheet has no column {}", quoted(key.word())));
            missing.push(key);
        }
    }
    let mut positions = Vec::new();
    for row in rows.by_ref() {
        let mut raw = csv_position(row, &columns, &mut validator);
        raw.reported.extend(&missing);
        positions.extend(validator.position(raw));
    }
    validator.errors.extend(rows.error);
    PositionsFile { draft: None, positions, errors: in_order(validator.errors) }
}

fn in_order(mut errors: Vec<ParseError>) -> Vec<ParseError> {
    errors.sort_by_key(|it| (it.range.start, it.range.end));
    errors
}

#[cfg(test)]
mod tests {
    use super::{PositionsFile, read_csv, read_json};
    use crate::positions::{Delegations, Stance};

    fn errors<'t>(text: &'t str, file: &'t PositionsFile) -> Vec<(&'t str, &'t str)> {
        file.errors.iter().map(|it| (&text[it.range.clone()], it.message.as_str())).collect()
    }

    fn check_json(positions: &str, expected: &[(&str, &str)]) {
        let text = format!("\u{feff}{{\"positions\": [{positions}]}}");
        let file = read_json(&text, Delegations::shipped());
        assert_eq!(errors(&text, &file), expected);
    }

    fn codes(file: &PositionsFile, raw: usize) -> Vec<&str> {
        let delegations = file.positions[raw].delegations.iter();
        delegations.map(|it| Delegations::shipped()[*it].code.as_str()).collect()
    }

    const WHOLE: &str = r#"{"$schema": "…", "draft": "convention.treaty.md", "positions": [
        {"delegations": ["RU", "إيران", "白俄罗斯", "BLR"], "stance": "proposes",
         "target": "article 10 bis", "alternative": null, "date": "2023-09-01",
         "forum": "sixth session", "note": {"en": "Reserved.", "ar": "ملاحظة"},
         "source": {"title": "Draft", "symbol": "A/AC.291/22", "page": 9, "url": null}}]}"#;

    #[test]
    fn every_key_of_a_position_is_read() {
        let file = read_json(WHOLE, Delegations::shipped());
        assert_eq!(file.errors, []);
        assert_eq!(file.draft.as_deref(), Some("convention.treaty.md"));
        assert_eq!(codes(&file, 0), ["RU", "IR", "BY"]);
        let position = &file.positions[0];
        assert_eq!((position.stance, &*position.targets[0].name), (Stance::Proposes, "article 10 bis"));
        assert_eq!((&position.alternative, position.note.in_language("ar")), (&None, Some("ملاحظة")));
        assert_eq!(position.sources[0].page.map(|it| (it.first, it.last)), Some((9, 9)));
        assert!(WHOLE[position.range.clone()].starts_with("{\"delegations\""));
        assert!(WHOLE[position.range.clone()].ends_with("null}}"));
    }

    #[test]
    fn csv_and_json_give_the_same_positions() {
        let sheet = "delegations,stance,target,alternative,date,forum,note_en,note_ar,\
            source_title,source_symbol,source_page,source_url\n\
            RU; إيران;白俄罗斯;BLR,proposes,article 10 bis,,2023-09-01,sixth session,\
            Reserved.,ملاحظة,Draft,A/AC.291/22,9,\n";
        let mut from_sheet = read_csv(sheet, Delegations::shipped());
        let from_json = read_json(WHOLE, Delegations::shipped());
        assert_eq!(from_sheet.errors, []);
        assert!(sheet[from_sheet.positions[0].range.clone()].starts_with("RU; "));
        assert_eq!(&sheet[from_sheet.positions[0].targets[0].range.clone()], "article 10 bis");
        assert_eq!(&WHOLE[from_json.positions[0].targets[0].range.clone()], "article 10 bis");
        let (sheets, jsons) = (&mut from_sheet.positions[0], &from_json.positions[0]);
        (sheets.range, sheets.targets) = (jsons.range.clone(), jsons.targets.clone());
        assert_eq!(from_sheet.positions, from_json.positions);
    }

    #[test]
    fn a_missing_key_is_reported_at_the_start_of_its_position() {
        check_json(
            "{}, 7",
            &[
                ("{", "this position has no delegations"),
                ("{", "this position has no stance"),
                ("{", "this position has no target"),
                ("7", "a position is an object"),
            ],
        );
    }

    #[test]
    fn misspelt_words_are_reported_with_suggestions() {
        check_json(
            r#"{"delegations": ["Rusia Federation", "no", "Gondor"], "stanse": "supports",
                "stance": "suports", "target": "article 9", "source": {"titel": "x"}}"#,
            &[
                ("Rusia Federation", "\"Rusia Federation\" is no delegation; did you mean \"Russian Federation\""),
                ("no", "\"no\" is no delegation; did you mean \"NO\""),
                ("Gondor", "\"Gondor\" is no delegation"),
                ("\"stanse\"", "\"stanse\" is no key here; did you mean \"stance\""),
                ("suports", "\"suports\" is no stance; did you mean \"supports\""),
                ("\"titel\"", "\"titel\" is no key here; did you mean \"title\""),
            ],
        );
    }

    #[test]
    fn values_of_the_wrong_type_are_reported_once() {
        check_json(
            r#"{"delegations": "RU", "stance": 1, "target": "article 9", "date": "1/9/2023",
                "date": "2023", "note": {"English": ""}, "source": {"page": -1}}"#,
            &[
                ("\"RU\"", "\"delegations\" is a list"),
                ("1", "\"stance\" is a text in quotation marks"),
                ("1/9/2023", "\"1/9/2023\" is no date; write a year, a month or a day, as in 2023-09-01"),
                ("\"date\"", "\"date\" is given twice; the first one counts"),
                ("\"English\"", "\"English\" is no language code, as \"en\" is"),
                ("-1", "\"-1\" is no page number"),
            ],
        );
    }

    #[test]
    fn a_truncated_file_gives_the_complete_positions() {
        let text = r#"{"positions": [{"delegations": ["中国"], "stance": "supports",
            "target": "article 1"}, {"delegations": ["CN"], "stance": "oppo"#;
        let file = read_json(text, Delegations::shipped());
        assert_eq!(codes(&file, 0), ["CN"]);
        let message = "this file is not JSON from here on: EOF while parsing a string";
        assert_eq!(errors(text, &file), [("", message)]);
    }

    #[test]
    fn csv_columns_are_reported_once_and_cells_each() {
        let text = "delegations;Stance;tarket\n\"CN; Frence\";x;article 1\nRU;supports;;y\n";
        let file = read_csv(text, Delegations::shipped());
        let expected = [
            ("delegations", "this sheet has no column \"target\""),
            ("tarket", "\"tarket\" is no key here; did you mean \"target\""),
            ("Frence", "\"Frence\" is no delegation; did you mean \"France\""),
            ("x", "\"x\" is no stance"),
            ("y", "this cell is beneath no heading"),
        ];
        assert_eq!(errors(text, &file), expected);
    }

    #[test]
    fn malformed_files_do_not_panic() {
        let delegations = Delegations::shipped();
        let unknown = "{\"delegations\":[\"Rusia X\"],\"stance\":\"s\",\"target\":\"t\"},";
        let deep = "{\"positions\":[".to_owned() + &"[".repeat(200_000);
        let texts = ["", "\0\0", "\u{feff}", "\"", "[]", "null", "{\"positions\":[{\"a\":\"\\", &deep];
        for text in texts.into_iter().chain([unknown.repeat(1000).as_str()]) {
            let (json, csv) = (read_json(text, delegations), read_csv(text, delegations));
            for error in json.errors.iter().chain(&csv.errors) {
                assert!(text.get(error.range.clone()).is_some(), "{error:?}");
            }
            assert!(!json.errors.is_empty() && !csv.errors.is_empty(), "{text:.20}");
        }
        let many = format!("{{\"positions\":[{}{{}}]}}", unknown.repeat(1000));
        assert_eq!(read_json(&many, delegations).errors.len(), 2003);
    }
}
