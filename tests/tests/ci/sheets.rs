//! Positions files that no draft has, and those that cannot be read: with the real binary.

use travaux_tests::test_folder::TestFolder;

use crate::DRAFT;

const ROWS: &str = "delegations,stance,target\nRU,supports,article 1\nXX,suports,article 1\n";

fn lines(test_folder: &TestFolder, arguments: &[&str]) -> Vec<String> {
    let run = test_folder.run(&[&["lint", "-q", "--format", "concise", "--fail-on", "never"], arguments].concat());
    assert_eq!(run.status, 0, "{run:?}");
    run.out.lines().filter(|it| !it.starts_with("lakes.")).map(str::to_owned).collect()
}

#[test]
fn a_sheet_without_a_draft_of_its_name_is_told_and_its_rows_are_checked() {
    let test_folder = TestFolder::with(&[("lakes.treaty.md", DRAFT), ("lake.positions.csv", ROWS)]);
    let expected = [
        "lake.positions.csv:1:1: warning[unresolved-target] no draft beside this file has its name, \"lake\"; did you mean \"lakes\"?",
        "lake.positions.csv:3:1: error[unknown-delegation] \"XX\" is no delegation",
        "lake.positions.csv:3:4: error[positions-file] \"suports\" is no stance; did you mean \"supports\"?",
    ];
    for paths in [&[][..], &["lake.positions.csv"], &["."]] {
        assert_eq!(lines(&test_folder, paths), expected, "{paths:?}");
    }
    // It was not asked for, and is not that of the draft.
    assert!(lines(&test_folder, &["lakes.treaty.md"]).is_empty());
    let listed = test_folder.run(&["positions", "lake.positions.csv"]);
    assert!(listed.out.starts_with("lake.positions.csv: 1 position\n"), "{listed:?}");
    assert!(listed.err.starts_with("warning: lake.positions.csv:1:1: no draft beside this file"), "{listed:?}");
    test_folder.write("travaux.toml", b"[rules]\nunresolved-target = \"off\"\n");
    assert_eq!(lines(&test_folder, &[]), expected[1..]);
}

#[test]
fn the_drafts_beside_a_sheet_are_named() {
    let sheet = r#"{"positions": [{"delegations": ["RU"], "stance": "supports", "target": "article 1"}]}"#;
    for (drafts, help) in [
        (&["اتفاقية.ar.treaty", "lakes.treaty"][..], "the drafts there: lakes.treaty, اتفاقية.ar.treaty"),
        (
            &["lakes.1.treaty", "lakes.2.treaty", "lakes.3.treaty", "lakes.4.treaty"],
            "the drafts there: lakes.1.treaty, lakes.2.treaty, lakes.3.treaty and more",
        ),
        (&[], "the draft of this file would be \"公约.treaty.md\" or the like"),
    ] {
        let test_folder = TestFolder::with(&[("公约.positions.json", sheet)]);
        drafts.iter().for_each(|it| test_folder.write(it, "Article 1\n\nText.\n".as_bytes()));
        let found = lines(&test_folder, &[]);
        assert!(found.len() == 1 && found[0].ends_with(help), "{found:?}");
    }
}

#[test]
fn sheets_that_belong_somewhere_are_no_fault() {
    let rows = "delegations,stance,target\nRU,supports,article 1\n";
    let named = r#"{"draft": "a.en.treaty", "positions": []}"#;
    let test_folder = TestFolder::with(&[
        ("a.en.treaty", DRAFT),
        ("b.md", DRAFT),
        // Shared by languages, by name, by topics, by a draft of another format; without rows.
        ("a.positions.csv", rows),
        ("other.positions.json", named),
        ("meeting.positions.csv", "delegations,stance,topic\nRU,supports,spam\n"),
        ("b.positions.csv", rows),
        ("c.pdf", ""),
        ("c.positions.csv", rows),
        ("d.positions.csv", "delegations,stance,target\n"),
    ]);
    for paths in [
        &["--select", "unresolved-target"][..],
        &["--select", "unresolved-target", "a.positions.csv", "b.positions.csv"],
    ] {
        assert_eq!(lines(&test_folder, paths), Vec::<String>::new());
    }
}

#[test]
fn a_sheet_that_cannot_be_read_gives_exit_status_two() {
    for (name, bytes) in [
        ("x.positions.csv", &b"delegations,stance,target\nRU,supports,\xFF\xFE\n"[..]),
        ("x.positions.json", b"{\"positions\": ["),
        ("x.positions.json", b"delegations,stance,target\n"),
        ("x.groups.json", b"no JSON"),
        ("x.topics.json", b"\xC7\xE1"),
    ] {
        let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nText.\n")]);
        test_folder.write(name, bytes);
        let run = test_folder.run(&["lint", "--format", "concise", "--fail-on", "never"]);
        assert!(run.status == 2 && run.out.starts_with(name), "{run:?}");
        let run = test_folder.run(&["lint", "--fail-on", "never"]);
        assert!(run.err.contains("1 failure made the run incomplete"), "{run:?}");
        assert_eq!(test_folder.run(&["positions"]).status, 2, "{name}");
    }
    // A wrong row is an error, not a failure.
    let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nText.\n"), ("x.positions.csv", ROWS)]);
    assert_eq!(test_folder.run(&["lint"]).status, 1);
}
