//! Tests of the protocol checker that the other tests use: it accepts valid messages, and reports where and why others
//! are invalid.

use serde_json::{Value, json};
use travaux_tests::protocol::Conversation;

/// A conversation after `initialize`, with a client that has some capabilities.
fn conversation_with(client: Value) -> Conversation {
    let mut conversation = Conversation::default();
    let params = json!({"processId": null, "rootUri": null, "capabilities": client});
    conversation.note_sent(&json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}));
    let legend = json!({"tokenTypes": ["class", "keyword"], "tokenModifiers": ["declaration"]});
    let offered = json!({"semanticTokensProvider": {"legend": legend, "full": true}});
    let answer = json!({"jsonrpc": "2.0", "id": 0, "result": {"capabilities": offered}});
    assert_eq!(conversation.fault_of_received(&answer), None);
    conversation
}

/// The fault that is found in the answer to a request.
fn fault_in_answer(client: Value, method: &str, result: Value) -> String {
    let mut conversation = conversation_with(client);
    conversation.note_sent(&json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": {}}));
    let fault = conversation.fault_of_received(&json!({"jsonrpc": "2.0", "id": 1, "result": result}));
    fault.unwrap_or_default().replace(&format!("the answer to {method}: "), "")
}

/// The fault that is found in a notification.
fn fault_in_notification(method: &str, params: Value) -> String {
    let message = json!({"jsonrpc": "2.0", "method": method, "params": params});
    conversation_with(json!({})).fault_of_received(&message).unwrap_or_default()
}

fn range(start: (i64, i64), end: (i64, i64)) -> Value {
    let position = |it: (i64, i64)| json!({"line": it.0, "character": it.1});
    json!({"start": position(start), "end": position(end)})
}

#[test]
fn valid_answers_are_accepted() {
    let somewhere = range((0, 0), (0, 1));
    for (method, result) in [
        ("textDocument/hover", Value::Null),
        ("textDocument/hover", json!({"contents": {"kind": "markdown", "value": ""}, "range": somewhere})),
        ("textDocument/hover", json!({"contents": ["a", {"language": "x", "value": "b"}]})),
        ("textDocument/definition", json!({"uri": "file:///a", "range": somewhere})),
        ("textDocument/definition", json!([{"uri": "untitled:a", "range": somewhere}])),
        ("textDocument/documentSymbol", json!([])),
        ("textDocument/foldingRange", json!([{"startLine": 0, "endLine": 2_147_483_647, "kind": "our own"}])),
        ("textDocument/inlayHint", json!([{"position": {"line": 0, "character": 0}, "label": [{"value": "x"}]}])),
        ("textDocument/diagnostic", json!({"kind": "unchanged", "resultId": "1"})),
        ("textDocument/rename", json!({"changes": {"file:///a": [{"range": somewhere, "newText": ""}]}})),
        ("textDocument/semanticTokens/full", json!({"data": [0, 0, 1, 1, 1]})),
        ("workspace/symbol", json!([{"name": "x", "kind": 5, "location": {"uri": "file:///a"}}])),
        ("codeLens/resolve", json!({"range": somewhere, "data": {"any": [null, 1.5]}})),
        ("shutdown", Value::Null),
    ] {
        assert_eq!(fault_in_answer(json!({}), method, result.clone()), "", "{method} {result}");
    }
}

#[test]
fn invalid_answers_are_rejected_with_the_member_and_the_reason() {
    let somewhere = range((0, 0), (0, 1));
    for (method, result, expected) in [
        ("textDocument/hover", json!({}), "result lacks `contents` of Hover"),
        ("textDocument/hover", json!({"contents": "", "more": 1}), "result.more is not a member of Hover"),
        ("textDocument/hover", json!({"contents": "", "range": null}), "result.range `null` is not Range"),
        ("textDocument/hover", json!(7), "result `7` is not Hover or null"),
        (
            "textDocument/hover",
            json!({"contents": {"kind": "html", "value": ""}}),
            "result.contents.kind `\"html\"` is not MarkupKind",
        ),
        (
            "textDocument/references",
            json!([{"uri": "file:///a", "range": somewhere}, {"uri": "/a", "range": somewhere}]),
            "result[1].uri `\"/a\"` is not documenturi",
        ),
        (
            "textDocument/references",
            json!([{"uri": "file:///a", "range": range((0, 0), (0, -1))}]),
            "result[0].range.end.character `-1` is not uinteger",
        ),
        (
            "textDocument/references",
            json!([{"uri": "file:///a", "range": range((0, 0), (2_147_483_648, 0))}]),
            "result[0].range.end.line `2147483648` is not uinteger",
        ),
        (
            "textDocument/documentHighlight",
            json!([{"range": somewhere, "kind": 4}]),
            "result[0].kind `4` is not DocumentHighlightKind",
        ),
        (
            "textDocument/documentSymbol",
            json!([{"name": "a", "kind": 5, "location": {"uri": "file:///a", "range": {"start": {"line": 0}}}}]),
            "result[0].location.range.start lacks `character` of Position",
        ),
        (
            "textDocument/diagnostic",
            json!({"kind": "full", "resultId": "1"}),
            "result lacks `items` of RelatedFullDocumentDiagnosticReport",
        ),
        (
            "textDocument/rename",
            json!({"documentChanges": [{"kind": "rename", "oldUri": "file:///a"}]}),
            "result.documentChanges[0] lacks `newUri` of RenameFile",
        ),
        (
            "textDocument/rename",
            json!({"changes": {"a": [{"range": somewhere, "newText": ""}]}}),
            "result.changes.a `\"a\"` is not documenturi",
        ),
        ("shutdown", json!({}), "result `{}` is not null"),
    ] {
        assert_eq!(fault_in_answer(json!({}), method, result), expected);
    }
}

#[test]
fn inconsistent_answers_are_rejected() {
    let (inner, outer) = (range((0, 1), (0, 2)), range((0, 0), (0, 3)));
    let tree = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
    let symbol = |name: &str, range: &Value, selection: &Value| json!([{"name": name, "kind": 5, "range": range, "selectionRange": selection}]);
    let edits = |second: Value| json!([{"range": outer, "newText": ""}, {"range": second, "newText": ""}]);
    for (method, result, expected) in [
        ("textDocument/documentSymbol", symbol("a", &outer, &inner), ""),
        (
            "textDocument/documentSymbol",
            symbol("a", &inner, &outer),
            "result[0] has a `selectionRange` outside its `range`",
        ),
        ("textDocument/documentSymbol", symbol(" ", &outer, &inner), "result[0] has a blank name"),
        (
            "textDocument/hover",
            json!({"contents": "", "range": range((1, 0), (0, 9))}),
            "result.range ends before it starts",
        ),
        ("textDocument/selectionRange", json!([{"range": inner, "parent": {"range": outer}}]), ""),
        (
            "textDocument/selectionRange",
            json!([{"range": outer, "parent": {"range": inner}}]),
            "result[0] is not inside its `parent`",
        ),
        ("textDocument/formatting", edits(range((0, 3), (0, 4))), ""),
        ("textDocument/formatting", edits(inner.clone()), "edits overlap"),
        (
            "textDocument/semanticTokens/full",
            json!({"data": [1, 2]}),
            "result has `data` whose length is not a multiple of five",
        ),
        (
            "textDocument/semanticTokens/full",
            json!({"data": [0, 0, 1, 2, 0]}),
            "the token [0, 0, 1, 2, 0] is empty or not in the legend",
        ),
        (
            "textDocument/semanticTokens/full",
            json!({"data": [0, 0, 1, 0, 2]}),
            "the token [0, 0, 1, 0, 2] is empty or not in the legend",
        ),
    ] {
        assert_eq!(fault_in_answer(tree.clone(), method, result), expected);
    }
}

#[test]
fn answers_beyond_the_capabilities_of_the_client_are_rejected() {
    let somewhere = range((0, 0), (0, 1));
    let link = json!([{"targetUri": "file:///a", "targetRange": somewhere, "targetSelectionRange": somewhere}]);
    let symbol = |kind: u32| json!([{"name": "a", "kind": kind, "range": somewhere, "selectionRange": somewhere}]);
    let tree = json!({"hierarchicalDocumentSymbolSupport": true});
    let versioned = json!({"documentChanges": [{"textDocument": {"uri": "file:///a", "version": 1}, "edits": []}]});
    let action = json!([{"title": "a"}]);
    let links = json!({"definition": {"linkSupport": true}});
    for (document, method, result, expected) in [
        (json!({}), "textDocument/definition", link.clone(), "the client does not support links"),
        (links.clone(), "textDocument/definition", link.clone(), ""),
        (links, "textDocument/declaration", link, "the client does not support links"),
        (json!({}), "textDocument/documentSymbol", symbol(5), "the client does not support trees of symbols"),
        (json!({"documentSymbol": tree}), "textDocument/documentSymbol", symbol(18), ""),
        (
            json!({"documentSymbol": tree}),
            "textDocument/documentSymbol",
            symbol(22),
            "the client does not support the symbol kind 22",
        ),
        (json!({}), "textDocument/codeAction", action.clone(), "the client supports commands only"),
        (json!({}), "textDocument/rename", versioned, "the client does not support versioned edits"),
        (
            json!({"hover": {"contentFormat": ["plaintext"]}}),
            "textDocument/hover",
            json!({"contents": {"kind": "markdown", "value": ""}}),
            "the client does not support \"markdown\"",
        ),
        (
            json!({}),
            "textDocument/completion",
            json!({"isIncomplete": false, "items": [{"label": "a", "kind": 25}]}),
            "the client does not support the completion kind 25",
        ),
    ] {
        assert_eq!(fault_in_answer(json!({"textDocument": document}), method, result), expected, "{method}");
    }
}

#[test]
fn requests_to_the_client_beyond_its_capabilities_are_rejected() {
    let refresh = json!({"jsonrpc": "2.0", "id": "a", "method": "workspace/codeLens/refresh"});
    let fault = |client| conversation_with(client).fault_of_received(&refresh);
    assert_eq!(fault(json!({"workspace": {"codeLens": {"refreshSupport": true}}})), None);
    assert_eq!(fault(json!({})).unwrap(), "the client does not support this request");

    let options = |options: Value| {
        let registration = json!({"id": "1", "method": "workspace/didChangeWatchedFiles", "registerOptions": options});
        let params = json!({"registrations": [registration]});
        json!({"jsonrpc": "2.0", "id": "a", "method": "client/registerCapability", "params": params})
    };
    let supports_watchers = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let valid = options(json!({"watchers": [{"globPattern": "*"}]}));
    assert_eq!(conversation_with(supports_watchers.clone()).fault_of_received(&valid), None);
    assert!(
        conversation_with(json!({}))
            .fault_of_received(&valid)
            .unwrap()
            .contains("does not support dynamic registration")
    );
    let fault =
        conversation_with(supports_watchers).fault_of_received(&options(json!({"watchers": [{"glob": "*"}]}))).unwrap();
    assert!(fault.contains("registrations[0].registerOptions.watchers[0] lacks `globPattern`"), "{fault}");
}

#[test]
fn notifications_are_checked() {
    let published = |finding: Value| json!({"uri": "file:///a", "diagnostics": [finding]});
    let publish = "textDocument/publishDiagnostics";
    assert_eq!(fault_in_notification(publish, published(json!({"range": range((0, 0), (0, 1)), "message": "a"}))), "");
    let fault = fault_in_notification(publish, published(json!({"range": range((0, 0), (0, 1)), "message": 7})));
    assert_eq!(fault, format!("{publish}: params.diagnostics[0].message `7` is not string or MarkupContent"));
    let related = json!({"range": range((0, 0), (0, 1)), "message": "a", "relatedInformation": []});
    assert_eq!(
        fault_in_notification(publish, published(related)),
        "the client does not support `relatedInformation` of a finding"
    );
    let fault = fault_in_notification("textDocument/didOpen", json!({}));
    assert_eq!(fault, "textDocument/didOpen is unknown or has the wrong direction");
}

#[test]
fn every_request_is_answered_once_with_a_result_or_an_error() {
    let mut conversation = conversation_with(json!({}));
    let mut fault = |id: i64, rest: Value| {
        conversation.note_sent(&json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown"}));
        let mut answer = json!({"jsonrpc": "2.0", "id": id});
        rest.as_object().unwrap().iter().for_each(|(key, value)| answer[key] = value.clone());
        conversation.fault_of_received(&answer).unwrap_or_default()
    };
    assert_eq!(fault(1, json!({"error": {"code": -32800, "message": "x"}})), "");
    assert!(fault(1, json!({})).ends_with("has a result and an error, or neither"));
    assert!(fault(1, json!({"error": {"code": -1, "message": "x"}})).contains("error.code is -1"));
    assert!(fault(1, json!({"error": {"code": -32603, "message": "x", "why": 1}})).contains("`why`"));
    assert_eq!(fault(2, json!({"result": null})), "answers no open request, or answers a second time");
    conversation.fault_of_received(&json!({"jsonrpc": "2.0", "id": 1, "result": null}));
    let second = conversation.fault_of_received(&json!({"jsonrpc": "2.0", "id": 1, "result": null}));
    assert!(second.unwrap().contains("a second time"));
}

#[test]
fn progress_has_a_beginning_and_an_end() {
    let fault = |kinds: &[&str]| {
        let mut conversation = conversation_with(json!({}));
        let params = json!({"query": "", "workDoneToken": "t"});
        conversation.note_sent(&json!({"jsonrpc": "2.0", "id": 1, "method": "workspace/symbol", "params": params}));
        kinds.iter().find_map(|kind| {
            let mut value = json!({"kind": kind});
            if *kind == "begin" {
                value["title"] = "a".into();
            }
            let params = json!({"token": "t", "value": value});
            conversation.fault_of_received(&json!({"jsonrpc": "2.0", "method": "$/progress", "params": params}))
        })
    };
    assert_eq!(fault(&["begin", "report", "report", "end"]), None);
    for kinds in [&["report"][..], &["end"], &["begin", "begin"], &["begin", "end", "report"]] {
        assert!(fault(kinds).is_some(), "{kinds:?}");
    }
}

#[test]
fn parts_of_a_result_are_checked() {
    let fault = |value: Value| {
        let mut conversation = conversation_with(json!({}));
        let params = json!({"query": "", "partialResultToken": 7});
        conversation.note_sent(&json!({"jsonrpc": "2.0", "id": 1, "method": "workspace/symbol", "params": params}));
        let params = json!({"token": 7, "value": value});
        conversation.fault_of_received(&json!({"jsonrpc": "2.0", "method": "$/progress", "params": params}))
    };
    let location = json!({"uri": "file:///a", "range": range((0, 0), (0, 1))});
    assert_eq!(fault(json!([{"name": "a", "kind": 5, "location": location}])), None);
    let fault = fault(json!([{"name": "a", "location": location}])).unwrap();
    assert!(fault.starts_with("$/progress: value[0] lacks `kind`"), "{fault}");
}

#[test]
fn messages_of_the_client_are_checked_too() {
    let fault = |method: &str, params: Value| {
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        conversation_with(json!({})).fault_of_sent(&message).unwrap_or_default()
    };
    let document = json!({"uri": "file:///a"});
    let position = json!({"line": 0, "character": 0});
    assert_eq!(fault("textDocument/hover", json!({"textDocument": document, "position": position})), "");
    let missing = fault("textDocument/hover", json!({"textDocument": document}));
    assert_eq!(missing, "textDocument/hover: params lacks `position` of HoverParams");
    assert_eq!(fault("travaux/nothing", json!({})), "travaux/nothing is unknown or has the wrong direction");
}
