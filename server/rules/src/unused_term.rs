//! # unused-term
//!
//! A term is defined and not used anywhere else in the draft.
//!
//! A definition that nothing uses is left over from a provision that was deleted, or the provisions say the same in other
//! words. Guideline 14 of the Joint Practical Guide of the European Union asks that terms be defined only where they are
//! needed.
//!
//! ```treaty
//! Article 1
//!
//! Definitions
//!
//! (a) “Relay station” means an installation;
//!      ^^^^^^^^^^^^^ `Relay station` is defined here and not used in this draft
//!
//! (b) “Port” means a place of entry.
//!
//! Article 2
//!
//! Each Party shall open its ports.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) يُقصد بتعبير "محطة محلية" مرفق؛
//!                   ^^^^^^^^^^ `محطة محلية` is defined here and not used in this draft
//!
//! (ب) يُقصد بتعبير "ميناء" مكان للدخول.
//!
//! المادة 2
//!
//! تفتح الأطراف الميناء.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! （一）“中继站”是指设施。
//!     ^^^ `中继站` is defined here and not used in this draft
//!
//! （二）“港口”是指入境地点。
//!
//! 第二条
//!
//! 各方应开放港口。
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! a) «Порт» означает место въезда;
//!
//! b) «Станция» означает устройство.
//!
//! Статья 2
//!
//! Каждая Сторона открывает порты для станций.
//! ```
//!
//! Two terms that share a noun may be used at once.
//!
//! ```treaty
//! Article 1
//!
//! (a) “Banned chemical” means a chemical without uses;
//!
//! (b) “Severely restricted chemical” means a chemical with few uses;
//!
//! (c) “Port” means a place of entry;
//!
//! (d) “Severely controlled chemical” means a chemical with some uses.
//!      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `Severely controlled chemical` is defined here and not used in this draft
//!
//! Article 2
//!
//! Each Party shall report banned or severely restricted chemicals in its ports.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) يُقصد بتعبير "المحطة المحلية" مرفق؛
//!
//! (ب) يُقصد بتعبير "المحطة الفرعية" مرفق صغير.
//!
//! المادة 2
//!
//! تسجل الأطراف المحطة المحلية والفرعية.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! （一）“禁用化学品”是指禁止使用的物质。
//!
//! （二）“严格限用化学品”是指用途很少的物质。
//!
//! 第二条
//!
//! 各方应通报禁用或严格限用化学品。
//! ```
//!
//! A plural, another case and a clitic are uses. The rule is silent about terms in brackets or quotations, about a term
//! whose words belong to another term too or hold an article or a preposition, about terms of four words or more, and in a
//! draft of which parts are kept in other files; where more than half of the terms have no use, the draft is taken for such
//! an excerpt. It is also silent where all words of the term stand in one paragraph in any form, judging by their
//! beginnings, in Arabic by their consonants, and in Chinese by their characters: `migrant children` for “Migrant child”. So
//! it cannot know that words which are common elsewhere are not the term.
//!
//! **Instead**, delete the definition, or use the term.

use travaux_grammar::{DefinitionBasis, Kind, Language, Lexicon, Word, is_han};

use crate::context::WorkspaceContext;
use crate::coordinated_terms::is_used_with_another;
use crate::finding::CrossDraftFinding;
use crate::other_forms::may_stand_in_other_forms;
use crate::term_uses::{UsedTerm, is_in_force};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::DefinitionRef;

pub(super) const SEVERITY: Severity = Severity::Info;

/// The most terms for whose words the whole draft is read.
const MAX_LOOKED_FOR: usize = 20;

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let Some(uses) = context.term_uses() else { return };
    if uses.terms.is_empty() {
        return;
    }
    // A list of definitions without the text that uses them is an excerpt.
    if uses.terms.iter().filter(|it| it.uses.is_empty()).count() * 2 > uses.terms.len() {
        return;
    }
    let elsewhere = context.outline().kinds_kept_elsewhere(context.document.summaries());
    let kinds = [Kind::Annex, Kind::Appendix, Kind::Article, Kind::Chapter, Kind::Part, Kind::Schedule];
    if kinds.into_iter().any(|kind| elsewhere.contains(kind)) {
        return;
    }
    let mut looked_for = 0;
    for term in uses.terms.iter().filter(|it| it.uses.is_empty() && !it.is_shared) {
        if !is_plain(term)
            || !is_defined_as_meaning(context, term.site)
            || !is_in_force(context.document, term.site)
            || is_used_with_another(context.document, &uses.terms, term)
        {
            continue;
        }
        looked_for += 1;
        if looked_for > MAX_LOOKED_FOR || may_stand_in_other_forms(context.document, term.site.block, &term.term) {
            continue;
        }
        let message = format!("`{}` is defined here and not used in this draft", term.term);
        let definition = &context.draft().block(term.site.block).definitions[term.site.index];
        let range = context.draft().range(term.site.block, definition.term.clone());
        found.push(CrossDraftFinding::new(range, message));
    }
}

/// Returns whether a term is used in the words in which it is defined, if at all: `territory of a Party` may also be that of
/// the other Party, and `Payment(s)` one of them.
fn is_plain(term: &UsedTerm) -> bool {
    const MAX_WORDS: usize = 3;
    let lexicon = Lexicon::of(term.language);
    let is_part = |word: &str| {
        matches!(
            lexicon.word(word),
            Some(Word::Of | Word::The | Word::Indefinite | Word::And | Word::Or | Word::To | Word::Link)
        )
    };
    // 资源的利用: no spaces separate words.
    let is_han_part = |character: char| is_han(character) && is_part(&character.to_string());
    let is_sign = |sign: char| !sign.is_alphabetic() && !matches!(sign, ' ' | '-' | '’' | '\'' | '《' | '》');
    let words = term.term.split_whitespace().skip(usize::from(
        term.language != Language::Ar && {
            // “the Fund” is used without its article.
            term.term.split_whitespace().next().is_some_and(|word| lexicon.word(word) == Some(Word::The))
        },
    ));
    !term.term.contains(is_sign)
        && !term.term.contains(is_han_part)
        && words.clone().count() <= MAX_WORDS
        && !words.into_iter().any(is_part)
}

/// Returns whether a definition states a meaning. A short name in a preamble is often given for its own sake.
fn is_defined_as_meaning(context: &WorkspaceContext<'_>, site: DefinitionRef) -> bool {
    context.draft().block(site.block).definitions[site.index].basis == DefinitionBasis::Means
}
