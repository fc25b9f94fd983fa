//! The committed table, and how the counts of today compare with it.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// How far a count may be from the committed one, in parts of a hundred.
const SLACK: u64 = 10;

const HEAD: &str = "# Instructions

What opening a draft, editing it and answering about it costs in the code that knows neither protocol nor threads. The
drafts are those of the benchmark, of 1 MB where nothing else is said. `tests/instructions` compares, with
`TRAVAUX_BLESS=1` it renews this table.

| what is done | instructions |
|---|---|
";

/// Compares counts with those of a file and prints both; or writes them there. Gives whether none has grown too much.
pub(crate) fn compared(file: &Path, counts: &[(String, u64)], is_blessed: bool) -> io::Result<bool> {
    let fault = |error: io::Error| io::Error::other(format!("{}: {error}", file.display()));
    if is_blessed {
        let mut table = HEAD.to_owned();
        for (name, count) in counts {
            let _ = writeln!(table, "| {name} | {} |", grouped(*count));
        }
        fs::write(file, table).map_err(fault)?;
        println!("instructions: the table is renewed");
        return Ok(true);
    }
    let table = fs::read_to_string(file).map_err(fault)?;
    let known = rows(&table);
    let mut is_good = true;
    println!("| what is done | instructions | before | |\n|---|---|---|---|");
    for (name, count) in counts {
        let before = known.iter().find(|(each, _)| each == name).map(|it| it.1);
        let (verdict, passes) = judged(*count, before);
        is_good &= passes;
        let before = before.map(grouped).unwrap_or_default();
        println!("| {name} | {} | {before} | {verdict} |", grouped(*count));
    }
    for (name, _) in known.iter().filter(|(name, _)| counts.iter().all(|(each, _)| each != name)) {
        println!("| {name} | | | no longer counted: renew the table with TRAVAUX_BLESS=1 |");
        is_good = false;
    }
    Ok(is_good)
}

/// What a count says beside the committed one, and whether it passes.
fn judged(count: u64, before: Option<u64>) -> (String, bool) {
    let Some(before) = before else { return ("new: renew the table with TRAVAUX_BLESS=1".to_owned(), false) };
    let change = (count as f64 / before as f64 - 1.0) * 100.0;
    if count * 100 > before * (100 + SLACK) {
        (format!("{change:+.1} %: **more than a tenth above**"), false)
    } else if count * 100 < before * (100 - SLACK) {
        (format!("{change:+.1} %: renew the table with TRAVAUX_BLESS=1, so that it stays so"), true)
    } else {
        (format!("{change:+.1} %"), true)
    }
}

/// The rows of a table: `| a character | 1,234 |`.
fn rows(table: &str) -> Vec<(String, u64)> {
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit_once(" | "));
    rows.filter_map(|(name, count)| Some((name.to_owned(), count.replace(',', "").parse().ok()?))).collect()
}

/// A number with commas between its thousands.
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
