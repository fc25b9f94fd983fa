//! Writes the structure of a draft as an indented tree.

use std::fmt::Write;

use travaux_grammar::{Kind, Summaries};

use super::sanitize::sanitized_line;
use super::statistics::counted;
use travaux_features::display_text::single_line;
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;

/// Returns the outline of a draft after a line with its name. Every line has a line break.
pub fn outline_text(path: &str, document: &Document) -> String {
    let outline = &document.outline;
    let brackets: usize = document.draft.blocks.iter().map(|block| block.brackets.list.len()).sum();
    let mut out = format!(
        "{} ({}; {}, {}, {} of them never closed)\n",
        sanitized_line(path),
        document.draft.language().code(),
        counted(outline.provisions.len(), "provision"),
        counted(brackets, "bracket"),
        outline.unclosed.len(),
    );
    for id in outline.ids() {
        write_provision(document, id, &mut out);
    }
    out
}

fn write_provision(document: &Document, id: ProvisionId, out: &mut String) {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let depth = outline.ancestors(id).count();
    let indent = "  ".repeat(depth);
    let name = match provision.label {
        Some(label) if provision.kind.is_in_parentheses() => format!("({label})"),
        Some(label) if provision.kind == Kind::Option => format!("{} {label}", provision.option_noun.word()),
        Some(label) => format!("{} {label}", provision.kind.word()),
        None => provision.kind.word().to_owned(),
    };
    // Writing to a string cannot fail.
    let _ = write!(out, "{indent}{name}");
    if outline.contested(Summaries::of(draft), id).is_some() {
        out.push_str(" [in brackets]");
    }
    if let Some(title) = outline.title(draft, id) {
        let _ = write!(out, "  {}", sanitized_line(&single_line(title)));
    }
    out.push('\n');
}
