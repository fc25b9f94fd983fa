//! Definitions of a draft. A block reports the terms that it may define; a term that is only the first word of its
//! block is a definition if the block is in a list of definitions: an article with such a title, or items after
//! `on entend par :`.

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockFlags, BlockId, DefinitionBasis, Summaries, to_usize};

use super::{Outline, ProvisionId};

/// The deepest nesting of a definition below the provision that introduces its list.
const MAX_LIST_DEPTH: usize = 4;

/// A definition in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionRef {
    /// The block.
    pub block: BlockId,
    /// The index among the definitions of the block.
    pub index: usize,
}

impl Outline {
    /// Returns the definitions of a draft in order.
    pub fn definitions(&self, summaries: Summaries<'_>) -> Vec<DefinitionRef> {
        let mut known = FxHashMap::default();
        let mut found = Vec::new();
        for (block, summary) in summaries.with_flags(BlockFlags::DEFINITION) {
            let sites = (0..summary.definitions.len()).map(|index| DefinitionRef { block, index });
            found.extend(sites.filter(|site| self.counts(summaries, *site, &mut known)));
        }
        found
    }

    /// Returns the innermost provision that contains a definition.
    pub fn defined_in(&self, summaries: Summaries<'_>, site: DefinitionRef) -> Option<ProvisionId> {
        let summary = summaries.get(site.block);
        let labels_before = summary.definitions[site.index].labels_before;
        let label = labels_before.checked_sub(1).map_or(0, |at| summary.labels[to_usize(at)].site.start);
        self.at(site.block, label.max(summary.indent))
    }

    fn counts(&self, summaries: Summaries<'_>, site: DefinitionRef, known: &mut FxHashMap<ProvisionId, bool>) -> bool {
        if summaries.get(site.block).definitions[site.index].basis != DefinitionBasis::Listed {
            return true;
        }
        let around = self.defined_in(summaries, site);
        let is_own = |id: ProvisionId| self.provision(id).block == site.block;
        let holders = around.into_iter().flat_map(|id| self.ancestors(id)).skip_while(|id| is_own(*id));
        let mut holders = holders.take(MAX_LIST_DEPTH);
        holders.any(|id| *known.entry(id).or_insert_with(|| self.is_list_of_definitions(summaries, id)))
    }

    /// Returns whether a provision introduces definitions, by its title or by the words before its list.
    fn is_list_of_definitions(&self, summaries: Summaries<'_>, id: ProvisionId) -> bool {
        let provision = self.provision(id);
        let is_titled = match provision.title {
            Some(block) => summaries.get(block).has_definitions_title,
            // A title on the same line as the text after it is not a title of the block.
            None => {
                let summary = summaries.get(provision.block);
                provision.kind.is_article() && summary.begins_with_definitions_title
            }
        };
        if is_titled {
            return true;
        }
        // The chapeau is in the block before the first item.
        let first = self.get(id.next()).filter(|child| child.parent == Some(id));
        let Some(chapeau) = first.and_then(|child| child.block.previous()) else { return false };
        summaries.get(chapeau.max(provision.block)).announces_definitions
    }
}

#[cfg(test)]
mod tests {
    use travaux_grammar::{Draft, Summaries};

    use crate::outline::Outline;

    fn check(text: &str, expected: &[&str]) {
        let draft = Draft::parse(text, None);
        let summaries = Summaries::of(&draft);
        let found = Outline::of(Summaries::of(&draft)).definitions(summaries);
        let terms: Vec<&str> = found.iter().map(|it| &*summaries.get(it.block).definitions[it.index].term).collect();
        assert_eq!(terms, expected, "{text}");
    }

    #[test]
    fn a_listed_term_counts_in_an_article_of_definitions() {
        check("Article 1\nUse of terms\n\n(a) “Relay” a station;\n\n(b) **Mast**: a support.\n", &["Relay", "Mast"]);
        check("Article 1\nScope\n\n(a) “Relay” a station;\n\n(b) **Mast**: a support.\n", &[]);
        check("Статья 1\nУпотребление терминов\n\n1. «Станция» включает оборудование.\n", &["Станция"]);
        check("第一条 用语\n\n（一）“中继站”包括附属设备。\n", &["中继站"]);
        check("المادة 1\nالمصطلحات المستخدمة\n\n(أ) \"المحطة\": كل مرفق للترحيل؛\n", &["المحطة"]);
    }

    #[test]
    fn a_listed_term_counts_after_words_that_announce_definitions() {
        check(
            "Article 7\nRelais\n\n1. Aux fins de la présente partie, on entend par :\n\na) « Relais » une station ;\n",
            &["Relais"],
        );
        check("Artículo 7\n\nEn esta parte se entenderá por:\n\na) “Relevo” una estación;\n", &["Relevo"]);
        check("Article 7\n\nThe Parties shall keep:\n\n(a) “Relay” signs in order;\n", &[]);
    }
}
