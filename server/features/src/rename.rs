//! Renames a defined term, an alternative, or the number of a provision together with all references to it. Edits of
//! inflected uses of a term are marked as doubtful, since the new name is not inflected.

use std::collections::BTreeMap;
use std::ops::Range;

use travaux_grammar::{BracketContent, NumberForm, find_number, folded_phrase};

use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite, alternatives, numbers};
use travaux_model::outline::ProvisionId;
use travaux_model::terms::{Term, terms};

/// An item that can be renamed.
enum Renameable {
    Term(Term),
    Alternative(String),
    Number(ProvisionId),
}

/// Returns the words that a rename at a byte replaces; `None` if there is nothing to rename.
pub fn renamed_words(document: &Document, offset: usize) -> Option<Range<usize>> {
    renameable_at(document, offset).map(|(range, _)| range)
}

/// Renames the item at a byte. An error states in a sentence why the new name is impossible.
pub fn rename(document: &Document, offset: usize, name: &str) -> Result<Option<Rewrite>, String> {
    let name = name.trim();
    let Some((range, item)) = renameable_at(document, offset) else { return Ok(None) };
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Err("a name must be a single line and not empty".to_owned());
    }
    match item {
        Renameable::Term(term) => Ok(Some(rename_term(document, &term, name))),
        Renameable::Alternative(words) => {
            let unpaired = name.matches('[').count() != name.matches(']').count();
            if unpaired {
                return Err(format!("`{name}` has unbalanced brackets"));
            }
            Ok(Some(rename_alternative(document, &words, name)))
        }
        Renameable::Number(id) => change_number(document, id, name, &range).map(Some),
    }
}

fn renameable_at(document: &Document, offset: usize) -> Option<(Range<usize>, Renameable)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let around = outline.at_byte(draft, offset);
    if let Some((id, label)) = around.map(|id| (id, outline.label_range(draft, id)))
        && label.start <= offset
        && offset <= label.end
    {
        let label_of = outline.provision(id).label;
        let is_plain = label_of.is_some_and(|it| it.is_plain() && numbers::can_be_counted(&it));
        return is_plain.then_some((label, Renameable::Number(id)));
    }
    let covers = |range: &Range<usize>| range.start <= offset && offset <= range.end;
    let term = terms(draft, outline).into_iter().find(|it| covers(&it.defined) || it.uses.iter().any(covers));
    if let Some(term) = term {
        let range = std::iter::once(&term.defined).chain(&term.uses).find(|it| covers(it))?.clone();
        return Some((range, Renameable::Term(term)));
    }
    let site = alternatives::innermost(draft, offset)?;
    alternatives::run(draft, site)?;
    let inside = draft.block(site.block).brackets[site.index].inside()?;
    let range = draft.range(site.block, inside);
    Some((range, Renameable::Alternative(alternatives::words(draft, site)?.to_owned())))
}

/// Renames a term in its definition and its uses. Uses in a form other than the defined one are doubtful.
fn rename_term(document: &Document, term: &Term, name: &str) -> Rewrite {
    let draft = &document.draft;
    let defined = folded_phrase(&draft.slice(term.defined.clone()));
    let mut edits = vec![Edit { range: term.defined.clone(), text: name.to_owned() }];
    let mut is_doubtful = vec![false];
    for range in &term.uses {
        let written = draft.slice(range.clone());
        edits.push(Edit { range: range.clone(), text: with_initial_case_of(&written, name) });
        is_doubtful.push(folded_phrase(&written) != defined);
    }
    let mut order: Vec<usize> = (0..edits.len()).collect();
    order.sort_by_key(|index| edits[*index].range.start);
    let doubtful = order.iter().enumerate().filter(|(_, old)| is_doubtful[**old]).map(|(new, _)| new).collect();
    let edits = order.iter().map(|old| edits[*old].clone()).collect();
    Rewrite { title: format!("rename “{}” to “{name}”", term.term), edits, doubtful, is_previewed: false }
}

/// Returns a name whose first letter is upper or lower case as in the words that it replaces.
fn with_initial_case_of(written: &str, name: &str) -> String {
    let mut letters = name.chars();
    let (Some(first), Some(old_first)) = (letters.next(), written.chars().next()) else { return name.to_owned() };
    let is_proper_name = name.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    if old_first.is_uppercase() {
        first.to_uppercase().chain(letters).collect()
    } else if old_first.is_lowercase() && !is_proper_name && !letters.clone().any(char::is_uppercase) {
        first.to_lowercase().chain(letters).collect()
    } else {
        name.to_owned()
    }
}

/// Renames an alternative in every run that contains the same words.
fn rename_alternative(document: &Document, words: &str, name: &str) -> Rewrite {
    let draft = &document.draft;
    let wanted = folded_phrase(words);
    let mut edits = Vec::new();
    for (id, block) in draft.blocks_with_ids() {
        for bracket in block.brackets.runs.iter().flat_map(|run| block.brackets.of_run(run)) {
            let Some(inside) = bracket.inside().filter(|_| bracket.content == BracketContent::Text) else { continue };
            if folded_phrase(block.slice(inside.clone())) == wanted {
                let range = draft.range(id, inside);
                edits.push(Edit { range, text: name.to_owned() });
            }
        }
    }
    Rewrite::new(format!("rename this alternative in {} places", edits.len()), edits)
}

/// Changes the number of a provision, together with the references to it.
fn change_number(document: &Document, id: ProvisionId, name: &str, label: &Range<usize>) -> Result<Rewrite, String> {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let written = draft.slice(label.clone());
    let form = provision.label.map_or(NumberForm::Digits, |it| it.form);
    let number =
        parse_number(name, form).ok_or_else(|| format!("`{name}` is not a number like that of `{written}`"))?;
    let taken = outline.children(provision.parent).find(|other| {
        let other_provision = outline.provision(*other);
        *other != id
            && other_provision.kind == provision.kind
            && other_provision.label.is_some_and(|it| it.is_plain() && it.number() == number && it.form == form)
    });
    if let Some(taken) = taken {
        return Err(format!("{} already exists", outline.address(taken)));
    }
    match numbers::renumbered(document, &BTreeMap::from([(id, number)])) {
        Some(changed) => Ok(Rewrite::new(format!("number it {name}"), changed.edits)),
        None => Err(format!("the number of `{written}` is written in words")),
    }
}

/// Parses a number as labels of a form write it, with or without the other words of the label: `5`, `第五条`, `e`, `(e)`.
fn parse_number(name: &str, form: NumberForm) -> Option<u32> {
    const MAX_NUMBER: u32 = 2_000;
    let closed = format!("{name})");
    (1..=MAX_NUMBER).find(|number| [name, &closed].iter().any(|it| !find_number(it, form, *number).is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::edit::applied;

    fn check(marked: &str, name: &str, expected: &str) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let document = Document::parse(&text, None, 0);
        let rewrite = rename(&document, offset, name).unwrap().unwrap();
        assert_eq!(applied(&text, &rewrite.edits), expected);
        assert!(renamed_words(&document, offset).is_some());
    }

    #[test]
    fn a_term_is_renamed_with_its_uses() {
        check(
            "Article 1\n\n(a) “Ship” means a craft;\n\nArticle 2\n\nA s$0hip is a ship.\n",
            "Vessel",
            "Article 1\n\n(a) “Vessel” means a craft;\n\nArticle 2\n\nA vessel is a vessel.\n",
        );
    }

    #[test]
    fn inflected_uses_are_doubtful() {
        let text = "Article 1\n\n(a) “Ship” means a craft;\n\nArticle 2\n\nShips and a ship.\n";
        let document = Document::parse(text, None, 0);
        let rewrite = rename(&document, text.find("Ship").unwrap(), "vessel").unwrap().unwrap();
        assert_eq!((rewrite.edits.len(), rewrite.doubtful), (3, vec![1]));
    }

    #[test]
    fn an_alternative_is_renamed_in_every_run() {
        check(
            "نص [بيانات] [معلو$0مات] ثم [معلومات] [بيانات].\n",
            "وقائع",
            "نص [بيانات] [وقائع] ثم [وقائع] [بيانات].\n",
        );
    }

    #[test]
    fn references_follow_a_changed_number() {
        check(
            "Article 1\n\nUnder article 2.\n\nArti$0cle 2\n\nText.\n",
            "Article 5",
            "Article 1\n\nUnder article 5.\n\nArticle 5\n\nText.\n",
        );
    }

    #[test]
    fn a_number_is_written_in_the_numerals_of_the_draft() {
        check(
            "第一条\n\n依照第二条。\n\n第$0二条\n\n案文。\n",
            "第十条",
            "第一条\n\n依照第十条。\n\n第十条\n\n案文。\n",
        );
        check("المادة ١\n\nنص المادة ٢.\n\nالما$0دة ٢\n\nنص.\n", "5", "المادة ١\n\nنص المادة ٥.\n\nالمادة ٥\n\nنص.\n");
        check("Article 1\n\n(a) one;\n\n($0b) under (a).\n", "d", "Article 1\n\n(a) one;\n\n(d) under (a).\n");
    }

    #[test]
    fn impossible_names_are_errors() {
        let text = "Article 1\n\nText.\n\nArticle 2\n\nText.\n";
        let document = Document::parse(text, None, 0);
        for taken in ["2", "Article 2"] {
            assert_eq!(rename(&document, 3, taken), Err("article 2 already exists".to_owned()));
        }
        assert_eq!(rename(&document, 3, "x"), Err("`x` is not a number like that of `Article 1`".to_owned()));
        assert_eq!(rename(&document, 13, "x"), Ok(None));
        assert_eq!(renamed_words(&Document::parse("", None, 0), 5), None);
    }
}
