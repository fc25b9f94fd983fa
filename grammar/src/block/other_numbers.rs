//! Further numbers that are proposed for a heading: `Article 1 [Article 1 bis]`.

use crate::label_site::LabelSite;
use crate::offset::to_usize;
use crate::reference::Reference;

/// Removes the references that are further numbers of the heading before them: each stands in brackets, directly after the
/// number before it, and names one provision of the same kind.
pub(super) fn remove_other_numbers(text: &str, label: Option<&LabelSite>, found: &mut Vec<Reference>) {
    let Some((site, kind)) = label.and_then(|site| Some((site, site.kind?))) else { return };
    let mut end = to_usize(site.end);
    let first = found.partition_point(|it| it.start < site.end);
    let others = found[first..].iter().take_while(|reference| {
        let [target] = &reference.targets[..] else { return false };
        let between = text.get(end..to_usize(reference.start)).unwrap_or("-");
        let is_number = matches!(&target.steps[..], [step] if step.kind == kind)
            && reference.relative.is_none()
            && between.contains('[')
            && between.chars().all(|it| matches!(it, '[' | ']' | ' ' | '*' | '/'))
            && text[to_usize(reference.end)..].trim_start_matches(['*', ' ']).starts_with(']');
        end = to_usize(reference.end);
        is_number
    });
    let count = others.count();
    found.drain(first..first + count);
}
