//! Inlay hints at the ends of lines: the provision that `this article` is, the title of the article that a reference
//! names, the number of brackets left in an article, and if the reader asks for it, how many are for and against the
//! alternatives of a run. Nothing is shown that the text states itself. A hint in
//! mid-sentence would read like a part of the treaty, and cuts a line of Arabic into pieces in some editors.

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockId, BracketContent, BracketRun, Language, Reference, folded_phrase, to_usize};

use crate::code_lens::counts_of_sides;
use crate::display_text::{excerpt, single_line};
use travaux_model::document::Document;
use travaux_model::edit::alternatives::own_words;
use travaux_model::outline::{BracketRef, Outline, ProvisionId, Resolved, Status};
use travaux_model::positions::{
    DraftPositions, LocatedPosition, Phrases, StandingOptions, attributed_positions, place_name, speaker_standings,
    standings,
};
use travaux_model::workspace::Workspace;

/// Words that an editor displays at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The end of the line, in bytes of the draft.
    pub offset: usize,
    /// The words to display, one for each reference of the line. They are shown with [`HINT_MARK`] before the first and
    /// [`HINT_SEPARATOR`] between them.
    pub parts: Vec<HintPart>,
}

/// The words about one reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintPart {
    /// The words to display.
    pub label: String,
    /// The bytes of the label of the provision that the words are about.
    pub target: Range<usize>,
}

/// The sign before the hint of a line, which no treaty has.
pub const HINT_MARK: &str = "» ";

/// The sign between two parts of a hint.
pub const HINT_SEPARATOR: &str = " · ";

/// The length in characters of the longest title that is displayed after a reference.
const MAX_TITLE_CHARS: usize = 40;

/// Where the positions are from that are counted on runs of brackets.
#[derive(Clone, Copy)]
pub struct TallySource<'w> {
    /// The workspace with the positions.
    pub workspace: &'w Workspace,
    /// The name of the draft.
    pub draft: &'w str,
    /// The language of the client, if it has one of its own; an editor that nobody has set up states English.
    pub locale: Option<Language>,
}

/// Returns the hints of the blocks that contain a range of bytes. With `tally`, those on each side are counted on runs.
pub fn hints(document: &Document, within: Range<usize>, tally: Option<TallySource<'_>>) -> Vec<Hint> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let (first, last) = (draft.block_at(within.start), draft.block_at(within.end.max(within.start)));
    let mut found = Vec::new();
    let mut next = outline.first_from(first);
    let tally = tally.map(|it| RunTally::of(document, first..last.next(), it));
    for block in BlockId::range(first..last.next()) {
        while let Some(provision) = outline.get(next).filter(|it| it.block == block) {
            if provision.kind.is_article() {
                brackets_left(document, next).into_iter().for_each(|(offset, part)| add(&mut found, offset, part));
            }
            next = next.next();
        }
        let mut parts: Vec<(usize, HintPart)> = Vec::new();
        // What follows the last reference with a hint in its line, which may hold many.
        let (mut rest_of_line, mut words_end) = (0..0, 0);
        for reference in outline.references(block, draft.block(block)) {
            let Some(part) = reference_part(document, block, reference) else { continue };
            let at = to_usize(reference.end);
            if !rest_of_line.contains(&at) {
                let line = rest_of_line_at(&draft.block(block).text, at);
                (rest_of_line, words_end) = (at..at + line.len(), at + line.trim_end().len());
            }
            parts.push((words_end.max(at), part));
        }
        parts.extend(tally.iter().flat_map(|it| it.parts(block)));
        parts.sort_by_key(|it| it.0);
        parts.into_iter().for_each(|(end, part)| add(&mut found, draft.start(block) + end, part));
    }
    found
}

/// The positions on the runs of some blocks.
struct RunTally<'w> {
    document: &'w Document,
    positions: DraftPositions<'w>,
    workspace: &'w Workspace,
    phrases: Phrases<'w>,
}

impl<'w> RunTally<'w> {
    fn of(document: &'w Document, blocks: Range<BlockId>, source: TallySource<'w>) -> RunTally<'w> {
        let TallySource { workspace, draft: name, locale } = source;
        let language = locale.filter(|it| *it != Language::En).unwrap_or(document.draft.language()).code();
        let has_attributions = |id: BlockId| document.draft.block(id).has_attributions();
        // The table of delegations is parsed at first use.
        let own = match BlockId::range(blocks.clone()).any(has_attributions) {
            true => attributed_positions(document, name, blocks, workspace.delegations()),
            false => Vec::new(),
        };
        let positions = DraftPositions::of(workspace.positions_on(name), own);
        RunTally { document, positions, workspace, phrases: Phrases { language } }
    }

    /// Returns the counts on the runs of a block, each at the end of its line in the block.
    fn parts(&self, block: BlockId) -> Vec<(usize, HintPart)> {
        let parsed = self.document.draft.block(block);
        if self.positions.is_empty() {
            return Vec::new();
        }
        parsed.brackets.runs.iter().filter_map(|run| self.part(block, run)).collect()
    }

    fn part(&self, block: BlockId, run: &BracketRun) -> Option<(usize, HintPart)> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let parsed = draft.block(block);
        let mut words: FxHashSet<String> = FxHashSet::default();
        let (mut start, mut end) = (None, None);
        for index in run.brackets.iter().copied() {
            let bracket = &parsed.brackets[index];
            start = start.or(Some(bracket.open));
            end = bracket.end.or(end);
            words.extend(bracket.inside().map(|it| folded_phrase(parsed.slice(it))));
            let site = BracketRef { block, index };
            let own = || own_words(draft, site, &|| self.workspace.delegations()).map(folded_phrase);
            words.extend((!parsed.attributions(index).is_empty()).then(own).flatten());
        }
        let id = outline.at(block, start?)?;
        let on_run = |it: &LocatedPosition<'_>| {
            it.position.alternative.as_deref().is_some_and(|it| words.contains(&folded_phrase(it)))
        };
        // Positions name the words at the provision or at one that contains it.
        let positions = outline.ancestors(id).find_map(|id| {
            let mut found = self.positions.at(&outline.address(id));
            found.retain(on_run);
            (!found.is_empty()).then_some(found)
        })?;
        let options =
            StandingOptions { delegations: self.workspace.delegations(), language: self.phrases.language, at: None };
        let speakers = speaker_standings(&positions, options);
        let sides = counts_of_sides(&standings(positions, options), &speakers, self.phrases);
        let part = HintPart { label: sides.join(HINT_SEPARATOR), target: outline.label_range(draft, id) };
        (!sides.is_empty()).then(|| (line_end(&parsed.text, to_usize(end.unwrap_or_default())), part))
    }
}

/// Adds words to the hint of their line.
fn add(hints: &mut Vec<Hint>, offset: usize, part: HintPart) {
    match hints.last_mut().filter(|it| it.offset == offset) {
        Some(hint) if hint.parts.contains(&part) => {}
        Some(hint) => hint.parts.push(part),
        None => hints.push(Hint { offset, parts: vec![part] }),
    }
}

/// Returns what follows an offset in its line.
fn rest_of_line_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    &rest[..memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())]
}

/// Returns the end of the words in the line around an offset in a text.
fn line_end(text: &str, at: usize) -> usize {
    at + rest_of_line_at(text, at).trim_end().len()
}

/// Returns the words about a reference, if it does not name its provision itself.
fn reference_part(document: &Document, block: BlockId, reference: &Reference) -> Option<HintPart> {
    let (draft, outline) = (&document.draft, &document.outline);
    let parsed = draft.block(block);
    let resolution = outline.resolve_without_addresses(block, parsed.plain_text(), reference);
    let [Resolved::Found { provision, .. }] = resolution.targets.as_slice() else { return None };
    let written = excerpt(parsed.slice(reference.range()), MAX_TITLE_CHARS);
    let (target, words) = match resolution.status {
        Status::Relative => {
            let label = place_name(document, *provision);
            (*provision, (!label.is_empty()).then_some(label)?)
        }
        Status::Resolved => {
            let article = article(outline, *provision)?;
            let own = outline.at(block, reference.start).and_then(|id| self::article(outline, id));
            let title = outline.title(draft, article).filter(|_| own != Some(article) && reference.title.is_none())?;
            let title = single_line(title);
            (article, (!title.is_empty() && title.chars().count() <= MAX_TITLE_CHARS).then_some(title)?)
        }
        Status::Pending | Status::External | Status::Dangling => return None,
    };
    Some(HintPart { label: format!("{written} = {words}"), target: outline.label_range(draft, target) })
}

fn article(outline: &Outline, id: ProvisionId) -> Option<ProvisionId> {
    outline.ancestors(id).find(|id| outline.provision(*id).kind.is_article())
}

/// Returns the end of the heading of an article, and the number of brackets around text in it that is not agreed; `None` if
/// there are none.
fn brackets_left(document: &Document, id: ProvisionId) -> Option<(usize, HintPart)> {
    let (draft, outline) = (&document.draft, &document.outline);
    let range = outline.text_range(draft, id);
    let count_in = |block: BlockId| {
        let text_brackets = draft.block(block).brackets.list.iter().filter(|it| it.content == BracketContent::Text);
        text_brackets.filter(|it| range.contains(&draft.offset(block, it.open))).count()
    };
    let count: usize = draft.blocks_in(range.clone()).map(count_in).sum();
    let provision = outline.provision(id);
    let end = line_end(&draft.block(provision.block).text, to_usize(provision.at.end));
    let part = HintPart { label: format!("{count} × [ ]"), target: outline.label_range(draft, id) };
    (count > 0).then(|| (draft.start(provision.block) + end, part))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use travaux_model::positions::{Delegations, PositionIndex, read_csv};

    fn check(text: &str, expected: &str) {
        check_tally(text, None, expected);
    }

    fn check_tally(text: &str, tally: Option<TallySource<'_>>, expected: &str) {
        let found = hints(&Document::parse(text, None, 0), 0..text.len(), tally);
        let mut out = text.to_owned();
        let mut last = usize::MAX;
        for hint in found.iter().rev() {
            assert!(hint.offset < last, "{found:?}");
            last = hint.offset;
            let labels: Vec<&str> = hint.parts.iter().map(|it| it.label.as_str()).collect();
            out.insert_str(hint.offset, &format!(" {HINT_MARK}{}", labels.join(HINT_SEPARATOR)));
        }
        assert_eq!(out, expected);
    }

    #[test]
    fn relative_references_show_their_provisions() {
        check(
            "Article 4\n\n1. Text.\n\n2. Of this article and the preceding paragraph.\n",
            "Article 4\n\n1. Text.\n\n2. Of this article and the preceding paragraph. » this article = article 4 · \
             preceding paragraph = article 4, paragraph 1\n",
        );
        check("المادة 4\n\nنص هذه المادة.\n", "المادة 4\n\nنص هذه المادة. » هذه المادة = المادة 4\n");
    }

    #[test]
    fn references_show_the_titles_of_their_articles() {
        check(
            "Article 1\nScope\n\nUnder article 2 and\r\narticle 1.\n\nArticle 2\nUse of terms\n\nText of article 9.\n",
            "Article 1\nScope\n\nUnder article 2 and » article 2 = Use of terms\r\narticle 1.\n\nArticle 2\nUse of \
             terms\n\nText of article 9.\n",
        );
        check(
            "المادة 1\nالنطاق\n\nوفقا للمادة 2.\n\nالمادة 2\nالمصطلحات\n\nنص.\n",
            "المادة 1\nالنطاق\n\nوفقا للمادة 2. » للمادة 2 = المصطلحات\n\nالمادة 2\nالمصطلحات\n\nنص.\n",
        );
    }

    #[test]
    fn remaining_brackets_are_counted() {
        check("Article 1. Scope\n\nTo [go] [come].\n", "Article 1. Scope » 2 × [ ]\n\nTo [go] [come].\n");
        check("[Article 1. Scope\n\nTo [go].]\n", "[Article 1. Scope » 2 × [ ]\n\nTo [go].]\n");
        check("第一条 范围\n\n［各国］应合作。\n", "第一条 范围 » 1 × [ ]\n\n［各国］应合作。\n");
    }

    #[test]
    fn those_on_each_side_are_counted_on_runs_with_positions() {
        let sheet = "delegations,stance,target,alternative\nNO;CH,proposes,\"article 1, paragraph 1\",act\n\
            EU,opposes,\"article 1, paragraph 1\",go\nJP,opposes,article 1,\n";
        let file = read_csv(sheet, Delegations::shipped());
        let records = [("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])))];
        let workspace = Workspace { positions: records.into(), ..Workspace::default() };
        let tally = |locale| Some(TallySource { workspace: &workspace, draft: "draft", locale });
        let text = "Article 1\n\n1. To [act] [go].\n\n2. To [stay] [leave].\n\n3. To [NZ: run] [walk].\n";
        let expected = "Article 1 » 6 × [ ]\n\n1. To [act] [go]. » 2 propose · 1 opposes\n\n2. To [stay] [leave].\n\n\
            3. To [NZ: run] [walk]. » 1 proposes\n";
        check_tally(text, tally(Some(Language::En)), expected);
        let text = "المادة 1\n\n1 - [act] [go].\n";
        let expected = "المادة 1 » 2 × [ ]\n\n1 - [act] [go]. » المؤيدون: 2 · المعارضون: 1\n";
        check_tally(text, tally(None), expected);
        let text = "Article 1\n\n1. To [act] [go].\n";
        check_tally(
            text,
            tally(Some(Language::Ru)),
            "Article 1 » 2 × [ ]\n\n1. To [act] [go]. » 2 предлагают · 1 возражает\n",
        );
        check(text, "Article 1 » 2 × [ ]\n\n1. To [act] [go].\n");
    }

    #[test]
    fn offsets_past_the_end_are_the_end() {
        check("", "");
        let (from, to) = (99, 7);
        assert_eq!(hints(&Document::parse("Article 1\n\nText.\n", None, 0), from..to, None), []);
    }
}
