//! Checks of what holds for any bytes: nothing panics, nothing is lost, places are in the text. The fuzz targets call them
//! with the bytes of the fuzzer, and `tests/arbitrary_input.rs` with bytes that it makes from the committed texts.

use std::io::{self, Read, Write};
use std::ops::Range;

use serde_json::Value;
use travaux::files::decode::{Decoded, Encoding, decode, encode};
use travaux::files::source::Source;
use travaux::lsp::frame::{Frame, FrameReader};
use travaux::report::finding::FindingConverter;
use travaux::report::outline_json::OutlineReport;
use travaux::report::pretty::{Style, excerpt_columns};
use travaux::report::{
    LintedDraft, Report, azure, checkstyle, concise, github, gitlab, json, json_lines, junit, pretty, sarif,
};
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

/// The columns of the terminal for which a report is written.
const TERMINAL_COLUMNS: usize = 80;

/// The bytes that the client sends at once, in turn.
const BYTES_AT_ONCE: [usize; 3] = [1, 13, 1 << 20];

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
    /// A draft whose findings are written in every format, with the first line as its path.
    Reports,
    /// What a client sends to the server.
    Frames,
}

impl Input {
    /// All kinds.
    pub const ALL: [Input; 6] =
        [Input::Draft, Input::Sheets, Input::Settings, Input::Encoded, Input::Reports, Input::Frames];

    /// Checks some bytes as input of this kind. Panics if something does not hold.
    pub fn check(self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        match self {
            Input::Draft => check_draft(&text),
            Input::Sheets => check_sheets(&text),
            Input::Settings => check_settings(&text),
            Input::Encoded => check_encoded(bytes),
            Input::Reports => check_reports(&text),
            Input::Frames => check_frames(bytes),
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

/// Checks that the words of a draft and the name of its file break out of no format, and that no format lets them control a
/// terminal.
fn check_reports(text: &str) {
    let (path, text) = text.split_once('\n').unwrap_or(("draft", text));
    let encoding = Encoding::of_label("utf-8").expect("the label is known");
    let source = Source::parse(path.into(), None, Decoded { text: text.to_owned(), encoding }, None);
    let excerpt_columns = Some(excerpt_columns(TERMINAL_COLUMNS));
    let converter = FindingConverter { source: &source, other: &|_| None, excerpt_columns };
    let findings = converter.convert(findings(&source.document));
    let count = findings.len();
    let draft = LintedDraft {
        name: Arc::clone(&source.name),
        language: "en",
        bytes: text.len(),
        provisions: source.document.outline.provisions.len(),
        open_brackets: 0,
        findings,
    };
    let report = Report { drafts: vec![draft], ..Report::default() };
    let written = |write: &dyn Fn(&mut dyn Write) -> io::Result<()>| {
        let mut out = Vec::new();
        write(&mut out).expect("a vector takes all bytes");
        let out = String::from_utf8(out).expect("a report is UTF-8");
        assert!(!out.chars().any(controls_terminal), "{out:?}");
        out
    };
    for write in [concise::write, github::write, azure::write, json_lines::write] {
        let out = written(&|out| write(&report, out));
        assert!(out.lines().count() >= count && out.lines().all(|it| !it.is_empty()), "{out:?}");
    }
    assert_eq!(written(&|out| concise::write(&report, out)).lines().count(), count);
    for line in written(&|out| json_lines::write(&report, out)).lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line:?}");
    }
    for write in [json::write, sarif::write, gitlab::write] {
        let out = written(&|out| write(&report, out));
        assert!(serde_json::from_str::<Value>(&out).is_ok(), "{out:?}");
    }
    let checkstyle = written(&|out| checkstyle::write(&report, out));
    assert_eq!(checkstyle.matches("<error ").count(), count, "{checkstyle:?}");
    assert_eq!(checkstyle.matches('<').count(), checkstyle.matches('>').count(), "{checkstyle:?}");
    let junit = written(&|out| junit::write(&report, out));
    assert_eq!(junit.matches('<').count(), junit.matches('>').count(), "{junit:?}");
    let style = Style { colour: false, links: false, columns: TERMINAL_COLUMNS };
    written(&|out| pretty::write(&report, style, out));
}

/// Returns whether a character controls a terminal, or the direction of more text than its neighbours.
fn controls_terminal(character: char) -> bool {
    character != '\n' && character.is_control()
        || matches!(character, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// An input that yields a few bytes at a time.
struct Chunked<'b>(&'b [u8], usize);

impl Read for Chunked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(into.len());
        self.0.read(&mut into[..length])
    }
}

/// Checks that a stream has the same bodies however many bytes arrive at once, and that each body is a part of it.
fn check_frames(bytes: &[u8]) {
    let bodies = |at_once: usize| {
        let mut reader = FrameReader::new(Chunked(bytes, at_once));
        let mut bodies = Vec::new();
        while let Some(frame) = reader.read_frame().expect("a slice has no errors") {
            match frame {
                Frame::Body(body) => bodies.push(body),
                Frame::Fault(fault) => assert!(!fault.contains('\n'), "{fault:?}"),
            }
        }
        bodies
    };
    let [first, others @ ..] = BYTES_AT_ONCE.map(bodies);
    assert!(first.iter().all(|it| it.is_empty() || bytes.windows(it.len()).any(|part| part == it)));
    others.into_iter().for_each(|it| assert_eq!(it, first));
}

fn assert_is_place(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no place in a text of {} bytes", text.len());
}
