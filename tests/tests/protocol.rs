//! The protocol of the real binary: initialization, order of messages, shutdown, and clients that break the protocol. Most
//! findings here are those of positions files, which depend on no rule.

use serde_json::{Value, json};
use travaux_tests::client::{Client, uri_of};

const DRAFT: &str = "file:///drafts/a.treaty";
const POSITIONS: &str = "file:///drafts/a.positions.json";

/// The ranges and messages of findings: `0:1-0:8 message`.
fn messages(findings: &Value) -> Vec<String> {
    let findings = findings["diagnostics"].as_array().unwrap().iter();
    let position = |it: &Value| format!("{}:{}", it["line"], it["character"]);
    findings
        .map(|it| {
            let (start, end) = (position(&it["range"]["start"]), position(&it["range"]["end"]));
            format!("{start}-{end} {}", it["message"].as_str().unwrap())
        })
        .collect()
}

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
fn bodies_that_are_not_messages_are_answered_and_the_server_goes_on() {
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

/// The next message in the client's log.
fn logged(client: &mut Client) -> String {
    let message = client.take("a log message", |it| it["method"] == "window/logMessage");
    message["params"]["message"].as_str().unwrap().to_owned()
}

fn framed(message: &Value, length_error: i64) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len() as i64 + length_error).into_bytes()
}

#[test]
fn half_a_surrogate_pair_becomes_the_replacement_character() {
    let mut client = started();
    client.open(POSITIONS, "{}");
    client.findings(POSITIONS);
    for (text, version) in [(r#"{\"\ud83d\": 1}"#, 7), (r#"{\"\ude00\ud83d\ude00\": 1}"#, 8)] {
        let body = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{POSITIONS}","version":{version}}},"contentChanges":[{{"text":"{text}"}}]}}}}"#
        );
        client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let findings = client.findings(POSITIONS);
        assert_eq!(findings["version"], version);
        let expected = if version == 7 {
            "0:1-0:4 \"\u{fffd}\" is no key here"
        } else {
            "0:1-0:6 \"\u{fffd}\u{1f600}\" is no key here"
        };
        assert_eq!(messages(&findings), [expected]);
    }
}

#[test]
fn a_change_that_cannot_be_understood_makes_its_draft_unavailable_until_the_whole_text_comes() {
    let insertion = json!([{
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "x",
    }]);
    for (version, changes) in [
        (Value::Null, insertion.clone()),
        (json!(1u64 << 31), insertion.clone()),
        (json!(1.5), insertion.clone()),
        (json!(2), json!([{"range": {"start": {"line": -1}}, "text": "x"}])),
        (json!(2), json!("x")),
    ] {
        let mut client = started();
        client.open(DRAFT, "Article 1\n\nUnder article 9.\n\nArticle 2\n\nText.\n");
        assert_eq!(messages(&client.findings(DRAFT)).len(), 1);
        let document = json!({"uri": DRAFT, "version": version});
        client.notify_unchecked("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
        let message = logged(&mut client);
        assert!(message.contains(DRAFT) && message.contains("cannot be understood"), "{message}");
        assert_eq!(client.findings(DRAFT)["diagnostics"], json!([]));
        assert_eq!(client.symbols(DRAFT), Ok(Value::Null));
        assert_eq!(client.ask_at("textDocument/hover", DRAFT, (0, 2)), Ok(Value::Null));
        // Its offsets are relative to an unknown text.
        client.replace(DRAFT, (0, 0), (0, 0), "Article 7\n");
        assert_eq!(client.symbols(DRAFT), Ok(Value::Null));
        let last = client.change(DRAFT, json!([{"text": "Article 2\n\nUnder article 8.\n\nArticle 3\n\nText.\n"}]));
        let findings = client.findings(DRAFT);
        assert_eq!((&findings["version"], messages(&findings).len()), (&json!(last), 1));
        client.replace(DRAFT, (0, 8), (0, 9), "1");
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
    }
}

#[test]
fn an_unavailable_draft_is_available_again_after_it_is_opened_again() {
    let mut client = started();
    client.open(DRAFT, "Article 1\n");
    client.notify_unchecked("textDocument/didChange", json!({"textDocument": {"uri": DRAFT}}));
    assert_eq!(client.symbols(DRAFT), Ok(Value::Null));
    client.close(DRAFT);
    client.open(DRAFT, "Article 2\n");
    assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 2");
}

#[test]
fn a_change_of_a_document_that_is_not_open_is_logged_once() {
    let mut client = started();
    for _ in 0..3 {
        client.replace(DRAFT, (0, 0), (0, 0), "x");
    }
    assert_eq!(logged(&mut client), format!("{DRAFT} was changed but is not open"));
    client.open(DRAFT, "Article 1\n");
    client.close(DRAFT);
    client.replace(POSITIONS, (0, 0), (0, 0), "x");
    assert_eq!(logged(&mut client), format!("{POSITIONS} was changed but is not open"));
}

#[test]
fn uris_that_are_not_percent_encoded_are_understood_and_echoed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("entwürfe [1] نص");
    std::fs::create_dir(&root).unwrap();
    let settings = "[rules]\ndangling-reference = \"warning\"\n";
    std::fs::write(root.join("travaux.toml"), settings).unwrap();
    std::fs::write(root.join("b.treaty"), "Article 1\n\nText.\n").unwrap();
    let root = format!("file://{}", root.to_str().unwrap());
    for is_root_uri in [true, false] {
        let mut client = Client::spawn();
        let folders = if is_root_uri { Value::Null } else { json!([{"uri": root, "name": "x"}]) };
        let params = json!({
            "processId": null,
            "rootUri": if is_root_uri { json!(root) } else { Value::Null },
            "workspaceFolders": folders,
            "capabilities": {"textDocument": {"definition": {"linkSupport": true}}},
        });
        client.unchecked_request("initialize", params).unwrap();
        client.notify("initialized", json!({}));
        let uri = format!("{root}/ä b.treaty");
        let document = |version: i64| json!({"uri": uri, "languageId": "treaty", "version": version, "text": "Article 1\n\nUnder article 9 and article 1.\n\nArticle 2\n\nText.\n"});
        client.notify_unchecked("textDocument/didOpen", json!({"textDocument": document(1)}));
        // Published under the client's spelling, and with the settings of the folder.
        let mut findings = client.findings(&uri);
        while findings["diagnostics"][0]["severity"] != 2 {
            findings = client.findings(&uri);
        }
        let at = json!({"textDocument": {"uri": uri}, "position": {"line": 2, "character": 22}});
        let links = client.unchecked_request("textDocument/definition", at.clone()).unwrap();
        assert_eq!(links[0]["targetUri"], json!(uri), "{links}");
        let mut rename = at.clone();
        rename["newName"] = "7".into();
        let edit = client.unchecked_request("textDocument/rename", rename).unwrap();
        assert_eq!(edit["changes"][&uri].as_array().map(Vec::len), Some(2), "{edit}");
        let items = client.unchecked_request("textDocument/prepareCallHierarchy", at).unwrap();
        assert_eq!(items[0]["uri"], json!(uri), "{items}");
        let calls = client.unchecked_request("callHierarchy/incomingCalls", json!({"item": items[0]})).unwrap();
        assert_eq!(calls[0]["from"]["uri"], json!(uri), "{calls}");
        let change = json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "Article 2\n"}]});
        client.notify_unchecked("textDocument/didChange", change);
        assert_eq!(client.findings(&uri)["version"], 2);
        client.notify_unchecked("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        assert_eq!(client.findings(&uri)["diagnostics"], json!([]));
    }
}

#[test]
fn shutdown_with_empty_parameters_is_accepted() {
    let mut client = started();
    assert_eq!(client.unchecked_request("shutdown", json!({})), Ok(Value::Null));
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn a_wrong_content_length_is_logged_and_the_next_message_is_found() {
    for length_error in [-40, -3, 1, 9, 20, 60, 100_000] {
        let mut client = started();
        client.open(DRAFT, "Article 1\n");
        client.send_bytes(&framed(&json!({"jsonrpc": "2.0", "method": "travaux/nothing"}), length_error));
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
        assert!(logged(&mut client).contains("Content-Length") || length_error < 0);
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
    }
}

#[test]
fn a_missing_content_length_is_logged_and_the_next_message_is_found() {
    let body = json!({"jsonrpc": "2.0", "method": "travaux/nothing"}).to_string();
    for stream in [
        body.clone(),
        format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{body}"),
        format!("Content-Length: many\r\n\r\n{body}"),
        format!("Content-Length: 99999999999999\r\n\r\n{body}"),
        format!("{}\r\n{body}", "x".repeat(3 << 20)),
        "x".repeat(3 << 20),
    ] {
        let mut client = started();
        client.open(DRAFT, "Article 1\n");
        client.send_bytes(stream.as_bytes());
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
        let message = logged(&mut client);
        assert!(message.contains("header") || message.contains("Content-Length"), "{message}");
    }
}

#[test]
fn a_message_may_arrive_byte_by_byte() {
    let mut client = started();
    client.open(DRAFT, "Article 1\n");
    client.set_write_limit(1);
    for _ in 0..2 {
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
    }
}

#[test]
fn documents_after_shutdown_are_ignored() {
    let mut client = started();
    client.request("shutdown", Value::Null).unwrap();
    client.open(POSITIONS, "{\"x\": 1}");
    client.replace(DRAFT, (0, 0), (0, 0), "x");
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}
