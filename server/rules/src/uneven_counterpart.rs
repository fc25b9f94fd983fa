//! # uneven-counterpart
//!
//! A provision of this draft is missing in the same draft in another language.
//!
//! A treaty is often authenticated in several languages, and its text is then equally authoritative in each of them
//! (Vienna Convention on the Law of Treaties, article 33). All have the same articles, paragraphs and subparagraphs
//! under the same numbers. While a text is negotiated in one language, the others are updated later, and a paragraph
//! that was added to only one of them is easily lost.
//!
//! Drafts are counterparts by their names: `x.en.treaty.md` and `x.ar.treaty.md` in one folder. Provisions are compared
//! by their addresses, which are the same in all languages. Only the outermost missing provision is reported, once for
//! each counterpart.
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
//! The provisions that a text refers to, and the numbers in its brackets, are the same in all languages as well.
//!
//! ```treaty beside=x.ru.treaty
//! Статья 1
//!
//! 1. Согласно статье 2 Стороны действуют в течение [20] дней.
//!
//! 2. Стороны действуют согласно пункту 1.
//!
//! Статья 2
//!
//! Текст.
//! ```
//!
//! ```treaty name=x.en.treaty
//! Article 1
//!
//! 1. Under article 2, Parties shall act within [20] [30] days.
//!                                                   ^^^^ x.ru.treaty has no [30] here
//!
//! 2. Parties shall act under article 2.
//!                            ^^^^^^^^^ x.ru.treaty names article 1, paragraph 1 here, and not article 2
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! References are compared where each text names exactly one provision that the other does not, numbers where one text has
//! all those of the other. The rule does not report a provision if the corresponding list in the counterpart has no labels or has them in
//! running text, nor if two provisions have the same address. If more than a third of the numbered provisions of one
//! draft are missing in the other, the rule reports nothing: one of them is then an excerpt or another version. A
//! session adds or deletes a few articles, and the translations follow within days.
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
//! **Instead**, add the provision to the counterpart, or delete it here.

use std::sync::Arc;

use travaux_grammar::{Kind, Label, NumberForm, Step, find_number, to_usize};

use crate::address_index::{
    AddressId, AddressIndex, AddressInterner, AddressMatch, CANCELLATION_STRIDE, ROOT, is_lettered,
};
use crate::context::WorkspaceContext;
use crate::counterpart_contents::Contents;
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
    let mut addresses = AddressInterner::default();
    let Some(own) = AddressIndex::of(context.outline(), &mut addresses, context.is_cancelled) else { return };
    for (name, counterpart) in counterparts {
        let Some(theirs) = AddressIndex::of(&counterpart.outline, &mut addresses, context.is_cancelled) else { return };
        let here = MissingProvisions::of(context, (&own, context.document), (&theirs, counterpart));
        let there = MissingProvisions::of(context, (&theirs, counterpart), (&own, context.document));
        if here.suggests_same_text() && there.suggests_same_text() {
            let missing = here.outermost.into_iter();
            found.extend(missing.map(|(id, container)| finding(context, (name, counterpart), id, container)));
            compare_contents(context, (&own, &theirs), (name, counterpart), found);
        }
    }
}

/// Compares what the provisions that both texts have refer to, and the numbers in their brackets.
fn compare_contents(
    context: &WorkspaceContext<'_>,
    (own, theirs): (&AddressIndex, &AddressIndex),
    (name, counterpart): (&Arc<str>, &Document),
    found: &mut Vec<CrossDraftFinding>,
) {
    let Some(here) = Contents::of(context.document, context.is_cancelled) else { return };
    let Some(there) = Contents::of(counterpart, context.is_cancelled) else { return };
    for id in context.outline().ids() {
        let Some(address) = own.by_provision[id.index()] else { continue };
        let (AddressMatch::One(_), AddressMatch::One(other)) = (own.at(address), theirs.at(address)) else { continue };
        if let Some((target, instead)) = here.other_target(id, (&there, other)) {
            let message = format!("{} names {} here, and not {}", file_name(name), instead.0, target.0);
            let finding = CrossDraftFinding::new(target.1.clone(), message);
            found.push(finding.related_in(name, instead.1.clone(), "in the counterpart"));
        }
        for (number, range) in here.missing_numbers(id, (&there, other)) {
            let message = format!("{} has no [{number}] here", file_name(name));
            let range_there = counterpart.outline.label_range(&counterpart.draft, other);
            let related = format!("{} is here", counterpart.outline.address(other));
            found.push(CrossDraftFinding::new(range.clone(), message).related_in(name, range_there, related));
        }
    }
}

fn finding(
    context: &WorkspaceContext<'_>,
    (name, counterpart): (&Arc<str>, &Document),
    id: ProvisionId,
    container: Option<ProvisionId>,
) -> CrossDraftFinding {
    let range = context.outline().label_range(context.draft(), id);
    let finding =
        CrossDraftFinding::new(range, format!("{} has no {}", file_name(name), context.outline().address(id)));
    let Some(container) = container else { return finding };
    let outline = &counterpart.outline;
    let message = format!("{} is here", outline.address(container));
    finding.related_in(name, outline.label_range(&counterpart.draft, container), message)
}

/// The provisions of one text that are missing in another.
#[derive(Default)]
struct MissingProvisions {
    /// The outermost missing provisions, each with the provision of the other text that should contain it.
    outermost: Vec<(ProvisionId, Option<ProvisionId>)>,
    /// The number of all missing provisions.
    count: usize,
    /// The number of provisions that both texts have.
    shared: usize,
}

impl MissingProvisions {
    /// Returns the provisions of the first text that are missing in the second. The result is incomplete if the work
    /// was cancelled.
    fn of(
        context: &WorkspaceContext<'_>,
        (here, document): (&AddressIndex, &Document),
        (there, counterpart): (&AddressIndex, &Document),
    ) -> MissingProvisions {
        let mut missing = MissingProvisions::default();
        let outline = &document.outline;
        let mut other =
            OtherText { index: there, document: counterpart, budget_bytes: MAX_SCANS * counterpart.draft.len() };
        // The end of the last reported division. Its articles count as missing, but are not reported as well.
        let mut reported_end = ProvisionId::FIRST;
        let mut id = ProvisionId::FIRST;
        let mut steps = 0;
        while let Some(provision) = outline.get(id) {
            steps += 1;
            if steps % CANCELLATION_STRIDE == 0 && context.is_cancelled() {
                break;
            }
            // Articles are numbered across divisions, so they are found even if a division is missing.
            let holds_articles = provision.kind.is_division() && !provision.kind.is_annex();
            let next = if holds_articles { id.next() } else { provision.end };
            let Some(address) = here.by_provision[id.index()] else {
                id = id.next();
                continue;
            };
            // Several provisions with one address cannot be matched with each other.
            let is_one = matches!(here.at(address), AddressMatch::One(_));
            match there.at(address) {
                AddressMatch::One(_) if is_one => {
                    missing.shared += 1;
                    id = id.next();
                    continue;
                }
                AddressMatch::None if is_one && other.surely_lacks(here, outline, id, address) => {
                    missing.count += to_usize(next.since(id));
                    if id >= reported_end {
                        let container = container(here, outline, id, there);
                        missing.outermost.push((id, container.filter(|_| !provision.kind.is_heading())));
                        reported_end = provision.end;
                    }
                }
                AddressMatch::None | AddressMatch::One(_) | AddressMatch::Several => {}
            }
            id = next;
        }
        missing
    }

    /// Returns whether so few provisions are missing that both are the same text.
    fn suggests_same_text(&self) -> bool {
        self.shared >= 2 * self.count
    }
}

/// Returns the provision of the other text that corresponds to the parent of a provision.
fn container(here: &AddressIndex, outline: &Outline, id: ProvisionId, there: &AddressIndex) -> Option<ProvisionId> {
    match there.at(here.by_provision[outline.provision(id).parent?.index()]?) {
        AddressMatch::One(container) => Some(container),
        AddressMatch::None | AddressMatch::Several => None,
    }
}

/// A text in which an address is missing.
struct OtherText<'a> {
    index: &'a AddressIndex,
    document: &'a Document,
    /// The number of bytes that may still be searched for labels that were not recognized.
    budget_bytes: usize,
}

/// How often a text may be searched, unless most of it was misread.
const MAX_SCANS: usize = 4;

impl OtherText<'_> {
    /// Returns whether a provision is certainly missing: the text numbers provisions of that kind, and the label occurs
    /// nowhere in the provision that should contain it, neither in running text nor in a list that was read
    /// differently.
    fn surely_lacks(&mut self, here: &AddressIndex, outline: &Outline, id: ProvisionId, address: AddressId) -> bool {
        let provision = outline.provision(id);
        if self.index.rivals.contains(&address) || !provision.rivals.is_empty() {
            return false;
        }
        let theirs = &self.document.outline;
        let kinds = theirs.kinds_of_headings();
        match (provision.kind, provision.label) {
            (Kind::Article, _) => kinds.articles >= 2,
            (kind, _) if kind.is_heading() => kinds.contains(kind),
            (kind, Some(label)) => {
                let outer = provision.parent.map_or(Some(ROOT), |it| here.by_provision[it.index()]);
                let is_clear = |it: &AddressId| !here.ambiguous.contains(it) && !self.index.ambiguous.contains(it);
                let Some(outer) = outer.filter(is_clear) else { return false };
                match container(here, outline, id, self.index) {
                    Some(container) => {
                        !theirs.may_contain_unlabelled(container, &Step { kind, label })
                            && !self.contains_label(container, &label)
                            && !self.shows_label(container, &label)
                    }
                    None if is_lettered(kind) => outer == ROOT && self.index.has_letters,
                    None => outer == ROOT && self.index.has_paragraphs,
                }
            }
            (_, None) => false,
        }
    }

    /// Returns whether a label occurs at any depth in a provision, since nested lists may have been misread.
    fn contains_label(&self, container: ProvisionId, label: &Label) -> bool {
        let all = self.index.labelled(&self.document.outline, label);
        let first = all.get(all.partition_point(|id| *id <= container));
        first.is_some_and(|id| *id < self.document.outline.provision(container).end)
    }

    /// Returns whether the text of a provision has the label in a position where a label may stand, though it was not
    /// recognized.
    fn shows_label(&mut self, container: ProvisionId, label: &Label) -> bool {
        let draft = &self.document.draft;
        let range = self.document.outline.range(draft, container);
        let Some(rest) = self.budget_bytes.checked_sub(range.len()) else { return true };
        self.budget_bytes = rest;
        let text = draft.slice(range);
        find_number(&text, label.form, label.number()).iter().any(|it| {
            let (before, after) = (text[..it.range.start].trim_end_matches(' '), &text[it.range.end..]);
            match label.form {
                NumberForm::Digits => before.ends_with(['.', ';', ':', '-', '–', '—', '؛', '。', '；', '：', '\n']),
                _ => after.trim_start_matches('ـ').starts_with([')', '）', '.']),
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

    /// Checks which provisions of a text are reported as missing in its counterpart.
    fn check(text: &str, counterpart: &str, expected: &[&str]) {
        let drafts = [("x.fr.treaty".into(), Arc::new(Document::parse(counterpart, None, 0)))].into();
        let workspace = Workspace { drafts, ..Workspace::default() };
        let found = lint(&workspace, "x.en.treaty", &Document::parse(text, None, 0), &Settings::default());
        let found = found.iter().filter(|it| it.rule == "uneven-counterpart");
        let found: Vec<&str> = found.map(|it| it.message.trim_start_matches("x.fr.treaty has no ")).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// Returns articles with the given heading word and numbers, each with two paragraphs.
    fn articles(word: &str, numbers: std::ops::RangeInclusive<u32>) -> String {
        numbers.map(|it| format!("{word} {it}\n\n1. Text.\n\n2. Text.\n\n")).collect()
    }

    #[test]
    fn articles_of_a_missing_division_are_not_reported_as_well() {
        let parts = |word: &str, part: &str, numbers| format!("{word} {part}\n\n{}", articles("Article", numbers));
        let english = parts("PART", "I", 1..=6) + &parts("PART", "II", 7..=8);
        check(&english, &parts("PARTIE", "I", 1..=6), &["part II"]);
        check(&english, &parts("PARTIE", "I", 1..=8), &["part II"]);
    }

    #[test]
    fn articles_of_annexes_are_counted_per_annex() {
        let with_annex =
            |word: &str, numbers| articles("Article", 1..=4) + word + "\n\n" + &articles("Article", numbers);
        check(&with_annex("ANNEX I", 1..=3), &with_annex("ANNEXE I", 1..=2), &["annex I, article 3"]);
        check(&articles("Article", 1..=4), &with_annex("ANNEXE I", 1..=3), &[]);
    }

    #[test]
    fn lists_that_restart_are_not_compared() {
        let twice = articles("Article", 1..=3).repeat(2);
        check(&(articles("Article", 1..=3) + "3. Text.\n"), &twice, &[]);
        check(&(twice.clone() + "3. Text.\n"), &twice, &[]);
    }

    #[test]
    fn a_label_in_another_list_or_in_running_text_is_not_missing() {
        let english = articles("Article", 1..=2) + "Article 3\n\n1. Text:\n\n(a) one;\n\n(b) two.\n\n2. Text.\n";
        let french = |list: &str| articles("Article", 1..=2) + "Article 3\n\n1. Texte :\n\n" + list + "2. Texte.\n";
        check(&english, &french("a) un ;\n\nb) deux.\n\n"), &[]);
        check(&english, &french("a) un ;\n\n"), &["article 3, paragraph 1 (b)"]);
        check(&english, &french("a) un ; ou b) deux.\n\n"), &[]);
        check(&english, &french(""), &[]);
    }
}
