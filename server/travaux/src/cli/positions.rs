//! `travaux positions`: the positions of delegations on each provision and topic.

use super::common_args::{InspectArgs, OutputFormat};
use super::outcome::Outcome;
use super::output::print_output;
use crate::report::positions_json::positions_json;
use crate::report::positions_text::{Naming, positions_text};
use travaux_model::positions::PositionIndex;

/// Prints the positions on the drafts, and those of the files that are about no draft. Delegations are named in the language of `--language`, or else in English.
pub(super) fn positions(args: InspectArgs) -> Outcome {
    let Some(loaded) = args.common.load() else {
        return Outcome::Failed;
    };
    let language = args.common.language.map_or("en", |it| it.code());
    let naming = Naming { delegations: loaded.workspace.delegations(), topics: &loaded.topics, language };
    let records = loaded.sources.iter().map(|it| (&*it.name, loaded.workspace.positions_on(&it.name)));
    let records: Vec<(&str, Option<&PositionIndex>)> = records.collect();
    let files: Vec<(&str, &PositionIndex)> = loaded.records.iter().map(|it| (it.0.as_str(), &it.1)).collect();
    let printed = match args.format {
        OutputFormat::Json => print_output(|out| writeln!(out, "{:#}", positions_json(&records, &files, naming))),
        OutputFormat::Text => print_output(|out| {
            for (path, record) in records {
                let Some(record) = record else { continue };
                out.write_all(positions_text(path, record, naming).as_bytes())?;
            }
            for (path, record) in files {
                let word = if record.count() == 1 { "position" } else { "positions" };
                let heading = format!("{path}: {} {word}", record.count());
                out.write_all(positions_text(&heading, record, naming).as_bytes())?;
            }
            Ok(())
        }),
    };
    Outcome::of(&loaded).max(printed)
}
