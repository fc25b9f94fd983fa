//! Writes the positions of delegations as one HTML page that needs no network: a heat map of delegations by places, with a
//! row for each alternative, and a table of how far each place is from agreement.
//!
//! Everything from drafts and positions files is escaped. The page may load nothing, and its script writes text only.

mod data;

use std::fmt::Write;

use travaux_model::positions::{
    Counted, DelegationId, DraftPositions, Phrase, Phrases, Side, Stance, StandingOptions, Tally,
};

use super::positions_places::{Naming, Place, Selection};
use data::PageData;

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
    page.set_columns(sections.iter().flat_map(|it| &it.rows).flat_map(|it| &it.place.standings));
    let positions = sections.iter().flat_map(|it| &it.rows).flat_map(|it| &it.place.positions);
    let names =
        positions.flat_map(|it| it.position.speakers.iter().filter_map(|it| it.name.in_language(naming.language)));
    page.set_speakers(names);
    sections.iter().for_each(|it| it.push(&mut page, &mut body));
    if !has_positions {
        let _ = write!(body, "<p>{}</p>", escaped(phrases.of(Phrase::NoPositions)));
    }
    let mut out = String::with_capacity(body.len() + (1 << 16));
    push_head(&mut out, selection, naming.language, phrases);
    if has_positions {
        page.push_filters(&mut out, phrases);
        push_legend(&mut out, phrases);
    }
    out.push_str(&body);
    let close = escaped(phrases.of(Phrase::Close));
    let _ = write!(out, "<dialog><div></div><form method=\"dialog\"><button>{close}</button></form></dialog>");
    let _ = write!(out, "<script type=\"application/json\" id=\"data\">{}</script>", page.json(phrases));
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

/// A place with a row for each of its alternatives.
struct Row<'r> {
    place: Place<'r>,
    /// The words of each alternative, `None` for the whole place, with its count.
    alternatives: Vec<(Option<String>, Tally<'r>)>,
}

/// Counts the States on each alternative of some places.
fn rows<'r>(places: Vec<Place<'r>>, options: StandingOptions<'_>) -> Vec<Row<'r>> {
    let row = |place: Place<'r>| {
        let tally = |it: Option<&str>| (it.map(str::to_owned), Tally::of(&place.standings, it, options));
        let mut texts = place.alternatives();
        texts.extend(place.texts_of_speakers());
        texts.sort_unstable();
        let alternatives = texts.into_iter().map(tally).collect();
        Row { place, alternatives }
    };
    places.into_iter().map(row).collect()
}

impl Section<'_, '_> {
    fn push(&self, page: &mut PageData<'_>, out: &mut String) {
        let heading = escaped(self.phrases.of(Phrase::HeatMap));
        let _ = write!(out, "<h2>{heading} <bdi class=\"path\">{}</bdi></h2>", escaped(self.record.path));
        let _ = write!(out, "<div class=\"scroll\"><table class=\"map\"><thead><tr><th>{}</th>", self.place_word());
        page.push_column_headings(out);
        out.push_str("</tr></thead><tbody>");
        for row in &self.rows {
            for (index, (alternative, tally)) in row.alternatives.iter().enumerate() {
                let (class, alternative) = (if index == 0 { " class=\"first\"" } else { "" }, alternative.as_deref());
                let _ = write!(out, "<tr{class}>{}", self.row_heading(&row.place, alternative, index == 0));
                page.push_cells(out, &row.place, alternative, tally);
                out.push_str("</tr>");
            }
        }
        out.push_str("</tbody></table></div>");
        self.push_distances(out);
    }

    fn place_word(&self) -> String {
        escaped(self.phrases.of(Phrase::Place))
    }

    /// Returns the heading of a row: the place with its title, and the alternative.
    fn row_heading(&self, place: &Place<'_>, alternative: Option<&str>, is_first: bool) -> String {
        let mut out = "<th scope=\"row\">".to_owned();
        let (name, title) = self.name(place);
        if is_first || alternative.is_none() {
            let _ = write!(out, "<b><bdi>{}</bdi></b>", escaped(name));
            if !title.is_empty() {
                let _ = write!(out, " <bdi class=\"title\">{}</bdi>", escaped(title));
            }
        }
        if let Some(alternative) = alternative {
            let separator = if is_first { "<br>" } else { "" };
            let _ = write!(out, "{separator}<i><bdi>“{}”</bdi></i>", escaped(&brief(alternative)));
        }
        out.push_str("</th>");
        out
    }

    fn name<'a>(&'a self, place: &'a Place<'_>) -> (&'a str, &'a str) {
        if place.is_topic {
            let topic = self.naming.topics.find(place.name);
            return (topic.and_then(|it| it.name.in_language(self.naming.language)).unwrap_or(place.name), "");
        }
        let known = self.record.names.get(&travaux_model::positions::address_key(place.name));
        known.map_or((place.name, ""), |it| (&it.0, &it.1))
    }

    /// Adds the table of how far each place is from agreement.
    fn push_distances(&self, out: &mut String) {
        let word = |phrase| escaped(self.phrases.of(phrase));
        let _ = write!(
            out,
            "<h2>{}</h2><div class=\"scroll\"><table class=\"far\"><thead><tr>",
            word(Phrase::DistanceTable)
        );
        for phrase in [
            Phrase::Place,
            Phrase::For,
            Phrase::Against,
            Phrase::Reserved,
            Phrase::Silent,
            Phrase::ToConsensus,
            Phrase::ToMajority,
            Phrase::ToTwoThirds,
        ] {
            let _ = write!(out, "<th>{}</th>", word(phrase));
        }
        out.push_str("</tr></thead><tbody>");
        for row in self.rows.iter().filter(|it| !it.place.is_topic) {
            let counted = row.alternatives.iter().filter(|it| it.1.spoken() + it.1.not_counted.len() > 0);
            for (alternative, tally) in counted {
                let heading = self.row_heading(&row.place, alternative.as_deref(), true);
                let _ = write!(out, "<tr>{}", heading.replace("</th>", &bar(tally)));
                for side in [&tally.in_favour, &tally.against, &tally.reserved] {
                    let _ = write!(out, "<td>{}</td>", self.list(side));
                }
                let neutral = escaped(&self.codes(&tally.neutral));
                let silent = tally.silent.len();
                let _ = write!(out, "<td><details data-n=\"{neutral}\"><summary>{silent}</summary></details></td>");
                let distance = tally.distance();
                let short = |it: Option<usize>| it.map_or("–".to_owned(), |it| it.to_string());
                let _ = write!(
                    out,
                    "<td>{}</td><td>{}</td><td>{}</td></tr>",
                    distance.objections,
                    short(distance.to_simple_majority),
                    short(distance.to_two_thirds)
                );
            }
        }
        let _ = write!(out, "</tbody></table></div><p class=\"note\">{}</p>", word(Phrase::SilenceNote));
    }

    /// Returns the number of States, with their codes for the script to list: `CH NO;EU:FR DE`, where a group comes before
    /// those for whom it speaks.
    fn list(&self, counted: &[Counted<'_>]) -> String {
        match counted.is_empty() {
            true => "0".to_owned(),
            false => {
                let codes = escaped(&self.codes(counted));
                format!("<details data-s=\"{codes}\"><summary>{}</summary></details>", counted.len())
            }
        }
    }

    fn codes(&self, counted: &[Counted<'_>]) -> String {
        let code = |it: DelegationId| self.naming.delegations[it].code.as_str();
        let mut by_group: Vec<(Option<DelegationId>, Vec<&str>)> = Vec::new();
        for it in counted {
            match by_group.iter_mut().find(|group| group.0 == it.through) {
                Some(group) => group.1.push(code(it.state)),
                None => by_group.push((it.through, vec![code(it.state)])),
            }
        }
        let parts = by_group.into_iter().map(|(group, states)| match group {
            Some(group) => format!("{}:{}", code(group), states.join(" ")),
            None => states.join(" "),
        });
        parts.collect::<Vec<_>>().join(";")
    }
}

/// Returns a bar of the sides, which closes the heading of its row.
fn bar(tally: &Tally<'_>) -> String {
    let spoken = tally.spoken().max(1);
    let mut out = "<span class=\"bar\">".to_owned();
    for side in [Side::For, Side::Reserved, Side::Neutral, Side::Against] {
        let percent = 100 * tally.side(side).len() / spoken;
        let _ = write!(out, "<span class=\"{}\" style=\"width:{percent}%\"></span>", mark(side).0);
    }
    out.push_str("</span></th>");
    out
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
fn escaped(text: &str) -> String {
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
    out
}

fn is_unsafe(letter: char) -> bool {
    letter.is_control() && letter != '\n'
        || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

#[cfg(test)]
mod tests;
