//! Go to definition: from a reference to its provisions, from a term to its definition, and from one end of a bracket to
//! the other. A provision's label leads to itself, as editors expect of a place that a hint or a definition leads to; some
//! then show its references.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{Anchor, BlockId, Kind, Reference};

use super::Location;
use travaux_model::at_offset::{pairs_around, reference_at};
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::instruments::Instruments;
use travaux_model::positions::provision_at;
use travaux_model::terms::term_at;
use travaux_model::workspace::Workspace;

/// Returns the bytes of the reference, label, term or bracket sign at a byte, and its targets: the provisions of the
/// reference, the provision with the label, the definition of the term, or the other sign of the bracket.
///
/// Returns `None` if there is no such thing at the byte. The list of targets is empty if a reference leads out of the
/// draft or nowhere.
pub fn definition(
    _workspace: &Workspace,
    _draft: &str,
    document: &Document,
    offset: usize,
) -> Option<(Range<usize>, Vec<Location>)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if let Some((block, reference)) = reference_at(document, offset) {
        let resolution = outline.resolve(block, draft.block(block).plain_text(), reference);
        let locations = resolution
            .provisions()
            .map(|id| Location {
                draft: None,
                range: outline.range(draft, id),
                selection: outline.label_range(draft, id),
            })
            .collect();
        return Some((draft.range(block, reference.range()), locations));
    }
    // Before brackets: the sign of one may end where a label begins.
    if let Some(label) = label_at(document, offset) {
        return Some(label);
    }
    if let Some(pair) = pairs_around(document, offset).into_iter().find(|it| it.is_at_an_end(offset)) {
        let (from, to) = match pair.open.contains(&offset) {
            true => (pair.open.clone(), pair.close.clone()),
            false => (pair.close.clone(), pair.open.clone()),
        };
        return Some((from, vec![Location { draft: None, range: pair.whole(), selection: to }]));
    }
    let term = term_at(draft, outline, offset)?;
    let contains_offset = |it: &&Range<usize>| it.start <= offset && offset <= it.end;
    let origin = std::iter::once(&term.defined).chain(&term.uses).find(contains_offset)?.clone();
    Some((origin, vec![Location::here(term.defined)]))
}

/// Returns the bytes of the label at a byte, and its provision.
fn label_at(document: &Document, offset: usize) -> Option<(Range<usize>, Vec<Location>)> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = outline.at_byte(draft, offset).filter(|id| outline.provision(*id).kind != Kind::Recital)?;
    let label = outline.label_range(draft, id);
    let location = || Location { draft: None, range: outline.range(draft, id), selection: label.clone() };
    label.contains(&offset).then(|| (label.clone(), vec![location()]))
}

/// A reference to another instrument whose file the settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalReference {
    /// The bytes of the reference.
    pub origin: Range<usize>,
    /// The file, as the settings name it.
    pub file: String,
    /// The reference, as if it were in the text of the instrument.
    reference: Reference,
}

/// Returns the reference to another instrument at a byte: `article 2 of the Harbour Convention`.
pub fn external_reference(settings: &Settings, document: &Document, offset: usize) -> Option<ExternalReference> {
    let (block, reference) = reference_at(document, offset)?;
    let parsed = document.draft.block(block);
    let file = Instruments::of(settings).file_of(parsed, reference.instrument.clone()?)?.to_owned();
    // In the text of the instrument, it is a reference to that text itself.
    let internal = Reference {
        start: 0,
        end: 0,
        anchor: Anchor::ThisInstrument,
        instrument: None,
        title: None,
        ..reference.clone()
    };
    let origin = document.draft.range(block, reference.range());
    Some(ExternalReference { origin, file, reference: internal })
}

/// Returns the provisions to which an external reference leads in its instrument, a draft of the workspace with this
/// name; the beginning of the instrument if it has no such provision.
pub fn external_locations(reference: &ExternalReference, name: &Arc<str>, instrument: &Document) -> Vec<Location> {
    let (draft, outline) = (&instrument.draft, &instrument.outline);
    let draft_name = || Some(Arc::clone(name));
    if draft.is_empty() {
        return vec![Location { draft: draft_name(), ..Location::here(0..0) }];
    }
    let resolution = outline.resolve(BlockId::FIRST, draft.block(BlockId::FIRST).plain_text(), &reference.reference);
    let found = resolution.provisions().map(|id| Location {
        draft: draft_name(),
        range: outline.range(draft, id),
        selection: outline.label_range(draft, id),
    });
    let found: Vec<Location> = found.collect();
    if found.is_empty() { vec![Location { draft: draft_name(), ..Location::here(0..0) }] } else { found }
}

/// Returns the provisions of drafts, given by their names, that a positions file gives by an address: `article 2,
/// paragraph 1`.
pub fn provisions_at(address: &str, drafts: &[(Arc<str>, Arc<Document>)]) -> Vec<Location> {
    let of_draft = |(name, document): &(Arc<str>, Arc<Document>)| {
        let (draft, outline) = (&document.draft, &document.outline);
        let id = provision_at(outline, address)?;
        let (range, selection) = (outline.range(draft, id), outline.label_range(draft, id));
        Some(Location { draft: Some(Arc::clone(name)), range, selection })
    };
    drafts.iter().filter_map(of_draft).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::config::Instrument;

    /// Asserts what a reference to another instrument selects in its text.
    fn check_external(marked: &str, instrument: &str, expected: &[&str]) {
        let offset = marked.find("$0").unwrap();
        let document = Document::parse(&marked.replacen("$0", "", 1), None, 0);
        let settings = Settings {
            instruments: vec![Instrument {
                name: "Harbour Convention".to_owned(),
                aliases: vec!["اتفاقية الموانئ".to_owned(), "《港口公约》".to_owned()],
                file: Some("/a/harbour.treaty".to_owned()),
            }],
            ..Settings::default()
        };
        let reference = external_reference(&settings, &document, offset).unwrap();
        assert_eq!(reference.file, "/a/harbour.treaty");
        let found = external_locations(&reference, &"harbour".into(), &Document::parse(instrument, None, 0));
        let found: Vec<&str> = found.iter().map(|it| &instrument[it.selection.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_reference_leads_into_another_instrument() {
        let english = "Article 1\n\n1. Text.\n\nArticle 2\n\n1. Text.\n\n2. Text:\n\n(a) text.\n";
        let text = "Article 1\n\nUnder art$0icle 2, paragraph 2 (a), of the Harbour Convention.\n";
        check_external(text, english, &["(a)"]);
        check_external("Under art$0icle 9 of the Harbour Convention.\n", english, &[""]);
        let arabic = "المادة 1\n\nنص.\n\nالمادة 2\n\nنص.\n";
        check_external("المادة 1\n\nوفقا للم$0ادة 2 من اتفاقية الموانئ.\n", arabic, &["المادة 2"]);
        check_external("第一条\n\n依照《港口公约》第二$0条。\n", "第一条\n\n案文。\n\n第二条\n\n案文。\n", &["第二条"]);
    }

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replacen("$0", "", 1);
        let document = Document::parse(&text, None, 0);
        let found = definition(&Workspace::default(), "draft", &document, offset).map(|it| it.1).unwrap_or_default();
        let found: Vec<&str> = found.iter().map(|it| &text[it.selection.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_reference_leads_to_its_provision() {
        check("Article 1\n\nUnder arti$0cle 2.\n\nArticle 2\n\nText.\n", &["Article 2"]);
        check("Article 1\n\nUnder articles 1 to$0 2.\n\nArticle 2\n\nText.\n", &["Article 1", "Article 2"]);
        check("المادة 1\n\nوفقا للمادة$0 2.\n\nالمادة 2\n\nنص.\n", &["المادة 2"]);
    }

    #[test]
    fn a_label_leads_to_itself() {
        check("## Article 1\n\nText.\n\n## [$0Article 2. Aim\n\n1. Text.]\n", &["Article 2"]);
        check("Article 1\n\n[(a$0) dig wells;]\n", &["(a)"]);
        check("المادة 1\n\nنص.\n\n[الما$0دة 2\n\nنص.]\n", &["المادة 2"]);
        check("Article 1\n\n$0[(a) dig wells;]\n", &["]"]);
    }

    #[test]
    fn plain_words_and_external_references_have_no_definition() {
        check("Article 1\n\nUnder$0 article 2.\n", &[]);
        check("Article 1\n\nUnder article $032 of the Budapest Convention.\n", &[]);
    }

    #[test]
    fn a_term_leads_to_its_definition() {
        check("1. “Mast” means a support.\n\n2. Each m$0ast.\n", &["Mast"]);
        check("1. “Ma$0st” means a support.\n", &["Mast"]);
        check("(أ) يُقصد بتعبير \"بيانات\" وقائع؛\n\n1 - تحفظ البيا$0نات.\n", &["بيانات"]);
        check("（一）“中继站”是指设施。\n\n一、各中$0继站应工作。\n", &["中继站"]);
    }

    #[test]
    fn one_end_of_a_bracket_leads_to_the_other() {
        check("1. To [act [now$0] here].\n", &["["]);
        check("1. To $0[act].\n", &["]"]);
        check("Article 1\n\n[1. To act.\n\n2. To go.$0]\n", &["["]);
        check("1 - أن ［تعمل$0］.\n", &["［"]);
    }

    #[test]
    fn an_address_leads_to_its_provision_in_each_draft() {
        let (english, arabic) = ("Article 1\n\n1. Text.\n\n2. Text.\n", "المادة 1\n\n1 - نص.\n\n2 - نص.\n");
        let draft = |name: &str, text| (name.into(), Arc::new(Document::parse(text, None, 0)));
        let drafts = [draft("en", english), draft("ar", arabic)];
        let found = provisions_at(" Article 1,paragraph 2", &drafts);
        let found: Vec<_> = found.iter().map(|it| (it.draft.as_deref().unwrap(), it.selection.clone())).collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].0, &english[found[0].1.clone()]), ("en", "2"));
        assert_eq!((found[1].0, &arabic[found[1].1.clone()]), ("ar", "2"));
        assert_eq!(provisions_at("article 3", &drafts), []);
    }

    #[test]
    fn an_offset_past_the_end_does_not_panic() {
        for text in ["", "Article 1\n\nUnder article 1"] {
            let document = Document::parse(text, None, 0);
            definition(&Workspace::default(), "draft", &document, usize::MAX);
        }
    }
}
