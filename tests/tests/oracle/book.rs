//! Edits of the drafts in the book of cases: their forms are those of real texts, which random fragments do not have.

use std::path::Path;

use travaux_model::text::Encoding;
use travaux_tests::book::answers;
use travaux_tests::oracle::{Case, Edit, OracleRun, Position};
use travaux_tests::random::Random;

/// The number of drafts of the book that stand one after the other, so that an edit has blocks of others before it and after it.
const DRAFTS_IN_A_TEXT: usize = 3;

/// The number of edits of each text.
const EDITS: usize = 12;

/// Returns the drafts of a page, each once.
fn drafts(page: &str) -> Vec<String> {
    let mut drafts: Vec<String> = answers(page).into_iter().map(|it| it.draft).collect();
    drafts.dedup();
    drafts
}

/// Returns an edit of whole lines: some are deleted, written again elsewhere, or get a sign at their beginning or end.
fn edit_of_lines(lines: &[String], random: &mut Random) -> Edit {
    const SIGNS: [&str; 16] =
        ["“", "”", "\"", "«", "»", "[", "]", "1 ", "2. ", "(a) ", "> ", "\t", "    ", ":", ".", "Article 2 "];
    let from = random.below(lines.len());
    let count = random.within(1..=3).min(lines.len() - from);
    let at = |line: usize, column: usize| Position { line: line as u32, column: column as u32 };
    let range = |from: Position, to: Position| Some([from, to]);
    let end = |line: usize| lines[line].len();
    match random.below(5) {
        0 => Edit { range: range(at(from, 0), at(from + count, 0)), text: String::new() },
        1 => {
            let written = lines[random.below(lines.len())].clone() + "\n";
            Edit { range: range(at(from, 0), at(from, 0)), text: written }
        }
        2 => Edit { range: range(at(from, 0), at(from, 0)), text: SIGNS[random.below(SIGNS.len())].to_owned() },
        3 => Edit {
            range: range(at(from, end(from)), at(from, end(from))),
            text: SIGNS[random.below(SIGNS.len())].to_owned(),
        },
        _ => Edit { range: range(at(from, 0), at(from, 0)), text: "\n".to_owned() },
    }
}

#[test]
fn edited_drafts_of_the_book_equal_the_full_parse() {
    let times: usize = std::env::var("TRAVAUX_ORACLE").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let (mut edited, mut seed) = (0, 0);
    for path in pages {
        let drafts = drafts(&std::fs::read_to_string(&path).unwrap());
        for texts in drafts.windows(DRAFTS_IN_A_TEXT.min(drafts.len().max(1))) {
            for _ in 0..times {
                seed += 1;
                let mut random = Random::of(seed);
                let mut run = OracleRun::opened(Case::opening(texts.join("\n"), Encoding::Utf8));
                for _ in 0..EDITS {
                    let text = &run.reference().text;
                    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
                    if lines.is_empty() {
                        break;
                    }
                    let edit = edit_of_lines(&lines, &mut random);
                    run.send(vec![edit]).unwrap_or_else(|difference| panic!("{}: {difference}", path.display()));
                    edited += 1;
                }
            }
        }
    }
    assert!(edited > 1000, "only {edited} edits were made; is the book read completely?");
}
