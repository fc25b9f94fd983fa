//! Lints the drafts of a command, unit after unit. Several threads take units from the same list; a unit waits while those
//! that are being linted are together too large. The results are in the order of the drafts.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::{Condvar, Mutex};

use super::baseline::{self, Baseline, Compared};
use super::fix::{self, AppliedFix, DraftFindings, FixedDraft};
use super::lint_args::Args;
use super::progress_bar::ProgressBar;
use crate::files::fault::{FaultCode, FileFault};
use crate::files::load::{Files, LoadedDraft, LoadedUnit, Unit};
use crate::files::panic_guard::catch_panic;
use crate::files::source::Source;
use crate::report::LintedDraft;
use crate::report::finding::FindingConverter;
use travaux_model::workspace::Workspace;

/// The size of the drafts that are linted at the same time. A draft needs some six times its size, so this is what bounds the
/// memory. A larger draft is linted alone.
const MAX_BYTES_AT_ONCE: u64 = 8 << 20;

/// With so many units for each core, a unit of a usual size is linted on one thread: to share it out as well would only make
/// threads wait for each other.
const UNITS_A_CORE: usize = 2;

/// The results of linting.
#[derive(Default)]
pub(super) struct Results {
    /// The drafts with their findings, in the order of their paths.
    pub(super) drafts: Vec<LintedDraft>,
    /// The faults of files.
    pub(super) faults: Vec<FileFault>,
    /// The changes by fixes, as a unified diff.
    pub(super) diff: Vec<u8>,
    /// The fixed text of the draft from standard input.
    pub(super) fixed_stdin: Option<Vec<u8>>,
    /// The fixes that were made, with the paths of their drafts.
    pub(super) fixes: Vec<(Arc<str>, AppliedFix)>,
    /// The number of findings that the baseline contains.
    pub(super) hidden: usize,
    /// The entries of the baseline without a finding.
    pub(super) stale: Vec<String>,
    /// The entries of the baseline to be written.
    pub(super) entries: Vec<baseline::Entry>,
}

/// What linting needs to know.
pub(super) struct LintJob<'j> {
    pub(super) args: &'j Args,
    pub(super) files: &'j Files,
    pub(super) baseline: Option<&'j Baseline>,
    /// The width of excerpts in columns; `None` for a report without excerpts.
    pub(super) excerpt_columns: Option<usize>,
}

impl LintJob<'_> {
    /// Lints all units.
    pub(super) fn run(&self) -> Results {
        let units = self.files.units();
        let progress = ProgressBar::new(self.files.discovery.drafts.len(), self.args.common.quiet);
        let (next, in_flight) = (AtomicUsize::new(0), BytesInFlight::default());
        let results: Mutex<Vec<(usize, Results)>> = Mutex::default();
        let work = |share: Share| {
            while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                let bytes = unit.iter().map(|it| self.files.discovery.drafts[*it].size).sum();
                in_flight.enter(bytes);
                let found = share.run(bytes, || self.lint_unit(unit));
                in_flight.leave(bytes);
                progress.advance(unit.len());
                results.lock().extend(found);
            }
        };
        let cores = std::thread::available_parallelism().map_or(1, |it| it.get());
        std::thread::scope(|scope| {
            for _ in 0..cores.min(units.len()) {
                scope.spawn(|| work(Share::of_thread(units.len() >= cores * UNITS_A_CORE)));
            }
        });
        progress.finish();
        let mut results = results.into_inner();
        results.sort_by_key(|it| it.0);
        results.into_iter().fold(Results::default(), |all, (_, it)| all.with(it))
    }

    /// Lints the drafts of a unit. Each result has the index of its draft.
    fn lint_unit(&self, unit: &Unit) -> Vec<(usize, Results)> {
        let mut loaded = self.files.load(unit, &|settings| self.args.adjust(settings));
        let faults = std::mem::take(&mut loaded.faults);
        let first = unit.first().copied().unwrap_or_default();
        let mut results = vec![(first, Results { faults, ..Results::default() })];
        for draft in &loaded.drafts {
            let name = &draft.source.name;
            let result = catch_panic(|| self.lint_draft(&loaded, draft)).unwrap_or_else(|message| {
                let fault = FileFault::of_name(&**name, FaultCode::InternalError, message);
                Results { faults: vec![fault], ..Results::default() }
            });
            results.push((draft.index, result));
        }
        results
    }

    fn lint_draft(&self, unit: &LoadedUnit, draft: &LoadedDraft) -> Results {
        let (settings, source) = (&draft.settings, &draft.source);
        let workspace = Workspace { settings: Arc::clone(settings), ..unit.workspace.clone() };
        let lint = |workspace: &Workspace, source: Arc<Source>| {
            let findings = travaux_rules::lint(workspace, &source.name, &source.document, settings);
            DraftFindings { source, findings }
        };
        let mut results = Results::default();
        let all = lint(&workspace, Arc::clone(source));
        if let Some(path) = &self.args.write_baseline {
            results.entries = baseline::entries(&all, path);
        }
        let mut found = self.without_known(all, Some(&mut results));
        if self.args.fix || self.args.diff {
            let lint = |workspace: &Workspace, source| self.without_known(lint(workspace, source), None);
            let language = self.files.options_of(settings).language;
            let fixed = fix::fix(&workspace, found.clone(), language, self.args.unsafe_fixes, lint);
            found = self.finish_fix(fixed, found, &mut results);
        }
        results.drafts = vec![self.report(unit, found)];
        results
    }

    /// Removes the findings that the baseline contains.
    fn without_known(&self, draft: DraftFindings, results: Option<&mut Results>) -> DraftFindings {
        let Some(baseline) = self.baseline else { return draft };
        let source = Arc::clone(&draft.source);
        let Compared { new, hidden, stale } = baseline.compare(draft);
        if let Some(results) = results {
            (results.hidden, results.stale) = (hidden, stale);
        }
        DraftFindings { source, findings: new }
    }

    /// Writes or shows the fixes of a draft, and returns the findings to report. A draft that cannot be written is reported
    /// as it is on disk.
    fn finish_fix(&self, fixed: FixedDraft, found: DraftFindings, results: &mut Results) -> DraftFindings {
        let name = &fixed.after.source.name;
        if self.args.diff {
            let is_terminal = self.args.output_file.is_none() && std::io::stdout().is_terminal();
            results.diff = fix::diff(&fixed, is_terminal);
            return found;
        }
        match fix::write_back(&fixed) {
            Ok(stdin) => {
                results.fixed_stdin = stdin;
                results.fixes = fixed.fixes.into_iter().map(|it| (Arc::clone(name), it)).collect();
                fixed.after
            }
            Err(error) => {
                let message = format!("the fixed text could not be written: {error}");
                let code = FaultCode::UnreadableFile;
                results.faults.push(FileFault::of_name(&**name, code, message));
                found
            }
        }
    }

    fn report(&self, unit: &LoadedUnit, draft: DraftFindings) -> LintedDraft {
        let DraftFindings { source, findings } = draft;
        let drafts = unit.drafts.iter().map(|it| &it.source);
        let other = |name: &str| drafts.clone().chain(&unit.others).find(|it| *it.name == *name).map(|it| &**it);
        let converter = FindingConverter { source: &source, other: &other, excerpt_columns: self.excerpt_columns };
        LintedDraft {
            findings: converter.convert(findings),
            name: Arc::clone(&source.name),
            language: source.document.draft.language().code(),
            bytes: source.text.len(),
            provisions: source.document.outline.provisions.len(),
            open_brackets: source.document.outline.unclosed.len(),
        }
    }
}

impl Results {
    fn with(mut self, other: Results) -> Results {
        self.drafts.extend(other.drafts);
        self.faults.extend(other.faults);
        self.diff.extend(other.diff);
        self.fixed_stdin = self.fixed_stdin.or(other.fixed_stdin);
        self.fixes.extend(other.fixes);
        self.hidden += other.hidden;
        self.stale.extend(other.stale);
        self.entries.extend(other.entries);
        self
    }
}

/// How the units that a thread takes are spread over the cores.
enum Share {
    /// Each over all cores, by the pool that all threads share.
    AllCores,
    /// Each on its own thread, which is a pool of one while that pool lives, unless it is linted alone.
    OwnThread { _pool: rayon::ThreadPool },
}

impl Share {
    fn of_thread(has_many_units: bool) -> Self {
        let own_pool = || rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok();
        has_many_units.then(own_pool).flatten().map_or(Self::AllCores, |_pool| Self::OwnThread { _pool })
    }

    /// Lints a unit of some bytes.
    fn run<T: Send>(&self, bytes: u64, lint: impl FnOnce() -> T + Send) -> T {
        match self {
            Self::OwnThread { .. } if bytes > MAX_BYTES_AT_ONCE => {
                // A thread outside the pools hands its work to the one of all cores.
                std::thread::scope(|scope| scope.spawn(lint).join()).unwrap_or_else(|it| std::panic::resume_unwind(it))
            }
            _ => lint(),
        }
    }
}

/// The size of the drafts that are being linted.
#[derive(Default)]
struct BytesInFlight {
    bytes: Mutex<u64>,
    has_room: Condvar,
}

impl BytesInFlight {
    /// Waits until there is room for some bytes.
    fn enter(&self, bytes: u64) {
        let mut used = self.bytes.lock();
        self.has_room.wait_while(&mut used, |used| *used > 0 && *used + bytes > MAX_BYTES_AT_ONCE);
        *used += bytes;
    }

    fn leave(&self, bytes: u64) {
        *self.bytes.lock() -= bytes;
        self.has_room.notify_all();
    }
}

/// Returns the paths that a watch of the drafts has to observe: the requested ones, and the settings files.
pub(super) fn watched_paths(args: &Args) -> Vec<PathBuf> {
    args.common.requested_paths().into_iter().chain(args.common.config.clone()).collect()
}
