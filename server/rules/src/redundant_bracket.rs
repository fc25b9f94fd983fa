//! # redundant-bracket
//!
//! A bracket contains nothing but another bracket.
//!
//! `[[shall]]` means the same as `[shall]`. Doubled brackets usually remain after the words around the inner bracket were
//! deleted or agreed. If two delegations each want the words in brackets, name the delegations in the brackets.
//!
//! The rule cannot know whether two different reservations are meant, so `--fix` does not delete the outer bracket.
//!
//! ```treaty
//! Article 4
//!
//! Each Party [[shall]] adopt the measures [ [in its power] ].
//!            ^^^^^^^^^ these brackets hold nothing but another pair of brackets
//!                                         ^^^^^^^^^^^^^^^^^^ these brackets hold nothing but another pair of brackets
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party [[[shall]]] act.
//!            ^^^^^^^^^^^ these brackets hold nothing but another pair of brackets
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف [[التدابير]] اللازمة.
//!                  ^^^^^^^^^^^^ these brackets hold nothing but another pair of brackets
//! ```
//!
//! ```treaty
//! 第四条
//!
//! 缔约国［［应当］］合作，并［[交换]［分享］］信息。
//!    ^^^^^^ these brackets hold nothing but another pair of brackets
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party [[shall] [may]] adopt [[the] measures] [EU: [in its power]] within [[X]] days.
//! ```
//!
//! **Instead**, delete one of the two, or name the delegations that want them.

use travaux_grammar::BracketContent;

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    let mut was_redundant = false;
    for pair in block.brackets.list.windows(2) {
        let [outer, inner] = pair else { continue };
        // Of `[[[words]]]` the outermost pair is reported.
        let is_within_reported = std::mem::replace(&mut was_redundant, false);
        let is_text = outer.content == BracketContent::Text && inner.content == BracketContent::Text;
        let ranges = outer.inside().zip(outer.whole()).zip(inner.whole().zip(inner.inside()));
        let Some(((inside, whole), (inner, words))) = ranges.filter(|_| is_text) else { continue };
        let is_nested = inside.start <= inner.start && inner.end <= inside.end;
        let is_blank = |range| block.slice(range).chars().all(char::is_whitespace);
        if !is_nested || !is_blank(inside.start..inner.start) || !is_blank(inner.end..inside.end) {
            continue;
        }
        if is_blank(words.clone()) || is_of_wiki(block.slice(words)) {
            continue;
        }
        was_redundant = true;
        if !is_within_reported {
            let signs = [whole.start..inner.start, inner.end..whole.end];
            let message = "these brackets hold nothing but another pair of brackets";
            found.push(
                Finding::new(context.place(whole), message).possible_deletion("delete the outer brackets", signs),
            );
        }
    }
}

/// `[[Article 2|art. 2]]`, `[[toc]]`: returns whether double brackets are the link or the table of contents of a wiki.
fn is_of_wiki(words: &str) -> bool {
    words.contains('|') || words.trim().trim_matches('_').eq_ignore_ascii_case("toc")
}
