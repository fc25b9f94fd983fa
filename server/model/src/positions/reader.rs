//! Parses positions files in JSON and in CSV.
//!
//! Parsers never fail as a whole and touch no file. What they do not understand is an error at its place; everything
//! else counts.

use std::sync::Arc;

use travaux_grammar::{to_u32, to_usize};

use super::conflicts::conflicts;
use super::csv;
use super::csv_position::{Column, columns, csv_position};
use super::delegations::Delegations;
use super::json;
use super::json_position::json_position;
use super::json_types::{Named, list, object, string, unknown};
use super::keys::Key;
use super::parse_error::{ParseError, quoted};
use super::position::Position;
use super::validator::Validator;

/// The content of a positions file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionsFile {
    /// The name of the file, a path or a URI, if the caller has set it.
    pub name: Option<Arc<str>>,
    /// The draft that the file names; a CSV file names none.
    pub draft: Option<String>,
    /// The valid positions in the order of the file.
    pub positions: Vec<Position>,
    /// The errors.
    pub errors: Vec<ParseError>,
    /// The offsets of the line ends.
    line_ends: Vec<u32>,
}

impl PositionsFile {
    /// Returns the line of a byte, counted from zero.
    pub fn line_of(&self, offset: usize) -> u32 {
        to_u32(self.line_ends.partition_point(|it| to_usize(*it) < offset))
    }
}

/// Returns the offsets of the line ends of a text.
fn line_ends(text: &str) -> Vec<u32> {
    memchr::memchr_iter(b'\n', text.as_bytes()).map(to_u32).collect()
}

/// Parses a `*.positions.json`: an object with `draft` and a list of `positions`.
pub fn read_json(text: &str, delegations: &Delegations) -> PositionsFile {
    let mut validator = Validator::new(delegations);
    let mut file = PositionsFile { line_ends: line_ends(text), ..PositionsFile::default() };
    let (root, errors) = json::read_items(text, "positions", &mut |node| {
        let raw = json_position(node, &mut validator);
        file.positions.extend(raw.and_then(|it| validator.position(it)));
    });
    validator.errors.extend(errors);
    for member in root.map_or_else(Vec::new, |it| object(it, Named::Words("a positions file"), &mut validator)) {
        match &*member.key {
            "$schema" => {}
            "draft" => {
                file.draft = string(member, "draft", &mut validator).map(|it| it.text.into_owned());
            }
            "positions" => {
                // The elements of a list have been read already.
                list(member, &mut validator);
            }
            _ => unknown(&member, &["$schema", "draft", "positions"], &mut validator),
        }
    }
    validator.errors.extend(conflicts(&file.positions, delegations, |it| file.line_of(it)));
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
    let columns = columns(heading, &mut validator);
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
    let file = PositionsFile { positions, line_ends: line_ends(text), ..PositionsFile::default() };
    validator.errors.extend(conflicts(&file.positions, delegations, |it| file.line_of(it)));
    PositionsFile { errors: in_order(validator.errors), ..file }
}

fn in_order(mut errors: Vec<ParseError>) -> Vec<ParseError> {
    errors.sort_by_key(|it| (it.range.start, it.range.end));
    errors
}

#[cfg(test)]
mod tests {
    use super::{PositionsFile, read_csv, read_json};
    use crate::positions::{Delegations, Position, SpeakerKind, Stance, StatementKind};

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
                ("Rusia Federation", "\"Rusia Federation\" is no delegation; did you mean \"Russian Federation\"?"),
                ("no", "\"no\" is no delegation; did you mean \"NO\"?"),
                ("Gondor", "\"Gondor\" is no delegation"),
                ("\"stanse\"", "\"stanse\" is no key here; did you mean \"stance\"?"),
                ("suports", "\"suports\" is no stance; did you mean \"supports\"?"),
                ("\"titel\"", "\"titel\" is no key here; did you mean \"title\"?"),
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

    const RECORD: &str = r#"{"positions": [{
        "delegations": ["هايتي"], "on_behalf_of": ["加勒比共同体"], "kind": ["oral", "joint"], "stance": "amends",
        "speaker": {"name": {"en": "most Arab States", "ar": "معظم الدول العربية"}, "kind": "unnamed"},
        "reported_by": "press",
        "vote": {"question": {"en": "Venue"}, "for": 79, "against": 60, "abstaining": null, "recorded": false},
        "target": ["article 1", "article 2"], "topic": "venue", "date": {"from": "2021-05-10", "to": "2021-05-12"},
        "forum": {"en": "organizational session", "ar": "الدورة التنظيمية"}, "note": {"en": "Three each."},
        "source": [{"title": {"en": "Article", "ar": "مقال"}, "page": "5-6", "footnote": 12},
                   {"url": "https://example.org", "time": "1:14:20"}]}]}"#;

    #[test]
    fn a_record_names_speakers_votes_periods_and_several_sources() {
        let file = read_json(RECORD, Delegations::shipped());
        assert_eq!(file.errors, []);
        let position = &file.positions[0];
        assert_eq!(position.parties().count(), 2);
        assert_eq!(position.speakers[0].kind, Some(SpeakerKind::Unnamed));
        assert_eq!(position.speakers[0].name.in_language("ar"), Some("معظم الدول العربية"));
        assert_eq!(position.kinds, [StatementKind::Oral, StatementKind::Joint]);
        let vote = position.vote.as_ref().unwrap();
        assert_eq!((vote.in_favour, vote.abstaining, vote.recorded), (Some(79), None, Some(false)));
        assert_eq!((position.targets.len(), position.topic.as_ref().unwrap().name.as_str()), (2, "venue"));
        assert_eq!(position.date.as_ref().unwrap().to_string(), "2021-05-10/2021-05-12");
        assert_eq!(position.sources[0].page.unwrap().to_string(), "5-6");
        assert_eq!(position.sources[0].footnote.as_deref(), Some("12"));
        assert_eq!(position.sources[1].time.as_ref().unwrap().as_str(), "1:14:20");
    }

    #[test]
    fn a_sheet_has_columns_for_the_parts_of_a_record() {
        let sheet = "delegations,on_behalf_of,kind,stance,speaker,speaker_ar,speaker_kind,reported_by,\
            vote_question_en,vote_for,vote_against,vote_recorded,target,topic,date_from,date_to,forum_en,forum_ar,note_en,\
            source_title_en,source_title_ar,source_page,source_footnote,source2_url,source2_time\n\
            هايتي,加勒比共同体,oral;joint,amends,,معظم الدول العربية,unnamed,press,Venue,79,60,no,article 1; article 2,venue,\
            2021-05-10,2021-05-12,organizational session,الدورة التنظيمية,Three each.,Article,مقال,5-6,12,\
            https://example.org,1:14:20\n";
        let mut from_sheet = read_csv(sheet, Delegations::shipped());
        let from_json = read_json(RECORD, Delegations::shipped());
        assert_eq!(from_sheet.errors, []);
        let (sheets, jsons) = (&mut from_sheet.positions[0], &from_json.positions[0]);
        let names = |position: &Position| position.targets.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(sheets), names(jsons));
        (sheets.range, sheets.targets, sheets.topic) =
            (jsons.range.clone(), jsons.targets.clone(), jsons.topic.clone());
        sheets.speakers[0].name.by_language.insert("en".to_owned(), "most Arab States".to_owned());
        assert_eq!(from_sheet.positions, from_json.positions);
    }

    #[test]
    fn a_speaker_or_a_topic_is_enough() {
        let text = r#"{"positions": [{"speaker": [{"name": "МСЭ", "kind": "organization"}, {"name": "ICANN"}],
            "stance": "states", "topic": "dns", "date": {"as_of": "2026-01"}}]}"#;
        let file = read_json(text, Delegations::shipped());
        assert_eq!((file.errors.len(), file.positions[0].speakers.len()), (0, 2));
        let sheet = "speaker;stance;topic\n国际电联;states;dns\n";
        assert_eq!(read_csv(sheet, Delegations::shipped()).errors, []);
    }

    #[test]
    fn invalid_parts_of_a_record_are_reported_at_their_places() {
        check_json(
            r#"{"speaker": [{"kind": "organisation"}, 7], "delegations": ["RU"], "on_behalf_of": ["Gondor"],
                "kind": "oraly", "stance": "states", "topic": "Data Flow", "target": ["article 1", 2],
                "vote": {"for": "many", "recorded": "perhaps", "agianst": 1}, "date": {"from": "2023-05"},
                "forum": 3, "source": {"page": "9-5", "time": "noon", "footnote": []}}"#,
            &[
                ("{", "this speaker has no name"),
                ("organisation", "\"organisation\" is no kind of speaker; did you mean \"organization\"?"),
                ("7", "a speaker is an object"),
                ("Gondor", "\"Gondor\" is no delegation"),
                ("oraly", "\"oraly\" is no kind of statement; did you mean \"oral\"?"),
                ("Data Flow", "\"Data Flow\" is no topic; write small letters, digits and hyphens"),
                ("2", "\"target\" is a text in quotation marks"),
                ("many", "\"many\" is no number of votes"),
                ("perhaps", "\"perhaps\" is neither true nor false"),
                ("\"agianst\"", "\"agianst\" is no key here; did you mean \"against\"?"),
                ("{", "this date has no \"from\" and \"to\""),
                ("3", "\"forum\" is a text in quotation marks, or an object by language"),
                ("9-5", "\"9-5\" is no page number"),
                ("noon", "\"noon\" is no time; write hours, minutes and seconds"),
                ("[]", "\"footnote\" is a text in quotation marks"),
            ],
        );
        check_json(
            r#"{"speaker": {"name": "x"}, "stance": "states", "target": "article 1",
                "date": {"from": "2023-05", "to": "2022"}},
               {"speaker": {"name": "x"}, "stance": "states", "target": "article 1",
                "date": {"as_of": "2023", "to": "2022"}}"#,
            &[
                ("2023-05\", \"to\": \"2022", "this date ends before it begins"),
                ("{", "this date is given twice; write a day, a period or \"as_of\""),
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
            ("tarket", "\"tarket\" is no key here; did you mean \"target\"?"),
            ("Frence", "\"Frence\" is no delegation; did you mean \"France\"?"),
            ("x", "\"x\" is no stance"),
            ("y", "this cell is beneath no heading"),
        ];
        assert_eq!(errors(text, &file), expected);
    }

    #[test]
    fn of_two_columns_with_one_heading_the_first_counts() {
        let text = "delegations,stance,Stance,target,note_ar,note_ar\nمصر,supports,opposes,article 1,أولا,ثانيا\n";
        let file = read_csv(text, Delegations::shipped());
        let again = |it| format!("\"{it}\" is given twice; the first one counts");
        let (stance, note) = (again("Stance"), again("note_ar"));
        assert_eq!(errors(text, &file), [("Stance", stance.as_str()), ("note_ar", note.as_str())]);
        assert_eq!(file.positions[0].stance, Stance::Supports);
        assert_eq!(file.positions[0].note.in_language("ar"), Some("أولا"));
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
