//! The files of a project: the language server reads the same files as the command line, and both report the same
//! findings.

use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::client::{Client, PATIENCE, uri_of};
use travaux_tests::test_folder::TestFolder;

const SETTINGS: &str = "[drafts]\ninclude = [\"/texts/*.md\"]\nexclude = [\"archive/\", \"*.fr.treaty\"]\n\n\
    [[instruments]]\nname = \"Budapest Convention\"\naliases = [\"اتفاقية بودابست\"]\nfile = \"budapest.md\"\n\n\
    [[overrides]]\npaths = [\"texts/\"]\nprofile = \"final\"\n[overrides.rules]\nskipped-number = \"off\"\n";
const BUDAPEST: &str = "Article 1\n\nParties [shall act.\n\nArticle 2\n\nText.\n";
const PROTOCOL: &str = "Article 1\n\nSee article 7 and article 3 of the Budapest Convention.\n\nArticle 2\n\nText.\n\n\
    Article 3\n\nText.\n\nArticle 4\n\nText.\n";
const ARABIC: &str =
    "المادة 1\n\nتطبق المادة 5 من اتفاقية بودابست.\n\nالمادة 2\n\nنص.\n\nالمادة 3\n\nنص.\n\nالمادة 4\n\nنص.\n";
const BROKEN: &str = "Article 1\n\nSee article 9.\n\n第二条\n\n案文。\n\nArticle 4\n\n[Text.\n";

/// The settings of a folder in the project, to which those of the project do not apply.
const NESTED_SETTINGS: &str = "profile = \"final\"\n[drafts]\ninclude = [\"minutes.md\"]\nexclude = [\"skipped.*\"]\n\
    encoding = \"windows-1251\"\n\n[[overrides]]\npaths = [\"russian/\"]\nlanguage = \"ru\"\n";

/// Creates a project with every kind of file that is read, and with files that look similar but are not read.
fn project() -> TestFolder {
    let test_folder = TestFolder::with(&[
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
        ("sub/x.treaty.md", BROKEN),
        ("sub/y.treaty.txt", "No article.\n"),
        ("old/travaux.toml", NESTED_SETTINGS),
        ("old/minutes.md", BROKEN),
        ("old/z.treaty", BROKEN),
        ("old/skipped.treaty", BROKEN),
    ]);
    test_folder.write("old/russian/r.treaty", &in_windows_1251("Статья 1\n\nСм. статью 9.\n\nСтатья 3\n\n[Текст.\n"));
    test_folder
}

/// Encodes a text of ASCII and Russian letters without `ё`.
fn in_windows_1251(text: &str) -> Vec<u8> {
    let byte = |it: char| if it.is_ascii() { it as u32 } else { it as u32 - 'А' as u32 + 0xC0 };
    text.chars().map(|it| u8::try_from(byte(it)).expect("a letter of the alphabet")).collect()
}

fn client_in(test_folder: &TestFolder, folder: &str) -> Client {
    let mut client = Client::spawn();
    let folder = if folder == "." { test_folder.folder().to_owned() } else { test_folder.path(folder) };
    client.handshake(json!({"textDocument": {"diagnostic": {}}}), Some(&folder));
    client
}

/// Returns the findings of the command line in a folder: draft, position, severity, rule and message.
fn cli_findings(test_folder: &TestFolder, folder: &str) -> Vec<String> {
    let run = test_folder.run(&["lint", "--format", "json", folder]);
    assert!(run.status < 2, "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let found = findings.map(|it| {
        let (line, column) = (&it["start"]["line"], &it["start"]["column"]);
        format!(
            "{}:{line}:{column} {} {} {}",
            text(&it["path"]),
            text(&it["severity"]),
            text(&it["rule"]),
            text(&it["message"])
        )
    });
    sorted(found)
}

/// Requests the workspace diagnostics of a client that knows some result ids.
fn workspace_diagnostics(client: &mut Client, known: &Value) -> Vec<Value> {
    let mut report = client.request("workspace/diagnostic", json!({"previousResultIds": known})).unwrap();
    match report["items"].take() {
        Value::Array(items) => items,
        other => panic!("{other}"),
    }
}

/// Returns the findings of the language server, in the same form.
fn server_findings(client: &mut Client, test_folder: &TestFolder) -> Vec<String> {
    let folder = format!("{}/", uri_of(test_folder.folder()));
    let items = workspace_diagnostics(client, &json!([]));
    let found = items.iter().flat_map(|item| {
        let path = text(&item["uri"]).strip_prefix(&folder).expect("a file of the folder");
        item["items"].as_array().unwrap().iter().map(move |it| {
            let start = &it["range"]["start"];
            let (line, column) = (start["line"].as_u64().unwrap() + 1, start["character"].as_u64().unwrap() + 1);
            let severity = ["error", "warning", "info"][it["severity"].as_u64().unwrap() as usize - 1];
            format!("{path}:{line}:{column} {severity} {} {}", text(&it["code"]), text(&it["message"]))
        })
    });
    sorted(found)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn sorted(found: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = found.collect();
    found.sort();
    found
}

/// Waits until the server reports the same findings as the command line, and returns them.
fn assert_same_findings(client: &mut Client, test_folder: &TestFolder, folder: &str) -> Vec<String> {
    let (expected, end) = (cli_findings(test_folder, folder), Instant::now() + PATIENCE);
    loop {
        let found = server_findings(client, test_folder);
        if found == expected {
            return found;
        }
        assert!(Instant::now() < end, "the server reports {found:#?}, the command line {expected:#?}");
    }
}

fn notify_changed(client: &mut Client, test_folder: &TestFolder, name: &str, kind: u32) {
    let change = json!({"uri": uri_of(&test_folder.path(name)), "type": kind});
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
}

#[test]
fn the_server_and_the_command_line_report_the_same_in_a_folder() {
    let test_folder = project();
    let found = assert_same_findings(&mut client_in(&test_folder, "."), &test_folder, ".");
    let in_file = |name: &str| found.iter().filter(|it| it.starts_with(name)).count();
    for linted in
        ["p.en.treaty", "p.ar.treaty", "texts/minutes.md", "sub/x.treaty.md", "old/minutes.md", "old/z.treaty"]
    {
        assert!(in_file(linted) > 0, "{linted}: {found:#?}");
    }
    let gap = |it: &&String| it.starts_with("old/russian/r.treaty") && it.contains("skipped-number");
    assert_eq!(found.iter().filter(gap).count(), 1, "{found:#?}");
    for other in
        ["budapest.md", "old/skipped.treaty", "p.fr.treaty", "notes.md", "archive/", "later/", "texts/deep", "deep/"]
    {
        assert_eq!(in_file(other), 0, "{other}: {found:#?}");
    }
    let external = found.iter().filter(|it| it.contains("dangling-external-reference budapest.md has no article"));
    assert_eq!(external.count(), 3, "{found:#?}");
    let uneven = found.iter().filter(|it| it.ends_with("uneven-counterpart p.fr.treaty has no article 4"));
    assert_eq!(uneven.count(), 2, "{found:#?}");
}

#[test]
fn the_server_and_the_command_line_read_the_same_files_of_a_subfolder() {
    let test_folder = project();
    for folder in ["texts", "sub", "archive", "old", "old/russian"] {
        assert_same_findings(&mut client_in(&test_folder, folder), &test_folder, folder);
    }
}

#[test]
fn created_deleted_and_changed_files_are_read_again() {
    let test_folder = project();
    let mut client = client_in(&test_folder, ".");
    assert_same_findings(&mut client, &test_folder, ".");
    test_folder.write("texts/more.md", BROKEN.as_bytes());
    notify_changed(&mut client, &test_folder, "texts/more.md", 1);
    assert_same_findings(&mut client, &test_folder, ".");
    test_folder.write("budapest.md", format!("{BUDAPEST}\nArticle 3\n\nText.\n").as_bytes());
    notify_changed(&mut client, &test_folder, "budapest.md", 2);
    assert_same_findings(&mut client, &test_folder, ".");
    test_folder.write("travaux.toml", SETTINGS.replace("/texts/*.md", "*.md").replace("archive/", "deep").as_bytes());
    notify_changed(&mut client, &test_folder, "travaux.toml", 2);
    let found = assert_same_findings(&mut client, &test_folder, ".");
    assert!(found.iter().any(|it| it.starts_with("budapest.md")), "{found:#?}");

    // The client is informed that a draft which it knows no longer exists.
    let known = workspace_diagnostics(&mut client, &json!([]))
        .into_iter()
        .map(|it| json!({"uri": it["uri"], "value": it["resultId"]}));
    let known = Value::Array(known.collect());
    assert!(workspace_diagnostics(&mut client, &known).iter().all(|it| it["kind"] == "unchanged"));
    std::fs::remove_file(test_folder.path("texts/more.md")).unwrap();
    notify_changed(&mut client, &test_folder, "texts/more.md", 3);
    assert_same_findings(&mut client, &test_folder, ".");
    let more = uri_of(&test_folder.path("texts/more.md"));
    let changed: Vec<Value> =
        workspace_diagnostics(&mut client, &known).into_iter().filter(|it| it["kind"] == "full").collect();
    assert_eq!((changed.len(), &changed[0]["uri"], &changed[0]["items"]), (1, &json!(more), &json!([])));
}

#[test]
fn an_unsaved_travaux_toml_is_applied() {
    let test_folder = project();
    let mut client = client_in(&test_folder, ".");
    let before = assert_same_findings(&mut client, &test_folder, ".");
    let settings = uri_of(&test_folder.path("travaux.toml"));
    client.open(&settings, SETTINGS);
    client.replace(&settings, (1, 12), (1, 12), "/notes.md\", \"");
    let end = Instant::now() + PATIENCE;
    while !server_findings(&mut client, &test_folder).iter().any(|it| it.starts_with("notes.md")) {
        assert!(Instant::now() < end, "notes.md is no draft");
    }
    client.close(&settings);
    assert_eq!(assert_same_findings(&mut client, &test_folder, "."), before);
}

#[test]
fn the_client_watches_the_files_that_the_settings_name() {
    let test_folder = project();
    std::fs::remove_file(test_folder.path("old/travaux.toml")).unwrap();
    let mut client = Client::spawn();
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    client.handshake(watches, Some(test_folder.folder()));
    let registered = |client: &mut Client, expected: &[&str]| {
        let is_it = |it: &Value| it["params"]["registrations"][0]["id"] == "travaux-project-files";
        let request = client.take("files to watch", |it| it["method"] == "client/registerCapability" && is_it(it));
        client.reply(&request, Value::Null);
        let watchers = request["params"]["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap().clone();
        let patterns: Vec<&str> = watchers.iter().map(|it| text(&it["globPattern"])).collect();
        assert_eq!(patterns, expected);
    };
    registered(&mut client, &["**/budapest.md", "**/texts/*.md", "**/texts/*.md/**"]);
    test_folder.write("travaux.toml", b"[drafts]\ninclude = [\"minutes/\"]\n");
    notify_changed(&mut client, &test_folder, "travaux.toml", 2);
    let before = client.take("files not to watch", |it| it["method"] == "client/unregisterCapability");
    client.reply(&before, Value::Null);
    registered(&mut client, &["**/minutes/**"]);
}

#[test]
fn definitions_and_symbols_include_files_that_are_not_open_and_findings_do_not() {
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
    // Any opened file is a draft, and its findings are published then.
    let budapest = uri_of(&test_folder.path("budapest.md"));
    client.open(&budapest, BUDAPEST);
    let first = client.findings(&budapest);
    assert_eq!(first["diagnostics"][0]["code"], "unclosed-bracket");
}

#[test]
fn findings_about_an_instrument_do_not_wait_for_all_drafts_of_a_folder() {
    let test_folder = project();
    let long: String = (1..2_000).map(|it| format!("Article {it}\n\nSee article 9 and [article] {it}.\n\n")).collect();
    test_folder.write("long/0.treaty", long.as_bytes());
    for copy in 1..25 {
        std::fs::hard_link(test_folder.path("long/0.treaty"), test_folder.path(&format!("long/{copy}.treaty")))
            .unwrap();
    }
    let mut client = Client::spawn();
    let refresh_support = json!({"workspace": {"codeLens": {"refreshSupport": true}}});
    client.handshake(refresh_support, Some(test_folder.folder()));
    let draft = uri_of(&test_folder.path("p.en.treaty"));
    client.open(&draft, PROTOCOL);
    let has_finding = |it: &Value| {
        let found = it["params"]["diagnostics"].as_array();
        found.is_some_and(|found| found.iter().any(|it| it["code"] == "dangling-external-reference"))
    };
    let has_finished_reading = |it: &Value| it["method"] == "workspace/codeLens/refresh";
    let first =
        client.take("findings or the end of reading the folder", |it| has_finding(it) || has_finished_reading(it));
    assert!(has_finding(&first), "{first}");
}

#[test]
fn a_positions_file_without_a_draft_is_told_until_a_draft_has_its_name() {
    let rows = "delegations,stance,target\nRU,supports,article 1\n";
    let draft = "Article 1\n\nText.\n";
    let test_folder = TestFolder::with(&[("lakes.treaty.md", draft), ("lake.positions.csv", rows)]);
    let sheet = uri_of(&test_folder.path("lake.positions.csv"));
    let mut client = Client::in_folder(test_folder.folder());
    let told = |client: &mut Client| {
        let found = client.findings(&sheet);
        let found = found["diagnostics"].as_array().unwrap().iter();
        found.map(|it| format!("{} {} {}", it["severity"], text(&it["code"]), text(&it["message"]))).collect::<Vec<_>>()
    };
    let expected = cli_findings(&test_folder, ".");
    let message = expected[0].strip_prefix("lake.positions.csv:1:1 warning ").unwrap();
    let expected = [format!("2 {message}")];
    assert_eq!(told(&mut client), expected);
    client.open(&sheet, rows);
    assert_eq!(told(&mut client), expected);
    // What is open is gone, what is on disk is not.
    client.close(&sheet);
    assert_eq!((told(&mut client), told(&mut client)), (vec![], expected.to_vec()));
    // A draft that is not saved yet.
    let unsaved = uri_of(&test_folder.path("lake.fr.treaty"));
    client.open(&unsaved, draft);
    assert!(told(&mut client).is_empty());
    client.close(&unsaved);
    assert_eq!(told(&mut client), expected);
    client.open(&sheet, rows);
    assert_eq!(told(&mut client), expected);
    test_folder.write("lake.treaty", draft.as_bytes());
    notify_changed(&mut client, &test_folder, "lake.treaty", 1);
    assert!(told(&mut client).is_empty());
}
