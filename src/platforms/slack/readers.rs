//! The language that somebody reads Slack in, for words that nobody's question is
//! behind: a first `/topics`, a refusal, the home tab.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;

use super::api::Api;
use super::events::in_locale;
use crate::bot::place::Asker;

/// How long an answer waits to learn somebody's language. Slack mostly answers in
/// 100 to 200 milliseconds, and a person hardly notices 300; who is slower than that
/// is answered without it, and known the next time.
const WAIT: Duration = Duration::from_millis(300);

/// Asks Slack for people's languages, for each person once at a time. What it says is
/// kept for hours by [`Api::locale`].
pub(super) struct Readers {
    api: Arc<Api>,
    asking: Arc<Mutex<HashMap<String, Asking>>>,
}

/// An answer that is on its way.
type Asking = Arc<OnceCell<Option<String>>>;

impl Readers {
    pub(super) fn new(api: Arc<Api>) -> Readers {
        Readers { api, asking: Arc::default() }
    }

    /// The asker with their language.
    pub(super) async fn known(&self, asker: Asker) -> Asker {
        let user = asker.person.id.as_str().to_owned();
        let (api, asking) = (Arc::clone(&self.api), Arc::clone(&self.asking));
        let cell = Arc::clone(locked(&asking).entry(user.clone()).or_default());
        // Goes on when nobody waits any more, so that it is known the next time.
        let said = tokio::spawn(async move {
            let locale = async || api.locale(&user).await;
            let said = cell.get_or_init(locale).await.clone();
            locked(&asking).remove(&user);
            said
        });
        let said = tokio::time::timeout(WAIT, said).await;
        in_locale(asker, said.ok().and_then(Result::ok).flatten().as_deref())
    }
}

fn locked(asking: &Mutex<HashMap<String, Asking>>) -> MutexGuard<'_, HashMap<String, Asking>> {
    asking.lock().unwrap_or_else(PoisonError::into_inner)
}
