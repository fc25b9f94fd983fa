//! The files of a project: the editor reads those that the command line reads, and both find the same in them.

use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::client::{Client, PATIENCE, uri_of};
use travaux_tests::test_folder::TestFolder;

const SETTINGS: &str = "[drafts]\ninclude = [\"/texts/*.md\"]\nexclude = [\"archive/\", \"*.fr.treaty\"]\n\n\
    [[instruments]]\nname = \"Budapest Convention\"\naliases = [\"اتفاقية بودابست\"]\nfile = \"budapest.md\"\n";
const BUDAPEST: &str = "Article 1\n\nParties [shall act.\n\nArticle 2\n\nText.\n";
const PROTOCOL: &str = "Article 1\n\nSee article 7 and article 3 of the Budapest Convention.\n\nArticle 2\n\nText.\n\n\
    Article 3\n\nText.\n\nArticle 4\n\nText.\n";
const ARABIC: &str =
    "المادة 1\n\nتطبق المادة 5 من اتفاقية بودابست.\n\nالمادة 2\n\nنص.\n\nالمادة 3\n\nنص.\n\nالمادة 4\n\nنص.\n";
const BROKEN: &str = "Article 1\n\nSee article 9.\n\n第二条\n\n案文。\n\nArticle 4\n\n[Text.\n";

/// A project with every kind of file that is read, and of those that look like it.
fn project() -> TestFolder {
    TestFolder::with(&[
        ("travaux.toml", SETTINGS),
        ("budapest.md", BUDAPEST),
        ("p.en.treaty", PROTOCOL),
        ("p.ar.treaty", ARABIC),
        ("p.fr.treaty", "Article 1\n\nVoir l’article 8.\n\nArticle 2\n\nTexte.\n\nArticle 3\n\nTexte.\n"),
        ("texts/minutes.md", BROKEN),
        ("texts/deep/minutes.md", BROKEN),
        ("deep/texts/minutes.md", BROKEN),
        ("notes.md", BROKEN),
        ("archive/old.treaty", BROKEN),
        (".gitignore", "/later/\n"),
        ("later/x.treaty", BROKEN),
        ("sub/travaux.toml", "[drafts]\nexclude = [\"*\"]\n[rules]\ndangling-reference = \"off\"\n"),
        ("sub/x.treaty.md", BROKEN),
        ("sub/y.treaty.txt", "No article.\n"),
    ])
}

fn client_in(test_folder: &TestFolder, folder: &str) -> Client {
    let mut client = Client::spawn();
    let folder = if folder == "." { test_folder.folder().to_owned() } else { test_folder.path(folder) };
    client.handshake(json!({"textDocument": {"diagnostic": {}}}), Some(&folder));
    client
}

/// What the command line finds in a folder: the draft, the place, the rule and the message of each.
fn told_by_lint(test_folder: &TestFolder, folder: &str) -> Vec<String> {
    let run = test_folder.run(&["lint", "--format", "json", folder]);
    assert!(run.status < 2, "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let told = findings.map(|it| {
        let (line, column) = (&it["start"]["line"], &it["start"]["column"]);
        format!(
            "{}:{line}:{column} {} {} {}",
            text(&it["path"]),
            text(&it["severity"]),
            text(&it["rule"]),
            text(&it["message"])
        )
    });
    sorted(told)
}

/// The answer to a client that knows some answers.
fn asked(client: &mut Client, known: &Value) -> Vec<Value> {
    let mut report = client.request("workspace/diagnostic", json!({"previousResultIds": known})).unwrap();
    match report["items"].take() {
        Value::Array(items) => items,
        other => panic!("{other}"),
    }
}

/// The same from the language server.
fn told_by_server(client: &mut Client, test_folder: &TestFolder) -> Vec<String> {
    let around = format!("{}/", uri_of(test_folder.folder()));
    let items = asked(client, &json!([]));
    let told = items.iter().flat_map(|item| {
        let path = text(&item["uri"]).strip_prefix(&around).expect("a file of the folder");
        item["items"].as_array().unwrap().iter().map(move |it| {
            let start = &it["range"]["start"];
            let (line, column) = (start["line"].as_u64().unwrap() + 1, start["character"].as_u64().unwrap() + 1);
            let severity = ["error", "warning", "info"][it["severity"].as_u64().unwrap() as usize - 1];
            format!("{path}:{line}:{column} {severity} {} {}", text(&it["code"]), text(&it["message"]))
        })
    });
    sorted(told)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn sorted(told: impl Iterator<Item = String>) -> Vec<String> {
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

/// Waits until the server tells what the command line tells, and gives that.
fn agreed(client: &mut Client, test_folder: &TestFolder, folder: &str) -> Vec<String> {
    let (expected, end) = (told_by_lint(test_folder, folder), Instant::now() + PATIENCE);
    loop {
        let told = told_by_server(client, test_folder);
        if told == expected {
            return told;
        }
        assert!(Instant::now() < end, "the server tells {told:#?}, the command line {expected:#?}");
    }
}

fn changed(client: &mut Client, test_folder: &TestFolder, name: &str, kind: u32) {
    let change = json!({"uri": uri_of(&test_folder.path(name)), "type": kind});
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
}

#[test]
fn the_server_finds_in_a_folder_what_the_command_line_finds() {
    let test_folder = project();
    let told = agreed(&mut client_in(&test_folder, "."), &test_folder, ".");
    let in_file = |name: &str| told.iter().filter(|it| it.starts_with(name)).count();
    for judged in ["p.en.treaty", "p.ar.treaty", "texts/minutes.md", "sub/x.treaty.md"] {
        assert!(in_file(judged) > 0, "{judged}: {told:#?}");
    }
    for other in ["budapest.md", "p.fr.treaty", "notes.md", "archive/", "later/", "texts/deep", "deep/"] {
        assert_eq!(in_file(other), 0, "{other}: {told:#?}");
    }
    let external = told.iter().filter(|it| it.contains("dangling-external-reference budapest.md has no article"));
    assert_eq!(external.count(), 3, "{told:#?}");
    let uneven = told.iter().filter(|it| it.ends_with("uneven-counterpart p.fr.treaty has no article 4"));
    assert_eq!(uneven.count(), 2, "{told:#?}");
}

#[test]
fn a_folder_in_a_project_is_read_as_the_command_line_reads_it() {
    let test_folder = project();
    for folder in ["texts", "sub", "archive"] {
        agreed(&mut client_in(&test_folder, folder), &test_folder, folder);
    }
}

#[test]
fn files_that_come_go_and_change_are_followed() {
    let test_folder = project();
    let mut client = client_in(&test_folder, ".");
    agreed(&mut client, &test_folder, ".");
    test_folder.write("texts/more.md", BROKEN.as_bytes());
    changed(&mut client, &test_folder, "texts/more.md", 1);
    agreed(&mut client, &test_folder, ".");
    test_folder.write("budapest.md", format!("{BUDAPEST}\nArticle 3\n\nText.\n").as_bytes());
    changed(&mut client, &test_folder, "budapest.md", 2);
    agreed(&mut client, &test_folder, ".");
    test_folder.write("travaux.toml", SETTINGS.replace("/texts/*.md", "*.md").replace("archive/", "deep").as_bytes());
    changed(&mut client, &test_folder, "travaux.toml", 2);
    let told = agreed(&mut client, &test_folder, ".");
    assert!(told.iter().any(|it| it.starts_with("budapest.md")), "{told:#?}");

    // Of what the client knows it is told that it is no more.
    let known = asked(&mut client, &json!([])).into_iter().map(|it| json!({"uri": it["uri"], "value": it["resultId"]}));
    let known = Value::Array(known.collect());
    assert!(asked(&mut client, &known).iter().all(|it| it["kind"] == "unchanged"));
    std::fs::remove_file(test_folder.path("texts/more.md")).unwrap();
    changed(&mut client, &test_folder, "texts/more.md", 3);
    agreed(&mut client, &test_folder, ".");
    let more = uri_of(&test_folder.path("texts/more.md"));
    let news: Vec<Value> = asked(&mut client, &known).into_iter().filter(|it| it["kind"] == "full").collect();
    assert_eq!((news.len(), &news[0]["uri"], &news[0]["items"]), (1, &json!(more), &json!([])));
}

#[test]
fn a_travaux_toml_counts_as_it_is_typed() {
    let test_folder = project();
    let mut client = client_in(&test_folder, ".");
    let before = agreed(&mut client, &test_folder, ".");
    let settings = uri_of(&test_folder.path("travaux.toml"));
    client.open(&settings, SETTINGS);
    client.replace(&settings, (1, 12), (1, 12), "/notes.md\", \"");
    let end = Instant::now() + PATIENCE;
    while !told_by_server(&mut client, &test_folder).iter().any(|it| it.starts_with("notes.md")) {
        assert!(Instant::now() < end, "notes.md is no draft");
    }
    client.close(&settings);
    assert_eq!(agreed(&mut client, &test_folder, "."), before);
}

#[test]
fn the_client_watches_what_the_settings_name() {
    let test_folder = project();
    let mut client = Client::spawn();
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    client.handshake(watches, Some(test_folder.folder()));
    let registered = |client: &mut Client, expected: &[&str]| {
        let is_it = |it: &Value| it["params"]["registrations"][0]["id"] == "travaux-project-files";
        let wish = client.take("files to watch", |it| it["method"] == "client/registerCapability" && is_it(it));
        client.reply(&wish, Value::Null);
        let watchers = wish["params"]["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap().clone();
        let patterns: Vec<&str> = watchers.iter().map(|it| text(&it["globPattern"])).collect();
        assert_eq!(patterns, expected);
    };
    registered(&mut client, &["**/budapest.md", "**/texts/*.md", "**/texts/*.md/**"]);
    test_folder.write("travaux.toml", b"[drafts]\ninclude = [\"minutes/\"]\n");
    changed(&mut client, &test_folder, "travaux.toml", 2);
    let before = client.take("files not to watch", |it| it["method"] == "client/unregisterCapability");
    client.reply(&before, Value::Null);
    registered(&mut client, &["**/minutes/**"]);
}

#[test]
fn definitions_and_symbols_lead_to_files_that_nobody_opened_and_findings_do_not() {
    let test_folder = project();
    let mut client = Client::in_folder(test_folder.folder());
    let draft = uri_of(&test_folder.path("p.en.treaty"));
    client.open(&draft, &PROTOCOL.replace("article 3 of", "article 2 of"));
    let end = Instant::now() + PATIENCE;
    let found = loop {
        let found = client.ask_at("textDocument/definition", &draft, (2, 24)).unwrap();
        if found[0]["range"]["start"]["line"] == 4 {
            break found;
        }
        assert!(Instant::now() < end, "{found}");
    };
    assert_eq!(found[0]["uri"], uri_of(&test_folder.path("budapest.md")));
    let wanted = ["budapest.md", "texts/minutes.md", "p.fr.treaty"].map(|it| uri_of(&test_folder.path(it)));
    let places = loop {
        let symbols = client.request("workspace/symbol", json!({"query": "article 1"})).unwrap();
        let places = symbols.as_array().unwrap().iter().map(|it| text(&it["location"]["uri"]).to_owned());
        let places: Vec<String> = places.collect();
        if wanted.iter().all(|it| places.contains(it)) {
            break places;
        }
        assert!(Instant::now() < end, "{places:?}");
    };
    assert!(!places.contains(&uri_of(&test_folder.path("notes.md"))), "{places:?}");
    // Whatever is opened is a draft, and findings in it come when it is.
    let budapest = uri_of(&test_folder.path("budapest.md"));
    client.open(&budapest, BUDAPEST);
    let first = client.findings(&budapest);
    assert_eq!(first["diagnostics"][0]["code"], "unclosed-bracket");
}

#[test]
fn what_the_settings_name_does_not_wait_for_all_drafts_of_a_folder() {
    let test_folder = project();
    let long: String = (1..2_000).map(|it| format!("Article {it}\n\nSee article 9 and [article] {it}.\n\n")).collect();
    test_folder.write("long/0.treaty", long.as_bytes());
    for copy in 1..25 {
        std::fs::hard_link(test_folder.path("long/0.treaty"), test_folder.path(&format!("long/{copy}.treaty")))
            .unwrap();
    }
    let mut client = Client::spawn();
    let told_of_readings = json!({"workspace": {"codeLens": {"refreshSupport": true}}});
    client.handshake(told_of_readings, Some(test_folder.folder()));
    let draft = uri_of(&test_folder.path("p.en.treaty"));
    client.open(&draft, PROTOCOL);
    let is_told = |it: &Value| {
        let found = it["params"]["diagnostics"].as_array();
        found.is_some_and(|found| found.iter().any(|it| it["code"] == "dangling-external-reference"))
    };
    let has_read = |it: &Value| it["method"] == "workspace/codeLens/refresh";
    let first = client.take("findings or the end of a reading", |it| is_told(it) || has_read(it));
    assert!(is_told(&first), "{first}");
}
