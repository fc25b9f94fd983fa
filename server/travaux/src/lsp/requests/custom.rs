//! Requests beyond the protocol, for the views of editors: all are registered here; those for the open brackets of a draft,
//! and for a draft as it reads when its brackets are settled one way, are answered here. `editors/REQUESTS.md` documents them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Range, TextDocumentIdentifier};

use super::{DocumentSnapshot, IfChanged};
use crate::lsp::backend::Backend;
use crate::lsp::server_capabilities::{BRACKETS, POSITIONS, READ};
use travaux_features::open_brackets::open_brackets;
use travaux_features::settled_text::{Settlement, settled_text};

/// Registers the requests.
pub(in crate::lsp) fn registered(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    let service = service.custom_method(BRACKETS, Backend::brackets).custom_method(READ, Backend::read);
    service.custom_method(POSITIONS, Backend::positions)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct BracketsParams {
    text_document: TextDocumentIdentifier,
}

/// The open brackets of a draft.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct BracketsAnswer {
    open: usize,
    articles: usize,
    clean_articles: usize,
    items: Vec<ProvisionItem>,
}

#[derive(Serialize)]
struct ProvisionItem {
    address: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    range: Range,
    open: usize,
    brackets: Vec<BracketItem>,
}

#[derive(Serialize)]
struct BracketItem {
    range: Range,
    text: String,
    depth: u32,
    /// How it relates to those beside it: `alternatives`, `independent` or `unknown`; `alone` if it stands alone.
    kind: &'static str,
    /// The number of brackets that stand side by side with it, itself included.
    count: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct ReadParams {
    text_document: TextDocumentIdentifier,
    reading: Value,
}

/// A draft in one reading.
#[derive(Serialize)]
pub(in crate::lsp) struct ReadAnswer {
    paragraphs: Vec<ParagraphItem>,
}

#[derive(Serialize)]
struct ParagraphItem {
    range: Range,
    heading: u8,
    segments: Vec<SegmentItem>,
}

#[derive(Serialize)]
struct SegmentItem {
    text: String,
    state: &'static str,
}

impl Backend {
    async fn brackets(&self, params: BracketsParams) -> Result<Option<BracketsAnswer>> {
        let find = |it: &DocumentSnapshot| Some(it.open_brackets());
        self.for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn read(&self, params: ReadParams) -> Result<Option<ReadAnswer>> {
        let settlement = settlement(&params.reading).ok_or_else(|| {
            Error::invalid_params(r#"`reading` must be "all", "none" or {"alternative": N} with N from 1"#)
        })?;
        let find = move |it: &DocumentSnapshot| Some(it.read(settlement));
        self.for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }
}

fn settlement(reading: &Value) -> Option<Settlement> {
    match reading.as_str() {
        Some("all") => Some(Settlement::All),
        Some("none") => Some(Settlement::None),
        _ => {
            let number = usize::try_from(reading.get("alternative")?.as_u64()?).ok()?;
            (number > 0).then_some(Settlement::Alternative(number))
        }
    }
}

impl DocumentSnapshot {
    fn open_brackets(&self) -> BracketsAnswer {
        let (found, converter) = (open_brackets(&self.document), self.converter());
        let open = found.count();
        let items = found.provisions.into_iter().map(|provision| {
            let brackets = provision.brackets.into_iter().map(|bracket| BracketItem {
                range: converter.range(bracket.range),
                text: bracket.words,
                depth: bracket.depth,
                kind: bracket.run.map_or("alone", |(_, kind)| kind),
                count: bracket.run.map_or(1, |(count, _)| count),
            });
            let brackets: Vec<BracketItem> = brackets.collect();
            ProvisionItem {
                address: provision.address,
                name: provision.name,
                title: provision.title,
                range: converter.range(provision.label),
                open: brackets.len(),
                brackets,
            }
        });
        BracketsAnswer { open, articles: found.articles, clean_articles: found.clean_articles, items: items.collect() }
    }

    fn read(&self, settlement: Settlement) -> ReadAnswer {
        let converter = self.converter();
        let paragraphs =
            settled_text(&self.workspace, &self.document, settlement).into_iter().map(|paragraph| ParagraphItem {
                range: converter.range(paragraph.range),
                heading: paragraph.heading,
                segments: (paragraph.segments.into_iter())
                    .map(|it| SegmentItem { text: it.text, state: it.state.word() })
                    .collect(),
            });
        ReadAnswer { paragraphs: paragraphs.collect() }
    }
}
