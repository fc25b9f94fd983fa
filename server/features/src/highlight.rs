//! Document highlights: the two ends of a bracket, a provision and its references, a term and its uses, an alternative and
//! the same alternative in other runs. Plain words have none, since editors find those themselves.

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{Block, Bracket, folded_phrase};

use travaux_model::at_offset::{each_reference, named_at, pairs_around};
use travaux_model::document::Document;
use travaux_model::outline::{BracketRef, ProvisionId};
use travaux_model::terms::term_at;

/// A range that is highlighted together with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The bytes.
    pub range: Range<usize>,
    /// The role among the others.
    pub role: Role,
}

/// The role of a range among those that are highlighted with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A label or a definition, to which the others refer.
    Declaration,
    /// A reference or a use.
    Use,
    /// One of several equals.
    Equal,
}

/// Returns the ranges that belong to the words at a byte, in the order of the text.
pub fn highlights(document: &Document, offset: usize) -> Vec<Highlight> {
    let pairs = pairs_around(document, offset);
    if let Some(pair) = pairs.iter().find(|it| it.is_at_an_end(offset)) {
        return [&pair.open, &pair.close].map(|it| Highlight { range: it.clone(), role: Role::Equal }).into();
    }
    let named: FxHashSet<ProvisionId> = named_at(document, offset).into_iter().collect();
    if !named.is_empty() {
        return provision_highlights(document, &named);
    }
    let (draft, outline) = (&document.draft, &document.outline);
    if let Some(term) = term_at(draft, outline, offset) {
        let uses = term.uses.into_iter().map(|range| Highlight { range, role: Role::Use });
        let defined = Highlight { range: term.defined, role: Role::Declaration };
        return in_order(uses.chain([defined]).collect());
    }
    match pairs.first() {
        Some(pair) => alternative_highlights(document, pair.bracket),
        None => Vec::new(),
    }
}

fn provision_highlights(document: &Document, named: &FxHashSet<ProvisionId>) -> Vec<Highlight> {
    let (draft, outline) = (&document.draft, &document.outline);
    let labels = named.iter().map(|id| Highlight { range: outline.label_range(draft, *id), role: Role::Declaration });
    let mut found: Vec<Highlight> = labels.filter(|it| !it.range.is_empty()).collect();
    each_reference(document, |block, reference, resolution| {
        if resolution.provisions().any(|id| named.contains(&id)) {
            let range = draft.range(block, reference.range());
            found.push(Highlight { range, role: Role::Use });
        }
    });
    in_order(found)
}

/// Returns the brackets in runs that contain the same words as a bracket in a run.
fn alternative_highlights(document: &Document, site: BracketRef) -> Vec<Highlight> {
    let draft = &document.draft;
    let block = draft.block(site.block);
    let is_in_run = block.brackets.runs.iter().any(|run| run.brackets.contains(&site.index));
    let Some(wanted) = words(block, &block.brackets[site.index]).filter(|_| is_in_run) else { return Vec::new() };
    let folded = folded_phrase(wanted);
    // Folding hardly changes a length, so much longer alternatives can be skipped. Nested runs would be read repeatedly.
    let may_match = |it: &str| it.len() <= wanted.len() * 2 + 16;
    let mut found = Vec::new();
    for (id, block) in draft.blocks_with_ids() {
        for bracket in block.brackets.runs.iter().flat_map(|run| block.brackets.of_run(run)) {
            let Some(other) = words(block, bracket).filter(|it| may_match(it)) else { continue };
            if other == wanted || folded_phrase(other) == folded {
                let range = draft.range(id, bracket.open..bracket.end.unwrap_or(bracket.open));
                found.push(Highlight { range, role: Role::Equal });
            }
        }
    }
    in_order(found)
}

fn words<'b>(block: &'b Block, bracket: &Bracket) -> Option<&'b str> {
    bracket.inside().map(|inside| block.slice(inside).trim())
}

fn in_order(mut found: Vec<Highlight>) -> Vec<Highlight> {
    found.sort_by_key(|it| (it.range.start, it.range.end));
    found.dedup_by(|a, b| a.range == b.range);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find('$').unwrap();
        let text = marked.replacen('$', "", 1);
        let found = highlights(&Document::parse(&text, None, 0), offset);
        let shown = |it: &Highlight| {
            let sign = match it.role {
                Role::Declaration => "=",
                Role::Use => "",
                Role::Equal => "~",
            };
            format!("{sign}{}", &text[it.range.clone()])
        };
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{marked}");
    }

    #[test]
    fn a_provision_and_its_references_belong_together() {
        let expected = ["article 2", "=Article 2", "this article"];
        check("Article 1\n\nUnder art$icle 2.\n\nArticle 2\n\nText of this article.\n", &expected);
        check("Article 1\n\nUnder article 2.\n\nArt$icle 2\n\nText of this article.\n", &expected);
        check("Статья 1\n\nСогласно ста$тье 2.\n\nСтатья 2\n\nТекст.\n", &["статье 2", "=Статья 2"]);
        check("第一条\n\n依照第二$条。\n\n第二条\n\n文本。\n", &["第二条", "=第二条"]);
        check("المادة 1\n\nوفقا للمادة$ 2.\n\nالمادة 2\n\nنص.\n", &["للمادة 2", "=المادة 2"]);
    }

    #[test]
    fn a_term_and_its_uses_belong_together() {
        check("1. “Mast” means a support.\n\n2. A ma$st or masts.\n", &["=Mast", "mast", "masts"]);
        check("1. « Relais » désigne une station.\n\n2. Les re$lais.\n", &["=Relais", "relais"]);
    }

    #[test]
    fn an_alternative_belongs_to_the_same_alternative_in_other_runs() {
        check(
            "1. The [old da$ta] [new signs].\n\n2. In [old  data] [new signs] and [old data].\n",
            &["~[old data]", "~[old  data]"],
        );
        check("1 - [بيا$نات] [معلومات].\n\n2 - [بيانات] [معلومات].\n", &["~[بيانات]", "~[بيانات]"]);
        check("1. The [old da$ta] alone.\n", &[]);
    }

    #[test]
    fn the_ends_of_a_bracket_belong_together() {
        check("1. To $[act [now] here].\n", &["~[", "~]"]);
        check("Article 1\n\n[1. Act.\n\n2. Go.$]\n", &["~[", "~]"]);
    }

    #[test]
    fn plain_words_and_offsets_past_the_end_have_no_highlights() {
        check("1. To a$ct.\n", &[]);
        check("$", &[]);
        assert_eq!(highlights(&Document::parse("1. To [act", None, 0), usize::MAX), []);
    }
}
