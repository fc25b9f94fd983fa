//! Paths: segments that run from wide to narrow, `article 47, paragraph 6 (e)`, or from narrow to wide, `paragraph 6 of
//! article 47`.

use super::renumbered::Renumbering;
use super::{Anchor, Item, MAX_TARGETS, Noun, Reader, Reference, Segment, Step, Target, narrowness};
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::script::is_cyrillic;

/// The articles and prepositions between two words of a path: `de l’` is three.
const MAX_LINKS: usize = 4;

/// A path as far as it is read.
pub(super) struct Path {
    pub(super) items: Vec<Item>,
    pub(super) outermost: Kind,
    pub(super) innermost: Kind,
    pub(super) pending: bool,
}

impl Path {
    /// Adds a narrower segment. It belongs to the last provision of a list: `articles 5 to 7 and 9, paragraph 2`.
    /// A number that is still to come has nothing in it: `article [X], paragraph 2`.
    fn push_inner(&mut self, inner: Segment) {
        self.pending |= inner.pending;
        // `first subparagraph, point (b)`: the letters of a text that is counted follow it.
        let is_counted = inner.kind == Kind::Subparagraph && inner.is_counted();
        self.innermost = if is_counted { Kind::Paragraph } else { inner.kind };
        let Some(last) = self.items.pop() else { return };
        self.items.extend(inner.items.into_iter().map(|item| joined(&last, item)));
        self.items.truncate(MAX_TARGETS);
    }

    /// Adds a wider segment. Each of its provisions contains all that was read before.
    fn push_outer(&mut self, outer: Segment) {
        self.pending |= outer.pending;
        // `articles 4 to 6 of chapters I and III`: each article is in one of them.
        let is_unique = self.items.iter().all(|item| item.steps[0].kind.is_article()) && !outer.kind.is_annex();
        self.outermost = outer.kind;
        if outer.items.len() > 1 && is_unique {
            return;
        }
        let inside = std::mem::take(&mut self.items);
        for outer in &outer.items {
            self.items.extend(inside.iter().map(|item| joined(outer, item.clone())));
        }
        self.items.truncate(MAX_TARGETS);
    }

    pub(super) fn targets(mut self) -> Box<[Target]> {
        // `point c) du paragraphe 1` is its subparagraph, whatever the noun.
        for steps in self.items.iter_mut().map(|item| &mut item.steps) {
            for at in 1..steps.len() {
                let is_in_paragraph = steps[at - 1].kind == Kind::Paragraph || steps[at - 1].kind.is_article();
                // `Annex I, point 2`
                let is_in_division = steps[at - 1].kind.is_division() && steps[at].kind.is_in_parentheses();
                if is_in_division && steps[at].label.is_digits() {
                    steps[at].kind = Kind::Paragraph;
                }
                if is_in_paragraph && steps[at].kind == Kind::Item && steps[at].label.form == NumberForm::Lower {
                    steps[at].kind = Kind::Subparagraph;
                }
            }
        }
        let target = |item: Item| Target { steps: item.steps.into_boxed_slice(), to: item.to };
        self.items.into_iter().map(target).collect()
    }
}

fn joined(outer: &Item, inner: Item) -> Item {
    let mut steps = outer.steps.clone();
    steps.extend(inner.steps);
    Item { steps, to: inner.to }
}

/// The most segments of a path. Repeated words may be a longer chain, of which the rest is another reference.
const MAX_SEGMENTS: usize = 16;

impl Reader<'_> {
    /// `paragraph 2 (a) of article 7 of the Convention`
    pub(super) fn reference(self, noun: Noun) -> Option<(Reference, usize)> {
        // `an Annex VII arbitral tribunal` is a kind of tribunal that another instrument defines.
        let before = (0..noun.at).rev().find(|at| !self.is(*at, '['));
        if before.is_some_and(|before| self.word(before) == Some(Word::Indefinite)) {
            return None;
        }
        // 本条一所述: these nouns stand after their number.
        let is_after_number =
            noun.kind.is_article() && !noun.kind.needs_number() || narrowness(noun.kind) > narrowness(Kind::Article);
        if is_after_number && self.is_han(noun.at) {
            return self.bare_paragraphs(noun).or_else(|| self.titled_article(noun)).or_else(|| self.pointing(noun));
        }
        // `[Option 1: shall]` is the label of a choice.
        if noun.kind == Kind::Option && noun.at.checked_sub(1).is_some_and(|at| self.is(at, '[')) {
            return None;
        }
        let Some((segment, next)) = self.segment(noun) else {
            return self.titled_article(noun).or_else(|| self.pointing(noun));
        };
        let first = noun.at.checked_sub(1).filter(|at| self.is_preambular(*at)).unwrap_or(noun.at);
        let mut reference = Reference::new(self.token(first)?.start, 0);
        // In Chinese the instrument comes first: 《公约》附件七.
        if self.is_han(noun.at) {
            self.anchor_before(noun.at, &mut reference);
        }
        let (mut path, mut next) = self.path(noun, segment, next)?;
        if self.is_of_preamble(noun, path.outermost) {
            path.place_in_preamble();
        }
        if let Some((kind, distance, after)) = self.neighbour_around(next, path.outermost) {
            reference.end = self.token(after - 1)?.end;
            reference.relative = Some((kind, distance));
            reference.anchor = Anchor::Near;
            self.name_in_neighbour(path, &mut reference);
            return Some((reference, after));
        }
        let closed = self.past_and_following(self.past_note_mark(self.past_emphasis(noun.at, next)));
        if let Some((title, after)) = self.containing_article_title(next, path.outermost) {
            reference.title = Some(title);
            next = after;
        } else if !self.is_han(noun.at) {
            let after = self.anchor(closed, path.outermost, &mut reference);
            next = if after == closed { next } else { after };
            if reference.anchor == Anchor::None {
                next = self.distant_anchor(next, path.outermost, &mut reference);
            }
            if reference.anchor == Anchor::None {
                next = self.anchor_after_parts(next, path.outermost, &mut reference);
            }
        }
        if reference.anchor == Anchor::None {
            self.anchor_after_bracket(noun, next, path.outermost, &mut reference);
        }
        let renumbering = self.renumbering(noun, next);
        if reference.anchor == Anchor::None {
            let is_old = renumbering == Some(Renumbering::Old);
            reference.anchor = if is_old { Anchor::OtherInstrument } else { self.anchor_beside(noun, next) };
        }
        if !self.is_provision(noun, &path, &mut reference) {
            return None;
        }
        reference.end = self.token(next - 1)?.end;
        reference.pending = path.pending;
        reference.targets = path.targets();
        if matches!(reference.anchor, Anchor::ThisInstrument | Anchor::UnnumberedAnnex) {
            reference.targets.iter_mut().for_each(make_paragraph);
        }
        // `artículo primero transitorio` is of another series.
        reference.is_qualified |= self.is_transitional(noun.at, next) || renumbering.is_some();
        // `Annex B Parties` are a class that another instrument names.
        let names_class = self.word(next) == Some(Word::Unit) && self.starts_with_capital(next);
        reference.is_qualified |= noun.kind.is_annex() && self.starts_with_capital(noun.at) && names_class;
        Some((reference, next))
    }

    /// Returns whether an adjective beside a path shows that it is that of transitional provisions, which have numbers of
    /// their own.
    fn is_transitional(self, noun: usize, next: usize) -> bool {
        let is_adjective = |at: usize| self.token(at).is_some() && self.lexicon.is_transitional(self.written(at));
        is_adjective(next) || noun.checked_sub(1).is_some_and(is_adjective)
    }

    /// `del artículo anterior`, `of the preceding article`: returns the kind and the distance of a neighbour that contains a
    /// path, and the token after it.
    fn neighbour_around(self, next: usize, outermost: Kind) -> Option<(Kind, i8, usize)> {
        // `literales b) y c), del artículo anterior`
        let comma = self.is_comma(next) && self.word(self.past_breaks(next + 1)) == Some(Word::Of);
        let at = self.past_breaks(next + usize::from(comma));
        let is_link = |at: &usize| matches!(self.word(*at), Some(Word::Of | Word::The)) || self.is_apostrophe(*at);
        let first = (at..at + MAX_LINKS).find(|at| !is_link(at))?;
        let is_adjective = matches!(self.word(first), Some(Word::Preceding | Word::Following));
        let noun = self.noun(first + usize::from(is_adjective))?;
        // `the following articles` are listed.
        let may_be_one = !noun.plural || self.first_letter(noun.at).is_some_and(is_cyrillic);
        let has_link = first > at || self.first_letter(noun.at).is_some_and(is_cyrillic);
        if !has_link || !may_be_one || self.is_han(noun.at) || narrowness(noun.kind) >= narrowness(outermost) {
            return None;
        }
        if self.segment(noun).is_some() {
            return None;
        }
        let (reference, after) = self.pointing(noun)?;
        let (kind, distance) = reference.relative.filter(|it| it.1 != 0)?;
        Some((kind, distance, after))
    }

    /// Returns the anchor of a reference that is linked or stands beside the name of an instrument.
    fn anchor_beside(self, noun: Noun, next: usize) -> Anchor {
        let is_linked = self.is_linked_elsewhere(noun.at) || self.is_linked_elsewhere(next - 1);
        if is_linked || self.follows_code(noun) || self.is_of_work(noun) || self.has_acronym_after(next) {
            return Anchor::OtherInstrument;
        }
        if self.follows_unnumbered_annex(noun) {
            return Anchor::UnnumberedAnnex;
        }
        self.named_before(noun, next).unwrap_or(Anchor::None)
    }

    /// `In the Annex, paragraph 2`: returns whether an annex without a number and a comma stand before a noun.
    fn follows_unnumbered_annex(self, noun: Noun) -> bool {
        let is_narrow = narrowness(noun.kind) > narrowness(Kind::Article);
        let Some(comma) = noun.at.checked_sub(1).filter(|at| is_narrow && self.is_comma(*at)) else { return false };
        let annex = comma.checked_sub(1).and_then(|at| self.noun(at)).filter(|annex| annex.kind.is_annex());
        let is_definite = |annex: Noun| {
            let before = annex.at.checked_sub(1);
            let has_article = before.is_some_and(|at| self.word(at) == Some(Word::The) || self.is_apostrophe(at));
            has_article || !self.first_letter(annex.at).is_some_and(|letter| letter.is_ascii_lowercase())
        };
        annex.is_some_and(|annex| (!annex.plural || self.is_cyrillic(annex.at)) && is_definite(annex))
    }

    /// Returns whether what a noun such as `point` names is a provision: the provision around it is named, or it has the
    /// letter of one. That letter may also be one of a map.
    fn is_provision(self, noun: Noun, path: &Path, reference: &mut Reference) -> bool {
        let written = self.written(noun.at);
        if !matches!(noun.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item) || !self.lexicon.is_point(written) {
            return true;
        }
        // `point (b) of the first subparagraph`
        let is_of_counted = |item: &Item| item.steps.len() > 1 && item.steps[0].label.is_digits();
        let is_in_another = narrowness(path.outermost) < narrowness(noun.kind) || path.items.iter().all(is_of_counted);
        if is_in_another || !matches!(reference.anchor, Anchor::None | Anchor::Near) {
            return true;
        }
        reference.is_qualified = true;
        let is_letter = |item: &Item| matches!(item.steps[0].label.form, NumberForm::Lower | NumberForm::LowerRoman);
        self.parenthesised(noun.at + 1).is_some() && path.items.iter().all(is_letter)
    }

    /// `paragraph 2 (a) of article 7`, from the token after the first segment on
    pub(super) fn path(self, noun: Noun, mut segment: Segment, mut next: usize) -> Option<(Path, usize)> {
        let kind = self.part_as_paragraph(&mut segment, next);
        let Segment { items, pending, .. } = segment;
        let mut path = Path { items, outermost: kind, innermost: kind, pending };
        next = self.push_letters_after_emphasis(noun, &mut path, next);
        for _ in 0..MAX_SEGMENTS {
            let at = self.past_breaks(self.past_note_mark(self.past_emphasis(noun.at, next)));
            // `point (1)⏎Article 12`: a row of a table ends with the line.
            if at > next && self.is_ascii_capital(at) && self.noun(at).is_some_and(|it| it.kind.is_article()) {
                return Some((path, next));
            }
            // `الفقرة 2 والمادة 3`: a conjunction joined to the noun begins another reference.
            let (noun_at, _) = self.past_comma(at);
            if self.noun(noun_at).is_some() && self.lexicon.begins_with_conjunction(self.written(noun_at)) {
                return Some((path, next));
            }
            if let Some((inner, after)) = self.enclosed_segment(at, noun, &path) {
                path.push_inner(inner);
                next = after;
            } else if let Some((inner, after)) = self.inner_segment(at, path.innermost) {
                if self.is_comma(at) && self.begins_another_path(&inner, after, path.outermost) {
                    return Some((path, next));
                }
                let (inner, after) = self.before_resumed_list(at, noun, &path).unwrap_or((inner, after));
                path.push_inner(inner);
                next = self.push_resumed_list(after, noun, kind, &mut path);
            } else if let Some((inner, after)) = self.numeral_of_letter(at, noun, &path) {
                path.push_inner(inner);
                next = after;
            } else if let Some((mut outer, mut after)) = self
                .outer_segment(at, noun, path.outermost)
                .or_else(|| self.outer_segment(self.past_title(at)?, noun, path.outermost))
                .or_else(|| self.genitive_after_comma(at, &path))
            {
                // `пункт 3 части 2`: the paragraph contains what is called one too.
                if outer.kind == Kind::Paragraph && path.outermost == Kind::Paragraph {
                    path.items.iter_mut().for_each(|item| item.steps[0].kind = Kind::Subparagraph);
                }
                // `sub-paragraph (i) of sub-paragraph (a)`, الفقرة 3 من البند (ثانيا)
                if outer.kind == Kind::Subparagraph && narrowness(path.outermost) >= narrowness(Kind::Paragraph) {
                    path.items.iter_mut().for_each(|item| item.steps[0].kind = Kind::Item);
                }
                if let Some((between, after_both)) = self.segment_between(after, &outer, path.outermost) {
                    outer.pending |= between.pending;
                    let last = outer.items.pop()?;
                    outer.items.extend(between.items.into_iter().map(|item| joined(&last, item)));
                    after = after_both;
                }
                path.push_outer(outer);
                next = after;
            } else {
                return Some((path, next));
            }
        }
        Some((path, next))
    }

    pub(super) fn is_ascii_capital(self, at: usize) -> bool {
        self.first_letter(at).is_some_and(|letter| letter.is_ascii_uppercase())
    }

    /// `(Definitions)` in `Article 2 (Definitions) of Chapter 8`: the token after a title in parentheses before `of`.
    fn past_title(self, at: usize) -> Option<usize> {
        const MAX_TITLE_TOKENS: usize = 12;
        if !self.is(at, '(') || !self.starts_with_capital(at + 1) {
            return None;
        }
        let close = (at + 1..at + MAX_TITLE_TOKENS).find(|at| self.is(*at, ')'))?;
        (self.word(close + 1) == Some(Word::Of)).then_some(close + 1)
    }

    /// Returns whether a segment after a comma has a wider provision of its own: `paragraph 3 of Article 4` in `Article 2,
    /// paragraph 3 of Article 4`.
    pub(super) fn begins_another_path(self, inner: &Segment, after: usize, outermost: Kind) -> bool {
        let first = Noun { at: after, kind: inner.kind, plural: false };
        let outer = self.outer_segment(self.past_breaks(after), first, inner.kind);
        outer.is_some_and(|(outer, _)| narrowness(outer.kind) >= narrowness(outermost))
    }

    /// `части 1 статьи 4`: what a language calls a part is a paragraph if an article follows immediately.
    pub(super) fn part_as_paragraph(self, segment: &mut Segment, next: usize) -> Kind {
        // `части первой настоящей статьи`
        let noun = next + usize::from(self.word(next) == Some(Word::This));
        let is_before_article = self.noun(noun).is_some_and(|noun| noun.kind.is_article());
        // `части второй статьи 1`: only divisions in words have roman numerals.
        let is_in_words = next.checked_sub(1).is_some_and(|at| matches!(self.word(at), Some(Word::Ordinal(_))));
        if segment.kind == Kind::Part && is_before_article && is_in_words && segment.items.len() == 1 {
            let step = &mut segment.items[0].steps[0];
            step.label = Label { form: NumberForm::Digits, ..step.label };
        }
        if segment.kind == Kind::Part && is_before_article && segment.is_counted() {
            segment.set_kind(Kind::Paragraph);
        }
        // `paragraph (b) of paragraph 2`
        let is_lettered = segment.items.iter().all(|item| item.steps[0].kind == Kind::Subparagraph);
        if segment.kind == Kind::Paragraph && is_lettered && !segment.items.is_empty() {
            return Kind::Subparagraph;
        }
        segment.kind
    }
}

/// Makes a path of one number a paragraph: `point 7 of this resolution` is its paragraph.
fn make_paragraph(target: &mut Target) {
    if let [step @ Step { kind: Kind::Subparagraph | Kind::Item, .. }] = &mut *target.steps
        && step.label.is_digits()
    {
        step.kind = Kind::Paragraph;
    }
}
