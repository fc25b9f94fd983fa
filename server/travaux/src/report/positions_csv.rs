//! Writes the positions of delegations as CSV, one row for each delegation on each place. The columns of a positions file
//! have the same names.

use travaux_model::positions::{DraftPositions, LocatedPosition, Source, SpeakerKind, Vote};

use super::positions_places::{Naming, Place, Selection};

const HEADING: &str = "draft,target,topic,alternative,delegation,name,stance,side,current,date,forum,departs_from,note,\
    source_title,source_symbol,source_page,source_url,kind,vote_question,vote_for,vote_against,vote_abstaining,\
    vote_recorded,on_behalf_of,reported_by,speaker_kind,source_footnote,source_time";

/// The parts of each source after the first.
const SOURCE_PARTS: [&str; 6] = ["title", "symbol", "page", "url", "footnote", "time"];

/// Returns the selected positions on some drafts and files, given with their names.
pub fn positions_csv(records: &[(&str, DraftPositions<'_>)], selection: &Selection, naming: Naming<'_>) -> String {
    let places = records
        .iter()
        .flat_map(|(path, positions)| selection.places(positions, naming).into_iter().map(move |place| (*path, place)));
    let places: Vec<(&str, Place<'_>)> = places.collect();
    let all = places.iter().flat_map(|it| &it.1.positions);
    let sources = all.map(|it| it.position.sources.len()).max().unwrap_or(0);
    let mut out = HEADING.to_owned();
    for place in 2..=sources {
        SOURCE_PARTS.iter().for_each(|part| out.push_str(&format!(",source{place}_{part}")));
    }
    out.push('\n');
    places.iter().for_each(|(path, place)| push_place(&mut out, (path, sources), place, naming));
    out
}

/// Adds a row for each position on a place: the current one of each delegation and speaker, and those that it replaced.
fn push_place(out: &mut String, of_sheet: (&str, usize), place: &Place<'_>, naming: Naming<'_>) {
    let code = |it| naming.delegations[it].code.as_str();
    for standing in &place.standings {
        let groups: Vec<&str> = standing.departs_from.iter().map(|it| code(*it)).collect();
        let name = naming.delegations[standing.delegation].name(naming.language);
        let party = [code(standing.delegation), name, "", &groups.join(";")];
        let earlier = standing.history.iter().rev().map(|it| (*it, false));
        for position in std::iter::once((standing.position, true)).chain(earlier) {
            push_row(out, of_sheet, place, party, position, naming);
        }
    }
    for standing in &place.speakers {
        let kind = standing.speaker.kind.map_or("", SpeakerKind::word);
        let party = ["", standing.name(naming.language), kind, ""];
        let earlier = standing.history.iter().rev().map(|it| (*it, false));
        for position in std::iter::once((standing.position, true)).chain(earlier) {
            push_row(out, of_sheet, place, party, position, naming);
        }
    }
}

fn push_row(
    out: &mut String,
    (path, sources): (&str, usize),
    place: &Place<'_>,
    [code, name, speaker_kind, departs_from]: [&str; 4],
    (located, is_current): (LocatedPosition<'_>, bool),
    naming: Naming<'_>,
) {
    let position = located.position;
    let (target, topic) = if place.is_topic { ("", place.name) } else { (place.name, "") };
    let empty = Source::default();
    let source = |place: usize| source_cells(position.sources.get(place).unwrap_or(&empty), naming.language);
    let [title, symbol, page, url, footnote, time] = source(0);
    let side = serde_json::to_value(position.stance.side()).ok();
    let side = side.as_ref().and_then(|it| it.as_str()).unwrap_or_default();
    let kinds: Vec<&str> = position.kinds.iter().map(|it| it.word()).collect();
    let on_behalf_of = position.on_behalf_of.iter().map(|it| naming.delegations[*it].code.as_str());
    let reporter = position.reported_by.as_ref().map(|it| it.name(naming.delegations, naming.language));
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
        side,
        if is_current { "yes" } else { "no" },
        &position.date.as_ref().map_or(String::new(), |it| it.to_string()),
        position.forum.as_ref().and_then(|it| it.in_language(naming.language)).unwrap_or_default(),
        departs_from,
        position.note.in_language(naming.language).unwrap_or_default(),
        &title,
        &symbol,
        &page,
        &url,
        &kinds.join(";"),
        vote.question.in_language(naming.language).unwrap_or_default(),
        &number(vote.in_favour),
        &number(vote.against),
        &number(vote.abstaining),
        vote.recorded.map_or("", |it| if it { "true" } else { "false" }),
        &on_behalf_of.collect::<Vec<_>>().join(";"),
        reporter.unwrap_or_default(),
        speaker_kind,
        &footnote,
        &time,
    ];
    let further = (1..sources).flat_map(source);
    let cells: Vec<String> = cells.iter().map(|it| cell(it)).chain(further.map(|it| cell(&it))).collect();
    out.push_str(&cells.join(","));
    out.push('\n');
}

/// Returns the parts of a source in the order of [`SOURCE_PARTS`].
fn source_cells(source: &Source, language: &str) -> [String; 6] {
    let owned = |it: Option<&str>| it.unwrap_or_default().to_owned();
    [
        owned(source.title.as_ref().and_then(|it| it.in_language(language))),
        owned(source.symbol.as_deref()),
        source.page.map_or(String::new(), |it| it.to_string()),
        owned(source.url.as_deref()),
        owned(source.footnote.as_deref()),
        owned(source.time.as_ref().map(|it| it.as_str())),
    ]
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
    use std::sync::Arc;

    use super::{Naming, Selection, cell, positions_csv};
    use travaux_model::positions::{Delegations, DraftPositions, PositionIndex, Topics, read_json};

    #[test]
    fn a_row_has_everything_that_is_stated() {
        let text = r#"{"positions": [{"delegations": ["HT"], "on_behalf_of": ["CARICOM"], "stance": "amends",
            "target": "article 1", "reported_by": {"en": "The Herald", "ar": "الجريدة"}, "kind": ["oral", "joint"],
            "source": [{"title": "A", "page": 2, "footnote": "7", "time": "1:02"}, {"symbol": "B", "page": "3-4"}]},
            {"speaker": {"name": {"en": "79 States", "ar": "79 دولة"}, "kind": "unnamed"}, "stance": "votes-for",
             "target": "article 1", "vote": {"question": "=1+1", "for": 79, "against": 60, "recorded": true}}]}"#;
        let delegations = Delegations::shipped();
        let index = PositionIndex::of(vec![Arc::new(read_json(text, delegations))]);
        let naming = Naming { delegations, topics: &Topics::default(), language: "ar" };
        let positions = DraftPositions::of(Some(&index), Vec::new());
        let out = positions_csv(&[("x", positions)], &Selection::default(), naming);
        let rows: Vec<Vec<&str>> = out.lines().map(|it| it.split(',').collect()).collect();
        assert!(rows.len() == 4 && rows.iter().all(|it| it.len() == rows[0].len()), "{out}");
        let shown = |row: usize| {
            let cells = rows[0].iter().zip(&rows[row]).filter(|it| !it.1.is_empty());
            cells.map(|it| format!("{}={}", it.0, it.1)).collect::<Vec<_>>().join(" ")
        };
        let haiti = rows.iter().position(|it| it[4] == "HT").unwrap();
        let expected = "draft=x target=article 1 delegation=HT name=هايتي stance=amends side=reserved current=yes \
            source_title=A source_page=2 kind=\"oral;joint\" on_behalf_of=CARICOM reported_by=الجريدة source_footnote=7 \
            source_time=1:02 source2_symbol=B source2_page=3-4";
        assert_eq!(shown(haiti), expected);
        let expected = "draft=x target=article 1 name=79 دولة stance=votes-for side=for current=yes \
            vote_question='=1+1 vote_for=79 vote_against=60 vote_recorded=true speaker_kind=unnamed";
        assert_eq!(shown(3), expected);
    }

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("المادة ٩"), "المادة ٩");
    }
}
