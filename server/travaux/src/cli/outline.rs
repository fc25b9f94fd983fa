//! `travaux outline`: the structure of drafts.

use std::sync::Arc;

use super::common_args::{InspectArgs, OutputFormat};
use super::outcome::Outcome;
use super::output::{print_error, print_output};
use crate::files::load::LoadedProject;
use crate::files::panic_guard::catch_panic;
use crate::report::outline_json::outline_json;
use crate::report::outline_text::outline_text;

/// Prints the outlines of the drafts.
pub(super) fn outline(args: InspectArgs) -> Outcome {
    let Some(loaded) = args.common.load() else {
        return Outcome::Failed;
    };
    match catch_panic(|| formatted(&loaded, args.format)) {
        Ok(text) => Outcome::of(&loaded).max(print_output(|out| out.write_all(text.as_bytes()))),
        Err(error) => {
            print_error(&error);
            Outcome::Failed
        }
    }
}

fn formatted(loaded: &LoadedProject, format: OutputFormat) -> String {
    match format {
        OutputFormat::Text => loaded.sources.iter().map(|it| outline_text(&it.name, &it.document)).collect(),
        OutputFormat::Json => {
            let drafts = loaded.sources.iter().map(|it| (it.name.to_string(), Arc::clone(&it.document)));
            format!("{:#}\n", outline_json(&drafts.collect::<Vec<_>>()))
        }
    }
}
