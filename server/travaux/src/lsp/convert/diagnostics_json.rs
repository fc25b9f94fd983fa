//! Findings as JSON, without the protocol's values between. After most keys the findings of a whole draft are sent again,
//! which are most of what the server writes.

use rustc_hash::FxHashMap;
use serde::Serialize;
use tower_lsp::ls_types::{CodeDescription, Diagnostic as LspDiagnostic, DiagnosticSeverity, NumberOrString};

use super::converter::Converter;
use super::diagnostics::{DiagnosticCapabilities, of_rule};
use travaux_model::diagnostic::{Diagnostic, Severity};
use travaux_model::text::PositionCursor;

/// An array of diagnostics of the protocol, serialized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lsp) struct DiagnosticsJson(Vec<u8>);

impl DiagnosticsJson {
    /// Serializes diagnostics.
    pub(in crate::lsp) fn of(diagnostics: &[LspDiagnostic]) -> DiagnosticsJson {
        let mut json = Vec::new();
        write(&mut json, &diagnostics);
        DiagnosticsJson(json)
    }

    /// The bytes, which are UTF-8.
    pub(in crate::lsp) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Appends a value as JSON. Nothing that is written here can fail: there are no maps, and memory takes every byte.
fn write(json: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let _ = serde_json::to_writer(json, value);
}

impl Converter<'_> {
    /// The findings as [`Converter::diagnostic`] converts them, serialized. It takes the least time for findings in the order
    /// of the text.
    pub(in crate::lsp) fn diagnostics_json(
        &self,
        found: Vec<Diagnostic>,
        client: DiagnosticCapabilities,
    ) -> DiagnosticsJson {
        /// About the size of a finding without related places.
        const BYTES_PER_FINDING: usize = 320;
        let mut json = Vec::with_capacity(found.len() * BYTES_PER_FINDING);
        let mut cursor = PositionCursor::new(self.text, self.encoding);
        // What the findings of a rule have in common.
        let mut shared: FxHashMap<(&str, Severity), Vec<u8>> = FxHashMap::default();
        json.push(b'[');
        for (index, diagnostic) in found.into_iter().enumerate() {
            if index > 0 {
                json.push(b',');
            }
            write_range(&mut json, [diagnostic.range.start, diagnostic.range.end].map(|it| cursor.position(it)));
            let key = (diagnostic.rule, diagnostic.severity);
            json.extend_from_slice(shared.entry(key).or_insert_with(|| fields_of_rule(key, client)));
            write(&mut json, &diagnostic.message);
            if let Some(related) = self.related_information(diagnostic.related, client) {
                json.extend_from_slice(b",\"relatedInformation\":");
                write(&mut json, &related);
            }
            json.push(b'}');
        }
        json.push(b']');
        DiagnosticsJson(json)
    }
}

/// Begins an object with the range between two lines and columns.
fn write_range(json: &mut Vec<u8>, [start, end]: [(usize, usize); 2]) {
    let numbers = [start.0, start.1, end.0, end.1];
    let names = ["{\"range\":{\"start\":{\"line\":", ",\"character\":", "},\"end\":{\"line\":", ",\"character\":"];
    for (name, number) in names.into_iter().zip(numbers) {
        json.extend_from_slice(name.as_bytes());
        write(json, &number);
    }
    json.extend_from_slice(b"}}");
}

/// Returns the fields between the range of a finding and its message, which all findings of its rule and severity share.
fn fields_of_rule((rule, severity): (&str, Severity), client: DiagnosticCapabilities) -> Vec<u8> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Fields {
        severity: Option<DiagnosticSeverity>,
        code: Option<NumberOrString>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code_description: Option<CodeDescription>,
        source: Option<String>,
    }
    let LspDiagnostic { severity, code, code_description, source, .. } = of_rule(rule, severity, client);
    let mut object = Vec::new();
    write(&mut object, &Fields { severity, code, code_description, source });
    // The object goes on in that of the finding.
    object.pop();
    object[..1].copy_from_slice(b",");
    object.extend_from_slice(b",\"message\":");
    object
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;
    use tower_lsp::ls_types::Uri;
    use travaux_model::diagnostic::Related;
    use travaux_model::text::{Encoding, Text};
    use travaux_model::workspace::Workspace;

    #[test]
    fn the_json_is_that_of_the_values_of_the_protocol() {
        let uri = Uri::from_str("file:///a/draft.treaty.md").unwrap();
        let text = Text::of("Article 1\r\n\r\nالمادة 2 \u{1F600} [\n\n第三条\n");
        let workspace = Workspace::default();
        let finding = |rule, range, message: &str, related| Diagnostic {
            rule,
            range,
            severity: Severity::Warning,
            message: message.to_owned(),
            related,
            fix: None,
        };
        let related = vec![Related { draft: None, range: 3..7, message: "first \"here\"".to_owned() }];
        let found = vec![
            finding("unclosed-bracket", 0..9, "a `\\` and \u{202e}\"quotes\"\n\t\u{1}", Vec::new()),
            finding("unclosed-bracket", 31..32, "never closed", related),
            finding("no-such-rule", 13..40, "المادة", Vec::new()),
            finding("dangling-reference", 5..6, "before the last one", Vec::new()),
            finding("dangling-reference", 500..600, "after the end", Vec::new()),
        ];
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let converter = Converter { uri: &uri, text: &text, workspace: &workspace, encoding };
            for flags in 0..4 {
                let client =
                    DiagnosticCapabilities { related_information: flags & 1 > 0, code_descriptions: flags & 2 > 0 };
                let values: Vec<LspDiagnostic> =
                    found.iter().map(|it| converter.diagnostic(it.clone(), client)).collect();
                let json = converter.diagnostics_json(found.clone(), client);
                assert_eq!(
                    std::str::from_utf8(json.bytes()).unwrap(),
                    std::str::from_utf8(DiagnosticsJson::of(&values).bytes()).unwrap()
                );
            }
        }
        let converter = Converter { uri: &uri, text: &text, workspace: &workspace, encoding: Encoding::Utf16 };
        assert_eq!(converter.diagnostics_json(Vec::new(), DiagnosticCapabilities::default()).bytes(), b"[]");
    }
}
