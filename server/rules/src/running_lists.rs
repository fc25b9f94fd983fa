//! The lists of paragraphs that run through a text: those of a decision or resolution, which has no articles, and those
//! that go on from one article to the next. Since numbers of several sources may be mixed there, a list counts only where
//! nearly all of its numbers follow each other. Reports nothing itself.

use travaux_grammar::{ClauseEnd, Enclosure, Kind, Label, NumberForm, Prefix, Summaries};

use crate::annex_lists::lists_in_annexes;
use travaux_model::outline::{Outline, ProvisionId};

/// A shorter list of plain numbers may be anything, unless it is one sentence.
const MIN_PARAGRAPHS: usize = 5;

/// A shorter list shows no order, though it is one sentence.
pub(super) const MIN_PARAGRAPHS_OF_SENTENCE: usize = 3;

/// A shorter list of numbers with a prefix, `OP1`, shows no order.
const MIN_PREFIXED_PARAGRAPHS: usize = 3;

/// A shorter list of recitals shows no order.
const MIN_RECITALS: usize = 4;

/// A shorter list of items shows no order.
const MIN_ITEMS: usize = 3;

/// The articles with numbered paragraphs that show whether the numbers run on from one to the next.
const MIN_ARTICLES: usize = 3;

/// In a list that counts, fewer than one step in so many may lead elsewhere than to the next number.
const STEPS_FOR_A_SLIP: usize = 3;

/// The same for numbers with a prefix, which nothing but paragraphs has.
const PREFIXED_STEPS_FOR_A_SLIP: usize = 2;

/// In a list that counts, fewer than one member in so many may be in brackets.
const MEMBERS_FOR_A_BRACKET: usize = 3;

/// The largest number of paragraphs that a slip skips; more belong to another list.
const MAX_SKIPPED: u32 = 3;

/// Returns the lists of paragraphs and of numbered recitals that run through a draft.
pub(super) fn running_lists(summaries: Summaries<'_>, outline: &Outline) -> Vec<Vec<ProvisionId>> {
    let mut lists = if has_articles_of_its_own(outline) { Vec::new() } else { of_decision(summaries, outline) };
    if outline.kinds_of_headings().contains(Kind::Article) {
        lists.extend(through_articles(outline));
    }
    lists.extend(lists_in_annexes(summaries, outline));
    lists.extend(recitals(summaries, outline));
    lists
}

/// Returns the numbered recitals of each preamble, `(1)`, as legal acts of the European Union have them.
fn recitals<'a>(summaries: Summaries<'a>, outline: &'a Outline) -> impl Iterator<Item = Vec<ProvisionId>> + 'a {
    let is_own = |id: &ProvisionId| {
        let provision = outline.provision(*id);
        let is_number = |it: Label| {
            it.prefix == Prefix::None && it.form == NumberForm::Digits && it.is_plain() && it.numbers[1] == 0
        };
        provision.kind == Kind::Recital
            && provision.enclosure.is_in_parentheses()
            && !provision.quoted
            && provision.label.is_some_and(is_number)
    };
    let preambles = outline.children(None).filter(|id| outline.provision(*id).kind == Kind::Preamble);
    let lists = preambles.map(move |id| outline.children(Some(id)).filter(is_own).collect::<Vec<_>>());
    lists.filter(move |list| runs_through(summaries, outline, list))
}

/// Returns whether a draft has articles outside its annexes. A resolution may have a statute in its annex.
fn has_articles_of_its_own(outline: &Outline) -> bool {
    let kinds = outline.kinds_of_headings();
    let is_in_annex = |id| outline.ancestors(id).any(|it| outline.provision(it).kind.is_annex());
    let is_own = |id: ProvisionId| outline.provision(id).kind.is_article() && !is_in_annex(id);
    Kind::ARTICLES.into_iter().any(|kind| kinds.contains(kind)) && outline.numbered_headings().any(|it| is_own(it.0))
}

/// Returns the paragraphs of a decision or resolution by the style of their numbers, `1.`, `OP1`, `PP1`, and the items in
/// them. Its sections may have numbers of their own, or those of one list.
fn of_decision(summaries: Summaries<'_>, outline: &Outline) -> Vec<Vec<ProvisionId>> {
    let mut lists: Vec<((Prefix, Enclosure), Vec<ProvisionId>)> = Vec::new();
    let mut section = None;
    for id in outline.children(None).flat_map(|id| paragraphs_at(outline, id)) {
        let provision = outline.provision(id);
        let Some(label) = provision.label else { continue };
        let style = (label.prefix, provision.enclosure);
        let begins_anew = provision.parent != section && label.is_first();
        section = provision.parent;
        match lists.iter_mut().rev().find(|it| it.0 == style).filter(|_| !begins_anew) {
            Some((_, list)) => list.push(id),
            None => lists.push((style, vec![id])),
        }
    }
    let lists = lists.into_iter().map(|it| it.1);
    let mut lists: Vec<_> = lists.filter(move |list| runs_through(summaries, outline, list)).collect();
    let items: Vec<_> = lists.iter().flat_map(|list| items_of(summaries, outline, list)).collect();
    lists.extend(items);
    lists
}

/// Returns a paragraph itself, or the numbered paragraphs of a preamble or a section.
fn paragraphs_at(outline: &Outline, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
    let holds_paragraphs = matches!(outline.provision(id).kind, Kind::Preamble | Kind::Section);
    let own = (!holds_paragraphs).then_some(id);
    let inner = holds_paragraphs.then(|| outline.children(Some(id))).into_iter().flatten();
    own.into_iter().chain(inner).filter(move |id| {
        let provision = outline.provision(*id);
        let is_numbered = |label: Label| match provision.kind {
            Kind::Paragraph => label.form == NumberForm::Digits && label.numbers[1] == 0,
            Kind::Recital => label.prefix == Prefix::Preambular,
            _ => false,
        };
        provision.label.is_some_and(is_numbered) && !provision.quoted && provision.amendment.is_none()
    })
}

/// Returns whether a list begins with 1 and nearly all of its numbers follow each other, in order.
fn runs_through(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId]) -> bool {
    let first = list.first().map(|id| outline.provision(*id));
    let are_recitals = first.is_some_and(|it| it.kind == Kind::Recital);
    let (fewest, max_slips) = match first.and_then(|it| it.label).map(|label| label.prefix) {
        Some(Prefix::Operative | Prefix::Preambular) => {
            (MIN_PREFIXED_PARAGRAPHS, list.len() / PREFIXED_STEPS_FOR_A_SLIP)
        }
        Some(Prefix::None) if are_recitals => (MIN_RECITALS, usual_slips(list.len())),
        Some(Prefix::None) | None if list.len() < MIN_PARAGRAPHS && is_sentence(summaries, outline, list) => {
            (MIN_PARAGRAPHS_OF_SENTENCE, 1)
        }
        Some(Prefix::None) | None => (MIN_PARAGRAPHS, usual_slips(list.len())),
    };
    list.len() >= fewest && is_in_order(outline, list, max_slips)
}

/// Returns how many slips a list of so many members may have.
pub(super) fn usual_slips(members: usize) -> usize {
    members.saturating_sub(1) / STEPS_FOR_A_SLIP
}

/// Returns whether a list begins with its first number and all others follow each other but for some slips. A few may be in
/// brackets; where many are, they may be alternatives.
pub(super) fn is_in_order(outline: &Outline, list: &[ProvisionId], max_slips: usize) -> bool {
    let labels: Vec<Label> = list.iter().filter_map(|id| outline.provision(*id).label).collect();
    let contested = list.iter().filter(|id| is_contested(outline, **id)).count();
    let mut steps = labels.windows(2).map(|pair| (pair[0].number(), pair[1].number()));
    contested * MEMBERS_FOR_A_BRACKET < list.len()
        && list.iter().all(|id| outline.provision(*id).rivals.is_empty())
        && labels.first().is_some_and(|label| label.number() == 1)
        && steps.all(|(before, number)| (before..=before + 1 + MAX_SKIPPED).contains(&number))
        && slips(&labels) <= max_slips
}

/// Returns whether the members of a list are one sentence: each but the last ends with a semicolon, and the last with a stop.
pub(super) fn is_sentence(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId]) -> bool {
    let ends_with = |id: ProvisionId, signs: &[char]| {
        let last = outline.provision(id).end.previous().unwrap_or(id);
        match summaries.get(outline.provision(last).block).clause_end {
            ClauseEnd::Sign { sign, .. } => signs.contains(&sign),
            ClauseEnd::Joined => signs.contains(&';'),
            _ => false,
        }
    };
    list.split_last().is_some_and(|(last, others)| {
        ends_with(*last, &['.', '。', '۔']) && others.iter().all(|id| ends_with(*id, &[';', '；', '؛']))
    })
}

/// Returns how many of some numbers do not follow the one before. A wrong number between two right ones counts once.
fn slips(labels: &[Label]) -> usize {
    let number = |at: usize| labels.get(at).map(|label| label.number());
    let (mut slips, mut at) = (0, 1);
    while at < labels.len() {
        let before = labels[at - 1].number();
        let is_slip = labels[at].number() != before + 1;
        slips += usize::from(is_slip);
        at += if is_slip && number(at + 1) == Some(before + 2) { 2 } else { 1 };
    }
    slips
}

/// Returns the lists of items in some paragraphs, which begin with their first letter. Two are a list where the second ends what
/// the first begins.
fn items_of(summaries: Summaries<'_>, outline: &Outline, paragraphs: &[ProvisionId]) -> Vec<Vec<ProvisionId>> {
    let style = |id: ProvisionId| {
        let provision = outline.provision(id);
        (provision.kind, provision.label.map(|label| label.form), provision.enclosure)
    };
    let is_list = |list: &Vec<ProvisionId>| {
        let provision = outline.provision(list[0]);
        let begins = provision.label.is_some_and(|label| label.is_first() && label.form != NumberForm::Digits);
        let is_whole = || {
            let ends: Vec<_> = list.iter().map(|id| summaries.get(outline.provision(*id).block).clause_end).collect();
            let is_first_of_two =
                matches!(ends[..], [ClauseEnd::Joined | ClauseEnd::Sign { sign: ';' | '；' | '؛', .. }, _]);
            is_first_of_two && outline.provision(list[0]).end == list[1]
        };
        begins
            && list.iter().all(|id| style(*id) == style(list[0]))
            && (list.len() >= MIN_ITEMS || list.len() == 2 && is_whole())
    };
    let is_item = |id: &ProvisionId| outline.provision(*id).kind.is_in_parentheses();
    let items = |id: &ProvisionId| outline.children(Some(*id)).filter(is_item).collect::<Vec<_>>();
    paragraphs.iter().map(items).filter(|list| !list.is_empty()).filter(is_list).collect()
}

fn is_contested(outline: &Outline, id: ProvisionId) -> bool {
    outline.bracket(outline.provision(id)).is_some()
}

/// Returns the last paragraph of each article with the first of the next, where the numbers run through the articles and
/// one or a few of them are missing between the two.
fn through_articles(outline: &Outline) -> Vec<Vec<ProvisionId>> {
    let number = |id: ProvisionId| outline.provision(id).label.map_or(0, |label| label.number());
    let mut ends: Vec<(ProvisionId, ProvisionId)> = Vec::new();
    let articles = outline.headings_of(Kind::Article);
    for article in articles {
        let is_numbered = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            let is_plain = |label: Label| {
                label.form == NumberForm::Digits && label.numbers[1] == 0 && label.prefix == Prefix::None
            };
            provision.kind == Kind::Paragraph && provision.label.is_some_and(is_plain) && !provision.quoted
        };
        // The options of an article hold numbers of the same series.
        let in_options = |id: ProvisionId| {
            let is_option = outline.provision(id).kind == Kind::Option;
            is_option.then(|| outline.children(Some(id))).into_iter().flatten().chain([id])
        };
        let mut paragraphs = outline.children(Some(article)).flat_map(in_options).filter(is_numbered);
        let Some(first) = paragraphs.next() else { continue };
        let next = ends.last().map_or(1, |(_, last)| number(*last) + 1);
        // In most drafts the numbers begin anew in the second article.
        let max_skipped = if ends.is_empty() { 0 } else { MAX_SKIPPED };
        if !(next..=next + max_skipped).contains(&number(first)) {
            return Vec::new();
        }
        ends.push((first, paragraphs.max_by_key(|id| number(*id)).unwrap_or(first)));
    }
    let step = |pair: &[(ProvisionId, ProvisionId)]| (number(pair[0].1), number(pair[1].0));
    let slips = ends.windows(2).map(step).filter(|(last, first)| *first != last + 1).count();
    if ends.len() < MIN_ARTICLES || slips == 0 || slips * STEPS_FOR_A_SLIP > ends.len() {
        return Vec::new();
    }
    let is_slip = |pair: &&[(ProvisionId, ProvisionId)]| step(pair).1 != step(pair).0 + 1;
    ends.windows(2).filter(is_slip).map(|pair| vec![pair[0].1, pair[1].0]).collect()
}
