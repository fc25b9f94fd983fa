//! Paths that two references share: `paragraph 2 or paragraph 3 of article 1`, `article 1 (Scope), paragraph 3`, `article 1,
//! except paragraph 3`. The wider provision stands beside one of them only. Since the other one may also be that of its own
//! place, the path is assumed: it counts where there is such a provision.

use super::{Anchor, Inheritance, Reader, Reference, Step, Target, narrowness};
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::token::{Token, TokenKind};

/// The most references that share the path of one.
const MAX_JOINED: usize = 16;

/// The most tokens between two references of one path.
const MAX_TOKENS_BETWEEN: usize = 24;

/// What stands between two references.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// `and`, `, or`, with brackets at most.
    Joint,
    /// What adds a narrower provision to the wider one before it: a title, `(`, `[`, `, except`.
    Narrowing,
    /// A comma alone.
    Comma,
    /// A comma before a definite article, which may begin another part of the sentence: `article 1, le paragraphe 2`.
    CommaBeforeArticle,
    /// What leads from a narrower provision to the wider one after it: `[and 3] of`, `, last sentence, of`.
    Widening,
}

impl Reader<'_> {
    /// Completes a reference by the path of the one before it, or those before it by its path.
    pub(super) fn share_path(self, found: &mut [Reference], reference: &mut Reference) {
        let Some(previous) = found.last() else { return };
        if self.is_after_title(previous, reference) && is_in_wider(previous, reference) {
            let path = previous.targets.last().map_or(Vec::new(), |last| last.steps.to_vec());
            add_path(reference, &path, Inheritance::Certain, previous);
            return;
        }
        let is_plain = reference.anchor == Anchor::None && reference.relative.is_none() && reference.title.is_none();
        if is_plain && self.is_of_document(previous, reference) {
            reference.anchor = Anchor::OtherInstrument;
            reference.instrument.clone_from(&previous.instrument);
            return;
        }
        if is_open(reference) && self.completes(previous, reference) {
            return;
        }
        if found.last_mut().is_some_and(|previous| is_open(previous) && self.takes_paragraph(previous, reference)) {
            return;
        }
        let mut after = reference.start;
        // The path that the reference before this one has taken, and how narrow it is.
        let mut taken: Option<(Vec<Step>, Inheritance, u8)> = None;
        for previous in found.iter_mut().rev().take(MAX_JOINED) {
            if is_open(previous) && self.shares_neighbour(previous, reference, after) {
                (previous.relative, previous.anchor) = (reference.relative, reference.anchor);
                after = previous.start;
                continue;
            }
            let Some(own) = outermost(previous).map(narrowness).filter(|_| is_open(previous)) else { return };
            let shared = match taken.filter(|it| it.2 == own) {
                Some((path, inheritance, _)) if self.is_joined_by_words(previous.end, after) => {
                    Some((path, inheritance))
                }
                _ => self.path_around(previous, reference, after),
            };
            let Some((path, inheritance)) = shared else { return };
            add_path(previous, &path, inheritance, reference);
            taken = Some((path, inheritance, own));
            after = previous.start;
        }
    }

    /// `decision 18/CMA.1, annex, paragraph 75`: returns whether a document stands before a reference, with commas and a noun of
    /// a part between.
    fn is_of_document(self, previous: &Reference, reference: &Reference) -> bool {
        let is_document = previous.targets.is_empty() && previous.anchor == Anchor::OtherInstrument;
        let from = self.tokens.partition_point(|token| token.start < previous.end);
        let to = self.tokens.partition_point(|token| token.start < reference.start);
        let is_part = |at: usize| self.is_comma(at) || self.noun(at).is_some_and(|noun| noun.kind.is_annex());
        is_document && previous.relative.is_none() && from < to && self.is_comma(from) && (from..to).all(is_part)
    }

    /// Completes a reference by the path of the one before it. Returns whether it did.
    fn completes(self, previous: &Reference, reference: &mut Reference) -> bool {
        let Some((last, kind)) = previous.targets.last().zip(outermost(reference)) else { return false };
        let wider = last.steps.iter().take_while(|step| narrowness(step.kind) < narrowness(kind)).count();
        if wider == 0 || previous.relative.is_some() || previous.pending {
            return false;
        }
        let Some(between) = self.between(previous.end, reference.start) else { return false };
        // `articles 5 and 9, paragraph 2, paragraph 3`: nobody can say of which.
        let is_in_one = previous.targets.iter().all(|it| it.steps.get(..wider) == Some(&last.steps[..wider]));
        let is_parallel = is_in_one && is_alike(last.steps.get(wider), reference);
        let is_wider = previous.targets.len() == 1 && wider == last.steps.len();
        let inheritance = match between {
            Between::Narrowing => Inheritance::Likely,
            // `article 1, paragraph 2, and paragraph 3`; `paragraph 2 of article 1 and paragraph 3` may end with the own one.
            Between::Joint if is_parallel && self.spells_wide_first(previous, kind) => Inheritance::Likely,
            Between::Joint if is_parallel => Inheritance::Possible,
            // `article 1 of this Convention, paragraph 3`, `article 1, item (c) of paragraph 2`
            Between::Comma if is_parallel || is_wider => Inheritance::Likely,
            Between::CommaBeforeArticle if is_wider => Inheritance::Possible,
            Between::Joint | Between::Comma | Between::CommaBeforeArticle | Between::Widening => return false,
        };
        let path = last.steps[..wider].to_vec();
        add_path(reference, &path, inheritance, previous);
        true
    }

    /// `literal c)` before `, numeral 1), del artículo anterior`: returns whether a reference is in the neighbour that contains the
    /// one after it. That one begins with a provision of its own.
    fn shares_neighbour(self, previous: &Reference, reference: &Reference, after: u32) -> bool {
        let Some((kind, distance)) = reference.relative else { return false };
        let first = self.noun(self.tokens.partition_point(|token| token.start < reference.start));
        let is_inside = first.is_some_and(|noun| narrowness(noun.kind) > narrowness(kind));
        let is_narrow = outermost(previous).is_some_and(|it| narrowness(it) > narrowness(kind));
        distance != 0 && is_inside && is_narrow && self.is_joined_by_words(previous.end, after)
    }

    /// Returns whether two references are members of one list.
    fn is_joined_by_words(self, end: u32, start: u32) -> bool {
        matches!(self.between(end, start), Some(Between::Joint | Between::Comma | Between::CommaBeforeArticle))
    }

    /// `article 1, paragraph 2`: returns whether a reference begins with its widest noun and has one as narrow as a kind.
    fn spells_wide_first(self, reference: &Reference, kind: Kind) -> bool {
        let at = |offset: u32| self.tokens.partition_point(|token| token.start < offset);
        let nouns: Vec<_> = (at(reference.start)..at(reference.end)).filter_map(|at| self.noun(at)).collect();
        let begins_wide = nouns.first().is_some_and(|first| outermost(reference) == Some(first.kind));
        let is_narrow = nouns.iter().any(|noun| narrowness(noun.kind) >= narrowness(kind));
        self.is_han(at(reference.start)) || begins_wide && is_narrow
    }

    /// `El apartado 1, letra a), del artículo 5`: puts the paragraph before a comma between the article of a reference and its
    /// letter. Returns whether it did.
    fn takes_paragraph(self, previous: &mut Reference, reference: &mut Reference) -> bool {
        let is_letter = |step: &Step| step.kind.is_in_parentheses() && !step.label.is_digits();
        let (Some(article), [Target { steps, to: None }]) =
            (reference.targets.first().and_then(|it| it.steps.first()).copied(), &previous.targets[..])
        else {
            return false;
        };
        let [number] = &**steps else { return false };
        let paragraph = Step { kind: Kind::Paragraph, ..*number };
        let has_letters = |it: &Target| it.steps.first() == Some(&article) && it.steps.get(1).is_some_and(is_letter);
        let may_take =
            number.label.is_digits() && article.kind.is_article() && reference.targets.iter().all(has_letters);
        if !may_take || self.between(previous.end, reference.start) != Some(Between::Comma) {
            return false;
        }
        let join = |it: &mut Target| it.steps = [article, paragraph].iter().chain(&it.steps[1..]).copied().collect();
        reference.targets.iter_mut().for_each(join);
        previous.targets[0].steps = Box::new([paragraph]);
        let of = reference.clone();
        add_path(previous, &[article], Inheritance::Likely, &of);
        true
    }

    /// Returns the path around a reference that the one after it has.
    fn path_around(self, previous: &Reference, reference: &Reference, after: u32) -> Option<(Vec<Step>, Inheritance)> {
        let (first, kind) = reference.targets.first().zip(outermost(previous))?;
        if reference.relative.is_some() || reference.pending || reference.inheritance != Inheritance::Certain {
            return None;
        }
        let wider = first.steps.iter().take_while(|step| narrowness(step.kind) < narrowness(kind)).count();
        let is_all = wider == first.steps.len() && after == reference.start;
        // `paragraph 2 or article 1, paragraph 3`: the article governs what stands after it.
        let start = self.noun(self.tokens.partition_point(|token| token.start < reference.start));
        let begins_wide = start.is_some_and(|noun| first.steps.first().is_some_and(|step| step.kind == noun.kind));
        let is_han = self.is_han(self.tokens.partition_point(|token| token.start < reference.start));
        let is_parallel = is_alike(first.steps.get(wider), previous) && !begins_wide && !is_han;
        let inheritance = match self.between(previous.end, after)? {
            Between::Joint | Between::Comma | Between::CommaBeforeArticle if is_parallel => Inheritance::Likely,
            // `literal c), numeral 2 del artículo 1`; `under paragraph 2, article 1 applies`
            Between::Comma if is_all && wider > 1 => Inheritance::Likely,
            Between::Comma | Between::CommaBeforeArticle if is_all => Inheritance::Possible,
            Between::Widening if is_all => Inheritance::Likely,
            _ => return None,
        };
        (wider > 0).then(|| (first.steps[..wider].to_vec(), inheritance))
    }

    /// 第一章（货物）第一条（定义）第三款: returns whether only the title of the provision before it stands between a reference in
    /// Chinese and that one.
    fn is_after_title(self, previous: &Reference, reference: &Reference) -> bool {
        let (from, to) = self.tokens_between(previous.end, reference.start);
        self.is_han(to) && self.past_title_beside(from, to) == Some(to)
    }

    /// Returns the first token from a byte on, and the first from another byte on that is at most some tokens later.
    fn tokens_between(self, end: u32, start: u32) -> (usize, usize) {
        let from = self.tokens.partition_point(|token| token.start < end);
        let count = self.tokens[from..].iter().take(MAX_TOKENS_BETWEEN + 1).take_while(|it| it.start < start).count();
        (from, from + count)
    }

    /// Returns what stands between two references; `None` for words that do not belong to a path.
    fn between(self, end: u32, start: u32) -> Option<Between> {
        let (from, to) = self.tokens_between(end, start);
        if to > from + MAX_TOKENS_BETWEEN {
            return None;
        }
        let mut at = from;
        // بالفقرة 3 والفقرة 4
        let has_conjunction = self.lexicon.begins_with_conjunction(self.written(to));
        if from == to {
            return has_conjunction.then_some(Between::Joint);
        }
        let is_bracket = |token: &Token| token.is('[') || token.is(']');
        let has_bracket = self.tokens[from..to].iter().any(is_bracket);
        if let Some(after) = self.past_title_beside(at, to) {
            let is_rest = |at: usize| self.is_comma(at) || is_bracket(&self.tokens[at]);
            return (after..to).all(is_rest).then_some(Between::Narrowing);
        }
        let (mut has_joint, mut has_comma, mut is_of, mut has_the, mut has_more, mut words) =
            (has_conjunction, false, false, false, false, 0);
        while at < to {
            let token = &self.tokens[at];
            match token.kind {
                TokenKind::Word(Some(Word::And | Word::Or)) => has_joint = true,
                TokenKind::Word(Some(Word::Of)) => is_of = true,
                // `ou au paragraphe 3`, `, à l’exception du paragraphe 3`
                TokenKind::Word(Some(Word::To)) if has_joint || has_comma => {}
                TokenKind::Word(Some(Word::The)) => has_the = true,
                // `and/or`
                TokenKind::Mark('/') if has_joint => {}
                TokenKind::Word(_) if self.lexicon.is_coordinator(self.written(at)) => has_joint = true,
                TokenKind::Word(Some(Word::Ordinal(_))) | TokenKind::Number(_) => has_more = true,
                TokenKind::Mark(',' | '،' | '、') => has_comma = true,
                TokenKind::Mark('’' | '\'') if is_of || has_comma => {}
                TokenKind::Mark('(' | '（') if at + 1 == to && !has_joint && !has_comma => {
                    return Some(Between::Narrowing);
                }
                _ if is_bracket(token) => {}
                TokenKind::Newline => {}
                TokenKind::Word(_) if self.lexicon.is_respectively(self.written(at)) => has_more = true,
                // `last sentence`, الجملة الأخيرة
                TokenKind::Word(_) if self.is_sentence(at) || at > from && self.is_sentence(at - 1) => has_more = true,
                TokenKind::Word(None) if self.is_sentence(at + 1) => {}
                TokenKind::Word(None | Some(Word::Link)) => words = at,
                TokenKind::Word(_) | TokenKind::Mark(_) => return None,
            }
            at += 1;
        }
        let singles_out =
            |at: usize| self.lexicon.is_notably(self.written(at)) || self.lexicon.is_exception(self.written(at));
        if words > 0 {
            let is_short = words < from + MAX_WORDS_OF_EXCEPTION;
            // `except for`
            let is_particle = self.written(words).len() <= MAX_PARTICLE_BYTES && words > from;
            let is_exception = singles_out(words) || is_particle && singles_out(words - 1);
            return (is_short && !has_more && is_exception).then_some(Between::Narrowing);
        }
        match (has_joint, has_comma, is_of) {
            // In Russian no preposition stands before the article.
            _ if has_more => (is_of || has_bracket || self.is_cyrillic(to)).then_some(Between::Widening),
            (false, _, true) if has_bracket => Some(Between::Widening),
            // `paragraph 2, last sentence, of`: the reference has the comma.
            (false, false, true) if from > 0 && self.is_comma(from - 1) => Some(Between::Widening),
            // `del párrafo 2 o del párrafo 3`
            (false, _, true) => None,
            (false, _, _) if has_bracket => Some(Between::Narrowing),
            (true, _, _) => Some(Between::Joint),
            (false, true, _) if has_the => Some(Between::CommaBeforeArticle),
            (false, true, _) => Some(Between::Comma),
            (false, false, _) => None,
        }
    }

    fn is_sentence(self, at: usize) -> bool {
        self.token(at).is_some() && self.lexicon.is_sentence_noun(self.written(at))
    }

    /// `(Scope)`, `“Scope”`: returns the token after a title in parentheses or quotation marks, of some that end at `to`.
    fn past_title_beside(self, at: usize, to: usize) -> Option<usize> {
        let closers: [char; 2] = match self.kind(at)? {
            TokenKind::Mark('(' | '（') => [')', '）'],
            TokenKind::Mark('“' | '„' | '"') => ['”', '"'],
            TokenKind::Mark('«') => ['»', '»'],
            _ => return None,
        };
        let close = (at + 1..to).find(|at| closers.iter().any(|sign| self.is(*at, *sign)))?;
        let begins = self.first_letter(at + 1).is_some_and(char::is_alphabetic);
        // `(scope of gates)` has no provision, and a comma follows.
        let is_small = self.first_letter(at + 1).is_some_and(char::is_lowercase);
        let is_title = !is_small || self.is_comma(close + 1) && (at..close).all(|at| self.noun(at).is_none());
        (begins && is_title && close > at + 1).then_some(close + 1)
    }
}

/// `with the exception of`: the most tokens up to the word that singles out a part.
const MAX_WORDS_OF_EXCEPTION: usize = 5;

/// The longest word that may stand after it: `except for`.
const MAX_PARTICLE_BYTES: usize = 3;

/// Returns whether the provisions that a reference names may be in one that stands beside it.
fn is_open(reference: &Reference) -> bool {
    let is_narrow = |kind: Kind| narrowness(kind) > narrowness(Kind::Article);
    reference.anchor == Anchor::None
        && reference.relative.is_none()
        && reference.title.is_none()
        && reference.inherited_steps == 0
        && outermost(reference).is_some_and(is_narrow)
}

/// Returns whether a reference names what is narrower than the only provision that the one before it names.
fn is_in_wider(previous: &Reference, reference: &Reference) -> bool {
    let [Target { steps, to: None }] = &*previous.targets else { return false };
    let is_whole = reference.anchor == Anchor::None && reference.relative.is_none() && reference.inherited_steps == 0;
    let wider = steps.last().zip(outermost(reference));
    is_whole && !previous.pending && wider.is_some_and(|(last, kind)| narrowness(last.kind) < narrowness(kind))
}

/// Returns whether a step and the first one of a reference are two of one list: paragraphs 2 and 3, items (a) and (b).
fn is_alike(step: Option<&Step>, reference: &Reference) -> bool {
    let first = reference.targets.first().and_then(|target| target.steps.first());
    step.zip(first).is_some_and(|(step, first)| {
        narrowness(step.kind) == narrowness(first.kind) && step.label.is_digits() == first.label.is_digits()
    })
}

fn add_path(reference: &mut Reference, path: &[Step], inheritance: Inheritance, of: &Reference) {
    let join = |target: &mut Target| target.steps = path.iter().chain(&target.steps).copied().collect();
    reference.targets.iter_mut().for_each(join);
    reference.inherited_steps = u8::try_from(path.len()).unwrap_or(u8::MAX);
    reference.inheritance = inheritance;
    reference.anchor = of.anchor;
    reference.instrument.clone_from(&of.instrument);
}

fn outermost(reference: &Reference) -> Option<Kind> {
    reference.targets.first()?.steps.first().map(|step| step.kind)
}
