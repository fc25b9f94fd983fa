//! Inlay hints: the provision that `this article` is, the title of the article that a reference names, and the number of
//! brackets left in an article. Nothing is shown that the text states itself.

use std::ops::Range;

use travaux_grammar::{BlockId, BracketContent, Reference};

use crate::display_text::single_line;
use travaux_model::document::Document;
use travaux_model::outline::{Outline, ProvisionId, Resolved, Status};

/// Words that an editor displays inside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte before which the words are displayed.
    pub offset: usize,
    /// The words to display.
    pub label: String,
}

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
                found.extend(brackets_left(document, next));
            }
            next = next.next();
        }
        for reference in outline.references(block, draft.block(block)) {
            let label = reference_label(document, block, reference);
            found.extend(label.map(|label| Hint { offset: draft.offset(block, reference.end), label }));
        }
    }
    found
}

/// Returns the words to display after a reference, if it does not name its provision itself.
fn reference_label(document: &Document, block: BlockId, reference: &Reference) -> Option<String> {
    let (draft, outline) = (&document.draft, &document.outline);
    let resolution = outline.resolve(block, &draft.block(block).text, reference);
    let [Resolved::Found { provision, address, .. }] = resolution.targets.as_slice() else { return None };
    match resolution.status {
        Status::Relative => (!address.is_empty()).then(|| address.clone()),
        Status::Resolved => {
            let article = article(outline, *provision)?;
            let own = outline.at(block, reference.start).and_then(|id| self::article(outline, id));
            let title = outline.title(draft, article).filter(|_| own != Some(article) && reference.title.is_none())?;
            let title = single_line(title);
            (!title.is_empty() && title.chars().count() <= MAX_TITLE_CHARS).then_some(title)
        }
        Status::Pending | Status::External | Status::Dangling => None,
    }
}

fn article(outline: &Outline, id: ProvisionId) -> Option<ProvisionId> {
    outline.ancestors(id).find(|id| outline.provision(*id).kind.is_article())
}

/// Returns a hint after the heading of an article with the number of brackets around text that is not agreed; `None` if
/// there are none.
fn brackets_left(document: &Document, id: ProvisionId) -> Option<Hint> {
    let (draft, outline) = (&document.draft, &document.outline);
    let range = outline.range(draft, id);
    let count_in = |block: BlockId| {
        let text_brackets = draft.block(block).brackets.list.iter().filter(|it| it.content == BracketContent::Text);
        text_brackets.filter(|it| range.contains(&draft.offset(block, it.open))).count()
    };
    let count: usize = draft.blocks_in(range.clone()).map(count_in).sum();
    let provision = outline.provision(id);
    let title = outline.title_range(draft, id).filter(|(block, _)| *block == provision.block);
    let end = title.map_or(provision.at.end, |(_, title)| title.end.max(provision.at.end));
    let offset = draft.offset(provision.block, end);
    let word = if count == 1 { "bracket" } else { "brackets" };
    (count > 0).then(|| Hint { offset, label: format!("{count} {word}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = hints(&Document::parse(text, None, 0), 0..text.len());
        let mut out = text.to_owned();
        let mut last = usize::MAX;
        for hint in found.iter().rev() {
            assert!(hint.offset <= last, "{found:?}");
            last = hint.offset;
            out.insert_str(hint.offset, &format!("‹{}›", hint.label));
        }
        assert_eq!(out, expected);
    }

    #[test]
    fn relative_references_show_their_provisions() {
        check(
            "Article 4\n\n1. Text.\n\n2. Of this article and the preceding paragraph.\n",
            "Article 4\n\n1. Text.\n\n2. Of this article‹article 4› and the preceding paragraph‹article 4, paragraph 1›.\n",
        );
        check("المادة 4\n\nنص هذه المادة.\n", "المادة 4\n\nنص هذه المادة‹article 4›.\n");
    }

    #[test]
    fn references_show_the_titles_of_their_articles() {
        check(
            "Article 1\nScope\n\nUnder article 2 and article 1.\n\nArticle 2\nUse of terms\n\nText of article 9.\n",
            "Article 1\nScope\n\nUnder article 2‹Use of terms› and article 1.\n\nArticle 2\nUse of terms\n\nText of article 9.\n",
        );
        check(
            "المادة 1\nالنطاق\n\nوفقا للمادة 2.\n\nالمادة 2\nالمصطلحات\n\nنص.\n",
            "المادة 1\nالنطاق\n\nوفقا للمادة 2‹المصطلحات›.\n\nالمادة 2\nالمصطلحات\n\nنص.\n",
        );
    }

    #[test]
    fn remaining_brackets_are_counted() {
        check("Article 1. Scope\n\nTo [go] [come].\n", "Article 1. Scope‹2 brackets›\n\nTo [go] [come].\n");
        check("第一条 范围\n\n［各国］应合作。\n", "第一条 范围‹1 bracket›\n\n［各国］应合作。\n");
    }

    #[test]
    fn offsets_past_the_end_are_the_end() {
        check("", "");
        let (from, to) = (99, 7);
        assert_eq!(hints(&Document::parse("Article 1\n\nText.\n", None, 0), from..to), []);
    }
}
