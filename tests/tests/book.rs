//! The book of cases holds: every table in `tests/grammar/*.md` is what the program understands. With `TRAVAUX_BLESS=1`
//! the answers are written into the pages instead; read the difference before you commit it.

use std::path::Path;

use travaux_tests::book::{Answer, answers, table};

/// What a page has where it differs, told as a reader would look for it.
fn differences(name: &str, page: &str, answers: &[Answer]) -> Vec<String> {
    let differs = |answer: &&Answer| page[answer.range.clone()] != table(&answer.draft, &answer.table);
    let told = |answer: &Answer| {
        let (written, understood) = (&page[answer.range.clone()], table(&answer.draft, &answer.table));
        format!("{name}:{}: {}\n--- the book\n{written}--- the program\n{understood}", answer.line, answer.table)
    };
    answers.iter().filter(differs).map(told).collect()
}

fn blessed(page: &str, answers: &[Answer]) -> String {
    let mut page = page.to_owned();
    for answer in answers.iter().rev() {
        page.replace_range(answer.range.clone(), &table(&answer.draft, &answer.table));
    }
    page
}

#[test]
fn the_book_of_cases_holds() {
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
    assert!(count > 100, "the book has only {count} answers: is it read?");
}
