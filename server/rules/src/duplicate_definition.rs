//! # duplicate-definition
//!
//! A term is defined twice.
//!
//! Two definitions of one term are two meanings, and a reader may rely on either. Mostly one was moved to the article
//! on the use of terms and its old place forgotten.
//!
//! `Includes` adds to a meaning and gives no second one; and an annex, or another language's text in the same file, may
//! define for itself. A term may be defined for one article alone; so two definitions in different articles are reported only if both
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
//! ```treaty
//! Article 1
//!
//! 1. “Establishment” means a fixed place; “State” means a Party.
//!
//! 2. “Establishment” includes a branch.
//! ```
//!
//! **Instead**, keep one of them, or merge the two.

use rustc_hash::FxHashMap;
use travaux_grammar::bracket::Bracket;
use travaux_grammar::definition::{Basis, Definition};
use travaux_grammar::lexicon::folded_phrase;
use travaux_grammar::{Block, Kind, Language};

use super::{Fact, Finding, Subject};
use travaux_model::diagnostic::Severity;
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// A term, its language, and the instrument and the annex in which it means what is said.
type Key = (String, Language, usize, Option<ProvisionId>);

struct Defined<'a> {
    block: usize,
    definition: &'a Definition,
    /// The article that it stands in.
    article: Option<ProvisionId>,
    /// The innermost provision.
    provision: Option<ProvisionId>,
    /// Whether it is one of several versions.
    bracketed: bool,
}

/// The terms that a block may define.
pub(super) fn facts(document: &Document, index: usize, block: &Block, facts: &mut Vec<Fact>) {
    let outline = &document.outline;
    let mut around = Around::of(block);
    for definition in block.definitions.iter().filter(|it| matches!(it.basis, Basis::Said | Basis::Listed)) {
        let provision = outline.at(index, definition.term.start as usize);
        let term = block.slice(definition.term.clone());
        let counts = outline.counts(&document.draft, index, definition);
        let in_bracket = |id| outline.bracket(outline.provision(id)).is_some();
        let bracketed = around.holds(definition) || provision.is_some_and(in_bracket);
        // A message names the provision, and who else is in its article counts.
        let address = provision.map(|id| outline.address(id));
        let words = format!("{counts} {provision:?} {address:?} {bracketed} {:?} {term}", block.language);
        facts.push(Fact { words, place: definition.term.clone() });
    }
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let outline = subject.outline();
    let mut by_term: FxHashMap<Key, Vec<Defined<'_>>> = FxHashMap::default();
    let mut per_article: FxHashMap<Option<ProvisionId>, usize> = FxHashMap::default();
    let definitions = outline.definitions(subject.draft());
    let meant =
        definitions.into_iter().filter(|(_, it)| matches!(it.basis, Basis::Said | Basis::Listed)).collect::<Vec<_>>();
    for of_block in meant.chunk_by(|a, b| a.0 == b.0) {
        let index = of_block[0].0;
        let block = &subject.draft().blocks[index];
        let mut around = Around::of(block);
        for (_, definition) in of_block {
            let provision = outline.at(index, definition.term.start as usize);
            let article = provision.and_then(|id| {
                outline.ancestors(id).find(|it| matches!(outline.provision(*it).kind, Kind::Article | Kind::Annex))
            });
            *per_article.entry(article).or_default() += 1;
            let bracketed = around.holds(definition)
                || provision.is_some_and(|id| outline.bracket(outline.provision(id)).is_some());
            let term = folded_phrase(block.slice(definition.term.clone()));
            let annex =
                provision.and_then(|id| outline.ancestors(id).find(|it| outline.provision(*it).kind == Kind::Annex));
            let key = (term, block.language, provision.map_or(0, |id| outline.instrument(id)), annex);
            by_term.entry(key).or_default().push(Defined { block: index, definition, article, provision, bracketed });
        }
    }
    // An article that defines one term alone defines it for itself.
    by_term.values_mut().for_each(|defined| defined.retain(|it| per_article[&it.article] > 1));
    let mut findings = Vec::new();
    for defined in by_term.values().filter(|it| it.len() > 1) {
        let mut all = Firsts::default();
        let mut agreed = Firsts::default();
        for later in defined {
            let earlier = if later.bracketed { &agreed } else { &all }.elsewhere(later);
            findings.extend(earlier.map(|earlier| finding(subject, earlier, later)));
            all.hold(later);
            if !later.bracketed {
                agreed.hold(later);
            }
        }
    }
    found.append(&mut findings);
}

/// Which of a block's brackets stand around its terms, for one term after the other.
struct Around<'b> {
    brackets: std::iter::Peekable<std::slice::Iter<'b, Bracket>>,
    /// Where the last of the brackets that open before a term closes.
    to: u32,
}

impl Around<'_> {
    fn of(block: &Block) -> Around<'_> {
        Around { brackets: block.brackets.list.iter().peekable(), to: 0 }
    }

    fn holds(&mut self, definition: &Definition) -> bool {
        while let Some(bracket) = self.brackets.next_if(|it| it.open < definition.term.start) {
            self.to = self.to.max(bracket.close.unwrap_or(u32::MAX));
        }
        self.to >= definition.term.end
    }
}

/// The first definition of a term, and the first that stands in another provision than that: every later one is at
/// home in neither or in one of the two.
#[derive(Default)]
struct Firsts<'d, 'a> {
    first: Option<&'d Defined<'a>>,
    second: Option<&'d Defined<'a>>,
}

impl<'d, 'a> Firsts<'d, 'a> {
    fn hold(&mut self, defined: &'d Defined<'a>) {
        match self.first {
            None => self.first = Some(defined),
            Some(first) if first.provision != defined.provision => {
                self.second.get_or_insert(defined);
            }
            Some(_) => {}
        }
    }

    /// The first in another provision than this one.
    fn elsewhere(&self, defined: &Defined<'a>) -> Option<&'d Defined<'a>> {
        [self.first, self.second].into_iter().flatten().find(|it| it.provision != defined.provision)
    }
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
