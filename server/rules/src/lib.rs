//! The rules that lint a draft. The command line and the editor both call [`lint`], so that they find the same.
//!
//! A rule is a file: its opening comment is the page that `travaux explain` prints, and the examples in it are its first
//! tests. A rule reports a fault and never edits; a fix is data.

mod addressed;
mod allowances;
mod context;
mod cross_draft;
mod finding;
mod incremental;
mod lint_cache;
mod missing_targets;
mod numbered_lists;
#[cfg(test)]
mod tests;
mod wording_index;

use travaux_grammar::BlockFlags;
use travaux_model::config::Settings;
use travaux_model::diagnostic::{Diagnostic, Severity};
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::workspace::Workspace;

use context::{BlockContext, DraftContext, WorkspaceContext};
use cross_draft::CrossDraftFindings;
use finding::{CrossDraftFinding, Finding};
use lint_cache::LintCache;
use wording_index::WordingRule;

pub use incremental::IncrementalLint;

/// The name of a rule from that of its file: `stray-bracket` from `stray_bracket`.
const fn hyphenated<const LENGTH: usize>(file: &str) -> [u8; LENGTH] {
    let mut name = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        name[at] = if file.as_bytes()[at] == b'_' { b'-' } else { file.as_bytes()[at] };
        at += 1;
    }
    name
}

/// What a rule is run on, from the words after its name in the list of rules.
macro_rules! check {
    ($rule:ident each_block $mark:ident) => {
        Check::Block($rule::check, BlockFlags::$mark)
    };
    ($rule:ident each_list) => {
        Check::List($rule::check)
    };
    ($rule:ident draft) => {
        Check::Draft($rule::check)
    };
    ($rule:ident wordings $mark:ident) => {
        Check::Wordings($rule::wordings, BlockFlags::$mark)
    };
    ($rule:ident workspace) => {
        Check::Workspace($rule::check)
    };
    ($rule:ident allowances) => {
        Check::Allowances
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
    unclosed_bracket each_block UNPAIRED,
    stray_bracket each_block UNPAIRED,
    empty_bracket each_block BRACKET,
    identical_alternatives each_block RUN,
    inconsistent_alternatives wordings RUN,
    duplicate_number each_list,
    skipped_number each_list,
    unordered_number each_list,
    misspelt_suffix each_block SUFFIX,
    dangling_reference each_block REFERENCE,
    reference_to_contested_provision each_block REFERENCE,
    duplicate_definition draft,
    unbracketed_alternative draft,
    unsettled_text each_block NONE,
    dangling_external_reference workspace,
    uneven_counterpart workspace,
    unused_allowance allowances,
}

/// A rule.
pub struct Rule {
    /// Its name, which reads after "allow": `dangling-reference`.
    pub name: &'static str,
    /// The severity of its findings unless settings say otherwise.
    pub severity: Severity,
    source: &'static str,
    check: Check,
}

/// What a rule is run on.
enum Check {
    /// Each block with a mark. The rule reports faults in that block; of the rest of the draft it sees the outline and
    /// the summaries.
    Block(fn(&BlockContext<'_>, &mut Vec<Finding>), BlockFlags),
    /// Each numbered list. The rule reports faults in that list.
    List(fn(&DraftContext<'_>, &[ProvisionId], &mut Vec<Finding>)),
    /// The outline and the summaries of all blocks.
    Draft(fn(&DraftContext<'_>, &mut Vec<Finding>)),
    /// The wordings in the blocks with a mark, which are kept in an index and compared with each other.
    Wordings(fn() -> Box<dyn WordingRule>, BlockFlags),
    /// The draft and others of its workspace, which takes too long for a keystroke.
    Workspace(fn(&WorkspaceContext<'_>, &mut Vec<CrossDraftFinding>)),
    /// The allowances in comments, once the findings of all other rules are known.
    Allowances,
}

impl Rule {
    /// The page of the rule, in Markdown: what it finds, why it matters, examples, what to do.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let mut page = String::new();
        for line in lines {
            page.push_str(line.strip_prefix(' ').unwrap_or(line));
            page.push('\n');
        }
        page
    }

    /// The severity of its findings under some settings.
    fn severity(&self, settings: &Settings) -> Severity {
        settings.rules.get(self.name).copied().flatten().unwrap_or(self.severity)
    }

    /// Whether settings leave the rule on.
    fn is_on(&self, settings: &Settings) -> bool {
        !matches!(settings.rules.get(self.name), Some(None))
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

/// The rules that settings leave on.
fn enabled(settings: &Settings) -> impl Iterator<Item = &'static Rule> {
    ALL.iter().filter(|rule| rule.is_on(settings))
}

/// The findings in a draft, in the order of the text. `name` is what the draft is called in the workspace.
pub fn lint(workspace: &Workspace, name: &str, document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    let context = WorkspaceContext { document, settings, workspace, name, is_cancelled: &|| false };
    let cache = LintCache::of(&DraftContext::of(document, settings));
    cache.diagnostics(document, settings, CrossDraftFindings::of(&context).as_ref())
}
