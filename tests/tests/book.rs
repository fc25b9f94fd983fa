//! Checks the book of cases: every table in `tests/grammar/*.md` must equal the output of the program. With
//! `TRAVAUX_BLESS=1` the answers are written into the pages instead; read the diff before committing it.

use std::path::Path;

use travaux_tests::book::{Answer, answers, table};

/// Describes every answer of a page that differs from the output of the program.
fn differences(name: &str, page: &str, answers: &[Answer]) -> Vec<String> {
    let differs = |answer: &&Answer| page[answer.range.clone()] != table(&answer.draft, &answer.table);
    let description = |answer: &Answer| {
        let (expected, actual) = (&page[answer.range.clone()], table(&answer.draft, &answer.table));
        format!("{name}:{}: {}\n--- the book\n{expected}--- the program\n{actual}", answer.line, answer.table)
    };
    answers.iter().filter(differs).map(description).collect()
}

fn blessed(page: &str, answers: &[Answer]) -> String {
    let mut page = page.to_owned();
    for answer in answers.iter().rev() {
        page.replace_range(answer.range.clone(), &table(&answer.draft, &answer.table));
    }
    page
}

#[test]
fn the_book_of_cases_is_correct() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in pages {
        let page = std::fs::read_to_string(&path).unwrap();
        let answers = answers(&page);
        count += answers.len();
        if std::env::var_os("TRAVAUX_BLESS").is_some() {
            std::fs::write(&path, blessed(&page, &answers)).unwrap();
        } else {
            wrong.extend(differences(&path.file_name().unwrap().to_string_lossy(), &page, &answers));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 100, "the book has only {count} answers; is it read completely?");
}
