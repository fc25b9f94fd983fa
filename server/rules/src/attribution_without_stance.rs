//! # attribution-without-stance
//!
//! Of the delegations to which a text is attributed, some have a stance and others have none.
//!
//! A name alone, `[NZ: …]`, means by custom that the delegation proposes the text. Beside others whose stance is written, it
//! may as well be a verb that was lost, and the reader cannot know on which side the delegation is.
//!
//! ```treaty
//! Article 4
//!
//! Each Party [NZ/CL oppose; US/AU: may] act.
//!                           ^^ `US` has no stance here, though `NZ` has one
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! [تعارض مصر؛ النرويج: تتعاون] الدول الأطراف.
//!             ^^^^^^^ `النرويج` has no stance here, though `مصر` has one
//! ```
//!
//! ```treaty
//! 第四条
//!
//! 一、各方［埃及反对；挪威：应］合作。
//!           ^^ `挪威` has no stance here, though `埃及` has one
//! ```
//!
//! An instruction is the stance of all of them, and so is the verb by which others join a proposal:
//!
//! ```treaty
//! Article 4
//!
//! Each Party [EU, supported by NO: shall] [US oppose; CA: delete] act.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party [NZ/CL propose; US oppose: may] [Norway: shall] [AU, NZ propose: will] act.
//! ```
//!
//! **Instead**, write the stance of each: `[NZ/CL oppose; US/AU propose: may]`.

use travaux_grammar::{Lexicon, MAX_ATTRIBUTION_BYTES, instruction_stance, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for (index, bracket) in (0..).zip(&block.brackets.list) {
        if !has_colon_before_words(block.text_from(bracket.opener().end)) {
            continue;
        }
        let attributions = block.attributions(index);
        let Some(with_stance) = attributions.iter().find(|it| it.stance.is_some()) else { continue };
        // Without a colon the form is that of any sentence.
        let has_colon = block.text_before(with_stance.words).ends_with([':', '：']);
        let Some(without) = attributions.iter().find(|it| it.stance.is_none()).filter(|_| has_colon) else { continue };
        // `[US oppose; CA: delete]`
        let words = block.brackets[index]
            .close
            .and_then(|close| block.plain_text().get(to_usize(without.words)..to_usize(close)));
        if words.is_some_and(|it| instruction_stance(it, Lexicon::of(block.language)).is_some()) {
            continue;
        }
        let (name, other) = (block.slice(without.delegation.clone()), block.slice(with_stance.delegation.clone()));
        let message = format!("`{name}` has no stance here, though `{other}` has one");
        found.push(Finding::new(context.place(without.delegation.clone()), message));
    }
}

/// Returns whether the text of a bracket may begin with several delegations and a colon. Nearly all do not.
fn has_colon_before_words(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(MAX_ATTRIBUTION_BYTES)];
    head.find([':', '：', '[', ']']).is_some_and(|end| head[end..].starts_with([':', '：']))
}
