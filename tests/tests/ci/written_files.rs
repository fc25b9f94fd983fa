//! What `travaux lint` writes, and where: with the real binary.

use std::time::{Duration, Instant};

use travaux_tests::test_folder::TestFolder;

use crate::DRAFT;

#[test]
fn a_forgotten_file_name_costs_no_draft() {
    let names =
        ["a.treaty.md", "اتفاقية.treaty", "x.positions.csv", "x.positions.json", "o.groups.json", "travaux.toml"];
    let test_folder = TestFolder::with(&names.map(|it| (it, DRAFT)));
    for name in names {
        for option in ["--write-baseline", "--output-file"] {
            let run = test_folder.run(&["lint", option, name, "a.treaty.md"]);
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{option} {name}");
            assert!(run.err.contains("this is the name of a ") && run.err.contains("name "), "{}", run.err);
            assert_eq!(test_folder.read(name), DRAFT);
        }
    }
    // A new file with such a name is refused too: the next run would read it.
    assert_eq!(test_folder.run(&["lint", "--output-file", "new.treaty"]).status, 2);
    assert!(!test_folder.path("new.treaty").exists());
}

#[test]
fn a_file_that_is_no_baseline_is_not_replaced_by_one() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT), ("notes.json", "{\"version\": 1}"), ("empty", "")]);
    let run = test_folder.run(&["lint", "--write-baseline", "notes.json"]);
    let expected = "notes.json: this file exists and is no baseline; delete it, or name another file\n";
    assert_eq!((run.status, run.err.as_str()), (2, expected));
    for name in ["empty", "empty", "new.json"] {
        assert_eq!(test_folder.run(&["lint", "--write-baseline", name]).status, 0);
    }
    assert_eq!(test_folder.run(&["lint", "--write-baseline", "-"]).status, 2);
    assert!(!test_folder.path("-").exists());
}

#[test]
fn what_is_read_is_not_replaced_by_the_report() {
    let settings = "[drafts]\ninclude = [\"*.txt\"]\n";
    let test_folder = TestFolder::with(&[("travaux.toml", settings), ("notes.txt", DRAFT), ("x", DRAFT)]);
    for arguments in [&["notes.txt"][..], &["x", "x"], &["notes.txt", "--config", "notes.txt"]] {
        let run = test_folder.run(&[&["lint", "--output-file"], arguments].concat());
        assert_eq!(run.status, 2, "{run:?}");
        assert_eq!(test_folder.read(arguments[0]), DRAFT);
    }
}

#[test]
fn a_dash_is_standard_output_and_a_failed_report_is_not_referred_to() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    let run = test_folder.run(&["lint", "--format", "concise", "--output-file", "-"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 2));
    assert!(!test_folder.path("-").exists());
    let run = test_folder.run(&["lint", "--select", "dangling-reference", "--output-file", "."]);
    let expected = ".: the report could not be written: this is a folder\n1 error in 1 draft; 1 can be fixed with --fix --unsafe-fixes\n";
    assert_eq!((run.status, run.err.as_str()), (2, expected));
}

#[test]
fn a_watch_is_not_woken_by_its_own_report() {
    let test_folder = TestFolder::with(&[("x.treaty", DRAFT)]);
    let arguments = ["lint", "--watch", "-q", "--format", "concise", "--output-file", "report.txt"];
    let mut child = test_folder.command(&arguments).spawn().unwrap();
    let report = test_folder.path("report.txt");
    let wait_for = |wanted: &str| {
        let started = Instant::now();
        while std::fs::read_to_string(&report).ok().is_none_or(|it| !it.contains(wanted)) {
            assert!(started.elapsed() < Duration::from_secs(60), "no {wanted}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait_for("article 9");
    let written = || std::fs::metadata(&report).unwrap().modified().unwrap();
    let before = written();
    std::thread::sleep(Duration::from_millis(1500));
    let after = written();
    // It is woken by what it reads.
    test_folder.write("y.treaty", DRAFT.replace("article 9", "article 8").as_bytes());
    wait_for("article 8");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(before, after);
}
