//! Words of a language belong in its lexicon. Sources of this crate contain Cyrillic, Han and Arabic letters only in the
//! tables of a script.

use std::fs;
use std::path::Path;

/// Files with tables of a script: digits, numerals, letters that number, and letters that fold to others.
const TABLES: [&str; 5] =
    ["fold.rs", "numerals/digits.rs", "numerals/han.rs", "numerals/letters.rs", "numerals/roman.rs"];

fn is_letter_of_lexicons(letter: char) -> bool {
    let has_script = matches!(letter, '\u{400}'..='\u{52F}' | '\u{600}'..='\u{6FF}' | '\u{3400}'..='\u{9FFF}');
    has_script && letter.is_alphabetic()
}

/// Returns the code of a source: neither comments nor tests.
fn code(source: &str) -> impl Iterator<Item = &str> {
    let without_tests = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or(source);
    without_tests.lines().map(|line| line.split("//").next().unwrap_or(line))
}

fn check(folder: &Path, root: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            check(&path, root, found);
        } else if !TABLES.contains(&name.as_str()) && !name.contains("tests") {
            let source = fs::read_to_string(&path).unwrap();
            let lines = code(&source).filter(|line| line.contains(is_letter_of_lexicons));
            found.extend(lines.map(|line| format!("{name}: {}", line.trim())));
        }
    }
}

#[test]
fn words_of_a_language_are_only_in_its_lexicon() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    check(&root, &root, &mut found);
    assert_eq!(found, [] as [&str; 0]);
}
