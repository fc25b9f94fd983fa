//! Inlay hints at the ends of lines: the provision that `this article` is, the title of the article that a reference
//! names, and the number of brackets left in an article. Nothing is shown that the text states itself. A hint in
//! mid-sentence would read like a part of the treaty, and cuts a line of Arabic into pieces in some editors.

use std::ops::Range;

use travaux_grammar::{BlockId, BracketContent, Reference, to_usize};

use crate::display_text::{excerpt, single_line};
use travaux_model::document::Document;
use travaux_model::outline::{Outline, ProvisionId, Resolved, Status};
use travaux_model::positions::place_name;

/// Words that an editor displays at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The end of the line, in bytes of the draft.
    pub offset: usize,
    /// The words to display, one for each reference of the line. They are shown with [`HINT_MARK`] before the first and
    /// [`HINT_SEPARATOR`] between them.
    pub parts: Vec<HintPart>,
}

/// The words about one reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintPart {
    /// The words to display.
    pub label: String,
    /// The bytes of the label of the provision that the words are about.
    pub target: Range<usize>,
}

/// The sign before the hint of a line, which no treaty has.
pub const HINT_MARK: &str = "» ";

/// The sign between two parts of a hint.
pub const HINT_SEPARATOR: &str = " · ";

/// The length in characters of the longest title that is displayed after a reference.
const MAX_TITLE_CHARS: usize = 40;

/// Returns the hints of the blocks that contain a range of bytes.
pub fn hints(document: &Document, within: Range<usize>) -> Vec<Hint> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let (first, last) = (draft.block_at(within.start), draft.block_at(within.end.max(within.start)));
    let mut found = Vec::new();
    let mut next = outline.first_from(first);
    for block in BlockId::range(first..last.next()) {
        while let Some(provision) = outline.get(next).filter(|it| it.block == block) {
            if provision.kind.is_article() {
                brackets_left(document, next).into_iter().for_each(|(offset, part)| add(&mut found, offset, part));
            }
            next = next.next();
        }
        for reference in outline.references(block, draft.block(block)) {
            let part = reference_part(document, block, reference);
            let end = line_end(&draft.block(block).text, to_usize(reference.end));
            part.into_iter().for_each(|part| add(&mut found, draft.start(block) + end, part));
        }
    }
    found
}

/// Adds words to the hint of their line.
fn add(hints: &mut Vec<Hint>, offset: usize, part: HintPart) {
    match hints.last_mut().filter(|it| it.offset == offset) {
        Some(hint) if hint.parts.contains(&part) => {}
        Some(hint) => hint.parts.push(part),
        None => hints.push(Hint { offset, parts: vec![part] }),
    }
}

/// Returns the end of the line around an offset in a text.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    at + line.trim_end().len()
}

/// Returns the words about a reference, if it does not name its provision itself.
fn reference_part(document: &Document, block: BlockId, reference: &Reference) -> Option<HintPart> {
    let (draft, outline) = (&document.draft, &document.outline);
    let parsed = draft.block(block);
    let resolution = outline.resolve(block, &parsed.text, reference);
    let [Resolved::Found { provision, .. }] = resolution.targets.as_slice() else { return None };
    let written = excerpt(parsed.slice(reference.range()), MAX_TITLE_CHARS);
    let (target, words) = match resolution.status {
        Status::Relative => {
            let label = place_name(document, *provision);
            (*provision, (!label.is_empty()).then_some(label)?)
        }
        Status::Resolved => {
            let article = article(outline, *provision)?;
            let own = outline.at(block, reference.start).and_then(|id| self::article(outline, id));
            let title = outline.title(draft, article).filter(|_| own != Some(article) && reference.title.is_none())?;
            let title = single_line(title);
            (article, (!title.is_empty() && title.chars().count() <= MAX_TITLE_CHARS).then_some(title)?)
        }
        Status::Pending | Status::External | Status::Dangling => return None,
    };
    Some(HintPart { label: format!("{written} = {words}"), target: outline.label_range(draft, target) })
}

fn article(outline: &Outline, id: ProvisionId) -> Option<ProvisionId> {
    outline.ancestors(id).find(|id| outline.provision(*id).kind.is_article())
}

/// Returns the end of the heading of an article, and the number of brackets around text in it that is not agreed; `None` if
/// there are none.
fn brackets_left(document: &Document, id: ProvisionId) -> Option<(usize, HintPart)> {
    let (draft, outline) = (&document.draft, &document.outline);
    let range = outline.text_range(draft, id);
    let count_in = |block: BlockId| {
        let text_brackets = draft.block(block).brackets.list.iter().filter(|it| it.content == BracketContent::Text);
        text_brackets.filter(|it| range.contains(&draft.offset(block, it.open))).count()
    };
    let count: usize = draft.blocks_in(range.clone()).map(count_in).sum();
    let provision = outline.provision(id);
    let end = line_end(&draft.block(provision.block).text, to_usize(provision.at.end));
    let part = HintPart { label: format!("{count} × [ ]"), target: outline.label_range(draft, id) };
    (count > 0).then(|| (draft.start(provision.block) + end, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = hints(&Document::parse(text, None, 0), 0..text.len());
        let mut out = text.to_owned();
        let mut last = usize::MAX;
        for hint in found.iter().rev() {
            assert!(hint.offset < last, "{found:?}");
            last = hint.offset;
            let labels: Vec<&str> = hint.parts.iter().map(|it| it.label.as_str()).collect();
            out.insert_str(hint.offset, &format!(" {HINT_MARK}{}", labels.join(HINT_SEPARATOR)));
        }
        assert_eq!(out, expected);
    }

    #[test]
    fn relative_references_show_their_provisions() {
        check(
            "Article 4\n\n1. Text.\n\n2. Of this article and the preceding paragraph.\n",
            "Article 4\n\n1. Text.\n\n2. Of this article and the preceding paragraph. » this article = article 4 · \
             preceding paragraph = article 4, paragraph 1\n",
        );
        check("المادة 4\n\nنص هذه المادة.\n", "المادة 4\n\nنص هذه المادة. » هذه المادة = المادة 4\n");
    }

    #[test]
    fn references_show_the_titles_of_their_articles() {
        check(
            "Article 1\nScope\n\nUnder article 2 and\r\narticle 1.\n\nArticle 2\nUse of terms\n\nText of article 9.\n",
            "Article 1\nScope\n\nUnder article 2 and » article 2 = Use of terms\r\narticle 1.\n\nArticle 2\nUse of \
             terms\n\nText of article 9.\n",
        );
        check(
            "المادة 1\nالنطاق\n\nوفقا للمادة 2.\n\nالمادة 2\nالمصطلحات\n\nنص.\n",
            "المادة 1\nالنطاق\n\nوفقا للمادة 2. » للمادة 2 = المصطلحات\n\nالمادة 2\nالمصطلحات\n\nنص.\n",
        );
    }

    #[test]
    fn remaining_brackets_are_counted() {
        check("Article 1. Scope\n\nTo [go] [come].\n", "Article 1. Scope » 2 × [ ]\n\nTo [go] [come].\n");
        check("[Article 1. Scope\n\nTo [go].]\n", "[Article 1. Scope » 2 × [ ]\n\nTo [go].]\n");
        check("第一条 范围\n\n［各国］应合作。\n", "第一条 范围 » 1 × [ ]\n\n［各国］应合作。\n");
    }

    #[test]
    fn offsets_past_the_end_are_the_end() {
        check("", "");
        let (from, to) = (99, 7);
        assert_eq!(hints(&Document::parse("Article 1\n\nText.\n", None, 0), from..to), []);
    }
}
