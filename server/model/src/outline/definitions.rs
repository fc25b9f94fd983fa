//! Which definitions count. A block says what it defines; a term that only stands at its head is one where the block is
//! in a list of definitions: an article of that title, or items behind `on entend par :`.

use rustc_hash::FxHashMap;
use travaux_grammar::definition::{Basis, Definition};
use travaux_grammar::lexicon::{Lexicon, Phrase, folded_phrase};
use travaux_grammar::{Block, Draft, Kind, Language, Marks};

use super::{Outline, ProvisionId};

impl Outline {
    /// The definitions of a draft, each with its block, in order.
    pub fn definitions<'d>(&self, draft: &'d Draft) -> Vec<(usize, &'d Definition)> {
        let mut known = FxHashMap::default();
        let mut found = Vec::new();
        for (index, block) in draft.marked(Marks::DEFINITION) {
            for definition in &block.definitions {
                if definition.basis != Basis::Listed || self.is_among_definitions(draft, index, definition, &mut known)
                {
                    found.push((index, definition));
                }
            }
        }
        found
    }

    /// Whether a definition of a block is one.
    pub fn counts(&self, draft: &Draft, block: usize, definition: &Definition) -> bool {
        definition.basis != Basis::Listed
            || self.is_among_definitions(draft, block, definition, &mut FxHashMap::default())
    }

    fn is_among_definitions(
        &self,
        draft: &Draft,
        block: usize,
        definition: &Definition,
        known: &mut FxHashMap<ProvisionId, bool>,
    ) -> bool {
        // A list of definitions is never deep.
        const DEPTH: usize = 4;
        let around = self.at(block, definition.term.start as usize);
        let own = |id: ProvisionId| self.provision(id).block as usize == block;
        let holders = around.into_iter().flat_map(|id| self.ancestors(id)).skip_while(|id| own(*id)).take(DEPTH);
        holders.into_iter().any(|id| *known.entry(id).or_insert_with(|| self.defines(draft, id)))
    }

    /// Whether a provision says that what lies in it are definitions: by its title, or by the words before its list.
    fn defines(&self, draft: &Draft, id: ProvisionId) -> bool {
        let provision = self.provision(id);
        let heading = &draft.blocks[provision.block as usize];
        // A title that ran together with the text behind it is no title to the block.
        if let Some(title) =
            self.title(draft, id).or_else(|| first_line(heading).filter(|_| provision.kind == Kind::Article))
            && is_of_definitions(title, heading.language)
        {
            return true;
        }
        // The words before a list are in the block before its first item.
        let first = self.provisions.get(id as usize + 1).filter(|child| child.parent == Some(id));
        let Some(chapeau) = first.and_then(|child| child.block.checked_sub(1)) else { return false };
        opens_definitions(&draft.blocks[chapeau.max(provision.block) as usize])
    }
}

/// The first line behind a block's labels.
pub(super) fn first_line(block: &Block) -> Option<&str> {
    block.text.get(block.body as usize..).and_then(|it| it.trim_start().lines().next())
}

/// Whether a title is that of a list of definitions.
pub(super) fn is_of_definitions(title: &str, language: Language) -> bool {
    let title = folded_phrase(title);
    Lexicon::of(language).phrases(Phrase::Definitions).iter().any(|it| begins_with(&title, it))
}

/// Whether a block ends with the words before a list of definitions: `on entend par :`.
pub(super) fn opens_definitions(block: &Block) -> bool {
    let Some(words) = block.text.trim_end().strip_suffix([':', '：']) else { return false };
    let last: Vec<&str> = words.split_whitespace().rev().take(10).collect();
    let tail = folded_phrase(&last.into_iter().rev().collect::<Vec<_>>().join(" "));
    Lexicon::of(block.language).phrases(Phrase::ListsDefinitions).iter().any(|it| tail.ends_with(it.as_str()))
}

fn begins_with(title: &str, phrase: &str) -> bool {
    title.strip_prefix(phrase).is_some_and(|rest| rest.chars().next().is_none_or(|it| !it.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use travaux_grammar::Draft;

    use crate::outline::Outline;

    fn check(text: &str, expected: &[&str]) {
        let draft = Draft::parse(text, None);
        let found = Outline::of(&draft).definitions(&draft);
        let terms: Vec<&str> = found.iter().map(|(block, it)| draft.blocks[*block].slice(it.term.clone())).collect();
        assert_eq!(terms, expected, "{text}");
    }

    #[test]
    fn a_listed_term_counts_where_the_article_defines() {
        check("Article 1\nUse of terms\n\n(a) “Relay” a station;\n\n(b) **Mast**: a support.\n", &["Relay", "Mast"]);
        check("Article 1\nScope\n\n(a) “Relay” a station;\n\n(b) **Mast**: a support.\n", &[]);
        check("Статья 1\nУпотребление терминов\n\n1. «Станция» включает оборудование.\n", &["Станция"]);
        check("第一条 用语\n\n（一）“中继站”包括附属设备。\n", &["中继站"]);
        check("المادة 1\nالمصطلحات المستخدمة\n\n(أ) \"المحطة\": كل مرفق للترحيل؛\n", &["المحطة"]);
    }

    #[test]
    fn a_listed_term_counts_behind_the_words_that_open_the_list() {
        check(
            "Article 7\nRelais\n\n1. Aux fins de la présente partie, on entend par :\n\na) « Relais » une station ;\n",
            &["Relais"],
        );
        check("Artículo 7\n\nEn esta parte se entenderá por:\n\na) “Relevo” una estación;\n", &["Relevo"]);
        check("Article 7\n\nThe Parties shall keep:\n\n(a) “Relay” signs in order;\n", &[]);
    }
}
