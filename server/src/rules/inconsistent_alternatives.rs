//! # inconsistent-alternatives
//!
//! The same choice is bracketed with other words, or in another order, than elsewhere in the draft.
//!
//! A pair such as `[computer data] [digital information]` stands for one open question, asked wherever the term
//! occurs. Once the question is decided, an editor accepts one side everywhere; a place with a variant of the pair is
//! then missed, and the adopted text has two terms for one concept. One term for one concept is guideline 6 of the
//! Joint Practical Guide of the European Union, and practice everywhere.
//!
//! The form that occurs most often is taken as the intended one. Modal verbs are left alone: how binding a provision
//! is may be open in each place for itself.
//!
//! ```treaty
//! Article 1
//!
//! To preserve [computer data] [digital information], and to disclose [computer data] [digital information].
//!
//! Article 2
//!
//! To search [computer data] [electronic/digital information].
//!           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `electronic/digital information` stands here for `digital information`, the alternative in 2 other places
//!
//! Article 3
//!
//! To seize [digital information] [computer data].
//!          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these alternatives stand in another order than in 2 other places
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! حفظ [بيانات حاسوبية] [معلومات رقمية] والكشف عن [بيانات حاسوبية] [معلومات رقمية].
//!
//! المادة 2
//!
//! تفتيش [معلومات رقمية] [بيانات حاسوبية].
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these alternatives stand in another order than in 2 other places
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Parties [shall] [may] preserve [computer data] [digital information].
//!
//! Article 2
//!
//! Parties [may] [shall] search [computer data] [digital information] or [computer systems] [devices].
//! ```
//!
//! **Instead**, use the same words in the same order.

use rustc_hash::FxHashMap;
use travaux_grammar::bracket::{Content, Reading, Run};
use travaux_grammar::lexicon::{Lexicon, folded_phrase};
use travaux_grammar::{Block, Language, Marks};

use super::{Fact, Finding, Subject};
use crate::diagnostic::Severity;
use crate::document::Document;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// A run that asks for one of several terms.
struct Choice<'a> {
    block: usize,
    parsed: &'a Block,
    run: &'a Run,
    /// Its terms, by their places in [`Terms`].
    parts: Vec<u32>,
}

/// The terms of a draft's choices: most come again and again, and are folded once.
#[derive(Default)]
struct Terms<'a> {
    /// What is written, and which term it is if it is one.
    written: FxHashMap<(&'a str, Language), Option<u32>>,
    places: FxHashMap<String, u32>,
    folded: Vec<String>,
}

impl<'a> Terms<'a> {
    fn place(&mut self, words: &'a str, language: Language) -> Option<u32> {
        if let Some(known) = self.written.get(&(words, language)) {
            return *known;
        }
        let term = folded_phrase(words);
        let is_named = term.chars().count() >= 4 && !Lexicon::of(language).is_determiner(&term);
        let place = is_named.then(|| {
            *self.places.entry(term).or_insert_with_key(|term| {
                self.folded.push(term.clone());
                self.folded.len() as u32 - 1
            })
        });
        self.written.insert((words, language), place);
        place
    }
}

/// What a block offers to choose from.
pub(super) fn facts(_: &Document, index: usize, block: &Block, facts: &mut Vec<Fact>) {
    let mut choices = Vec::new();
    choices_of(index, block, &mut Terms::default(), &mut choices);
    facts.extend(choices.iter().map(|choice| {
        let written: Vec<String> = (0..choice.parts.len()).map(|part| choice.written(part)).collect();
        Fact { words: format!("{:?} {written:?}", block.language), place: choice.extent() }
    }));
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let mut terms = Terms::default();
    let mut choices = Vec::new();
    let offering = subject.draft().marked(Marks::RUN);
    offering.for_each(|(index, block)| choices_of(index, block, &mut terms, &mut choices));
    let mut counts: FxHashMap<&[u32], (usize, usize)> = FxHashMap::default();
    for (index, choice) in choices.iter().enumerate() {
        counts.entry(&choice.parts).or_insert((index, 0)).1 += 1;
    }
    // The form that each term is most often bracketed in; the first one where two are as frequent.
    let mut usual: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    for choice in &choices {
        let (first, count) = counts[choice.parts.as_slice()];
        for part in &choice.parts {
            let best = usual.entry(*part).or_insert((first, count));
            if count > best.1 || (count == best.1 && first < best.0) {
                *best = (first, count);
            }
        }
    }
    for choice in &choices {
        let other = choice
            .parts
            .iter()
            .filter_map(|part| usual.get(part))
            .filter(|(first, _)| choices[*first].parts != choice.parts)
            .max_by_key(|(first, count)| (*count, std::cmp::Reverse(*first)));
        if let Some((first, count)) = other
            && let Some(message) = difference(&terms, choice, &choices[*first], *count)
        {
            let draft = subject.draft();
            let finding = Finding::new(draft.range(choice.block, choice.extent()), message);
            let first = &choices[*first];
            found.push(finding.related(draft.range(first.block, first.extent()), "the usual alternatives, first here"));
        }
    }
}

impl Choice<'_> {
    fn extent(&self) -> std::ops::Range<u32> {
        let bracket = |place: u32| &self.parsed.brackets.list[place as usize];
        let first = bracket(self.run.brackets[0]);
        let last = bracket(self.run.brackets[self.run.brackets.len() - 1]);
        first.open..last.end.unwrap_or(last.open)
    }

    /// A part as it is written.
    fn written(&self, part: usize) -> String {
        let bracket = &self.parsed.brackets.list[self.run.brackets[part] as usize];
        let words = bracket.inside().map_or("", |inside| &self.parsed.text[inside]);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The runs whose parts are terms: short, no modal verbs, no labels, all of them words.
fn choices_of<'a>(index: usize, block: &'a Block, terms: &mut Terms<'a>, choices: &mut Vec<Choice<'a>>) {
    const LONGEST: usize = 120;
    // Nobody chooses among more, and comparing two choices takes the square of it.
    const MOST: usize = 32;
    for run in &block.brackets.runs {
        if run.modal || run.reading == Reading::Independent || run.brackets.len() > MOST {
            continue;
        }
        let part = |place: &u32| {
            let bracket = &block.brackets.list[*place as usize];
            let words = &block.text[bracket.inside()?];
            let is_term = bracket.content == Content::Text && words.len() <= LONGEST && !words.contains(['[', '{']);
            if is_term { terms.place(words, block.language) } else { None }
        };
        if let Some(parts) = run.brackets.iter().map(part).collect() {
            choices.push(Choice { block: index, parsed: block, run, parts });
        }
    }
}

/// In what a choice differs from the usual one, if it is plainly the same choice.
fn difference(terms: &Terms<'_>, choice: &Choice<'_>, usual: &Choice<'_>, count: usize) -> Option<String> {
    if choice.parts.len() != usual.parts.len() {
        return None;
    }
    let places = if count == 1 { "another place".to_owned() } else { format!("{count} other places") };
    let mut own: Vec<&u32> = choice.parts.iter().filter(|part| !usual.parts.contains(part)).collect();
    if own.is_empty() {
        return Some(format!("these alternatives stand in another order than in {places}"));
    }
    let mut others: Vec<&u32> = usual.parts.iter().filter(|part| !choice.parts.contains(part)).collect();
    let (Some(part), Some(other)) = (own.pop(), others.pop()) else { return None };
    if !own.is_empty() || !shares_a_word(&terms.folded[*part as usize], &terms.folded[*other as usize]) {
        return None;
    }
    let written = choice.parts.iter().position(|it| it == part).map(|it| choice.written(it))?;
    let usual_written = usual.parts.iter().position(|it| it == other).map(|it| usual.written(it))?;
    Some(format!("`{written}` stands here for `{usual_written}`, the alternative in {places}"))
}

fn shares_a_word(part: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|it: char| !it.is_alphanumeric()).filter(|it| it.chars().count() > 3).map(str::to_owned).collect()
    };
    let others = words(other);
    words(part).iter().any(|word| others.contains(word))
}
