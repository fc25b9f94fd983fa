//! # mixed-punctuation
//!
//! A recital or an operative paragraph ends with another sign than the others of its series.
//!
//! A resolution is one sentence: each recital ends with a comma, each operative paragraph with a semicolon, the last one
//! with a full stop (UN Editorial Manual, resolutions). A full stop in the middle says that the sentence is over, and is
//! often left when paragraphs are moved or deleted. In acts of the European Union the numbered recitals are sentences, and
//! end with full stops.
//!
//! So the series decides, and no sign is asked for from outside: at least four members end alike, and four times as many
//! as end otherwise. The last one may end as it will, and so may one with items, one that ends with `and` or `or`, and one
//! whose sign is in dispute. A missing sign is reported only between two members that have theirs. The paragraphs of
//! articles are not compared. The rule cannot know whether a recital continues in the next one.
//!
//! ```treaty
//! The General Assembly,
//!
//! Recalling the Charter,
//!
//! Noting the work of the ports.
//!                             ^ this recital ends with a full stop, the others of its series with commas
//!
//! Aware of the needs of islands,
//!
//! Mindful of the ferries; and
//!
//! Guided by its earlier decisions,
//!
//! 1. Decides to open the ports;
//!
//! 2. Requests a report;
//!
//! 3. Invites all States to answer,
//!                                ^ this paragraph ends with a comma, the others of its series with semicolons
//!
//! 4. Urges ferries:
//!
//! (a) to keep bells;
//!
//! (b) to keep lamps.
//!
//! 5. Welcomes the answers;
//!
//! 6. Thanks the pilots;
//!
//! 7. Decides to meet again.
//! ```
//!
//! ```treaty
//! إن الجمعية العامة،
//!
//! إذ تشير إلى الميثاق،
//!
//! وإذ تلاحظ عمل الموانئ.
//!                      ^ this recital ends with a full stop, the others of its series with commas
//!
//! وإذ تدرك حاجات الجزر،
//!
//! وإذ تضع في اعتبارها السفن،
//!
//! 1 - تقرر فتح الموانئ؛
//!
//! 2 - تطلب تقريرا؛
//!
//! 3 - تدعو الدول إلى الرد.
//!                        ^ this paragraph ends with a full stop, the others of its series with semicolons
//!
//! 4 - تحث السفن على الإبلاغ؛
//!
//! 5 - ترحب بالردود؛
//!
//! 6 - تقرر الاجتماع.
//! ```
//!
//! ```treaty
//! THE COUNCIL OF THE EUROPEAN UNION,
//!
//! Having regard to the Treaty,
//!
//! Whereas:
//!
//! (1) Ports are useful. They need light.
//!
//! (2) Lamps are useful. They need oil.
//!
//! (3) Bells are useful.
//!
//! (4) Maps are useful,
//!
//! HAS ADOPTED THIS DECISION:
//!
//! Article 1
//!
//! Ports are open.
//! ```
//!
//! **Instead**, end it like the others.

use std::ops::Range;

use travaux_grammar::{
    BlockId, BlockKind, BlockSummary, ClauseEnd, Inside, Kind, Label, Language, QuotationEnd, Summaries,
};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, Provision, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Info;

/// The fewest members of a series that show with which sign they end.
const MIN_MEMBERS: usize = 4;

/// The signs with which the members of a series end.
const SIGNS: [char; 3] = [',', ';', '.'];

/// Of so many members that end alike, one may end otherwise by mistake.
const MEMBERS_FOR_A_MISTAKE: usize = 4;

pub(super) fn check(context: &DraftContext<'_>, found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let counts = [0; SIGNS.len()];
    let mut walk = Walk { summaries, outline, kind: Members::None, members: Vec::new(), counts, found };
    let block_of = |id: ProvisionId| outline.get(id).map_or(summaries.end(), |it| it.block);
    let mut id = ProvisionId::FIRST;
    walk.texts(BlockId::FIRST..block_of(id));
    while let Some(provision) = outline.get(id) {
        // The paragraphs of articles end with full stops, and few are sentences that go on.
        let next = if provision.kind.is_article() { provision.end } else { id.next() };
        walk.provision(id, provision, block_of(next));
        id = next;
    }
    walk.finish(false);
}

/// What the members of a series are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    None,
    /// Texts before the first paragraph, which are recitals if they all end with commas.
    Texts,
    /// Recitals of a preamble.
    Recitals,
    /// Paragraphs outside articles, the last of which has this label.
    Paragraphs(Label),
}

/// A recital or a paragraph.
#[derive(Clone, Copy)]
struct Member {
    block: BlockId,
    /// The provision, unless it is a text without one.
    id: Option<ProvisionId>,
    end: ClauseEnd,
}

impl Member {
    /// Returns whether it ends with a sign, as it is in English.
    fn ends_with(&self, sign: char) -> bool {
        self.end.plain_sign() == Some(sign)
    }
}

/// A walk through a draft, with the series that is being read.
struct Walk<'a, 'f> {
    summaries: Summaries<'a>,
    outline: &'a Outline,
    kind: Members,
    members: Vec<Member>,
    /// How many of them end with each of the signs.
    counts: [usize; SIGNS.len()],
    found: &'f mut Vec<Finding>,
}

impl Walk<'_, '_> {
    /// Reads a provision outside articles, up to the block of the next one.
    fn provision(&mut self, id: ProvisionId, provision: &Provision, next: BlockId) {
        let rest = provision.block.next().min(next)..next;
        let kind = match (provision.kind, provision.label) {
            (Kind::Recital, _) => Members::Recitals,
            (Kind::Paragraph, Some(label)) => Members::Paragraphs(label),
            // The foot of a page may stand between two recitals.
            (Kind::Footnote, _) if matches!(self.kind, Members::None | Members::Texts) => return self.texts(rest),
            (Kind::Paragraph | Kind::Subparagraph | Kind::Item | Kind::Footnote, _) => return,
            (kind, _) if kind.is_article() => return self.finish(true),
            _ => {
                self.finish(false);
                // A preamble without a heading begins with a text.
                let first = if provision.kind == Kind::Preamble { provision.block } else { rest.start };
                return self.texts(first..next);
            }
        };
        self.member(kind, provision.block, Some(id));
    }

    /// Reads texts that are in no provision of their own.
    fn texts(&mut self, blocks: Range<BlockId>) {
        for block in BlockId::range(blocks) {
            let summary = self.summaries.get(block);
            if summary.kind == BlockKind::Text && summary.labels.is_empty() {
                // A series begins with a text that ends with a comma.
                let is_first = self.kind != Members::Texts || self.members.is_empty();
                if !is_first || summary.clause_end.plain_sign() == Some(',') {
                    self.member(Members::Texts, block, None);
                } else {
                    self.finish(false);
                }
            } else if !is_skipped(summary) {
                self.finish(false);
            }
        }
    }

    fn member(&mut self, kind: Members, block: BlockId, id: Option<ProvisionId>) {
        let continues = match (self.kind, kind) {
            (Members::Paragraphs(last), Members::Paragraphs(label)) => {
                label.follows(&last) || label.number() == last.number() && !label.is_plain()
            }
            (before, kind) => before == kind,
        };
        if !continues {
            let begins = match kind {
                Members::Paragraphs(label) => label.is_first(),
                Members::Recitals => true,
                Members::None | Members::Texts => false,
            };
            self.finish(begins);
        }
        self.kind = kind;
        let end = self.summaries.get(block).clause_end;
        if let Some(sign) = end.plain_sign().and_then(|own| SIGNS.iter().position(|sign| *sign == own)) {
            self.counts[sign] += 1;
        }
        self.members.push(Member { block, id, end });
    }

    /// Ends the series, and reports the members that end otherwise than the rest. Texts without labels are a series if what
    /// follows begins a list or an article.
    fn finish(&mut self, begins: bool) {
        let kind = std::mem::replace(&mut self.kind, Members::None);
        let counts = std::mem::take(&mut self.counts);
        // The members of most series end alike.
        let most = counts.into_iter().zip(SIGNS).max().filter(|(like, _)| *like >= MIN_MEMBERS);
        let may_differ = most
            .filter(|(like, sign)| *like < self.members.len() && (kind != Members::Texts || begins && *sign == ','));
        if let Some((like, sign)) = may_differ {
            let members = std::mem::take(&mut self.members);
            self.report(kind, &members, like, sign);
            self.members = members;
        }
        self.members.clear();
    }

    /// Reports the members of a series that end otherwise than the most of them, of which `like` end with `sign`.
    fn report(&mut self, kind: Members, members: &[Member], like: usize, sign: char) {
        let is_like = |member: &Member| member.ends_with(sign);
        let (Some(first), Some(last)) = (members.iter().position(is_like), members.iter().rposition(is_like)) else {
            return;
        };
        // The sentences of a numbered recital end alike, whatever their number.
        let has_sentences = kind == Members::Recitals && sign == '.';
        let others: Vec<usize> =
            (first..last).filter(|at| !is_like(&members[*at]) && self.is_whole(&members[*at], has_sentences)).collect();
        if like < MEMBERS_FOR_A_MISTAKE * others.len() || self.ends_quotation(members) {
            return;
        }
        // What follows the last one that ends like the others ends the sentence, or has the words of enactment after it.
        for at in others.into_iter().filter(|at| *at > first) {
            let (before, member, after) = (&members[at - 1], &members[at], &members[at + 1]);
            let is_slip = match member.end {
                ClauseEnd::Sign { .. } => true,
                ClauseEnd::Words => is_like(before) && is_like(after) && self.are_sentences(member, after),
                ClauseEnd::Joined | ClauseEnd::Other => false,
            };
            if is_slip {
                let example = members[..at].iter().rfind(|it| is_like(it)).unwrap_or(before);
                let finding = self.finding(kind, member, example, sign);
                self.found.push(finding);
            }
        }
    }

    /// Returns whether a member is a single clause, has no items and no further blocks, nothing says that there is more to it,
    /// and how it ends is known.
    fn is_whole(&self, member: &Member, has_sentences: bool) -> bool {
        let summary = self.summaries.get(member.block);
        let is_known = match member.end {
            ClauseEnd::Words => true,
            ClauseEnd::Sign { inside, .. } => inside != Inside::Part,
            ClauseEnd::Joined | ClauseEnd::Other => false,
        };
        is_known
            && (summary.text_pieces <= 1 || has_sentences)
            && !summary.announces_list
            && !summary.is_elided
            && !summary.is_vacant
            && summary.running_labels.is_empty()
            && summary.labels.len() <= 1
            && member.id.is_none_or(|id| self.is_alone(id))
    }

    fn is_alone(&self, id: ProvisionId) -> bool {
        let provision = self.outline.provision(id);
        let end = self.outline.get(provision.end).map_or(self.summaries.end(), |next| next.block);
        let first = provision.block.next().min(end);
        provision.end == id.next()
            && !provision.after_text
            && !provision.quoted
            && provision.amendment.is_none()
            && BlockId::range(first..end).all(|block| is_skipped(self.summaries.get(block)))
    }

    /// Returns whether a quotation that began before one of the members ends with it: the words are those of another text.
    fn ends_quotation(&self, members: &[Member]) -> bool {
        members.iter().any(|it| self.summaries.get(it.block).quotation_end == QuotationEnd::Earlier)
    }

    /// Returns whether two members begin with capitals, so that the second does not continue the first. Scripts without
    /// capitals do not show it.
    fn are_sentences(&self, member: &Member, after: &Member) -> bool {
        let [own, next] = [member, after].map(|it| self.summaries.get(it.block));
        !matches!(own.language, Language::Ar | Language::Zh) && !own.begins_small && !next.begins_small
    }

    /// Returns the finding about a member that ends otherwise than the members of its series, of which `example` is one.
    fn finding(&self, kind: Members, member: &Member, example: &Member, sign: char) -> Finding {
        let noun = if matches!(kind, Members::Paragraphs(_)) { "paragraph" } else { "recital" };
        let own = member.end.plain_sign().map(|it| format!("with a {}", name(it)));
        let own = own.unwrap_or_else(|| "without a sign".to_owned());
        let message = format!("this {noun} ends {own}, the others of its series with {}s", name(sign));
        let finding = Finding::new(Place::End(member.block), message);
        let finding = finding.related(Place::End(example.block), format!("this one ends with a {}", name(sign)));
        match (member.end, example.end) {
            // A sign is replaced by that of the others, but not where words are in dispute.
            (ClauseEnd::Sign { .. }, ClauseEnd::Sign { sign, .. }) if !self.is_bracketed(member) => {
                finding.possible_sign(format!("write `{sign}`"), sign)
            }
            _ => finding,
        }
    }

    /// Returns whether a bracket stands around a member.
    fn is_bracketed(&self, member: &Member) -> bool {
        let around = member.id.and_then(|id| self.outline.bracket(self.outline.provision(id)));
        around.is_some()
            || self.outline.depth(member.block) > 0
            || !self.summaries.get(member.block).enclosing.is_empty()
    }
}

fn name(sign: char) -> &'static str {
    match sign {
        ',' => "comma",
        ';' => "semicolon",
        _ => "full stop",
    }
}

/// Returns whether readers of a series pass over a block.
fn is_skipped(summary: &BlockSummary) -> bool {
    matches!(summary.kind, BlockKind::Blank | BlockKind::Comment | BlockKind::Note)
}

#[cfg(test)]
mod tests {
    use travaux_model::config::Settings;
    use travaux_model::document::Document;
    use travaux_model::workspace::Workspace;

    /// Checks what stands at the place of the only finding, and what its fix writes there.
    fn check(slip: &str, expected: (&str, Option<&str>)) {
        let others = "Recalling the Charter,\n\nAware of the islands,\n\n".repeat(2);
        let text = format!("{others}{slip}\n\nMindful of the ferries,\n\n1. Decides to open the ports.\n");
        let document = Document::parse(&text, None, 0);
        let found = crate::lint(&Workspace::default(), "draft", &document, &Settings::default());
        let [finding] = &found[..] else { panic!("one finding in {text}, not {found:?}") };
        let fix = finding.fix.as_ref();
        assert_eq!((&text[finding.range.clone()], fix.map(|it| &*it.edits[0].text)), expected);
        assert!(fix.is_none_or(|it| !it.is_sure && it.edits[0].range == finding.range));
    }

    #[test]
    fn the_sign_of_the_others_may_be_written() {
        check("Noting the ports.", (".", Some(",")));
        check("Noting the ports;[^1]\n\n[^1]: A note.", (";", Some(",")));
    }

    #[test]
    fn no_sign_is_written_in_a_bracket_or_where_there_is_none() {
        check("[Noting the ports.]", (".", None));
        check("Noting the work of the ports and of the ships that use them", ("them", None));
    }
}
