//! The full parse as the oracle: whatever is typed, pasted or cut, and however often, the document that was edited is
//! the one read anew from its text, in every table and every finding. And it was edited, not read anew.

use std::ops::Range;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use travaux::config::Settings;
use travaux::diagnostic::Diagnostic;
use travaux::document::{Change, Document};
use travaux::rules::{Linted, lint};
use travaux::workspace::Workspace;

/// What drafts are put together from: whole lines, beginnings and ends of lines, and what comes between.
const PIECES: &[&str] = &[
    // Headings.
    "Article 1\n",
    "Article 2\nScope\n\n",
    "### [Article 10 bis. Unlawful interference\n",
    "Article [X]\n\n",
    "ARTICLE IV – Scope\r\n",
    "# Part I. General\n\n",
    "## Chapter II\r",
    "Annex I\n\n",
    "Preamble\n\n",
    "Option 1:\n\n",
    "Option 2:\n",
    "المادة 1\n\n",
    "المادة 2 ثانياً\n",
    "Article premier\n\n",
    "Статья 3\n\n",
    "第三条\n",
    // Labels.
    "1. ",
    "2. ",
    "[2 bis. ",
    "4 alt 2. ",
    "(a) ",
    "(b) ",
    "(i) ",
    "(أ) ",
    "1 - ",
    "а) ",
    "（一）",
    "OP1 ",
    "    (c) ",
    "[4][3] ",
    // Brackets.
    "[",
    "]",
    "[]",
    "[shall] [may]",
    "[Convention] [Agreement]",
    "[Agreement] [Convention]",
    "[same] [same]",
    "［",
    "］",
    "{note}",
    "[...]",
    "[X]",
    "[^1]",
    "[^1]: A note.\n",
    "[a link](https://example.org/a)",
    "[NZ/CL propose; US oppose: text]",
    // References.
    "under article 2 ",
    "articles 1 to 3 and 9, paragraph 2 (a) ",
    "paragraph 1 (a) of article 2 ",
    "this article ",
    "the preceding paragraph ",
    "article 5 of the Budapest Convention ",
    "الفقرة 1 (أ) من المادة 2 ",
    "paragraphe 2 de l’article 3 ",
    "пункта 1 статьи 2 ",
    "第二条第一款",
    "as referred to in paragraph",
    "in accordance with the",
    // Definitions.
    "“Freezing” means a measure; ",
    "\"Party\" means a Party. ",
    "« Partie » désigne une Partie. ",
    "«Сторона» означает Сторону. ",
    "يقصد بتعبير \"بيانات\" أي عرض؛ ",
    // Words, enough of them to change the language of the whole.
    "The Parties shall act. ",
    "of this Convention ",
    "les Parties et des États dans une mesure pour le bien ",
    "los Estados y las Partes por el que se del para con ",
    "Have agreed as follows:\n\n",
    "Recalling the Charter,\n\n",
    "shall: (a) cooperate fully; and (b) report to the depositary.\n",
    // Line ends and what is not one.
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\u{2028}",
    "\u{85}",
    " ",
    "\t",
    ".",
    ";",
    ",",
    ":",
    // Letters that are more or less than they seem.
    "\u{FEFF}",
    "e\u{301}",
    "𝒜",
    "😀",
    "\u{200F}",
    "\u{202E}",
    "مُ",
    "\0",
    // What is no text of the treaty.
    "---\n",
    "---\ntitle: x\n---\n",
    "<!-- travaux: allow dangling-reference -->\n\n",
    "<!-- travaux: allow-file unclosed-bracket -->",
    "<!--",
    "-->",
    "Article 1 Scope ........ 4\n",
    "* * *\n",
    "99999999999 ",
    "Article 4294967295\n",
];

/// An edit, before it is known what it meets.
#[derive(Clone, Debug)]
struct Stroke {
    at: Index,
    length: usize,
    reach: Reach,
    with: Vec<&'static str>,
}

#[derive(Clone, Copy, Debug)]
enum Reach {
    /// Some bytes, which may begin or end inside a letter.
    Bytes,
    /// From a line end: between CR and LF, or where blocks meet.
    LineEnd,
    /// Past the end of the text.
    Beyond,
    /// The whole text.
    Whole,
}

impl Stroke {
    fn change(&self, text: &str) -> Change {
        let at = self.at.index(text.len() + 1);
        let range = match self.reach {
            Reach::Bytes => Some(at..at + self.length),
            Reach::LineEnd => {
                let at = text.as_bytes()[at..]
                    .iter()
                    .position(|it| matches!(it, b'\r' | b'\n'))
                    .map_or(at, |it| at + it + 1);
                Some(at..at + self.length)
            }
            Reach::Beyond => Some(text.len() + self.length..text.len() + 2 * self.length),
            Reach::Whole => None,
        };
        Change { range, text: self.with.concat() }
    }
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let reach = prop_oneof![
        8 => Just(Reach::Bytes),
        4 => Just(Reach::LineEnd),
        1 => Just(Reach::Beyond),
        1 => Just(Reach::Whole),
    ];
    let length = prop_oneof![3 => Just(0), 3 => 1..4usize, 2 => 4..60usize];
    (any::<Index>(), length, reach, vec(select(PIECES), 0..3)).prop_map(|(at, length, reach, with)| Stroke {
        at,
        length,
        reach,
        with,
    })
}

fn draft(pieces: Range<usize>) -> impl Strategy<Value = String> {
    vec(select(PIECES), pieces).prop_map(|pieces| pieces.concat())
}

/// What the change means, said as plainly as can be: cut to the text, widened to letters.
fn replace(text: &mut String, change: &Change) {
    let Some(range) = &change.range else {
        change.text.clone_into(text);
        return;
    };
    let mut start = range.start.min(text.len());
    let mut end = range.end.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.replace_range(start..end, &change.text);
}

fn findings(document: &Document) -> Vec<Diagnostic> {
    lint(&Workspace::default(), "draft", document, &Settings::default())
}

fn assert_same(edited: &Document, text: &str) {
    let parsed = Document::parse(text, None, edited.version);
    assert_eq!(edited.text.to_string(), text);
    assert_eq!(edited.text, parsed.text);
    assert_eq!(edited.draft, parsed.draft, "{text:?}");
    assert_eq!(edited.draft.language(), parsed.draft.language(), "{text:?}");
    assert_eq!(edited.outline, parsed.outline, "{text:?}");
    assert_eq!(findings(edited), findings(&parsed), "{text:?}");
}

fn check(mut text: String, strokes: &[Stroke]) {
    let mut document = Arc::new(Document::parse(&text, None, 0));
    let mut linted = linted(&document, None);
    // Several changes come in one message: they are applied in threes.
    for strokes in strokes.chunks(3) {
        let mut changes = Vec::new();
        for stroke in strokes {
            let change = stroke.change(&text);
            replace(&mut text, &change);
            changes.push(change);
        }
        document = Arc::new(document.edited(&changes, document.version + 1));
        assert_same(&document, &text);
        linted = self::linted(&document, Some(linted));
        assert_eq!(linted.diagnostics(), findings(&document), "{text:?}");
    }
}

fn linted(document: &Arc<Document>, before: Option<Linted>) -> Linted {
    Linted::of(&Workspace::default(), "draft", document, &Arc::default(), before)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(2500))]

    #[test]
    fn an_edited_draft_is_the_one_read_anew(text in draft(0..40), strokes in vec(stroke(), 1..10)) {
        check(text, &strokes);
    }

    #[test]
    fn letters_strewn_at_random_are_read_as_anew(text in "[\\[\\]a1.() \r\n\u{FEFF}-]{0,40}", strokes in vec(stroke(), 1..6)) {
        check(text, &strokes);
    }
}

proptest! {
    #![proptest_config(config(40))]

    /// What is typed into running text says nothing to the other blocks: the outline stays, and with it what was found.
    /// A silent fallback would pass every other test here.
    #[test]
    fn words_typed_into_sentences_keep_the_outline_and_the_findings(
        text in draft(40..80),
        places in vec((any::<Index>(), select(vec!["x", " or", "e", ", as", " the", "  "])), 20),
    ) {
        const SENTENCE: &str = "The Parties to this Convention shall act with the others of the region.";
        let text = text + &format!("\n\nArticle 1\n\n1. {SENTENCE}\n\n2. {SENTENCE} [all] [any], see article 9.\n\n").repeat(30);
        let mut document = Arc::new(Document::parse(&text, None, 0));
        let mut linted = linted(&document, None);
        let mut kept = 0;
        for (at, with) in &places {
            let whole = document.text.to_string();
            let sentences: Vec<usize> = whole.match_indices("act with").map(|(at, _)| at).collect();
            let at = sentences[at.index(sentences.len())] + "act with".len();
            let edited = document.edited(&[Change { range: Some(at..at), text: (*with).to_owned() }], 0);
            let is_kept = Arc::ptr_eq(&edited.outline, &document.outline);
            document = Arc::new(edited);
            linted = self::linted(&document, Some(linted));
            prop_assert_eq!(linted.is_taken_over, is_kept);
            kept += usize::from(is_kept);
            prop_assert_eq!(linted.diagnostics(), findings(&document));
        }
        prop_assert!(kept * 10 >= places.len() * 9, "{} of {} edits kept the outline", kept, places.len());
        assert_same(&document, &document.text.to_string());
    }
}

/// How many blocks a version took over from the one before it, as they were.
fn shared(before: &Document, after: &Document) -> usize {
    let same = |(a, b): &(&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b);
    let (before, after) = (&before.draft.blocks, &after.draft.blocks);
    let front = before.iter().zip(after).take_while(same).count();
    let back = before[front..].iter().rev().zip(after[front..].iter().rev()).take_while(same).count();
    front + back
}

proptest! {
    #![proptest_config(config(40))]

    /// A fallback to the full parse would pass every other test here.
    #[test]
    fn a_keystroke_in_a_long_draft_leaves_its_other_blocks_alone(
        text in draft(400..600),
        places in vec((any::<Index>(), select(PIECES), 0..4usize), 8),
    ) {
        // Plainly English and numbered, so that no edit changes the language of the whole.
        let text = text + &"\n\n1. The Parties to this Convention shall act with the others of the region.\n".repeat(200);
        let mut document = Document::parse(&text, None, 0);
        for (at, with, length) in places {
            let at = at.index(document.text.len());
            let edited = document.edited(&[Change { range: Some(at..at + length), text: with.to_owned() }], 0);
            let (had, has) = (document.draft.blocks.len(), edited.draft.blocks.len());
            let shared = shared(&document, &edited);
            prop_assert!(shared + 8 >= had.min(has), "{shared} of {had} blocks stayed");
            document = edited;
        }
        let text = document.text.to_string();
        assert_same(&document, &text);
    }
}
