//! Actions on provisions: insert one, renumber in sequence, put one in brackets.

use std::ops::Range;

use travaux_grammar::{Kind, Label, Suffix, to_usize, without_filler};

use super::{is_balanced, line_break};
use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite, numbers};
use travaux_model::outline::{Outline, ProvisionId};
use travaux_model::positions::with_suffix;

/// The ordinal up to which a free one is searched.
const MAX_ORDINAL: u8 = 30;

/// Inserts a provision after the one whose label is at a byte: `Article 10 bis` after article 10.
pub(super) fn insert(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = labelled_provision(document, offset)?;
    let provision = outline.provision(id);
    let label = provision.label?;
    if !provision.kind.is_article() && provision.kind != Kind::Paragraph {
        return None;
    }
    let base = Label { suffixes: [Suffix::None; 3], ..label };
    let ordinal = free_ordinal(outline, id)?;
    let language = draft.block(provision.block).language;
    let written = without_filler(draft.block(provision.block).slice(provision.at.clone()).to_owned());
    let number = without_suffix(&written, &label);
    let heading = with_suffix(number, ordinal, language)?;
    let end = outline.range(draft, id).end;
    let punctuation = match provision.kind {
        kind if kind.is_article() => "",
        _ => label_punctuation(draft.block(provision.block).slice(provision.at.end..provision.at.end + 3)),
    };
    let marks = heading_marks(&draft.block(provision.block).text, &provision.at);
    let line_break = line_break(draft.block(provision.block));
    let text = format!("{line_break}{line_break}{}{heading}{punctuation}{}", marks.0, marks.1);
    let name = base.with(Suffix::Inserted(ordinal));
    let title = format!("insert {} {name} after it", provision.kind.word());
    Some(Rewrite::new(title, vec![Edit { range: end..end, text }]))
}

/// Returns the first ordinal of the series bis, ter, quater that no sibling of a provision has; bis is 2.
pub(super) fn free_ordinal(outline: &Outline, id: ProvisionId) -> Option<u8> {
    let provision = outline.provision(id);
    let label = provision.label?;
    let base = Label { suffixes: [Suffix::None; 3], ..label };
    let is_taken = |ordinal: u8| {
        let wanted = base.with(Suffix::Inserted(ordinal));
        let siblings = outline.children(provision.parent);
        siblings
            .into_iter()
            .any(|it| outline.provision(it).label.is_some_and(|label| label.names_same_provision(&wanted)))
    };
    let last = label.suffixes[0].place_in_series()?;
    (last + 1..=MAX_ORDINAL).find(|ordinal| !is_taken(*ordinal))
}

/// Returns the Markdown before the label of a heading, `## ` or `**`, and what closes it after the label.
fn heading_marks<'t>(text: &'t str, label: &Range<u32>) -> (&'t str, &'static str) {
    let before = text.get(..to_usize(label.start)).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    if !before.chars().all(|it| matches!(it, '#' | '*' | '_' | ' ')) {
        return ("", "");
    }
    let closing = ["**", "__", "*", "_"].into_iter().find(|it| before.ends_with(it)).unwrap_or_default();
    (before, closing)
}

/// Returns a label without its suffixes: `Article 10` for `Article 10 bis`.
fn without_suffix<'w>(written: &'w str, label: &Label) -> &'w str {
    if label.is_plain() {
        return written;
    }
    let last_digit = written.char_indices().rfind(|(_, it)| it.is_numeric());
    last_digit.map_or(written, |(at, it)| &written[..at + it.len_utf8()])
}

/// Returns the punctuation that separates a list label from its text, with the spaces before it.
fn label_punctuation(after: &str) -> &str {
    let punctuation = after.trim_start();
    let length = punctuation.chars().next().filter(|it| matches!(it, '.' | ')' | '、' | '-')).map_or(0, char::len_utf8);
    &after[..after.len() - punctuation.len() + length]
}

/// Renumbers the provisions from one on in sequence, together with the references to them.
pub(super) fn renumber(document: &Document, offset: usize) -> Option<Rewrite> {
    let id = labelled_provision(document, offset)?;
    let changes = numbers::closing_gaps(&document.outline, id)?;
    let renumbered = numbers::renumbered(document, &changes)?;
    let count = changes.len();
    let left = renumbered.unchanged.len();
    let exception = if left == 0 { String::new() } else { format!("; {left} references cannot follow") };
    let object = match count {
        1 => "this provision and what refers to it".to_owned(),
        _ => format!("{count} provisions from here and what refers to them"),
    };
    Some(Rewrite::new(format!("renumber {object}{exception}"), renumbered.edits))
}

/// Puts a provision with everything in it in brackets, if its own brackets are balanced.
pub(super) fn add_brackets(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = labelled_provision(document, offset)?;
    let provision = outline.provision(id);
    if outline.bracket(provision).is_some() {
        return None;
    }
    let start = outline.label_range(draft, id).start;
    let words = draft.slice(start..outline.range(draft, id).end);
    let end = start + words.trim_end().len();
    let sign = |at: usize, sign: &str| Edit { range: at..at, text: sign.to_owned() };
    let address = outline.address(id);
    (is_balanced(&words) && !address.is_empty())
        .then(|| Rewrite::new(format!("put {address} in brackets"), vec![sign(start, "["), sign(end, "]")]))
}

/// Returns the provision whose label is at a byte.
pub(super) fn labelled_provision(document: &Document, offset: usize) -> Option<ProvisionId> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = outline.at_byte(draft, offset)?;
    let label = outline.label_range(draft, id);
    (label.start <= offset && offset <= label.end + 1).then_some(id)
}
