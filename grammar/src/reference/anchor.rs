//! Anchors: `above`, `of this article`, `of the Convention`. They follow a path; some instruments are named before it.

use super::owner_link::Link;
use super::{Anchor, Noun, Reader, Reference, narrowness};
use crate::kind::Kind;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::roman_value;
use crate::script::is_cyrillic;
use crate::token::TokenKind;

/// The most parts of an anchor: `above, of this article, of this Convention`.
const MAX_ANCHOR_PARTS: usize = 3;

/// A part of an anchor, with the token after it.
enum AnchorPart {
    /// Another part may follow.
    More(usize),
    /// No other part follows.
    Last(usize),
}

impl Reader<'_> {
    /// `above`, `of this article of this Convention`, `common to the Geneva Conventions`. Returns the token after the
    /// anchor, or `from` if there is none.
    pub(super) fn anchor(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        let Some(after_sign) = self.foreign_sign(self.past_breaks(from)) else {
            let unmarked = self.past_closing_markup(from);
            let next = self.anchor_parts(unmarked, outermost, reference);
            return if next == unmarked { from } else { next };
        };
        let next = self.anchor_parts(after_sign, outermost, reference);
        reference.anchor = Anchor::OtherInstrument;
        next
    }

    fn anchor_parts(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        let mut next = from;
        for _ in 0..MAX_ANCHOR_PARTS {
            match self.anchor_part(next, outermost, reference) {
                AnchorPart::More(after) => next = after,
                AnchorPart::Last(after) => return after,
            }
        }
        next
    }

    fn anchor_part(self, from: usize, outermost: Kind, reference: &mut Reference) -> AnchorPart {
        let at = self.past_breaks(from);
        if let Some(after) = self.mentioned_provision(at, outermost) {
            return AnchorPart::Last(after);
        }
        if let Some(after) = self.number_of_code(at) {
            reference.anchor = Anchor::OtherInstrument;
            return AnchorPart::Last(after);
        }
        // `párrafo 3 más abajo`
        let is_direction = matches!(self.word(at + 1), Some(Word::Above | Word::Below));
        let at = at + usize::from(is_direction && self.lexicon.is_degree(self.written(at)));
        if self.is_near(at) {
            if reference.anchor == Anchor::None {
                reference.anchor = Anchor::Near;
            }
            return AnchorPart::More(at + 1);
        }
        // `section 1, paragraph 4, above`
        if self.is_comma(at)
            && matches!(self.word(at + 1), Some(Word::Above | Word::Below))
            && self.is_near(at + 1)
            && self.ends_phrase(at + 2)
        {
            if reference.anchor == Anchor::None {
                reference.anchor = Anchor::Near;
            }
            return AnchorPart::Last(at + 2);
        }
        if self.word(at) == Some(Word::Thereof) {
            reference.anchor = self.anchor_of_pronoun(outermost, reference.start);
            return AnchorPart::Last(at + 1);
        }
        // `l’article 40 duquel`, `статьи 40 которого`
        if self.token(at).is_some() && self.lexicon.is_of_which(self.written(at)) {
            reference.anchor = self.anchor_of_pronoun(outermost, reference.start);
            return AnchorPart::Last(at + 1);
        }
        // `статьями 90 и 94 ее`: a pronoun that closes the phrase means an instrument.
        if self.is_cyrillic(at) && self.word(at) == Some(Word::Its) && self.closes_phrase(at + 1) {
            reference.anchor = self.anchor_of_pronoun(outermost, reference.start);
            return AnchorPart::Last(at + 1);
        }
        // المادة 19 المذكورة من الاتفاقية
        if self.is_definite_that(at) && self.word(at + 1) == Some(Word::Of) {
            return AnchorPart::More(at + 1);
        }
        let may_be_annexed =
            matches!(outermost, Kind::Annex | Kind::Appendix) || reference.anchor == Anchor::UnnumberedAnnex;
        let link = self.link(at, may_be_annexed);
        if self.is_cut(at, link, outermost, reference.start) {
            reference.anchor = Anchor::OtherInstrument;
            return AnchorPart::Last(from);
        }
        if let Some(after) = self.pronoun_after(link) {
            reference.anchor = self.anchor_of_pronoun(outermost, reference.start);
            return AnchorPart::Last(after);
        }
        if link.has_this {
            return self.this_provision_or_instrument(from, link, outermost, reference);
        }
        // `paragraph 2 of that article`
        if link.has_that && !link.has_comma && self.is_wider_provision(link.next, outermost) {
            return AnchorPart::Last(link.next + 1);
        }
        if let Some(after) = self.work(link, reference) {
            return AnchorPart::Last(after);
        }
        self.annex_or_instrument(from, link, outermost, reference)
    }

    /// `ci-dessus`. In `el párrafo 2 anterior` the word for "preceding" means the same.
    fn is_near(self, at: usize) -> bool {
        match self.word(at) {
            // `вышеупомянутой Конвенции`
            Some(Word::Above) if self.is_cyrillic(at) && matches!(self.word(at + 1), Some(Word::Instrument(_))) => {
                false
            }
            Some(Word::Above | Word::Below | Word::Supra) => true,
            Some(Word::Preceding | Word::Following) => self.belongs_to_noun_before(at),
            _ => false,
        }
    }

    /// Returns whether an adjective belongs to the noun before it rather than to the one after it.
    fn belongs_to_noun_before(self, at: usize) -> bool {
        let is_noun = matches!(self.word(at + 1), Some(Word::Provision { .. } | Word::Instrument(_)));
        let is_unknown_word = self.kind(at + 1) == Some(TokenKind::Word(None)) && self.written(at).is_ascii();
        !is_noun && !is_unknown_word
    }

    /// Returns whether a noun without a number names a provision that is wider than the path.
    pub(super) fn is_wider_provision(self, at: usize, outermost: Kind) -> bool {
        self.noun(at).is_some_and(|noun| {
            narrowness(noun.kind) < narrowness(outermost) && self.segment(Noun { plural: false, ..noun }).is_none()
        })
    }

    /// `of this article`, `of this Convention`
    fn this_provision_or_instrument(
        self,
        from: usize,
        link: Link,
        outermost: Kind,
        reference: &mut Reference,
    ) -> AnchorPart {
        // `under article 5, this Convention shall`: another part of the sentence.
        if link.has_comma && !link.has_preposition {
            return AnchorPart::Last(from);
        }
        match self.word(link.next) {
            Some(Word::Provision { kind, .. }) if self.is_wider_provision(link.next, outermost) => {
                reference.anchor = Anchor::This(kind);
                AnchorPart::More(link.next + 1)
            }
            // `of this said Agreement`
            Some(Word::Instrument(_)) if link.has_that => {
                reference.anchor = Anchor::OtherInstrument;
                AnchorPart::Last(link.next + 1)
            }
            Some(Word::Instrument(noun)) => {
                if !matches!(reference.anchor, Anchor::This(_) | Anchor::UnnumberedAnnex) {
                    // `статья 21 данной Конвенции`: this one, or that which was named last.
                    let is_given = link.has_given && !link.has_preposition;
                    reference.anchor = if is_given { Anchor::DefiniteInstrument(noun) } else { Anchor::ThisInstrument };
                }
                AnchorPart::Last(link.next + 1)
            }
            _ => AnchorPart::Last(from),
        }
    }

    /// `of the Annex`, `of the Convention`, `of that Convention`, `статьи 287 Конвенции`
    fn annex_or_instrument(self, from: usize, link: Link, outermost: Kind, reference: &mut Reference) -> AnchorPart {
        let at = link.next;
        let is_unlinked = !link.has_preposition && !link.has_comma;
        // `пункт 3 приложения`
        if is_unlinked && !link.has_that && self.is_genitive_annex(at, outermost) {
            reference.anchor = Anchor::UnnumberedAnnex;
            return AnchorPart::More(at + 1);
        }
        // `статьи 59 четвертой Конвенции`
        let is_counted = matches!(self.word(at), Some(Word::Ordinal(_)))
            && matches!(self.word(at + 1), Some(Word::Instrument(_)))
            && self.is_cyrillic(at);
        if is_unlinked && is_counted {
            reference.anchor = Anchor::OtherInstrument;
            return AnchorPart::Last(at + 2);
        }
        // `статье 99 Международного пакта`
        let is_name = self.starts_with_capital(at) && self.is_cyrillic(at) && self.word(at).is_none();
        // `статья 12, пункт 7, Парижского соглашения`
        let is_aside = || link.has_comma && !link.has_preposition && self.has_comma_within(reference.start, at);
        if is_name && (is_unlinked || is_aside()) {
            return AnchorPart::Last(self.unknown_instrument(at, reference).max(from));
        }
        // `статьи 23 указанного соглашения`
        let is_that = link.has_that && self.is_cyrillic(at) && matches!(self.word(at), Some(Word::Instrument(_)));
        // `статья 91, пункт 2, Устава`
        let is_set_off =
            !link.has_preposition && link.has_comma && self.is_cyrillic(at) && self.starts_with_capital(at);
        let is_genitive = is_unlinked && (self.is_genitive_instrument(at) || is_that)
            || is_set_off && self.is_genitive_instrument(at);
        // `статьи 5 статей об ответственности`
        let is_of_articles = || {
            let is_plural = matches!(self.word(at), Some(Word::Provision { kind: Kind::Article, plural: true }));
            is_unlinked && is_plural && self.is_cyrillic(at) && self.word(self.past_breaks(at + 1)) == Some(Word::Link)
        };
        if !link.has_preposition && !is_genitive && !is_of_articles() {
            return AnchorPart::Last(from);
        }
        match self.word(at) {
            // `Part XV of and Annexes V to VIII to the Convention`: the instrument comes later.
            Some(Word::And | Word::Or) => {
                reference.anchor = Anchor::OtherInstrument;
                AnchorPart::Last(from)
            }
            Some(Word::Thereof) => {
                reference.anchor = self.anchor_of_pronoun(outermost, reference.start);
                AnchorPart::Last(at + 1)
            }
            Some(Word::Instrument(_)) if link.has_that || self.is_mentioned(at) => {
                reference.anchor = Anchor::OtherInstrument;
                reference.instrument = self.token(at).map(|token| token.start..token.end);
                AnchorPart::Last(at + 1)
            }
            Some(Word::Instrument(noun)) => AnchorPart::Last(self.instrument(at, noun, reference)),
            Some(Word::Provision { kind: Kind::Annex | Kind::Appendix, plural }) => {
                let next = self.unknown_instrument(at, reference);
                let may_be_unnumbered = !plural && link.has_preposition && !link.has_that && !outermost.is_annex();
                if next == 0 && may_be_unnumbered {
                    reference.anchor = Anchor::UnnumberedAnnex;
                    return AnchorPart::More(at + 1);
                }
                AnchorPart::Last(next.max(from))
            }
            None => AnchorPart::Last(self.named_or_qualified(link, outermost, reference).max(from)),
            // `of the Hours of Work Convention`
            Some(Word::Unit) => AnchorPart::Last(self.name_from_unit(at, reference).unwrap_or(from)),
            // `of the fourth Convention`, четвертой Конвенции
            Some(Word::Ordinal(_)) if matches!(self.word(at + 1), Some(Word::Instrument(_))) => {
                AnchorPart::Last(self.other_instrument(at, at + 2, reference))
            }
            // `of the Fourth Geneva Convention`
            Some(Word::Ordinal(_)) if self.starts_with_capital(at) => {
                AnchorPart::Last(self.unknown_instrument(at, reference).max(from))
            }
            // `of Common Position 2001/931/CFSP`, `of the Common Customs Tariff`
            Some(Word::Common) if self.starts_with_capital(at) && self.starts_with_capital(at + 1) => {
                AnchorPart::Last(self.other_instrument(at, self.name_end(at + 1).max(at + 1), reference))
            }
            // `of those Rules`: the draft itself is none.
            Some(Word::Provision { kind: Kind::Rule | Kind::Regulation, plural: true })
                if link.has_that && self.starts_with_capital(at) && self.number_value(at + 1).is_none() =>
            {
                AnchorPart::Last(self.other_instrument(at, at + 1, reference))
            }
            // `of the articles on responsibility of States`, `of the articles of association`
            Some(Word::Provision { kind: Kind::Article, plural: true })
                if self.names_articles(self.past_breaks(at + 1)) =>
            {
                AnchorPart::Last(self.other_instrument(at, self.name_end(at + 1).max(at + 1), reference))
            }
            // `of the Articles of Agreement of the Fund`
            Some(Word::Provision { plural: true, .. })
                if self.starts_with_capital(at)
                    && self.word(self.past_breaks(at + 1)) == Some(Word::Of)
                    && link.has_preposition =>
            {
                AnchorPart::Last(self.other_instrument(at, self.name_end(at + 1).max(at + 1), reference))
            }
            Some(_) => AnchorPart::Last(from),
        }
    }

    /// `of the Harmonized System`, `of a tariff`: reads a name, or notes that words follow which may say of what the
    /// provision is. Returns the token after the name, or 0.
    fn named_or_qualified(self, link: Link, outermost: Kind, reference: &mut Reference) -> usize {
        let at = link.next;
        let named = self.unknown_instrument(at, reference);
        let next = if named == 0 { self.named_work(at, link.has_preposition, reference) } else { named };
        // `article 5 aux stations`: after an article or a paragraph the words may belong to the verb.
        let may_qualify = outermost.is_division() || matches!(outermost, Kind::Subparagraph | Kind::Item);
        let is_followed = next == 0 && !link.has_comma && self.kind(at) == Some(TokenKind::Word(None));
        reference.is_qualified |= may_qualify && is_followed;
        next
    }

    /// `статье 287 Конвенции`, `пунктом 44 резолюции 1373`: the case replaces the preposition. The noun begins with a
    /// capital or has a number.
    fn is_genitive_instrument(self, at: usize) -> bool {
        let has_number = self.is_cyrillic(at) && self.number_value(at + 1).is_some();
        matches!(self.word(at), Some(Word::Instrument(_))) && (self.starts_with_capital(at) || has_number)
    }

    /// `приложения` after the number of a paragraph or an item: returns whether it is the genitive of an annex without a number.
    fn is_genitive_annex(self, at: usize, outermost: Kind) -> bool {
        let is_member = narrowness(outermost) >= narrowness(Kind::Paragraph);
        let noun = self.noun(at).filter(|noun| is_member && self.is_cyrillic(noun.at) && noun.plural);
        noun.is_some_and(|noun| matches!(noun.kind, Kind::Annex | Kind::Appendix) && self.segment(noun).is_none())
    }

    /// `la Convention susmentionnée`, الاتفاقية المذكورة: returns whether an adjective after a noun shows that it was named
    /// earlier.
    fn is_mentioned(self, noun: usize) -> bool {
        self.word(noun + 1) == Some(Word::Above) || self.is_definite_that(noun + 1)
    }

    /// المذكورة: returns whether a token is an adjective that bears the definite article and means `that`.
    fn is_definite_that(self, at: usize) -> bool {
        self.word(at) == Some(Word::That) && Lexicon::is_definite(self.written(at))
    }

    /// `of the latter`, `de la misma`: returns the token after a pronoun that closes a link.
    fn pronoun_after(self, link: Link) -> Option<usize> {
        if !link.has_preposition || link.has_comma {
            return None;
        }
        let is_pronoun = |at: usize| self.token(at).is_some() && self.lexicon.is_pronoun(self.written(at));
        let after = if is_pronoun(link.next) { link.next + 1 } else { link.next };
        // `del mismo tratado`, `de ce dernier article`
        let is_adjective = match self.kind(after) {
            Some(TokenKind::Word(None)) => self.word(after - 1) == Some(Word::That),
            Some(TokenKind::Word(word)) => {
                matches!(word, Some(Word::Provision { .. } | Word::Instrument(_) | Word::Ordinal(_)))
            }
            _ => false,
        };
        (is_pronoun(after - 1) && !is_adjective).then_some(after)
    }

    /// Returns whether a comma stands before a path that begins at a byte, or in it, before the one in front of a token.
    fn has_comma_within(self, start: u32, at: usize) -> bool {
        let first = self.tokens.partition_point(|token| token.start < start);
        let comma = (first.saturating_sub(1)..at).find(|at| self.is_comma(*at));
        comma.is_some_and(|comma| self.past_breaks(comma + 1) < at)
    }

    pub(super) fn is_cyrillic(self, at: usize) -> bool {
        self.first_letter(at).is_some_and(is_cyrillic)
    }

    /// `common to`, the acronym of `Article 6 ECHR`, `:26` of `Article 5:26`: reads what only a reference to another
    /// instrument has immediately after its number. Returns the token after it.
    fn foreign_sign(self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        let comma = usize::from(self.is(at, ','));
        if self.word(at + comma) == Some(Word::Common) {
            return Some(at + comma + 1);
        }
        if token.is(':') && !token.spaced {
            // `Article III: 2` of another instrument; `Article 5: 1. The Parties` begins a paragraph.
            let is_glued = self.is_glued(at + 1);
            let is_part = self.number_value(at + 1).is_some() && (is_glued || !self.is(at + 2, '.'));
            return is_part.then_some(at + 2);
        }
        let is_placeholder = token.word().is_some() || self.written(at).bytes().all(|byte| byte == b'X');
        let is_foreign = token.spaced && !is_placeholder && self.is_acronym(at) && !self.is_acronym(at + 1);
        is_foreign.then_some(at + 1)
    }

    /// Returns whether a phrase ends at a token, or another one is joined to it.
    fn closes_phrase(self, at: usize) -> bool {
        self.ends_phrase(at) || matches!(self.word(at), Some(Word::And | Word::Or))
    }

    fn is_acronym(self, at: usize) -> bool {
        let written = self.written(at);
        written.len() > 1 && written.chars().all(char::is_uppercase) && roman_value(written).is_none()
    }

    /// Returns whether the word at a token belongs to the text of a link to another file: `[article 5](../x.md)`.
    pub(super) fn is_linked_elsewhere(self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let next = self.elsewhere.partition_point(|words| words.end <= token.start);
        self.elsewhere.get(next).is_some_and(|words| words.start <= token.start)
    }

    /// Returns whether a noun in a script without case bears no definite article.
    pub(super) fn is_indefinite(self, at: usize) -> bool {
        let is_uncased = |letter: char| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase();
        self.first_letter(at).is_some_and(is_uncased) && !Lexicon::is_definite(self.written(at))
    }
}
