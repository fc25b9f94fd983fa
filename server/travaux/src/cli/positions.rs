//! `travaux positions`: the positions of delegations on each provision.

use super::common_args::{InspectArgs, OutputFormat};
use super::outcome::Outcome;
use super::output::print_output;
use crate::report::positions_json::positions_json;
use crate::report::positions_text::positions_text;
use travaux_model::positions::PositionIndex;

/// Prints the positions on the drafts. Delegations are named in the language of `--language`, or else in English.
pub(super) fn positions(args: InspectArgs) -> Outcome {
    let Some(loaded) = args.common.load(|_| {}) else {
        return Outcome::Failed;
    };
    let language = args.common.language.map_or("en", |it| it.code());
    let delegations = loaded.workspace.delegations();
    let records = loaded.sources.iter().map(|it| (&*it.name, loaded.workspace.positions_on(&it.name)));
    let records: Vec<(&str, Option<&PositionIndex>)> = records.collect();
    let printed = match args.format {
        OutputFormat::Json => {
            print_output(|out| writeln!(out, "{:#}", positions_json(&records, delegations, language)))
        }
        OutputFormat::Text => print_output(|out| {
            for (path, record) in records {
                let Some(record) = record else { continue };
                out.write_all(positions_text(path, record, delegations, language).as_bytes())?;
            }
            Ok(())
        }),
    };
    Outcome::of(&loaded).max(printed)
}
