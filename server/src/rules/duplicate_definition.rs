//! # duplicate-definition
//!
//! A term is defined twice.
//!
//! Two definitions of one term are two meanings, and a reader may rely on either. Mostly one was moved to the article
//! on the use of terms and its old place forgotten.
//!
//! A term may be defined for one article alone; so two definitions in different articles are reported only if both
//! articles define several terms, as an article on the use of terms does.
//!
//! ```treaty
//! Article 1
//!
//! (a) “Freezing” means a temporary prohibition;
//!
//! (b) “Property” means assets of every kind;
//!
//! (c) “Freezing” means a temporary assumption of custody.
//!      ^^^^^^^^ `Freezing` is already defined in article 1 (a)
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) يقصد بتعبير "التجميد" حظر مؤقت؛
//!
//! (ب) يقصد بتعبير "الممتلكات" الموجودات بكل أنواعها؛
//!
//! (ج) يقصد بتعبير "التجميد" تولي الحراسة مؤقتا.
//!                  ^^^^^^^ `التجميد` is already defined in article 1 (a)
//! ```
//!
//! ```treaty
//! Article 1
//!
//! (a) “Freezing” means a temporary prohibition;
//!
//! (b) “Property” means assets of every kind.
//!
//! Article 2
//!
//! For the purposes of this article, “property” means land.
//! ```
//!
//! **Instead**, keep one of them, or merge the two.

use rustc_hash::FxHashMap;
use travaux_grammar::Kind;
use travaux_grammar::definition::Definition;
use travaux_grammar::lexicon::folded_phrase;

use super::{Finding, Subject};
use crate::diagnostic::Severity;
use crate::outline::ProvisionId;

pub(super) const SEVERITY: Severity = Severity::Warning;

struct Defined<'a> {
    block: usize,
    definition: &'a Definition,
    /// The article that it stands in.
    article: Option<ProvisionId>,
    /// The innermost provision.
    provision: Option<ProvisionId>,
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let outline = subject.outline();
    let mut by_term: FxHashMap<String, Vec<Defined<'_>>> = FxHashMap::default();
    let mut per_article: FxHashMap<Option<ProvisionId>, usize> = FxHashMap::default();
    for (index, block) in subject.blocks() {
        for definition in block.definitions.iter().filter(|it| !it.is_name) {
            let provision = outline.at(index, definition.term.start as usize);
            let article = provision
                .and_then(|id| outline.ancestors(id).find(|it| matches!(outline.provision(*it).kind, Kind::Article | Kind::Annex)));
            *per_article.entry(article).or_default() += 1;
            let term = folded_phrase(block.slice(definition.term.clone()));
            by_term.entry(term).or_default().push(Defined { block: index, definition, article, provision });
        }
    }
    let mut findings = Vec::new();
    for defined in by_term.values().filter(|it| it.len() > 1) {
        for (place, later) in defined.iter().enumerate().skip(1) {
            let earlier = defined[..place].iter().find(|earlier| {
                let both_define = per_article[&earlier.article] > 1 && per_article[&later.article] > 1;
                let is_same = earlier.article == later.article && earlier.provision != later.provision;
                let is_alternative = is_bracketed(subject, earlier) && is_bracketed(subject, later);
                (is_same || (earlier.article != later.article && both_define)) && !is_alternative
            });
            findings.extend(earlier.map(|earlier| finding(subject, earlier, later)));
        }
    }
    found.append(&mut findings);
}

/// Whether a definition stands in a bracket from its label on: one of several versions.
fn is_bracketed(subject: &Subject<'_>, defined: &Defined<'_>) -> bool {
    let brackets = &subject.draft().blocks[defined.block].brackets.list;
    let term = &defined.definition.term;
    let around = |bracket: &travaux_grammar::bracket::Bracket| {
        bracket.open < term.start && bracket.close.is_none_or(|close| close >= term.end)
    };
    brackets.iter().any(around)
        || defined.provision.is_some_and(|id| subject.outline().provision(id).bracket.is_some())
}

fn finding(subject: &Subject<'_>, earlier: &Defined<'_>, later: &Defined<'_>) -> Finding {
    let (draft, outline) = (subject.draft(), subject.outline());
    let term = draft.blocks[later.block].slice(later.definition.term.clone());
    let address = earlier.provision.map(|id| outline.address(id)).filter(|it| !it.is_empty());
    let message = match address {
        Some(address) => format!("`{term}` is already defined in {address}"),
        None => format!("`{term}` is already defined"),
    };
    let first = draft.range(earlier.block, earlier.definition.term.clone());
    Finding::new(draft.range(later.block, later.definition.term.clone()), message).related(first, "first defined here")
}
