//! A compilation of proposals, as it was extracted from a document: parts with numbered paragraphs, items and options but
//! no articles, wrapped lines, blocks of very different lengths, many brackets in each other and across blocks, and faults.

use travaux_grammar::{Language, latin_letters};

use super::prose::{LogNormal, Prose, Style, wrapped};
use crate::generator::{LanguageForms, Number};
use crate::random::Random;

/// The lengths of blocks in bytes: half of them have less than 200, one in a hundred has more than 2,500.
const BLOCK_BYTES: LogNormal = LogNormal { median: 130.0, deviation: 1.2, max: 7000.0 };

/// The maximum length of a line in letters.
const LINE_LETTERS: usize = 106;

/// The number of paragraphs of a part.
const PARAGRAPHS_PER_PART: usize = 30;

fn style(language: Language) -> Style {
    // A word of these languages has about twice as many bytes.
    let is_wide = matches!(language, Language::Ru | Language::Ar);
    Style {
        referring_percent: if is_wide { 12 } else { 8 },
        bracket_per_mille: if is_wide { 40 } else { 28 },
        bracket_letters: LogNormal { median: 24.0, deviation: 2.45, max: 3500.0 },
        max_depth: 4,
        faulty_per_mille: if is_wide { 95 } else { 60 },
    }
}

/// Generates a compilation of about `size` bytes.
pub(super) fn text(language: Language, size: usize) -> String {
    let prose = Prose::of(language, size as u64 ^ 0xC0, style(language));
    let mut writer = Writer { prose, out: String::new(), paragraphs: 0, parts: 0, spanning: 0 };
    while writer.out.len() < size {
        if writer.paragraphs.is_multiple_of(PARAGRAPHS_PER_PART) {
            writer.part();
        }
        writer.paragraph();
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out.push_str(if writer.spanning > 0 { "]\n" } else { "\n" });
    writer.out
}

struct Writer {
    prose: Prose,
    out: String,
    /// The number of paragraphs so far.
    paragraphs: usize,
    /// The number of parts so far.
    parts: usize,
    /// The number of blocks after which the bracket that spans blocks is closed; 0 if there is none.
    spanning: usize,
}

impl Writer {
    fn part(&mut self) {
        self.parts += 1;
        self.close_spanning();
        let title = self.prose.vocabulary.title(&mut self.prose.random);
        let heading = self.prose.forms.part(self.parts, &title);
        self.out.push_str(&heading);
        self.out.push_str("\n\n");
    }

    /// Writes a numbered paragraph with what belongs to it: items, options or text without a label.
    fn paragraph(&mut self) {
        self.paragraphs += 1;
        let number = Number { number: self.paragraphs, position: 1 };
        let label = self.prose.forms.paragraph(number);
        let opener = self.open_spanning();
        self.block(&format!("{opener}{label}"));
        match self.prose.random.below(10) {
            0 | 1 => {
                for letter in 1..=self.prose.random.within(2..=5) {
                    let label = self.prose.forms.letter(letter);
                    self.block(&label);
                }
            }
            2 => {
                for option in 1..=self.prose.random.within(2..=3) {
                    let label = self.option(option);
                    self.block(&label);
                }
            }
            3..=6 => self.block(""),
            _ => {}
        }
    }

    /// Writes a block with a label.
    fn block(&mut self, label: &str) {
        let bytes = BLOCK_BYTES.length(&mut self.prose.random);
        let depth = usize::from(self.spanning > 0);
        let last = self.paragraphs;
        let text = self.prose.text(bytes, depth, &mut |random, forms| reference(random, forms, last));
        let text = wrapped(&format!("{label}{text}"), LINE_LETTERS, self.prose.forms.language);
        self.out.push_str(&text);
        self.out.push_str("\n\n");
        if self.spanning == 1 {
            self.close_spanning();
        }
        self.spanning = self.spanning.saturating_sub(1);
    }

    /// Begins a bracket across blocks before some paragraphs.
    fn open_spanning(&mut self) -> &'static str {
        if self.spanning > 0 || !self.prose.random.percent(20) {
            return "";
        }
        self.spanning = self.prose.random.within(2..=5);
        "["
    }

    fn close_spanning(&mut self) {
        if self.spanning > 0 {
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("]\n\n");
            self.spanning = 0;
        }
    }

    fn option(&self, number: usize) -> String {
        match self.prose.forms.language {
            Language::En | Language::Fr => format!("Option {number}: "),
            Language::Es => format!("Opción {number}: "),
            Language::Ru => format!("Вариант {number}: "),
            Language::Zh => format!("备选案文{number}："),
            Language::Ar => format!("الخيار {number}: "),
        }
    }
}

/// Returns a reference to a paragraph before the last one; some refer to paragraphs that do not exist.
fn reference(random: &mut Random, forms: &LanguageForms, last: usize) -> String {
    let is_dangling = random.percent(10);
    let number = if is_dangling { last + 90_000 } else { random.within(1..=last) };
    let letter = random.percent(20).then(|| latin_letters(random.within(1..=3) as u32));
    forms.to_paragraph_above(number, letter.as_deref())
}
