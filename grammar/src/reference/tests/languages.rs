//! Forms that occur in one language only.

use super::check_in;
use crate::language::Language;

#[test]
fn english_forms() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::En, text, expected);
    check("article twelve applies", &[("article twelve", "article 12")]);
    check("article 8 duodecies", &[("article 8 duodecies", "article 8 duodecies")]);
    check("paragraph (a) or (b) above", &[("paragraph (a) or (b) above", "subparagraph a; subparagraph b @ near")]);
    check("articles 5, , and 7", &[("articles 5, , and 7", "article 5; article 7")]);
    check("paragraph 6 e of article 7", &[("paragraph 6 e of article 7", "article 7 > paragraph 6 > subparagraph e")]);
    check(
        "under article 30 and paragraph 2 of that article,",
        &[("article 30", "article 30"), ("paragraph 2 of that article", "article 30 > paragraph 2")],
    );
    check("paragraph 2 of that article", &[("paragraph 2 of that article", "paragraph 2 @ other")]);
    check("the next article", &[("next article", " @ near")]);
    check("in para-\ngraph 5", &[("para-\ngraph 5", "paragraph 5")]);
    check("under article 38 in relevant instruments", &[("article 38", "article 38")]);
}

#[test]
fn french_forms() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::Fr, text, expected);
    check("à l’article premier", &[("article premier", "article 1")]);
    check("les Parties suivant la procédure", &[]);
    check("à l'article vingtième", &[("article vingtième", "article 20")]);
    check("aux paragraphes 1 et 2 ci-dessus", &[("paragraphes 1 et 2 ci-dessus", "paragraph 1; paragraph 2 @ near")]);
    check(
        "l’alinéa a) i) du paragraphe 4 du présent article",
        &[("alinéa a) i) du paragraphe 4 du présent article", "paragraph 4 > subparagraph a > item i @ this article")],
    );
    check(
        "les alinéas a) à c) du paragraphe 2",
        &[("alinéas a) à c) du paragraphe 2", "paragraph 2 > subparagraph a–c")],
    );
    check("au titre de la partie XV", &[("partie XV", "part XV")]);
    check("au paragraphe 3 dudit article", &[("paragraphe 3 dudit article", "paragraph 3 @ other")]);
    check("à l’exception de sa partie II, il", &[("partie II", "part II")]);
    check("la présente partie", &[("présente partie", " @ this part")]);
    check("au paragraphe précédent", &[("paragraphe précédent", " @ near")]);
    check(
        "articles 6 à 8 de la présente Convention",
        &[("articles 6 à 8 de la présente Convention", "article 6–8 @ own")],
    );
    check("article 6 ter de l’annexe II", &[("article 6 ter de l’annexe II", "annex II > article 6 ter")]);
}

#[test]
fn spanish_forms() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::Es, text, expected);
    check(
        "en el apartado a), inciso i), del párrafo 2 del artículo 5",
        &[(
            "apartado a), inciso i), del párrafo 2 del artículo 5",
            "article 5 > paragraph 2 > subparagraph a > item i",
        )],
    );
    check(
        "el párrafo 6 e) del artículo 47",
        &[("párrafo 6 e) del artículo 47", "article 47 > paragraph 6 > subparagraph e")],
    );
    check("los artículos 5 a 7 y 9", &[("artículos 5 a 7 y 9", "article 5–7; article 9")]);
    check(
        "el artículo 3, párrafo 1, apartado b)",
        &[("artículo 3, párrafo 1, apartado b)", "article 3 > paragraph 1 > subparagraph b")],
    );
    check(
        "el párrafo a) i) del presente artículo",
        &[("párrafo a) i) del presente artículo", "subparagraph a > item i @ this article")],
    );
    check("el párrafo 2 anterior y", &[("párrafo 2 anterior", "paragraph 2 @ near")]);
    check("el párrafo anterior", &[("párrafo anterior", " @ near")]);
    check("el artículo décimo primero", &[("artículo décimo primero", "article 11")]);
    check("del presente párrafo", &[("presente párrafo", " @ this paragraph")]);
    check("párrafo 2 de dicho artículo", &[("párrafo 2 de dicho artículo", "paragraph 2 @ other")]);
}

#[test]
fn russian_forms() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::Ru, text, expected);
    check("в настоящей части", &[("настоящей части", " @ this part")]);
    check("в пунктах 6–8 выше", &[("пунктах 6–8 выше", "paragraph 6–8 @ near")]);
    check(
        "подпункт a) пункта 2 статьи 5",
        &[("подпункт a) пункта 2 статьи 5", "article 5 > paragraph 2 > subparagraph a")],
    );
    check("со статьями 5, 6 и 7", &[("статьями 5, 6 и 7", "article 5; article 6; article 7")]);
    check("части ХV и приложения ІІ", &[("части ХV", "part XV"), ("приложения ІІ", "annex II")]);
    check("в пункте 2 настоящей статьи", &[("пункте 2 настоящей статьи", "paragraph 2 @ this article")]);
    check("в пункте 2 той же статьи", &[("пункте 2 той же статьи", "paragraph 2 @ other")]);
    check("согласно ста-тье 30 и ста- тьей 14.", &[("ста-тье 30", "article 30"), ("ста- тьей 14", "article 14")]);
    check("статья двадцать первая", &[("статья двадцать первая", "article 21")]);
    check("согласно статье двенадцатой", &[("статье двенадцатой", "article 12")]);
    check("статьи 10 бис", &[("статьи 10 бис", "article 10 bis")]);
    check("предыдущий пункт", &[("предыдущий пункт", " @ near")]);
    check("в абзаце 2 пункта 1", &[("абзаце 2 пункта 1", "paragraph 1 > item 2")]);
    check(
        "к Приложениям V, VI,, и VII к Конвенции",
        &[("Приложениям V, VI,, и VII к Конвенции", "annex V; annex VI; annex VII @ definite")],
    );
}

#[test]
fn chinese_forms() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::Zh, text, expected);
    check("第（一）和（二）项", &[("第（一）和（二）项", "subparagraph a; subparagraph b")]);
    check("第七十四、八十三条", &[("第七十四、八十三条", "article 74; article 83")]);
    check("第六款至第八款", &[("第六款至第八款", "paragraph 6–8")]);
    check("第六至八款和第十款", &[("第六至八款和第十款", "paragraph 6–8; paragraph 10")]);
    check("第74条第3款", &[("第74条第3款", "article 74 > paragraph 3")]);
    check("第31.3条(c)项", &[("第31.3条(c)项", "article 31.3 > subparagraph c")]);
    check("附件一第二条", &[("附件一第二条", "annex I > article 2")]);
    check("附件五、六和八", &[("附件五、六和八", "annex V; annex VI; annex VIII")]);
    check("《公约》第十五部分和附件五", &[("第十五部分", "part XV @ other"), ("附件五", "annex V @ other")]);
    check(
        "第四十條第二款和該條第三款",
        &[("第四十條第二款", "article 40 > paragraph 2"), ("該條第三款", "article 40 > paragraph 3")],
    );
    check("上一款和前条", &[("上一款", " @ near"), ("前条", " @ near")]);
    check("本项和本部分", &[("本项", " @ this subparagraph"), ("本部分", " @ this part")]);
    check("该公约第五条", &[("第五条", "article 5 @ other")]);
}

#[test]
fn arabic_forms() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::Ar, text, expected);
    check(
        "بالفقرة ٦ (هـ) من المادة ٤٧",
        &[("بالفقرة ٦ (هـ) من المادة ٤٧", "article 47 > paragraph 6 > subparagraph e")],
    );
    check("المادتين 35 و36", &[("المادتين 35 و36", "article 35; article 36")]);
    check("الفقرتان (أ) و(ب)", &[("الفقرتان (أ) و(ب)", "subparagraph a; subparagraph b")]);
    check(
        "الفقرة الفرعية (أ) '1' من الفقرة 2",
        &[("الفقرة الفرعية (أ) '1' من الفقرة 2", "paragraph 2 > subparagraph a > item i")],
    );
    check("الفقرة الفرعية (أ) 2‘ أعلاه", &[("الفقرة الفرعية (أ) 2‘ أعلاه", "subparagraph a > item ii @ near")]);
    check("المادة الأولى", &[("المادة الأولى", "article 1")]);
    check("المادة الحادية عشرة", &[("المادة الحادية عشرة", "article 11")]);
    check("المادة الثالثة والعشرون", &[("المادة الثالثة والعشرون", "article 23")]);
    check("المرفق الثاني", &[("المرفق الثاني", "annex II")]);
    check(
        "والمرفقات الخامس والسادس والثامن من الاتفاقية تنطبق",
        &[("والمرفقات الخامس والسادس والثامن من الاتفاقية", "annex V; annex VI; annex VIII @ definite")],
    );
    check("المادة 10 مكررا", &[("المادة 10 مكررا", "article 10 bis")]);
    check("المادة 10 مكررا ثانيا", &[("المادة 10 مكررا ثانيا", "article 10 ter")]);
    check("ﺍﻟﻤﺎﺩﺓ 5", &[("ﺍﻟﻤﺎﺩﺓ 5", "article 5")]);
    check("المادة \u{200f}5\u{200e} أعلاه", &[("المادة \u{200f}5\u{200e} أعلاه", "article 5 @ near")]);
    check("من المادة.47", &[("المادة.47", "article 47")]);
    check("عملا بالمادة 35 - 2 إذا", &[("بالمادة 35", "article 35")]);
    check("الفقرة السابقة", &[("الفقرة السابقة", " @ near")]);
    check("هذه الفقرة", &[("هذه الفقرة", " @ this paragraph")]);
    check("الفقرة 2 من تلك المادة", &[("الفقرة 2 من تلك المادة", "paragraph 2 @ other")]);
    check("الباب 2 من الجزء الخامس عشر", &[("الباب 2 من الجزء الخامس عشر", "part XV > part 2")]);
}
