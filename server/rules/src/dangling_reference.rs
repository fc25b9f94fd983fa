//! # dangling-reference
//!
//! A reference names a provision that the draft does not have.
//!
//! References are the first thing to break when articles are moved, merged or renumbered. The UN Editorial Manual asks
//! that they be checked in every version, since the numbers may have changed; guideline 16 of the Joint Practical Guide
//! of the European Union asks that they indicate precisely the provision that is meant. Once a text is adopted, a wrong
//! reference changes the law.
//!
//! A reference is resolved relative to the provision that contains it: `paragraph 2` in article 9 is paragraph 2 of
//! article 9. References to other instruments, and references whose number is still open, are not reported. Nor is a
//! reference to `paragraph 2` of an article whose paragraphs have no numbers, since it may count them.
//!
//! A reference beside another one shares the provision around that: in `paragraph 3 or paragraph 2 of article 2`, and in `article 2
//! (Scope), paragraph 3`, both are of article 2. If there is no such provision, but the article around the reference has one of that
//! number, that is meant.
//!
//! A draft that begins with article 23, or holds chapter VIII alone, is an excerpt: numbers before its first and after its
//! last may be in other files, unless a preamble, the first division or a closing clause shows that the text is whole.
//!
//! ```treaty
//! Article 1
//!
//! 1. Measures under article 9 or article 2, paragraph 3, shall be taken.
//!                   ^^^^^^^^^ this draft has no article 9
//!                                ^^^^^^^^^^^^^^^^^^^^^^ article 2 has no paragraph 3
//!
//! 2. See paragraph 4 above.
//!        ^^^^^^^^^^^^^^^^^ article 1 has no paragraph 4
//!
//! Article 2
//!
//! 1. One.
//!
//! 2. Two.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 2. Two.
//!
//! Article 2
//!
//! 1. Measures under paragraph 2 or paragraph 1 of article 1, and under article 1 (Scope), paragraph 3, shall be taken.
//!                                                                                         ^^^^^^^^^^^ article 1 has no paragraph 3
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - تطبق الفقرة 2 من المادة 7 على هذه التدابير.
//!          ^^^^^^^^^^^^^^^^^^^^ this draft has no article 7
//!
//! 2 - تطبق الفقرة 1 من هذه المادة والمادة 2.
//!
//! المادة 2
//!
//! نص المادة.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! In article 32 the word “port” shall be replaced by “harbour”.
//!
//! Article 2
//!
//! A new article 33 bis shall be inserted after article 33.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! تضاف مادة جديدة بعد المادة 9.
//!
//! المادة 2
//!
//! تطبق الآثار المتضافرة وفقا للمادة 8.
//!                            ^^^^^^^^ this draft has no article 8
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Nothing in article 32 of the Budapest Convention, or in Article [X], affects article 2.
//!
//! Article 2
//!
//! Text of it.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall act under article 8, within the limits of paragraph 2 of that article.
//!                            ^^^^^^^^^ this draft has no article 8
//!
//! Article 2
//!
//! Text of it.
//! ```
//!
//! A notice that provisions were deleted or are reserved is not a reference to them.
//!
//! ```treaty
//! Article 1
//!
//! Text.
//!
//! Articles 2 to 4 [Reserved]
//!
//! Article 5
//!
//! Articles 2 to 4 apply to such measures.
//! ^^^^^^^^^^^^^^^ this draft has no article 2
//! ```
//!
//! `The preceding paragraph` in paragraph 1 of an article, `the preceding article` in the first article and `the following
//! article` in the last one mean nothing.
//!
//! ```treaty
//! Article 1
//!
//! Scope
//!
//! 1. Subject to the preceding paragraph, Parties shall act.
//!                   ^^^^^^^^^^^^^^^^^^^ article 1, paragraph 1 is the first: no paragraph precedes it
//!
//! 2. Subject to the preceding paragraph and the following article, Parties may act.
//!
//! Article 2
//!
//! This is subject to the preceding article, but not to the following article.
//!                                                          ^^^^^^^^^^^^^^^^^ article 2 is the last: no article follows it
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! 1. С учетом предыдущего пункта Стороны действуют.
//!             ^^^^^^^^^^^^^^^^^^ article 1, paragraph 1 is the first: no paragraph precedes it
//!
//! Статья 2
//!
//! Стороны, как указано ниже, действуют.
//!
//! 1. С учетом предыдущего пункта Стороны действуют.
//! ```
//!
//! A step that no label fits may count texts without labels, each a sentence or more. A provision with fewer texts than
//! that does not have it, and a letter belongs to one of the numbered paragraphs of an article.
//!
//! ```treaty
//! Article 1
//!
//! The Parties act. They report.
//!
//! Article 2
//!
//! 1. Under article 1, paragraph 3, and article 1 (f), Parties shall:
//!          ^^^^^^^^^^^^^^^^^^^^^^ article 1 has no paragraph 3
//!                                      ^^^^^^^^^^^^^ article 1 has no subparagraph (f)
//!
//! (a) act;
//!
//! (b) stop.
//!
//! 2. Paragraph (b) of article 2, article 1, paragraph 2, and paragraph 1 (b) apply.
//!    ^^^^^^^^^^^^^^^^^^^^^^^^^^ article 2 has no subparagraph (b)
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 各方应合作。
//!
//! 第二条
//!
//! 适用第一条第三款和第一条第一款。
//!   ^^^^^^^^^^^^^ article 1 has no paragraph 3
//! ```
//!
//! Points, and texts that are counted, are references.
//!
//! ```treaty
//! Article 1
//!
//! 1. Each Party shall:
//!
//! (a) act;
//!
//! (b) report.
//!
//! 2. Points (b) and (c) of paragraph 1 apply.
//!    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 1, paragraph 1 has no subparagraph (c)
//!
//! 3. The second subparagraph of paragraph 2 applies.
//!        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 1, paragraph 2 has no second subparagraph
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - تقوم الأطراف بما يلي:
//!
//! (أ) التعاون؛
//!
//! (ب) التشاور.
//!
//! 2 - تنطبق النقطة (و) من الفقرة 1 من هذه المادة.
//!           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 1, paragraph 1 has no subparagraph (f)
//! ```
//!
//! The words before a list are none of its indents.
//!
//! ```treaty
//! Article 1
//!
//! 1. The third indent of paragraph 2 and the second indent of paragraph 2 apply.
//!        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 1, paragraph 2 has no third indent
//!
//! 2. The list:
//!
//! - one;
//!
//! - two.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! 1. Применяются третье тире пункта 2 и второе тире пункта 2.
//!                ^^^^^^^^^^^^^^^^^^^^ article 1, paragraph 2 has no third indent
//!
//! 2. Перечень:
//!
//! - один;
//!
//! - два.
//! ```
//!
//! The paragraphs of an annex count if nothing else is in it and they run from 1 on, the sections of a draft if each roman
//! numeral heads one. A draft without any annex may keep them in other files, and it cannot be known which. An annex `to
//! this Agreement` is reported only if its number is 3 or more and the draft names no other annex.
//!
//! ```treaty
//! Article 1
//!
//! Text under annex I.
//!
//! Article 2
//!
//! Text.
//!
//! Annex I
//!
//! 1. One.
//!
//! 2. Two under paragraph 5 of this annex.
//!              ^^^^^^^^^^^^^^^^^^^^^^^^^ annex I has no paragraph 5
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Согласно приложению IX к настоящему Соглашению.
//!          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this draft has no annex IX
//!
//! Статья 2
//!
//! Текст.
//! ```
//!
//! A paragraph after a list of articles may be the subject of the sentence, if the article of the reference has it.
//!
//! ```treaty
//! Article 1
//!
//! 1. Text.
//!
//! 2. Text.
//!
//! 3. In cases falling under articles 2 or 3, paragraph 2 does not apply.
//!
//! Article 2
//!
//! 1. Text.
//!
//! Article 3
//!
//! 1. Text.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! 1. Текст.
//!
//! 2. Текст.
//!
//! 3. В случаях, подпадающих под статьи 2 или 3, пункт 2 не применяется.
//!
//! Статья 2
//!
//! 1. Текст.
//!
//! Статья 3
//!
//! 1. Текст.
//! ```
//!
//! The paragraphs of a decision run through its text, and so may those of a convention run on from one article to the
//! next.
//!
//! ```treaty
//! The Conference of the Parties,
//!
//! 1. Decides to act;
//!
//! 2. Requests a report, as laid down in paragraph 9 below;
//!                                       ^^^^^^^^^^^^^^^^^ this draft has no paragraph 9
//!
//! 3. Invites comments under paragraph 9;
//!
//! 4. Notes the report;
//!
//! 5. Closes the matter.
//! ```
//!
//! ```treaty
//! 缔约方会议，
//!
//! 1. 决定采取行动；
//!
//! 2. 请按照下文第9款提交报告；
//!       ^^^^^ this draft has no paragraph 9
//!
//! 3. 邀请各缔约方提出意见；
//!
//! 4. 注意到报告；
//!
//! 5. 结束审议。
//! ```
//!
//! ```treaty
//! Article 16
//!
//! 90. Ninety.
//!
//! 91. Ninety-one.
//!
//! Article 17
//!
//! 92. Ninety-two under paragraph 90.
//!
//! 93. Ninety-three.
//! ```
//!
//! ```treaty
//! المادة 16
//!
//! 90 - نص.
//!
//! 91 - نص.
//!
//! المادة 17
//!
//! 92 - نص وفقا للفقرة 90.
//!
//! 93 - نص.
//! ```
//!
//! Where all articles have roman numerals, a number in digits that none of them has is that of another instrument's
//! article.
//!
//! ```treaty
//! Article I
//!
//! Subject to Article 39 (1) and to Article 2, the Parties shall act.
//!
//! Article II
//!
//! Text.
//!
//! Article III
//!
//! Text.
//! ```
//!
//! A provision of the text that is amended, as it was or will be numbered, is not one of the draft, nor is that of an
//! instruction to amend.
//!
//! ```treaty
//! Article 1
//!
//! 1. The former article 14 and paragraph 2 of the present article 15 apply.
//!
//! 2. In article 6, delete “ports”.
//!
//! 3. After article 7, insert: “Ports are open.”
//!
//! 4. In accordance with article 8, delete the data.
//!                       ^^^^^^^^^ this draft has no article 8
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - تطبق المادة 14 السابقة.
//!
//! 2 - بعد المادة 7، تدرج العبارة التالية.
//!
//! 3 - تطبق المادة 9.
//!          ^^^^^^^^ this draft has no article 9
//!
//! المادة 2
//!
//! نص.
//! ```
//!
//! ```treaty
//! Artículo 1
//!
//! 1. Los actuales artículos 14 y 15 pasarán a ser los artículos 16 y 17.
//!
//! 2. En el artículo 6, suprímase “puertos”.
//!
//! Artículo 2
//!
//! Texto.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 适用原第十四条。
//!
//! 第二条
//!
//! 在第六条中插入“港口”。
//! ```
//!
//! A text that breaks off before the name of what contains the provision may go on after a page, and is not judged. In
//! Russian it breaks off after the number.
//!
//! ```treaty
//! Article 1
//!
//! The Court acts under article 9 of the
//!
//! Statute, and reports.
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! يقدم الطلب بموجب المادة 9 من
//!
//! النظام الأساسي.
//!
//! المادة 2
//!
//! نص.
//! ```
//!
//! **Instead**, name the intended provision, or write `[X]` while the number is open.

use std::ops::Range;

use travaux_grammar::{
    Anchor, Block, Kind, LabelSite, NumberForm, Reference, Step, Target, WrittenNumber, find_number, last_shared_label,
    range_to_u32,
};

use super::late_members::{is_late_item, is_late_paragraph, may_be_list_of_headings};
use super::missing_neighbours::missing_neighbour;
use super::missing_targets::{
    amends, is_certain, is_in_plain_note, is_late_annex, is_note_mark, is_out_of_reach, is_quoted,
    is_section_of_plain_annex, is_within_range, may_be_in_rival, names_heading,
};
use super::other_instruments::{is_beyond_beside_another, is_reservation, is_struck, may_be_elsewhere};
use super::proposed_provisions::{is_of_note, is_of_proposal};
use super::step_names::{counted_text_name, step_name};
use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{self, Missing, Outline, Resolution, Status};

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    let mut is_amending = None;
    let mut of_others = None;
    for Resolved { reference, resolution } in context.resolved() {
        if reference.relative.is_some() && resolution.targets.is_empty() {
            let message = missing_neighbour(context, reference);
            found.extend(message.map(|message| Finding::new(context.place(reference.range()), message)));
            continue;
        }
        if resolution.status != Status::Dangling || reference.is_qualified {
            continue;
        }
        let Some(missing) = missing_target(context, reference, resolution) else { continue };
        // `Article 4.2 (a) of the Safeguards Agreement, and to this end, Article 4.2 (a)`
        let of_others = of_others.get_or_insert_with(|| named_of_others(context.block));
        if reference.anchor == Anchor::None && reference.targets.iter().any(|it| of_others.contains(&it)) {
            continue;
        }
        // `paragraph 2 of that article` is reported with the reference that names the article.
        let mut inherited = reference
            .targets
            .iter()
            .flat_map(|target| target.steps.iter().take(usize::from(reference.inherited_steps)));
        if inherited.any(|step| *step == missing.step) {
            continue;
        }
        // `article 9 of this Protocol` in a list of another instrument is the draft's own.
        let is_of_other = match reference.anchor {
            Anchor::ThisInstrument => context.block.amends(),
            // `the measures, as amended by paragraph 9 below`, in a resolution
            Anchor::Near if missing.inside.is_none() && outline.kinds_of_headings().articles == 0 => false,
            _ => *is_amending.get_or_insert_with(|| amends(outline, context.summaries, context.id, context.block)),
        };
        if is_of_other
            || is_struck(context.block, reference)
            || is_reservation(context.block, reference)
            || is_notice(context.block, reference)
            || is_in_plain_note(context.block, reference)
            || is_of_proposal(context.block, reference)
            || is_of_note(context.block, reference)
        {
            continue;
        }
        let range = context.place(reference.range());
        let mut finding = Finding::new(range, message(outline, missing, counts(context.block, reference, missing)));
        if let Some(number) = open_number(context.block, reference, missing) {
            finding = finding.possible_fix("write `[X]` while the number is open", number, "[X]");
        }
        if let Some(inside) = missing.inside {
            finding = finding.related(Place::label(outline, inside), format!("{} is here", outline.address(inside)));
        }
        found.push(finding);
    }
}

/// Returns the target of a dangling reference that is certainly missing and was to be in this draft.
fn missing_target<'r>(
    context: &BlockContext<'_>,
    reference: &Reference,
    resolution: &'r Resolution,
) -> Option<&'r Missing> {
    let outline = context.outline;
    let missing = || {
        resolution.targets.iter().filter_map(|target| match target {
            outline::Resolved::NotFound { missing, .. } => Some(missing),
            outline::Resolved::Found { .. } => None,
        })
    };
    // `Chapters 1 to 24` of a tariff: one number beyond the draft's shows that none is meant. Likewise `§ 1693`.
    let is_elsewhere = |missing: &Missing| {
        (resolution.targets.len() > 1 || missing.inside.is_some()) && is_out_of_reach(outline, missing)
    };
    if missing().any(is_elsewhere)
        || missing().any(|missing| may_be_subject(context, reference, missing))
        || may_be_elsewhere(context.block, reference)
    {
        return None;
    }
    let is_missing = |missing: &&Missing| {
        is_certain(outline, context.summaries, missing)
            || is_late_annex(outline, context.summaries, reference, missing)
            || is_late_paragraph(outline, reference, missing)
            || is_late_item(outline, (context.id, reference), missing)
            || is_section_of_plain_annex(outline, (context.id, reference), missing)
    };
    // `Articles 1 to 7`, where 4 to 6 are reserved: the series of numbers shows what is missing.
    let is_passed_over = |it: &Missing| is_within_range(reference, it.step.kind, &it.step.label);
    let are_all_passed_over = || missing().all(is_passed_over);
    let is_of_another = |missing: &&Missing| is_beyond_beside_another(outline, context.block, reference, missing);
    let is_note = |missing: &&Missing| is_note_mark(outline, context.block, (context.id, reference), missing);
    missing()
        .find(is_missing)
        .filter(|_| !are_all_passed_over())
        .filter(|_| !is_quoted(outline, context.id, context.block, reference.start))
        .filter(|missing| !is_note(missing) && !is_of_another(missing))
        .filter(|missing| !may_be_in_rival(outline, missing, names_heading(reference)))
        .filter(|missing| !may_be_list_of_headings(context.block, reference, missing))
}

/// Returns whether a paragraph after a list of articles may be the subject of the sentence, and a paragraph of the article
/// around the reference: `In cases falling under articles 2 or 3, paragraph 2 does not apply.`
fn may_be_subject(context: &BlockContext<'_>, reference: &Reference, missing: &Missing) -> bool {
    let outline = context.outline;
    let Some(inside) = missing.inside.filter(|_| reference.targets.len() > 1) else { return false };
    let around = outline.at(context.id, reference.start).into_iter().flat_map(|id| outline.ancestors(id));
    let own = around.into_iter().find(|id| outline.provision(*id).kind.is_article()).filter(|own| *own != inside);
    let has_label =
        |id| outline.provision(id).label.is_some_and(|label| label.names_same_provision(&missing.step.label));
    missing.step.kind == Kind::Paragraph && own.is_some_and(|own| outline.children(Some(own)).any(has_label))
}

/// Returns what the block names of other instruments.
fn named_of_others(block: &Block) -> Vec<&Target> {
    const MAX_NAMED: usize = 32;
    let others = block.references.iter().filter(|it| it.anchor == Anchor::OtherInstrument);
    others.flat_map(|it| &it.targets).take(MAX_NAMED).collect()
}

/// Returns whether a reference is part of a notice, `Articles 5 to 7 [Reserved]`, `Article 5 repealed`, or of a label, `Article 5 – Article
/// 7`.
fn is_notice(block: &Block, reference: &Reference) -> bool {
    let is_in = |range: Range<u32>| range.start <= reference.start && reference.end <= range.end;
    let beside = |site: &LabelSite| Some(site.end..last_shared_label(block, &site.label?, site.end)?.1);
    let shared = block.summary.shared(NumberForm::Digits);
    shared.is_some_and(|it| it.is_notice && is_in(it.range.clone()))
        || block.labels.first().and_then(beside).is_some_and(is_in)
}

/// Returns the bytes of the missing number in the block; `None` if the reference does not show it exactly once.
fn open_number(block: &Block, reference: &Reference, missing: &Missing) -> Option<Range<u32>> {
    let label = missing.step.label;
    let is_numbered = matches!(label.form, NumberForm::Digits | NumberForm::UpperRoman);
    let shown = find_number(block.slice(reference.range()), label.form, label.number());
    let [number] = &shown[..] else { return None };
    let number = range_to_u32(number.range.clone());
    is_numbered.then_some(reference.start + number.start..reference.start + number.end)
}

/// Returns whether a reference counts the missing text, which has no label: `the second subparagraph`.
fn counts(block: &Block, reference: &Reference, missing: &Missing) -> bool {
    let Step { kind, label } = missing.step;
    let written = block.slice(reference.range());
    let is_label = |number: &WrittenNumber| written[..number.range.start].ends_with(['(', '（']);
    kind.is_in_parentheses()
        && label.form == NumberForm::Digits
        && label.is_plain()
        && label.numbers[1] == 0
        && !find_number(written, label.form, label.number()).iter().any(is_label)
}

fn message(outline: &Outline, missing: &Missing, is_counted: bool) -> String {
    let step = if is_counted { counted_text_name(&missing.step) } else { step_name(&missing.step) };
    match missing.inside.map(|inside| outline.address(inside)) {
        Some(inside) if !inside.is_empty() => format!("{inside} has no {step}"),
        _ => format!("this draft has no {step}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint;
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::edit::applied;
    use travaux_model::workspace::Workspace;

    fn check(text: &str, expected: Option<&str>) {
        let document = Document::parse(text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &Settings::default());
        let finding = found.iter().find(|it| it.rule == "dangling-reference").unwrap();
        assert_eq!(finding.fix.as_ref().map(|it| applied(text, &it.edits)).as_deref(), expected);
        if let Some(fixed) = expected {
            let document = Document::parse(fixed, None, 0);
            assert_eq!(lint(&Workspace::default(), "draft", &document, &Settings::default()), []);
        }
    }

    #[test]
    fn the_fix_replaces_a_missing_number_by_a_placeholder() {
        check(
            "Article 1\n\nUnder article 9, paragraph 1.\n\nArticle 2\n\nText.\n",
            Some("Article 1\n\nUnder article [X], paragraph 1.\n\nArticle 2\n\nText.\n"),
        );
        check(
            "المادة 1\n\nوفقا للمادة ٩.\n\nالمادة 2\n\nنص.\n",
            Some("المادة 1\n\nوفقا للمادة [X].\n\nالمادة 2\n\nنص.\n"),
        );
        check("Article 1\n\nUnder article 9, paragraph 9.\n\nArticle 2\n\nText.\n", None);
    }
}
