//! What a server may say to a client of some capabilities: what it did not say that it can is not to be sent.

use serde_json::Value;

use super::consistency::do_overlap;
use super::model::Model;

/// Kinds that a client knows without saying so: those of the first version of the protocol.
const FIRST_KINDS: u64 = 18;

/// Why the client cannot take a result; `told` is what the server had told of itself.
pub(super) fn objection_to_result(method: &str, result: &Value, client: &Value, told: &Value) -> Option<String> {
    let document = &client["textDocument"];
    let lacks = |capability: &Value, what: &str| (capability != true).then(|| format!("the client takes no {what}"));
    match method {
        "initialize" => encoding(result, &client["general"]["positionEncodings"]),
        "textDocument/definition" | "textDocument/declaration" if has(result, "targetUri") => {
            let name = method.strip_prefix("textDocument/")?;
            lacks(&document[name]["linkSupport"], "links")
        }
        "textDocument/documentSymbol" if has(result, "selectionRange") => {
            let symbols = &document["documentSymbol"];
            lacks(&symbols["hierarchicalDocumentSymbolSupport"], "tree of symbols").or_else(|| kinds(result, symbols))
        }
        "textDocument/documentSymbol" => kinds(result, &document["documentSymbol"]),
        "workspace/symbol" => kinds(result, &client["workspace"]["symbol"]),
        "textDocument/documentLink" if has(result, "tooltip") => {
            lacks(&document["documentLink"]["tooltipSupport"], "tooltips of links")
        }
        "textDocument/hover" => markup(&result["contents"], &document["hover"]["contentFormat"]),
        "textDocument/completion" => completions(result, &document["completion"]),
        "completionItem/resolve" => completion(result, &document["completion"]),
        "textDocument/codeAction" => each(result, |it| action(it, client)),
        "codeAction/resolve" => action(result, client),
        "textDocument/rename" => edit(result, &client["workspace"]["workspaceEdit"]),
        "workspace/willRenameFiles" => edit(result, &client["workspace"]["workspaceEdit"]),
        "textDocument/formatting" | "textDocument/rangeFormatting" | "textDocument/onTypeFormatting" => {
            do_overlap(result).then(|| "edits overlap".to_owned())
        }
        "textDocument/diagnostic" => each(&result["items"], |it| finding(it, &document["diagnostic"])),
        "textDocument/semanticTokens/full" | "textDocument/semanticTokens/range" => tokens(&result["data"], told),
        _ => None,
    }
}

/// Why the client cannot take a request or a notification.
pub(super) fn objection_to_message(method: &str, params: &Value, client: &Value) -> Option<String> {
    match method {
        "client/registerCapability" => each(&params["registrations"], |it| {
            let wanted = it["method"].as_str().unwrap_or_default();
            let path = capability_of(wanted);
            let can = path.is_none_or(|it| at(client, it)["dynamicRegistration"] == true);
            (!can).then(|| format!("the client takes no wish for {wanted} after the handshake"))
        }),
        "textDocument/publishDiagnostics" => {
            let publish = &client["textDocument"]["publishDiagnostics"];
            each(&params["diagnostics"], |it| finding(it, publish))
        }
        _ => {
            // The meta-model names some of these, and of others what holds them.
            let can = capability_of(method).map(|it| at(client, it));
            let can = can.is_none_or(|it| *it == true || it["refreshSupport"] == true);
            (!can).then(|| "the client does not know this request".to_owned())
        }
    }
}

fn capability_of(method: &str) -> Option<&'static str> {
    let model = Model::of_protocol();
    let message = model.request(method).or_else(|| model.notification(method))?;
    message.client_capability.as_deref()
}

fn at<'v>(client: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(client, |value, key| &value[key])
}

fn each(list: &Value, objection: impl Fn(&Value) -> Option<String>) -> Option<String> {
    list.as_array()?.iter().find_map(objection)
}

fn has(list: &Value, key: &str) -> bool {
    list.as_array().is_some_and(|it| it.iter().any(|it| it.get(key).is_some()))
}

fn encoding(result: &Value, offered: &Value) -> Option<String> {
    let agreed = result["capabilities"]["positionEncoding"].as_str().unwrap_or("utf-16");
    let is_offered = agreed == "utf-16" || offered.as_array()?.iter().any(|it| it == agreed);
    (!is_offered).then(|| format!("the client does not count in {agreed}"))
}

fn kinds(symbols: &Value, capability: &Value) -> Option<String> {
    each(symbols, |it| {
        let known = known(&it["kind"], &capability["symbolKind"]["valueSet"]);
        (!known)
            .then(|| format!("the client does not know the kind of symbol {}", it["kind"]))
            .or_else(|| kinds(&it["children"], capability))
    })
}

fn known(kind: &Value, stated: &Value) -> bool {
    match stated.as_array() {
        Some(stated) => stated.contains(kind),
        None => kind.as_u64().is_none_or(|it| it <= FIRST_KINDS),
    }
}

fn markup(contents: &Value, formats: &Value) -> Option<String> {
    let (kind, formats) = (contents.get("kind")?, formats.as_array()?);
    (!formats.contains(kind)).then(|| format!("the client does not show {kind}"))
}

fn completions(result: &Value, capability: &Value) -> Option<String> {
    let list = if result.is_array() { result } else { &result["items"] };
    each(list, |it| completion(it, capability))
}

fn completion(completion: &Value, capability: &Value) -> Option<String> {
    let item = &capability["completionItem"];
    if completion["insertTextFormat"] == 2 && item["snippetSupport"] != true {
        return Some("the client takes no snippets".to_owned());
    }
    if completion["textEdit"].get("insert").is_some() && item["insertReplaceSupport"] != true {
        return Some("the client does not tell inserting from replacing".to_owned());
    }
    if completion.get("labelDetails").is_some() && item["labelDetailsSupport"] != true {
        return Some("the client shows no details of labels".to_owned());
    }
    if !known(&completion["kind"], &capability["completionItemKind"]["valueSet"]) {
        return Some(format!("the client does not know the kind of completion {}", completion["kind"]));
    }
    markup(&completion["documentation"], &item["documentationFormat"])
}

fn action(action: &Value, client: &Value) -> Option<String> {
    let capability = &client["textDocument"]["codeAction"];
    let is_command = action["command"].is_string();
    if !is_command && capability.get("codeActionLiteralSupport").is_none() {
        return Some("the client takes commands only, no actions".to_owned());
    }
    if action.get("data").is_some() && capability["dataSupport"] != true {
        return Some("the client keeps no data of actions".to_owned());
    }
    if action.get("disabled").is_some() && capability["disabledSupport"] != true {
        return Some("the client shows no disabled actions".to_owned());
    }
    edit(&action["edit"], &client["workspace"]["workspaceEdit"])
}

fn edit(edit: &Value, capability: &Value) -> Option<String> {
    if edit.get("documentChanges").is_some() && capability["documentChanges"] != true {
        return Some("the client takes no versioned edits".to_owned());
    }
    if edit.get("changeAnnotations").is_some() && capability.get("changeAnnotationSupport").is_none() {
        return Some("the client takes no annotated edits".to_owned());
    }
    each(&edit["documentChanges"], |change| {
        let kind = change.get("kind")?;
        let known = capability["resourceOperations"].as_array().is_some_and(|it| it.contains(kind));
        (!known).then(|| format!("the client does not {kind} files for others"))
    })
}

fn finding(finding: &Value, capability: &Value) -> Option<String> {
    for (key, support) in [
        ("relatedInformation", "relatedInformation"),
        ("codeDescription", "codeDescriptionSupport"),
        ("data", "dataSupport"),
    ] {
        if finding.get(key).is_some() && capability[support] != true {
            return Some(format!("the client takes no `{key}` of a finding"));
        }
    }
    if finding["message"].is_object() && capability["markupMessageSupport"] != true {
        return Some("the client takes plain messages only".to_owned());
    }
    let tags = capability["tagSupport"]["valueSet"].as_array();
    let strange = each(&finding["tags"], |it| (!tags.is_some_and(|known| known.contains(it))).then(|| it.to_string()));
    strange.map(|it| format!("the client does not know the tag {it} of a finding"))
}

/// Tokens are numbers into the legend that the server told in the handshake.
fn tokens(data: &Value, told: &Value) -> Option<String> {
    let legend = &told["capabilities"]["semanticTokensProvider"]["legend"];
    let count = |key: &str| legend[key].as_array().map_or(0, |it| it.len() as u64);
    let (types, modifiers) = (count("tokenTypes"), count("tokenModifiers"));
    let numbers: Vec<u64> = data.as_array()?.iter().filter_map(Value::as_u64).collect();
    let strange = numbers.chunks(5).find(|it| it[2] == 0 || it[3] >= types || it[4] >> modifiers != 0);
    strange.map(|it| format!("the token {it:?} is empty or not in the legend"))
}
