//! Linked editing: the same alternative in every run of the same alternatives. Modal verbs such as `[shall] [may]` are
//! excluded, since how binding a provision is may be decided differently in each place.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, BracketRun};

use travaux_model::at_offset::pairs_around;
use travaux_model::document::Document;

/// Returns the ranges that are edited together with the alternative at a byte, including its own, in the order of the
/// text. Each contains the same words between brackets. The list is empty if there is only one.
pub fn linked_ranges(document: &Document, offset: usize) -> Vec<Range<usize>> {
    let draft = &document.draft;
    let around = pairs_around(document, offset);
    let Some(pair) = around.first().filter(|it| it.inside().start <= offset && offset <= it.inside().end) else {
        return Vec::new();
    };
    let own = draft.block(pair.bracket.block);
    let index = pair.bracket.index;
    let Some(run) = own.brackets.runs.iter().find(|it| !it.modal && it.brackets.contains(&index)) else {
        return Vec::new();
    };
    let Some(member) = run.brackets.iter().position(|it| *it == index) else { return Vec::new() };
    let Some(wanted) = parts(own, run).filter(|it| !it[member].trim().is_empty()) else { return Vec::new() };
    let mut found = Vec::new();
    for (id, block) in draft.blocks_with_ids() {
        for other in block.brackets.runs.iter().filter(|it| it.brackets.len() == wanted.len()) {
            // Runs nest. Comparing lengths first avoids reading the same words repeatedly.
            let has_same_lengths = lengths(block, other).eq(wanted.iter().map(|it| it.len()));
            if has_same_lengths && parts(block, other).is_some_and(|it| it == wanted) {
                let bracket = &block.brackets[other.brackets[member]];
                found.extend(bracket.inside().map(|it| draft.range(id, it)));
            }
        }
    }
    found.sort_by_key(|it| it.start);
    if found.len() > 1 { found } else { Vec::new() }
}

fn lengths(block: &Block, run: &BracketRun) -> impl Iterator<Item = usize> {
    run.brackets.iter().map(|it| block.brackets[*it].inside().map_or(0, |inside| inside.len()))
}

/// Returns the words of the alternatives of a run; `None` if one of its brackets does not contain text.
fn parts<'b>(block: &'b Block, run: &BracketRun) -> Option<Vec<&'b str>> {
    let text_of = |it: &Bracket| it.inside().filter(|_| it.content == BracketContent::Text).map(|it| block.slice(it));
    block.brackets.of_run(run).map(text_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find('$').unwrap();
        let text = marked.replacen('$', "", 1);
        let found = linked_ranges(&Document::parse(&text, None, 0), offset);
        assert!(found.windows(2).all(|it| it[0].end <= it[1].start), "{found:?}");
        let found: Vec<&str> = found.into_iter().map(|it| &text[it]).collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn the_same_alternative_of_a_repeated_run_is_edited_everywhere() {
        check("1. Keep [old da$ta] [new signs].\n\n2. See [old data] [new signs].\n", &["old data", "old data"]);
        check("1 - [بيا$نات] [معلومات].\n\n2 - [بيانات] [معلومات].\n", &["بيانات", "بيانات"]);
        check("一、［数$据］［信息］。\n\n二、［数据］［信息］。\n", &["数据", "数据"]);
    }

    #[test]
    fn different_runs_and_single_brackets_are_not_linked() {
        check("1. Keep [old da$ta] [new signs].\n\n2. See [old data] [signs].\n", &[]);
        check("1. Keep [old da$ta].\n\n2. See [old data].\n", &[]);
        check("1. Each Party [sha$ll] [may] go.\n\n2. Each Party [shall] [may] go.\n", &[]);
        check("1. Keep$ [old data] [new signs]. See [old data] [new signs].\n", &[]);
        check("$", &[]);
    }
}
