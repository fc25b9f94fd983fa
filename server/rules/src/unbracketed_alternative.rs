//! # unbracketed-alternative
//!
//! One of several versions of a provision is not in brackets.
//!
//! The meaning of `bis` differs between forums. In some it numbers a provision that is added after the one with that
//! number. In others it numbers a version of that provision. In the UN Editorial Manual the first version of a
//! paragraph has an arabic numeral, the next ones are bis, ter and so on, and each is in square brackets until one is
//! agreed. With `bis = "alternative"` in travaux.toml this rule applies that convention: a version without brackets
//! would read as agreed text beside a competing one.
//!
//! ```treaty bis=alternative
//! Article 4
//!
//! [1. Each Party shall report every year.]
//!
//! [1 bis. Each Party shall report every two years.]
//!
//! 1 ter. Each Party may report.
//! ^^^^^ 1 ter is another version of 1 and stands in no brackets
//! ```
//!
//! ```treaty bis=alternative
//! المادة 4
//!
//! 1 - تقدم كل دولة طرف تقريرا كل سنة.
//! ^ 1 has another version, 1 bis, and stands in no brackets
//!
//! [1 مكررا - تقدم كل دولة طرف تقريرا كل سنتين.]
//! ```
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall report.
//!
//! 1 bis. Reports are public.
//! ```
//!
//! **Instead**, put each version in brackets, or set `bis = "addition"`.

use rustc_hash::FxHashSet;
use travaux_grammar::{Label, Suffix};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::config::Bis;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &DraftContext<'_>, found: &mut Vec<Finding>) {
    if context.settings.bis != Bis::Alternative {
        return;
    }
    let outline = context.outline();
    let mut reported: FxHashSet<ProvisionId> = FxHashSet::default();
    for (id, provision) in outline.ids().zip(outline.provisions.iter()) {
        let Some(label) = provision.label.filter(|label| matches!(label.suffixes[0], Suffix::Inserted(_))) else {
            continue;
        };
        let Some(first) = first_version(outline, id, &label) else { continue };
        let number = Label { suffixes: [Suffix::None; 3], ..label };
        if outline.bracket(provision).is_none() {
            let message = format!("{label} is another version of {number} and stands in no brackets");
            found.push(Finding::new(Place::label(outline, id), message));
        }
        if outline.bracket(outline.provision(first)).is_none() && reported.insert(first) {
            let message = format!("{number} has another version, {label}, and stands in no brackets");
            found.push(Finding::new(Place::label(outline, first), message));
        }
    }
}

/// Returns the provision with the same number and without a suffix, which precedes its other versions.
fn first_version(outline: &Outline, id: ProvisionId, label: &Label) -> Option<ProvisionId> {
    // Real provisions have fewer versions.
    const MAX_VERSIONS: usize = 32;
    outline.siblings_before(id).take(MAX_VERSIONS).find(|it| {
        outline
            .provision(*it)
            .label
            .is_some_and(|it| it.is_plain() && it.numbers == label.numbers && it.form == label.form)
    })
}
