//! Checks messages of the server against the capabilities of the client.

use serde_json::Value;

use super::consistency::do_overlap;
use super::model::Model;

/// The highest symbol and completion kind of the first protocol version, which every client supports.
const MAX_DEFAULT_KIND: u64 = 18;

/// Returns why the client does not support a result, if it does not. `initialize_result` is the server's answer to
/// `initialize`.
pub(super) fn objection_to_result(
    method: &str,
    result: &Value,
    client: &Value,
    initialize_result: &Value,
) -> Option<String> {
    let document = &client["textDocument"];
    let lacks =
        |capability: &Value, name: &str| (capability != true).then(|| format!("the client does not support {name}"));
    match method {
        "initialize" => encoding_objection(result, &client["general"]["positionEncodings"]),
        "textDocument/definition" | "textDocument/declaration" if has(result, "targetUri") => {
            let name = method.strip_prefix("textDocument/")?;
            lacks(&document[name]["linkSupport"], "links")
        }
        "textDocument/documentSymbol" if has(result, "selectionRange") => {
            let symbols = &document["documentSymbol"];
            lacks(&symbols["hierarchicalDocumentSymbolSupport"], "trees of symbols").or_else(|| kinds(result, symbols))
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
        "textDocument/semanticTokens/full" | "textDocument/semanticTokens/range" => {
            tokens(&result["data"], initialize_result)
        }
        _ => None,
    }
}

/// Returns why the client does not support a request or a notification, if it does not.
pub(super) fn objection_to_message(method: &str, params: &Value, client: &Value) -> Option<String> {
    match method {
        "client/registerCapability" => each(&params["registrations"], |it| {
            let method_name = it["method"].as_str().unwrap_or_default();
            let path = capability_of(method_name);
            let can = path.is_none_or(|it| at(client, it)["dynamicRegistration"] == true);
            (!can).then(|| format!("the client does not support dynamic registration of {method_name}"))
        }),
        "textDocument/publishDiagnostics" => {
            let publish = &client["textDocument"]["publishDiagnostics"];
            each(&params["diagnostics"], |it| finding(it, publish))
        }
        _ => {
            // For some messages the meta-model names the capability itself, for others the structure around it.
            let can = capability_of(method).map(|it| at(client, it));
            let can = can.is_none_or(|it| *it == true || it["refreshSupport"] == true);
            (!can).then(|| "the client does not support this request".to_owned())
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

fn encoding_objection(result: &Value, offered: &Value) -> Option<String> {
    let encoding = result["capabilities"]["positionEncoding"].as_str().unwrap_or("utf-16");
    let is_offered = encoding == "utf-16" || offered.as_array()?.iter().any(|it| it == encoding);
    (!is_offered).then(|| format!("the client does not support {encoding}"))
}

fn kinds(symbols: &Value, capability: &Value) -> Option<String> {
    each(symbols, |it| {
        let known = known(&it["kind"], &capability["symbolKind"]["valueSet"]);
        (!known)
            .then(|| format!("the client does not support the symbol kind {}", it["kind"]))
            .or_else(|| kinds(&it["children"], capability))
    })
}

fn known(kind: &Value, stated: &Value) -> bool {
    match stated.as_array() {
        Some(stated) => stated.contains(kind),
        None => kind.as_u64().is_none_or(|it| it <= MAX_DEFAULT_KIND),
    }
}

fn markup(contents: &Value, formats: &Value) -> Option<String> {
    let (kind, formats) = (contents.get("kind")?, formats.as_array()?);
    (!formats.contains(kind)).then(|| format!("the client does not support {kind}"))
}

fn completions(result: &Value, capability: &Value) -> Option<String> {
    let list = if result.is_array() { result } else { &result["items"] };
    each(list, |it| completion(it, capability))
}

fn completion(completion: &Value, capability: &Value) -> Option<String> {
    let item = &capability["completionItem"];
    if completion["insertTextFormat"] == 2 && item["snippetSupport"] != true {
        return Some("the client does not support snippets".to_owned());
    }
    if completion["textEdit"].get("insert").is_some() && item["insertReplaceSupport"] != true {
        return Some("the client does not support insert and replace edits".to_owned());
    }
    if completion.get("labelDetails").is_some() && item["labelDetailsSupport"] != true {
        return Some("the client does not support label details".to_owned());
    }
    if !known(&completion["kind"], &capability["completionItemKind"]["valueSet"]) {
        return Some(format!("the client does not support the completion kind {}", completion["kind"]));
    }
    markup(&completion["documentation"], &item["documentationFormat"])
}

fn action(action: &Value, client: &Value) -> Option<String> {
    let capability = &client["textDocument"]["codeAction"];
    let is_command = action["command"].is_string();
    if !is_command && capability.get("codeActionLiteralSupport").is_none() {
        return Some("the client supports commands only".to_owned());
    }
    if action.get("data").is_some() && capability["dataSupport"] != true {
        return Some("the client does not support data of actions".to_owned());
    }
    if action.get("disabled").is_some() && capability["disabledSupport"] != true {
        return Some("the client does not support disabled actions".to_owned());
    }
    edit(&action["edit"], &client["workspace"]["workspaceEdit"])
}

fn edit(edit: &Value, capability: &Value) -> Option<String> {
    if edit.get("documentChanges").is_some() && capability["documentChanges"] != true {
        return Some("the client does not support versioned edits".to_owned());
    }
    if edit.get("changeAnnotations").is_some() && capability.get("changeAnnotationSupport").is_none() {
        return Some("the client does not support annotated edits".to_owned());
    }
    each(&edit["documentChanges"], |change| {
        let kind = change.get("kind")?;
        let known = capability["resourceOperations"].as_array().is_some_and(|it| it.contains(kind));
        (!known).then(|| format!("the client does not support the file operation {kind}"))
    })
}

fn finding(finding: &Value, capability: &Value) -> Option<String> {
    for (key, support) in [
        ("relatedInformation", "relatedInformation"),
        ("codeDescription", "codeDescriptionSupport"),
        ("data", "dataSupport"),
    ] {
        if finding.get(key).is_some() && capability[support] != true {
            return Some(format!("the client does not support `{key}` of a finding"));
        }
    }
    if finding["message"].is_object() && capability["markupMessageSupport"] != true {
        return Some("the client supports plain messages only".to_owned());
    }
    let tags = capability["tagSupport"]["valueSet"].as_array();
    let invalid = each(&finding["tags"], |it| (!tags.is_some_and(|known| known.contains(it))).then(|| it.to_string()));
    invalid.map(|it| format!("the client does not support the tag {it} of a finding"))
}

/// Checks that tokens are not empty and refer to the legend in the server's answer to `initialize`.
fn tokens(data: &Value, initialize_result: &Value) -> Option<String> {
    let legend = &initialize_result["capabilities"]["semanticTokensProvider"]["legend"];
    let count = |key: &str| legend[key].as_array().map_or(0, |it| it.len() as u64);
    let (types, modifiers) = (count("tokenTypes"), count("tokenModifiers"));
    let numbers: Vec<u64> = data.as_array()?.iter().filter_map(Value::as_u64).collect();
    let invalid = numbers.chunks(5).find(|it| it[2] == 0 || it[3] >= types || it[4] >> modifiers != 0);
    invalid.map(|it| format!("the token {it:?} is empty or not in the legend"))
}
