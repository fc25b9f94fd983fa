//! Another name everywhere: a defined term, one of some alternatives, or the number of a provision with all references
//! to it. Inflected uses of a term are told as doubtful, since no program inflects a word of six languages.

use std::collections::BTreeMap;
use std::ops::Range;

use travaux_grammar::{BracketContent, NumberForm, find_number, folded_phrase};

use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite, alternatives, numbers};
use travaux_model::outline::ProvisionId;
use travaux_model::terms::{Term, terms};

/// What would get another name.
enum Named {
    Term(Term),
    Alternative(String),
    Number(ProvisionId),
}

/// The words that a rename at a byte is about; `None` where nothing there has a name.
pub fn renamed_words(document: &Document, offset: usize) -> Option<Range<usize>> {
    found(document, offset).map(|(range, _)| range)
}

/// The edits that give what is at a byte another name; `Err` says in a sentence why that name cannot be.
pub fn rename(document: &Document, offset: usize, name: &str) -> Result<Option<Rewrite>, String> {
    let name = name.trim();
    let Some((range, named)) = found(document, offset) else { return Ok(None) };
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Err("a name is one line and not empty".to_owned());
    }
    match named {
        Named::Term(term) => Ok(Some(term_renamed(document, &term, name))),
        Named::Alternative(words) => {
            let unpaired = name.matches('[').count() != name.matches(']').count();
            if unpaired {
                return Err(format!("`{name}` has a bracket without its partner"));
            }
            Ok(Some(alternative_renamed(document, &words, name)))
        }
        Named::Number(id) => number_changed(document, id, name, &range).map(Some),
    }
}

fn found(document: &Document, offset: usize) -> Option<(Range<usize>, Named)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    let around = outline.at(block, offset - draft.start(block));
    if let Some((id, label)) = around.map(|id| (id, outline.label_range(draft, id)))
        && label.start <= offset
        && offset <= label.end
    {
        let label_of = outline.provision(id).label;
        let is_plain = label_of.is_some_and(|it| it.is_plain() && numbers::can_be_counted(&it));
        return is_plain.then_some((label, Named::Number(id)));
    }
    let covers = |range: &Range<usize>| range.start <= offset && offset <= range.end;
    let term = terms(draft, outline).into_iter().find(|it| covers(&it.defined) || it.uses.iter().any(covers));
    if let Some(term) = term {
        let range = std::iter::once(&term.defined).chain(&term.uses).find(|it| covers(it))?.clone();
        return Some((range, Named::Term(term)));
    }
    let site = alternatives::innermost(draft, offset)?;
    alternatives::run(draft, site)?;
    let inside = draft.blocks[site.block].brackets.list[site.index].inside()?;
    let range = draft.range(site.block, inside.start as u32..inside.end as u32);
    Some((range, Named::Alternative(alternatives::words(draft, site)?.to_owned())))
}

/// The term in its definition and wherever it stands in the same form; other forms are doubtful.
fn term_renamed(document: &Document, term: &Term, name: &str) -> Rewrite {
    let draft = &document.draft;
    let defined = folded_phrase(&draft.slice(term.defined.clone()));
    let mut edits = vec![Edit { range: term.defined.clone(), text: name.to_owned() }];
    let mut is_doubtful = vec![false];
    for range in &term.uses {
        let written = draft.slice(range.clone());
        edits.push(Edit { range: range.clone(), text: in_case_of(&written, name) });
        is_doubtful.push(folded_phrase(&written) != defined);
    }
    let mut order: Vec<usize> = (0..edits.len()).collect();
    order.sort_by_key(|place| edits[*place].range.start);
    let doubtful = order.iter().enumerate().filter(|(_, old)| is_doubtful[**old]).map(|(place, _)| place).collect();
    let edits = order.iter().map(|old| edits[*old].clone()).collect();
    Rewrite { title: format!("rename “{}” to “{name}”", term.term), edits, doubtful }
}

/// A name with the capital or small letter that a use begins with.
fn in_case_of(written: &str, name: &str) -> String {
    let mut letters = name.chars();
    let (Some(first), Some(was)) = (letters.next(), written.chars().next()) else { return name.to_owned() };
    let is_name = name.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    if was.is_uppercase() {
        first.to_uppercase().chain(letters).collect()
    } else if was.is_lowercase() && !is_name && !letters.clone().any(char::is_uppercase) {
        first.to_lowercase().chain(letters).collect()
    } else {
        name.to_owned()
    }
}

/// Every bracket in a run that holds the same words.
fn alternative_renamed(document: &Document, words: &str, name: &str) -> Rewrite {
    let draft = &document.draft;
    let wanted = folded_phrase(words);
    let mut edits = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
        for place in block.brackets.runs.iter().flat_map(|run| run.brackets.iter()) {
            let bracket = &block.brackets.list[*place as usize];
            let Some(inside) = bracket.inside().filter(|_| bracket.content == BracketContent::Text) else { continue };
            if folded_phrase(&block.text[inside.clone()]) == wanted {
                let range = draft.range(index, inside.start as u32..inside.end as u32);
                edits.push(Edit { range, text: name.to_owned() });
            }
        }
    }
    Rewrite::new(format!("rename this alternative in {} places", edits.len()), edits)
}

/// The number of a provision and of the references that show it.
fn number_changed(document: &Document, id: ProvisionId, name: &str, label: &Range<usize>) -> Result<Rewrite, String> {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let written = draft.slice(label.clone());
    let form = provision.label.map_or(NumberForm::Digits, |it| it.form);
    let number = number_said(name, form).ok_or_else(|| format!("`{name}` is no number like that of `{written}`"))?;
    let is_taken = outline.children(provision.parent).any(|other| {
        let other_provision = outline.provision(other);
        other != id
            && other_provision.kind == provision.kind
            && other_provision.label.is_some_and(|it| it.is_plain() && it.number() == number && it.form == form)
    });
    if is_taken {
        return Err(format!("{} {name} is there already", provision.kind.word()));
    }
    match numbers::renumbered(document, &BTreeMap::from([(id, number)])) {
        Some(changed) => Ok(Rewrite::new(format!("number it {name}"), changed.edits)),
        None => Err(format!("the number of `{written}` is written in words")),
    }
}

/// The number that a name says as labels of a form do, with its words or without: `5`, `第五条`, `e`, `(e)`.
fn number_said(name: &str, form: NumberForm) -> Option<u32> {
    const HIGHEST: u32 = 2_000;
    let set_off = format!("{name})");
    (1..=HIGHEST).find(|number| [name, &set_off].iter().any(|it| !find_number(it, form, *number).is_empty()))
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
    fn a_number_takes_its_references_along() {
        check(
            "Article 1\n\nUnder article 2.\n\nArti$0cle 2\n\nText.\n",
            "Article 5",
            "Article 1\n\nUnder article 5.\n\nArticle 5\n\nText.\n",
        );
    }

    #[test]
    fn a_number_is_said_as_it_is_written() {
        check(
            "第一条\n\n依照第二条。\n\n第$0二条\n\n案文。\n",
            "第十条",
            "第一条\n\n依照第十条。\n\n第十条\n\n案文。\n",
        );
        check("المادة ١\n\nنص المادة ٢.\n\nالما$0دة ٢\n\nنص.\n", "5", "المادة ١\n\nنص المادة ٥.\n\nالمادة ٥\n\nنص.\n");
        check("Article 1\n\n(a) one;\n\n($0b) under (a).\n", "d", "Article 1\n\n(a) one;\n\n(d) under (a).\n");
    }

    #[test]
    fn what_cannot_be_is_told() {
        let text = "Article 1\n\nText.\n\nArticle 2\n\nText.\n";
        let document = Document::parse(text, None, 0);
        assert_eq!(rename(&document, 3, "2"), Err("article 2 is there already".to_owned()));
        assert_eq!(rename(&document, 3, "x"), Err("`x` is no number like that of `Article 1`".to_owned()));
        assert_eq!(rename(&document, 13, "x"), Ok(None));
        assert_eq!(renamed_words(&Document::parse("", None, 0), 5), None);
    }
}
