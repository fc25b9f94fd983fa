//! Drafts of any size that are measured: articles with brackets about as dense as in a text under negotiation, and a text in
//! which nearly everything is wrong.

use std::fmt::Write;

use crate::random::Random;

/// What stands at the head, the middle and the tail of every draft, where words are typed before it: a finding, so
/// that every keystroke moves one.
pub const EDIT_MARKER: &str = "[] the means that it has planted here";

/// The bracket whose partner ends the draft.
pub const LONGEST_BRACKET: &str = "[Article 2\n";

/// How many bytes a paragraph has, its items and its share of the headings included, and how many a fault.
const PARAGRAPH: usize = 300;
const FAULT: usize = 15;

/// A draft and what it is called.
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A draft of a size.
pub fn usual(size: usize) -> Draft {
    let name = match size {
        ..1_000_000 => format!("A draft of {} KB", size / 1000),
        _ => format!("A draft of {} MB", size / 1_000_000),
    };
    Draft { name, text: Writer::written(size, 0) }
}

/// A draft of a size with about so many findings.
pub fn faulty(size: usize, findings: usize) -> Draft {
    Draft {
        name: format!("A draft of {} MB with {findings} findings", size / 1_000_000),
        text: Writer::written(size, findings),
    }
}

/// An article that is pasted.
pub fn pasted() -> String {
    let mut writer = Writer { random: Random::of(7), out: String::new(), articles: 400, faults: 0.0 };
    writer.article(401);
    writer.out
}

struct Writer {
    random: Random,
    out: String,
    /// How many articles there are by now.
    articles: usize,
    /// Faults for each paragraph.
    faults: f64,
}

impl Writer {
    fn written(size: usize, findings: usize) -> String {
        let faults = (findings * PARAGRAPH) as f64 / (size - findings * FAULT) as f64;
        let mut writer = Writer { random: Random::of(size as u64), out: String::new(), articles: 0, faults };
        writer
            .out
            .push_str("# Draft convention on the relay of signals\n\nPreamble\n\nThe Parties to this Convention,\n\n");
        writer.out.push_str("Recalling the principles of good faith and cooperation,\n\nHave agreed as follows:\n\n");
        writer.terms();
        writer.planted(2);
        let mut is_half = false;
        for number in 3.. {
            if !is_half && writer.out.len() * 2 >= size {
                is_half = true;
                writer.planted(number);
            } else {
                writer.article(number);
            }
            if writer.out.len() >= size {
                break;
            }
        }
        writer.planted(writer.articles + 2);
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

    /// An article in which words are typed; the first one opens the bracket that is closed at the end of the draft.
    fn planted(&mut self, number: usize) {
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

    /// About as many faults as a paragraph shall have; also where there are to be none a few come in, as in every text.
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
    fn the_first_bracket_is_closed_by_the_last_letter() {
        let text = usual(100_000).text;
        let document = Document::parse(&text, None, 0);
        let (draft, outline) = (&document.draft, &document.outline);
        let opener = text.find(LONGEST_BRACKET).unwrap();
        let block = draft.block_at(opener) as u32;
        let bracket = outline.spans.iter().map(|it| it.open).find(|it| it.block == block);
        assert_eq!(outline.close(draft, bracket.unwrap()), Some(text.trim_end().len() - 1));
    }

    #[test]
    fn about_as_many_findings_are_there_as_were_asked_for() {
        let document = Document::parse(&faulty(100_000, 2000).text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default()).len();
        assert!((1800..2200).contains(&found), "{found}");
    }

    #[test]
    fn words_are_planted_at_the_head_the_middle_and_the_tail() {
        let text = usual(100_000).text;
        let tenths: Vec<usize> =
            text.match_indices(EDIT_MARKER).map(|(at, _)| (at * 10 + text.len() / 2) / text.len()).collect();
        assert_eq!(tenths, [0, 5, 10]);
    }
}
