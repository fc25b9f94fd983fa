//! What an editor asks about a draft and shows, asked of the real binary.

use serde_json::{Value, json};
use travaux_tests::client::Client;

const URI: &str = "file:///drafts/a.treaty";

fn client_of(text: &str, document: Value) -> Client {
    let (mut client, _) = Client::started(json!({"textDocument": document}));
    client.open(URI, text);
    client
}

fn about(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    more.as_object().unwrap().iter().for_each(|(key, value)| params[key] = value.clone());
    client.request(&format!("textDocument/{method}"), params).unwrap()
}

/// A range as `line:column-line:column`.
fn told(range: &Value) -> String {
    let place = |it: &Value| format!("{}:{}", it["line"], it["character"]);
    format!("{}-{}", place(&range["start"]), place(&range["end"]))
}

fn list(answer: &Value) -> &Vec<Value> {
    answer.as_array().unwrap_or_else(|| panic!("no list: {answer}"))
}

#[test]
fn a_provision_is_highlighted_with_its_references() {
    let mut client = client_of("المادة 1\r\n\r\n𝒜 وفقاً للمادة 2.\r\n\r\nالمادة 2\r\n\r\nنص.\r\n", json!({}));
    let found = client.ask_at("textDocument/documentHighlight", URI, (4, 2)).unwrap();
    let found: Vec<String> = list(&found).iter().map(|it| format!("{} {}", told(&it["range"]), it["kind"])).collect();
    assert_eq!(found, ["2:9-2:17 2", "4:0-4:8 3"]);
    assert_eq!(client.ask_at("textDocument/documentHighlight", URI, (99, 99)).unwrap(), Value::Null);
}

#[test]
fn a_term_and_a_bracket_lead_to_where_they_begin() {
    let text = "1. “Mast” means a support.\n\n2. Each mast [stands].\n";
    let mut client = client_of(text, json!({"declaration": {"linkSupport": true}}));
    for (at, expected) in [((2, 9), "0:4-0:8"), ((2, 20), "2:13-2:14")] {
        let links = client.ask_at("textDocument/declaration", URI, at).unwrap();
        assert_eq!(told(&links[0]["targetSelectionRange"]), expected);
        let places = client.ask_at("textDocument/definition", URI, at).unwrap();
        assert_eq!(told(&places[0]["range"]), expected);
    }
}

fn folds(text: &str, abilities: Value) -> Vec<String> {
    let mut client = client_of(text, json!({"foldingRange": abilities}));
    let found = about(&mut client, "foldingRange", json!({}));
    list(&found)
        .iter()
        .map(|it| format!("{}-{} {}", it["startLine"], it["endLine"], it["kind"].as_str().unwrap()))
        .collect()
}

#[test]
fn folds_respect_what_the_client_can_and_wants() {
    let text = "Article 1\n\n1. To [act\nor\nnot]:\n\n(a) one.\n\nArticle 2\n\nText.\n\n<!-- a\nb -->\n";
    let all = ["0-6 region", "2-6 region", "2-4 region", "8-13 region", "12-13 comment"];
    assert_eq!(folds(text, json!({})), all);
    assert_eq!(
        folds(text, json!({"lineFoldingOnly": true})),
        ["0-6 region", "2-6 region", "8-13 region", "12-13 comment"]
    );
    assert_eq!(folds(text, json!({"rangeLimit": 3})), ["0-6 region", "2-6 region", "8-13 region"]);
    assert_eq!(folds(text, json!({"rangeLimit": 0})), [""; 0]);
    assert_eq!(folds("", json!({})), [""; 0]);
}

#[test]
fn each_place_gets_its_selections_nested() {
    let mut client = client_of("1 - [نص [آخر]] هنا.\n", json!({}));
    let places = json!([{"line": 0, "character": 10}, {"line": 0, "character": 5}, {"line": 7, "character": 7}]);
    let found = about(&mut client, "selectionRange", json!({"positions": places}));
    assert_eq!(list(&found).len(), 3);
    assert_eq!(told(&found[0]["range"]), "0:9-0:12");
    assert_eq!(told(&found[0]["parent"]["range"]), "0:8-0:13");
    assert_eq!(told(&found[1]["range"]), "0:5-0:7");
    assert_eq!(told(&found[2]["range"]), "0:0-1:0");
}

#[test]
fn an_empty_draft_and_places_outside_are_answered() {
    let mut client = client_of("", json!({}));
    for method in ["documentHighlight", "declaration", "definition"] {
        let found = client.ask_at(&format!("textDocument/{method}"), URI, (3, 4_000_000_000)).unwrap();
        assert!(found.is_null() || list(&found).is_empty(), "{method}: {found}");
    }
}
