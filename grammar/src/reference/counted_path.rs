//! Paths of Chinese counted provisions, from wide to narrow: 第四十七条第六款第（五）项, 第七十四、八十三条, 第六款至第八款.

use super::{Anchor, MAX_TARGETS, Noun, Reader, Reference, Step, Target, narrowness};
use crate::counted::{counted_noun, counter, han_number, is_ordinal_sign, label_of_kind, with_inserted};
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;

/// The most numbers before the noun that they share.
pub(super) const MAX_SHARED_NUMBERS: usize = 32;

/// Provisions of one kind at the end of one path: 第三条第六款 in 第三条第六款至第八款, all of 第七十四、八十三条.
pub(super) struct Branch {
    pub(super) outer: Vec<Step>,
    pub(super) kind: Kind,
    /// The labels, each with the end of the range that it begins.
    pub(super) labels: Vec<(Label, Option<Label>)>,
    pub(super) next: usize,
    /// Whether a 项 is a paragraph in it, and a 款 the item of one.
    pub(super) is_reversed: bool,
}

impl Branch {
    /// Returns a branch with the nouns for paragraphs and their items exchanged, as they are in Taiwan.
    fn reversed(mut self) -> Branch {
        let kind = match self.kind {
            Kind::Subparagraph if self.outer.is_empty() => Kind::Paragraph,
            Kind::Paragraph if self.outer.is_empty() => Kind::Subparagraph,
            _ => return self,
        };
        self.kind = kind;
        for (label, to) in &mut self.labels {
            *label = label_of_kind(kind, *label);
            *to = to.map(|label| label_of_kind(kind, label));
        }
        self
    }

    fn widest_kind(&self) -> Kind {
        self.outer.first().map_or(self.kind, |step| step.kind)
    }

    fn targets(&self) -> impl Iterator<Item = Target> {
        self.labels.iter().map(|(label, to)| {
            let last = Step { kind: self.kind, label: *label };
            Target { steps: self.outer.iter().copied().chain([last]).collect(), to: *to }
        })
    }

    /// Returns the label of a branch that is one provision without outer steps.
    fn only_label(&self) -> Option<Label> {
        match self.labels[..] {
            [(label, None)] if self.outer.is_empty() => Some(label),
            _ => None,
        }
    }

    /// Returns the steps of this branch that contain another one after it: the 第三条 of 第三条第一款和第五款第二项.
    fn shared_outer(&self, other: &Branch) -> Vec<Step> {
        let wider = self.outer.iter().take_while(|step| step.kind < other.widest_kind()).copied();
        let own = (self.kind < other.widest_kind()).then(|| self.labels.last()).flatten();
        let own = own.map(|(label, _)| Step { kind: self.kind, label: *label });
        wider.chain(own).collect()
    }
}

impl Reader<'_> {
    /// 第四十七条第六款, with the anchor before it
    pub(super) fn counted_reference(self, at: usize) -> Option<(Reference, usize)> {
        let mut next = at;
        let targets = self.counted_targets(&mut next)?;
        let mut reference = Reference {
            targets: targets.into_boxed_slice(),
            ..Reference::new(self.tokens[at].start, self.tokens[next - 1].end)
        };
        self.anchor_before(at, &mut reference);
        let is_elsewhere = self.is_linked_elsewhere(at) || self.is_after_annexed_title(at);
        if reference.anchor == Anchor::None && is_elsewhere {
            reference.anchor = Anchor::OtherInstrument;
        }
        self.place_in_preamble(at, &mut reference);
        reference.is_qualified |= self.counted_renumbering(at).is_some();
        Some((reference, next))
    }

    /// 《议事规则》（附件二）第8段: returns whether a title stands before a token, with the annex that holds its text in parentheses.
    fn is_after_annexed_title(self, at: usize) -> bool {
        const MAX_TOKENS: usize = 8;
        let Some(close) = at.checked_sub(1).filter(|close| matches!(self.written(*close), "）" | ")")) else {
            return false;
        };
        let open = (close.saturating_sub(MAX_TOKENS)..close).rev().find(|at| matches!(self.written(*at), "（" | "("));
        let annex = open.and_then(|open| self.noun(open + 1)).filter(|noun| noun.kind.is_annex());
        annex.is_some() && open.and_then(|open| open.checked_sub(1)).is_some_and(|before| self.written(before) == "》")
    }

    /// 序言第二段, 序言部分第二段: the paragraphs of the preamble are its recitals.
    fn place_in_preamble(self, at: usize, reference: &mut Reference) {
        let noun_before = |at: usize| at.checked_sub(1).and_then(|before| self.noun(before));
        let part = noun_before(at).filter(|noun| noun.kind == Kind::Part);
        let preamble = noun_before(part.map_or(at, |part| part.at)).filter(|noun| noun.kind == Kind::Preamble);
        let Some(preamble) = preamble.filter(|_| reference.anchor == Anchor::None) else { return };
        reference.start = self.tokens[preamble.at].start;
        let step = Step { kind: Kind::Preamble, label: Label::placeholder() };
        for target in &mut reference.targets {
            target.steps = std::iter::once(step).chain(target.steps.iter().copied()).collect();
        }
    }

    /// 本条一所述, 本条一、二所述: the paragraphs of this article by the numerals of their labels. `noun` is that of the article.
    pub(super) fn bare_paragraphs(self, noun: Noun) -> Option<(Reference, usize)> {
        let this = noun.at.checked_sub(1).filter(|at| self.word(*at) == Some(Word::This))?;
        let mut targets: Vec<Target> = Vec::new();
        let mut next = noun.at;
        let mut is_range = false;
        while targets.len() < MAX_SHARED_NUMBERS {
            let is_han = self.is_han(next + 1);
            let (number, after) = han_number(self.text, self.tokens, next + 1).filter(|_| is_han)?;
            let label = Label::new(NumberForm::Digits, number);
            match targets.last_mut() {
                Some(last) if is_range => last.to = Some(label),
                _ => targets.push(Target { steps: Box::new([Step { kind: Kind::Paragraph, label }]), to: None }),
            }
            next = after;
            let Some((joint, after)) = self.counted_joint(next) else { break };
            is_range = joint == Joint::Range;
            next = after - 1;
        }
        let goes_on = Lexicon::counting_signs().sentence_words.contains(&self.written(next));
        let reference = Reference {
            targets: targets.into_boxed_slice(),
            anchor: Anchor::This(noun.kind),
            ..Reference::new(self.token(this)?.start, self.token(next - 1)?.end)
        };
        (goes_on && noun.kind.is_article()).then_some((reference, next))
    }

    /// 第X条, 第[X]条第二款: a number that is still to come.
    pub(super) fn open_counted_reference(self, at: usize) -> Option<(Reference, usize)> {
        let noun = self.placeholder(at + 1, Kind::Paragraph)?;
        self.noun(noun)?;
        let mut next = noun + 1;
        if is_ordinal_sign(self.text, self.tokens, next) {
            self.counted_targets(&mut next);
        }
        let reference = Reference::new(self.tokens[at].start, self.token(next - 1)?.end);
        Some((Reference { pending: true, ..reference }, next))
    }

    /// 第II-1/3条, 第A-I/6节: a number that only other instruments have.
    pub(super) fn slashed_counted_reference(self, at: usize) -> Option<(Reference, usize)> {
        const MAX_TOKENS: usize = 6;
        let is_part = |at: &usize| {
            let is_glued = self.is_glued(*at);
            is_glued && (self.number_value(*at).is_some() || self.is_ascii_capital(*at) || self.is(*at, '-'))
        };
        let slash = (at + 1..at + MAX_TOKENS).find(|at| !is_part(at)).filter(|slash| *slash > at + 1)?;
        let noun = slash + 2;
        let is_number = self.is(slash, '/') && self.number_value(slash + 1).is_some();
        let kind = self.noun(noun).map(|noun| noun.kind).filter(|_| is_number && self.is_glued(noun))?;
        let reference = Reference::new(self.tokens[at].start, self.token(noun)?.end);
        kind.is_heading().then_some((Reference { anchor: Anchor::OtherInstrument, ..reference }, noun + 1))
    }

    /// 第六款至第八款, 第三十五条、第三十六条和第四十条. Moves `next` to the token after the targets.
    pub(super) fn counted_targets(self, next: &mut usize) -> Option<Vec<Target>> {
        let mut branch = self.branch(*next)?;
        let mut targets: Vec<Target> = Vec::new();
        loop {
            *next = branch.next;
            targets.extend(branch.targets());
            let at = self.past_breaks(*next);
            let Some((joint, after_joint)) = self.counted_joint(at).filter(|_| targets.len() <= MAX_TARGETS) else {
                return Some(targets);
            };
            let after_joint = self.past_breaks(after_joint);
            let more = self
                .branch(after_joint)
                .or_else(|| self.letter_group(after_joint))
                .map(|more| if branch.is_reversed { more.reversed() } else { more })
                .filter(|more| more.widest_kind() >= branch.widest_kind());
            let Some(more) = more else { return Some(targets) };
            // 第四条至第六条或第十二条: a noun of its own after a range begins another reference.
            let is_after_range = branch.labels.is_empty() && joint == Joint::List;
            if is_after_range && more.kind == branch.kind && more.outer.is_empty() {
                return Some(targets);
            }
            match more.only_label().filter(|_| joint == Joint::Range && more.kind == branch.kind) {
                Some(label) => {
                    targets.last_mut()?.to = Some(label);
                    branch = Branch { labels: Vec::new(), next: more.next, ..branch };
                }
                None => {
                    let mut outer = branch.shared_outer(&more);
                    outer.extend(&more.outer);
                    branch = Branch { outer, is_reversed: branch.is_reversed || more.is_reversed, ..more };
                }
            }
        }
    }

    /// 第三条第六款: groups of narrower and narrower provisions.
    fn branch(self, at: usize) -> Option<Branch> {
        let mut branch = self.group(at).or_else(|| self.lettered_group(at)).or_else(|| self.lettered_division(at))?;
        while let [(label, None)] = branch.labels[..]
            && let Some(inner) = self.inner_group(self.past_link(branch.next), branch.kind)
            && let Some(inner) = in_order(&branch, inner)
        {
            // 第1条第2项第(2)款
            let is_reversed = inner.kind == Kind::Subparagraph && branch.kind == Kind::Subparagraph;
            let kind = if is_reversed { Kind::Paragraph } else { branch.kind };
            let mut outer = branch.outer;
            outer.push(Step { kind, label: label_of_kind(kind, label) });
            outer.extend(&inner.outer);
            branch = Branch { outer, is_reversed: branch.is_reversed || is_reversed, ..inner };
        }
        Some(self.with_bare_letters(branch))
    }

    /// 的 in 第一款的第（二）项: returns the token at which a narrower provision may begin.
    fn past_link(self, at: usize) -> usize {
        let at = self.past_breaks(self.past_note_mark(at));
        let is_linked = self.word(at) == Some(Word::Of) && is_ordinal_sign(self.text, self.tokens, at + 1);
        at + usize::from(is_linked)
    }

    /// What may follow the number of a wider provision: 第六款, (c)项, B项, 第二段.
    fn inner_group(self, at: usize, outer: Kind) -> Option<Branch> {
        if narrowness(outer) >= narrowness(Kind::Paragraph)
            && let Some(text) = self.text_group(at)
        {
            return Some(text);
        }
        let group = self.group(at).or_else(|| self.lettered_group(at));
        group.or_else(|| self.lettered_division(at)).or_else(|| self.letter_group(at))
    }

    /// 第二段 in 第一款第二段: a text without a label.
    fn text_group(self, at: usize) -> Option<Branch> {
        let is_counted = is_ordinal_sign(self.text, self.tokens, at);
        let (label, noun) = is_counted.then(|| counter(self.text, self.tokens, at + 1)).flatten()?;
        let kind = self.lexicon.counted(self.written(noun))?;
        Some(Branch { outer: Vec::new(), kind, labels: vec![(label, None)], next: noun + 1, is_reversed: false })
    }

    /// 第3(c)分段, 第2(a)和(b)段: the letters of a paragraph stand before its noun.
    fn lettered_group(self, at: usize) -> Option<Branch> {
        if !is_ordinal_sign(self.text, self.tokens, at) || self.is(at + 1, '(') || self.is(at + 1, '（') {
            return None;
        }
        let (number, next) = counter(self.text, self.tokens, at + 1)?;
        let mut steps = vec![Step { kind: Kind::Paragraph, label: number }];
        let mut next = self.push_letters(&mut steps, next);
        let last = steps.pop().filter(|_| !steps.is_empty())?;
        let mut labels = vec![(last.label, None)];
        while labels.len() < MAX_SHARED_NUMBERS
            && let Some((joint, letter)) = self.counted_joint(next)
            && let Some((label, after)) = self.counted_letter(letter)
        {
            match labels.last_mut() {
                Some((_, to)) if joint == Joint::Range => *to = Some(label),
                _ => labels.push((label, None)),
            }
            next = after;
        }
        let (kind, next) = counted_noun(self.text, self.tokens, next)?;
        // 第9(2)条
        if kind.is_article() {
            steps[0].kind = kind;
            let is_number = steps.len() == 1 && labels.iter().all(|(label, _)| label.is_digits());
            let branch = Branch { outer: steps, kind: Kind::Paragraph, labels, next, is_reversed: false };
            return is_number.then_some(branch);
        }
        let is_listed = matches!(kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item);
        is_listed.then_some(Branch { outer: steps, kind: last.kind, labels, next, is_reversed: false })
    }

    /// 第七十四、八十三条, 第（一）和第（二）项, 第六至八款: numbers before the one noun that they share.
    fn group(self, at: usize) -> Option<Branch> {
        if !is_ordinal_sign(self.text, self.tokens, at) {
            return None;
        }
        let mut labels: Vec<(Label, Option<Label>)> = Vec::new();
        let mut is_range = false;
        let mut next = self.past_breaks(at + 1);
        while labels.len() < MAX_SHARED_NUMBERS {
            let (label, after) = counter(self.text, self.tokens, next)?;
            let after = self.past_breaks(after);
            match labels.last_mut() {
                Some((_, to)) if is_range => *to = Some(label),
                _ => labels.push((label, None)),
            }
            if let Some((kind, next)) = counted_noun(self.text, self.tokens, after) {
                return self.finish_group(labels, kind, next);
            }
            // 第[1][2]款
            let (joint, after) = match self.is(after, '[') && self.is(after - 1, ']') {
                true => (Joint::List, after),
                false => self.counted_joint(after)?,
            };
            is_range = joint == Joint::Range;
            next = self.past_breaks(after);
            // 第一和第二款
            if is_ordinal_sign(self.text, self.tokens, next) {
                next = self.past_breaks(next + 1);
            }
        }
        None
    }

    /// 条, 条之二: the noun of a group, and what follows it.
    pub(super) fn finish_group(self, labels: Vec<(Label, Option<Label>)>, kind: Kind, next: usize) -> Option<Branch> {
        let of_kind = |(label, to): (Label, Option<Label>)| {
            (label_of_kind(kind, label), to.map(|label| label_of_kind(kind, label)))
        };
        let mut labels: Vec<_> = labels.into_iter().map(of_kind).collect();
        let last = labels.last_mut()?;
        let (label, next) = with_inserted(self.text, self.tokens, last.0, next);
        last.0 = label;
        Some(Branch { outer: Vec::new(), kind, labels, next, is_reversed: false })
    }

    /// 、, 、及, ，以及, 至: returns how two counted provisions are joined, and the token after the joint.
    pub(super) fn counted_joint(self, at: usize) -> Option<(Joint, usize)> {
        let token = self.token(at)?;
        let is_hyphen = token.is('-') && self.is_glued(at) && self.is_glued(at + 1);
        if is_hyphen || token.word() == Some(Word::To) || token.is('—') || token.is('–') || token.is('～') {
            return Some((Joint::Range, at + 1));
        }
        let joins = |at: usize| matches!(self.word(at), Some(Word::And | Word::Or));
        let is_comma = token.is('，') || token.is(',');
        if (token.is('、') || joins(at) || is_comma) && joins(at + 1) {
            return Some((Joint::List, at + 2));
        }
        (joins(at) || token.is('、')).then_some((Joint::List, at + 1))
    }
}

/// Returns what follows a branch if it is in it. In Taiwan a 项 is a paragraph, and a 款 is in it.
fn in_order(branch: &Branch, inner: Branch) -> Option<Branch> {
    // 第二条第二节
    let is_section_of_article = branch.kind == Kind::Article && inner.widest_kind() == Kind::Section;
    if inner.widest_kind() > branch.kind || is_section_of_article {
        return Some(inner);
    }
    let is_in_article = branch.outer.last().is_some_and(|step| step.kind.is_article());
    let is_reversed = branch.kind == Kind::Subparagraph && inner.kind == Kind::Paragraph && inner.outer.is_empty();
    let of_kind = |label: Label| label_of_kind(Kind::Subparagraph, label);
    (is_in_article && is_reversed).then(|| Branch {
        kind: Kind::Subparagraph,
        labels: inner.labels.into_iter().map(|(label, to)| (of_kind(label), to.map(of_kind))).collect(),
        ..inner
    })
}

/// How two counted provisions are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// 、, 和
    List,
    /// 至
    Range,
}
