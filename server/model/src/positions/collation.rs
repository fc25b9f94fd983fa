//! The order of names in the language of the reader: Chinese by pinyin, Spanish with ñ after n, Arabic without the
//! article.

use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::delegation::DelegationId;

/// The places of all delegations of a table in the order of their names in one language.
#[derive(Clone, Debug)]
pub struct Ranks {
    /// The rank of each delegation.
    ranks: Arc<[u16]>,
    /// The places of the delegations in the table, by rank.
    order: Arc<[u16]>,
}

impl Ranks {
    /// Sorts the names of all delegations, given in the order of the table.
    pub(super) fn of(names: &[&str], language: &str) -> Ranks {
        let mut order: Vec<u16> = (0..u16::MAX).take(names.len()).collect();
        let name = |it: &u16| without_article(names[usize::from(*it)]);
        match collator(language) {
            Some(collator) => order.sort_by(|left, right| collator.compare(name(left), name(right))),
            None => order.sort_by_key(|it| name(it).to_lowercase()),
        }
        let mut ranks = vec![0; names.len()];
        for (rank, place) in (0..).zip(&order) {
            ranks[usize::from(*place)] = rank;
        }
        Ranks { ranks: ranks.into(), order: order.into() }
    }

    /// Returns all delegations in the order of their names.
    pub fn in_order(&self) -> impl Iterator<Item = DelegationId> {
        self.order.iter().filter_map(|it| DelegationId::new(usize::from(*it)))
    }

    /// Returns the rank of a delegation. Those that the table does not have come last.
    pub fn rank(&self, delegation: DelegationId) -> u16 {
        self.ranks.get(delegation.place()).copied().unwrap_or(u16::MAX)
    }
}

/// Sorts texts, each with the name by which it is sorted, in the order of a language.
pub fn sort_by_name<T>(texts: &mut [T], language: &str, name: impl Fn(&T) -> &str) {
    match collator(language) {
        Some(collator) => {
            texts.sort_by(|left, right| collator.compare(without_article(name(left)), without_article(name(right))));
        }
        None => texts.sort_by_cached_key(|it| name(it).to_lowercase()),
    }
}

fn collator(language: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = language.parse().ok()?;
    Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default()).ok()
}

/// Removes the Arabic article, a plain alef with lam at the beginning of a name, which lists of States ignore.
fn without_article(name: &str) -> &str {
    name.strip_prefix("ال").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::sort_by_name;

    fn check(language: &str, expected: &[&str]) {
        let mut names = expected.to_vec();
        names.sort_unstable();
        sort_by_name(&mut names, language, |it| it);
        assert_eq!(names, expected, "{language}");
    }

    #[test]
    fn names_are_sorted_by_the_rules_of_the_language() {
        check("en", &["Åland Islands", "Austria", "Côte d’Ivoire", "Cuba"]);
        check("fr", &["Égypte", "Espagne", "États-Unis", "Fidji"]);
        check("ru", &["Ангола", "Ёмен", "Испания", "Россия"]);
        check("zh", &["埃及", "法国", "英国", "中国"]);
        check("ar", &["إثيوبيا", "الأردن", "ألبانيا", "الصين"]);
        check("x-unknown", &["a", "B"]);
    }
}
