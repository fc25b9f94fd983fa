//! What references lead to that is not there, as the rules about them see it: whether the text can be sure of that, and
//! whether the reference is the text's own at all. Finds no fault itself.

use travaux_grammar::{Block, Kind, Language, Lexicon, Phrase, Step, folded_phrase};

use travaux_model::outline::{Missing, Outline};

/// Whether a block says how a text shall be changed: an amendment names that text once and then speaks of its articles.
pub(super) fn amends(block: &Block) -> bool {
    let text = folded_phrase(&block.text);
    let lexicon = Lexicon::of(block.language);
    // Arabic verbs are short enough to stand inside other words; what is one word with them is a clitic before them.
    let is_word = |at: usize, phrase: &str| {
        let before = text[..at].rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        let is_behind_clitic = before.is_empty() || lexicon.clitics.iter().any(|it| it == before);
        is_behind_clitic && !text[at + phrase.len()..].starts_with(char::is_alphabetic)
    };
    lexicon.phrases(Phrase::Amending).iter().any(|phrase| {
        let mut places = text.match_indices(phrase.as_str());
        places.any(|(at, _)| block.language != Language::Ar || is_word(at, phrase))
    })
}

/// Whether a reference stands in a quotation: an amendment speaks of the articles of what it amends.
pub(super) fn is_quoted(outline: &Outline, index: usize, block: &Block, at: u32) -> bool {
    if outline.at(index, at as usize).is_some_and(|id| outline.provision(id).quoted) {
        return true;
    }
    // A quotation that opened farther back has paragraphs of its own, which are blocks.
    const MAX_QUOTED_BYTES: usize = 2000;
    let text = &block.text[..at as usize];
    let from = (text.len().saturating_sub(MAX_QUOTED_BYTES)..=text.len())
        .find(|from| text.is_char_boundary(*from))
        .unwrap_or(0);
    let before = &text[from..];
    let opened = before.rfind(['“', '«']);
    opened.is_some_and(|open| !before[open..].contains(['”', '»']))
}

/// Whether a draft of some headings would have what is missing: a fragment without annexes does not miss its annex.
pub(super) fn can_tell(outline: &Outline, missing: &Missing) -> bool {
    let kinds = outline.kinds_of_headings();
    let Some(inside) = missing.inside else {
        return match missing.step.kind {
            Kind::Article => kinds.articles >= 2,
            kind @ (Kind::Annex | Kind::Part | Kind::Chapter | Kind::Title) => kinds.contains(kind),
            // A section, an option or an item may be of something that the text only speaks of.
            _ => false,
        };
    };
    // Outside articles lists are counted in too many ways to be sure.
    outline.ancestors(inside).any(|id| outline.provision(id).kind == Kind::Article)
}

/// A step as messages write it: `paragraph 2`, `subparagraph (a)`.
pub(super) fn spelt(step: &Step) -> String {
    match step.kind {
        Kind::Subparagraph | Kind::Item => format!("{} ({})", step.kind.word(), step.label),
        _ => format!("{} {}", step.kind.word(), step.label),
    }
}
