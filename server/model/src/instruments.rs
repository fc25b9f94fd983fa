//! The instruments that the settings name, found by the names and aliases that drafts use for them.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{Block, Language, Lexicon, Phrase, folded_phrase};

use crate::config::Settings;
use crate::terms::word_forms::term_form;

/// The words of a name in the form in which they are compared, and the file.
type Inflected<'s> = (Vec<String>, &'s str);

/// The instruments whose text the project contains, by the folded forms of their names.
pub struct Instruments<'s> {
    by_folded_name: FxHashMap<String, &'s str>,
    /// The names as the settings spell them, each with its file.
    pub names: Vec<(&'s str, &'s str)>,
    /// The words of the names in the form in which they are compared, without inflection, by language.
    inflected: [OnceCell<Vec<Inflected<'s>>>; Language::ALL.len()],
}

impl<'s> Instruments<'s> {
    /// Collects the instruments of some settings.
    pub fn of(settings: &'s Settings) -> Instruments<'s> {
        let mut instruments =
            Instruments { by_folded_name: FxHashMap::default(), names: Vec::new(), inflected: Default::default() };
        for instrument in &settings.instruments {
            let Some(file) = instrument.file.as_deref() else { continue };
            for name in std::iter::once(&instrument.name).chain(&instrument.aliases).filter(|it| !it.trim().is_empty())
            {
                // Chinese references omit the title marks.
                let bare = name.trim_matches(['《', '》']);
                instruments.by_folded_name.entry(folded_phrase(bare)).or_insert(file);
                instruments.names.push((name, file));
            }
        }
        instruments
    }

    /// Returns the file of the instrument with a name, which may begin with an article of its language.
    pub fn file(&self, written: &str, lexicon: &Lexicon) -> Option<&'s str> {
        let folded = folded_phrase(written.trim_matches(['《', '》']));
        let articles = lexicon.phrases(Phrase::The).iter();
        let mut bare = articles.filter_map(|it| folded.strip_prefix(it)?.strip_prefix(' '));
        let bare = bare.find_map(|it| self.by_folded_name.get(it));
        self.by_folded_name.get(&folded).or(bare).copied()
    }

    /// Returns the file of the instrument that a reference of a block names. `named` is the range that was parsed as
    /// its name: the name may continue after it (`Convention sur les ports`), be inflected, or contain a word too many.
    pub fn file_of(&self, block: &Block, named: Range<u32>) -> Option<&'s str> {
        let language = block.language;
        let name = block.slice(named.clone());
        let text: Vec<&str> = words(block.text_from(named.start)).take(MAX_NAME_WORDS).collect();
        let parsed_words = words(name).count();
        let is_whole =
            (parsed_words > 1 || name_ends_at(block, named.end)) && !has_adjective(&text, parsed_words, language);
        if let Some(file) = self.file(name, Lexicon::of(language)).filter(|_| is_whole) {
            return Some(file);
        }
        let readings: Vec<String> = text.iter().map(|it| term_form(it, language)).collect();
        let fits = |(name, _): &&Inflected<'s>| {
            let is_alike = name.len() > 1 && readings.starts_with(name);
            // One more word may make it a different instrument.
            is_alike
                && (name.len() >= parsed_words || language == Language::Ar)
                && !has_adjective(&text, name.len(), language)
        };
        let names = self.inflected[language as usize].get_or_init(|| self.inflected(language));
        names.iter().filter(fits).max_by_key(|it| it.0.len()).map(|it| it.1)
    }

    fn inflected(&self, language: Language) -> Vec<Inflected<'s>> {
        let articles = Lexicon::of(language).phrases(Phrase::The);
        let forms = |name: &'s str| -> Vec<String> {
            let is_article = |it: &&str| articles.contains(&folded_phrase(it).as_str());
            words(name).skip_while(is_article).map(|it| term_form(it, language)).collect()
        };
        self.names.iter().map(|(name, file)| (forms(name), *file)).collect()
    }
}

/// Long enough for any name of an instrument.
const MAX_NAME_WORDS: usize = 30;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// Returns whether an adjective follows the first `count` words. In Arabic an adjective has the article if its noun has
/// it: اتفاقية الموانئ الثانية.
fn has_adjective(text: &[&str], count: usize, language: Language) -> bool {
    language == Language::Ar && text.get(count).is_some_and(|it| it.starts_with(&*Lexicon::of(language).definite))
}

/// Returns whether a name of one word ends at an offset. English names are parsed to their end; in other languages the
/// next words may belong to the name.
fn name_ends_at(block: &Block, end: u32) -> bool {
    let rest = block.text_from(end);
    matches!(block.language, Language::En | Language::Zh) || !rest.trim_start().starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Instrument;
    use crate::document::Document;

    /// Checks the files of the instruments that the references of a text name.
    fn check(text: &str, names: &[&str], expected: &[Option<&str>]) {
        let instrument =
            |name: &&str| Instrument { name: (*name).to_owned(), aliases: Vec::new(), file: Some((*name).to_owned()) };
        let settings = Settings { instruments: names.iter().map(instrument).collect(), ..Settings::default() };
        let (document, instruments) = (Document::parse(text, None, 0), Instruments::of(&settings));
        let block = &document.draft.blocks[0];
        let named = block.references.iter().filter_map(|it| it.instrument.clone());
        let found: Vec<Option<&str>> = named.map(|it| instruments.file_of(block, it)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn instruments_are_found_by_their_names_in_six_languages() {
        let harbours = "Harbour Convention";
        check("Under article 9 of the Harbour Convention.\n", &[harbours], &[Some(harbours)]);
        check(
            "Under article 9 of the Harbour Convention.\n",
            &["the Harbour Convention"],
            &[Some("the Harbour Convention")],
        );
        let ports = "Convention sur les ports";
        check("En vertu de l’article 9 de la Convention sur les ports, ils agissent.\n", &[ports], &[Some(ports)]);
        let puertos = "Convención sobre puertos";
        check("De conformidad con el artículo 9 de la Convención sobre puertos.\n", &[puertos], &[Some(puertos)]);
        let budapest = "Будапештская конвенция";
        check("В соответствии со статьей 99 Будапештской конвенции.\n", &[budapest], &[Some(budapest)]);
        let of_ports = "Конвенция о портах";
        check("В соответствии с пунктом 2 статьи 9 Конвенции о портах.\n", &[of_ports], &[Some(of_ports)]);
        check("依照《港口公约》第九条第二款。\n", &["《港口公约》"], &[Some("《港口公约》")]);
        let arabic = "اتفاقية الموانئ";
        check("تطبق المادة 9 من اتفاقية الموانئ على هذه التدابير.\n", &[arabic], &[Some(arabic)]);
    }

    #[test]
    fn a_longer_name_is_another_instrument() {
        check("En vertu de l’article 9 de la Convention sur les ports.\n", &["Convention"], &[None]);
        check("Under article 9 of the Harbour Convention on Pilots.\n", &["Harbour Convention"], &[None]);
        check("تطبق المادة 9 من اتفاقية الموانئ الثانية.\n", &["اتفاقية الموانئ"], &[None]);
        let names = ["Convention sur les ports", "Convention sur les ports francs"];
        check("En vertu de l’article 9 de la Convention sur les ports francs.\n", &names, &[Some(names[1])]);
    }
}
