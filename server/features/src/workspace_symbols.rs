//! The articles, divisions and defined terms of all drafts, by what somebody remembers of them: a number, words of the
//! title, an address in English whatever the draft's language, the first letters of each word.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{Kind, folded_phrase};

use travaux_model::document::Document;
use travaux_model::terms::Glossary;

/// One that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The draft that it is in.
    pub draft: Arc<str>,
    /// `Article 10 bis. Scope`, as the draft writes it.
    pub name: String,
    /// What it is; `None` for a term.
    pub kind: Option<Kind>,
    /// What it lies in.
    pub container: Option<String>,
    /// Its label or its definition, bytes of its draft.
    pub range: Range<usize>,
}

/// How many are shown.
const MOST: usize = 256;

/// What a query finds in drafts, which come with their names, the best first; all of it for an empty query, as far as it
/// is shown.
pub fn workspace_symbols<'w>(
    drafts: impl Iterator<Item = (&'w Arc<str>, &'w Arc<Document>)>,
    query: &str,
) -> Vec<Found> {
    let query: Vec<char> = folded_phrase(query).chars().collect();
    let mut found: Vec<(i32, Found)> = Vec::new();
    for (name, document) in drafts {
        add_provisions(name, document, &query, &mut found);
        add_terms(name, document, &query, &mut found);
    }
    // Stable, so that equals stay in the order of the drafts.
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    found.truncate(MOST);
    found.into_iter().map(|it| it.1).collect()
}

fn add_provisions(name: &Arc<str>, document: &Document, query: &[char], found: &mut Vec<(i32, Found)>) {
    let (draft, outline) = (&document.draft, &document.outline);
    let ids = 0..outline.provisions.len() as u32;
    for id in ids.filter(|id| outline.provision(*id).kind.is_heading()) {
        let provision = outline.provision(id);
        let label = one_line(draft.blocks[provision.block as usize].slice(provision.at.clone()));
        let title = outline.title(draft, id).map(one_line).unwrap_or_default();
        let written = match (label.is_empty(), title.is_empty()) {
            (false, false) if label == title => label,
            (false, false) => format!("{label}. {title}"),
            (true, false) => title,
            (false, true) => label,
            (true, true) => continue,
        };
        let Some(score) = score(&written, query).max(score(&outline.address(id), query)) else { continue };
        let container = provision.parent.map(|it| outline.address(it)).filter(|it| !it.is_empty());
        let range = outline.label_range(draft, id);
        let kind = Some(provision.kind);
        found.push((score, Found { draft: Arc::clone(name), name: written, kind, container, range }));
    }
}

fn add_terms(name: &Arc<str>, document: &Document, query: &[char], found: &mut Vec<(i32, Found)>) {
    let (draft, outline) = (&document.draft, &document.outline);
    for term in Glossary::of(draft, outline).terms {
        let Some(score) = score(&term.term, query) else { continue };
        let block = draft.block_at(term.defined.start);
        let around = outline.at(block, term.defined.start - draft.start(block));
        let container = around.map(|it| outline.address(it)).filter(|it| !it.is_empty());
        found.push((
            score,
            Found { draft: Arc::clone(name), name: term.term, kind: None, container, range: term.defined },
        ));
    }
}

/// How well a name answers a query, whose letters it must have in their order; `None` if it has not. Letters that touch
/// count more, and most at the beginning of a word, so that `10` is article 10 before article 110.
fn score(name: &str, query: &[char]) -> Option<i32> {
    let name: Vec<char> = folded_phrase(name).chars().collect();
    if query.is_empty() {
        return Some(0);
    }
    if name.is_empty() {
        return None;
    }
    let begins = |at: usize| at == 0 || !name[at - 1].is_alphanumeric();
    let whole = name.windows(query.len()).enumerate().filter(|(_, it)| *it == query).map(|(at, _)| {
        let ends = name.get(at + query.len()).is_none_or(|it| !it.is_alphanumeric());
        i32::from(begins(at)) * 40 + i32::from(ends) * 20
    });
    let length = name.len().min(200) as i32 / 4;
    if let Some(best) = whole.max() {
        return Some(400 + best - length);
    }
    let mut score = 0;
    let mut at = 0;
    let mut last = None;
    for letter in query.iter().filter(|it| !it.is_whitespace()) {
        // The beginning of a word if one comes, else the next letter.
        let next = (at..name.len()).find(|it| name[*it] == *letter)?;
        let touches = last.is_some_and(|it: usize| it + 1 == next);
        let better = (next..name.len()).find(|it| name[*it] == *letter && begins(*it)).filter(|_| !touches);
        let place = better.unwrap_or(next);
        score += if begins(place) {
            10
        } else if touches {
            6
        } else {
            0
        };
        last = Some(place);
        at = place + 1;
    }
    Some(score - length)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
