use super::{attributed_positions, date_in_name};
use crate::document::Document;
use crate::positions::Delegations;
use travaux_grammar::BlockId;

fn check(text: &str, expected: &[&str]) {
    let document = Document::parse(text, None, 0);
    let delegations = Delegations::shipped();
    let blocks = BlockId::FIRST..document.draft.end();
    let found = attributed_positions(&document, "x.2023-09-01.treaty", blocks, delegations);
    let described = found.iter().map(|it| {
        let codes: Vec<&str> = it.delegations.iter().map(|it| delegations[*it].code.as_str()).collect();
        let alternative = it.alternative.as_deref().unwrap_or("*");
        assert_eq!(it.date.as_ref().map(|it| it.to_string()).as_deref(), Some("2023-09-01"));
        format!("{} {} {}: {alternative}", codes.join("/"), it.stance.word(), it.targets[0].name)
    });
    assert_eq!(described.collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn attributions_are_positions_on_their_words() {
    check(
        "Article 3\n\n1. Parties [NZ/CL propose; US oppose: may act] here.\n",
        &["NZ/CL proposes article 3, paragraph 1: may act", "US opposes article 3, paragraph 1: may act"],
    );
    check("Article 3\n\nParties [Norway: shall] [Commission: may] act.\n", &["NO proposes article 3: shall"]);
    check("المادة 3\n\n1 - [النرويج: تتعاون] الدول.\n", &["NO proposes article 3, paragraph 1: تتعاون"]);
    check("第三条\n\n一、各方［中国提议：应］合作。\n", &["CN proposes article 3, paragraph 1: 应"]);
}

#[test]
fn a_conjunction_may_be_inside_a_name() {
    let on = |block: &str, expected: &[&str]| check(&format!("Article 3\n\n1. Parties act {block} here.\n"), expected);
    let x = "proposes article 3, paragraph 1: may";
    on("[Group of 77 and China propose: may]", &[&format!("G77 {x}")]);
    on("[Group of 77: may]", &[&format!("G77 {x}")]);
    on("[Trinidad and Tobago, Norway: may]", &[&format!("TT/NO {x}")]);
    on("[Antigua and Barbuda oppose: may]", &["AG opposes article 3, paragraph 1: may"]);
    on("[United Kingdom of Great Britain and Northern Ireland: may]", &[&format!("GB {x}")]);
    on("[EU and its member States propose: may]", &[&format!("EU {x}")]);
    on("[Iran (Islamic Republic of): may]", &[&format!("IR {x}")]);
    on("[Cote d'Ivoire: may]", &[&format!("CI {x}")]);
    on("[the Netherlands: may]", &[&format!("NL {x}")]);
    on("[Norway and Chile: may]", &[&format!("NO/CL {x}")]);
    on("[G77/China: may]", &[&format!("G77 {x}")]);
    on("shall (Bosnia and Herzegovina: delete)", &["BA opposes article 3, paragraph 1: *"]);
    on("shall (Iran (Islamic Republic of): delete)", &["IR opposes article 3, paragraph 1: *"]);
}

#[test]
fn half_of_an_unknown_name_is_no_delegation() {
    check("Article 3\n\n1. Parties act [Friends of Oceans and China propose: may] here.\n", &[]);
    check("Article 3\n\n1. Parties act [China and the Friends of Oceans propose: may] here.\n", &[]);
    check("المادة 3\n\n1 - تتعاون الدول [مجموعة السبع والأصدقاء: يجوز] هنا.\n", &[]);
    check("Статья 3\n\n1. Стороны [Группа друзей и Китай: могут] действовать.\n", &[]);
}

#[test]
fn a_conjunction_may_be_inside_a_name_in_every_language() {
    let ar = |block: &str, code: &str| {
        let expected = format!("{code} proposes article 3, paragraph 1: يجوز");
        check(&format!("المادة 3\n\n1 - تتعاون الدول [{block}: يجوز] في هذا المجال.\n"), &[&expected]);
    };
    ar("تقترح مجموعة السبع والسبعين والصين", "G77");
    ar("البوسنة والهرسك", "BA");
    ar("ليبيا، والجزائر", "LY/DZ");
    ar("مصر والنرويج", "EG/NO");
    let ru = |block: &str, code: &str| {
        let expected = format!("{code} proposes article 3, paragraph 1: могут");
        check(&format!("Статья 3\n\n1. Стороны [{block}: могут] действовать.\n"), &[&expected]);
    };
    ru("Группа 77 и Китай", "G77");
    ru("Африканская группа", "African Group");
    ru("Тринидад и Тобаго, Индия", "TT/IN");
    let fr = |block: &str, code: &str| {
        let expected = format!("{code} proposes article 3, paragraph 1: peuvent");
        check(&format!("Article 3\n\n1. Les Parties [{block} : peuvent] coopérer dans les régions.\n"), &[&expected]);
    };
    fr("Groupe des 77 et la Chine", "G77");
    fr("La Suisse et l’Égypte", "CH/EG");
    check(
        "Article 3\n\n1. Les Parties coopèrent dans les régions. [République de Corée, Suisse : supprimer]\n",
        &["KR/CH opposes article 3, paragraph 1: *"],
    );
    check(
        "Artículo 3\n\n1. Las Partes [Grupo de los 77 y China: podrán] cooperar en la región.\n",
        &["G77 proposes article 3, paragraph 1: podrán"],
    );
    check("第三条\n\n一、各方［77国集团和中国：应］合作。\n", &["G77 proposes article 3, paragraph 1: 应"]);
}

#[test]
fn an_unknown_name_leaves_the_instruction_of_the_others() {
    check("Article 3\n\n1. Parties act. [NO, Atlantis: delete]\n", &["NO opposes article 3, paragraph 1: *"]);
    check(
        "Статья 3\n\n1. Стороны действуют. [Индия, Атлантида: исключить]\n",
        &["IN opposes article 3, paragraph 1: *"],
    );
    check("Article 3\n\n1. Parties act. [Commission: delete]\n", &[]);
}

#[test]
fn an_instruction_beside_a_bracket_is_about_that_bracket() {
    check("Article 3\n\n1. Parties [shall] [EU: delete] act.\n", &["EU opposes article 3, paragraph 1: shall"]);
    check(
        "Article 3\n\n1. Parties [EU: delete] [CH: erase] data.\n",
        &["EU proposes article 3, paragraph 1: delete", "CH proposes article 3, paragraph 1: erase"],
    );
    check(
        "المادة 3\n\n1 - على الدول [مصر: حذف] [النرويج: محو] البيانات.\n",
        &["EG proposes article 3, paragraph 1: حذف", "NO proposes article 3, paragraph 1: محو"],
    );
}

#[test]
fn an_instruction_is_about_the_text_around_it() {
    check("Article 3\n\n1. Parties act. [EU: delete]\n", &["EU opposes article 3, paragraph 1: *"]);
    check("Article 3\n\n1. Parties act. [RU: retain]\n", &["RU supports article 3, paragraph 1: *"]);
}

#[test]
fn delegations_that_join_others_share_their_instruction() {
    check("Article 3\n\n1. Parties act. [EU, supported by NO: delete]\n", &["EU/NO opposes article 3, paragraph 1: *"]);
    check(
        "Article 3\n\n1. Parties [EU supported by NO: shall] act.\n",
        &["EU proposes article 3, paragraph 1: shall", "NO supports article 3, paragraph 1: shall"],
    );
    check(
        "المادة 3\n\n1 - تتعاون الدول. [مصر، بتأييد من النرويج: حذف]\n",
        &["EG/NO opposes article 3, paragraph 1: *"],
    );
    check("第三条\n\n一、各方合作。［埃及，挪威附议：删除］\n", &["EG/NO opposes article 3, paragraph 1: *"]);
    check(
        "Статья 3\n\n1. Стороны [Индия: могут] действовать. [ЕС: исключить]\n",
        &["IN proposes article 3, paragraph 1: могут", "EU opposes article 3, paragraph 1: *"],
    );
}

#[test]
fn an_instruction_in_parentheses_is_about_what_it_follows() {
    check("Article 3\n\n1. Parties act. (RU: retain)\n", &["RU supports article 3, paragraph 1: *"]);
    check("Article 3\n\n1. Parties [shall] (RU: retain) act.\n", &["RU supports article 3, paragraph 1: shall"]);
    check("Article 3\n\n[1. Parties act.] (RU, CN: delete)\n", &["RU/CN opposes article 3, paragraph 1: *"]);
    check("Article 3\n\n1. Parties [shall] [may] (RU: retain) act.\n", &[]);
    check("Article 3\n\n1. Parties act (Secretariat: delete).\n", &[]);
    check(
        "Article 3\n\n1. Les États parties coopèrent et les autres organes agissent dans la région pour le fonds. (Suisse : supprimer)\n",
        &["CH opposes article 3, paragraph 1: *"],
    );
    check(
        "Artículo 3\n\n1. Los Estados Partes cooperan con los otros y las organizaciones para el fondo. (México: mantener)\n",
        &["MX supports article 3, paragraph 1: *"],
    );
    check("المادة 3\n\n1 - تتعاون الدول. (مصر: حذف)\n", &["EG opposes article 3, paragraph 1: *"]);
    check("第三条\n\n一、各方合作。（埃及：删除）\n", &["EG opposes article 3, paragraph 1: *"]);
}

#[test]
fn a_draft_is_dated_by_its_name() {
    assert_eq!(date_in_name("/2021-01-01/text-2023-09.treaty.md").as_deref(), Some("2023-09"));
    assert_eq!(date_in_name("x.2023-13-01.treaty"), None);
    assert_eq!(date_in_name("AC.291-22.treaty"), None);
}
