//! Checks of what holds for any bytes: nothing panics, nothing is lost, places are in the text. The fuzz targets call them
//! with the bytes of the fuzzer, and `tests/arbitrary_input.rs` with bytes that it makes from the committed texts.

use std::ops::Range;

use serde_json::Value;
use travaux::files::decode::{Encoding, decode, encode};
use travaux::report::outline_json::OutlineReport;
use travaux_features::open_brackets::open_brackets;
use travaux_features::settled_text::{Settlement, settled_text};
use travaux_model::config::{PartialSettings, Settings};
use travaux_model::diagnostic::{Diagnostic, Edit};
use travaux_model::document::Document;
use travaux_model::edit::{applied, in_order};
use travaux_model::positions::{Delegations, PositionsFile, Topics, read_csv, read_json};
use travaux_model::workspace::Workspace;
use travaux_rules::lint;

use std::sync::Arc;

/// The rounds after which no sure fix may be left.
const MAX_ROUNDS: usize = 10;

/// A kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A draft: parsed, linted, written as an outline, and fixed.
    Draft,
    /// Positions as JSON and as CSV, groups and topics.
    Sheets,
    /// `travaux.toml`, and the settings of an editor as JSON.
    Settings,
    /// A file in an encoding.
    Encoded,
}

impl Input {
    /// All kinds.
    pub const ALL: [Input; 4] = [Input::Draft, Input::Sheets, Input::Settings, Input::Encoded];

    /// Checks some bytes as input of this kind. Panics if something does not hold.
    pub fn check(self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        match self {
            Input::Draft => check_draft(&text),
            Input::Sheets => check_sheets(&text),
            Input::Settings => check_settings(&text),
            Input::Encoded => check_encoded(bytes),
        }
    }
}

fn check_draft(text: &str) {
    let document = Document::parse(text, None, 0);
    assert_eq!(document.draft.text(), text, "the blocks are not the text");
    let findings = findings(&document);
    for finding in &findings {
        assert_is_place(text, &finding.range);
        finding.related.iter().filter(|it| it.draft.is_none()).for_each(|it| assert_is_place(text, &it.range));
        finding.fix.iter().flat_map(|it| &it.edits).for_each(|it| assert_is_place(text, &it.range));
    }
    for settlement in [Settlement::All, Settlement::None, Settlement::Alternative(1)] {
        settled_text(&Workspace::default(), &document, settlement)
            .iter()
            .for_each(|it| assert_is_place(text, &it.range));
    }
    let brackets = open_brackets(&document);
    brackets.provisions.iter().flat_map(|it| &it.brackets).for_each(|it| assert_is_place(text, &it.range));
    let outline = serde_json::to_value(OutlineReport(&[("draft".to_owned(), Arc::new(document))]));
    assert!(outline.is_ok(), "{outline:?}");
    check_fixes(text.to_owned(), findings);
}

fn findings(document: &Document) -> Vec<Diagnostic> {
    lint(&Workspace::default(), "draft", document, &Settings::default())
}

/// Checks that the sure fixes of a draft come to an end.
fn check_fixes(mut text: String, mut findings: Vec<Diagnostic>) {
    for _ in 0..MAX_ROUNDS {
        let edits: Vec<Edit> =
            findings.iter().filter_map(Diagnostic::sure_fix).flat_map(|it| it.edits.clone()).collect();
        if edits.is_empty() {
            return;
        }
        text = applied(&text, &in_order(edits));
        findings = self::findings(&Document::parse(&text, None, 0));
    }
    panic!("fixes do not come to an end: {text:?}");
}

fn check_sheets(text: &str) {
    let delegations = Delegations::shipped();
    let check = |file: PositionsFile| file.errors.iter().for_each(|it| assert_is_place(text, &it.range));
    check(read_json(text, delegations));
    check(read_csv(text, delegations));
    delegations.with_groups(text).1.iter().for_each(|it| assert_is_place(text, &it.range));
    Topics::read(text).1.iter().for_each(|it| assert_is_place(text, &it.range));
}

fn check_settings(text: &str) {
    let rules = travaux_rules::names();
    let (_, errors) = Settings::read(text, &rules);
    errors.iter().for_each(|it| assert_is_place(text, &it.range));
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        PartialSettings::from_editor(&value, &rules).with_defaults();
    }
}

/// Checks that what is decoded is encoded to the same bytes, but for a byte order mark and halves of surrogate pairs.
fn check_encoded(bytes: &[u8]) {
    for label in ["utf-8", "utf-16le", "windows-1256", "windows-1251", "gb18030"] {
        let encoding = Encoding::of_label(label).expect("the label is known");
        if let Ok(decoded) = decode(bytes.to_vec(), Some(encoding))
            && let Ok(encoded) = encode(&decoded.text, decoded.encoding)
            && let Ok(again) = decode(encoded, Some(decoded.encoding))
        {
            assert_eq!(again.text, decoded.text, "{label}");
        }
    }
}

fn assert_is_place(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no place in a text of {} bytes", text.len());
}
