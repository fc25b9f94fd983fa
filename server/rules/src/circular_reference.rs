//! # circular-reference
//!
//! Two articles refer to each other, and neither says more.
//!
//! `Article 5: The seat is that defined in article 7.` and `Article 7: The seat is as provided in article 5.` lead a reader
//! round in a circle (EU Joint Practical Guide, guideline 16). One of the two was to contain the rule, and lost it, or one of
//! the numbers is wrong.
//!
//! Only articles are compared whose whole text is one sentence that ends with `as provided in` or like words and one
//! reference. The rule cannot know whether the rest of the sentence says enough.
//!
//! ```treaty
//! Article 5
//!
//! The seat of the Council is as provided in article 7.
//!
//! Article 6
//!
//! The Council shall meet each year.
//!
//! Article 7
//!
//! The seat of the Council shall be as defined in article 5.
//!                                                ^^^^^^^^^ article 5 only refers back to article 7
//! ```
//!
//! ```treaty
//! Article 5
//!
//! Le siège du Conseil est celui prévu à l’article 7.
//!
//! Article 6
//!
//! Le Conseil se réunit chaque année.
//!
//! Article 7
//!
//! Le siège du Conseil est celui défini à l’article 5.
//!                                          ^^^^^^^^^ article 5 only refers back to article 7
//! ```
//!
//! ```treaty
//! Artículo 5
//!
//! La sede del Consejo es la prevista en el artículo 7.
//!
//! Artículo 6
//!
//! El Consejo se reunirá cada año.
//!
//! Artículo 7
//!
//! La sede del Consejo es la definida en el artículo 5.
//!                                          ^^^^^^^^^^ article 5 only refers back to article 7
//! ```
//!
//! ```treaty
//! Статья 5
//!
//! Местопребывание Совета определяется так, как предусмотрено в статье 7.
//!
//! Статья 6
//!
//! Совет собирается ежегодно.
//!
//! Статья 7
//!
//! Местопребывание Совета таково, как предусмотрено в статье 5.
//!                                                    ^^^^^^^^ article 5 only refers back to article 7
//! ```
//!
//! ```treaty
//! Article 5
//!
//! The seat of the Council is as provided in article 7.
//!
//! Article 6
//!
//! The Council shall meet each year as provided in article 7.
//!
//! Article 7
//!
//! The seat of the Council is the capital of the Party that presides over it, which is chosen under article 5.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 席位依照第二条的规定。
//!
//! 第二条
//!
//! 席位依照第一条的规定。
//!     ^^^ article 1 only refers back to article 2
//! ```
//!
//! **Instead**, write the rule into one of the two.

use travaux_grammar::{BlockId, BlockKind, Kind, Summaries};

use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use crate::missing_targets::is_quoted;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId, Status};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    if !context.block.summary.only_defers {
        return;
    }
    let (summaries, outline) = (context.summaries, context.outline);
    let [Resolved { reference, resolution }] = context.resolved() else { return };
    let own = outline.at(context.id, reference.start);
    let target = resolution.provisions().next().filter(|_| resolution.status == Status::Resolved);
    let Some((own, target)) = own.zip(target) else { return };
    // The later of the two is reported.
    if target >= own || sole_text(summaries, outline, own) != Some(context.id) {
        return;
    }
    let Some(text) = sole_text(summaries, outline, target).map(|block| summaries.get(block)) else { return };
    let label = outline.provision(own).label;
    let names_own = matches!(text.cited[..], [(Kind::Article, cited)] if Some(cited) == label);
    if text.only_defers && names_own && !is_quoted(outline, context.id, context.block, reference.start) {
        let message = format!("{} only refers back to {}", outline.address(target), outline.address(own));
        let finding = Finding::new(context.place(reference.range()), message);
        found.push(finding.related(Place::label(outline, target), "it stands here"));
    }
}

/// Returns the block of an article's text, if there is only one and nothing else in the article.
fn sole_text(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> Option<BlockId> {
    const MAX_BLOCKS: u32 = 6;
    let provision = outline.provision(id);
    let end = outline.get(provision.end).map_or(summaries.end(), |next| next.block);
    if provision.kind != Kind::Article || provision.end != id.next() || end > provision.block.plus(MAX_BLOCKS) {
        return None;
    }
    let is_text = |block: &BlockId| {
        let summary = summaries.get(*block);
        let is_title = provision.title == Some(*block);
        match *block == provision.block {
            true => summary.has_text_below_heading || summary.has_text_after_labels && !is_title,
            false => !is_title && !matches!(summary.kind, BlockKind::Blank | BlockKind::Comment),
        }
    };
    let mut texts = BlockId::range(provision.block..end).filter(is_text);
    texts.next().filter(|_| texts.next().is_none())
}
