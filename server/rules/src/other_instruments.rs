//! What shows that a reference without a target may be to another instrument, or may be no reference. Reports nothing
//! itself.

use travaux_grammar::{
    Anchor, Block, BlockKind, Bracket, BracketContent, Kind, Lexicon, Phrase, Reference, TokenKind, Word, is_han,
    is_rtl, to_usize, tokenize,
};
use travaux_model::outline::{Missing, Outline};

/// The most bytes between two references of one sentence that are read.
const MAX_BETWEEN_BYTES: usize = 240;

/// The most bytes before and after a reference in which its line is looked at.
const MAX_BESIDE_BYTES: usize = 80;

/// The most references before and after one that are looked at.
const MAX_NEIGHBOURS: usize = 4;

/// Returns whether a reference that has no target may be to another instrument, or may be no reference: in a text of a
/// language that is not read, in a sentence that names another instrument, in a footnote, in a line of its own.
pub(super) fn may_be_elsewhere(block: &Block, reference: &Reference) -> bool {
    // A draft calls itself `this Agreement`: `of the Agreement` is of itself, or of the one that was mentioned last.
    matches!(reference.anchor, Anchor::DefiniteInstrument(_))
        || block.evidence.is_in_another_language()
        || is_heading_by_itself(block, reference)
        || has_footnote_mark(block, reference)
        || reference.anchor == Anchor::None && is_in_footnote(block, reference)
        || reference.anchor == Anchor::None && shares_sentence_with_another(block, reference)
}

/// `a group under paragraph 4 or an entity under paragraph 5 of Schedule 19 of the Finance Act`: returns whether a
/// reference of the same kind in the same sentence is to another instrument.
fn shares_sentence_with_another(block: &Block, reference: &Reference) -> bool {
    let kinds = |it: &Reference| {
        let steps = it.targets.first().map_or(&[][..], |target| &target.steps);
        [steps.first(), steps.last()].map(|step| step.map(|step| step.kind))
    };
    let own = kinds(reference);
    let is_alike = |it: &Reference| kinds(it).iter().any(|kind| kind.is_some() && own.contains(kind));
    let at = block.references.partition_point(|it| it.start < reference.start);
    let is_other = |it: &&Reference| {
        let is_named = matches!(it.anchor, Anchor::OtherInstrument | Anchor::DefiniteInstrument(_));
        is_named && is_alike(it)
    };
    let between = |from: u32, to: u32| block.plain_text().get(to_usize(from)..to_usize(to)).unwrap_or_default();
    let is_near = |between: &str| between.len() <= MAX_BETWEEN_BYTES && !ends_sentence(between);
    // `Offences under Article 12 shall be punished in accordance with Article 14 of the Convention`: the verb divides them.
    let is_subject = |between: &str| {
        let lexicon = Lexicon::of(block.language);
        between.split(|it: char| !it.is_alphabetic()).any(|word| !word.is_empty() && lexicon.is_modal(word))
    };
    let before = block.references[..at].iter().rev().take(MAX_NEIGHBOURS);
    let after = block.references[at..].iter().skip(1).take(MAX_NEIGHBOURS);
    before.filter(is_other).any(|it| is_near(between(it.end, reference.start)))
        || after.filter(is_other).map(|it| between(reference.end, it.start)).any(|it| is_near(it) && !is_subject(it))
}

/// Returns whether a heading that is missing is beyond those of the draft, and another instrument is named beside it in the
/// sentence: `Article 99 as contained in the Vienna Convention`. There are more ways to say so than can be read.
pub(super) fn is_beyond_beside_another(
    outline: &Outline,
    block: &Block,
    reference: &Reference,
    missing: &Missing,
) -> bool {
    let is_own = matches!(reference.anchor, Anchor::ThisInstrument | Anchor::This(_) | Anchor::UnnumberedAnnex);
    if missing.inside.is_some() || is_own || !outline.is_beyond(&missing.step) {
        return false;
    }
    let (before, after) = sentence_beside(block, reference);
    let lexicon = Lexicon::of(block.language);
    names_instrument(before, lexicon, Side::Before) || names_instrument(after, lexicon, Side::After)
}

/// Returns the parts of the sentence before and after a reference, as far as they are looked at.
fn sentence_beside<'b>(block: &'b Block, reference: &Reference) -> (&'b str, &'b str) {
    let text = block.plain_text();
    let (start, end) = (to_usize(reference.start), to_usize(reference.end));
    let before = &text[text.floor_char_boundary(start.saturating_sub(MAX_BESIDE_BYTES))..start];
    let after = &text[end..text.ceil_char_boundary((end + MAX_BESIDE_BYTES).min(text.len()))];
    let first = before.char_indices().rev().map(|it| it.0).find(|at| ends_sentence(&before[*at..]));
    let last = after.char_indices().map(|(at, letter)| at + letter.len_utf8()).find(|at| ends_sentence(&after[..*at]));
    (&before[first.unwrap_or(0)..], &after[..last.unwrap_or(after.len())])
}

/// The side of a reference on which words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Returns whether words beside a reference hold the name of an instrument: `the Vienna Convention`, `اتفاقية فيينا`, an acronym,
/// or a title between Chinese quotation marks. `The Convention` is no name.
fn names_instrument(words: &str, lexicon: &Lexicon, side: Side) -> bool {
    const MAX_TOKENS: usize = 14;
    const MIN_ACRONYM_BYTES: usize = 3;
    let mut tokens = Vec::new();
    tokenize(words, lexicon, &mut tokens);
    let near = match side {
        Side::Before => tokens.len().saturating_sub(MAX_TOKENS)..tokens.len(),
        Side::After => 0..tokens.len().min(MAX_TOKENS),
    };
    let written = |at: usize| tokens.get(at).map_or("", |token| &words[token.range()]);
    let is_name = |at: usize| {
        let is_word = tokens.get(at).is_some_and(|it| matches!(it.kind, TokenKind::Word(None)));
        is_word && written(at).starts_with(char::is_uppercase)
    };
    let is_acronym = |at: usize| {
        let bytes = written(at).as_bytes();
        bytes.len() >= MIN_ACRONYM_BYTES
            && bytes.iter().all(u8::is_ascii_uppercase)
            && !bytes.iter().all(|it| b"IVXLC".contains(it))
    };
    let has_small_letters = words.contains(char::is_lowercase) || !words.contains(char::is_uppercase);
    // `Protocol I`, `Конвенция № 87`
    let is_numbered = |at: usize| {
        let capitals = written(at);
        tokens.get(at).is_some_and(|it| it.number().is_some())
            || matches!(capitals, "№" | "No" | "n°" | "núm")
            || !capitals.is_empty() && capitals.bytes().all(|it| b"IVX".contains(&it))
    };
    near.into_iter().any(|at| match tokens[at].kind {
        TokenKind::Word(word) => match word.or_else(|| lexicon.word(written(at))) {
            Some(Word::Instrument(_)) => {
                let is_indefinite = written(at).starts_with(is_rtl) && lexicon.without_article(written(at)).is_none();
                // `la Convention de Bâle`, but not `the Committee on Rules of Origin`
                let is_definite = at
                    .checked_sub(1)
                    .is_some_and(|at| matches!(tokens[at].word(), Some(Word::The | Word::Of | Word::To)));
                let has_name = is_definite && is_name(at + 2) && tokens[at + 1].word() == Some(Word::Of);
                at.checked_sub(1).is_some_and(is_name) || has_name || is_numbered(at + 1) || is_indefinite
            }
            Some(Word::Provision { kind: Kind::Rule | Kind::Regulation, plural: true }) => {
                at.checked_sub(1).is_some_and(is_name)
            }
            None => has_small_letters && is_acronym(at),
            Some(_) => false,
        },
        TokenKind::Mark(mark) => matches!(mark, '《' | '》'),
        TokenKind::Number(_) | TokenKind::Newline => false,
    })
}

/// Returns whether a sentence or an item ends in a text: a stop before a blank, or a semicolon.
fn ends_sentence(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends = match letter {
            '.' => letters.peek().is_none_or(|next| next.is_whitespace()),
            ';' | '؛' | '；' | '。' => true,
            _ => false,
        };
        if ends {
            return true;
        }
    }
    false
}

/// `~~article 99~~`, `<del>article 99</del>`: returns whether a reference stands in words that are struck out.
pub(super) fn is_struck(block: &Block, reference: &Reference) -> bool {
    const MAX_BYTES: usize = 2000;
    /// The brackets before the reference that are looked at.
    const MAX_BRACKETS: usize = 64;
    const TAGS: [(&str, &str); 3] = [("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>")];
    let is_deletion =
        |it: &Bracket| it.content == BracketContent::Deletion && it.close.is_some_and(|close| reference.end <= close);
    let opened = block.brackets.list.partition_point(|it| it.open < reference.start);
    let near = &block.brackets.list[opened.saturating_sub(MAX_BRACKETS)..opened];
    let before = block.text_before(reference.start);
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(MAX_BYTES))..];
    let is_open = |(open, close): (&str, &str)| before.rfind(open) > before.rfind(close);
    near.iter().any(is_deletion) || before.contains('<') && TAGS.into_iter().any(is_open)
}

/// `Reservation by Ruritania to Article 12: …`, `Reservations to Article 14:`: returns whether a block begins with the noun of a
/// reservation or a declaration, and the reference is what it concerns, before a colon.
pub(super) fn is_reservation(block: &Block, reference: &Reference) -> bool {
    /// What a reservation concerns is not longer than this.
    const MAX_HEADING_BYTES: usize = 400;
    let heading = block.text_from(block.body);
    let heading = &heading[..heading.floor_char_boundary(MAX_HEADING_BYTES)];
    let Some(colon) = heading.find([':', '：']) else { return false };
    to_usize(reference.end) <= to_usize(block.body) + colon
        && Lexicon::of(block.language).begins_with(&heading[..colon], Phrase::Reservation)
}

/// `in accordance with the rate.4 For greater certainty, paragraph 5`, and a line that begins with `1 For greater
/// certainty`: returns whether the text before a paragraph or a letter is that of a footnote, which belongs to another
/// page.
fn is_in_footnote(block: &Block, reference: &Reference) -> bool {
    const MAX_BEFORE_BYTES: usize = 600;
    let kind = reference.targets.first().and_then(|it| it.steps.first()).map(|step| step.kind);
    if !matches!(kind, Some(Kind::Paragraph | Kind::Subparagraph | Kind::Item)) {
        return false;
    }
    // The number of `5.2 An application` is that of the paragraph.
    let labels = block.labels.iter().map(|site| site.end).filter(|end| *end <= reference.start);
    let text = block.slice(labels.max().unwrap_or(0)..reference.start);
    let before = &text[text.floor_char_boundary(text.len().saturating_sub(MAX_BEFORE_BYTES))..];
    let is_mark = |at: usize| {
        if before[..at].ends_with(|it: char| it.is_ascii_digit()) {
            return false;
        }
        let digits = before[at..].bytes().take_while(u8::is_ascii_digit).count();
        let after = &before[at + digits..];
        let begins_sentence = after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase);
        let last = before[..at].trim_end_matches(' ').chars().next_back();
        let is_after_stop = matches!(last, Some('.' | '”' | '"' | ';' | '\n')) && !before[..at].ends_with("No.");
        begins_sentence && is_after_stop && digits <= 3
    };
    before.match_indices(|it: char| it.is_ascii_digit()).any(|(at, _)| is_mark(at))
}

/// `Article 912.10` at the end of a line, `Article 8.7.18 For greater certainty`: returns whether the last number is that
/// of a footnote, since the sentence ends without a stop.
fn has_footnote_mark(block: &Block, reference: &Reference) -> bool {
    let written = block.slice(reference.range());
    let last = written.rsplit('.').next().filter(|it| it.len() < written.len());
    let is_number = last.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()));
    let after = &block.plain_text()[to_usize(reference.end)..];
    let ends = after.starts_with(['\n', '\r']) || after.is_empty();
    is_number && (ends || after.starts_with(' ') && after[1..].starts_with(char::is_uppercase))
}

/// Returns whether a reference is the only text of its line, `Article 162 ⊥`, begins the title of a heading, `Annex III
/// Part A`, or is a heading that was run into a line: `… the other Party. Article 6: Duration`.
fn is_heading_by_itself(block: &Block, reference: &Reference) -> bool {
    let text = block.plain_text();
    let (start, end) = (to_usize(reference.start), to_usize(reference.end));
    // Only what is near is read: a line may hold thousands of references.
    let near_start = text.floor_char_boundary(start.saturating_sub(MAX_BESIDE_BYTES));
    let near_end = text.ceil_char_boundary((end + MAX_BESIDE_BYTES).min(text.len()));
    let line_start = text[near_start..start].rfind(['\n', '\r']).map(|at| near_start + at + 1);
    let has_line_start = line_start.is_some() || near_start == 0;
    let line_end = text[end..near_end].find(['\n', '\r']).map_or(near_end, |at| end + at);
    let (before, after) = (&text[line_start.unwrap_or(near_start)..start], &text[end..line_end]);
    // `A. Article 1, paragraph 4`
    let labels = block.labels.iter().map(|site| to_usize(site.end)).filter(|end| (near_start..=start).contains(end));
    let own = labels.max().map_or(before, |end| &text[end.max(line_start.unwrap_or(near_start))..start]);
    let begins_line = has_line_start && !own.contains(char::is_alphabetic);
    let is_capital = text[start..].starts_with(char::is_uppercase);
    if begins_line && is_capital && !after.contains(char::is_alphanumeric) && !after.contains([',', '.', ';']) {
        return true;
    }
    // `ARTICLE`, and on the next line `1.1 Establishment`.
    if begins_line && is_capital && block.slice(reference.range()).contains(['\n', '\r']) {
        return true;
    }
    if block.kind == BlockKind::Heading && block.title.as_ref().is_some_and(|it| it.start == reference.start) {
        // 第四条 第九条的适用: a title that goes on without a blank is none of another heading.
        return !after.starts_with(is_han);
    }
    let follows_sentence = before.trim_end().ends_with(['.', '。']);
    follows_sentence && is_capital && after.trim_start().starts_with([':', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_grammar::Draft;

    /// Checks whether the first reference of a text that begins with `words` may be elsewhere.
    fn check(text: &str, words: &str, expected: bool) {
        let draft = Draft::parse(text, None);
        let mut references =
            draft.blocks_with_ids().flat_map(|(_, block)| block.references.iter().map(move |it| (block, it)));
        let (block, reference) =
            references.find(|(block, it)| block.plain_text()[to_usize(it.start)..].starts_with(words)).unwrap();
        assert_eq!(may_be_elsewhere(block, reference), expected, "{text}");
    }

    #[test]
    fn a_sentence_that_names_another_instrument_may_continue_with_it() {
        let text =
            "1. A group under paragraph 4 or an entity under paragraph 5 of the Paris Protocol. See paragraph 9.";
        check(text, "paragraph 4", true);
        check(text, "paragraph 9", false);
        check(
            "1. Les entités visées à l’article 10 et les organes des Parties créés par l’article 13 de la Convention de Rome.",
            "article 10",
            true,
        );
        check("1. تنطبق المادة 4 على كل كيان تنشئه المادة 5 من اتفاقية باريس.", "المادة 4", true);
    }

    #[test]
    fn a_footnote_is_of_another_page() {
        check("1. A market rate of exchange.”4 For certainty, the Act in paragraph 5 counts.", "paragraph 5", true);
        check("1. Text.\n1 For Morocco, paragraph 5 applies.", "paragraph 5", true);
        check("1. Text in 4 States, and paragraph 5 applies.", "paragraph 5", false);
        check("1. Text of Article 8.7.18 For certainty, it is so.", "Article 8.7.18", true);
        check("1. Text of Article 8.7.18, and so on.", "Article 8.7.18", false);
        check("1. عملا بأحكام المادة 8.7.18 من هذا الاتفاق.", "المادة 8.7.18", false);
    }

    #[test]
    fn a_line_of_its_own_may_be_a_heading() {
        check("Text of an article.\n1Article 192 ⊥\nPublication", "Article 192", true);
        check("Text. Article 6: Duration", "Article 6", true);
        check("Text under\nArticle 192.", "Article 192", false);
    }
}
