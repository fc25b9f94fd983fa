//! `--fix` and `--diff`: applies the fixes of findings, and writes the drafts or the changes. Files are written atomically.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use super::outcome::Outcome;
use super::output::{print_error, print_output};
use crate::files::atomic_write::write_atomically;
use crate::files::decode::{Decoded, encode};
use crate::files::paths::describe_error;
use crate::files::source::Source;
use crate::report::sanitize::{sanitized_line, sanitized_lines};
use crate::report::{self, LintedDraft};
use travaux_model::diagnostic::{Diagnostic, Edit, Fix};
use travaux_model::document::Document;
use travaux_model::edit::applied;
use travaux_model::workspace::Workspace;

/// The number of rounds in which fixes are applied. A fix may lead to another finding with a fix, but two fixes that undo each
/// other must not repeat for ever.
const MAX_ROUNDS: usize = 10;

/// A draft with its fixes applied.
pub(super) struct FixedDraft {
    /// The draft before the fixes.
    pub(super) before: LintedDraft,
    /// The draft after the fixes, with the remaining findings.
    pub(super) after: LintedDraft,
    /// The number of fixes.
    pub(super) count: usize,
}

/// Applies the fixes of the findings in a draft, lints the draft again with `lint`, and repeats both until no fix is left.
pub(super) fn fix<E>(
    workspace: &Workspace,
    draft: LintedDraft,
    lint: impl Fn(&Workspace, Source) -> Result<LintedDraft, E>,
) -> Result<FixedDraft, E> {
    let mut fixed = FixedDraft { before: draft.clone(), after: draft, count: 0 };
    let mut workspace = workspace.clone();
    for _ in 0..MAX_ROUNDS {
        let source = &fixed.after.source;
        let (edits, count) = compatible_edits(&fixed.after.findings, &source.text);
        if edits.is_empty() {
            break;
        }
        let decoded = Decoded { text: applied(&source.text, &edits), encoding: source.encoding };
        let name = Arc::clone(&source.name);
        let source = Source::parse(Arc::clone(&name), source.path.clone(), decoded, workspace.settings.language);
        let document: Arc<Document> = Arc::clone(&source.document);
        workspace.drafts.insert(name, document);
        fixed = FixedDraft { after: lint(&workspace, source)?, count: fixed.count + count, ..fixed };
    }
    Ok(fixed)
}

/// Writes the changes by fixes as unified diffs. What controls a terminal is replaced if they are written to one;
/// otherwise `patch` has to find the bytes of the files.
pub(super) fn write_diff(drafts: &[FixedDraft], is_terminal: bool, out: &mut dyn Write) -> io::Result<()> {
    for FixedDraft { before, after, .. } in drafts {
        let (name, old, new) = (&after.source.name, &before.source.text, &after.source.text);
        if is_terminal {
            report::diff::write(&sanitized_line(name), &sanitized_lines(old), &sanitized_lines(new), out)?;
        } else {
            report::diff::write(name, old, new, out)?;
        }
    }
    Ok(())
}

/// Writes fixed drafts to their files, or to standard output if they are from standard input. Returns the drafts as they are
/// now. A draft that cannot be written is reported and returned unchanged.
pub(super) fn write_back(fixed_drafts: Vec<FixedDraft>, quiet: bool) -> (Vec<LintedDraft>, Outcome) {
    let (mut outcome, mut count) = (Outcome::Clean, 0);
    let mut drafts = Vec::with_capacity(fixed_drafts.len());
    for fixed in fixed_drafts {
        match write_draft(&fixed) {
            Ok(printed) => {
                count += fixed.count;
                outcome = outcome.max(printed);
                drafts.push(fixed.after);
            }
            Err(error) => {
                let name = &fixed.after.source.name;
                print_error(&format!("{name}: the fixed text could not be written: {error}"));
                outcome = Outcome::Failed;
                drafts.push(fixed.before);
            }
        }
    }
    if count > 0 && !quiet {
        let fixes = if count == 1 { "fix" } else { "fixes" };
        print_error(&format!("{count} {fixes} made"));
    }
    (drafts, outcome)
}

fn write_draft(fixed: &FixedDraft) -> Result<Outcome, String> {
    let source = &fixed.after.source;
    if fixed.count == 0 && source.path.is_some() {
        return Ok(Outcome::Clean);
    }
    let bytes = encode(&source.text, source.encoding).map_err(|it| it.to_string())?;
    match &source.path {
        Some(path) => write_atomically(path, &bytes).map_err(|it| describe_error(&it)).map(|()| Outcome::Clean),
        None => Ok(print_output(|out| out.write_all(&bytes))),
    }
}

/// Returns the edits of the fixes that can be applied together, in order, and the number of these fixes. Of two fixes that
/// conflict, the first is applied, and the other not even partly.
fn compatible_edits(findings: &[Diagnostic], text: &str) -> (Vec<Edit>, usize) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(Diagnostic::sure_fix) {
        let has_effect = fix.edits.iter().any(|it| text.get(it.range.clone()).is_some_and(|old| old != it.text));
        if has_effect && is_applicable(fix, &edits, text) {
            for edit in &fix.edits {
                let index = edits.partition_point(|it| it.range.start < edit.range.start);
                edits.insert(index, edit.clone());
            }
            count += 1;
        }
    }
    (edits, count)
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
        let (edits, count) = compatible_edits(&findings, text);
        assert_eq!((applied(text, &edits).as_str(), count), (expected, made));
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
