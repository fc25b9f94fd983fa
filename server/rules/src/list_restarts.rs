//! Where the numbers of a list begin anew: a second instrument, two lists of one item, an annex that stands twice. Reports
//! nothing itself.

use std::ops::Range;

use travaux_grammar::{BlockId, BlockKind, ClauseEnd, Kind, Label, NumberForm, Summaries};

use crate::numbered_lists::is_same_title;
use travaux_model::outline::{Outline, ProvisionId};

/// Returns whether a provision begins a new list rather than continuing the given one.
pub(super) fn restarts(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId], id: ProvisionId) -> bool {
    let provision = outline.provision(id);
    let Some(label) = provision.label else { return true };
    if !label.is_first() || !label.is_plain() {
        return begins_in_text_above(summaries, provision.block, label);
    }
    // `2. 1. 3.`: a first number that no second number follows was only misplaced.
    let is_first = |id: &ProvisionId| outline.provision(*id).label.is_some_and(|it| it.is_first() && it.is_plain());
    // An appendix of `ANNEX 99`, which is the whole draft, has numbers of its own.
    if provision.kind.is_annex() && matches!(list, [only] if !is_first(only)) {
        return true;
    }
    let is_named = provision.kind.is_article() && outline.begins_named_instrument(id);
    if !is_named && !continues(outline, id) && !list.iter().any(is_first) {
        return false;
    }
    if provision.kind.is_article() {
        // A second instrument in the same file, such as a protocol after its convention.
        return list.len() >= 3
            || list.len() == 2 && continues(outline, id)
            || outline.begins_named_instrument(id)
            || is_after_enactment(summaries, outline, list, id);
    }
    if matches!(list, [first] if stands_twice_in_sequence(summaries, outline, *first, id)) {
        return false;
    }
    // `(a) (a) (c)`: the second was to be (b).
    if matches!(list, [first] if repeats_for_second(summaries, outline, *first, id)
        || is_pair(summaries, outline, *first, id))
    {
        return false;
    }
    // `1. 1. 2.` in an article is an error; `(a) … (a)` may be two lists of one item with text between them.
    let is_lone_paragraph = list.len() == 1
        && provision.kind == Kind::Paragraph
        && in_article(outline, id)
        && !(continues(outline, id) && follows_title(summaries, provision.block));
    !is_lone_paragraph
}

/// Returns whether the words that end a preamble, `have agreed as follows:`, stand between the last of a list and an article: that
/// of the treaty which an act approves in its only article.
fn is_after_enactment(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId], id: ProvisionId) -> bool {
    const MAX_BLOCKS: u32 = 60;
    let to = outline.provision(id).block;
    let from = list.last().map_or(to, |last| outline.provision(*last).block.max(to.minus(MAX_BLOCKS)));
    BlockId::range(from..to).any(|block| summaries.get(block).ends_preamble)
}

/// `2.` below `Notes. 1. A light is any lamp.`: returns whether the list of a second number begins in the text above it, in a
/// block without a label.
fn begins_in_text_above(summaries: Summaries<'_>, block: BlockId, label: Label) -> bool {
    const MAX_BLANKS: u32 = 4;
    let is_second =
        label.form == NumberForm::Digits && label.number() == 2 && label.is_plain() && label.numbers[1] == 0;
    let first = Label { numbers: [1, 0, 0], ..label };
    let mut before = BlockId::range(block.minus(MAX_BLANKS)..block).rev().map(|it| summaries.get(it));
    is_second
        && before
            .find(|it| it.kind != BlockKind::Blank)
            .is_some_and(|it| it.labels.is_empty() && it.running_labels.contains(&first))
}

/// Returns whether the text before a block is a line that reads like a title, as `Attachment 1` above a list of its own.
fn follows_title(summaries: Summaries<'_>, block: BlockId) -> bool {
    const MAX_BLANKS: u32 = 4;
    let mut before = BlockId::range(block.minus(MAX_BLANKS)..block).rev().map(|it| summaries.get(it));
    before.find(|it| it.kind != BlockKind::Blank).is_some_and(|it| it.may_be_title && it.labels.is_empty())
}

/// Returns whether an annex or a division that is the second with the first number stands beside the first in one sequence:
/// both have titles, which differ, and the articles run on from one to the other; the next has a later number. A draft may
/// hold a second instrument, and a page may repeat a heading.
fn stands_twice_in_sequence(summaries: Summaries<'_>, outline: &Outline, first: ProvisionId, id: ProvisionId) -> bool {
    let (before, provision) = (outline.provision(first), outline.provision(id));
    let is_of_kind = provision.kind.is_annex() || matches!(provision.kind, Kind::Part | Kind::Title | Kind::Chapter);
    if !is_of_kind || before.end != id || outline.instrument(first) != outline.instrument(id) {
        return false;
    }
    let titles = outline.title_in(summaries, first).zip(outline.title_in(summaries, id));
    let is_other = titles.is_some_and(|(one, other)| !is_same_title(Some(one), Some(other)));
    let next = outline.siblings_after(id).find(|it| outline.provision(*it).kind == provision.kind);
    let next = next.and_then(|it| outline.provision(it).label);
    let is_later = next.is_none_or(|next| !next.is_first() || !next.is_plain());
    is_other && is_later && {
        let article = |ids: Range<ProvisionId>, is_last: bool| {
            let mut articles = ProvisionId::range(ids).filter(|it| outline.provision(*it).kind.is_article());
            if is_last { articles.next_back() } else { articles.next() }
        };
        let label = |id: Option<ProvisionId>| id.and_then(|id| outline.provision(id).label);
        let last = label(article(first..id, true));
        let own = label(article(id..provision.end, false));
        match (last, own) {
            (Some(last), Some(own)) => own.follows(&last),
            // Annexes have few articles, other divisions have them.
            (None, None) => provision.kind.is_annex() && !names_instrument_between(summaries, outline, first, id),
            _ => false,
        }
    }
}

/// Returns whether the name of an instrument stands between two provisions, or the clause that ends one.
fn names_instrument_between(
    summaries: Summaries<'_>,
    outline: &Outline,
    first: ProvisionId,
    second: ProvisionId,
) -> bool {
    let blocks = BlockId::range(outline.provision(first).block..outline.provision(second).block);
    blocks.map(|block| summaries.get(block)).any(|block| block.names_instrument || block.closes_instrument)
}

/// Returns whether the clause before the signatures stands between the last of a list of divisions and another one that does
/// not go on with it: the notes at the end are divided like the text.
pub(super) fn is_after_closing(
    summaries: Summaries<'_>,
    outline: &Outline,
    list: &[ProvisionId],
    id: ProvisionId,
) -> bool {
    let (Some(last), provision) = (list.last().map(|it| outline.provision(*it)), outline.provision(id)) else {
        return false;
    };
    let is_back = provision.kind.is_division() && provision.label <= last.label;
    is_back && BlockId::range(last.block.next()..provision.block).any(|it| summaries.get(it).closes_instrument)
}

/// Returns whether the second of two adjacent first provisions was to have the second number, or stands twice: `(a)`,
/// `(a)`, `(c)`; `(a)`, `(a)`, `(b)`.
fn repeats_for_second(summaries: Summaries<'_>, outline: &Outline, first: ProvisionId, id: ProvisionId) -> bool {
    let (before, provision) = (outline.provision(first), outline.provision(id));
    let next = outline.siblings_after(id).next().map(|it| outline.provision(it));
    let labels = provision.label.zip(next.and_then(|it| it.label));
    before.end == id
        // A comment may stand between the text of the first and the second.
        && id.previous().is_some_and(|last| provision.block <= outline.provision(last).block.plus(2))
        && labels.is_some_and(|(label, next)| {
            let is_next = next.form == label.form && next.is_plain();
            is_next && (next.number() >= 3 || next.number() == 2 && stands_twice(summaries, outline, first, id))
        })
}

/// `(a) rivers;` and `(a) lakes.`: returns whether two first items are a whole list, of which the first shows that it goes on.
fn is_pair(summaries: Summaries<'_>, outline: &Outline, first: ProvisionId, id: ProvisionId) -> bool {
    let goes_on = match summaries.get(outline.provision(first).block).clause_end {
        ClauseEnd::Joined => true,
        ClauseEnd::Sign { sign, .. } => matches!(sign, ';' | '；' | '؛'),
        _ => false,
    };
    goes_on && outline.siblings_after(id).next().is_none() && stands_twice(summaries, outline, first, id)
}

/// Returns whether the two first items of a list stand one directly after the other, each without a list of its own.
fn stands_twice(summaries: Summaries<'_>, outline: &Outline, first: ProvisionId, id: ProvisionId) -> bool {
    let (before, provision) = (outline.provision(first), outline.provision(id));
    let is_whole = |block: BlockId| {
        let summary = summaries.get(block);
        summary.labels.len() == 1 && !summary.announces_list
    };
    // `(1)` may be a footnote.
    provision.kind.is_in_parentheses()
        && provision.label.is_some_and(|label| label.form != NumberForm::Digits)
        && first.next() == id
        && provision.end == id.next()
        && BlockId::range(before.block.next()..provision.block)
            .all(|block| matches!(summaries.get(block).kind, BlockKind::Blank | BlockKind::Comment))
        && is_whole(before.block)
        && is_whole(provision.block)
}

/// Returns whether the next sibling of a first provision has the second number.
fn continues(outline: &Outline, id: ProvisionId) -> bool {
    let provision = outline.provision(id);
    let mut following = outline.provisions.iter().skip(provision.end.index());
    let next = match provision.kind {
        kind if kind.is_article() => following.find(|it| !it.kind.is_division()).filter(|it| it.kind.is_article()),
        _ => following.next().filter(|it| it.parent == provision.parent),
    };
    let (label, next) = (provision.label, next.and_then(|it| it.label));
    label.zip(next).is_some_and(|(label, next)| next.is_plain() && next.follows(&label))
}

fn in_article(outline: &Outline, id: ProvisionId) -> bool {
    outline.provision(id).parent.is_some_and(|parent| outline.provision(parent).kind.is_article())
}
