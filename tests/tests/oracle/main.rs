//! The full parse as the oracle: whatever is typed, pasted or cut, and however often, the document that was edited is
//! the one read anew from its text, in every table and every finding. And it was edited, not read anew.
//! `TRAVAUX_ORACLE=20` tries twenty times as many cases. What is found is told as a file for the corpus.

mod drafts;
mod fragments;
mod keystrokes;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use travaux_grammar::Language;
use travaux_model::document::{Change, Document};
use travaux_model::text::Encoding;
use travaux_tests::oracle::{Case, Reuse, same_document};

use drafts::{choosing, generated, numbered, strewn, telling};
use fragments::FRAGMENTS;
use keystrokes::{Drafter, Keystroke, any_stroke, choosing_stroke, structural_stroke};

fn config(cases: u32) -> ProptestConfig {
    let times: u32 = std::env::var("TRAVAUX_ORACLE").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let cases = cases * times;
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() }
}

/// A draft as it is opened, in places of any encoding; seldom in a language that was set, or declared final.
fn case(text: impl Strategy<Value = String>) -> impl Strategy<Value = Case> {
    let encoding = select(vec![Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]);
    let language = prop::option::weighted(0.1, select(&Language::ALL[..]));
    (text, encoding, language, prop::bool::weighted(0.1)).prop_map(|(text, encoding, language, is_final)| Case {
        language,
        is_final,
        ..Case::opening(text, encoding)
    })
}

/// Messages of one or a few strokes.
fn messages(
    stroke: impl Strategy<Value = Keystroke>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Vec<Keystroke>>> {
    vec(vec(stroke, 1..4), count)
}

fn check(case: Case, messages: &[Vec<Keystroke>]) -> Result<Vec<Reuse>, TestCaseError> {
    let mut hand = Drafter::on(case);
    let mut kept = Vec::new();
    for strokes in messages {
        kept.extend(hand.make(strokes)?);
    }
    Ok(kept)
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn an_edited_draft_is_the_one_read_anew(
        case in case(strewn(0..40)),
        messages in messages(any_stroke(), 1..5),
    ) {
        check(case, &messages)?;
    }

    #[test]
    fn a_few_telling_paragraphs_are_read_as_anew(
        case in case(telling()),
        messages in messages(structural_stroke(), 1..8),
    ) {
        check(case, &messages)?;
    }

    #[test]
    fn letters_strewn_at_random_are_read_as_anew(
        case in case("[\\[\\]a1.() \r\n\u{FEFF}-]{0,40}"),
        messages in messages(any_stroke(), 1..4),
    ) {
        check(case, &messages)?;
    }

    /// Who has bytes may cut a letter in two; no client can.
    #[test]
    fn a_range_in_bytes_is_widened_to_letters(
        text in strewn(0..20),
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
    fn choices_that_come_and_go_are_compared_as_anew(
        case in case(choosing(1..8)),
        messages in messages(prop_oneof![6 => choosing_stroke(), 1 => structural_stroke()], 1..8),
    ) {
        check(case, &messages)?;
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn a_numbered_draft_of_many_blocks_is_read_as_anew(
        case in case(numbered(10..60)),
        messages in messages(prop_oneof![3 => structural_stroke(), 1 => any_stroke()], 1..8),
    ) {
        check(case, &messages)?;
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn a_draft_that_is_true_to_life_is_read_as_anew(
        case in case(generated()),
        messages in messages(structural_stroke(), 1..8),
    ) {
        check(case, &messages)?;
    }
}

proptest! {
    #![proptest_config(config(10))]

    /// What is typed into running text says nothing to the other blocks: the outline stays, and with it what was found.
    /// A silent fallback would pass every other test here.
    #[test]
    fn words_typed_into_sentences_keep_the_outline_and_the_findings(
        text in strewn(40..80),
        places in vec((any::<Index>(), select(vec!["x", " or", "e", ", as", " the", "  "])), 20),
    ) {
        const SENTENCE: &str = "The Parties to this Convention shall act with the others of the region.";
        let text = text + &format!("\n\nArticle 1\n\n1. {SENTENCE}\n\n2. {SENTENCE} [all] [any], see article 9.\n\n").repeat(30);
        let mut hand = Drafter::on(Case::opening(text, Encoding::Utf16));
        let strokes = places.iter().map(|(at, words)| Keystroke::Typed { behind: "act with", at: *at, words });
        let mut kept = Vec::new();
        for stroke in strokes {
            kept.extend(hand.make(&[stroke])?);
        }
        let outlines = kept.iter().filter(|it| it.outline).count();
        prop_assert!(outlines * 10 >= kept.len() * 9, "{} of {} edits kept the outline", outlines, kept.len());
        prop_assert!(kept.iter().all(|it| it.outline == it.findings));
    }

    /// Paragraphs that are pasted, deleted, moved and retyped offer other choices, and another form is the usual one. What
    /// was found is taken over all the same.
    #[test]
    fn another_usual_choice_in_a_long_draft_leaves_the_other_findings_alone(
        text in choosing(40..60),
        strokes in vec(choosing_stroke(), 20),
    ) {
        let mut hand = Drafter::on(Case::opening(text, Encoding::Utf16));
        let mut kept = Vec::new();
        for stroke in strokes {
            kept.extend(hand.make(&[stroke])?);
        }
        let findings = kept.iter().filter(|it| it.findings).count();
        // Some change what the whole draft goes by; mostly none or one of twenty.
        prop_assert!(findings * 2 >= kept.len(), "{} of {} edits kept the findings", findings, kept.len());
    }

    /// A fallback to the full parse would pass every other test here.
    #[test]
    fn a_keystroke_in_a_long_draft_leaves_its_other_blocks_alone(
        text in strewn(400..600),
        strokes in vec((any::<Index>(), select(FRAGMENTS), 0..4usize), 8),
    ) {
        // Plainly English and numbered, so that no edit changes the language of the whole.
        let text = text + &"\n\n1. The Parties to this Convention shall act with the others of the region.\n".repeat(200);
        let mut hand = Drafter::on(Case::opening(text, Encoding::Utf8));
        for (at, with, length) in strokes {
            for kept in hand.make(&[Keystroke::Letters { at, length, with: with.to_owned() }])? {
                prop_assert!(kept.shared + 8 >= kept.blocks, "{} of {} blocks stayed", kept.shared, kept.blocks);
            }
        }
    }
}
