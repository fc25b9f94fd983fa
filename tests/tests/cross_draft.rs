//! Findings that depend on another file: the text of another instrument, the same draft in another language, or the
//! draft to which positions refer. In the editor they are published after the draft's own findings; the command line
//! reports the same findings.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use travaux_tests::client::{Client, uri_of};
use travaux_tests::test_folder::TestFolder;

const SETTINGS: &str = "[[instruments]]\nname = \"Harbour Convention\"\naliases = [\"اتفاقية الموانئ\", \"《港口公约》\"]\nfile = \"harbour.treaty\"\n";
const HARBOUR: &str = "Article 1\n\nOne.\n\nArticle 2\n\nTwo.\n";
const LONGER: &str = "Article 1\n\nOne.\n\nArticle 2\n\nTwo.\n\nArticle 3\n\nThree.\n";
const PROTOCOL: &str = "Article 1\n\nUnder article 3 of the Harbour Convention.\n\nArticle 2\n\nSee article 1.\n";
const MISSING: &str = "dangling-external-reference harbour.treaty has no article 3";

/// The time within which such findings must be published. The target is 100 ms, but a busy machine is slower.
const MAX_DELAY: Duration = Duration::from_secs(2);

fn messages(findings: &Value) -> Vec<String> {
    let findings = findings["diagnostics"].as_array().unwrap().iter();
    findings.map(|it| format!("{} {}", it["code"].as_str().unwrap(), it["message"].as_str().unwrap())).collect()
}

/// Waits for the given findings in a document. Returns the findings before them, and the time that it took.
fn until(client: &mut Client, uri: &str, expected: &[&str]) -> (Option<Vec<String>>, Duration) {
    let start = Instant::now();
    let mut before = None;
    loop {
        let found = messages(&client.findings(uri));
        if found == expected {
            return (before, start.elapsed());
        }
        before = Some(found);
    }
}

fn project(files: &[(&str, &str)]) -> (TestFolder, Client) {
    let test_folder = TestFolder::with(files);
    let client = Client::in_folder(test_folder.folder());
    (test_folder, client)
}

fn uri(test_folder: &TestFolder, name: &str) -> String {
    uri_of(&test_folder.path(name))
}

#[test]
fn findings_about_another_instrument_follow_those_of_the_text() {
    let (test_folder, mut client) = project(&[("travaux.toml", SETTINGS), ("harbour.treaty", HARBOUR)]);
    let draft = uri(&test_folder, "p.treaty");
    client.open(&draft, PROTOCOL);
    until(&mut client, &draft, &[MISSING]);
    let version =
        client.replace(&draft, (6, 0), (6, 0), "Under article 9. Under article 4 of the Harbour Convention. ");
    let first = client.findings(&draft);
    let own = "dangling-reference this draft has no article 9";
    assert_eq!((messages(&first), &first["version"]), (vec![MISSING.to_owned(), own.to_owned()], &json!(version)));
    let other = "dangling-external-reference harbour.treaty has no article 4";
    let (_, time) = until(&mut client, &draft, &[MISSING, own, other]);
    assert!(time < MAX_DELAY, "{time:?}");
    // Known findings move with the text.
    client.replace(&draft, (0, 0), (0, 0), "Preamble of [\n\n");
    let moved = client.findings(&draft);
    assert_eq!(messages(&moved)[1..], [MISSING, own, other]);
    assert_eq!(moved["diagnostics"][1]["range"]["start"], json!({"line": 4, "character": 6}));
}

#[test]
fn an_edit_of_another_instrument_updates_the_drafts_that_refer_to_it() {
    let (test_folder, mut client) = project(&[("travaux.toml", SETTINGS), ("harbour.treaty", HARBOUR)]);
    let (draft, harbour) = (uri(&test_folder, "p.treaty"), uri(&test_folder, "harbour.treaty"));
    client.open(&draft, PROTOCOL);
    until(&mut client, &draft, &[MISSING]);
    client.open(&harbour, HARBOUR);
    client.replace(&harbour, (7, 0), (7, 0), "\nArticle 3\n\nThree.\n");
    let (_, time) = until(&mut client, &draft, &[]);
    assert!(time < MAX_DELAY, "{time:?}");
    // After it is closed without saving, the text on disk is used.
    client.close(&harbour);
    until(&mut client, &draft, &[MISSING]);
    test_folder.write("harbour.treaty", LONGER.as_bytes());
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": harbour, "type": 2}]}));
    until(&mut client, &draft, &[]);
    std::fs::remove_file(test_folder.path("travaux.toml")).unwrap();
    test_folder.write("harbour.treaty", HARBOUR.as_bytes());
    test_folder.write("travaux.toml", SETTINGS.replace("Harbour", "Pilots").as_bytes());
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    test_folder.write("travaux.toml", SETTINGS.as_bytes());
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    until(&mut client, &draft, &[MISSING]);
    client.close(&draft);
    assert_eq!(messages(&client.findings(&draft)), [""; 0]);
}

#[test]
fn arabic_and_chinese_drafts_refer_to_other_instruments() {
    let (test_folder, mut client) = project(&[("travaux.toml", SETTINGS), ("harbour.treaty", HARBOUR)]);
    for (name, text) in [
        ("a.treaty", "المادة 1\n\nتطبق الفقرة 2 من المادة 3 من اتفاقية الموانئ.\n"),
        ("c.treaty", "第一条\n\n依照《港口公约》第三条采取措施。\n"),
    ] {
        let draft = uri(&test_folder, name);
        client.open(&draft, text);
        until(&mut client, &draft, &[MISSING]);
    }
}

#[test]
fn counterparts_are_compared_while_they_are_edited() {
    let (test_folder, mut client) = project(&[]);
    let (arabic, chinese) = (uri(&test_folder, "x.ar.treaty.md"), uri(&test_folder, "x.zh.treaty.md"));
    client.open(&arabic, "المادة 1\n\nنص.\n\nالمادة 2\n\nنص.\n\nالمادة 3\n\nنص.\n");
    client.open(&chinese, "第一条\n\n案文。\n\n第二条\n\n案文。\n");
    let missing = "uneven-counterpart x.zh.treaty.md has no article 3";
    until(&mut client, &arabic, &[missing]);
    client.replace(&chinese, (7, 0), (7, 0), "\n第三条\n\n案文。\n\n第三条之二\n\n案文。\n");
    until(&mut client, &arabic, &[]);
    until(&mut client, &chinese, &["uneven-counterpart x.ar.treaty.md has no article 3 bis"]);
    client.close(&arabic);
    until(&mut client, &chinese, &[]);
}

#[test]
fn positions_are_checked_against_their_draft() {
    let (test_folder, mut client) = project(&[]);
    let (draft, positions) = (uri(&test_folder, "x.treaty"), uri(&test_folder, "x.positions.json"));
    let text = "{\"draft\": \"x.treaty\", \"positions\": [\n{\"delegations\": [\"RU\"], \"stance\": \"supports\", \"target\": \"article 3\"}]}";
    client.open(&draft, PROTOCOL);
    client.open(&positions, text);
    let missing = "unresolved-target \"article 3\" is no provision of x.treaty; the nearest to it is \"article 2\"";
    until(&mut client, &positions, &[missing]);
    client.replace(&positions, (0, 1), (0, 1), "\"x\": 1, ");
    let moved = client.findings(&positions);
    assert_eq!(messages(&moved), ["positions-file \"x\" is no key here", missing]);
    client.replace(&draft, (8, 0), (8, 0), "\nArticle 3\n\nThree.\n");
    until(&mut client, &positions, &["positions-file \"x\" is no key here"]);
    client.close(&draft);
    client.close(&positions);
}

#[test]
fn requested_diagnostics_include_findings_about_other_files() {
    let test_folder =
        TestFolder::with(&[("travaux.toml", SETTINGS), ("harbour.treaty", HARBOUR), ("p.treaty", PROTOCOL)]);
    let mut client = Client::spawn();
    let asks = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    client.handshake(asks, Some(test_folder.folder()));
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let refresh = client.take("a diagnostic refresh", |it| it["method"] == "workspace/diagnostic/refresh");
    client.send(&json!({"jsonrpc": "2.0", "id": refresh["id"], "result": null}));
    let draft = uri(&test_folder, "p.treaty");
    client.open(&draft, PROTOCOL);
    let document = json!({"textDocument": {"uri": draft}});
    let report = client.request("textDocument/diagnostic", document).unwrap();
    assert_eq!(report["items"][0]["code"], "dangling-external-reference");
    let report = client.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    let of_draft = report["items"].as_array().unwrap().iter().find(|it| it["uri"] == draft).unwrap();
    assert_eq!(of_draft["items"][0]["code"], "dangling-external-reference");
}

#[test]
fn the_command_line_reports_all_of_them() {
    let positions = "{\"draft\": \"p.en.treaty\", \"positions\": [\n\
        {\"delegations\": [\"RU\"], \"stance\": \"supports\", \"target\": \"artcle 1\"},\n\
        {\"delegations\": [\"CN\"], \"stance\": \"supports\", \"target\": \"article 2\", \"alternative\": \"may\"},\n\
        {\"delegations\": [\"CN\"], \"stance\": \"opposes\", \"target\": \"article 2\", \"alternative\": \"shall\"}]}";
    let english = "Article 1\n\nUnder article 3 of the Harbour Convention.\n\nArticle 2\n\nParties [shall] act.\n\nArticle 3\n\nText.\n";
    let arabic = "المادة 1\n\nنص.\n\nالمادة 2\n\nنص.\n";
    let test_folder = TestFolder::with(&[
        ("travaux.toml", SETTINGS),
        ("harbour.treaty", HARBOUR),
        ("p.en.treaty", english),
        ("p.ar.treaty", arabic),
        ("p.positions.json", positions),
    ]);
    let run = test_folder.run(&["lint", "--format", "concise"]);
    let lines: Vec<&str> = run.out.lines().collect();
    let expected = [
        "p.en.treaty:3:7: error[dangling-external-reference] harbour.treaty has no article 3",
        "p.en.treaty:9:1: warning[uneven-counterpart] p.ar.treaty has no article 3",
        "p.positions.json:2:58: error[unresolved-target] \"artcle 1\" is no provision of p.en.treaty; did you mean \"article 1\"?",
        "p.positions.json:3:86: warning[stale-position] \"may\" is no bracketed text of article 2 in p.en.treaty; write what stands between its brackets",
    ];
    assert_eq!((run.status, lines.get(..expected.len())), (1, Some(&expected[..])), "{}", run.out);
    // A single draft is compared with the same files.
    let alone = test_folder.run(&["lint", "--format", "concise", "p.en.treaty"]);
    assert_eq!(alone.out, run.out);
    let json = test_folder.run(&["lint", "--format", "json", "p.en.treaty"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["drafts"].as_array().unwrap().len(), 1);
}

#[test]
fn they_can_be_allowed_and_configured_like_all_others() {
    let allowed =
        format!("<!-- travaux: allow dangling-external-reference -->\n\n{}", &PROTOCOL["Article 1\n\n".len()..]);
    let test_folder =
        TestFolder::with(&[("travaux.toml", SETTINGS), ("harbour.treaty", HARBOUR), ("p.treaty", &allowed)]);
    let run = test_folder.run(&["lint", "--format", "concise"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    test_folder.write("p.treaty", PROTOCOL.as_bytes());
    test_folder
        .write("travaux.toml", format!("{SETTINGS}\n[rules]\ndangling-external-reference = \"info\"\n").as_bytes());
    let run = test_folder.run(&["lint", "--format", "concise"]);
    assert_eq!(run.out, "p.treaty:3:7: info[dangling-external-reference] harbour.treaty has no article 3\n");
}

#[test]
fn an_allowance_is_not_unused_before_the_other_files_are_compared() {
    let (test_folder, mut client) = project(&[("travaux.toml", SETTINGS), ("harbour.treaty", HARBOUR)]);
    let draft = uri(&test_folder, "p.treaty");
    client.open(&draft, &format!("<!-- travaux: allow-file dangling-external-reference -->\n\n{PROTOCOL}"));
    let first = client.findings(&draft);
    assert_eq!(messages(&first), [""; 0]);
}
