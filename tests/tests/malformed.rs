//! Messages to the real binary that break the protocol in ways that real clients do: characters cut in two, versions
//! that are not numbers, URIs that are not percent-encoded, wrong lengths. None is ignored silently, and none makes the
//! server continue with a wrong text.

use serde_json::{Value, json};
use travaux_tests::client::{Client, messages};

const DRAFT: &str = "file:///drafts/a.treaty";
const POSITIONS: &str = "file:///drafts/a.positions.json";

fn started() -> Client {
    Client::started(json!({})).0
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
        let last = client.change(DRAFT, json!([{"text": "Article 1\n\nUnder article 8.\n\nArticle 2\n\nText.\n"}]));
        let findings = client.findings(DRAFT);
        assert_eq!((&findings["version"], messages(&findings).len()), (&json!(last), 1));
        client.replace(DRAFT, (0, 8), (0, 9), "3");
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 3");
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
        let mut rename = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}});
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
