//! The texts of provisions in hovers, and the names of those that a draft does not have.

use super::check;
use crate::hover::hover;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;

fn content(marked: &str) -> String {
    let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
    hover(&Workspace::default(), "draft", &document, marked.find("$0").unwrap()).unwrap().content
}

#[test]
fn a_text_begins_after_the_signs_of_its_label_and_ends_with_its_stop() {
    for (marked, beginning, end) in [
        (
            "Article 1\n\n1 - One.\n\n2 - Dash text.\n\nArticle 2\n\nSee paragraph$0 2 of article 1.\n",
            "\n\nDash",
            "text.",
        ),
        ("Article 1\n\n$01 - One.\n", "\n\nOne", "One."),
        (
            "Article 1\n\n1. “Lake” means water.\n\nArticle 2\n\nSee paragraph$0 1 of article 1.\n",
            "\n\n“Lake”",
            "water.",
        ),
        ("المادة 1\n\n1 - نص.\n\n2 - نص آخر.\n\nالمادة 2\n\nوفقا للفق$0رة 2 من المادة 1.\n", "نص آخر", "آخر."),
        ("第一条\n\n一、案文。\n\n二、文本。\n\n第二条\n\n依照第一条第$0二款。\n", "\n\n文本", "文本。"),
        ("Статья 1\n\n1) Текст.\n\nСтатья 2\n\nСогласно пункту$0 1 статьи 1.\n", "\n\nТекст", "Текст."),
    ] {
        let found = content(marked);
        let text = found.trim_end_matches(['\u{200f}', '\u{2069}']);
        assert!(found.contains(beginning) && text.ends_with(end), "{found:?}");
    }
    let arabic = content("المادة 1\n\n1 - نص.\n\nالمادة 2\n\nوفقا للفق$0رة 1 من المادة 1.\n");
    assert!(!arabic.contains("\\-"), "{arabic:?}");
}

#[test]
fn a_missing_provision_is_named_in_the_language_of_the_draft() {
    check("Article 1\n\nUnder article$0 9.\n\nArticle 2\n", "", &["**article 9** — this draft has none"]);
    for (marked, name) in [
        (
            "Article premier\n\nLes États parties coopèrent selon l’article$0 9 de la présente Convention.\n",
            "**article 9 de la présente Convention** — ce projet",
        ),
        ("Artículo 1\n\nSegún el artículo$0 9.\n\nArtículo 2\n", "**artículo 9** — este"),
        ("Статья 1\n\nСогласно статье$0 9.\n\nСтатья 2\n", "**статье 9** — в этом"),
        ("المادة 1\n\nوفقا لأحكام المادة$0 9.\n\nالمادة 2\n", "المادة 9\u{2069}** — لا يوجد"),
        ("第一条\n\n依照第$0九条。\n\n第二条\n", "**第九条** — 本草案"),
    ] {
        check(marked, "", &[name]);
    }
    check("المادة 1\n\n(أ) يقصد بتعبير \"بحي$0رة\" مياه؛\n", "", &["تعريف", "، "]);
}

#[test]
fn missing_provisions_are_listed_in_the_language_of_the_draft() {
    for (marked, names) in [
        ("Article 1\n\nUnder articles$0 8 and 9.\n\nArticle 2\n", "**article 8, article 9** — "),
        ("Article premier\n\nSelon les articles$0 8 et 9 bis.\n\nArticle 2\n", "**Article 8, Article 9 bis** — "),
        ("Artículo 1\n\nSegún los artículos$0 8 a 10.\n\nArtículo 2\n", "**Artículo 8, Artículo 9, Artículo 10** — "),
        ("Статья 1\n\nСогласно статьям$0 8 и 9.\n\nСтатья 2\n", "**Статья 8, Статья 9** — "),
        ("المادة 1\n\nوفقا للمادتين$0 8 و9.\n\nالمادة 2\n", "المادة 8، المادة 9\u{2069}** — "),
        ("第一条\n\n依照第$0八条和第十九条。\n\n第二条\n", "**第八条、第十九条** — "),
        // Beside one that there is.
        ("第一条\n\n依照第$0二条、第八条和第九条。\n\n第二条\n", "**第八条、第九条** — "),
        // Inside of another.
        (
            "Статья 1\n\n1. Текст.\n\nСтатья 2\n\nСогласно пунктам$0 8 и 9 статьи 1.\n",
            "**Статья 1, пункт 8, Статья 1, пункт 9** — ",
        ),
        // Numbers in words have no example.
        ("المادة الأولى\n\nوفقا للمادتين$0 8 و9.\n\nالمادة الثانية\n", "للمادتين 8 و9\u{2069}** — "),
    ] {
        check(marked, "", &[names]);
    }
}
