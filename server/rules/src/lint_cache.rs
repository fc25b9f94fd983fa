//! A cache of the findings in a draft, grouped by the input of the rules, with places relative to blocks. After an edit
//! only the rules whose input changed run again.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{BlockFlags, BlockId, Draft, parallel};
use travaux_model::config::{Profile, Settings};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::outline::{Invalidation, OutlineSplice, ProvisionId};
use travaux_model::splice::Splice;

use crate::allowances::without_allowed;
use crate::context::{BlockContext, DraftContext, TextContext};
use crate::cross_draft::CrossDraftFindings;
use crate::finding::Finding;
use crate::numbered_lists::{lists_in_articles, lists_of_headings};
use crate::wording_index::WordingIndex;
use crate::{Check, Rule, enabled};

/// The cached findings in a draft, without those of rules that compare drafts.
pub(crate) struct LintCache {
    /// Findings of rules that check the text of single blocks, ordered by block.
    in_texts: Vec<CachedFinding>,
    /// Findings of rules that check single blocks in their draft, ordered by block.
    in_blocks: Vec<CachedFinding>,
    /// Findings in the numbered lists of articles.
    in_article_lists: Vec<CachedFinding>,
    /// Findings in the lists of headings.
    in_heading_lists: Vec<CachedFinding>,
    /// Findings of rules that depend on the outline and the summaries of all blocks.
    in_draft: Vec<CachedFinding>,
    /// The indices of the rules that compare wordings, with their findings.
    wordings: Vec<WordingIndex>,
}

/// What of a cache is reused after an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reuse {
    /// Only what does not depend on the structure of the draft.
    Texts,
    /// Also what depends on the structure.
    Structure,
    /// Everything: the findings are the same, at the same lines and columns.
    All,
}

struct CachedFinding {
    rule: &'static Rule,
    finding: Finding,
}

impl CachedFinding {
    fn spliced(self, blocks: &Splice) -> Option<CachedFinding> {
        Some(CachedFinding { finding: self.finding.spliced(blocks)?, ..self })
    }
}

impl LintCache {
    /// Runs all rules on a draft.
    pub(crate) fn of(context: &DraftContext<'_>) -> LintCache {
        LintCache::with(in_batches(context, check_texts), WordingIndex::all(context), context)
    }

    /// Runs all rules that depend on the structure of a draft. The findings of the others are given.
    fn with(in_texts: Vec<CachedFinding>, wordings: Vec<WordingIndex>, context: &DraftContext<'_>) -> LintCache {
        LintCache {
            in_texts,
            in_blocks: in_batches(context, |context, blocks| check_blocks(context, BlockId::range(blocks))),
            in_article_lists: check_article_lists(context, ProvisionId::FIRST..context.outline().end()),
            in_heading_lists: check_heading_lists(context),
            in_draft: check_draft(context),
            wordings,
        }
    }

    /// Updates the cache after an edit of the draft in some blocks.
    pub(crate) fn after(
        self,
        before: &Document,
        document: &Document,
        context: &DraftContext<'_>,
        edited: &Splice,
    ) -> (LintCache, Reuse) {
        let had_findings = self.has_findings_in(&edited.removed, before);
        let cache = LintCache { in_texts: texts_after(self.in_texts, context, edited), ..self };
        if Arc::ptr_eq(&before.outline, &document.outline) {
            let cache = cache.after_wording(context, edited);
            let is_equal = edited.one_for_one().is_some()
                && before.text.lines() == document.text.lines()
                && !had_findings
                && !cache.has_findings_in(&edited.inserted, document);
            return (cache, if is_equal { Reuse::All } else { Reuse::Structure });
        }
        let splice = document.origin.as_ref().filter(|it| it.is(&before.outline)).map(|it| &it.splice);
        let invalidated = splice.and_then(|splice| {
            let outlines = (&*before.outline, before.summaries());
            Some((splice, document.outline.invalidated(document.summaries(), outlines, splice)?))
        });
        match invalidated {
            Some((splice, invalidation)) => {
                (cache.after_structure(context, splice, edited, invalidation), Reuse::Structure)
            }
            None => {
                let wordings = cache.wordings.into_iter().map(|it| it.after(context, edited)).collect();
                (LintCache::with(cache.in_texts, wordings, context), Reuse::Texts)
            }
        }
    }

    /// Returns whether there are findings in some blocks of the document, or something that affects findings elsewhere.
    fn has_findings_in(&self, blocks: &Range<BlockId>, document: &Document) -> bool {
        let lists = [&self.in_texts, &self.in_blocks, &self.in_article_lists, &self.in_heading_lists, &self.in_draft];
        let allows = |id| document.summaries().flags(id).contains(BlockFlags::ALLOWANCE);
        lists.into_iter().flatten().any(|it| it.finding.is_in(blocks))
            || self.wordings.iter().any(|it| it.has_wordings_in(blocks))
            || BlockId::range(blocks.clone()).any(allows)
    }

    /// Updates the cache after an edit that left the summaries of the edited blocks equal, so that no other block is
    /// affected.
    fn after_wording(mut self, context: &DraftContext<'_>, edited: &Splice) -> LintCache {
        replace(&mut self.in_blocks, edited, check_blocks(context, BlockId::range(edited.inserted.clone())));
        self.wordings = self.wordings.into_iter().map(|it| it.after(context, edited)).collect();
        self
    }

    /// Updates the cache after an edit that changed the outline.
    fn after_structure(
        self,
        context: &DraftContext<'_>,
        splice: &OutlineSplice,
        edited: &Splice,
        invalidation: Invalidation,
    ) -> LintCache {
        // Blocks outside the splice of the outline may have been edited since the last lint.
        let blocks = splice.blocks.union(edited);
        let (in_lists, others) = parallel::join(
            context.summaries().len(),
            || lists_after((self.in_article_lists, self.in_heading_lists), context, splice, &invalidation),
            || {
                let wordings = self.wordings.into_iter().map(|it| it.after(context, &blocks)).collect();
                (blocks_after(self.in_blocks, context, &blocks, &invalidation), check_draft(context), wordings)
            },
        );
        let (in_article_lists, in_heading_lists) = in_lists;
        let (in_blocks, in_draft, wordings) = others;
        LintCache { in_texts: self.in_texts, in_blocks, in_article_lists, in_heading_lists, in_draft, wordings }
    }

    /// Returns the findings in the form that `published` gives them, in the order of the text. `cross_draft` is `None`
    /// until the draft was compared with others.
    pub(crate) fn diagnostics(
        &self,
        document: &Document,
        settings: &Settings,
        cross_draft: Option<&CrossDraftFindings>,
        published: fn(&Finding, &Rule, &Draft, &Settings) -> Diagnostic,
    ) -> Vec<Diagnostic> {
        let all = [&self.in_texts, &self.in_blocks, &self.in_article_lists, &self.in_heading_lists, &self.in_draft];
        let own = all.into_iter().flatten().map(|it| published(&it.finding, it.rule, &document.draft, settings));
        let own = own.chain(self.wordings.iter().flat_map(|it| it.diagnostics(&document.draft, settings)));
        let found = own.chain(cross_draft.into_iter().flat_map(|it| it.diagnostics(settings))).collect();
        let allowing: Vec<BlockId> = document.draft.blocks_with(BlockFlags::ALLOWANCE).map(|it| it.0).collect();
        let mut found = without_allowed(document, settings, &allowing, found, cross_draft.is_some());
        found.sort_by(|a, b| (a.range.start, a.range.end, a.rule).cmp(&(b.range.start, b.range.end, b.rule)));
        found
    }
}

/// The number of blocks that one thread checks at a time.
const BATCH_BLOCKS: usize = 256;

/// Calls a function with batches of blocks, on several threads, and concatenates the results.
fn in_batches(
    context: &DraftContext<'_>,
    check: impl Fn(&DraftContext<'_>, Range<BlockId>) -> Vec<CachedFinding> + Sync,
) -> Vec<CachedFinding> {
    let end = context.summaries().end();
    let batches = parallel::map(context.summaries().len().div_ceil(BATCH_BLOCKS), 2, |batch| {
        let [first, next] = [batch, batch + 1].map(|it| BlockId::of(it * BATCH_BLOCKS).min(end));
        check(context, first..next)
    });
    batches.into_iter().flatten().collect()
}

/// Replaces the findings in edited blocks. Blocks outside the splice keep their ids.
fn replace(findings: &mut Vec<CachedFinding>, edited: &Splice, new: Vec<CachedFinding>) {
    let first = findings.partition_point(|it| it.finding.block() < edited.removed.start);
    let last = findings.partition_point(|it| it.finding.block() < edited.removed.end);
    findings.splice(first..last, new);
}

/// Returns the findings in texts after an edit. Only the edited texts are checked.
fn texts_after(before: Vec<CachedFinding>, context: &DraftContext<'_>, edited: &Splice) -> Vec<CachedFinding> {
    let new = check_texts(context, edited.inserted.clone());
    if edited.one_for_one().is_some() {
        let mut findings = before;
        replace(&mut findings, edited, new);
        return findings;
    }
    let mut reused = before.into_iter().filter_map(|it| it.spliced(edited)).peekable();
    let mut findings: Vec<CachedFinding> = Vec::with_capacity(reused.size_hint().1.unwrap_or_default() + new.len());
    while let Some(first) = reused.next_if(|it| it.finding.block() < edited.inserted.start) {
        findings.push(first);
    }
    findings.extend(new);
    findings.extend(reused);
    findings
}

/// Returns the findings in blocks after an edit of the structure: those of the edited and the affected blocks anew.
fn blocks_after(
    before: Vec<CachedFinding>,
    context: &DraftContext<'_>,
    blocks: &Splice,
    invalidation: &Invalidation,
) -> Vec<CachedFinding> {
    let is_outside = |it: &BlockId| !blocks.inserted.contains(it);
    // Only a final text is linted for brackets within brackets.
    let enclosed = invalidation.enclosed.iter().filter(|_| context.settings.profile == Profile::Final);
    let mut affected: Vec<BlockId> = invalidation.blocks.iter().chain(enclosed).copied().filter(is_outside).collect();
    affected.extend(BlockId::range(blocks.inserted.clone()));
    // Findings with a related place in the splice are computed again.
    let related = before.iter().filter(|it| it.finding.relates_to_replaced(blocks));
    affected.extend(related.filter_map(|it| blocks.map(it.finding.block())));
    // Concatenated sorted lists: a stable sort merges them in linear time.
    affected.sort();
    affected.dedup();
    let is_affected = |it: &CachedFinding| affected.binary_search(&it.finding.block()).is_ok();
    let reused = before.into_iter().filter_map(|it| it.spliced(blocks).filter(|it| !is_affected(it)));
    let mut findings: Vec<CachedFinding> = reused.collect();
    findings.extend(check_blocks(context, affected.iter().copied()));
    findings.sort_by_key(|it| it.finding.block());
    findings
}

/// Returns the findings in the lists of articles and in those of headings after an edit of the structure.
fn lists_after(
    (in_articles, of_headings): (Vec<CachedFinding>, Vec<CachedFinding>),
    context: &DraftContext<'_>,
    splice: &OutlineSplice,
    invalidation: &Invalidation,
) -> (Vec<CachedFinding>, Vec<CachedFinding>) {
    if invalidation.affects_bracketed_provisions {
        let all = ProvisionId::FIRST..context.outline().end();
        return (check_article_lists(context, all), check_heading_lists(context));
    }
    if invalidation.leaves_provisions {
        let is_same = invalidation.leaves_titles;
        return (in_articles, if is_same { of_headings } else { check_heading_lists(context) });
    }
    let block = |id: ProvisionId| context.outline().provision(id).block;
    let is_own = |it: &CachedFinding, ids: &Range<ProvisionId>| {
        (block(ids.start)..block(ids.end.previous().unwrap_or(ids.start)).next()).contains(&it.finding.block())
    };
    let reused = in_articles.into_iter().filter_map(|it| it.spliced(&splice.blocks));
    let reused = reused.filter(|it| !invalidation.own_lists.iter().any(|ids| is_own(it, ids)));
    let ids = invalidation.own_lists.iter().chain([&splice.provisions.inserted]);
    let in_articles = reused.chain(ids.flat_map(|ids| check_article_lists(context, ids.clone()))).collect();
    (in_articles, check_heading_lists(context))
}

/// A rule that checks blocks with a flag, with its function.
type BlockRule<C> = (&'static Rule, fn(&C, &mut Vec<Finding>), BlockFlags);

fn check_texts<'a>(context: &DraftContext<'a>, blocks: Range<BlockId>) -> Vec<CachedFinding> {
    let rules = enabled(context.settings).filter_map(|rule| -> Option<BlockRule<TextContext<'a>>> {
        match rule.check {
            Check::Text(check, flag) => Some((rule, check, flag)),
            Check::Block(..)
            | Check::List(_)
            | Check::Draft(_)
            | Check::Wordings(..)
            | Check::Workspace(_)
            | Check::Allowances
            | Check::Positions => None,
        }
    });
    check_each(context, BlockId::range(blocks), rules.collect(), |id| context.text(id))
}

fn check_blocks<'a>(context: &DraftContext<'a>, blocks: impl Iterator<Item = BlockId>) -> Vec<CachedFinding> {
    let rules = enabled(context.settings).filter_map(|rule| -> Option<BlockRule<BlockContext<'a>>> {
        match rule.check {
            Check::Block(check, flag) => Some((rule, check, flag)),
            Check::Text(..)
            | Check::List(_)
            | Check::Draft(_)
            | Check::Wordings(..)
            | Check::Workspace(_)
            | Check::Allowances
            | Check::Positions => None,
        }
    });
    check_each(context, blocks, rules.collect(), |id| context.block(id))
}

/// Returns the findings of some rules in some blocks. `input` returns what the rules are given of a block.
fn check_each<C>(
    context: &DraftContext<'_>,
    blocks: impl Iterator<Item = BlockId>,
    rules: Vec<BlockRule<C>>,
    input: impl Fn(BlockId) -> C,
) -> Vec<CachedFinding> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    for id in blocks {
        let flags = context.summaries().flags(id);
        let input = input(id);
        for (rule, check, _) in rules.iter().filter(|(.., flag)| flags.contains(*flag)) {
            check(&input, &mut found);
            all.extend(found.drain(..).map(|finding| CachedFinding { rule, finding }));
        }
    }
    all
}

/// Returns the findings in the numbered lists of articles among the given provisions.
fn check_article_lists(context: &DraftContext<'_>, ids: Range<ProvisionId>) -> Vec<CachedFinding> {
    check_lists(context, &lists_in_articles(context.summaries(), context.outline(), ids))
}

fn check_heading_lists(context: &DraftContext<'_>) -> Vec<CachedFinding> {
    check_lists(context, &lists_of_headings(context.summaries(), context.outline()))
}

fn check_lists(context: &DraftContext<'_>, lists: &[Vec<ProvisionId>]) -> Vec<CachedFinding> {
    run(context, |rule, found| {
        if let Check::List(check) = rule.check {
            lists.iter().for_each(|list| check(context, list, found));
        }
    })
}

fn check_draft(context: &DraftContext<'_>) -> Vec<CachedFinding> {
    run(context, |rule, found| {
        if let Check::Draft(check) = rule.check {
            check(context, found);
        }
    })
}

/// Calls a function with every enabled rule and collects the findings.
fn run(context: &DraftContext<'_>, check: impl Fn(&Rule, &mut Vec<Finding>)) -> Vec<CachedFinding> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    for rule in enabled(context.settings) {
        check(rule, &mut found);
        all.extend(found.drain(..).map(|finding| CachedFinding { rule, finding }));
    }
    all
}
