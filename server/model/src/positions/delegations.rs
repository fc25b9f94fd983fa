//! The table of delegations, which finds a delegation by any spelling of a name or code.
//!
//! The caller passes a single spelling without articles or clitics; nothing is
//! inferred from prose.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::collation::Ranks;
use super::date::{Date, Period};
use super::delegation::{Delegation, DelegationId, DelegationKind, Names};
use super::groups::Group;
use super::name_folding::fold_name;
use crate::nearest::nearest;

/// The delegations that a project knows, with the members of groups. A table is never changed; additions return a new
/// one.
#[derive(Clone, Debug)]
pub struct Delegations {
    all: Vec<Arc<Delegation>>,
    pub(super) ids_by_spelling: FxHashMap<String, DelegationId>,
    pub(super) groups: BTreeMap<DelegationId, Arc<Group>>,
    /// The order of the names in each language, computed at first use.
    ranks: [OnceLock<Ranks>; 6],
}

impl Delegations {
    /// Returns the delegation with a code in capitals (`RU`, `Rus`), or with a name in any language regardless of case
    /// and accents.
    ///
    /// Codes have to be in capitals because `no`, `it` and `can` are words.
    pub fn find(&self, written: &str) -> Option<DelegationId> {
        const MAX_NAME_BYTES: usize = 400;
        if written.len() > MAX_NAME_BYTES {
            return None;
        }
        let form = fold_name(written);
        if is_code(&form) && !is_capitalised(written, form.len()) {
            return None;
        }
        let article_aside = || form.strip_prefix("the ").and_then(|it| self.ids_by_spelling.get(it));
        self.ids_by_spelling.get(&form).or_else(article_aside).copied()
    }

    /// Returns the spelling that `written` was probably meant to be: `Russian Federation` for `Rusian Federation`, `NO`
    /// for `no`.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let form = fold_name(written);
        if is_code(&form) {
            let delegation = &self[*self.ids_by_spelling.get(&form)?];
            return delegation.spellings().find(|it| fold_name(it) == form);
        }
        let near = nearest(&form, self.ids_by_spelling.keys().map(String::as_str))?;
        self[self.ids_by_spelling[near]].spellings().find(|it| fold_name(it) == near)
    }

    /// Returns all delegations, States first, groups last.
    pub fn iter(&self) -> impl Iterator<Item = (DelegationId, &Delegation)> {
        let ids = (0..).map_while(DelegationId::new);
        ids.zip(self.all.iter().map(Arc::as_ref))
    }

    /// Returns the group that a delegation is, if it is one.
    pub fn group(&self, delegation: DelegationId) -> Option<&Group> {
        self.groups.get(&delegation).map(Arc::as_ref)
    }

    /// Returns the members of a group on all days of `date` (`2020-01-31`, `2020`). A delegation that is not a group has
    /// none.
    pub fn members_on(&self, group: DelegationId, date: Option<&str>) -> Vec<DelegationId> {
        self.members_in(group, date.map(Period::of))
    }

    fn members_in(&self, group: DelegationId, period: Option<Period>) -> Vec<DelegationId> {
        self.group(group).map_or_else(Vec::new, |it| it.members_on(period))
    }

    /// Returns those for whom a group speaks with a position of the date `stated`, in the order of their ids: its members
    /// when it took the position who are still members at `at`, a day or the end of a month or year. Members that are groups are replaced by their
    /// own members; a group whose membership is unknown has none.
    pub fn members_when(&self, group: DelegationId, stated: Option<&Date>, at: Option<&str>) -> Vec<DelegationId> {
        let at = at.map(Period::end_of);
        let stated = stated.map(Date::period).or(at);
        let mut members = self.states_on(group, stated);
        if let Some(at) = at.filter(|it| Some(*it) != stated) {
            let still = self.states_on(group, Some(at));
            members.retain(|it| still.binary_search(it).is_ok());
        }
        members
    }

    /// Returns whether a delegation is a group without known members at the date of a position. Its positions count no
    /// States.
    pub fn is_uncounted_group(&self, delegation: DelegationId, stated: Option<&Date>) -> bool {
        self[delegation].kind == DelegationKind::Group && self.members_when(delegation, stated, None).is_empty()
    }

    /// Returns the members of a group on all days of a period, with groups among them replaced by their members.
    fn states_on(&self, group: DelegationId, period: Option<Period>) -> Vec<DelegationId> {
        let mut seen = vec![group];
        let mut next = 0;
        let mut members = Vec::new();
        while let Some(group) = seen.get(next).copied() {
            next += 1;
            for member in self.members_in(group, period) {
                match self[member].kind == DelegationKind::Group {
                    true if seen.contains(&member) => {}
                    true => seen.push(member),
                    false => members.push(member),
                }
            }
        }
        members.sort_unstable();
        members.dedup();
        members
    }

    /// Returns the order of all names in a language, given by its code.
    pub fn ranks(&self, language: &str) -> &Ranks {
        let place = match language.split(['-', '_']).next() {
            Some("fr") => 1,
            Some("es") => 2,
            Some("ru") => 3,
            Some("zh") => 4,
            Some("ar") => 5,
            Some(_) | None => 0,
        };
        self.ranks[place].get_or_init(|| {
            let language = ["en", "fr", "es", "ru", "zh", "ar"][place];
            let names: Vec<&str> = self.all.iter().map(|it| it.name(language)).collect();
            Ranks::of(&names, language)
        })
    }

    /// Returns the groups that speak for a State on `date`, the smallest first: `EU` for France, and for the United
    /// Kingdom until January 2020.
    pub fn spoken_for(&self, state: DelegationId, date: Option<&str>) -> Vec<DelegationId> {
        let period = date.map(Period::of);
        let speaks = |group: &&Arc<Group>| group.members.iter().any(|it| it.member == state && it.lasts_on(period));
        let mut groups: Vec<&Arc<Group>> = self.groups.values().filter(speaks).collect();
        groups.sort_by_key(|it| it.members.len());
        groups.into_iter().map(|it| it.delegation).collect()
    }

    /// Returns this table with a project's own codes, each with the name that it abbreviates: `J` for `Japan`. An
    /// unknown name becomes a new delegation. The project's codes take precedence over existing spellings.
    pub fn with_codes<'c>(&self, codes: impl IntoIterator<Item = (&'c str, &'c str)>) -> Self {
        let mut grown = self.clone();
        for (code, name) in codes {
            let known = grown.find(name);
            let id = known.or_else(|| grown.add(named_only(code, name)));
            let Some(id) = id else { continue };
            let delegation = Arc::make_mut(&mut grown.all[id.place()]);
            delegation.also.push(code.to_owned());
            grown.ids_by_spelling.insert(fold_name(code), id);
        }
        grown
    }

    /// Creates an empty table.
    pub(super) fn with_capacity(delegations: usize) -> Delegations {
        /// Codes and names in six languages, and a few more.
        const SPELLINGS_PER_DELEGATION: usize = 16;
        let ids_by_spelling =
            FxHashMap::with_capacity_and_hasher(delegations * SPELLINGS_PER_DELEGATION, Default::default());
        Delegations {
            all: Vec::with_capacity(delegations),
            ids_by_spelling,
            groups: BTreeMap::new(),
            ranks: Default::default(),
        }
    }

    /// Adds a delegation with the spellings that no other one has yet. Returns `None` if the table is full.
    pub(super) fn add(&mut self, delegation: Delegation) -> Option<DelegationId> {
        let id = DelegationId::new(self.all.len())?;
        for form in delegation.spellings() {
            self.ids_by_spelling.entry(fold_name(form)).or_insert(id);
        }
        self.all.push(Arc::new(delegation));
        self.ranks = Default::default();
        Some(id)
    }

    /// Adds spellings to the delegation `id`, and replaces the names to display unless `names` are empty. Existing
    /// spellings remain.
    pub(super) fn rename(&mut self, id: DelegationId, names: Names, also: Vec<String>) {
        let delegation = Arc::make_mut(&mut self.all[id.place()]);
        if names != Names::default() {
            delegation.names = names;
            self.ranks = Default::default();
        }
        delegation.also.extend(also);
        for form in delegation.spellings() {
            self.ids_by_spelling.entry(fold_name(form)).or_insert(id);
        }
    }
}

impl std::ops::Index<DelegationId> for Delegations {
    type Output = Delegation;

    /// Returns the delegation with an `id` from this table, or from one that it was derived from.
    fn index(&self, id: DelegationId) -> &Delegation {
        &self.all[id.place()]
    }
}

fn named_only(code: &str, name: &str) -> Delegation {
    let names = Names { en: name.to_owned(), ..Names::default() };
    Delegation { code: code.to_owned(), alpha3: None, kind: DelegationKind::Other, names, also: Vec::new() }
}

/// Returns whether a folded spelling is short enough to be mistaken for a word: `no`, `can`, `us`.
fn is_code(form: &str) -> bool {
    form.len() <= 3 && form.bytes().all(|it| it.is_ascii_lowercase())
}

/// Returns whether a code is capitalized: two letters in capitals (`NO`), or three of which the first is, such as `Can`
/// and `Mex` in trade negotiations.
fn is_capitalised(written: &str, letters: usize) -> bool {
    let mut letters_written = written.chars().filter(|it| it.is_alphabetic());
    match letters {
        3 => letters_written.next().is_some_and(char::is_uppercase),
        _ => letters_written.all(char::is_uppercase),
    }
}
