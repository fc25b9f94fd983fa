//! Edits of parts of real texts: the sample drafts, and published texts where there are any in `../shared/drafts`, which are
//! not part of the project. Their structure is richer than that of generated drafts.

use std::ops::Range;
use std::path::{Path, PathBuf};

use travaux_model::text::Encoding;
use travaux_tests::oracle::{Case, Edit, OracleRun, Position};
use travaux_tests::random::Random;
use travaux_tests::texts::files_in;

/// The number of parts of texts that are edited, how long one is, and the number of its edits.
const PARTS: usize = 30;
const PART_BYTES: usize = 5000;
const EDITS: usize = 40;

/// A copied piece is not longer than this.
const MAX_COPIED_BYTES: usize = 400;

/// Words that change what other provisions are, or point to them.
const PIECES: [&str; 42] = [
    "[",
    "]",
    "1",
    "5",
    "x",
    " ",
    "\n",
    "\n\n",
    "(a) ",
    "(b) ",
    "\n(i) ",
    "\n\n3. ",
    "\n\n4. [",
    "\n\n2 bis. ",
    "\n\n5.1. ",
    ": (a) one; (b) two",
    "\n\nArticle 3\n\n",
    "\n\nArticle 7\n\n",
    "\n\nANNEX I\n\n",
    "\n\nPART II\n\n",
    "\n\nChapter I\n\n",
    "\n\nSection 2\n\n",
    "\n\nII. Part\n\n",
    "\n\nOption 1:\n\n",
    "\n\nالمادة 3\n\n",
    "\n\nالفقرة 3",
    "\n\n第三条\n\n",
    "\n\nСтатья 4\n\n",
    "article 3, paragraph 2",
    "annex I, paragraph 4",
    "paragraph 2 below",
    "paragraph 3 (b) above",
    "paragraphs 2 to 5",
    "paragraph 5.1",
    "paragraph 4a",
    "the preceding paragraph",
    "of this section",
    "الفقرة 2 أعلاه",
    "пункт 4 ниже",
    "第二款",
    "“",
    "”",
];

/// Returns the texts, and whether there are any but the samples.
fn texts() -> (Vec<PathBuf>, bool) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let is_draft = |it: &PathBuf| it.extension().is_some_and(|it| it == "md" || it == "txt" || it == "treaty");
    let texts = |folder: PathBuf| files_in(&folder).into_iter().filter(is_draft).collect::<Vec<_>>();
    let published = texts(root.join("../shared/drafts"));
    let has_published = !published.is_empty();
    ([texts(root.join("seeds")), published].concat(), has_published)
}

/// Returns a part of a text that begins with a line.
fn part(text: &str, random: &mut Random) -> String {
    let from = text.floor_char_boundary(random.below(text.len().saturating_sub(PART_BYTES).max(1)));
    let from = text[from..].find('\n').map_or(from, |at| from + at + 1);
    text[from..text.floor_char_boundary((from + PART_BYTES).min(text.len()))].to_owned()
}

/// Returns the bytes that an edit replaces, and the new text.
fn random_edit(text: &str, random: &mut Random) -> (Range<usize>, String) {
    const MAX_DELETED_BYTES: usize = 12;
    let boundary = |at: usize| text.floor_char_boundary(at.min(text.len()));
    let at = boundary(random.below(text.len() + 1));
    let line_start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |it| at + it + 1);
    match random.below(10) {
        0 => (at..boundary(at + random.below(MAX_DELETED_BYTES)).max(at), String::new()),
        1 => (line_start..line_end, String::new()),
        2 => {
            let from = boundary(random.below(text.len() + 1));
            let to = boundary(from + random.below(MAX_COPIED_BYTES)).max(from);
            (line_start..line_start, text[from..to].to_owned())
        }
        3 | 4 => {
            let digit = line_start + text[line_start..line_end].find(|it: char| it.is_ascii_digit()).unwrap_or(0);
            let is_inserted = random.percent(50);
            let end = if is_inserted { digit } else { text.ceil_char_boundary((digit + 1).min(text.len())) };
            (digit..end, ["1", "2", "3", "4", "7"][random.below(5)].to_owned())
        }
        5 => (line_start..line_start, PIECES[random.below(PIECES.len())].trim_start().to_owned()),
        _ => (at..at, PIECES[random.below(PIECES.len())].to_owned()),
    }
}

/// Returns the line and the column in bytes of a byte of a text. Lines end with any of the signs that end one for a client.
fn position(text: &str, at: usize) -> Position {
    let before = text[..at].replace("\r\n", "\n ");
    let line = before.matches(['\n', '\r']).count();
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |it| it + 1);
    Position { line: line as u32, column: (at - start) as u32 }
}

#[test]
fn edited_parts_of_real_texts_equal_the_full_parse() {
    let times: usize = std::env::var("TRAVAUX_ORACLE").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let seed: u64 = std::env::var("TRAVAUX_SEED").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let (texts, has_published) = texts();
    assert!(!texts.is_empty(), "the samples are gone");
    if !has_published {
        eprintln!("there are no published texts in ../shared/drafts, so only the samples were edited");
    }
    let mut random = Random::of(seed);
    for _ in 0..PARTS * times {
        let path = &texts[random.below(texts.len())];
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let mut run = OracleRun::opened(Case::opening(part(&text, &mut random), Encoding::Utf8));
        for _ in 0..EDITS {
            let text = &run.reference().text;
            let (range, new) = random_edit(text, &mut random);
            let range = Some([position(text, range.start), position(text, range.end)]);
            let edit = Edit { range, text: new };
            run.send(vec![edit]).unwrap_or_else(|difference| panic!("{}: {difference}", path.display()));
        }
    }
}
