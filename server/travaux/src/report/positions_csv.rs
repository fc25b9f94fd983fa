//! Writes the positions of delegations as CSV, one row for each delegation on each place. The columns of a positions file
//! have the same names.

use travaux_model::positions::{DraftPositions, LocatedPosition, Source, Vote};

use super::positions_places::{Naming, Place, Selection};

const HEADING: &str = "draft,target,topic,alternative,delegation,name,stance,side,current,date,forum,departs_from,note,\
    source_title,source_symbol,source_page,source_url,kind,vote_question,vote_for,vote_against,vote_abstaining,\
    vote_recorded\n";

/// Returns the selected positions on some drafts and files, given with their names.
pub fn positions_csv(records: &[(&str, DraftPositions<'_>)], selection: &Selection, naming: Naming<'_>) -> String {
    let mut out = HEADING.to_owned();
    for (path, positions) in records {
        for place in selection.places(positions, naming) {
            push_place(&mut out, path, &place, naming);
        }
    }
    out
}

fn push_place(out: &mut String, path: &str, place: &Place<'_>, naming: Naming<'_>) {
    let named = |it| (naming.delegations[it].code.as_str(), naming.delegations[it].name(naming.language));
    for standing in &place.standings {
        let groups: Vec<&str> = standing.departs_from.iter().map(|it| named(*it).0).collect();
        let earlier = standing.history.iter().rev().map(|it| (*it, false));
        for (located, is_current) in std::iter::once((standing.position, true)).chain(earlier) {
            push_row(out, path, place, named(standing.delegation), (located, is_current), &groups.join(";"), naming);
        }
    }
    for standing in &place.speakers {
        let name = standing.name(naming.language);
        let earlier = standing.history.iter().rev().map(|it| (*it, false));
        for position in std::iter::once((standing.position, true)).chain(earlier) {
            push_row(out, path, place, ("", name), position, "", naming);
        }
    }
}

fn push_row(
    out: &mut String,
    path: &str,
    place: &Place<'_>,
    (code, name): (&str, &str),
    (located, is_current): (LocatedPosition<'_>, bool),
    departs_from: &str,
    naming: Naming<'_>,
) {
    let position = located.position;
    let (target, topic) = if place.is_topic { ("", place.name) } else { (place.name, "") };
    let empty = Source::default();
    let source = position.sources.first().unwrap_or(&empty);
    let side = serde_json::to_value(position.stance.side()).ok();
    let side = side.as_ref().and_then(|it| it.as_str()).unwrap_or_default().to_owned();
    let kinds: Vec<&str> = position.kinds.iter().map(|it| it.word()).collect();
    let empty_vote = Vote::default();
    let vote = position.vote.as_ref().unwrap_or(&empty_vote);
    let number = |it: Option<u32>| it.map_or(String::new(), |it| it.to_string());
    let cells = [
        path,
        target,
        topic,
        position.alternative.as_deref().unwrap_or_default(),
        code,
        name,
        position.stance.word(),
        &side,
        if is_current { "yes" } else { "no" },
        &position.date.as_ref().map_or(String::new(), |it| it.to_string()),
        position.forum.as_ref().and_then(|it| it.in_language(naming.language)).unwrap_or_default(),
        departs_from,
        position.note.in_language(naming.language).unwrap_or_default(),
        source.title.as_ref().and_then(|it| it.in_language(naming.language)).unwrap_or_default(),
        source.symbol.as_deref().unwrap_or_default(),
        &source.page.map_or(String::new(), |it| it.to_string()),
        source.url.as_deref().unwrap_or_default(),
        &kinds.join(";"),
        vote.question.in_language(naming.language).unwrap_or_default(),
        &number(vote.in_favour),
        &number(vote.against),
        &number(vote.abstaining),
        vote.recorded.map_or("", |it| if it { "true" } else { "false" }),
    ];
    let cells: Vec<String> = cells.iter().map(|it| cell(it)).collect();
    out.push_str(&cells.join(","));
    out.push('\n');
}

/// Returns a cell in quotation marks where needed. What a spreadsheet would run as a formula becomes text.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    match text.contains([',', ';', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("المادة ٩"), "المادة ٩");
    }
}
