//! Clean drafts of any number, in the six languages: a preamble, parts, articles with titles, numbered paragraphs, items
//! of two degrees, inserted provisions, bracketed alternatives, references of many forms, definitions and an annex. A
//! seed gives one draft, always the same.

mod language;

pub(crate) use language::han;

use travaux_grammar::Language;

use crate::random::Random;
use language::LanguageForms;

/// The number of an article or paragraph, and its place in the series of inserted ones: 1 is none, 2 is bis.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) number: usize,
    pub(crate) place: usize,
}

struct Article {
    number: Number,
    paragraphs: Vec<Paragraph>,
    bracketed: bool,
}

struct Paragraph {
    number: Number,
    letters: usize,
    /// How many items of the second degree each letter has.
    items: Vec<usize>,
    bracketed: bool,
}

/// The draft of a seed.
pub fn draft(language: Language, seed: u64) -> String {
    let mut random = Random::of(seed ^ ((language as u64) << 32));
    let tongue = LanguageForms { language };
    let parts = random.within(2..=4);
    let articles = articles(&tongue, &mut random);
    let mut writer = Writer { tongue, random, articles: &articles, parts, out: String::new() };
    writer.write();
    writer.out
}

fn articles(tongue: &LanguageForms, random: &mut Random) -> Vec<Article> {
    let count = random.within(12..=18);
    let mut articles = Vec::new();
    for number in 1..=count {
        articles.push(article(tongue, random, Number { number, place: 1 }));
        if number > 1 && random.percent(25) {
            let last = random.within(2..=6);
            articles.extend((2..=last).map(|place| article(tongue, random, Number { number, place })));
        }
    }
    articles
}

fn article(tongue: &LanguageForms, random: &mut Random, number: Number) -> Article {
    let count = if number.number == 1 || random.percent(15) { 0 } else { random.within(2..=7) };
    let mut paragraphs = Vec::new();
    for number in 1..=count {
        paragraphs.push(paragraph(random, Number { number, place: 1 }));
        if tongue.inserts_paragraphs() && random.percent(10) {
            paragraphs.push(paragraph(random, Number { number, place: 2 }));
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
    tongue: LanguageForms,
    random: Random,
    articles: &'a [Article],
    parts: usize,
    out: String,
}

impl Writer<'_> {
    fn write(&mut self) {
        self.out.push_str(&self.tongue.preamble());
        let each = self.articles.len().div_ceil(self.parts);
        for (index, article) in self.articles.iter().enumerate() {
            if index % each == 0 {
                let title = self.title();
                self.block(&self.tongue.part(index / each + 1, title));
            }
            self.article(article);
        }
        let title = self.title();
        self.block(&self.tongue.annex(1, title));
        for number in 1..=self.random.within(3..=5) {
            let sentence = self.sentence(None);
            self.block(&format!("{}{sentence}", self.tongue.paragraph(Number { number, place: 1 })));
        }
    }

    fn block(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push_str("\n\n");
    }

    fn title(&mut self) -> &'static str {
        self.random.one_of(self.tongue.titles()).copied().unwrap_or_default()
    }

    fn article(&mut self, article: &Article) {
        let opener = if article.bracketed { "[" } else { "" };
        if article.number == (Number { number: 1, place: 1 }) {
            let heading = self.tongue.article(article.number, self.tongue.definitions());
            self.block(&heading);
            self.block(self.tongue.definitions_chapeau());
            let terms = self.tongue.terms();
            for (index, term) in terms.iter().enumerate() {
                let stop = if index + 1 == terms.len() { self.tongue.stop() } else { self.tongue.semicolon() };
                let definition = self.tongue.definition(term);
                self.block(&format!("{}{definition}{stop}", self.tongue.letter(index + 1)));
            }
            return;
        }
        let title = self.title();
        let heading = self.tongue.article(article.number, title);
        self.block(&format!("{opener}{heading}"));
        if article.paragraphs.is_empty() {
            let sentence = self.sentence(Some(article));
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

    fn paragraph(&mut self, article: &Article, paragraph: &Paragraph) {
        let label = self.tongue.paragraph(paragraph.number);
        if paragraph.letters == 0 {
            let sentence = self.sentence(Some(article));
            let (opener, closer) = if paragraph.bracketed { ("[", "]") } else { ("", "") };
            self.block(&format!("{opener}{label}{sentence}{closer}"));
            return;
        }
        let chapeau = self.random.one_of(self.tongue.chapeaux()).copied().unwrap_or_default();
        self.block(&format!("{label}{chapeau}"));
        for letter in 1..=paragraph.letters {
            let items = paragraph.items[letter - 1];
            let label = self.tongue.letter(letter);
            let stop = if letter == paragraph.letters { self.tongue.stop() } else { self.tongue.semicolon() };
            if items == 0 {
                let item = self.item(article);
                self.block(&format!("{label}{item}{stop}"));
                continue;
            }
            self.block(&format!("{label}{}", self.tongue.item_chapeau()));
            for item in 1..=items {
                let text = self.item(article);
                let stop = if item == items { stop } else { self.tongue.semicolon() };
                self.block(&format!("{}{text}{stop}", self.tongue.item(item)));
            }
        }
    }

    fn item(&mut self, article: &Article) -> String {
        let pattern = self.random.one_of(self.tongue.items()).copied().unwrap_or_default();
        self.filled(pattern, Some(article))
    }

    fn sentence(&mut self, article: Option<&Article>) -> String {
        let of = match self.random.below(10) {
            0..=3 => self.tongue.plain(),
            4..=7 => self.tongue.referring(),
            _ => self.tongue.bracketed(),
        };
        let pattern = self.random.one_of(of).copied().unwrap_or_default();
        self.filled(pattern, article)
    }

    /// A sentence with a reference in the place of `{}`.
    fn filled(&mut self, pattern: &str, article: Option<&Article>) -> String {
        let Some((before, after)) = pattern.split_once("{}") else { return pattern.to_owned() };
        let reference = self.reference(article);
        format!("{before}{reference}{after}")
    }

    /// A reference to something that is there and in no bracket.
    fn reference(&mut self, from: Option<&Article>) -> String {
        let settled: Vec<&Article> = self.articles.iter().filter(|it| !it.bracketed).collect();
        let target = settled[self.random.below(settled.len())];
        let own = from.filter(|it| !it.bracketed && self.random.percent(30)).unwrap_or(target);
        let is_own = from.is_some_and(|from| from.number == own.number);
        let paragraphs: Vec<&Paragraph> = own.paragraphs.iter().filter(|it| !it.bracketed).collect();
        let paragraph = self.random.one_of(&paragraphs).copied();
        match (self.random.below(6), paragraph) {
            (0, _) => {
                let plain: Vec<&&Article> = settled.iter().filter(|it| it.number.place == 1).collect();
                let first = self.random.below(plain.len());
                let last = self.random.below(plain.len());
                let (first, last) = (plain[first.min(last)].number, plain[first.max(last)].number);
                // A range names all between, brackets included.
                let is_free = self.articles.iter().all(|it| {
                    !it.bracketed || it.number.place > 1 || !(first.number..=last.number).contains(&it.number.number)
                });
                match last.number - first.number {
                    0 => self.tongue.to_article(first),
                    1 => self.tongue.to_articles(first, last, false),
                    _ => self.tongue.to_articles(first, last, is_free),
                }
            }
            (1, _) => {
                let part = self.random.within(1..=self.parts);
                let each = self.articles.len().div_ceil(self.parts);
                if (part - 1) * each < self.articles.len() {
                    self.tongue.to_part(part)
                } else {
                    self.tongue.to_annex(1)
                }
            }
            (2 | 3, Some(paragraph)) if is_own => self.tongue.to_own_paragraph(paragraph.number),
            (4 | 5, Some(paragraph)) if paragraph.letters > 0 => {
                let letter = self.random.within(1..=paragraph.letters);
                self.tongue.to_letter(own.number, paragraph.number, letter)
            }
            (2..=4, Some(paragraph)) => self.tongue.to_paragraph(own.number, paragraph.number),
            _ => self.tongue.to_article(target.number),
        }
    }
}
