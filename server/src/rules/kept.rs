//! What is kept of a lint for the next one: every finding by its block, places relative to it, and apart what rests on
//! single blocks, on the outline and on facts from many blocks. It knows no rule; the list of rules says which is which.

use std::ops::Range;

use super::{ALL, Check, Fact, Finding, Rule, Spot, Subject, allowed};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// The findings in a draft, as the next lint of it can take them over.
pub(super) struct Kept {
    /// Those of rules that go from block to block, by block.
    of_blocks: Vec<Located>,
    /// Those of rules that look at the outline.
    of_outline: Vec<Located>,
    /// Those of rules that compare facts.
    of_facts: Vec<Located>,
    /// Those of rules that look at everything.
    of_draft: Vec<Located>,
    /// The blocks with a comment that allows something.
    allowing: Vec<u32>,
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
    pub(super) fn of(subject: &Subject<'_>) -> Kept {
        let blocks = 0..subject.draft().blocks.len();
        Kept {
            of_blocks: in_blocks(subject, blocks.clone()),
            of_outline: whole(subject, |rule| match rule.check {
                Check::Outline(check) => Some(check),
                Check::Draft(_) | Check::Block(_) | Check::Facts(..) => None,
            }),
            of_facts: whole(subject, |rule| match rule.check {
                Check::Facts(check, _) => Some(check),
                Check::Draft(_) | Check::Block(_) | Check::Outline(_) => None,
            }),
            of_draft: of_draft(subject),
            allowing: allowing(subject, blocks).collect(),
        }
    }

    /// The same after an edit of some blocks that has left the outline true. `before` is the document as it was.
    pub(super) fn again(mut self, before: &Document, subject: &Subject<'_>, changed: Range<usize>) -> Kept {
        let first = self.of_blocks.partition_point(|it| (it.block as usize) < changed.start);
        let behind = self.of_blocks.partition_point(|it| (it.block as usize) < changed.end);
        self.of_blocks.splice(first..behind, in_blocks(subject, changed.clone()));
        let first = self.allowing.partition_point(|it| (*it as usize) < changed.start);
        let behind = self.allowing.partition_point(|it| (*it as usize) < changed.end);
        self.allowing.splice(first..behind, allowing(subject, changed.clone()));
        self.of_draft = of_draft(subject);
        for rule in rules(subject.settings) {
            let Check::Facts(check, facts) = rule.check else { continue };
            let own = |document: &Document, index| {
                let mut found = Vec::new();
                facts(subject.outline(), index, &document.draft.blocks[index], &mut found);
                found
            };
            let moved = changed.clone().map(|index| (index, own(before, index), own(subject.document, index)));
            let moved: Vec<(usize, Vec<Fact>, Vec<Fact>)> = moved.collect();
            let is_same = |(_, before, after): &(usize, Vec<Fact>, Vec<Fact>)| {
                before.iter().map(|it| &it.words).eq(after.iter().map(|it| &it.words))
            };
            if !moved.iter().all(is_same) {
                self.of_facts.retain(|it| it.rule.name != rule.name);
                self.of_facts.extend(run_whole(subject, rule, check));
                continue;
            }
            for located in self.of_facts.iter_mut().filter(|it| it.rule.name == rule.name) {
                for (index, before, after) in &moved {
                    located.move_with(*index, before, after);
                }
            }
        }
        self
    }

    /// The findings as all the world sees them, in the order of the text.
    pub(super) fn diagnostics(&self, document: &Document, settings: &Settings) -> Vec<Diagnostic> {
        let all = self.of_blocks.iter().chain(&self.of_outline).chain(&self.of_facts).chain(&self.of_draft);
        let found = all.map(|it| it.diagnostic(document, settings)).collect();
        let mut found = allowed::without_allowed(document, settings, &self.allowing, found);
        found.sort_by(|a, b| (a.range.start, a.range.end, a.rule).cmp(&(b.range.start, b.range.end, b.rule)));
        found
    }
}

/// The rules that settings leave on.
fn rules(settings: &Settings) -> impl Iterator<Item = &'static Rule> {
    ALL.iter().filter(|rule| !matches!(settings.rules.get(rule.name), Some(None)))
}

fn in_blocks(subject: &Subject<'_>, blocks: Range<usize>) -> Vec<Located> {
    let checks: Vec<_> = rules(subject.settings)
        .filter_map(|rule| match rule.check {
            Check::Block(check) => Some((rule, check)),
            Check::Draft(_) | Check::Outline(_) | Check::Facts(..) => None,
        })
        .collect();
    let mut all = Vec::new();
    let mut found = Vec::new();
    for index in blocks {
        let spot = Spot::of(subject, index);
        for (rule, check) in &checks {
            check(&spot, &mut found);
            all.extend(found.drain(..).map(|finding| Located::of(rule, subject, finding)));
        }
    }
    all
}

/// What the rules find that are run on the whole draft by one of the ways.
fn whole(subject: &Subject<'_>, way: impl Fn(&Rule) -> Option<fn(&Subject<'_>, &mut Vec<Finding>)>) -> Vec<Located> {
    rules(subject.settings).filter_map(|rule| Some(run_whole(subject, rule, way(rule)?))).flatten().collect()
}

fn of_draft(subject: &Subject<'_>) -> Vec<Located> {
    whole(subject, |rule| match rule.check {
        Check::Draft(check) => Some(check),
        Check::Block(_) | Check::Outline(_) | Check::Facts(..) => None,
    })
}

fn run_whole(subject: &Subject<'_>, rule: &'static Rule, check: fn(&Subject<'_>, &mut Vec<Finding>)) -> Vec<Located> {
    let mut found = Vec::new();
    check(subject, &mut found);
    found.into_iter().map(|finding| Located::of(rule, subject, finding)).collect()
}

fn allowing(subject: &Subject<'_>, blocks: Range<usize>) -> impl Iterator<Item = u32> {
    let draft = subject.draft();
    blocks.filter(|index| !draft.blocks[*index].allowances.is_empty()).map(|index| index as u32)
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

    /// Moves what stands at the facts of a block to where these are now.
    fn move_with(&mut self, block: usize, before: &[Fact], after: &[Fact]) {
        let moved = |range: &Range<usize>| {
            let is_there = |fact: &&(&Fact, &Fact)| fact.0.place.start as usize == range.start;
            let facts: Vec<(&Fact, &Fact)> = before.iter().zip(after).collect();
            let found = facts.iter().find(is_there);
            found.map_or(range.clone(), |(_, after)| after.place.start as usize..after.place.end as usize)
        };
        if self.block as usize == block {
            self.finding.range = moved(&self.finding.range);
        }
        for (related, _) in self.finding.related.iter_mut().zip(&self.related).filter(|it| *it.1 as usize == block) {
            related.range = moved(&related.range);
        }
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
        Diagnostic {
            rule: self.rule.name,
            severity: settings.rules.get(self.rule.name).copied().flatten().unwrap_or(self.rule.severity),
            range: forth(&self.finding.range, start),
            message: finding.message,
            related: finding.related,
            fix: finding.fix,
        }
    }
}

/// A range of the draft as one of a block that starts there; it may begin before the block.
fn back(range: &Range<usize>, start: usize) -> Range<usize> {
    range.start.wrapping_sub(start)..range.end.wrapping_sub(start)
}

fn forth(range: &Range<usize>, start: usize) -> Range<usize> {
    range.start.wrapping_add(start)..range.end.wrapping_add(start)
}
