//! # missing-and-or
//!
//! The last item but one of a list does not end with `and` or `or`, as those of the other lists do.
//!
//! The word says whether all items hold together or each by itself. Where it is missing, a reader may take alternatives
//! for conditions. It is lost when an item is added at the end, or when the last one is deleted.
//!
//! Practice varies, so a list is compared with the others of its draft only: at least three have the word, and
//! eight times as many as have not. Lists of definitions, which need no word, are left out, and so are lists in brackets.
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall:
//!
//! (a) name its ports;
//!
//! (b) keep its lights; and
//!
//! (c) report.
//!
//! Article 2
//!
//! The Secretariat shall:
//!
//! (a) keep the list;
//!
//! (b) publish it; and
//!
//! (c) answer questions.
//!
//! Article 3
//!
//! A port may:
//!
//! (a) open;
//!
//! (b) close; or
//!
//! (c) move.
//!
//! Article 4
//!
//! A ferry shall carry:
//!
//! (a) a bell;
//!
//! (b) a lamp;
//! ^^^ no `and` or `or` follows this item, though it does in the other lists
//!
//! (c) a rope.
//!
//! Article 5
//!
//! A pilot shall have:
//!
//! (a) a map;
//!
//! (b) a watch; and
//!
//! (c) a whistle.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Каждая Сторона:
//!
//! a) назначает порты;
//!
//! b) содержит маяки; и
//!
//! c) сообщает.
//!
//! Статья 2
//!
//! Секретариат:
//!
//! a) ведет список;
//!
//! b) публикует его; и
//!
//! c) отвечает на вопросы.
//!
//! Статья 3
//!
//! Порт может:
//!
//! a) открыться;
//!
//! b) закрыться; или
//!
//! c) переехать.
//!
//! Статья 4
//!
//! Паром:
//!
//! a) имеет колокол;
//!
//! b) имеет фонарь;
//! ^ no `and` or `or` follows this item, though it does in the other lists
//!
//! c) имеет канат.
//!
//! Статья 5
//!
//! Лоцман имеет:
//!
//! a) карту;
//!
//! b) часы; и
//!
//! c) свисток.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall:
//!
//! (a) name its ports;
//!
//! (b) keep its lights;
//!
//! (c) report.
//!
//! Article 2
//!
//! The Secretariat shall:
//!
//! (a) keep the list;
//!
//! (b) publish it; and
//!
//! (c) answer questions.
//! ```
//!
//! **Instead**, write `and` or `or` after the last item but one.

use travaux_grammar::{BlockId, BlockKind, ClauseEnd, NumberForm, Summaries};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Info;

/// The fewest lists that show that the word is usual.
const MIN_LISTS: usize = 3;

/// Of so many lists with the word, one may lack it by mistake, if several do.
const LISTS_FOR_A_MISTAKE: usize = 8;

/// A shorter list may be what is left of another.
const MIN_ITEMS: u32 = 3;

pub(super) fn check(context: &DraftContext<'_>, found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let mut joined = 0;
    let mut missing: Vec<ProvisionId> = Vec::new();
    // The item before each one in its list is the last one seen with the same parent.
    let mut before: Option<ProvisionId> = None;
    for id in outline.ids() {
        let provision = outline.provision(id);
        if !provision.kind.is_in_parentheses() {
            before = None;
            continue;
        }
        let previous = before.replace(id);
        let ends_list = provision.parent.is_none_or(|parent| outline.provision(parent).end == provision.end);
        let Some(last_but_one) = previous.filter(|_| ends_list).and_then(|it| sibling(outline, it, id)) else {
            continue;
        };
        match end_of_list(summaries, outline, last_but_one, id) {
            ClauseEnd::Joined => joined += 1,
            end if end.is_semicolon() => missing.push(last_but_one),
            ClauseEnd::Other | ClauseEnd::Words | ClauseEnd::Sign { .. } => {}
        }
    }
    if joined < MIN_LISTS || missing.len() > 1 && joined < LISTS_FOR_A_MISTAKE * missing.len() {
        return;
    }
    for id in missing {
        let message = "no `and` or `or` follows this item, though it does in the other lists";
        found.push(Finding::new(Place::label(outline, id), message));
    }
}

/// Returns the item of a list that is, or contains, the provision immediately before its last item.
fn sibling(outline: &Outline, before: ProvisionId, last: ProvisionId) -> Option<ProvisionId> {
    const MAX_DEPTH: usize = 4;
    let parent = outline.provision(last).parent;
    outline.ancestors(before).take(MAX_DEPTH).find(|it| outline.provision(*it).parent == parent)
}

/// Returns how the text before the last item of a list ends, if it is a list whose items are clauses of one sentence.
fn end_of_list(summaries: Summaries<'_>, outline: &Outline, before: ProvisionId, last: ProvisionId) -> ClauseEnd {
    let (item, end) = (outline.provision(before), outline.provision(last));
    let labels = item.label.zip(end.label);
    let is_list = labels.is_some_and(|(label, next)| {
        next.is_plain() && next.follows(&label) && next.number() >= MIN_ITEMS && next.form != NumberForm::Upper
    });
    let is_settled = !end.after_text
        && !end.quoted
        && end.amendment.is_none()
        && end.enclosing_bracket.is_none()
        && outline.bracket(end).is_none()
        && outline.bracket(item).is_none();
    let own = summaries.get(end.block);
    let in_article = || outline.ancestors(last).any(|it| outline.provision(it).kind.is_article());
    if !is_list || !is_settled || own.labels.len() > 1 || !own.definitions.is_empty() || !in_article() {
        return ClauseEnd::Other;
    }
    let blocks = BlockId::range(item.block..end.block).rev().map(|block| summaries.get(block));
    let mut texts = blocks.filter(|it| !matches!(it.kind, BlockKind::Blank | BlockKind::Comment));
    let text = texts.next().filter(|it| it.definitions.is_empty());
    text.map_or(ClauseEnd::Other, |it| it.clause_end)
}
