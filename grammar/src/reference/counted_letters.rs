//! The letters after a Chinese counted provision, which have no 第: 第一款(a)项, 第三条（2）, 第一款（一）、（三）两项.

use super::counted_path::{Branch, Joint, MAX_SHARED_NUMBERS};
use super::{Reader, Step};
use crate::counted::{counted_noun, counter, enclosed_numeral, han_number, label_of_kind};
use crate::kind::Kind;
use crate::label::Label;
use crate::numerals::{NumberForm, heavenly_stem_value};

impl Reader<'_> {
    /// （2） in 第三条（2）, （一）（1） in 第一条（一）（1）, (b)(一)和(三)项: letters and numbers after a provision, with a noun at the end
    /// of them or without.
    pub(super) fn with_bare_letters(self, branch: Branch) -> Branch {
        let may_have = branch.kind.is_article() || matches!(branch.kind, Kind::Paragraph | Kind::Subparagraph);
        let [(label, None)] = branch.labels[..] else { return branch };
        if !may_have || !self.is_glued(branch.next) {
            return branch;
        }
        let mut steps = vec![Step { kind: branch.kind, label }];
        let next = self.push_letters(&mut steps, branch.next);
        let Some(last) = steps.pop().filter(|_| !steps.is_empty()) else { return branch };
        let outer = branch.outer.iter().copied().chain(steps).collect();
        let letters = Branch { outer, kind: last.kind, labels: vec![(last.label, None)], next, ..branch };
        self.with_noun_of_letters(letters)
    }

    /// 和(三)项 after (b)(一): adds the letters that share the noun with the last one, up to that noun.
    fn with_noun_of_letters(self, branch: Branch) -> Branch {
        let (mut labels, mut next) = (branch.labels.clone(), branch.next);
        loop {
            // （一）、（三）两项
            let count = han_number(self.text, self.tokens, next).filter(|_| self.is_han(next) && labels.len() > 1);
            let noun_at = count.map_or(next, |(_, after)| after);
            let noun = counted_noun(self.text, self.tokens, noun_at).filter(|_| self.is_glued(noun_at));
            if let Some((_, next)) = noun.filter(|(kind, _)| matches!(kind, Kind::Subparagraph | Kind::Item)) {
                return Branch { labels, next, ..branch };
            }
            let more = self.counted_joint(next).and_then(|(joint, at)| Some((joint, self.counted_letter(at)?)));
            let Some((joint, (label, after))) = more.filter(|_| labels.len() < MAX_SHARED_NUMBERS) else {
                return branch;
            };
            let label = label_of_kind(branch.kind, label);
            match labels.last_mut() {
                Some((_, to)) if joint == Joint::Range => *to = Some(label),
                _ => labels.push((label, None)),
            }
            next = after;
        }
    }

    /// Adds the steps of the letters in parentheses at a token; returns the token after them.
    pub(super) fn push_letters(self, steps: &mut Vec<Step>, mut next: usize) -> usize {
        const MAX_LETTERS: usize = 3;
        for _ in 0..MAX_LETTERS {
            let Some((label, after)) = self.counted_letter(next) else { break };
            let Some(outer) = steps.last().map(|step| step.kind) else { break };
            let kind = match outer {
                kind if kind.is_article() && label.form == NumberForm::Digits => Kind::Paragraph,
                Kind::Subparagraph | Kind::Item => Kind::Item,
                _ => Kind::Subparagraph,
            };
            // (a)㈤, (a)（五）
            let is_counted = (self.is_han(next + 1)
                || self.token(next).is_some_and(|it| enclosed_numeral(it).is_some()))
                && label.form == NumberForm::Lower;
            let label = if kind == Kind::Item && is_counted { label_of_kind(kind, label) } else { label };
            steps.push(Step { kind, label });
            next = after;
        }
        next
    }

    /// Returns whether a letter in parentheses may begin at a token, or ㈠.
    fn is_open_letter(self, at: usize) -> bool {
        self.token(at).is_some_and(|it| it.is('（') || it.is('(') || enclosed_numeral(it).is_some())
    }

    /// (c), （一）, （2）: a letter or a small number in parentheses.
    pub(super) fn counted_letter(self, at: usize) -> Option<(Label, usize)> {
        const MAX_NUMBER: u32 = 99;
        let is_open = self.is_open_letter(at);
        let (label, next) = is_open.then(|| counter(self.text, self.tokens, at)).flatten()?;
        let is_small = matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman | NumberForm::Digits);
        (is_small && label.number() <= MAX_NUMBER).then_some((label, next))
    }

    /// (c)项, (c)分段, (a)和(d)项, B项, 甲款, （子）款 after a provision: the letters have no 第.
    pub(super) fn letter_group(self, at: usize) -> Option<Branch> {
        let is_counted_in_han = self.is_han(at) || self.is_han(at + 1);
        let mut labels: Vec<(Label, Option<Label>)> = Vec::new();
        let (mut next, mut is_range) = (at, false);
        while labels.len() < MAX_SHARED_NUMBERS {
            let is_open = self.is_open_letter(next);
            let (label, after) = match self.bare_letter(next).filter(|_| labels.is_empty()) {
                Some(letter) => (letter, next + 1),
                None => is_open.then(|| counter(self.text, self.tokens, next)).flatten()?,
            };
            match labels.last_mut() {
                Some((_, to)) if is_range => *to = Some(label),
                _ => labels.push((label, None)),
            }
            if let Some((kind, next)) = counted_noun(self.text, self.tokens, after) {
                let is_letter = matches!(kind, Kind::Subparagraph | Kind::Item);
                let is_letter = is_letter || kind == Kind::Paragraph && is_counted_in_han;
                return is_letter.then(|| self.finish_group(labels, kind, next)).flatten();
            }
            let (joint, after) = self.counted_joint(after)?;
            is_range = joint == Joint::Range;
            next = after;
        }
        None
    }

    /// A部分 in 附件一A部分: a division whose letter has no 第.
    pub(super) fn lettered_division(self, at: usize) -> Option<Branch> {
        if !self.is_ascii_capital(at) || !self.is_glued(at + 1) {
            return None;
        }
        let noun = self.noun(at + 1).filter(|noun| self.is_han(noun.at))?;
        let is_division = matches!(noun.kind, Kind::Part | Kind::Chapter | Kind::Section);
        let label = Label::from_letters(self.written(at)).filter(|_| is_division)?;
        let label = label.as_capital_letter().unwrap_or(label);
        self.finish_group(vec![(label, None)], noun.kind, noun.at + 1)
    }

    /// `B` in B项, 甲 in 甲项: a letter between a provision and a noun.
    fn bare_letter(self, at: usize) -> Option<Label> {
        let written = self.written(at);
        if !self.is_glued(at) || !self.is_glued(at + 1) {
            return None;
        }
        let stem = written.chars().next().and_then(heavenly_stem_value);
        let letter = || (written.len() == 1).then(|| Label::from_letters(written)).flatten();
        stem.map(|number| Label::new(NumberForm::Lower, number)).or_else(letter)
    }
}
