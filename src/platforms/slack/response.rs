//! The addresses that come with a command or a button, to answer through. They are
//! no methods of the Web API: the address is the permission, and what it says is
//! not always JSON, nor is its status always that of an error.

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::Request;
use hyper::header::{CONTENT_TYPE, RETRY_AFTER};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use super::api::Failure;
use super::api_error::ApiError;

/// Bytes of an answer that are read. Slack's own are "ok" or one short object.
const LONGEST_ANSWER: usize = 16 * 1024;

/// Sends to such addresses.
pub(super) struct Responses {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Responses {
    pub(super) fn new(connector: HttpsConnector<HttpConnector>) -> Responses {
        Responses { client: Client::builder(TokioExecutor::new()).build(connector) }
    }

    pub(super) async fn send(&self, address: &str, body: &Value) -> Result<(), Failure> {
        let json = "application/json; charset=utf-8";
        self.sent(address, json, Bytes::from(body.to_string())).await
    }

    /// Sends a file to the address that Slack gave for it.
    pub(super) async fn send_bytes(&self, address: &str, file: &[u8]) -> Result<(), Failure> {
        match self.sent(address, "application/octet-stream", Bytes::copy_from_slice(file)).await {
            // "OK - 5" is what it says with status 200.
            Err(Failure { error: ApiError::Senseless, .. }) => Ok(()),
            sent => sent,
        }
    }

    async fn sent(&self, address: &str, kind: &str, body: Bytes) -> Result<(), Failure> {
        let request = Request::post(address)
            .header(CONTENT_TYPE, kind)
            .body(Full::new(body))
            .map_err(|_| Failure::from(ApiError::Refused("no_valid_address".to_owned())))?;
        let unreachable = |_| ApiError::Unreachable("no connection");
        let response = self.client.request(request).await.map_err(unreachable)?;
        let status = response.status().as_u16();
        let wait = response.headers().get(RETRY_AFTER).and_then(|v| v.to_str().ok()?.parse().ok());
        let said = Limited::new(response.into_body(), LONGEST_ANSWER).collect().await;
        let said = said.map(|said| said.to_bytes()).unwrap_or_default();
        understood(status, &said).map_err(|error| Failure { error, wait })
    }
}

/// What an answer comes to. With status 200, anything but "ok" is a refusal.
fn understood(status: u16, said: &[u8]) -> Result<(), ApiError> {
    let text = String::from_utf8_lossy(said);
    let text = text.trim();
    let json: Option<Value> = serde_json::from_str(text).ok();
    let word = match &json {
        Some(json) => json["error"].as_str(),
        None => Some(text),
    };
    let refused = word.map(ApiError::refused).filter(|error| *error != ApiError::Senseless);
    match (status, &json) {
        (200 | 204, None) if text.is_empty() || text == "ok" => Ok(()),
        (200, Some(json)) if json["ok"] == true => Ok(()),
        (200, _) => Err(refused.unwrap_or(ApiError::Senseless)),
        (status, _) if status >= 500 || status == 429 => Err(ApiError::Status(status)),
        (status, _) => Err(refused.unwrap_or(ApiError::Status(status))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ok_is_taken_for_an_answer_that_arrived() {
        for said in ["ok", "ok\n", "", r#"{"ok": true}"#] {
            assert_eq!(understood(200, said.as_bytes()), Ok(()), "{said}");
        }
        let expired = Err(ApiError::Refused("expired_url".to_owned()));
        assert_eq!(understood(200, b"expired_url"), expired, "with status 200");
        assert_eq!(understood(404, br#"{"ok":false,"error":"expired_url"}"#), expired);
        assert_eq!(understood(200, br#"{"ok":false}"#), Err(ApiError::Senseless));
        assert_eq!(understood(200, b"<html>Sign in</html>"), Err(ApiError::Senseless));
        assert_eq!(understood(404, b"<html>"), Err(ApiError::Status(404)));
        assert_eq!(understood(503, b"busy"), Err(ApiError::Status(503)));
        assert_eq!(understood(200, &[0xff, 0xfe]), Err(ApiError::Senseless));
    }
}
