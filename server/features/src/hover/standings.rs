//! The part of a hover with the positions of delegations: grouped by stance, with names and sources.

use travaux_grammar::folded_phrase;

use travaux_model::document::Document;
use travaux_model::markdown::{link, quoted, quoted_brief};
use travaux_model::outline::ProvisionId;
use travaux_model::positions::position_index::{PositionIndex, Standing};
use travaux_model::positions::{Delegations, Position, Reporter, Source, Stance};
use travaux_model::workspace::Workspace;

/// The length in characters of the longest note.
const MAX_NOTE_CHARS: usize = 400;

/// The positions on a draft, for display in hovers.
pub(super) struct Standings<'a> {
    record: Option<&'a PositionIndex>,
    delegations: &'a Delegations,
    document: &'a Document,
    language: &'static str,
}

impl<'a> Standings<'a> {
    pub(super) fn of(workspace: &'a Workspace, draft: &str, document: &'a Document) -> Standings<'a> {
        Standings {
            record: workspace.positions_on(draft),
            delegations: workspace.delegations(),
            document,
            language: document.draft.language().code(),
        }
    }

    /// Returns the positions on a provision and the number of positions on its parts; `None` if there are neither.
    pub(super) fn on(&self, id: ProvisionId) -> Option<String> {
        let record = self.record?;
        let address = self.document.outline.address(id);
        let standing = record.standing(&address, self.delegations, self.language);
        let own = record.at(&address).len();
        let on_parts = record.under(&address).len().saturating_sub(own);
        if standing.is_empty() && on_parts == 0 {
            return None;
        }
        let mut out = self.markdown(&standing);
        if on_parts > 0 {
            let word = if on_parts == 1 { "position" } else { "positions" };
            let separator = if out.is_empty() { "" } else { "\n\n" };
            out.push_str(&format!("{separator}{on_parts} {word} on parts of it"));
        }
        Some(out)
    }

    /// Returns the positions on the innermost enclosing provision that has any, with its address.
    pub(super) fn nearest(&self, id: ProvisionId) -> Option<String> {
        let outline = &self.document.outline;
        outline.ancestors(id).find_map(|id| {
            let standing = self.record?.standing(&outline.address(id), self.delegations, self.language);
            let positions = (!standing.is_empty()).then(|| self.markdown(&standing))?;
            Some(format!("On {}:\n\n{positions}", quoted(&outline.address(id))))
        })
    }

    /// Returns the positions on some bracketed words of a provision.
    pub(super) fn on_words(&self, id: ProvisionId, words: &str) -> Option<String> {
        let wanted = folded_phrase(words);
        let outline = &self.document.outline;
        outline.ancestors(id).find_map(|id| {
            let mut standing = self.record?.standing(&outline.address(id), self.delegations, self.language);
            standing
                .retain(|it| it.position.position.alternative.as_deref().is_some_and(|it| folded_phrase(it) == wanted));
            (!standing.is_empty()).then(|| self.markdown(&standing))
        })
    }

    /// Returns whether a delegation has a code or name.
    pub(super) fn is_delegation(&self, code: &str) -> bool {
        self.delegations.find(code).is_some()
    }

    /// Returns the name of the delegation with a code; without one, the code itself.
    pub(super) fn delegation_name(&self, code: &str) -> String {
        match self.delegations.find(code) {
            Some(id) => quoted(self.delegations[id].name(self.language)),
            None => quoted(code),
        }
    }

    fn markdown(&self, standing: &[Standing<'_>]) -> String {
        let mut parts: Vec<String> = Vec::new();
        for stance in Stance::ALL {
            let of_stance: Vec<&Standing<'_>> =
                standing.iter().filter(|it| it.position.position.stance == stance).collect();
            if of_stance.is_empty() {
                continue;
            }
            // Delegations with one joint position are listed together.
            let mut groups: Vec<(&Position, Vec<&Standing<'_>>)> = Vec::new();
            for standing in of_stance {
                match groups.iter_mut().find(|(position, _)| std::ptr::eq(*position, standing.position.position)) {
                    Some((_, members)) => members.push(standing),
                    None => groups.push((standing.position.position, vec![standing])),
                }
            }
            for (position, members) in groups {
                parts.push(self.group(stance, position, &members));
            }
        }
        parts.join("\n\n")
    }

    fn group(&self, stance: Stance, position: &Position, members: &[&Standing<'_>]) -> String {
        let names: Vec<String> = members
            .iter()
            .map(|it| {
                let name = quoted(self.delegations[it.delegation].name(self.language));
                match it.history.last() {
                    Some(before) if before.position.stance != stance => {
                        format!("{name} (before: {})", before.position.stance.word())
                    }
                    _ => name,
                }
            })
            .collect();
        let verb = if members.len() == 1 { singular(stance) } else { plural(stance) };
        let mut out = format!("**{verb}** ({}): {}", members.len(), names.join(", "));
        if let Some(alternative) = &position.alternative {
            out.push_str(&format!(" — on “{}”", quoted(alternative)));
        }
        if let Some(reporter) = &position.reported_by {
            out.push_str(&format!(" — reported by {}", self.reporter(reporter)));
        }
        if let Some(note) = position.note.in_language(self.language) {
            out.push_str(&format!("  \n{}", quoted_brief(note, MAX_NOTE_CHARS)));
        }
        let source = self.source_line(position);
        if !source.is_empty() {
            out.push_str(&format!("  \n{source}"));
        }
        out
    }

    fn reporter(&self, reporter: &Reporter) -> String {
        match reporter {
            Reporter::Delegation(id) => quoted(self.delegations[*id].name(self.language)),
            Reporter::Other(name) => quoted(name.in_language(self.language).unwrap_or_default()),
        }
    }

    /// Returns the forum, date and sources of a position, as far as they are stated.
    fn source_line(&self, position: &Position) -> String {
        let forum = position.forum.as_ref().and_then(|it| it.in_language(self.language));
        let mut parts: Vec<String> = forum.map(quoted).into_iter().collect();
        parts.extend(position.date.as_ref().map(|it| quoted(&it.to_string())));
        parts.extend(position.sources.iter().map(|it| self.source(it)));
        parts.join("; ")
    }

    fn source(&self, source: &Source) -> String {
        let title = source.title.as_ref().and_then(|it| it.in_language(self.language));
        let words = title.or(source.symbol.as_deref()).unwrap_or("source");
        let mut line = link(words, source.url.as_deref());
        if let Some(symbol) = source.symbol.as_ref().filter(|_| title.is_some()) {
            line.push_str(&format!(", {}", quoted(symbol)));
        }
        if let Some(page) = source.page {
            line.push_str(&format!(", p. {page}"));
        }
        if let Some(footnote) = &source.footnote {
            line.push_str(&format!(", note {}", quoted(footnote)));
        }
        if let Some(time) = &source.time {
            line.push_str(&format!(", {}", time.as_str()));
        }
        line
    }
}

fn singular(stance: Stance) -> &'static str {
    match stance {
        Stance::Proposes => "Proposes",
        Stance::Supports => "Supports",
        Stance::VotesFor => "Votes for",
        Stance::Signs => "Signs",
        Stance::Joins => "Joins",
        Stance::Amends => "Amends",
        Stance::States => "States",
        Stance::Consults => "Consults its capital",
        Stance::Reserves => "Reserves its position",
        Stance::Abstains => "Abstains",
        Stance::Opposes => "Opposes",
        Stance::VotesAgainst => "Votes against",
        Stance::Refuses => "Refuses",
        Stance::Withdraws => "Withdraws",
        Stance::JoinsConsensus => "Joins consensus",
    }
}

fn plural(stance: Stance) -> &'static str {
    match stance {
        Stance::Proposes => "Propose",
        Stance::Supports => "Support",
        Stance::VotesFor => "Vote for",
        Stance::Signs => "Sign",
        Stance::Joins => "Join",
        Stance::Amends => "Amend",
        Stance::States => "State",
        Stance::Consults => "Consult their capitals",
        Stance::Reserves => "Reserve their positions",
        Stance::Abstains => "Abstain",
        Stance::Opposes => "Oppose",
        Stance::VotesAgainst => "Vote against",
        Stance::Refuses => "Refuse",
        Stance::Withdraws => "Withdraw",
        Stance::JoinsConsensus => "Join consensus",
    }
}
