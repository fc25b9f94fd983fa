//! Requests of the real binary whose answers change a draft: code actions, renames, completion and formatting. Edits
//! have versions and annotations if the client supports them.

use serde_json::{Value, json};
use travaux_tests::client::Client;

const URI: &str = "file:///drafts/a.treaty";

/// The title of the action that writes a placeholder into empty brackets.
const FILL: &str = "Write `[X]` while the text is open";

fn client_of(text: &str) -> Client {
    let (mut client, answer) = Client::started(json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {}}},
        "textDocument": {"codeAction": {
            "dataSupport": true,
            "resolveSupport": {"properties": ["edit"]},
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor.rewrite"]}},
        }},
    }));
    assert_eq!(answer["capabilities"]["renameProvider"]["prepareProvider"], true);
    client.open(URI, text);
    client
}

fn actions(client: &mut Client, line: u32, column: u32, only: Value) -> Vec<Value> {
    let at = json!({"line": line, "character": column});
    let mut context = json!({"diagnostics": []});
    if !only.is_null() {
        context["only"] = only;
    }
    let params = json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at}, "context": context});
    client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|it| it["title"].as_str().unwrap()).collect()
}

#[test]
fn an_action_gets_its_edits_when_it_is_resolved() {
    let mut client =
        client_of("Keep [computer data] [digital information] or [digital information] [computer data].\n");
    let offered = actions(&mut client, 0, 8, Value::Null);
    let everywhere = offered.iter().find(|it| it["title"] == "Accept “computer data” in all 2 places");
    let everywhere = everywhere.unwrap_or_else(|| panic!("{:?}", titles(&offered))).clone();
    assert!(everywhere.get("edit").is_none(), "{everywhere}");
    let chosen = client.request("codeAction/resolve", everywhere.clone()).unwrap();
    let change = &chosen["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    assert_eq!(change["edits"].as_array().unwrap().len(), 2);
    assert_eq!(change["edits"][0]["newText"], "computer data");
    assert_eq!(change["edits"][0]["annotationId"], "all");
    let annotation = &chosen["edit"]["changeAnnotations"]["all"];
    assert_eq!((&annotation["label"], &annotation["needsConfirmation"]), (&everywhere["title"], &json!(true)));

    client.replace(URI, (0, 0), (0, 0), "x");
    let late = client.request("codeAction/resolve", everywhere).unwrap_err();
    assert_eq!(late["code"], -32801, "{late}");
}

#[test]
fn only_the_requested_kinds_of_actions_are_offered() {
    let mut client = client_of("Article 1\n\nThe Parties [act] [act] now.\n");
    let fixes = actions(&mut client, 2, 20, json!(["quickfix"]));
    assert_eq!(titles(&fixes), ["Delete the second of the two", "Allow identical-alternatives here"]);
    assert_eq!((&fixes[0]["isPreferred"], &fixes[1]["isPreferred"]), (&json!(true), &Value::Null));
    let all = actions(&mut client, 0, 0, json!(["source.fixAll"]));
    assert_eq!(titles(&all), ["Apply all sure fixes in this draft"]);
    let rewrites = actions(&mut client, 2, 20, json!(["refactor"]));
    assert!(!titles(&rewrites).contains(&"Delete the second of the two") && !rewrites.is_empty());
}

#[test]
fn a_blank_to_be_filled_is_filled_by_the_preferred_action_only() {
    for (text, blank) in
        [("Elected for [ ] years.\n", (12, 15)), ("تتألف من [] عضوا.\n", (9, 11)), ("每[]年。\n", (1, 3))]
    {
        let mut client = client_of(text);
        let fixes = actions(&mut client, 0, blank.0 + 1, json!(["quickfix"]));
        assert_eq!(titles(&fixes), [FILL, "Allow empty-bracket here"]);
        assert_eq!((&fixes[0]["isPreferred"], &fixes[1]["isPreferred"]), (&json!(true), &Value::Null));
        let chosen = client.request("codeAction/resolve", fixes[0].clone()).unwrap();
        let edits = &chosen["edit"]["documentChanges"][0]["edits"];
        let at = |character: u32| json!({"line": 0, "character": character});
        assert_eq!(edits, &json!([{"range": {"start": at(blank.0 + 1), "end": at(blank.1 - 1)}, "newText": "X"}]));
        assert_eq!(actions(&mut client, 0, blank.0 + 1, json!(["source.fixAll"])), Vec::<Value>::new());
    }
}

#[test]
fn an_action_names_the_finding_that_it_fixes() {
    let mut client = client_of("第一条\n\n各国[]合作[]。\n\nالأطراف] تعمل [] معا.\n");
    let findings = client.findings(URI)["diagnostics"].take();
    assert_eq!(findings.as_array().unwrap().len(), 4, "{findings}");
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 5, "character": 0}});
    let context = json!({"diagnostics": findings, "only": ["quickfix"]});
    let params = json!({"textDocument": {"uri": URI}, "range": all, "context": context});
    let offered = client.request("textDocument/codeAction", params).unwrap();
    let fixed: Vec<(&Value, &Value)> =
        offered.as_array().unwrap().iter().map(|it| (&it["title"], &it["diagnostics"][0]["range"]["start"])).collect();
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    let filled = json!(FILL);
    let expected = [
        (&filled, &at(2, 2)),
        (&filled, &at(2, 6)),
        (&json!("Delete `]`"), &at(4, 7)),
        (&filled, &at(4, 14)),
        (&json!("Allow empty-bracket here"), &at(2, 2)),
        (&json!("Allow stray-bracket here"), &at(4, 7)),
        (&json!("Allow empty-bracket here"), &at(4, 14)),
    ];
    assert_eq!(fixed, expected);
    // Of two actions with the same title, the chosen one is resolved.
    for (index, column) in [(0, 2), (1, 6)] {
        let chosen = client.request("codeAction/resolve", offered[index].clone()).unwrap();
        let edit = &chosen["edit"]["documentChanges"][0]["edits"][0];
        assert_eq!(edit["range"]["start"], at(2, column + 1), "{chosen}");
    }
}

#[test]
fn a_label_without_a_number_gets_one() {
    let mut client = client_of("المادة 1\n\nنص.\n\nالمادة [X]\n\nنص.\n");
    let offered = actions(&mut client, 4, 3, json!(["refactor.rewrite"]));
    let number =
        offered.iter().find(|it| it["title"] == "Number it 2").unwrap_or_else(|| panic!("{:?}", titles(&offered)));
    let chosen = client.request("codeAction/resolve", number.clone()).unwrap();
    let edit = &chosen["edit"]["documentChanges"][0]["edits"][0];
    let range = json!({"start": {"line": 4, "character": 7}, "end": {"line": 4, "character": 10}});
    assert_eq!(edit, &json!({"range": range, "newText": "2"}));
}

#[test]
fn chinese_articles_are_renumbered_with_their_references() {
    let mut client = client_of("第一条\n\n依照第十二条第一款。\n\n第十二条\n\n案文。\n");
    let offered = actions(&mut client, 4, 1, json!(["refactor"]));
    let row = offered.iter().find(|it| it["title"] == "Renumber this provision and what refers to it");
    let row = row.unwrap_or_else(|| panic!("{:?}", titles(&offered))).clone();
    let chosen = client.request("codeAction/resolve", row).unwrap();
    let edits = chosen["edit"]["documentChanges"][0]["edits"].as_array().unwrap().clone();
    let edits: Vec<(&Value, &Value)> = edits.iter().map(|it| (&it["range"]["start"], &it["newText"])).collect();
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    assert_eq!(edits, [(&at(2, 3), &json!("二")), (&at(4, 1), &json!("二"))]);
}

#[test]
fn a_client_without_capabilities_gets_plain_edits() {
    let takes_actions = json!({"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}});
    let (mut client, _) = Client::started(json!({"textDocument": takes_actions}));
    client.open(URI, "خذ [كل] التدابير.\n");
    let offered = actions(&mut client, 0, 4, Value::Null);
    let dropped = offered.iter().find(|it| it["title"] == "Drop “كل”").unwrap();
    assert_eq!(dropped["edit"]["changes"][URI][0]["range"]["start"], json!({"line": 0, "character": 2}));
}

#[test]
fn a_client_that_supports_commands_only_is_offered_nothing() {
    let (mut client, _) = Client::started(json!({}));
    client.open(URI, "Take [all] measures.\n");
    let at = json!({"line": 0, "character": 6});
    let params = json!({
        "textDocument": {"uri": URI}, "range": {"start": at, "end": at}, "context": {"diagnostics": []},
    });
    assert_eq!(client.request("textDocument/codeAction", params), Ok(Value::Null));
}

#[test]
fn a_number_is_renamed_with_its_references() {
    let mut client = client_of("Article 1\n\nUnder article 2.\n\nArticle 2\n\nText.\n");
    let words = client.ask_at("textDocument/prepareRename", URI, (4, 3)).unwrap();
    assert_eq!(words["placeholder"], "Article 2");
    let params =
        |name: &str| json!({"textDocument": {"uri": URI}, "position": {"line": 4, "character": 3}, "newName": name});
    let edit = client.request("textDocument/rename", params("7")).unwrap();
    let texts: Vec<&Value> =
        edit["documentChanges"][0]["edits"].as_array().unwrap().iter().map(|it| &it["newText"]).collect();
    assert_eq!(texts, ["7", "7"]);
    let refused = client.request("textDocument/rename", params("1")).unwrap_err();
    assert_eq!(refused["message"], "article 1 already exists");
    assert_eq!(client.ask_at("textDocument/prepareRename", URI, (2, 1)).unwrap(), Value::Null);
}

#[test]
fn a_term_is_renamed_where_it_is_spelt_alike_unless_the_client_can_ask() {
    let text = "Article 1\n\n(a) “Lake” means water;\n\nArticle 2\n\nA Lake, LAKES and lakes.\n";
    let params = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 6}, "newName": "Pond"});
    let edit = client_of(text).request("textDocument/rename", params.clone()).unwrap();
    let ids: Vec<&Value> =
        edit["documentChanges"][0]["edits"].as_array().unwrap().iter().map(|it| &it["annotationId"]).collect();
    assert_eq!(ids, ["all", "all", "doubtful", "doubtful"]);
    for edits in [json!({}), json!({"documentChanges": true})] {
        let (mut client, _) = Client::started(json!({"workspace": {"workspaceEdit": edits}}));
        client.open(URI, text);
        let edit = client.request("textDocument/rename", params.clone()).unwrap();
        let changed =
            if edits["documentChanges"] == true { &edit["documentChanges"][0]["edits"] } else { &edit["changes"][URI] };
        assert_eq!(changed.as_array().unwrap().len(), 2, "{edit}");
    }
    let taken = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 6}, "newName": "x]”"});
    let refused = client_of(text).request("textDocument/rename", taken).unwrap_err();
    assert_eq!(refused["message"], "`x]”` has brackets or quotation marks");
}

#[test]
fn completion_offers_the_articles_with_their_titles() {
    let mut client = client_of("Article 1\nScope\n\nUnder article \n\nArticle 2 bis\nFund\n\nText of it.\n");
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 3, "character": 14}});
    let list = client.request("textDocument/completion", at).unwrap();
    assert_eq!((&list[1]["label"], &list[1]["detail"]), (&json!("2 bis"), &json!("Fund")));
    let whole = client.request("completionItem/resolve", list[1].clone()).unwrap();
    assert!(whole["documentation"].as_str().unwrap().contains("Text of it."), "{whole}");
}

#[test]
fn completion_replaces_a_placeholder_by_a_number() {
    let mut client = client_of("المادة 1\n\nوفقا للمادة [X].\n\nالمادة 2\n\nنص.\n");
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 14}});
    let list = client.request("textDocument/completion", at).unwrap();
    let range = json!({"start": {"line": 2, "character": 12}, "end": {"line": 2, "character": 15}});
    assert_eq!(list[1]["textEdit"], json!({"range": range, "newText": "2"}));
    assert_eq!(list[1]["filterText"], "[X]");
}

#[test]
fn formatting_changes_blanks_only() {
    let mut client = client_of("Take [ all ] measures.\n");
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let params = json!({"textDocument": {"uri": URI}, "options": options});
    let edits = client.request("textDocument/formatting", params).unwrap();
    assert!(edits.as_array().unwrap().iter().all(|it| it["newText"] == ""), "{edits}");
    assert_eq!(edits.as_array().unwrap().len(), 2);
    let typed =
        json!({"textDocument": {"uri": URI}, "options": options, "ch": "]", "position": {"line": 0, "character": 12}});
    assert_eq!(client.request("textDocument/onTypeFormatting", typed).unwrap().as_array().unwrap().len(), 2);
}
