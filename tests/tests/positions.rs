//! The positions of delegations in the real binary: what `travaux positions` selects and prints, and the requests of an
//! editor about them.

use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::client::{Client, uri_of};
use travaux_tests::test_folder::TestFolder;

const DRAFT: &str = "Article 1\n\nText.\n\nArticle 2\n\n1. Parties [NZ propose: shall] [may] act.\n";
const ARABIC: &str = "المادة 1. النطاق\n\nنص.\n\nالمادة 2\n\n1 - [النرويج: تتعاون] الدول.\n";
const SHEET: &str = "delegations,stance,target,date,forum\nEU,opposes,article 1,2019-12,sixth session\n\
    PL,supports,article 1,2021,first session\nRU,proposes,\"article 2, paragraph 1\",2022,first session\n";

fn folder() -> TestFolder {
    TestFolder::with(&[("x.en.treaty", DRAFT), ("x.ar.treaty", ARABIC), ("x.positions.csv", SHEET)])
}

/// Asserts the lines of the text format for some arguments, without the name of the draft.
fn check(arguments: &[&str], expected: &[&str]) {
    let run = folder().run(&[&["positions", "x.en.treaty"], arguments].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().skip(1).map(str::trim).collect();
    assert_eq!(lines, expected, "{arguments:?}");
}

#[test]
fn positions_are_selected_by_place_party_date_and_forum() {
    let (poland, union) = ("supports (1): Poland (unlike European Union)", "opposes (1): European Union");
    let second = ["article 2, paragraph 1", "proposes \"shall\" (1): New Zealand", "proposes (1): Russian Federation"];
    // Whoever is selected, those who are not have spoken too.
    let counted = "Member States: 1 for, 27 against, 0 reserved, 165 silent; Votes short of a majority: 27; \
        Votes short of two thirds: 53";
    let before = "Member States: 0 for, 27 against, 0 reserved, 166 silent; Votes short of a majority: 28; \
        Votes short of two thirds: 54";
    check(&["--target", "Article 1"], &["article 1", poland, union, counted]);
    check(&["--target", "article 2"], &second);
    check(&["--delegation", "بولندا"], &["article 1", poland, union, counted]);
    check(&["--delegation", "FR"], &["article 1", union, counted]);
    check(&["--group", "EU"], &["article 1", poland, union, counted]);
    check(&["--at", "2020"], &["article 1", union, before, "article 2, paragraph 1", second[1]]);
    check(&["--forum", "SIXTH"], &["article 1", union]);
}

#[test]
fn what_is_no_delegation_group_topic_or_date_is_refused() {
    for (arguments, error) in [
        (["--delegation", "Polnd"], "travaux: \"Polnd\" is no delegation"),
        (["--group", "Poland"], "travaux: \"Poland\" is no group"),
        (["--topic", "venue"], "travaux: no topics file has the topic \"venue\""),
    ] {
        let run = folder().run(&[&["positions", "x.en.treaty"][..], &arguments].concat());
        assert!(run.status == 2 && run.err.starts_with(error), "{}", run.err);
    }
    assert_eq!(folder().run(&["positions", "--at", "soon"]).status, 2);
}

#[test]
fn the_text_of_a_draft_states_positions_without_a_sheet() {
    let test_folder = TestFolder::with(&[("x.2023-09-01.treaty", ARABIC)]);
    let run = test_folder.run(&["positions", "--language", "ar"]);
    assert_eq!(run.out, "x.2023-09-01.treaty\n  article 2, paragraph 1\n    proposes \"تتعاون\" (1): النرويج\n");
    let run = test_folder.run(&["positions", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["drafts"][0]["targets"][0]["standings"][0]["date"], "2023-09-01");
}

#[test]
fn json_has_the_arithmetic_and_the_lists_behind_it() {
    let run = folder().run(&["positions", "x.en.treaty", "--format", "json", "--target", "article 1"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let counted = &report["drafts"][0]["targets"][0]["arithmetic"][0];
    assert_eq!((&counted["alternative"], &counted["for"]), (&Value::Null, &json!(["PL"])));
    let count = |side: &str| counted[side].as_array().unwrap().len();
    // The United Kingdom was a member in 2019.
    assert_eq!((count("against"), count("reserved"), count("silent")), (27, 0, 165));
    let expected = json!({"objections": 27, "reservations": 0, "to_simple_majority": 27, "to_two_thirds": 53});
    assert_eq!(counted["distance"], expected);
}

#[test]
fn csv_has_a_row_for_each_position_and_html_is_one_page() {
    let csv = folder().run(&["positions", "x.en.treaty", "--format", "csv", "--delegation", "RU"]).out;
    let row = "x.en.treaty,\"article 2, paragraph 1\",,,RU,Russian Federation,proposes,for,yes,2022,first session";
    let row = format!("{row}{}", ",".repeat(17));
    assert_eq!(csv.lines().nth(1), Some(row.as_str()));
    let html = folder().run(&["positions", "x.ar.treaty", "--format", "html", "--language", "ar"]).out;
    // Without a language, the page is in that of the draft.
    assert_eq!(folder().run(&["positions", "x.ar.treaty", "--format", "html"]).out, html);
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("dir=\"rtl\""));
    assert!(html.contains("<bdi>المادة 1</bdi></b> <bdi class=\"title\">النطاق</bdi>"), "{html}");
}

#[test]
fn the_list_names_who_reports_and_for_whom() {
    let sheet = r#"{"positions": [
        {"delegations": ["HT"], "on_behalf_of": ["CARICOM"], "stance": "amends", "target": "article 1"},
        {"delegations": ["CN"], "reported_by": "RU", "stance": "supports", "target": "article 1"},
        {"delegations": ["LMDC"], "stance": "opposes", "target": "article 1"}]}"#;
    let folder = TestFolder::with(&[("x.treaty", DRAFT), ("x.positions.json", sheet)]);
    let run = |language| folder.run(&["positions", "--target", "article 1", "--language", language]).out;
    let english = "x.treaty\n  article 1\n    supports (1): China (reported by Russian Federation)\n    \
        amends (2): Caribbean Community; Haiti (on behalf of Caribbean Community)\n    \
        opposes (1): Like-Minded Developing Countries (members not known and not counted)\n";
    assert_eq!(run("en"), english);
    let arabic = run("ar");
    for words in ["الصين (نقلاً عن الاتحاد الروسي)", "هايتي (باسم الجماعة الكاريبية)", "(أعضاؤها غير معروفين ولا يُحسبون)"]
    {
        assert!(arabic.contains(words), "{arabic}");
    }
}

#[test]
fn a_sheet_of_errors_does_not_bury_the_positions() {
    let sheet = format!("delegations,stance,target\n{}مصر,supports,article 1\n", "XX,foo,article 9\n".repeat(1000));
    let folder = TestFolder::with(&[("x.treaty", DRAFT), ("x.positions.csv", &sheet)]);
    let run = folder.run(&["positions", "--target", "article 1"]);
    assert_eq!((run.status, run.out.as_str()), (0, "x.treaty\n  article 1\n    supports (1): Egypt\n"));
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines[0], "warning: x.positions.csv:2:1: \"XX\" is no delegation");
    assert_eq!(lines[20..], ["warning: x.positions.csv: 1980 more; `travaux lint` lists all of them"]);
    assert_eq!(folder.run(&["positions", "-q", "--target", "article 1"]).err, "");
    assert_eq!(folder.run(&["lint", "--format", "concise"]).out.lines().count(), 2000);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_in_the_place_of_a_sheet_is_reported() {
    let folder = folder();
    let status = std::process::Command::new("mkfifo").arg(folder.path("y.positions.json")).status().unwrap();
    assert!(status.success());
    std::os::unix::fs::symlink("/dev/zero", folder.path("z.positions.csv")).unwrap();
    std::os::unix::fs::symlink(folder.path("x.positions.csv"), folder.path("linked.positions.csv")).unwrap();
    let run = folder.run(&["positions", "--target", "article 1", "x.en.treaty"]);
    assert!(run.status == 0 && run.out.contains("opposes (1): European Union"), "{}", run.out);
    let warnings = "warning: y.positions.json: this is a pipe, not a file\n\
        warning: z.positions.csv: this is a device, not a file\n";
    assert_eq!(run.err, warnings);
    let run = folder.run(&["lint", "--format", "concise"]);
    assert!(
        run.status == 2 && run.out.contains("y.positions.json:1:1: error[positions-file] this is a pipe"),
        "{}",
        run.out
    );
}

#[test]
fn every_format_has_the_vote_and_the_kind_of_a_statement() {
    let sheet = r#"{"positions": [{"delegations": ["NO"], "stance": "votes-against", "target": "article 1",
        "kind": ["oral", "joint"], "vote": {"question": {"en": "Shall it stand?", "ar": "هل يبقى؟"}, "for": 79, "against": 60,
        "recorded": true}}]}"#;
    let folder = TestFolder::with(&[("x.treaty", DRAFT), ("x.positions.json", sheet)]);
    let run =
        |format: &str| folder.run(&["positions", "--target", "article 1", "--language", "ar", "--format", format]).out;
    let text = run("text");
    assert!(text.ends_with("(1): النرويج (شفوياً، بيان مشترك)\n      تصويت: هل يبقى؟، 79-60، مسجَّل\n"), "{text}");
    let csv = run("csv");
    assert!(csv.ends_with(",oral;joint\",هل يبقى؟,79,60,,true,,,,,\n".replace(",oral", ",\"oral").as_str()), "{csv}");
    let html = run("html");
    assert!(html.contains(r#""vote":["هل يبقى؟","79-60","مسجَّل"]"#), "{html}");
}

fn client() -> (Client, String, TestFolder) {
    let test_folder = folder();
    let uri = uri_of(&test_folder.path("x.en.treaty"));
    let mut client = Client::in_folder(test_folder.folder());
    client.open(&uri, DRAFT);
    (client, uri, test_folder)
}

#[test]
fn an_editor_gets_the_places_with_their_alternatives_and_counts() {
    let (mut client, uri, _folder) = client();
    // A hover waits until the positions have been read.
    client.ask_at("textDocument/hover", &uri, (0, 2)).unwrap();
    let mut request = |params: Value| client.unchecked_request("travaux/positions", params).unwrap();
    let all = request(json!({"textDocument": {"uri": uri}}));
    let places: Vec<&Value> = all["places"].as_array().unwrap().iter().map(|it| &it["address"]).collect();
    assert_eq!(places, ["article 1", "article 2, paragraph 1"]);
    let first = &all["places"][0]["alternatives"][0];
    assert_eq!((&first["text"], &first["arithmetic"]["toTwoThirds"]), (&Value::Null, &json!(53)));
    assert_eq!(first["positions"][0]["departsFrom"], json!(["EU"]));
    assert_eq!(first["positions"][0]["record"]["line"], 2);
    let around = request(json!({"textDocument": {"uri": uri}, "position": {"line": 6, "character": 20}}));
    assert_eq!(around["places"].as_array().unwrap().len(), 1);
    assert_eq!(around["places"][0]["alternatives"][1]["text"], "shall");
    assert_eq!(request(json!({"textDocument": {"uri": "file:///none.treaty"}})), Value::Null);
}

#[test]
fn a_hover_in_the_first_moment_has_the_positions() {
    let (mut client, uri, _folder) = client();
    let hover = client.ask_at("textDocument/hover", &uri, (0, 2)).unwrap();
    let content = hover["contents"]["value"].as_str().unwrap();
    assert!(content.contains("Poland (unlike European Union)"), "{content}");
}

#[test]
fn a_delegations_name_leads_to_its_records_and_positions() {
    let (mut client, uri, _folder) = client();
    client.ask_at("textDocument/hover", &uri, (0, 2)).unwrap();
    let position = json!({"line": 6, "character": 13});
    let params = json!({"textDocument": {"uri": uri}, "position": position, "context": {"includeDeclaration": true}});
    let found = client.request("textDocument/references", params).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn a_target_of_a_sheet_leads_to_its_provision_and_shows_its_text() {
    let json = "{\"draft\": \"x.ar.treaty\", \"positions\": [\n{\"delegations\": [\"مصر\", \"No\"], \"stance\": \"op\",\n\
        \"target\": \"article 2, paragraph 1\"}]}";
    let (mut client, _, test_folder) = client();
    let csv = uri_of(&test_folder.path("x.positions.csv"));
    test_folder.write("y.positions.json", json.as_bytes());
    let json_uri = uri_of(&test_folder.path("y.positions.json"));
    client.open(&csv, SHEET);
    client.open(&json_uri, json);
    let target = client.ask_at("textDocument/definition", &csv, (3, 20)).unwrap();
    let places: Vec<(&str, &Value)> = target
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["uri"].as_str().unwrap(), &it["range"]["start"]["line"]))
        .collect();
    assert_eq!(places.len(), 2, "{target}");
    assert!(places[0].0.ends_with("x.ar.treaty") && places[1].0.ends_with("x.en.treaty"), "{places:?}");
    assert!(places.iter().all(|it| *it.1 == 6), "{places:?}");
    let target = client.ask_at("textDocument/definition", &json_uri, (2, 15)).unwrap();
    assert_eq!(target.as_array().unwrap().len(), 1, "{target}");
    let hover = client.ask_at("textDocument/hover", &json_uri, (2, 15)).unwrap();
    let content = hover["contents"]["value"].as_str().unwrap();
    assert!(content.contains("تتعاون") && content.contains("النرويج"), "{content}");
    assert_eq!(client.ask_at("textDocument/hover", &csv, (3, 1)), Ok(Value::Null));
    let mut labels = |uri: &str, at: (usize, usize)| -> Vec<String> {
        let items = client.ask_at("textDocument/completion", uri, at).unwrap();
        items.as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(&json_uri, (1, 44)), ["opposes"]);
    assert_eq!(labels(&csv, (2, 5)), ["supports"]);
    assert!(labels(&csv, (1, 2)).contains(&"EU".to_owned()));
}

#[test]
fn a_lens_runs_the_command_of_the_client_that_shows_references() {
    let mut client = Client::spawn();
    let options = json!({"travaux": {"showReferences": "editor.action.showReferences"}});
    let params = json!({"processId": null, "rootUri": null, "capabilities": {}, "initializationOptions": options});
    client.request("initialize", params).unwrap();
    client.notify("initialized", json!({}));
    let uri = "file:///a.treaty";
    client.open(uri, "Article 1\n\nUnder paragraph 1 of article 2.\n\nArticle 2\n\n1. Text.\n");
    let lenses = client.request("textDocument/codeLens", json!({"textDocument": {"uri": uri}})).unwrap();
    let command = client.request("codeLens/resolve", lenses[0].clone()).unwrap()["command"].clone();
    assert_eq!(
        (&command["title"], &command["command"]),
        (&json!("1 reference"), &options["travaux"]["showReferences"])
    );
    let arguments = &command["arguments"];
    assert_eq!(
        (&arguments[0], &arguments[1]["line"], &arguments[2][0]["range"]["start"]["line"]),
        (&json!(uri), &json!(4), &json!(2))
    );
}

/// Speed is measured in a release build only.
#[test]
fn fifty_thousand_positions_are_fast() {
    let articles = 5000;
    let draft: String =
        (1..=articles).map(|it| format!("Article {it}\n\n1. {}[one] [two].\n\n", "Text of it. ".repeat(14))).collect();
    let mut sheet = "delegations,stance,target,alternative,date\n".to_owned();
    for (row, code) in
        (0..50_000).zip(["RU", "CN", "EU", "US", "G77", "EG", "NO", "CH", "BR", "FR", "IN"].iter().cycle())
    {
        let stance = ["supports", "opposes", "amends"][row % 3];
        sheet.push_str(&format!(
            "{code},{stance},\"article {}, paragraph 1\",one,2023-0{}\n",
            row % articles + 1,
            row % 9 + 1
        ));
    }
    let test_folder = TestFolder::with(&[("x.treaty", &draft), ("x.positions.csv", &sheet)]);
    let uri = uri_of(&test_folder.path("x.treaty"));
    let start = Instant::now();
    let mut client = Client::in_folder(test_folder.folder());
    client.open(&uri, &draft);
    client.ask_at("textDocument/hover", &uri, (0, 2)).unwrap();
    let opened = start.elapsed();
    let start = Instant::now();
    let hovers: u32 = 20;
    for line in 0..hovers {
        client.ask_at("textDocument/hover", &uri, (4 * line as usize + 2, 180)).unwrap();
    }
    let hover = start.elapsed() / hovers;
    let start = Instant::now();
    let run = test_folder.run(&["positions", "x.treaty", "--format", "html"]);
    let html = start.elapsed();
    assert!(run.status == 0 && run.out.len() > 1 << 20);
    println!("opened in {opened:?}, a hover in {hover:?}, html in {html:?} ({} bytes)", run.out.len());
    if !cfg!(debug_assertions) {
        assert!(hover.as_millis() < 5 && html.as_secs() < 2 && opened.as_millis() < 500);
    }
}

#[test]
fn a_delegations_name_in_a_sheet_leads_to_all_its_positions() {
    let sheet = "delegations,stance,target\nNZ,opposes,article 1\nNO;新西兰,supports,article 1\n";
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT), ("x.positions.csv", sheet)]);
    let uri = uri_of(&test_folder.path("x.positions.csv"));
    let mut client = Client::in_folder(test_folder.folder());
    client.open(&uri, sheet);
    let params = json!({"textDocument": {"uri": uri}, "position": {"line": 2, "character": 4},
        "context": {"includeDeclaration": false}});
    let found = client.request("textDocument/references", params).unwrap();
    let place = |it: &Value| {
        let name = it["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (name, it["range"]["start"]["line"].as_u64().unwrap())
    };
    let found: Vec<_> = found.as_array().unwrap().iter().map(place).collect();
    let expected = [("x.positions.csv".to_owned(), 1), ("x.positions.csv".to_owned(), 2), ("x.treaty".to_owned(), 6)];
    assert_eq!(found, expected);
}
