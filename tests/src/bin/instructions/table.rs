//! Compares counts with the committed table.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// The maximum difference between a count and the committed one, in percent.
const MAX_CHANGE_PERCENT: u64 = 10;

const HEAD: &str = "# Instructions

`tests/instructions` compares its counts with this table, and with `TRAVAUX_BLESS=1` updates it. The drafts are those of
the benchmark. The rows without a profile are for opening a draft, editing it and answering requests about it in the
crates below the binary, in a conference's draft of 1 MB unless another size is given. The rows with a profile and a key
are for a key in the real server, with the findings that leave it, on average at 10, 50 and 90 % of the draft. What is
shown again after a key are the answers that an editor asks for when a draft has changed: the changes of its tokens, its
symbols, folds, lenses and links, and the hints of a screen. A byte linted is one of the command line, without what
starting takes.

| what is done | instructions |
|---|---|
";

/// Compares counts with those in a file and prints both, or writes the counts to the file. Returns whether no count has
/// grown too much.
pub(crate) fn compare(file: &Path, counts: &[(String, u64)], is_blessed: bool) -> io::Result<bool> {
    let fault = |error: io::Error| io::Error::other(format!("{}: {error}", file.display()));
    if is_blessed {
        let mut table = HEAD.to_owned();
        for (name, count) in counts {
            let _ = writeln!(table, "| {name} | {} |", grouped(*count));
        }
        fs::write(file, table).map_err(fault)?;
        println!("instructions: the table was updated");
        return Ok(true);
    }
    let table = fs::read_to_string(file).map_err(fault)?;
    let known = rows(&table);
    let mut is_good = true;
    println!("| what is done | instructions | before | |\n|---|---|---|---|");
    for (name, count) in counts {
        let before = known.iter().find(|(row, _)| row == name).map(|it| it.1);
        let (verdict, passes) = verdict_on(*count, before);
        is_good &= passes;
        let before = before.map(grouped).unwrap_or_default();
        println!("| {name} | {} | {before} | {verdict} |", grouped(*count));
    }
    for (name, _) in known.iter().filter(|(name, _)| counts.iter().all(|(row, _)| row != name)) {
        println!("| {name} | | | no longer counted: update the table with TRAVAUX_BLESS=1 |");
        is_good = false;
    }
    Ok(is_good)
}

/// Compares a count with the committed one. Returns a note for the table, and whether the count passes.
fn verdict_on(count: u64, before: Option<u64>) -> (String, bool) {
    let Some(before) = before else { return ("new: update the table with TRAVAUX_BLESS=1".to_owned(), false) };
    let change = (count as f64 / before as f64 - 1.0) * 100.0;
    if count * 100 > before * (100 + MAX_CHANGE_PERCENT) {
        (format!("{change:+.1} %: **more than a tenth above**"), false)
    } else if count * 100 < before * (100 - MAX_CHANGE_PERCENT) {
        (format!("{change:+.1} %: update the table with TRAVAUX_BLESS=1"), true)
    } else {
        (format!("{change:+.1} %"), true)
    }
}

/// Parses the rows of a table: `| a character | 1,234 |`.
fn rows(table: &str) -> Vec<(String, u64)> {
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit_once(" | "));
    rows.filter_map(|(name, count)| Some((name.to_owned(), count.replace(',', "").parse().ok()?))).collect()
}

/// Formats a number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
