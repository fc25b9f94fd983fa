//! How the command line reports, suppresses and fixes findings.

use serde_json::{Value, json};
use travaux_tests::test_folder::TestFolder;

const DRAFT: &str = "Article 1\n\nUnder article 9.\n\nArticle 2\n\nText [open.\n";

/// A draft with one finding whose fix is sure, the arguments that select it, and the draft after the fix.
const TWICE: &str = "Article 1\n\nThe Parties [shall] [shall] cooperate.\n";
const SELECT_TWICE: [&str; 2] = ["--select", "identical-alternatives"];
const FIXED: &str = "Article 1\n\nThe Parties [shall] cooperate.\n";

/// A draft with blanks to be filled.
const BLANK: &str =
    "Article 1\n\nIt consists of [ ] members, elected for [ ] years.\n\nالمادة 2\n\nتتألف من [ ] عضوا.\n";

fn test_folder() -> TestFolder {
    TestFolder::with(&[("x.treaty", DRAFT)])
}

fn json(test_folder: &TestFolder, arguments: &[&str]) -> Value {
    let run = test_folder.run(&[&["lint", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"))
}

fn rules(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|it| it["rule"].as_str().unwrap()).collect()
}

#[test]
fn errors_give_exit_status_one() {
    let test_folder = test_folder();
    assert_eq!(test_folder.run(&["lint"]).status, 1);
    assert_eq!(rules(&json(&test_folder, &[])), ["dangling-reference", "unclosed-bracket"]);
    assert_eq!(test_folder.run(&["lint", "--fail-on", "never"]).status, 0);
}

#[test]
fn a_failure_gives_exit_status_two_despite_findings() {
    assert_eq!(test_folder().run(&["lint", "x.treaty", "none.treaty"]).status, 2);
}

#[test]
fn rules_can_be_ignored_and_selected() {
    let test_folder = test_folder();
    let both = test_folder.run(&["lint", "--ignore", "dangling-reference,unclosed-bracket"]);
    assert_eq!(both.status, 0, "{}", both.out);
    assert_eq!(rules(&json(&test_folder, &["--select", "unclosed-bracket"])), ["unclosed-bracket"]);
}

#[test]
fn the_configuration_sets_severities() {
    let test_folder = test_folder();
    test_folder.write("travaux.toml", b"[rules]\ndangling-reference = \"off\"\nunclosed-bracket = \"info\"\n");
    let report = json(&test_folder, &[]);
    assert_eq!(rules(&report), ["unclosed-bracket"]);
    assert_eq!(report["findings"][0]["severity"], "info");
    assert_eq!(test_folder.run(&["lint", "--fail-on", "warning"]).status, 0);
    assert_eq!(test_folder.run(&["lint", "--fail-on", "info"]).status, 1);
}

#[test]
fn the_final_profile_reports_open_brackets() {
    let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nThe Parties [shall] act.\n")]);
    assert_eq!(test_folder.run(&["lint"]).status, 0);
    assert_eq!(rules(&json(&test_folder, &["--profile", "final"])), ["unsettled-text"]);
    test_folder.write("travaux.toml", b"profile = \"final\"\n");
    assert_eq!(rules(&json(&test_folder, &[])), ["unsettled-text"]);
}

#[test]
fn a_misspelt_rule_is_reported_with_a_suggestion() {
    let run = test_folder().run(&["explain", "dangling-referense"]);
    let expected = "travaux: no rule \"dangling-referense\"; did you mean \"dangling-reference\"?\n";
    assert_eq!((run.status, run.err.as_str()), (2, expected));
    let run = test_folder().run(&["lint", "--select", "dangling-referense"]);
    assert!(run.status == 2 && run.err.contains("did you mean \"dangling-reference\"?"), "{}", run.err);
}

#[test]
fn a_part_of_a_name_suggests_the_rules_that_have_it() {
    let run = test_folder().run(&["explain", "dangling"]);
    let expected =
        "travaux: no rule \"dangling\"; did you mean \"dangling-reference\" or \"dangling-external-reference\"?\n";
    assert_eq!((run.status, run.err.as_str()), (2, expected));
}

#[test]
fn the_summary_says_what_can_be_fixed_and_counts_files() {
    let text = format!("{TWICE}\nIt has [ ] members and [ ] seats.\n");
    let test_folder = TestFolder::with(&[("x.treaty", &text)]);
    let summary = |arguments: &[&str]| test_folder.run(&[&["lint"], arguments].concat()).err;
    let both = ["--select", "identical-alternatives,empty-bracket"];
    assert_eq!(summary(&both), "3 warnings in 1 draft; 1 can be fixed with --fix, 2 more with --unsafe-fixes\n");
    assert_eq!(summary(&SELECT_TWICE), "1 warning in 1 draft; 1 can be fixed with --fix\n");
    let unsure = "2 warnings in 1 draft; 2 can be fixed with --fix --unsafe-fixes\n";
    assert_eq!(summary(&["--select", "empty-bracket"]), unsure);
    test_folder
        .write("x.positions.csv", b"delegations,stance,target\n\"Brazil, India\",supports,article 1\nRU,x,article 1\n");
    let run = test_folder.run(&["lint", "--select", "unknown-delegation"]);
    assert_eq!(run.err, "2 errors in 1 draft and 1 other file\n");
    let several = "\"Brazil, India\" is no delegation; write several with \";\" between them, in JSON as a list";
    assert!(run.out.split_whitespace().collect::<Vec<_>>().join(" ").contains(several), "{}", run.out);
}

#[test]
fn concise_lines_have_exact_positions() {
    let run = test_folder().run(&["lint", "--format", "concise"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("x.treaty:3:7: error[dangling-reference] "), "{}", run.out);
    assert!(lines[1].starts_with("x.treaty:7:6: error[unclosed-bracket] "), "{}", run.out);
}

#[test]
fn columns_count_characters_without_the_byte_order_mark() {
    let test_folder = TestFolder::with(&[("x.treaty", "\u{FEFF}Under article 9 é [] 😀 [].\n")]);
    let report = json(&test_folder, &["--select", "empty-bracket"]);
    let starts: Vec<&Value> = report["findings"].as_array().unwrap().iter().map(|it| &it["start"]).collect();
    assert_eq!(starts, [&json!({"line": 1, "column": 19}), &json!({"line": 1, "column": 24})]);
}

#[test]
fn findings_in_json_have_the_documented_shape() {
    let report = json(&TestFolder::with(&[("x.treaty", TWICE)]), &SELECT_TWICE);
    let finding = report["findings"][0].as_object().unwrap();
    let keys: Vec<&String> = finding.keys().collect();
    let documented = ["path", "rule", "severity", "message", "start", "end", "related", "fix"];
    assert_eq!(keys, [&documented[..], &["provision", "fingerprint", "url"]].concat());
    assert_eq!(finding["end"]["line"], 3);
    let edit = &finding["fix"]["edits"][0];
    assert!(edit["start"]["line"].is_u64() && edit["end"]["column"].is_u64() && edit["text"].is_string(), "{edit}");
}

#[test]
fn fixes_are_applied_to_the_file_and_leave_no_other_files() {
    let test_folder = TestFolder::with(&[("x.treaty", TWICE)]);
    let run = test_folder.run(&["lint", "--fix", "--fail-on", "info", SELECT_TWICE[0], SELECT_TWICE[1]]);
    assert_eq!(run.status, 0, "{}", run.out);
    let fixed = test_folder.read("x.treaty");
    assert_eq!(fixed, FIXED);
    assert_eq!(std::fs::read_dir(test_folder.folder()).unwrap().count(), 1);
    assert_eq!(rules(&json(&test_folder, &SELECT_TWICE)), Vec::<&str>::new());
}

#[test]
fn a_blank_to_be_filled_is_never_fixed_automatically() {
    let test_folder = TestFolder::with(&[("x.treaty", BLANK)]);
    test_folder.run(&["lint", "--fix"]);
    assert_eq!(test_folder.read("x.treaty"), BLANK);
    let report = json(&test_folder, &["--select", "empty-bracket"]);
    assert_eq!(rules(&report), ["empty-bracket"; 3]);
    assert!(report["findings"].as_array().unwrap().iter().all(|it| it["fix"].is_null()), "{report}");
}

#[test]
fn fixes_preserve_the_encoding() {
    let test_folder = TestFolder::with(&[]);
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    test_folder.write("x.treaty", &utf16(&format!("\u{FEFF}{TWICE}")));
    test_folder.run(&["lint", "--fix", SELECT_TWICE[0], SELECT_TWICE[1]]);
    let fixed = std::fs::read(test_folder.path("x.treaty")).unwrap();
    assert!(fixed.starts_with(b"\xFE\xFF\0A\0r"), "{fixed:?}");
    assert_eq!(fixed, utf16(&format!("\u{FEFF}{FIXED}")));
}

#[test]
fn a_file_that_cannot_be_written_is_unchanged() {
    let test_folder = TestFolder::with(&[("x.treaty", TWICE)]);
    let path = test_folder.path("x.treaty");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    // A privileged user can write to a read-only file.
    if std::fs::OpenOptions::new().write(true).open(&path).is_ok() {
        return;
    }
    let run = test_folder.run(&["lint", "--fix", "--format", "concise", SELECT_TWICE[0], SELECT_TWICE[1]]);
    assert_eq!(run.status, 2);
    assert!(
        run.out.contains("x.treaty:1:1: error[unreadable-file] the fixed text could not be written"),
        "{}",
        run.out
    );
    assert!(run.out.contains("[identical-alternatives]"), "{}", run.out);
    assert_eq!(test_folder.read("x.treaty"), TWICE);
}

#[test]
fn a_diff_shows_the_fixes_without_applying_them() {
    let test_folder = TestFolder::with(&[("x.treaty", TWICE)]);
    let run = test_folder.run(&["lint", "--diff", SELECT_TWICE[0], SELECT_TWICE[1]]);
    assert!(run.out.starts_with("--- x.treaty\n+++ x.treaty\n@@ -1,3 +1,3 @@\n"), "{}", run.out);
    assert!(run.out.contains("\n-The Parties [shall] [shall] cooperate.\n+The Parties [shall] c"), "{}", run.out);
    assert_eq!(test_folder.read("x.treaty"), TWICE);
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let test_folder = TestFolder::with(&[]);
    let run = test_folder.run_with(&["lint", "-", "--fix", SELECT_TWICE[0], SELECT_TWICE[1]], TWICE.as_bytes());
    assert_eq!(run.out, FIXED);
}

#[test]
fn a_baseline_suppresses_known_findings_that_have_moved() {
    let test_folder = test_folder();
    let run = test_folder.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", "2 findings recorded in known.json\n"));
    assert_eq!(test_folder.run(&["lint", "--baseline", "known.json"]).status, 0);

    test_folder.write("x.treaty", format!("Preamble\n\n{DRAFT}\nArticle 3\n\nMore [open.\n").as_bytes());
    let report = json(&test_folder, &["--baseline", "known.json"]);
    assert_eq!(rules(&report), ["unclosed-bracket"]);
    assert_eq!(report["findings"][0]["provision"], "article 3");

    test_folder.write("empty.json", b"{}");
    let run = test_folder.run(&["lint", "--baseline", "empty.json"]);
    let expected = "empty.json: this file is no baseline; write one with --write-baseline\n";
    assert_eq!((run.status, run.err.as_str()), (2, expected));
    let run = test_folder.run(&["lint", "--baseline", "none.json"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("none.json: no such file"), "{}", run.err);
}

#[test]
fn fingerprints_do_not_change_when_lines_move() {
    let test_folder = test_folder();
    let fingerprints = || -> Vec<Value> {
        let report: Value = serde_json::from_str(&test_folder.run(&["lint", "--format", "gitlab"]).out).unwrap();
        report.as_array().unwrap().iter().map(|it| it["fingerprint"].clone()).collect()
    };
    let before = fingerprints();
    test_folder.write("x.treaty", format!("\n\n{DRAFT}").as_bytes());
    assert_eq!(fingerprints(), before);
    assert_ne!(before[0], before[1]);
}

#[test]
fn other_formats_contain_the_findings() {
    let test_folder = test_folder();
    let run = |format| test_folder.run(&["lint", "--format", format]).out;
    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&sarif["version"], &result["ruleId"]), (&json!("2.1.0"), &json!("dangling-reference")));
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 7);
    let github = "::error file=x.treaty,line=3,col=7,endColumn=16,endLine=3,title=dangling-reference::";
    assert!(run("github").starts_with(github), "{}", run("github"));
    assert!(run("junit").contains(r#"<testcase name="dangling-reference at 3:7" classname="x.treaty">"#));
    assert!(run("pretty").contains(" --> x.treaty:3:7\n"), "{}", run("pretty"));
}

#[test]
fn statistics_count_by_rule() {
    let run = test_folder().run(&["lint", "--statistics", "-q"]);
    assert_eq!(run.out, "     1 error   dangling-reference\n     1 error   unclosed-bracket\n");
    assert_eq!((run.status, run.err.as_str()), (1, ""));
}

#[test]
fn rules_of_positions_files_are_rules_like_others() {
    let sheet = "delegations,stance,target,alternative,date\nNorwey,supports,article 1,,\nمصر,supports,article 9,,\n\
        CN,supports,article 1,,2023-09-01\nCN,opposes,article 1,,2023-09-01\nRU,supports,article 1,must,\n";
    let draft = "Article 1\n\nParties [shall] [may] act.\n";
    let test_folder = TestFolder::with(&[("x.treaty", draft), ("x.positions.csv", sheet)]);
    let found = |arguments: &[&str]| {
        let run = test_folder.run(&[&["lint", "-q", "--format", "concise"], arguments].concat());
        let places = run.out.lines().filter_map(|it| Some(it.split_once("] ")?.0.to_owned() + "]"));
        (run.status, places.collect::<Vec<_>>())
    };
    let (unknown, unresolved, conflict, stale) = (
        "x.positions.csv:2:1: error[unknown-delegation]".to_owned(),
        "x.positions.csv:3:14: error[unresolved-target]".to_owned(),
        "x.positions.csv:5:12: error[conflicting-position]".to_owned(),
        "x.positions.csv:6:23: warning[stale-position]".to_owned(),
    );
    assert_eq!(found(&[]), (1, vec![unknown.clone(), unresolved.clone(), conflict.clone(), stale.clone()]));
    assert_eq!(found(&["--select", "unresolved-target"]), (1, vec![unresolved.clone()]));
    let ignored = found(&["--ignore", "unknown-delegation", "--ignore", "conflicting-position"]);
    assert_eq!(ignored, (1, vec![unresolved.clone(), stale]));
    let settings = "[rules]\nunknown-delegation = \"off\"\nstale-position = \"off\"\nunresolved-target = \"info\"\n\
        [[overrides]]\npaths = [\"x.positions.csv\"]\nrules = { conflicting-position = \"off\" }\n";
    test_folder.write("travaux.toml", settings.as_bytes());
    assert_eq!(found(&[]), (0, vec![unresolved.replace("error", "info")]));
    test_folder.write("travaux.toml", b"");
    for format in ["pretty", "json", "json-lines", "sarif", "github", "gitlab", "junit", "azure", "checkstyle"] {
        let run = test_folder.run(&["lint", "-q", "--format", format]);
        for rule in ["unknown-delegation", "unresolved-target", "conflicting-position", "stale-position"] {
            assert!(run.out.contains(rule), "{format} {rule}: {}", run.out);
        }
    }
    let page = test_folder.run(&["explain", "unresolved-target"]).out;
    assert!(page.starts_with("# unresolved-target\n"), "{page}");
}
