//! # wrong-direction
//!
//! A reference says `above` of a provision that stands below, or `below` of one that stands above.
//!
//! The word and the number contradict each other, so one of them is wrong. This happens when provisions are moved or
//! renumbered.
//!
//! Nothing is reported where a provision of the same number stands on the side that the word names.
//!
//! ```treaty
//! Article 1
//!
//! 1. Subject to paragraph 3 above, Parties shall act.
//!               ^^^^^^^^^^^^^^^^^ article 1, paragraph 3 stands below, not above
//!
//! 2. Paragraph 3 below applies, and so does paragraph 1 above.
//!
//! 3. Paragraph 2 below does not apply.
//!    ^^^^^^^^^^^^^^^^^ article 1, paragraph 2 stands above, not below
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - تطبق الفقرة 2 أعلاه.
//!          ^^^^^^^^^^^^^^ article 1, paragraph 2 stands below, not above
//!
//! 2 - تطبق الفقرة 1 أعلاه.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. The persons named in subparagraph (a) below, and in paragraph 1 above, are:
//!
//! (a) owners;
//!
//! (b) masters.
//!
//! 2. Owners under subparagraph (a) above shall:
//!
//! (a) report.
//! ```
//!
//! The paragraphs of a decision or resolution run through its text.
//!
//! ```treaty
//! The Conference of the Parties,
//!
//! 1. Decides to act;
//!
//! 2. Requests a report as laid down in paragraph 4 above;
//!                                      ^^^^^^^^^^^^^^^^^ paragraph 4 stands below, not above
//!
//! 3. Invites comments under paragraph 1 above;
//!
//! 4. Closes the matter.
//! ```
//!
//! ```treaty
//! Конференция,
//!
//! 1. Постановляет действовать;
//!
//! 2. Просит представить доклад согласно пункту 4 выше;
//!                                       ^^^^^^^^^^^^^ paragraph 4 stands below, not above
//!
//! 3. Предлагает представить замечания согласно пункту 1 выше;
//!
//! 4. Завершает рассмотрение.
//! ```
//!
//! **Instead**, correct the number or the word, or leave the word out.

use travaux_grammar::{Anchor, Kind, Label, Lexicon, Phrase, Reference, Word, folded, tokenize};

use super::missing_targets::{amends, is_quoted};
use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{self, Outline, ProvisionId, Status, TextStart};

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The side on which a reference says that its targets stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    let mut is_amending = None;
    for Resolved { reference, resolution } in context.resolved() {
        if reference.anchor != Anchor::Near || reference.relative.is_some() || resolution.status != Status::Resolved {
            continue;
        }
        let Some(side) = side(context, reference) else { continue };
        let place = TextStart { block: context.id, offset: reference.start };
        let is_wrong = |id: ProvisionId| is_opposite(outline, id, place, side);
        if !resolution.provisions().all(is_wrong) || !is_certain(context, reference, place, side) {
            continue;
        }
        let Some(target) = resolution.provisions().next() else { continue };
        if *is_amending.get_or_insert_with(|| amends(outline, context.summaries, context.id, context.block))
            || is_quoted(outline, context.id, context.block, reference.start)
        {
            continue;
        }
        let (is, said) = match side {
            Side::Above => ("below", "above"),
            Side::Below => ("above", "below"),
        };
        let message = format!("{} stands {is}, not {said}", outline.address(target));
        let finding = Finding::new(context.place(reference.range()), message);
        found.push(finding.related(Place::label(outline, target), "it is here"));
    }
}

/// Returns the side that the words of a reference name; `None` if they name both.
fn side(context: &BlockContext<'_>, reference: &Reference) -> Option<Side> {
    let lexicon = Lexicon::of(context.block.language);
    // `annex I above the threshold`: the word belongs to what follows.
    let rest = context.block.text_from(reference.end).trim_start_matches([' ', '\n']);
    let next = rest.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let begins_noun =
        matches!(lexicon.word(next), Some(Word::The | Word::Indefinite | Word::This | Word::That | Word::Its));
    if lexicon.is_mention(next)
        || begins_noun
        || is_naming(lexicon, next)
        || rest.starts_with(char::is_numeric)
        || lexicon.is_determiner(next)
    {
        return None;
    }
    let mut tokens = Vec::new();
    let written = context.block.slice(reference.range());
    tokenize(written, lexicon, &mut tokens);
    // `the article 3 mentioned above` was mentioned there, wherever it stands.
    if tokens.iter().any(|token| lexicon.is_mention(&written[token.range()])) {
        return None;
    }
    let has = |word: Word| tokens.iter().any(|token| token.word() == Some(word));
    match (has(Word::Above) || has(Word::Supra), has(Word::Below)) {
        (true, false) => Some(Side::Above),
        (false, true) => Some(Side::Below),
        _ => None,
    }
}

/// Returns whether a word goes on to name what precedes it: `le paragraphe 1 ci-après désigné`.
fn is_naming(lexicon: &Lexicon, word: &str) -> bool {
    const MIN_WORD_CHARS: usize = 5;
    let word = folded(word);
    let ends_with_word =
        |phrase: &&&str| phrase.split_once(' ').is_some_and(|_| phrase.rsplit(' ').next() == Some(&word));
    word.chars().count() >= MIN_WORD_CHARS && lexicon.phrases(Phrase::Named).iter().any(|it| ends_with_word(&it))
}

/// Returns whether the whole of a provision stands on the other side of a place than the given one.
fn is_opposite(outline: &Outline, id: ProvisionId, place: TextStart, side: Side) -> bool {
    match side {
        Side::Above => outline.provision(id).start > place,
        Side::Below => outline.get(outline.provision(id).end).is_some_and(|next| next.start <= place),
    }
}

/// The most provisions of an article that are looked through for others of the same number.
const MAX_PROVISIONS: u32 = 1000;

/// Returns whether the targets are labelled provisions, and no others of the same number are on the right side.
fn is_certain(context: &BlockContext<'_>, reference: &Reference, place: TextStart, side: Side) -> bool {
    let outline = context.outline;
    let is_exact = |target: &outline::Resolved| match target {
        outline::Resolved::Found { provision, address, .. } => *address == outline.address(*provision),
        outline::Resolved::NotFound { .. } => false,
    };
    if !outline.resolve(context.id, context.block.plain_text(), reference).targets.iter().all(is_exact) {
        return false;
    }
    // The number that the reference names first: that of the article, or of the paragraph it is relative to.
    let Some(step) = reference.targets.first().and_then(|target| target.steps.first()) else { return false };
    let is_other = |id: ProvisionId| is_on(outline, id, place, side);
    // Sections of several levels share their numbers.
    if step.kind == Kind::Section {
        return false;
    }
    if step.kind.is_heading() {
        return !outline.headings(step.kind, Some(&step.label)).iter().any(|id| is_other(*id));
    }
    // Outside articles the numbers of several lists are mixed.
    let from = outline.at(context.id, reference.start);
    let is_article = |id: &ProvisionId| outline.provision(*id).kind == Kind::Article;
    let Some(article) = from.and_then(|from| outline.ancestors(from).find(is_article)) else {
        // The paragraphs of a decision run through the text.
        let runs_through = step.kind == Kind::Paragraph && outline.last_of_running_paragraphs().is_some();
        let alike = outline.headings(step.kind, Some(&step.label));
        return runs_through && !alike.is_empty() && !alike.iter().any(|id| is_other(*id));
    };
    if outline.provision(article).end.since(article) > MAX_PROVISIONS {
        return false;
    }
    let is_named = |label: Label| step.label.readings().any(|reading| reading.names_same_provision(&label));
    let mut inside = ProvisionId::range(article..outline.provision(article).end);
    !inside.any(|id| outline.provision(id).label.is_some_and(is_named) && is_other(id))
}

/// Returns whether a provision stands on a side of a place, at least in part.
fn is_on(outline: &Outline, id: ProvisionId, place: TextStart, side: Side) -> bool {
    match side {
        Side::Above => outline.provision(id).start < place,
        Side::Below => outline.provision(id).start > place,
    }
}
