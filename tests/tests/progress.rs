//! Long-running work: it is shown as progress, answered in parts, and can be cancelled.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use travaux_tests::client::Client;

/// A folder with some drafts of `bytes` bytes each, all with the same text.
fn folder(drafts: usize, bytes: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("0.treaty");
    let mut text = String::new();
    let mut article = 0;
    while text.len() < bytes {
        article += 1;
        text +=
            &format!("Article {article}\n\nEach Party [shall] [may] act under article {} and [so on.\n\n", article + 1);
        text += &format!("المادة {article}\n\nتتخذ كل دولة طرف [التدابير] وفقا للمادة 9.\n\n");
    }
    std::fs::write(&first, text).unwrap();
    for draft in 1..drafts {
        std::fs::hard_link(&first, folder.path().join(format!("{draft}.treaty"))).unwrap();
    }
    folder
}

/// A client with an open folder that the server has read.
fn client_in(folder: &Path) -> Client {
    let mut client = Client::spawn();
    let asks = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    client.handshake(asks, Some(folder));
    // The first read may end before the server is initialized.
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let refresh = client.take("a refresh", |it| it["method"] == "workspace/diagnostic/refresh");
    client.send(&json!({"jsonrpc": "2.0", "id": refresh["id"], "result": null}));
    client
}

/// The next progress notification for a token.
fn progress(client: &mut Client, token: &Value) -> Value {
    client.take("progress", |it| it["method"] == "$/progress" && it["params"]["token"] == *token)["params"]["value"]
        .take()
}

#[test]
fn a_long_read_is_shown_and_ends_when_the_client_cancels_it() {
    const DRAFTS: usize = 2_000;
    let folder = folder(DRAFTS, 100_000);
    let mut client = Client::spawn();
    client.handshake(json!({"window": {"workDoneProgress": true}}), Some(folder.path()));
    let create = client.take("a progress token", |it| it["method"] == "window/workDoneProgress/create");
    let token = &create["params"]["token"];
    client.send(&json!({"jsonrpc": "2.0", "id": create["id"], "result": null}));
    let begin = progress(&mut client, token);
    assert_eq!((&begin["kind"], &begin["cancellable"]), (&json!("begin"), &json!(true)));
    let report = progress(&mut client, token);
    assert_eq!(report["kind"], "report");
    assert!(report["message"].as_str().unwrap().ends_with(&format!("/{DRAFTS}")), "{report}");
    client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    let mut last = progress(&mut client, token);
    while last["kind"] == "report" {
        assert!(last["percentage"].as_u64().unwrap() < 99, "{last}");
        last = progress(&mut client, token);
    }
    assert_eq!(last["kind"], "end");
}

#[test]
fn a_short_read_is_not_shown() {
    let folder = folder(2, 10);
    let mut client = Client::spawn();
    client.handshake(
        json!({
            "window": {"workDoneProgress": true},
            "textDocument": {"diagnostic": {}},
            "workspace": {"diagnostics": {"refreshSupport": true}},
        }),
        Some(folder.path()),
    );
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    // The refresh comes after the read has ended.
    let request = client.take("a request", |it| it.get("method").is_some() && it.get("id").is_some());
    assert_eq!(request["method"], "workspace/diagnostic/refresh");
}

#[test]
fn the_findings_of_many_drafts_come_in_parts() {
    let folder = folder(70, 10);
    let mut client = client_in(folder.path());
    let params = json!({"previousResultIds": [], "partialResultToken": "parts"});
    let report = client.request("workspace/diagnostic", params.clone()).unwrap();
    assert_eq!(report, json!({"items": []}));
    let parts = [(); 3].map(|()| progress(&mut client, &json!("parts")));
    let counts = parts.each_ref().map(|it| it["items"].as_array().unwrap().len());
    assert_eq!(counts, [32, 32, 6]);
    let one = &parts[2]["items"][0];
    assert_eq!((&one["kind"], &one["items"][0]["source"]), (&json!("full"), &json!("travaux")));
}

#[test]
fn linting_many_drafts_is_shown_and_can_be_cancelled() {
    // Enough drafts that linting them is shown, in a debug build and in a release build.
    let folder = folder(if cfg!(debug_assertions) { 16 } else { 600 }, 100_000);
    let mut client = client_in(folder.path());
    let params = |token: &str| json!({"previousResultIds": [], "workDoneToken": token});
    let id = client.send_request("workspace/diagnostic", params("by its token"));
    assert_eq!(progress(&mut client, &json!("by its token"))["kind"], "begin");
    client.notify("window/workDoneProgress/cancel", json!({"token": "by its token"}));
    assert_eq!(client.answer(id).unwrap_err()["code"], -32800);

    let id = client.send_request("workspace/diagnostic", params("by its request"));
    assert_eq!(progress(&mut client, &json!("by its request"))["kind"], "begin");
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    // The work itself ends as well, and its end is reported.
    while progress(&mut client, &json!("by its request"))["kind"] != "end" {}
}
