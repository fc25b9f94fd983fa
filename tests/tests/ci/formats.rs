//! The formats that other programs read: against their schemas, or against what their readers demand.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use serde_json::{Value, json};
use travaux_tests::test_folder::TestFolder;

use crate::json_schema;
use crate::xml_schema::{self, elements};
use crate::{ARABIC, DRAFT};

/// Drafts and other files with all that is difficult to write: markup in names and texts, letters of several scripts, fixes,
/// notes for information, faults in other files, and a file that cannot be read.
const DIFFICULT: [(&str, &str); 8] = [
    (if cfg!(windows) { "نص & a.treaty" } else { "نص & \"<a>\".treaty" }, ARABIC),
    ("q'u,o;%d].treaty", "Article 1\n\nUnder article \"9\" <&> ]]> article 9.\n\n[open \u{1b}[31mred\n"),
    ("twice.treaty", "Article 1\n\nThe Parties [shall] [shall] act.\n"),
    ("lone.treaty", "Article 2\n\n1. Each Party shall:\n\n(a) act.\n\n2. Text.\n"),
    ("z.treaty", "第一条\n\n依照第九条。\n\n第二条\n\n案文[待定。\n"),
    ("clean.treaty", "Статья 1\n\nТекст.\n"),
    (
        "twice.positions.json",
        "{\"positions\": [{\"delegations\": [\"RU\"], \"stance\": \"<&>\", \"target\": \"article 1\"}]}",
    ),
    ("none.treaty", "%PDF-1.7\n"),
];

/// The arguments after the format: all that changes the shape of a report.
const ARGUMENTS: [&[&str]; 4] = [&["."], &["clean.treaty"], &[".", "missing.treaty"], &["--statistics", "."]];

/// Runs the lint with a format and each of the arguments, and checks the reports.
fn check_reports(format: &str, check: impl Fn(&str)) {
    let test_folder = TestFolder::with(&DIFFICULT);
    for arguments in ARGUMENTS {
        check(&test_folder.run(&[&["lint", "--format", format], arguments].concat()).out);
    }
}

/// Checks the parts of SARIF 2.1.0 that its schema demands and code scanning services read.
fn check_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["helpUri"].as_str().unwrap().starts_with("https://"), "{rule}");
        assert!(rule["fullDescription"]["text"].as_str().is_some_and(|it| it.ends_with('.')), "{rule}");
    }
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(result["partialFingerprints"]["travaux/v2"].is_string());
        let location = &result["locations"][0]["physicalLocation"];
        assert!(location["artifactLocation"]["uri"].as_str().unwrap().is_ascii(), "{location}");
        if let Some(region) = location.get("region") {
            assert!(
                ["startLine", "startColumn", "endLine", "endColumn"].iter().all(|it| region[it].as_u64() >= Some(1))
            );
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let replacement = &fix["artifactChanges"][0]["replacements"][0];
            assert!(
                replacement["deletedRegion"]["startLine"].is_u64()
                    && replacement["insertedContent"]["text"].is_string()
            );
        }
    }
}

#[test]
fn sarif_has_what_its_schema_demands() {
    let twice = "Article 1\n\nThe Parties [shall] [shall] act.\n";
    let test_folder = TestFolder::with(&[("نص a.treaty", ARABIC), ("x.treaty", twice)]);
    let run = test_folder.run(&["lint", "--format", "sarif", ".", "none.treaty"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    check_sarif(&log);
    let run = &log["runs"][0];
    assert!(run["results"].as_array().unwrap().iter().any(|it| it["fixes"].is_array()));
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    let uri = &notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!((uri, &notification["associatedRule"]["id"]), (&json!("none.treaty"), &json!("unreadable-file")));
}

#[test]
fn sarif_is_valid_against_the_official_schema() {
    let schema = json_schema::Schema::parse(include_str!("../../schemas/sarif-2.1.0.json"));
    check_reports("sarif", |out| {
        let log: Value = serde_json::from_str(out).unwrap();
        assert_eq!(schema.faults(&log), Vec::<String>::new());
    });
    let mut log = json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{}]}]});
    assert_eq!(schema.faults(&log).len(), 1);
    log["runs"][0]["results"] = json!([{"message": {"text": "a"}, "level": "info"}]);
    assert_eq!(schema.faults(&log).len(), 1);
}

/// Asserts that the numbers of a suite, or of all suites, are those of the test cases in it.
fn check_counts(suites: Node<'_, '_>) {
    let cases: Vec<Node<'_, '_>> = suites.descendants().filter(|it| it.has_tag_name("testcase")).collect();
    let count = |name| cases.iter().filter(|case| elements(**case).any(|it| it.has_tag_name(name))).count();
    for (attribute, expected) in [("tests", cases.len()), ("failures", count("failure")), ("errors", count("error"))] {
        assert_eq!(suites.attribute(attribute), Some(expected.to_string().as_str()), "{attribute}");
    }
}

#[test]
fn junit_is_valid_against_the_schema_of_jenkins() {
    let schema = Document::parse(include_str!("../../schemas/junit-10.xsd")).unwrap();
    let schema = xml_schema::Schema::of(&schema);
    let faults = |text: &str| schema.faults(&Document::parse(text).unwrap());
    check_reports("junit", |out| {
        assert_eq!(faults(out), Vec::<String>::new());
        let report = Document::parse(out).unwrap();
        check_counts(report.root_element());
        elements(report.root_element()).for_each(check_counts);
    });
    let suite =
        |cases: &str| faults(&format!("<testsuite name='a' tests='1' failures='0' errors='0'>{cases}</testsuite>"));
    assert_eq!(suite("<testcase name='b'><failure/><system-out>c</system-out></testcase>"), Vec::<String>::new());
    assert_eq!(suite("<testcase/>"), ["testcase: no attribute name"]);
    assert_eq!(suite("<testcase name='b' line='3'/>"), ["testcase: an attribute line"]);
    assert_eq!(suite("<testcase name='b'>c</testcase>"), ["testcase: a text between its elements"]);
    assert_eq!(suite("<failure/>").len(), 2);
}

#[test]
fn an_info_is_no_failure_for_junit() {
    let test_folder =
        TestFolder::with(&[("x.treaty", ARABIC), ("travaux.toml", "[rules]\ndangling-reference = \"info\"\n")]);
    let run = test_folder.run(&["lint", "--format", "junit"]);
    assert!(run.out.contains("tests=\"1\" failures=\"0\" errors=\"0\""), "{}", run.out);
    assert!(run.out.contains("<system-out>x.treaty:3:13: ") && !run.out.contains("<failure"), "{}", run.out);
}

/// Checkstyle describes its reports in a schema that is under a licence of its own, so its demands are stated here.
#[test]
fn checkstyle_has_files_with_errors_of_the_severities_that_it_knows() {
    let attributes = |node: Node<'_, '_>| node.attributes().map(|it| it.name().to_owned()).collect::<Vec<String>>();
    let is_positive = |node: Node<'_, '_>, name| node.attribute(name).is_some_and(|it| it.parse::<u32>().unwrap() > 0);
    check_reports("checkstyle", |out| {
        let report = Document::parse(out).unwrap();
        assert!(report.root_element().has_tag_name("checkstyle"));
        assert_eq!(attributes(report.root_element()), ["version"]);
        for file in elements(report.root_element()) {
            assert!(file.has_tag_name("file") && file.attribute("name").is_some_and(|it| !it.is_empty()));
            assert!(elements(file).next().is_some());
            for error in elements(file) {
                assert!(error.has_tag_name("error") && elements(error).next().is_none());
                assert_eq!(attributes(error), ["line", "column", "severity", "message", "source"]);
                assert!(is_positive(error, "line") && is_positive(error, "column"));
                assert!(["error", "warning", "info"].contains(&error.attribute("severity").unwrap()));
            }
        }
    });
}

/// GitLab demands a description, a fingerprint, a severity and a location of every issue, and shows two issues with the same
/// fingerprint as one.
#[test]
fn gitlab_issues_have_what_gitlab_reads_and_distinct_fingerprints() {
    check_reports("gitlab", |out| {
        let issues: Value = serde_json::from_str(out).unwrap();
        let issues = issues.as_array().unwrap();
        for issue in issues {
            assert!(issue["description"].is_string() && issue["check_name"].is_string());
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
            assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].as_u64() >= Some(1));
        }
        let fingerprints: BTreeSet<&str> = issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), issues.len());
    });
}

#[test]
fn a_draft_gives_no_commands_to_a_ci_system() {
    let hostile = "Article 1\n\n##vso[task.complete]x, under ##[stop-commands] article 9.\n\nArticle 2\n\nText.\n";
    let sheet = r###"{"positions": [{"delegations": ["##vso[a]"], "stance": "##[b]", "target": "article 1"}]}"###;
    let test_folder = TestFolder::with(&[("##[c].treaty", hostile), ("##[c].positions.json", sheet)]);
    for format in ["pretty", "concise", "json", "json-lines", "sarif", "gitlab", "junit", "checkstyle", "azure"] {
        let run = test_folder.run(&["lint", "--format", format]);
        assert!(run.out.contains("dangling-reference"), "{format}: {}", run.out);
        for line in (run.out + &run.err).lines() {
            let line = if format == "azure" { line.trim_start_matches("##vso[task.logissue ") } else { line };
            assert!(!line.contains("##[") && (format == "azure" || !line.contains("##vso[")), "{format}: {line}");
        }
    }
}

#[test]
fn commands_of_github_and_azure_are_lines_of_their_own() {
    check_reports("github", |out| {
        for line in out.lines() {
            let command = line.strip_prefix("::").and_then(|it| it.split_once(' ')).unwrap();
            assert!(["error", "warning", "notice"].contains(&command.0), "{line}");
            let (properties, message) = command.1.split_once("::").unwrap();
            assert!(properties.split(',').all(|it| it.contains('=')) && !message.is_empty(), "{line}");
        }
    });
    check_reports("azure", |out| {
        for line in out.lines().filter(|it| !it.starts_with("info[") && !it.starts_with("travaux: ")) {
            let properties = line.strip_prefix("##vso[task.logissue ").and_then(|it| it.split_once(']')).unwrap().0;
            assert!(properties.trim_end_matches(';').split(';').all(|it| it.contains('=')), "{line}");
        }
    });
}

#[test]
fn findings_link_to_the_pages_of_their_rules() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    for format in ["json", "json-lines", "sarif", "gitlab", "junit", "checkstyle", "azure", "github"] {
        let report = test_folder.run(&["lint", "--format", format]).out;
        assert!(report.contains("/docs/rules/dangling-reference.md"), "{format}: {report}");
    }
    let pretty = { test_folder.command(&["lint", "--color", "always"]) }.env("FORCE_HYPERLINK", "1").output().unwrap();
    assert!(String::from_utf8(pretty.stdout).unwrap().contains("/docs/rules/dangling-reference.md"));
}

#[test]
fn statistics_are_in_the_shape_of_each_format() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT), ("y.treaty", ARABIC)]);
    let run = |format| test_folder.run(&["lint", "-q", "--statistics", "--format", format]).out;
    let report: Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(report["statistics"][0], json!({"rule": "dangling-reference", "severity": "error", "count": 2}));
    assert_eq!(report["findings"], json!([]));
    assert_eq!(run("json-lines").lines().count(), 2);
    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["properties"]["statistics"], report["statistics"]);
    // Numbers are no findings.
    assert_eq!(sarif["runs"][0]["results"], json!([]));
    let run = test_folder.run(&["lint", "--statistics", "--format", "sarif", "a.treaty", "b.treaty"]);
    let sarif: Value = serde_json::from_str(&run.out).unwrap();
    let missing = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(missing.len(), 2, "{missing:?}");
}

#[test]
fn statistics_are_never_findings() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT), ("y.treaty", ARABIC), ("z.treaty", ARABIC)]);
    let run = |format| test_folder.run(&["lint", "-q", "--statistics", "--format", format]);
    let lines = run("concise").out;
    let numbers = "3 error dangling-reference, 1 error unclosed-bracket";
    assert_eq!(lines, "     3 error   dangling-reference\n     1 error   unclosed-bracket\n");
    assert_eq!(run("github").out, format!("::notice title=travaux::{numbers}\n"));
    assert_eq!(run("azure").out, format!("travaux: {numbers}\n"));
    let junit = run("junit").out;
    let junit = Document::parse(&junit).unwrap();
    let properties = junit.descendants().filter(|it| it.has_tag_name("property"));
    let properties: Vec<_> = properties.map(|it| (it.attribute("name"), it.attribute("value"))).collect();
    let expected = [("error dangling-reference", "3"), ("error unclosed-bracket", "1")];
    assert_eq!(properties, expected.map(|(name, value)| (Some(name), Some(value))));
    assert!(!junit.descendants().any(|it| it.has_tag_name("testcase")));
    for format in ["gitlab", "checkstyle"] {
        assert_eq!(run(format).err, lines);
        assert!(!run(format).out.contains("dangling-reference"), "{format}");
    }
    test_folder.write("z.treaty", b"%PDF-1.7\n");
    for format in ["github", "azure", "junit", "gitlab", "checkstyle"] {
        assert!(run(format).status == 2 && run(format).out.contains("z.treaty"), "{format}");
    }
}
