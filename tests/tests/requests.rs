//! Requests of the real binary whose answers an editor displays.

use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::client::{Client, PATIENCE, project, uri_of};

const URI: &str = "file:///drafts/a.treaty";

fn client_of(text: &str, document: Value) -> Client {
    let (mut client, _) = Client::started(json!({"textDocument": document}));
    client.open(URI, text);
    client
}

fn about(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    more.as_object().unwrap().iter().for_each(|(key, value)| params[key] = value.clone());
    client.request(&format!("textDocument/{method}"), params).unwrap()
}

/// A range as `line:column-line:column`.
fn range_text(range: &Value) -> String {
    let position = |it: &Value| format!("{}:{}", it["line"], it["character"]);
    format!("{}-{}", position(&range["start"]), position(&range["end"]))
}

fn list(answer: &Value) -> &Vec<Value> {
    answer.as_array().unwrap_or_else(|| panic!("no list: {answer}"))
}

#[test]
fn a_provision_is_highlighted_with_its_references() {
    let mut client = client_of("المادة 1\r\n\r\n𝒜 وفقاً للمادة 2.\r\n\r\nالمادة 2\r\n\r\nنص.\r\n", json!({}));
    let found = client.ask_at("textDocument/documentHighlight", URI, (4, 2)).unwrap();
    let found: Vec<String> =
        list(&found).iter().map(|it| format!("{} {}", range_text(&it["range"]), it["kind"])).collect();
    assert_eq!(found, ["2:9-2:17 2", "4:0-4:8 3"]);
    assert_eq!(client.ask_at("textDocument/documentHighlight", URI, (99, 99)).unwrap(), Value::Null);
}

#[test]
fn the_declaration_of_a_term_or_bracket_is_its_beginning() {
    let text = "1. “Mast” means a support.\n\n2. Each mast [stands].\n";
    let mut client = client_of(text, json!({"declaration": {"linkSupport": true}}));
    for (at, expected) in [((2, 9), "0:4-0:8"), ((2, 20), "2:13-2:14")] {
        let links = client.ask_at("textDocument/declaration", URI, at).unwrap();
        assert_eq!(range_text(&links[0]["targetSelectionRange"]), expected);
        let places = client.ask_at("textDocument/definition", URI, at).unwrap();
        assert_eq!(range_text(&places[0]["range"]), expected);
    }
}

fn folds(text: &str, capabilities: Value) -> Vec<String> {
    let mut client = client_of(text, json!({"foldingRange": capabilities}));
    let found = about(&mut client, "foldingRange", json!({}));
    list(&found)
        .iter()
        .map(|it| format!("{}-{} {}", it["startLine"], it["endLine"], it["kind"].as_str().unwrap()))
        .collect()
}

#[test]
fn folds_respect_the_capabilities_of_the_client() {
    let text = "Article 1\n\n1. To [act\nor\nnot]:\n\n(a) one.\n\nArticle 2\n\nText.\n\n<!-- a\nb -->\n";
    let all = ["0-6 region", "2-6 region", "2-4 region", "8-13 region", "12-13 comment"];
    assert_eq!(folds(text, json!({})), all);
    assert_eq!(
        folds(text, json!({"lineFoldingOnly": true})),
        ["0-6 region", "2-6 region", "8-13 region", "12-13 comment"]
    );
    assert_eq!(folds(text, json!({"rangeLimit": 3})), ["0-6 region", "2-6 region", "8-13 region"]);
    assert_eq!(folds(text, json!({"rangeLimit": 0})), [""; 0]);
    assert_eq!(folds("", json!({})), [""; 0]);
}

#[test]
fn each_position_gets_nested_selection_ranges() {
    let mut client = client_of("1 - [نص [آخر]] هنا.\n", json!({}));
    let places = json!([{"line": 0, "character": 10}, {"line": 0, "character": 5}, {"line": 7, "character": 7}]);
    let found = about(&mut client, "selectionRange", json!({"positions": places}));
    assert_eq!(list(&found).len(), 3);
    assert_eq!(range_text(&found[0]["range"]), "0:9-0:12");
    assert_eq!(range_text(&found[0]["parent"]["range"]), "0:8-0:13");
    assert_eq!(range_text(&found[1]["range"]), "0:5-0:7");
    assert_eq!(range_text(&found[2]["range"]), "0:0-1:0");
}

#[test]
fn requests_about_an_empty_draft_and_positions_outside_are_answered() {
    let mut client = client_of("", json!({}));
    for method in ["documentHighlight", "declaration", "definition"] {
        let found = client.unchecked_ask_at(&format!("textDocument/{method}"), URI, (3, 4_000_000_000)).unwrap();
        assert!(found.is_null() || list(&found).is_empty(), "{method}: {found}");
    }
}

#[test]
fn requests_about_a_reversed_range_are_answered() {
    let mut client = client_of("Article 1\n\nUnder article 2.\n\nArticle 2\n\nText.\n", json!({}));
    let range = json!({"start": {"line": 6, "character": 3}, "end": {"line": 0, "character": 1}});
    for (method, more) in [
        ("inlayHint", json!({})),
        ("semanticTokens/range", json!({})),
        ("rangeFormatting", json!({"options": {"tabSize": 4, "insertSpaces": true}})),
        ("codeAction", json!({"context": {"diagnostics": []}})),
    ] {
        let mut params = json!({"textDocument": {"uri": URI}, "range": range});
        more.as_object().unwrap().iter().for_each(|(key, value)| params[key] = value.clone());
        client.unchecked_request(&format!("textDocument/{method}"), params).unwrap();
    }
}

#[test]
fn words_that_name_other_documents_are_links() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Article 1\n\nSee A/RES/75/1 and the Harbour Convention.\n";
    let settings = "[[instruments]]\nname = \"Harbour Convention\"\nfile = \"texts/harbour.treaty\"\n";
    std::fs::write(folder.path().join("travaux.toml"), settings).unwrap();
    let mut client = Client::spawn();
    client.handshake(json!({"textDocument": {"documentLink": {"tooltipSupport": true}}}), Some(folder.path()));
    let uri = uri_of(&folder.path().join("a.treaty"));
    client.open(&uri, text);
    let end = Instant::now() + PATIENCE;
    loop {
        let params = json!({"textDocument": {"uri": uri}});
        let links = client.request("textDocument/documentLink", params).unwrap();
        assert_eq!(links[0]["target"], "https://undocs.org/A/RES/75/1");
        assert_eq!(range_text(&links[0]["range"]), "2:4-2:14");
        assert!(links[0]["tooltip"].is_string());
        // The folder is read in the background.
        if list(&links).len() == 2 {
            assert_eq!(links[1]["target"], uri_of(&folder.path().join("texts/harbour.treaty")));
            break;
        }
        assert!(Instant::now() < end, "{links}");
    }
}

#[test]
fn symbols_are_found_in_drafts_that_are_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.treaty");
    std::fs::write(&path, "المادة 10\nنطاق التطبيق\n\nنص.\n").unwrap();
    let mut client = Client::in_folder(folder.path());
    let end = Instant::now() + PATIENCE;
    loop {
        let found = client.request("workspace/symbol", json!({"query": "article 10"})).unwrap();
        if let Some(symbol) = found.get(0) {
            assert_eq!(symbol["location"]["uri"], uri_of(&path));
            assert_eq!(range_text(&symbol["location"]["range"]), "0:0-0:9");
            break;
        }
        assert!(Instant::now() < end, "{found}");
    }
}

/// Tokens as `line:column+length type modifiers`.
fn tokens(data: &Value) -> Vec<String> {
    let numbers: Vec<u64> = list(data).iter().map(|it| it.as_u64().unwrap()).collect();
    let mut at = (0, 0);
    let tokens = numbers.chunks(5).map(|it| {
        at = if it[0] == 0 { (at.0, at.1 + it[1]) } else { (at.0 + it[0], it[1]) };
        format!("{}:{}+{} {} {}", at.0, at.1, it[2], it[3], it[4])
    });
    tokens.collect()
}

#[test]
fn tokens_count_in_the_negotiated_encoding() {
    let text = "المادة 1\r\n\r\n𝒜 [وفقاً] للمادة 1.\r\n";
    for (encoding, expected) in [
        ("utf-16", ["0:0+8 1 1", "2:3+1 7 0", "2:9+1 7 0", "2:11+8 5 0"]),
        ("utf-32", ["0:0+8 1 1", "2:2+1 7 0", "2:8+1 7 0", "2:10+8 5 0"]),
        ("utf-8", ["0:0+14 1 1", "2:5+1 7 0", "2:16+1 7 0", "2:18+14 5 0"]),
    ] {
        let (mut client, _) = Client::started(json!({"general": {"positionEncodings": [encoding]}}));
        client.open(URI, text);
        let found = about(&mut client, "semanticTokens/full", json!({}));
        assert_eq!(tokens(&found["data"]), expected, "{encoding}");
        let line = json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 4}});
        let found = about(&mut client, "semanticTokens/range", json!({"range": line}));
        assert_eq!(tokens(&found["data"]), expected[1..], "{encoding}");
    }
}

#[test]
fn changed_tokens_are_sent_as_an_edit_of_the_last_ones() {
    let mut client = client_of("Article 1\n\nText.\n\nArticle 2\n\nText.\n", json!({}));
    let mut known = about(&mut client, "semanticTokens/full", json!({}));
    for (at, typed) in [((2, 0), "[x] "), ((0, 0), "\n"), ((7, 0), "article 1 ")] {
        client.replace(URI, at, at, typed);
        let delta = about(&mut client, "semanticTokens/full/delta", json!({"previousResultId": known["resultId"]}));
        let data = known["data"].as_array_mut().unwrap();
        for edit in list(&delta["edits"]) {
            let start = edit["start"].as_u64().unwrap() as usize;
            let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
            data.splice(start..end, list(&edit["data"]).iter().cloned());
        }
        let whole = about(&mut client, "semanticTokens/full", json!({}));
        assert_eq!(known["data"], whole["data"]);
        known = whole;
    }
    let lost = about(&mut client, "semanticTokens/full/delta", json!({"previousResultId": "of long ago"}));
    assert_eq!(lost["data"], known["data"]);
}

#[test]
fn hints_name_the_targets_of_relative_references() {
    let mut client = client_of("المادة 4\r\n\r\nنص 𝒜 هذه المادة.\r\n", json!({}));
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let hints = about(&mut client, "inlayHint", json!({"range": all}));
    assert_eq!(list(&hints).len(), 1, "{hints}");
    assert_eq!(
        (&hints[0]["label"][1]["value"], &hints[0]["position"]),
        (&json!("هذه المادة = المادة 4"), &json!({"line": 2, "character": 17}))
    );
    assert_eq!(range_text(&hints[0]["label"][1]["location"]["range"]), "0:0-0:8");
}

#[test]
fn a_lens_gets_its_title_when_it_is_resolved() {
    let mut client = client_of("Article 1\n\nUnder article 2.\n\nArticle 2\n\nText.\n", json!({}));
    let lenses = about(&mut client, "codeLens", json!({}));
    assert_eq!((list(&lenses).len(), range_text(&lenses[0]["range"])), (1, "4:0-4:9".to_owned()));
    assert!(lenses[0].get("command").is_none());
    let resolved = client.request("codeLens/resolve", lenses[0].clone()).unwrap();
    assert_eq!(resolved["command"]["title"], "1 reference");
    let unknown = json!({"range": lenses[0]["range"], "data": {"uri": 7}});
    assert_eq!(client.request("codeLens/resolve", unknown.clone()).unwrap(), unknown);
}

#[test]
fn a_repeated_alternative_is_edited_in_all_places() {
    let mut client = client_of("1 - [بيانات] [معلومات].\n\n2 - [بيانات] [معلومات].\n", json!({}));
    let linked = client.ask_at("textDocument/linkedEditingRange", URI, (0, 7)).unwrap();
    let ranges: Vec<String> = list(&linked["ranges"]).iter().map(range_text).collect();
    assert_eq!(ranges, ["0:5-0:11", "2:5-2:11"]);
    assert_eq!(client.ask_at("textDocument/linkedEditingRange", URI, (0, 0)).unwrap(), Value::Null);
}

#[test]
fn the_call_hierarchy_shows_references_between_provisions() {
    let mut client =
        client_of("Article 1\n\nUnder article 2.\n\nArticle 2\n\nUnder article 3.\n\nArticle 3\n\nText.\n", json!({}));
    let nodes = client.ask_at("textDocument/prepareCallHierarchy", URI, (2, 8)).unwrap();
    assert_eq!(nodes[0]["name"], "article 2");
    let to = client.request("callHierarchy/incomingCalls", json!({"item": nodes[0]})).unwrap();
    assert_eq!(
        (&to[0]["from"]["name"], range_text(&to[0]["fromRanges"][0])),
        (&json!("article 1"), "2:6-2:15".to_owned())
    );
    let from = client.request("callHierarchy/outgoingCalls", json!({"item": nodes[0]})).unwrap();
    assert_eq!(
        (&from[0]["to"]["name"], range_text(&from[0]["fromRanges"][0])),
        (&json!("article 3"), "6:6-6:15".to_owned())
    );
}

#[test]
fn requested_findings_equal_published_ones() {
    let text = "المادة 1\r\n\r\n𝒜 وفقاً للمادة 9 [نص.\r\n";
    let published = client_of(text, json!({})).findings(URI);
    let (mut client, answer) = Client::started(json!({"textDocument": {"diagnostic": {}}}));
    assert_eq!(answer["capabilities"]["diagnosticProvider"]["interFileDependencies"], true);
    client.open(URI, text);
    let full = about(&mut client, "diagnostic", json!({}));
    assert_eq!((&full["kind"], &full["items"]), (&json!("full"), &published["diagnostics"]));
    let again = about(&mut client, "diagnostic", json!({"previousResultId": full["resultId"]}));
    assert_eq!(again, json!({"kind": "unchanged", "resultId": full["resultId"]}));
    client.replace(URI, (2, 0), (2, 2), "[");
    let changed = about(&mut client, "diagnostic", json!({"previousResultId": full["resultId"]}));
    assert_eq!(changed["kind"], "full");
    assert_ne!(changed["items"], full["items"]);
}

#[test]
fn findings_are_not_published_to_clients_that_request_them() {
    let (mut client, _) = Client::started(json!({"textDocument": {"diagnostic": {}}}));
    let positions = "file:///drafts/a.positions.json";
    client.open(URI, "Under article 9.\n");
    client.open(positions, "{\"x\": 1}");
    // Findings in the draft would have been published before these.
    client.findings(positions);
    client.close(URI);
    client.close(positions);
    let next = client.take("findings", |it| it["method"] == "textDocument/publishDiagnostics");
    assert_eq!(next["params"]["uri"], positions);
}

#[test]
fn unchanged_findings_of_a_folder_are_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("b.treaty"), "Article 1\n\nUnder article 9.\n\nArticle 2\n\nText.\n").unwrap();
    let mut client = Client::spawn();
    let asks = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    client.handshake(asks, Some(folder.path()));
    // The first read may end before the server is initialized.
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let refresh = client.take("a refresh", |it| it["method"] == "workspace/diagnostic/refresh");
    client.reply(&refresh, Value::Null);
    client.open(URI, "Text.\n");
    let report = client.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    let items = list(&report["items"]);
    assert_eq!(items.len(), 2, "{report}");
    let known: Vec<Value> = items.iter().map(|it| json!({"uri": it["uri"], "value": it["resultId"]})).collect();
    let found = items.iter().find(|it| it["uri"] != URI).unwrap();
    assert_eq!((&found["items"][0]["code"], &found["version"]), (&json!("dangling-reference"), &Value::Null));
    for _ in 0..2 {
        let report = client.request("workspace/diagnostic", json!({"previousResultIds": known})).unwrap();
        assert!(list(&report["items"]).iter().all(|it| it["kind"] == "unchanged"), "{report}");
    }
    client.replace(URI, (0, 0), (0, 0), "To [");
    let report = client.request("workspace/diagnostic", json!({"previousResultIds": known})).unwrap();
    let changed: Vec<&Value> = list(&report["items"]).iter().filter(|it| it["kind"] == "full").collect();
    assert_eq!((changed.len(), &changed[0]["uri"]), (1, &json!(URI)));
}

#[test]
fn every_request_about_the_sample_drafts_is_answered_in_every_encoding() {
    let draft = project().join("seeds/cybercrime.ar.treaty.md");
    let text = std::fs::read_to_string(&draft).unwrap();
    let end = json!({"line": 1_000_000, "character": 0});
    let all = json!({"start": {"line": 0, "character": 0}, "end": end});
    let places = json!([{"line": 20, "character": 10}, end]);
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut client, _) = Client::started(json!({"general": {"positionEncodings": [encoding]}}));
        client.open(URI, &text);
        for (method, more) in [
            ("foldingRange", json!({})),
            ("selectionRange", json!({"positions": places})),
            ("documentLink", json!({})),
            ("semanticTokens/full", json!({})),
            ("semanticTokens/range", json!({"range": all})),
            ("inlayHint", json!({"range": all})),
            ("codeLens", json!({})),
        ] {
            assert!(!about(&mut client, method, more).is_null(), "{method}");
        }
        for line in 0..40 {
            for method in ["documentHighlight", "linkedEditingRange", "prepareCallHierarchy", "declaration"] {
                client.ask_at(&format!("textDocument/{method}"), URI, (line, line * 3)).unwrap();
            }
        }
    }
}

#[test]
fn the_open_brackets_are_listed_by_article() {
    let mut client = client_of("المادة 1\r\nالنطاق\r\n\r\n𝒜 [كل] [أي] دولة.\r\n\r\nالمادة 2\r\n\r\nنص.\r\n", json!({}));
    let answer = client.unchecked_request("travaux/brackets", json!({"textDocument": {"uri": URI}})).unwrap();
    assert_eq!((&answer["open"], &answer["articles"], &answer["cleanArticles"]), (&json!(2), &json!(2), &json!(1)));
    let item = &answer["items"][0];
    assert_eq!((&item["address"], &item["title"], &item["open"]), (&json!("article 1"), &json!("النطاق"), &json!(2)));
    assert_eq!(range_text(&item["range"]), "0:0-0:8");
    let bracket = &item["brackets"][1];
    assert_eq!(range_text(&bracket["range"]), "3:8-3:12");
    assert_eq!((&bracket["text"], &bracket["kind"]), (&json!("أي"), &json!("alternatives")));
}

#[test]
fn a_draft_is_read_with_its_brackets_settled() {
    let mut client = client_of("Article 1\n\nThey [shall] [may] act.\n", json!({}));
    let mut read = |reading: Value| {
        let answer =
            client.unchecked_request("travaux/read", json!({"textDocument": {"uri": URI}, "reading": reading}))?;
        let segments = list(&answer["paragraphs"][1]["segments"]);
        Ok::<_, Value>(segments.iter().map(|it| it["text"].as_str().unwrap()).collect::<String>())
    };
    assert_eq!(read(json!("none")).unwrap(), "They act.");
    assert_eq!(read(json!({"alternative": 2})).unwrap(), "They may act.");
    assert_eq!(read(json!({"alternative": 0})).unwrap_err()["code"], -32602);
}

#[test]
fn a_finding_links_to_the_page_of_its_rule_where_the_client_shows_it() {
    for (is_shown, expected) in [(true, "/docs/rules/stray-bracket.md"), (false, "")] {
        let mut client = client_of("Нет].\n", json!({"publishDiagnostics": {"codeDescriptionSupport": is_shown}}));
        let findings = client.findings(URI)["diagnostics"].take();
        assert_eq!(findings[0]["code"], "stray-bracket");
        let page = findings[0]["codeDescription"]["href"].as_str().unwrap_or_default();
        assert!(page.ends_with(expected) && page.is_empty() != is_shown, "{findings}");
    }
}

/// Many parsers of JSON have a limit of depth. A spelling without percent-encoding has to be restored in every answer.
#[test]
fn deeply_nested_symbols_are_answered_under_any_spelling() {
    let text: String = (0..62).map(|depth| format!("{}1. Text\n\n", " ".repeat(3 * depth))).collect();
    for uri in ["file:///drafts/a%20b.treaty", "file:///drafts/a b.treaty", "file:///drafts/مسودة.treaty"] {
        let capabilities = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
        let (mut client, _) = Client::started(capabilities);
        client.open(uri, &format!("Article 1\n\n{text}"));
        let mut symbols = &client.symbols(uri).unwrap();
        let mut depth = 0;
        while let Some(first) = symbols.get(0) {
            (symbols, depth) = (&first["children"], depth + 1);
        }
        assert_eq!(depth, 50, "{uri}");
    }
}

#[test]
fn tokens_that_the_client_did_not_get_are_not_those_of_the_next_delta() {
    let text = "Article 1\n\n1. Each [x] party.\n\n".repeat(3000);
    let mut client = client_of(&text, json!({}));
    let document = json!({"textDocument": {"uri": URI}});
    let delta = |id: &Value| json!({"textDocument": {"uri": URI}, "previousResultId": id});
    let full = client.request("textDocument/semanticTokens/full", document.clone()).unwrap();
    client.replace(URI, (0, 0), (0, 0), "[");
    // Answered with an error, since the draft changes again before its answer.
    let sent = client.send_request("textDocument/semanticTokens/full/delta", delta(&full["resultId"]));
    client.replace(URI, (0, 0), (0, 0), "[");
    let known = match client.answer(sent) {
        Ok(answer) => answer["resultId"].clone(),
        Err(_) => full["resultId"].clone(),
    };
    let next = client.request("textDocument/semanticTokens/full/delta", delta(&known)).unwrap();
    assert!(next["edits"].is_array(), "{}", next["resultId"]);
    // Tokens of a draft that is closed while they are computed are not kept.
    let sent = client.send_request("textDocument/semanticTokens/full", document);
    client.close(URI);
    let last = client.answer(sent).map_or(next["resultId"].clone(), |answer| answer["resultId"].clone());
    client.open(URI, &text);
    for id in [&last, &next["resultId"]] {
        let answer = client.request("textDocument/semanticTokens/full/delta", delta(id)).unwrap();
        assert!(answer["data"].is_array(), "{answer}");
    }
}
