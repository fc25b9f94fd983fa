//! From the name of a delegation in an attribution to its records, and to everything that it says in the draft.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::BlockId;

use super::Location;
use travaux_model::document::Document;
use travaux_model::positions::attributed::attribution_at;
use travaux_model::positions::attributed_names::known_attributions;
use travaux_model::positions::{DelegationId, LocatedPosition, PositionIndex};
use travaux_model::workspace::Workspace;

/// A line of a positions file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordLine {
    /// The name of the file.
    pub file: Arc<str>,
    /// The line, counted from zero.
    pub line: u32,
}

/// Returns the name of a delegation in an attribution at a byte, and the records of its positions on the provision and on
/// those that contain it, the innermost first.
pub fn records_of_attribution(
    workspace: &Workspace,
    draft_name: &str,
    document: &Document,
    offset: usize,
) -> Option<(Range<usize>, Vec<RecordLine>)> {
    let (block, attribution, id) = attribution_at(document, offset, &|| workspace.delegations())?;
    let outline = &document.outline;
    let range = document.draft.range(block, attribution.delegation.clone());
    let record = workspace.positions_on(draft_name);
    let here = outline.at(block, attribution.delegation.start);
    let provisions = here.into_iter().flat_map(|it| outline.ancestors(it));
    let lines = provisions.flat_map(|it| {
        let record = record.into_iter();
        record.flat_map(move |record| of_delegation(record, record.at(&outline.address(it)), id))
    });
    Some((range, lines.collect()))
}

/// Returns all positions of the delegation whose name in an attribution is at a byte: the names in the text, and the lines
/// of the records.
pub fn positions_of_delegation(
    workspace: &Workspace,
    draft_name: &str,
    document: &Document,
    offset: usize,
) -> Option<(Vec<Location>, Vec<RecordLine>)> {
    let (_, _, id) = attribution_at(document, offset, &|| workspace.delegations())?;
    let record = workspace.positions_on(draft_name);
    let lines = record.map_or_else(Vec::new, |it| lines_of(it, id));
    Some((names_in_text(workspace, document, id), lines))
}

/// Returns the lines of the records of a delegation's positions.
fn lines_of(record: &PositionIndex, id: DelegationId) -> Vec<RecordLine> {
    of_delegation(record, record.all().collect(), id)
}

/// Returns the lines of a delegation's positions in all files of a workspace, in order.
pub fn lines_in_workspace(workspace: &Workspace, id: DelegationId) -> Vec<RecordLine> {
    let about_topics = workspace.topic_positions.iter();
    let records = workspace.positions.values().chain(about_topics);
    // A file may be about several drafts.
    let lines: BTreeSet<RecordLine> = records.flat_map(|it| lines_of(it, id)).collect();
    lines.into_iter().collect()
}

/// Returns the names of a delegation in the attributions of a text.
pub fn names_in_text(workspace: &Workspace, document: &Document, id: DelegationId) -> Vec<Location> {
    let draft = &document.draft;
    if draft.is_empty() {
        return Vec::new();
    }
    let mut names = Vec::new();
    for block in BlockId::range(BlockId::FIRST..draft.end()) {
        let parsed = draft.block(block);
        let of_instructions = parsed.instructions().iter().map(|it| &it.attributions[..]);
        for attributions in parsed.attributed_brackets().map(|it| it.1).chain(of_instructions) {
            let known = known_attributions(parsed, attributions, workspace.delegations());
            let same = known.into_iter().filter(|it| it.1 == id);
            names.extend(same.map(|it| Location::here(draft.range(block, it.0.delegation))));
        }
    }
    names.sort_by_key(|it| it.selection.start);
    names
}

fn of_delegation(record: &PositionIndex, positions: Vec<LocatedPosition<'_>>, id: DelegationId) -> Vec<RecordLine> {
    let own = positions.into_iter().filter(|it| it.position.parties().any(|it| it == id));
    let places = own.filter_map(|it| record.place(it));
    places.map(|it| RecordLine { file: it.file.into(), line: it.line }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::positions::{Delegations, read_csv};

    /// Asserts the lines of the records of the attribution at `$0`, the names in the text and all lines of its delegation.
    fn check(marked: &str, expected: (&[u32], &[&str], &[u32])) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replacen("$0", "", 1);
        let document = Document::parse(&text, None, 0);
        let sheet = "delegations,stance,target\nNO,proposes,article 1\nمصر;NO,opposes,article 2\n";
        let mut file = read_csv(sheet, Delegations::shipped());
        file.name = Some("file:///x.positions.csv".into());
        let records = [("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])))];
        let workspace = Workspace { positions: records.into(), ..Workspace::default() };
        let lines = |it: Vec<RecordLine>| it.into_iter().map(|it| it.line).collect::<Vec<_>>();
        let (_, records) = records_of_attribution(&workspace, "draft", &document, offset).unwrap();
        let (names, all) = positions_of_delegation(&workspace, "draft", &document, offset).unwrap();
        let names: Vec<&str> = names.into_iter().map(|it| &text[it.selection]).collect();
        assert_eq!((lines(records).as_slice(), names.as_slice(), lines(all).as_slice()), expected);
    }

    #[test]
    fn an_attribution_leads_to_its_records() {
        let text = "Article 1\n\n1. To [Nor$0way: act].\n\nArticle 2\n\nTo [NO propose: go].\n";
        check(text, (&[1], &["Norway", "NO"], &[1, 2]));
        check("المادة 2\n\n1 - [النر$0ويج: تتعاون] الدول.\n", (&[2], &["النرويج"], &[1, 2]));
        let text = "Article 1\n\n1. Act (NO: delete) [Trinidad and Tobago, Nor$0way: go].\n";
        check(text, (&[1], &["NO", "Norway"], &[1, 2]));
        let document = Document::parse("Article 1\n\n[Commission: act]\n", None, 0);
        assert_eq!(records_of_attribution(&Workspace::default(), "draft", &document, 14), None);
    }
}
