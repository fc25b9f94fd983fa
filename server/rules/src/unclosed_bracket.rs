//! # unclosed-bracket
//!
//! An opening bracket has no closing bracket.
//!
//! Square brackets mark text that is not agreed. If a bracket is never closed, the extent of the disputed text is
//! unknown, and agreed words may be deleted when the brackets are removed. Secretariats correct such brackets before a
//! text is issued, and often some remain.
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
//! **Instead**, close it after the last disputed word, or delete it.

use travaux_grammar::to_u32;

use crate::context::BlockContext;
use crate::finding::Finding;
use crate::mixed_brackets::MixedCloser;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    for index in outline.unclosed_in(context.id) {
        let bracket = &context.block.brackets[index];
        let range = bracket.opener();
        let provision = outline.at(context.id, bracket.open).filter(|_| !bracket.structural);
        let address = provision.map(|id| outline.address(id)).filter(|address| !address.is_empty());
        let opener = bracket.glyph.opener();
        let message = match address {
            Some(address) => format!("`{opener}` is not closed within {address}"),
            None => format!("`{opener}` is never closed"),
        };
        let finding = Finding::new(context.place(range.clone()), message);
        if let Some(mixed) = MixedCloser::of_opener(context, bracket.open) {
            found.push(mixed.fix(finding));
            continue;
        }
        found.push(match bracket.structural {
            // Its intended end, which may be several articles later, is unknown.
            true => finding.possible_fix(format!("delete `{opener}`"), range, ""),
            false => {
                let (closer, end) = (bracket.glyph.closer(), end_of_words(context.block.plain_text()));
                finding.possible_fix(format!("close it with `{closer}` after the last word"), end..end, closer)
            }
        });
    }
}

/// Returns the end of the last word of a text, before the punctuation that ends the sentence.
fn end_of_words(text: &str) -> u32 {
    const STOPS: [char; 11] = ['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،', '、'];
    to_u32(text.trim_end().trim_end_matches(STOPS).len())
}

#[cfg(test)]
mod tests {
    use crate::lint;
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::edit::applied;
    use travaux_model::workspace::Workspace;

    fn check(text: &str, expected: &str) {
        let document = Document::parse(text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let fix = found.iter().find(|it| it.rule == "unclosed-bracket").and_then(|it| it.fix.as_ref()).unwrap();
        assert!(!fix.is_sure);
        assert_eq!(applied(text, &fix.edits), expected);
        let fixed = Document::parse(expected, None, 0);
        assert_eq!(lint(&Workspace::default(), "draft", &fixed, &Settings::default()), []);
    }

    #[test]
    fn the_fix_closes_a_bracket_at_the_end_of_its_sentence() {
        check("1. To act [within [X] days.\n\n2. To go.\n", "1. To act [within [X] days].\n\n2. To go.\n");
        check("1 - تتخذ [التدابير؛\n\n2 - نص.\n", "1 - تتخذ [التدابير]؛\n\n2 - نص.\n");
        check("第一条\n\n各缔约国［应合作。\n", "第一条\n\n各缔约国［应合作］。\n");
    }

    #[test]
    fn the_fix_writes_the_sign_that_closes_a_bracket_of_the_kind_that_is_open() {
        for (text, expected) in [
            ("第一条\n\n各方[内陆】国家应合作。\n", "第一条\n\n各方[内陆]国家应合作。\n"),
            ("第一条\n\n各方【内陆]国家应合作。\n", "第一条\n\n各方【内陆】国家应合作。\n"),
            ("第一条\n\n各方［内陆〕国家应【合作】。\n", "第一条\n\n各方［内陆］国家应【合作】。\n"),
            ("第一条\n\n【各方［内〔陆］国家】应合作。\n", "第一条\n\n【各方［内〔陆］国家】应合作。\n"),
            ("【第一条\n\n案文］\n", "【第一条\n\n案文］\n"),
            ("Article 1\n\nParties [shall [X] may} act.\n", "Article 1\n\nParties [shall [X] may] act.\n"),
            ("Article 1\n\n[Parties} shall act.\n", "Article 1\n\n[Parties] shall act.\n"),
            ("المادة 1\n\nتتخذ [الدول】 تدابير.\n", "المادة 1\n\nتتخذ [الدول] تدابير.\n"),
            ("Статья 1\n\nСтороны \\[должны} сотрудничать.\n", "Статья 1\n\nСтороны \\[должны\\] сотрудничать.\n"),
        ] {
            if text != expected {
                check(text, expected);
            }
            // Either finding offers it, and there is nothing more to mend.
            let lint = |text: &str| {
                let document = Document::parse(text, None, 0);
                lint(&Workspace::default(), "draft", &document, &Settings::default())
            };
            let mended = lint(text).into_iter().filter(|it| text != expected && it.rule == "stray-bracket");
            for fix in mended.filter_map(|it| it.fix) {
                assert!(!fix.is_sure);
                assert_eq!(applied(text, &fix.edits), expected);
            }
            let closes = |it: &travaux_model::diagnostic::Fix| it.title.starts_with("close `");
            assert!(!lint(expected).iter().filter_map(|it| it.fix.as_ref()).any(closes), "{expected}");
        }
    }

    #[test]
    fn the_fix_deletes_a_bracket_that_may_span_articles() {
        check("[Article 1\n\nText.\n", "Article 1\n\nText.\n");
    }
}
