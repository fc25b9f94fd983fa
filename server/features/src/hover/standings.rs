//! The part of a hover that says who stands where: stance by stance, the delegations by name, the source of each.

use travaux_grammar::folded_phrase;

use travaux_model::document::Document;
use travaux_model::markdown::{link, quoted, quoted_brief};
use travaux_model::outline::ProvisionId;
use travaux_model::positions::position_index::{PositionIndex, Standing};
use travaux_model::positions::{Delegations, Position, Stance};
use travaux_model::workspace::Workspace;

/// The positions on a draft, ready to be told.
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

    /// Who stands where on a provision, and how many positions lie beneath it. `None` where nobody has spoken.
    pub(super) fn on(&self, id: ProvisionId) -> Option<String> {
        let record = self.record?;
        let address = self.document.outline.address(id);
        let standing = record.standing(&address, self.delegations, self.language);
        let own = record.at(&address).len();
        let beneath = record.under(&address).len().saturating_sub(own);
        if standing.is_empty() && beneath == 0 {
            return None;
        }
        let mut out = self.told(&standing);
        if beneath > 0 {
            let word = if beneath == 1 { "position" } else { "positions" };
            out.push_str(&format!("{}{beneath} {word} on parts of it", if out.is_empty() { "" } else { "\n\n" }));
        }
        Some(out)
    }

    /// The same for the innermost provision around that anybody has spoken on, named.
    pub(super) fn nearest(&self, id: ProvisionId) -> Option<String> {
        let outline = &self.document.outline;
        outline.ancestors(id).find_map(|id| {
            let standing = self.record?.standing(&outline.address(id), self.delegations, self.language);
            let told = (!standing.is_empty()).then(|| self.told(&standing))?;
            Some(format!("On {}:\n\n{told}", quoted(&outline.address(id))))
        })
    }

    /// Who stands where on some bracketed words of a provision.
    pub(super) fn on_words(&self, id: ProvisionId, words: &str) -> Option<String> {
        let wanted = folded_phrase(words);
        let outline = &self.document.outline;
        outline.ancestors(id).find_map(|id| {
            let mut standing = self.record?.standing(&outline.address(id), self.delegations, self.language);
            standing
                .retain(|it| it.position.position.alternative.as_deref().is_some_and(|it| folded_phrase(it) == wanted));
            (!standing.is_empty()).then(|| self.told(&standing))
        })
    }

    /// Whether a delegation has that code or name.
    pub(super) fn knows(&self, code: &str) -> bool {
        self.delegations.find(code).is_some()
    }

    /// A code that a draft names, as the delegation's name if it is one.
    pub(super) fn named(&self, code: &str) -> String {
        match self.delegations.find(code) {
            Some(id) => quoted(self.delegations[id].name(self.language)),
            None => quoted(code),
        }
    }

    fn told(&self, standing: &[Standing<'_>]) -> String {
        let mut parts: Vec<String> = Vec::new();
        for stance in Stance::ALL {
            let of_stance: Vec<&Standing<'_>> =
                standing.iter().filter(|it| it.position.position.stance == stance).collect();
            if of_stance.is_empty() {
                continue;
            }
            // Delegations that spoke together are told together, with what they said and where.
            let mut groups: Vec<(&Position, Vec<&Standing<'_>>)> = Vec::new();
            for each in of_stance {
                match groups.iter_mut().find(|(position, _)| std::ptr::eq(*position, each.position.position)) {
                    Some((_, members)) => members.push(each),
                    None => groups.push((each.position.position, vec![each])),
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
        let note = position.note.get(self.language).or_else(|| position.note.get("en"));
        if let Some(note) = note {
            out.push_str(&format!("  \n{}", quoted_brief(note, 400)));
        }
        let mut source: Vec<String> = Vec::new();
        source.extend(position.forum.as_deref().map(quoted));
        source.extend(position.date.as_deref().map(quoted));
        if let Some(from) = &position.source {
            let words = from.title.as_deref().or(from.symbol.as_deref()).unwrap_or("source");
            let mut title = link(words, from.url.as_deref());
            if let Some(symbol) = from.symbol.as_ref().filter(|_| from.title.is_some()) {
                title.push_str(&format!(", {}", quoted(symbol)));
            }
            if let Some(page) = from.page {
                title.push_str(&format!(", p. {page}"));
            }
            source.push(title);
        }
        if !source.is_empty() {
            out.push_str(&format!("  \n{}", source.join("; ")));
        }
        out
    }
}

fn singular(stance: Stance) -> &'static str {
    match stance {
        Stance::Proposes => "Proposes",
        Stance::Supports => "Supports",
        Stance::Amends => "Amends",
        Stance::Reserves => "Reserves its position",
        Stance::Abstains => "Abstains",
        Stance::Opposes => "Opposes",
        Stance::JoinsConsensus => "Joins consensus",
    }
}

fn plural(stance: Stance) -> &'static str {
    match stance {
        Stance::Proposes => "Propose",
        Stance::Supports => "Support",
        Stance::Amends => "Amend",
        Stance::Reserves => "Reserve their positions",
        Stance::Abstains => "Abstain",
        Stance::Opposes => "Oppose",
        Stance::JoinsConsensus => "Join consensus",
    }
}
