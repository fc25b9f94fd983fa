//! The outline that an editor shows.

use std::ops::Range;

use travaux_grammar::Kind;

use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;

/// One entry, with those beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// `Article 10 bis`, as the draft writes it.
    pub name: String,
    /// Its title, or its first words.
    pub detail: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// All of it, in bytes.
    pub range: Range<usize>,
    /// Its label.
    pub selection: Range<usize>,
    /// What it holds.
    pub children: Vec<Symbol>,
}

/// The provisions of a draft as a tree; recitals and footnotes are left to the text.
pub fn symbols(document: &Document) -> Vec<Symbol> {
    beneath(document, None)
}

fn beneath(document: &Document, parent: Option<ProvisionId>) -> Vec<Symbol> {
    let outline = &document.outline;
    outline
        .children(parent)
        .filter(|id| !matches!(outline.provision(*id).kind, Kind::Recital | Kind::Footnote))
        .map(|id| symbol(document, id))
        .collect()
}

fn symbol(document: &Document, id: ProvisionId) -> Symbol {
    const BRIEF: usize = 60;
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let block = &draft.blocks[provision.block as usize];
    let title = outline.title(draft, id).map(one_line);
    let written = one_line(block.slice(provision.at.clone()));
    let name = match (written.is_empty(), &title) {
        (false, _) => written,
        (true, Some(title)) => title.clone(),
        (true, None) => provision.kind.word().to_owned(),
    };
    let body = block.text.get(provision.at.end as usize..).unwrap_or_default();
    let first_words = || {
        // No more than is shown: a block may hold many labels, and the rest of it stands behind each.
        let mut words = body.trim_start_matches(|it: char| !it.is_alphanumeric()).split_whitespace();
        let mut letters = words.by_ref().take(BRIEF).flat_map(|word| std::iter::once(' ').chain(word.chars())).skip(1);
        let brief: String = letters.by_ref().take(BRIEF).collect();
        let goes_on = letters.next().is_some();
        (!brief.is_empty()).then(|| if goes_on { format!("{brief}…") } else { brief })
    };
    let detail =
        title.filter(|title| *title != name).or_else(|| if provision.kind.is_heading() { None } else { first_words() });
    let selection = outline.label_range(draft, id);
    let range = outline.text_range(draft, id);
    Symbol {
        name,
        detail,
        kind: provision.kind,
        // The protocol wants the label inside the whole.
        range: range.start..range.end.max(selection.end),
        selection,
        children: beneath(document, Some(id)),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    fn the_outline_reads_as_the_draft_does() {
        let document =
            Document::parse("## Chapter I. General\n\n### Article 1. Scope\n\n1. One:\n\n(a) first.\n", None, 0);
        assert_eq!(
            names(&symbols(&document)),
            ["Chapter I | General", "  Article 1 | Scope", "    1 | One:", "      (a) | first."]
        );
    }

    #[test]
    fn a_symbol_holds_the_bracket_before_its_label() {
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
