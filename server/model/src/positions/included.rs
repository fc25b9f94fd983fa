//! The delegations and groups that are included in Travaux.

use std::sync::LazyLock;

use serde::Deserialize;

use super::delegation::Delegation;
use super::delegations::Delegations;

impl Delegations {
    /// Returns the delegations and groups that are included in Travaux, parsed at first use.
    pub fn shipped() -> &'static Delegations {
        static SHIPPED: LazyLock<Delegations> = LazyLock::new(|| {
            let states = Delegations::states(include_str!("../../data/delegations.json"));
            states.with_groups(include_str!("../../data/groups.json")).0
        });
        &SHIPPED
    }

    /// Parses a file in the format of `data/delegations.json`, without groups.
    fn states(text: &str) -> Delegations {
        #[derive(Deserialize)]
        struct File {
            delegations: Vec<Delegation>,
        }
        let file: File = serde_json::from_str(text).expect("shipped data, parsed in a test");
        let mut table = Delegations::with_capacity(file.delegations.len() + 32);
        for delegation in file.delegations {
            table.add(delegation);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use crate::positions::name_folding::fold_name;
    use crate::positions::testing::{codes, find};
    use crate::positions::{DelegationKind, Delegations};

    fn check(written: &[&str], code: &str) {
        let delegations = Delegations::shipped();
        for it in written {
            let found = delegations.find(it).map(|it| delegations[it].code.as_str());
            assert_eq!(found, Some(code), "{it}");
        }
    }

    #[test]
    fn a_state_is_found_by_codes_and_names_in_six_languages() {
        let spellings = ["RU", "RUS", "Russia", "russian federation", "the Russian Federation"];
        check(&spellings, "RU");
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
                let owner = delegations.ids_by_spelling[&fold_name(form)];
                assert_eq!(owner, id, "{form} of {}", delegation.code);
            }
            for language in ["en", "fr", "es", "ru", "zh", "ar"] {
                assert!(!delegation.names.of(language).is_empty(), "{}", delegation.code);
            }
        }
    }

    #[test]
    fn the_european_union_grows_and_shrinks() {
        let delegations = Delegations::shipped();
        let union = find(delegations, "欧洲联盟");
        let count = |date| delegations.members_on(union, date).len();
        let counts = ["1958-01-01", "1994-12-31", "2004-05-01", "2013-07-01"].map(|it| count(Some(it)));
        assert_eq!(counts, [6, 12, 25, 28]);
        assert_eq!((count(Some("2020-01-31")), count(Some("2020-02-01"))), (28, 27));
        assert_eq!(count(None), 27);
    }

    #[test]
    fn the_groups_that_speak_for_a_state_depend_on_the_date() {
        let delegations = Delegations::shipped();
        let kingdom = find(delegations, "المملكة المتحدة");
        let on = |date| codes(delegations, delegations.spoken_for(kingdom, Some(date)));
        assert!(on("2020-01-31").contains(&"EU"));
        assert!(!on("2020-02-01").contains(&"EU"));
        let brazil = codes(delegations, delegations.spoken_for(find(delegations, "巴西"), None));
        assert_eq!(brazil, ["BASIC", "MERCOSUR", "BRICS", "G20", "GRULAC", "CELAC", "Budapest Parties", "G77"]);
    }

    #[test]
    fn included_groups_have_sources_names_and_no_errors() {
        let states = Delegations::shipped();
        let (_, errors) = states.with_groups(include_str!("../../data/groups.json"));
        assert_eq!(errors, []);
        for group in states.groups.values() {
            let delegation = &states[group.delegation];
            assert!(!group.source.is_empty(), "{}", delegation.code);
            for language in ["en", "fr", "es", "ru", "zh", "ar"] {
                assert_ne!(delegation.name(language), "", "{}", delegation.code);
            }
        }
        let sizes = ["G77", "AOSIS", "African Group", "GRULAC", "Arab Group", "LLDC", "LDC"];
        let sizes = sizes.map(|it| states.members_on(find(states, it), None).len());
        assert_eq!(sizes, [134, 39, 54, 33, 22, 32, 44]);
        let sizes =
            ["OIC", "CIS", "BRICS", "G7", "WEOG", "Asia-Pacific Group", "حركة عدم الانحياز", "《布达佩斯公约》缔约方"];
        let sizes = sizes.map(|it| states.members_on(find(states, it), None).len());
        assert_eq!(sizes, [57, 8, 10, 7, 28, 53, 120, 68]);
    }

    #[test]
    fn groups_are_found_by_their_usual_names_in_each_language() {
        let delegations = Delegations::shipped();
        let names: [(&str, &[&str]); 13] = [
            (
                "League of Arab States",
                &["LAS", "Ligue arabe", "Liga Árabe", "страны ЛАГ", "阿盟", "دول الجامعة العربية"],
            ),
            (
                "EEA",
                &["EEA States", "pays de l’EEE", "países del EEE", "ЕЭЗ", "欧洲经济区", "المنطقة الاقتصادية الأوروبية"],
            ),
            ("Nordic countries", &["Nordics", "pays nordiques", "Grupo nórdico", "страны Северной Европы", "北欧国家"]),
            ("Nordic countries", &["دول الشمال", "بلدان الشمال", "دول شمال أوروبا"]),
            (
                "Visegrad Group",
                &[
                    "V4",
                    "Groupe de Visegrad",
                    "Grupo de Visegrado",
                    "Вишеградская группа",
                    "维谢格拉德集团",
                    "مجموعة فيشغراد",
                ],
            ),
            (
                "MERCOSUR",
                &["Mercosur", "pays du MERCOSUR", "МЕРКОСУР", "南共市", "السوق الجنوبية المشتركة", "الميركوسور"],
            ),
            ("ECOWAS", &["CEDEAO", "ЭКОВАС", "西非国家经济共同体", "الجماعة الاقتصادية لدول غرب أفريقيا"]),
            ("CELAC", &["Comunidad de Estados Latinoamericanos y Caribeños", "СЕЛАК", "拉共体", "سيلاك"]),
            ("SCO", &["Shanghai Cooperation Organisation", "OCS", "ШОС", "上合组织", "منظمة شنغهاي للتعاون"]),
            ("G20", &["Groupe des Vingt", "Grupo de los Veinte", "Группа двадцати", "二十国集团", "مجموعة العشرين"]),
            ("LMDC", &["LMDCs", "países en desarrollo afines", "страны-единомышленники", "立场相近的发展中国家"]),
            ("PIF", &["Forum des îles du Pacifique", "太平洋岛国论坛", "منتدى جزر المحيط الهادئ"]),
            ("MIKTA", &["pays du MIKTA", "Grupo MIKTA", "страны МИКТА", "米克塔", "دول الميكتا", "بلدان ميكتا"]),
        ];
        for (code, names) in names {
            for name in names {
                assert_eq!(delegations[find(delegations, name)].code, code, "{name}");
            }
        }
        // A code of a State is not that of a group.
        assert_eq!(delegations[find(delegations, "AU")].code, "AU");
        assert_eq!(delegations[find(delegations, "UA")].code, "UA");
    }

    #[test]
    fn groups_whose_members_are_not_certain_are_known_by_their_names() {
        let delegations = Delegations::shipped();
        for name in ["LMDC", "Groupe ACP", "ALBA", "ОЭСР", "الدول الأعضاء في مجلس أوروبا", "欧安组织", "HAC", "OEA"]
        {
            let id = find(delegations, name);
            assert_eq!(delegations[id].kind, DelegationKind::Group, "{name}");
            assert_eq!(delegations.members_on(id, None), [], "{name}");
        }
    }

    #[test]
    fn memberships_begin_pause_and_end() {
        let delegations = Delegations::shipped();
        let is_in = |state: &str, group: &str, date: &str| {
            let members = delegations.members_on(find(delegations, group), Some(date));
            members.contains(&find(delegations, state))
        };
        assert!(is_in("美国", "FOC", "2023") && !is_in("US", "FOC", "2026-02"));
        assert!(is_in("سوريا", "منظمة التعاون الإسلامي", "2011") && !is_in("سوريا", "OIC", "2020"));
        assert!(is_in("Грузия", "СНГ", "2005") && !is_in("GE", "CIS", "2010"));
        assert!(!is_in("BR", "Budapest Parties", "2023-02-28") && is_in("البرازيل", "Budapest Parties", "2023-03-01"));
        assert!(is_in("ZA", "金砖国家", "2011-04") && !is_in("EG", "BRICS", "2023"));
        assert!(!is_in("斐济", "PIF", "2012") && is_in("FJ", "PIF", "2015"));
        assert!(
            is_in("النيجر", "الجماعة الاقتصادية لدول غرب أفريقيا", "2025-01-28") && !is_in("NE", "ECOWAS", "2025-02")
        );
        assert!(is_in("Иран", "ШОС", "2023-07-04") && !is_in("BY", "SCO", "2024-07-03"));
        assert!(
            is_in("Brasil", "CELAC", "2019") && !is_in("BR", "CELAC", "2021-05") && is_in("巴西", "拉共体", "2023-02")
        );
    }
}
