//! `travaux positions`: who stands where, provision by provision.

use super::Outcome;
use super::common::{Format, Shown};
use super::output::print;
use crate::report::positions_json::positions_json;
use crate::report::positions_text::positions_text;
use travaux_model::positions::PositionIndex;

/// Prints where the delegations stand on the drafts; they are named in `--language`, or else in English.
pub(super) fn positions(args: Shown) -> Outcome {
    let Some(folder) = args.common.folder(|_| {}) else {
        return Outcome::Failed;
    };
    let language = args.common.language.map_or("en", |it| it.code());
    let delegations = folder.workspace.delegations();
    let records = folder.sources.iter().map(|it| (&*it.name, folder.workspace.positions_on(&it.name)));
    let records: Vec<(&str, Option<&PositionIndex>)> = records.collect();
    let printed = match args.format {
        Format::Json => print(|out| writeln!(out, "{:#}", positions_json(&records, delegations, language))),
        Format::Text => print(|out| {
            for (path, record) in records {
                let Some(record) = record else { continue };
                out.write_all(positions_text(path, record, delegations, language).as_bytes())?;
            }
            Ok(())
        }),
    };
    Outcome::of(&folder).max(printed)
}
