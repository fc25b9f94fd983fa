//! Code lenses above articles: the number of references to the article, and how many delegations and States are for and
//! against it. An article without references and positions has no lens.

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockId, Language};

use travaux_model::at_offset::each_reference;
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::positions::{
    DelegationId, DraftPositions, LocatedPosition, Phrase, Phrases, Position, Side, SpeakerStanding, Stance, Standing,
    StandingOptions, Tally, attributed_positions, discussed_texts, speaker_standings, standings,
};
use travaux_model::workspace::Workspace;

/// A lens above an article. Its words are computed separately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The bytes of the article's label.
    pub range: Range<usize>,
    /// The number of references to the article or to its parts, as a search for references finds them.
    pub references: u32,
}

/// Returns the lenses of a draft.
pub fn lenses(workspace: &Workspace, name: &str, document: &Document) -> Vec<Lens> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    // The article around each provision; parents come before their children.
    let mut articles: Vec<Option<ProvisionId>> = Vec::with_capacity(outline.provisions.len());
    for (id, provision) in outline.ids().zip(outline.provisions.iter()) {
        let outer = provision.parent.and_then(|it| articles[it.index()]);
        articles.push(if provision.kind.is_article() { Some(id) } else { outer });
    }
    let mut counts = vec![0u32; outline.provisions.len()];
    each_reference(document, |_, _, resolution| {
        let named: FxHashSet<ProvisionId> = resolution.provisions().filter_map(|it| articles[it.index()]).collect();
        named.into_iter().for_each(|it| counts[it.index()] += 1);
    });
    let positions = positions_of_text(workspace, name, document, BlockId::FIRST..draft.end());
    let has_positions = |id: ProvisionId| !positions.is_empty() && !positions.at(&outline.address(id)).is_empty();
    let ids = outline.ids().filter(|id| articles[id.index()] == Some(*id));
    ids.filter(|id| counts[id.index()] > 0 || has_positions(*id))
        .map(|id| Lens { range: outline.label_range(draft, id), references: counts[id.index()] })
        .collect()
}

/// Returns the positions of the files and of the text of some blocks.
fn positions_of_text<'w>(
    workspace: &'w Workspace,
    name: &str,
    document: &Document,
    blocks: Range<BlockId>,
) -> DraftPositions<'w> {
    let has_attributions = |id: BlockId| document.draft.block(id).has_attributions();
    // The table of delegations is parsed at first use.
    let own: Vec<Position> = match BlockId::range(blocks.clone()).any(has_attributions) {
        true => attributed_positions(document, name, blocks, workspace.delegations()),
        false => Vec::new(),
    };
    DraftPositions::of(workspace.positions_on(name), own)
}

/// Returns the words of the lens at a byte, in the language of the draft unless the client has one of its own.
pub fn words(
    workspace: &Workspace,
    name: &str,
    document: &Document,
    offset: usize,
    references: u32,
    locale: Option<Language>,
) -> String {
    let locale = locale.filter(|it| *it != Language::En);
    let phrases = Phrases { language: locale.unwrap_or(document.draft.language()).code() };
    let mut parts = Vec::new();
    if references > 0 {
        let count = travaux_grammar::to_usize(references);
        parts.push(phrases.one_or_many(Phrase::ReferencesOne, Phrase::ReferencesMany, count));
    }
    parts.extend(sides(workspace, name, document, offset, phrases));
    if parts.is_empty() { phrases.of(Phrase::ReferencesNone).to_owned() } else { parts.join(" · ") }
}

/// Returns the number of those on each side, and of the States that are counted on a side of the provision or of one of its
/// alternatives: `6 propose`, `12 oppose`, `44 States`.
fn sides(workspace: &Workspace, name: &str, document: &Document, offset: usize, phrases: Phrases<'_>) -> Vec<String> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let Some(id) = outline.at_byte(draft, offset) else { return Vec::new() };
    let range = outline.text_range(draft, id);
    let blocks = draft.block_at(range.start)..draft.block_at(range.end).next();
    let positions = positions_of_text(workspace, name, document, blocks);
    if positions.is_empty() {
        return Vec::new();
    }
    let options = StandingOptions { delegations: workspace.delegations(), language: phrases.language, at: None };
    summary(&positions.at(&outline.address(id)), options, phrases)
}

/// Returns the same for the positions on one place.
fn summary(positions: &[LocatedPosition<'_>], options: StandingOptions<'_>, phrases: Phrases<'_>) -> Vec<String> {
    let speakers = speaker_standings(positions, options);
    let standings = standings(positions.to_vec(), options);
    let mut parts = counts_of_sides(&standings, &speakers, phrases);
    let texts = discussed_texts(&standings, &[]);
    let mut states: FxHashSet<DelegationId> = FxHashSet::default();
    for text in texts {
        let tally = Tally::of(&standings, text, options);
        states.extend(tally.in_favour.iter().chain(&tally.against).map(|it| it.state));
    }
    if !states.is_empty() {
        parts.push(phrases.states(states.len()));
    }
    parts
}

/// Returns the number of those on each side, given the current positions of delegations and of other speakers. One that is
/// on a side with several alternatives counts once.
pub(crate) fn counts_of_sides(
    standings: &[Standing<'_>],
    speakers: &[SpeakerStanding<'_>],
    phrases: Phrases<'_>,
) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for side in [Side::For, Side::Against, Side::Reserved] {
        let is_here = |it: &LocatedPosition<'_>| it.position.stance.side() == side;
        let own: Vec<&Standing<'_>> = standings.iter().filter(|it| is_here(&it.position)).collect();
        let others: Vec<&SpeakerStanding<'_>> = speakers.iter().filter(|it| is_here(&it.position)).collect();
        let count = own.iter().map(|it| it.delegation).collect::<FxHashSet<_>>().len()
            + others.iter().map(|it| it.name("en")).collect::<FxHashSet<_>>().len();
        let positions = own.iter().map(|it| it.position).chain(others.iter().map(|it| it.position));
        let stances: Vec<Stance> = positions.map(|it| it.position.stance).collect();
        parts.extend(count_of_side(side, count, &stances, phrases));
    }
    parts
}

/// Returns the number of those on a side, with their verb if they have one in common.
fn count_of_side(side: Side, count: usize, stances: &[Stance], phrases: Phrases<'_>) -> Option<String> {
    let stance = *stances.first()?;
    let have_one_verb = stances.iter().all(|it| *it == stance);
    // Arabic verbs stand before their subjects, and numbers change their nouns.
    if have_one_verb && phrases.language != "ar" {
        return Some(format!("{count} {}", phrases.stance(stance, count).to_lowercase()));
    }
    Some(match side {
        Side::For => phrases.one_or_many(Phrase::LensForOne, Phrase::LensForMany, count),
        Side::Against => phrases.one_or_many(Phrase::LensAgainstOne, Phrase::LensAgainstMany, count),
        Side::Reserved | Side::Neutral => phrases.one_or_many(Phrase::LensReservedOne, Phrase::LensReservedMany, count),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::references::references;
    use travaux_model::positions::position_index::PositionIndex;
    use travaux_model::positions::{Delegations, read_csv};

    fn check(text: &str, positions: &str, expected: &[&str]) {
        let document = Document::parse(text, None, 0);
        let file = read_csv(&format!("delegations,stance,target\n{positions}"), Delegations::shipped());
        let records = [("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])))];
        let workspace = Workspace { positions: records.into(), ..Workspace::default() };
        let shown = |it: &Lens| {
            let found = references(&workspace, "draft", &document, it.range.start, false, &|| true);
            assert_eq!(found.len(), it.references as usize, "{text}");
            let words = words(&workspace, "draft", &document, it.range.start, it.references, None);
            format!("{}: {words}", &text[it.range.clone()])
        };
        let found: Vec<String> = lenses(&workspace, "draft", &document).iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    const DRAFT: &str =
        "Article 1\n\nUnder article 2, and articles 2 and 3.\n\nArticle 2\n\nText.\n\nArticle 3\n\n1. Text.\n";

    #[test]
    fn references_to_an_article_and_its_parts_are_counted() {
        check(DRAFT, "", &["Article 2: 2 references", "Article 3: 1 reference"]);
        check("المادة 1\n\nوفقا للفقرة 1 من المادة 2.\n\nالمادة 2\n\n1 - نص.\n", "", &["المادة 2: إحالة واحدة"]);
        check(
            "Article 1\n\nUnder paragraph 1 of article 2.\n\nArticle 2\n\n1. Text of this paragraph.\n",
            "",
            &["Article 2: 2 references"],
        );
        check("", "", &[]);
    }

    #[test]
    fn both_sides_and_their_states_are_counted() {
        check(
            DRAFT,
            "NO,proposes,article 1\nCH;JP,opposes,article 1\nEU,proposes,article 2\nVA;CN,supports,article 2\n",
            &[
                "Article 1: 1 proposes · 2 oppose · 3 States",
                "Article 2: 2 references · 3 propose or support · 28 States",
                "Article 3: 1 reference",
            ],
        );
        let arabic = "المادة 1\n\nنص.\n";
        check(arabic, "NO;CN,opposes,article 1\n", &["المادة 1: المعارضون: 2 · دولتان"]);
        check(
            DRAFT,
            "NO,proposes,article 1\n",
            &["Article 1: 1 proposes · 1 State", "Article 2: 2 references", "Article 3: 1 reference"],
        );
        check("Статья 1\n\nТекст.\n", "NO,amends,article 1\n", &["Статья 1: 1 вносит поправку"]);
        check("第一条\n\n案文。\n", "NO;CN,opposes,article 1\n", &["第一条: 2 反对 · 2国"]);
    }

    #[test]
    fn those_that_are_no_states_are_counted_with_their_side() {
        let sheet = |rows: &str| {
            let text = format!("delegations,speaker,speaker_kind,stance,target,date\n{rows}");
            let file = read_csv(&text, Delegations::shipped());
            assert_eq!(file.errors, []);
            PositionIndex::of(vec![Arc::new(file)])
        };
        let shown = |language: &str, rows: &str| {
            let index = sheet(rows);
            let options = StandingOptions { delegations: Delegations::shipped(), language, at: None };
            summary(&index.at("article 1"), options, Phrases { language }).join(" · ")
        };
        let rows = ",ITU,organization,opposes,article 1,2022\n,ITU,organization,supports,article 1,2023\n";
        assert_eq!(shown("en", rows), "1 supports");
        let both = format!("{rows}NO;VA,,,supports,article 1,\n");
        assert_eq!(shown("en", &both), "3 support · 1 State");
        assert_eq!(shown("ar", &both), "المؤيدون: 3 · دولة واحدة");
    }

    #[test]
    fn attributions_of_the_text_are_counted() {
        check(
            "Article 1\n\nText. [US/JP: delete]\n",
            "NO,supports,article 1\n",
            &["Article 1: 1 supports · 2 oppose · 3 States"],
        );
    }
}
