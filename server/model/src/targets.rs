//! Checks the targets of a positions file: each target should be a provision of the drafts to which the file applies,
//! each alternative a bracketed text there. When the draft does not decide that, nothing is reported: paragraphs
//! without numbers may be counted all the same.

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{BlockId, Draft, Kind, folded_phrase, to_usize};

use crate::at_offset::pair;
use crate::document::Document;
use crate::edit::alternatives::own_words;
use crate::nearest::nearest;
use crate::outline::{BracketRef, ProvisionId};
use crate::paths::file_name;
use crate::positions::address::{address_key, first_step, last_step};
use crate::positions::parse_error::{quoted, suggestion};
use crate::positions::{Delegations, ParseError, Position, PositionRule, Target};

/// The number of provisions between two checks for cancellation.
const PROVISIONS_PER_CHECK: usize = 1024;

/// Returns the errors in the targets and alternatives of a file's positions, given the names of the drafts to which it
/// applies. Returns `None` if `is_wanted` returns false before the work is done.
pub fn target_errors(
    positions: &[Position],
    drafts: &[(&str, &Document)],
    is_wanted: &dyn Fn() -> bool,
) -> Option<Vec<ParseError>> {
    let mut errors = Vec::new();
    if positions.is_empty() || drafts.is_empty() {
        return Some(errors);
    }
    let targets = || positions.iter().flat_map(|position| position.targets.iter().map(move |it| (position, it)));
    let keys: Vec<String> = targets().map(|it| address_key(&it.1.name)).collect();
    let mut keys_of_interest: FxHashSet<&str> = FxHashSet::default();
    for key in &keys {
        let outer = std::iter::successors(Some(key.as_str()), |key| last_step(key).map(|it| it.0));
        keys_of_interest.extend(outer);
    }
    let tables: Option<Vec<AddressTable<'_>>> =
        drafts.iter().map(|(_, document)| AddressTable::of(document, &keys_of_interest, is_wanted)).collect();
    let tables = tables?;
    let mut suggestions = Suggestions::of(&tables);
    let mut found_in_brackets: FxHashMap<(&str, &str), bool> = FxHashMap::default();
    for ((position, target), key) in targets().zip(&keys) {
        let here: Vec<(&AddressTable<'_>, ProvisionId)> =
            tables.iter().flat_map(|it| it.at(key).iter().map(move |id| (it, *id))).collect();
        if here.is_empty() {
            if is_impossible(key) || tables.iter().all(|it| it.lacks(key)) {
                let help = suggestions.help(target, key);
                errors.push(unknown_target(target, &help, drafts));
            }
            continue;
        }
        let alternative = position.alternative.as_deref().zip(position.alternative_range.clone());
        let Some((alternative, range)) = alternative.filter(|it| !it.0.trim().is_empty()) else { continue };
        let is_in_brackets = *found_in_brackets.entry((key, alternative)).or_insert_with(|| {
            let words = folded_phrase(alternative);
            here.iter().any(|(table, id)| table.has_in_brackets(*id, &words))
        });
        if !is_in_brackets {
            let message = format!(
                "{} is no bracketed text of {} in {}; write what stands between its brackets",
                quoted(alternative),
                target.name,
                listed(drafts),
            );
            errors.push(ParseError::of_rule(PositionRule::StalePosition, range, message));
        }
    }
    Some(errors)
}

/// Returns whether no draft can have a provision with a key: `article 2 (definition: child)`. Labels have no colon.
fn is_impossible(key: &str) -> bool {
    key.contains([':', '：'])
}

fn unknown_target(target: &Target, help: &str, drafts: &[(&str, &Document)]) -> ParseError {
    let message = format!("{} is no provision of {}{help}", quoted(&target.name), listed(drafts));
    ParseError::of_rule(PositionRule::UnresolvedTarget, target.range.clone(), message)
}

/// What is suggested instead of targets that the drafts do not have. A file about another draft has very many of them.
struct Suggestions<'t, 'd> {
    tables: &'t [AddressTable<'d>],
    /// The addresses by their numbers, computed at first use.
    by_digits: Option<FxHashMap<String, Vec<&'t str>>>,
    /// The suggestions by key.
    known: FxHashMap<String, String>,
}

impl<'t, 'd> Suggestions<'t, 'd> {
    fn of(tables: &'t [AddressTable<'d>]) -> Suggestions<'t, 'd> {
        Suggestions { tables, by_digits: None, known: FxHashMap::default() }
    }

    /// Returns the end of the message about a missing target.
    fn help(&mut self, target: &Target, key: &str) -> String {
        const MAX_SUGGESTIONS: usize = 500;
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        if self.known.len() == MAX_SUGGESTIONS {
            return String::new();
        }
        let help = self.new_help(target, key);
        self.known.insert(key.to_owned(), help.clone());
        help
    }

    fn new_help(&mut self, target: &Target, key: &str) -> String {
        let tables = self.tables;
        let by_digits = self.by_digits.get_or_insert_with(|| {
            let mut by_digits: FxHashMap<String, Vec<&str>> = FxHashMap::default();
            for address in tables.iter().flat_map(|it| &it.addresses) {
                by_digits.entry(digits(address)).or_default().push(address);
            }
            by_digits
        });
        // A different word may be a slip; a different number cannot be corrected.
        let alike = by_digits.get(&digits(&target.name)).into_iter().flatten().copied();
        let meant = nearest(&target.name.to_lowercase(), alike);
        if !is_impossible(key) && meant.is_some() {
            return suggestion(meant);
        }
        let mut outer = std::iter::successors(last_step(key), |(outer, _)| last_step(outer)).map(|it| it.0);
        let around = outer.find_map(|key| tables.iter().find_map(|it| it.address_at(key)));
        if let Some(address) = around {
            return format!("; the nearest around it is {}", quoted(&address));
        }
        if let Some(address) = tables.iter().find_map(|it| in_own_language(&target.name, it.document)) {
            return suggestion(Some(&address));
        }
        match tables.iter().find_map(|it| it.neighbour(key)) {
            Some(address) => format!("; the nearest to it is {}", quoted(address)),
            None => "; write an address as `travaux outline` shows it".to_owned(),
        }
    }
}

/// Returns the address of the provision that a target names in the language of a draft: `article 2, paragraph 1` for
/// `الفقرة 1 من المادة 2`.
fn in_own_language(target: &str, document: &Document) -> Option<String> {
    const MAX_BYTES: usize = 200;
    let draft = &document.draft;
    if target.len() > MAX_BYTES || draft.is_empty() {
        return None;
    }
    // In parentheses it is no heading.
    let words = format!("({})", target.trim());
    let parsed = Draft::parse(&words, Some(draft.language()));
    let references = parsed.blocks.first().map_or(&[][..], |it| &it.references);
    let [reference] = references else { return None };
    if (reference.start, to_usize(reference.end)) != (1, words.len() - 1) {
        return None;
    }
    let resolution = document.outline.resolve(BlockId::FIRST, draft.block(BlockId::FIRST).plain_text(), reference);
    resolution.provisions().next().map(|it| document.outline.address(it))
}

/// Returns the numbers in an address.
fn digits(address: &str) -> String {
    let numbers = address.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
    numbers.collect::<Vec<_>>().join(" ")
}

/// Returns the word and the number of a step: `article` and 12 of `article 12 bis`.
fn word_and_number(step: &str) -> Option<(&str, u32)> {
    let (word, rest) = step.split_once(' ')?;
    let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
    Some((word, rest[..end].parse().ok()?))
}

fn listed(drafts: &[(&str, &Document)]) -> String {
    let names: Vec<String> = drafts.iter().map(|(name, _)| file_name(name)).collect();
    names.join(" or ")
}

/// The provisions of a draft at the addresses in question.
struct AddressTable<'d> {
    document: &'d Document,
    by_address: FxHashMap<String, Vec<ProvisionId>>,
    /// All addresses, unless the draft is very long.
    addresses: Vec<String>,
}

impl<'d> AddressTable<'d> {
    fn of(
        document: &'d Document,
        keys_of_interest: &FxHashSet<&str>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<AddressTable<'d>> {
        const MAX_SUGGESTED_ADDRESSES: usize = 5000;
        let outline = &document.outline;
        let mut table = AddressTable { document, by_address: FxHashMap::default(), addresses: Vec::new() };
        for (count, id) in outline.ids().enumerate() {
            if count % PROVISIONS_PER_CHECK == 0 && !is_wanted() {
                return None;
            }
            let address = outline.address(id);
            let key = address_key(&address);
            if keys_of_interest.contains(key.as_str()) {
                table.by_address.entry(key).or_default().push(id);
            }
            if table.addresses.len() < MAX_SUGGESTED_ADDRESSES {
                table.addresses.push(address);
            }
        }
        Some(table)
    }

    fn at(&self, key: &str) -> &[ProvisionId] {
        self.by_address.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the address of the provision with a key.
    fn address_at(&self, key: &str) -> Option<String> {
        self.at(key).first().map(|id| self.document.outline.address(*id))
    }

    /// Returns the address whose outermost step has the word of a key and the nearest number: `article 11` for `article 12`.
    /// Of two numbers that are equally near, the smaller one counts.
    fn neighbour(&self, key: &str) -> Option<&str> {
        let (word, number) = word_and_number(first_step(key))?;
        let numbered = self.addresses.iter().filter_map(|address| {
            let (own_word, own) = word_and_number(address).filter(|_| !address.contains([',', '(']))?;
            (own_word == word).then_some(((own.abs_diff(number), own), address))
        });
        numbered.min_by_key(|it| it.0).map(|it| it.1.as_str())
    }

    /// Returns whether a provision is certainly missing: the one that would contain it numbers others of its kind.
    fn lacks(&self, key: &str) -> bool {
        let outline = &self.document.outline;
        let mut rest = key;
        while let Some((outer, step)) = last_step(rest) {
            if let Some(holder) = self.at(outer).first() {
                let is_alike = |id: ProvisionId| match outline.provision(id).kind {
                    Kind::Subparagraph | Kind::Item => step.starts_with('('),
                    kind => step.starts_with(kind.word()),
                };
                return outline.children(Some(*holder)).any(is_alike);
            }
            rest = outer;
        }
        // Not even the outermost step exists.
        outline.provisions.iter().any(|it| it.label.is_some() && it.kind != Kind::Recital)
    }

    /// Returns whether some words are in brackets in a provision, apart from attributions and other signs.
    fn has_in_brackets(&self, id: ProvisionId, words: &str) -> bool {
        const MAX_SPAN_BYTES: usize = 4000;
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let range = outline.range(draft, id);
        let plain = |text: &str| folded_phrase(&text.replace(['[', ']', '［', '］', '*'], ""));
        let is_it = |text: &str| folded_phrase(text) == words || plain(text) == words;
        let first = draft.block_at(range.start);
        draft.blocks_in(range.clone()).any(|id| {
            let block = draft.block(id);
            (0..).zip(&block.brackets.list).any(|(index, bracket)| {
                let site = BracketRef { block: id, index };
                let at = draft.offset(id, bracket.open);
                // The bracket around a label opens before it.
                if at >= range.end || (at < range.start && id != first) {
                    return false;
                }
                let Some(inside) = bracket.inside().map(|it| block.slice(it)) else {
                    // A bracket that spans blocks is compared only if it is short enough to contain just these words.
                    let pair = pair(self.document, site).filter(|it| it.inside().len() < MAX_SPAN_BYTES);
                    return pair.is_some_and(|it| is_it(&draft.slice(it.inside())));
                };
                let own = own_words(draft, site, &|| Delegations::shipped());
                // `EU:` may be an attribution or words, whatever the delegations.
                let after_colon = inside.split_once([':', '：']).map(|it| it.1.trim());
                let whole = [Some(inside), own, after_colon];
                let ends_bracket_before_label = at < range.start && folded_phrase(inside).ends_with(words);
                let is_one = whole.into_iter().flatten().any(is_it) || inside.split('/').any(|it| is_it(it.trim()));
                is_one || ends_bracket_before_label
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::positions::read_json;

    /// Checks the errors of a target, and of an alternative there, for a draft.
    fn check(draft: &str, target: &str, alternative: Option<&str>, expected: &[&str]) {
        let position = serde_json::json!({"delegations": ["RU"], "stance": "supports", "target": target, "alternative": alternative});
        let text = serde_json::json!({"positions": [position]}).to_string();
        let file = read_json(&text, Delegations::shipped());
        let document = Document::parse(draft, None, 0);
        let found = target_errors(&file.positions, &[("a/x.treaty", &document)], &|| true).unwrap();
        let found: Vec<&str> = found.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(found, expected, "{target} in {draft}");
    }

    const DRAFT: &str = "Article 1\n\nText.\n\nArticle 2\n\n1. Parties [shall] [EU: may] act on [land/water]:\n\n(a) here;\n\n(b) [there [and then]].\n\n[2. Text.]\n";

    #[test]
    fn a_target_is_a_provision_of_the_draft() {
        check(DRAFT, "Article  2,paragraph 1(b)", None, &[]);
        check(DRAFT, "article 3", None, &["article 3"]);
        check(DRAFT, "article 2, paragraph 3", None, &["article 2, paragraph 3"]);
        check(DRAFT, "article 2, paragraph 1 (c)", None, &["article 2, paragraph 1 (c)"]);
        check("المادة 1\n\n1 - نص.\n\n2 - نص.\n", "article 1, paragraph 2", None, &[]);
        check(DRAFT, "article 1 (definition: land)", None, &["article 1 (definition: land)"]);
    }

    #[test]
    fn the_nearest_address_is_suggested() {
        let draft = "Article 9\n\n1. Text.\n\nArticle 11\n\nText.\n\nArticle 13\n\nText.\n";
        let arabic = "المادة 9\n\n1 - نص.\n\nالمادة 11\n\nنص.\n\nالمادة 13\n\nنص.\n";
        for draft in [draft, arabic] {
            let document = Document::parse(draft, None, 0);
            let suggestion = |target: &str| {
                let position = serde_json::json!({"delegations": ["RU"], "stance": "supports", "target": target});
                let file = read_json(&serde_json::json!({"positions": [position]}).to_string(), Delegations::shipped());
                let found = target_errors(&file.positions, &[("x", &document)], &|| true).unwrap();
                found[0].message.rsplit_once("; ").unwrap().1.to_owned()
            };
            assert_eq!(suggestion("article 12"), "the nearest to it is \"article 11\"");
            assert_eq!(suggestion("Article 40, paragraph 2 (a)"), "the nearest to it is \"article 13\"");
            assert_eq!(suggestion("article 9, paragraph 3"), "the nearest around it is \"article 9\"");
            assert_eq!(suggestion("artcle 13"), "did you mean \"article 13\"?");
            assert_eq!(suggestion("rule 12"), "write an address as `travaux outline` shows it");
        }
    }

    #[test]
    fn a_target_in_the_language_of_the_draft_leads_to_its_address() {
        let mut wrong = Vec::new();
        for (draft, target) in [
            ("المادة 1\n\nنص.\n\nالمادة 2\n\n1 - نص.\n\n2 - نص.\n", "الفقرة 1 من المادة 2"),
            ("المادة 1\n\nنص.\n\nالمادة 2\n\n1 - نص.\n\n2 - نص.\n", "المادة 2، الفقرة 1"),
            ("第一条\n\n案文。\n\n第二条\n\n一、案文。\n\n二、案文。\n", "第二条第一款"),
            (
                "Article 1\n\nLes États Parties se consultent et coopèrent entre eux.\n\nArticle 2\n\n1. Texte.\n\n2. Texte.\n",
                "paragraphe 1 de l’article 2",
            ),
            ("Artículo 1\n\nTexto.\n\nArtículo 2\n\n1. Texto.\n\n2. Texto.\n", "párrafo 1 del artículo 2"),
            ("Статья 1\n\nТекст.\n\nСтатья 2\n\n1. Текст.\n\n2. Текст.\n", "пункт 1 статьи 2"),
            ("Article 1\n\nText.\n\nArticle 2\n\n1. Text.\n\n2. Text.\n", "paragraph 1 of article 2"),
        ] {
            let document = Document::parse(draft, None, 0);
            let position = serde_json::json!({"delegations": ["RU"], "stance": "supports", "target": target});
            let file = read_json(&serde_json::json!({"positions": [position]}).to_string(), Delegations::shipped());
            let found = target_errors(&file.positions, &[("x", &document)], &|| true).unwrap();
            if !found[0].message.ends_with("; did you mean \"article 2, paragraph 1\"?") {
                wrong.push(found[0].message.clone());
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn without_numbers_any_target_is_accepted() {
        check(DRAFT, "article 1, paragraph 2", None, &[]);
        check(DRAFT, "article 2, paragraph 2 (a) (i)", None, &[]);
        check("Text without numbers.\n", "article 1", None, &[]);
    }

    #[test]
    fn an_alternative_is_a_bracketed_text_of_its_target() {
        for there in ["shall", "may", "EU: may", "water", "there and then", "and  then"] {
            check(DRAFT, "article 2", Some(there), &[]);
        }
        check(DRAFT, "article 2, paragraph 2", Some("Text."), &[]);
        check(DRAFT, "article 1", Some("shall"), &["shall"]);
        check("المادة 1\n\n1 - تعمل [كل دولة] هنا.\n", "article 1, paragraph 1", Some("كل دولة"), &[]);
        check("第一条\n\n一、各方［应］合作。\n", "article 1", Some("可以"), &["可以"]);
    }

    #[test]
    fn cancelled_work_returns_nothing() {
        let document = Document::parse(DRAFT, None, 0);
        let text = r#"{"positions": [{"delegations": ["RU"], "stance": "supports", "target": "article 9"}]}"#;
        let file = read_json(text, Delegations::shipped());
        assert_eq!(target_errors(&file.positions, &[("x", &document)], &|| false), None);
    }
}
