//! Writes the positions of delegations as one HTML page that needs no network: a heat map of delegations by places, with a
//! row for each alternative, and a table of how far each place is from agreement.
//!
//! Everything from drafts and positions files is escaped. The page may load nothing, and its script writes text only.

mod data;
mod distances;
mod heat_map;

use std::borrow::Cow;
use std::fmt::Write;

use travaux_model::positions::{DraftPositions, Phrase, Phrases, Side, Stance, StandingOptions, Tally};

use super::positions_places::{Naming, Place, Selection};
use data::PageData;
use distances::push_distances;
use heat_map::push_heat_map;

/// The positions on one draft, or of a file that is about none.
pub struct HtmlRecord<'h> {
    /// The name of the draft or file.
    pub path: &'h str,
    /// The positions.
    pub positions: DraftPositions<'h>,
    /// The name of each provision in the language of the page and its title, by the key of its address.
    pub names: std::collections::HashMap<String, (String, String)>,
}

/// Returns the page.
pub fn positions_html(records: &[HtmlRecord<'_>], selection: &Selection, naming: Naming<'_>) -> String {
    let phrases = Phrases { language: naming.language };
    let mut page = PageData::new(naming, selection);
    let mut body = String::new();
    let sections: Vec<Section<'_, '_>> = records
        .iter()
        .map(|record| {
            let rows = rows(selection.places(&record.positions, naming), selection.options(naming));
            Section { record, rows, naming, phrases }
        })
        .filter(|it| !it.rows.is_empty())
        .collect();
    let has_positions = !sections.is_empty();
    for section in &sections {
        push_heat_map(section, &mut page, &mut body);
        push_distances(section, &mut body);
    }
    if !has_positions {
        let _ = write!(body, "<p>{}</p>", escaped(phrases.of(Phrase::NoPositions)));
    }
    let mut out = String::with_capacity(body.len() + (1 << 16));
    push_head(&mut out, selection, naming.language, phrases);
    if has_positions {
        page.push_filters(&mut out);
        push_legend(&mut out, phrases);
    }
    out.push_str(&body);
    let close = escaped(phrases.of(Phrase::Close));
    let _ =
        write!(out, "<dialog><div></div><form method=\"dialog\"><button autofocus>{close}</button></form></dialog>");
    let _ = write!(out, "<script type=\"application/json\" id=\"data\">{}</script>", page.json());
    if has_positions {
        let _ = write!(out, "<script>{}</script>", include_str!("page.js"));
    }
    out.push_str("</body></html>\n");
    out
}

fn push_head(out: &mut String, selection: &Selection, language: &str, phrases: Phrases<'_>) {
    let direction = if language == "ar" { "rtl" } else { "ltr" };
    let title = escaped(phrases.of(Phrase::PageTitle));
    let at = selection.at.as_deref().map_or(String::new(), |it| phrases.words(Phrase::AsAt, it));
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; \
        form-action 'none'";
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{}</style></head><body><h1>{title}</h1><p class=\"path\">{}</p>",
        include_str!("page.css"),
        escaped(&at),
    );
}

fn push_legend(out: &mut String, phrases: Phrases<'_>) {
    out.push_str("<p class=\"legend\">");
    for side in [Side::For, Side::Against, Side::Reserved, Side::Neutral] {
        let (class, sign) = mark(side);
        let _ = write!(out, "<span><b class=\"{class}\">{sign}</b>{}</span>", escaped(phrases.of(phrase(side))));
    }
    out.push_str("</p>");
}

/// One draft on the page.
struct Section<'s, 'r> {
    record: &'s HtmlRecord<'s>,
    rows: Vec<Row<'r>>,
    naming: Naming<'s>,
    phrases: Phrases<'s>,
}

/// A place with a row for each text on which there are positions.
struct Row<'r> {
    place: Place<'r>,
    /// The words of each alternative, `None` for the whole place, with its count.
    texts: Vec<(Option<&'r str>, Tally<'r>)>,
}

/// Counts the States on each text of some places.
fn rows<'r>(places: Vec<Place<'r>>, options: StandingOptions<'_>) -> Vec<Row<'r>> {
    let row = |place: Place<'r>| {
        let texts = place.alternatives().into_iter();
        let texts = texts.map(|it| (it, place.tally(it, options))).collect();
        Row { place, texts }
    };
    places.into_iter().map(row).collect()
}

impl Section<'_, '_> {
    /// Returns the name of a place and its title, which may be empty.
    fn name<'a>(&'a self, place: &'a Place<'_>) -> (&'a str, &'a str) {
        if place.is_topic {
            let topic = self.naming.topics.find(place.name);
            return (topic.and_then(|it| it.name.in_language(self.naming.language)).unwrap_or(place.name), "");
        }
        let known = self.record.names.get(&travaux_model::positions::address_key(place.name));
        known.map_or((place.name, ""), |it| (&it.0, &it.1))
    }

    /// Returns the heading of a row: the place with its title unless it stands in a row above, and the alternative.
    fn row_heading(&self, place: &Place<'_>, alternative: Option<&str>, has_place: bool) -> String {
        let mut out = "<th scope=\"row\">".to_owned();
        let (name, title) = self.name(place);
        if has_place {
            let _ = write!(out, "<b><bdi>{}</bdi></b>", escaped(name));
            if !title.is_empty() {
                let _ = write!(out, " <bdi class=\"title\">{}</bdi>", escaped(title));
            }
        }
        if let Some(alternative) = alternative {
            let separator = if has_place { "<br>" } else { "" };
            let quotation = self.phrases.quoted(&brief(alternative));
            let _ = write!(out, "{separator}<i><bdi>{}</bdi></i>", escaped(&quotation));
        }
        out.push_str("</th>");
        out
    }
}

/// Returns the class and the sign of a side. Signs are read without colour too.
fn mark(side: Side) -> (&'static str, &'static str) {
    match side {
        Side::For => ("f", "+"),
        Side::Against => ("a", "−"),
        Side::Reserved => ("r", "~"),
        Side::Neutral => ("n", "·"),
    }
}

fn phrase(side: Side) -> Phrase {
    match side {
        Side::For => Phrase::For,
        Side::Against => Phrase::Against,
        Side::Reserved => Phrase::Reserved,
        Side::Neutral => Phrase::Neutral,
    }
}

/// Returns the verb of a stance for one delegation.
fn verb(stance: Stance, phrases: Phrases<'_>) -> &'static str {
    phrases.stance(stance, 1)
}

fn brief(text: &str) -> String {
    const MAX_CHARS: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Escapes a text for HTML. Signs of direction and other control characters are removed.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(|it| matches!(it, '&' | '<' | '>' | '"' | '\'') || is_unsafe(it)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ if is_unsafe(letter) => {}
            _ => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// Returns whether a letter is a control character or a sign of direction. Most texts are of letters that are compared
/// once.
fn is_unsafe(letter: char) -> bool {
    match letter {
        ' '..='~' | '\n' | '\u{a0}'..='\u{61b}' | '\u{61d}'..='\u{200d}' => false,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => true,
        _ => letter.is_control(),
    }
}

#[cfg(test)]
mod tests;
