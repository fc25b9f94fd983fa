//! Provisions inserted, put in a row, put in brackets.

use travaux_grammar::{Kind, Label, Language, Suffix, inserted_adverb, latin_adverb};

use super::is_paired;
use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite, numbers};
use travaux_model::outline::{Outline, ProvisionId};

/// A new provision behind the one whose label a place is on: `Article 10 bis` behind article 10.
pub(super) fn inserted(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = on_label(document, offset)?;
    let provision = outline.provision(id);
    let label = provision.label?;
    if !matches!(provision.kind, Kind::Article | Kind::Paragraph) {
        return None;
    }
    let base = Label { suffixes: [Suffix::None; 3], ..label };
    let place = free_place(outline, id)?;
    let language = draft.blocks[provision.block as usize].language;
    let written = draft.blocks[provision.block as usize].slice(provision.at.clone()).to_owned();
    let number = base_of(&written, &label);
    let heading = with_suffix(number, place, language)?;
    let behind = outline.range(draft, id).end;
    let stop = match provision.kind {
        Kind::Article => "",
        _ => stop_behind(draft.blocks[provision.block as usize].slice(provision.at.end..provision.at.end + 3)),
    };
    let text = format!("\n\n{heading}{stop}");
    let name = base.with(Suffix::Inserted(place));
    let title = format!("insert {} {name} behind it", provision.kind.word());
    Some(Rewrite::new(title, vec![Edit { range: behind..behind, text }]))
}

/// The first of the series bis, ter, quater that is free behind a provision.
pub(super) fn free_place(outline: &Outline, id: ProvisionId) -> Option<u8> {
    let provision = outline.provision(id);
    let label = provision.label?;
    let base = Label { suffixes: [Suffix::None; 3], ..label };
    let taken = |place: u8| {
        let wanted = base.with(Suffix::Inserted(place));
        let siblings = outline.children(provision.parent);
        siblings.into_iter().any(|it| outline.provision(it).label.is_some_and(|label| label.names(&wanted)))
    };
    let last = match label.suffixes[0] {
        Suffix::Inserted(place) => place,
        Suffix::None => 1,
        Suffix::Supra | Suffix::Alternative(_) | Suffix::Letter(_) | Suffix::Capital(_) => return None,
    };
    (last + 1..=30).find(|place| !taken(*place))
}

/// The label's words without the suffixes: `Article 10` of `Article 10 bis`.
fn base_of<'w>(written: &'w str, label: &Label) -> &'w str {
    if label.is_plain() {
        return written;
    }
    let last_digit = written.char_indices().rfind(|(_, it)| it.is_numeric());
    last_digit.map_or(written, |(at, it)| &written[..at + it.len_utf8()])
}

/// A number with a word of the series bis, ter, quater.
pub(super) fn with_suffix(number: &str, place: u8, language: Language) -> Option<String> {
    Some(match language {
        Language::Zh => format!("{number}之{}", chinese(place)?),
        _ => format!("{number} {}", inserted_adverb(language, place).or_else(|| latin_adverb(place))?),
    })
}

fn chinese(place: u8) -> Option<&'static str> {
    const NUMERALS: [&str; 9] = ["二", "三", "四", "五", "六", "七", "八", "九", "十"];
    NUMERALS.get(usize::from(place).checked_sub(2)?).copied()
}

/// What sets a list label off, as it stands behind one.
fn stop_behind(behind: &str) -> &str {
    let stop = behind.trim_start();
    let length = stop.chars().next().filter(|it| matches!(it, '.' | ')' | '、' | '-')).map_or(0, char::len_utf8);
    &behind[..behind.len() - stop.len() + length]
}

/// The numbers from a provision on put in a row, and the references that name them.
pub(super) fn in_a_row(document: &Document, offset: usize) -> Option<Rewrite> {
    let id = on_label(document, offset)?;
    let changes = numbers::closing_gaps(&document.outline, id)?;
    let renumbered = numbers::renumbered(document, &changes)?;
    let count = changes.len();
    let left = renumbered.unchanged.len();
    let kept = if left == 0 { String::new() } else { format!("; {left} references cannot follow") };
    let what = match count {
        1 => "this provision and what refers to it".to_owned(),
        _ => format!("{count} provisions from here and what refers to them"),
    };
    Some(Rewrite::new(format!("renumber {what}{kept}"), renumbered.edits))
}

/// Brackets around a provision with all that it holds, if brackets pair in it.
pub(super) fn bracketed(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = on_label(document, offset)?;
    let provision = outline.provision(id);
    if outline.bracket(provision).is_some() {
        return None;
    }
    let front = outline.label_range(draft, id).start;
    let words = draft.slice(front..outline.range(draft, id).end);
    let back = front + words.trim_end().len();
    let sign = |at: usize, sign: &str| Edit { range: at..at, text: sign.to_owned() };
    let address = outline.address(id);
    (is_paired(&words) && !address.is_empty())
        .then(|| Rewrite::new(format!("put {address} in brackets"), vec![sign(front, "["), sign(back, "]")]))
}

/// The provision whose label a place is on.
pub(super) fn on_label(document: &Document, offset: usize) -> Option<ProvisionId> {
    let (draft, outline) = (&document.draft, &document.outline);
    let block = draft.block_at(offset);
    let id = outline.at(block, offset - draft.start(block))?;
    let label = outline.label_range(draft, id);
    (label.start <= offset && offset <= label.end + 1).then_some(id)
}
