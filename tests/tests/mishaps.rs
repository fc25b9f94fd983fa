//! What goes wrong around the real binary: panics inside it, clients that cancel, flood or die. Each is over when it is
//! over, and costs what it must.

use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::binary::serving;
use travaux_tests::client::Client;

const DRAFT: &str = "file:///drafts/a.treaty";

/// A client with a draft open whose findings it has. `None` where the binary, being built for users, does not panic on
/// order.
fn with_failpoints() -> Option<Client> {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, "Article 1\n\nUnder article 9.\n");
    client.findings(DRAFT);
    let known = client.strange_request("travaux/texts", json!({"uri": DRAFT}));
    known.is_ok().then_some(client)
}

fn arm_failpoint(client: &mut Client, failpoint: &str, times: u32) {
    client.notify_strangely("travaux/failpoint", json!({"failpoint": failpoint, "times": times}));
}

fn complaint(client: &mut Client) -> String {
    let message = client.take("a complaint", |it| it["method"] == "window/logMessage");
    message["params"]["message"].as_str().unwrap().to_owned()
}

/// The text of a draft as the server has it and as it has read it.
fn texts(client: &mut Client) -> Value {
    client.strange_request("travaux/texts", json!({"uri": DRAFT})).unwrap()
}

#[test]
fn a_request_that_panics_is_an_error_and_all_goes_on() {
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
fn many_requests_that_panic_leave_the_pool_whole() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Request", 500);
    let params = json!({"textDocument": {"uri": DRAFT}});
    let asked: Vec<i64> =
        (0..500).map(|_| client.send_request("textDocument/documentSymbol", params.clone())).collect();
    for id in asked {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32603);
    }
    client.symbols(DRAFT).unwrap();
}

#[test]
fn an_edit_that_cannot_be_read_is_read_with_the_whole_draft() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Parse", 1);
    client.replace(DRAFT, (0, 8), (0, 9), "2");
    let text = "Article 2\n\nUnder article 9.\n";
    assert_eq!(texts(&mut client), json!([text, text]));
}

#[test]
fn a_long_text_arrives_whole_however_it_comes() {
    let Some(mut client) = with_failpoints() else { return };
    // What the server itself writes in the place of a long text, said by a client.
    let word = "\0travaux aside 1";
    let long = |number: u32| format!("Article {number}\r\n\r\n{word} {}", "“حفظ” \\ 𝒜 \"[a] б\"\n".repeat(2000));
    let start = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    let before = |text: &str| json!({"range": start, "text": text});
    client.change(DRAFT, json!([{"text": long(1)}]));
    assert_eq!(texts(&mut client), json!([long(1), long(1)]));
    client.change(DRAFT, json!([before(&long(2)), before(word), before("x"), before(&long(3))]));
    let whole = format!("{}x{word}{}{}", long(3), long(2), long(1));
    assert_eq!(texts(&mut client), json!([whole, whole]));
    client.notify_strangely("travaux/other", json!({"text": long(4)}));
    client.change(DRAFT, json!([{"text": word}]));
    assert_eq!(texts(&mut client), json!([word, word]));
    client.close(DRAFT);
    client.open(DRAFT, &long(5));
    assert_eq!(texts(&mut client), json!([long(5), long(5)]));
}

#[test]
fn a_draft_that_cannot_be_read_stays_as_it_was_until_it_can() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Parse", 2);
    client.replace(DRAFT, (0, 8), (0, 9), "2");
    assert_eq!(complaint(&mut client), format!("{DRAFT} could not be read"));
    let text = "Article 1\n\nUnder article 9.\n";
    assert_eq!(texts(&mut client), json!([text, text]));
    client.symbols(DRAFT).unwrap();
    // The edit was taken all the same.
    client.replace(DRAFT, (0, 9), (0, 9), " bis");
    let text = "Article 2 bis\n\nUnder article 9.\n";
    assert_eq!(texts(&mut client), json!([text, text]));
}

#[test]
fn a_draft_that_cannot_be_opened_is_read_after_the_next_edit() {
    const OTHER: &str = "file:///drafts/b.treaty";
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Parse", 1);
    client.open(OTHER, "Article 1\n");
    assert_eq!(complaint(&mut client), format!("{OTHER} could not be read"));
    assert_eq!(client.symbols(OTHER), Ok(Value::Null));
    client.replace(OTHER, (1, 0), (1, 0), "Text.\n");
    assert_eq!(client.symbols(OTHER).unwrap()[0]["name"], "Article 1");
}

#[test]
fn findings_that_cannot_be_found_come_with_the_next_edit() {
    let Some(mut client) = with_failpoints() else { return };
    arm_failpoint(&mut client, "Lint", 1);
    client.replace(DRAFT, (2, 0), (2, 0), "[");
    assert_eq!(complaint(&mut client), format!("{DRAFT} could not be linted"));
    client.replace(DRAFT, (2, 1), (2, 1), "x");
    // Or before, if folders have been read meanwhile.
    assert_eq!(client.findings(DRAFT)["diagnostics"][0]["code"], "unclosed-bracket");
}

/// A draft that takes long to read and to answer about.
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

/// The next answer to one of some requests: its number, and the code of its error.
fn next_answer(client: &mut Client, among: &[i64]) -> (i64, Option<i64>) {
    let is_one = |it: &Value| it.get("method").is_none() && it["id"].as_i64().is_some_and(|it| among.contains(&it));
    let answer = client.take("an answer", is_one);
    (answer["id"].as_i64().unwrap(), answer["error"]["code"].as_i64())
}

#[test]
fn a_request_that_waits_for_the_reading_is_cancelled_at_once() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, &long_draft());
    let about = json!({"textDocument": {"uri": DRAFT}});
    let asked =
        ["foldingRange", "documentLink"].map(|it| client.send_request(&format!("textDocument/{it}"), about.clone()));
    client.notify("$/cancelRequest", json!({"id": asked[1]}));
    // The draft is not read yet: the other answer is still to come.
    assert_eq!(next_answer(&mut client, &asked), (asked[1], Some(-32800)));
    assert_eq!(next_answer(&mut client, &asked), (asked[0], None));
}

#[test]
fn a_request_that_runs_is_cancelled_at_once_and_others_go_on() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, &long_draft());
    client.ask_at("textDocument/hover", DRAFT, (0, 0)).unwrap();
    let about = json!({"textDocument": {"uri": DRAFT}});
    let there = json!({"textDocument": {"uri": DRAFT}, "position": {"line": 1, "character": 0}});
    let slow = "textDocument/semanticTokens/full";
    let asked = [
        client.send_request(slow, about.clone()),
        client.send_request(slow, about),
        client.send_request("textDocument/documentHighlight", there),
    ];
    client.notify("$/cancelRequest", json!({"id": asked[1]}));
    let mut answers = [0; 3].map(|_| next_answer(&mut client, &asked));
    // The slow one is the last; of the others either may be first.
    answers[..2].sort();
    assert_eq!(answers, [(asked[1], Some(-32800)), (asked[2], None), (asked[0], None)]);
}

#[test]
fn cancelled_requests_that_have_not_begun_are_not_done() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, &long_draft());
    client.ask_at("textDocument/hover", DRAFT, (0, 0)).unwrap();
    let about = json!({"textDocument": {"uri": DRAFT}});
    let slow = |client: &mut Client| client.send_request("textDocument/semanticTokens/full", about.clone());
    let began = Instant::now();
    let only = slow(&mut client);
    client.answer(only).unwrap();
    let once = began.elapsed();
    let began = Instant::now();
    let unwanted: Vec<i64> = (0..240).map(|_| slow(&mut client)).collect();
    unwanted.iter().for_each(|id| client.notify("$/cancelRequest", json!({"id": id})));
    let wanted = slow(&mut client);
    client.answer(wanted).unwrap();
    // Eight run side by side, so that all of them would take thirty times as long as one, and more on fewer cores.
    assert!(
        began.elapsed() < 20 * once,
        "one takes {once:?}, and one behind those that are cancelled {:?}",
        began.elapsed()
    );
    for id in unwanted {
        // The first may have been quicker than the word that it is not wanted.
        assert!(client.answer(id).map_or_else(|error| error["code"] == -32800, |_| true));
    }
}

#[test]
fn ten_thousand_changes_that_nobody_reads_about_end_in_the_right_text() {
    let (mut client, _) = Client::started(json!({}));
    client.open(DRAFT, "Article 1\n\nText.\n");
    client.stop_reading();
    let mut last = 0;
    let mut asked = Vec::new();
    for change in 0..10_000 {
        // Brackets that open come and go, so that there are findings to tell all the time.
        let (end, typed) = if change % 2 == 0 { (0, "[") } else { (1, "") };
        last = client.replace(DRAFT, (2, 0), (2, end), typed);
        if change % 100 == 0 {
            asked.push(client.send_request("textDocument/documentSymbol", json!({"textDocument": {"uri": DRAFT}})));
        }
    }
    last = last.max(client.replace(DRAFT, (0, 8), (0, 9), "𝒜 ["));
    client.read_on();
    for id in asked {
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
fn a_flood_is_no_obstacle_to_the_end() {
    for is_told in [true, false] {
        let (mut client, _) = Client::started(json!({}));
        client.open(DRAFT, "Article 1\n\nText.\n");
        client.stop_reading();
        for _ in 0..10_000 {
            client.replace(DRAFT, (2, 0), (2, 0), "[");
        }
        if is_told {
            client.notify("exit", Value::Null);
        } else {
            client.hang_up();
        }
        assert_eq!(client.exit_code_unread(), Some(1));
    }
}

/// A process that lives until it is killed and answers for a client: any that waits for its standard input will do.
#[cfg(unix)]
fn killed_after(client: impl FnOnce(u32) -> Client) -> Client {
    let mut process = serving();
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
    let mut polite = killed_after(|id| {
        let mut client = Client::of_process(id);
        client.request("shutdown", Value::Null).unwrap();
        client
    });
    assert_eq!(polite.exit_code(), Some(0));
}

#[cfg(unix)]
#[test]
fn the_death_of_a_client_that_does_not_read_ends_the_server() {
    let mut client = killed_after(|id| {
        let mut client = Client::of_process(id);
        client.stop_reading();
        for _ in 0..20_000 {
            client.send_strange_request("travaux/nothing", Value::Null);
        }
        client
    });
    assert_eq!(client.exit_code_unread(), Some(1));
}

#[test]
fn a_client_that_lives_elsewhere_is_served() {
    let mut process = serving();
    let gone = process.id();
    process.kill().unwrap();
    process.wait().unwrap();
    for id in [std::process::id(), gone, u32::MAX >> 1] {
        let mut client = Client::of_process(id);
        client.open(DRAFT, "Article 1\n");
        assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
        client.hang_up();
        assert_eq!(client.exit_code(), Some(1));
    }
}

#[test]
fn what_comes_before_the_handshake_is_dropped_and_a_second_one_refused() {
    let mut client = Client::spawn();
    client.open(DRAFT, "Article 1\n");
    client.handshake(json!({}), None);
    assert_eq!(client.symbols(DRAFT), Ok(Value::Null));
    let params = json!({"processId": null, "rootUri": null, "capabilities": {}});
    assert_eq!(client.request("initialize", params).unwrap_err()["code"], -32600);
    client.open(DRAFT, "Article 1\n");
    assert_eq!(client.symbols(DRAFT).unwrap()[0]["name"], "Article 1");
}
