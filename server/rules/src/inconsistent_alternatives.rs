//! # inconsistent-alternatives
//!
//! The same alternatives have other words, or another order, than elsewhere in the draft.
//!
//! A pair such as `[computer data] [digital information]` represents one open question, which is repeated wherever the
//! term occurs. Once the question is decided, one side is accepted everywhere. A place with a variant of the pair is
//! then missed, and the adopted text has two terms for one concept. Guideline 6 of the Joint Practical Guide of the
//! European Union requires consistent terminology: identical concepts are expressed in the same terms.
//!
//! The form that occurs most often, in at least two places, is taken as the intended one. All places that differ from it
//! are one finding, at the first of them. Modal verbs are not compared, because how binding a provision is may be a
//! separate question in each place. Nor are the verbs with which a decision begins its paragraphs. A plural, a
//! possessive or an article makes no difference.
//!
//! ```treaty
//! Article 1
//!
//! To preserve [computer data] [digital information], and to disclose [computer data] [digital information].
//!
//! Article 2
//!
//! To search [computer data] [electronic/digital information].
//!           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `electronic/digital information` stands here for `digital information`, the alternative in 3 other places
//!
//! Article 3
//!
//! To seize [computer data] [the digital information's].
//!
//! Article 4
//!
//! To keep [fishing gear] [fishing nets], to use [fishing gear] [fishing nets], to sell [fishing nets] [fishing gear].
//!                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these alternatives stand in another order than in 2 other places
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
//!
//! [Decides] [Requests] that this be so. [Decides] [Requests] that it stay so. [Also decides] [Requests] that it end.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! [Постановляет] [Просит] сделать это. [Постановляет] [Просит] продолжить. [Также постановляет] [Просит] закончить.
//! ```
//!
//! **Instead**, use the same words in the same order.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{
    Block, BracketContent, BracketRun, Language, Lexicon, RunReading, Word, folded, folded_phrase, is_han, to_u32,
    to_usize,
};

use crate::wording_index::{Interner, Occurrence, WordingFault, WordingRule};
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The most places that a finding lists beside its own.
const MAX_PLACES: usize = 100;

/// The fewest places of a form that is taken as the intended one.
const MIN_USUAL_PLACES: u32 = 2;

pub(super) fn wordings() -> Box<dyn WordingRule> {
    Box::<Choices>::default()
}

/// The choices between terms in a draft. Most of them are repeated, so each is normalized only once.
/// A form is the sequence of normalized terms of a choice.
#[derive(Default)]
struct Choices {
    /// The runs as they are written, each encoded by [`encode`].
    written: Interner<str>,
    /// The form of each written run, if it is a choice between terms.
    forms_of: Vec<Option<u32>>,
    /// The forms: the terms of a choice, in order.
    forms: Interner<[u32]>,
    /// The terms, normalized for comparison.
    terms: Interner<str>,
    /// A buffer in which runs are encoded.
    buffer: String,
}

/// The number of occurrences of a form, and the index of the first.
#[derive(Clone, Copy, Default)]
struct Use {
    count: u32,
    first: usize,
}

impl Use {
    /// Returns a rank that is highest for the usual form: the most frequent, or the first of equally frequent ones.
    fn rank(self) -> (u32, Reverse<usize>) {
        (self.count, Reverse(self.first))
    }
}

/// The difference between a choice and the usual form of the same choice.
enum Difference {
    /// The terms have another order.
    Order,
    /// One term is replaced: its position, and the position of the usual term in the usual form.
    Term(usize, usize),
}

impl WordingRule for Choices {
    fn read(&mut self, block: &Block, wordings: &mut Vec<(u32, Range<u32>)>) {
        for run in &block.brackets.runs {
            self.buffer.clear();
            if encode(block, run, &mut self.buffer).is_none() {
                continue;
            }
            let wording = self.written.intern(&self.buffer);
            if to_usize(wording) == self.forms_of.len() {
                let form = self.form(wording, block.language);
                self.forms_of.push(form);
            }
            if self.forms_of[to_usize(wording)].is_some() {
                wordings.push((wording, extent(block, run)));
            }
        }
    }

    fn count(&self) -> usize {
        self.written.count()
    }

    fn compare(&self, occurrences: &[Occurrence]) -> Vec<WordingFault> {
        let form = |it: &Occurrence| self.forms_of[to_usize(it.wording)].map(to_usize);
        let mut uses = vec![Use::default(); self.forms.count()];
        for (at, choice) in occurrences.iter().enumerate() {
            let Some(form) = form(choice) else { continue };
            let Use { count, first } = &mut uses[form];
            *first = if *count == 0 { at } else { *first };
            *count += 1;
        }
        let deviations = self.deviations(&uses);
        let mut faults: Vec<WordingFault> = Vec::new();
        let mut fault_of: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, choice) in occurrences.iter().enumerate() {
            let Some((usual, difference)) = form(choice).and_then(|it| deviations[it].as_ref()) else { continue };
            // One concept is one finding, with all its places.
            if let Some(fault) = fault_of.get(usual) {
                let also = &mut faults[*fault].also;
                if also.len() < MAX_PLACES {
                    also.push((at, "these alternatives differ from the usual ones too"));
                }
                continue;
            }
            let Use { count, first } = uses[to_usize(*usual)];
            let written = |choice: &Occurrence| self.written.get(choice.wording);
            let message = message(difference, written(choice), written(&occurrences[first]), count);
            fault_of.insert(*usual, faults.len());
            faults.push(WordingFault {
                occurrence: at,
                message,
                also: vec![(first, "the usual alternatives, first here")],
            });
        }
        faults
    }
}

impl Choices {
    /// Returns, for each form that differs from the usual form of its terms, that form and the difference.
    fn deviations(&self, uses: &[Use]) -> Vec<Option<(u32, Difference)>> {
        // Forms that no longer occur in the draft do not count.
        let is_used = |form: &u32| uses[to_usize(*form)].count > 0;
        let rank = |form: u32| uses[to_usize(form)].rank();
        // The form in which each term occurs most often.
        let mut usual: Vec<Option<u32>> = vec![None; self.terms.count()];
        for form in (0..to_u32(uses.len())).filter(is_used) {
            for part in self.forms.get(form) {
                let best = &mut usual[to_usize(*part)];
                *best = best.filter(|best| rank(*best) > rank(form)).or(Some(form));
            }
        }
        let difference = |form: u32| {
            let usual = self.forms.get(form).iter().filter_map(|part| usual[to_usize(*part)]);
            let other = usual.filter(|it| *it != form).max_by_key(|it| rank(*it))?;
            if uses[to_usize(other)].count < MIN_USUAL_PLACES {
                return None;
            }
            Some((other, self.difference(form, other)?))
        };
        (0..to_u32(uses.len())).map(|form| Some(form).filter(is_used).and_then(difference)).collect()
    }

    /// Returns the form of a written run, if all its parts are terms.
    fn form(&mut self, written: u32, language: Language) -> Option<u32> {
        let lexicon = Lexicon::of(language);
        let term = |part| {
            let term = folded_phrase(part);
            let is_named = term.chars().count() >= 4 && !lexicon.is_determiner(&term) && !decides(part, lexicon);
            is_named.then(|| self.terms.intern(&bare_term(part, lexicon)))
        };
        let terms: Vec<u32> = parts(self.written.get(written)).map(term).collect::<Option<_>>()?;
        Some(self.forms.intern(&terms))
    }

    fn difference(&self, form: u32, usual: u32) -> Option<Difference> {
        let (parts, usual) = (self.forms.get(form), self.forms.get(usual));
        if parts.len() != usual.len() {
            return None;
        }
        let mut own = parts.iter().filter(|part| !usual.contains(part));
        let Some(part) = own.next() else { return Some(Difference::Order) };
        let other = usual.iter().rfind(|part| !parts.contains(part))?;
        if own.next().is_some() || !shares_a_word(self.terms.get(*part), self.terms.get(*other)) {
            return None;
        }
        let position = |parts: &[u32], part| parts.iter().position(|it| it == part);
        Some(Difference::Term(position(parts, part)?, position(usual, other)?))
    }
}

/// Returns the words of a term as they are compared: folded stems without articles and possessive endings.
fn bare_term(part: &str, lexicon: &Lexicon) -> String {
    let mut term = String::with_capacity(part.len());
    for word in part.split(|it: char| it.is_whitespace() || matches!(it, '\'' | '’')) {
        let word = word.trim_matches(|it: char| !it.is_alphanumeric());
        let is_dropped = word.chars().count() < 2 && !word.chars().any(is_han) || lexicon.is_determiner(word);
        if is_dropped || matches!(lexicon.word(word), Some(Word::The | Word::Indefinite)) {
            continue;
        }
        let folded = folded(word);
        let bare = lexicon.without_article(&folded).unwrap_or(&folded);
        if !term.is_empty() {
            term.push(' ');
        }
        lexicon.push_stem(bare, &mut term);
    }
    term
}

/// `Decides`, `Also requests`: the verb of a paragraph of a decision.
fn decides(part: &str, lexicon: &Lexicon) -> bool {
    part.split_whitespace().any(|word| lexicon.is_operative(word.trim_matches(|it: char| !it.is_alphabetic())))
}

fn message(difference: &Difference, written: &str, usual: &str, count: u32) -> String {
    let places = if count == 1 { "another place".to_owned() } else { format!("{count} other places") };
    match difference {
        Difference::Order => format!("these alternatives stand in another order than in {places}"),
        Difference::Term(part, other) => {
            let words = |written, part| -> Vec<&str> {
                parts(written).nth(part).unwrap_or_default().split_whitespace().collect()
            };
            let (part, other) = (words(written, *part).join(" "), words(usual, *other).join(" "));
            format!("`{part}` stands here for `{other}`, the alternative in {places}")
        }
    }
}

fn extent(block: &Block, run: &BracketRun) -> Range<u32> {
    let (first, last) = (&block.brackets[run.brackets[0]], &block.brackets[run.brackets[run.brackets.len() - 1]]);
    first.open..last.end.unwrap_or(last.open)
}

/// Appends the language of a run and its parts, with `[` before each, to `written`. Returns `None` if the parts cannot
/// be terms: if they are long, or modal verbs, or not words.
fn encode(block: &Block, run: &BracketRun, written: &mut String) -> Option<()> {
    const MAX_TERM_BYTES: usize = 120;
    // Real choices have fewer alternatives, and the cost of comparing two choices is quadratic in this number.
    const MAX_ALTERNATIVES: usize = 32;
    if run.modal || run.reading != RunReading::Alternatives || run.brackets.len() > MAX_ALTERNATIVES {
        return None;
    }
    written.push_str(block.language.code());
    for bracket in block.brackets.of_run(run) {
        let words = block.slice(bracket.inside()?);
        let is_term =
            bracket.content == BracketContent::Text && words.len() <= MAX_TERM_BYTES && !words.contains(['[', '{']);
        if !is_term {
            return None;
        }
        written.push('[');
        written.push_str(words);
    }
    Some(())
}

/// Returns the parts of an encoded run.
fn parts(written: &str) -> impl Iterator<Item = &str> {
    written.split('[').skip(1)
}

fn shares_a_word(part: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|it: char| !it.is_alphanumeric()).filter(|it| it.chars().count() > 3).map(str::to_owned).collect()
    };
    let others = words(other);
    words(part).iter().any(|word| others.contains(word))
}
