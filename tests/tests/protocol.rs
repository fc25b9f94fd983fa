//! The protocol of the real binary: initialization, order of messages, shutdown, and clients that break the protocol.
//! Most findings here are those of positions files, which depend on no rule.

use serde_json::{Value, json};
use travaux_tests::client::{Client, messages, uri_of};

const DRAFT: &str = "file:///drafts/a.treaty";
const POSITIONS: &str = "file:///drafts/a.positions.json";

fn started() -> Client {
    Client::started(json!({})).0
}

#[test]
fn initialization_lists_the_capabilities() {
    let (_client, answer) = Client::started(json!({}));
    assert_eq!(answer["serverInfo"]["name"], "travaux");
    let offered = &answer["capabilities"];
    for provider in ["hoverProvider", "definitionProvider", "referencesProvider", "documentSymbolProvider"] {
        assert_eq!(offered[provider], true, "{provider}");
    }
    let sync = &offered["textDocumentSync"];
    assert_eq!((&sync["openClose"], &sync["change"]), (&json!(true), &json!(2)));
}

#[test]
fn columns_count_in_the_negotiated_encoding() {
    for (offered, agreed, column) in [
        (json!(null), "utf-16", 6),
        (json!([]), "utf-16", 6),
        (json!(["utf-16", "utf-8"]), "utf-8", 10),
        (json!(["utf-32", "utf-16"]), "utf-16", 6),
        (json!(["utf-32"]), "utf-32", 5),
    ] {
        let general = if offered.is_null() { json!({}) } else { json!({"positionEncodings": offered}) };
        let (mut client, answer) = Client::started(json!({"general": general}));
        assert_eq!(answer["capabilities"]["positionEncoding"], agreed);
        client.open(POSITIONS, "{\r\n\"é𝒜م\" : 1}");
        let findings = client.findings(POSITIONS);
        let end = &findings["diagnostics"][0]["range"]["end"];
        assert_eq!(*end, json!({"line": 1, "character": column}), "{findings}");
    }
}

#[test]
fn an_opened_document_gets_findings_with_code_source_and_version() {
    let mut client = started();
    client.open(POSITIONS, "{\"x\": 1}");
    let findings = client.findings(POSITIONS);
    assert_eq!(findings["version"], 1);
    let expected = json!({
        "range": {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 4}},
        "severity": 1,
        "code": "positions-file",
        "source": "travaux",
        "message": "\"x\" is no key here",
    });
    assert_eq!(findings["diagnostics"], json!([expected]));
}

#[test]
fn a_draft_without_findings_gets_an_empty_list() {
    let mut client = started();
    client.open(DRAFT, "");
    assert_eq!(client.findings(DRAFT)["diagnostics"], json!([]));
}

#[test]
fn closing_a_document_clears_its_findings() {
    let mut client = started();
    client.open(POSITIONS, "{");
    assert_eq!(messages(&client.findings(POSITIONS)).len(), 1);
    client.close(POSITIONS);
    assert_eq!(messages(&client.findings(POSITIONS)), [""; 0]);
}

#[test]
fn unchanged_findings_are_not_published_again() {
    let mut client = started();
    client.open(POSITIONS, "{\"x\": 1}");
    client.findings(POSITIONS);
    client.replace(POSITIONS, (0, 8), (0, 8), " ");
    client.symbols(DRAFT).unwrap();
    let last = client.replace(POSITIONS, (0, 1), (0, 1), " ");
    assert_eq!(client.findings(POSITIONS)["version"], last);
}

#[test]
fn a_thousand_edits_apply_in_order() {
    const LINES: usize = 40;
    let mut client = started();
    let mut keys: Vec<String> = (0..LINES).map(|it| format!("{it}")).collect();
    let lines: Vec<String> = keys.iter().map(|it| format!("\"{it}\": 1")).collect();
    client.open(POSITIONS, &format!("{{{}}}", lines.join(",\n")));
    let mut last = 0;
    let mut random = 7usize;
    for _ in 0..1000 {
        random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let line = (random >> 33) % LINES;
        let key = &mut keys[line];
        let at = (random >> 40) % (key.len() + 1);
        // On the first line, a brace precedes the quotation mark.
        let column = at + 1 + usize::from(line == 0);
        if key.len() > 35 || ((random >> 50).is_multiple_of(3) && at < key.len()) {
            key.remove(at.min(key.len() - 1));
            let column = column.min(key.len() + 1 + usize::from(line == 0));
            last = client.replace(POSITIONS, (line, column), (line, column + 1), "");
        } else {
            let letter = char::from(b'a' + (random >> 55) as u8 % 26);
            key.insert(at, letter);
            last = client.replace(POSITIONS, (line, column), (line, column), &letter.to_string());
        }
    }
    let mut findings = client.findings(POSITIONS);
    while findings["version"] != last {
        findings = client.findings(POSITIONS);
    }
    let messages = findings["diagnostics"].as_array().unwrap().iter();
    let messages: Vec<&str> = messages.map(|it| it["message"].as_str().unwrap()).collect();
    let expected: Vec<String> = keys.iter().map(|it| format!("\"{it}\" is no key here")).collect();
    assert_eq!(messages, expected);
}

#[test]
fn changes_of_one_message_apply_in_order() {
    let mut client = started();
    client.open(POSITIONS, "");
    let at =
        |line, from, to| json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}});
    let changes = json!([
        {"text": "{\r\n}"},
        {"range": at(1, 0, 0), "text": "\"ab\": 1"},
        {"range": at(1, 2, 3), "text": ""},
        {"range": at(1, 1, 1), "text": "𝒜"},
        {"range": at(1, 3, 3), "text": "x"},
        {"range": at(9, 9, 9), "text": " "},
        {"range": at(0, 9, 99), "text": " "},
    ]);
    let last = client.change(POSITIONS, changes);
    let mut findings = client.findings(POSITIONS);
    while findings["version"] != last {
        findings = client.findings(POSITIONS);
    }
    assert_eq!(messages(&findings), ["1:0-1:6 \"𝒜xa\" is no key here"]);
}

#[test]
fn a_request_right_after_a_change_is_answered() {
    let mut client = started();
    client.open(DRAFT, "Article 1\n");
    for edit in 0..50 {
        client.replace(DRAFT, (1, 0), (1, 0), &format!("{edit}. Text of it.\n"));
        // Not ContentModified: no edit has come after it.
        client.ask_at("textDocument/definition", DRAFT, (1, 0)).unwrap();
        client.symbols(DRAFT).unwrap();
    }
}

#[test]
fn requests_about_documents_that_are_not_open_are_answered_with_null() {
    let mut client = started();
    for method in ["textDocument/hover", "textDocument/definition", "textDocument/references"] {
        assert_eq!(client.ask_at(method, DRAFT, (0, 0)), Ok(Value::Null), "{method}");
    }
    assert_eq!(client.symbols("untitled:nowhere"), Ok(Value::Null));
}

#[test]
fn positions_outside_of_a_draft_are_not_an_error() {
    let mut client = started();
    client.open(DRAFT, "Article 1\r\n");
    for method in ["textDocument/hover", "textDocument/definition", "textDocument/references"] {
        for at in [(0, 9), (0, 4_000_000_000), (4_000_000_000, 0)] {
            client.unchecked_ask_at(method, DRAFT, at).unwrap();
        }
    }
}

#[test]
fn exit_after_shutdown_succeeds_though_standard_input_stays_open() {
    let mut client = started();
    client.request("shutdown", Value::Null).unwrap();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn exit_without_shutdown_fails_though_standard_input_stays_open() {
    let mut client = started();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(1));
    let mut silent = Client::spawn();
    silent.notify("exit", Value::Null);
    assert_eq!(silent.exit_code(), Some(1));
}

#[test]
fn closing_standard_input_ends_the_server() {
    let mut client = started();
    client.open(DRAFT, "Article 1\n");
    client.hang_up();
    assert_eq!(client.exit_code(), Some(1));
    let mut shut_down = started();
    shut_down.request("shutdown", Value::Null).unwrap();
    shut_down.hang_up();
    assert_eq!(shut_down.exit_code(), Some(0));
}

#[test]
fn closing_standard_input_inside_a_message_ends_the_server() {
    let mut client = started();
    client.send_bytes(b"Content-Length: 500\r\n\r\n{\"jsonrpc\"");
    client.hang_up();
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn requests_after_shutdown_are_refused() {
    let mut client = started();
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.symbols(DRAFT).unwrap_err()["code"], -32600);
}

#[test]
fn requests_before_initialize_are_refused() {
    let mut client = Client::spawn();
    assert_eq!(client.symbols(DRAFT).unwrap_err()["code"], -32002);
}

#[test]
fn an_unknown_request_is_an_error_and_an_unknown_notification_is_ignored() {
    let mut client = started();
    client.notify_unchecked("travaux/nothing", json!({}));
    client.notify_unchecked("$/nothing", json!({}));
    assert_eq!(client.unchecked_request("travaux/nothing", json!({})).unwrap_err()["code"], -32601);
}

#[test]
fn invalid_parameters_are_an_error_of_their_request() {
    let mut client = started();
    let error = client.unchecked_request("textDocument/hover", json!({"textDocument": 7})).unwrap_err();
    assert_eq!(error["code"], -32602);
    client.notify_unchecked("textDocument/didChange", json!({"textDocument": {"uri": DRAFT}}));
    client.notify_unchecked("textDocument/didChange", json!([]));
    client.symbols(DRAFT).unwrap();
}

#[test]
fn bodies_that_are_not_messages_are_answered_and_the_server_keeps_running() {
    let mut client = started();
    for (body, code) in [
        (&b"{\"jsonrpc\": \"2.0\", \"method\":"[..], -32700),
        (b"\"\xff\"", -32700),
        (b"[]", -32600),
        (b"{\"id\": 1}", -32600),
    ] {
        client.send_bytes(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        client.send_bytes(body);
        let answer = client.take("an error", |it| it["id"].is_null() && it.get("error").is_some());
        assert_eq!(answer["error"]["code"], code);
        client.symbols(DRAFT).unwrap();
    }
}

#[test]
fn edits_of_documents_that_are_not_open_are_ignored() {
    let mut client = started();
    client.replace(DRAFT, (0, 0), (0, 0), "x");
    client.close(DRAFT);
    assert_eq!(client.symbols(DRAFT), Ok(Value::Null));
}

#[test]
fn a_client_that_resumes_reading_gets_the_latest_findings() {
    let mut client = started();
    client.open(POSITIONS, "{}");
    client.findings(POSITIONS);
    client.stop_reading();
    let mut last = 0;
    let mut id = 0;
    for round in 0..40 {
        // About 100 KB of findings each, where a pipe holds 64.
        let keys: Vec<String> = (0..500).map(|it| format!("\"{round}-{it}\": 1")).collect();
        last = client.change(POSITIONS, json!([{"text": format!("{{{}}}", keys.join(","))}]));
        for _ in 0..50 {
            id = client.send_request("textDocument/documentSymbol", json!({"textDocument": {"uri": POSITIONS}}));
        }
    }
    client.resume_reading();
    assert_eq!(client.answer(id), Ok(Value::Null));
    let mut findings = client.findings(POSITIONS);
    while findings["version"] != last {
        findings = client.findings(POSITIONS);
    }
    assert!(messages(&findings)[499].ends_with("\"39-499\" is no key here"));
}

#[test]
fn a_client_that_does_not_read_can_end_the_server() {
    let mut client = started();
    client.stop_reading();
    for _ in 0..20_000 {
        client.send_unchecked_request("travaux/nothing", Value::Null);
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code_without_reading(), Some(1));
}

#[test]
fn many_requests_at_once_are_all_answered_unless_cancelled() {
    let mut client = started();
    client.open(DRAFT, "Article 1\n\nText.\n");
    let hover = json!({"textDocument": {"uri": DRAFT}, "position": {"line": 0, "character": 0}});
    let ids: Vec<i64> = (0..1000).map(|_| client.send_request("textDocument/hover", hover.clone())).collect();
    client.notify("$/cancelRequest", json!({"id": ids[999]}));
    client.notify("$/cancelRequest", json!({"id": "never sent"}));
    for id in &ids[..999] {
        client.answer(*id).unwrap();
    }
    let last = client.answer(ids[999]);
    assert!(last.is_ok() || last.is_err_and(|it| it["code"] == -32800));
}

#[test]
fn watched_files_are_registered_if_the_client_supports_it() {
    let watched = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let (mut client, _) = Client::started(watched);
    let request = client.take("a registration", |it| it["method"] == "client/registerCapability");
    let registration = &request["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    client.reply(&request, Value::Null);
    client.symbols(DRAFT).unwrap();
}

#[test]
fn a_client_that_never_answers_can_shut_the_server_down() {
    let watched = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let (mut client, _) = Client::started(watched);
    client.take("a registration", |it| it["method"] == "client/registerCapability");
    client.request("shutdown", Value::Null).unwrap();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn a_broken_positions_file_beside_a_draft_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name| folder.path().join(name);
    std::fs::write(path("a.treaty"), "Article 1\n").unwrap();
    std::fs::write(path("a.positions.json"), "{\"draft\": \"a.treaty\", \"positions\": [{").unwrap();
    std::fs::write(path("b.positions.json"), b"\xff\xfe\0").unwrap();
    std::fs::write(path("a.positions.csv"), "\"").unwrap();
    std::fs::create_dir(path("c.positions.json")).unwrap();
    let mut client = Client::in_folder(folder.path());
    let draft = uri_of(&path("a.treaty"));
    client.open(&draft, "Article 1\n");
    assert_eq!(client.findings(&draft)["version"], 1);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    std::fs::remove_file(path("a.positions.json")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    client.ask_at("textDocument/hover", &draft, (0, 0)).unwrap();
}

#[test]
fn positions_files_may_name_groups_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.treaty"), "Article 1\n").unwrap();
    let groups = folder.path().join("our.groups.json");
    let positions = uri_of(&folder.path().join("a.positions.json"));
    let text =
        r#"{"positions": [{"delegations": ["Friends of Drafts"], "stance": "supports", "target": "article 1"}]}"#;
    let mut client = Client::in_folder(folder.path());
    client.open(&positions, text);
    assert_eq!(messages(&client.findings(&positions)), ["0:33-0:50 \"Friends of Drafts\" is no delegation"]);
    let group = r#"{"groups": [{"code": "FOD", "names": {"en": "Friends of Drafts"}, "members": []}]}"#;
    std::fs::write(groups, group).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(messages(&client.findings(&positions)), [""; 0]);
}
