//! Renames of files, about which an editor asks before: the names of the files in other files are updated.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use travaux_tests::client::{Client, uri_of};

const SETTINGS: &str = "[[instruments]]\r\nname = \"اتفاقية الموانئ\"\r\nfile = 'نصوص/harbour.treaty' # here\r\n";
const POSITIONS: &str = "{ \"draft\" : \"./a.treaty\",\n  \"positions\": [] }\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("نصوص")).unwrap();
    for (name, text) in [
        ("a.treaty", "第一条\n\n案文。\n"),
        ("b.ar.treaty", "المادة 1\n\nنص.\n"),
        ("نصوص/harbour.treaty", "Article 1\n\nText.\n"),
        ("a.positions.json", POSITIONS),
        ("b.positions.csv", "delegations,stance,target\n"),
        ("travaux.toml", SETTINGS),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn client_in(folder: &Path, edit: Value) -> Client {
    let mut client = Client::spawn();
    let answer = client.handshake(json!({"workspace": {"workspaceEdit": edit}}), Some(folder));
    let filters = &answer["capabilities"]["workspace"]["fileOperations"]["willRename"]["filters"];
    assert_eq!(filters[0]["pattern"], json!({"glob": "**/*", "matches": "file"}));
    client
}

/// Requests the edit for the renaming of some files of a folder.
fn rename_edit(client: &mut Client, folder: &Path, moves: &[(&str, &str)]) -> Value {
    let uri = |it: &str| uri_of(&folder.join(it));
    let files: Vec<Value> = moves.iter().map(|it| json!({"oldUri": uri(it.0), "newUri": uri(it.1)})).collect();
    client.request("workspace/willRenameFiles", json!({"files": files})).unwrap()
}

fn at(line: u32, from: u32, to: u32) -> Value {
    json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}})
}

#[test]
fn names_in_files_that_are_not_open_are_updated() {
    let folder = folder();
    let mut client = client_in(folder.path(), json!({"documentChanges": true}));
    let edit = rename_edit(&mut client, folder.path(), &[("a.treaty", "公约.treaty")]);
    let expected = json!({"documentChanges": [{
        "textDocument": {"uri": uri_of(&folder.path().join("a.positions.json")), "version": null},
        "edits": [{"range": at(0, 12, 24), "newText": "\"./公约.treaty\""}],
    }]});
    assert_eq!(edit, expected);
    let edit = rename_edit(&mut client, folder.path(), &[("نصوص", "texts")]);
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], uri_of(&folder.path().join("travaux.toml")));
    assert_eq!(change["edits"], json!([{"range": at(2, 7, 28), "newText": "'texts/harbour.treaty'"}]));
    assert_eq!(rename_edit(&mut client, folder.path(), &[("x.treaty", "y.treaty")]), Value::Null);
}

#[test]
fn names_in_open_files_are_updated_in_the_text_of_the_editor() {
    let folder = folder();
    let mut client = client_in(folder.path(), json!({"documentChanges": true}));
    let positions = uri_of(&folder.path().join("a.positions.json"));
    client.open(&positions, POSITIONS);
    let version = client.replace(&positions, (0, 0), (0, 24), "\n\n{\"draft\": \"\\u0061.treaty\"");
    let edit = rename_edit(&mut client, folder.path(), &[("a.treaty", "نص.treaty")]);
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": positions, "version": version}));
    assert_eq!(change["edits"], json!([{"range": at(2, 10, 25), "newText": "\"نص.treaty\""}]));
}

#[test]
fn a_positions_file_named_after_its_draft_is_renamed_too() {
    let folder = folder();
    let renamed = [("b.ar.treaty", "اتفاقية.ar.treaty")];
    let mut client =
        client_in(folder.path(), json!({"documentChanges": true, "resourceOperations": ["create", "rename"]}));
    let edit = rename_edit(&mut client, folder.path(), &renamed);
    let expected = json!({"documentChanges": [{
        "kind": "rename",
        "oldUri": uri_of(&folder.path().join("b.positions.csv")),
        "newUri": uri_of(&folder.path().join("اتفاقية.positions.csv")),
        "options": {"overwrite": false, "ignoreIfExists": true},
    }]});
    assert_eq!(edit, expected);
    // A client that does not support renaming files gets no edit.
    let mut client = client_in(folder.path(), json!({"documentChanges": true}));
    assert_eq!(rename_edit(&mut client, folder.path(), &renamed), Value::Null);
}

#[test]
fn a_client_without_capabilities_gets_plain_edits_for_renamed_files() {
    let folder = folder();
    let mut client = client_in(folder.path(), json!({}));
    let edit = rename_edit(&mut client, folder.path(), &[("a.treaty", "c.treaty")]);
    let positions = uri_of(&folder.path().join("a.positions.json"));
    assert_eq!(edit["changes"][positions], json!([{"range": at(0, 12, 24), "newText": "\"./c.treaty\""}]));
}
