//! # duplicate-number
//!
//! Two provisions of one list have the same number.
//!
//! A reference to that number is ambiguous. This happens when a provision is inserted and the ones after it are not
//! renumbered. While a text is negotiated, inserted provisions are numbered `bis`, `ter` and so on (UN Editorial
//! Manual).
//!
//! Versions of one provision, each in brackets, may share a number, since alternatives are written that way. So may
//! articles in two languages.
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 2. Two.
//!
//! 2. Another.
//! ^ this is a second paragraph 2 of article 1
//!
//! 3. Three.
//! ```
//!
//! ```treaty
//! Chapter I
//!
//! Article 1
//!
//! Text.
//!
//! Chapter II
//!
//! Article 2
//!
//! Text.
//!
//! Chapter II
//! ^^^^^^^^^^ this is a second chapter II
//!
//! Article 3
//!
//! Text.
//! ```
//!
//! ```treaty
//! Chapter I
//!
//! Article 1
//!
//! Chapter II
//!
//! Article 2
//!
//! Chapter I
//!
//! Article 1
//!
//! Text below a table of contents.
//!
//! Chapter II
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Стороны:
//!
//! (a) действуют;
//!
//! (a) сообщают;
//! ^^^ this is a second (a) of article 1
//!
//! (c) отвечают.
//! ```
//!
//! ```treaty
//! Artículo 1
//!
//! Las Partes:
//!
//! a) actuarán:
//!
//! i) en tierra;
//!
//! ii) en el mar;
//!
//! a) informarán;
//! ^ this is a second (a) of article 1
//!
//! c) responderán.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall:
//!
//! (a) act;
//!
//! (a) report;
//! ^^^ this is a second (a) of article 1
//!
//! (b) pay.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! نص أول.
//!
//! المادة 2
//!
//! نص ثان.
//!
//! المادة 2
//! ^^^^^^^^ this is a second article 2
//!
//! نص ثالث.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! [2. One version.]
//!
//! [2. Another version.]
//!
//! 2 bis. An insertion.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! The Parties shall cooperate for the purposes of this Agreement.
//!
//! Article 1
//!
//! Les Parties coopèrent dans le cadre des traités et du droit.
//!
//! Article 2
//!
//! Deleted.
//!
//! Article 2
//!
//! Vide.
//! ```
//!
//! Nor are the versions of a text in two languages, paragraph by paragraph.
//!
//! ```treaty
//! Article 1
//!
//! 1. The Parties shall cooperate for the purposes of this Agreement and of its annexes.
//!
//! 1. Les Parties coopèrent dans le cadre des traités et du droit de la mer.
//!
//! 2. The fund is open to all of the Parties and to the observers of this Agreement.
//!
//! 2. Стороны сотрудничают в рамках настоящего Соглашения и приложений к нему.
//! ```
//!
//! So may the options of one paragraph, and the paragraphs of a text whose numbers all stand in pairs.
//!
//! ```treaty
//! Article 1
//!
//! 1. Tolls.
//!
//! 1. Péages.
//!
//! 2. Gates.
//!
//! 2. Portes.
//!
//! Article 2
//!
//! 1. One.
//!
//! 2. Option 1: Each Party shall pay ten.
//!
//! 2. Option 2: Each Party shall pay twenty.
//! ```
//!
//! ```treaty
//! OP1 Постановляет действовать;
//!
//! OP2 просит представить доклад;
//!
//! OP2 призывает Стороны;
//! ^^^ this is a second paragraph OP2
//!
//! OP3 приветствует ответ.
//! ```
//!
//! A line that begins with a number in other letters than the headings of the draft is the rest of a sentence. So may be
//! a letter after a line that ends with a reference.
//!
//! ```treaty
//! СТАТЬЯ 1
//!
//! Стороны действуют согласно
//! Статья 3 настоящего Соглашения.
//!
//! СТАТЬЯ 2
//!
//! Пошлины отменяются на товары:
//!
//! (a) из списка в приложении IV
//!
//! (a) и в приложении V;
//!
//! (b) прочие.
//!
//! СТАТЬЯ 3
//!
//! Текст.
//!
//! СТАТЬЯ 4
//!
//! Текст.
//! ```
//!
//! Markdown numbers the members of a list itself where all of them have the number 1. What is quoted twice, in block quotes
//! with other text between them, is no duplicate.
//!
//! ```treaty
//! Article 1
//!
//! The Parties shall:
//!
//! 1. act;
//! 1. report;
//! 1. pay.
//!
//! Article 2
//!
//! Paragraph 3 of article 1 applies.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! يقترح الوفد:
//!
//! > 2 - تعمل الأطراف.
//! > 3 - تبلغ الأطراف.
//!
//! ويقترح آخر:
//!
//! > 2 - قد تعمل الأطراف.
//! ```
//!
//! A list may also begin in the middle of a line, after a number that belongs to it.
//!
//! ```treaty
//! Article 1
//!
//! 3. Each Party shall ensure:
//!
//! (a) access; and
//!
//! (b) notice.
//!
//! Other elements 4. (a) Each Party shall act:
//!
//! (i) at once;
//!
//! (ii) in full.
//!
//! (b) Each Party shall report.
//! ```
//!
//! A second annex or chapter with the number of the first and a title of its own is reported where the articles run on from
//! one to the other, or where neither holds any.
//!
//! ```treaty
//! Chapter I
//!
//! General
//!
//! Article 1
//!
//! Text.
//!
//! Chapter I
//! ^^^^^^^^^ this is a second chapter I
//!
//! Special
//!
//! Article 2
//!
//! Text.
//!
//! Annex 1
//!
//! Ports
//!
//! Annex 1
//! ^^^^^^^ this is a second annex 1
//!
//! Ships
//! ```
//!
//! ```treaty
//! الفصل الأول
//!
//! أحكام عامة
//!
//! المادة 1
//!
//! نص.
//!
//! الفصل الأول
//! ^^^^^^^^^^^ this is a second chapter I
//!
//! أحكام خاصة
//!
//! المادة 2
//!
//! نص.
//! ```
//!
//! ```treaty
//! Title I
//!
//! Chapter I
//!
//! Ports
//!
//! Article 1
//!
//! Text.
//!
//! Title II
//!
//! Chapter I
//!
//! Ships
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! **Instead**, renumber the list, or number the inserted provision `bis`.

use travaux_grammar::{BlockId, BlockKind, Kind, Label, Summaries};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use crate::letter_series::is_of_unknown_order;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let outline = context.outline();
    let label = |id: &ProvisionId| outline.provision(*id).label;
    let language = |id| context.summaries().get(outline.provision(id).block).plain_language;
    if list.is_sorted_by(|a, b| label(a) < label(b)) {
        return;
    }
    if is_in_pairs(outline, list)
        || is_of_unknown_order(context.summaries(), outline, list)
        || list.first().is_some_and(|first| {
            let first = outline.provision(*first);
            outline.is_numbered_by_markdown(first.parent, first.kind)
        })
    {
        return;
    }
    // Brings provisions with the same number together, in the order of the text.
    let mut keyed: Vec<_> = list.iter().filter_map(|id| Some((label(id)?.key(), *id))).collect();
    keyed.sort();
    for pair in keyed.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (first, id) = (pair[0].1, pair[1].1);
        let provision = outline.provision(id);
        if outline.bracket(provision).is_some() || outline.bracket(outline.provision(first)).is_some() {
            continue;
        }
        // `2. [Option 1: …]`, `Annex IV – Part 1`
        let begins_version = |id| context.summaries().get(outline.provision(id).block).begins_version;
        if is_of_another_list(context, id)
            || begins_version(first) && begins_version(id)
            || is_below_mark(context.summaries(), provision.block)
        {
            continue;
        }
        // A text in two languages, paragraph by paragraph, has each number twice.
        if let (Some(one), Some(other)) = (language(first), language(id))
            && one != other
        {
            continue;
        }
        let finding = Finding::new(Place::label(outline, id), message(outline, id));
        found.push(finding.related(Place::label(outline, first), "the first is here"));
    }
}

/// Returns whether a letter may continue a list whose first member stands in running text (`4. (a) Each Party shall`), or be
/// the rest of a reference in the line before it: `Annex IV`, `(b) within the limits of`.
fn is_of_another_list(context: &DraftContext<'_>, id: ProvisionId) -> bool {
    let (summaries, outline) = (context.summaries(), context.outline());
    let provision = outline.provision(id);
    let Some(label) = provision.label.filter(|_| provision.kind.is_in_parentheses()) else { return false };
    let before = provision.block.previous().map(|it| summaries.get(it));
    let first = Label { numbers: [1, 0, 0], ..label };
    before.is_some_and(|it| it.ends_with_reference) || outline.may_be_in_text(provision.parent, provision.kind, &first)
}

/// Returns whether each number of a list stands twice or more, one after the other, as in a text in two languages: `1.`,
/// `1.`, `2.`, `2.`. The last one may still be alone.
fn is_in_pairs(outline: &Outline, list: &[ProvisionId]) -> bool {
    let key = |id: &ProvisionId| outline.provision(*id).label.map(|label| label.key());
    let mut counts = list.chunk_by(|one, other| key(one) == key(other)).map(<[ProvisionId]>::len);
    let (mut pairs, mut is_complete) = (0, true);
    counts.all(|count| {
        let was_complete = std::mem::replace(&mut is_complete, count > 1);
        pairs += usize::from(count > 1);
        was_complete
    }) && pairs > 1
}

/// `(EU)`, `Norway:`: returns whether the line above a block says whose version it is.
fn is_below_mark(summaries: Summaries<'_>, block: BlockId) -> bool {
    const MAX_BLANKS: u32 = 3;
    let mut before = BlockId::range(block.minus(MAX_BLANKS)..block).rev().map(|it| summaries.get(it));
    let above = before.find(|it| it.kind != BlockKind::Blank);
    above.is_some_and(|it| it.labels.is_empty() && it.begins_version)
}

fn message(outline: &Outline, id: ProvisionId) -> String {
    let provision = outline.provision(id);
    let label = provision.label.map(|label| label.to_string()).unwrap_or_default();
    let parent = provision.parent.map(|parent| (parent, outline.provision(parent).kind));
    let parent = parent.filter(|(_, kind)| !kind.is_division() || kind.is_annex() && provision.kind != Kind::Article);
    let of = parent.map(|(parent, _)| format!(" of {}", outline.address(parent))).unwrap_or_default();
    match provision.kind.is_in_parentheses() {
        true => format!("this is a second ({label}){of}"),
        false => format!("this is a second {} {label}{of}", provision.kind.word()),
    }
}
