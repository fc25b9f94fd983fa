//! # lone-item
//!
//! A list has an item (a) and no other.
//!
//! A list has two items or more: an (a) needs a (b) (UN Editorial Manual). Where (b) was deleted, (a) should become part of
//! the sentence before it; where (b) was lost, its text is missing.
//!
//! Only lists after a colon are checked, and only items of one sentence. Nothing is reported if (b) may be in the running text, in brackets, in an option or
//! in a level of the list that was not read, or if words were left out. The rule cannot know whether (b) was deleted on
//! purpose.
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall:
//!
//! (a) name its ports.
//! ^^^ (a) is the only item of its list
//!
//! 2. Each Party shall:
//!
//! (a) keep its lights;
//!
//! (b) clean them.
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! 1 - تقوم كل دولة طرف بما يلي:
//!
//! (أ) تحديد موانئها.
//! ^^^ (أ) is the only item of its list
//!
//! 2 - تقدم كل دولة طرف تقريرا.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall:
//!
//! (a) name its ports; and (b) keep its lights.
//!
//! 2. Each Party shall:
//!
//! [(a) clean its lights.]
//!
//! 3. Each Party shall:
//!
//! (a) report;
//!
//! [...]
//! ```
//!
//! **Instead**, write the item into the sentence before it, or add the others.

use travaux_grammar::{BlockId, BlockKind, Kind, NumberForm, Summaries};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use crate::numbered_lists::is_elided;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Info;

/// The provisions after the item in which another one may have been read as something else.
const PROVISIONS_AFTER: usize = 3;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let &[id] = list else { return };
    let (summaries, outline) = (context.summaries(), context.outline());
    let provision = outline.provision(id);
    let Some((label, parent)) = provision.label.zip(provision.parent) else { return };
    let is_letter = matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman)
        && label.is_first()
        && label.is_plain()
        && provision.kind.is_in_parentheses();
    if !is_letter || !is_whole_list(summaries, outline, id, parent) {
        return;
    }
    let second = label.next_number();
    let is_written = second.is_none_or(|second| {
        let may_be_in = |holder| outline.may_be_in_text(Some(holder), provision.kind, &second);
        may_be_in(parent) || may_be_in(id) || is_read_elsewhere(outline, id, second.number())
    });
    if is_written || provision.enclosing_bracket.is_some() || outline.bracket(provision).is_some() {
        return;
    }
    let text = context.text(provision.block).block.slice(provision.at.clone());
    let letter = text.trim_matches(|it: char| !it.is_alphanumeric());
    found.push(Finding::new(Place::label(outline, id), format!("({letter}) is the only item of its list")));
}

/// Returns whether a list of one item follows a colon, and nothing else in its provision.
fn is_whole_list(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId, parent: ProvisionId) -> bool {
    let (provision, holder) = (outline.provision(id), outline.provision(parent));
    // At the end of a chapter or a draft, the text may be cut off.
    let Some(next) = outline.get(provision.end).filter(|it| !it.after_text && !it.kind.is_division()) else {
        return false;
    };
    let is_blank = |block: BlockId| matches!(summaries.get(block).kind, BlockKind::Blank | BlockKind::Comment);
    let mut before = BlockId::range(holder.block..provision.block).rev();
    let chapeau = before.find(|block| !is_blank(*block));
    let own = summaries.get(provision.block);
    !provision.after_text
        && holder.kind != Kind::Option
        && outline.children(Some(parent)).nth(1).is_none()
        && own.labels.len() == 1
        && own.running_labels.is_empty()
        && !own.announces_list
        && own.text_pieces <= 1
        && chapeau.is_some_and(|block| summaries.get(block).announces_list)
        && BlockId::range(provision.block.next()..next.block).all(is_blank)
        && !is_elided(summaries, outline, parent, provision.end)
}

/// Returns whether one of the next provisions has the second number of a list.
fn is_read_elsewhere(outline: &Outline, id: ProvisionId, number: u32) -> bool {
    let after = outline.provisions.iter().skip(outline.provision(id).end.index()).take(PROVISIONS_AFTER);
    let mut labels = after.take_while(|it| it.kind.is_in_parentheses()).filter_map(|it| it.label);
    labels.any(|it| it.number() == number || it.roman == number)
}
