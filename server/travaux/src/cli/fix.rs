//! `--fix` and `--diff`: what a draft becomes when its findings' fixes are made, and where that goes. A file is written
//! whole or stays as it was.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use super::Outcome;
use super::output::{print, say};
use crate::files::decode::{Decoded, encode};
use crate::files::folder::Source;
use crate::files::project::reason;
use crate::files::rewrite::rewrite;
use crate::report::{self, Linted};
use travaux_model::diagnostic::{Diagnostic, Edit, Fix};
use travaux_model::document::Document;
use travaux_model::edit::applied;
use travaux_model::workspace::Workspace;

/// One fix may make room for another, which did not stand in the text before; two that undo each other must end.
const ROUNDS: usize = 10;

/// A draft after its fixes.
pub(super) struct Fixed {
    /// The draft as it was.
    pub(super) before: Linted,
    /// The draft, with what is still to be found in it.
    pub(super) draft: Linted,
    /// How many fixes were made.
    pub(super) count: usize,
}

/// Makes the fixes of a draft's findings, looks again, and goes on until nothing is left to mend. `lint` gives the
/// findings in a draft of a workspace.
pub(super) fn fixed<E>(
    workspace: &Workspace,
    draft: Linted,
    lint: impl Fn(&Workspace, Source) -> Result<Linted, E>,
) -> Result<Fixed, E> {
    let mut fixed = Fixed { before: draft.clone(), draft, count: 0 };
    let mut workspace = workspace.clone();
    for _ in 0..ROUNDS {
        let source = &fixed.draft.source;
        let (edits, count) = edits(&fixed.draft.findings, &source.text);
        if edits.is_empty() {
            break;
        }
        let decoded = Decoded { text: applied(&source.text, &edits), encoding: source.encoding };
        let name = Arc::clone(&source.name);
        let source = Source::of(Arc::clone(&name), source.path.clone(), decoded, workspace.settings.language);
        let document: Arc<Document> = Arc::clone(&source.document);
        workspace.drafts.insert(name, document);
        fixed = Fixed { draft: lint(&workspace, source)?, count: fixed.count + count, ..fixed };
    }
    Ok(fixed)
}

/// Writes what the fixes change, as unified diffs.
pub(super) fn diff(fixes: &[Fixed], out: &mut dyn Write) -> io::Result<()> {
    for Fixed { before, draft, .. } in fixes {
        report::diff::write(&draft.source.name, &before.source.text, &draft.source.text, out)?;
    }
    Ok(())
}

/// Writes fixed drafts where they came from, standard input to standard output, and gives the drafts as they are now.
/// What cannot be written is said, and is as it was.
pub(super) fn write_back(fixes: Vec<Fixed>, quiet: bool) -> (Vec<Linted>, Outcome) {
    let (mut outcome, mut count) = (Outcome::Clean, 0);
    let mut drafts = Vec::with_capacity(fixes.len());
    for fixed in fixes {
        match written(&fixed) {
            Ok(printed) => {
                count += fixed.count;
                outcome = outcome.max(printed);
                drafts.push(fixed.draft);
            }
            Err(fault) => {
                say(&format!("{}: the fixed text could not be written: {fault}", fixed.draft.source.name));
                outcome = Outcome::Failed;
                drafts.push(fixed.before);
            }
        }
    }
    if count > 0 && !quiet {
        let fixes = if count == 1 { "fix" } else { "fixes" };
        say(&format!("{count} {fixes} made"));
    }
    (drafts, outcome)
}

fn written(fixed: &Fixed) -> Result<Outcome, String> {
    let source = &fixed.draft.source;
    if fixed.count == 0 && source.path.is_some() {
        return Ok(Outcome::Clean);
    }
    let bytes = encode(&source.text, source.encoding).map_err(|it| it.to_string())?;
    match &source.path {
        Some(path) => rewrite(path, &bytes).map_err(|it| reason(&it)).map(|()| Outcome::Clean),
        None => Ok(print(|out| out.write_all(&bytes))),
    }
}

/// The edits of the fixes that can be made together, in order, and how many fixes they are. A fix is made whole or not
/// at all; of two that meet, the first is made.
fn edits(findings: &[Diagnostic], text: &str) -> (Vec<Edit>, usize) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(Diagnostic::sure_fix) {
        let changes = fix.edits.iter().any(|it| text.get(it.range.clone()).is_some_and(|old| old != it.text));
        if changes && is_free(fix, &edits, text) {
            for edit in &fix.edits {
                let place = edits.partition_point(|it| it.range.start < edit.range.start);
                edits.insert(place, edit.clone());
            }
            count += 1;
        }
    }
    (edits, count)
}

/// Whether a fix's edits lie in the text and meet none of the `taken` ones, which are in order, nor each other.
fn is_free(fix: &Fix, taken: &[Edit], text: &str) -> bool {
    let sound = fix.edits.iter().all(|it| text.get(it.range.clone()).is_some());
    let apart = fix.edits.windows(2).all(|it| it[0].range.end <= it[1].range.start && it[0].range != it[1].range);
    let free = |edit: &Edit| {
        let next = taken.partition_point(|it| it.range.end < edit.range.start);
        taken[next..].iter().take_while(|it| it.range.start <= edit.range.end).all(|it| !meet(&it.range, &edit.range))
    };
    sound && apart && fix.edits.iter().all(free)
}

/// Whether two edits are at odds: they share bytes, or insert at the same place, where their order would be a guess.
fn meet(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
        || (left.is_empty() || right.is_empty()) && left.start <= right.end && right.start <= left.end
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{applied, edits};
    use travaux_model::diagnostic::{Diagnostic, Edit, Fix, Severity};

    fn check(text: &str, fixes: &[&[(Range<usize>, &str)]], expected: &str, made: usize) {
        let findings: Vec<Diagnostic> = fixes.iter().map(|it| finding(it)).collect();
        let (edits, count) = edits(&findings, text);
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
    fn fixes_that_do_not_meet_are_made_together() {
        check("abcdef", &[&[(4..5, "E")], &[(0..1, ""), (2..3, "CC")]], "bCCdEf", 2);
    }

    #[test]
    fn of_two_fixes_that_meet_the_first_is_made() {
        check("abcdef", &[&[(1..3, "")], &[(2..4, ""), (5..6, "")]], "adef", 1);
        check("abc", &[&[(1..1, "x")], &[(1..1, "y")]], "axbc", 1);
        check("abc", &[&[(0..1, "x")], &[(1..2, "y")]], "xyc", 2);
    }

    #[test]
    fn a_fix_that_lies_outside_the_text_or_changes_nothing_is_not_made() {
        check("é", &[&[(1..2, "")], &[(5..9, "")], &[(0..2, "é")]], "é", 0);
    }
}
