//! # unnumbered-paragraph
//!
//! The first paragraph of an article has no number, and the next has the number 2.
//!
//! The number was lost, or a paragraph was inserted before the first. A reference to paragraph 1 of the article then
//! leads to a text that a reader has to count out (UN Editorial Manual: paragraphs are numbered consecutively).
//!
//! Some treaties leave the first paragraph without a number throughout, so nothing is reported unless almost all articles of
//! the draft that have numbered paragraphs begin with 1. Nor is it where a 1 may stand in the text.
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 2
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 3
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 4
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 5
//!
//! Each Party shall keep its ports.
//!
//! 2. It shall report.
//! ^ article 5 begins with a paragraph without a number before 2
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 一、案文。
//!
//! 二、案文。
//!
//! 第二条
//!
//! 一、案文。
//!
//! 二、案文。
//!
//! 第三条
//!
//! 一、案文。
//!
//! 二、案文。
//!
//! 第四条
//!
//! 一、案文。
//!
//! 二、案文。
//!
//! 第五条
//!
//! 缔约方应维护其港口。
//!
//! 二、缔约方应报告。
//! ^ article 5 begins with a paragraph without a number before 2
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Каждая Сторона содержит порты.
//!
//! 2. Она сообщает.
//!
//! Статья 2
//!
//! 1. Один.
//!
//! 2. Два.
//!
//! Статья 3
//!
//! Каждая Сторона платит.
//!
//! 2. Она отвечает.
//! ```
//!
//! **Instead**, give the first paragraph its number.

use travaux_grammar::{BlockId, BlockKind, Enclosure, Kind, Label, NumberForm, Summaries};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use crate::numbered_lists::is_elided;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The fewest articles that show that paragraphs are numbered from the first on.
const MIN_ARTICLES: usize = 4;

/// Of so many articles that begin with 1, one may begin otherwise by mistake.
const ARTICLES_FOR_A_MISTAKE: usize = 4;

pub(super) fn check(context: &DraftContext<'_>, found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let mut numbered = 0;
    let mut unnumbered: Vec<(ProvisionId, ProvisionId)> = Vec::new();
    for article in outline.headings_of(Kind::Article) {
        let Some(first) = outline.children(Some(article)).next() else { continue };
        let provision = outline.provision(first);
        let is_paragraph = provision.kind == Kind::Paragraph && !provision.quoted && provision.amendment.is_none();
        let Some(label) = provision.label.filter(|it| is_paragraph && it.is_plain() && is_number(it)) else { continue };
        match label.number() {
            1 => numbered += 1,
            2 if follows_text(summaries, outline, article, first) => unnumbered.push((article, first)),
            _ => {}
        }
    }
    if numbered < MIN_ARTICLES || numbered < ARTICLES_FOR_A_MISTAKE * unnumbered.len() {
        return;
    }
    for (article, second) in unnumbered {
        let message = format!("{} begins with a paragraph without a number before 2", outline.address(article));
        found.push(Finding::new(Place::label(outline, second), message));
    }
}

fn is_number(label: &Label) -> bool {
    label.form == NumberForm::Digits && label.numbers[1] == 0
}

/// Returns whether a single text stands between the heading of an article and its paragraph 2, and no 1 in it.
fn follows_text(summaries: Summaries<'_>, outline: &Outline, article: ProvisionId, second: ProvisionId) -> bool {
    let (holder, provision) = (outline.provision(article), outline.provision(second));
    let heading_end = holder.title.unwrap_or(holder.block).next();
    let blocks = BlockId::range(heading_end..provision.block).map(|block| summaries.get(block));
    let mut texts = blocks.filter(|it| !matches!(it.kind, BlockKind::Blank | BlockKind::Comment));
    let text = texts.next().filter(|_| texts.next().is_none());
    let is_text = text.is_some_and(|it| {
        it.kind == BlockKind::Text
            && it.labels.is_empty()
            && it.running_labels.is_empty()
            && !it.announces_list
            && !it.may_be_title
            && !it.is_vacant
            && !it.is_elided
    });
    is_text
        && !provision.after_text
        && provision.enclosure != Enclosure::Bare
        && provision.rivals.is_empty()
        && provision.enclosing_bracket.is_none()
        && outline.bracket(provision).is_none()
        && !outline.may_be_in_text(Some(article), Kind::Paragraph, &Label::new(NumberForm::Digits, 1))
        && !is_elided(summaries, outline, article, second)
}
