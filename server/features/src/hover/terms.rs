//! Hovers over defined terms, with their definitions and uses, and over the terms of topics, with the positions on them.

use std::ops::Range;

use travaux_grammar::{BlockId, range_to_u32, to_usize};

use super::positions_of_place::of_topic;
use super::{Hover, View};
use travaux_model::positions::{Phrase, Topic};
use travaux_model::terms::term_at;

/// The length in characters of the longest definition.
const MAX_DEFINITION_CHARS: usize = 800;

impl View<'_> {
    /// Returns the hover over a defined term.
    pub(super) fn term(&self, offset: usize) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let term = term_at(draft, outline, offset)?;
        let is_around = |it: &&Range<usize>| it.start <= offset && offset <= it.end;
        let range = std::iter::once(&term.defined).chain(&term.uses).find(is_around)?.clone();
        let (block, at) = draft.place(term.defined.start);
        let place = outline.at(block, at).map(|it| self.place_name(it)).filter(|it| !it.is_empty());
        let parsed = draft.block(block);
        let definition = parsed.text_from(parsed.body).trim();
        let heading = self.markup.bold(self.phrases.of(Phrase::Definition));
        let place = place.map_or(String::new(), |it| format!("{}{it}", self.phrases.comma()));
        let uses = match term.uses.len() {
            0 => self.phrases.of(Phrase::UsesNone).to_owned(),
            count => self.phrases.one_or_many(Phrase::UsesOne, Phrase::UsesMany, count),
        };
        let definition = self.markup.brief(definition, MAX_DEFINITION_CHARS);
        Some(Hover { range, content: format!("{heading}{place}\n\n{definition}\n\n{uses}") })
    }

    /// Returns the hover over a term of a topic: the positions on the topic.
    pub(super) fn topic(&self, block: BlockId, at: u32) -> Option<Hover> {
        let record = self.workspace.topic_positions.as_ref()?;
        let draft = &self.document.draft;
        let parsed = draft.block(block);
        let language = parsed.language.code();
        let mut longest: Option<(Range<u32>, &Topic)> = None;
        for topic in &self.workspace.topics.all {
            let terms = topic.terms.iter().filter(|it| it.0 == language);
            for range in terms.filter_map(|it| words_around(&parsed.text, at, &it.1)) {
                if longest.as_ref().is_none_or(|it| it.0.len() < range.len()) {
                    longest = Some((range, topic));
                }
            }
        }
        let (range, topic) = longest?;
        let mut page = self.sides().page();
        let name = topic.name.in_language(self.phrases.language).unwrap_or(&topic.slug);
        let heading = self.markup.bold(self.phrases.of(Phrase::Topic));
        page.add(format!("{heading}: {}", self.markup.text(name)));
        page.sides(&of_topic(record.on_topic(&topic.slug), &self.sides()));
        Some(Hover { range: draft.range(block, range), content: page.content()? })
    }
}

/// Returns the bytes of the words of a term around a byte, regardless of case. The words may have an ending, or in
/// languages that write them so, a beginning.
fn words_around(text: &str, at: u32, term: &str) -> Option<Range<u32>> {
    const MAX_ENDING_BYTES: usize = 4;
    let at = to_usize(at).min(text.len());
    let first = term.chars().next()?;
    let from = text.floor_char_boundary(at.saturating_sub(2 * term.len()));
    let window = &text[from..text.ceil_char_boundary(at + 1)];
    let starts = window.char_indices().filter(|it| is_same(it.1, first)).map(|it| from + it.0);
    starts.filter_map(|start| Some(start..end_of_term(text, start, term)?)).find_map(|range| {
        let ending = text[range.end..].find(|it: char| !it.is_alphanumeric()).unwrap_or(text.len() - range.end);
        let has_no_spaces = first > '\u{2e80}';
        let before = text[..range.start].chars().next_back();
        let begins = has_no_spaces || first > '\u{600}' || !before.is_some_and(char::is_alphanumeric);
        let ends = has_no_spaces || ending <= MAX_ENDING_BYTES;
        (begins && ends && range.start <= at && at <= range.end).then(|| range_to_u32(range))
    })
}

/// Returns the end of a term that stands at an offset.
fn end_of_term(text: &str, start: usize, term: &str) -> Option<usize> {
    let mut letters = text[start..].char_indices();
    for wanted in term.chars() {
        letters.next().filter(|it| is_same(it.1, wanted))?;
    }
    Some(start + letters.offset())
}

fn is_same(left: char, right: char) -> bool {
    left == right || left.to_lowercase().eq(right.to_lowercase())
}
