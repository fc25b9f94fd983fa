//! The keys that a benchmark presses in a text, and the places at which it presses them.

use std::ops::Range;

use travaux_grammar::{Block, BlockId, BlockKind, Draft, Kind, to_usize};
use travaux_model::document::Document;

/// The minimum length of a paragraph in which a key is pressed.
const MIN_PARAGRAPH_BYTES: usize = 80;

/// The maximum length of an article that is deleted and pasted.
const MAX_ARTICLE_BYTES: usize = 6000;

/// What is typed into a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A bracket that opens, in the middle of a paragraph.
    Opening,
    /// A bracket that closes, in the middle of a paragraph.
    Closing,
    /// A letter in the middle of a paragraph.
    Letter,
    /// A letter at the end of a heading.
    HeadingLetter,
    /// A line end in the middle of a paragraph.
    Enter,
    /// A digit after the number of an article, or of a paragraph where there are no articles.
    Digit,
    /// The deletion of an article, or of a numbered paragraph with its items where there are no articles.
    Deletion,
    /// The insertion of a deleted article.
    Paste,
}

impl Key {
    /// All keys.
    pub const ALL: [Key; 8] = [
        Key::Opening,
        Key::Closing,
        Key::Letter,
        Key::HeadingLetter,
        Key::Enter,
        Key::Digit,
        Key::Deletion,
        Key::Paste,
    ];

    /// The name that reports show.
    pub fn name(self) -> &'static str {
        match self {
            Key::Opening => "`[`",
            Key::Closing => "`]`",
            Key::Letter => "a letter in a paragraph",
            Key::HeadingLetter => "a letter in a heading",
            Key::Enter => "Enter",
            Key::Digit => "a digit of an article's number",
            Key::Deletion => "an article deleted",
            Key::Paste => "an article pasted",
        }
    }
}

/// A replacement of bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The replaced bytes.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

impl Edit {
    fn insertion(at: usize, text: &str) -> Edit {
        Edit { range: at..at, text: text.to_owned() }
    }

    /// Returns the edit that undoes this one.
    fn undo(&self, before: &Draft) -> Edit {
        let range = self.range.start..self.range.start + self.text.len();
        Edit { range, text: before.slice(self.range.clone()) }
    }
}

/// A key that is pressed in a draft. After all of its edits the draft is as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The edit before the key: an article is deleted before it is pasted.
    pub preparation: Option<Edit>,
    /// The edit of the key.
    pub edit: Edit,
    /// The edit after the key, if it does not restore the draft itself.
    pub undo: Option<Edit>,
}

impl Press {
    fn of(key: Key, edit: Edit, draft: &Draft) -> Press {
        let undo = edit.undo(draft);
        match key {
            Key::Paste => Press { preparation: Some(edit), edit: undo, undo: None },
            _ => Press { preparation: None, edit, undo: Some(undo) },
        }
    }
}

/// Presses a key in up to `count` different blocks after a place, which is given in percent of the text, or before it if
/// there are too few after it.
pub fn presses(document: &Document, key: Key, percent: usize, count: usize) -> Vec<Press> {
    let draft = &document.draft;
    let from = draft.block_at(draft.len() * percent / 100);
    let after = draft.blocks_with_ids().skip_while(|(id, _)| *id < from);
    let before = draft.blocks_with_ids().rev().skip_while(|(id, _)| *id >= from);
    let blocks = after.chain(before);
    let has_articles = document.outline.provisions.iter().any(|it| it.kind == Kind::Article);
    let edit = |(id, block): (BlockId, &Block)| match key {
        Key::Opening => Some(Edit::insertion(middle(draft, id, block)?, "[")),
        Key::Closing => Some(Edit::insertion(middle(draft, id, block)?, "]")),
        Key::Letter => Some(Edit::insertion(middle(draft, id, block)?, "x")),
        Key::Enter => Some(Edit::insertion(middle(draft, id, block)?, "\n")),
        Key::HeadingLetter => {
            let is_heading = block.kind == BlockKind::Heading;
            is_heading.then(|| Edit::insertion(draft.start(id) + block.trimmed_len(), "x"))
        }
        Key::Digit => {
            let label = number(block, has_articles)?;
            let digit = block.slice(label.clone()).chars().next_back()?;
            Some(Edit::insertion(draft.offset(id, label.end), digit.encode_utf8(&mut [0; 4])))
        }
        Key::Deletion | Key::Paste => {
            number(block, has_articles)?;
            let mut next = draft.blocks_with_ids().skip_while(|(it, _)| *it <= id);
            // The article ends before the heading of the next part, too.
            let is_heading = |it: &Block| it.labels.first().and_then(|it| it.kind).is_some_and(Kind::is_heading);
            let end = next.find(|(_, it)| is_heading(it) || number(it, has_articles).is_some())?.0;
            let range = draft.start(id)..draft.start(end);
            (range.len() <= MAX_ARTICLE_BYTES).then(|| Edit { range, text: String::new() })
        }
    };
    blocks.filter_map(edit).map(|it| Press::of(key, it, draft)).take(count).collect()
}

/// Returns a place between two words in the middle of a long paragraph.
fn middle(draft: &Draft, id: BlockId, block: &Block) -> Option<usize> {
    let is_long =
        matches!(block.kind, BlockKind::Text | BlockKind::Labelled) && block.trimmed_len() >= MIN_PARAGRAPH_BYTES;
    if !is_long {
        return None;
    }
    let start = block.text.ceil_char_boundary(to_usize(block.body).midpoint(block.trimmed_len()));
    let end = block.text[start..block.trimmed_len()].find(' ').map_or(start, |it| start + it + 1);
    Some(draft.start(id) + end)
}

/// Returns the bytes of a block's number, up to its last digit: `Article 12`.
fn number(block: &Block, has_articles: bool) -> Option<Range<u32>> {
    let site = block.labels.first().filter(|it| !it.inline)?;
    let is_sought = if has_articles { site.kind == Some(Kind::Article) } else { site.kind.is_none() };
    let label = block.slice(site.start..site.end);
    let is_digit = |it: char| it.is_ascii_digit() || "〇一二三四五六七八九十".contains(it);
    let (at, digit) = label.char_indices().rfind(|(_, it)| is_digit(*it)).filter(|_| is_sought)?;
    Some(site.start..site.start + (at + digit.len_utf8()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchmark_drafts::Profile;

    #[test]
    fn every_key_has_places_at_three_parts_of_every_profile() {
        for profile in ["conference", "compilation", "adopted", "compilation-ar", "compilation-zh", "adopted-ru"] {
            let text = Profile::named(profile).unwrap().draft(100_000).text;
            let document = Document::parse(&text, None, 0);
            for key in Key::ALL {
                for percent in [10, 50, 90] {
                    let found = presses(&document, key, percent, 2);
                    let distance = |it: &Press| (it.edit.range.start * 100).abs_diff(text.len() * percent) / text.len();
                    assert_eq!(found.len(), 2, "{profile}, {key:?}, {percent} %");
                    assert!(distance(&found[0]) < 15, "{profile}, {key:?}, {percent} %");
                }
            }
        }
    }

    #[test]
    fn a_pressed_key_changes_the_text_and_its_undoing_restores_it() {
        let text = Profile::Conference.draft(20_000).text;
        let document = Document::parse(&text, None, 0);
        let edited = |text: &str, edit: &Edit| {
            let mut text = text.to_owned();
            text.replace_range(edit.range.clone(), &edit.text);
            text
        };
        for press in Key::ALL.into_iter().flat_map(|it| presses(&document, it, 10, 1)) {
            let before = press.preparation.iter().fold(text.clone(), |text, it| edited(&text, it));
            let after = edited(&before, &press.edit);
            assert_ne!(after, before);
            assert_eq!(press.undo.iter().fold(after, |text, it| edited(&text, it)), text);
        }
    }
}
