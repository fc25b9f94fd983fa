//! Labels in running text: `shall: (a) cooperate; and (b) report`. A parenthesis alone proves nothing, so a label
//! counts only behind a stop and only in its turn: `(b)` after `(a)`, a first one if a second follows. What may go on from
//! an earlier block, and headings in the middle of a line, are marked as doubtful for who knows the draft's numbers.

mod heading;
mod written;

use rustc_hash::{FxHashMap, FxHashSet};

use self::heading::heading_at;
pub(crate) use self::written::written_labels;

use crate::block::{Doubt, LabelSite};
use crate::kind::Kind;
use crate::label::{Form, Label, of_letters};
use crate::language::Language;
use crate::leading::Enclosure;
use crate::lexicon::{Lexicon, Word};
use crate::notation::end;
use crate::reference::Reference;
use crate::token::{Token, TokenKind};

/// What stands before a label in running text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A colon: a list may begin.
    Colon,
    /// A semicolon or a full stop: a list goes on.
    Stop,
    /// A comma: a list goes on if words stood between.
    Comma,
    /// Nothing: only a number set off by a dash may stand there.
    Words,
}

struct Candidate {
    /// What it heads; `None` for a list label.
    kind: Option<Kind>,
    label: Label,
    enclosure: Enclosure,
    before: Before,
    start: u32,
    end: u32,
    /// How many words stand between it and the candidate before.
    words: usize,
    doubt: Doubt,
    /// For a heading, the number of its first paragraph where that was put before it: `- 1 المادة 32`.
    displaced: Option<u32>,
}

/// The labels in a block's running text, in order. `leading` are those that the block begins with.
pub(crate) fn inline_labels(
    text: &str,
    tokens: &[Token],
    leading: &[LabelSite],
    references: &[Reference],
    lexicon: &Lexicon,
) -> Vec<LabelSite> {
    let candidates = candidates(text, tokens, references, lexicon);
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut last: FxHashMap<(Enclosure, Form), Label> = FxHashMap::default();
    for site in leading {
        if let (Some(label), None) = (&site.label, site.kind) {
            last.extend(label.readings().map(|it| ((site.enclosure, it.form), it)));
        }
    }
    let mut found: Vec<LabelSite> = Vec::new();
    // The lists that go on from an earlier block, if they do.
    let mut doubtful: FxHashSet<(Enclosure, Form)> = FxHashSet::default();
    // Where a first paragraph begins whose number an extraction put elsewhere: behind its article's heading.
    let headed = leading.last().filter(|site| site.kind == Some(Kind::Article));
    let mut unnumbered = headed.map(|site| (0, site.end));
    let last_seconds = last_seconds(&candidates);
    for (index, candidate) in candidates.iter().enumerate() {
        let mut doubt = candidate.doubt;
        if candidate.kind.is_none() {
            let next_of = |it: &Label| last.get(&(candidate.enclosure, it.form)).is_some_and(|last| it.follows(last));
            let far_enough = candidate.before != Before::Comma || candidate.words >= 3;
            let goes_on = candidate.label.readings().find(next_of).filter(|_| far_enough);
            let may_begin = matches!(candidate.before, Before::Colon | Before::Words)
                && candidate.label.readings().any(|it| {
                    let second = last_seconds.get(&(candidate.enclosure, it.form));
                    it.number() == 1 && second.is_some_and(|second| *second > index)
                });
            let begins = candidate.label.readings().find(|it| it.number() == 1).filter(|_| may_begin);
            // A list may go on from an earlier block: `iii) …` where (ii) stands before a page's end.
            let may_go_on = candidate.before == Before::Stop
                && candidate.enclosure != Enclosure::Dash
                && !last.keys().any(|(enclosure, _)| *enclosure == candidate.enclosure);
            let orphan = candidate.label.as_roman().unwrap_or(candidate.label);
            let goes_on_from_before =
                Some(orphan).filter(|it| may_go_on && goes_on.is_none() && begins.is_none() && it.number() > 1);
            // `المادة 14 … - 2`: the first has no number here, the second tells that it is there.
            let is_second = candidate.enclosure == Enclosure::Dash && candidate.label.number() == 2;
            let second = Some(candidate.label).filter(|_| is_second && unnumbered.is_some());
            let Some(reading) = second.or(goes_on).or(begins).or(goes_on_from_before) else { continue };
            if candidate.enclosure == Enclosure::Dash
                && let Some((place, at)) = unnumbered.take().filter(|_| is_second)
            {
                found.insert(place, first_paragraph(at));
            }
            let list = (candidate.enclosure, reading.form);
            if goes_on_from_before.is_some() {
                doubtful.insert(list);
            } else if goes_on.is_none() {
                doubtful.remove(&list);
            }
            if doubtful.contains(&list) {
                doubt = Doubt::Slight;
            }
            last.insert(list, reading);
        }
        if candidate.displaced == Some(1) {
            unnumbered = Some((found.len() + 1, candidate.end));
        }
        found.push(LabelSite {
            kind: candidate.kind,
            label: Some(candidate.label),
            enclosure: candidate.enclosure,
            start: candidate.start,
            end: candidate.end,
            bracketed: false,
            quoted: false,
            indent: leading.first().map_or(0, |site| site.indent),
            inline: true,
            doubt,
            rival: false,
            amendment: None,
            sub: false,
        });
    }
    found
}

/// The label of a first paragraph that has none where it begins.
fn first_paragraph(at: u32) -> LabelSite {
    LabelSite {
        kind: None,
        label: Some(Label::new(Form::Digits, 1)),
        enclosure: Enclosure::Dash,
        start: at,
        end: at,
        bracketed: false,
        quoted: false,
        indent: 0,
        inline: true,
        doubt: Doubt::None,
        rival: false,
        amendment: None,
        sub: false,
    }
}

/// Where the last second label of each list form stands: `(b)`, `(ii)`, `2 -`.
fn last_seconds(candidates: &[Candidate]) -> FxHashMap<(Enclosure, Form), usize> {
    let mut last = FxHashMap::default();
    for (index, candidate) in candidates.iter().enumerate().filter(|(_, it)| it.kind.is_none()) {
        for reading in candidate.label.readings().filter(|it| it.follows(&Label::new(it.form, 1))) {
            last.insert((candidate.enclosure, reading.form), index);
        }
    }
    last
}

fn candidates(text: &str, tokens: &[Token], references: &[Reference], lexicon: &Lexicon) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut words = 0;
    let mut at = 0;
    let mut reference = 0;
    // How many tokens ago a heading stood whose title may still go on.
    let mut titled: Option<usize> = None;
    while at < tokens.len() {
        let token = &tokens[at];
        while references.get(reference).is_some_and(|it| it.end <= token.start) {
            reference += 1;
        }
        if matches!(token.kind, TokenKind::Word(_)) {
            words += 1;
        }
        let is_stop = matches!(token.kind, TokenKind::Mark('.' | ';' | '؛' | ':'));
        titled = titled.map(|far| far + 1).filter(|far| *far <= LONGEST_TITLE && !is_stop);
        if let Some(Word::Head { kind: Kind::Article, many: false }) = token.word()
            && let Some((candidate, next)) = heading_at(text, tokens, at, lexicon)
        {
            found.push(candidate);
            (words, at, titled) = (0, next, Some(0));
            continue;
        }
        let is_cited = references.get(reference).is_some_and(|it| it.start <= token.start);
        let read = if is_cited { None } else { label_at(text, tokens, at, lexicon.language) };
        let Some((label, enclosure, next)) = read else {
            at += 1;
            continue;
        };
        let mut before = before(tokens, at);
        // `المادة 17 الأهداف (أ)`: the list begins right behind the title.
        if before == Before::Words && titled.is_some() {
            before = Before::Colon;
        }
        let end = tokens[next - 1].end;
        if before != Before::Words || enclosure == Enclosure::Dash {
            let (start, doubt) = (token.start, Doubt::None);
            found.push(Candidate { kind: None, label, enclosure, before, start, end, words, doubt, displaced: None });
            words = 0;
        }
        at = next;
    }
    found
}

/// How many tokens a title in running text may have before its article's list begins.
const LONGEST_TITLE: usize = 14;

/// The label that may begin at a token, and the token behind it.
fn label_at(text: &str, tokens: &[Token], at: usize, language: Language) -> Option<(Label, Enclosure, usize)> {
    let written = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.is(mark));
    match tokens[at].kind {
        TokenKind::Mark('(' | '（') => {
            let label = match tokens.get(at + 1)?.kind {
                TokenKind::Number(value) if (1..100).contains(&value) => Label::new(Form::Digits, value),
                TokenKind::Word(_) => of_letters(written(at + 1))?,
                TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
            };
            (is(at + 2, ')') || is(at + 2, '）')).then_some((label, Enclosure::Parentheses, at + 3))
        }
        TokenKind::Word(_) if is(at + 1, ')') && !tokens[at + 1].spaced && tokens[at].spaced => {
            Some((of_letters(written(at))?, Enclosure::Parenthesis, at + 2))
        }
        // Extracted from a page, Arabic paragraphs have their dash before the number.
        TokenKind::Mark('-' | '–') if language == Language::Ar && tokens[at].spaced => {
            let number = tokens.get(at + 1)?;
            let value = number.number().filter(|value| (1..100).contains(value))?;
            // `- 4. يكون`, and `- 2 - 3 توضع` where two numbers were put together.
            let next = if is(at + 2, '.') { at + 3 } else { at + 2 };
            let behind = tokens.get(next).filter(|it| it.spaced)?;
            let is_text = match behind.kind {
                // Before a heading it is the number of what comes behind that: `- 1 المادة 32`.
                TokenKind::Word(word) => !matches!(word, Some(Word::Head { .. })),
                TokenKind::Mark('-' | '–') => tokens.get(next + 1).is_some_and(|it| it.number().is_some()),
                TokenKind::Mark(_) | TokenKind::Number(_) | TokenKind::Newline => false,
            };
            is_text.then_some((Label::new(Form::Digits, value), Enclosure::Dash, next))
        }
        TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
    }
}

fn before(tokens: &[Token], at: usize) -> Before {
    // A bracket may open before a label, or close after the text before it: `(a) one; [(b) two;] [(c) three.]`.
    let is_passed = |token: &&Token| match token.kind {
        TokenKind::Newline => true,
        TokenKind::Mark(mark) => end(mark).is_some(),
        TokenKind::Word(_) | TokenKind::Number(_) => false,
    };
    let mut back = tokens[..at].iter().rev().filter(|token| !is_passed(token)).peekable();
    let mut joined = false;
    if back.peek().is_some_and(|token| matches!(token.word(), Some(Word::And | Word::Or))) {
        joined = true;
        back.next();
    }
    match back.next().map(|token| token.kind) {
        Some(TokenKind::Mark(':' | '：')) => Before::Colon,
        Some(TokenKind::Mark(';' | '；' | '؛' | '.' | '。')) => Before::Stop,
        Some(TokenKind::Mark(',' | '،' | '，')) => Before::Comma,
        _ if joined => Before::Comma,
        _ => Before::Words,
    }
}

#[cfg(test)]
mod tests {
    use crate::block::Block;
    use crate::language::{Evidence, Language};

    fn check_in(language: Language, text: &str, expected: &[&str]) {
        let block = Block::parse(text, language, Evidence::of(text), false);
        let labels: Vec<String> = block
            .labels
            .iter()
            .filter(|it| it.inline)
            .filter_map(|it| {
                let kind = it.kind.map_or(String::new(), |kind| format!("{} ", kind.word()));
                let doubt = ["", "?", "??"][it.doubt as usize];
                it.label.map(|label| format!("{kind}{label}{doubt}"))
            })
            .collect();
        assert_eq!(labels, expected, "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        check_in(Language::En, text, expected);
    }

    #[test]
    fn a_list_may_run_in_a_sentence() {
        check("1. Each Party shall: (a) cooperate fully; and (b) report to the depositary.\n", &["a", "b"]);
        check("(a) one: (i) of the first; (ii) of the second; (b) two.\n", &["i", "ii", "b"]);
        check("States shall take account of (a) need, (b) and so on.\n", &[]);
    }

    #[test]
    fn brackets_may_stand_before_a_label() {
        check("1. Each Party shall: (a) plant; [(b) dig;] [(c) build.]\n", &["a", "b", "c"]);
        check("(a) one [two;] (b) three; [and] [(c) four.]\n", &["b", "c"]);
        check("(a) one [under (b) above] and [so on (c) here].\n", &[]);
        check_in(Language::Ar, "(أ) طبيعة النشاط؛ [(ب) مكانه؛] [(ج) مدته].\n", &["b", "c"]);
    }

    #[test]
    fn a_reference_begins_no_list() {
        check("1. Under the following: paragraphs 2 (a) and (b); and 3 (b) of article 4.\n", &[]);
        check("1. As follows: (a) alone is nothing.\n", &[]);
    }

    #[test]
    fn other_languages_write_other_labels() {
        check_in(
            Language::Es,
            "i) Opiniones sobre el fondo; ii) Cualquier otra aportación; iii) Otra;\n",
            &["ii", "iii"],
        );
        check_in(
            Language::Ar,
            "المادة 12 الإخطار - 1 تتخذ الدول تدابير. - 2 يجري الإخطار بما يلي: (أ) طبيعة النشاط؛ (ب) مكانه.\n",
            &["1", "2", "a", "b"],
        );
    }

    #[test]
    fn an_article_may_begin_in_the_middle_of_a_line() {
        // Whether it does, the draft's numbers tell.
        check("The aims follow. Article 17 Aims (a) one; (b) two.\n", &["article 17?", "a", "b"]);
        check("Under Article 17 Parties act. Article 17 applies here.\n", &[]);
        check_in(Language::Ar, "الأهداف كما يلي: المادة 17 الأهداف (أ) حفظ؛ (ب) تعزيز.\n", &["article 17?", "a", "b"]);
        check_in(
            Language::Ar,
            "وتتخذ التدابير. - 1 المادة 32 الإخطار تضمن الدول. - 2 تحدد.\n",
            &["article 32?", "1", "2"],
        );
        check_in(Language::Ar, "ينشأ المادة 47 مؤتمر للدول.\n", &["article 47??"]);
        check_in(Language::Ar, "وفقا للمادة 47 مؤتمر، ومن المادة 48 مؤتمر.\n", &[]);
    }

    #[test]
    fn a_list_may_go_on_from_an_earlier_block() {
        check_in(Language::Es, "del texto; iii) El tercero; iv) El cuarto.\n", &["iii?", "iv?"]);
        check("text of it. Under (c) above; and so on.\n", &[]);
    }

    #[test]
    fn a_first_paragraph_may_have_lost_its_number() {
        check_in(Language::Ar, "المادة 14 التقاسم يكون التقاسم عادلا. - 2 تشمل المنافع.\n", &["1", "2"]);
    }
}
