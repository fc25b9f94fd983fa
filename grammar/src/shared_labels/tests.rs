use super::*;
use crate::language::Language;
use crate::language_evidence::LanguageEvidence;

fn block(language: Language, text: &str) -> Block {
    Block::parse(text, language, LanguageEvidence::default(), false)
}

/// Checks the last number that shares the label at the beginning of a text.
fn check_last_shared_label(language: Language, text: &str, expected: Option<&str>) {
    let block = block(language, text);
    let site = block.labels.first().unwrap_or_else(|| panic!("{text} has no label"));
    let found = site.label.unwrap().readings().find_map(|it| last_shared_label(&block, &it, site.end));
    assert_eq!(found.map(|it| it.0.to_string()).as_deref(), expected, "{text}");
}

/// Checks the numbers at the beginning of a text without labels, and whether it is a notice.
fn check_shared_labels(language: Language, text: &str, expected: Option<(&str, &str, bool)>) {
    let form = if text.starts_with('(') { NumberForm::Lower } else { NumberForm::Digits };
    let all = shared_labels(&block(language, text));
    let found = all.iter().find(|it| it.0 == form).map(|it| &it.1);
    let found = found.map(|it| (it.first.to_string(), it.last.to_string(), it.is_notice));
    let found = found.as_ref().map(|it| (it.0.as_str(), it.1.as_str(), it.2));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_label_may_stand_for_several_numbers() {
    for (text, last) in [
        ("3. and 4. Deleted", "4"),
        ("5 to 8. Reserved", "8"),
        ("5.–8. Reserved", "8"),
        ("(2) to (4) Reserved", "4"),
        ("(b)-(d) [deleted];", "d"),
        ("(ii) – (iv) deleted;", "iv"),
    ] {
        check_last_shared_label(Language::En, text, Some(last));
    }
    check_last_shared_label(Language::Fr, "2. à 4. (Supprimés)", Some("4"));
    check_last_shared_label(Language::Fr, "b) à d) [supprimés] ;", Some("d"));
    check_last_shared_label(Language::Ru, "2–4. Исключены", Some("4"));
    check_last_shared_label(Language::Ru, "b) – d) исключены;", Some("d"));
    check_last_shared_label(Language::Ar, "(ب) إلى (د) محذوفة؛", Some("d"));
    check_last_shared_label(Language::Zh, "2至4. 删除", Some("4"));
    check_last_shared_label(Language::Zh, "（二）至（四）删除；", Some("d"));
}

#[test]
fn a_number_in_the_text_does_not_share_a_label() {
    for text in [
        "2. 5 to 7 members are elected.",
        "2. To 5 members more is given.",
        "2. And so on to 7.",
        "(b) and (a) apply;",
        "(b) to (4)",
        "2. - text",
        "2.",
    ] {
        check_last_shared_label(Language::En, text, None);
    }
}

#[test]
fn a_block_may_be_about_several_provisions() {
    for text in [
        "Articles 3 to 5 [Reserved]",
        "Articles 3-5. Deleted",
        "**Articles 3, 4 and 5** (Deleted by the Committee at its second session.)",
        "[Articles 3 to 5 deleted]",
        "Articles 3 to 5",
        "## Articles 3 to 5: [to be written]",
    ] {
        check_shared_labels(Language::En, text, Some(("3", "5", true)));
    }
    check_shared_labels(Language::Fr, "Articles 3 à 5 (Supprimés)", Some(("3", "5", true)));
    check_shared_labels(Language::Es, "Artículos 3 a 5 [Reservados]", Some(("3", "5", true)));
    check_shared_labels(Language::Ru, "Статьи 3–5. [Зарезервированы]", Some(("3", "5", true)));
    check_shared_labels(Language::Ar, "المواد من 3 إلى 5 [محذوفة]", Some(("3", "5", true)));
    check_shared_labels(Language::Zh, "第三条至第五条 [保留]", Some(("3", "5", true)));
    check_shared_labels(Language::Zh, "第三至第五条（删除）", Some(("3", "5", true)));
    check_shared_labels(Language::En, "Chapters II to IV [Reserved]", Some(("II", "IV", true)));
    check_shared_labels(Language::En, "Articles 3 to 5 apply.", Some(("3", "5", false)));
    check_shared_labels(Language::En, "Articles 3 to 5 [apply] [prevail]", Some(("3", "5", false)));
    check_shared_labels(Language::En, "Articles 3 to 5 [shall apply to this Protocol].", None);
    check_shared_labels(Language::En, "Articles 3 to 5 apply mutatis mutandis to this Protocol.", None);
    check_shared_labels(Language::En, "Articles 3 to 5 of the Convention.", None);
    check_shared_labels(Language::En, "Articles 3 to 5;", None);
    check_shared_labels(Language::En, "* Articles 3 to 5", None);
}

#[test]
fn numbers_in_a_row_need_no_noun() {
    check_shared_labels(Language::Fr, "2 à 4. (Supprimés)", Some(("2", "4", true)));
    check_shared_labels(Language::Fr, "2 à 4 (Supprimés)", Some(("2", "4", true)));
    check_shared_labels(Language::Es, "2 a 4. Suprimidos", Some(("2", "4", true)));
    check_shared_labels(Language::Ru, "2, 3. Исключены", Some(("2", "3", true)));
    check_shared_labels(Language::Ru, "От 2 до 4. Исключены", Some(("2", "4", true)));
    check_shared_labels(Language::Ar, "2 إلى 4 - محذوفة", Some(("2", "4", true)));
    check_shared_labels(Language::Ar, "٢-٤ - محذوفة", Some(("2", "4", true)));
    check_shared_labels(Language::Zh, "2～4　删除", Some(("2", "4", true)));
    check_shared_labels(Language::Zh, "二至四、删除", Some(("2", "4", true)));
    check_shared_labels(Language::En, "2 to 4 [Reserved]", Some(("2", "4", true)));
    check_shared_labels(Language::En, "2., 3. and 4. Deleted", Some(("2", "4", true)));
    check_shared_labels(Language::En, "(b), (c) and (d) [deleted];", Some(("b", "d", true)));
    check_shared_labels(Language::Es, "(b), (c) y (d) suprimidos;", Some(("b", "d", true)));
    check_shared_labels(Language::En, "3 bis to 3 quater. Deleted", Some(("3 bis", "3 quater", true)));
    check_shared_labels(Language::En, "2 to 4 members are elected by the Conference of the Parties.", None);
    check_shared_labels(Language::En, "At 2, 3 and 5 metres.", None);
    check_shared_labels(Language::En, "2025 Report.", None);
}
