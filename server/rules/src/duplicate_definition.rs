//! # duplicate-definition
//!
//! A term is defined twice.
//!
//! Two definitions of one term give it two meanings, and a reader may rely on either. Usually a definition was moved to
//! the article on the use of terms and not deleted in its old place. Guideline 14 of the Joint Practical Guide of the
//! European Union has terms defined together in a single article.
//!
//! `Includes` extends a meaning and is not a second definition. An annex, or the text of another language in the same
//! file, may have definitions of its own. A term may also be defined for one article alone, so two definitions in
//! different articles are reported only if both articles define several terms, as an article on the use of terms does.
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
//! Chapter 1
//!
//! Article 1
//!
//! (a) “Gate” means a barrier;
//!
//! (b) “Key” means a token.
//!
//! Chapter 2
//!
//! Article 2
//!
//! (a) “Gate” means a place of entry;
//!
//! (b) “Toll” means a charge.
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
//! The words before a list, or before the term, may also name the chapter or the article for which they define it, even if the
//! draft does not show where the chapter begins:
//!
//! ```treaty
//! Article 601
//!
//! For the purposes of this Chapter:
//!
//! (a) “Gate” means a barrier;
//!
//! (b) “Key” means a token.
//!
//! Article 801
//!
//! For the purposes of this Chapter:
//!
//! (a) “Gate” means a place of entry;
//!
//! (b) “Toll” means a charge.
//! ```
//!
//! ```treaty
//! المادة 601
//!
//! لأغراض هذا الفصل:
//!
//! (أ) يقصد بتعبير "البوابة" حاجز؛
//!
//! (ب) يقصد بتعبير "المفتاح" رمز.
//!
//! المادة 801
//!
//! لأغراض هذا الفصل:
//!
//! (أ) يقصد بتعبير "البوابة" مدخل؛
//!
//! (ب) يقصد بتعبير "الرسم" مبلغ.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! （一）“港口”是指场所；
//!
//! （二）“船舶”是指船只。
//!
//! 第九条
//!
//! 就本章而言：
//!
//! （一）“港口”是指码头；
//!
//! （二）“费用”是指款项。
//! ```
//!
//! ```treaty
//! Article 1
//!
//! For the purposes of this Convention:
//!
//! (a) “Gate” means a barrier;
//!
//! (b) “Key” means a token.
//!
//! Article 9
//!
//! For the purposes of this Convention:
//!
//! (a) “Gate” means a place of entry;
//!      ^^^^ `Gate` is already defined in article 1 (a)
//!
//! (b) “Toll” means a charge.
//! ```
//!
//! **Instead**, keep one of the definitions, or merge them.

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockId, DefinitionBasis, Kind, Language, folded_phrase};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{DefinitionRef, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

/// Identifies definitions that must not be repeated: the term, the case to which it is limited, its language, and the
/// instrument and the chapter, part or annex for which it is defined. A chapter may define a term anew for itself.
type Key = (String, Option<u64>, Language, usize, Option<ProvisionId>);

/// A definition is not deeper in the lists of its article.
const MAX_LIST_DEPTH: usize = 4;

/// A paragraph that repeats so many definitions is a copy.
const MIN_DEFINITIONS_OF_COPY: usize = 3;

struct Defined {
    site: DefinitionRef,
    /// The enclosing article or annex.
    article: Option<ProvisionId>,
    /// The innermost provision.
    provision: Option<ProvisionId>,
    /// Whether it is in brackets, so that it may be one of several versions.
    is_bracketed: bool,
}

pub(super) fn check(context: &DraftContext<'_>, found: &mut Vec<Finding>) {
    let mut by_term: FxHashMap<Key, Vec<Defined>> = FxHashMap::default();
    let mut per_article: FxHashMap<Option<ProvisionId>, usize> = FxHashMap::default();
    for site in context.outline().definitions(context.summaries()) {
        if let Some((key, defined)) = defined(context, site) {
            *per_article.entry(defined.article).or_default() += 1;
            by_term.entry(key).or_default().push(defined);
        }
    }
    // An article that defines a single term defines it for that article only.
    by_term.values_mut().for_each(|defined| defined.retain(|it| per_article[&it.article] > 1));
    let mut repeated: Vec<(BlockId, Finding)> = Vec::new();
    for defined in by_term.values().filter(|it| it.len() > 1) {
        let mut all = Firsts::default();
        let mut agreed = Firsts::default();
        for later in defined {
            let earlier = if later.is_bracketed { &agreed } else { &all }.elsewhere(later);
            repeated.extend(earlier.map(|earlier| (later.site.block, finding(context, earlier, later))));
            all.add(later);
            if !later.is_bracketed {
                agreed.add(later);
            }
        }
    }
    let mut per_block: FxHashMap<BlockId, usize> = FxHashMap::default();
    repeated.iter().for_each(|(block, _)| *per_block.entry(*block).or_default() += 1);
    // A note in reply quotes the whole article in one paragraph.
    let is_copy = |block: BlockId| per_block[&block] >= MIN_DEFINITIONS_OF_COPY;
    found.extend(repeated.into_iter().filter(|(block, _)| !is_copy(*block)).map(|it| it.1));
}

/// Returns a definition with the key by which it is compared; `None` if it does not state the whole meaning of the
/// term.
fn defined(context: &DraftContext<'_>, site: DefinitionRef) -> Option<(Key, Defined)> {
    let outline = context.outline();
    let summary = context.summaries().get(site.block);
    let definition = &summary.definitions[site.index];
    if !matches!(definition.basis, DefinitionBasis::Means | DefinitionBasis::Listed) {
        return None;
    }
    let provision = outline.defined_in(context.summaries(), site);
    let is_bracketed =
        definition.is_bracketed || provision.is_some_and(|id| outline.bracket(outline.provision(id)).is_some());
    let around = |test: &dyn Fn(Kind) -> bool| {
        provision.and_then(|id| outline.ancestors(id).find(|it| test(outline.provision(*it).kind)))
    };
    let article = around(&|kind| kind.is_article() || kind.is_annex());
    // The file may have lost the heading of the chapter for which an article defines a term.
    let scope = match definition.scope.or_else(|| scope_of_list(context, site, provision?)) {
        Some(kind) => around(&|it| it == kind).or(article),
        None => around(&Kind::is_division),
    };
    let instrument = provision.map_or(0, |id| outline.instrument(id));
    let key = (folded_phrase(&definition.term), definition.case, summary.language, instrument, scope);
    Some((key, Defined { site, article, provision, is_bracketed }))
}

/// Returns the kind of the provision for which the words before a list define its terms: those at the beginning of a provision
/// around a definition, up to its article.
fn scope_of_list(context: &DraftContext<'_>, site: DefinitionRef, provision: ProvisionId) -> Option<Kind> {
    const MAX_BLOCKS: u32 = 4;
    let (outline, summaries) = (context.outline(), context.summaries());
    outline.ancestors(provision).take(MAX_LIST_DEPTH).find_map(|id| {
        let first = outline.provision(id).block;
        BlockId::range(first..first.plus(MAX_BLOCKS).min(site.block)).find_map(|it| summaries.get(it).scope_of_list)
    })
}

/// The first definition of a term, and the first definition in another provision. Any later definition is in a
/// different provision from at least one of the two.
#[derive(Default)]
struct Firsts<'d> {
    first: Option<&'d Defined>,
    second: Option<&'d Defined>,
}

impl<'d> Firsts<'d> {
    fn add(&mut self, defined: &'d Defined) {
        match self.first {
            None => self.first = Some(defined),
            Some(first) if first.provision != defined.provision => {
                self.second.get_or_insert(defined);
            }
            Some(_) => {}
        }
    }

    /// Returns the first definition that is in another provision than the given one.
    fn elsewhere(&self, defined: &Defined) -> Option<&'d Defined> {
        [self.first, self.second].into_iter().flatten().find(|it| it.provision != defined.provision)
    }
}

fn finding(context: &DraftContext<'_>, earlier: &Defined, later: &Defined) -> Finding {
    let outline = context.outline();
    let term = &context.summaries().get(later.site.block).definitions[later.site.index].term;
    let address = earlier.provision.map(|id| outline.address(id)).filter(|it| !it.is_empty());
    let message = match address {
        Some(address) => format!("`{term}` is already defined in {address}"),
        None => format!("`{term}` is already defined"),
    };
    Finding::new(Place::Definition(later.site), message).related(Place::Definition(earlier.site), "first defined here")
}
