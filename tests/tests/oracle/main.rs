//! The full parse as the oracle: after any sequence of edits, a document must equal the one that is parsed from its
//! text, in every table and every finding. Other tests check that most of it was reused rather than parsed again.
//! `TRAVAUX_ORACLE=20` tries twenty times as many cases. A failure is reported as a file for the corpus.

mod book;
mod drafts;
mod fragments;
mod keystrokes;
mod texts;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use travaux_grammar::Language;
use travaux_model::document::{Change, Document};
use travaux_model::text::Encoding;
use travaux_tests::oracle::{Case, Reuse, same_document};

use drafts::{dependent_paragraphs, generated, numbered, random_fragments, with_alternatives};
use fragments::FRAGMENTS;
use keystrokes::{Drafter, Keystroke, alternatives_keystroke, any_keystroke, structural_keystroke};

fn config(cases: u32) -> ProptestConfig {
    let times: u32 = std::env::var("TRAVAUX_ORACLE").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let cases = cases * times;
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() }
}

/// A case with a random position encoding, rarely with a fixed language or the profile `final`.
fn case(text: impl Strategy<Value = String>) -> impl Strategy<Value = Case> {
    let encoding = select(vec![Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]);
    let language = prop::option::weighted(0.1, select(&Language::ALL[..]));
    (text, encoding, language, prop::bool::weighted(0.1)).prop_map(|(text, encoding, language, is_final)| Case {
        language,
        is_final,
        ..Case::opening(text, encoding)
    })
}

/// Messages of one to three keystrokes.
fn messages(
    keystroke: impl Strategy<Value = Keystroke>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Vec<Keystroke>>> {
    vec(vec(keystroke, 1..4), count)
}

fn check(case: Case, messages: &[Vec<Keystroke>]) -> Result<Vec<Reuse>, TestCaseError> {
    let mut drafter = Drafter::on(case);
    let mut reused = Vec::new();
    for keystrokes in messages {
        reused.extend(drafter.perform(keystrokes)?);
    }
    Ok(reused)
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn an_edited_draft_of_random_fragments_equals_the_full_parse(
        case in case(random_fragments(0..40)),
        messages in messages(any_keystroke(), 1..5),
    ) {
        check(case, &messages)?;
    }

    #[test]
    fn an_edited_draft_of_dependent_paragraphs_equals_the_full_parse(
        case in case(dependent_paragraphs()),
        messages in messages(structural_keystroke(), 1..8),
    ) {
        check(case, &messages)?;
    }

    #[test]
    fn an_edited_draft_of_random_characters_equals_the_full_parse(
        case in case("[\\[\\]a1.() \r\n\u{FEFF}-]{0,40}"),
        messages in messages(any_keystroke(), 1..4),
    ) {
        check(case, &messages)?;
    }

    /// Byte ranges may cut a character in two, though positions of a client cannot.
    #[test]
    fn a_range_in_bytes_is_widened_to_character_boundaries(
        text in random_fragments(0..20),
        at in any::<Index>(),
        length in 0..12usize,
        with in select(FRAGMENTS),
    ) {
        let at = at.index(text.len() + 5);
        let change = Change { range: Some(at..at + length), text: with.to_owned() };
        let edited = Document::parse(&text, None, 0).edited(&[change], 0);
        let (start, end) = (text.floor_char_boundary(at), text.ceil_char_boundary(at + length));
        let text = [&text[..start], with, &text[end..]].concat();
        same_document(&edited, &Document::parse(&text, None, 0)).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn an_edited_draft_of_alternatives_equals_the_full_parse(
        case in case(with_alternatives(1..8)),
        messages in messages(prop_oneof![6 => alternatives_keystroke(), 1 => structural_keystroke()], 1..8),
    ) {
        check(case, &messages)?;
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn an_edited_draft_of_many_numbered_blocks_equals_the_full_parse(
        case in case(numbered(10..60)),
        messages in messages(prop_oneof![3 => structural_keystroke(), 1 => any_keystroke()], 1..8),
    ) {
        check(case, &messages)?;
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn an_edited_realistic_draft_equals_the_full_parse(
        case in case(generated()),
        messages in messages(structural_keystroke(), 1..8),
    ) {
        check(case, &messages)?;
    }
}

proptest! {
    #![proptest_config(config(10))]

    /// Words typed into running text do not affect other blocks, so the outline and the findings must be reused. A
    /// fallback to the full parse would pass every other test here.
    #[test]
    fn words_typed_into_sentences_reuse_the_outline_and_the_findings(
        text in random_fragments(40..80),
        places in vec((any::<Index>(), select(vec!["x", " or", "e", ", as", " the", "  "])), 20),
    ) {
        const SENTENCE: &str = "The Parties to this Convention shall act with the others of the region.";
        let text = text + &format!("\n\nArticle 1\n\n1. {SENTENCE}\n\n2. {SENTENCE} [all] [any], see article 9.\n\n").repeat(30);
        let mut drafter = Drafter::on(Case::opening(text, Encoding::Utf16));
        let keystrokes = places.iter().map(|(at, words)| Keystroke::Typed { after: "act with", at: *at, words });
        let mut reused = Vec::new();
        for keystroke in keystrokes {
            reused.extend(drafter.perform(&[keystroke])?);
        }
        let outlines = reused.iter().filter(|it| it.outline).count();
        prop_assert!(outlines * 10 >= reused.len() * 9, "{} of {} edits reused the outline", outlines, reused.len());
        prop_assert!(reused.iter().all(|it| it.outline == it.findings));
    }

    /// Edits of alternatives can make another form the usual one. The other findings must be reused nevertheless.
    #[test]
    fn edits_of_alternatives_in_a_long_draft_reuse_the_other_findings(
        text in with_alternatives(40..60),
        keystrokes in vec(alternatives_keystroke(), 20),
    ) {
        let mut drafter = Drafter::on(Case::opening(text, Encoding::Utf16));
        let mut reused = Vec::new();
        for keystroke in keystrokes {
            reused.extend(drafter.perform(&[keystroke])?);
        }
        let findings = reused.iter().filter(|it| it.findings).count();
        // Some edits affect the whole draft, usually at most one of twenty.
        prop_assert!(findings * 2 >= reused.len(), "{} of {} edits reused the findings", findings, reused.len());
    }

    /// A fallback to the full parse would pass every other test here.
    #[test]
    fn a_keystroke_in_a_long_draft_reuses_the_other_blocks(
        text in random_fragments(400..600),
        keystrokes in vec((any::<Index>(), select(FRAGMENTS), 0..4usize), 8),
    ) {
        // Clearly English and numbered, so that no edit changes the language of the draft.
        let text = text + &"\n\n1. The Parties to this Convention shall act with the others of the region.\n".repeat(200);
        let mut drafter = Drafter::on(Case::opening(text, Encoding::Utf8));
        for (at, with, length) in keystrokes {
            for reused in drafter.perform(&[Keystroke::Characters { at, length, with: with.to_owned() }])? {
                prop_assert!(reused.shared + 8 >= reused.blocks, "{} of {} blocks were reused", reused.shared, reused.blocks);
            }
        }
    }
}
