//! Generates drafts without findings in the six languages: a preamble, parts, articles with titles, numbered
//! paragraphs, items of two levels, inserted provisions, bracketed alternatives, references of many forms, definitions
//! and annexes; and decisions without articles. A seed always gives the same draft.

mod language;
mod references;
mod sentences;
mod words;

pub(crate) use language::{LanguageForms, han};

use travaux_grammar::Language;

use crate::random::Random;

/// The number of an article or paragraph, and its position in the series of inserted ones: 1 without a suffix, 2 for
/// bis.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) number: usize,
    pub(crate) position: usize,
}

impl Number {
    /// Returns what numbers are ordered by.
    fn key(self) -> (usize, usize) {
        (self.number, self.position)
    }
}

struct Article {
    number: Number,
    paragraphs: Vec<Paragraph>,
    bracketed: bool,
}

struct Paragraph {
    number: Number,
    letters: usize,
    /// The number of second-level items of articles_per_part letter.
    items: Vec<usize>,
    bracketed: bool,
}

/// Generates the draft of a seed.
pub fn draft(language: Language, seed: u64) -> String {
    let mut random = Random::of(seed ^ ((language as u64) << 32));
    let forms = LanguageForms { language };
    let parts = random.within(2..=4);
    let articles = articles(&forms, &mut random);
    let mut writer = Writer { language: forms, random, articles: &articles, parts, out: String::new() };
    writer.write();
    writer.out
}

fn articles(language: &LanguageForms, random: &mut Random) -> Vec<Article> {
    let count = random.within(12..=18);
    let mut articles = Vec::new();
    for number in 1..=count {
        articles.push(article(language, random, Number { number, position: 1 }));
        if number > 1 && random.percent(25) {
            let last = random.within(2..=6);
            articles.extend((2..=last).map(|position| article(language, random, Number { number, position })));
        }
    }
    articles
}

fn article(language: &LanguageForms, random: &mut Random, number: Number) -> Article {
    let count = if number.number == 1 || random.percent(15) { 0 } else { random.within(2..=7) };
    let mut paragraphs = Vec::new();
    for number in 1..=count {
        paragraphs.push(paragraph(random, Number { number, position: 1 }));
        if language.inserts_paragraphs() && random.percent(10) {
            paragraphs.push(paragraph(random, Number { number, position: 2 }));
        }
    }
    Article { number, paragraphs, bracketed: number.number > 1 && random.percent(6) }
}

fn paragraph(random: &mut Random, number: Number) -> Paragraph {
    let letters = if random.percent(30) { random.within(2..=6) } else { 0 };
    let items = (0..letters).map(|_| if random.percent(20) { random.within(2..=4) } else { 0 }).collect();
    Paragraph { number, letters, items, bracketed: letters == 0 && random.percent(8) }
}

struct Writer<'a> {
    language: LanguageForms,
    random: Random,
    articles: &'a [Article],
    parts: usize,
    out: String,
}

/// The number of annexes.
const ANNEXES: usize = 3;

/// Where a sentence stands: its article and its numbered paragraph, if any.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    article: Option<&'a Article>,
    paragraph: Option<Number>,
}

/// Generates a decision of a seed: numbered paragraphs without articles.
pub fn decision(language: Language, seed: u64) -> String {
    let mut random = Random::of(seed ^ ((language as u64) << 32));
    let count = random.within(5..=9);
    let mut writer =
        Writer { language: LanguageForms { language }, random, articles: &[], parts: 0, out: String::new() };
    writer.out.push_str(&writer.language.decision());
    for number in 1..=count {
        let sentence = writer.random.one_of(writer.language.plain()).copied().unwrap_or_default();
        writer.block(&format!("{}{sentence}", writer.language.paragraph(Number { number, position: 1 })));
    }
    writer.out
}

impl<'a> Writer<'a> {
    fn write(&mut self) {
        self.out.push_str(&self.language.preamble());
        let articles_per_part = self.articles.len().div_ceil(self.parts);
        for (index, article) in self.articles.iter().enumerate() {
            if index % articles_per_part == 0 {
                let title = self.title();
                self.block(&self.language.part(index / articles_per_part + 1, title));
            }
            self.article(article);
        }
        for annex in 1..=ANNEXES {
            let title = self.title();
            self.block(&self.language.annex(annex, title));
            for number in 1..=self.random.within(3..=5) {
                let sentence = self.sentence(Place::default());
                self.block(&format!("{}{sentence}", self.language.paragraph(Number { number, position: 1 })));
            }
        }
    }

    fn block(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push_str("\n\n");
    }

    fn title(&mut self) -> &'static str {
        self.random.one_of(self.language.titles()).copied().unwrap_or_default()
    }

    /// Returns the title of an article, which no other article has.
    fn article_title(&self, number: Number) -> String {
        let index = self.articles.iter().position(|it| it.number == number).unwrap_or_default();
        let titles = self.language.titles();
        self.language.title(titles[index % titles.len()], index / titles.len())
    }

    fn article(&mut self, article: &'a Article) {
        let opener = if article.bracketed { "[" } else { "" };
        if article.number == (Number { number: 1, position: 1 }) {
            let heading = self.language.article(article.number, self.language.definitions());
            self.block(&heading);
            self.block(self.language.definitions_chapeau());
            let terms = self.language.terms();
            for (index, term) in terms.iter().enumerate() {
                let stop = if index + 1 == terms.len() { self.language.stop() } else { self.language.semicolon() };
                let definition = self.language.definition(term);
                self.block(&format!("{}{definition}{stop}", self.language.letter(index + 1)));
            }
            return;
        }
        let heading = self.language.article(article.number, &self.article_title(article.number));
        self.block(&format!("{opener}{heading}"));
        if article.paragraphs.is_empty() {
            let sentence = self.sentence(Place { article: Some(article), paragraph: None });
            self.block(&sentence);
        }
        for paragraph in &article.paragraphs {
            self.paragraph(article, paragraph);
        }
        if article.bracketed {
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("]\n\n");
        }
    }

    fn paragraph(&mut self, article: &'a Article, paragraph: &Paragraph) {
        let place = Place { article: Some(article), paragraph: Some(paragraph.number) };
        let label = self.language.paragraph(paragraph.number);
        if paragraph.letters == 0 {
            let sentence = self.sentence(place);
            let (opener, closer) = if paragraph.bracketed { ("[", "]") } else { ("", "") };
            self.block(&format!("{opener}{label}{sentence}{closer}"));
            return;
        }
        let chapeau = self.random.one_of(self.language.chapeaux()).copied().unwrap_or_default();
        self.block(&format!("{label}{chapeau}"));
        for letter in 1..=paragraph.letters {
            let items = paragraph.items[letter - 1];
            let label = self.language.letter(letter);
            let stop = if letter == paragraph.letters { self.language.stop() } else { self.language.semicolon() };
            if items == 0 {
                let item = self.item(place);
                self.block(&format!("{label}{item}{stop}"));
                continue;
            }
            self.block(&format!("{label}{}", self.language.item_chapeau()));
            for item in 1..=items {
                let text = self.item(place);
                let stop = if item == items { stop } else { self.language.semicolon() };
                self.block(&format!("{}{text}{stop}", self.language.item(item)));
            }
        }
    }

    fn item(&mut self, place: Place<'a>) -> String {
        let pattern = self.random.one_of(self.language.items()).copied().unwrap_or_default();
        self.filled(pattern, place)
    }

    fn sentence(&mut self, place: Place<'a>) -> String {
        let of = match self.random.below(10) {
            0..=3 => self.language.plain(),
            4..=7 => self.language.referring(),
            _ => self.language.bracketed(),
        };
        let pattern = self.random.one_of(of).copied().unwrap_or_default();
        self.filled(pattern, place)
    }

    /// Replaces `{}` in a sentence by a reference.
    fn filled(&mut self, pattern: &str, place: Place<'a>) -> String {
        let Some((before, after)) = pattern.split_once("{}") else { return pattern.to_owned() };
        let reference = self.reference(place);
        format!("{before}{reference}{after}")
    }

    /// Generates a reference to a provision that exists, is not in brackets, and does not contain the reference.
    fn reference(&mut self, place: Place<'a>) -> String {
        let from = place.article;
        let settled: Vec<&Article> = self.articles.iter().filter(|it| !it.bracketed).collect();
        let others: Vec<&Article> =
            settled.iter().copied().filter(|it| from.is_none_or(|from| from.number != it.number)).collect();
        let target = others[self.random.below(others.len())];
        let own = from.filter(|it| !it.bracketed && self.random.percent(30)).unwrap_or(target);
        let is_own = from.is_some_and(|from| from.number == own.number);
        let is_cited = |it: &&Paragraph| !(it.bracketed || is_own && place.paragraph == Some(it.number));
        let paragraphs: Vec<&Paragraph> = own.paragraphs.iter().filter(is_cited).collect();
        let paragraph = self.random.one_of(&paragraphs).copied();
        match (self.random.below(7), paragraph) {
            (0, _) => self.reference_to_articles(&others),
            (1, _) => self.reference_to_division(),
            (2 | 3, Some(paragraph)) if is_own => {
                let is_above = place.paragraph.is_some_and(|own| paragraph.number.key() < own.key());
                let side = place.paragraph.filter(|_| self.random.percent(50)).map(|_| is_above);
                self.language.to_own_paragraph(paragraph.number, side)
            }
            (4 | 5, Some(paragraph)) if paragraph.letters > 0 => {
                let letter = self.random.within(1..=paragraph.letters);
                self.language.to_letter(own.number, paragraph.number, letter)
            }
            (2..=4, Some(paragraph)) => self.language.to_paragraph(own.number, paragraph.number),
            (6, _) if target.number.number > 1 => {
                let title = self.article_title(target.number);
                self.language.to_titled_article(target.number, &title)
            }
            _ => self.language.to_article(target.number),
        }
    }

    fn reference_to_articles(&mut self, settled: &[&Article]) -> String {
        let plain: Vec<&&Article> = settled.iter().filter(|it| it.number.position == 1).collect();
        let (first, last) = (self.random.below(plain.len()), self.random.below(plain.len()));
        let (first, last) = (plain[first.min(last)].number, plain[first.max(last)].number);
        // A range also refers to the articles between, which must not be in brackets.
        let is_free = self.articles.iter().all(|it| {
            !it.bracketed || it.number.position > 1 || !(first.number..=last.number).contains(&it.number.number)
        });
        match last.number - first.number {
            0 => self.language.to_article(first),
            1 => self.language.to_articles(first, last, false),
            _ => self.language.to_articles(first, last, is_free),
        }
    }

    fn reference_to_division(&mut self) -> String {
        let part = self.random.within(1..=self.parts);
        let articles_per_part = self.articles.len().div_ceil(self.parts);
        if (part - 1) * articles_per_part < self.articles.len() && self.random.percent(70) {
            self.language.to_part(part)
        } else {
            self.language.to_annex(self.random.within(1..=ANNEXES))
        }
    }
}
