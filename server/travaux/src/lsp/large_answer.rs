//! Answers that bypass the router. The router turns every result into a tree of values before it is written, which takes
//! most of the time of a large answer. A handler serializes such a result itself, on the thread that found it, and leaves
//! it beside the request; the router answers with `null`, and the serialized result is sent in its place.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde_json::value::RawValue;
use tokio::task::futures::TaskLocalFuture;
use tower_lsp::jsonrpc::{Id, Response};

tokio::task_local! {
    static SLOT: AnswerSlot;
}

/// The place beside a request where its handler leaves the serialized answer.
#[derive(Clone, Default)]
pub(super) struct AnswerSlot(Arc<OnceLock<Box<RawValue>>>);

impl AnswerSlot {
    /// Runs the handler of a request with this slot.
    pub(super) fn scope<F: Future>(&self, handler: F) -> TaskLocalFuture<AnswerSlot, F> {
        SLOT.scope(self.clone(), handler)
    }

    /// Returns the response to send in place of the router's; `None` if the router's holds the answer, or an error.
    pub(super) fn response<'r>(&'r self, response: &'r Response) -> Option<SerializedResponse<'r>> {
        let result = self.0.get().filter(|_| response.is_ok())?;
        Some(SerializedResponse { jsonrpc: "2.0", result, id: response.id() })
    }
}

/// A response whose result is JSON already.
#[derive(Serialize)]
pub(super) struct SerializedResponse<'r> {
    jsonrpc: &'static str,
    result: &'r RawValue,
    id: &'r Id,
}

/// Leaves a serialized answer beside the request that is being handled. Returns what the router is to answer with: nothing,
/// which is replaced.
pub(super) fn leave<A>(answer: Option<Box<RawValue>>) -> Option<A> {
    // Every request is handled with a slot, and once.
    if let Some(answer) = answer {
        let _ = SLOT.try_with(|it| it.0.set(answer));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tower_lsp::jsonrpc::Error;

    #[tokio::test]
    async fn an_answer_is_sent_in_place_of_the_routers() {
        let slot = AnswerSlot::default();
        let answer = RawValue::from_string("[1,2]".to_owned()).unwrap();
        let left: Option<Vec<i32>> = slot.scope(async { leave(Some(answer)) }).await;
        assert_eq!(left, None);
        let sent = |response: &Response| slot.response(response).map(|it| serde_json::to_string(&it).unwrap());
        let response = Response::from_ok(7.into(), json!(null));
        assert_eq!(sent(&response).as_deref(), Some(r#"{"jsonrpc":"2.0","result":[1,2],"id":7}"#));
        // A request that was cancelled meanwhile.
        assert_eq!(sent(&Response::from_error(7.into(), Error::request_cancelled())), None);
        assert!(AnswerSlot::default().response(&response).is_none());
    }
}
