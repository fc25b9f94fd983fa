//! # uneven-counterpart
//!
//! A provision is missing in the same text in another language.
//!
//! Treaties are done in several languages, of which each is as authentic as the others: the same articles, paragraphs
//! and subparagraphs under the same numbers. While a text is negotiated in one language the others lag behind, and a
//! paragraph that was added to one of them alone is easily lost.
//!
//! Drafts are counterparts by their names: `x.en.treaty.md` and `x.ar.treaty.md` in one folder. Provisions are compared
//! by their addresses, which are the same in all languages; of what is missing the outermost is told, once for each
//! counterpart.
//!
//! ```treaty beside=x.ar.treaty
//! المادة 1
//!
//! 1 - تتعاون الأطراف:
//!
//! (أ) في الموانئ؛
//!
//! 2 - نص.
//!
//! المادة 2
//!
//! نص.
//! ```
//!
//! ```treaty name=x.en.treaty
//! Article 1
//!
//! 1. The Parties shall cooperate:
//!
//! (a) in harbours;
//!
//! (b) at sea.
//! ^^^ x.ar.treaty has no article 1, paragraph 1 (b)
//!
//! 2. Text.
//!
//! Article 2
//!
//! Text.
//!
//! Article 2 bis
//! ^^^^^^^^^^^^^ x.ar.treaty has no article 2 bis
//!
//! Text.
//! ```
//!
//! Where a list bears no labels, or writes them in running text, nobody can say that one of them is missing; where two
//! provisions have one address, nobody can say which is meant. And where more than a third of what one of the texts
//! numbers is missing in the other, it is an excerpt or another version, and nothing is said: a session adds or drops a
//! few articles, and the translators follow within days.
//!
//! ```treaty beside=x.zh.treaty
//! 第一条
//!
//! 案文。
//!
//! 第二条
//!
//! 缔约方应：（一）合作；（二）协商。
//! ```
//!
//! ```treaty name=x.en.treaty
//! Article 1
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 2
//!
//! The Parties shall:
//!
//! (a) cooperate;
//!
//! (b) consult.
//! ```
//!
//! ```treaty beside=x.fr.treaty
//! Article premier
//!
//! Texte.
//!
//! Article 2
//!
//! Texte.
//! ```
//!
//! ```treaty name=x.en.treaty
//! Article 1
//!
//! Text.
//!
//! Article 2
//!
//! Text.
//!
//! Article 3
//!
//! Text.
//!
//! Article 4
//!
//! Text.
//! ```
//!
//! **Instead**, add the provision to the counterpart, or take it out here.

use std::sync::Arc;

use travaux_grammar::{Kind, Label, NumberForm, Step, find_number};

use crate::addressed::{Addressed, Addresses, CANCELLATION_STRIDE, Holding, Number, ROOT, is_lettered};
use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use travaux_model::diagnostic::Severity;
use travaux_model::document::Document;
use travaux_model::outline::{Outline, ProvisionId};
use travaux_model::paths::file_name;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let mut counterparts = context.workspace.counterparts(context.name).peekable();
    if counterparts.peek().is_none() {
        return;
    }
    let mut addresses = Addresses::default();
    let Some(own) = Addressed::of(context.outline(), &mut addresses, context.is_cancelled) else { return };
    for (name, counterpart) in counterparts {
        let Some(theirs) = Addressed::of(&counterpart.outline, &mut addresses, context.is_cancelled) else { return };
        let here = Missing::of(context, (&own, context.document), (&theirs, counterpart));
        let there = Missing::of(context, (&theirs, counterpart), (&own, context.document));
        if here.is_told() && there.is_told() {
            let missing = here.outermost.into_iter();
            found.extend(missing.map(|(id, holder)| finding(context, (name, counterpart), id, holder)));
        }
    }
}

fn finding(
    context: &WorkspaceContext<'_>,
    (name, counterpart): (&Arc<str>, &Document),
    id: ProvisionId,
    holder: Option<ProvisionId>,
) -> CrossDraftFinding {
    let range = context.outline().label_range(context.draft(), id);
    let finding =
        CrossDraftFinding::new(range, format!("{} has no {}", file_name(name), context.outline().address(id)));
    let Some(holder) = holder else { return finding };
    let outline = &counterpart.outline;
    let message = format!("{} is here", outline.address(holder));
    finding.related_in(name, outline.label_range(&counterpart.draft, holder), message)
}

/// What one text has and another has not.
#[derive(Default)]
struct Missing {
    /// The outermost provisions, each with the provision of the other text in which it is missing.
    outermost: Vec<(ProvisionId, Option<ProvisionId>)>,
    /// How many provisions are missing in all.
    count: usize,
    /// How many are not.
    there: usize,
}

impl Missing {
    /// What the first of two texts has and the second has not; not all of it where the work is not wanted any more.
    fn of(
        context: &WorkspaceContext<'_>,
        (here, document): (&Addressed, &Document),
        (there, counterpart): (&Addressed, &Document),
    ) -> Missing {
        let mut missing = Missing::default();
        let outline = &document.outline;
        let mut other = Other { addressed: there, document: counterpart, budget: LOOKS * counterpart.draft.len() };
        // Where the last division ends that was told: its articles may be there, but are not told as well.
        let mut told_to: ProvisionId = 0;
        let mut id: ProvisionId = 0;
        let mut steps = 0;
        while let Some(provision) = outline.provisions.get(id as usize) {
            steps += 1;
            if steps % CANCELLATION_STRIDE == 0 && context.is_cancelled() {
                break;
            }
            // Articles count on through divisions, and are found there without them.
            let holds_articles = provision.kind.is_division() && provision.kind != Kind::Annex;
            let behind = if holds_articles { id + 1 } else { provision.end };
            let Some(number) = here.numbers[id as usize] else {
                id += 1;
                continue;
            };
            // Of several with one address, in either text, nobody knows which is which.
            let is_one = matches!(here.holding(number), Holding::One(_));
            match there.holding(number) {
                Holding::One(_) if is_one => {
                    missing.there += 1;
                    id += 1;
                    continue;
                }
                Holding::Nothing if is_one && other.surely_lacks(here, outline, id, number) => {
                    missing.count += (behind - id) as usize;
                    if id >= told_to {
                        let holder = holder(here, outline, id, there);
                        missing.outermost.push((id, holder.filter(|_| !provision.kind.is_heading())));
                        told_to = provision.end;
                    }
                }
                Holding::Nothing | Holding::One(_) | Holding::Several => {}
            }
            id = behind;
        }
        missing
    }

    /// Whether the two are the same text, as far as this one tells.
    fn is_told(&self) -> bool {
        self.there >= 2 * self.count
    }
}

/// The provision of another text that holds what a provision here lies in.
fn holder(here: &Addressed, outline: &Outline, id: ProvisionId, there: &Addressed) -> Option<ProvisionId> {
    match there.holding(here.numbers[outline.provision(id).parent? as usize]?) {
        Holding::One(holder) => Some(holder),
        Holding::Nothing | Holding::Several => None,
    }
}

/// A text in which an address is missing.
struct Other<'a> {
    addressed: &'a Addressed,
    document: &'a Document,
    /// How many bytes of it may still be looked through for labels that were not read as such.
    budget: usize,
}

/// How often a text may be looked through: enough for any that is not all misread.
const LOOKS: usize = 4;

impl Other<'_> {
    /// Whether it would have an address that it lacks: it numbers what is of that kind, and the label stands nowhere in
    /// what would hold it, be it in running text or in a list that was read otherwise.
    fn surely_lacks(&mut self, here: &Addressed, outline: &Outline, id: ProvisionId, number: Number) -> bool {
        let provision = outline.provision(id);
        if self.addressed.rivals.contains(&number) || !provision.rivals.is_empty() {
            return false;
        }
        let theirs = &self.document.outline;
        let kinds = theirs.kinds_of_headings();
        match (provision.kind, provision.label) {
            (Kind::Article, _) => kinds.articles >= 2,
            (kind, _) if kind.is_heading() => kinds.contains(kind),
            (kind, Some(label)) => {
                let outer = provision.parent.map_or(Some(ROOT), |it| here.numbers[it as usize]);
                let is_clear = |it: &Number| !here.muddled.contains(it) && !self.addressed.muddled.contains(it);
                let Some(outer) = outer.filter(is_clear) else { return false };
                match holder(here, outline, id, self.addressed) {
                    Some(holder) => {
                        !theirs.may_contain_unlabelled(holder, &Step { kind, label })
                            && !self.has_beneath(holder, &label)
                            && !self.writes(holder, &label)
                    }
                    None if is_lettered(kind) => outer == ROOT && self.addressed.has_letters,
                    None => outer == ROOT && self.addressed.has_paragraphs,
                }
            }
            (_, None) => false,
        }
    }

    /// Whether a label stands somewhere beneath a provision: lists may be nested otherwise than they were read.
    fn has_beneath(&self, holder: ProvisionId, label: &Label) -> bool {
        let all = self.addressed.labelled(&self.document.outline, label);
        let first = all.get(all.partition_point(|id| *id <= holder));
        first.is_some_and(|id| *id < self.document.outline.provision(holder).end)
    }

    /// Whether the text of a provision shows a label where one may stand, though none was read there.
    fn writes(&mut self, holder: ProvisionId, label: &Label) -> bool {
        let draft = &self.document.draft;
        let range = self.document.outline.range(draft, holder);
        let Some(rest) = self.budget.checked_sub(range.len()) else { return true };
        self.budget = rest;
        let text = draft.slice(range);
        find_number(&text, label.form, label.number()).iter().any(|it| {
            let (before, behind) = (text[..it.range.start].trim_end_matches(' '), &text[it.range.end..]);
            match label.form {
                NumberForm::Digits => before.ends_with(['.', ';', ':', '-', '–', '—', '؛', '。', '；', '：', '\n']),
                _ => behind.trim_start_matches('ـ').starts_with([')', '）', '.']),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lint;
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::workspace::Workspace;

    /// What of a text its counterpart lacks.
    fn check(text: &str, counterpart: &str, expected: &[&str]) {
        let drafts = [("x.fr.treaty".into(), Arc::new(Document::parse(counterpart, None, 0)))].into();
        let workspace = Workspace { drafts, ..Workspace::default() };
        let found = lint(&workspace, "x.en.treaty", &Document::parse(text, None, 0), &Settings::default());
        let found = found.iter().filter(|it| it.rule == "uneven-counterpart");
        let found: Vec<&str> = found.map(|it| it.message.trim_start_matches("x.fr.treaty has no ")).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// Articles of a word and some numbers, each with two paragraphs.
    fn articles(word: &str, numbers: std::ops::RangeInclusive<u32>) -> String {
        numbers.map(|it| format!("{word} {it}\n\n1. Text.\n\n2. Text.\n\n")).collect()
    }

    #[test]
    fn of_a_division_that_is_missing_its_articles_are_not_told_as_well() {
        let parts = |word: &str, part: &str, numbers| format!("{word} {part}\n\n{}", articles("Article", numbers));
        let english = parts("PART", "I", 1..=6) + &parts("PART", "II", 7..=8);
        check(&english, &parts("PARTIE", "I", 1..=6), &["part II"]);
        check(&english, &parts("PARTIE", "I", 1..=8), &["part II"]);
    }

    #[test]
    fn articles_of_annexes_are_counted_in_them() {
        let with_annex =
            |word: &str, numbers| articles("Article", 1..=4) + word + "\n\n" + &articles("Article", numbers);
        check(&with_annex("ANNEX I", 1..=3), &with_annex("ANNEXE I", 1..=2), &["annex I, article 3"]);
        check(&articles("Article", 1..=4), &with_annex("ANNEXE I", 1..=3), &[]);
    }

    #[test]
    fn what_begins_anew_cannot_be_told_apart() {
        let twice = articles("Article", 1..=3).repeat(2);
        check(&(articles("Article", 1..=3) + "3. Text.\n"), &twice, &[]);
        check(&(twice.clone() + "3. Text.\n"), &twice, &[]);
    }

    #[test]
    fn a_label_that_was_read_elsewhere_or_not_at_all_is_there() {
        let english = articles("Article", 1..=2) + "Article 3\n\n1. Text:\n\n(a) one;\n\n(b) two.\n\n2. Text.\n";
        let french = |list: &str| articles("Article", 1..=2) + "Article 3\n\n1. Texte :\n\n" + list + "2. Texte.\n";
        check(&english, &french("a) un ;\n\nb) deux.\n\n"), &[]);
        check(&english, &french("a) un ;\n\n"), &["article 3, paragraph 1 (b)"]);
        check(&english, &french("a) un ; ou b) deux.\n\n"), &[]);
        check(&english, &french(""), &[]);
    }
}
