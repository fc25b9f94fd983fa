mod languages;

use super::*;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::offset::range_to_usize;
use crate::token::tokenize;

pub(super) fn check_in(language: Language, text: &str, expected: &[(&str, &str)]) {
    let mut tokens = Vec::new();
    tokenize(text, Lexicon::of(language), &mut tokens);
    let mut found = Vec::new();
    references(text, &tokens, Lexicon::of(language), &mut found);
    let found: Vec<(&str, String)> =
        found.iter().map(|reference| (&text[range_to_usize(reference.range())], printed(reference))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(range, named)| (*range, named.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

fn printed(reference: &Reference) -> String {
    let step = |step: &Step| format!("{} {}", step.kind.word(), step.label);
    let targets: Vec<String> = reference
        .targets
        .iter()
        .map(|target| {
            let path: Vec<String> = target.steps.iter().map(step).collect();
            let to = target.to.map_or_else(String::new, |to| format!("–{to}"));
            format!("{}{to}", path.join(" > "))
        })
        .collect();
    let anchor = match reference.anchor {
        Anchor::None => String::new(),
        Anchor::This(kind) => format!(" @ this {}", kind.word()),
        Anchor::Near => " @ near".to_owned(),
        Anchor::UnnumberedAnnex => " @ annex".to_owned(),
        Anchor::ThisInstrument => " @ own".to_owned(),
        Anchor::DefiniteInstrument(_) => " @ definite".to_owned(),
        Anchor::OtherInstrument => " @ other".to_owned(),
    };
    let pending = if reference.pending { " pending" } else { "" };
    format!("{}{pending}{anchor}", targets.join("; "))
}

fn check(text: &str, expected: &[(&str, &str)]) {
    check_in(Language::En, text, expected);
}

#[test]
fn paths_run_outwards_or_inwards() {
    check(
        "under article 47, paragraph 6 (e), the",
        &[("article 47, paragraph 6 (e)", "article 47 > paragraph 6 > subparagraph e")],
    );
    check(
        "paragraph 1 (a) or (b) of article 7",
        &[(
            "paragraph 1 (a) or (b) of article 7",
            "article 7 > paragraph 1 > subparagraph a; article 7 > paragraph 1 > subparagraph b",
        )],
    );
    check("paragraph 4 (b)(i) above", &[("paragraph 4 (b)(i) above", "paragraph 4 > subparagraph b > item i @ near")]);
}

#[test]
fn one_head_governs_lists_and_ranges() {
    check(
        "articles 5 to 7 and 9, paragraph 2 (a),",
        &[("articles 5 to 7 and 9, paragraph 2 (a)", "article 5–7; article 9 > paragraph 2 > subparagraph a")],
    );
    check("articles 7, 9 and 10.", &[("articles 7, 9 and 10", "article 7; article 9; article 10")]);
    check(
        "paragraphs 1 and 2 of this article",
        &[("paragraphs 1 and 2 of this article", "paragraph 1; paragraph 2 @ this article")],
    );
    check(
        "Articles 2 through 5 of this Convention",
        &[("Articles 2 through 5 of this Convention", "article 2–5 @ own")],
    );
}

#[test]
fn numbers_that_belong_to_the_sentence_are_not_targets() {
    check("under article 5 and 10 other States", &[("article 5", "article 5")]);
    check("within paragraphs 1 and 30 days", &[("paragraphs 1", "paragraph 1")]);
    check("to article 5, 10 days after", &[("article 5", "article 5")]);
}

#[test]
fn another_instrument_is_recognised() {
    check("article 32 of the Budapest Convention.", &[("article 32 of the Budapest Convention", "article 32 @ other")]);
    check(
        "Article 4, paragraph 9 of the Convention",
        &[("Article 4, paragraph 9 of the Convention", "article 4 > paragraph 9 @ definite")],
    );
    check(
        "Article 51 of the Charter of the United Nations and",
        &[("Article 51 of the Charter of the United Nations", "article 51 @ other")],
    );
    check(
        "paragraph 19 of General Assembly resolution 70/1",
        &[("paragraph 19 of General Assembly resolution 70/1", "paragraph 19 @ other")],
    );
    check(
        "articles 4 to 8 of the 1951 Convention",
        &[("articles 4 to 8 of the 1951 Convention", "article 4–8 @ other")],
    );
    check("article 4 of that Convention,", &[("article 4 of that Convention", "article 4 @ other")]);
    check(
        "article 4 of the aforementioned Convention",
        &[("article 4 of the aforementioned Convention", "article 4 @ other")],
    );
    check(
        "Part XV and annexes V to VIII of the Convention",
        &[("Part XV", "part XV @ definite"), ("annexes V to VIII of the Convention", "annex V–VIII @ definite")],
    );
    check("see TRIPS Article 1.2", &[("Article 1.2", "article 1.2 @ other")]);
}

#[test]
fn a_reference_may_have_no_number() {
    check("of this article", &[("this article", " @ this article")]);
    check("the preceding paragraph", &[("preceding paragraph", " @ near")]);
    check("an article of clothing", &[]);
}

#[test]
fn a_placeholder_is_pending() {
    check("Article [X] and", &[("Article [X]", " pending")]);
    check("Articles [X, Y & Z]", &[("Articles [X, Y & Z]", " pending")]);
    check("article XX", &[("article XX", "article [X] pending")]);
}

#[test]
fn arabic_references_are_recognised() {
    let check = |text, expected: &[(&str, &str)]| check_in(Language::Ar, text, expected);
    check("الفقرة 1 (أ) من المادة 36", &[("الفقرة 1 (أ) من المادة 36", "article 36 > paragraph 1 > subparagraph a")]);
    check(
        "وفقا للمادة 6 إلى المادة 9 من هذه الاتفاقية",
        &[("للمادة 6 إلى المادة 9 من هذه الاتفاقية", "article 6–9 @ own")],
    );
    check("المواد من 6 إلى 9", &[("المواد من 6 إلى 9", "article 6–9")]);
    check("المادتين 35 و 36", &[("المادتين 35 و 36", "article 35; article 36")]);
    check("الفقرة 2 من هذه المادة", &[("الفقرة 2 من هذه المادة", "paragraph 2 @ this article")]);
    check("المادة 32 من اتفاقية بودابست", &[("المادة 32 من اتفاقية بودابست", "article 32 @ other")]);
    check("المادة 10 ثانياً", &[("المادة 10 ثانياً", "article 10 bis")]);
    check("الفقرة الفرعية (ب) أعلاه", &[("الفقرة الفرعية (ب) أعلاه", "subparagraph b @ near")]);
}

#[test]
fn other_word_orders_are_recognised() {
    check_in(
        Language::Zh,
        "根据第四十七条第六款第（五）项，",
        &[("第四十七条第六款第（五）项", "article 47 > paragraph 6 > subparagraph e")],
    );
    check_in(Language::Zh, "上述第六款至第八款", &[("上述第六款至第八款", "paragraph 6–8 @ near")]);
    check_in(Language::Zh, "第三十五条和第三十六条", &[("第三十五条和第三十六条", "article 35; article 36")]);
    check_in(Language::Zh, "《公约》第二百八十七条", &[("第二百八十七条", "article 287 @ other")]);
    check_in(
        Language::Zh,
        "本条第二款和第十条之二",
        &[("本条第二款", "paragraph 2 @ this article"), ("第十条之二", "article 10 bis")],
    );
    check_in(Language::Zh, "三分之二多数，第三方", &[]);
    check_in(
        Language::Fr,
        "à l’alinéa e) du paragraphe 6 de l’article 47",
        &[("alinéa e) du paragraphe 6 de l’article 47", "article 47 > paragraph 6 > subparagraph e")],
    );
    check_in(
        Language::Ru,
        "согласно пункту 6 e) статьи 47",
        &[("пункту 6 e) статьи 47", "article 47 > paragraph 6 > subparagraph e")],
    );
    check_in(
        Language::Es,
        "artículo 47, párrafo 6 e)",
        &[("artículo 47, párrafo 6 e)", "article 47 > paragraph 6 > subparagraph e")],
    );
}

#[test]
fn nested_lists_do_not_multiply_without_bound() {
    let list = (1..64).map(|it| it.to_string()).collect::<Vec<_>>().join(", ");
    let kinds = ["paragraphs", "articles", "sections", "chapters", "parts", "annexes"];
    let text = kinds.map(|kind| format!("{kind} {list}")).join(" of ");
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    tokenize(&text, Lexicon::of(Language::En), &mut tokens);
    references(&text, &tokens, Lexicon::of(Language::En), &mut found);
    assert_eq!(found.iter().map(|it| it.targets.len()).collect::<Vec<_>>(), [MAX_TARGETS]);
}

#[test]
fn other_instruments_are_recognised_by_the_words_beside_the_number() {
    check("article 51 common to the four Conventions", &[("article 51 common", "article 51 @ other")]);
    check("under Article 6 ECHR or", &[("Article 6 ECHR", "article 6 @ other")]);
    check("ARTICLE 6 SCOPE OF IT", &[("ARTICLE 6", "article 6")]);
    check("Article 5:26 of the Act", &[("Article 5:26 of the Act", "article 5 @ other")]);
    check(
        "resolution 70 (2001), paragraph 44,",
        &[("resolution 70 (2001)", " @ other"), ("paragraph 44", "paragraph 44 @ other")],
    );
    check("resolution II, paragraph 13,", &[("paragraph 13", "paragraph 13 @ other")]);
    check("Convention No. 87, article 33,", &[("article 33", "article 33 @ other")]);
    check(
        "articles 55 and 66, respectively, of the Vienna Convention,",
        &[("articles 55 and 66, respectively, of the Vienna Convention", "article 55; article 66 @ other")],
    );
    check("Article 77 (Scope) of the Treaty", &[("Article 77 (Scope) of the Treaty", "article 77 @ definite")]);
    check("Regulation No 5 paragraph 51", &[("paragraph 51", "paragraph 51 @ other")]);
    check("under MARPOL\nAnnex V;", &[("Annex V", "annex V @ other")]);
    check(
        "the Convention, in particular its Article 30 and Article 40, and article 2",
        &[
            ("Article 30", "article 30 @ other"),
            ("Article 40", "article 40 @ other"),
            ("article 2", "article 2 @ other"),
        ],
    );
    check("except that articles 6 and 7", &[("articles 6 and 7", "article 6; article 7")]);
    check("article 3 of the Annex.", &[("article 3 of the Annex", "article 3 @ annex")]);
    check_in(
        Language::Ru,
        "статье 99 Международного пакта о правах",
        &[("статье 99 Международного пакта", "article 99 @ other")],
    );
    check_in(Language::Fr, "l’article 44 dudit Protocole", &[("article 44 dudit Protocole", "article 44 @ other")]);
}

#[test]
fn numbers_are_written_in_many_ways() {
    check("Article 5, § 2,", &[("Article 5, § 2", "article 5 > paragraph 2")]);
    check("paragraphs (1) and (2)", &[("paragraphs (1) and (2)", "paragraph 1; paragraph 2")]);
    check(
        "Articles 3, paragraph 1, and 4, paragraph 2.",
        &[("Articles 3, paragraph 1, and 4, paragraph 2", "article 3 > paragraph 1; article 4 > paragraph 2")],
    );
    check(
        "paragraph 2, letter c, of Article 5",
        &[("paragraph 2, letter c, of Article 5", "article 5 > paragraph 2 > subparagraph c")],
    );
    let french = |text, expected: &[(&str, &str)]| check_in(Language::Fr, text, expected);
    french("l’article 1er, paragraphe 2", &[("article 1er, paragraphe 2", "article 1 > paragraph 2")]);
    french("articles 11 *bis* et 13", &[("articles 11 *bis* et 13", "article 11 bis; article 13")]);
    french("art. 5 al. 2 let. a", &[("art. 5 al. 2 let. a", "article 5 > paragraph 2 > subparagraph a")]);
    check_in(Language::Es, "los artículos 1º a 3", &[("artículos 1º a 3", "article 1–3")]);
    check_in(Language::Ru, "части 2 статьи 5", &[("части 2 статьи 5", "article 5 > paragraph 2")]);
}

#[test]
fn letters_without_a_sign_are_read_once() {
    // Reading ahead at each step would take twice as long with each one.
    let text = "article 7(1) e of ".repeat(200);
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    tokenize(&text, Lexicon::of(Language::En), &mut tokens);
    references(&text, &tokens, Lexicon::of(Language::En), &mut found);
    assert!(!found.is_empty());
}
