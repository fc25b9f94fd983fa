//! Running text of any length: sentences of words, references to provisions, and brackets that nest.

use travaux_grammar::Language;

use super::vocabulary::{Vocabulary, capitalized};
use crate::generator::LanguageForms;
use crate::random::Random;

/// The lengths of something that is mostly short and sometimes very long, as those of real drafts are.
#[derive(Clone, Copy)]
pub(super) struct LogNormal {
    /// The median.
    pub(super) median: f64,
    /// The standard deviation of the logarithm.
    pub(super) deviation: f64,
    /// The maximum.
    pub(super) max: f64,
}

impl LogNormal {
    pub(super) fn length(self, random: &mut Random) -> usize {
        (self.median * (self.deviation * random.normal()).exp()).min(self.max) as usize
    }
}

/// What running text consists of.
pub(super) struct Style {
    /// How many sentences refer to a provision, in percent.
    pub(super) referring_percent: usize,
    /// How often a bracket opens before a word, in tenths of a percent; 0 for a text without brackets.
    pub(super) bracket_per_mille: usize,
    /// The lengths of brackets in letters.
    pub(super) bracket_letters: LogNormal,
    /// How many brackets may be in each other.
    pub(super) max_depth: usize,
    /// How many brackets lack their closing sign, and how many closing signs lack a bracket, in tenths of a percent.
    pub(super) faulty_per_mille: usize,
}

/// Writes running text.
pub(super) struct Prose {
    pub(super) random: Random,
    pub(super) vocabulary: Vocabulary,
    pub(super) forms: LanguageForms,
    pub(super) style: Style,
}

/// The text of a paragraph while it is written.
struct Paragraph {
    out: String,
    letters: usize,
    /// The number of letters at which each open bracket is closed.
    closing: Vec<usize>,
}

impl Prose {
    pub(super) fn of(language: Language, seed: u64, style: Style) -> Prose {
        let forms = LanguageForms { language };
        Prose { random: Random::of(seed), vocabulary: Vocabulary::of(language), forms, style }
    }

    /// Returns sentences of at least `bytes` bytes. `depth` is the number of brackets around them, and `reference` returns
    /// a reference.
    pub(super) fn text(
        &mut self,
        bytes: usize,
        depth: usize,
        reference: &mut dyn FnMut(&mut Random, &LanguageForms) -> String,
    ) -> String {
        let mut paragraph = Paragraph { out: String::new(), letters: 0, closing: Vec::new() };
        while paragraph.out.len() < bytes {
            if !paragraph.out.is_empty() {
                paragraph.out.push_str(self.vocabulary.separator());
            }
            if self.random.percent(self.style.referring_percent) {
                let pattern = self.random.one_of(self.forms.referring()).copied().unwrap_or_default();
                let reference = reference(&mut self.random, &self.forms);
                paragraph.push(&pattern.replace("{}", &reference));
            } else {
                self.sentence(&mut paragraph, depth);
            }
        }
        let stop = paragraph.out.pop().filter(|it| !it.is_alphanumeric());
        paragraph.out.extend(paragraph.closing.drain(..).map(|_| ']'));
        paragraph.out.extend(stop);
        paragraph.out
    }

    fn sentence(&mut self, paragraph: &mut Paragraph, depth: usize) {
        let count = self.random.within(8..=30);
        for index in 0..count {
            if index > 0 {
                paragraph.out.push_str(self.vocabulary.separator());
            }
            self.open(paragraph, depth);
            let word = self.vocabulary.word(&mut self.random);
            let is_last = index + 1 == count;
            paragraph.push(&if index == 0 { capitalized(&word) } else { word });
            self.close(paragraph, depth);
            if is_last {
                paragraph.push(self.forms.stop());
            } else if self.random.percent(6) {
                paragraph.push(self.comma());
            }
        }
    }

    fn comma(&self) -> &'static str {
        match self.forms.language {
            Language::Zh => "，",
            Language::Ar => "،",
            _ => ",",
        }
    }

    /// Opens brackets before a word.
    fn open(&mut self, paragraph: &mut Paragraph, depth: usize) {
        while depth + paragraph.closing.len() < self.style.max_depth
            && self.random.below(1000) < self.style.bracket_per_mille
        {
            self.open_one(paragraph);
        }
    }

    fn open_one(&mut self, paragraph: &mut Paragraph) {
        paragraph.out.push('[');
        let end = paragraph.letters + self.style.bracket_letters.length(&mut self.random);
        let outer = paragraph.closing.last().copied().unwrap_or(usize::MAX);
        paragraph.closing.push(end.min(outer));
    }

    /// Closes the brackets that are long enough. An alternative follows some of them.
    fn close(&mut self, paragraph: &mut Paragraph, depth: usize) {
        while paragraph.closing.last().is_some_and(|end| paragraph.letters >= *end) {
            paragraph.closing.pop();
            if self.random.below(1000) >= self.style.faulty_per_mille {
                paragraph.out.push(']');
            }
            if self.random.below(1000) < self.style.faulty_per_mille {
                paragraph.out.push(']');
            }
            let is_inside = depth + paragraph.closing.len() >= self.style.max_depth;
            if !is_inside && self.random.percent(35) {
                paragraph.out.push(' ');
                self.open_one(paragraph);
                let word = self.vocabulary.rare_word(&mut self.random);
                paragraph.push(&word);
            }
        }
    }
}

impl Paragraph {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.letters += text.chars().count();
    }
}

/// Breaks a text into lines of at most `width` letters. A language without spaces is broken anywhere but before a sign.
pub(super) fn wrapped(text: &str, width: usize, language: Language) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / width + 1);
    let mut column = 0;
    if language == Language::Zh {
        for letter in text.chars() {
            if column >= width && letter.is_alphabetic() {
                out.push('\n');
                column = 0;
            }
            out.push(letter);
            column += 1;
        }
        return out;
    }
    for word in text.split(' ') {
        let letters = word.chars().count();
        if column > 0 && column + 1 + letters > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += letters;
    }
    out
}
