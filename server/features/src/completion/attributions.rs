//! Completion of what positions are made of: delegations and stances, in an attribution of the text and in a positions file.

use std::ops::Range;

use travaux_grammar::{Language, Lexicon, folded_phrase};

use super::{Completion, CompletionKind};
use travaux_model::positions::{Delegations, Phrases, Stance, ValueAt, ValueKind};
use travaux_model::workspace::Workspace;

/// The letters of a name that are typed before names are offered, since two letters may also be a code.
const MIN_TYPED_CHARS: usize = 2;

/// Returns the delegations and stances that continue the beginning of an attribution, the words after a bracket's sign:
/// `NZ/CL pro`. `start` is the offset of the words in the draft.
pub(super) fn in_attribution(
    delegations: &Delegations,
    words: &str,
    start: usize,
    language: Language,
) -> Vec<Completion> {
    const SEPARATORS: [char; 9] = ['/', ',', ';', '؛', '،', '；', '，', '、', '&'];
    if words.contains([':', '：']) {
        return Vec::new();
    }
    let at = words.char_indices().rev().find(|it| SEPARATORS.contains(&it.1)).map_or(0, |(at, it)| at + it.len_utf8());
    let at = words.len() - words[at..].trim_start().len();
    let (piece, piece_range) = (&words[at..], start + at..start + words.len());
    if let Some(verb) = verb_after_name(delegations, piece, language) {
        let range = start + at + verb..piece_range.end;
        return stance_verbs(&piece[verb..], &range, language);
    }
    let mut found = names(delegations, piece, &piece_range, language, false);
    // In Arabic the verb may come first.
    if language == Language::Ar && piece.chars().count() >= MIN_TYPED_CHARS {
        found.extend(stance_verbs(piece, &piece_range, language));
    }
    found
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

/// Returns the completions of a value of a positions file. `typed` are its letters before the cursor, and `language` is that
/// of the draft that the file is about.
pub fn value_completions(workspace: &Workspace, value: &ValueAt, typed: &str, language: Language) -> Vec<Completion> {
    match value.kind {
        ValueKind::Delegation => names(workspace.delegations(), typed, &value.range, language, true),
        ValueKind::Stance => {
            let words = Stance::ALL.into_iter().filter(|it| it.word().starts_with(typed));
            words.map(|it| stance_completion(it.word(), it, &value.range, language)).collect()
        }
        ValueKind::Target => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }

    #[test]
    fn the_values_of_a_positions_file_are_completed() {
        let check = |kind, typed: &str, language, expected: &[&str]| {
            let value = ValueAt { kind, range: 0..typed.len() };
            assert_eq!(shown(&value_completions(&Workspace::default(), &value, typed, language)), expected, "{typed}");
        };
        check(ValueKind::Delegation, "CHE", Language::En, &[]);
        check(ValueKind::Delegation, "NO", Language::Ar, &["NO: النرويج"]);
        check(ValueKind::Delegation, "норв", Language::Ru, &["Норвегия: NO"]);
        check(ValueKind::Stance, "op", Language::En, &["opposes"]);
        check(ValueKind::Stance, "vo", Language::Ru, &["votes-for: Голосует за", "votes-against: Голосует против"]);
        check(ValueKind::Target, "art", Language::En, &[]);
    }
}
