//! Requests of the real binary for what an editor shows of a draft: findings, definitions, references, symbols and
//! hovers.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use travaux_tests::client::{Client, PATIENCE, project, uri_of};

const URI: &str = "file:///drafts/a.treaty";
const DRAFT: &str = "Article 1\n\nThe Parties shall act under article 9.\n\nArticle 2\n\nText [open.\n";

fn client_of(text: &str) -> Client {
    let (mut client, _) = Client::started(json!({
        "textDocument": {
            "definition": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "publishDiagnostics": {"relatedInformation": true},
        },
    }));
    client.open(URI, text);
    client
}

/// Formats the findings of a document: `rule line:column-column`.
fn summary(findings: &Value) -> Vec<String> {
    let findings = findings["diagnostics"].as_array().unwrap().iter();
    findings
        .map(|it| {
            let (rule, start, end) = (it["code"].as_str().unwrap(), &it["range"]["start"], &it["range"]["end"]);
            format!("{rule} {}:{}-{}", start["line"], start["character"], end["character"])
        })
        .collect()
}

/// Waits for the findings of the version `version`, which must differ from those before.
fn findings_of(client: &mut Client, version: i32) -> Value {
    let mut findings = client.findings(URI);
    while findings["version"] != version {
        findings = client.findings(URI);
    }
    findings
}

#[test]
fn a_draft_gets_the_findings_of_its_rules() {
    let findings = client_of(DRAFT).findings(URI);
    let found = summary(&findings);
    assert!(found.contains(&"dangling-reference 2:28-37".to_owned()), "{found:?}");
    assert!(found.contains(&"unclosed-bracket 6:5-6".to_owned()), "{found:?}");
    for finding in findings["diagnostics"].as_array().unwrap() {
        assert_eq!(finding["source"], "travaux");
        assert!(!finding["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn columns_of_an_arabic_draft_with_crlf_count_in_utf_16() {
    let text = "المادة 1\r\n\r\n𝒜 وفقاً للمادة 9.\r\n\r\nالمادة 2\r\n\r\nنص.\r\n";
    let findings = client_of(text).findings(URI);
    let found = summary(&findings);
    // The reference is `للمادة 9` or, without its preposition, `المادة 9`; it ends before the full stop either way.
    assert!(found.iter().any(|it| it.starts_with("dangling-reference 2:") && it.ends_with("-17")), "{found:?}");
}

#[test]
fn correcting_a_fault_removes_its_finding() {
    let mut client = client_of(DRAFT);
    client.findings(URI);
    let version = client.replace(URI, (2, 36), (2, 37), "2");
    let found = summary(&findings_of(&mut client, version));
    assert!(!found.iter().any(|it| it.starts_with("dangling-reference")), "{found:?}");
}

#[test]
fn the_settings_of_the_editor_are_applied() {
    let mut client = client_of(DRAFT);
    client.findings(URI);
    let rules = |severity: &str| json!({"settings": {"travaux": {"rules": {"dangling-reference": severity}}}});
    client.notify("workspace/didChangeConfiguration", rules("off"));
    let off = summary(&client.findings(URI));
    assert!(!off.is_empty() && !off.iter().any(|it| it.starts_with("dangling-reference")), "{off:?}");
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"travaux": null}}));
    assert!(summary(&client.findings(URI)).iter().any(|it| it.starts_with("dangling-reference")));
}

#[test]
fn a_client_that_supports_configuration_is_asked_for_its_settings() {
    let mut client = Client::spawn();
    client.handshake(json!({"workspace": {"configuration": true}}), None);
    let asked = client.take("a request for settings", |it| it["method"] == "workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{"section": "travaux"}]));
    client.reply(&asked, json!([{"profile": "final"}]));
    client.open(URI, "Article 1\n\nThe Parties [shall] act.\n");
    let findings = findings_of_rule(&mut client, "unsettled-text");
    assert_eq!(findings, ["unsettled-text 2:12-19"]);
}

/// Waits until there is a finding of a rule, and returns all findings.
fn findings_of_rule(client: &mut Client, rule: &str) -> Vec<String> {
    loop {
        let findings = summary(&client.findings(URI));
        if findings.iter().any(|it| it.starts_with(rule)) {
            return findings;
        }
    }
}

#[test]
fn a_request_after_a_change_sees_the_change() {
    let mut client = client_of(DRAFT);
    for number in 3..40 {
        client.replace(URI, (0, 0), (0, 0), &format!("Article {number}\n\nText.\n\n"));
        let symbols = client.symbols(URI).unwrap();
        let first = symbols[0]["name"].as_str().unwrap();
        assert!(first.contains(&number.to_string()), "{first}");
        assert_eq!(symbols.as_array().unwrap().len(), number, "{symbols}");
    }
}

#[test]
fn the_definition_of_a_reference_is_its_article() {
    let mut client = client_of(&DRAFT.replace("article 9", "article 2"));
    let links = client.ask_at("textDocument/definition", URI, (2, 30)).unwrap();
    assert_eq!(links[0]["targetUri"], URI);
    assert_eq!(links[0]["targetSelectionRange"]["start"]["line"], 4);
    assert_eq!(links[0]["originSelectionRange"]["start"], json!({"line": 2, "character": 28}));
}

#[test]
fn a_client_without_link_support_gets_locations() {
    let (mut client, _) = Client::started(json!({}));
    client.open(URI, &DRAFT.replace("article 9", "article 2"));
    let locations = client.ask_at("textDocument/definition", URI, (2, 30)).unwrap();
    assert_eq!((&locations[0]["uri"], &locations[0]["range"]["start"]["line"]), (&json!(URI), &json!(4)));
}

#[test]
fn the_definition_of_a_reference_may_be_in_another_instrument() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let settings = "[[instruments]]\nname = \"اتفاقية الموانئ\"\nfile = \"harbour.treaty\"\n\
                    [[instruments]]\nname = \"Vienna Convention\"\nfile = \"vienna.pdf\"\n";
    std::fs::write(path("travaux.toml"), settings).unwrap();
    std::fs::write(path("harbour.treaty"), "المادة 1\n\nنص.\n\nالمادة 2\n\nنص.\n").unwrap();
    let mut client = Client::in_folder(folder.path());
    let (arabic, english) = (uri_of(&path("a.treaty")), uri_of(&path("b.treaty")));
    client.open(&arabic, "المادة 1\n\nوفقا للمادة 2 من اتفاقية الموانئ.\n");
    client.open(&english, "Article 1\n\nUnder article 2 of the Vienna Convention.\n");
    let end = Instant::now() + PATIENCE;
    // The folder is read in the background.
    for (uri, target, line) in [(arabic, "harbour.treaty", 4), (english, "vienna.pdf", 0)] {
        loop {
            let found = client.ask_at("textDocument/definition", &uri, (2, 9)).unwrap();
            if let Some(place) = found.get(0) {
                assert_eq!(
                    (&place["uri"], &place["range"]["start"]["line"]),
                    (&json!(uri_of(&path(target))), &json!(line))
                );
                break;
            }
            assert!(Instant::now() < end, "{found}");
        }
    }
}

#[test]
fn the_references_to_an_article_are_found() {
    let mut client = client_of(&DRAFT.replace("article 9", "article 2"));
    let references = client.ask_at("textDocument/references", URI, (4, 2)).unwrap();
    let lines: Vec<&Value> = references.as_array().unwrap().iter().map(|it| &it["range"]["start"]["line"]).collect();
    assert!(lines.contains(&&json!(2)), "{references}");
}

#[test]
fn symbols_are_a_tree_or_a_list_as_the_client_supports() {
    let text = "Article 1\n\n1. One.\n\n2. Two.\n\nArticle 2\n\nText.\n";
    let tree = client_of(text).symbols(URI).unwrap();
    assert_eq!(tree.as_array().unwrap().len(), 2, "{tree}");
    assert_eq!(tree[0]["children"].as_array().unwrap().len(), 2, "{tree}");
    let (mut client, _) = Client::started(json!({}));
    client.open(URI, text);
    let list = client.symbols(URI).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 4, "{list}");
    assert_eq!(list[1]["containerName"], list[0]["name"]);
}

#[test]
fn a_hover_over_an_article_shows_the_positions_of_delegations() {
    let path = project().join("seeds/cybercrime.en.treaty.md");
    let uri = uri_of(&path);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut client = Client::in_folder(path.parent().unwrap());
    client.open(&uri, &text);
    let line = text.lines().position(|it| it.contains("[Article 10 bis.")).unwrap();
    let hover = hover_with(&mut client, &uri, (line, 8), "Russian Federation");
    assert!(hover.contains("10 bis"), "{hover}");
}

#[test]
fn a_client_without_markdown_gets_plain_hovers() {
    let (mut client, _) = Client::started(json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}));
    client.open(URI, DRAFT);
    let hover = client.ask_at("textDocument/hover", URI, (0, 2)).unwrap();
    assert_eq!(hover["contents"]["kind"], "plaintext");
}

#[test]
fn unsaved_positions_are_shown_in_hovers() {
    let folder = tempfile::tempdir().unwrap();
    let (draft, positions) = (folder.path().join("a.treaty"), folder.path().join("a.positions.csv"));
    std::fs::write(&draft, "Article 1\n\nText.\n").unwrap();
    std::fs::write(&positions, "delegations,stance,target\n").unwrap();
    let mut client = Client::in_folder(folder.path());
    let (draft, positions) = (uri_of(&draft), uri_of(&positions));
    client.open(&draft, "Article 1\n\nText.\n");
    client.open(&positions, "delegations,stance,target\n");
    client.replace(&positions, (1, 0), (1, 0), "NO,supports,article 1\n");
    hover_with(&mut client, &draft, (0, 2), "Norway");
}

/// Waits until the hover at a position contains `words`, because folders are read in the background.
fn hover_with(client: &mut Client, uri: &str, at: (usize, usize), words: &str) -> String {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let hover = client.ask_at("textDocument/hover", uri, at).unwrap();
        let markdown = hover["contents"]["value"].as_str().unwrap_or_default();
        if markdown.contains(words) {
            return markdown.to_owned();
        }
        assert!(Instant::now() < end, "no {words:?} in {markdown:?}");
    }
}

/// Speed is measured in a release build only: `cargo test --release -p travaux-tests --test features -- --nocapture`.
#[test]
fn findings_follow_a_keystroke_within_40_ms() {
    if cfg!(debug_assertions) {
        return;
    }
    let text = long_draft(100_000);
    let line = text.lines().count() / 2 / 4 * 4 + 2;
    let mut client = client_of(&text);
    client.findings(URI);
    let mut took: Vec<Duration> = (0..200)
        .map(|keystroke| {
            // An opening bracket is inserted and deleted in turn, so that the findings differ each time.
            let (end, typed) = if keystroke % 2 == 0 { (0, "[") } else { (1, "") };
            let began = Instant::now();
            let version = client.replace(URI, (line, 0), (line, end), typed);
            findings_of(&mut client, version);
            began.elapsed()
        })
        .collect();
    took.sort();
    println!(
        "{} bytes, keystroke to findings: p50 {:?}, p95 {:?}, max {:?}",
        text.len(),
        took[100],
        took[190],
        took[199]
    );
    assert!(took[190] < Duration::from_millis(40), "p95 is {:?}", took[190]);
}

fn long_draft(bytes: usize) -> String {
    let mut text = String::new();
    let mut article = 0;
    while text.len() < bytes {
        article += 1;
        let before = article.max(2) - 1;
        text += &format!(
            "Article {article}\n\nEach State Party shall [adopt] [consider adopting] such measures as may be necessary \
             under article {before}, in accordance with the principles of its domestic law, to give effect to this \
             Convention.\n\n"
        );
    }
    text
}

#[test]
fn the_sample_drafts_open_without_errors() {
    let seeds = project().join("seeds");
    let mut client = Client::in_folder(&seeds);
    let mut drafts: Vec<_> = std::fs::read_dir(&seeds).unwrap().map(|it| it.unwrap().path()).collect();
    drafts.retain(|it| is_draft(it));
    for draft in drafts {
        let uri = uri_of(&draft);
        client.open(&uri, &std::fs::read_to_string(&draft).unwrap());
        assert!(client.findings(&uri)["diagnostics"].is_array());
        assert!(client.symbols(&uri).unwrap().as_array().is_some_and(|it| !it.is_empty()));
    }
}

fn is_draft(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".treaty.md")
}
