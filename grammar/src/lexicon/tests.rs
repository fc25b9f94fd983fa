use super::*;
use crate::kind::Kind;

fn provision(kind: Kind) -> Option<Word> {
    Some(Word::Provision { kind, plural: false })
}

#[test]
fn every_lexicon_reads_and_names_an_article() {
    for (language, article) in [
        (Language::En, "Article"),
        (Language::Fr, "ARTICLE"),
        (Language::Es, "Artículo"),
        (Language::Ru, "статьёй"),
        (Language::Ar, "المادة"),
    ] {
        let lexicon = Lexicon::of(language);
        assert_eq!(lexicon.language, language);
        assert_eq!(lexicon.word(article), provision(Kind::Article), "{article}");
    }
    assert_eq!(Lexicon::of(Language::Zh).language, Language::Zh);
}

#[test]
fn arabic_words_are_known_with_clitics_joined_to_them() {
    let arabic = Lexicon::of(Language::Ar);
    for form in ["مادة", "والمادة", "للمادة", "فالمادة", "بالمادة", "ﺍﻟﻤﺎﺩﺓ"]
    {
        assert_eq!(arabic.word(form), provision(Kind::Article), "{form}");
    }
    assert_eq!(arabic.word("المادتين"), Some(Word::Provision { kind: Kind::Article, plural: true }));
    assert_eq!(arabic.word("ثانياً"), Some(Word::Inserted(2)));
}

#[test]
fn the_forms_of_a_noun_are_one_instrument() {
    for (language, forms) in [
        (Language::En, ["Convention", "Conventions"]),
        (Language::Es, ["convenio", "convenios"]),
        (Language::Fr, ["traité", "traités"]),
        (Language::Ru, ["Соглашение", "Соглашением"]),
        (Language::Ar, ["اتفاقية", "والاتفاقيات"]),
        (Language::Zh, ["协定", "協定"]),
    ] {
        let [one, other] = forms.map(|form| Lexicon::of(language).word(form));
        assert!(matches!(one, Some(Word::Instrument(_))), "{forms:?}");
        assert_eq!(one, other, "{forms:?}");
    }
}

#[test]
fn ordinals_reach_twenty_in_every_language() {
    for (language, forms) in [
        (Language::En, [("first", 1), ("twelfth", 12), ("twentieth", 20)]),
        (Language::Fr, [("Première", 1), ("douzième", 12), ("vingtième", 20)]),
        (Language::Es, [("primer", 1), ("duodécima", 12), ("vigésimo", 20)]),
        (Language::Ru, [("первом", 1), ("двенадцатой", 12), ("двадцатая", 20)]),
        (Language::Ar, [("الأولى", 1), ("الثاني", 2), ("العشرون", 20)]),
    ] {
        for (form, number) in forms {
            assert_eq!(Lexicon::of(language).word(form), Some(Word::Ordinal(number)), "{form}");
        }
    }
    assert_eq!(Lexicon::of(Language::Ar).word("والسابع"), Some(Word::AndOrdinal(7)));
}

#[test]
fn the_latin_series_has_one_adverb_for_each_place() {
    assert_eq!(latin_adverb(2), Some("bis"));
    assert_eq!(latin_adverb(9), Some("nonies"));
    assert_eq!(latin_adverb(20), Some("vicies"));
    assert_eq!(latin_adverb(99), None);
}
