//! What belongs together in a draft: the ends of a bracket, a provision and its references, a term and its uses, an
//! alternative and its like in the other places where the question is open. Says nothing of plain words, which editors
//! find by themselves.

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::folded_phrase;

use travaux_model::at_offset::{each_reference, named_at, pairs_around};
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::terms::term_at;

/// One of the places that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is to the others.
    pub role: Role,
}

/// What a place is to those that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It makes what the others speak of: a label, a definition.
    Source,
    /// It speaks of it.
    Use,
    /// It is one of equals.
    Equal,
}

/// What belongs to the words at a byte, in the order of the text.
pub fn highlights(document: &Document, offset: usize) -> Vec<Highlight> {
    let pairs = pairs_around(document, offset);
    if let Some(pair) = pairs.iter().find(|it| it.is_at_an_end(offset)) {
        return [&pair.open, &pair.close].map(|it| Highlight { range: it.clone(), role: Role::Equal }).into();
    }
    let named: FxHashSet<ProvisionId> = named_at(document, offset).into_iter().collect();
    if !named.is_empty() {
        return of_provisions(document, &named);
    }
    let (draft, outline) = (&document.draft, &document.outline);
    if let Some(term) = term_at(draft, outline, offset) {
        let uses = term.uses.into_iter().map(|range| Highlight { range, role: Role::Use });
        let defined = Highlight { range: term.defined, role: Role::Source };
        return in_order(uses.chain([defined]).collect());
    }
    match pairs.first() {
        Some(pair) => of_alternative(document, pair.block, pair.index),
        None => Vec::new(),
    }
}

fn of_provisions(document: &Document, named: &FxHashSet<ProvisionId>) -> Vec<Highlight> {
    let (draft, outline) = (&document.draft, &document.outline);
    let labels = named.iter().map(|id| Highlight { range: outline.label_range(draft, *id), role: Role::Source });
    let mut found: Vec<Highlight> = labels.filter(|it| !it.range.is_empty()).collect();
    each_reference(document, |block, reference, resolution| {
        if resolution.provisions().any(|id| named.contains(&id)) {
            let range = draft.range(block, reference.start..reference.end);
            found.push(Highlight { range, role: Role::Use });
        }
    });
    in_order(found)
}

/// The brackets with the words of one that stands beside others, wherever they stand beside others.
fn of_alternative(document: &Document, block: usize, place: usize) -> Vec<Highlight> {
    let draft = &document.draft;
    let words = |block: usize, place: usize| {
        let parsed = &draft.blocks[block];
        parsed.brackets.list[place].inside().map(|it| parsed.text[it].trim())
    };
    let runs = &draft.blocks[block].brackets.runs;
    let Some(wanted) = words(block, place).filter(|_| runs.iter().any(|run| run.brackets.contains(&(place as u32))))
    else {
        return Vec::new();
    };
    let folded = folded_phrase(wanted);
    // Folding changes a length little: what is much longer need not be read, and runs nest.
    let is_near = |it: &str| it.len() <= wanted.len() * 2 + 16;
    let mut found = Vec::new();
    for (block, parsed) in draft.blocks.iter().enumerate() {
        for member in parsed.brackets.runs.iter().flat_map(|run| run.brackets.iter()) {
            let Some(each) = words(block, *member as usize).filter(|it| is_near(it)) else { continue };
            if each == wanted || folded_phrase(each) == folded {
                let bracket = &parsed.brackets.list[*member as usize];
                let range = draft.range(block, bracket.open..bracket.end.unwrap_or(bracket.open));
                found.push(Highlight { range, role: Role::Equal });
            }
        }
    }
    in_order(found)
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
        let told = |it: &Highlight| {
            let sign = match it.role {
                Role::Source => "=",
                Role::Use => "",
                Role::Equal => "~",
            };
            format!("{sign}{}", &text[it.range.clone()])
        };
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected, "{marked}");
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
    fn an_alternative_and_its_like_belong_together() {
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
    fn words_and_places_past_the_draft_belong_to_nothing() {
        check("1. To a$ct.\n", &[]);
        check("$", &[]);
        assert_eq!(highlights(&Document::parse("1. To [act", None, 0), usize::MAX), []);
    }
}
