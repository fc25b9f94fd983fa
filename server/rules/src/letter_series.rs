//! Whether the letters of a list are in the order of one alphabet, so that it can be said that one is missing or
//! misplaced. Reports nothing itself.

use travaux_grammar::{Label, LabelSummary, Language, NumberForm, Summaries};

use travaux_model::outline::{Outline, ProvisionId};

/// The number of the second letter in either order of the Arabic alphabet, and of the third in the modern one.
const ARABIC_MODERN_ORDER: [u32; 2] = [2, 22];

/// The largest gap after which a Cyrillic letter may be read as one of its own alphabet rather than as the Latin letter
/// that it looks like.
const MAX_GAP: u32 = 3;

/// Returns whether the letters of a list belong to two alphabets, `a)`, `б)`, `c)`, or to the order of the Arabic alphabet
/// in which ت is third. Their order is then unknown.
pub(super) fn is_of_unknown_order(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId]) -> bool {
    let is_arabic = summaries.language() == Language::Ar;
    if !is_arabic && !summaries.has_cyrillic() {
        return false;
    }
    let label = |id: &ProvisionId| outline.provision(*id).label.filter(|label| label.form == NumberForm::Lower);
    let (mut is_latin, mut is_cyrillic, mut before) = (false, false, None);
    for id in list {
        let Some(label) = label(id) else { return false };
        let last: u32 = before.replace(label.number()).unwrap_or(0);
        let Some(written) = written(summaries, outline, *id) else { continue };
        if is_arabic && !written.is_latin && [last, label.number()] == ARABIC_MODERN_ORDER {
            return true;
        }
        let latin = written.site.label.and_then(Label::as_latin);
        let looks_next = latin.is_some_and(|latin| latin.number() == last + 1) && label.number() > last + MAX_GAP;
        is_latin |= written.is_latin || looks_next;
        is_cyrillic |= written.is_cyrillic && (latin.is_none() || looks_next);
    }
    is_latin && is_cyrillic
}

/// Returns the label of a provision as its block has it.
fn written<'a>(summaries: Summaries<'a>, outline: &Outline, id: ProvisionId) -> Option<&'a LabelSummary> {
    let provision = outline.provision(id);
    let labels = &summaries.get(provision.block).labels;
    let at = labels.binary_search_by_key(&provision.at.start, |it| it.site.start).ok()?;
    labels.get(at)
}
