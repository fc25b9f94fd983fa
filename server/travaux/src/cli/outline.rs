//! `travaux outline`: the structure that was understood.

use std::sync::Arc;

use super::Outcome;
use super::common::{Format, Shown};
use super::output::{print, say};
use crate::files::folder::Folder;
use crate::files::guard::guarded;
use crate::report::outline_json::outline_json;
use crate::report::outline_text::outline_text;

/// Prints the outlines of the drafts.
pub(super) fn outline(args: Shown) -> Outcome {
    let Some(folder) = args.common.folder(|_| {}) else {
        return Outcome::Failed;
    };
    match guarded(|| written(&folder, args.format)) {
        Ok(text) => Outcome::of(&folder).max(print(|out| out.write_all(text.as_bytes()))),
        Err(fault) => {
            say(&fault);
            Outcome::Failed
        }
    }
}

fn written(folder: &Folder, format: Format) -> String {
    match format {
        Format::Text => folder.sources.iter().map(|it| outline_text(&it.name, &it.document)).collect(),
        Format::Json => {
            let drafts = folder.sources.iter().map(|it| (it.name.to_string(), Arc::clone(&it.document)));
            format!("{:#}\n", outline_json(&drafts.collect::<Vec<_>>()))
        }
    }
}
