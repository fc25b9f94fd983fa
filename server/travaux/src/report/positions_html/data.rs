//! The columns, filters and positions of the page, and the data of its script.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde_json::json;
use travaux_model::positions::{
    DelegationId, DelegationKind, LocatedPosition, Phrase, Phrases, Position, Source, Standing, Tally, fold_name,
    sort_by_name,
};

use super::{escaped, is_unsafe, mark, verb};
use crate::report::positions_places::{Naming, Place, Selection, SpeakerStatements};

/// The sign before the number of a speaker in the data of the script. No code of a delegation has it.
const SPEAKER_MARK: char = '@';

/// What the page collects while its rows are written.
pub(super) struct PageData<'p> {
    naming: Naming<'p>,
    at: Option<String>,
    columns: Vec<DelegationId>,
    /// The names of those that are no delegations, each with a column after those of delegations.
    speakers: Vec<&'p str>,
    /// The positions as JSON, separated by commas: there may be very many.
    positions: String,
    ids: FxHashMap<*const Position, usize>,
    forums: FxHashMap<String, usize>,
}

impl<'p> PageData<'p> {
    pub(super) fn new(naming: Naming<'p>, selection: &Selection) -> PageData<'p> {
        let (ids, forums) = (FxHashMap::default(), FxHashMap::default());
        PageData {
            naming,
            at: selection.at.clone(),
            columns: Vec::new(),
            speakers: Vec::new(),
            positions: String::new(),
            ids,
            forums,
        }
    }

    /// Makes a column for each delegation with a current position, by name, groups first.
    pub(super) fn set_columns<'s, 'r: 's>(&mut self, standings: impl Iterator<Item = &'s Standing<'r>>) {
        let found: FxHashSet<DelegationId> = standings.map(|it| it.delegation).collect();
        self.columns = found.into_iter().collect();
        let (delegations, language) = (self.naming.delegations, self.naming.language);
        let ranks = delegations.ranks(language);
        self.columns.sort_by_key(|it| (delegations[*it].kind != DelegationKind::Group, ranks.rank(*it)));
    }

    /// Makes a column for each of those that are no delegations, by name.
    pub(super) fn set_speakers(&mut self, names: impl Iterator<Item = &'p str>) {
        let names: FxHashSet<&str> = names.collect();
        self.speakers = names.into_iter().collect();
        self.speakers.sort_unstable();
        sort_by_name(&mut self.speakers, self.naming.language, |it| it);
    }

    pub(super) fn push_column_headings(&self, out: &mut String) {
        for id in &self.columns {
            let name = escaped(self.naming.delegations[*id].name(self.naming.language));
            let _ = write!(out, "<th scope=\"col\" title=\"{name}\"><span>{name}</span></th>");
        }
        for (index, name) in self.speakers.iter().enumerate() {
            let (name, class) = (escaped(name), if index == 0 { " class=\"o\"" } else { "" });
            let _ = write!(out, "<th scope=\"col\"{class} title=\"{name}\"><span>{name}</span></th>");
        }
    }

    /// Adds the cells of one row. A delegation without a position of its own has that of its group.
    pub(super) fn push_cells<'r>(
        &mut self,
        out: &mut String,
        place: &Place<'r>,
        alternative: Option<&str>,
        tally: &Tally<'r>,
    ) {
        let wanted = alternative.map(fold_name);
        let is_here = |it: &&Standing<'r>| it.position.position.alternative.as_deref().map(fold_name) == wanted;
        let own: FxHashMap<DelegationId, &Standing<'r>> =
            place.standings.iter().filter(is_here).map(|it| (it.delegation, it)).collect();
        let sides = [&tally.in_favour, &tally.against, &tally.reserved, &tally.neutral];
        let counted = sides.into_iter().flatten().filter_map(|it| Some((it.state, (it.position, it.through?))));
        let through: FxHashMap<DelegationId, (LocatedPosition<'r>, DelegationId)> = counted.collect();
        for column in 0..self.columns.len() {
            let id = self.columns[column];
            out.push_str("<td>");
            if let Some(standing) = own.get(&id) {
                let before = standing.history.iter().rev().copied();
                let all: Vec<LocatedPosition<'r>> = std::iter::once(standing.position).chain(before).collect();
                self.push_button(out, &all, None);
            } else if let Some((position, group)) = through.get(&id) {
                self.push_button(out, &[*position], Some(*group));
            }
            out.push_str("</td>");
        }
        let statements = place.speakers(alternative, self.naming.language);
        let by_name: FxHashMap<&str, &SpeakerStatements<'r>> = statements.iter().map(|it| (it.name, it)).collect();
        for index in 0..self.speakers.len() {
            out.push_str(if index == 0 { "<td class=\"o\">" } else { "<td>" });
            if let Some(found) = by_name.get(self.speakers[index]) {
                self.push_button(out, &found.positions, None);
            }
            out.push_str("</td>");
        }
    }

    fn push_button(&mut self, out: &mut String, positions: &[LocatedPosition<'_>], through: Option<DelegationId>) {
        let phrases = Phrases { language: self.naming.language };
        let ids: Vec<String> = positions.iter().map(|it| self.id(it.position, phrases).to_string()).collect();
        let (class, sign) = mark(positions[0].position.stance.side());
        let stance = escaped(verb(positions[0].position.stance, phrases));
        let (light, group) = match through {
            Some(group) => (" g", format!(" data-g=\"{}\"", escaped(&self.naming.delegations[group].code))),
            None => ("", String::new()),
        };
        let _ = write!(
            out,
            "<button class=\"{class}{light}\" data-p=\"{}\"{group} title=\"{stance}\">{sign}</button>",
            ids.join(" ")
        );
    }

    /// Returns the index of a position in the data of the script.
    fn id(&mut self, position: &Position, phrases: Phrases<'_>) -> usize {
        if let Some(id) = self.ids.get(&std::ptr::from_ref(position)) {
            return *id;
        }
        let language = self.naming.language;
        let forum = position.forum.as_ref().and_then(|it| it.in_language(language));
        let next = self.forums.len();
        let forum_id = forum.map(|it| match self.forums.get(it) {
            Some(id) => *id,
            None => *self.forums.entry(it.to_owned()).or_insert(next),
        });
        let date = position.date.as_ref().map(ToString::to_string);
        let when: Vec<&str> = [date.as_deref(), forum].into_iter().flatten().collect();
        let kinds: Vec<&str> = position.kinds.iter().map(|it| phrases.kind(*it)).collect();
        let sources = position.sources.iter().map(|it| source(it, phrases)).collect();
        let shown = ShownPosition {
            stance: verb(position.stance, phrases),
            when: when.join(" · "),
            forum: forum_id,
            kinds: kinds.join(phrases.comma()),
            vote: position.vote.as_ref().map_or_else(Vec::new, |it| phrases.vote(it)),
            note: position.note.in_language(language),
            sources,
        };
        let id = self.ids.len();
        if id > 0 {
            self.positions.push(',');
        }
        self.positions.push_str(&serde_json::to_string(&shown).unwrap_or_else(|_| "null".to_owned()));
        self.ids.insert(std::ptr::from_ref(position), id);
        id
    }

    /// Adds the choice of a group and of a forum.
    pub(super) fn push_filters(&self, out: &mut String, phrases: Phrases<'_>) {
        let all = escaped(phrases.of(Phrase::Everything));
        let group = escaped(phrases.of(Phrase::Group));
        let _ = write!(out, "<form><label>{group} <select id=\"group\"><option value=\"\">{all}</option>");
        for id in self.groups() {
            let delegation = &self.naming.delegations[id];
            let (code, name) = (escaped(&delegation.code), escaped(delegation.name(self.naming.language)));
            let _ = write!(out, "<option value=\"{code}\">{name}</option>");
        }
        let forum = escaped(phrases.of(Phrase::Forum));
        let _ = write!(out, "</select></label><label>{forum} <select id=\"forum\"><option value=\"\">{all}</option>");
        let mut forums: Vec<(&String, &usize)> = self.forums.iter().collect();
        forums.sort_by_key(|it| it.1);
        for (forum, id) in forums {
            let _ = write!(out, "<option value=\"{id}\">{}</option>", escaped(forum));
        }
        out.push_str("</select></label></form>");
    }

    /// Returns the groups that have a column or members among the columns, by name.
    fn groups(&self) -> Vec<DelegationId> {
        let delegations = self.naming.delegations;
        let is_shown = |id: DelegationId| {
            self.columns.contains(&id) || self.members(id).iter().any(|it| self.columns.contains(it))
        };
        let groups = delegations.iter().filter(|it| it.1.kind == DelegationKind::Group).map(|it| it.0);
        let mut groups: Vec<DelegationId> = groups.filter(|it| is_shown(*it)).collect();
        let ranks = delegations.ranks(self.naming.language);
        groups.sort_by_key(|it| ranks.rank(*it));
        groups
    }

    fn members(&self, group: DelegationId) -> Vec<DelegationId> {
        self.naming.delegations.members_when(group, None, self.at.as_deref())
    }

    /// Returns the data of the script. No `<` remains that could end it.
    pub(super) fn json(&self, phrases: Phrases<'_>) -> String {
        let delegations = self.naming.delegations;
        let code = |it: DelegationId| delegations[it].code.clone();
        let ranks = delegations.ranks(self.naming.language);
        let mut members: Vec<DelegationId> =
            delegations.iter().filter(|it| it.1.kind == DelegationKind::State).map(|it| it.0).collect();
        members.sort_by_key(|it| ranks.rank(*it));
        let groups = self.groups();
        let speaker_code = |index: usize| format!("{SPEAKER_MARK}{index}");
        let named = self.columns.iter().chain(&members).chain(&groups);
        let mut names: BTreeMap<String, &str> =
            named.map(|it| (code(*it), delegations[*it].name(self.naming.language))).collect();
        names.extend(self.speakers.iter().enumerate().map(|(index, name)| (speaker_code(index), *name)));
        let speakers = (0..self.speakers.len()).map(speaker_code);
        let groups: BTreeMap<String, Vec<String>> =
            groups.iter().map(|it| (code(*it), self.members(*it).into_iter().map(code).collect())).collect();
        let data = json!({
            "columns": self.columns.iter().map(|it| code(*it)).chain(speakers).collect::<Vec<_>>(),
            "members": members.into_iter().map(code).collect::<Vec<_>>(),
            "names": names,
            "groups": groups,
            "words": {
                "through": phrases.of(Phrase::Through),
                "vote": phrases.of(Phrase::Vote),
                "comma": phrases.comma(),
            },
        });
        let mut text = data.to_string();
        // The last sign closes the object.
        text.pop();
        format!("{},\"positions\":[{}]}}", without_markup(&text), without_markup(&self.positions))
    }
}

/// A position as the script shows it.
#[derive(Serialize)]
struct ShownPosition<'p> {
    stance: &'p str,
    when: String,
    forum: Option<usize>,
    kinds: String,
    vote: Vec<String>,
    note: Option<&'p str>,
    sources: Vec<ShownSource<'p>>,
}

#[derive(Serialize)]
struct ShownSource<'p> {
    words: String,
    url: Option<&'p str>,
}

/// Returns JSON without signs of direction and other control characters, and without any `<` that could end the script.
fn without_markup(json: &str) -> Cow<'_, str> {
    if !json.contains('<') && !json.contains(is_unsafe) {
        return Cow::Borrowed(json);
    }
    let text: String = json.chars().filter(|it| !is_unsafe(*it)).collect();
    Cow::Owned(text.replace('<', "\\u003c"))
}

/// Returns a source: its words, and its address if that is on the web.
fn source<'p>(source: &'p Source, phrases: Phrases<'_>) -> ShownSource<'p> {
    let title = source.title.as_ref().and_then(|it| it.in_language(phrases.language));
    let mut words: Vec<String> = [title, source.symbol.as_deref()].into_iter().flatten().map(str::to_owned).collect();
    words.extend(source.page.map(|it| phrases.of(Phrase::Page).replace("{count}", &it.to_string())));
    words.extend(source.footnote.as_ref().map(|it| phrases.of(Phrase::Note).replace("{count}", it)));
    words.extend(source.time.as_ref().map(|it| it.as_str().to_owned()));
    if words.is_empty() {
        words.push(phrases.of(Phrase::Source).to_owned());
    }
    let is_web = |it: &&str| it.starts_with("https://") || it.starts_with("http://");
    ShownSource { words: words.join(", "), url: source.url.as_deref().filter(is_web) }
}
