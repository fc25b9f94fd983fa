//! The work that is counted: what opening a draft, editing it and answering about it costs in the code that knows
//! neither protocol nor threads. It is the same in every run.

use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

use travaux_features::{completion, definition, folding, hints, hover, references, symbols, tokens};
use travaux_grammar::Language;
use travaux_model::config::Settings;
use travaux_model::document::{Change, Document};
use travaux_model::workspace::Workspace;
use travaux_rules::IncrementalLint;
use travaux_tests::benchmark_drafts::{self, EDIT_MARKER, LONGEST_BRACKET};
use travaux_tests::generator;

const NAME: &str = "draft";

/// Does the work, and prints a line before each thing that is counted.
pub(crate) fn run() {
    let workspace = Workspace::default();
    // The lexicons are read when they are first asked for.
    for language in Language::ALL {
        let text = generator::draft(language, 1);
        drop(State::opened(&text));
        let name = format!("{} KB in {} opened", text.len() / 1000, language.code());
        black_box(count(&name, || State::opened(&text)));
    }

    let text = benchmark_drafts::usual(1_000_000).text;
    let state = count("opened", || State::opened(&text));
    let planted: Vec<usize> = text.match_indices(EDIT_MARKER).map(|(at, _)| at).collect();
    let middle = planted[planted.len() / 2];
    let paragraph = text[..middle].rfind("\n\n").map_or(0, |it| it + 2);
    let bracket = text.find(LONGEST_BRACKET).expect("every draft has it");

    let state = state.edited_and_back("a character", middle..middle, "x");
    let state = state.edited_and_back("a new paragraph", middle..middle, ".\n\n7. Each Party shall report. (a) One; ");
    let state = state.edited_and_back("an article pasted", paragraph..paragraph, &benchmark_drafts::pasted());
    let state = state.edited_and_back("a bracket deleted whose partner ends the draft", bracket..bracket + 1, "");

    let document = &*state.document;
    let reference = middle + text[middle..].find("paragraph 1").expect("it stands behind what is planted");
    count("hover", || hover::hover(&workspace, NAME, document, reference));
    count("definition", || definition::definition(&workspace, NAME, document, reference));
    count("references", || references::references(&workspace, NAME, document, paragraph, true, &|| true));
    count("completion", || completion::completions(&workspace, document, reference + "paragraph ".len()));
    count("tokens", || tokens::tokens(&workspace, document, 0..text.len(), &|| true));
    count("tokens of a screen", || tokens::tokens(&workspace, document, middle..middle + 4000, &|| true));
    count("hints of a screen", || hints::hints(document, middle..middle + 4000));
    count("symbols", || symbols::symbols(document));
    count("folds", || folding::folds(document));

    let faulty = benchmark_drafts::faulty(1_000_000, 20_000).text;
    let state = State::opened(&faulty);
    let at = faulty.find(EDIT_MARKER).expect("every draft has it");
    state.edited_and_back("a character before 20,000 findings", at..at, "x");
}

/// A draft as the server has it: read and linted.
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

    /// Counts an edit, and takes it back.
    fn edited_and_back(self, name: &str, range: Range<usize>, with: &str) -> State {
        let gone = self.document.draft.slice(range.clone());
        let undone = range.start..range.start + with.len();
        count(name, || self.edited(range, with)).edited(undone, &gone)
    }
}

/// Does something that counts.
fn count<A>(name: &str, work: impl FnOnce() -> A) -> A {
    println!("{name}");
    let mut work = Some(work);
    let mut done = None;
    counted(&mut || done = work.take().map(|work| work()));
    done.expect("it was done just now")
}

/// Here valgrind counts.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}
