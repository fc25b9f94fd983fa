//! Renumbering: a provision gets another number, its later siblings move with it, and every reference to them is
//! updated. A reference that does not show the number plainly is left unchanged and reported.

use std::collections::BTreeMap;
use std::ops::Range;

use travaux_grammar::{
    Draft, Kind, Label, Language, NumberForm, Reference, Suffix, Target, WrittenNumber, find_number, suffix_after,
    to_usize, write_number,
};

use super::Edit;
use super::shared_number::SharedNumber;
use crate::document::Document;
use crate::outline::{Outline, ProvisionId};

/// The edits of a renumbering, and the references that could not be updated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renumbered {
    /// The edits of labels and references.
    pub edits: Vec<Edit>,
    /// References to a renumbered provision that do not show its number plainly, as bytes of the draft.
    pub unchanged: Vec<Range<usize>>,
    /// Those among them whose number is shared with other provisions, `article 2 bis and ter`, and cannot be written out.
    pub shared: Vec<Range<usize>>,
}

/// A number that a provision gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNumber {
    /// The number.
    pub number: u32,
    /// The suffixes after it with the words for them, ` bis`; `None` if those of the old number stay.
    pub suffix: Option<(String, [Suffix; 3])>,
}

/// Returns the provisions numbered in one sequence with `from` from there on, with the numbers that close the gaps.
/// Inserted provisions move with the number after which they were inserted. Returns `None` if nothing changes, or if
/// numbers have several parts.
pub fn closing_gaps(outline: &Outline, from: ProvisionId) -> Option<BTreeMap<ProvisionId, NewNumber>> {
    let first = outline.provision(from);
    let label = first.label.filter(|it| can_be_counted(it) && it.is_plain())?;
    let mut next = label.number();
    let mut changes = BTreeMap::new();
    // The sequence continues from the previous sibling, if there is one.
    let before = outline.siblings_before(from).find(|it| is_alike(outline, *it, from));
    if let Some(before) = before.and_then(|it| outline.provision(it).label) {
        next = before.number().checked_add(1)?;
    }
    // The old and the new number of the provision that was counted last.
    let mut last = (0, 0);
    for id in std::iter::once(from).chain(outline.siblings_after(from).filter(|it| is_alike(outline, *it, from))) {
        let Some(label) = outline.provision(id).label else { continue };
        let number = match label.suffixes[0] {
            Suffix::None => {
                last = (label.number(), next);
                next = next.checked_add(1)?;
                last.1
            }
            Suffix::Inserted(_) if label.number() == last.0 => last.1,
            _ => continue,
        };
        if label.number() != number {
            changes.insert(id, NewNumber { number, suffix: None });
        }
    }
    (!changes.is_empty()).then_some(changes)
}

/// Returns whether a label consists of one number that can be replaced.
pub fn can_be_counted(label: &Label) -> bool {
    !matches!(label.form, NumberForm::Placeholder | NumberForm::Lettered) && label.numbers[1] == 0
}

fn is_alike(outline: &Outline, id: ProvisionId, other: ProvisionId) -> bool {
    let (one, two) = (outline.provision(id), outline.provision(other));
    let form = |label: Option<Label>| label.filter(can_be_counted).map(|it| it.form);
    one.kind == two.kind
        && one.enclosure == two.enclosure
        && form(one.label).is_some_and(|it| Some(it) == form(two.label))
}

/// Gives provisions new numbers and updates the references to them. Returns `None` if a label does not show its number
/// in digits, letters or numerals.
pub fn renumbered(document: &Document, changes: &BTreeMap<ProvisionId, NewNumber>) -> Option<Renumbered> {
    let (draft, outline) = (&document.draft, &document.outline);
    let mut done = Renumbered::default();
    for (id, new) in changes {
        let at = outline.label_range(draft, *id);
        let old = outline.provision(*id).label?;
        let words = draft.slice(at.clone());
        let it = Renumbering { kind: outline.provision(*id).kind, old, new };
        // The signs after the number may be a number as well: 第三条之三.
        let shown = find_number(&words, old.form, old.number()).into_iter().next()?;
        let language = draft.block(outline.provision(*id).block).language;
        done.edits.extend(it.edits(&words, &shown, language)?.into_iter().map(|it| shifted(it, at.start)));
    }
    for (id, block) in draft.blocks_with_ids() {
        for reference in outline.references(id, block).filter(|it| it.relative.is_none()) {
            let resolution = outline.resolve_without_addresses(id, block.plain_text(), reference);
            let named = resolution.provisions().flat_map(|id| outline.ancestors(id));
            let renumberings: Vec<Renumbering> = named.filter_map(|id| renumbering(outline, id, changes)).collect();
            let renumberings = written_in(reference, renumberings);
            let range = draft.range(id, reference.range());
            let words = draft.slice(range.clone());
            let tail = block.plain_text().get(to_usize(reference.range().end)..).unwrap_or_default();
            let shared = last_label(reference).filter(|(kind, last)| may_share(outline, (*kind, last), changes));
            let shared = shared.and_then(|last| SharedNumber::after(&words, tail, last, block.language));
            let shared = shared.map(|it| shared_edits(outline, resolution.provisions().last(), &it, changes));
            if renumberings.is_empty() && shared.is_none() {
                continue;
            }
            let own = reference_edits(&words, reference, &renumberings, block.language);
            match own.zip(shared.clone().unwrap_or_else(|| Some(Vec::new()))) {
                Some((own, after)) => {
                    done.edits.extend(own.into_iter().map(|it| shifted(it, range.start)));
                    done.edits.extend(after.into_iter().map(|it| shifted(it, range.end)));
                }
                None => {
                    done.shared.extend(shared.map(|_| range.clone()));
                    done.unchanged.push(range);
                }
            }
        }
    }
    done.edits = super::in_order(std::mem::take(&mut done.edits));
    Some(done)
}

/// Returns the last label of a reference, and its kind.
fn last_label(reference: &Reference) -> Option<(Kind, Label)> {
    let target = reference.targets.last()?;
    let last = target.steps.last()?;
    Some((last.kind, target.to.unwrap_or(last.label)))
}

/// Returns whether a provision with the number of a label is renumbered.
fn may_share(outline: &Outline, (kind, last): (Kind, &Label), changes: &BTreeMap<ProvisionId, NewNumber>) -> bool {
    let is_alike = |it: Label| can_be_counted(&it) && it.form == last.form && it.number() == last.number();
    let mut changed = changes.keys().map(|id| outline.provision(*id));
    can_be_counted(last) && changed.any(|it| it.kind == kind && it.label.is_some_and(is_alike))
}

/// Returns the edits of labels after a reference that share its number. `from` is the provision to which the reference leads.
fn shared_edits(
    outline: &Outline,
    from: Option<ProvisionId>,
    shared: &SharedNumber<'_>,
    changes: &BTreeMap<ProvisionId, NewNumber>,
) -> Option<Vec<Edit>> {
    let parent = from.map(|it| outline.provision(it).parent);
    let names = |id: ProvisionId, label: &Label| {
        let provision = outline.provision(id);
        provision.kind == shared.kind
            && parent.is_none_or(|it| it == provision.parent)
            && provision.label.is_some_and(|it| it.names_same_provision(label))
    };
    // After a number without suffixes the words may be no labels: `thirdly`.
    let exists = |label: &Label| outline.ids().any(|id| names(id, label));
    if shared.head.is_plain() && !shared.labels.iter().all(exists) {
        return Some(Vec::new());
    }
    let labels = std::iter::once(&shared.head).chain(&shared.labels);
    let new: Vec<_> = labels.map(|it| changes.iter().find(|(id, _)| names(**id, it)).map(|it| it.1)).collect();
    shared.edits(&new)
}

/// A provision that gets another number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Renumbering<'n> {
    kind: Kind,
    old: Label,
    new: &'n NewNumber,
}

impl Renumbering<'_> {
    /// Returns the edits at a place in some words where the old number is written; `None` if other suffixes stand there.
    fn edits(&self, words: &str, shown: &WrittenNumber, language: Language) -> Option<Vec<Edit>> {
        let form = self.old.form;
        let text = write_number(self.new.number, form, shown.system)?;
        let number = Edit { range: shown.range.clone(), text };
        let Some((written, _)) = self.new.suffix.as_ref().filter(|it| it.1 != self.old.suffixes) else {
            return Some(vec![number]);
        };
        let suffix = suffix_after(words, &shown.range, form, language).filter(|it| it.suffixes == self.old.suffixes)?;
        // Chinese has the noun between the two.
        Some(if number.range.end == suffix.range.start {
            vec![Edit { range: number.range.start..suffix.range.end, text: number.text + written }]
        } else {
            vec![number, Edit { range: suffix.range, text: written.clone() }]
        })
    }

    /// Returns the new label.
    fn label(&self, old: Label) -> Label {
        let numbered = Label { numbers: [self.new.number, old.numbers[1], old.numbers[2]], ..old };
        let Some((written, suffixes)) = &self.new.suffix else { return numbered };
        let has_letter = matches!(suffixes[0], Suffix::Letter(_) | Suffix::Capital(_));
        Label { suffixes: *suffixes, hyphen_digits: u8::from(has_letter && written.starts_with('-')), ..numbered }
    }
}

fn renumbering<'n>(
    outline: &Outline,
    id: ProvisionId,
    changes: &'n BTreeMap<ProvisionId, NewNumber>,
) -> Option<Renumbering<'n>> {
    let provision = outline.provision(id);
    Some(Renumbering { kind: provision.kind, old: provision.label?, new: changes.get(&id)? })
}

/// Returns those of the provisions to which a reference leads whose number it contains: `paragraph 2` does not contain
/// the number of its article.
fn written_in<'n>(reference: &Reference, renumberings: Vec<Renumbering<'n>>) -> Vec<Renumbering<'n>> {
    let mut written: Vec<Renumbering<'n>> = Vec::new();
    for it in renumberings {
        let is_written = reference.targets.iter().any(|target| {
            let own = target.steps.iter().any(|step| step.kind == it.kind && step.label.names_same_provision(&it.old));
            let to = target.to.zip(target.steps.last());
            own || to.is_some_and(|(to, step)| step.kind == it.kind && to.names_same_provision(&it.old))
        });
        if is_written && !written.contains(&it) {
            written.push(it);
        }
    }
    written
}

/// Returns the edits by which the words of a reference name the renumbered provisions. If a number occurs more than
/// once, the combination is chosen that parses as the expected reference. Returns `None` if none does, or if that
/// cannot be decided.
fn reference_edits(
    words: &str,
    reference: &Reference,
    renumberings: &[Renumbering<'_>],
    language: Language,
) -> Option<Vec<Edit>> {
    if renumberings.is_empty() {
        return Some(Vec::new());
    }
    // Enough for a reference to two provisions of the same number, with a margin.
    const MAX_COMBINATIONS: usize = 32;
    let mut combinations: Vec<Vec<Edit>> = vec![Vec::new()];
    for it in renumberings {
        let places = find_number(words, it.old.form, it.old.number());
        let edits: Vec<Vec<Edit>> = places.iter().filter_map(|place| it.edits(words, place, language)).collect();
        let longer = combinations.iter().flat_map(|before| edits.iter().map(|edits| [&before[..], edits].concat()));
        combinations = longer.take(MAX_COMBINATIONS).collect();
    }
    // Words that follow may be read otherwise after another suffix.
    let keeps_suffixes = renumberings.iter().all(|it| it.label(it.old).suffixes == it.old.suffixes);
    if let ([only], true) = (&combinations[..], keeps_suffixes) {
        return Some(only.clone());
    }
    let is_readable = *targets_of(words, language)? == *reference.targets;
    let expected = renamed(&reference.targets, renumberings);
    let reads = |edits: &Vec<Edit>| {
        let words = super::applied(words, &super::in_order(edits.clone()));
        targets_of(&words, language).is_some_and(|it| *it == *expected)
    };
    combinations.into_iter().find(reads).filter(|_| is_readable)
}

/// Returns the targets of a reference parsed by itself.
pub(super) fn targets_of(words: &str, language: Language) -> Option<Box<[Target]>> {
    // At the beginning of a block the words might be a heading.
    let draft = Draft::parse(&format!("x {words}"), Some(language));
    let mut references = draft.blocks.first()?.references.iter();
    references.next().map(|it| it.targets.clone())
}

/// Returns some targets after provisions have been renumbered.
fn renamed(targets: &[Target], renumberings: &[Renumbering<'_>]) -> Box<[Target]> {
    let label = |kind: Kind, label: Label| {
        let it = renumberings.iter().find(|it| it.kind == kind && it.old.names_same_provision(&label));
        it.map_or(label, |it| it.label(label))
    };
    let renamed = targets.iter().map(|target| {
        let mut target = target.clone();
        target.steps.iter_mut().for_each(|step| step.label = label(step.kind, step.label));
        let kind = target.steps.last().map(|it| it.kind);
        target.to = target.to.zip(kind).map(|(to, kind)| label(kind, to));
        target
    });
    renamed.collect()
}

fn shifted(edit: Edit, start: usize) -> Edit {
    Edit { range: start + edit.range.start..start + edit.range.end, ..edit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::applied;

    fn check(text: &str, at: &str, expected: &str) {
        let document = Document::parse(text, None, 0);
        let offset = text.find(at).unwrap();
        let id = document.outline.at_byte(&document.draft, offset).unwrap();
        let changes = closing_gaps(&document.outline, id).unwrap();
        assert_eq!(applied(text, &renumbered(&document, &changes).unwrap().edits), expected);
    }

    #[test]
    fn articles_are_renumbered_with_their_references() {
        check(
            "Article 1\n\nUnder articles 4 and 5, paragraph 1.\n\nArticle 2\n\nText.\n\nArticle 4\n\nText.\n\nArticle 5\n\n1. Text of article 4.\n",
            "Article 4",
            "Article 1\n\nUnder articles 3 and 4, paragraph 1.\n\nArticle 2\n\nText.\n\nArticle 3\n\nText.\n\nArticle 4\n\n1. Text of article 3.\n",
        );
    }

    #[test]
    fn paragraphs_are_renumbered_in_their_article_only() {
        check(
            "المادة 1\n\n1 - نص.\n\n3 - وفقا للفقرة 3 والمادة 2.\n\nالمادة 2\n\n1 - نص.\n\n3 - نص.\n",
            "3 - وفقا",
            "المادة 1\n\n1 - نص.\n\n2 - وفقا للفقرة 2 والمادة 2.\n\nالمادة 2\n\n1 - نص.\n\n3 - نص.\n",
        );
    }

    #[test]
    fn a_reference_without_the_number_is_unchanged() {
        check(
            "Article 1\n\nText.\n\nArticle 3\n\n1. Text.\n\n2. Text.\n\n3. Under paragraph 3 or paragraph 3 of this article.\n",
            "Article 3",
            "Article 1\n\nText.\n\nArticle 2\n\n1. Text.\n\n2. Text.\n\n3. Under paragraph 3 or paragraph 3 of this article.\n",
        );
    }

    #[test]
    fn of_two_equal_numbers_the_right_one_changes() {
        check(
            "Article 1\n\nUnder paragraph 3 of article 3.\n\nArticle 3\n\n1. Text.\n\n2. Text.\n\n3. Text.\n",
            "Article 3",
            "Article 1\n\nUnder paragraph 3 of article 2.\n\nArticle 2\n\n1. Text.\n\n2. Text.\n\n3. Text.\n",
        );
        check(
            "第一条\n\n依照第三条第三款。\n\n第三条\n\n一、案文。\n\n二、案文。\n\n三、案文。\n",
            "第三条\n",
            "第一条\n\n依照第二条第三款。\n\n第二条\n\n一、案文。\n\n二、案文。\n\n三、案文。\n",
        );
    }

    #[test]
    fn numbers_keep_their_numeral_system() {
        check(
            "第一条\n\n依照第十二条。\n\n第十二条\n\n案文。\n",
            "第十二条\n",
            "第一条\n\n依照第二条。\n\n第二条\n\n案文。\n",
        );
        check(
            "المادة ١\n\nوفقا للمادة ٣.\n\nالمادة ٣\n\nنص.\n",
            "المادة ٣\n",
            "المادة ١\n\nوفقا للمادة ٢.\n\nالمادة ٢\n\nنص.\n",
        );
        check(
            "Article 1\n\n(a) one;\n\n(c) two;\n\n(d) under (c) or subparagraph (d).\n",
            "(c) two",
            "Article 1\n\n(a) one;\n\n(b) two;\n\n(c) under (c) or subparagraph (c).\n",
        );
        check(
            "المادة 1\n\n(أ) نص؛\n\n(ج) نص الفقرة الفرعية (ج).\n",
            "(ج) نص",
            "المادة 1\n\n(أ) نص؛\n\n(ب) نص الفقرة الفرعية (ب).\n",
        );
    }

    #[test]
    fn inserted_provisions_move_with_the_number_before_them() {
        check(
            "Article 1\n\nUnder article 4 bis.\n\nArticle 4\n\nText.\n\nArticle 4 bis\n\nText.\n\nArticle 6\n\nText.\n",
            "Article 4\n",
            "Article 1\n\nUnder article 2 bis.\n\nArticle 2\n\nText.\n\nArticle 2 bis\n\nText.\n\nArticle 3\n\nText.\n",
        );
    }

    #[test]
    fn a_number_that_labels_share_moves_with_them() {
        check(
            "Article 1\n\nUnder article 4 bis and ter.\n\nArticle 4\n\nText.\n\nArticle 4 bis\n\nText.\n\nArticle 4 ter\n\nText.\n",
            "Article 4\n",
            "Article 1\n\nUnder article 2 bis and ter.\n\nArticle 2\n\nText.\n\nArticle 2 bis\n\nText.\n\nArticle 2 ter\n\nText.\n",
        );
    }

    #[test]
    fn a_label_in_words_cannot_be_renumbered() {
        let document = Document::parse("المادة 1\n\nنص.\n\nالمادة الرابعة\n\nنص.\n", None, 0);
        assert_eq!(renumbered(&document, &closing_gaps(&document.outline, ProvisionId::of(1)).unwrap()), None);
    }
}
