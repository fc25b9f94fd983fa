//! Hovers over brackets: what they are, the alternatives side by side with the count of each, and the positions on their
//! words and on what contains them.

use travaux_grammar::{BlockId, Bracket, BracketContent, BracketRun, RunReading, folded_phrase, to_usize};

use super::place_standings::PlaceStandings;
use super::positions_of_place::is_one_of;
use super::{Hover, MAX_QUOTED_CHARS, View};
use travaux_model::edit::alternatives::own_words;
use travaux_model::outline::{BracketRef, ProvisionId};
use travaux_model::positions::attributed_names::named_attributions;
use travaux_model::positions::{Phrase, Tally, discussed_texts, least_opposed};

/// The number of alternatives that a hover lists.
const MAX_ALTERNATIVES: usize = 24;

impl View<'_> {
    /// Returns the hover over the innermost bracket around an offset in a block.
    pub(super) fn bracket(&self, block: BlockId, at: u32) -> Option<Hover> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let parsed = draft.block(block);
        let contains = |bracket: &Bracket| bracket.open <= at && bracket.end.is_some_and(|end| at <= end);
        let (index, bracket) = (0..)
            .zip(&parsed.brackets.list)
            .filter(|(_, bracket)| contains(bracket))
            .max_by_key(|(_, bracket)| bracket.depth)?;
        bracket.inside()?;
        let run = parsed.brackets.runs.iter().find(|run| run.brackets.contains(&index));
        let end = bracket.end.unwrap_or(bracket.open);
        // A bracket may contain several provisions. The one at the cursor counts.
        let id = outline.at(block, at.min(end.saturating_sub(1)));
        let mut content = self.bracket_line(block, bracket);
        if let Some(run) = run {
            content.push_str(&self.run(block, run, id));
        }
        let named = self.named_in(block, index);
        if !named.is_empty() {
            content.push_str(&format!(
                "\n\n{}: {}",
                self.phrases.of(Phrase::NamedHere),
                named.join(self.phrases.list_comma())
            ));
        }
        if let Some(id) = id {
            let mut page = self.sides().page();
            let words = self.words_of(BracketRef { block, index });
            page.sides(&self.positions.standing_on_words(id, &words, &self.sides()));
            let whole = self.positions.standing_on_whole(id, &self.sides());
            if !whole.is_empty() {
                page.head(self.phrases.words(Phrase::OnWhole, &self.place_name(id)));
                page.sides(&whole);
            }
            self.add_containing(id, &mut page);
            if let Some(positions) = page.content() {
                content.push_str(&format!("\n\n{positions}"));
            }
        }
        Some(Hover { range: draft.range(block, bracket.open..end), content })
    }

    /// Returns what a bracket is: `Not agreed, within another bracket`.
    fn bracket_line(&self, block: BlockId, bracket: &Bracket) -> String {
        let outer = (self.document.outline.depth(block) + bracket.depth).saturating_sub(1);
        let description = match bracket.content {
            BracketContent::Text => Phrase::NotAgreed,
            BracketContent::Placeholder => Phrase::Placeholder,
            BracketContent::Elision => Phrase::Elision,
            BracketContent::Footnote => Phrase::Footnote,
            BracketContent::Editorial => Phrase::Editorial,
            BracketContent::Insertion => Phrase::Insertion,
            BracketContent::Deletion => Phrase::Deletion,
            BracketContent::Substitution => Phrase::Substitution,
            BracketContent::Status => Phrase::Status,
            BracketContent::Label => Phrase::Label,
        };
        let description = self.markup.bold(self.phrases.of(description));
        match outer {
            0 => description,
            outer => {
                let within = self.phrases.one_or_many(Phrase::WithinOne, Phrase::WithinMany, to_usize(outer));
                format!("{description}, {within}")
            }
        }
    }

    /// Returns the brackets of a run, each with the number of States for and against it.
    fn run(&self, block: BlockId, run: &BracketRun, id: Option<ProvisionId>) -> String {
        let parsed = self.document.draft.block(block);
        let heading = self.phrases.of(match run.reading {
            RunReading::Alternatives => Phrase::Choice,
            RunReading::Independent => Phrase::EachAlone,
            RunReading::Unknown => Phrase::SideBySide,
        });
        let shown = run.brackets.iter().copied().take(MAX_ALTERNATIVES);
        let shown: Vec<u32> = shown.filter(|it| parsed.brackets[*it].inside().is_some()).collect();
        let quoted = |index: u32| {
            let inside = parsed.brackets[index].inside().unwrap_or_default();
            self.markup.brief(parsed.slice(inside), MAX_QUOTED_CHARS / 2)
        };
        let words: Vec<Vec<String>> =
            shown.iter().map(|index| self.words_of(BracketRef { block, index: *index })).collect();
        let places = words.iter().map(|words| self.positions.place_of_words(id?, words, &self.sides()));
        let places: Vec<Option<PlaceStandings<'_>>> = places.collect();
        let tallies: Vec<Option<Tally<'_>>> =
            places.iter().zip(&words).map(|(place, words)| self.tally(place.as_ref()?, words)).collect();
        let mut out = format!("\n\n{heading}\n");
        for (index, tally) in shown.iter().zip(&tallies) {
            out.push_str(&format!("\n- {}", quoted(*index)));
            if let Some(tally) = tally {
                let reserved = tally.reserved.len();
                let mut counts = vec![(Phrase::For, tally.in_favour.len()), (Phrase::Against, tally.against.len())];
                counts.extend((reserved > 0).then_some((Phrase::Reserved, reserved)));
                let counts = counts.into_iter().map(|(phrase, count)| format!("{} {count}", self.phrases.of(phrase)));
                let counts: Vec<String> = counts.collect();
                out.push_str(&format!(" — {}", counts.join(self.phrases.comma())));
            }
        }
        let known: Vec<Tally<'_>> = tallies.into_iter().map(Option::unwrap_or_default).collect();
        let discussed = known.iter().filter(|it| it.spoken() > 0).count();
        if run.reading == RunReading::Alternatives
            && discussed > 1
            && let Some(least) = least_opposed(&known)
        {
            out.push_str(&format!("\n\n{}", self.phrases.words(Phrase::LeastOpposed, &quoted(shown[least]))));
        }
        out
    }

    /// Counts the States on one alternative among all positions on its place, those on the whole provision included, as
    /// everywhere else; `None` if no delegation or other speaker takes a position on it.
    fn tally<'p>(&self, place: &PlaceStandings<'p>, words: &[String]) -> Option<Tally<'p>> {
        let mut alternatives = discussed_texts(&place.standings, &place.speakers).into_iter();
        let named = alternatives.find(|it| is_one_of(words, *it));
        let is_on_whole =
            || place.standings.iter().any(|it| it.position.position.alternative.is_none() && it.position.takes_side());
        let own_words = || words.first().filter(|_| is_on_whole()).map(String::as_str);
        let alternative = named.or_else(|| own_words().map(Some))?;
        Some(Tally::of(&place.standings, alternative, self.sides().options()))
    }

    /// Returns the words of a bracket by which positions may name it, folded: with and without its attribution.
    fn words_of(&self, site: BracketRef) -> Vec<String> {
        let draft = &self.document.draft;
        let block = draft.block(site.block);
        let Some(inside) = block.brackets[site.index].inside() else { return Vec::new() };
        let words = folded_phrase(block.slice(inside));
        let has_attribution = !block.attributions(site.index).is_empty();
        let own = has_attribution
            .then(|| own_words(draft, site, &|| self.workspace.delegations()).map(folded_phrase))
            .flatten();
        [Some(words), own].into_iter().flatten().collect()
    }

    /// Returns the names that a bracket begins with and that are no delegations known here.
    fn named_in(&self, block: BlockId, index: u32) -> Vec<String> {
        let parsed = self.document.draft.block(block);
        let attributions = parsed.attributions(index);
        if !attributions.iter().any(|it| it.is_sure) {
            return Vec::new();
        }
        let named = named_attributions(parsed, attributions, self.workspace.delegations()).into_iter();
        let unknown = named.filter(|(attribution, delegation)| attribution.is_sure && delegation.is_none());
        let unknown = unknown.map(|it| parsed.slice(it.0.delegation));
        unknown.map(|it| self.markup.text(it)).collect()
    }
}
