//! Edits of brackets: accept one alternative, here or everywhere, remove the brackets, or remove the words.

use std::ops::Range;

use travaux_grammar::{
    Block, BlockId, BracketContent, BracketRun, Draft, RunReading, closer_len, folded_phrase, to_usize,
};

use super::Edit;
use crate::outline::{BracketRef, Outline};
use crate::positions::Delegations;
use crate::positions::attributed_names::known_attributions;

/// Returns the innermost bracket around an offset that closes in the same block.
pub fn innermost(draft: &Draft, offset: usize) -> Option<BracketRef> {
    if draft.is_empty() {
        return None;
    }
    let (block, at) = draft.place(offset);
    let list = (0..).zip(&draft.block(block).brackets.list);
    let around = list.filter(|(_, it)| it.open <= at && it.end.is_some_and(|end| at <= end));
    around.max_by_key(|(_, it)| it.depth).map(|(index, _)| BracketRef { block, index })
}

/// Returns the words of a bracket that opens and closes in one block.
pub fn words(draft: &Draft, site: BracketRef) -> Option<&str> {
    let block = draft.block(site.block);
    block.brackets[site.index].inside().map(|inside| block.slice(inside))
}

/// The delegations of a workspace, which are read at first use.
pub type DelegationTable<'f, 'd> = &'f dyn Fn() -> &'d Delegations;

/// Returns the words of a bracket without their attribution: `70` in `[AU propose: 70]`.
pub fn own_words<'t>(draft: &'t Draft, site: BracketRef, delegations: DelegationTable<'_, '_>) -> Option<&'t str> {
    let block = draft.block(site.block);
    let inside = block.brackets[site.index].inside()?;
    block.text.get(words_start(block, site.index, delegations)..to_usize(inside.end)).map(str::trim)
}

/// Returns the run of alternatives that a bracket belongs to.
pub fn run(draft: &Draft, site: BracketRef) -> Option<&BracketRun> {
    let brackets = &draft.block(site.block).brackets;
    let run = brackets.runs.iter().find(|run| run.brackets.contains(&site.index))?;
    let is_text = brackets.of_run(run).all(|it| it.content == BracketContent::Text);
    (run.reading != RunReading::Independent && is_text).then_some(run)
}

/// Returns the edit that replaces a run by one of its parts.
pub fn accepted(
    draft: &Draft,
    block: BlockId,
    run: &BracketRun,
    kept: u32,
    delegations: DelegationTable<'_, '_>,
) -> Option<Edit> {
    let parsed = draft.block(block);
    let range = parsed.brackets.range_of_run(run)?;
    let words = own_words(draft, BracketRef { block, index: kept }, delegations)?;
    let range = draft.range(block, range);
    Some(Edit { range, text: words.to_owned() })
}

/// Returns the edits that make the same choice throughout the draft: every run with the same parts, in any order, is
/// replaced by the chosen words.
pub fn accepted_everywhere(draft: &Draft, site: BracketRef, delegations: DelegationTable<'_, '_>) -> Vec<Edit> {
    let Some((run, chosen)) = run(draft, site).zip(words(draft, site)) else { return Vec::new() };
    let parts = parts(draft.block(site.block), run);
    let chosen = folded_phrase(chosen);
    let mut edits = Vec::new();
    for (id, block) in draft.blocks_with_ids() {
        for other in &block.brackets.runs {
            if other.brackets.len() != run.brackets.len() || self::parts(block, other) != parts {
                continue;
            }
            let kept = other.brackets.iter().copied().find(|index| {
                let inside = block.brackets[*index].inside();
                inside.is_some_and(|inside| folded_phrase(block.slice(inside)) == chosen)
            });
            edits.extend(kept.and_then(|kept| accepted(draft, id, other, kept, delegations)));
        }
    }
    edits
}

/// Returns the edits that delete the signs of a bracket and leave its words, wherever it closes.
pub fn unbracketed(
    draft: &Draft,
    outline: &Outline,
    site: BracketRef,
    delegations: DelegationTable<'_, '_>,
) -> Option<Vec<Edit>> {
    let block = draft.block(site.block);
    let bracket = &block.brackets[site.index];
    let close = outline.close(draft, site)?;
    let (there, at) = draft.place(close);
    let width = closer_len(draft.block(there).text_from(at));
    let open = draft.offset(site.block, bracket.open);
    let closer = bracket.end.map_or(close + width, |end| draft.offset(site.block, end));
    let gone = |range: Range<usize>| Edit { range, text: String::new() };
    let words = draft.start(site.block) + words_start(block, site.index, delegations);
    Some(vec![gone(open..words.min(close)), gone(close..closer)])
}

/// Returns the start of a bracket's words, after an attribution that is sure or to some of the `delegations`: that of `70` in
/// `[AU propose: 70]`.
pub fn words_start(block: &Block, index: u32, delegations: DelegationTable<'_, '_>) -> usize {
    let bracket = &block.brackets[index];
    let open = to_usize(bracket.opener().end);
    let found = block.attributions(index);
    let Some(last) = found.last() else { return open };
    if !last.is_sure && known_attributions(block, found, delegations()).is_empty() {
        return open;
    }
    // Markup before the words belongs to them.
    let rest = block.text.get(to_usize(last.words)..).unwrap_or_default();
    let words = rest.trim_start_matches([':', '：', '.']).trim_start();
    let start = block.text.len() - words.len();
    // `[Norway opposes]` has no other words.
    if bracket.close.is_none_or(|close| start < to_usize(close)) { start } else { open }
}

/// Returns the edit that deletes a bracket with its words, and one of the two spaces that would otherwise remain.
pub fn dropped(draft: &Draft, site: BracketRef) -> Option<Edit> {
    let block = draft.block(site.block);
    let mut range = block.brackets[site.index].whole()?;
    let (before, after) = block.text.split_at_checked(to_usize(range.end)).unwrap_or_default();
    let before = before.get(..to_usize(range.start)).unwrap_or_default();
    let no_space_needed =
        after.chars().next().is_none_or(|it| it.is_whitespace() || matches!(it, ',' | '.' | ';' | ':' | ')'));
    if before.ends_with(' ') && no_space_needed {
        range.start -= 1;
    }
    Some(Edit { range: draft.range(site.block, range), text: String::new() })
}

/// Returns the parts of a run, folded and sorted.
fn parts(block: &Block, run: &BracketRun) -> Vec<String> {
    let insides = block.brackets.of_run(run).filter_map(|it| it.inside());
    let mut parts: Vec<String> = insides.map(|inside| folded_phrase(block.slice(inside))).collect();
    parts.sort_unstable();
    parts
}

#[cfg(test)]
mod tests {
    use travaux_grammar::BlockId;

    use super::own_words;
    use crate::document::Document;
    use crate::outline::BracketRef;
    use crate::positions::Delegations;

    const SITE: BracketRef = BracketRef { block: BlockId::FIRST, index: 0 };

    fn check(text: &str, words: &str) {
        assert_eq!(
            own_words(&Document::parse(text, None, 0).draft, SITE, &|| Delegations::shipped()),
            Some(words),
            "{text}"
        );
    }

    #[test]
    fn words_begin_after_an_attribution_to_at_least_one_delegation() {
        check("Parties [Trinidad and Tobago: may] act.\n", "may");
        check("Parties [NO, Atlantis: may] act.\n", "may");
        check("Parties [Commission: may] act.\n", "Commission: may");
        check("تتعاون الدول [البوسنة والهرسك: يجوز] في هذا المجال.\n", "يجوز");
        check("Стороны [Индия, Атлантида: могут] действовать.\n", "могут");
        check("Parties [EU: <b>may</b>] act.\n", "<b>may</b>");
        check("Les Parties [République de Corée, Atlantide : peuvent] agir.\n", "peuvent");
    }

    #[test]
    fn the_delegations_of_a_project_count() {
        let document = Document::parse("Parties [Commission: may] act.\n", None, 0);
        let own = Delegations::shipped().with_codes([("COM", "Commission")]);
        assert_eq!(own_words(&document.draft, SITE, &|| &own), Some("may"));
    }
}
