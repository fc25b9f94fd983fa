//! Paths that two references share: `paragraph 2 or paragraph 3 of article 1`, `article 1 (Scope), paragraph 3`, `article 1,
//! except paragraph 3`. The wider provision stands beside one of them only. Since the other one may also be that of its own
//! place, the path is assumed: it counts where there is such a provision.

use super::between::Between;
use super::{Anchor, Inheritance, Reader, Reference, Step, Target, narrowness};
use crate::kind::Kind;

/// The most references that share the path of one.
const MAX_JOINED: usize = 16;

impl Reader<'_> {
    /// Completes a reference by the path of the one before it, or those before it by its path.
    pub(super) fn share_path(self, found: &mut [Reference], reference: &mut Reference) {
        let Some(previous) = found.last() else { return };
        if self.is_after_title(previous, reference) && is_in_wider(previous, reference) {
            let path = previous.targets.last().map_or(Vec::new(), |last| last.steps.to_vec());
            add_path(reference, &path, Inheritance::Certain, previous);
            return;
        }
        // `Article 12 (Scope), paragraph 7, of the Convention`
        if reference.anchor != Anchor::None
            && reference.anchor == previous.anchor
            && self.narrows_after_title(previous, outermost(reference), reference.start)
        {
            let path = previous.targets.last().map_or(Vec::new(), |last| last.steps.to_vec());
            add_path(reference, &path, Inheritance::Certain, &previous.clone());
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
                self.share_neighbour(previous, reference);
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
        let mut tokens = self.tokens_between(previous.end, reference.start);
        let is_part = |at: usize| self.is_comma(at) || self.noun(at).is_some_and(|noun| noun.kind.is_annex());
        is_document && previous.relative.is_none() && self.is_comma(tokens.start) && tokens.all(is_part)
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
        let first = self.noun(self.token_at(reference.start));
        let is_inside = first.is_some_and(|noun| narrowness(noun.kind) > narrowness(kind));
        let is_narrow = outermost(previous).is_some_and(|it| narrowness(it) > narrowness(kind));
        distance != 0 && is_inside && is_narrow && self.is_joined_by_words(previous.end, after)
    }

    /// Returns the first token from a byte on.
    fn token_at(self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.start < offset)
    }

    /// Returns whether two references are members of one list.
    fn is_joined_by_words(self, end: u32, start: u32) -> bool {
        matches!(self.between(end, start), Some(Between::Joint | Between::Comma | Between::CommaBeforeArticle))
    }

    /// `article 1, paragraph 2`: returns whether a reference begins with its widest noun and has one as narrow as a kind.
    fn spells_wide_first(self, reference: &Reference, kind: Kind) -> bool {
        let start = self.token_at(reference.start);
        let mut nouns = (start..self.token_at(reference.end)).filter_map(|at| self.noun(at));
        let begins_wide = nouns.next().is_some_and(|first| outermost(reference) == Some(first.kind));
        self.is_han(start) || begins_wide && nouns.any(|noun| narrowness(noun.kind) >= narrowness(kind))
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
        let start = self.token_at(reference.start);
        let noun = self.noun(start).map(|noun| noun.kind);
        let begins_wide = self.is_han(start) || noun.is_some() && noun == outermost(reference);
        let is_parallel = is_alike(first.steps.get(wider), previous) && !begins_wide;
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

    /// `Article 12 (Scope),` before `paragraph 7`: returns whether a narrower provision that begins at a byte follows the title of the
    /// only one that a reference names.
    pub(super) fn narrows_after_title(self, previous: &Reference, kind: Option<Kind>, start: u32) -> bool {
        let [Target { steps, to: None }] = &*previous.targets else { return false };
        let is_narrower = steps.last().zip(kind).is_some_and(|(last, kind)| narrowness(last.kind) < narrowness(kind));
        // `Chapter 11 (Investment), Article XIV of GATS`: an article may be another's.
        let is_member = kind.is_some_and(|kind| narrowness(kind) > narrowness(Kind::Article));
        if !is_narrower || !is_member || previous.pending || previous.relative.is_some() {
            return false;
        }
        let tokens = self.tokens_between(previous.end, start);
        let after = self.past_title_beside(tokens.clone());
        after.is_some_and(|after| (after..tokens.end).all(|at| self.is_comma(at) || self.past_breaks(at) > at))
    }

    /// 第一章（货物）第一条（定义）第三款: returns whether only the title of the provision before it stands between a reference in
    /// Chinese and that one.
    fn is_after_title(self, previous: &Reference, reference: &Reference) -> bool {
        let tokens = self.tokens_between(previous.end, reference.start);
        self.is_han(tokens.end) && self.past_title_beside(tokens.clone()) == Some(tokens.end)
    }
}

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
