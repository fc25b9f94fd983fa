//! # unclosed-quotation
//!
//! An opening quotation mark has no closing one, or a closing one has no opening one.
//!
//! Quotation marks show which words are the term that is defined. Without one of them the reader cannot tell where the term
//! ends and its definition begins.
//!
//! ```treaty
//! Article 1
//!
//! (a) “Port” means a place of entry;
//!
//! (b) “Relay station means a mast;
//!     ^ `“` is not closed in this paragraph
//!
//! (c) “Toll” means a fee.
//!
//! Article 2
//!
//! Each “port” has a relay station. Each vessel’s toll is due.
//! ```
//!
//! ```treaty
//! Artículo 1
//!
//! a) Por “puerto” se entiende un lugar de entrada;
//!
//! b) Por buque” se entiende un navío.
//!             ^ no quotation is open before this `”`
//!
//! Artículo 2
//!
//! Los buques entran en los puertos.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) يقصد بتعبير «ميناء» مكان للدخول؛
//!
//! (ب) يقصد بتعبير «سفينة مركبة بحرية.
//!                 ^ `«` is not closed in this paragraph
//!
//! المادة 2
//!
//! تدخل كل سفينة الميناء.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! （一）“港口”是指入境地点；
//!
//! （二）“船舶是指船只。
//!    ^ `“` is not closed in this paragraph
//!
//! 第二条
//!
//! 各船舶进入港口。
//! ```
//!
//! Straight marks do not show which of the two is missing.
//!
//! ```treaty
//! Статья 1
//!
//! 1. "Порт" означает место.
//!
//! 2. "Судно означает корабль.
//!    ^ this `"` has no partner in this paragraph
//!
//! Статья 2
//!
//! Суда входят в порты.
//! ```
//!
//! A text that is quoted over several paragraphs, or after a colon, closes elsewhere. Apostrophes, single marks and the signs
//! of inches, minutes and seconds are left out. Where more than a few paragraphs of a draft lack a mark, or one takes the
//! place of another, its marks are used untidily, and nothing is reported; nor where no paragraph has a pair of them.
//!
//! ```treaty
//! Article 1
//!
//! 1. The “Port” is at 5° 10' 20", and its pipes are 12" wide.
//!
//! 2. The Parties declare that “they act.
//!
//! 3. They also report.”
//!
//! 4. The following text is added: “Ports are open.
//! ```
//!
//! ```treaty
//! Article premier
//!
//! 1. Le terme « Port » désigne un lieu.
//!
//! 2. Les Parties déclarent ce qui suit : « Les ports sont ouverts.
//!
//! 3. Les navires entrent dans les ports.
//! ```
//!
//! **Instead**, close the quotation after the last word of the term, or delete the mark.

use travaux_grammar::{Block, BlockFlags, BlockId, BlockKind, ClauseEnd, range_to_u32, to_usize};

use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use crate::quotation_marks::{MarkReader, Marks};
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Info;

/// Of so many paragraphs with paired marks one may have others; where more do, the marks are used untidily. One may in any
/// draft.
const PAIRED_FOR_ONE: usize = 8;

/// The blocks before or after a mark in which its partner may stand unseen.
const NEAR: usize = 12;

/// A quotation that is longer is no term.
const MAX_TERM_BYTES: usize = 160;

/// The blocks that are read between two checks for cancellation.
const BLOCKS_PER_CHECK: usize = 4096;

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let Some(marked) = marked_blocks(context) else { return };
    let paired = marked.iter().filter(|it| matches!(it.marks, Marks::Paired(_))).count();
    let others = marked.len() - paired;
    if others == 0 || paired == 0 || others > 1 + paired / PAIRED_FOR_ONE {
        return;
    }
    let partners = with_partners(&marked);
    for (at, it) in marked.iter().enumerate() {
        let Marks::Single(start, opens) = it.marks else { continue };
        let block = context.draft().block(it.block);
        if partners[at] || !is_checked(block) || opens && !opens_in_paragraph(context, &marked, at, start) {
            continue;
        }
        let text = block.plain_text();
        let Some(mark) = text[start..].chars().next() else { continue };
        let message = match (mark, opens) {
            ('"', _) => format!("this `{mark}` has no partner in this paragraph"),
            (_, true) => format!("`{mark}` is not closed in this paragraph"),
            (_, false) => format!("no quotation is open before this `{mark}`"),
        };
        let range = range_to_u32(start..start + mark.len_utf8());
        found.push(CrossDraftFinding::new(context.draft().range(it.block, range), message));
    }
}

/// A block with quotation marks.
struct Marked {
    block: BlockId,
    marks: Marks,
}

/// Returns the blocks with quotation marks; `None` if the work was cancelled.
fn marked_blocks(context: &WorkspaceContext<'_>) -> Option<Vec<Marked>> {
    let mut reader = MarkReader::default();
    let mut marked = Vec::new();
    for (count, (id, block)) in context.draft().blocks_with(BlockFlags::QUOTATION).enumerate() {
        if count % BLOCKS_PER_CHECK == 0 && context.is_cancelled() {
            return None;
        }
        if matches!(block.kind, BlockKind::Text | BlockKind::Labelled | BlockKind::Heading) {
            match reader.read(block.plain_text()) {
                Marks::None => {}
                marks => marked.push(Marked { block: id, marks }),
            }
        }
    }
    Some(marked)
}

/// Returns of each block whether the mark without a partner in it may have one in another block: a quotation runs over
/// several.
fn with_partners(marked: &[Marked]) -> Vec<bool> {
    let mut partners = vec![false; marked.len()];
    let mut open = Vec::new();
    let near = |one: usize, other: usize| marked[one].block.index().abs_diff(marked[other].block.index()) <= NEAR;
    let mut untidy: Option<usize> = None;
    for (at, it) in marked.iter().enumerate() {
        match it.marks {
            Marks::Single(_, true) => open.push(at),
            Marks::Single(_, false) => {
                partners[at] = untidy.is_some_and(|other| near(at, other));
                if let Some(opener) = open.pop() {
                    partners[at] = true;
                    partners[opener] = true;
                }
            }
            Marks::Untidy => {
                untidy = Some(at);
                open.iter().rev().take_while(|opener| near(**opener, at)).for_each(|opener| partners[*opener] = true);
            }
            Marks::None | Marks::Paired(_) => {}
        }
    }
    partners
}

/// Returns whether a block is running text that ends with its sentence, and no table.
fn is_checked(block: &Block) -> bool {
    // The number of a footnote may follow the stop.
    let text = block.plain_text().trim_end().trim_end_matches(|it: char| it.is_ascii_digit());
    let is_ended = text.ends_with(['.', ';', ':', '。', '；', '：', '؛', ',', '，', '،'])
        || block.summary.clause_end == ClauseEnd::Joined;
    let is_table = memchr::memchr2(b'|', b'\t', text.as_bytes()).is_some();
    is_ended && !is_table && !block.summary.is_elided && !block.amends()
}

/// Returns whether a mark without a partner opens a quotation that is to end in its paragraph. One that opens the paragraph
/// itself, or follows a colon, may be a longer text, unless the paragraphs around it begin with quoted terms.
fn opens_in_paragraph(context: &WorkspaceContext<'_>, marked: &[Marked], at: usize, start: usize) -> bool {
    let block = context.draft().block(marked[at].block);
    let before =
        block.plain_text()[..start].trim_end_matches(|it: char| it.is_whitespace() || matches!(it, '*' | '_' | '#'));
    // An aside ends before a longer text would.
    let in_parenthesis = before.rfind(['(', '（']) > before.rfind([')', '）']);
    if !before.is_empty() && (in_parenthesis || !before.ends_with([':', '：'])) {
        return true;
    }
    let begins_with_term = |other: usize| {
        let Marked { block, marks: Marks::Paired(first) } = &marked[other] else { return false };
        let block = context.draft().block(*block);
        let body = to_usize(block.body).min(first.start);
        first.len() <= MAX_TERM_BYTES && !block.plain_text()[body..first.start].contains(char::is_alphanumeric)
    };
    let mut around = [at.checked_sub(1), Some(at + 1).filter(|next| *next < marked.len())].into_iter().flatten();
    around.all(begins_with_term)
}
