use std::sync::Arc;

use travaux_model::document::Change;

use super::*;

fn check(text: &str, expected: &[(&str, TokenKind, u8)]) {
    let document = Document::parse(text, None, 0);
    let found = tokens(&Workspace::default(), &document, 0..text.len(), &|| true);
    for pair in found.iter().flat_map(|it| it.1.windows(2)) {
        assert!(pair[0].range.end <= pair[1].range.start, "{pair:?}");
    }
    let in_block = |(id, tokens): &(BlockId, Vec<Token>)| -> Vec<(&str, TokenKind, u8)> {
        let range = |it: &Token| document.draft.range(*id, it.range.clone());
        tokens.iter().map(|it| (&text[range(it)], it.kind, it.modifiers)).collect()
    };
    let found: Vec<(&str, TokenKind, u8)> = found.iter().flat_map(in_block).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn labels_references_and_terms_are_tokens() {
    check(
        "Article 1\n\n1. “Mast” means a support.\n\n(a) Each mast of article 1.\n",
        &[
            ("Article 1", TokenKind::Article, TokenModifiers::DECLARATION),
            ("1", TokenKind::Paragraph, TokenModifiers::DECLARATION),
            ("Mast", TokenKind::Term, TokenModifiers::DECLARATION),
            ("(a)", TokenKind::Item, TokenModifiers::DECLARATION),
            ("mast", TokenKind::Term, 0),
            ("article 1", TokenKind::Reference, 0),
        ],
    );
    check(
        "المادة 1\n\nوفقا للمادة 1.\n",
        &[("المادة 1", TokenKind::Article, TokenModifiers::DECLARATION), ("للمادة 1", TokenKind::Reference, 0)],
    );
}

#[test]
fn the_kind_of_a_bracket_depends_on_its_content() {
    check(
        "To [go [X]] {note} by {--article 9--}.\n",
        &[
            ("[", TokenKind::Bracket, 0),
            ("[X]", TokenKind::Placeholder, 0),
            ("]", TokenKind::Bracket, 0),
            ("{note}", TokenKind::Note, 0),
            ("{--", TokenKind::Marked, TokenModifiers::DELETED),
            ("article 9", TokenKind::Reference, TokenModifiers::DELETED),
            ("--}", TokenKind::Marked, TokenModifiers::DELETED),
        ],
    );
    check(
        "{~~may~>shall~~} ]\n",
        &[
            ("{~~may", TokenKind::Marked, TokenModifiers::DELETED),
            ("~>shall~~}", TokenKind::Marked, TokenModifiers::ADDED),
            ("]", TokenKind::Bracket, 0),
        ],
    );
}

#[test]
fn modal_verbs_are_tokens_where_they_are_alternatives() {
    let bracket = |sign| (sign, TokenKind::Bracket, 0);
    check(
        "Each Party [shall] [may] go.\n",
        &[
            bracket("["),
            ("shall", TokenKind::Modal, 0),
            bracket("]"),
            bracket("["),
            ("may", TokenKind::Modal, 0),
            bracket("]"),
        ],
    );
}

#[test]
fn delegations_are_tokens() {
    let found = tokens(&Workspace::default(), &Document::parse("To [EU propose: act].\n", None, 0), 0..9, &|| true);
    assert!(found[0].1.iter().any(|it| it.kind == TokenKind::Delegation && it.range == (4..6)), "{found:?}");
}

#[test]
fn offsets_past_the_end_are_the_end() {
    check("", &[]);
    let document = Document::parse("Article 1\n\n[Text.\n", None, 0);
    let (from, to) = (99, 7);
    let found = tokens(&Workspace::default(), &document, from..to, &|| true);
    assert_eq!(found.iter().map(|it| it.1.len()).collect::<Vec<_>>(), [1]);
    assert_eq!(tokens(&Workspace::default(), &document, from..to, &|| false), []);
}

/// Edits a draft and asserts that the tokens are those of the draft read anew, and how many blocks were read again.
fn check_edit(text: &str, replaced: &str, replacement: &str, expected: usize) {
    let workspace = Workspace::default();
    let document = Arc::new(Document::parse(text, None, 0));
    let before = DraftTokens::of(&workspace, &document, None, &|| true).unwrap();
    let at = text.find(replaced).unwrap();
    let change = Change { range: Some(at..at + replaced.len()), text: replacement.to_owned() };
    let edited = Arc::new(document.edited(&[change], 1));
    let after = DraftTokens::of(&workspace, &edited, Some(&before), &|| true).unwrap();
    let anew = DraftTokens::of(&workspace, &Arc::new((*edited).clone()), None, &|| true).unwrap();
    assert_eq!(after.blocks(), anew.blocks(), "{text} {replacement}");
    let is_kept = |it: &&Arc<[Token]>| before.blocks().iter().any(|before| Arc::ptr_eq(it, before));
    assert_eq!(after.blocks().len() - after.blocks().iter().filter(is_kept).count(), expected, "{text} {replacement}");
}

#[test]
fn an_edit_leaves_the_tokens_of_other_blocks() {
    let english =
        "Article 1\n\n1. “Mast” means a [support].\n\n2. Under article 3, each mast.\n\nArticle 2\n\nText, mast.\n";
    let arabic = "المادة 1\n\n1 - نص [نص].\n\n2 - وفقا للمادة 3 من المعاهدة.\n\nالمادة 2\n\nنص آخر.\n";
    // A letter, a bracket, a word that is no term.
    check_edit(english, "Text", "Texts", 1);
    check_edit(english, "Text", "[Text", 1);
    check_edit(english, "each", "an article 2", 1);
    check_edit(arabic, "نص آخر", "نص ثالث", 1);
    // Another term, and one that is no longer defined.
    check_edit(english, "Mast”", "Text”", 5);
    check_edit(english, "means", "has", 5);
    // Another article: the last block is the same.
    check_edit(english, "Text,", "Text.\n\nArticle 3\n\nText,", 2);
    check_edit(arabic, "نص آخر", "نص.\n\nالمادة 3\n\nنص آخر", 2);
}
