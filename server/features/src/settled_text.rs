//! A draft as it reads when its brackets are settled one way: all words in, all out, or one alternative of each choice.
//! Only brackets around text that is not agreed are settled; an unclosed bracket or a stray sign remains as it is.

use std::ops::Range;

use travaux_grammar::{Block, BlockId, BracketContent, BracketRun, Kind, RunReading, closer_len, to_u32, to_usize};

use travaux_model::document::Document;
use travaux_model::edit::alternatives::words_start;
use travaux_model::outline::BracketRef;
use travaux_model::workspace::Workspace;

/// How the brackets of a draft are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// All words remain.
    All,
    /// No words in brackets remain.
    None,
    /// Of alternatives the one with this number remains, counted from 1, or the last one where there are fewer. Words in
    /// other brackets remain.
    Alternative(usize),
}

/// A paragraph of a draft with its brackets settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The bytes of the draft that it comes from.
    pub range: Range<usize>,
    /// The level of a heading: 1 a part or an annex, 2 another division, 3 an article; 0 for other text.
    pub heading: u8,
    /// The words, in order.
    pub segments: Vec<Segment>,
}

/// Words in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The words.
    pub text: String,
    /// Their state.
    pub state: SegmentState,
}

/// The state of words that remain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentState {
    /// Outside of brackets.
    Agreed,
    /// In a bracket whose words remain.
    Kept,
    /// In a bracket that is one of several alternatives.
    Choice,
}

impl SegmentState {
    /// Returns the name of the state in JSON.
    pub fn word(self) -> &'static str {
        match self {
            SegmentState::Agreed => "agreed",
            SegmentState::Kept => "kept",
            SegmentState::Choice => "choice",
        }
    }
}

/// What becomes of the words of a bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Kept,
    Chosen,
    Dropped,
}

/// The numbers of brackets around the current words, by outcome.
#[derive(Default)]
struct Around {
    kept: usize,
    chosen: usize,
    dropped: usize,
}

/// A sign of a bracket, which is left out, and the effect of the bracket on the words after it.
struct Sign {
    range: Range<usize>,
    outcome: Outcome,
    opens: bool,
}

/// Returns the paragraphs of a draft with its brackets settled. Comments, lines across the page, and paragraphs without words
/// are left out.
pub fn settled_text(workspace: &Workspace, document: &Document, settlement: Settlement) -> Vec<Paragraph> {
    let settler = Settler { workspace, document, settlement };
    let mut around = Around::default();
    let mut paragraphs = Vec::new();
    for (id, block) in document.draft.blocks_with_ids() {
        let segments = settler.segments(id, block, &mut around);
        if segments.iter().any(|it| !is_blank(&it.text)) {
            let range = document.draft.range(id, 0..to_u32(block.trimmed_len()));
            paragraphs.push(Paragraph { range, heading: heading_level(document, id), segments });
        }
    }
    paragraphs
}

/// Returns whether a text has nothing to read, or is a line across the page in Markdown.
fn is_blank(text: &str) -> bool {
    text.chars().all(|it| it.is_whitespace() || matches!(it, '-' | '*' | '_'))
}

/// Returns the length of the marks of a Markdown heading.
fn markup_len(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\t', '#']);
    if text.trim_start().starts_with('#') { text.len() - rest.len() } else { 0 }
}

/// How the brackets of a draft are settled.
struct Settler<'a> {
    workspace: &'a Workspace,
    document: &'a Document,
    settlement: Settlement,
}

impl Settler<'_> {
    /// Returns the words of a block that remain, and updates the brackets that are open after it.
    fn segments(&self, id: BlockId, block: &Block, around: &mut Around) -> Vec<Segment> {
        let mut words = Words { segments: Vec::new() };
        let mut at = markup_len(&block.text);
        for sign in self.signs(id, block) {
            words.push(block.text.get(at..sign.range.start).unwrap_or_default(), around);
            at = at.max(sign.range.end);
            around.pass(&sign);
        }
        words.push(block.text.get(at..block.trimmed_len()).unwrap_or_default(), around);
        words.segments
    }

    /// Returns the signs of a block that are left out, in order.
    fn signs(&self, id: BlockId, block: &Block) -> Vec<Sign> {
        let outline = &self.document.outline;
        let mut signs = Vec::new();
        let list = (0..).zip(&block.brackets.list).zip(block.brackets.run_of_each());
        for ((index, bracket), run) in list.filter(|it| is_settled(it.0.1.content)) {
            let outcome = outcome(run, index, self.settlement);
            let is_closed = bracket.close.is_some()
                || outline.spans.binary_search_by_key(&BracketRef { block: id, index }, |it| it.open).is_ok();
            if is_closed {
                let open = to_usize(bracket.open)..words_start(block, index, &|| self.workspace.delegations());
                signs.push(Sign { range: open, outcome, opens: true });
            }
            if let (Some(close), Some(end)) = (bracket.close, bracket.end) {
                signs.push(Sign { range: to_usize(close)..to_usize(end), outcome, opens: false });
            }
        }
        for span in outline.spans_into(id).filter(|it| it.close.block == id) {
            let opener = self.document.draft.block(span.open.block);
            if is_settled(opener.brackets[span.open.index].content) {
                let closer = block.brackets.stray(span.close.index);
                let start = to_usize(closer.at);
                let range = start..start + closer_len(&block.text[start..]);
                // A bracket that closes in another block stands in no run.
                signs.push(Sign { range, outcome: outcome(None, span.open.index, self.settlement), opens: false });
            }
        }
        signs.sort_by_key(|it| (it.range.start, it.range.end));
        signs
    }
}

fn is_settled(content: BracketContent) -> bool {
    matches!(content, BracketContent::Text | BracketContent::Label)
}

/// Returns what becomes of the words of a bracket.
fn outcome(run: Option<&BracketRun>, index: u32, settlement: Settlement) -> Outcome {
    match (settlement, run.filter(|it| it.reading != RunReading::Independent)) {
        (Settlement::None, _) => Outcome::Dropped,
        (Settlement::All, None) | (Settlement::Alternative(_), None) => Outcome::Kept,
        (Settlement::All, Some(_)) => Outcome::Chosen,
        (Settlement::Alternative(number), Some(run)) => {
            let chosen = run.brackets.get(number.max(1) - 1).or(run.brackets.last());
            if chosen == Some(&index) { Outcome::Chosen } else { Outcome::Dropped }
        }
    }
}

impl Around {
    fn pass(&mut self, sign: &Sign) {
        let count = match sign.outcome {
            Outcome::Kept => &mut self.kept,
            Outcome::Chosen => &mut self.chosen,
            Outcome::Dropped => &mut self.dropped,
        };
        *count = if sign.opens { *count + 1 } else { count.saturating_sub(1) };
    }

    /// Returns the state of the words here; `None` for words that are left out.
    fn state(&self) -> Option<SegmentState> {
        match self {
            Around { dropped: 1.., .. } => None,
            Around { chosen: 1.., .. } => Some(SegmentState::Choice),
            Around { kept: 1.., .. } => Some(SegmentState::Kept),
            Around { .. } => Some(SegmentState::Agreed),
        }
    }
}

/// The words of a paragraph, joined as they would be written: without a blank twice, or before a stop.
struct Words {
    segments: Vec<Segment>,
}

impl Words {
    /// Adds words without the comments between them.
    fn push(&mut self, mut text: &str, around: &Around) {
        while let Some((before, comment)) = text.split_once("<!--") {
            self.push_words(before, around);
            text = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        self.push_words(text, around);
    }

    fn push_words(&mut self, text: &str, around: &Around) {
        let Some(state) = around.state() else { return };
        let ends_with_blank = self.segments.last().is_none_or(|it| it.text.ends_with([' ', '\n']));
        let text = if ends_with_blank { text.trim_start_matches(' ') } else { text };
        if text.is_empty() {
            return;
        }
        if text.starts_with([',', '.', ';', ':', ')', '،', '؛'])
            && let Some(last) = self.segments.last_mut()
        {
            last.text.truncate(last.text.trim_end_matches(' ').len());
        }
        match self.segments.last_mut().filter(|it| it.state == state) {
            Some(last) => last.text.push_str(text),
            None => self.segments.push(Segment { text: text.to_owned(), state }),
        }
    }
}

/// Returns the level of a block that is a heading or the title of one.
fn heading_level(document: &Document, id: BlockId) -> u8 {
    let (draft, outline) = (&document.draft, &document.outline);
    let first = outline.first_from(id);
    let own = outline.get(first).filter(|it| it.block == id).map(|it| it.kind);
    let titled = || {
        let before = first.previous()?;
        let (block, _) = outline.title_range(draft, before)?;
        (block == id).then(|| outline.provision(before).kind)
    };
    match own.or_else(titled) {
        Some(kind) if kind.is_article() => 3,
        Some(kind) if kind.is_annex() || kind == Kind::Part => 1,
        Some(kind) if kind.is_division() => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, settlement: Settlement, expected: &str) {
        let paragraphs = settled_text(&Workspace::default(), &Document::parse(text, None, 0), settlement);
        let mut lines = Vec::new();
        for paragraph in &paragraphs {
            let words = paragraph.segments.iter().map(|it| match it.state {
                SegmentState::Agreed => it.text.clone(),
                SegmentState::Kept => format!("‹{}›", it.text),
                SegmentState::Choice => format!("«{}»", it.text),
            });
            lines.push(format!("{}{}", "#".repeat(usize::from(paragraph.heading)), words.collect::<String>()));
        }
        assert_eq!(lines.join("\n"), expected, "{text} {settlement:?}");
    }

    const ENGLISH: &str = "## Article 1\n\n1. Parties [shall] [may] act [, in time,] to [go [far]].\n";

    #[test]
    fn all_words_remain_or_none() {
        check(ENGLISH, Settlement::All, "###Article 1\n1. Parties «shall» «may» act‹, in time,› to ‹go far›.");
        check(ENGLISH, Settlement::None, "###Article 1\n1. Parties act to.");
    }

    #[test]
    fn one_of_the_alternatives_remains() {
        check(ENGLISH, Settlement::Alternative(1), "###Article 1\n1. Parties «shall» act‹, in time,› to ‹go far›.");
        check(ENGLISH, Settlement::Alternative(9), "###Article 1\n1. Parties «may» act‹, in time,› to ‹go far›.");
        check(
            "المادة 1\n\n1 - تتخذ الدول [التدابير] [الإجراءات] اللازمة.\n",
            Settlement::Alternative(2),
            "###المادة 1\n1 - تتخذ الدول «الإجراءات» اللازمة.",
        );
    }

    #[test]
    fn brackets_may_span_paragraphs() {
        let text = "Article 1\n\n[1. To act.\n\n2. To go.]\n\n3. To be.\n";
        check(text, Settlement::None, "###Article 1\n3. To be.");
        check(text, Settlement::All, "###Article 1\n‹1. To act.›\n‹2. To go.›\n3. To be.");
    }

    #[test]
    fn an_attribution_is_not_a_part_of_the_words() {
        check(
            "Article 1\n\nWithin [NO propose: 30] [AU propose: 70] days.\n",
            Settlement::Alternative(2),
            "###Article 1\nWithin «70» days.",
        );
    }

    #[test]
    fn comments_and_lines_across_the_page_are_left_out() {
        let text = "<!-- travaux: allow lone-item -->\n\n1. To [act] <!-- soon --> here.\n\n---\n\n1 - [نص] <!-- ملاحظة -->آخر.\n";
        check(text, Settlement::All, "1. To ‹act› here.\n1 - ‹نص› آخر.");
    }

    #[test]
    fn signs_without_a_partner_remain() {
        check("Article 1\n\n1. To [act.\n\n2. To] go.\n", Settlement::None, "###Article 1\n1. To [act.\n2. To] go.");
        check("", Settlement::All, "");
    }
}
