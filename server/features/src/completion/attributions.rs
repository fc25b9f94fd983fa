//! Completion of what positions are made of: delegations and stances, in an attribution of the text and in a positions file.

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockId, Language, Lexicon, Word, folded_phrase};

use super::{Completion, CompletionKind, MAX_COMPLETIONS, words_in_dispute};
use travaux_model::document::Document;
use travaux_model::outline::BracketRef;
use travaux_model::positions::{Delegations, Phrases, Stance, ValueAt, ValueKind};
use travaux_model::workspace::Workspace;

/// The letters of a name that are typed before names are offered, since two letters may also be a code.
const MIN_TYPED_CHARS: usize = 2;

/// The stance of those who join another delegation, in the lexicons.
const SECONDS: &str = "seconds";

/// The signs between the names of an attribution.
const SEPARATORS: [char; 9] = ['/', ',', ';', '؛', '،', '；', '，', '、', '&'];

/// Returns the delegations and stances that continue the beginning of an attribution, the words after a bracket's sign:
/// `NZ/CL pro`. `start` is the offset of the words in the draft.
pub(super) fn in_attribution(
    delegations: &Delegations,
    words: &str,
    start: usize,
    language: Language,
) -> Vec<Completion> {
    if words.contains([':', '：']) {
        return Vec::new();
    }
    let at = words.char_indices().rev().find(|it| SEPARATORS.contains(&it.1)).map_or(0, |(at, it)| at + it.len_utf8());
    let at = words.len() - words[at..].trim_start().len();
    // After a name or `supported by`, another name is expected.
    let is_after_name = at > 0 && words[..at].split(SEPARATORS).any(|it| delegations.find(it.trim()).is_some());
    let seconding = seconding_words(&words[at..], language).filter(|_| is_after_name);
    let at = at + seconding.unwrap_or_default();
    let at = at + article_before(&words[at..], language);
    let (piece, piece_range) = (&words[at..], start + at..start + words.len());
    if let Some(verb) = verb_after_name(delegations, piece, language) {
        let range = start + at + verb..piece_range.end;
        return stance_verbs(&piece[verb..], &range, language);
    }
    let mut found = names(delegations, piece, &piece_range, language, is_after_name && piece.is_empty());
    if is_after_name && seconding.is_none() && piece.chars().count() >= MIN_TYPED_CHARS {
        found.extend(seconding_verbs(piece, &piece_range, language));
    }
    // In Arabic the verb may come first.
    if language == Language::Ar && piece.chars().count() >= MIN_TYPED_CHARS {
        found.extend(stance_verbs(piece, &piece_range, language));
    }
    found
}

/// Returns the length of the words with which a delegation joins another and of the blanks after them: `supported by `.
fn seconding_words(piece: &str, language: Language) -> Option<usize> {
    let is_seconding = |words: &str| Lexicon::of(language).stance(words.trim_end()) == Some(SECONDS);
    let has_gap = |end: &usize| language == Language::Zh || piece[..*end].ends_with(char::is_whitespace);
    let mut ends = piece.char_indices().map(|(at, sign)| at + sign.len_utf8());
    ends.rfind(|end| has_gap(end) && is_seconding(&piece[..*end]))
}

/// Returns the length of the article before a name and of the blank or apostrophe after it: `la ` in `la Norvège`.
fn article_before(piece: &str, language: Language) -> usize {
    let end = piece.find([' ', '\'', '’']);
    let is_article = |end: &usize| Lexicon::of(language).word(&piece[..*end]) == Some(Word::The);
    let sign = |end: usize| piece[end..].chars().next().map_or(0, char::len_utf8);
    end.filter(is_article).map_or(0, |end| end + sign(end))
}

/// Returns the words with which a delegation joins those before it, as far as they begin with what is typed.
fn seconding_verbs(typed: &str, range: &Range<usize>, language: Language) -> Vec<Completion> {
    let typed = folded_phrase(typed);
    let verbs = Lexicon::of(language).stance_verbs().filter(|it| it.1 == SECONDS && it.0.starts_with(&typed));
    verbs.map(|it| stance_completion(it.0, Stance::Supports, range, language)).collect()
}

/// Returns the instructions that continue `RU: ` or `NZ/CL: re`, the words after the sign of a bracket or parentheses.
pub(super) fn after_names(delegations: &Delegations, words: &str, start: usize, language: Language) -> Vec<Completion> {
    let Some(colon) = words.find([':', '：']) else { return Vec::new() };
    let is_name = |name: &str| delegations.find(name.trim()).is_some();
    if !words[..colon].split(SEPARATORS).all(is_name) {
        return Vec::new();
    }
    let sign = words[colon..].chars().next().map_or(0, char::len_utf8);
    let typed = words[colon + sign..].trim_start();
    stance_verbs(typed, &(start + words.len() - typed.len()..start + words.len()), language)
}

/// Returns the offset in `NZ pro` of what follows the name of a delegation.
fn verb_after_name(delegations: &Delegations, piece: &str, language: Language) -> Option<usize> {
    let is_name = |at: &usize| delegations.find(piece[..*at].trim_end()).is_some();
    if language == Language::Zh {
        return piece.char_indices().map(|it| it.0).skip(1).chain([piece.len()]).find(is_name);
    }
    let spaces = piece.match_indices(char::is_whitespace).map(|(at, space)| at + space.len());
    spaces.filter(is_name).last()
}

fn stance_verbs(typed: &str, range: &Range<usize>, language: Language) -> Vec<Completion> {
    let typed = folded_phrase(typed);
    let verbs = Lexicon::of(language).stance_verbs().filter(|it| it.0.starts_with(&typed));
    let known = verbs.filter_map(|(verb, stance)| Some((verb, Stance::from_word(stance)?)));
    known.map(|(verb, stance)| stance_completion(verb, stance, range, language)).collect()
}

fn stance_completion(text: &str, stance: Stance, range: &Range<usize>, language: Language) -> Completion {
    let name = Phrases { language: language.code() }.stance(stance, 1);
    Completion {
        kind: CompletionKind::Stance,
        text: text.to_owned(),
        detail: (name.to_lowercase() != text).then(|| name.to_owned()),
        range: range.clone(),
        filter_text: None,
    }
}

/// Returns the delegations whose code or name begins with what is typed: codes with their names, and names with their
/// codes. With `is_value`, all codes are offered before anything is typed.
fn names(
    delegations: &Delegations,
    typed: &str,
    range: &Range<usize>,
    language: Language,
    is_value: bool,
) -> Vec<Completion> {
    let has_capital = typed.chars().next().is_some_and(|it| !it.is_lowercase());
    if !is_value && !has_capital {
        return Vec::new();
    }
    let folded = folded_phrase(typed);
    let is_code = typed.chars().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    let min_chars = if language == Language::Zh { 1 } else { MIN_TYPED_CHARS };
    let can_be_name = !is_code && folded.chars().count() >= min_chars;
    let completion = |text: &str, detail: &str| Completion {
        kind: CompletionKind::Delegation,
        text: text.to_owned(),
        detail: Some(detail.to_owned()),
        range: range.clone(),
        filter_text: None,
    };
    let mut found = Vec::new();
    for (_, delegation) in delegations.iter().filter(|_| is_code && (is_value || !typed.is_empty())) {
        if delegation.code.starts_with(typed) {
            found.push(completion(&delegation.code, delegation.name(language.code())));
        }
    }
    for (_, delegation) in delegations.iter().filter(|_| can_be_name) {
        let name = delegation.name(language.code());
        if name != delegation.code && folded_phrase(name).starts_with(&folded) {
            found.push(completion(name, &delegation.code));
        }
    }
    found
}

/// Returns the completions of a value of a positions file. `typed` are its letters before the cursor, and `drafts` are those
/// that the file is about, of which the first decides the language.
pub fn value_completions(workspace: &Workspace, value: &ValueAt, typed: &str, drafts: &[&Document]) -> Vec<Completion> {
    let language = drafts.first().map_or(Language::En, |it| it.draft.language());
    let completion = |kind, text: &str, detail: Option<&str>| Completion {
        kind,
        text: text.to_owned(),
        detail: detail.map(str::to_owned),
        range: value.range.clone(),
        filter_text: None,
    };
    match value.kind {
        ValueKind::Delegation => names(workspace.delegations(), typed, &value.range, language, true),
        ValueKind::Stance => {
            let words = Stance::ALL.into_iter().filter(|it| it.word().starts_with(typed));
            words.map(|it| stance_completion(it.word(), it, &value.range, language)).collect()
        }
        ValueKind::Target => {
            addresses(typed, drafts).iter().map(|it| completion(CompletionKind::Term, it, None)).collect()
        }
        ValueKind::Alternative => {
            let texts = bracketed_texts(workspace, typed, drafts);
            texts.iter().map(|it| completion(CompletionKind::Alternative, it, None)).collect()
        }
        ValueKind::Topic => {
            let topics = workspace.topics.all.iter().filter(|it| it.slug.starts_with(typed));
            topics.map(|it| completion(CompletionKind::Term, &it.slug, it.name.in_language(language.code()))).collect()
        }
    }
}

/// Returns the addresses of the drafts that begin with what is typed, in the order of the text.
fn addresses(typed: &str, drafts: &[&Document]) -> Vec<String> {
    let typed = typed.trim_start().to_lowercase();
    let mut seen = FxHashSet::default();
    let all = drafts.iter().flat_map(|it| it.outline.ids().map(|id| it.outline.address(id)));
    let matching = all.filter(|it| !it.is_empty() && it.to_lowercase().starts_with(&typed));
    matching.filter(|it| seen.insert(it.clone())).take(MAX_COMPLETIONS).collect()
}

/// Returns the bracketed texts of the drafts that begin with what is typed, as alternatives name them.
fn bracketed_texts(workspace: &Workspace, typed: &str, drafts: &[&Document]) -> BTreeSet<String> {
    let typed = folded_phrase(typed);
    let mut found = BTreeSet::new();
    for draft in drafts.iter().map(|it| &it.draft) {
        for id in BlockId::range(BlockId::FIRST..draft.end()) {
            let indexes = (0..).zip(&draft.block(id).brackets.list).map(|it| it.0);
            let sites = indexes.map(|index| BracketRef { block: id, index });
            let texts = sites.filter_map(|it| words_in_dispute(workspace, draft, it));
            let whole = texts.filter(|it| !it.contains('"') && folded_phrase(it).starts_with(&typed));
            found.extend(whole.map(str::to_owned));
            if found.len() >= MAX_COMPLETIONS {
                return found;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::positions::{LocalText, Topic, Topics};

    fn shown(found: &[Completion]) -> Vec<String> {
        let text =
            |it: &Completion| it.detail.as_ref().map_or(it.text.clone(), |detail| format!("{}: {detail}", it.text));
        found.iter().map(text).collect()
    }

    fn check(language: Language, words: &str, replaced: &str, expected: &[&str]) {
        let found = in_attribution(Delegations::shipped(), words, 0, language);
        assert_eq!(shown(&found), expected, "{words}");
        assert!(found.iter().all(|it| words[it.range.clone()] == *replaced), "{words}");
    }

    #[test]
    fn delegations_are_offered_by_code_and_by_name_in_the_language_of_the_draft() {
        check(Language::En, "NZ/CH", "CH", &["CH: Switzerland"]);
        check(Language::En, "NZ, Switz", "Switz", &["Switzerland: CH"]);
        check(Language::Fr, "Sui", "Sui", &["Suisse: CH"]);
        check(Language::Ar, "مصر، النروي", "النروي", &["النرويج: NO"]);
        check(Language::Zh, "挪", "挪", &["挪威: NO"]);
        check(Language::En, "the swi", "the swi", &[]);
        check(Language::En, "EU: Switz", "", &[]);
    }

    #[test]
    fn a_name_is_expected_after_a_name_with_a_sign_or_supported_by() {
        let count = |language, words: &str| {
            let found = in_attribution(Delegations::shipped(), words, 0, language);
            assert!(found.iter().all(|it| words[it.range.clone()].is_empty()), "{words}");
            found.iter().filter(|it| it.kind == CompletionKind::Delegation).count()
        };
        for (language, words) in [
            (Language::En, "NZ/"),
            (Language::En, "EU, supported by "),
            (Language::Ru, "ЕС, при поддержке "),
            (Language::Ar, "مصر، "),
        ] {
            assert!(count(language, words) > 200, "{words}");
        }
        assert_eq!(count(Language::En, ""), 0);
        assert_eq!(count(Language::En, "the text, "), 0);
        check(Language::En, "EU, supported by CH", "CH", &["CH: Switzerland"]);
    }

    #[test]
    fn instructions_are_offered_after_names_with_a_colon() {
        let found = |language, words: &str| shown(&after_names(Delegations::shipped(), words, 0, language));
        assert_eq!(found(Language::En, "RU: ret"), ["retain: Supports", "retains: Supports", "retain text: Supports"]);
        assert!(found(Language::En, "NZ/CL: ").contains(&"delete: Opposes".to_owned()));
        assert!(found(Language::Ar, "مصر: ").iter().any(|it| it.starts_with("حذف")));
        assert_eq!(found(Language::En, "note: "), Vec::<String>::new());
    }

    #[test]
    fn stances_are_offered_after_a_delegation() {
        check(Language::En, "NZ/CH sup", "sup", &["support: Supports", "supports"]);
        check(
            Language::Fr,
            "Suisse s",
            "s",
            &[
                "s'oppose: S’oppose",
                "s'opposent: S’oppose",
                "supprimer: S’oppose",
                "soutient: Appuie",
                "soutiennent: Appuie",
            ],
        );
        check(Language::Ar, "تعا", "تعا", &["تعارض: يعارض"]);
        check(Language::Zh, "埃及提", "提", &["提议", "提出: 提议"]);
        check(Language::Fr, "la Suisse prop", "prop", &["propose", "proposent: Propose"]);
        check(Language::Es, "el Ecuador prop", "prop", &["propone", "proponen: Propone"]);
    }

    #[test]
    fn the_words_that_join_a_delegation_to_others_are_offered_after_a_name() {
        for (language, words) in [
            (Language::En, "EU, suppor"),
            (Language::Fr, "UE, appuy"),
            (Language::Es, "UE, con el ap"),
            (Language::Ru, "ЕС, при под"),
            (Language::Ar, "مصر، بتأ"),
        ] {
            let found = in_attribution(Delegations::shipped(), words, 0, language);
            let is_seconding = |it: &Completion| Lexicon::of(language).stance(&it.text) == Some(SECONDS);
            assert!(found.iter().any(is_seconding), "{words}: {:?}", shown(&found));
        }
        check(Language::En, "the text, suppor", "suppor", &[]);
    }

    #[test]
    fn the_values_of_a_positions_file_are_completed() {
        let check = |kind, typed: &str, language, expected: &[&str]| {
            let value = ValueAt { kind, range: 0..typed.len() };
            let text = match language {
                Language::Ar => "المادة 1\n\n1 - [تتعاون] الدول.\n",
                Language::Ru => "Статья 1\n\n1. [Государства] сотрудничают.\n",
                Language::Es => "Artículo 1\n\n1. Las Partes [podrán] [Noruega: no podrán] actuar.\n",
                Language::Zh => "第一条\n\n一、缔约国[挪威：应当][可以]采取措施。[埃及：删除]\n",
                _ => "Article 1\n\n1. Parties [shall] [may] act.\n",
            };
            let document = Document::parse(text, Some(language), 0);
            let topic = Topic { slug: "dns-abuse".into(), name: LocalText::default(), terms: Vec::new() };
            let topics = std::sync::Arc::new(Topics { all: vec![topic] });
            let workspace = Workspace { topics, ..Workspace::default() };
            let found = value_completions(&workspace, &value, typed, &[&document]);
            assert_eq!(shown(&found), expected, "{typed}");
        };
        check(ValueKind::Delegation, "CHE", Language::En, &[]);
        check(ValueKind::Delegation, "NO", Language::Ar, &["NO: النرويج"]);
        check(ValueKind::Delegation, "норв", Language::Ru, &["Норвегия: NO"]);
        check(ValueKind::Stance, "op", Language::En, &["opposes"]);
        check(ValueKind::Stance, "vo", Language::Ru, &["votes-for: Голосует за", "votes-against: Голосует против"]);
        check(ValueKind::Target, "Art", Language::En, &["article 1", "article 1, paragraph 1"]);
        check(ValueKind::Target, "article 1,", Language::Ar, &["article 1, paragraph 1"]);
        check(ValueKind::Alternative, "", Language::En, &["may", "shall"]);
        check(ValueKind::Alternative, "гос", Language::Ru, &["Государства"]);
        check(ValueKind::Alternative, "n", Language::Es, &["no podrán"]);
        check(ValueKind::Alternative, "", Language::Zh, &["可以", "应当"]);
        check(ValueKind::Topic, "dns", Language::En, &["dns-abuse"]);
        check(ValueKind::Topic, "x", Language::En, &[]);
    }
}
