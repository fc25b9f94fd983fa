use super::*;
use crate::language::Language;

fn of_basis(language: Language, text: &str, basis: Basis, expected: &[&str]) {
    let found = definitions(text, 0, Lexicon::of(language));
    let of_basis = found.iter().filter(|it| it.basis == basis);
    let terms: Vec<&str> = of_basis.map(|it| &text[it.term.start as usize..it.term.end as usize]).collect();
    assert_eq!(terms, expected, "{text}: {found:?}");
}

fn said(language: Language, text: &str, expected: &[&str]) {
    of_basis(language, text, Basis::Said, expected);
}

fn name(language: Language, text: &str, expected: &[&str]) {
    of_basis(language, text, Basis::Name, expected);
}

#[test]
fn a_quoted_term_that_means_is_defined() {
    said(Language::En, "“Freezing” means a temporary prohibition;", &["Freezing"]);
    said(Language::En, "\"Party\" shall mean a Party to this Agreement;", &["Party"]);
    said(Language::En, "``storage device\" means any device;", &["storage device"]);
    said(Language::En, "[“Relay”] means a station.", &["Relay"]);
    said(Language::En, "“Meeting of Parties” (MOP) means the meeting.", &["Meeting of Parties"]);
    said(Language::En, "“Sampling on site”, in relation to soils, means the taking of soil.", &["Sampling on site"]);
    said(Language::En, "“entry”, “exit” and “transit” mean in each case", &["entry", "exit", "transit"]);
}

#[test]
fn a_quotation_that_was_never_closed_ends_where_the_next_begins() {
    said(Language::Ar, "يقصد بعبارة \"المحطة مرفق للبث. - 2 يقصد بعبارة \"السارية\" كل عمود", &["السارية"]);
    said(Language::En, "\"Relay a station. By \"Mast\" is meant: \"mast\" means a pole", &["mast"]);
}

#[test]
fn other_quotations_define_nothing() {
    said(Language::En, "as “good faith” requires, which means that", &[]);
    said(Language::En, "notice by “electronic” means of transmission", &[]);
    said(Language::En, "by post or “other” means.", &[]);
    said(Language::Fr, "adopté par « consensus » des Parties", &[]);
    said(Language::Es, "aprobado por “consenso” de las Partes", &[]);
    said(Language::Ru, "принято под «председательством» секретариата", &[]);
    said(Language::Zh, "秘书处在“报告”指出问题", &[]);
    said(Language::Ar, "ورد تعبير \"الطرف\" في النص", &[]);
}

#[test]
fn alternatives_for_a_term_are_defined_each() {
    said(Language::En, "“[stored data] [kept records]” means facts;", &["stored data", "kept records"]);
    said(Language::En, "[“stored data”] [“kept records”] means facts;", &["stored data", "kept records"]);
    said(Language::Ar, "يُقصد بتعبير \"[بيانات مخزنة] [سجلات محفوظة]\" الوقائع؛", &["بيانات مخزنة", "سجلات محفوظة"]);
}

#[test]
fn blanks_in_quotation_marks_are_no_term() {
    said(Language::En, &format!("“{}Party”", " ".repeat(120)), &[]);
    said(Language::En, &format!("“{}Party” means a State", "\u{a0}".repeat(60)), &["Party"]);
}

#[test]
fn french_defines() {
    said(Language::Fr, "« Partie » désigne une Partie", &["Partie"]);
    said(Language::Fr, "« Relais » s’entend d’une station", &["Relais"]);
    said(Language::Fr, "On entend par « relais » une station", &["relais"]);
    said(Language::Fr, "On entend par « entrée » et « sortie » le passage", &["entrée", "sortie"]);
    said(Language::Fr, "Par « relais », on entend une station", &["relais"]);
    said(Language::Fr, "Le terme « relais » désigne une station", &["relais"]);
}

#[test]
fn spanish_defines() {
    said(Language::Es, "Por “relevo” se entenderá una estación", &["relevo"]);
    said(Language::Es, "Por “toma en sitio”, en relación con suelos, se entiende la toma", &["toma en sitio"]);
    said(Language::Es, "Se entiende por «relevo» una estación", &["relevo"]);
    said(Language::Es, "El término “relevo” designa una estación", &["relevo"]);
    said(Language::Es, "“Relevo” significa una estación", &["Relevo"]);
}

#[test]
fn russian_defines() {
    said(Language::Ru, "«Станция» означает устройство", &["Станция"]);
    said(Language::Ru, "Термин «станция» означает устройство", &["станция"]);
    said(Language::Ru, "Под «станцией» понимается устройство", &["станцией"]);
    said(Language::Ru, "«Ввоз» и «вывоз» означают перемещение", &["Ввоз", "вывоз"]);
}

#[test]
fn chinese_defines() {
    said(Language::Zh, "（一）“中继站”是指设施；", &["中继站"]);
    said(Language::Zh, "“中继站”指设施；", &["中继站"]);
    said(Language::Zh, "「中继站」是指设施；", &["中继站"]);
    said(Language::Zh, "“中继站”系指设施；", &["中继站"]);
    said(Language::Zh, "本公约所称“中继站”，是指设施。", &["中继站"]);
    said(Language::Zh, "“现场取样”，在土壤方面，是指取样。", &["现场取样"]);
}

#[test]
fn arabic_defines() {
    said(Language::Ar, "(أ) يقصد بتعبير \"محطة ترحيل\" أي مرفق", &["محطة ترحيل"]);
    said(Language::Ar, "ويُقصد بـ \"المحطة\" المرفق", &["المحطة"]);
    said(Language::Ar, "تعني عبارة \"المحطة\" المرفق", &["المحطة"]);
    said(Language::Ar, "\"المحطة\" تعني المرفق", &["المحطة"]);
    said(Language::Ar, "\"الطرف\" يعني الدولة", &["الطرف"]);
}

#[test]
fn a_name_given_in_passing_is_defined() {
    name(Language::En, "the Fund for the Sea (hereinafter referred to as \"the Fund\")", &["the Fund"]);
    name(Language::En, "a fund for relays (the “Fund”) is set up", &["Fund"]);
    name(Language::En, "the Meeting of Parties (“MOP”) decides", &["MOP"]);
    name(Language::Fr, "un fonds, ci-après dénommé « le Fonds »,", &["le Fonds"]);
    name(Language::Fr, "une caisse (ci-après dénommée la « Caisse »)", &["Caisse"]);
    name(Language::Es, "un fondo, en adelante denominado “el Fondo”,", &["el Fondo"]);
    name(Language::Ru, "фонд (далее именуемый «Фонд»)", &["Фонд"]);
    name(Language::Ru, "фонд (далее — «Фонд»)", &["Фонд"]);
    name(Language::Zh, "中继基金（以下简称“基金”）", &["基金"]);
    name(Language::Ar, "الصندوق (المشار إليه فيما يلي باسم \"الصندوق\")", &["الصندوق"]);
}

#[test]
fn a_quotation_in_parentheses_is_no_name_for_itself() {
    name(Language::En, "the rule on replies (“no later than noon”) stays", &[]);
    name(Language::En, "see annex II (“Lists of stations”)", &[]);
}

#[test]
fn a_term_at_the_head_of_a_block_may_be_listed() {
    let listed = |text: &str, expected: &[&str]| of_basis(Language::En, text, Basis::Listed, expected);
    listed("“Relay” a station that repeats", &["Relay"]);
    listed("**Relay**: a station that repeats", &["Relay"]);
    listed("*relay station* means a station", &["relay station"]);
    listed("relay station means a station", &["relay station"]);
    listed("the relay shall find means to repeat", &[]);
    listed("a relay, by all means, repeats", &[]);
    of_basis(Language::Fr, "« Relais » toute station", Basis::Listed, &["Relais"]);
    of_basis(Language::Es, "La “estación” incluye equipos", Basis::Extended, &["estación"]);
}
