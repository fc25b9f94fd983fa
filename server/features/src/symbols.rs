//! Document symbols: the provisions of a draft as a tree.

use std::ops::Range;

use travaux_grammar::{Kind, without_filler};

use crate::display_text::{after_label, single_line};
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;

/// A provision in the outline of an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The label as the draft writes it: `Article 10 bis`.
    pub name: String,
    /// The title, or the first words.
    pub detail: Option<String>,
    /// The kind of provision.
    pub kind: Kind,
    /// The bytes of the whole provision.
    pub range: Range<usize>,
    /// The bytes of the label.
    pub selection: Range<usize>,
    /// The provisions in it.
    pub children: Vec<Symbol>,
}

/// Returns the provisions of a draft as a tree, without recitals and footnotes.
pub fn symbols(document: &Document) -> Vec<Symbol> {
    children(document, None, 0)
}

/// The depth of the tree. Some clients read no JSON that is nested more than 127 times, and each symbol is nested twice.
const MAX_DEPTH: usize = 50;

fn children(document: &Document, parent: Option<ProvisionId>, depth: usize) -> Vec<Symbol> {
    let outline = &document.outline;
    if depth == MAX_DEPTH {
        return Vec::new();
    }
    outline
        .children(parent)
        .filter(|id| !matches!(outline.provision(*id).kind, Kind::Recital | Kind::Footnote))
        .map(|id| symbol(document, id, depth))
        .collect()
}

/// The length in characters of the longest excerpt of a text.
const MAX_DETAIL_CHARS: usize = 60;

fn symbol(document: &Document, id: ProvisionId, depth: usize) -> Symbol {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let block = draft.block(provision.block);
    let title = outline.title(draft, id).map(single_line);
    let written = single_line(block.slice(provision.at.clone()));
    let name = match (written.is_empty(), &title) {
        (false, _) => written,
        (true, Some(title)) => title.clone(),
        (true, None) => provision.kind.word().to_owned(),
    };
    let body = block.text_from(provision.at.end);
    let detail = title
        .filter(|title| *title != name)
        .or_else(|| if provision.kind.is_heading() { None } else { first_words(body) });
    let selection = outline.label_range(draft, id);
    let range = outline.text_range(draft, id);
    Symbol {
        name,
        detail,
        kind: provision.kind,
        // The protocol requires that the range contains the label.
        range: range.start..range.end.max(selection.end),
        selection,
        children: children(document, Some(id), depth + 1),
    }
}

/// Returns an excerpt of the beginning of a text. Reads no further than the excerpt, since a block may contain many labels
/// whose texts all extend to its end.
fn first_words(text: &str) -> Option<String> {
    let words = after_label(text).split_whitespace();
    let mut excerpt = String::new();
    let mut left = MAX_DETAIL_CHARS;
    for word in words {
        if left > 0 && !excerpt.is_empty() {
            excerpt.push(' ');
            left -= 1;
        }
        if let Some((cut, _)) = word.char_indices().nth(left) {
            excerpt.push_str(&word[..cut]);
            excerpt.push('…');
            break;
        }
        excerpt.push_str(word);
        left -= word.chars().count();
    }
    excerpt = without_filler(excerpt);
    (!excerpt.is_empty()).then_some(excerpt)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(symbols: &[Symbol]) -> Vec<String> {
        symbols
            .iter()
            .flat_map(|it| {
                let own = format!("{} | {}", it.name, it.detail.clone().unwrap_or_default());
                std::iter::once(own).chain(names(&it.children).into_iter().map(|child| format!("  {child}")))
            })
            .collect()
    }

    #[test]
    fn symbols_have_the_labels_and_titles_of_the_draft() {
        let document =
            Document::parse("## Chapter I. General\n\n### Article 1. Scope\n\n1. One:\n\n(a) first.\n", None, 0);
        assert_eq!(
            names(&symbols(&document)),
            ["Chapter I | General", "  Article 1 | Scope", "    1 | One:", "      (a) | first."]
        );
    }

    #[test]
    fn symbols_show_no_markup() {
        let text =
            "<h2><a id=x></a>Article&nbsp;1 <b>Sc</b>ope</h2>\n<p>1. <i>One</i>:</p>\n<p>(<i>a</i>) first.</p>\n";
        let found = names(&symbols(&Document::parse(text, None, 0)));
        assert_eq!(found, ["Article 1 | Scope", "  1 | One:", "    (a) | first."]);
        let text = "<h2>المادة 1<br>النطاق</h2>\n<p>1 - نص.</p>\n";
        assert_eq!(names(&symbols(&Document::parse(text, None, 0))), ["المادة 1 | النطاق", "  1 | نص."]);
    }

    #[test]
    fn the_detail_begins_with_the_opening_sign() {
        let text = "Article 1\n\n1. “Lake” means any.\n\n2. [Parties] act.\n\n(3) (deleted)\n";
        let found = names(&symbols(&Document::parse(text, None, 0)));
        assert_eq!(found[1..3], ["  1 | “Lake” means any.", "  2 | [Parties] act."]);
        let text = "第一条\n\n一、“湖泊”是指水。\n\n二、案文。\n";
        let found = names(&symbols(&Document::parse(text, None, 0)));
        assert_eq!(found[1..], ["  一 | “湖泊”是指水。", "  二 | 案文。"]);
    }

    #[test]
    fn a_long_text_is_cut_after_a_number_of_characters() {
        let excerpt_of = |words: &str| first_words(words).unwrap_or_default();
        let long = "ماء ".repeat(40);
        assert_eq!(excerpt_of(&format!(" – {long}")), format!("{}…", "ماء ".repeat(15)));
        assert_eq!(excerpt_of(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(excerpt_of(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
        assert_eq!(excerpt_of(&format!("{} b", "a".repeat(60))), format!("{}…", "a".repeat(60)));
        assert_eq!(first_words(" – "), None);
    }

    #[test]
    fn a_symbol_contains_the_bracket_before_its_label() {
        for text in
            ["Article 1\n\n(a) plant trees;\n\n[(b) dig wells;]\n", "المادة 1\n\n(أ) غرس الأشجار؛\n\n[(ب) حفر الآبار؛]\n"]
        {
            let article = symbols(&Document::parse(text, None, 0)).remove(0);
            let [a, b] = [0, 1].map(|place| article.children[place].range.clone());
            let bracket = text.find('[').unwrap();
            assert!(b.start == bracket && a.end <= bracket && b.end <= article.range.end, "{text}");
        }
    }
}
