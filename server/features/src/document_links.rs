//! Document links: web addresses, symbols of United Nations documents, and the names of instruments whose text the project
//! contains. No file is read: a path is as the settings name it.

use std::ops::Range;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use travaux_grammar::{Lexicon, document_symbols, range_to_usize};

use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::instruments::Instruments;

/// A link from words of a draft to a target outside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of the words.
    pub range: Range<usize>,
    /// The target.
    pub target: Target,
    /// A description of the target.
    pub tooltip: String,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A web address.
    Web(String),
    /// A file, by its path.
    File(String),
}

/// The characters of a web address that are percent-encoded in a link.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ');

/// Returns the links of a draft in the order of the text.
pub fn links(settings: &Settings, document: &Document) -> Vec<Link> {
    let draft = &document.draft;
    let instruments = Instruments::of(settings);
    let mut found = Vec::new();
    for (id, block) in draft.blocks_with_ids() {
        let mut here = Vec::new();
        if block.text.contains('/') {
            add_addresses(&block.text, &mut here);
            add_symbols(&block.text, &mut here);
        }
        if !instruments.names.is_empty() {
            let named = block.references.iter().filter_map(|it| it.instrument.clone());
            let lexicon = Lexicon::of(block.language);
            here.extend(named.filter_map(|range| {
                let file = instruments.file(block.slice(range.clone()), lexicon)?;
                Some(file_link(range_to_usize(range), file))
            }));
            add_instruments(&instruments, &block.text, &mut here);
        }
        // Of overlapping links, the first one counts, then the longer one: an address rather than the symbol in it.
        here.sort_by_key(|it: &Link| (it.range.start, std::cmp::Reverse(it.range.end)));
        let start = draft.start(id);
        let mut end = 0;
        for link in here {
            if link.range.start >= end {
                end = link.range.end;
                found.push(Link { range: link.range.start + start..link.range.end + start, ..link });
            }
        }
    }
    found
}

/// Adds the web addresses in a text.
fn add_addresses(text: &str, found: &mut Vec<Link>) {
    let mut from = 0;
    while let Some(start) = text[from..].find("http").map(|offset| from + offset) {
        let scheme = ["http://", "https://"].into_iter().find(|it| text[start..].starts_with(it));
        let length = scheme.map_or(0, |it| it.len() + address_len(&text[start + it.len()..]));
        let written = without_punctuation(&text[start..start + length]);
        if scheme.is_some_and(|it| length > it.len()) && !written.ends_with("://") {
            let target = Target::Web(utf8_percent_encode(written, ENCODED).to_string());
            found.push(Link { range: start..start + written.len(), target, tooltip: format!("Open {written}") });
        }
        from = start + length.max("http".len());
    }
}

/// Returns the length of a web address after its scheme: it ends at whitespace, quotation marks, brackets and the
/// punctuation of Chinese and Arabic.
fn address_len(text: &str) -> usize {
    const DELIMITERS: &str = "<>\"“”«»‘’[]{}|\\^`，。；：、（）《》،؛";
    text.find(|it: char| it.is_whitespace() || DELIMITERS.contains(it)).unwrap_or(text.len())
}

/// Removes the punctuation of the surrounding sentence from the end of an address, and the closing parentheses that have
/// no opening ones in the address.
fn without_punctuation(address: &str) -> &str {
    let mut unopened = address.matches(')').count().saturating_sub(address.matches('(').count());
    let mut written = address;
    loop {
        written = written.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'', '؟']);
        match written.strip_suffix(')').filter(|_| unopened > 0) {
            Some(inner) => (written, unopened) = (inner, unopened - 1),
            None => return written,
        }
    }
}

/// Adds the symbols of United Nations documents in a text.
fn add_symbols(text: &str, found: &mut Vec<Link>) {
    for range in document_symbols(text) {
        let written = &text[range.clone()];
        let target = Target::Web(format!("https://undocs.org/{}", written.replace(' ', "")));
        found.push(Link { target, tooltip: format!("Open {written} at undocs.org"), range });
    }
}

/// Adds the names of instruments in a text, as the settings spell them.
fn add_instruments(instruments: &Instruments<'_>, text: &str, found: &mut Vec<Link>) {
    for (name, file) in &instruments.names {
        for (start, _) in text.match_indices(name) {
            let range = start..start + name.len();
            let touches = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() && !travaux_grammar::is_han(it));
            if !touches(text[..start].chars().next_back()) && !touches(text[range.end..].chars().next()) {
                found.push(file_link(range, file));
            }
        }
    }
}

fn file_link(range: Range<usize>, file: &str) -> Link {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    Link { range, target: Target::File(file.to_owned()), tooltip: format!("Open {name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::config::Instrument;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let instrument = Instrument {
            name: "Harbour Convention".to_owned(),
            aliases: vec!["اتفاقية الموانئ".to_owned(), "《港口公约》".to_owned()],
            file: Some("/a/harbour.treaty".to_owned()),
        };
        let settings = Settings { instruments: vec![instrument], ..Settings::default() };
        let found = links(&settings, &Document::parse(text, None, 0));
        let shown = |it: &Link| match &it.target {
            Target::Web(target) | Target::File(target) => (text[it.range.clone()].to_owned(), target.clone()),
        };
        let found: Vec<(String, String)> = found.iter().map(shown).collect();
        let expected: Vec<(String, String)> = expected.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_lead_to_the_web() {
        check("See (https://example.org/a_(b)).\n", &[("https://example.org/a_(b)", "https://example.org/a_(b)")]);
        check("参见https://example.org/é。\n", &[("https://example.org/é", "https://example.org/%C3%A9")]);
        check("انظر https://example.org/a، وغيره.\n", &[("https://example.org/a", "https://example.org/a")]);
        check("http:// and https:// and https://).\n", &[]);
        check("httphttp://a\n", &[("http://a", "http://a")]);
        check("http://a?http://b\n", &[("http://a?http://b", "http://a?http://b")]);
    }

    #[test]
    fn symbols_of_documents_lead_to_the_documents() {
        let link = |symbol| (symbol, format!("https://undocs.org/{symbol}"));
        for text in ["Under A/RES/75/1.\n", "وفقا للوثيقة A/RES/75/1.\n", "根据A/RES/75/1号决议\n", "(A/RES/75/1)\n"]
        {
            let (symbol, target) = link("A/RES/75/1");
            check(text, &[(symbol, &target)]);
        }
        check("A/AC.291/22/Rev.1 of it\n", &[("A/AC.291/22/Rev.1", "https://undocs.org/A/AC.291/22/Rev.1")]);
        check("S/RES/1325 (2000)\n", &[("S/RES/1325 (2000)", "https://undocs.org/S/RES/1325(2000)")]);
        check("https://undocs.org/A/75/1\n", &[("https://undocs.org/A/75/1", "https://undocs.org/A/75/1")]);
        check("A/B/C, and/or, 1/2/3, XA/RES/75/1, A/75 and TCP/IP/4\n", &[]);
    }

    #[test]
    fn instruments_of_the_project_lead_to_their_texts() {
        let to = |name| [(name, "/a/harbour.treaty")];
        check("Under article 2 of the Harbour Convention.\n", &to("Harbour Convention"));
        check("Recalling the Harbour Convention,\n", &to("Harbour Convention"));
        check("وفقا لاتفاقية و اتفاقية الموانئ هنا\n", &to("اتفاقية الموانئ"));
        check("根据《港口公约》行动\n", &to("《港口公约》"));
        check("Under the Harbour Conventional rules\n", &[]);
    }

    #[test]
    fn an_empty_draft_has_no_links() {
        check("", &[]);
    }
}
