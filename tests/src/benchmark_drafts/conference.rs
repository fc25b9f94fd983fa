//! A draft that a conference negotiates, in a clean format: about as many brackets as a text under negotiation has, short
//! blocks, and a few findings or a given number of them.

use std::fmt::Write;

use super::{Draft, rounded};
use crate::random::Random;

/// A marker at the start, in the middle and at the end of every draft. Words are typed before it. It contains a
/// finding, so that every keystroke moves one.
pub const EDIT_MARKER: &str = "[] the means that it has planted here";

/// The start of the bracket that closes at the end of the draft.
pub const LONGEST_BRACKET: &str = "[Article 2\n";

/// The average size of a paragraph, including its items and its share of the headings.
const PARAGRAPH_BYTES: usize = 300;
/// The average size of a fault.
const FAULT_BYTES: usize = 15;

/// Generates a draft of about `size` bytes.
pub(super) fn text(size: usize) -> String {
    Writer::written(size, 0)
}

/// Generates a draft of about `size` bytes with about the given number of findings.
pub fn with_findings(size: usize, findings: usize) -> Draft {
    Draft {
        name: format!("conference with {findings} findings, {}", rounded(size)),
        text: Writer::written(size, findings),
    }
}

/// Generates an article to be pasted into a draft.
pub fn article_to_paste() -> String {
    let mut writer = Writer { random: Random::of(7), out: String::new(), articles: 400, faults: 0.0 };
    writer.article(401);
    writer.out
}

struct Writer {
    random: Random,
    out: String,
    /// The number of articles so far.
    articles: usize,
    /// The average number of faults in a paragraph.
    faults: f64,
}

impl Writer {
    fn written(size: usize, findings: usize) -> String {
        let faults = (findings * PARAGRAPH_BYTES) as f64 / (size - findings * FAULT_BYTES) as f64;
        let mut writer = Writer { random: Random::of(size as u64), out: String::new(), articles: 0, faults };
        writer
            .out
            .push_str("# Draft convention on the relay of signals\n\nPreamble\n\nThe Parties to this Convention,\n\n");
        writer.out.push_str("Recalling the principles of good faith and cooperation,\n\nHave agreed as follows:\n\n");
        writer.terms();
        writer.marked_article(2);
        let mut is_half = false;
        for number in 3.. {
            if !is_half && writer.out.len() * 2 >= size {
                is_half = true;
                writer.marked_article(number);
            } else {
                writer.article(number);
            }
            if writer.out.len() >= size {
                break;
            }
        }
        writer.marked_article(writer.articles + 2);
        writer.out.truncate(writer.out.trim_end().len());
        writer.out.push_str("]\n");
        writer.out
    }

    fn terms(&mut self) {
        self.out.push_str("Article 1\nUse of terms\n\nFor the purposes of this Convention:\n\n");
        for (letter, term) in ["relay", "mast", "signal", "station"].into_iter().enumerate() {
            let letter = char::from(b'a' + letter as u8);
            let _ = write!(self.out, "({letter}) “{term}” means an installation [or device] of that kind;\n\n");
        }
    }

    /// Writes an article with the marker. The first one opens the bracket that is closed at the end of the draft.
    fn marked_article(&mut self, number: usize) {
        self.articles = number - 1;
        let opener = if number == 2 { "[" } else { "" };
        let _ = write!(self.out, "{opener}Article {number}\nMeans\n\n1. Each Party shall contribute.\n\n");
        let _ =
            write!(self.out, "2. Each Party shall [use] [employ] {EDIT_MARKER}, in accordance with paragraph 1.\n\n");
    }

    fn article(&mut self, number: usize) {
        self.articles = number - 1;
        let title = ["Cooperation", "Measures", "Exchange of signals", "Review", "Assistance"][self.random.below(5)];
        let _ = write!(self.out, "Article {number}\n{title}\n\n");
        let count = self.random.within(2..=6);
        for paragraph in 1..=count {
            self.paragraph(paragraph, count);
        }
    }

    fn paragraph(&mut self, number: usize, count: usize) {
        let _ = write!(self.out, "{number}. ");
        match self.random.below(8) {
            0 => self.out.push_str("[The Conference of the Parties shall keep the operation of this article under review.]"),
            1 | 2 => self.out.push_str(
                "Each Party [shall] [should] [may] take [appropriate] [effective] measures to protect masts, and shall [, as far as possible,] publish them.",
            ),
            3 | 4 => {
                let other = self.random.within(1..=count);
                let _ = write!(
                    self.out,
                    "The measures under paragraph {other} shall be notified to the [secretariat] [depositary] in accordance with article {}.",
                    self.random.within(1..=self.articles.max(1)),
                );
            }
            5 => self.list(),
            _ => self.out.push_str(
                "Parties shall cooperate with each other and with the organizations of the region, so that signals reach every station and no station is left without one.",
            ),
        }
        self.faults();
        self.out.push_str("\n\n");
    }

    fn list(&mut self) {
        self.out.push_str("To that end each Party shall, [within its means, do the following:\n\n");
        for letter in ['a', 'b', 'c'] {
            let end = if letter == 'c' { "[every] [each] year.]" } else { "in its territory;\n\n" };
            let _ = write!(self.out, "({letter}) maintain the [relays] [stations] that article 1 speaks of {end}");
        }
    }

    /// Writes the faults of a paragraph. A few are written even if none were requested, because every text has some.
    fn faults(&mut self) {
        let few = self.random.below(400);
        if self.faults == 0.0 && few < 3 {
            self.out.push_str([" See article 99999.", " They [act] [act] together.", " Nothing [else is meant."][few]);
        }
        let mut count = self.faults.floor() as usize;
        count += usize::from((self.random.below(1000) as f64) < self.faults.fract() * 1000.0);
        for _ in 0..count {
            self.out.push_str([" See article 99999.", " They [act] [act].", " It is [ ]."][self.random.below(3)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::workspace::Workspace;
    use travaux_rules::lint;

    use super::*;

    #[test]
    fn the_first_bracket_is_closed_at_the_end_of_the_draft() {
        let text = text(100_000);
        let document = Document::parse(&text, None, 0);
        let (draft, outline) = (&document.draft, &document.outline);
        let opener = text.find(LONGEST_BRACKET).unwrap();
        let block = draft.block_at(opener);
        let bracket = outline.spans.iter().map(|it| it.open).find(|it| it.block == block);
        assert_eq!(outline.close(draft, bracket.unwrap()), Some(text.trim_end().len() - 1));
    }

    #[test]
    fn the_number_of_findings_is_about_as_requested() {
        let document = Document::parse(&with_findings(100_000, 2000).text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default()).len();
        assert!((1800..2200).contains(&found), "{found}");
    }

    #[test]
    fn markers_are_at_the_start_in_the_middle_and_at_the_end() {
        let text = text(100_000);
        let tenths: Vec<usize> =
            text.match_indices(EDIT_MARKER).map(|(at, _)| (at * 10 + text.len() / 2) / text.len()).collect();
        assert_eq!(tenths, [0, 5, 10]);
    }
}
