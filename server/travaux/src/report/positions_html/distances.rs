//! The table of how far each place is from agreement.

use std::fmt::Write;

use travaux_model::positions::{Counted, DelegationId, Phrase, Side, Tally};

use super::{Section, escaped, mark};

/// The headings of the columns.
const HEADINGS: [Phrase; 8] = [
    Phrase::Place,
    Phrase::For,
    Phrase::Against,
    Phrase::Reserved,
    Phrase::Silent,
    Phrase::ToConsensus,
    Phrase::ToMajority,
    Phrase::ToTwoThirds,
];

/// Adds the table, unless there is nothing to count. Topics have many sides and are not counted.
pub(super) fn push_distances(section: &Section<'_, '_>, out: &mut String) {
    let word = |phrase| escaped(section.phrases.of(phrase));
    let rows = section.rows.iter().filter(|it| !it.place.is_topic);
    let texts = rows.flat_map(|row| row.texts.iter().map(|(text, tally)| (&row.place, *text, tally)));
    let mut counted = texts.filter(|it| it.2.spoken() + it.2.not_counted.len() > 0).peekable();
    if counted.peek().is_none() {
        return;
    }
    let heading = word(Phrase::DistanceTable);
    let _ = write!(out, "<h2>{heading}</h2><div class=\"scroll\"><table class=\"far\"><thead><tr>");
    for phrase in HEADINGS {
        let _ = write!(out, "<th>{}</th>", word(phrase));
    }
    out.push_str("</tr></thead><tbody>");
    for (place, text, tally) in counted {
        let heading = section.row_heading(place, text, true);
        let closing = format!("{}{}</th>", bar(tally), section.not_counted(tally));
        let _ = write!(out, "<tr>{}", heading.replace("</th>", &closing));
        for side in [&tally.in_favour, &tally.against, &tally.reserved] {
            let _ = write!(out, "<td>{}</td>", section.list(side));
        }
        let (neutral, silent) = (section.codes(&tally.neutral), tally.silent.len());
        let neutral = escaped(&neutral);
        let _ = write!(out, "<td><details data-n=\"{neutral}\"><summary>{silent}</summary></details></td>");
        let distance = tally.distance();
        let short = |it: Option<usize>| it.map_or("–".to_owned(), |it| it.to_string());
        let (majority, two_thirds) = (short(distance.to_simple_majority), short(distance.to_two_thirds));
        let _ = write!(out, "<td>{}</td><td>{majority}</td><td>{two_thirds}</td></tr>", distance.objections);
    }
    let _ = write!(out, "</tbody></table></div><p class=\"note\">{}</p>", word(Phrase::SilenceNote));
}

impl Section<'_, '_> {
    /// Returns the number of States, with their codes for the script to list: `CH NO;EU:FR DE`, where a group comes before
    /// those for whom it speaks.
    fn list(&self, counted: &[Counted<'_>]) -> String {
        match counted.is_empty() {
            true => "0".to_owned(),
            false => {
                let codes = self.codes(counted);
                let codes = escaped(&codes);
                format!("<details data-s=\"{codes}\"><summary>{}</summary></details>", counted.len())
            }
        }
    }

    /// Returns the names of those who have spoken without being counted, observers and groups whose members are not known.
    fn not_counted(&self, tally: &Tally<'_>) -> String {
        let names = tally.not_counted.iter().map(|it| self.naming.delegations[*it].name(self.naming.language));
        let names: Vec<&str> = names.collect();
        match names.is_empty() {
            true => String::new(),
            false => {
                let words = self.phrases.words(Phrase::NotCounted, &names.join(self.phrases.list_comma()));
                format!("<span class=\"title\">{}</span>", escaped(&words))
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

/// Returns a bar of the sides.
fn bar(tally: &Tally<'_>) -> String {
    let mut out = "<span class=\"bar\">".to_owned();
    for side in [Side::For, Side::Reserved, Side::Neutral, Side::Against] {
        let states = tally.side(side).len();
        if states > 0 {
            let _ = write!(out, "<span class=\"{}\" style=\"flex:{states}\"></span>", mark(side).0);
        }
    }
    out.push_str("</span>");
    out
}
