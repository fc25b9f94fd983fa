//! Changes of numbers: a provision takes another, its siblings behind it move on, and every reference that names them
//! follows. Where a reference does not show the number plainly it is left and told.

use std::collections::BTreeMap;
use std::ops::Range;

use travaux_grammar::Label;
use travaux_grammar::label::Form;

use super::Edit;
use crate::document::Document;
use crate::outline::{Outline, ProvisionId};

/// New numbers, and what could not follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renumbered {
    /// The edits of labels and references.
    pub edits: Vec<Edit>,
    /// References that name a moved provision and do not show its number plainly, bytes of the draft.
    pub left: Vec<Range<usize>>,
}

/// The provisions from one on that are numbered in a row with it, and the numbers they would have in that row. `None`
/// where they are not numbered by digits, or are in a row already.
pub fn row(outline: &Outline, from: ProvisionId) -> Option<BTreeMap<ProvisionId, u32>> {
    let first = outline.provision(from);
    let label = first.label.filter(|it| it.form == Form::Digits && it.is_plain() && it.numbers[1] == 0)?;
    let mut number = label.number();
    let mut changes = BTreeMap::new();
    // The one before says where the row begins, if there is one.
    let before = outline.siblings_before(from).find(|it| is_alike(outline, *it, from));
    if let Some(before) = before.and_then(|it| outline.provision(it).label) {
        number = before.number().checked_add(1)?;
    }
    for id in std::iter::once(from).chain(outline.siblings_behind(from).filter(|it| is_alike(outline, *it, from))) {
        let Some(label) = outline.provision(id).label.filter(Label::is_plain) else { continue };
        if label.number() != number {
            changes.insert(id, number);
        }
        number = number.checked_add(1)?;
    }
    (!changes.is_empty()).then_some(changes)
}

fn is_alike(outline: &Outline, id: ProvisionId, other: ProvisionId) -> bool {
    let (one, two) = (outline.provision(id), outline.provision(other));
    one.kind == two.kind && one.enclosure == two.enclosure && one.label.is_some_and(|it| it.form == Form::Digits)
}

/// Gives provisions new numbers, each by its old place, and lets the references follow.
pub fn renumbered(document: &Document, changes: &BTreeMap<ProvisionId, u32>) -> Renumbered {
    let (draft, outline) = (&document.draft, &document.outline);
    let mut done = Renumbered::default();
    for (id, number) in changes {
        let label = outline.label_range(draft, *id);
        match number_in(&draft.slice(label.clone())) {
            Some(at) => done.edits.push(replaced(label.start, at, *number)),
            None => done.left.push(label),
        }
    }
    for block in 0..draft.blocks.len() {
        for reference in outline.references(draft, block) {
            let range = draft.range(block, reference.start..reference.end);
            let resolution = outline.resolve(draft, block, reference);
            let moved: BTreeMap<u32, u32> =
                resolution.provisions().flat_map(|id| moved_around(outline, id, changes)).collect();
            if moved.is_empty() || reference.relative.is_some() {
                continue;
            }
            match follow(&draft.slice(range.clone()), &moved) {
                Some(edits) => {
                    done.edits.extend(edits.into_iter().map(|(at, number)| replaced(range.start, at, number)))
                }
                None => done.left.push(range),
            }
        }
    }
    done.edits = super::in_order(std::mem::take(&mut done.edits));
    done
}

/// The old and the new number of a provision and of what it lies in, where they change.
fn moved_around(outline: &Outline, id: ProvisionId, changes: &BTreeMap<ProvisionId, u32>) -> Vec<(u32, u32)> {
    let moved = outline.ancestors(id).filter_map(|it| {
        let old = outline.provision(it).label?.number();
        changes.get(&it).map(|new| (old, *new))
    });
    moved.collect()
}

/// Where the words of a reference show each old number once, and no other of them: the edits.
fn follow(words: &str, moved: &BTreeMap<u32, u32>) -> Option<Vec<(Range<usize>, u32)>> {
    let shown = numbers(words);
    let mut edits = Vec::new();
    for (old, new) in moved {
        let mut of_old = shown.iter().filter(|(_, value)| value == old);
        let (at, _) = of_old.next()?;
        if of_old.next().is_some() {
            return None;
        }
        edits.push((at.clone(), *new));
    }
    Some(edits)
}

fn replaced(start: usize, at: Range<usize>, number: u32) -> Edit {
    Edit { range: start + at.start..start + at.end, text: number.to_string() }
}

/// The only number that a label shows in Western digits.
fn number_in(words: &str) -> Option<Range<usize>> {
    match numbers(words).as_slice() {
        [(at, _)] => Some(at.clone()),
        _ => None,
    }
}

/// The numbers in Western digits of some words, with their bytes.
fn numbers(words: &str) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|it| it.is_ascii_digit()).count();
        if length > 0 {
            let range = at..at + length;
            found.extend(words[range.clone()].parse().ok().map(|value| (range, value)));
        }
        at += length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::applied;

    fn check(text: &str, at: &str, expected: &str) {
        let document = Document::parse(text, None, 0);
        let offset = text.find(at).unwrap();
        let block = document.draft.block_at(offset);
        let id = document.outline.at(block, offset - document.draft.start(block)).unwrap();
        let changes = row(&document.outline, id).unwrap();
        assert_eq!(applied(text, &renumbered(&document, &changes).edits), expected);
    }

    #[test]
    fn articles_move_on_and_references_follow() {
        check(
            "Article 1\n\nUnder articles 4 and 5, paragraph 1.\n\nArticle 2\n\nText.\n\nArticle 4\n\nText.\n\nArticle 5\n\n1. Text of article 4.\n",
            "Article 4",
            "Article 1\n\nUnder articles 3 and 4, paragraph 1.\n\nArticle 2\n\nText.\n\nArticle 3\n\nText.\n\nArticle 4\n\n1. Text of article 3.\n",
        );
    }

    #[test]
    fn paragraphs_move_in_their_article_only() {
        check(
            "المادة 1\n\n1 - نص.\n\n3 - وفقا للفقرة 3 والفقرة 1 من المادة 2.\n\nالمادة 2\n\n1 - نص.\n\n3 - نص.\n",
            "3 - وفقا",
            "المادة 1\n\n1 - نص.\n\n2 - وفقا للفقرة 2 والفقرة 1 من المادة 2.\n\nالمادة 2\n\n1 - نص.\n\n3 - نص.\n",
        );
    }
}
