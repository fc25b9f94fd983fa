use super::*;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::token::tokenize;

/// Checks the label of a new paragraph: `kind label`, or `- label` for a list label.
fn check_in(language: Language, text: &str, expected: &str) {
    let mut tokens = Vec::new();
    tokenize(text, Lexicon::of(language), &mut tokens);
    let found = leading_label(text, &tokens, LineContext::PARAGRAPH).map_or_else(
        || "nothing".to_owned(),
        |it| {
            let kind = it.kind.map_or("-", Kind::word);
            let label = it.label.map_or_else(|| "none".to_owned(), |label| label.to_string());
            format!("{kind} {label}")
        },
    );
    assert_eq!(found, expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_in(Language::En, text, expected);
}

#[test]
fn headings_of_articles_have_many_forms() {
    check("Article 5", "article 5");
    check("### [Article 10 bis. Unlawful interference", "article 10 bis");
    check("ARTICLE IV – Scope", "article IV");
    check("**Article 3** *(mitigation)*", "article 3");
    check("Article 8.4", "article 8.4");
    check("Article [X]", "article [X]");
    check("Article 2bis *(general)*", "article 2 bis");
}

#[test]
fn compilations_number_without_a_stop() {
    check("3bis Each Party continues.", "- 3 bis");
    check("3.3 Each Party continues.", "- 3.3");
    check("3.3alt: Other Parties lead.", "- 3.3 alt");
    check("3.x Notwithstanding the above", "nothing");
    check("3.5 per cent of it", "nothing");
    check("[[4][6][5]. Parties", "- 4");
    check("[2] days later", "nothing");
    check("OP1.c. alt. the form", "- c alt");
}

#[test]
fn an_amendment_mark_precedes_the_number() {
    check("ADD CV 468A", "- 468A");
    check("(MOD) ARTICLE 12 bis", "article 12 bis");
    check("ABC/12/1 – SUP 470", "- 470");
    check("MOD is a mark", "nothing");
}

#[test]
fn a_sentence_that_names_an_article_is_not_a_heading() {
    check("Article 5 of the Convention applies.", "nothing");
    check("Article 5, paragraph 2, applies.", "nothing");
    check("Article 4(2) applies.", "nothing");
    check("article 5", "nothing");
    check("Articles 5 and 6", "nothing");
}

#[test]
fn list_labels_have_many_forms() {
    check("1. Each Party", "- 1");
    check("[4 bis. Each Party", "- 4 bis");
    check("OP1 alt 2. Decides", "- OP1 alt 2");
    check("(a) text", "- a");
    check("a) text", "- a");
    check("(iv) text", "- iv");
    check("8 alt bis. text", "- 8 alt bis");
    check("[4][3] Each Party", "- 4");
}

#[test]
fn a_divided_sentence_does_not_begin_a_list() {
    check("(a), (b) and (c) above", "nothing");
    check("1982. The", "nothing");
    check("3.5 per cent", "nothing");
    check("(the) Party", "nothing");
}

#[test]
fn arabic_labels_are_recognised() {
    let check = |text, expected| check_in(Language::Ar, text, expected);
    check("### المادة 10 ثانياً. التدخل", "article 10 bis");
    check("المادة الأولى", "article 1");
    check("المادة ٤٧", "article 47");
    check("1 - تلتزم كل دولة", "- 1");
    check("(هـ) التدابير", "- e");
    check("'2' التدابير", "- ii");
    check("المادة 47 من الاتفاقية", "nothing");
    check("الفصل الثاني. أحكام", "chapter II");
}

#[test]
fn numbers_of_headings_are_abbreviated_or_spelt_out() {
    check("Art. 5. – The courts", "article 5");
    check("Art. 5 of the Convention", "nothing");
    check_in(Language::Fr, "Article 1er", "article 1");
    check_in(Language::Fr, "§ 1er. Les juges", "- 1");
    check_in(Language::Es, "Artículo 12º.- Ámbito", "article 12");
    check_in(Language::Es, "ARTÍCULO DÉCIMO PRIMERO", "article 11");
    check_in(Language::Ru, "Ст. 2. Термины", "article 2");
    check_in(Language::Zh, "第七十条不排除一国作出声明", "nothing");
    check_in(Language::Zh, "第三条不歧视", "article 3");
}
