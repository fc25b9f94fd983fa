//! `travaux outline`: the structure of drafts.

use std::io::{self, Write};
use std::sync::Arc;

use super::common_args::{InspectArgs, OutputFormat};
use super::outcome::Outcome;
use super::output::{print_error, print_output};
use crate::files::load::LoadedProject;
use crate::files::panic_guard::catch_panic;
use crate::report::outline_json::OutlineReport;
use crate::report::outline_text::outline_text;

/// Prints the outlines of the drafts.
pub(super) fn outline(args: InspectArgs) -> Outcome {
    let Some(loaded) = args.common.load() else {
        return Outcome::Failed;
    };
    let written = catch_panic(|| print_output(|out| write_outlines(&loaded, args.format, out)));
    match written {
        Ok(outcome) => Outcome::of(&loaded).max(outcome),
        Err(error) => {
            print_error(&error);
            Outcome::Failed
        }
    }
}

fn write_outlines(loaded: &LoadedProject, format: OutputFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        OutputFormat::Text => {
            loaded.sources.iter().try_for_each(|it| out.write_all(outline_text(&it.name, &it.document).as_bytes()))
        }
        OutputFormat::Json => {
            let drafts = loaded.sources.iter().map(|it| (it.name.to_string(), Arc::clone(&it.document)));
            serde_json::to_writer_pretty(&mut *out, &OutlineReport(&drafts.collect::<Vec<_>>()))?;
            writeln!(out)
        }
    }
}
