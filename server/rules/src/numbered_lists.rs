//! The numbered lists of a draft, which the rules about numbers check. A list holds siblings of one form, in order, and
//! ends where the numbering restarts. Reports nothing itself.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{
    BlockId, BlockKind, BlockSummary, Enclosure, Kind, Label, Language, NumberForm, Prefix, Summaries, folded_phrase,
};

use crate::list_restarts::{is_after_closing, restarts};
use crate::running_lists::running_lists;
use travaux_model::outline::{BlockQuote, Outline, ProvisionId};

/// Identifies a list: the scope of the numbers, the kind of provision, the form of the labels, and for headings the
/// language, since a file may hold the text in two languages; for list labels the block quote, counted, or 0 outside one.
type Key = (Option<ProvisionId>, Kind, NumberForm, Enclosure, u8, Option<Language>, u32);

/// Returns the lists that a whole draft has: those of numbered headings, and those of paragraphs that run through it.
pub(super) fn lists_of_headings(summaries: Summaries<'_>, outline: &Outline) -> Vec<Vec<ProvisionId>> {
    let headings = languages(summaries, outline).into_iter();
    let counted = headings.filter(|(id, _)| !is_contents_entry(summaries, outline, *id));
    let mut all = lists(summaries, outline, counted.map(|(id, language)| (id, Some(language))));
    all.extend(running_lists(summaries, outline));
    all
}

/// Returns the lists in articles and plain annexes among the given provisions, which are those between two numbered
/// headings. Elsewhere the numbers do not necessarily form one sequence.
pub(super) fn lists_in_articles(
    summaries: Summaries<'_>,
    outline: &Outline,
    ids: Range<ProvisionId>,
) -> Vec<Vec<ProvisionId>> {
    let is_listed = |id: &ProvisionId| !outline.provision(*id).kind.is_heading() && is_counted(outline, *id);
    lists(summaries, outline, ProvisionId::range(ids).filter(is_listed).map(|id| (id, None)))
}

/// Groups provisions into lists. Recitals and options are left out: recitals are not numbered, and options may restart
/// wherever a choice is open.
fn lists(
    summaries: Summaries<'_>,
    outline: &Outline,
    counted: impl Iterator<Item = (ProvisionId, Option<Language>)>,
) -> Vec<Vec<ProvisionId>> {
    let mut open: FxHashMap<Key, usize> = FxHashMap::default();
    let mut lists: Vec<Vec<ProvisionId>> = Vec::new();
    // Most provisions belong to the same list as the one before.
    let mut last: Option<(Key, usize)> = None;
    let mut quotes = 1;
    for (id, language) in counted {
        let provision = outline.provision(id);
        quotes += u32::from(provision.block_quote == BlockQuote::First);
        let quote = if provision.block_quote == BlockQuote::None { 0 } else { quotes };
        // Amended provisions have the numbers of the text that they amend.
        let is_own = !provision.quoted && provision.amendment.is_none();
        let Some(label) = provision.label.filter(|it| is_own && it.form != NumberForm::Placeholder) else { continue };
        if matches!(provision.kind, Kind::Recital | Kind::Option | Kind::Footnote | Kind::Preamble) {
            continue;
        }
        let key =
            (scope(outline, id), provision.kind, label.form, provision.enclosure, label.prefix as u8, language, quote);
        let known = last.filter(|it| it.0 == key).map(|it| it.1).or_else(|| open.get(&key).copied());
        // An article that goes on with the list is the draft's own, and amends another text.
        let before = known.and_then(|list| lists[list].last().copied());
        let breaks_list =
            before.is_some_and(|it| outline.provision(it).label.is_none_or(|before| !label.follows(&before)));
        // `An article 76 is inserted as follows:`
        if breaks_list && provision.kind.is_article() && is_announced(summaries, outline, id) {
            continue;
        }
        let mut beside = before.into_iter().chain([id]);
        let is_of_another = breaks_list
            && (provision.kind.is_article() && beside.clone().any(|it| names_amended(summaries, outline, it))
                || provision.kind.is_division() && beside.any(|it| holds_amendment(summaries, outline, it)));
        if !provision.rivals.is_empty() || is_of_another {
            // The provision has several proposed numbers, or may have that of another text, so the next numbers cannot be
            // checked either.
            open.remove(&key);
            last = None;
            continue;
        }
        let goes_on = |list: &usize| {
            let list = &lists[*list];
            !restarts(summaries, outline, list, id) && !is_after_closing(summaries, outline, list, id)
        };
        let list = known.filter(goes_on).unwrap_or_else(|| {
            open.insert(key, lists.len());
            lists.push(Vec::new());
            lists.len() - 1
        });
        lists[list].push(id);
        last = Some((key, list));
    }
    lists.into_iter().flat_map(|list| split_at_reruns(outline, list)).collect()
}

/// Splits a list where its numbers run a second time, from whatever number on: a second instrument, a translation, or
/// another alternative. One repeated number is a fault; three in a row are not.
fn split_at_reruns(outline: &Outline, list: Vec<ProvisionId>) -> Vec<Vec<ProvisionId>> {
    const MIN_RUN: usize = 3;
    let labels: Vec<Label> = list.iter().filter_map(|id| outline.provision(*id).label).collect();
    if labels.len() != list.len() || labels.is_sorted_by(|one, other| one < other) {
        return vec![list];
    }
    let mut seen = FxHashSet::default();
    let mut starts = vec![0];
    for (at, label) in labels.iter().enumerate() {
        let run = &labels[at..labels.len().min(at + MIN_RUN)];
        let is_rerun = seen.contains(&label.key())
            && run.len() == MIN_RUN
            && run.windows(2).all(|pair| pair[1].is_plain() && pair[1].follows(&pair[0]))
            && run.iter().all(|label| seen.contains(&label.key()));
        if is_rerun {
            starts.push(at);
            seen.clear();
        }
        seen.insert(label.key());
    }
    starts.push(list.len());
    starts.windows(2).map(|range| list[range[0]..range[1]].to_vec()).collect()
}

/// Returns whether a provision is in an article or directly in an annex. Elsewhere (in a compilation of proposals, a
/// decision, an annex with sections or tables) numbers of several sources are mixed.
pub(super) fn is_counted(outline: &Outline, id: ProvisionId) -> bool {
    let label = outline.provision(id).label;
    label.is_some_and(|label| label.prefix == Prefix::None)
        && (outline.provision(id).kind.is_article()
            || outline.is_numbered_plainly(id)
            || is_in_plain_annex(outline, id)
            || outline.is_in_part_without_number(id))
}

/// Returns whether only paragraphs and items stand between a provision and the annex around it.
fn is_in_plain_annex(outline: &Outline, id: ProvisionId) -> bool {
    let is_listed =
        |id: &ProvisionId| matches!(outline.provision(*id).kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item);
    let holder = outline.ancestors(id).find(|it| !is_listed(it));
    holder.is_some_and(|it| outline.provision(it).kind.is_annex())
}

/// Returns the provision in which the numbers of a list are counted. Articles are numbered through the whole text
/// unless they restart in each division.
fn scope(outline: &Outline, id: ProvisionId) -> Option<ProvisionId> {
    let provision = outline.provision(id);
    // The sections of articles are numbered through them, or begin anew in each.
    let article = provision.parent.filter(|it| outline.provision(*it).kind.is_article());
    if let Some(article) = article.filter(|_| provision.kind == Kind::Section && provision.label.is_some()) {
        return scope(outline, article);
    }
    if !provision.kind.is_article() {
        return provision.parent;
    }
    let option = outline.ancestors(id).find(|it| outline.provision(*it).kind == Kind::Option);
    if option.is_some() {
        return option;
    }
    let annex = outline.ancestors(id).find(|it| outline.provision(*it).kind.is_annex());
    if annex.is_some() || !outline.restarts { annex } else { provision.parent }
}

/// Returns whether the heading of an article names one of another text, which the words below it amend. An article of the
/// draft itself names what it amends: `Article 2 of the Convention is replaced` below `Article IV`.
fn names_amended(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    const LOOKAHEAD_BLOCKS: u32 = 5;
    let provision = outline.provision(id);
    let near = BlockId::range(provision.block.next()..provision.block.plus(LOOKAHEAD_BLOCKS).min(summaries.end()));
    let mut texts = near.filter(|block| provision.title != Some(*block) && summaries.get(*block).has_letters);
    let Some(first) = texts.next().map(|block| summaries.get(block)) else { return false };
    let is_of_heading = |named: Label| provision.label.is_some_and(|label| label.names_same_provision(&named));
    first.kind != BlockKind::Heading && first.instructs_amendment && first.amended_article.is_none_or(is_of_heading)
}

/// Returns whether the text directly above the heading of an article announces it as one of another text: `Article 76 is
/// replaced by the following:`.
fn is_announced(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    const MAX_BLANKS: u32 = 4;
    let provision = outline.provision(id);
    let mut above =
        BlockId::range(provision.block.minus(MAX_BLANKS)..provision.block).rev().map(|it| summaries.get(it));
    let announces = |it: &BlockSummary| {
        it.instructs_amendment
            && it.announces_list
            && it.amended_article.zip(provision.label).is_some_and(|(named, label)| label.names_same_provision(&named))
    };
    above.find(|it| it.kind != BlockKind::Blank).is_some_and(announces)
}

/// `CHAPTER IV` in an annex of amendments: returns whether the first text below the heading of a division amends another one,
/// whose divisions are named only where something changes.
fn holds_amendment(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    const LOOKAHEAD_BLOCKS: u32 = 10;
    let first = outline.provision(id).block.next();
    let near =
        BlockId::range(first..first.plus(LOOKAHEAD_BLOCKS).min(summaries.end())).map(|block| summaries.get(block));
    let is_text = |it: &&BlockSummary| it.has_letters && it.kind != BlockKind::Heading && !it.may_be_title;
    near.into_iter().find(is_text).is_some_and(|text| text.instructs_amendment)
}

/// The headings with one number that are looked at.
const MAX_ALIKE: usize = 16;

/// Returns whether a heading is a line of a table of contents: another heading follows directly that occurs twice too,
/// and the same heading occurs again later.
fn is_contents_entry(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    let provision = outline.provision(id);
    if !provision.kind.is_article() && !provision.kind.is_division() {
        return false;
    }
    is_listed_in_contents(summaries, outline, id) || is_last_in_contents(summaries, outline, id)
}

/// Returns whether a heading is the last entry of a table of contents: text follows, but the heading before it is an entry
/// too, and the same title stands below.
fn is_last_in_contents(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    // Most headings follow a paragraph.
    let is_heading = |id: &ProvisionId| outline.provision(*id).kind.is_heading();
    let Some(before) = id.previous().filter(is_heading) else { return false };
    let provision = outline.provision(id);
    let title = outline.title_in(summaries, id);
    // Of a table without titles every entry is a bare number.
    if title.is_none() && (outline.title_in(summaries, before).is_some() || provision.label.is_none()) {
        return false;
    }
    let later = outline.headings(provision.kind, provision.label.as_ref()).last().filter(|it| **it > id);
    let is_repeated = later.is_some_and(|it| {
        let other = outline.title_in(summaries, *it);
        other.is_some() == title.is_some() && is_same_title(title, other)
    });
    is_repeated && is_listed_in_contents(summaries, outline, before)
}

/// Returns whether nothing stands between a heading and the next one, and the same heading stands below.
fn is_listed_in_contents(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    let provision = outline.provision(id);
    let Some(next) = outline.get(id.next()).filter(|it| it.kind.is_heading()) else { return false };
    let mut between = BlockId::range(provision.block.next()..next.block);
    // Sections may stand in any other heading, and begin again there.
    let is_section = provision.kind == Kind::Section;
    // `Artículo 4` is not `Artículo IV`.
    let form = |id: ProvisionId| outline.provision(id).label.map(|label| label.form);
    let alike = |id: ProvisionId| {
        let it = outline.provision(id);
        let headings = outline.headings(it.kind, it.label.as_ref()).iter().rev().take(MAX_ALIKE).copied();
        headings.filter(move |other| form(*other) == form(id))
    };
    let is_repeated = || is_section || next.label.is_none() || alike(id.next()).nth(1).is_some();
    !summaries.get(provision.block).has_text_below_heading
        && between.all(|block| summaries.get(block).kind == BlockKind::Blank)
        && is_repeated()
        && alike(id).next().is_some_and(|other| {
            other > id && is_same_title(outline.title_in(summaries, id), outline.title_in(summaries, other))
        })
}

/// Returns whether two titles may be the same heading, once in the table of contents and once in its place. Either may
/// be cut short.
pub(super) fn is_same_title(first: Option<&str>, second: Option<&str>) -> bool {
    let Some((first, second)) = first.zip(second) else { return true };
    let (first, second) = (folded_phrase(first), folded_phrase(second));
    first.starts_with(&second) || second.starts_with(&first)
}

/// Returns the numbered headings in order, each with its language: the language of its words if they are clear, else
/// that of the previous heading. In a text of two languages each number occurs twice, and the languages alternate.
fn languages(summaries: Summaries<'_>, outline: &Outline) -> Vec<(ProvisionId, Language)> {
    // The language and the label of the last heading, and the language before that.
    let mut last: Option<(Language, Option<Label>)> = None;
    let mut other = summaries.language();
    let is_latin = |language: Language| matches!(language, Language::En | Language::Fr | Language::Es);
    let read_in = |id: ProvisionId| summaries.get(outline.provision(id).block).language;
    let language = |(id, spoken): (ProvisionId, Option<Language>)| {
        let label = outline.provision(id).label;
        let language = match (spoken, last) {
            (Some(language), _) => language,
            // `Article 2` after `Статья 1`: the noun has the language of its script.
            (None, Some((language, _))) if is_latin(read_in(id)) != is_latin(language) => read_in(id),
            (None, Some((_, before))) if before == label => other,
            (None, Some((language, _))) => language,
            (None, None) => summaries.language(),
        };
        if let Some((before, _)) = last.filter(|(before, _)| *before != language) {
            other = before;
        }
        last = Some((language, label));
        (id, language)
    };
    outline.numbered_headings().map(language).collect()
}

/// Returns whether a provision goes on with the list that another one, such as the items of a footnote, interrupted: `(h)`,
/// `(a)`, `(b)`, `(i)`. `list` is the list that interrupted it.
pub(super) fn resumes_list(outline: &Outline, list: &[ProvisionId], id: ProvisionId) -> bool {
    let Some(first) = list.first().copied().filter(|first| !outline.provision(*first).kind.is_heading()) else {
        return false;
    };
    let label = outline.provision(id).label;
    let before = outline.siblings_before(first).next().and_then(|it| outline.provision(it).label);
    label.zip(before).is_some_and(|(label, before)| label.form == before.form && label.follows(&before))
}

/// Returns whether words were left out between two provisions, so that numbers may be missing on purpose.
pub(super) fn is_elided(summaries: Summaries<'_>, outline: &Outline, before: ProvisionId, after: ProvisionId) -> bool {
    const MAX_BLOCKS: u32 = 40;
    let (from, to) = (outline.provision(before).block, outline.provision(after).block);
    BlockId::range(from..to.min(from.plus(MAX_BLOCKS)).next()).any(|block| summaries.get(block).is_elided)
}
