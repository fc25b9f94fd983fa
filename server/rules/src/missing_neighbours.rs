//! Checks whether `the preceding paragraph` and `the following article` mean anything. Reports nothing itself.

use travaux_grammar::{BlockId, BlockKind, Kind, Reference};

use super::missing_targets::{amends, is_quoted};
use crate::context::BlockContext;
use travaux_model::outline::{Provision, ProvisionId};

/// Returns the message for a reference to a neighbour that its provision certainly does not have.
pub(super) fn missing_neighbour(context: &BlockContext<'_>, reference: &Reference) -> Option<String> {
    let outline = context.outline;
    let (kind, shift) = reference.relative.filter(|(_, shift)| *shift != 0)?;
    let from = outline.at(context.id, reference.start)?;
    let id = outline.ancestors(from).find(|id| outline.provision(*id).kind == kind)?;
    let provision = outline.provision(id);
    let is_own = !provision.quoted && provision.amendment.is_none();
    let label = provision.label.filter(|label| is_own && label.is_plain())?;
    let is_missing = match (kind, shift > 0) {
        (Kind::Paragraph, false) => label.number() == 1 && label.is_first() && begins_article(context, reference, id),
        (Kind::Article, false) => label.number() == 1 && is_first_article(context, id),
        // `the following article:` announces one.
        (Kind::Article, true) => is_last_article(context, id) && !is_announcement(context, reference),
        _ => false,
    };
    if !is_missing
        || amends(context.outline, context.summaries, context.id, context.block)
        || is_quoted(outline, context.id, context.block, reference.start)
    {
        return None;
    }
    let (place, follows) = if shift > 0 { ("last", "follows") } else { ("first", "precedes") };
    Some(format!("{} is the {place}: no {} {follows} it", outline.address(id), kind.word()))
}

/// The most provisions that are looked through for another article.
const MAX_PROVISIONS: usize = 1000;

fn is_numbered_article(provision: &Provision) -> bool {
    provision.kind == Kind::Article && provision.label.is_some()
}

/// Returns whether an article is the first, and the next number follows: otherwise a heading was not read.
fn is_first_article(context: &BlockContext<'_>, id: ProvisionId) -> bool {
    let outline = context.outline;
    let is_article = |id: &ProvisionId| is_numbered_article(outline.provision(*id));
    let before = id.index() > MAX_PROVISIONS || ProvisionId::range(ProvisionId::FIRST..id).any(|it| is_article(&it));
    let mut after = ProvisionId::range(id.next()..outline.end()).take(MAX_PROVISIONS);
    !before && after.find(is_article).is_some_and(|next| follows(context, id, next))
}

/// Returns whether an article is the last, and follows the one before.
fn is_last_article(context: &BlockContext<'_>, id: ProvisionId) -> bool {
    let outline = context.outline;
    let is_article = |id: &ProvisionId| is_numbered_article(outline.provision(*id));
    let rest = ProvisionId::range(id.next()..outline.end());
    let is_last = rest.len() <= MAX_PROVISIONS && !rest.clone().any(|it| is_article(&it));
    let mut before = ProvisionId::range(ProvisionId::FIRST..id).rev().take(MAX_PROVISIONS);
    is_last && before.find(is_article).is_some_and(|before| follows(context, before, id))
}

fn follows(context: &BlockContext<'_>, first: ProvisionId, second: ProvisionId) -> bool {
    let [first, second] = [first, second].map(|id| context.outline.provision(id).label);
    first.zip(second).is_some_and(|(first, second)| second.follows(&first))
}

/// Returns whether a paragraph is the first text of its article, and a reference in its first sentence. Text without a
/// number before either may be the paragraph that is meant.
fn begins_article(context: &BlockContext<'_>, reference: &Reference, id: ProvisionId) -> bool {
    let (outline, summaries) = (context.outline, context.summaries);
    let provision = outline.provision(id);
    let Some(article) = provision.parent.filter(|it| outline.provision(*it).kind == Kind::Article) else {
        return false;
    };
    let article = outline.provision(article);
    let heading_end = article.title.unwrap_or(article.block).next();
    let mut between = BlockId::range(heading_end..provision.block);
    let before = context.block.slice(provision.at.end..reference.start).trim_start_matches(['.', '-', ' ']);
    provision.block == context.id
        && provision.block > article.block
        && !summaries.get(article.block).has_text_below_heading
        && between.all(|block| matches!(summaries.get(block).kind, BlockKind::Blank | BlockKind::Comment))
        && !before.contains(['.', ';', ':', '\n', '。', '；', '：', '؛'])
}

fn is_announcement(context: &BlockContext<'_>, reference: &Reference) -> bool {
    context.block.text_from(reference.end).trim_start().starts_with([':', '：', '“', '«', '"'])
}
