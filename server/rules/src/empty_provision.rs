//! # empty-provision
//!
//! An article, a paragraph or an item has a number but no text.
//!
//! The next number follows directly after it, or after its title. Its text was lost when the draft was put together, or it
//! was deleted and its number remained. A reader cannot tell which, and the numbers after it may be wrong (UN Editorial
//! Manual: paragraphs are numbered consecutively).
//!
//! Nothing is reported where the draft says that there is no text, as in `[Article 5 deleted]` or `Article 5 (Reserved)`,
//! nor for the last number of a list, which may be cut off. The rule cannot know whether an extraction lost the text, so a
//! draft in which many provisions are empty is left alone: a table of contents, or a list of headings.
//!
//! ```treaty
//! Article 4
//! Ports
//!
//! Each Party shall name its ports.
//!
//! Article 5
//! ^^^^^^^^^ article 5 has a title but no text
//! Ferries
//!
//! Article 6
//! Lights
//!
//! 1. Each Party shall keep its lights.
//!
//! 2.
//! ^ article 6, paragraph 2 has no text
//!
//! 3. The lights shall be white.
//!
//! 4. No toll is due for them.
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تحدد كل دولة طرف موانئها.
//!
//! المادة 5
//! ^^^^^^^^ article 5 has no text
//!
//! المادة 6
//!
//! تصون كل دولة طرف مناراتها.
//!
//! المادة 7
//!
//! لا يستحق رسم عنها.
//! ```
//!
//! ```treaty
//! Статья 4
//!
//! Каждая Сторона назначает порты.
//!
//! Статья 5
//! (Исключена)
//!
//! Статья 6
//!
//! 1. Каждая Сторона содержит маяки:
//!
//! a) белые;
//!
//! b) зеленые.
//!
//! 2. [...]
//!
//! 3. Пошлина не взимается.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall name its ports.
//!
//! Article 5
//! [Reserved]
//!
//! Article 6
//!
//! 1. [Deleted]
//!
//! 2.
//!
//! Each Party shall keep its lights.
//!
//! Article 7
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall:
//!
//! (a) name its ports;
//!
//! (b)
//! ^^^ article 4 (b) has no text
//!
//! (c) keep its lights;
//!
//! (d) report.
//! ```
//!
//! **Instead**, write the text, or say that the provision is deleted or reserved.

use travaux_grammar::{BlockId, BlockKind, Kind, NumberForm, Summaries};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

/// A shorter list shows no order.
const MIN_PROVISIONS: usize = 3;

/// A longer title may be the text of an article that lost its line breaks.
const MAX_TITLE_BYTES: usize = 120;

/// In a list with more empty provisions than one in so many, the texts are elsewhere.
const PROVISIONS_FOR_AN_EMPTY_ONE: usize = 4;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let Some(first) = list.first().map(|id| outline.provision(*id)) else { return };
    let is_listed = match first.kind {
        Kind::Article => true,
        Kind::Paragraph => first.label.is_some_and(|it| it.form == NumberForm::Digits),
        kind => kind.is_in_parentheses() && first.label.is_some_and(|it| it.is_first()),
    };
    if !is_listed {
        return;
    }
    // A number out of its sequence may belong to other text.
    let label = |id: ProvisionId| outline.provision(id).label;
    let is_followed = |pair: &[ProvisionId]| {
        let labels = label(pair[0]).zip(label(pair[1]));
        pair[0].next() == pair[1] && labels.is_some_and(|(label, next)| next.follows(&label))
    };
    let mut empty: Vec<(ProvisionId, Emptiness)> = Vec::new();
    let mut is_announced = false;
    for pair in list.windows(2) {
        let emptiness = emptiness(summaries, outline, pair[0]);
        // `The following articles are reserved:` goes on to the first one that has a text.
        is_announced = emptiness.is_some() && (is_announced || follows_colon(summaries, outline, pair[0]));
        empty.extend(emptiness.filter(|_| !is_announced && is_followed(pair)).map(|it| (pair[0], it)));
    }
    if list.len() < MIN_PROVISIONS || empty.len() > 1.max(list.len() / PROVISIONS_FOR_AN_EMPTY_ONE) {
        return;
    }
    if !empty.is_empty() && list.iter().any(|id| is_cell(summaries, outline, *id)) {
        return;
    }
    for (id, emptiness) in empty {
        let address = outline.address(id);
        let message = match emptiness {
            Emptiness::Title => format!("{address} has a title but no text"),
            Emptiness::Label => format!("{address} has no text"),
        };
        found.push(Finding::new(Place::label(outline, id), message));
    }
}

/// Returns whether a provision is a cell of a table that compares two texts, and lost its columns: one without text and with the
/// same number stands immediately before it, `Article 1`, `Article 1`, or a dash in place of a title below it.
fn is_cell(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    let provision = outline.provision(id);
    let is_double = |before: ProvisionId| {
        let other = outline.provision(before);
        (other.kind, other.label, other.parent) == (provision.kind, provision.label, provision.parent)
            && emptiness(summaries, outline, before).is_some()
    };
    let is_dash = |title: &str| !title.contains(char::is_alphanumeric);
    id.previous().is_some_and(is_double) || outline.title_in(summaries, id).is_some_and(is_dash)
}

/// Returns whether the text before a provision ends with a colon.
fn follows_colon(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    let start = outline.provision(id).block;
    let mut before = BlockId::range(BlockId::FIRST..start).rev().map(|block| summaries.get(block));
    before.find(|it| it.kind != BlockKind::Blank).is_some_and(|it| it.announces_list)
}

/// All that a provision without text has.
#[derive(Clone, Copy)]
enum Emptiness {
    Label,
    Title,
}

/// Returns what a provision consists of that has no text; `None` if it has some, or if the draft says why it has none.
fn emptiness(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> Option<Emptiness> {
    let (provision, next) = (outline.provision(id), outline.get(id.next())?);
    let own = summaries.get(provision.block);
    let has_own_title = provision.title == Some(provision.block) && provision.kind == Kind::Article;
    if provision.block == next.block
        || next.after_text
        || own.labels.len() > 1
        || own.has_text_after_labels && !has_own_title
        || own.has_text_below_heading
        || own.is_vacant
        || own.is_elided
        || own.text_pieces > u32::from(has_own_title)
        || provision.enclosing_bracket.is_some()
        || !provision.rivals.is_empty()
        || outline.bracket(provision).is_some()
    {
        return None;
    }
    // A title that ends with its sentence is the text: the line breaks were lost.
    let is_text = |title: &str| {
        title.ends_with(['.', ';', ':', '。', '；', '：', '؛', ']', ')']) || title.len() > MAX_TITLE_BYTES
    };
    if outline.title_in(summaries, id).is_some_and(is_text) {
        return None;
    }
    let is_empty = |block: BlockId| {
        let summary = summaries.get(block);
        let is_title = provision.title == Some(block) && !summary.is_vacant && !summary.is_elided;
        is_title || matches!(summary.kind, BlockKind::Blank | BlockKind::Comment)
    };
    let is_bare = BlockId::range(provision.block.next()..next.block).all(is_empty);
    is_bare.then_some(if provision.title.is_some() { Emptiness::Title } else { Emptiness::Label })
}
