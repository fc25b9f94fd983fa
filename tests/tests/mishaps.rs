//! Failures in and around the real binary: panics inside it, and clients that cancel requests, send floods of messages
//! or die. The effect of each is limited, and the server keeps running.

use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::binary::start_server;
use travaux_tests::client::Client;

const DRAFT: &str = "file:///drafts/a.treaty";

/// A client with an open draft whose findings it has received. `None` if the binary is a release build, which has no
/// failpoints.
fn with_failpoints() -> Option<Client> {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, "Article 1\n\nUnder article 9.\n");
    client.findings(DRAFT);
    let known = client.unchecked_request("travaux/texts", json!({"uri": DRAFT}));
    known.is_ok().then_some(client)
}

fn arm_failpoint(client: &mut Client, failpoint: &str, times: u32) {
    client.notify_unchecked("travaux/failpoint", json!({"failpoint": failpoint, "times": times}));
}

fn log_message(client: &mut Client) -> String {
    let message = client.take("a log message", |it| it["method"] == "window/logMessage");
    message["params"]["message"].as_str().unwrap().to_owned()
}

/// The text of the draft in the server, and the text of the blocks parsed from it.
fn texts(client: &mut Client) -> Value {
    client.unchecked_request("travaux/texts", json!({"uri": DRAFT})).unwrap()
}

#[test]
fn a_request_that_panics_is_an_error_and_the_server_keeps_running() {
    let Some(mut client) = with_failpoints() else { return };
    let document = json!({"uri": DRAFT});
    let there = json!({"textDocument": document, "position": {"line": 0, "character": 2}});
    for (method, params) in [
        ("textDocument/hover", there.clone()),
        ("textDocument/definition", there.clone()),
        ("textDocument/prepareRename", there),
        ("textDocument/documentSymbol", json!({"textDocument": document})),
        ("textDocument/semanticTokens/full", json!({"textDocument": document})),
        ("workspace/symbol", json!({"query": ""})),
    ] {
        let before = client.request(method, params.clone()).unwrap();
        arm_failpoint(&mut client, "Request", 1);
        let error = client.request(method, params.clone()).unwrap_err();
        assert_eq!(error["code"], -32603, "{method}: {error}");
        let after = client.request(method, params).unwrap();
        assert!(method.contains("Tokens") || before == after, "{method}: {before} {after}");
    }
}

#[test]
fn many_requests_that_panic_leave_the_thread_pool_intact() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Request", 500);
    let params = json!({"textDocument": {"uri": DRAFT}});
    let ids: Vec<i64> = (0..500).map(|_| client.send_request("textDocument/documentSymbol", params.clone())).collect();
    for id in ids {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32603);
    }
    client.symbols(DRAFT).unwrap();
}

#[test]
fn the_whole_draft_is_parsed_if_parsing_an_edit_panics() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Parse", 1);
    client.replace(DRAFT, (0, 8), (0, 9), "2");
    let text = "Article 2\n\nUnder article 9.\n";
    assert_eq!(texts(&mut client), json!([text, text]));
}

#[test]
fn a_long_text_arrives_complete_in_every_kind_of_message() {
    let Some(mut client) = with_failpoints() else { return };
    // Control characters are ordinary text.
    let word = "\0travaux aside 1";
    let long = |number: u32| format!("Article {number}\r\n\r\n{word} {}", "“حفظ” \\ 𝒜 \"[a] б\"\n".repeat(2000));
    let start = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    let before = |text: &str| json!({"range": start, "text": text});
    client.change(DRAFT, json!([{"text": long(1)}]));
    assert_eq!(texts(&mut client), json!([long(1), long(1)]));
    client.change(DRAFT, json!([before(&long(2)), before(word), before("x"), before(&long(3))]));
    let whole = format!("{}x{word}{}{}", long(3), long(2), long(1));
    assert_eq!(texts(&mut client), json!([whole, whole]));
    client.notify_unchecked("travaux/other", json!({"text": long(4)}));
    client.change(DRAFT, json!([{"text": word}]));
    assert_eq!(texts(&mut client), json!([word, word]));
    client.close(DRAFT);
    client.open(DRAFT, &long(5));
    assert_eq!(texts(&mut client), json!([long(5), long(5)]));
}

#[test]
fn a_draft_whose_parse_panics_keeps_its_last_state_until_a_parse_succeeds() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Parse", 2);
    client.replace(DRAFT, (0, 8), (0, 9), "2");
    assert_eq!(log_message(&mut client), format!("{DRAFT} could not be read"));
    let text = "Article 1\n\nUnder article 9.\n";
    assert_eq!(texts(&mut client), json!([text, text]));
    client.symbols(DRAFT).unwrap();
    // The edit was applied to the text nevertheless.
    client.replace(DRAFT, (0, 9), (0, 9), " bis");
    let text = "Article 2 bis\n\nUnder article 9.\n";
    assert_eq!(texts(&mut client), json!([text, text]));
}

#[test]
fn a_draft_whose_first_parse_panics_is_parsed_after_the_next_edit() {
    const OTHER: &str = "file:///drafts/b.treaty";
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Parse", 1);
    client.open(OTHER, "Article 1\n");
    assert_eq!(log_message(&mut client), format!("{OTHER} could not be read"));
    assert_eq!(client.symbols(OTHER), Ok(Value::Null));
    client.replace(OTHER, (1, 0), (1, 0), "Text.\n");
    assert_eq!(client.symbols(OTHER).unwrap()[0]["name"], "Article 1");
}

#[test]
fn findings_whose_lint_panicked_come_with_the_next_edit() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Lint", 1);
    client.replace(DRAFT, (2, 0), (2, 0), "[");
    assert_eq!(log_message(&mut client), format!("{DRAFT} could not be linted"));
    client.replace(DRAFT, (2, 1), (2, 1), "x");
    // They may also come earlier, after the folders have been read.
    assert_eq!(client.findings(DRAFT)["diagnostics"][0]["code"], "unclosed-bracket");
}

/// A draft that takes long to parse and to answer requests about.
fn long_draft() -> String {
    let articles = if cfg!(debug_assertions) { 2_000 } else { 40_000 };
    let article = |it| {
        format!(
            "Article {it}\n\n1. Each State Party shall [adopt] [consider adopting] measures under article {}.\n\n\
             2 - وفقا للفقرة 1 من المادة {it} [كل] التدابير.\n\n",
            articles - it
        )
    };
    (1..=articles).map(article).collect()
}

/// The next answer to one of some requests: its id, and its error code.
fn next_answer(client: &mut Client, among: &[i64]) -> (i64, Option<i64>) {
    let is_one = |it: &Value| it.get("method").is_none() && it["id"].as_i64().is_some_and(|it| among.contains(&it));
    let answer = client.take("an answer", is_one);
    (answer["id"].as_i64().unwrap(), answer["error"]["code"].as_i64())
}

#[test]
fn a_request_that_waits_for_a_parse_is_cancelled_at_once() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, &long_draft());
    let about = json!({"textDocument": {"uri": DRAFT}});
    let ids =
        ["foldingRange", "documentLink"].map(|it| client.send_request(&format!("textDocument/{it}"), about.clone()));
    client.notify("$/cancelRequest", json!({"id": ids[1]}));
    // The draft is not parsed yet, so the other answer comes later.
    assert_eq!(next_answer(&mut client, &ids), (ids[1], Some(-32800)));
    assert_eq!(next_answer(&mut client, &ids), (ids[0], None));
}

#[test]
fn a_running_request_is_cancelled_at_once_and_others_continue() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, &long_draft());
    client.ask_at("textDocument/hover", DRAFT, (0, 0)).unwrap();
    let about = json!({"textDocument": {"uri": DRAFT}});
    let there = json!({"textDocument": {"uri": DRAFT}, "position": {"line": 1, "character": 0}});
    let slow = "textDocument/semanticTokens/full";
    let ids = [
        client.send_request(slow, about.clone()),
        client.send_request(slow, about),
        client.send_request("textDocument/documentHighlight", there),
    ];
    client.notify("$/cancelRequest", json!({"id": ids[1]}));
    let mut answers = [0; 3].map(|_| next_answer(&mut client, &ids));
    // The slow one comes last; either of the others may be first.
    answers[..2].sort();
    assert_eq!(answers, [(ids[1], Some(-32800)), (ids[2], None), (ids[0], None)]);
}

#[test]
fn cancelled_requests_that_have_not_started_are_not_run() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, &long_draft());
    client.ask_at("textDocument/hover", DRAFT, (0, 0)).unwrap();
    let about = json!({"textDocument": {"uri": DRAFT}});
    let slow = |client: &mut Client| client.send_request("textDocument/semanticTokens/full", about.clone());
    let start = Instant::now();
    let only = slow(&mut client);
    client.answer(only).unwrap();
    let once = start.elapsed();
    let start = Instant::now();
    let cancelled: Vec<i64> = (0..240).map(|_| slow(&mut client)).collect();
    cancelled.iter().for_each(|id| client.notify("$/cancelRequest", json!({"id": id})));
    let needed = slow(&mut client);
    client.answer(needed).unwrap();
    // Eight run in parallel, so that all of them would take thirty times as long as one, and longer on fewer cores.
    assert!(start.elapsed() < 20 * once, "one takes {once:?}, and one after the cancelled ones {:?}", start.elapsed());
    for id in cancelled {
        // The first may have been answered before it was cancelled.
        assert!(client.answer(id).map_or_else(|error| error["code"] == -32800, |_| true));
    }
}

#[test]
fn ten_thousand_changes_without_reading_end_in_the_right_text() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, "Article 1\n\nText.\n");
    client.stop_reading();
    let mut last = 0;
    let mut ids = Vec::new();
    for change in 0..10_000 {
        // An unclosed bracket is inserted and deleted in turn, so that the findings change with every edit.
        let (end, typed) = if change % 2 == 0 { (0, "[") } else { (1, "") };
        last = client.replace(DRAFT, (2, 0), (2, end), typed);
        if change % 100 == 0 {
            ids.push(client.send_request("textDocument/documentSymbol", json!({"textDocument": {"uri": DRAFT}})));
        }
    }
    last = last.max(client.replace(DRAFT, (0, 8), (0, 9), "𝒜 ["));
    client.resume_reading();
    for id in ids {
        client.answer(id).unwrap();
    }
    let mut findings = client.findings(DRAFT);
    while findings["version"] != last {
        findings = client.findings(DRAFT);
    }
    let start = &findings["diagnostics"][0]["range"]["start"];
    assert_eq!(*start, json!({"line": 0, "character": 11}), "{findings}");
}

#[test]
fn the_server_can_be_ended_during_a_flood_of_messages() {
    for sends_exit in [true, false] {
        let (mut client, _) = Client::started(json!({}));
        client.open(DRAFT, "Article 1\n\nText.\n");
        client.stop_reading();
        for _ in 0..10_000 {
            client.replace(DRAFT, (2, 0), (2, 0), "[");
        }
        if sends_exit {
            client.notify("exit", Value::Null);
        } else {
            client.hang_up();
        }
        assert_eq!(client.exit_code_without_reading(), Some(1));
    }
}

/// Returns the client that `client` starts under the id of a process, which is killed then.
#[cfg(unix)]
fn killed_after(client: impl FnOnce(u32) -> Client) -> Client {
    let mut process = start_server();
    let client = client(process.id());
    process.kill().unwrap();
    process.wait().unwrap();
    client
}

#[cfg(unix)]
#[test]
fn the_death_of_the_client_ends_the_server_though_standard_input_stays_open() {
    let mut client = killed_after(Client::of_process);
    assert_eq!(client.exit_code(), Some(1));
    let mut shut_down = killed_after(|id| {
        let mut client = Client::of_process(id);
        client.request("shutdown", Value::Null).unwrap();
        client
    });
    assert_eq!(shut_down.exit_code(), Some(0));
}

#[cfg(unix)]
#[test]
fn the_death_of_a_client_that_does_not_read_ends_the_server() {
    let mut client = killed_after(|id| {
        let mut client = Client::of_process(id);
        client.stop_reading();
        for _ in 0..20_000 {
            client.send_unchecked_request("travaux/nothing", Value::Null);
        }
        client
    });
    assert_eq!(client.exit_code_without_reading(), Some(1));
}

#[test]
fn a_client_whose_process_is_not_visible_is_served() {
    let mut process = start_server();
    let ended = process.id();
    process.kill().unwrap();
    process.wait().unwrap();
    for id in [std::process::id(), ended, u32::MAX >> 1] {
        let mut client = Client::of_process(id);
        client.open(DRAFT, "Article 1\n");
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
        client.hang_up();
        assert_eq!(client.exit_code(), Some(1));
    }
}

#[test]
fn notifications_before_initialize_are_ignored_and_a_second_initialize_is_refused() {
    let mut client = Client::spawn();
    client.open(DRAFT, "Article 1\n");
    client.handshake(json!({}), None);
    assert_eq!(client.symbols(DRAFT), Ok(Value::Null));
    let params = json!({"processId": null, "rootUri": null, "capabilities": {}});
    assert_eq!(client.request("initialize", params).unwrap_err()["code"], -32600);
    client.open(DRAFT, "Article 1\n");
    assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
}
