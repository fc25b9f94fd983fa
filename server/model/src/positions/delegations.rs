//! The table of delegations, which finds a delegation by any spelling of a name or code.
//!
//! Names come from `data/delegations.json`. The caller passes a single spelling without articles or clitics; nothing is
//! inferred from prose.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::delegation::{Delegation, DelegationId, DelegationKind, Names};
use super::groups::Group;
use super::name_folding::fold_name;
use super::nearest::nearest;

/// The delegations that a project knows, with the members of groups. A table is never changed; additions return a new
/// one.
#[derive(Clone, Debug)]
pub struct Delegations {
    all: Vec<Arc<Delegation>>,
    forms: FxHashMap<String, DelegationId>,
    pub(super) groups: BTreeMap<DelegationId, Arc<Group>>,
}

impl Delegations {
    /// Returns the delegations and groups that are included in Travaux, parsed at first use.
    pub fn shipped() -> &'static Delegations {
        static SHIPPED: LazyLock<Delegations> = LazyLock::new(|| {
            let states = Delegations::states(include_str!("../../data/delegations.json"));
            states.with_groups(include_str!("../../data/groups.json")).0
        });
        &SHIPPED
    }

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
        let article_aside = || form.strip_prefix("the ").and_then(|it| self.forms.get(it));
        self.forms.get(&form).or_else(article_aside).copied()
    }

    /// Returns the spelling that `written` was probably meant to be: `Russian Federation` for `Rusian Federation`, `NO`
    /// for `no`.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let form = fold_name(written);
        if is_code(&form) {
            let delegation = &self[*self.forms.get(&form)?];
            return delegation.spellings().find(|it| fold_name(it) == form);
        }
        let near = nearest(&form, self.forms.keys().map(String::as_str))?;
        self[self.forms[near]].spellings().find(|it| fold_name(it) == near)
    }

    /// Returns all delegations, States first, groups last.
    pub fn iter(&self) -> impl Iterator<Item = (DelegationId, &Delegation)> {
        let ids = (0..).map_while(DelegationId::new);
        ids.zip(self.all.iter().map(Arc::as_ref))
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
            grown.forms.insert(fold_name(code), id);
        }
        grown
    }

    /// Parses a file in the format of `data/delegations.json`, without groups.
    fn states(text: &str) -> Delegations {
        #[derive(Deserialize)]
        struct File {
            delegations: Vec<Delegation>,
        }
        let file: File = serde_json::from_str(text).expect("shipped data, parsed in a test");
        let mut table = Delegations {
            all: Vec::with_capacity(file.delegations.len() + 32),
            forms: FxHashMap::with_capacity_and_hasher(4096, Default::default()),
            groups: BTreeMap::new(),
        };
        for delegation in file.delegations {
            table.add(delegation);
        }
        table
    }

    /// Adds a delegation with the spellings that no other one has yet. Returns `None` if the table is full.
    pub(super) fn add(&mut self, delegation: Delegation) -> Option<DelegationId> {
        let id = DelegationId::new(self.all.len())?;
        for form in delegation.spellings() {
            self.forms.entry(fold_name(form)).or_insert(id);
        }
        self.all.push(Arc::new(delegation));
        Some(id)
    }

    /// Adds spellings to the delegation `id`, and replaces the names to display unless `names` are empty. Existing
    /// spellings remain.
    pub(super) fn rename(&mut self, id: DelegationId, names: Names, also: Vec<String>) {
        let delegation = Arc::make_mut(&mut self.all[id.place()]);
        if names != Names::default() {
            delegation.names = names;
        }
        delegation.also.extend(also);
        for form in delegation.spellings() {
            self.forms.entry(fold_name(form)).or_insert(id);
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

#[cfg(test)]
mod tests {
    use super::{DelegationKind, Delegations};
    use crate::positions::name_folding::fold_name;

    fn check(written: &[&str], code: &str) {
        let delegations = Delegations::shipped();
        for it in written {
            let found = delegations.find(it).map(|it| delegations[it].code.as_str());
            assert_eq!(found, Some(code), "{it}");
        }
    }

    #[test]
    fn a_state_is_found_by_codes_and_names_in_six_languages() {
        let forms = ["RU", "RUS", "Russia", "russian federation", "the Russian Federation"];
        check(&forms, "RU");
        check(&["Fédération de Russie", "Rusia", "Россия", "俄罗斯", "روسيا", "الاتحاد الروسي"], "RU");
        check(&["United States", "USA", "U.S.", "美国", "الولايات المتحدة", "США", "EE.UU."], "US");
    }

    #[test]
    fn official_and_common_names_designate_one_state() {
        check(&["Iran (Islamic Republic of)", "Islamic Republic of Iran", "Iran"], "IR");
        check(&["إيران (جمهورية - الإسلامية)", "ايران", "إيران", "伊朗伊斯兰共和国"], "IR");
        check(&["Türkiye", "Turkey", "Republic of Turkey", "土耳其", "تركيا"], "TR");
        check(&["Viet Nam", "Vietnam", "越南"], "VN");
        check(&["Venezuela (Bolivarian Republic of)", "委内瑞拉"], "VE");
        check(&["North Korea", "DPRK", "كوريا الشمالية"], "KP");
        check(&["Korea", "Republic of Korea", "韩国"], "KR");
    }

    #[test]
    fn other_parties_listed_in_documents_are_found() {
        check(&["Hong Kong, China", "香港"], "HK");
        check(&["Macao", "澳门"], "MO");
        check(&["Taiwan Province of China"], "TW");
        check(&["Holy See", "教廷", "الكرسي الرسولي"], "VA");
        check(&["State of Palestine", "فلسطين"], "PS");
    }

    #[test]
    fn groups_are_delegations_too() {
        check(&["EU", "UE", "ЕС", "欧盟", "European Union"], "EU");
        check(&["G77", "G-77 and China", "77国集团和中国", "مجموعة الـ 77 والصين"], "G77");
        check(&["AGN", "African Group", "المجموعة الأفريقية"], "African Group");
    }

    #[test]
    fn a_code_without_its_capitals_is_a_word() {
        let delegations = Delegations::shipped();
        for word in ["no", "it", "us", "can", "No"] {
            assert_eq!(delegations.find(word), None, "{word}");
        }
        check(&["Can", "CAN"], "CA");
        check(&["NO"], "NO");
    }

    #[test]
    fn displayed_names_have_the_form_of_the_united_nations() {
        let delegations = Delegations::shipped();
        let iran = &delegations[delegations.find("IR").unwrap()];
        assert_eq!(iran.name("en"), "Iran (Islamic Republic of)");
        assert_eq!(iran.name("zh-CN"), "伊朗伊斯兰共和国");
        assert_eq!(iran.name("de"), "Iran (Islamic Republic of)");
    }

    #[test]
    fn the_nearest_spelling_of_a_misspelt_name_is_found() {
        let delegations = Delegations::shipped();
        assert_eq!(delegations.nearest("Rusian Federation"), Some("Russian Federation"));
        assert_eq!(delegations.nearest("ru"), Some("RU"));
        assert_eq!(delegations.nearest("Middle-earth"), None);
    }

    #[test]
    fn a_project_adds_codes_and_delegations_of_its_own() {
        let delegations = Delegations::shipped().with_codes([("J", "Japan"), ("SCT", "Secretariat")]);
        let japan = delegations.find("J").unwrap();
        assert_eq!(delegations[japan].code, "JP");
        let secretariat = delegations.find("Secretariat").unwrap();
        assert_eq!(delegations.find("SCT"), Some(secretariat));
        assert_eq!(delegations[secretariat].kind, DelegationKind::Other);
        assert_eq!(Delegations::shipped().find("SCT"), None);
    }

    #[test]
    fn the_included_table_has_every_member_and_no_ambiguous_spelling() {
        let delegations = Delegations::shipped();
        let members = delegations.iter().filter(|it| it.1.kind == DelegationKind::State);
        assert_eq!(members.count(), 193);
        for (id, delegation) in delegations.iter() {
            for form in delegation.spellings() {
                let owner = delegations.forms[&fold_name(form)];
                assert_eq!(owner, id, "{form} of {}", delegation.code);
            }
            for language in ["en", "fr", "es", "ru", "zh", "ar"] {
                assert!(!delegation.names.of(language).is_empty(), "{}", delegation.code);
            }
        }
    }
}
