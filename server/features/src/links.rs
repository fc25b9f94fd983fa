//! Where the words of a draft lead outside it: addresses of the web, symbols of United Nations documents, the names of
//! instruments whose text the project has. Knows nothing of files: a path is as the settings have it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use travaux_grammar::Lexicon;

use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::instruments::Instruments;

/// Words that lead out of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Their bytes.
    pub range: Range<usize>,
    /// Where they lead.
    pub target: Target,
    /// What is there.
    pub tooltip: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address of the web.
    Web(String),
    /// A file, by its path.
    File(String),
}

/// What United Nations documents' symbols begin with, as far as the documents system of the organization has them:
/// ST/LIB/SER.B/5/Rev.5, United Nations Document Series Symbols, and its additions.
const SERIES: [&str; 30] = [
    "A", "BWC", "CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "DP", "E", "ECE", "FCCC", "HRI", "HSP",
    "ICCD", "LOS", "NPT", "PBC", "S", "SPLOS", "SPT", "ST", "STL", "T", "TD", "UNEP", "UNFPA", "UNW",
];

/// The links of a draft in the order of the text.
pub fn links(settings: &Settings, document: &Document) -> Vec<Link> {
    let draft = &document.draft;
    let instruments = Instruments::of(settings);
    let mut found = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
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
                Some(to_file(range.start as usize..range.end as usize, file))
            }));
            add_written(&instruments, &block.text, &mut here);
        }
        // What begins first counts, and of two the longer: the address that a symbol stands in.
        here.sort_by_key(|it: &Link| (it.range.start, std::cmp::Reverse(it.range.end)));
        let start = draft.start(index);
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

fn add_addresses(text: &str, found: &mut Vec<Link>) {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("https?://[^\\s<>\"“”«»‘’\\[\\]{}|\\\\^`，。；：、（）《》،؛]+")
            .expect("a constant that the tests use")
    });
    for address in ADDRESS.find_iter(text) {
        let written = without_stops(address.as_str());
        if written.ends_with('/') && written.ends_with("://") {
            continue;
        }
        let target = Target::Web(encoded(written));
        let range = address.start()..address.start() + written.len();
        found.push(Link { range, target, tooltip: format!("Open {written}") });
    }
}

/// An address without the stops of the sentence around it, nor the parentheses that it stands in.
fn without_stops(address: &str) -> &str {
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

/// An address with what is no ASCII in per cent signs.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte.is_ascii_graphic() {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn add_symbols(text: &str, found: &mut Vec<Link>) {
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[A-Z]{1,6}(?:/[A-Za-z0-9][A-Za-z0-9.\-]*){2,8}(?: ?\([0-9A-Z\-]{1,9}\))?")
            .expect("a constant that the tests use")
    });
    for symbol in SYMBOL.find_iter(text) {
        let before = text[..symbol.start()].chars().next_back();
        if before.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '/' | '.' | '-' | '_')) {
            continue;
        }
        let mut written = symbol.as_str();
        // `S/RES/1325 (2000)`: the year or session belongs to a resolution's symbol and to no other.
        if !written.contains("/RES/") {
            written = written.split([' ', '(']).next().unwrap_or(written);
        }
        let written = written.trim_end_matches(['.', '-']);
        if is_symbol(written) {
            let range = symbol.start()..symbol.start() + written.len();
            let plain: String = written.chars().filter(|it| *it != ' ').collect();
            let target = Target::Web(format!("https://undocs.org/{plain}"));
            found.push(Link { range, target, tooltip: format!("Open {written} at undocs.org") });
        }
    }
}

/// `A/RES/75/1` and `A/75/1`, but no alternatives that slashes part: `A/B/C`.
fn is_symbol(written: &str) -> bool {
    let mut parts = written.split('/');
    let (series, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_session = body.bytes().all(|it| it.is_ascii_digit());
    let is_body = body.bytes().take(2).filter(u8::is_ascii_uppercase).count() == 2;
    let has_number = parts.any(|it| it.bytes().any(|it| it.is_ascii_digit()));
    SERIES.contains(&series) && (is_session || is_body) && has_number
}

/// Where the names of instruments stand as the settings write them.
fn add_written(instruments: &Instruments<'_>, text: &str, found: &mut Vec<Link>) {
    for (name, file) in &instruments.names {
        for (start, _) in text.match_indices(name) {
            let range = start..start + name.len();
            let touches = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() && !travaux_grammar::is_han(it));
            if !touches(text[..start].chars().next_back()) && !touches(text[range.end..].chars().next()) {
                found.push(to_file(range, file));
            }
        }
    }
}

fn to_file(range: Range<usize>, file: &str) -> Link {
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
        let told = |it: &Link| match &it.target {
            Target::Web(target) | Target::File(target) => (text[it.range.clone()].to_owned(), target.clone()),
        };
        let found: Vec<(String, String)> = found.iter().map(told).collect();
        let expected: Vec<(String, String)> = expected.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_lead_to_the_web() {
        check("See (https://example.org/a_(b)).\n", &[("https://example.org/a_(b)", "https://example.org/a_(b)")]);
        check("参见https://example.org/é。\n", &[("https://example.org/é", "https://example.org/%C3%A9")]);
        check("انظر https://example.org/a، وغيره.\n", &[("https://example.org/a", "https://example.org/a")]);
        check("http:// and https://\n", &[]);
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
    fn an_empty_draft_leads_nowhere() {
        check("", &[]);
    }
}
