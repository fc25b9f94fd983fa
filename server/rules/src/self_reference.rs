//! # self-reference
//!
//! A provision refers to itself by its own number.
//!
//! `In accordance with paragraph 2`, in paragraph 2 itself, sends the reader in a circle. Usually another number was
//! meant, or the provision was renumbered and the reference was not. Where a provision really speaks of itself, it says
//! `this paragraph`.
//!
//! Only a reference to one provision is reported, and only if it stands in that provision itself rather than in one of
//! its parts, or names by its number alone the article that contains it. `Paragraph 2 above` may mean the words before
//! it.
//!
//! ```treaty
//! Article 1
//!
//! 1. Each Party shall act in accordance with paragraph 2.
//!
//! 2. Measures in accordance with paragraph 2 shall be public.
//!                                ^^^^^^^^^^^ article 1, paragraph 2 refers to itself
//!
//! 3. Nothing in article 1 affects article 2.
//!               ^^^^^^^^^ article 1 refers to itself
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - تتخذ كل دولة طرف تدابير وفقا للفقرة 1.
//!                                  ^^^^^^^^ article 1, paragraph 1 refers to itself
//!
//! 2 - تطبق الفقرة 1 وأحكام هذه الفقرة.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. Subject to paragraph 1, Parties act.
//!               ^^^^^^^^^^^ article 1, paragraph 1 refers to itself
//!
//! 2. Parties apply paragraph 2 to ships, and paragraph 2 to paragraph 3 to boats.
//!                  ^^^^^^^^^^^ article 1, paragraph 2 refers to itself
//!
//! 3. From paragraph 1 to paragraph 3 the words of the Annex apply.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. If a measure does not meet the terms of paragraph 1, or if it does harm, it is notified.
//!                                            ^^^^^^^^^^^ article 1, paragraph 1 refers to itself
//!
//! 2. Notwithstanding paragraph 2, articles 1 and 3 apply to ships.
//!                    ^^^^^^^^^^^ article 1, paragraph 2 refers to itself
//!
//! 3. Measures under paragraph 3, and under the fourth paragraph of article 3, are public.
//! ```
//!
//! ```treaty
//! Artículo 1
//!
//! 1. Las medidas previstas en el párrafo 1, y si procede otras, se publicarán.
//!                                ^^^^^^^^^ article 1, paragraph 1 refers to itself
//!
//! 2. Las medidas previstas en el párrafo 2 y en el párrafo 3 del artículo 2 se publicarán.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One act. Two acts. The second sentence of paragraph 1 is new.
//! ```
//!
//! ```treaty
//! Article premier
//!
//! 1. Les mesures visées au paragraphe 1 sont publiques.
//!                          ^^^^^^^^^^^^ article 1, paragraph 1 refers to itself
//!
//! 2. Les Parties appliquent le paragraphe 2 du présent article aux navires.
//!                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 1, paragraph 2 refers to itself
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. This paragraph applies, and so do paragraphs 1 and 2:
//!
//! (a) where paragraph 1 so provides;
//!
//! (b) where article 1 of the Vienna Convention so provides.
//!
//! 2. Paragraph 1 of article 1 applies.
//!
//! 3. Ports are kept as paragraph 3 above provides.
//!                      ^^^^^^^^^^^^^^^^^ article 1, paragraph 3 refers to itself
//! ```
//!
//! **Instead**, name the intended provision, or write `this paragraph`.

use travaux_grammar::{Anchor, Block, BlockKind, Bracket, BracketContent, Kind, Lexicon, Reference, Word};

use super::missing_targets::{amends, is_in_plain_note, is_quoted};
use crate::context::{BlockContext, Resolved};
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{self, Outline, Provision, ProvisionId, Status};

pub(super) const SEVERITY: Severity = Severity::Info;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    let mut is_amending = None;
    for Resolved { reference, resolution } in context.resolved() {
        let is_plain = reference.relative.is_none()
            && reference.title.is_none()
            && !reference.is_qualified
            && reference.anchor != Anchor::UnnumberedAnnex
            && (reference.anchor != Anchor::Near || names_paragraph_by_number(reference));
        let [outline::Resolved::Found { provision, .. }] = resolution.targets[..] else { continue };
        if !is_plain || resolution.status != Status::Resolved || !is_own(outline, context, reference, provision) {
            continue;
        }
        // The text without a label that the reference may mean has another address.
        let address = outline.address(provision);
        let spelt = outline.resolve(context.id, context.block.plain_text(), reference);
        let is_exact =
            matches!(&spelt.targets[..], [outline::Resolved::Found { address: named, .. }] if *named == address);
        if !is_exact
            || is_in_plain_note(context.block, reference)
            || !is_whole(context.block, reference)
            || *is_amending.get_or_insert_with(|| amends(context.outline, context.summaries, context.id, context.block))
            || is_quoted(outline, context.id, context.block, reference.start)
        {
            continue;
        }
        let place = context.place(reference.range());
        found.push(Finding::new(place, format!("{address} refers to itself")));
    }
}

/// `paragraph 2 above`, which is not paragraph 2 itself. A letter may be that of another list.
fn names_paragraph_by_number(reference: &Reference) -> bool {
    matches!(&reference.targets[..], [target] if matches!(&target.steps[..], [step] if step.kind == Kind::Paragraph))
}

/// Returns whether a target is the provision in which the reference stands, or the article around it, named by its
/// number alone. Outside articles too little is certain about the numbers.
fn is_own(outline: &Outline, context: &BlockContext<'_>, reference: &Reference, target: ProvisionId) -> bool {
    let Some(source) = outline.at(context.id, reference.start) else { return false };
    let provision = outline.provision(target);
    let is_article = |id: ProvisionId| outline.provision(id).kind == Kind::Article;
    let is_in_article = outline.ancestors(source).any(is_article);
    // An option may say that there should be no such article.
    let is_optional = outline.ancestors(source).any(|id| outline.provision(id).kind == Kind::Option);
    if !is_in_article
        || is_optional
        || is_in_note(context.block, reference)
        || provision.quoted
        || provision.amendment.is_some()
    {
        return false;
    }
    let [named] = &reference.targets[..] else { return false };
    if is_article(target) {
        return named.steps.len() == 1 && outline.ancestors(source).any(|it| it == target);
    }
    let is_listed = matches!(provision.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item);
    is_listed && source == target && provision.block == context.id && is_near_label(context.block, provision, reference)
}

/// Returns whether a reference is in an editorial note, which speaks about the provision: `{Move to article 9.}`
fn is_in_note(block: &Block, reference: &Reference) -> bool {
    let is_around =
        |bracket: &Bracket| bracket.open < reference.start && bracket.end.is_none_or(|end| reference.end < end);
    // A note opens shortly before the reference, and a row of a table may have thousands of brackets.
    const MAX_BRACKETS: usize = 32;
    let next = block.brackets.list.partition_point(|it| it.open < reference.start);
    let before = block.brackets.list[..next].iter().rev().take(MAX_BRACKETS);
    before.filter(|it| it.content == BracketContent::Editorial).any(is_around)
}

/// Returns whether a reference is in the first sentence of an item, or not far from the label of a paragraph. What
/// follows an item may be a sentence of the paragraph around it, and a long text may contain others without labels.
fn is_near_label(block: &Block, provision: &Provision, reference: &Reference) -> bool {
    const MAX_BYTES: u32 = 600;
    let between = block.slice(provision.at.end..reference.start);
    let begins_sentence = |at: usize| {
        between[at..]
            .trim_start_matches(|it: char| matches!(it, '.' | '。') || it.is_whitespace())
            .starts_with(char::is_uppercase)
    };
    let is_first = || !between.match_indices(['.', '。', '\n']).any(|(at, _)| begins_sentence(at));
    let is_item = provision.kind != Kind::Paragraph;
    reference.start.saturating_sub(provision.at.end) < MAX_BYTES && (!is_item || is_first())
}

/// Returns whether a reference is the whole of what its sentence names, in a block of the provision's own text. A block
/// without a label may begin with the number of a footnote, and one with labels in running text may hold the provision
/// that follows.
fn is_whole(block: &Block, reference: &Reference) -> bool {
    /// The most bytes before and after a reference that are looked at.
    const MAX_BESIDE_BYTES: usize = 400;
    let has_own_text = block.running_labels.is_empty()
        && block.headings_in_text.is_empty()
        && (block.kind == BlockKind::Labelled || block.plain_text().trim_start().starts_with(char::is_alphabetic));
    if !has_own_text || block.text_before(reference.start).trim().is_empty() {
        return false;
    }
    let lexicon = Lexicon::of(block.language);
    let after = block.text_from(reference.end);
    let rest = after.trim_start_matches([' ', ',', '*', '_', '\n', '،', '、']);
    // A run of letters without an end is no word.
    const MAX_WORD_BYTES: usize = 64;
    let rest = &rest[..rest.floor_char_boundary(MAX_BESIDE_BYTES)];
    let word = &rest[..rest.floor_char_boundary(MAX_WORD_BYTES)];
    let word = word.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let before = block.text_before(reference.start).trim_end_matches([' ', ',', '\n']);
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_BESIDE_BYTES))..];
    // `the second sentence of paragraph 1` is a part of it.
    const MAX_BESIDE_CHARS: usize = 24;
    let beside = |text: &str| lexicon.names_sentence(text);
    let near_end = rest.char_indices().nth(MAX_BESIDE_CHARS).map_or(rest.len(), |it| it.0);
    let near_start = before.char_indices().rev().nth(MAX_BESIDE_CHARS).map_or(0, |it| it.0);
    if beside(&before[near_start..]) || beside(&rest[..near_end]) {
        return false;
    }
    // `Standard A1.4, paragraph 1` names a provision of a kind that is not read.
    if before.ends_with(char::is_numeric) {
        return false;
    }
    let last = before.rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    // `paragraphs 1 to`, but not `subject to`.
    let ends_range = || before[..before.len() - last.len()].trim_end().ends_with(|it: char| !it.is_alphabetic());
    let is_joined = match lexicon.word(last) {
        Some(Word::And | Word::Or) => true,
        Some(Word::To) => ends_range(),
        _ => false,
    };
    let continues = rest.starts_with(|it: char| it.is_numeric() || matches!(it, '(' | '（' | '['))
        || after.strip_prefix(['.', '-']).is_some_and(|it| it.starts_with(char::is_numeric));
    // `paragraph 1 to paragraph 3`, but not `applies paragraph 1 to ships`.
    let begins_range = || {
        let end = rest[word.len()..].trim_start();
        let next = end.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        end.starts_with(|it: char| it.is_numeric() || matches!(it, '(' | '（'))
            || matches!(lexicon.word(next), Some(Word::Provision { .. }))
    };
    // `paragraph 1 of this article` names all that contains it.
    let is_complete = matches!(reference.anchor, Anchor::This(_));
    let goes_on = match lexicon.word(word) {
        Some(Word::To) => begins_range(),
        Some(Word::Of) => !is_complete,
        // `Article 5 Parties`: a name.
        Some(Word::Unit) => after.starts_with(' '),
        Some(Word::And | Word::Or) => names_another_soon(&rest[word.len()..], lexicon),
        // `Notwithstanding paragraph 3, articles 1 and 2 apply`, but `paragraph 3, article 1`.
        Some(Word::Provision { plural, .. }) => !(plural && after.starts_with([',', '،'])),
        Some(Word::AndOrdinal(_)) => true,
        _ => false,
    };
    !continues && !goes_on && !is_joined
}

/// Returns whether a number or a noun for a provision is among the first words of a text, or was lost before a stop: ` 3`, ` of
/// the third paragraph`, `.`, but not ` if such measures are taken`.
fn names_another_soon(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 4;
    const MAX_CHARS: usize = 60;
    let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |it| it.0);
    let words = text[..end].split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let is_cut_short = !text.trim_start().starts_with(char::is_alphanumeric);
    is_cut_short
        || words.take(MAX_WORDS).any(|word| {
            let is_number = word.contains(char::is_numeric) || word.chars().count() == 1;
            is_number || matches!(lexicon.word(word), Some(Word::Provision { .. } | Word::Ordinal(_)))
        })
}
