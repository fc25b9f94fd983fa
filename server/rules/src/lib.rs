//! The rules. `lint` is the one door: the command line and the editor both come through it, so they find the same.
//! A rule is a file: its opening comment is the page that `travaux explain` prints, and the examples in it are its
//! first tests. A rule says what is wrong; it never edits.

mod across;
mod addressed;
mod allowed;
mod compared;
mod kept;
mod linted;
mod missing;
mod numbering;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::draft::InTurn;
use travaux_grammar::reference::Reference;
use travaux_grammar::{Block, Draft, Marks};

use travaux_model::config::Settings;
use travaux_model::diagnostic::{Diagnostic, Fix, Related, Severity};
use travaux_model::document::Document;
use travaux_model::outline::{Outline, ProvisionId, Resolution};
use travaux_model::workspace::Workspace;
use across::Across;
use compared::Wordings;
use kept::Kept;

pub use linted::Linted;

/// A file's name as a rule's: `stray_bracket` as `stray-bracket`.
const fn hyphenated<const LENGTH: usize>(file: &str) -> [u8; LENGTH] {
    let mut name = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        name[at] = if file.as_bytes()[at] == b'_' { b'-' } else { file.as_bytes()[at] };
        at += 1;
    }
    name
}

/// How a rule goes through a draft, by the words behind its name in the list of rules. The fewer others it looks at, the
/// less is judged anew at a keystroke; without a word it is run whole.
macro_rules! check {
    ($rule:ident) => {
        Check::Draft($rule::check)
    };
    ($rule:ident each_block $mark:ident) => {
        Check::Block($rule::check, Marks::$mark)
    };
    ($rule:ident each_list) => {
        Check::List($rule::check)
    };
    ($rule:ident outline) => {
        Check::Outline($rule::check)
    };
    ($rule:ident wordings $mark:ident) => {
        Check::Wordings($rule::wordings, Marks::$mark)
    };
    ($rule:ident facts $mark:ident) => {
        Check::Facts($rule::check, Facts { of: $rule::facts, mark: Marks::$mark })
    };
    ($rule:ident workspace) => {
        Check::Workspace($rule::check)
    };
}

/// Names every rule once: its file, and with hyphens its name.
macro_rules! rules {
    ($($rule:ident $($scope:ident)*),* $(,)?) => {
        $(mod $rule;)*

        static ALL: &[Rule] = &[$(Rule {
            name: {
                const NAME: [u8; stringify!($rule).len()] = hyphenated(stringify!($rule));
                match std::str::from_utf8(&NAME) {
                    Ok(name) => name,
                    Err(_) => stringify!($rule),
                }
            },
            severity: $rule::SEVERITY,
            source: include_str!(concat!(stringify!($rule), ".rs")),
            check: check!($rule $($scope)*),
        }),*];
    };
}

rules! {
    unclosed_bracket each_block LOOSE,
    stray_bracket each_block LOOSE,
    empty_bracket each_block BRACKET,
    identical_alternatives each_block RUN,
    inconsistent_alternatives wordings RUN,
    duplicate_number each_list,
    skipped_number each_list,
    unordered_number each_list,
    misspelt_suffix each_block SUFFIX,
    dangling_reference each_block REFERENCE,
    reference_to_contested_provision each_block REFERENCE,
    duplicate_definition facts DEFINITION,
    unbracketed_alternative outline,
    unsettled_text,
    dangling_external_reference workspace,
    uneven_counterpart workspace,
    unused_allowance,
}

/// What is known of a rule.
pub struct Rule {
    /// Its name, which reads after "allow": `dangling-reference`.
    pub name: &'static str,
    /// How grave its findings are unless settings say otherwise.
    pub severity: Severity,
    source: &'static str,
    check: Check,
}

/// What a rule is run on.
enum Check {
    /// The whole draft.
    Draft(fn(&Subject<'_>, &mut Vec<Finding>)),
    /// One block after the other of those with a mark: it reports what stands in that block, and of the others it looks
    /// at the outline only.
    Block(fn(&Spot<'_>, &mut Vec<Finding>), Marks),
    /// One numbered list after the other: it reports what stands in that list.
    List(fn(&Subject<'_>, &[ProvisionId], &mut Vec<Finding>)),
    /// The outline, and of the blocks what [`Outline::holds_for`] compares.
    Outline(fn(&Subject<'_>, &mut Vec<Finding>)),
    /// The wordings in the blocks with a mark: it compares them, and knows them again in the next lint.
    Wordings(fn() -> Box<dyn Wordings>, Marks),
    /// The whole draft, of which it looks at the facts alone that single blocks give, and where in the outline these
    /// stand, and whether in brackets.
    Facts(fn(&Subject<'_>, &mut Vec<Finding>), Facts),
    /// The draft and others of its workspace, which is too much for a keystroke.
    Workspace(fn(&Company<'_>, &mut Vec<Finding>)),
}

/// Where a rule has its facts from.
struct Facts {
    /// What a block gives.
    of: fn(&Document, usize, &Block, &mut Vec<Fact>),
    /// The mark of blocks that give any.
    mark: Marks,
}

impl Facts {
    /// The facts of some blocks of a draft, each with its block.
    fn of(&self, document: &Document, blocks: &Range<u32>) -> Vec<(u32, Fact)> {
        let mut all = Vec::new();
        let mut found = Vec::new();
        for (index, block) in document.draft.marked_in(blocks.start as usize..blocks.end as usize, self.mark) {
            (self.of)(document, index, block, &mut found);
            all.extend(found.drain(..).map(|fact| (index as u32, fact)));
        }
        all
    }
}

/// What a block gives to a rule that compares blocks. While the words stay and the outline, so do the rule's findings,
/// and only the places move.
struct Fact {
    words: String,
    place: Range<u32>,
}

impl Rule {
    /// Its page, in Markdown: what it finds, why it matters, examples, what to do.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let mut page = String::new();
        for line in lines {
            page.push_str(line.strip_prefix(' ').unwrap_or(line));
            page.push('\n');
        }
        page
    }
}

/// All rules, in the order in which `explain` lists them.
pub fn all() -> &'static [Rule] {
    ALL
}

/// The names of all rules.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rule| rule.name).collect()
}

/// The rule of a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

/// What a rule finds: its name and severity are added by who asked.
#[derive(Clone)]
pub(crate) struct Finding {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) related: Vec<Related>,
    pub(crate) fix: Option<Fix>,
}

impl Finding {
    fn new(range: Range<usize>, message: String) -> Finding {
        Finding { range, message, related: Vec::new(), fix: None }
    }

    fn related(mut self, range: Range<usize>, message: impl Into<String>) -> Finding {
        self.related.push(Related { draft: None, range, message: message.into() });
        self
    }

    fn related_in(mut self, draft: &Arc<str>, range: Range<usize>, message: impl Into<String>) -> Finding {
        self.related.push(Related { draft: Some(Arc::clone(draft)), range, message: message.into() });
        self
    }
}

/// What a rule looks at: a draft, and what is to be worked out once.
pub(crate) struct Subject<'a> {
    document: &'a Document,
    settings: &'a Settings,
}

impl<'a> Subject<'a> {
    fn of(document: &'a Document, settings: &'a Settings) -> Subject<'a> {
        Subject { document, settings }
    }

    fn draft(&self) -> &'a Draft {
        &self.document.draft
    }

    fn outline(&self) -> &'a Outline {
        &self.document.outline
    }

    fn blocks(&self) -> impl Iterator<Item = (usize, &'a Block)> {
        self.document.draft.blocks.iter().enumerate().map(|(index, block)| (index, &**block))
    }
}

/// A draft among the others of its workspace.
pub(crate) struct Company<'a> {
    subject: &'a Subject<'a>,
    workspace: &'a Workspace,
    /// What the draft is called there.
    name: &'a str,
    is_wanted: &'a dyn Fn() -> bool,
}

impl<'a> Company<'a> {
    fn document(&self) -> &'a Document {
        self.subject.document
    }

    fn draft(&self) -> &'a Draft {
        self.subject.draft()
    }

    fn outline(&self) -> &'a Outline {
        self.subject.outline()
    }

    fn settings(&self) -> &'a Settings {
        self.subject.settings
    }

    /// Whether the work is still wanted; what was found in work that is not is thrown away.
    fn is_wanted(&self) -> bool {
        (self.is_wanted)()
    }
}

/// One block of a draft, and what several rules ask of it, worked out once.
pub(crate) struct Spot<'a> {
    subject: &'a Subject<'a>,
    index: usize,
    block: &'a Block,
    resolutions: OnceCell<Vec<Referred<'a>>>,
}

/// A reference and what it came to.
struct Referred<'a> {
    reference: &'a Reference,
    resolution: Resolution,
}

impl<'a> Spot<'a> {
    fn of(subject: &'a Subject<'a>, index: usize) -> Spot<'a> {
        Spot { subject, index, block: &subject.draft().blocks[index], resolutions: OnceCell::new() }
    }

    fn draft(&self) -> &'a Draft {
        self.subject.draft()
    }

    fn outline(&self) -> &'a Outline {
        self.subject.outline()
    }

    /// A range of the block as a range of the draft.
    fn range(&self, range: Range<u32>) -> Range<usize> {
        self.draft().range(self.index, range)
    }

    /// Every reference of the block, resolved.
    fn referred(&self) -> &[Referred<'a>] {
        self.resolutions.get_or_init(|| {
            let (draft, outline) = (self.draft(), self.outline());
            let resolved = |reference| Referred {
                reference,
                resolution: outline.resolve_without_addresses(draft, self.index, reference),
            };
            outline.references(draft, self.index).map(resolved).collect()
        })
    }
}

/// The findings in a draft, in the order of the text. `draft` is its name in the workspace.
pub fn lint(workspace: &Workspace, draft: &str, document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    let subject = Subject::of(document, settings);
    let company = Company { subject: &subject, workspace, name: draft, is_wanted: &|| true };
    Kept::of(&subject, &InTurn).diagnostics(document, settings, Across::of(&company).as_ref())
}
