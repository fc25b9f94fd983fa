//! Workspace symbols: the articles, divisions and defined terms of all drafts. A query matches a number, words of the title,
//! an English address whatever the language of the draft, or the first letters of each word.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{Kind, folded_phrase, is_han};

use crate::display_text::single_line;
use travaux_model::document::Document;
use travaux_model::positions::place_name;
use travaux_model::terms::defined_terms;

/// An article, division or term that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// The name of its draft.
    pub draft: Arc<str>,
    /// The label and title as the draft writes them: `Article 10 bis. Scope`.
    pub name: String,
    /// The kind of provision; `None` for a term.
    pub kind: Option<Kind>,
    /// The name of the provision around it, in the language of its draft.
    pub container: Option<String>,
    /// The bytes of its label or definition in its draft.
    pub range: Range<usize>,
}

/// The length of the longest list of results.
const MAX_RESULTS: usize = 256;

/// Returns the symbols of some drafts, given with their names, that match a query, the best matches first. An empty query
/// matches everything.
pub fn workspace_symbols<'w>(
    drafts: impl Iterator<Item = (&'w Arc<str>, &'w Arc<Document>)>,
    query: &str,
) -> Vec<WorkspaceSymbol> {
    let query: Vec<char> = folded_phrase(query).chars().collect();
    let mut found: Vec<(i32, WorkspaceSymbol)> = Vec::new();
    for (name, document) in drafts {
        add_provisions(name, document, &query, &mut found);
        add_terms(name, document, &query, &mut found);
    }
    // A stable sort: equally good matches stay in the order of the drafts.
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    found.truncate(MAX_RESULTS);
    found.into_iter().map(|it| it.1).collect()
}

fn add_provisions(name: &Arc<str>, document: &Document, query: &[char], found: &mut Vec<(i32, WorkspaceSymbol)>) {
    let (draft, outline) = (&document.draft, &document.outline);
    for id in outline.ids().filter(|id| outline.provision(*id).kind.is_heading()) {
        let provision = outline.provision(id);
        let label = single_line(draft.block(provision.block).slice(provision.at.clone()));
        let title = outline.title(draft, id).map(single_line).unwrap_or_default();
        let written = match (label.is_empty(), title.is_empty()) {
            (false, false) if label == title => label,
            // Chinese has a blank between the two.
            (false, false) if label.ends_with(is_han) => format!("{label} {title}"),
            (false, false) => format!("{label}. {title}"),
            (true, false) => title,
            (false, true) => label,
            (true, true) => continue,
        };
        let Some(score) = score(&written, query).max(score(&outline.address(id), query)) else { continue };
        let container = provision.parent.map(|it| place_name(document, it)).filter(|it| !it.is_empty());
        let range = outline.label_range(draft, id);
        let kind = Some(provision.kind);
        found.push((score, WorkspaceSymbol { draft: Arc::clone(name), name: written, kind, container, range }));
    }
}

fn add_terms(name: &Arc<str>, document: &Document, query: &[char], found: &mut Vec<(i32, WorkspaceSymbol)>) {
    let (draft, outline) = (&document.draft, &document.outline);
    for term in defined_terms(draft, outline) {
        let Some(score) = score(&term.term, query) else { continue };
        let range = term.defined(draft);
        let around = outline.at_byte(draft, range.start);
        let container = around.map(|it| place_name(document, it)).filter(|it| !it.is_empty());
        let draft = Arc::clone(name);
        let symbol = WorkspaceSymbol { draft, name: term.term, kind: None, container, range };
        found.push((score, symbol));
    }
}

/// Returns how well a name matches a query; `None` if it does not contain the letters of the query in their order.
///
/// Adjacent letters count more, and letters at the beginning of a word most, so that `10` finds article 10 before article
/// 110.
fn score(name: &str, query: &[char]) -> Option<i32> {
    let name: Vec<char> = folded_phrase(name).chars().collect();
    if query.is_empty() {
        return Some(0);
    }
    if name.is_empty() {
        return None;
    }
    let begins_word = |at: usize| at == 0 || !name[at - 1].is_alphanumeric();
    let whole = name.windows(query.len()).enumerate().filter(|(_, it)| *it == query).map(|(at, _)| {
        let ends_word = name.get(at + query.len()).is_none_or(|it| !it.is_alphanumeric());
        i32::from(begins_word(at)) * 40 + i32::from(ends_word) * 20
    });
    let length = name.len().min(200) as i32 / 4;
    match whole.max() {
        Some(best) => Some(400 + best - length),
        None => Some(scattered_score(&name, query)? - length),
    }
}

/// Returns the score of a name that contains the letters of a query with others between them.
fn scattered_score(name: &[char], query: &[char]) -> Option<i32> {
    let begins_word = |at: usize| at == 0 || !name[at - 1].is_alphanumeric();
    let mut score = 0;
    let mut at = 0;
    let mut last = None;
    for letter in query.iter().filter(|it| !it.is_whitespace()) {
        // The next beginning of a word with this letter if there is one, else the next occurrence.
        let next = (at..name.len()).find(|it| name[*it] == *letter)?;
        let is_adjacent = last.is_some_and(|it: usize| it + 1 == next);
        let initial = (next..name.len()).find(|it| name[*it] == *letter && begins_word(*it));
        let found = initial.filter(|_| !is_adjacent).unwrap_or(next);
        score += if begins_word(found) {
            10
        } else if is_adjacent {
            6
        } else {
            0
        };
        last = Some(found);
        at = found + 1;
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "## Chapter I. General\n\n### Article 1. Use of terms\n\n(a) “Relay mast” means a support;\n\n\
                           ### Article 10. Scope\n\nText.\n\n### Article 110. Reserves\n\nText.\n";
    const ARABIC: &str = "### المادة 10. نطاق التطبيق\n\nنص.\n";

    fn check(query: &str, expected: &[&str]) {
        let drafts = [("a", ENGLISH), ("b", ARABIC)];
        let drafts: [(Arc<str>, Arc<Document>); 2] =
            drafts.map(|(name, text)| (name.into(), Arc::new(Document::parse(text, None, 0))));
        let found = workspace_symbols(drafts.iter().map(|it| (&it.0, &it.1)), query);
        let found: Vec<&str> = found.iter().map(|it| it.name.as_str()).take(expected.len().max(1)).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn a_number_finds_its_article_in_every_language() {
        check("article 10", &["Article 10. Scope", "المادة 10. نطاق التطبيق"]);
        check("10", &["Article 10. Scope", "المادة 10. نطاق التطبيق", "Article 110. Reserves"]);
    }

    #[test]
    fn words_of_titles_and_terms_are_found() {
        check("scope", &["Article 10. Scope"]);
        check("RELAY", &["Relay mast"]);
        check("نطاق", &["المادة 10. نطاق التطبيق"]);
        check("chap", &["Chapter I. General"]);
    }

    #[test]
    fn a_symbol_is_named_and_placed_in_the_language_of_its_draft() {
        for (text, query, name, container) in [
            (ENGLISH, "relay", "Relay mast", "article 1 (a)"),
            (
                "## الفصل الأول\n\n### المادة 1. نطاق\n\n(أ) يقصد بتعبير \"بحيرة\" مياه؛\n",
                "بحيرة",
                "بحيرة",
                "المادة 1 (أ)",
            ),
            ("## الفصل الأول\n\n### المادة 1. نطاق\n\nنص.\n", "نطاق", "المادة 1. نطاق", "الفصل الأول"),
            ("## 第一章\n\n### 第一条 用语\n\n案文。\n", "用语", "第一条 用语", "第一章"),
            ("## Глава I\n\n### Статья 1. Охват\n\nТекст.\n", "охват", "Статья 1. Охват", "Глава I"),
        ] {
            let draft: (Arc<str>, _) = ("a".into(), Arc::new(Document::parse(text, None, 0)));
            let found = workspace_symbols(std::iter::once((&draft.0, &draft.1)), query);
            assert_eq!((found[0].name.as_str(), found[0].container.as_deref()), (name, Some(container)));
        }
    }

    #[test]
    fn first_letters_are_enough() {
        check("a1uot", &["Article 1. Use of terms"]);
        check("rlmst", &["Relay mast"]);
        check("zzz", &[]);
    }

    #[test]
    fn an_empty_query_finds_everything() {
        check("", &["Chapter I. General", "Article 1. Use of terms"]);
        assert_eq!(workspace_symbols(std::iter::empty(), ""), []);
    }
}
