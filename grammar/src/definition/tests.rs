use super::*;
use crate::language::Language;
use crate::offset::range_to_usize;

fn check_basis(language: Language, text: &str, basis: DefinitionBasis, expected: &[&str]) {
    let found = definitions(text, 0, Lexicon::of(language));
    let of_basis = found.iter().filter(|it| it.basis == basis);
    let terms: Vec<&str> = of_basis.map(|it| &text[range_to_usize(it.term.clone())]).collect();
    assert_eq!(terms, expected, "{text}: {found:?}");
}

fn check_means(language: Language, text: &str, expected: &[&str]) {
    check_basis(language, text, DefinitionBasis::Means, expected);
}

fn check_short_name(language: Language, text: &str, expected: &[&str]) {
    check_basis(language, text, DefinitionBasis::ShortName, expected);
}

#[test]
fn a_quoted_term_before_means_is_defined() {
    check_means(Language::En, "“Freezing” means a temporary prohibition;", &["Freezing"]);
    check_means(Language::En, "\"Party\" shall mean a Party to this Agreement;", &["Party"]);
    check_means(Language::En, "``storage device\" means any device;", &["storage device"]);
    check_means(Language::En, "[“Relay”] means a station.", &["Relay"]);
    check_means(Language::En, "“Meeting of Parties” (MOP) means the meeting.", &["Meeting of Parties"]);
    check_means(
        Language::En,
        "“Sampling on site”, in relation to soils, means the taking of soil.",
        &["Sampling on site"],
    );
    check_means(Language::En, "“entry”, “exit” and “transit” mean in each case", &["entry", "exit", "transit"]);
}

#[test]
fn a_quotation_that_was_never_closed_ends_where_the_next_begins() {
    check_means(Language::Ar, "يقصد بعبارة \"المحطة مرفق للبث. - 2 يقصد بعبارة \"السارية\" كل عمود", &["السارية"]);
    check_means(Language::En, "\"Relay a station. By \"Mast\" is meant: \"mast\" means a pole", &["mast"]);
}

#[test]
fn other_quotations_are_not_definitions() {
    check_means(Language::En, "as “good faith” requires, which means that", &[]);
    check_means(Language::En, "notice by “electronic” means of transmission", &[]);
    check_means(Language::En, "by post or “other” means.", &[]);
    check_means(Language::Fr, "adopté par « consensus » des Parties", &[]);
    check_means(Language::Es, "aprobado por “consenso” de las Partes", &[]);
    check_means(Language::Ru, "принято под «председательством» секретариата", &[]);
    check_means(Language::Zh, "秘书处在“报告”指出问题", &[]);
    check_means(Language::Ar, "ورد تعبير \"الطرف\" في النص", &[]);
}

#[test]
fn each_alternative_for_a_term_is_defined() {
    check_means(Language::En, "“[stored data] [kept records]” means facts;", &["stored data", "kept records"]);
    check_means(Language::En, "[“stored data”] [“kept records”] means facts;", &["stored data", "kept records"]);
    check_means(
        Language::Ar,
        "يُقصد بتعبير \"[بيانات مخزنة] [سجلات محفوظة]\" الوقائع؛",
        &["بيانات مخزنة", "سجلات محفوظة"],
    );
}

#[test]
fn blanks_in_quotation_marks_are_not_a_term() {
    check_means(Language::En, &format!("“{}Party”", " ".repeat(120)), &[]);
    check_means(Language::En, &format!("“{}Party” means a State", "\u{a0}".repeat(60)), &["Party"]);
}

#[test]
fn french_definitions_are_recognised() {
    check_means(Language::Fr, "« Partie » désigne une Partie", &["Partie"]);
    check_means(Language::Fr, "« Relais » s’entend d’une station", &["Relais"]);
    check_means(Language::Fr, "On entend par « relais » une station", &["relais"]);
    check_means(Language::Fr, "On entend par « entrée » et « sortie » le passage", &["entrée", "sortie"]);
    check_means(Language::Fr, "Par « relais », on entend une station", &["relais"]);
    check_means(Language::Fr, "Le terme « relais » désigne une station", &["relais"]);
}

#[test]
fn spanish_definitions_are_recognised() {
    check_means(Language::Es, "Por “relevo” se entenderá una estación", &["relevo"]);
    check_means(Language::Es, "Por “toma en sitio”, en relación con suelos, se entiende la toma", &["toma en sitio"]);
    check_means(Language::Es, "Se entiende por «relevo» una estación", &["relevo"]);
    check_means(Language::Es, "El término “relevo” designa una estación", &["relevo"]);
    check_means(Language::Es, "“Relevo” significa una estación", &["Relevo"]);
}

#[test]
fn russian_definitions_are_recognised() {
    check_means(Language::Ru, "«Станция» означает устройство", &["Станция"]);
    check_means(Language::Ru, "Термин «станция» означает устройство", &["станция"]);
    check_means(Language::Ru, "Под «станцией» понимается устройство", &["станцией"]);
    check_means(Language::Ru, "«Ввоз» и «вывоз» означают перемещение", &["Ввоз", "вывоз"]);
}

#[test]
fn chinese_definitions_are_recognised() {
    check_means(Language::Zh, "（一）“中继站”是指设施；", &["中继站"]);
    check_means(Language::Zh, "“中继站”指设施；", &["中继站"]);
    check_means(Language::Zh, "「中继站」是指设施；", &["中继站"]);
    check_means(Language::Zh, "“中继站”系指设施；", &["中继站"]);
    check_means(Language::Zh, "本公约所称“中继站”，是指设施。", &["中继站"]);
    check_means(Language::Zh, "“现场取样”，在土壤方面，是指取样。", &["现场取样"]);
}

#[test]
fn arabic_definitions_are_recognised() {
    check_means(Language::Ar, "(أ) يقصد بتعبير \"محطة ترحيل\" أي مرفق", &["محطة ترحيل"]);
    check_means(Language::Ar, "ويُقصد بـ \"المحطة\" المرفق", &["المحطة"]);
    check_means(Language::Ar, "تعني عبارة \"المحطة\" المرفق", &["المحطة"]);
    check_means(Language::Ar, "\"المحطة\" تعني المرفق", &["المحطة"]);
    check_means(Language::Ar, "\"الطرف\" يعني الدولة", &["الطرف"]);
}

#[test]
fn a_name_given_in_passing_is_defined() {
    check_short_name(Language::En, "the Fund for the Sea (hereinafter referred to as \"the Fund\")", &["the Fund"]);
    check_short_name(Language::En, "a fund for relays (the “Fund”) is set up", &["Fund"]);
    check_short_name(Language::En, "the Meeting of Parties (“MOP”) decides", &["MOP"]);
    check_short_name(Language::Fr, "un fonds, ci-après dénommé « le Fonds »,", &["le Fonds"]);
    check_short_name(Language::Fr, "une caisse (ci-après dénommée la « Caisse »)", &["Caisse"]);
    check_short_name(Language::Es, "un fondo, en adelante denominado “el Fondo”,", &["el Fondo"]);
    check_short_name(Language::Ru, "фонд (далее именуемый «Фонд»)", &["Фонд"]);
    check_short_name(Language::Ru, "фонд (далее — «Фонд»)", &["Фонд"]);
    check_short_name(Language::Zh, "中继基金（以下简称“基金”）", &["基金"]);
    check_short_name(Language::Ar, "الصندوق (المشار إليه فيما يلي باسم \"الصندوق\")", &["الصندوق"]);
}

#[test]
fn a_quotation_in_parentheses_alone_is_not_a_short_name() {
    check_short_name(Language::En, "the rule on replies (“no later than noon”) stays", &[]);
    check_short_name(Language::En, "see annex II (“Lists of stations”)", &[]);
}

#[test]
fn a_term_at_the_head_of_a_block_may_be_listed() {
    let listed = |text: &str, expected: &[&str]| check_basis(Language::En, text, DefinitionBasis::Listed, expected);
    listed("“Relay” a station that repeats", &["Relay"]);
    listed("**Relay**: a station that repeats", &["Relay"]);
    listed("*relay station* means a station", &["relay station"]);
    listed("relay station means a station", &["relay station"]);
    listed("the relay shall find means to repeat", &[]);
    listed("a relay, by all means, repeats", &[]);
    check_basis(Language::Fr, "« Relais » toute station", DefinitionBasis::Listed, &["Relais"]);
    check_basis(Language::Es, "La “estación” incluye equipos", DefinitionBasis::Includes, &["estación"]);
}
