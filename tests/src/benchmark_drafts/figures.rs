//! What a text is like: the figures on which the time to read and edit it depends.

use std::collections::HashSet;
use std::fmt::{self, Display};

use travaux_grammar::{Block, BlockKind, Kind};
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;
use travaux_rules::lint;

use crate::oracle::all_rules;

/// The figures of a text.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The 50th percentile of the letters of lines that are followed by another line of the same block.
    pub wrapped_line_letters: usize,
    /// The 50th percentile of the bytes of blocks.
    pub block_bytes_p50: usize,
    /// The 99th percentile of the bytes of blocks.
    pub block_bytes_p99: usize,
    /// Brackets for each 1,000 bytes.
    pub brackets_per_kb: f64,
    /// The 90th percentile of the letters in brackets.
    pub bracket_letters_p90: usize,
    /// How many brackets of one block are in each other at most.
    pub bracket_depth: usize,
    /// The number of brackets that close in another block.
    pub spanning_brackets: usize,
    /// Findings for each 1,000,000 bytes.
    pub findings_per_mb: f64,
    /// Distinct words for each 100 words.
    pub distinct_word_percent: f64,
    /// Headings for each 1,000 bytes.
    pub headings_per_kb: f64,
    /// References for each 1,000 bytes.
    pub references_per_kb: f64,
    /// The number of articles.
    pub articles: usize,
}

impl Figures {
    /// Measures a text.
    pub fn of(text: &str) -> Figures {
        let document = Document::parse(text, None, 0);
        let found = lint(&Workspace::default(), "draft", &document, &all_rules()).len();
        let (draft, outline) = (&document.draft, &document.outline);
        let kilobytes = text.len() as f64 / 1000.0;
        let blocks = || draft.blocks_with_ids().map(|it| it.1).filter(|it| it.kind != BlockKind::Blank);
        let block_bytes = sorted(blocks().map(|it| it.trimmed_len()));
        let headings = blocks().filter(|it| it.kind == BlockKind::Heading).count();
        let references: usize = blocks().map(|it| it.references.len()).sum();
        let articles = outline.provisions.iter().filter(|it| it.kind == Kind::Article).count();
        Figures {
            wrapped_line_letters: percentile(&sorted(blocks().flat_map(|it| wrapped_lines(&it.text))), 50),
            block_bytes_p50: percentile(&block_bytes, 50),
            block_bytes_p99: percentile(&block_bytes, 99),
            brackets_per_kb: blocks().map(|it| it.brackets.list.len()).sum::<usize>() as f64 / kilobytes,
            bracket_letters_p90: percentile(&bracket_letters(&document), 90),
            bracket_depth: blocks().flat_map(|it| &it.brackets.list).map(|it| it.depth).max().unwrap_or(0) as usize,
            spanning_brackets: outline.spans.len(),
            findings_per_mb: found as f64 / kilobytes * 1000.0,
            distinct_word_percent: distinct_word_percent(text),
            headings_per_kb: headings as f64 / kilobytes,
            references_per_kb: references as f64 / kilobytes,
            articles,
        }
    }
}

impl Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "Wrapped lines of {} letters (p50); blocks of {} and {} bytes (p50, p99); {:.1} brackets a KB of {} letters \
             (p90), nested {} deep, {} across blocks; {:.0} findings a MB; {:.1} % distinct words; {:.2} headings and {:.2} \
             references a KB; {} articles.",
            self.wrapped_line_letters,
            self.block_bytes_p50,
            self.block_bytes_p99,
            self.brackets_per_kb,
            self.bracket_letters_p90,
            self.bracket_depth,
            self.spanning_brackets,
            self.findings_per_mb,
            self.distinct_word_percent,
            self.headings_per_kb,
            self.references_per_kb,
            self.articles,
        )
    }
}

fn sorted(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values
}

fn percentile(sorted: &[usize], percent: usize) -> usize {
    let index = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(index).copied().unwrap_or_default()
}

/// Returns the letters of each line of a block that another line follows, except short ones, which end for other reasons.
fn wrapped_lines(block: &str) -> impl Iterator<Item = usize> {
    const MIN_LETTERS: usize = 40;
    let lines = block.trim_end().lines();
    let count = lines.clone().count();
    lines.take(count.saturating_sub(1)).map(|it| it.chars().count()).filter(|it| *it >= MIN_LETTERS)
}

/// Returns the sorted lengths of what brackets contain, in letters.
fn bracket_letters(document: &Document) -> Vec<usize> {
    let (draft, outline) = (&document.draft, &document.outline);
    let inside = |block: &Block| -> Vec<usize> {
        let ranges = block.brackets.list.iter().filter_map(|it| it.inside());
        ranges.map(|it| block.slice(it).chars().count()).collect()
    };
    let spanning = outline.spans.iter().filter_map(|it| {
        let start = draft.start(it.open.block);
        let end = outline.close(draft, it.open)?;
        Some(draft.slice(start..end).chars().count())
    });
    sorted(draft.blocks_with_ids().flat_map(|(_, block)| inside(block)).chain(spanning))
}

/// Returns how many words of a text are distinct, in percent. In Chinese, where words are not set off, it is of no meaning.
fn distinct_word_percent(text: &str) -> f64 {
    let words = || text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let distinct: HashSet<String> = words().map(str::to_lowercase).collect();
    distinct.len() as f64 * 100.0 / words().count().max(1) as f64
}

#[cfg(test)]
mod tests {
    use travaux_grammar::Language;

    use super::*;
    use crate::benchmark_drafts::Profile;

    const SIZE: usize = 500_000;

    fn check_compilation(language: Language) {
        let figures = Figures::of(&Profile::Compilation(language).draft(SIZE).text);
        // Arabic takes fewer letters for the same, and Chinese fewer still.
        let is_compact = matches!(language, Language::Zh | Language::Ar);
        let bracket_letters = if is_compact { 100..=400 } else { 200..=700 };
        let is_like_the_world = (85..=110).contains(&figures.wrapped_line_letters)
            && (140..=350).contains(&figures.block_bytes_p50)
            && (1800..=3500).contains(&figures.block_bytes_p99)
            && (3.0..=13.0).contains(&figures.brackets_per_kb)
            && bracket_letters.contains(&figures.bracket_letters_p90)
            && figures.bracket_depth >= 4
            && figures.spanning_brackets >= 60
            && (300.0..=900.0).contains(&figures.findings_per_mb)
            && (language == Language::Zh || (5.0..=12.0).contains(&figures.distinct_word_percent))
            && figures.articles == 0;
        assert!(is_like_the_world, "{}: {figures}", language.code());
    }

    fn check_adopted(language: Language) {
        let figures = Figures::of(&Profile::Adopted(language).draft(SIZE).text);
        let is_like_the_world = (0.6..=1.4).contains(&figures.headings_per_kb)
            && (1.4..=2.6).contains(&figures.references_per_kb)
            && figures.block_bytes_p99 >= 1200
            && figures.findings_per_mb <= 50.0
            && figures.brackets_per_kb == 0.0
            && figures.articles >= 300;
        assert!(is_like_the_world, "{}: {figures}", language.code());
    }

    #[test]
    fn a_compilation_has_the_figures_of_real_ones() {
        Language::ALL.into_iter().for_each(check_compilation);
    }

    #[test]
    fn an_adopted_treaty_has_the_figures_of_real_ones() {
        Language::ALL.into_iter().for_each(check_adopted);
    }
}
