//! Reads the book of cases, `tests/grammar/*.md`. A case is a draft in a `treaty` fence, followed by fences that each
//! show one table of its outline. The tables are computed from the JSON that `travaux outline` and `travaux lint`
//! print, so the book describes the public output.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;
use travaux::report::outline_json::OutlineReport;
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;

/// The tables that a fence may show.
pub const TABLES: [&str; 8] =
    ["outline", "brackets", "runs", "references", "terms", "placeholders", "findings", "language"];

/// One expected answer of the book: a table of a draft.
pub struct Answer {
    /// The text of the draft.
    pub draft: String,
    /// The name of the table.
    pub table: String,
    /// The bytes of the page that hold the expected lines.
    pub range: Range<usize>,
    /// The line of the page on which the fence opens, starting at 1.
    pub line: usize,
}

/// Returns the answers of a page, in order. Fences of unknown kinds are ignored.
pub fn answers(page: &str) -> Vec<Answer> {
    let mut found = Vec::new();
    let mut draft = String::new();
    let mut fence: Option<(String, usize, usize)> = None;
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        match fence.take() {
            None => {
                if let Some(kind) = line.trim_end().strip_prefix("````").or_else(|| line.trim_end().strip_prefix("```"))
                {
                    fence = Some((kind.to_owned(), at + line.len(), number + 1));
                }
            }
            Some((kind, from, opened)) if line.starts_with("```") => {
                if kind == "treaty" {
                    draft = page[from..at].to_owned();
                } else if TABLES.contains(&kind.as_str()) {
                    found.push(Answer { draft: draft.clone(), table: kind, range: from..at, line: opened });
                }
            }
            open => fence = open,
        }
        at += line.len();
    }
    found
}

/// Computes a table of a draft, one line for each row.
pub fn table(draft: &str, table: &str) -> String {
    let document = Arc::new(Document::parse(draft, None, 0));
    let report = serde_json::to_value(OutlineReport(&[("draft".to_owned(), Arc::clone(&document))]));
    let json = report.expect("an outline is JSON");
    let json = &json["drafts"][0];
    let lines: Vec<String> = match table {
        "outline" => provisions(&json["provisions"]),
        "brackets" => each(json, "brackets", bracket),
        "runs" => each(json, "runs", |run| run_line(run, &json["brackets"])),
        "references" => each(json, "references", reference),
        "terms" => each(json, "terms", |it| format!("{}: {}", text(&it["term"]), uses(&it["uses"]))),
        "placeholders" => each(json, "placeholders", |it| text(&it["text"]).to_owned()),
        "findings" => findings(&document),
        "language" => vec![text(&json["language"]).to_owned()],
        other => panic!("no table `{other}`"),
    };
    lines.into_iter().map(|line| line + "\n").collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn each(json: &Value, table: &str, line: impl Fn(&Value) -> String) -> Vec<String> {
    json[table].as_array().into_iter().flatten().map(line).collect()
}

fn provisions(list: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for provision in list.as_array().into_iter().flatten() {
        let address = text(&provision["address"]);
        let name = if address.is_empty() { text(&provision["kind"]) } else { address };
        let amendment = provision["amendment"].as_str().map(|it| format!("{it} ")).unwrap_or_default();
        let title = provision["title"].as_str().map(|title| format!(": {title}")).unwrap_or_default();
        lines.push(format!("{amendment}{name}{title}"));
        lines.extend(provisions(&provision["children"]));
    }
    lines
}

fn bracket(bracket: &Value) -> String {
    let depth = "  ".repeat(bracket["depth"].as_u64().unwrap_or(1) as usize - 1);
    let mut line = format!("{depth}{}", text(&bracket["kind"]));
    match bracket["text"].as_str() {
        Some(inside) => line += &format!(" `{inside}`"),
        None => line += ", never closed",
    }
    if let Some(label) = bracket["label"].as_str() {
        line += &format!(", label {label}");
    }
    for attribution in bracket["attribution"].as_array().into_iter().flatten() {
        let stance = attribution["stance"].as_str().map(|it| format!(" {it}")).unwrap_or_default();
        line += &format!(", {}{stance}", text(&attribution["delegation"]));
    }
    let parts: Vec<&str> = bracket["alternatives"].as_array().into_iter().flatten().map(text).collect();
    if !parts.is_empty() {
        line += &format!(", of {}", parts.join(" | "));
    }
    line
}

fn run_line(run: &Value, brackets: &Value) -> String {
    let members = run["brackets"].as_array().into_iter().flatten();
    let members: Vec<String> = members
        .map(|place| {
            let bracket = &brackets[place.as_u64().unwrap_or_default() as usize];
            bracket["text"].as_str().map_or_else(|| "never closed".to_owned(), |it| format!("`{it}`"))
        })
        .collect();
    format!("{}: {} ({})", text(&run["reading"]), members.join(" "), text(&run["reason"]))
}

fn reference(reference: &Value) -> String {
    let target = match &reference["target"] {
        Value::Array(targets) => targets.iter().map(text).collect::<Vec<_>>().join(" | "),
        Value::String(target) => target.clone(),
        _ => reference["instrument"].as_str().map_or_else(|| "-".to_owned(), |it| format!("another text: {it}")),
    };
    format!("{} → {target} ({})", text(&reference["text"]), text(&reference["status"]))
}

fn uses(count: &Value) -> String {
    match count.as_u64().unwrap_or_default() {
        1 => "one use".to_owned(),
        count => format!("{count} uses"),
    }
}

fn findings(document: &Document) -> Vec<String> {
    let found = travaux_rules::lint(&Workspace::default(), "draft", document, &Settings::default());
    found
        .iter()
        .map(|it| {
            let line = document.draft.text()[..it.range.start].matches('\n').count() + 1;
            format!("line {line}: {}: {}", it.rule, it.message)
        })
        .collect()
}
