//! Parses treaty-style drafts: a text into blocks, and each block into its labels, brackets, references and
//! definitions.
//!
//! A draft is plain text or Markdown in one of the six official languages of the United Nations. Parsing never fails
//! and loses nothing: the texts of a draft's blocks, joined, are its text. All offsets are bytes; inside a block they
//! are relative to the block. The crate knows neither editors nor rules, and depends on no files, clocks or (without
//! the feature `parallel`) threads.
//!
//! ```
//! use travaux_grammar::{Anchor, Draft};
//!
//! let draft = Draft::parse("Article 5\n\n1. Under paragraph 2 of this article, Parties [shall] [may] act.\n", None);
//! let paragraph = &draft.blocks[1];
//! assert_eq!(paragraph.labels[0].label.map(|label| label.to_string()).as_deref(), Some("1"));
//! assert!(matches!(paragraph.references[0].anchor, Anchor::This(_)));
//! assert_eq!(paragraph.brackets.runs.len(), 1);
//! ```

mod draft;
mod footnotes;
mod offset;
mod option_noun;

mod block;
mod block_flags;
mod block_id;
mod block_kind;
mod block_summary;
mod clause_end;
mod summaries;
mod summarize;
mod target_filter;

mod amending;
mod attributed;
mod attribution;
mod bracket;
mod candidates;
mod code_fences;
mod columns;
mod definition;
mod derived;
mod inline_labels;
mod leading_label;
mod proposal;
mod quotation;
mod reference;
mod running_letters;
mod shared_labels;
mod spaced_noun;
mod split;
mod text_pieces;
mod text_start;

mod counted;
mod document_symbol;
mod label_site;
mod left_open;
mod misspelt_suffix;
mod page_artifacts;
mod parenthesised_title;
mod token;

mod ascii_run;
mod fold;
mod folded_run;
mod instruction;
mod kind;
mod label;
mod language;
mod language_evidence;
mod lexicon;
mod lines;
mod markup;
mod notation;
mod numerals;
#[doc(hidden)]
pub mod parallel;
mod script;
mod word_hash;
mod written_suffix;

pub use ascii_run::AsciiRun;
pub use attribution::{Attribution, MAX_ATTRIBUTION_BYTES, is_name_joint};
pub use block::{ALLOWING_WORDS, Allowance, AllowanceFault, Block};
pub use block_flags::BlockFlags;
pub use block_id::BlockId;
pub use block_kind::BlockKind;
pub use block_summary::{
    BlockSummary, ClosingPlace, DefinitionSummary, EnclosingBracket, LabelSummary, Length, LooseCloser, LooseEnds,
    LooseOpener, PartHeading, SharedLabels,
};
pub use bracket::{
    Bracket, BracketContent, BracketRun, Brackets, PLACEHOLDER, RunReading, StrayCloser, bare_placeholders, slashed,
};
pub use clause_end::{ClauseEnd, Inside, clause_end_range};
pub use definition::{Definition, DefinitionBasis};
pub use derived::Derived;
pub use document_symbol::document_symbols;
pub use draft::Draft;
pub use fold::{fold_into, folded, folded_phrase};
pub use footnotes::{Footnote, footnote_ranges};
pub use instruction::{Instruction, instruction_stance};
pub use kind::Kind;
pub use label::{Label, Prefix, Suffix};
pub use label_site::{Doubt, LabelSite};
pub use language::Language;
pub use language_evidence::LanguageEvidence;
pub use leading_label::{Amendment, Enclosure};
pub use left_open::OpenNumber;
pub use lexicon::{Lexicon, MAX_STEM_CHANGES, Phrase, Word, inserted_adverb, latin_adverb, lost_reference_phrases};
pub use lines::{is_blank, lines};
pub use markup::without_filler;
pub use misspelt_suffix::misspelt_suffix;
pub use notation::{Glyph, closer_len};
pub use numerals::{
    NumberForm, NumeralSystem, WrittenNumber, digit_value, find_number, han_numeral, is_digit, is_han_numeral,
    latin_letters, write_number,
};
pub use offset::{range_to_u32, range_to_usize, to_u32, to_usize};
pub use option_noun::OptionNoun;
pub use parenthesised_title::{listed_titles, parenthesised_title};
pub use proposal::{begins_note, is_proposed, names_earlier_text};
pub use quotation::QuotationEnd;
pub use reference::{Anchor, Inheritance, Reference, Step, Target};
pub use running_letters::{RunningLetter, running_letters};
pub use script::{is_han, is_invisible, is_rtl};
pub use shared_labels::{last_shared_label, shared_label_window};
pub use summaries::Summaries;
pub use summarize::candidate_title;
pub use target_filter::TargetFilter;
pub use token::{Token, TokenKind, tokenize};
pub use written_suffix::{WrittenSuffix, suffix_after};
