//! `--fix` and `--diff`: applies the fixes of findings, and writes the drafts or the changes. Files are written atomically.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};
use travaux_grammar::Language;

use crate::files::atomic_write::write_atomically;
use crate::files::decode::{Decoded, encode};
use crate::files::paths::describe_error;
use crate::files::source::Source;
use crate::line_index::LineColumn;
use crate::report;
use crate::report::sanitize::{sanitized_line, sanitized_lines};
use travaux_model::diagnostic::{Diagnostic, Edit, Fix};
use travaux_model::edit::applied;
use travaux_model::workspace::Workspace;

/// The number of rounds in which fixes are applied. A fix may lead to another finding with a fix, as where brackets are nested
/// many times; but fixes that add to the text must not repeat for ever.
const MAX_ROUNDS: usize = 100;

/// A draft with its findings in bytes.
#[derive(Clone)]
pub(super) struct DraftFindings {
    pub(super) source: Arc<Source>,
    pub(super) findings: Vec<Diagnostic>,
}

/// A draft with its fixes applied.
pub(super) struct FixedDraft {
    /// The draft before the fixes.
    pub(super) before: DraftFindings,
    /// The draft after the fixes, with the remaining findings.
    pub(super) after: DraftFindings,
    /// The fixes that were applied.
    pub(super) fixes: Vec<AppliedFix>,
}

/// A fix that was applied.
#[derive(Clone)]
pub(super) struct AppliedFix {
    /// The rule of the finding.
    pub(super) rule: &'static str,
    /// The title.
    pub(super) title: String,
    /// The place of the finding in the text before this round of fixes.
    pub(super) place: LineColumn,
}

/// Applies the fixes of the findings in a draft, lints the draft again with `lint`, and repeats both until no fix is left.
/// Only sure fixes are applied unless `unsafe_fixes` are wanted too.
pub(super) fn fix(
    workspace: &Workspace,
    draft: DraftFindings,
    language: Option<Language>,
    unsafe_fixes: bool,
    lint: impl Fn(&Workspace, Arc<Source>) -> DraftFindings,
) -> FixedDraft {
    let mut fixed = FixedDraft { before: draft.clone(), after: draft, fixes: Vec::new() };
    let mut workspace = workspace.clone();
    // A fix that may be wrong may lead to a finding whose fix undoes it, so a text that was there before is the end.
    let hash = |text: &str| FxBuildHasher.hash_one(text);
    let mut earlier_texts = FxHashSet::from_iter([hash(&fixed.before.source.text)]);
    for _ in 0..MAX_ROUNDS {
        let source = &fixed.after.source;
        let (edits, applied_fixes) = compatible_edits(&fixed.after.findings, &source.text, unsafe_fixes);
        let applied_fixes: Vec<AppliedFix> = applied_fixes
            .into_iter()
            .map(|it| AppliedFix { rule: it.rule, title: title_of(it), place: source.position(it.range.start) })
            .collect();
        if edits.is_empty() {
            break;
        }
        let decoded = Decoded { text: applied(&source.text, &edits), encoding: source.encoding };
        if !earlier_texts.insert(hash(&decoded.text)) {
            break;
        }
        let name = Arc::clone(&source.name);
        let source = Arc::new(Source::parse(Arc::clone(&name), source.path.clone(), decoded, language));
        workspace.drafts.insert(name, Arc::clone(&source.document));
        fixed.after = lint(&workspace, source);
        fixed.fixes.extend(applied_fixes);
    }
    fixed
}

/// Returns the changes by fixes as a unified diff. What controls a terminal is replaced if it is written to one; otherwise
/// the diff is exact, so that it can be applied.
pub(super) fn diff(fixed: &FixedDraft, is_terminal: bool) -> Vec<u8> {
    let FixedDraft { before, after, .. } = fixed;
    let (name, old, new) = (&after.source.name, &before.source.text, &after.source.text);
    let mut out = Vec::new();
    let written = if is_terminal {
        report::diff::write(&sanitized_line(name), &sanitized_lines(old), &sanitized_lines(new), &mut out)
    } else {
        report::diff::write(name, old, new, &mut out)
    };
    written.expect("memory can be written");
    out
}

/// Writes a fixed draft to its file, if fixes were made. Returns the bytes of a draft from standard input, which belongs on
/// standard output. The error is a lower-case clause.
pub(super) fn write_back(fixed: &FixedDraft) -> Result<Option<Vec<u8>>, String> {
    let source = &fixed.after.source;
    if fixed.fixes.is_empty() && source.path.is_some() {
        return Ok(None);
    }
    let bytes = encode(&source.text, source.encoding).map_err(|it| it.to_string())?;
    match &source.path {
        Some(path) => write_atomically(path, &bytes).map_err(|it| describe_error(&it)).map(|()| None),
        None => Ok(Some(bytes)),
    }
}

fn title_of(finding: &Diagnostic) -> String {
    finding.fix.as_ref().map_or_else(String::new, |it| it.title.clone())
}

/// Returns the edits of the fixes that can be applied together, in order, and the findings whose fixes they are. Of two
/// fixes that conflict, the first is applied, and the other not even partly.
fn compatible_edits<'f>(
    findings: &'f [Diagnostic],
    text: &str,
    unsafe_fixes: bool,
) -> (Vec<Edit>, Vec<&'f Diagnostic>) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut fixes = Vec::new();
    for finding in findings {
        let Some(fix) = finding.fix.as_ref().filter(|it| it.is_sure || unsafe_fixes) else { continue };
        let has_effect = fix.edits.iter().any(|it| text.get(it.range.clone()).is_some_and(|old| old != it.text));
        if has_effect && is_applicable(fix, &edits, text) {
            for edit in &fix.edits {
                let index = edits.partition_point(|it| it.range.start < edit.range.start);
                edits.insert(index, edit.clone());
            }
            fixes.push(finding);
        }
    }
    (edits, fixes)
}

/// Returns whether the edits of a fix are inside the text, and conflict neither with each other nor with the `taken` edits,
/// which are in order.
fn is_applicable(fix: &Fix, taken: &[Edit], text: &str) -> bool {
    let are_inside = fix.edits.iter().all(|it| text.get(it.range.clone()).is_some());
    let are_disjoint =
        fix.edits.windows(2).all(|it| it[0].range.end <= it[1].range.start && it[0].range != it[1].range);
    let is_free = |edit: &Edit| {
        let next = taken.partition_point(|it| it.range.end < edit.range.start);
        taken[next..]
            .iter()
            .take_while(|it| it.range.start <= edit.range.end)
            .all(|it| !conflict(&it.range, &edit.range))
    };
    are_inside && are_disjoint && fix.edits.iter().all(is_free)
}

/// Returns whether two edits conflict: they share bytes, or insert at the same offset, where their order would be arbitrary.
fn conflict(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
        || (left.is_empty() || right.is_empty()) && left.start <= right.end && right.start <= left.end
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{applied, compatible_edits};
    use travaux_model::diagnostic::{Diagnostic, Edit, Fix, Severity};

    fn check(text: &str, fixes: &[&[(Range<usize>, &str)]], expected: &str, made: usize) {
        let findings: Vec<Diagnostic> = fixes.iter().map(|it| finding(it)).collect();
        let (edits, fixes) = compatible_edits(&findings, text, false);
        assert_eq!((applied(text, &edits).as_str(), fixes.len()), (expected, made));
    }

    fn finding(edits: &[(Range<usize>, &str)]) -> Diagnostic {
        let edits = edits.iter().map(|(range, text)| Edit { range: range.clone(), text: (*text).to_owned() });
        Diagnostic {
            rule: "empty-bracket",
            severity: Severity::Warning,
            range: 0..0,
            message: String::new(),
            related: Vec::new(),
            fix: Some(Fix { title: String::new(), edits: edits.collect(), is_sure: true, is_preferred: true }),
        }
    }

    #[test]
    fn fixes_without_conflicts_are_applied_together() {
        check("abcdef", &[&[(4..5, "E")], &[(0..1, ""), (2..3, "CC")]], "bCCdEf", 2);
    }

    #[test]
    fn of_two_conflicting_fixes_the_first_is_applied() {
        check("abcdef", &[&[(1..3, "")], &[(2..4, ""), (5..6, "")]], "adef", 1);
        check("abc", &[&[(1..1, "x")], &[(1..1, "y")]], "axbc", 1);
        check("abc", &[&[(0..1, "x")], &[(1..2, "y")]], "xyc", 2);
    }

    #[test]
    fn a_fix_outside_the_text_or_without_effect_is_not_applied() {
        check("é", &[&[(1..2, "")], &[(5..9, "")], &[(0..2, "é")]], "é", 0);
    }
}
