//! # unclosed-bracket
//!
//! A bracket opens and nothing closes it.
//!
//! Square brackets mark what is not agreed. If one never closes, nobody can say how much of the text is in dispute,
//! and whoever removes the brackets later may take agreed words with them. Secretariats correct such brackets before
//! a text is issued, and some always remain.
//!
//! A bracket that opens in the middle of a sentence is expected to close before the next provision of the same rank
//! begins; one that opens before a label or a heading may span several provisions.
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall [adopt the measures in its power.
//!                     ^ `[` is not closed within article 4, paragraph 1
//!
//! 2. Parties may [agree] otherwise.
//! ```
//!
//! ```treaty
//! [Article 5
//!
//! 1. A bracket may hold a whole article.
//!
//! 2. It closes where the article ends.]
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! 1 - تتخذ كل دولة طرف [التدابير اللازمة.
//!                      ^ `[` is not closed within article 4, paragraph 1
//!
//! 2 - يجوز للأطراف [الاتفاق] على خلاف ذلك.
//! ```
//!
//! **Instead**, close it behind the last word in dispute, or delete it.

use std::ops::Range;

use super::{Finding, Spot};
use crate::diagnostic::{Edit, Fix, Severity};
use crate::outline::of_block;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(spot: &Spot<'_>, found: &mut Vec<Finding>) {
    let outline = spot.outline();
    for (_, place) in of_block(&outline.unclosed, spot.index) {
        let bracket = spot.block.brackets.list[*place as usize];
        let range = spot.range(bracket.open..bracket.open + bracket.glyph.width());
        let around = outline.at(spot.index, bracket.open as usize).filter(|_| !bracket.structural);
        let address = around.map(|id| outline.address(id)).filter(|address| !address.is_empty());
        let opener = bracket.glyph.opener();
        let message = match address {
            Some(address) => format!("`{opener}` is not closed within {address}"),
            None => format!("`{opener}` is never closed"),
        };
        let fix = match bracket.structural {
            // Where it was to end, perhaps articles later, nobody can tell.
            true => gone(&range, opener),
            false => closed(spot, bracket.glyph.closer()),
        };
        found.push(Finding { fix: Some(fix), ..Finding::new(range, message) });
    }
}

fn gone(range: &Range<usize>, opener: &str) -> Fix {
    let edits = vec![Edit { range: range.clone(), text: String::new() }];
    Fix { title: format!("delete `{opener}`"), edits, is_sure: false, is_preferred: false }
}

/// Closed behind the last word of the block, before the stop that ends it.
fn closed(spot: &Spot<'_>, closer: &str) -> Fix {
    const STOPS: [char; 11] = ['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،', '、'];
    let words = spot.block.text.trim_end().trim_end_matches(STOPS);
    let at = spot.range(words.len() as u32..words.len() as u32);
    let edits = vec![Edit { range: at, text: closer.to_owned() }];
    Fix { title: format!("close it with `{closer}` behind the last word"), edits, is_sure: false, is_preferred: false }
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;
    use crate::document::Document;
    use crate::edit::applied;
    use crate::rules::lint;
    use crate::workspace::Workspace;

    fn check(text: &str, expected: &str) {
        let document = Document::parse(text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let fix = found.iter().find(|it| it.rule == "unclosed-bracket").and_then(|it| it.fix.as_ref()).unwrap();
        assert!(!fix.is_sure);
        assert_eq!(applied(text, &fix.edits), expected);
        let mended = Document::parse(expected, None, 0);
        assert_eq!(lint(&Workspace::default(), "draft", &mended, &Settings::default()), []);
    }

    #[test]
    fn a_bracket_in_a_sentence_is_closed_at_its_end() {
        check("1. To act [within [X] days.\n\n2. To go.\n", "1. To act [within [X] days].\n\n2. To go.\n");
        check("1 - تتخذ [التدابير؛\n\n2 - نص.\n", "1 - تتخذ [التدابير]؛\n\n2 - نص.\n");
        check("第一条\n\n各缔约国［应合作。\n", "第一条\n\n各缔约国［应合作］。\n");
    }

    #[test]
    fn a_bracket_that_may_span_articles_goes() {
        check("[Article 1\n\nText.\n", "Article 1\n\nText.\n");
    }
}
