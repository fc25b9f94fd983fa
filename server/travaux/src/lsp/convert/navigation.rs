//! Hovers and definitions.

use std::ops::Range;
use std::str::FromStr;

use tower_lsp::ls_types::{
    GotoDefinitionResponse, Hover as LspHover, HoverContents, Location as LspLocation, LocationLink, MarkupContent,
    MarkupKind, Position, Range as LspRange, Uri,
};

use super::converter::Converter;
use super::positions::enclosing;
use travaux_features::Location;
use travaux_features::delegation_records::RecordLine;
use travaux_features::hover::Hover;
use travaux_model::markdown::Markup;

impl Converter<'_> {
    /// A hover whose content is in a markup.
    pub(in crate::lsp) fn hover(&self, hover: Hover, markup: Markup) -> LspHover {
        let kind = match markup {
            Markup::Markdown => MarkupKind::Markdown,
            Markup::Plain => MarkupKind::PlainText,
        };
        LspHover {
            contents: HoverContents::Markup(MarkupContent { kind, value: hover.content }),
            range: Some(self.range(hover.range)),
        }
    }

    /// The targets of a reference; `as_links` if the client supports links that state the origin and the selection.
    pub(in crate::lsp) fn definition(
        &self,
        origin: Range<usize>,
        locations: Vec<Location>,
        as_links: bool,
    ) -> GotoDefinitionResponse {
        if !as_links {
            let locations = locations.into_iter().filter_map(|it| self.location(it));
            return GotoDefinitionResponse::Array(locations.collect());
        }
        let origin = self.range(origin);
        let links = locations.into_iter().filter_map(|it| {
            let target = self.draft(it.draft.as_deref())?;
            Some(LocationLink {
                origin_selection_range: Some(origin),
                target_range: target.range(enclosing(&it.range, &it.selection)),
                target_selection_range: target.range(it.selection),
                target_uri: target.uri,
            })
        });
        GotoDefinitionResponse::Link(links.collect())
    }

    /// The start of a line of a positions file; `None` if its name is no URI.
    pub(in crate::lsp) fn record_location(&self, line: RecordLine) -> Option<LspLocation> {
        let start = Position::new(line.line, 0);
        Some(LspLocation::new(Uri::from_str(&line.file).ok()?, LspRange::new(start, start)))
    }

    /// The records of an attribution.
    pub(in crate::lsp) fn record_definition(
        &self,
        origin: Range<usize>,
        lines: Vec<RecordLine>,
        as_links: bool,
    ) -> GotoDefinitionResponse {
        let locations = lines.into_iter().filter_map(|it| self.record_location(it));
        if !as_links {
            return GotoDefinitionResponse::Array(locations.collect());
        }
        let origin = self.range(origin);
        let link = |it: LspLocation| LocationLink {
            origin_selection_range: Some(origin),
            target_range: it.range,
            target_selection_range: it.range,
            target_uri: it.uri,
        };
        GotoDefinitionResponse::Link(locations.map(link).collect())
    }

    /// The beginning of a file that is not a draft of the workspace, as the target of a reference.
    pub(in crate::lsp) fn file_definition(
        &self,
        origin: Range<usize>,
        file: Uri,
        as_links: bool,
    ) -> GotoDefinitionResponse {
        let beginning = LspRange::default();
        match as_links {
            true => GotoDefinitionResponse::Link(vec![LocationLink {
                origin_selection_range: Some(self.range(origin)),
                target_uri: file,
                target_range: beginning,
                target_selection_range: beginning,
            }]),
            false => GotoDefinitionResponse::Array(vec![LspLocation::new(file, beginning)]),
        }
    }
}
