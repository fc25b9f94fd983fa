//! What is kept of a lint for the next one: every finding by its block, places relative to it, and apart what rests on
//! single blocks, on numbered lists and on what many blocks say. It knows no rule; the list of rules says which is
//! which.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::Marks;
use travaux_grammar::draft::Way;

use super::across::Across;
use super::compared::Compared;
use super::numbering::{lists_in_articles, lists_of_headings};
use super::{ALL, Check, Fact, Finding, Rule, Spot, Subject, allowed};
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::outline::bearing::{changed, parted};
use travaux_model::outline::{ProvisionId, Reach, Seam};

/// The findings in a draft, as the next lint of it can take them over.
pub(super) struct Kept {
    /// Those of rules that go from block to block, by block.
    of_blocks: Vec<Located>,
    /// Those in the numbered lists of articles.
    of_lists: Vec<Located>,
    /// Those in the lists of headings.
    of_headings: Vec<Located>,
    /// Those of rules that look at the outline.
    of_outline: Vec<Located>,
    /// What rules that compare wordings know, and what they have found.
    compared: Vec<Compared>,
    /// Those of rules that compare facts.
    of_facts: Vec<Located>,
    /// Those of rules that look at everything.
    of_draft: Vec<Located>,
}

/// A finding whose ranges are relative to blocks, so that it moves with them.
struct Located {
    rule: &'static Rule,
    /// The block of the finding and its fix.
    block: u32,
    finding: Finding,
    /// The blocks of what is related to it.
    related: Box<[u32]>,
}

impl Kept {
    /// What every rule finds.
    pub(super) fn of(subject: &Subject<'_>, way: &impl Way) -> Kept {
        let blocks = 0..subject.draft().blocks.len();
        let (of_blocks, others) = way.both(|| in_blocks(subject, blocks), || Kept::without_blocks(subject));
        Kept { of_blocks, ..others }
    }

    fn without_blocks(subject: &Subject<'_>) -> Kept {
        Kept {
            of_blocks: Vec::new(),
            of_lists: in_articles(subject, 0..subject.outline().provisions.len() as ProvisionId),
            of_headings: in_headings(subject),
            of_outline: of_outline(subject),
            compared: Compared::all(subject),
            of_facts: of_facts(subject),
            of_draft: of_draft(subject),
        }
    }

    /// The same for a later state of the draft, where what was found `before` tells.
    pub(super) fn after(
        self,
        before: &Document,
        document: &Document,
        subject: &Subject<'_>,
        way: &impl Way,
    ) -> Option<Kept> {
        if Arc::ptr_eq(&before.outline, &document.outline) {
            let changed = changed(&parted(&before.draft, &document.draft))?;
            return Some(self.after_words(before, subject, changed));
        }
        let seam = &document.origin.as_ref().filter(|it| it.is(&before.outline))?.seam;
        let others = || {
            let reach = document.outline.reach(&document.draft, (&before.outline, &before.draft), seam)?;
            Some(self.after_structure(before, subject, seam, reach))
        };
        let (of_headings, others) = way.both(|| in_headings(subject), others);
        others.map(|others| Kept { of_headings, ..others })
    }

    /// After an edit of some blocks that has left the outline true.
    fn after_words(mut self, before: &Document, subject: &Subject<'_>, changed: Range<usize>) -> Kept {
        let first = self.of_blocks.partition_point(|it| (it.block as usize) < changed.start);
        let behind = self.of_blocks.partition_point(|it| (it.block as usize) < changed.end);
        self.of_blocks.splice(first..behind, in_blocks(subject, changed.clone()));
        self.of_draft = of_draft(subject);
        let blocks = changed.start as u32..changed.end as u32;
        let seam = Seam { gone_blocks: blocks.clone(), new_blocks: blocks, gone: 0..0, new: 0..0 };
        self.compared = compared_after(self.compared, subject, &seam);
        self.of_facts = facts_after(self.of_facts, before, subject, &seam, false);
        self
    }

    /// After an edit that has changed the outline at a seam; without the lists of headings.
    fn after_structure(self, before: &Document, subject: &Subject<'_>, seam: &Seam, reach: Reach) -> Kept {
        // Words may have been edited elsewhere since the last lint.
        let wide = seam.widened(&parted(&before.draft, subject.draft()));
        let new = wide.new_blocks.start as usize..wide.new_blocks.end as usize;
        let mut judged: Vec<usize> =
            reach.blocks.into_iter().filter(|it| !new.contains(it)).chain(new.clone()).collect();
        // What speaks of a place in the seam must say where that is now.
        let speaks_of_seam = |it: &&Located| it.related.iter().any(|block| wide.block(*block).is_none());
        let speaking = self.of_blocks.iter().filter(speaks_of_seam).filter_map(|it| wide.block(it.block));
        judged.extend(speaking.map(|it| it as usize));
        // Lists that are in order each: a stable sort merges them.
        judged.sort();
        judged.dedup();
        let is_judged = |block: u32| judged.binary_search(&(block as usize)).is_ok();
        let kept = self.of_blocks.into_iter().filter_map(|it| it.moved(&wide).filter(|it| !is_judged(it.block)));
        let mut of_blocks: Vec<Located> = kept.collect();
        of_blocks.extend(in_blocks(subject, judged.iter().copied()));
        of_blocks.sort_by_key(|it| it.block);
        let of_lists = if reach.is_bracketed_anew {
            in_articles(subject, 0..subject.outline().provisions.len() as ProvisionId)
        } else {
            let kept = self.of_lists.into_iter().filter_map(|it| it.moved(seam));
            kept.chain(in_articles(subject, seam.new.clone())).collect()
        };
        Kept {
            of_blocks,
            of_lists,
            of_headings: Vec::new(),
            of_outline: of_outline(subject),
            compared: compared_after(self.compared, subject, &wide),
            of_facts: facts_after(self.of_facts, before, subject, &wide, reach.is_bracketed_anew),
            of_draft: of_draft(subject),
        }
    }

    /// The findings as all the world sees them, in the order of the text.
    /// `across` is what was found with others, once it was looked for.
    pub(super) fn diagnostics(
        &self,
        document: &Document,
        settings: &Settings,
        across: Option<&Across>,
    ) -> Vec<Diagnostic> {
        let all =
            [&self.of_blocks, &self.of_lists, &self.of_headings, &self.of_outline, &self.of_facts, &self.of_draft];
        let compared = self.compared.iter().flat_map(|it| it.diagnostics(document, settings));
        let own = all.into_iter().flatten().map(|it| it.diagnostic(document, settings)).chain(compared);
        let found = own.chain(across.into_iter().flat_map(|it| it.diagnostics(settings))).collect();
        let allowing: Vec<u32> = document.draft.marked(Marks::ALLOWANCE).map(|it| it.0 as u32).collect();
        let mut found = allowed::without_allowed(document, settings, &allowing, found, across.is_some());
        found.sort_by(|a, b| (a.range.start, a.range.end, a.rule).cmp(&(b.range.start, b.range.end, b.rule)));
        found
    }
}

/// The rules that settings leave on.
pub(super) fn rules(settings: &Settings) -> impl Iterator<Item = &'static Rule> {
    ALL.iter().filter(|rule| !matches!(settings.rules.get(rule.name), Some(None)))
}

fn in_blocks(subject: &Subject<'_>, blocks: impl Iterator<Item = usize>) -> Vec<Located> {
    let of_blocks = rules(subject.settings).filter_map(|rule| match rule.check {
        Check::Block(check, mark) => Some((rule, check, mark)),
        Check::Draft(_)
        | Check::List(_)
        | Check::Outline(_)
        | Check::Wordings(..)
        | Check::Facts(..)
        | Check::Workspace(_) => None,
    });
    let checks: Vec<_> = of_blocks.collect();
    let mut all = Vec::new();
    let mut found = Vec::new();
    for index in blocks {
        let marks = subject.draft().marks(index);
        let spot = Spot::of(subject, index);
        for (rule, check, _) in checks.iter().filter(|(.., mark)| marks.has(*mark)) {
            check(&spot, &mut found);
            all.extend(found.drain(..).map(|finding| Located::of(rule, subject, finding)));
        }
    }
    all
}

/// What the rules of lists find in the articles of some provisions.
fn in_articles(subject: &Subject<'_>, ids: Range<ProvisionId>) -> Vec<Located> {
    in_lists(subject, &lists_in_articles(subject.outline(), ids))
}

fn in_headings(subject: &Subject<'_>) -> Vec<Located> {
    in_lists(subject, &lists_of_headings(subject.draft(), subject.outline()))
}

fn in_lists(subject: &Subject<'_>, lists: &[Vec<ProvisionId>]) -> Vec<Located> {
    run(subject, |rule, found| {
        if let Check::List(check) = rule.check {
            lists.iter().for_each(|list| check(subject, list, found));
        }
    })
}

fn of_outline(subject: &Subject<'_>) -> Vec<Located> {
    run(subject, |rule, found| {
        if let Check::Outline(check) = rule.check {
            check(subject, found);
        }
    })
}

fn of_facts(subject: &Subject<'_>) -> Vec<Located> {
    run(subject, |rule, found| {
        if let Check::Facts(check, _) = rule.check {
            check(subject, found);
        }
    })
}

fn of_draft(subject: &Subject<'_>) -> Vec<Located> {
    run(subject, |rule, found| {
        if let Check::Draft(check) = rule.check {
            check(subject, found);
        }
    })
}

/// What the rules find that some way runs.
fn run(subject: &Subject<'_>, way: impl Fn(&Rule, &mut Vec<Finding>)) -> Vec<Located> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    for rule in rules(subject.settings) {
        way(rule, &mut found);
        all.extend(found.drain(..).map(|finding| Located::of(rule, subject, finding)));
    }
    all
}

fn compared_after(compared: Vec<Compared>, subject: &Subject<'_>, seam: &Seam) -> Vec<Compared> {
    compared.into_iter().map(|it| it.after(subject, seam)).collect()
}

/// The findings of rules that compare facts, after an edit: where the facts in a seam say what they said, what was
/// found holds, and only its places move.
fn facts_after(
    kept: Vec<Located>,
    before: &Document,
    subject: &Subject<'_>,
    seam: &Seam,
    is_bracketed_anew: bool,
) -> Vec<Located> {
    let mut by_rule: Vec<(&'static Rule, Vec<Located>)> = rules(subject.settings).map(|it| (it, Vec::new())).collect();
    for located in kept {
        if let Some((_, all)) = by_rule.iter_mut().find(|(rule, _)| std::ptr::eq(*rule, located.rule)) {
            all.push(located);
        }
    }
    let after = |(rule, kept): (&'static Rule, Vec<Located>)| {
        let Check::Facts(check, facts) = &rule.check else { return Vec::new() };
        let then = facts.of(before, &seam.gone_blocks);
        let now = facts.of(subject.document, &seam.new_blocks);
        let is_said = then.iter().map(|it| &it.1.words).eq(now.iter().map(|it| &it.1.words));
        let is_same = is_said && !is_bracketed_anew;
        let moved = || kept.into_iter().map(|it| it.moved_with(seam, &then, &now)).collect::<Option<Vec<Located>>>();
        is_same.then(moved).flatten().unwrap_or_else(|| {
            let mut found = Vec::new();
            check(subject, &mut found);
            found.into_iter().map(|finding| Located::of(rule, subject, finding)).collect()
        })
    };
    by_rule.into_iter().flat_map(after).collect()
}

impl Located {
    fn of(rule: &'static Rule, subject: &Subject<'_>, mut finding: Finding) -> Located {
        let draft = subject.draft();
        let block = draft.block_at(finding.range.start);
        let start = draft.start(block);
        finding.range = back(&finding.range, start);
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.range = back(&edit.range, start);
        }
        let related = finding.related.iter_mut().map(|it| {
            let block = draft.block_at(it.range.start);
            it.range = back(&it.range, draft.start(block));
            block as u32
        });
        let related = related.collect();
        Located { rule, block: block as u32, finding, related }
    }

    /// Moves it over a seam; `None` if it or what is related to it stood there.
    fn moved(mut self, seam: &Seam) -> Option<Located> {
        self.block = seam.block(self.block)?;
        for block in &mut self.related {
            *block = seam.block(*block)?;
        }
        Some(self)
    }

    /// The same for one that stands at facts, which a seam may hold.
    fn moved_with(mut self, seam: &Seam, then: &[(u32, Fact)], now: &[(u32, Fact)]) -> Option<Located> {
        let moved = |block: u32, range: &Range<usize>| {
            let (place, start) = (seam.block(block), range.start as u32);
            let fact = || then.binary_search_by_key(&(block, start), |(block, fact)| (*block, fact.place.start)).ok();
            match place {
                Some(place) => Some((place, range.clone())),
                None => {
                    let (block, fact) = now.get(fact()?)?;
                    Some((*block, fact.place.start as usize..fact.place.end as usize))
                }
            }
        };
        (self.block, self.finding.range) = moved(self.block, &self.finding.range)?;
        for (related, block) in self.finding.related.iter_mut().zip(&mut self.related) {
            (*block, related.range) = moved(*block, &related.range)?;
        }
        Some(self)
    }

    fn diagnostic(&self, document: &Document, settings: &Settings) -> Diagnostic {
        let start = document.draft.start(self.block as usize);
        let mut finding = self.finding.clone();
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.range = forth(&edit.range, start);
        }
        for (related, block) in finding.related.iter_mut().zip(&self.related) {
            related.range = forth(&related.range, document.draft.start(*block as usize));
        }
        finding.range = forth(&finding.range, start);
        diagnostic(self.rule, finding, settings)
    }
}

/// A finding with the name of its rule, and as grave as settings have it.
pub(super) fn diagnostic(rule: &Rule, finding: Finding, settings: &Settings) -> Diagnostic {
    let Finding { range, message, related, fix } = finding;
    let severity = settings.rules.get(rule.name).copied().flatten().unwrap_or(rule.severity);
    Diagnostic { rule: rule.name, severity, range, message, related, fix }
}

/// A range of the draft as one of a block that starts there; it may begin before the block.
fn back(range: &Range<usize>, start: usize) -> Range<usize> {
    range.start.wrapping_sub(start)..range.end.wrapping_sub(start)
}

fn forth(range: &Range<usize>, start: usize) -> Range<usize> {
    range.start.wrapping_add(start)..range.end.wrapping_add(start)
}
