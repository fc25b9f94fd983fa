//! Renames a defined term, an alternative, or the number of a provision together with all references to it. Edits of
//! inflected uses of a term are marked as doubtful, since the new name is not inflected. Where nobody can be asked about
//! them, only the uses that are spelt as the definition spells the term are renamed.

mod number;

use std::ops::Range;

use travaux_grammar::{BracketContent, folded_phrase};

use travaux_model::document::Document;
use travaux_model::edit::{Edit, Rewrite, alternatives};
use travaux_model::outline::ProvisionId;
use travaux_model::terms::{Term, terms};

use number::{can_be_changed, change_number};

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

/// Renames the item at a byte. `can_ask` states whether the editor can ask the user about an edit that may be wrong. The error
/// is a sentence that says why the new name is not possible.
pub fn rename(document: &Document, offset: usize, name: &str, can_ask: bool) -> Result<Option<Rewrite>, String> {
    let name = name.trim();
    let Some((range, item)) = renameable_at(document, offset) else { return Ok(None) };
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Err("a name must be a single line and not empty".to_owned());
    }
    match item {
        Renameable::Term(term) => match refusal_of_term(document, &term, name) {
            Some(refusal) => Err(refusal),
            None => Ok(Some(rename_term(document, &term, name, can_ask))),
        },
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
        return can_be_changed(document, id).then_some((label, Renameable::Number(id)));
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

/// Returns why a term cannot have a name: signs that end a definition are in it, or another definition has it.
fn refusal_of_term(document: &Document, term: &Term, name: &str) -> Option<String> {
    const BRACKETS_AND_QUOTES: &[char] =
        &['[', ']', '［', '］', '【', '】', '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』', '＂'];
    if name.contains(BRACKETS_AND_QUOTES) {
        return Some(format!("`{name}` has brackets or quotation marks"));
    }
    let wanted = folded_phrase(name);
    let defined = terms(&document.draft, &document.outline);
    let taken = defined.iter().find(|it| it.defined != term.defined && folded_phrase(&it.term) == wanted)?;
    Some(format!("“{}” is defined already", taken.term))
}

/// Renames a term in its definition and its uses. Uses in a form other than the defined one are doubtful; if nobody can be
/// asked, these stay, and those with other capitals.
fn rename_term(document: &Document, term: &Term, name: &str, can_ask: bool) -> Rewrite {
    let draft = &document.draft;
    let defined = draft.slice(term.defined.clone());
    let mut edits = vec![(Edit { range: term.defined.clone(), text: name.to_owned() }, false)];
    for range in &term.uses {
        let written = draft.slice(range.clone());
        if can_ask || is_spelt_alike(&written, &defined) {
            let text = with_initial_case_of(&written, name);
            let is_doubtful = !is_spelt_alike(&written, &with_initial_case_of(&written, &defined));
            edits.push((Edit { range: range.clone(), text }, is_doubtful));
        }
    }
    edits.sort_by_key(|(edit, _)| edit.range.start);
    let doubtful = edits.iter().enumerate().filter(|(_, (_, is_doubtful))| *is_doubtful).map(|(at, _)| at).collect();
    let edits = edits.into_iter().map(|(edit, _)| edit).collect();
    Rewrite { title: format!("rename “{}” to “{name}”", term.term), edits, doubtful, is_previewed: false }
}

/// Returns whether two phrases have the same letters, in the same case, whatever the blanks between their words.
fn is_spelt_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
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

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::edit::applied;

    fn check(marked: &str, name: &str, expected: &str) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replace("$0", "");
        let document = Document::parse(&text, None, 0);
        let rewrite = rename(&document, offset, name, true).unwrap().unwrap();
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
        let rewrite = rename(&document, text.find("Ship").unwrap(), "vessel", true).unwrap().unwrap();
        assert_eq!((rewrite.edits.len(), rewrite.doubtful), (3, vec![1]));
    }

    #[test]
    fn capitals_are_doubtful_and_only_exact_uses_change_unasked() {
        for (text, name, doubtful, unasked) in [
            (
                "# ON LAKES AND A LAKE\n\nArticle 1\n\n(a) “Lake” means water;\n\nArticle 2\n\nA Lake, a lake.\n",
                "Water body",
                &["LAKES", "LAKE"][..],
                "# ON LAKES AND A LAKE\n\nArticle 1\n\n(a) “Water body” means water;\n\nArticle 2\n\nA Water body, a lake.\n",
            ),
            (
                "Статья 1\n\na) «озеро» означает воду;\n\nСтатья 2\n\nЭто озеро у озера. Озеро.\n",
                "водоем",
                &["озера"],
                "Статья 1\n\na) «водоем» означает воду;\n\nСтатья 2\n\nЭто водоем у озера. Озеро.\n",
            ),
            (
                "المادة 1\n\n(أ) يقصد بتعبير \"بحيرة\" مياه؛\n\nالمادة 2\n\nكل بحيرة والبحيرة.\n",
                "مسطح",
                &["والبحيرة"],
                "المادة 1\n\n(أ) يقصد بتعبير \"مسطح\" مياه؛\n\nالمادة 2\n\nكل مسطح والبحيرة.\n",
            ),
        ] {
            let document = Document::parse(text, None, 0);
            let at = document.draft.blocks.iter().enumerate().find_map(|(index, block)| {
                let definition = block.definitions.iter().next()?;
                Some(document.draft.range(travaux_grammar::BlockId::of(index), definition.term.clone()).start)
            });
            let asked = rename(&document, at.unwrap(), name, true).unwrap().unwrap();
            let written: Vec<&str> = asked.doubtful.iter().map(|it| &text[asked.edits[*it].range.clone()]).collect();
            assert_eq!(written, doubtful);
            let made = rename(&document, at.unwrap(), name, false).unwrap().unwrap();
            assert_eq!((applied(text, &made.edits).as_str(), made.doubtful.len()), (unasked, 0));
        }
    }

    #[test]
    fn a_name_of_another_term_and_one_with_brackets_are_refused() {
        let text = "Article 1\n\n(a) “Lake” means water;\n\n(b) “Water body” means a lake.\n";
        let document = Document::parse(text, None, 0);
        let renamed = |name: &str| rename(&document, text.find("Lake").unwrap(), name, true);
        for name in ["Water body", "water  body"] {
            assert_eq!(renamed(name), Err("“Water body” is defined already".to_owned()));
        }
        for name in ["x]”", "[x]", "x”", "\"x\"", "«x»", "【x】", "「x」"] {
            assert_eq!(renamed(name), Err(format!("`{name}` has brackets or quotation marks")));
        }
        assert!(renamed("lake").is_ok());
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
            assert_eq!(rename(&document, 3, taken, true), Err("article 2 already exists".to_owned()));
        }
        assert_eq!(rename(&document, 3, "x", true), Err("`x` is not a number like that of `Article 1`".to_owned()));
        assert_eq!(rename(&document, 13, "x", true), Ok(None));
        assert_eq!(renamed_words(&Document::parse("", None, 0), 5), None);
    }
}
