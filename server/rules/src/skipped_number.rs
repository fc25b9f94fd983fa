//! # skipped-number
//!
//! A number is missing in a list.
//!
//! Provisions are numbered consecutively so that they are cited in the same way in all languages (UN Editorial Manual).
//! A gap makes a reader search for a provision that does not exist, and often shows that a provision was lost. The same
//! is true of the series of inserted provisions: `quater` follows `ter`.
//!
//! Nothing is reported where the draft leaves words out, as in `[...]`, nor for numbers that one line covers, as in
//! `3. and 4. Deleted`, `(b) to (d) [deleted]` or `Articles 5 to 7 [Reserved]`.
//!
//! ```treaty
//! Article 1
//!
//! 1. One:
//!
//! (a) first;
//!
//! (c) third.
//! ^^^ (c) follows (a): (b) is missing
//!
//! 3. Three.
//! ^ 3 follows 1: 2 is missing
//! ```
//!
//! ```treaty
//! Article 3
//!
//! Text.
//!
//! Article 4 bis
//! ^^^^^^^^^^^^^ 4 bis follows 3: 4 is missing
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 10
//!
//! نص أول.
//!
//! المادة 10 ثالثاً
//! ^^^^^^^^^^^^^^^^ 10 ter follows 10: 10 bis is missing
//!
//! نص ثان.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! [...]
//!
//! 4. Four.
//!
//! 4 bis. An insertion.
//!
//! 5 to 7. Deleted.
//!
//! 8. Eight.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 2 to 3. Reserved
//!
//! 5. Five.
//! ^ 5 follows 3: 4 is missing
//!
//! Articles 2 to 4 [Reserved]
//!
//! Article 6
//! ^^^^^^^^^ 6 follows 1: 5 is missing
//!
//! Text.
//! ```
//!
//! A list of letters in an article that begins with its second letter lacks the first. A number that stands twice was to
//! be the missing one, and is reported by `duplicate-number`.
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties shall:
//!
//! (b) act;
//! ^^^ the list begins with (b): (a) is missing
//!
//! (c) report.
//!
//! 2. One; 2 bis. Two.
//!
//! 5 bis. Five.
//! ^^^^^ 5 bis follows 2: 3 to 5 are missing
//!
//! 6. Six.
//!
//! 6. Seven.
//!
//! 8. Eight.
//! ```
//!
//! The paragraphs and items of an annex are a list like those of an article, unless they stand in sections.
//!
//! ```treaty
//! Article 1
//!
//! Text.
//!
//! Annex
//!
//! 1. One.
//!
//! 3. Three.
//! ^ 3 follows 1: 2 is missing
//!
//! Section A
//!
//! 1. One.
//!
//! 3. Three.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 一、缔约国应：
//!
//! (b) 采取行动；
//! ^^^ the list begins with (b): (a) is missing
//!
//! (c) 提出报告。
//! ```
//!
//! A decision or resolution has no articles, but one list of paragraphs that runs through the text. It is checked where
//! nearly all of its numbers follow each other, and so are paragraphs that run on from one article to the next.
//!
//! ```treaty
//! The Conference of the Parties,
//!
//! 1. Decides to act;
//!
//! 2. Requests a report;
//!
//! 3. Invites comments;
//!
//! 5. Welcomes the report;
//! ^ 5 follows 3: 4 is missing
//!
//! 6. Closes the matter.
//! ```
//!
//! ```treaty
//! 缔约方会议，
//!
//! 1. 决定采取行动；
//!
//! 2. 请提交报告；
//!
//! 3. 邀请各缔约方；
//!
//! 5. 促请付款；
//! ^ 5 follows 3: 4 is missing
//!
//! 6. 注意到付款。
//! ```
//!
//! The items of a footnote may stand in the middle of a list, which goes on after them. A section may hold the next numbers
//! as its paragraphs, and where the numbers of articles begin with those of their chapters, the first article of a chapter
//! follows the last of the one before.
//!
//! ```treaty
//! Article 1
//!
//! (a) packing;
//!
//! (b) washing;
//!
//! Simple means without special skills:
//!
//! (a) by hand;
//!
//! (c) cutting.
//!
//! Article 2
//!
//! 1. Text.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Каждая Сторона:
//!
//! b) действует.
//! ^ the list begins with (b): (a) is missing
//!
//! Статья 2
//!
//! Текст.
//! ```
//!
//! ```treaty
//! 第十二章
//!
//! 第1208条
//!
//! 案文。
//!
//! 第1209条
//!
//! 案文。
//!
//! 第十三章
//!
//! 第1301条
//!
//! 案文。
//! ```
//!
//! Numbers that nothing sets off are checked where they form a series.
//!
//! ```treaty
//! Article 1
//!
//! 1 Each Party acts.
//!
//! 3 Each Party reports.
//! ^ 3 follows 1: 2 is missing
//!
//! 4 Each Party stops.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 1 缔约方应行动。
//!
//! 2 缔约方应报告。
//!
//! 4 缔约方应停止。
//! ^ 4 follows 2: 3 is missing
//! ```
//!
//! Of letters after a number, one that is missing between two others is reported.
//!
//! ```treaty
//! Article 2A
//!
//! Ports are open.
//!
//! Article 2C
//! ^^^^^^^^^^ 2C follows 2A: 2B is missing
//!
//! Ports are lit.
//!
//! Article 2F
//!
//! Ports are clean.
//! ```
//!
//! A list of which three or more numbers are missing is that of an extract or of a bad copy: the first gap is reported, and
//! names the others.
//!
//! ```treaty
//! Article 204
//!
//! One.
//!
//! Article 206
//! ^^^^^^^^^^^ 206 follows 204: 205 is missing; further on 208, 210 to 211 are missing as well
//!
//! Two.
//!
//! Article 207
//!
//! Three.
//!
//! Article 209
//!
//! Four.
//!
//! Article 212
//!
//! Five.
//! ```
//!
//! A label that stands out of order in the next list may be the missing one, and is reported by `unordered-number`.
//!
//! ```treaty
//! Статья 1
//!
//! 1. Сторона сообщает:
//!
//! a) имя;
//!
//! b) место;
//!
//! d) время.
//!
//! 2. Сторона получает:
//!
//! a) ответ;
//!
//! c) отчет;
//!
//! b) копию.
//! ```
//!
//! Nothing is said about the order of a list whose letters belong to two alphabets, or to the order of the Arabic
//! alphabet in which ت is third.
//!
//! **Instead**, restore the missing provision or renumber the list; write `[...]` where words are left out on purpose.

use std::cell::LazyCell;
use std::ops::RangeInclusive;

use travaux_grammar::{BlockId, BlockKind, Kind, Label, NumberForm, Summaries};

use super::number_gap::{Gap, gap};
use super::numbered_lists::{is_elided, resumes_list};
use super::written_otherwise::{named_between, without_written};
use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use crate::letter_series::is_of_unknown_order;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let label = |id: &ProvisionId| outline.provision(*id).label.as_ref();
    let follows = |pair: &[ProvisionId]| {
        let labels = label(&pair[0]).zip(label(&pair[1]));
        labels.is_some_and(|(before, label)| before.is_plain() && label.is_plain() && label.follows(before))
    };
    check_beginning(context, list, found);
    if list.windows(2).all(follows) || is_of_unknown_order(summaries, outline, list) {
        return;
    }
    let labels: Vec<Label> = list.iter().filter_map(|id| label(id).copied()).collect();
    let Some(kind) = list.first().map(|id| outline.provision(*id).kind) else { return };
    // `Annex G-04.2` is named after its article.
    if matches!(kind, Kind::Annex | Kind::Appendix) && labels.iter().any(|label| label.numbers[1] != 0) {
        return;
    }
    let has_chapters = kind == Kind::Article && carries_chapters(&labels);
    // Sorted, since a search through the list at every gap would be quadratic.
    let sorted = LazyCell::new(|| {
        let mut sorted = labels.clone();
        sorted.sort();
        sorted
    });
    let (mut highest, mut read_labels) = (labels.first().copied().unwrap_or(Label::placeholder()), 0);
    let mut gaps = Vec::new();
    for (at, pair) in list.windows(2).enumerate() {
        let label = &labels[at + 1];
        highest = highest.max(labels[at]);
        if gap(&highest, label).is_none() {
            continue;
        }
        // Labels that cover several numbers are read only when a number seems to be missing.
        let last_labels = (read_labels..=at).map(|at| last_of(summaries, outline, list[at], labels[at]));
        highest = last_labels.fold(highest, Label::max);
        read_labels = at + 1;
        let Some(gap) = gap(&highest, label).filter(|gap| is_certain(outline, &list[at..], gap)) else { continue };
        // Numbers that occur later in the list are out of order, not missing. None has occurred before, since all are
        // greater than the highest.
        let (first, last) = (gap.label(*gap.numbers.start()), gap.label(*gap.numbers.end()));
        let next = sorted.partition_point(|it| *it < first);
        let is_later = sorted.get(next).is_some_and(|it| *it <= last);
        if is_later || is_elided(summaries, outline, pair[0], pair[1]) {
            continue;
        }
        let unnamed = gap.without(&named_between(summaries, outline, pair[0], pair[1]));
        let missing = without_written(outline, pair, &gap, unnamed);
        let is_lone_of_doubled = || gap.numbers.start() == gap.numbers.end() && is_doubled(outline, &list[..=at]);
        let begins_chapter = || {
            let is_in_order = is_first_of_chapter(label) && is_later_chapter(label, &highest);
            is_in_order && (has_chapters || is_of_own_chapter(outline, pair[1]))
        };
        if missing.is_empty() || is_lone_of_doubled() || begins_chapter() || resumes_list(outline, list, pair[1]) {
            continue;
        }
        let previous = last_of(summaries, outline, pair[0], labels[at]);
        gaps.push(Missing {
            before: pair[0],
            after: pair[1],
            previous,
            label: *label,
            is_one: matches!(&missing[..], [numbers] if numbers.start() == numbers.end()),
            ranges: written(kind, &gap, &missing),
        });
    }
    match &gaps[..] {
        [first, further @ ..] if further.len() >= MANY_GAPS - 1 => found.push(first.finding(outline, further)),
        _ => found.extend(gaps.iter().map(|it| it.finding(outline, &[]))),
    }
}

/// How many gaps make a list one of which many numbers are missing.
const MANY_GAPS: usize = 3;

/// The numbers that are missing between two provisions of a list.
struct Missing {
    before: ProvisionId,
    after: ProvisionId,
    /// The last label of the provision before.
    previous: Label,
    /// The label of the provision after them.
    label: Label,
    /// Whether only one number is missing.
    is_one: bool,
    /// The missing numbers as they are written, each range one.
    ranges: Vec<String>,
}

impl Missing {
    /// Returns the finding about the gap, which also names the further ones of its list.
    fn finding(&self, outline: &Outline, further: &[Missing]) -> Finding {
        let kind = outline.provision(self.after).kind;
        let are = if self.is_one { "is" } else { "are" };
        let (label, previous) = (in_signs(kind, &self.label), in_signs(kind, &self.previous));
        let mut message = format!("{label} follows {previous}: {} {are} missing", self.ranges.join(" and "));
        if !further.is_empty() {
            let rest: Vec<&str> = further.iter().flat_map(|gap| &gap.ranges).map(|it| &**it).collect();
            message.push_str(&format!("; further on {} are missing as well", rest.join(", ")));
        }
        let finding = Finding::new(Place::label(outline, self.after), message);
        let finding = finding.related(Place::label(outline, self.before), "the one before is here");
        further.iter().fold(finding, |finding, gap| {
            finding.related(
                Place::label(outline, gap.after),
                format!("{} follows {} here", in_signs(kind, &gap.label), in_signs(kind, &gap.previous)),
            )
        })
    }
}

/// Reports the first letter of a list in an article that begins with the second and goes on with the third, or consists of
/// it after a colon.
fn check_beginning(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let [first, ref rest @ ..] = *list else { return };
    let provision = outline.provision(first);
    let (label, parent) = (provision.label, provision.parent);
    let (Some(label), Some(parent)) = (label.filter(|it| it.number() == 2 && it.is_plain()), parent) else { return };
    let in_article = || outline.ancestors(parent).any(|it| outline.provision(it).kind == Kind::Article);
    let goes_on = match rest.first() {
        Some(second) => outline.provision(*second).label.is_some_and(|it| it.is_plain() && it.follows(&label)),
        None => is_lone_after_colon(summaries, outline, parent, first),
    };
    // Another way to write the first letter makes a list of its own.
    let is_alone = || outline.children(Some(parent)).next() == Some(first);
    let is_letter = label.form == NumberForm::Lower && provision.kind.is_in_parentheses();
    if !is_letter || !goes_on || !is_alone() || !in_article() || !follows_chapeau(summaries, outline, parent, first) {
        return;
    }
    let missing = Label::new(label.form, 1);
    let named = named_between(summaries, outline, parent, first);
    let is_written = outline.may_be_in_text(Some(parent), provision.kind, &missing)
        || named.iter().any(|it| it.first.number() <= 1)
        || outline.provision(parent).kind == Kind::Option
        || outline.bracket(provision).is_some()
        || is_elided(summaries, outline, parent, first);
    if !is_written {
        let message = format!("the list begins with ({label}): ({missing}) is missing");
        found.push(Finding::new(Place::label(outline, first), message));
    }
}

/// Returns whether a provision is the only one in another, whose chapeau ends with a colon.
fn is_lone_after_colon(summaries: Summaries<'_>, outline: &Outline, parent: ProvisionId, only: ProvisionId) -> bool {
    let holder = outline.provision(parent);
    let mut before = BlockId::range(holder.block..outline.provision(only).block).rev();
    let chapeau = before.find(|block| !matches!(summaries.get(*block).kind, BlockKind::Blank | BlockKind::Comment));
    holder.end == only.next() && chapeau.is_some_and(|block| summaries.get(block).announces_list)
}

/// Returns whether only the chapeau stands between the label of a provision and its first item: nothing else in the block
/// of a paragraph, and one block of text below the heading of an article.
fn follows_chapeau(summaries: Summaries<'_>, outline: &Outline, parent: ProvisionId, first: ProvisionId) -> bool {
    let (holder, item) = (outline.provision(parent), outline.provision(first));
    let blocks = BlockId::range(holder.title.unwrap_or(holder.block).next()..item.block);
    let mut texts = blocks.filter(|block| !matches!(summaries.get(*block).kind, BlockKind::Blank | BlockKind::Comment));
    let is_below = item.block > holder.block && !item.after_text;
    match holder.kind {
        Kind::Paragraph => is_below && texts.next().is_none(),
        Kind::Article => is_below && texts.next().is_some() && texts.next().is_none(),
        _ => false,
    }
}

/// Returns whether the second of some provisions continues the list of the first after a gap, and is no member of another
/// list: in an annex, only if the gap is short; with a suffix, only if the next number follows or it is a heading.
fn is_certain(outline: &Outline, list: &[ProvisionId], gap: &Gap) -> bool {
    const MAX_NUMBERS_IN_ANNEX: u32 = 5;
    let id = list[1];
    let provision = outline.provision(id);
    if provision.kind.is_heading() {
        return true;
    }
    let in_article = outline.ancestors(id).any(|it| outline.provision(it).kind == Kind::Article);
    let (first, last) = (*gap.numbers.start(), *gap.numbers.end());
    let Some(label) = provision.label else { return false };
    // `4 bis` after 3 leaves out 4; from 2 on, another list may be meant.
    let is_far = !label.is_plain() && gap.depth.is_some() && first < last;
    let next = list.get(2).and_then(|id| outline.provision(*id).label);
    let is_continued = next.is_some_and(|next| next.is_plain() && next.number() == label.number() + 1);
    (in_article || last - first < MAX_NUMBERS_IN_ANNEX) && (!is_far || is_continued)
}

/// Returns whether the last of some provisions has the number of the one before it, so that it was to have the next.
fn is_doubled(outline: &Outline, list: &[ProvisionId]) -> bool {
    let [.., before, last] = list else { return false };
    let [before, last] = [before, last].map(|id| outline.provision(*id));
    let is_bracketed = outline.bracket(before).is_some() || outline.bracket(last).is_some();
    before.label.zip(last.label).is_some_and(|(before, last)| before.names_same_provision(&last)) && !is_bracketed
}

/// Returns the last label of a provision with several, as in `3. and 4. Deleted` and `5 to 8. Reserved`, else `label`.
fn last_of(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId, label: Label) -> Label {
    let provision = outline.provision(id);
    summaries.get(provision.block).last_shared_label(provision.at.start, &label).unwrap_or(label)
}

/// How many articles a chapter may have where their numbers begin with the chapter's: 1301 is the first of chapter 13.
const ARTICLES_A_CHAPTER: u32 = 100;

/// Returns whether the numbers of articles begin with those of their chapters, as two first articles of chapters show.
fn carries_chapters(labels: &[Label]) -> bool {
    let mut firsts =
        labels.windows(2).filter(|pair| is_first_of_chapter(&pair[1]) && is_later_chapter(&pair[1], &pair[0]));
    firsts.nth(1).is_some()
}

/// Returns whether the number of an article begins with that of the chapter around it.
fn is_of_own_chapter(outline: &Outline, id: ProvisionId) -> bool {
    let number = outline.provision(id).label.map_or(0, |label| label.number());
    let mut around = outline.ancestors(id).map(|it| outline.provision(it));
    let chapter = around.find(|it| it.kind == Kind::Chapter).and_then(|chapter| chapter.label);
    chapter.is_some_and(|chapter| chapter.number() == number / ARTICLES_A_CHAPTER && chapter.numbers[1] == 0)
}

fn is_first_of_chapter(label: &Label) -> bool {
    label.number() % ARTICLES_A_CHAPTER == 1 && label.number() > ARTICLES_A_CHAPTER && label.is_plain()
}

fn is_later_chapter(label: &Label, before: &Label) -> bool {
    before.number() > ARTICLES_A_CHAPTER && label.number() / ARTICLES_A_CHAPTER > before.number() / ARTICLES_A_CHAPTER
}

/// Writes each range of missing numbers: `5`, `(b) to (d)`.
fn written(kind: Kind, gap: &Gap, missing: &[RangeInclusive<u32>]) -> Vec<String> {
    let range = |numbers: &RangeInclusive<u32>| {
        let [first, last] = [numbers.start(), numbers.end()].map(|number| in_signs(kind, &gap.label(*number)));
        if first == last { first } else { format!("{first} to {last}") }
    };
    missing.iter().map(range).collect()
}

/// Writes a label with the parentheses that items have.
fn in_signs(kind: Kind, label: &Label) -> String {
    if kind.is_in_parentheses() { format!("({label})") } else { label.to_string() }
}

#[cfg(test)]
mod tests {
    use travaux_grammar::Language;

    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::workspace::Workspace;

    /// Checks the messages of all findings in a draft.
    fn check(language: Language, text: &str, expected: &[&str]) {
        let document = Document::parse(text, Some(language), 0);
        let found = crate::lint(&Workspace::default(), "draft", &document, &Settings::default());
        assert_eq!(found.iter().map(|it| &*it.message).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn notices_about_several_numbers_are_read_in_six_languages() {
        for (language, text) in [
            (
                Language::En,
                "Article 1\n\n1. A.\n\n2 to 4. Reserved\n\n6. B.\n\nArticles 2-4 (Deleted)\n\nArticle 6\n\nC.\n",
            ),
            (
                Language::Fr,
                "Article premier\n\n1. A.\n\n2 à 4. [Réservés]\n\n6. B.\n\nArticles 2 à 4 (Supprimés)\n\nArticle 6\n\nC.\n",
            ),
            (
                Language::Es,
                "Artículo 1\n\n1. A.\n\n2 a 4. [Reservados]\n\n6. B.\n\nArtículos 2 a 4 (Suprimidos)\n\nArtículo 6\n\nC.\n",
            ),
            (
                Language::Ru,
                "Статья 1\n\n1. А.\n\n2–4. Исключены\n\n6. Б.\n\nСтатьи 2–4. [Зарезервированы]\n\nСтатья 6\n\nВ.\n",
            ),
            (
                Language::Ar,
                "المادة 1\n\n1 - نص.\n\n2 إلى 4 - محذوفة\n\n6 - نص.\n\nالمواد من 2 إلى 4 [محجوزة]\n\nالمادة 6\n\nنص.\n",
            ),
            (
                Language::Zh,
                "第一条\n\n一、案文。\n\n二至四、删除\n\n六、案文。\n\n第二条至第四条 [保留]\n\n第六条\n\n案文。\n",
            ),
        ] {
            let document = Document::parse(text, Some(language), 0);
            let found = crate::lint(&Workspace::default(), "draft", &document, &Settings::default());
            let found: Vec<_> = found.iter().map(|it| (it.rule, it.message.rsplit(": ").next().unwrap())).collect();
            assert_eq!(found, [("skipped-number", "5 is missing"); 2], "{text}");
        }
    }

    #[test]
    fn numbers_that_a_notice_does_not_name_are_still_missing() {
        check(
            Language::En,
            "Article 1\n\n1. A.\n\nParagraphs 3 and 4 [deleted]\n\n9. B.\n",
            &["9 follows 1: 2 and 5 to 8 are missing"],
        );
        let sentence = "Article 1\n\n1. A.\n\n2 to 4 members of the Committee are elected every year.\n\n5. B.\n";
        check(Language::En, sentence, &["5 follows 1: 2 to 4 are missing"]);
        let letters = "Article 1\n\n(a) A;\n\n(b)–(d) [deleted];\n\n(f) B.\n";
        check(Language::En, letters, &["(f) follows (d): (e) is missing"]);
        let inserted = "Article 1\n\n1. A.\n\n1 bis and 1 ter. Deleted\n\n1 quinquies. B.\n";
        check(Language::En, inserted, &["1 quinquies follows 1: 1 quater is missing"]);
    }

    #[test]
    fn the_greatest_representable_number_causes_no_overflow() {
        for label in ["5", "4294967295 bis ter"] {
            let text = format!("Article 4294967295\n\nText.\n\nArticle {label}\n\nText.\n");
            let document = Document::parse(&text, None, 0);
            let found = crate::lint(&Workspace::default(), "draft", &document, &Settings::default());
            assert!(found.iter().all(|it| it.rule != "skipped-number"), "{found:?}");
        }
    }
}
