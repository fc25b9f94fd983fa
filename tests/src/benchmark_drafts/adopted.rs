//! An adopted treaty: articles with titles and long paragraphs, many references, no brackets and hardly any faults.

use travaux_grammar::Language;

use super::prose::{LogNormal, Prose, Style};
use crate::generator::{LanguageForms, Number};
use crate::random::Random;

/// The lengths of paragraphs in bytes.
const PARAGRAPH_BYTES: LogNormal = LogNormal { median: 270.0, deviation: 0.8, max: 4000.0 };

/// The number of articles of a part.
const ARTICLES_PER_PART: usize = 25;

/// The number of paragraphs of an article.
const MAX_PARAGRAPHS: usize = 3;

fn style(language: Language) -> Style {
    // A word of these languages has about twice as many bytes.
    let is_wide = matches!(language, Language::Ru | Language::Ar);
    Style {
        referring_percent: if is_wide { 38 } else { 24 },
        bracket_per_mille: 0,
        bracket_letters: LogNormal { median: 0.0, deviation: 0.0, max: 0.0 },
        max_depth: 0,
        faulty_per_mille: 0,
    }
}

/// Generates an adopted treaty of about `size` bytes.
pub(super) fn text(language: Language, size: usize) -> String {
    let prose = Prose::of(language, size as u64 ^ 0xAD, style(language));
    let preamble = prose.forms.preamble();
    let mut writer = Writer { prose, out: preamble, paragraphs: Vec::new() };
    while writer.out.len() < size {
        writer.article();
    }
    writer.out.truncate(writer.out.trim_end().len() + 1);
    writer.out
}

struct Writer {
    prose: Prose,
    out: String,
    /// The number of paragraphs of each article so far.
    paragraphs: Vec<usize>,
}

impl Writer {
    fn article(&mut self) {
        let index = self.paragraphs.len();
        if index.is_multiple_of(ARTICLES_PER_PART) {
            let title = self.prose.vocabulary.title(&mut self.prose.random);
            let heading = self.prose.forms.part(index / ARTICLES_PER_PART + 1, &title);
            self.block(&heading);
        }
        let title = self.prose.vocabulary.title(&mut self.prose.random);
        let heading = self.prose.forms.article(Number { number: index + 1, position: 1 }, &title);
        self.block(&heading);
        let count = self.prose.random.within(2..=MAX_PARAGRAPHS);
        for number in 1..=count {
            let label = self.prose.forms.paragraph(Number { number, position: 1 });
            let bytes = PARAGRAPH_BYTES.length(&mut self.prose.random);
            let paragraphs = &self.paragraphs;
            let text = self.prose.text(bytes, 0, &mut |random, forms| reference(random, forms, paragraphs));
            self.block(&format!("{label}{text}"));
        }
        self.paragraphs.push(count);
    }

    fn block(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push_str("\n\n");
    }
}

/// Returns a reference to an earlier article or to a paragraph of one.
fn reference(random: &mut Random, forms: &LanguageForms, paragraphs: &[usize]) -> String {
    let index = random.below(paragraphs.len().max(1));
    let article = Number { number: index + 1, position: 1 };
    match paragraphs.get(index) {
        Some(count) if random.percent(50) => {
            let paragraph = Number { number: random.within(1..=*count), position: 1 };
            forms.to_paragraph(article, paragraph)
        }
        _ => forms.to_article(article),
    }
}
