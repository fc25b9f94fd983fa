//! What is counted on a place, and how the room of a screen is used.

use super::{DRAFT, POSITIONS, check, check_lacks};

#[test]
fn a_chair_sees_what_a_provision_needs() {
    let tally = "Member States: 2 for, 27 against, 0 reserved, 164 silent; Votes short of a majority: 26; \
        Votes short of two thirds: 52";
    check(&DRAFT.replace("10 bis. Inter", "10 $0bis. Inter"), POSITIONS, &[tally]);
    let arabic = "الدول الأعضاء: 2 مع، 27 ضد، 0 متحفظة، 164 صامتة؛ أصوات تنقص الأغلبية: 26";
    check("### المادة 10 $0ثانياً. التدخل\n\nنص.\n", POSITIONS, &[arabic]);
    // Nobody is for or against the whole paragraph.
    check_lacks(&DRAFT.replace("1. Any", "$01. Any"), POSITIONS, "Member States");
}

#[test]
fn long_sources_leave_room_for_the_parts() {
    let note = "words that go on ".repeat(40);
    let side = |code: &str, stance: &str| {
        format!(r#"{{"delegations": ["{code}"], "stance": "{stance}", "target": "article 1", "note": "{note}"}}"#)
    };
    let sides = ["supports", "opposes", "amends", "reserves", "states"].map(|it| side("CN", it));
    let part = r#"{"delegations": ["NO"], "stance": "opposes", "target": "article 1, paragraph 1"}"#;
    for sides in [&sides[..2], &sides] {
        let sides: Vec<String> =
            sides.iter().zip(["CN", "RU", "FR", "IN", "BR"]).map(|(it, code)| it.replace("CN", code)).collect();
        let positions = format!("{{\"positions\": [{}, {part}]}}", sides.join(", "));
        check("Article $01\n\n1. Text.\n", &positions, &["On parts of it:\n\n- paragraph 1 — **Opposes** (1): Norway"]);
        check("المادة $01\n\n1 - نص.\n", &positions, &["بشأن أجزاء منه:\u{2069}\n\n- "]);
    }
}

#[test]
fn a_line_that_just_fits_leaves_room_for_the_parts() {
    for length in (90..110).chain(190..210).chain(280..300) {
        let note = "x".repeat(length);
        let position = |code: &str, stance: &str| {
            format!(r#"{{"delegations": ["{code}"], "stance": "{stance}", "target": "article 1", "note": "{note}"}}"#)
        };
        let sides = ["CN", "RU", "FR", "IN"].iter().zip(["supports", "opposes", "amends", "reserves"]);
        let sides: Vec<String> = sides.flat_map(|(code, stance)| vec![position(code, stance); 4]).collect();
        let part = r#"{"delegations": ["NO"], "stance": "opposes", "target": "article 1, paragraph 1"}"#;
        let positions = format!("{{\"positions\": [{}, {part}]}}", sides.join(", "));
        check(
            "Article $01\n\n1. Text.\n",
            &positions,
            &["Member States: 1 for", "- paragraph 1 — **Opposes** (1): Norway"],
        );
    }
}

#[test]
fn a_group_whose_members_are_not_known_is_marked() {
    let positions = r#"{"positions": [{"delegations": ["LMDC"], "stance": "opposes", "target": "article 1"}]}"#;
    let shown = "**Opposes** (1): Like-Minded Developing Countries (members not known and not counted)";
    check("Article $01\n\nText.\n", positions, &[shown]);
    check("المادة $01\n\nنص.\n", positions, &["(أعضاؤها غير معروفين ولا يُحسبون)"]);
    let named = ["**Like-Minded Developing Countries** (LMDC), members not known and not counted"];
    check("Article 1\n\n1. Parties [LM$0DC: may] act.\n", "{\"positions\": []}", &named);
}

#[test]
fn those_who_reserve_their_position_on_an_alternative_are_counted() {
    let positions = r#"{"positions": [
        {"delegations": ["CARICOM"], "stance": "amends", "target": "article 1", "alternative": "may"},
        {"delegations": ["CN"], "stance": "opposes", "target": "article 1", "alternative": "shall"}]}"#;
    let counts = ["- shall — For 0, Against 1\n- may — For 0, Against 0, Reserved 14"];
    check("Article 1\n\nParties [shall] [m$0ay] act.\n", positions, &counts);
}

#[test]
fn an_article_without_words_of_its_own_has_no_blank_line() {
    let positions = r#"{"positions": [{"delegations": ["CN"], "stance": "opposes", "target": "article 1"}]}"#;
    check("Article $01\n\nText.\n", positions, &["**Article 1**\n\n**Opposes**"]);
}

#[test]
fn dates_and_votes_keep_the_order_of_their_numbers_between_arabic_words() {
    let positions = r#"{"positions": [
        {"delegations": ["CN"], "stance": "supports", "target": "article 1", "date": "2022-05-04"},
        {"delegations": ["CN"], "stance": "votes-against", "target": "article 1", "forum": {"ar": "الجمعية العامة"},
         "date": {"from": "2023-09-01", "to": "2023-09-02"}, "vote": {"for": 79, "against": 60, "abstaining": 33}}]}"#;
    let shown = [
        "؛ \u{2066}2023-09-01/2023-09-02\u{2069}؛ ",
        "تصويت: \u{2066}79-60-33\u{2069}",
        "سابقاً: يؤيد \u{2066}2022-05-04\u{2069})",
    ];
    check("المادة $01\n\nنص.\n", positions, &shown);
    check(
        "Article $01\n\nText.\n",
        positions,
        &["(earlier: supports 2022-05-04)", "2023-09-01/2023-09-02; vote: 79-60-33"],
    );
}
