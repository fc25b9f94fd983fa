use super::*;
use crate::offset::range_to_usize;

#[test]
fn delegations_may_join_others() {
    let (proposes, supports) = (Some("proposes"), Some("supports"));
    check("EU, supported by NO: delete", &[("EU", proposes), ("NO", supports)]);
    check("EU supported by NO/CH: shall", &[("EU", proposes), ("NO", supports), ("CH", supports)]);
    check("US opposes, joined by Japan: may", &[("US", Some("opposes")), ("Japan", supports)]);
    check_in(Language::Fr, "UE, appuyée par la Suisse : peut", &[("UE", proposes), ("Suisse", supports)]);
    check_in(Language::Es, "UE, con el apoyo de Noruega: podrá", &[("UE", proposes), ("Noruega", supports)]);
    check_in(Language::Ru, "ЕС, при поддержке Норвегии: может", &[("ЕС", proposes), ("Норвегии", supports)]);
    check_in(Language::Ar, "مصر، بتأييد من النرويج: يجوز", &[("مصر", proposes), ("النرويج", supports)]);
    check_in(Language::Zh, "埃及，挪威附议：应", &[("埃及", proposes), ("挪威", supports)]);
}

#[test]
fn a_delegation_may_speak_for_its_members() {
    for (language, text, names) in [
        (Language::En, "EU and its member States: shall", ["EU", "its member States"]),
        (Language::Fr, "UE et ses États membres : doit", ["UE", "ses États membres"]),
        (Language::Es, "UE y sus Estados miembros: deberá", ["UE", "sus Estados miembros"]),
        (Language::Ru, "ЕС и его государства-члены: должны", ["ЕС", "его государства-члены"]),
    ] {
        check_in(language, text, &names.map(|it| (it, None)));
    }
}

#[test]
fn a_verb_before_the_names_is_for_those_after_the_comma_too() {
    let proposes = Some("proposes");
    check_in(Language::Ar, "تقترح مصر، النرويج: تتعاون", &[("مصر", proposes), ("النرويج", proposes)]);
    check_in(Language::Ar, "تعارض مصر؛ النرويج: تتعاون", &[("مصر", Some("opposes")), ("النرويج", None)]);
}

fn check_in(language: Language, text: &str, expected: &[(&str, Option<&str>)]) {
    let found = attributions(text, 0, Lexicon::of(language));
    let found: Vec<(&str, Option<&str>)> =
        found.iter().map(|it| (&text[range_to_usize(it.delegation.clone())], it.stance.as_deref())).collect();
    assert_eq!(found, expected, "{text}");
}

fn check(text: &str, expected: &[(&str, Option<&str>)]) {
    check_in(Language::En, text, expected);
}

#[test]
fn delegations_may_have_different_stances() {
    check(
        "NZ/CL propose; US/CA5 oppose: The",
        &[("NZ", Some("proposes")), ("CL", Some("proposes")), ("US", Some("opposes")), ("CA", Some("opposes"))],
    );
    check("AU, NZ propose40: forty", &[("AU", Some("proposes")), ("NZ", Some("proposes"))]);
    check("J/EU/US: provides", &[("J", None), ("EU", None), ("US", None)]);
}

#[test]
fn a_list_of_codes_may_end_with_a_full_stop() {
    check("NZ/Can/Mor. Noting that", &[("NZ", None), ("Can", None), ("Mor", None)]);
    check("No. 5 of the list", &[]);
}

#[test]
fn a_group_may_have_a_name_of_several_words() {
    check("African Group proposes: the", &[("African Group", Some("proposes"))]);
    check("G77 and China support: the", &[("G77", Some("supports")), ("China", Some("supports"))]);
    check("Proposal by EU: the", &[("EU", Some("proposes"))]);
}

#[test]
fn a_colon_alone_is_not_an_attribution() {
    let is_sure = |text: &str| attributions(text, 0, Lexicon::of(Language::En)).iter().any(|it| it.is_sure);
    assert!(!is_sure("Commission: the") && !is_sure("Each Party opposes] it"));
    check("the following measures: one", &[]);
    check("no colon", &[]);
    check("Parties shall: one", &[]);
}

#[test]
fn numbers_of_footnotes_and_line_ends_are_left_out() {
    let (proposes, opposes) = (Some("proposes"), Some("opposes"));
    check("US\noppose: any", &[("US", opposes)]);
    check("US propose;70 CL/PE oppose: any", &[("US", proposes), ("CL", opposes), ("PE", opposes)]);
    check("CL/MY propose 181: any", &[("CL", proposes), ("MY", proposes)]);
    check("VN: propose213: any", &[("VN", proposes)]);
    check("CA/CL/VN274] propose: any", &[("CA", proposes), ("CL", proposes), ("VN", proposes)]);
    check("VN 234 propose: any", &[("VN", proposes)]);
    check_in(Language::Ru, "Индия\nпредлагает 12: меры", &[("Индия", proposes)]);
    check_in(Language::Ar, "تقترح مصر14: التدابير", &[("مصر", proposes)]);
}

#[test]
fn states_may_stand_by_name_without_a_verb_or_without_a_colon() {
    check("Norway: shall", &[("Norway", None)]);
    check("Japan, Republic of Korea: may", &[("Japan", None), ("Republic of Korea", None)]);
    check("Norway opposes] it", &[("Norway", Some("opposes"))]);
    check("NOR opposes] it", &[("NOR", Some("opposes"))]);
    check("COP President's proposal: annually", &[]);
    check_in(Language::Es, "República de Corea: podrá", &[("República de Corea", None)]);
    check_in(Language::Zh, "埃及：应", &[("埃及", None)]);
    check_in(Language::Fr, "Suisse s’oppose] ici", &[("Suisse", Some("opposes"))]);
}

#[test]
fn names_may_have_brackets_articles_apostrophes_and_words_in_small_letters() {
    check("Iran (Islamic Republic of): may", &[("Iran (Islamic Republic of)", None)]);
    check("Cote d'Ivoire: may", &[("Cote d'Ivoire", None)]);
    check("Norway, and the Netherlands: may", &[("Norway", None), ("Netherlands", None)]);
    check(
        "EU and its member States propose: may",
        &[("EU", Some("proposes")), ("its member States", Some("proposes"))],
    );
    check_in(Language::Fr, "l’Égypte, Groupe africain : peut", &[("Égypte", None), ("Groupe africain", None)]);
    check_in(Language::Ru, "Африканская группа: может", &[("Африканская группа", None)]);
    check_in(Language::Ru, "Группа 77 и Китай: может", &[("Группа", None), ("Китай", None)]);
    check_in(Language::Ar, "ليبيا، والجزائر: يجوز", &[("ليبيا", None), ("الجزائر", None)]);
    check_in(Language::Zh, "77国集团：应", &[("77国集团", None)]);
    check("Each Party shall propose: one", &[]);
    check("Measures for the oceans: one", &[]);
}

#[test]
fn a_single_code_is_not_sure_to_be_a_delegation() {
    let found = attributions("PE: generation,", 0, Lexicon::of(Language::En));
    assert!(found.len() == 1 && !found[0].is_sure);
}

#[test]
fn verbs_are_recognised_in_every_language() {
    check_in(Language::Fr, "Suisse propose : les", &[("Suisse", Some("proposes"))]);
    check_in(
        Language::Es,
        "México y Chile proponen: las",
        &[("México", Some("proposes")), ("Chile", Some("proposes"))],
    );
    check_in(Language::Ru, "Индия предлагает: меры", &[("Индия", Some("proposes"))]);
    check_in(Language::Ar, "تقترح مصر: التدابير", &[("مصر", Some("proposes"))]);
    check_in(Language::Zh, "埃及提议：措施", &[("埃及", Some("proposes"))]);
}
