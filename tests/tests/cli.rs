//! The command line of the real binary: exit status, accepted and refused files, and output. The findings of rules are
//! tested in `lint.rs`.

use std::io::Read;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use travaux_tests::test_folder::{Run, TestFolder};

const DRAFT: &str = "Article 1\n\nThe Parties shall cooperate.\n";

/// Checks that travaux reads a file without an error.
fn check_read(bytes: &[u8], arguments: &[&str]) -> Run {
    let test_folder = TestFolder::with(&[]);
    test_folder.write("x.treaty", bytes);
    let run = test_folder.run(&[&["lint", "x.treaty", "--fail-on", "never"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    run
}

/// Checks that a file is refused with a message, while a valid file beside it is linted.
fn check_refused(bytes: &[u8], arguments: &[&str], expected: &str) {
    let test_folder = TestFolder::with(&[("good.treaty", DRAFT)]);
    test_folder.write("x.treaty", bytes);
    let run = test_folder.run(&[&["lint", ".", "-q", "--format", "json"], arguments].concat());
    assert_eq!((run.status, run.err.as_str()), (2, expected));
    assert_eq!(paths(&run), ["good.treaty"]);
}

fn paths(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let drafts = report["drafts"].as_array().unwrap();
    drafts.iter().map(|it| it["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn odd_files_are_read() {
    check_read(b"", &[]);
    check_read(b"\xEF\xBB\xBF", &[]);
    check_read(b"\xFF\xFE", &[]);
    check_read(b"Article 1\r\n\r\nText.\r\n", &[]);
    check_read("Article 1\n\nText\u{2028}text\u{85}.\n".as_bytes(), &[]);
    check_read(b"\n\n\n", &[]);
    check_read(b"[[[]]]]]]", &[]);
}

#[test]
fn files_that_are_not_text_are_refused_and_the_others_are_linted() {
    check_refused(b"a\0b", &[], "x.treaty: not text: a NUL at byte 1; is it a draft?\n");
    let utf8 = "x.treaty: not UTF-8 at byte 3; name its encoding with --encoding\n";
    check_refused(b"abc\xC7\xE1", &[], utf8);
    check_refused(b"\xFF\xFEa", &[], "x.treaty: not UTF-16 at byte 2: it ends inside a letter\n");
}

#[test]
fn other_encodings_are_read() {
    let text: Vec<u8> = "\u{FEFF}المادة ١\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let run = check_read(&text, &["--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["drafts"][0]["language"], "ar");

    let run = check_read(b"\xC7\xE1\xE3\xC7\xCF\xC9 1\n", &["--encoding", "windows-1256", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["drafts"][0]["language"], "ar");
}

#[test]
fn an_unknown_encoding_is_a_usage_error() {
    let run = TestFolder::with(&[]).run(&["lint", "--encoding", "klingon"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no such encoding"), "{}", run.err);
}

#[test]
fn deep_brackets_and_long_lines_are_linted_in_reasonable_time() {
    let started = Instant::now();
    check_read("[".repeat(100_000).as_bytes(), &[]);
    check_read(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(), &[]);
    let megabytes = if cfg!(debug_assertions) { 5 } else { 50 };
    let words = "shall [should] cooperate ";
    check_read(words.repeat(megabytes * 1_000_000 / words.len()).as_bytes(), &["-q", "--format", "concise"]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn a_missing_path_is_reported_and_the_others_are_linted() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    let run = test_folder.run(&["lint", "none.treaty", "x.treaty", "-q", "--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (2, "none.treaty: no such file or folder\n"));
    assert_eq!(paths(&run), ["x.treaty"]);
}

#[test]
fn folders_are_walked_in_order_and_ignore_files_are_respected() {
    let test_folder = TestFolder::with(&[
        ("b.treaty.md", DRAFT),
        ("a/z.treaty.txt", DRAFT),
        ("a/b.treaty", DRAFT),
        ("notes.md", DRAFT),
        ("old/c.treaty", DRAFT),
        (".gitignore", "old/\n"),
    ]);
    assert_eq!(paths(&test_folder.run(&["lint", "--format", "json"])), ["a/b.treaty", "a/z.treaty.txt", "b.treaty.md"]);
    let named = test_folder.run(&["lint", "--format", "json", "notes.md", "old/c.treaty", "./notes.md"]);
    assert_eq!(paths(&named), ["notes.md", "old/c.treaty"]);
}

#[test]
fn the_configuration_includes_and_excludes_drafts() {
    let config = "[drafts]\ninclude = [\"/texts/*.md\"]\nexclude = [\"archive/\"]\n";
    let test_folder = TestFolder::with(&[
        ("travaux.toml", config),
        ("texts/a.md", DRAFT),
        ("texts/deep/b.md", DRAFT),
        ("archive/c.treaty", DRAFT),
    ]);
    assert_eq!(paths(&test_folder.run(&["lint", "--format", "json"])), ["texts/a.md"]);
    let in_subfolder = test_folder
        .command(&["lint", "--format", "json", "."])
        .current_dir(test_folder.path("texts"))
        .output()
        .unwrap();
    assert!(String::from_utf8(in_subfolder.stdout).unwrap().contains("\"a.md\""));
}

#[test]
fn invalid_configuration_is_an_error_with_its_place() {
    let test_folder =
        TestFolder::with(&[("x.treaty", DRAFT), ("travaux.toml", "bis = \"addition\"\n[drafts]\nexcldue = []\n")]);
    let run = test_folder.run(&["lint"]);
    let expected = "error[settings-file]: unknown key \"excldue\"; did you mean \"exclude\"?\n--> travaux.toml:3:1\n\n";
    assert_eq!((run.status, run.out.as_str()), (2, expected));
    let run = test_folder.run(&["lint", "-q", "--format", "json"]);
    let expected = "travaux.toml:3:1: unknown key \"excldue\"; did you mean \"exclude\"?\n";
    assert_eq!((run.status, run.err.as_str(), paths(&run)), (2, expected, Vec::new()));

    let run = test_folder.run(&["lint", "-q", "--format", "json", "--config", "none.toml"]);
    assert_eq!((run.status, run.err.as_str()), (2, "none.toml: no such file or folder\n"));
}

#[test]
fn unknown_rules_and_flags_are_usage_errors() {
    for arguments in [
        &["lint", "--select", "no-such-rule"][..],
        &["lint", "--colour"],
        &["lint", "--show-fixes"],
        &["lint", "--show-fixes", "--diff"],
        &["lint", "--unsafe-fixes"],
        &["lint", "--fix", "--diff"],
        &["explain", "no-such-rule"],
    ] {
        let run = TestFolder::with(&[]).run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
    }
}

#[test]
fn a_broken_positions_file_is_an_error_finding() {
    let positions = "{\"draft\": \"x.treaty\",\n \"positions\": [{\"delegations\": [\"RU\"],\n  \"stance\": \"suports\", \"target\": \"article 1\"}]}";
    let test_folder = TestFolder::with(&[
        ("x.treaty", DRAFT),
        ("x.positions.json", positions),
        ("y.positions.json", "{\"draft\": \"none.treaty\"}"),
        ("z.positions.json", "{"),
    ]);
    let run = test_folder.run(&["lint", "--format", "concise"]);
    assert_eq!((run.status, run.err.as_str()), (2, ""));
    let stance = "x.positions.json:3:14: error[positions-file] \"suports\" is no stance; did you mean \"supports\"?";
    let draft =
        "y.positions.json:1:1: error[positions-file] there is no draft \"none.treaty\" beside it; correct \"draft\"";
    let broken =
        "z.positions.json:1:2: error[positions-file] this file is not JSON from here on: EOF while parsing an object";
    assert_eq!(run.out.lines().collect::<Vec<_>>(), [stance, draft, broken]);
    assert_eq!(test_folder.run(&["lint", "-q", "--format", "concise"]).out, run.out);
    // What is no JSON could not be read.
    assert_eq!(test_folder.run(&["lint", "-q", "--fail-on", "never"]).status, 2);
}

#[test]
fn a_named_positions_file_is_checked_against_its_draft() {
    let test_folder = TestFolder::with(&[
        ("d/x.treaty", DRAFT),
        ("d/other.treaty", "Article 1\n\n[Text.\n"),
        ("d/x.positions.csv", "delegations,stance,target\nRU,supports,article 99\n"),
        (
            "d/y.positions.json",
            r#"{"draft": "x.treaty", "positions": [{"delegations": ["RU"], "stance": "supports", "target": "article 98"}]}"#,
        ),
    ]);
    for (sheet, address) in [("d/x.positions.csv", "article 99"), ("d/y.positions.json", "article 98")] {
        let run = test_folder.run(&["lint", "--format", "concise", "--select", "unresolved-target", sheet]);
        let found: Vec<&str> = run.out.lines().filter(|it| it.starts_with(sheet)).collect();
        assert!(run.status == 1 && found.len() == 1 && found[0].contains(address), "{} {}", run.out, run.err);
        assert!(!run.out.contains("other.treaty"), "{}", run.out);
    }
    // A positions file leads to no file outside of its folder.
    test_folder.write("secret.md", b"Article 1\n\n[Secret.\n");
    test_folder.write("d/z.positions.json", br#"{"draft": "../secret.md", "positions": []}"#);
    assert!(!test_folder.run(&["lint", "d/z.positions.json"]).out.contains("Secret"));
}

#[test]
fn positions_on_topics_are_listed_without_a_draft() {
    let topics = r#"{"topics": [{"slug": "spam", "name": {"en": "Spam", "ar": "البريد المزعج"}}]}"#;
    let sheet = "delegations,speaker,speaker_kind,stance,topic\nالولايات المتحدة,,,opposes,spam\n,МСЭ,organization,states,spam\n";
    let test_folder = TestFolder::with(&[
        ("x.treaty", DRAFT),
        ("meeting.positions.csv", sheet),
        ("old.positions.json", r#"{"positions": [{"delegations": ["中国"], "stance": "states", "topic": "spma"}]}"#),
        ("our.topics.json", topics),
        ("bad.topics.json", r#"{"topics": [{}]}"#),
    ]);
    let run = test_folder.run(&["positions", "."]);
    let expected = "meeting.positions.csv: 2 positions\n  Spam (2 statements)\n    opposes (1): United States of America\n    states (1): МСЭ\n\
        old.positions.json: 1 position\n  spma (1 statement)\n    states (1): China\n";
    assert_eq!((run.status, run.out.as_str()), (0, expected));
    let unknown = "warning: old.positions.json:1:70: \"spma\" is no topic here; did you mean \"spam\"?";
    let bad = "warning: bad.topics.json:1:13: this topic has no slug";
    assert_eq!(run.err.lines().collect::<Vec<_>>(), [bad, unknown]);
    assert_eq!(test_folder.run(&["positions", "-q", "x.treaty"]).out, "");

    let run = test_folder.run(&["positions", "-q", "--format", "json", "--language", "ar", "."]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let topic = &report["files"][0]["topics"][0];
    assert_eq!((&topic["name"], &topic["statements"]), (&json!("البريد المزعج"), &json!(2)));
    assert_eq!(topic["speakers"][0]["speaker"], json!({"name": "МСЭ", "kind": "organization"}));
}

#[test]
fn positions_are_listed_for_the_named_drafts() {
    let sheet = "delegations;stance;target\nRU; OURS;supports;article 10\nCN;opposes;article 9\n";
    let sheet = sheet.replace("RU; OURS", "\"RU; OURS\"");
    let test_folder = TestFolder::with(&[
        ("x.en.treaty", "Article 9\n\nText.\n\nArticle 10\n\nText.\n"),
        ("other.treaty", DRAFT),
        ("x.positions.csv", &sheet),
        ("own.groups.json", "{\"groups\": [{\"code\": \"OURS\", \"names\": {\"en\": \"Friends\"}, \"members\": []}]}"),
    ]);
    let run = test_folder.run(&["positions", "x.en.treaty"]);
    let expected = "x.en.treaty\n  article 9\n    opposes (1): China\n  article 10\n    supports (2): Friends (members not known and not counted); Russian Federation\n";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, expected, ""));
    let run = test_folder.run(&["positions", "other.treaty"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert!(run.err.starts_with("no positions; they stand beside a draft"), "{}", run.err);
    let run = test_folder.run(&["positions", "--target", "artcle 9", "x.en.treaty"]);
    assert!(run.status == 0 && run.err.contains("no positions on \"artcle 9\""), "{}", run.err);
    let run = test_folder.run(&["positions", "--topic", "spam", "x.en.treaty"]);
    assert_eq!((run.status, run.err.as_str()), (2, "travaux: no topics file has the topic \"spam\"\n"));

    // A named positions file is no draft; the draft that it is about is read with it.
    let run = test_folder.run(&["positions", "x.positions.csv", "x.en.treaty"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, expected, ""));

    let run = test_folder.run(&["positions", "--format", "json", "--language", "ru", "x.en.treaty"]);
    let positions: Value = serde_json::from_str(&run.out).unwrap();
    let delegation = &positions["drafts"][0]["targets"][0]["standings"][0]["delegation"];
    assert_eq!(*delegation, json!({"code": "CN", "name": "Китай"}));
}

#[test]
fn standard_input_is_a_draft_with_the_given_name() {
    let test_folder = TestFolder::with(&[("deep/travaux.toml", "[drafts]\nlanguage = \"fr\"\n")]);
    let run = test_folder.run_with(&["lint", "-", "--format", "json"], DRAFT.as_bytes());
    assert_eq!((run.status, paths(&run)), (0, vec!["<stdin>".to_owned()]));

    let named = ["lint", "-", "--format", "json", "--stdin-filename", "deep/x.treaty"];
    let run = test_folder.run_with(&named, DRAFT.as_bytes());
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&report["drafts"][0]["path"], &report["drafts"][0]["language"]),
        (&json!("deep/x.treaty"), &json!("fr"))
    );

    // A name for it is enough, unless files are named too.
    let run = test_folder.run_with(&["lint", "--format", "json", "--stdin-filename", "x.treaty"], DRAFT.as_bytes());
    assert_eq!((run.status, paths(&run)), (0, vec!["x.treaty".to_owned()]));
    let run = test_folder.run_with(&["outline", "--stdin-filename", "x.treaty", "deep"], DRAFT.as_bytes());
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("--stdin-filename names standard input"), "{}", run.err);

    let run = test_folder.run_with(&["lint", "-", "--format", "concise"], b"a\0");
    assert_eq!(run.status, 2);
    assert!(run.out.starts_with("<stdin>:1:1: error[unreadable-file] not text"), "{}", run.out);
    let run = test_folder.run_with(&["lint", "-", "--format", "json"], b"a\0");
    assert!(run.err.starts_with("<stdin>: not text"), "{}", run.err);
}

#[test]
fn drafts_in_json_have_the_documented_shape() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    let run = test_folder.run(&["lint", "--format", "json", "--ignore-nothing"]);
    assert_eq!(run.status, 2);
    let report: Value = serde_json::from_str(&test_folder.run(&["lint", "--format", "json"]).out).unwrap();
    assert_eq!(report["version"], 1);
    let draft = report["drafts"][0].as_object().unwrap();
    let keys: Vec<&String> = draft.keys().collect();
    assert_eq!(keys, ["path", "language", "bytes", "provisions", "open_brackets"]);
    assert_eq!(draft["bytes"], DRAFT.len());
    assert!(report["findings"].is_array());
}

#[test]
fn every_format_is_valid_without_findings() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    for format in ["json", "sarif", "gitlab"] {
        let run = test_folder.run(&["lint", "--statistics", "--format", format]);
        serde_json::from_str::<Value>(&run.out).unwrap_or_else(|it| panic!("{format}: {it}"));
        let run = test_folder.run(&["lint", "--format", format]);
        serde_json::from_str::<Value>(&run.out).unwrap_or_else(|it| panic!("{format}: {it}"));
    }
    for format in ["pretty", "concise", "github", "json-lines", "azure"] {
        assert_eq!(test_folder.run(&["lint", "--format", format]).out, "");
    }
    assert!(test_folder.run(&["lint", "--format", "junit"]).out.ends_with("</testsuites>\n"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_not_an_error() {
    let test_folder = TestFolder::with(&[]);
    for number in 0..2000 {
        test_folder.write(&format!("a-rather-long-name-of-a-draft-{number}.treaty"), DRAFT.as_bytes());
    }
    let mut child = test_folder.command(&["lint", "--format", "json", "-q"]).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 8]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn outlines_are_written_as_text_and_as_json() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    assert!(test_folder.run(&["outline"]).out.starts_with("x.treaty"));
    let outline: Value = serde_json::from_str(&test_folder.run(&["outline", "--format", "json"]).out).unwrap();
    assert_eq!((&outline["version"], &outline["drafts"][0]["path"]), (&json!(1), &json!("x.treaty")));
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = TestFolder::with(&[]).run(&["completions", shell]);
        assert!(run.status == 0 && run.out.contains("positions"), "{shell}");
    }
}

#[test]
fn a_folder_without_drafts_is_a_warning() {
    let run = TestFolder::with(&[]).run(&["lint"]);
    assert_eq!(run.status, 0);
    assert!(run.err.starts_with("warning: no drafts here"), "{}", run.err);
}

#[test]
fn control_sequences_of_a_draft_are_not_passed_to_terminals_or_ci_runners() {
    let draft = "Article 1. \u{1b}[31mred\u{9b}0m \u{202e}turned\u{2066}\n\n\
        The [a\u{1b}]0;title\u{7}b] [a\u{1b}]0;title\u{7}b] of %0A::error::x shall.\n";
    let test_folder =
        TestFolder::with(&[("x.treaty", draft), ("e\u{1b}[2Jx.treaty", draft), ("e\u{202e}x.treaty", draft)]);
    let is_dangerous =
        |it: char| it.is_control() && it != '\n' || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    for arguments in [
        &["lint", "--format", "concise"][..],
        &["lint", "--format", "pretty"],
        &["lint", "--format", "github"],
        &["lint", "--format", "json"],
        &["lint", "--format", "json-lines"],
        &["lint", "--format", "sarif"],
        &["lint", "--format", "gitlab"],
        &["lint", "--format", "junit"],
        &["lint", "--format", "azure"],
        &["lint", "--format", "checkstyle"],
        &["lint", "--format", "pretty", "x.treaty", "none\u{202e}.treaty"],
        &["lint", "--statistics"],
        &["outline"],
    ] {
        let run = test_folder.run(arguments);
        assert!(!run.out.is_empty(), "{arguments:?} {run:?}");
        assert!(!run.out.contains(is_dangerous), "{arguments:?} {:?}", run.out);
        assert!(!run.err.contains(is_dangerous), "{arguments:?} {:?}", run.err);
        assert!(!run.out.lines().any(|line| line.starts_with("::error::")), "{:?}", run.out);
    }
}
