//! Checks whether a missing member is beyond the last of a series that runs from its first: an item, a recital, a paragraph of a
//! decision, a part of an annex. Reports nothing itself.

use travaux_grammar::{Anchor, Block, BlockId, Enclosure, Kind, Label, NumberForm, Reference, Step, Target, to_usize};

use travaux_model::outline::{Missing, Outline, ProvisionId};

/// Returns whether a reference names an item beyond the last of a paragraph outside articles, of a resolution or a section
/// of an annex, and shows that the paragraph is this text's: `paragraph 3 (c) above` where (a) and (b) are all.
pub(super) fn is_late_item(outline: &Outline, (block, reference): (BlockId, &Reference), missing: &Missing) -> bool {
    let Missing { inside: Some(inside), step } = missing else { return false };
    let is_own = match reference.anchor {
        Anchor::Near | Anchor::ThisInstrument | Anchor::This(_) => true,
        // `section 1, paragraph 2 (d)` and, where it has no sections, `paragraph 2 (d)` in the same annex; `annex I, paragraph 1
        // (c)` anywhere
        Anchor::None => {
            let begins_with = |is_kind: fn(Kind) -> bool| {
                let first_step = |it: &Target| it.steps.first().map(|step| step.kind);
                reference.targets.iter().all(|it| first_step(it).is_some_and(is_kind))
            };
            let annex = |id: ProvisionId| outline.ancestors(id).find(|id| outline.provision(*id).kind.is_annex());
            let source = outline.at(block, reference.start).and_then(annex);
            let target = annex(*inside);
            target.is_some_and(|annex| {
                let is_of_own = begins_with(|it| it == Kind::Section)
                    || begins_with(|it| it == Kind::Paragraph) && outline.is_plain_annex(annex);
                is_of_own && source == target || begins_with(Kind::is_annex) && step.kind.is_in_parentheses()
            })
        }
        Anchor::UnnumberedAnnex | Anchor::DefiniteInstrument(_) | Anchor::OtherInstrument => false,
    };
    is_own
        && !outline.is_in_article(*inside)
        && step.label.readings().any(|label| exceeds_run(outline, *inside, &label))
}

/// Returns whether the first recital of a preamble has a number that is written.
pub(super) fn has_numbered_recitals(outline: &Outline, preamble: ProvisionId) -> bool {
    let first = outline.children(Some(preamble)).next();
    first.is_some_and(|first| outline.provision(first).enclosure == Enclosure::Parentheses)
}

/// Returns whether the divisions of an annex, or of another division, run from the first to the last of a kind, and a missing one
/// is beyond them: `Annex I, Part C` where annex I has parts A and B.
pub(super) fn exceeds_divisions(outline: &Outline, inside: ProvisionId, missing: &Missing) -> bool {
    const MAX_PROVISIONS: u32 = 2000;
    const MIN_DIVISIONS: u32 = 2;
    let Step { kind, label } = missing.step;
    let end = outline.provision(inside).end;
    if !outline.provision(inside).kind.is_division() || end > inside.plus(MAX_PROVISIONS) || !label.is_plain() {
        return false;
    }
    let divisions = ProvisionId::range(inside.next()..end).filter(|id| outline.provision(*id).kind == kind);
    let mut count = 0;
    for id in divisions {
        count += 1;
        let next = Label::new(label.form, count).key();
        if outline.provision(id).label.is_none_or(|label| label.key() != next) {
            return false;
        }
    }
    count >= MIN_DIVISIONS && label.number() > count && label.numbers[1] == 0
}

/// `article 5 of chapter II`, where article 5 is in chapter III: returns whether a division holds headings of a kind, and the
/// missing one of that kind is the only one with its number, elsewhere.
pub(super) fn stands_elsewhere(outline: &Outline, division: ProvisionId, step: &Step) -> bool {
    let is_only = |kind: Kind, label: &Label| outline.headings(kind, Some(label)).len() == 1;
    let named = outline.provision(division);
    let is_named_once = named.kind.is_division() && named.label.is_some_and(|label| is_only(named.kind, &label));
    let mut inside = ProvisionId::range(division.next()..named.end).map(|id| outline.provision(id));
    is_named_once
        && (step.kind.is_article() || step.kind.is_division())
        && is_only(step.kind, &step.label)
        && inside.any(|it| it.kind == step.kind && it.label.is_some_and(|label| label.form == step.label.form))
}

/// `Articles 8 and 9, Chapter V, Article 29`: returns whether the division and the article of a reference may be two members of
/// a list, as a comma is all that joins them, and other references stand beside them.
pub(super) fn may_be_list_of_headings(block: &Block, reference: &Reference, missing: &Missing) -> bool {
    const MAX_JOINT_BYTES: usize = 8;
    let is_heading = missing.step.kind.is_article() || missing.step.kind.is_division();
    if !is_heading || missing.inside.is_none() || !block.slice(reference.range()).contains([',', '،', '，', '、']) {
        return false;
    }
    let is_joint = |from: u32, to: u32| {
        let between = block.slice(from..to);
        !between.is_empty() && between.len() <= MAX_JOINT_BYTES && !between.contains(['.', ';', '。', '；', '؛'])
    };
    let at = block.references.partition_point(|it| it.start < reference.start);
    let before = at.checked_sub(1).map(|before| &block.references[before]);
    before.is_some_and(|it| is_joint(it.end, reference.start))
        || block.references.get(at + 1).is_some_and(|it| is_joint(reference.end, it.start))
}

/// Returns whether the members of a provision run from the first to the last in the form of a label, which is beyond them.
pub(super) fn exceeds_run(outline: &Outline, inside: ProvisionId, label: &Label) -> bool {
    const MAX_MEMBERS: usize = 200;
    const MIN_MEMBERS: usize = 2;
    let mut count = 0;
    for child in outline.children(Some(inside)).take(MAX_MEMBERS) {
        count += 1;
        let next = Label::new(label.form, count).key();
        let is_next = outline.provision(child).label.is_some_and(|it| it.readings().any(|it| it.key() == next));
        if !is_next {
            return false;
        }
    }
    let is_counted = matches!(label.form, NumberForm::Digits | NumberForm::Lower | NumberForm::LowerRoman);
    is_counted && label.is_plain() && label.numbers[1] == 0 && to_usize(count) >= MIN_MEMBERS && label.number() > count
}

/// Returns whether a reference names a paragraph beyond the last of a decision, whose paragraphs run through the text:
/// `paragraph 9 below` where there are eight. Without such a word it may be one of another decision.
pub(super) fn is_late_paragraph(outline: &Outline, reference: &Reference, missing: &Missing) -> bool {
    const MIN_PARAGRAPHS: u32 = 3;
    // `paragraph 7 of this resolution` can be no other's.
    const MIN_OWN_PARAGRAPHS: u32 = 2;
    let Missing { inside: None, step: Step { kind: Kind::Paragraph, label } } = missing else { return false };
    let is_own = reference.anchor == Anchor::ThisInstrument;
    let enough = if is_own { MIN_OWN_PARAGRAPHS } else { MIN_PARAGRAPHS };
    let last = outline.last_of_running_paragraphs().filter(|last| *last >= enough);
    matches!(reference.anchor, Anchor::Near | Anchor::ThisInstrument)
        && label.form == NumberForm::Digits
        && label.is_plain()
        && label.numbers[1] == 0
        && last.is_some_and(|last| label.number() > last)
}
