//! What a build engineer relies on: settings, formats, baselines, fixes and hostile files, with the real binary.

#[path = "ci/formats.rs"]
mod formats;
#[path = "ci/hostile_files.rs"]
mod hostile_files;
#[path = "ci/json_schema.rs"]
mod json_schema;
#[path = "ci/sheets.rs"]
mod sheets;
#[path = "ci/written_files.rs"]
mod written_files;
#[path = "ci/xml_schema.rs"]
mod xml_schema;

use serde_json::{Value, json};
use travaux_tests::test_folder::{Run, TestFolder};

const DRAFT: &str = "Article 1\n\nUnder article 9.\n\nArticle 2\n\nText [open.\n";
const ARABIC: &str = "المادة 1\n\nوفقا لأحكام المادة 9.\n\nالمادة 2\n\nنص.\n";

fn findings(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    report["findings"].as_array().unwrap().iter().map(|it| (text(&it["path"]), text(&it["rule"]))).collect()
}

fn json(test_folder: &TestFolder, arguments: &[&str]) -> Vec<(String, String)> {
    findings(&test_folder.run(&[&["lint", "--format", "json"], arguments].concat()))
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(path, rule)| ((*path).to_owned(), (*rule).to_owned())).collect()
}

#[test]
fn the_nearest_settings_hold_for_each_file_whatever_the_order() {
    let test_folder = TestFolder::with(&[
        ("two/a/x.treaty", ARABIC),
        ("two/a/travaux.toml", "[rules]\ndangling-reference = \"off\"\n"),
        ("two/b/x.treaty", ARABIC),
    ]);
    let expected = pairs(&[("two/b/x.treaty", "dangling-reference")]);
    assert_eq!(json(&test_folder, &["two/a/x.treaty", "two/b/x.treaty"]), expected);
    assert_eq!(json(&test_folder, &["two/b/x.treaty", "two/a/x.treaty"]), expected);
    assert_eq!(json(&test_folder, &[]), expected);
    assert_eq!(json(&test_folder, &["two/a"]), []);
}

#[test]
fn broken_settings_stop_only_their_own_drafts() {
    let test_folder =
        TestFolder::with(&[("a/x.treaty", DRAFT), ("a/travaux.toml", "profil = 1\n"), ("b/x.treaty", ARABIC)]);
    let run = test_folder.run(&["lint", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert_eq!(findings(&run), pairs(&[("b/x.treaty", "dangling-reference"), ("a/travaux.toml", "settings-file")]));
}

#[test]
fn overrides_hold_for_the_drafts_that_match() {
    let settings = "[[overrides]]\npaths = [\"/annexes/\"]\n[overrides.rules]\ndangling-reference = \"info\"\n\
        [[overrides]]\npaths = [\"*.old.treaty\"]\nencoding = \"windows-1256\"\nlanguage = \"ar\"\n";
    let test_folder =
        TestFolder::with(&[("travaux.toml", settings), ("annexes/x.treaty", ARABIC), ("x.treaty", ARABIC)]);
    test_folder.write("y.old.treaty", b"\xC7\xE1\xE3\xC7\xCF\xC9 1\n");
    let report: Value = serde_json::from_str(&test_folder.run(&["lint", "--format", "json"]).out).unwrap();
    let severities: Vec<&Value> = report["findings"].as_array().unwrap().iter().map(|it| &it["severity"]).collect();
    assert_eq!(severities, ["info", "error"]);
    assert_eq!(report["drafts"][2]["language"], "ar");

    let config = test_folder.run(&["config", "annexes/x.treaty", "--format", "json"]);
    let config: Value = serde_json::from_str(&config.out).unwrap();
    let rule =
        config["settings"].as_array().unwrap().iter().find(|it| it["key"] == "rules.dangling-reference").unwrap();
    assert_eq!((&rule["value"], &rule["from"]), (&json!("info"), &json!("travaux.toml, overrides for /annexes/")));
    assert!(
        test_folder.run(&["config"]).out.starts_with("# this folder\n# travaux.toml\nprofile "),
        "{:?}",
        test_folder.run(&["config"])
    );
}

#[test]
fn the_command_line_includes_and_excludes() {
    let test_folder = TestFolder::with(&[("a.md", ARABIC), ("b.treaty", ARABIC), ("old/c.TREATY.MD", ARABIC)]);
    let paths =
        |arguments: &[&str]| -> Vec<String> { json(&test_folder, arguments).into_iter().map(|it| it.0).collect() };
    assert_eq!(paths(&[]), ["b.treaty", "old/c.TREATY.MD"]);
    assert_eq!(paths(&["--include", "*.md", "--exclude", "old/"]), ["a.md", "b.treaty"]);
    assert_eq!(paths(&["--exclude", "old/", "old/c.TREATY.MD"]), ["old/c.TREATY.MD"]);
    assert_eq!(paths(&["--exclude", "old/", "--force-exclude", "old/c.TREATY.MD", "b.treaty"]), ["b.treaty"]);
}

#[test]
fn patterns_of_the_command_line_hold_in_folders_elsewhere() {
    let files = [("texts/a.md", ARABIC), ("texts/old/b.md", ARABIC), ("texts/c.treaty", ARABIC), ("work/x", "")];
    let test_folder = TestFolder::with(&files);
    let lint = |arguments: &[&str]| {
        let mut command = test_folder.command(&[&["lint", "--format", "concise", "-q"], arguments].concat());
        let output = command.current_dir(test_folder.path("work")).output().unwrap();
        let report = String::from_utf8(output.stdout).unwrap();
        let paths = report.lines().map(|it| it.split(':').next().unwrap().rsplit("texts/").next().unwrap().to_owned());
        paths.collect::<Vec<String>>()
    };
    assert_eq!(lint(&["--include", "*.md", "../texts"]), ["a.md", "c.treaty", "old/b.md"]);
    assert_eq!(lint(&["--include", "/*.md", "--exclude", "c.*", "../texts"]), ["a.md"]);
    assert_eq!(lint(&["--exclude", "c.*", "--force-exclude", "../texts/c.treaty", "../texts/a.md"]), ["a.md"]);
}

#[test]
fn patterns_of_settings_elsewhere_count_from_the_working_folder() {
    let test_folder =
        TestFolder::with(&[("conf/ci.toml", "[drafts]\ninclude = [\"/texts/*.md\"]\n"), ("work/texts/a.md", ARABIC)]);
    let run = test_folder.command(&["lint", "--format", "concise", "--config", "../conf/ci.toml"]);
    let output = { run }.current_dir(test_folder.path("work")).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("texts/a.md:3:13: error[dangling-reference]"));
}

#[test]
fn init_writes_settings_that_are_valid_and_only_once() {
    let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nText.\n")]);
    assert_eq!(test_folder.run(&["init"]).status, 0);
    assert_eq!(test_folder.run(&["lint"]).status, 0);
    let again = test_folder.run(&["init"]);
    assert_eq!((again.status, again.err.as_str()), (2, "travaux.toml: this file exists already\n"));
    for kind in ["settings", "positions", "groups", "topics"] {
        let schema: Value = serde_json::from_str(&test_folder.run(&["schema", kind]).out).unwrap();
        assert!(schema["$schema"].is_string(), "{kind}");
    }
}

#[test]
fn faults_in_files_are_in_every_format_even_when_quiet() {
    let instrument = "[[instruments]]\nname = \"VCLT\"\nfile = \"vclt.md\"\n";
    let sheet = r#"{"positions": [{"delegations": ["RU"], "stance": "suports", "target": "article 1"}]}"#;
    let test_folder = TestFolder::with(&[
        ("x.treaty", "Article 1\n\nText.\n"),
        ("travaux.toml", instrument),
        ("x.positions.json", sheet),
    ]);
    test_folder.write("y.treaty", b"%PDF-1.7\n");
    for format in
        ["pretty", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "azure", "checkstyle"]
    {
        let run = test_folder.run(&["lint", "-q", "--format", format]);
        assert_eq!(run.status, 2, "{format}");
        for code in ["unreadable-file", "positions-file", "instrument-file"] {
            assert!(run.out.contains(code), "{format} {code}: {}", run.out);
        }
        assert!(run.out.contains("pdftotext"), "{format}: {}", run.out);
        let counted = test_folder.run(&["lint", "-q", "--statistics", "--format", format]);
        let is_beside = ["gitlab", "checkstyle"].contains(&format);
        let numbers = if is_beside { &counted.err } else { &counted.out };
        assert!(numbers.contains("positions-file"), "{format}: {counted:?}");
    }
}

#[test]
fn an_instrument_that_cannot_be_read_gives_exit_status_two() {
    let settings = "[[instruments]]\nname = \"VCLT\"\nfile = \"vclt.md\"\n";
    let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nText.\n"), ("travaux.toml", settings)]);
    let statuses = || [&["lint", "--fail-on", "never"][..], &["positions"]].map(|it| test_folder.run(it).status);
    assert_eq!(statuses(), [2, 2]);
    test_folder.write("vclt.md", b"\0\0\0");
    assert_eq!(statuses(), [2, 2]);
    test_folder.write("vclt.md", b"Article 1\n\nText.\n");
    assert_eq!(statuses(), [0, 0]);
}

#[test]
fn a_report_is_written_into_a_file() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    let run = test_folder.run(&["lint", "-q", "--format", "concise", "--output-file", "report.txt"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert_eq!(test_folder.read("report.txt").lines().count(), 2);
    // A log shows why the run failed.
    let run = test_folder.run(&["lint", "--format", "gitlab", "--output-file", "report.json"]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str()),
        ("", "2 errors in 1 draft; 2 can be fixed with --fix --unsafe-fixes; see report.json\n")
    );
}

#[test]
fn a_baseline_survives_renumbering_and_reports_what_is_stale() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT), ("y.treaty", ARABIC)]);
    let run = test_folder.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!(run.err, "3 findings recorded in known.json\n");
    // Article 2 becomes article 3, and the reference is corrected.
    test_folder.write("x.treaty", b"Article 1\n\nUnder article 2.\n\nArticle 2\n\nNew.\n\nArticle 3\n\nText [open.\n");
    std::fs::remove_file(test_folder.path("y.treaty")).unwrap();
    let run = test_folder.run(&["lint", "--format", "concise", "--baseline", "known.json"]);
    let expected = "1 finding hidden by the baseline\n2 entries are stale; update the baseline with --write-baseline:\n  \
        x.treaty, article 1: dangling-reference\n  y.treaty, article 1: dangling-reference\n";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", expected));
}

#[test]
fn a_baseline_is_updated_and_what_is_new_is_printed() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT), ("y.treaty", ARABIC)]);
    let update = ["lint", "--format", "concise", "--baseline", "known.json", "--write-baseline", "known.json"];
    assert_eq!(test_folder.run(&update).status, 0);
    test_folder.write("x.treaty", format!("{DRAFT}\nArticle 3\n\nUnder article 8.\n").as_bytes());
    // Only one draft is linted; what is known of the other stays.
    let run = test_folder.run(&[&update[..], &["x.treaty"]].concat());
    assert!(run.out.starts_with("x.treaty:11:7: error[dangling-reference]") && run.out.lines().count() == 1, "{run:?}");
    assert!(run.err.starts_with("4 findings recorded in known.json\n"), "{run:?}");
    assert_eq!(test_folder.run(&["lint", "-q", "--baseline", "known.json"]).status, 0);
}

#[test]
fn unsafe_fixes_are_made_only_if_wanted_and_are_listed() {
    let text =
        "\u{FEFF}Article 1\r\n\r\nUnder article 2 quarter.\r\n\r\nArticle 2 quater\r\n\r\nIt has [ ] members.\r\n";
    let test_folder = TestFolder::with(&[("x.treaty", text)]);
    let run = test_folder.run(&["lint", "-q", "--fix", "--unsafe-fixes", "--show-fixes", "--fail-on", "never"]);
    let fixed = test_folder.read("x.treaty");
    assert!(
        fixed.starts_with('\u{FEFF}') && fixed.matches("\r\n").count() == text.matches("\r\n").count(),
        "{fixed:?}"
    );
    assert!(fixed.contains("It has [X] members."), "{fixed:?} {run:?}");
    assert!(run.err.contains("fixed x.treaty:7:8: ") && run.err.contains("[empty-bracket]"), "{}", run.err);
    assert_eq!(test_folder.run(&["lint", "--diff", "--unsafe-fixes", "--fail-on", "never"]).out, "");
}

#[test]
fn a_second_run_fixes_nothing_in_the_samples() {
    let test_folder = TestFolder::with(&[]);
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    for (folder, ending) in [("seeds", ""), ("tests/fuzz/seeds", ".treaty")] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let name = format!("{}{ending}", entry.file_name().to_string_lossy());
                test_folder.write(&name, &std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut fixed = 0;
    for wanted in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
        let fix = [&["lint", "-q", "--fail-on", "never", "--show-fixes"], wanted].concat();
        fixed += test_folder.run(&fix).err.lines().count();
        assert_eq!(test_folder.run(&fix).err, "", "{wanted:?}");
    }
    assert!(fixed > 10, "{fixed}");
}

#[test]
fn one_run_makes_all_fixes_however_deep_the_brackets_are() {
    let text = format!("Article 1\n\nThe Parties {}may{} act.\n", "[".repeat(30), "]".repeat(30));
    let test_folder = TestFolder::with(&[("x.treaty", &text)]);
    let fix = ["lint", "-q", "--fix", "--unsafe-fixes", "--fail-on", "never"];
    test_folder.run(&fix);
    assert_eq!(test_folder.read("x.treaty"), "Article 1\n\nThe Parties [may] act.\n");
}

#[test]
fn the_pages_of_rules_are_those_of_the_sources() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/rules");
    if std::env::var_os("TRAVAUX_BLESS").is_some() {
        std::fs::create_dir_all(folder).unwrap();
        assert_eq!(TestFolder::with(&[]).run(&["explain", "--all", folder]).status, 0);
    }
    let test_folder = TestFolder::with(&[("pages/old", "")]);
    assert_eq!(test_folder.run(&["explain", "--all", "pages"]).status, 0);
    std::fs::remove_file(test_folder.path("pages/old")).unwrap();
    let names = |folder: &std::path::Path| -> std::collections::BTreeSet<_> {
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name()).collect()
    };
    let made = names(&test_folder.path("pages"));
    assert_eq!(names(folder.as_ref()), made, "the pages are stale; make them again with TRAVAUX_BLESS=1");
    for name in made {
        let kept = std::fs::read_to_string(std::path::Path::new(folder).join(&name)).unwrap();
        let made = test_folder.read(&format!("pages/{}", name.to_string_lossy()));
        assert!(kept == made, "{} is stale; make it again with TRAVAUX_BLESS=1", name.display());
    }
}

#[test]
fn completions_know_the_rules_and_manual_pages_are_written() {
    let test_folder = TestFolder::with(&[("man/x", "")]);
    assert!(test_folder.run(&["completions", "bash"]).out.contains("dangling-reference"));
    assert_eq!(test_folder.run(&["man", "man"]).status, 0);
    assert!(test_folder.read("man/travaux-lint.1").contains("write\\-baseline"));
}

#[test]
fn every_sure_fix_on_the_page_of_a_rule_is_idempotent() {
    let mut fixed = 0;
    for rule in travaux_rules::all() {
        let page = rule.page();
        let examples: Vec<String> = page
            .split("```treaty")
            .skip(1)
            .filter_map(|it| it.split_once('\n')?.1.split("```").next())
            .map(|it| {
                it.lines().filter(|line| !line.trim_start().starts_with('^')).collect::<Vec<_>>().join("\n") + "\n"
            })
            .collect();
        let test_folder = TestFolder::with(&[]);
        for (index, example) in examples.iter().enumerate() {
            test_folder.write(&format!("{index}.treaty"), example.as_bytes());
        }
        for wanted in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
            let fix = [&["lint", "-q", "--select", rule.name, "--fail-on", "never", "--show-fixes"], wanted].concat();
            fixed += test_folder.run(&fix).err.lines().count();
            let again = test_folder.run(&fix);
            assert_eq!(again.err, "", "{} {wanted:?}", rule.name);
        }
    }
    assert!(fixed > 5, "{fixed}");
}
