//! Paths of Chinese counted provisions, from wide to narrow: 第四十七条第六款第（五）项, 第七十四、八十三条, 第六款至第八款.

use super::{MAX_TARGETS, Reader, Reference, Step, Target};
use crate::counted::{counter, is_ordinal_sign, label_of_kind, with_inserted};
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::Word;

/// The most numbers before the noun that they share.
const MAX_SHARED_NUMBERS: usize = 32;

/// Provisions of one kind at the end of one path: 第三条第六款 in 第三条第六款至第八款, all of 第七十四、八十三条.
struct Branch {
    outer: Vec<Step>,
    kind: Kind,
    /// The labels, each with the end of the range that it begins.
    labels: Vec<(Label, Option<Label>)>,
    next: usize,
}

impl Branch {
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
        Some((reference, next))
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

    /// 第六款至第八款, 第三十五条、第三十六条和第四十条. Moves `next` to the token after the targets.
    pub(super) fn counted_targets(self, next: &mut usize) -> Option<Vec<Target>> {
        let mut branch = self.branch(*next)?;
        let mut targets: Vec<Target> = Vec::new();
        loop {
            *next = branch.next;
            targets.extend(branch.targets());
            let at = self.past_breaks(*next);
            let joint = self.counted_joint(at);
            if joint.is_none() || targets.len() > MAX_TARGETS {
                return Some(targets);
            }
            let more = self.branch(self.past_breaks(at + 1)).filter(|more| more.widest_kind() >= branch.widest_kind());
            let Some(more) = more else { return Some(targets) };
            // 第四条至第六条或第十二条: a noun of its own after a range begins another reference.
            let is_after_range = branch.labels.is_empty() && joint == Some(Joint::List);
            if is_after_range && more.kind == branch.kind && more.outer.is_empty() {
                return Some(targets);
            }
            match more.only_label().filter(|_| joint == Some(Joint::Range) && more.kind == branch.kind) {
                Some(label) => {
                    targets.last_mut()?.to = Some(label);
                    branch = Branch { labels: Vec::new(), next: more.next, ..branch };
                }
                None => {
                    let mut outer = branch.shared_outer(&more);
                    outer.extend(&more.outer);
                    branch = Branch { outer, ..more };
                }
            }
        }
    }

    /// 第三条第六款: groups of narrower and narrower provisions.
    fn branch(self, at: usize) -> Option<Branch> {
        let mut branch = self.group(at)?;
        while let [(label, None)] = branch.labels[..]
            && let Some(inner) = self.inner_group(self.past_breaks(branch.next))
            && inner.kind > branch.kind
        {
            let mut outer = branch.outer;
            outer.push(Step { kind: branch.kind, label });
            branch = Branch { outer, ..inner };
        }
        Some(branch)
    }

    /// What may follow the number of a wider provision: 第六款, (c)项, 第二段.
    fn inner_group(self, at: usize) -> Option<Branch> {
        self.group(at).or_else(|| self.letter_group(at)).or_else(|| {
            let (label, noun) = is_ordinal_sign(self.text, self.tokens, at)
                .then(|| counter(self.text, self.tokens, at + 1))
                .flatten()?;
            let kind = self.lexicon.counted(self.written(noun))?;
            Some(Branch { outer: Vec::new(), kind, labels: vec![(label, None)], next: noun + 1 })
        })
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
            if self.token(after)?.word().is_some_and(|word| matches!(word, Word::Provision { .. })) {
                return self.finish_group(labels, after);
            }
            is_range = self.counted_joint(after)? == Joint::Range;
            next = self.past_breaks(after + 1);
            // 第一和第二款
            if is_ordinal_sign(self.text, self.tokens, next) {
                next = self.past_breaks(next + 1);
            }
        }
        None
    }

    /// 条, 条之二: the noun of a group, and what follows it.
    fn finish_group(self, labels: Vec<(Label, Option<Label>)>, noun: usize) -> Option<Branch> {
        let kind = self.noun(noun)?.kind;
        let of_kind = |(label, to): (Label, Option<Label>)| {
            (label_of_kind(kind, label), to.map(|label| label_of_kind(kind, label)))
        };
        let mut labels: Vec<_> = labels.into_iter().map(of_kind).collect();
        let last = labels.last_mut()?;
        let (label, next) = with_inserted(self.text, self.tokens, last.0, noun + 1);
        last.0 = label;
        Some(Branch { outer: Vec::new(), kind, labels, next })
    }

    /// (c)项 after a provision: the letter has no 第.
    fn letter_group(self, at: usize) -> Option<Branch> {
        if !self.is(at, '（') && !self.is(at, '(') {
            return None;
        }
        let (label, next) = counter(self.text, self.tokens, at)?;
        let kind = self.noun(next)?.kind;
        let is_letter = matches!(kind, Kind::Subparagraph | Kind::Item);
        let labels = vec![(label_of_kind(kind, label), None)];
        is_letter.then(|| Branch { outer: Vec::new(), kind, labels, next: next + 1 })
    }

    /// Returns how a token joins two counted provisions.
    fn counted_joint(self, at: usize) -> Option<Joint> {
        let token = self.token(at)?;
        if token.word() == Some(Word::To) || token.is('—') || token.is('–') || token.is('～') {
            return Some(Joint::Range);
        }
        let is_list = matches!(token.word(), Some(Word::And | Word::Or)) || token.is('、');
        is_list.then_some(Joint::List)
    }
}

/// How two counted provisions are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// 、, 和
    List,
    /// 至
    Range,
}
