//! The heat map of one draft: a row for each text on which there are positions, and a column for each delegation and each
//! other speaker with a position in the table.

use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_model::positions::{
    DelegationId, DelegationKind, LocatedPosition, Phrase, SpeakerStanding, Standing, Tally, fold_name, sort_by_name,
};

use super::data::PageData;
use super::{Row, Section, escaped, mark, verb};
use crate::report::positions_places::Naming;

/// The columns of one table, from the first to the last.
struct Columns<'r> {
    /// Groups, and then the other delegations, by name.
    delegations: Vec<DelegationId>,
    /// The names of those that are no delegations.
    speakers: Vec<&'r str>,
}

/// Adds the heat map of a draft.
pub(super) fn push_heat_map<'r>(section: &Section<'_, 'r>, page: &mut PageData<'_, 'r>, out: &mut String) {
    let Section { phrases, .. } = section;
    let columns = Columns::of(&section.rows, section.naming);
    let (heading, place) = (escaped(phrases.of(Phrase::HeatMap)), escaped(phrases.of(Phrase::Place)));
    let _ = write!(out, "<h2>{heading} <bdi class=\"path\">{}</bdi></h2>", escaped(section.record.path));
    let _ = write!(
        out,
        "<div class=\"scroll\"><table class=\"map\" style=\"--columns:{}\"><thead><tr><th>{place}</th>",
        columns.count()
    );
    columns.push_headings(page, out);
    out.push_str("</tr></thead>");
    for row in &section.rows {
        let _ = write!(out, "<tbody data-place=\"{}\">", escaped(section.name(&row.place).0));
        let standings = by_text(&row.place.standings, |it| it.position);
        let speakers = by_text(&row.place.speakers, |it| it.position);
        for (index, (text, tally)) in row.texts.iter().enumerate() {
            let _ = write!(out, "<tr>{}", section.row_heading(&row.place, *text, index == 0));
            let key = text.map(fold_name);
            let own = standings.get(&key).map_or(&[][..], Vec::as_slice);
            columns.push_delegations(page, own, tally, out);
            columns.push_speakers(page, speakers.get(&key).map_or(&[][..], Vec::as_slice), out);
            out.push_str("</tr>");
        }
        out.push_str("</tbody>");
    }
    out.push_str("</table></div>");
}

/// Returns the standings on each text of a place, by the folded words of the alternative.
fn by_text<'s, 'r, S>(
    standings: &'s [S],
    position: impl Fn(&S) -> LocatedPosition<'r>,
) -> FxHashMap<Option<String>, Vec<&'s S>> {
    let mut found: FxHashMap<Option<String>, Vec<&S>> = FxHashMap::default();
    for standing in standings {
        let text = position(standing).position.alternative.as_deref().map(fold_name);
        found.entry(text).or_default().push(standing);
    }
    found
}

impl<'r> Columns<'r> {
    fn of(rows: &[Row<'r>], naming: Naming<'_>) -> Columns<'r> {
        let standings = rows.iter().flat_map(|it| &it.place.standings);
        let found: FxHashSet<DelegationId> = standings.map(|it| it.delegation).collect();
        let mut delegations: Vec<DelegationId> = found.into_iter().collect();
        let ranks = naming.delegations.ranks(naming.language);
        let is_group = |it| naming.delegations[it].kind == DelegationKind::Group;
        delegations.sort_by_key(|it| (!is_group(*it), ranks.rank(*it)));
        let names = rows.iter().flat_map(|it| &it.place.speakers).map(|it| it.name(naming.language));
        let names: FxHashSet<&str> = names.collect();
        let mut speakers: Vec<&str> = names.into_iter().collect();
        speakers.sort_unstable();
        sort_by_name(&mut speakers, naming.language, |it| it);
        Columns { delegations, speakers }
    }

    fn count(&self) -> usize {
        self.delegations.len() + self.speakers.len()
    }

    fn push_headings(&self, page: &mut PageData<'_, 'r>, out: &mut String) {
        for id in &self.delegations {
            let (code, name) = page.column(*id);
            let (code, name) = (escaped(code), escaped(name));
            let words = heading(&name);
            let _ = write!(out, "<th scope=\"col\" data-c=\"{code}\" title=\"{name}\">{words}</th>");
        }
        for (index, name) in self.speakers.iter().enumerate() {
            let code = page.speaker_column(name);
            let (name, class) = (escaped(name), if index == 0 { " class=\"o\"" } else { "" });
            let words = heading(&name);
            let _ = write!(out, "<th scope=\"col\"{class} data-c=\"{code}\" title=\"{name}\">{words}</th>");
        }
    }

    /// Adds the cells of delegations in one row. A delegation without a position of its own has that of its group, and so
    /// has one whose own statement takes no side, as in every count.
    fn push_delegations(
        &self,
        page: &mut PageData<'_, 'r>,
        own: &[&Standing<'r>],
        tally: &Tally<'r>,
        out: &mut String,
    ) {
        let own: FxHashMap<DelegationId, &Standing<'r>> = own.iter().map(|it| (it.delegation, *it)).collect();
        let sides = [&tally.in_favour, &tally.against, &tally.reserved, &tally.neutral];
        let counted = sides.into_iter().flatten().filter_map(|it| Some((it.state, (it.position, it.through?))));
        let through: FxHashMap<DelegationId, (LocatedPosition<'r>, DelegationId)> = counted.collect();
        for id in &self.delegations {
            out.push_str("<td>");
            let own = own.get(id).map_or_else(Vec::new, |it| latest_first(it.position, &it.history));
            match through.get(id) {
                Some((position, group)) if own.first().is_none_or(|it| !it.takes_side()) => {
                    let all: Vec<LocatedPosition<'r>> = std::iter::once(*position).chain(own).collect();
                    push_button(page, &all, Some(*group), out);
                }
                Some(_) | None if own.is_empty() => {}
                Some(_) | None => push_button(page, &own, None, out),
            }
        }
    }

    /// Adds the cells of other speakers in one row. One name may stand for others each time: then all of them are in its
    /// cell.
    fn push_speakers(&self, page: &mut PageData<'_, 'r>, own: &[&SpeakerStanding<'r>], out: &mut String) {
        let mut by_name: FxHashMap<&str, Vec<LocatedPosition<'r>>> = FxHashMap::default();
        for standing in own {
            let positions = by_name.entry(standing.name(page.language())).or_default();
            positions.extend(latest_first(standing.position, &standing.history));
        }
        for (index, name) in self.speakers.iter().enumerate() {
            out.push_str(if index == 0 { "<td class=\"o\">" } else { "<td>" });
            if let Some(positions) = by_name.get(name) {
                push_button(page, positions, None, out);
            }
        }
    }
}

/// Returns a name, given escaped, as the heading of a column. On paper a long one takes two lines.
fn heading(name: &str) -> String {
    const MAX_LINE_CHARS: usize = 42;
    let class = if name.chars().count() > MAX_LINE_CHARS { " class=\"long\"" } else { "" };
    format!("<span{class}>{name}</span>")
}

fn latest_first<'r>(current: LocatedPosition<'r>, history: &[LocatedPosition<'r>]) -> Vec<LocatedPosition<'r>> {
    std::iter::once(current).chain(history.iter().rev().copied()).collect()
}

/// Adds the button of a cell, whose mark is that of the first position. `through` is the group that takes it.
fn push_button<'r>(
    page: &mut PageData<'_, 'r>,
    positions: &[LocatedPosition<'r>],
    through: Option<DelegationId>,
    out: &mut String,
) {
    let Some(first) = positions.first() else { return };
    let (class, sign) = mark(first.position.stance.side());
    // A page has very many buttons.
    out.push_str("<button class=\"");
    out.push_str(class);
    out.push_str(if through.is_some() { " g\" data-p=\"" } else { "\" data-p=\"" });
    for (index, located) in positions.iter().enumerate() {
        let _ = write!(out, "{}{}", if index > 0 { " " } else { "" }, page.id(located.position));
    }
    if let Some(group) = through {
        out.push_str("\" data-g=\"");
        out.push_str(&escaped(page.column(group).0));
    }
    out.push_str("\" title=\"");
    out.push_str(&escaped(verb(first.position.stance, page.phrases())));
    out.push_str("\">");
    out.push_str(sign);
    out.push_str("</button>");
}
