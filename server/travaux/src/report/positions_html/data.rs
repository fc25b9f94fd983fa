//! The data of the page's script: positions, names, and the members of groups; and the choices of its filters.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde_json::json;
use travaux_model::positions::{DelegationId, DelegationKind, Phrase, Phrases, Position, Source};

use super::{escaped, is_unsafe, verb};
use crate::report::positions_places::{Naming, Selection};

/// The sign before the number of a speaker in the data of the script. No code of a delegation has it.
const SPEAKER_MARK: char = '@';

/// What the page collects while its tables are written.
pub(super) struct PageData<'p, 'r> {
    naming: Naming<'p>,
    at: Option<&'p str>,
    /// The delegations that have a column, and the groups that speak for one.
    columns: FxHashSet<DelegationId>,
    /// The number of each speaker with a column.
    speakers: FxHashMap<&'r str, usize>,
    /// The positions as JSON, separated by commas: there may be very many.
    positions: Vec<u8>,
    ids: FxHashMap<*const Position, usize>,
    forums: FxHashMap<&'r str, usize>,
}

impl<'p, 'r> PageData<'p, 'r> {
    pub(super) fn new(naming: Naming<'p>, selection: &'p Selection) -> PageData<'p, 'r> {
        PageData {
            naming,
            at: selection.at.as_deref(),
            columns: FxHashSet::default(),
            speakers: FxHashMap::default(),
            positions: Vec::new(),
            ids: FxHashMap::default(),
            forums: FxHashMap::default(),
        }
    }

    pub(super) fn language(&self) -> &'p str {
        self.naming.language
    }

    pub(super) fn phrases(&self) -> Phrases<'p> {
        Phrases { language: self.naming.language }
    }

    /// Returns the code and the name of a delegation, which the script knows from now on.
    pub(super) fn column(&mut self, id: DelegationId) -> (&'p str, &'p str) {
        self.columns.insert(id);
        let delegation = &self.naming.delegations[id];
        (&delegation.code, delegation.name(self.naming.language))
    }

    /// Returns the code of a speaker that is no delegation.
    pub(super) fn speaker_column(&mut self, name: &'r str) -> String {
        let next = self.speakers.len();
        format!("{SPEAKER_MARK}{}", self.speakers.entry(name).or_insert(next))
    }

    /// Returns the index of a position in the data of the script.
    pub(super) fn id(&mut self, position: &'r Position) -> usize {
        let id = self.ids.len();
        if let Some(id) = self.ids.get(&std::ptr::from_ref(position)) {
            return *id;
        }
        let (language, phrases) = (self.naming.language, self.phrases());
        let forum = position.forum.as_ref().and_then(|it| it.in_language(language));
        let next = self.forums.len();
        let forum_id = forum.map(|it| *self.forums.entry(it).or_insert(next));
        let date = position.date.as_ref().map(ToString::to_string);
        let shown = ShownPosition {
            stance: verb(position.stance, phrases),
            when: [date.as_deref(), forum].into_iter().flatten().map(str::to_owned).collect(),
            forum: forum_id,
            kinds: self.circumstances(position).join(phrases.comma()),
            vote: position.vote.as_ref().map_or_else(Vec::new, |it| phrases.vote(it)),
            note: position.note.in_language(language),
            sources: position.sources.iter().map(|it| source(it, phrases)).collect(),
        };
        if id > 0 {
            self.positions.push(b',');
        }
        // Writing into memory does not fail.
        let _ = serde_json::to_writer(&mut self.positions, &shown);
        self.ids.insert(std::ptr::from_ref(position), id);
        id
    }

    /// Returns the forms of a statement, and those for whom and by whom it is stated.
    fn circumstances(&self, position: &Position) -> Vec<String> {
        let (language, phrases, delegations) = (self.naming.language, self.phrases(), self.naming.delegations);
        let mut found: Vec<String> = position.kinds.iter().map(|it| phrases.kind(*it).to_owned()).collect();
        let others: Vec<&str> = position.on_behalf_of.iter().map(|it| delegations[*it].name(language)).collect();
        if !others.is_empty() {
            found.push(phrases.words(Phrase::OnBehalfOf, &others.join(phrases.list_comma())));
        }
        let reporter = position.reported_by.as_ref().map(|it| it.name(delegations, language));
        found.extend(reporter.map(|it| phrases.words(Phrase::ReportedBy, it)));
        found
    }

    /// Adds the choice of a group and of a forum.
    pub(super) fn push_filters(&self, out: &mut String) {
        let phrases = self.phrases();
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
        let mut forums: Vec<(&&str, &usize)> = self.forums.iter().collect();
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
        self.naming.delegations.members_when(group, None, self.at)
    }

    /// Returns the data of the script. No `<` remains that could end it.
    pub(super) fn json(&self) -> String {
        let (delegations, phrases) = (self.naming.delegations, self.phrases());
        let code = |it: DelegationId| delegations[it].code.clone();
        let ranks = delegations.ranks(self.naming.language);
        let mut members: Vec<DelegationId> =
            delegations.iter().filter(|it| it.1.kind == DelegationKind::State).map(|it| it.0).collect();
        members.sort_by_key(|it| ranks.rank(*it));
        let groups = self.groups();
        let named = self.columns.iter().chain(&members).chain(&groups);
        let mut names: BTreeMap<String, &str> =
            named.map(|it| (code(*it), delegations[*it].name(self.naming.language))).collect();
        names.extend(self.speakers.iter().map(|(name, index)| (format!("{SPEAKER_MARK}{index}"), *name)));
        let groups: BTreeMap<String, Vec<String>> =
            groups.iter().map(|it| (code(*it), self.members(*it).into_iter().map(code).collect())).collect();
        let data = json!({
            "members": members.into_iter().map(code).collect::<Vec<_>>(),
            "names": names,
            "groups": groups,
            "words": {
                "through": phrases.of(Phrase::Through),
                "vote": phrases.of(Phrase::Vote),
                "comma": phrases.comma(),
                "list_comma": phrases.list_comma(),
                "semicolon": phrases.semicolon(),
            },
        });
        let mut text = data.to_string();
        // The last sign closes the object.
        text.pop();
        let positions = String::from_utf8_lossy(&self.positions);
        format!("{},\"positions\":[{}]}}", without_markup(&text), without_markup(&positions))
    }
}

/// A position as the script shows it.
#[derive(Serialize)]
struct ShownPosition<'p> {
    stance: &'p str,
    /// The date and the forum. A date is no Arabic text, though it may stand between Arabic words.
    when: Vec<String>,
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
    if !json.contains('<') && !has_unsafe(json) {
        return Cow::Borrowed(json);
    }
    let text: String = json.chars().filter(|it| !is_unsafe(*it)).collect();
    Cow::Owned(text.replace('<', "\\u003c"))
}

/// Returns whether an unsafe sign is in a text, which may be very long: one look at its bytes decides for most texts.
fn has_unsafe(text: &str) -> bool {
    let may_be_unsafe =
        |pair: &[u8]| matches!(pair, [0..=0x1f | 0x7f, _] | [0xc2, 0x80..=0x9f] | [0xd8, 0x9c] | [0xe2, 0x80 | 0x81]);
    let last = text.as_bytes().last().is_some_and(|it| matches!(it, 0..=0x1f | 0x7f));
    (last || text.as_bytes().windows(2).any(may_be_unsafe)) && text.contains(is_unsafe)
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
    ShownSource { words: words.join(phrases.comma()), url: source.url.as_deref().filter(is_web) }
}
