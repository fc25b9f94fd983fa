//! `travaux positions`: who stands where, provision by provision.

use clap::Parser;

use super::Outcome;
use super::common::{Common, Format};
use super::output::print;
use crate::positions::Record;
use crate::report::positions_json::positions_json;
use crate::report::positions_text::positions_text;

/// Arguments of `travaux positions`.
#[derive(Parser)]
pub(super) struct Args {
    #[command(flatten)]
    common: Common,

    /// How to write it
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Prints where the delegations stand on the drafts; they are named in `--language`, or else in English.
pub(super) fn positions(args: Args) -> Outcome {
    let Some(folder) = args.common.folder(|_| {}) else {
        return Outcome::Failed;
    };
    let language = args.common.language.map_or("en", |it| it.code());
    let delegations = folder.workspace.delegations();
    let records = folder.sources.iter().map(|it| (&*it.name, folder.workspace.record(&it.name)));
    let records: Vec<(&str, Option<&Record>)> = records.collect();
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
