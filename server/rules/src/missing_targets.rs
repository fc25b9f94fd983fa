//! Checks that both rules about dangling references share: whether a target is certainly missing, and whether the
//! reference belongs to the draft itself or to a text that it quotes or amends. Reports nothing itself.

use travaux_grammar::{
    Anchor, Block, BlockId, BlockKind, Enclosure, Kind, Label, NumberForm, Prefix, Reference, Step, Suffix, Summaries,
    Target, to_u32, to_usize,
};

use super::late_members::{exceeds_divisions, exceeds_run, has_numbered_recitals, stands_elsewhere};
use travaux_model::outline::{MAX_LISTED_BLOCKS, Missing, Outline, ProvisionId};

/// Returns whether a block amends another text, or is in a list of amendments.
pub(super) fn amends(outline: &Outline, summaries: Summaries<'_>, id: BlockId, block: &Block) -> bool {
    let provision = outline.at(id, block.labels.first().map_or(0, |site| site.start));
    // The words before a list are those of the provision that contains it, or stand in the block before the first item.
    let announces = |id: ProvisionId| {
        let first = outline.get(id.next()).filter(|child| child.parent == Some(id));
        let chapeau = first.and_then(|child| child.block.previous());
        let blocks = [Some(outline.provision(id).block), chapeau];
        blocks.into_iter().flatten().any(|block| summaries.get(block).introduces_other_provisions)
    };
    block.amends()
        || provision.is_some_and(|id| outline.ancestors(id).any(announces))
        || summaries.get(id).is_list_of_references && is_announced(summaries, id)
}

/// Returns whether a block is in a list of references, without labels, after an announcement of provisions of another
/// instrument: `the following provisions of the Convention apply:`.
fn is_announced(summaries: Summaries<'_>, id: BlockId) -> bool {
    let is_passed = |id: &BlockId| {
        let block = summaries.get(*id);
        block.is_list_of_references || matches!(block.kind, BlockKind::Blank | BlockKind::Comment)
    };
    let mut before = BlockId::range(id.minus(MAX_LISTED_BLOCKS)..id).rev();
    before.find(|id| !is_passed(id)).is_some_and(|id| summaries.get(id).introduces_other_provisions)
}

/// Returns whether a byte of the block is in a quotation. References in the quotations of an amendment are to the text
/// that it amends.
pub(super) fn is_quoted(outline: &Outline, id: BlockId, block: &Block, at: u32) -> bool {
    if outline.at(id, at).is_some_and(|id| outline.provision(id).quoted) {
        return true;
    }
    // A quotation that opened farther back consists of several blocks, which the outline marks as quoted.
    const MAX_QUOTED_BYTES: usize = 2000;
    let text = block.text_before(at);
    let from = (text.len().saturating_sub(MAX_QUOTED_BYTES)..=text.len())
        .find(|from| text.is_char_boundary(*from))
        .unwrap_or(0);
    let before = &text[from..];
    let last = before.rfind(['“', '”', '«', '»', '„']);
    last.is_some_and(|at| opens_quotation(&text[from..], at, block.text_from(to_u32(from + at))))
}

/// Returns whether the quotation mark at a byte of a text opens a quotation. In German, Russian and Arabic texts of the United
/// Nations the English marks stand the other way round: „port“, ”port“.
fn opens_quotation(text: &str, at: usize, rest: &str) -> bool {
    let mut letters = rest.chars();
    let mark = letters.next();
    let is_before_word = letters.next().is_some_and(char::is_alphanumeric);
    let before = text[..at].chars().next_back();
    let is_after_gap = before.is_none_or(|it| it.is_whitespace() || matches!(it, '(' | '[' | '（' | '［'));
    match mark {
        Some('„' | '«') => true,
        Some('“') => is_after_gap || is_before_word,
        Some('”') => is_after_gap && is_before_word,
        _ => false,
    }
}

/// Returns whether a missing provision is certainly missing, judging by the headings of the draft. In a fragment
/// without annexes, for example, the annex is not missing.
pub(super) fn is_certain(outline: &Outline, summaries: Summaries<'_>, missing: &Missing) -> bool {
    let kinds = outline.kinds_of_headings();
    // `paragraph l (b)` of a scan is paragraph 1 (b).
    let Missing { step: Step { label, .. }, .. } = missing;
    if label.form == NumberForm::Lower && label.number() == 12 && label.is_plain() {
        return false;
    }
    // `2-1` may be a number of its own, or a range, in lists of every kind.
    if label.hyphen_digits > 0 && !missing.step.kind.is_heading() {
        return false;
    }
    // `annex I.A.2` is a paragraph of part A of annex I.
    if missing.step.kind.is_annex() && label.form == NumberForm::Lettered {
        return false;
    }
    // `part A of this annex` is a section with that letter.
    let is_lettered_section = || !outline.headings(Kind::Section, Some(label)).is_empty();
    if missing.step.kind == Kind::Part && label.form == NumberForm::Upper && is_lettered_section() {
        return false;
    }
    // `"а.1"` was inserted after (a), and stands in its text.
    if label.form == NumberForm::Lower && label.numbers[1] != 0 {
        return false;
    }
    if outline.may_be_in_text(missing.inside, missing.step.kind, &missing.step.label) {
        return false;
    }
    // `OP4` in comments on a resolution is a paragraph of that.
    if label.prefix != Prefix::None && !outline.is_numbered_with(label.prefix) {
        return false;
    }
    if missing.inside.is_none() && outline.kinds_kept_elsewhere(summaries).contains(missing.step.kind) {
        return false;
    }
    if missing.inside.is_some() && outline.is_numbered_by_markdown(missing.inside, missing.step.kind) {
        return false;
    }
    if missing.inside.is_some_and(|inside| is_further_insertion(outline, inside, &missing.step)) {
        return false;
    }
    if missing.inside.is_some_and(|inside| has_unsure_members(outline, inside, missing)) {
        return false;
    }
    let Some(inside) = missing.inside else {
        if matches!(missing.step.kind, Kind::Paragraph | Kind::Section) && lacks_paragraph(outline, label) {
            return true;
        }
        // Article 3.9 is missing where there is an article 3.1, article 3 is not. In an excerpt that begins with article 31,
        // or a chapter that holds articles 3.1 to 3.8 only, articles 5 and 1.3 are those of other parts.
        let is_divided = outline.is_divided(missing.step.kind, label);
        // Article 4.2 is missing where article 4.1 follows article 4.
        let is_inserted = outline.has_dotted_neighbour(&missing.step);
        let is_dotted = label.numbers[1] != 0 && (is_inserted || outline.is_numbered_by_chapter(missing.step.kind));
        if is_dotted != is_divided
            || outline.is_in_other_numerals(&missing.step)
            || !is_dotted && outline.is_outside_excerpt(missing.step.kind, label)
            || is_dotted && outline.is_outside_excerpt_of_chapter(missing.step.kind, label)
        {
            return false;
        }
        return match missing.step.kind {
            Kind::Article => kinds.articles >= 2,
            kind if kind.needs_number() => kinds.repeats(kind),
            Kind::Section => missing.step.label.form == NumberForm::UpperRoman && outline.exceeds_sections(missing),
            kind if kind.is_division() => kinds.contains(kind),
            // A section, an option or an item may belong to something that the text only mentions.
            _ => false,
        };
    };
    if missing.step.kind == Kind::Paragraph && outline.is_plain_annex(inside) {
        return true;
    }
    if missing.step.kind.is_division() && exceeds_divisions(outline, inside, missing)
        || stands_elsewhere(outline, inside, &missing.step)
    {
        return true;
    }
    if outline.provision(inside).kind == Kind::Preamble {
        return has_numbered_recitals(outline, inside) && exceeds_run(outline, inside, label);
    }
    // Paragraph 92 may be that of another article where the paragraphs of this one begin with 94.
    if missing.step.kind == Kind::Paragraph && outline.may_run_on(inside, missing.step.label.number()) {
        return false;
    }
    if missing.step.kind == Kind::Paragraph && outline.exceeds_annex(inside, &missing.step.label) {
        return true;
    }
    // Outside articles, lists are numbered in too many ways to be certain.
    // In a section of an article, 41.3 may stand in the margin.
    let may_be_dotted = || outline.is_in_article(inside) && outline.provision(inside).kind != Kind::Section;
    outline.is_numbered_plainly(inside) && (missing.step.label.numbers[1] == 0 || may_be_dotted())
}

/// `paragraph 2.8` where section 2 of a text without articles has paragraphs 2.1 to 2.3: returns whether the section of a
/// number lacks the paragraph.
fn lacks_paragraph(outline: &Outline, label: &Label) -> bool {
    let section = label.split_at(1).filter(|(_, inner)| inner.numbers[1] == 0).map(|(section, _)| section);
    let alike = section.map(|label| outline.headings(Kind::Section, Some(&label)));
    let Some([section]) = alike else { return false };
    let first = outline.children(Some(*section)).next();
    first.is_some_and(|first| outline.is_numbered_plainly(first))
}

/// `المادة 3 مكررا (أ)`: returns whether a letter after an inserted article is that of a further one, which has a heading.
fn is_further_insertion(outline: &Outline, id: ProvisionId, step: &Step) -> bool {
    let article = outline.provision(id);
    let place = u8::try_from(step.label.number()).ok().filter(|_| article.kind == Kind::Article);
    article.label.zip(place).is_some_and(|(label, place)| {
        let further = label.with(Suffix::Capital(place));
        !label.is_plain() && !outline.headings(Kind::Article, Some(&further)).is_empty()
    })
}

/// Returns whether nothing sets off the numbers in a provision, so that the missing paragraph may have been taken for text. A
/// number far beyond a series without gaps was not.
fn has_unsure_members(outline: &Outline, id: ProvisionId, missing: &Missing) -> bool {
    /// The paragraphs at the end of a series that may have been taken for text.
    const MAX_TAKEN: u32 = 2;
    /// The most paragraphs that are looked at.
    const MAX_PARAGRAPHS: usize = 50;
    let is_paragraph = |child: &ProvisionId| outline.provision(*child).kind == Kind::Paragraph;
    let mut paragraphs = outline.children(Some(id)).filter(is_paragraph).take(MAX_PARAGRAPHS);
    let Some(first) = paragraphs.next().filter(|it| outline.provision(*it).enclosure == Enclosure::Bare) else {
        return false;
    };
    let mut last = outline.provision(first).label;
    let mut is_series = last.is_some_and(|label| label.is_first());
    for paragraph in paragraphs {
        let label = outline.provision(paragraph).label;
        is_series &= last.zip(label).is_some_and(|(before, label)| label.follows(&before));
        last = label;
    }
    let number = missing.step.label.number();
    // `al. 9` names a paragraph.
    let is_number = missing.step.kind == Kind::Paragraph || missing.step.label.form == NumberForm::Digits;
    !is_series || !is_number || last.is_none_or(|last| number <= last.number() + MAX_TAKEN)
}

/// Returns whether another provision has the number of one that holds no such member, or of one around it: of two alternatives
/// either may hold it. `names_heading` states whether the reference names the heading, which it does not if it is in it.
pub(super) fn may_be_in_rival(outline: &Outline, missing: &Missing, names_heading: bool) -> bool {
    const MAX_MEMBERS: usize = 400;
    let Some(inside) = missing.inside else { return false };
    // Of an article whose number no other has, the chapters around it do not matter: they may begin again in every part.
    let is_unique = |id: &ProvisionId| {
        let provision = outline.provision(*id);
        let label = provision.label.as_ref();
        provision.kind.is_article() && label.is_some_and(|it| outline.headings(provision.kind, Some(it)).len() == 1)
    };
    let unique = outline.ancestors(inside).find(is_unique);
    outline.ancestors(inside).take_while(|id| unique != Some(*id)).any(|id| {
        let provision = outline.provision(id);
        let Some(label) = provision.label.as_ref() else { return false };
        if provision.kind.is_heading() {
            // Those in one division stand next to each other in the list.
            let alike = outline.headings(provision.kind, Some(label));
            let at = alike.partition_point(|it| *it < id);
            let mut beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| alike.get(at));
            return names_heading && beside.any(|it| outline.provision(*it).parent == provision.parent);
        }
        // An alternative is near: the members of one article are enough.
        let mut beside = outline.children(provision.parent).take(MAX_MEMBERS).filter(|it| *it != id);
        beside.any(|it| {
            outline.provision(it).kind == provision.kind && outline.provision(it).label.as_ref() == Some(label)
        })
    })
}

/// Returns whether a reference names a provision only as one within a range, whose ends are others: article 7 of `articles 6
/// to 9`.
pub(super) fn is_within_range(reference: &Reference, kind: Kind, label: &Label) -> bool {
    const MAX_TARGETS: usize = 16;
    if reference.targets.len() > MAX_TARGETS {
        return false;
    }
    let is_named = |label_of: &Label| label_of.names_same_provision(label);
    let mut is_within = false;
    for target in &reference.targets {
        let Some(last) = target.steps.last() else { continue };
        if target.steps.iter().any(|step| step.kind == kind && is_named(&step.label))
            || target.to.is_some_and(|to| is_named(&to))
        {
            return false;
        }
        let passes = |to: Label| (last.label.number()..to.number()).contains(&label.number());
        is_within |= last.kind == kind && target.to.is_some_and(passes);
    }
    is_within
}

/// Returns whether a reference stands in a note at the foot of a page, and may speak of another text or of the place of its
/// mark: what it names is relative to a place, or the note names other instruments as well.
pub(super) fn is_in_plain_note(block: &Block, reference: &Reference) -> bool {
    const MAX_NOTE_BYTES: usize = 2000;
    const MAX_REFERENCES: usize = 32;
    let before = block.text_before(reference.start);
    let first = before.floor_char_boundary(before.len().saturating_sub(MAX_NOTE_BYTES));
    let Some(line) = before[first..].rfind('\n').map(|at| first + at + 1).or((first == 0).then_some(0)) else {
        return false;
    };
    let above = &before[before.floor_char_boundary(line.saturating_sub(MAX_NOTE_BYTES))..line];
    if !begins_note(above, &before[line..], block.labels.is_empty()) {
        return false;
    }
    let is_of_others = |it: &Reference| it.anchor == Anchor::OtherInstrument;
    let in_note = block.references.partition_point(|it| to_usize(it.start) < line);
    !names_heading(reference) || block.references[in_note..].iter().take(MAX_REFERENCES).any(is_of_others)
}

/// Returns whether a line begins with the mark of a note: `¹`, `[1]`, or a number below a rule.
fn begins_note(above: &str, line: &str, is_unlabelled: bool) -> bool {
    const MIN_RULE_SIGNS: usize = 3;
    let line = line.trim_start();
    if line.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']) {
        return true;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    if bracketed.is_some_and(|(number, _)| is_unlabelled && is_number(number)) {
        return true;
    }
    let rule = above.trim_end().rsplit('\n').next().unwrap_or_default().trim();
    let is_rule = rule.len() >= MIN_RULE_SIGNS && rule.chars().all(|sign| matches!(sign, '_' | '-' | '—'));
    is_rule && is_number(line.split(' ').next().unwrap_or_default())
}

/// Returns whether a reference names a heading.
pub(super) fn names_heading(reference: &Reference) -> bool {
    let is_heading = |target: &Target| target.steps.first().is_some_and(|step| step.kind.is_heading());
    reference.targets.iter().any(is_heading)
}

/// `Article 4 (7), and` where a line `(7) …` is a note below: returns whether a missing paragraph in parentheses is the mark of
/// a note in the provision around the reference, whose own paragraphs are labelled otherwise.
pub(super) fn is_note_mark(
    outline: &Outline,
    block: &Block,
    (id, reference): (BlockId, &Reference),
    missing: &Missing,
) -> bool {
    const MAX_PROVISIONS: u32 = 200;
    let label = missing.step.label;
    let written = block.slice(reference.range());
    let is_last = written.ends_with(')') && written.contains(" (") && missing.step.kind == Kind::Paragraph;
    let source = outline.at(id, reference.start).filter(|_| is_last && label.form == NumberForm::Digits);
    let Some(article) = source.and_then(|it| outline.ancestors(it).find(|id| outline.provision(*id).kind.is_heading()))
    else {
        return false;
    };
    let end = outline.provision(article).end.min(article.plus(MAX_PROVISIONS));
    let in_parentheses = ProvisionId::range(article.next()..end).filter(|id| {
        let provision = outline.provision(*id);
        let is_number = provision.label.is_some_and(|label| label.form == NumberForm::Digits);
        is_number && provision.enclosure == Enclosure::Parentheses
    });
    let mut numbers = in_parentheses.filter_map(|it| Some((it, outline.provision(it).label?.number())));
    // A list of its own begins with 1.
    let Some(first) = numbers.next().filter(|first| first.1 > 1 || label.number() == 1) else { return false };
    let is_note = |(note, number): (ProvisionId, u32)| number == label.number() && outline.provision(note).block > id;
    is_note(first) || numbers.any(is_note)
}

/// Returns whether a reference names a late annex of this very instrument: `Annex IX to this Agreement`. A draft without
/// any annex keeps them in other files, or has none. It would have named others before the third.
pub(super) fn is_late_annex(
    outline: &Outline,
    summaries: Summaries<'_>,
    reference: &Reference,
    missing: &Missing,
) -> bool {
    const MIN_NUMBER: u32 = 3;
    let Missing { inside: None, step: Step { kind: kind @ (Kind::Annex | Kind::Appendix), label } } = missing else {
        return false;
    };
    if outline.kinds_of_headings().contains(*kind)
        || outline.kinds_kept_elsewhere(summaries).contains(*kind)
        || outline.may_be_in_text(None, *kind, label)
    {
        return false;
    }
    let is_counted = matches!(label.form, NumberForm::Digits | NumberForm::UpperRoman | NumberForm::Upper);
    reference.anchor == Anchor::ThisInstrument && is_counted && label.number() >= MIN_NUMBER && label.numbers[1] == 0
}

/// Returns whether a reference names a section of the annex around it, which has nothing but paragraphs that are numbered
/// from 1 on: `Section IV of this annex`.
pub(super) fn is_section_of_plain_annex(
    outline: &Outline,
    (block, reference): (BlockId, &Reference),
    missing: &Missing,
) -> bool {
    let is_own = matches!(reference.anchor, Anchor::This(Kind::Annex | Kind::Appendix));
    if !is_own || missing.step.kind != Kind::Section {
        return false;
    }
    let annex = outline.at(block, reference.start).and_then(|source| {
        let mut around = outline.ancestors(source);
        around.find(|id| outline.provision(*id).kind.is_annex())
    });
    annex.is_some_and(|annex| outline.is_plain_annex(annex))
}

/// Returns whether a number is so far beyond those of the draft that it must belong to something else: `Chapters 25 to
/// 97` of a tariff, `§ 1693` of a code.
pub(super) fn is_out_of_reach(outline: &Outline, missing: &Missing) -> bool {
    const MARGIN: u32 = 10;
    const MAX_PARAGRAPH_NUMBER: u32 = 200;
    if missing.inside.is_some() {
        return missing.step.label.form == NumberForm::Digits && missing.step.label.number() > MAX_PARAGRAPH_NUMBER;
    }
    let is_counted = matches!(missing.step.label.form, NumberForm::Digits | NumberForm::UpperRoman);
    let limit = || outline.highest_number(missing.step.kind).saturating_add(MARGIN);
    missing.step.kind == Kind::Chapter && is_counted && missing.step.label.number() > limit()
}
