//! The workload whose instructions are counted: opening a draft, editing it and answering requests about it, in the
//! crates below the binary. It is the same in every run.

use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

use travaux_features::{completion, definition, folding, hover, inlay_hints, references, semantic_tokens, symbols};
use travaux_grammar::Language;
use travaux_model::config::Settings;
use travaux_model::document::{Change, Document};
use travaux_model::workspace::Workspace;
use travaux_rules::IncrementalLint;
use travaux_tests::benchmark_drafts::{self, EDIT_MARKER, LONGEST_BRACKET, Profile};
use travaux_tests::generator;

const NAME: &str = "draft";

/// Runs the workload, and prints a name before each part that is counted.
pub(crate) fn run() {
    let workspace = Workspace::default();
    // The lexicons are loaded on first use, which is not counted.
    for language in Language::ALL {
        let text = generator::draft(language, 1);
        drop(State::opened(&text));
        let name = format!("{} KB in {} opened", text.len() / 1000, language.code());
        black_box(count(&name, || State::opened(&text)));
    }

    let text = Profile::Conference.draft(1_000_000).text;
    let state = count("opened", || State::opened(&text));
    let markers: Vec<usize> = text.match_indices(EDIT_MARKER).map(|(at, _)| at).collect();
    let middle = markers[markers.len() / 2];
    let paragraph = text[..middle].rfind("\n\n").map_or(0, |it| it + 2);
    let bracket = text.find(LONGEST_BRACKET).expect("every draft has the marker");

    let state = state.edited_and_back("a character", middle..middle, "x");
    let state = state.edited_and_back("a new paragraph", middle..middle, ".\n\n7. Each Party shall report. (a) One; ");
    let state = state.edited_and_back("an article pasted", paragraph..paragraph, &benchmark_drafts::article_to_paste());
    let state = state.edited_and_back("a bracket deleted whose partner ends the draft", bracket..bracket + 1, "");

    let document = &*state.document;
    let reference = middle + text[middle..].find("paragraph 1").expect("it follows the marker");
    count("hover", || hover::hover(&workspace, NAME, document, reference));
    count("definition", || definition::definition(&workspace, NAME, document, reference));
    count("references", || references::references(&workspace, NAME, document, paragraph, true, &|| true));
    count("completion", || completion::completions(&workspace, document, reference + "paragraph ".len()));
    count("tokens", || semantic_tokens::tokens(&workspace, document, 0..text.len(), &|| true));
    count("tokens of a screen", || semantic_tokens::tokens(&workspace, document, middle..middle + 4000, &|| true));
    count("hints of a screen", || inlay_hints::hints(document, middle..middle + 4000, None));
    count("symbols", || symbols::symbols(document));
    count("folds", || folding::folds(document));

    let faulty = benchmark_drafts::with_findings(1_000_000, 20_000).text;
    let state = State::opened(&faulty);
    let at = faulty.find(EDIT_MARKER).expect("every draft has the marker");
    state.edited_and_back("a character before 20,000 findings", at..at, "x");
}

/// A parsed and linted draft, as the server stores it.
struct State {
    document: Arc<Document>,
    linted: IncrementalLint,
}

impl State {
    fn opened(text: &str) -> State {
        State::linted(Document::parse(text, None, 0), None)
    }

    fn linted(document: Document, before: Option<IncrementalLint>) -> State {
        let document = Arc::new(document);
        let linted = IncrementalLint::of(&document, &Arc::new(Settings::default()), before);
        black_box(linted.diagnostics());
        State { document, linted }
    }

    fn edited(self, range: Range<usize>, with: &str) -> State {
        let change = Change { range: Some(range), text: with.to_owned() };
        State::linted(self.document.edited(&[change], self.document.version + 1), Some(self.linted))
    }

    /// Counts an edit, and undoes it without counting.
    fn edited_and_back(self, name: &str, range: Range<usize>, with: &str) -> State {
        let old = self.document.draft.slice(range.clone());
        let undone = range.start..range.start + with.len();
        count(name, || self.edited(range, with)).edited(undone, &old)
    }
}

/// Counts the instructions of a function under a name.
fn count<A>(name: &str, work: impl FnOnce() -> A) -> A {
    println!("{name}");
    let mut work = Some(work);
    let mut done = None;
    counted(&mut || done = work.take().map(|work| work()));
    done.expect("counted calls it")
}

/// Valgrind counts the instructions inside this function.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}
