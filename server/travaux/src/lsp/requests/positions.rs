//! The request `travaux/positions`, for a panel that shows who stands where. `editors/REQUESTS.md` documents it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, Range, TextDocumentIdentifier};

use super::{DocumentSnapshot, IfChanged};
use crate::lsp::backend::Backend;
use travaux_features::positions_overview::{AlternativeOverview, PositionOverview, positions_overview};
use travaux_grammar::Language;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct PositionsParams {
    text_document: TextDocumentIdentifier,
    position: Option<Position>,
}

/// The places with positions.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct PositionsAnswer {
    language: &'static str,
    places: Vec<PlaceItem>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlaceItem {
    range: Option<Range>,
    address: String,
    name: String,
    title: Option<String>,
    alternatives: Vec<Value>,
    least_opposed: Option<usize>,
}

impl Backend {
    pub(in crate::lsp) async fn positions(&self, params: PositionsParams) -> Result<Option<PositionsAnswer>> {
        self.wait_for_positions().await;
        let find = move |it: &DocumentSnapshot| Some(it.positions(params.position));
        self.for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }
}

impl DocumentSnapshot {
    fn positions(&self, position: Option<Position>) -> PositionsAnswer {
        let converter = self.converter();
        let locale = self.capabilities.locale.filter(|it| *it != Language::En);
        let language = locale.unwrap_or(self.document.draft.language()).code();
        let around = position.map(|it| self.offset(it));
        let found = positions_overview(&self.workspace, self.uri.as_str(), &self.document, around, language);
        let places = found.into_iter().map(|place| PlaceItem {
            range: place.range.map(|it| converter.range(it)),
            address: place.address,
            name: place.name,
            title: place.title,
            alternatives: place.alternatives.iter().map(alternative_item).collect(),
            least_opposed: place.least_opposed,
        });
        PositionsAnswer { language, places: places.collect() }
    }
}

fn alternative_item(alternative: &AlternativeOverview) -> Value {
    let [in_favour, against, reserved, neutral, silent] = &alternative.states;
    let distance = alternative.distance;
    json!({
        "text": alternative.text,
        "positions": alternative.positions.iter().map(position_item).collect::<Vec<_>>(),
        "arithmetic": {
            "for": in_favour,
            "against": against,
            "reserved": reserved,
            "neutral": neutral,
            "silent": silent,
            "notCounted": alternative.not_counted,
            "objections": distance.objections,
            "toSimpleMajority": distance.to_simple_majority,
            "toTwoThirds": distance.to_two_thirds,
        },
    })
}

fn position_item(position: &PositionOverview) -> Value {
    json!({
        "delegation": position.code,
        "name": position.name,
        "side": position.side,
        "stance": position.stance,
        "date": position.date,
        "departsFrom": position.departs_from,
        "record": position.record.as_ref().map(|(uri, line)| json!({"uri": uri, "line": line})),
    })
}
