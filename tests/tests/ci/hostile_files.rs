//! Files that are no files, paths that lead elsewhere, and names that are no names: with the real binary.

#![cfg(unix)]

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use travaux_tests::test_folder::TestFolder;

use crate::{ARABIC, DRAFT, json, pairs};

#[test]
fn special_files_are_refused_wherever_their_path_comes_from() {
    let device = "/dev/zero";
    let instrument = format!("[[instruments]]\nname = \"VCLT\"\nfile = \"{device}\"\n");
    let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nText.\n"), ("travaux.toml", &instrument)]);
    let run = test_folder.run(&["lint", "--format", "concise"]);
    assert_eq!(run.status, 2);
    assert!(run.out.starts_with("/dev/zero:1:1: error[instrument-file] this is outside of the folder"), "{}", run.out);
    test_folder.write("travaux.toml", b"");
    for arguments in [&["lint", device][..], &["lint", "--config", device], &["lint", "--baseline", device]] {
        let run = test_folder.run(arguments);
        let all = run.out + &run.err;
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(all.contains("this is a device, not a file"), "{arguments:?} {all}");
    }
    for option in ["--write-baseline", "--output-file"] {
        let run = test_folder.run(&["lint", option, "/dev/full"]);
        assert!(run.status == 2 && run.err.contains("this is a device, not a file"), "{run:?}");
    }
}

#[test]
fn settings_reach_no_file_outside_of_their_folder() {
    let settings = "[[instruments]]\nname = \"Harbour Convention\"\nfile = \"link.md\"\n";
    let draft = "Article 1\n\nUnder article 9 of the Harbour Convention.\n";
    let test_folder = TestFolder::with(&[
        ("in/travaux.toml", settings),
        ("in/x.treaty", draft),
        ("out/vclt.md", "Article 1\n\nText.\n\nArticle 2\n\nText.\n"),
    ]);
    symlink(test_folder.path("out/vclt.md"), test_folder.path("in/link.md")).unwrap();
    assert_eq!(json(&test_folder, &["in"]), pairs(&[("out/vclt.md", "instrument-file")]));
    let named = json(&test_folder, &["in/x.treaty", "out/vclt.md"]);
    assert_eq!(named, pairs(&[("in/x.treaty", "dangling-external-reference")]));
}

#[test]
fn loops_of_links_and_unreadable_folders_are_survived() {
    let test_folder = TestFolder::with(&[("a/x.treaty", ARABIC)]);
    symlink("..", test_folder.path("a/up")).unwrap();
    symlink("itself", test_folder.path("itself")).unwrap();
    assert_eq!(json(&test_folder, &[]), pairs(&[("a/x.treaty", "dangling-reference")]));
}

#[test]
fn links_to_nothing_with_the_names_of_drafts_and_sheets_are_reported() {
    let test_folder = TestFolder::with(&[("x.treaty", ARABIC), ("other/y.treaty", ARABIC)]);
    for name in ["gone.treaty.md", "مادة.treaty", "x.positions.csv", "old/z.treaty", "gone.md"] {
        std::fs::create_dir_all(test_folder.path(name).parent().unwrap()).unwrap();
        symlink("nowhere", test_folder.path(name)).unwrap();
    }
    // A link that leads to a draft is not followed.
    symlink("other/y.treaty", test_folder.path("link.treaty")).unwrap();
    let expected = [
        ("other/y.treaty", "dangling-reference"),
        ("x.treaty", "dangling-reference"),
        ("gone.treaty.md", "unreadable-file"),
        ("x.positions.csv", "positions-file"),
        ("مادة.treaty", "unreadable-file"),
    ];
    assert_eq!(json(&test_folder, &["--exclude", "old"]), pairs(&expected));
    assert_eq!(test_folder.run(&["lint", "--fail-on", "never"]).status, 2);
}

/// Creates a pipe, from which a program that opened it would wait for ever.
fn make_pipe(test_folder: &TestFolder, name: &str) {
    let made = std::process::Command::new("mkfifo").arg(test_folder.path(name)).status();
    assert!(made.unwrap().success());
}

#[test]
fn pipes_and_sockets_in_a_folder_are_reported_by_name() {
    let test_folder = TestFolder::with(&[("x.treaty", "Article 1\n\nText.\n"), ("notes.txt", "")]);
    for name in ["y.treaty", "x.positions.json", "y.positions.csv", "our.groups.json", "our.topics.json", "pipe"] {
        make_pipe(&test_folder, name);
    }
    let _socket = std::os::unix::net::UnixListener::bind(test_folder.path("z.treaty")).unwrap();
    let expected = [
        ("our.groups.json", "groups-file"),
        ("our.topics.json", "topics-file"),
        ("x.positions.json", "positions-file"),
        ("y.positions.csv", "positions-file"),
        ("y.treaty", "unreadable-file"),
        ("z.treaty", "unreadable-file"),
    ];
    assert_eq!(json(&test_folder, &[]), pairs(&expected));
    let run = test_folder.run(&["lint", "--format", "concise", "--exclude", "[yz].treaty"]);
    assert!(
        run.status == 2 && run.out.contains("x.positions.json:1:1: error[positions-file] this is a pipe"),
        "{run:?}"
    );
    for command in ["outline", "positions"] {
        assert_eq!(test_folder.run(&[command]).status, 2, "{command}");
    }
}

#[test]
fn settings_that_cannot_be_read_are_not_replaced_by_the_defaults() {
    let test_folder = TestFolder::with(&[("a/x.treaty", DRAFT), ("b/x.treaty", DRAFT), ("c/x.treaty", ARABIC)]);
    make_pipe(&test_folder, "a/travaux.toml");
    symlink("nowhere", test_folder.path("b/travaux.toml")).unwrap();
    let expected = [
        ("c/x.treaty", "dangling-reference"),
        ("a/travaux.toml", "settings-file"),
        ("b/travaux.toml", "settings-file"),
    ];
    assert_eq!(json(&test_folder, &[]), pairs(&expected));
}

#[test]
fn linked_settings_hold_for_the_folder_of_the_link() {
    let settings = "[drafts]\ninclude = [\"/texts/*.md\"]\n[rules]\nunclosed-bracket = \"off\"\n";
    let test_folder = TestFolder::with(&[("shared/ours.toml", settings), ("work/texts/a.md", DRAFT)]);
    symlink("../shared/ours.toml", test_folder.path("work/travaux.toml")).unwrap();
    assert_eq!(json(&test_folder, &["work"]), pairs(&[("work/texts/a.md", "dangling-reference")]));
}

#[test]
fn names_that_are_no_text_are_linted_and_fixed() {
    let test_folder = TestFolder::with(&[]);
    let path = test_folder.path("").join(std::ffi::OsStr::from_bytes(b"\xFFa.treaty"));
    if std::fs::write(&path, "Article 1\n\nThe Parties [shall] [shall] act.\n").is_err() {
        // Some systems have only names that are text.
        return;
    }
    assert_eq!(json(&test_folder, &[]), pairs(&[("\u{FFFD}a.treaty", "identical-alternatives")]));
    assert_eq!(test_folder.run(&["lint", "--fix", "--fail-on", "info"]).status, 0);
    assert!(std::fs::read_to_string(path).unwrap().contains("Parties [shall] act"));
}
