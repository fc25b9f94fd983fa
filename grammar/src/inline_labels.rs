//! Labels in running text: `shall: (a) cooperate; and (b) report`.
//!
//! A parenthesis alone is not enough evidence. A label counts only after a stop and in sequence: `(b)` after `(a)`, and
//! a first one if a second follows. A label that may continue a list of an earlier block, and a heading in the middle
//! of a line, are marked as doubtful: the numbers of the whole draft decide.

mod candidate;
mod candidates;
mod heading;
mod running;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::{Doubt, LabelSite};
use crate::leading_label::Enclosure;
use crate::lexicon::Lexicon;
use crate::numerals::NumberForm;
use crate::reference::Reference;
use crate::token::Token;
use candidate::{Before, Candidate};
use candidates::candidates;

pub(crate) use running::running_labels;

/// The form of a list: its labels have the same enclosure and the same form of number.
type ListForm = (Enclosure, NumberForm);

/// Returns the labels in the running text of a block, in order. `leading` are the labels with which the block begins.
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
    let mut lists = Lists::new(leading, &candidates);
    for (index, candidate) in candidates.iter().enumerate() {
        lists.add(index, candidate);
    }
    lists.found
}

/// The lists in a block's running text, as its candidates are read in order.
struct Lists {
    found: Vec<LabelSite>,
    /// The last label of each list.
    last: FxHashMap<ListForm, Label>,
    /// The index of the last candidate that may be second in a list of each form: `(b)`, `(ii)`, `2 -`.
    last_seconds: FxHashMap<ListForm, usize>,
    /// The number of candidates.
    candidates: usize,
    /// The lists that may continue from an earlier block.
    continued: FxHashSet<ListForm>,
    /// The place in `found`, and the offset, of a first paragraph whose number an extraction lost after the heading of
    /// its article.
    unnumbered: Option<(usize, u32)>,
    indent: u16,
}

impl Lists {
    fn new(leading: &[LabelSite], candidates: &[Candidate]) -> Lists {
        let mut last = FxHashMap::default();
        for site in leading {
            if let (Some(label), None) = (&site.label, site.kind) {
                last.extend(label.readings().map(|reading| ((site.enclosure, reading.form), reading)));
            }
        }
        let heading = leading.last().filter(|site| site.kind.is_some_and(Kind::is_article));
        Lists {
            found: Vec::new(),
            last,
            last_seconds: last_seconds(candidates),
            candidates: candidates.len(),
            continued: FxHashSet::default(),
            unnumbered: heading.map(|site| (0, site.end)),
            indent: leading.first().map_or(0, |site| site.indent),
        }
    }

    /// Adds a candidate to the labels if it is a heading or in sequence.
    fn add(&mut self, index: usize, candidate: &Candidate) {
        let mut doubt = candidate.doubt;
        if candidate.kind.is_none() {
            match self.list_doubt(index, candidate) {
                Some(list_doubt) => doubt = doubt.max(list_doubt),
                None => return,
            }
        }
        if candidate.displaced == Some(1) {
            self.unnumbered = Some((self.found.len() + 1, candidate.end));
        }
        self.found.push(LabelSite {
            indent: self.indent,
            inline: true,
            doubt,
            ..LabelSite::new(candidate.kind, Some(candidate.label), candidate.enclosure, candidate.start, candidate.end)
        });
    }

    /// Reads a list label in sequence and returns its doubt, or `None` if it is not a label.
    fn list_doubt(&mut self, index: usize, candidate: &Candidate) -> Option<Doubt> {
        let next = self.next_of_list(candidate);
        let first = self.first_of_list(index, candidate);
        let lone = self.first_at_end(index, candidate).filter(|_| next.is_none() && first.is_none());
        let continuation = self.continuation(candidate).filter(|_| next.is_none() && first.is_none());
        // `المادة 14 … - 2`: the first paragraph has no number here, but the second shows that it exists.
        let is_second = candidate.enclosure == Enclosure::Dash && candidate.label.number() == 2;
        let second = Some(candidate.label).filter(|_| is_second && self.unnumbered.is_some());
        let reading = second.or(next).or(first).or(lone).or(continuation)?;
        if candidate.enclosure == Enclosure::Dash
            && let Some((place, at)) = self.unnumbered.take().filter(|_| is_second)
        {
            self.found.insert(place, first_paragraph(at));
        }
        let list = (candidate.enclosure, reading.form);
        if continuation.is_some() {
            self.continued.insert(list);
        } else if next.is_none() {
            self.continued.remove(&list);
        }
        self.last.insert(list, reading);
        Some(if lone.is_some() || self.continued.contains(&list) { Doubt::Slight } else { Doubt::None })
    }

    /// `(b)` after `(a)`
    fn next_of_list(&self, candidate: &Candidate) -> Option<Label> {
        const MIN_WORDS_AFTER_COMMA: usize = 3;
        if candidate.before == Before::Comma && candidate.words < MIN_WORDS_AFTER_COMMA {
            return None;
        }
        candidate.label.readings().find(|reading| {
            self.last.get(&(candidate.enclosure, reading.form)).is_some_and(|last| reading.follows(last))
        })
    }

    /// `(a)` if a `(b)` follows
    fn first_of_list(&self, index: usize, candidate: &Candidate) -> Option<Label> {
        if !matches!(candidate.before, Before::Colon | Before::Words) {
            return None;
        }
        let has_second = candidate.label.readings().any(|reading| {
            let second = self.last_seconds.get(&(candidate.enclosure, reading.form));
            reading.number() == 1 && second.is_some_and(|second| *second > index)
        });
        candidate.label.readings().find(|reading| reading.number() == 1).filter(|_| has_second)
    }

    /// `which: a) contains` at the end of a block, if the next one begins with `b)`
    fn first_at_end(&self, index: usize, candidate: &Candidate) -> Option<Label> {
        let is_first = |reading: &Label| reading.number() == 1 && reading.form != NumberForm::Digits;
        let is_last = index + 1 == self.candidates && candidate.before == Before::Colon;
        candidate.label.readings().find(is_first).filter(|_| is_last)
    }

    /// `iii) …` where (ii) precedes a page break
    fn continuation(&self, candidate: &Candidate) -> Option<Label> {
        let may_continue = candidate.before == Before::Stop
            && candidate.enclosure != Enclosure::Dash
            && !self.last.keys().any(|(enclosure, _)| *enclosure == candidate.enclosure);
        let label = candidate.label.as_roman().unwrap_or(candidate.label);
        (may_continue && label.number() > 1).then_some(label)
    }
}

/// Returns the label of a first paragraph that has none where it begins.
fn first_paragraph(at: u32) -> LabelSite {
    let label = Some(Label::new(NumberForm::Digits, 1));
    LabelSite { inline: true, ..LabelSite::new(None, label, Enclosure::Dash, at, at) }
}

fn last_seconds(candidates: &[Candidate]) -> FxHashMap<ListForm, usize> {
    let mut last = FxHashMap::default();
    for (index, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| candidate.kind.is_none()) {
        let is_second = |reading: &Label| reading.follows(&Label::new(reading.form, 1));
        last.extend(candidate.label.readings().filter(is_second).map(|it| ((candidate.enclosure, it.form), index)));
    }
    last
}

#[cfg(test)]
mod tests {
    use crate::block::Block;
    use crate::language::Language;
    use crate::language_evidence::LanguageEvidence;

    fn check_in(language: Language, text: &str, expected: &[&str]) {
        let block = Block::parse(text, language, LanguageEvidence::of(text), false);
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
    fn a_reference_does_not_begin_a_list() {
        check("1. Under the following: paragraphs 2 (a) and (b); and 3 (b) of article 4.\n", &[]);
        // Doubtful: it counts where the next block begins with (b).
        check("1. As follows: (a) alone is nothing.\n", &["a?"]);
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
        // The numbers of the draft decide whether it does.
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
    fn a_list_may_continue_from_an_earlier_block() {
        check_in(Language::Es, "del texto; iii) El tercero; iv) El cuarto.\n", &["iii?", "iv?"]);
        check("text of it. Under (c) above; and so on.\n", &[]);
    }

    #[test]
    fn a_first_paragraph_may_have_lost_its_number() {
        check_in(Language::Ar, "المادة 14 التقاسم يكون التقاسم عادلا. - 2 تشمل المنافع.\n", &["1", "2"]);
    }
}
