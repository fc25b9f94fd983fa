//! A cache of the findings in a draft, grouped by the input of the rules, with places relative to blocks. After an edit
//! only the rules whose input changed run again.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{BlockFlags, BlockId, parallel};
use travaux_model::config::{Profile, Settings};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::outline::{Invalidation, Outline, OutlineSplice, ProvisionId};
use travaux_model::splice::Splice;

use crate::allowances::without_allowed;
use crate::context::DraftContext;
use crate::cross_draft::CrossDraftFindings;
use crate::finding::Finding;
use crate::numbered_lists::{lists_in_articles, lists_of_headings};
use crate::wording_index::WordingIndex;
use crate::{Check, Rule, enabled};

/// The cached findings in a draft, without those of rules that compare drafts.
pub(crate) struct LintCache {
    /// Findings of rules that check single blocks, ordered by block.
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
        let end = context.summaries().end();
        let batch_count = context.summaries().len().div_ceil(BATCH_BLOCKS);
        let in_blocks = parallel::map(batch_count, 2, |batch| {
            let [first, next] = [batch, batch + 1].map(|it| BlockId::of(it * BATCH_BLOCKS).min(end));
            check_blocks(context, BlockId::range(first..next))
        });
        LintCache {
            in_blocks: in_blocks.into_iter().flatten().collect(),
            in_article_lists: check_article_lists(context, ProvisionId::FIRST..context.outline().end()),
            in_heading_lists: check_heading_lists(context),
            in_draft: check_draft(context),
            wordings: WordingIndex::all(context),
        }
    }

    /// The cache after an edit of the draft; `None` if the edit invalidates too much.
    pub(crate) fn after(self, before: &Document, document: &Document, context: &DraftContext<'_>) -> Option<LintCache> {
        let edited = Outline::splice_between(before.summaries(), document.summaries());
        if Arc::ptr_eq(&before.outline, &document.outline) {
            return Some(self.after_wording(context, &edited));
        }
        let splice = &document.origin.as_ref().filter(|it| it.is(&before.outline))?.splice;
        let others = || {
            let outlines = (&*before.outline, before.summaries());
            let invalidation = document.outline.invalidated(document.summaries(), outlines, splice)?;
            Some(self.after_structure(context, splice, &edited, invalidation))
        };
        let (in_heading_lists, others) =
            parallel::join(context.summaries().len(), || check_heading_lists(context), others);
        others.map(|others| LintCache { in_heading_lists, ..others })
    }

    /// Updates the cache after an edit that left the summaries of the edited blocks equal, so that no other block is
    /// affected.
    fn after_wording(mut self, context: &DraftContext<'_>, edited: &Splice) -> LintCache {
        let first = self.in_blocks.partition_point(|it| it.finding.block() < edited.removed.start);
        let last = self.in_blocks.partition_point(|it| it.finding.block() < edited.removed.end);
        self.in_blocks.splice(first..last, check_blocks(context, BlockId::range(edited.inserted.clone())));
        self.wordings = self.wordings.into_iter().map(|it| it.after(context, edited)).collect();
        self
    }

    /// Updates the cache after an edit that changed the outline, except for the lists of headings.
    fn after_structure(
        self,
        context: &DraftContext<'_>,
        splice: &OutlineSplice,
        edited: &Splice,
        invalidation: Invalidation,
    ) -> LintCache {
        // Blocks outside the splice of the outline may have been edited since the last lint.
        let blocks = splice.blocks.union(edited);
        let inserted = &blocks.inserted;
        // Only a final text is linted for brackets within brackets.
        let enclosed = invalidation.enclosed.into_iter().filter(|_| context.settings.profile == Profile::Final);
        let mut affected: Vec<BlockId> = invalidation.blocks.into_iter().filter(|it| !inserted.contains(it)).collect();
        affected.extend(enclosed.filter(|it| !inserted.contains(it)));
        affected.extend(BlockId::range(inserted.clone()));
        // Findings with a related place in the splice are computed again.
        let related = self.in_blocks.iter().filter(|it| it.finding.relates_to_replaced(&blocks));
        affected.extend(related.filter_map(|it| blocks.map(it.finding.block())));
        // Concatenated sorted lists: a stable sort merges them in linear time.
        affected.sort();
        affected.dedup();
        let is_affected = |it: &CachedFinding| affected.binary_search(&it.finding.block()).is_ok();
        let reused = self.in_blocks.into_iter().filter_map(|it| it.spliced(&blocks).filter(|it| !is_affected(it)));
        let mut in_blocks: Vec<CachedFinding> = reused.collect();
        in_blocks.extend(check_blocks(context, affected.iter().copied()));
        in_blocks.sort_by_key(|it| it.finding.block());
        let in_article_lists = if invalidation.affects_bracketed_provisions {
            check_article_lists(context, ProvisionId::FIRST..context.outline().end())
        } else {
            let reused = self.in_article_lists.into_iter().filter_map(|it| it.spliced(&splice.blocks));
            reused.chain(check_article_lists(context, splice.provisions.inserted.clone())).collect()
        };
        LintCache {
            in_blocks,
            in_article_lists,
            in_heading_lists: Vec::new(),
            in_draft: check_draft(context),
            wordings: self.wordings.into_iter().map(|it| it.after(context, &blocks)).collect(),
        }
    }

    /// Returns the findings in the form in which they are published, in the order of the text. `cross_draft` is `None`
    /// until the draft was compared with others.
    pub(crate) fn diagnostics(
        &self,
        document: &Document,
        settings: &Settings,
        cross_draft: Option<&CrossDraftFindings>,
    ) -> Vec<Diagnostic> {
        let all = [&self.in_blocks, &self.in_article_lists, &self.in_heading_lists, &self.in_draft];
        let own = all.into_iter().flatten().map(|it| it.finding.diagnostic(it.rule, &document.draft, settings));
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

fn check_blocks(context: &DraftContext<'_>, blocks: impl Iterator<Item = BlockId>) -> Vec<CachedFinding> {
    let block_rules = enabled(context.settings).filter_map(|rule| match rule.check {
        Check::Block(check, flag) => Some((rule, check, flag)),
        Check::List(_) | Check::Draft(_) | Check::Wordings(..) | Check::Workspace(_) | Check::Allowances => None,
    });
    let checks: Vec<_> = block_rules.collect();
    let mut all = Vec::new();
    let mut found = Vec::new();
    for id in blocks {
        let flags = context.summaries().flags(id);
        let block = context.block(id);
        for (rule, check, _) in checks.iter().filter(|(.., flag)| flags.contains(*flag)) {
            check(&block, &mut found);
            all.extend(found.drain(..).map(|finding| CachedFinding { rule, finding }));
        }
    }
    all
}

/// Returns the findings in the numbered lists of articles among the given provisions.
fn check_article_lists(context: &DraftContext<'_>, ids: Range<ProvisionId>) -> Vec<CachedFinding> {
    check_lists(context, &lists_in_articles(context.outline(), ids))
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
