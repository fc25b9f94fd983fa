//! The label at the beginning of a line, as the line before it lets it be read.

use super::MAX_LABEL_TOKENS;
use crate::kind::Kind;
use crate::label::Label;
use crate::language::Language;
use crate::leading_label::{
    Enclosure, LeadingLabel, LineContext, begins_with_plain_word, counting_adverb, leading_label,
};
use crate::lexicon::{Lexicon, Word};
use crate::numerals::{NumberForm, is_digit};
use crate::offset::to_usize;
use crate::page_artifacts::page_artifact;
use crate::script::{TATWEEL, is_arabic, is_han};
use crate::token::{Token, TokenKind, tokenize_at_most};

/// Returns the label at the beginning of a line, given the line before it.
pub(super) fn line_label(line: &str, previous: &str, tokens: &mut Vec<Token>) -> Option<LeadingLabel> {
    if begins_with_plain_word(line.trim_ascii_start()) || !may_begin_with_label(line) {
        return None;
    }
    tokens.clear();
    tokenize_at_most(line, Lexicon::of_line(line), MAX_LABEL_TOKENS, tokens);
    leading_label(line, tokens, context_after(previous))
        .or_else(|| label_after_title(line, previous, tokens))
        .or_else(|| first_below_label(line, previous, tokens))
        .or_else(|| capital_after_clause(line, previous, tokens))
        .or_else(|| item_after_plain_word(line, previous, tokens))
}

/// `(b) to promote peace` below `(a) to promote trade`: an item whose first word could go on with a reference, below a line
/// that has no stop and ends with a word which takes no number.
fn item_after_plain_word(line: &str, previous: &str, tokens: &[Token]) -> Option<LeadingLabel> {
    let context = LineContext { starts_paragraph: false, after_clause: true };
    let found = leading_label(line, tokens, context).filter(|it| it.kind.is_none())?;
    let label = found.label?;
    let is_item = || found.enclosure.is_in_parentheses() || follows_label_of(&label, found.enclosure, previous);
    (ends_with_plain_word(previous) && !goes_on_with_reference(tokens, found.next) && is_item()).then_some(found)
}

/// Returns whether the last word of a line has no meaning before a number in any language.
fn ends_with_plain_word(line: &str) -> bool {
    /// The most letters of a Chinese word before a number: 附件, 议定书.
    const MAX_HAN: usize = 3;
    let text = line.trim_end();
    let is_plain = |word: &str| Language::ALL.into_iter().all(|it| Lexicon::of(it).word(word).is_none());
    if text.ends_with(is_han) {
        return text.char_indices().rev().take(MAX_HAN).all(|(at, _)| is_plain(&text[at..]));
    }
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    // `of Annex IV`
    let is_numeral = last.chars().all(char::is_uppercase);
    last.chars().nth(1).is_some() && last.chars().all(char::is_alphabetic) && !is_numeral && is_plain(last)
}

/// `(b) to (d)`, `(b) of paragraph 1`, `(b) above`: returns whether the words after a label go on with a reference. A verb or
/// another word without a meaning shows that they do not: `(b) to oversee the rules`.
fn goes_on_with_reference(tokens: &[Token], next: usize) -> bool {
    let is_function_word = |token: &&Token| token.kind != TokenKind::Word(None) && token.kind != TokenKind::Newline;
    let names_provision = |token: &Token| match token.kind {
        TokenKind::Word(Some(
            Word::Above
            | Word::Below
            | Word::Thereof
            | Word::This
            | Word::That
            | Word::Instrument(_)
            | Word::Provision { .. },
        ))
        | TokenKind::Number(_)
        | TokenKind::Mark('(' | '（') => true,
        TokenKind::Word(_) | TokenKind::Mark(_) | TokenKind::Newline => false,
    };
    tokens.iter().skip(next).take_while(is_function_word).any(names_provision)
}

/// `(i) to prohibit the import;` below `(b)` alone on its line: the first item of a list in one that has no words of its own.
fn first_below_label(line: &str, previous: &str, tokens: &[Token]) -> Option<LeadingLabel> {
    const MAX_LABEL_BYTES: usize = 16;
    if previous.trim().len() > MAX_LABEL_BYTES {
        return None;
    }
    let has_text = |found: &LeadingLabel, tokens: &[Token]| {
        tokens.get(found.next).is_some_and(|token| token.kind != TokenKind::Newline)
    };
    let read = |line: &str, tokens: &[Token]| {
        leading_label(line, tokens, LineContext::PARAGRAPH).filter(|it| it.kind.is_none() && it.label.is_some())
    };
    let found = read(line, tokens).filter(|it| it.enclosure.is_in_parentheses() && has_text(it, tokens))?;
    let mut above = Vec::with_capacity(MAX_LABEL_TOKENS);
    tokenize_at_most(previous, Lexicon::of_line(previous), MAX_LABEL_TOKENS, &mut above);
    let outer = read(previous, &above).filter(|it| !has_text(it, &above))?;
    let (first, outer) = found.label.zip(outer.label)?;
    let is_inner = |it: Label| it.is_first() && it.form != outer.form;
    first.readings().any(is_inner).then_some(found)
}

/// `II. the list;` below `I. the name;` or below `shall contain:`: a capital letter or numeral below a semicolon, or
/// below a comma where it goes on with the one at the beginning of that line. The first stands below a colon. Elsewhere it may be
/// an initial.
fn capital_after_clause(line: &str, previous: &str, tokens: &[Token]) -> Option<LeadingLabel> {
    let [first, stop, text, ..] = tokens else { return None };
    let is_capital = matches!(first.kind, TokenKind::Word(_)) && line[first.range()].chars().all(char::is_uppercase);
    if !is_capital || !stop.is('.') || stop.spaced || !text.spaced {
        return None;
    }
    let found = leading_label(line, tokens, LineContext::PARAGRAPH)?;
    let label = found.label.filter(|it| found.kind.is_none() && it.is_plain() && it.numbers[1] == 0)?;
    let text = previous.trim_end();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    // A line of an item may not show its language: `III. El texto, y`.
    let is_joint = |language| matches!(Lexicon::of(language).word(last), Some(Word::And | Word::Or));
    let joins = Language::ALL.into_iter().any(is_joint);
    let clause = if joins { text[..text.len() - last.len()].trim_end() } else { text };
    let clause = clause.trim_end_matches([']', '］']);
    let is_due = if label.is_first() { clause.ends_with([':', '：']) } else { clause.ends_with([';', '；', '؛']) };
    // The line before may begin with such a letter and yet be running text, where it ends with a stop.
    let goes_on = || clause.ends_with([',', '，', '،']) && follows_label_of(&label, Enclosure::Dot, previous);
    (is_due || goes_on()).then_some(found)
}

/// Returns whether a label is the next one after that at the beginning of a line, which is set off alike.
fn follows_label_of(label: &Label, enclosure: Enclosure, line: &str) -> bool {
    let mut tokens = Vec::with_capacity(MAX_LABEL_TOKENS);
    tokenize_at_most(line, Lexicon::of_line(line), MAX_LABEL_TOKENS, &mut tokens);
    let before = leading_label(line, &tokens, LineContext::PARAGRAPH).filter(|it| it.kind.is_none());
    let before = before.filter(|it| it.enclosure == enclosure).and_then(|it| it.label);
    before.is_some_and(|before| label.readings().any(|it| before.readings().any(|before| it.follows(&before))))
}

/// `Article 1 Scope` immediately below `CHAPTER I GENERAL` or `Introduction`: a heading with its title below a line that
/// is one too, though no blank line separates them. In scripts without case, it may also follow the end of a sentence.
fn label_after_title(line: &str, previous: &str, tokens: &[Token]) -> Option<LeadingLabel> {
    let names_provision = tokens.iter().any(|token| matches!(token.word(), Some(Word::Provision { .. })));
    let is_number = tokens.first().is_some_and(|token| token.number().is_some());
    let is_letter = !names_provision && !is_number && begins_with_first_letter(line, tokens);
    if !names_provision && !is_number && !is_letter {
        return None;
    }
    let found = leading_label(line, tokens, LineContext::PARAGRAPH).filter(|it| it.label.is_some())?;
    if is_letter {
        return may_have_letters_below(previous, line).then_some(found);
    }
    let Some(kind) = found.kind else {
        // `1 Each Party` below `Article 3 Accession`, `3.1 Each Party` below its title
        let is_first_of_section = found.label.is_some_and(|it| it.numbers[1] == 1);
        return (line_heading(previous).is_some() || is_first_of_section && reads_like_title(previous))
            .then_some(found);
    };
    if !kind.is_heading() {
        return None;
    }
    let title = &line[to_usize(found.end)..];
    let has_case = line.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    let follows_title = reads_like_title(previous) || !has_case && previous.trim_end().ends_with(['.', '。', '؟']);
    (is_division_heading(previous) || follows_title && reads_like_title(title)).then_some(found)
}

/// Returns whether a line begins with the first small letter of an alphabet and a stop or a dash, or with أولا.
fn begins_with_first_letter(line: &str, tokens: &[Token]) -> bool {
    if counting_adverb(line, tokens, 0).is_some_and(|(label, _)| label.is_first()) {
        return true;
    }
    let [first, mark, ..] = tokens else { return false };
    let written = &line[first.range()];
    let is_set_off = matches!(mark.kind, TokenKind::Mark('.' | '-' | '–')) || line[mark.range()].starts_with(TATWEEL);
    let is_single = is_set_off && written.chars().nth(1).is_none();
    is_single && Label::from_letters(written).is_some_and(|it| it.number() == 1 && it.form == NumberForm::Lower)
}

/// Returns whether a letter may number the first paragraph below a line: the heading of an article, or, where the letter is
/// no word by itself, its title.
fn may_have_letters_below(previous: &str, line: &str) -> bool {
    match line_heading(previous) {
        Some(kind) => kind.is_article(),
        None => line.trim_start().starts_with(is_arabic) && reads_like_title(previous),
    }
}

/// Returns whether a line is the heading of a division that contains articles: `CHAPTER I GENERAL`.
fn is_division_heading(line: &str) -> bool {
    line_heading(line).is_some_and(|kind| !kind.is_article())
}

/// Returns the kind of a heading that is alone on its line, with or without its title.
pub(super) fn line_heading(line: &str) -> Option<Kind> {
    const MAX_HEADING_BYTES: usize = 160;
    if line.len() > MAX_HEADING_BYTES || line.trim_end().ends_with(['.', ';', ',', '。', '；', '，', '؛', '،']) {
        return None;
    }
    let mut tokens = Vec::with_capacity(MAX_LABEL_TOKENS);
    tokenize_at_most(line, Lexicon::of_line(line), MAX_LABEL_TOKENS, &mut tokens);
    leading_label(line, &tokens, LineContext::PARAGRAPH)?.kind.filter(|kind| kind.is_heading())
}

/// Returns whether a line may be a title: a few words that begin with a capital and end neither with a stop nor where a
/// sentence goes on.
fn reads_like_title(line: &str) -> bool {
    const MAX_TITLE_BYTES: usize = 80;
    const MAX_TITLE_WORDS: usize = 9;
    let title = line.trim();
    let lexicon = Lexicon::of_line(title);
    let mut words = title.split_whitespace();
    let last = title.rsplit(char::is_whitespace).next().unwrap_or_default();
    title.len() <= MAX_TITLE_BYTES
        && words.clone().nth(MAX_TITLE_WORDS).is_none()
        && title.ends_with(|end: char| end.is_alphanumeric() || matches!(end, ')' | ']' | '*' | '”' | '"' | '»'))
        && title.chars().find(|letter| letter.is_alphabetic()).is_some_and(|first| !first.is_lowercase())
        && !lexicon.is_joining(last)
        && !words.any(|word| lexicon.is_modal(word))
}

fn context_after(previous: &str) -> LineContext {
    // The text before a page break is not visible here: what looks like a label counts as one.
    if page_artifact(previous).is_some() {
        return LineContext { starts_paragraph: false, after_clause: true };
    }
    let text = previous.trim_end();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let joins = matches!(Lexicon::of_line(previous).word(last), Some(Word::And | Word::Or));
    let clause = if joins { text[..text.len() - last.len()].trim_end() } else { text };
    LineContext {
        starts_paragraph: text.is_empty(),
        after_clause: text.is_empty() || clause.ends_with(['.', ';', ':', ',', ']', '؛', '،', '：', '；', '。', '，']),
    }
}

/// Rejects most lines of running text by their first letters.
fn may_begin_with_label(line: &str) -> bool {
    const MAX_MARKUP_LETTERS: usize = 24;
    const MAX_SMALL_LETTERS: usize = 8;
    let mut small_letters = 0;
    for letter in line.trim_start().chars().take(MAX_MARKUP_LETTERS) {
        match letter {
            '#' | '(' | '[' | '.' | ')' | '-' | '–' | '（' | '［' | '【' | '\'' | '‘' | '’' | '"' | '“' | '”' | '>'
            | '~' | '*' | '{' => return true,
            _ if is_digit(letter) => return true,
            // A provision noun, a label in upper case, or a script without case.
            _ if letter.is_alphabetic() && !letter.is_lowercase() => return true,
            _ if letter.is_lowercase() => small_letters += 1,
            _ => {}
        }
        if small_letters > MAX_SMALL_LETTERS {
            return false;
        }
    }
    false
}
