//! `travaux positions`: the positions of delegations on each provision and topic.

use std::collections::HashMap;

use clap::ValueEnum;
use travaux_grammar::{BlockId, Language, Summaries};
use travaux_model::document::Document;
use travaux_model::nearest::nearest;
use travaux_model::positions::{
    Delegations, DraftPositions, Position, PositionIndex, Topics, address_key, attributed_positions, is_date,
    place_name,
};

use super::common_args::CommonArgs;
use super::outcome::Outcome;
use super::output::{print_error, print_output};
use crate::files::load::LoadedProject;
use crate::report::positions_csv::positions_csv;
use crate::report::positions_html::{HtmlRecord, positions_html};
use crate::report::positions_json::positions_json;
use crate::report::positions_places::{Naming, Selection};
use crate::report::positions_text::positions_text;

/// Arguments of `travaux positions`.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    common: CommonArgs,

    /// Output format
    #[arg(long, default_value = "text")]
    format: PositionsFormat,

    /// Only positions on this provision and its parts: "article 10 bis"
    #[arg(long, value_name = "ADDRESS")]
    target: Option<String>,

    /// Only positions on this topic
    #[arg(long, value_name = "SLUG")]
    topic: Option<String>,

    /// Only positions of this delegation, and of the groups that speak for it
    #[arg(long, value_name = "NAME")]
    delegation: Option<String>,

    /// Only positions of this group and of its members
    #[arg(long, value_name = "NAME")]
    group: Option<String>,

    /// Positions as they stood on this day, or at the end of this month or year
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    at: Option<String>,

    /// Only positions stated in a forum whose name contains these words
    #[arg(long, value_name = "WORDS")]
    forum: Option<String>,
}

/// The output formats of `travaux positions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PositionsFormat {
    /// For people
    Text,
    /// For scripts
    Json,
    /// For spreadsheets
    Csv,
    /// One page with a heat map
    Html,
}

/// Prints the positions on the drafts, and those of the files that are about no draft. Delegations are named in the
/// language of `--language`; without it, a page is in the language of the drafts, and everything else in English.
pub(super) fn positions(args: Args) -> Outcome {
    let Some(loaded) = args.common.load() else {
        return Outcome::Failed;
    };
    let delegations = loaded.workspace.delegations();
    let of_drafts = || (args.format == PositionsFormat::Html).then(|| language_of_drafts(&loaded)).flatten();
    let language = args.common.language.or_else(of_drafts).map_or("en", |it| it.code());
    let naming = Naming { delegations, topics: &loaded.topics, language };
    let selection = match args.selection(delegations) {
        Ok(selection) => selection,
        Err(error) => {
            print_error(&error);
            return Outcome::Failed;
        }
    };
    let drafts = draft_positions(&loaded, delegations);
    let files: Vec<(&str, DraftPositions<'_>)> =
        loaded.records.iter().map(|it| (it.0.as_str(), DraftPositions::of(Some(&it.1), Vec::new()))).collect();
    let text = match args.format {
        PositionsFormat::Json => format!("{:#}\n", positions_json(&drafts, &files, &selection, naming)),
        PositionsFormat::Csv => positions_csv(&[drafts, files].concat(), &selection, naming),
        PositionsFormat::Html => positions_html(&html_records(&loaded, drafts, files, language), &selection, naming),
        PositionsFormat::Text => {
            let of_draft = |it: &(&str, DraftPositions<'_>)| positions_text(it.0, &it.1, &selection, naming);
            let of_file = |(path, positions): &(&str, DraftPositions<'_>)| {
                let count = positions.record().map_or(0, PositionIndex::count);
                let word = if count == 1 { "position" } else { "positions" };
                positions_text(&format!("{path}: {count} {word}"), positions, &selection, naming)
            };
            drafts.iter().map(of_draft).chain(files.iter().map(of_file)).collect()
        }
    };
    if text.is_empty() {
        if let Some(error) = args.unknown_topic(&loaded.topics) {
            print_error(&error);
            return Outcome::Failed;
        }
        if !args.common.quiet {
            print_error(&args.nothing_found());
        }
    }
    let outcome = Outcome::of(&loaded).max(print_output(|out| out.write_all(text.as_bytes())));
    // The process ends, and to free many records takes a while.
    std::mem::forget(loaded);
    outcome
}

impl Args {
    /// Returns the error about a topic that no file has.
    fn unknown_topic(&self, topics: &Topics) -> Option<String> {
        let topic = self.topic.as_deref().filter(|it| topics.find(it).is_none())?;
        let near = nearest(topic, topics.all.iter().map(|it| it.slug.as_str()));
        let near = near.map_or(String::new(), |it| format!("; did you mean {it:?}?"));
        Some(format!("travaux: no topics file has the topic {topic:?}{near}"))
    }

    /// Returns the note for an empty list.
    fn nothing_found(&self) -> String {
        let is_selected =
            [&self.topic, &self.delegation, &self.group, &self.at, &self.forum].iter().any(|it| it.is_some());
        match &self.target {
            Some(target) => {
                format!("no positions on {target:?}; an address reads as in \"article 10 bis, paragraph 1 (a)\"")
            }
            None if is_selected => "no positions that were selected".to_owned(),
            None => "no positions; they stand beside a draft in *.positions.json or *.positions.csv".to_owned(),
        }
    }

    fn selection(&self, delegations: &Delegations) -> Result<Selection, String> {
        let find = |written: &Option<String>, is_group: bool| match written {
            None => Ok(None),
            Some(written) => match delegations.find(written).filter(|it| !is_group || delegations.group(*it).is_some())
            {
                Some(id) => Ok(Some(id)),
                None => {
                    let kind = if is_group { "group" } else { "delegation" };
                    let near =
                        delegations.nearest(written).map_or(String::new(), |it| format!("; did you mean {it:?}?"));
                    Err(format!("travaux: {written:?} is no {kind}{near}"))
                }
            },
        };
        Ok(Selection {
            target: self.target.clone(),
            topic: self.topic.clone(),
            delegation: find(&self.delegation, false)?,
            group: find(&self.group, true)?,
            at: self.at.clone(),
            forum: self.forum.clone(),
        })
    }
}

/// Returns the language of the drafts with positions, if they have one in common.
fn language_of_drafts(loaded: &LoadedProject) -> Option<Language> {
    let has_positions = |name: &str, document: &Document| {
        let in_text = || document.draft.blocks.iter().any(|it| it.has_attributions());
        loaded.workspace.positions_on(name).is_some_and(|it| it.count() > 0) || in_text()
    };
    let with_positions = loaded.sources.iter().filter(|it| has_positions(&it.name, &it.document));
    let mut languages = with_positions.map(|it| it.document.draft.language());
    let first = languages.next()?;
    languages.all(|it| it == first).then_some(first)
}

/// Returns the positions on each draft: those of the files, and those that its text states.
fn draft_positions<'l>(loaded: &'l LoadedProject, delegations: &Delegations) -> Vec<(&'l str, DraftPositions<'l>)> {
    let of_draft = |source: &'l std::sync::Arc<crate::files::source::Source>| {
        let (name, document) = (&*source.name, &source.document);
        let own: Vec<Position> = match document.draft.is_empty() {
            true => Vec::new(),
            false => attributed_positions(document, name, BlockId::FIRST..document.draft.end(), delegations),
        };
        (name, DraftPositions::of(loaded.workspace.positions_on(name), own))
    };
    loaded.sources.iter().map(of_draft).collect()
}

fn html_records<'h>(
    loaded: &LoadedProject,
    drafts: Vec<(&'h str, DraftPositions<'h>)>,
    files: Vec<(&'h str, DraftPositions<'h>)>,
    language: &str,
) -> Vec<HtmlRecord<'h>> {
    let documents = loaded.sources.iter().map(|it| Some(&*it.document)).chain(std::iter::repeat(None));
    let records = drafts.into_iter().chain(files).zip(documents);
    records
        .map(|((path, positions), document)| {
            let names = document.filter(|_| !positions.is_empty()).map(|it| names(it, language));
            HtmlRecord { path, positions, names: names.unwrap_or_default() }
        })
        .collect()
}

/// Returns the names and titles of provisions, if the draft is in the language of the page.
fn names(document: &Document, language: &str) -> HashMap<String, (String, String)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.language().code() != language {
        return HashMap::new();
    }
    let named = outline.ids().map(|id| {
        let title = outline.title_in(Summaries::of(draft), id).unwrap_or_default();
        (address_key(&outline.address(id)), (place_name(document, id), title.to_owned()))
    });
    named.collect()
}

fn parse_date(written: &str) -> Result<String, String> {
    match is_date(written) {
        true => Ok(written.to_owned()),
        false => Err("write a year, a month or a day, as in 2023-09-01".to_owned()),
    }
}
