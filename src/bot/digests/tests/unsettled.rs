//! Digests that were posted while the store could not be written.

use super::*;

#[tokio::test]
async fn what_was_posted_while_the_store_took_nothing_is_settled_later_and_not_posted_again() {
    let (service, channel, store) = one_process();
    let digest = daily(&store).await;
    *channel.locks.lock().expect("no panic") = Some(Arc::clone(&store));
    let nine = at("2026-12-01T09:00:00Z");
    service.post_due_digests(nine).await.expect("the store can be read");
    assert_eq!(channel.count(), 1);
    // Its time to hold the window is over, and the store still takes nothing.
    service.post_due_digests(nine + minutes(6)).await.expect("the store can be read");
    assert_eq!(channel.count(), 1);
    store.set_read_only(false).await;
    service.post_due_digests(nine + minutes(7)).await.expect("posted");
    service.post_due_digests(nine + minutes(8)).await.expect("posted");
    assert_eq!(channel.count(), 1, "the same issue is not posted again");
    assert_eq!(kept(&store, &digest).await.next, at("2026-12-02T09:00:00Z"));
    assert!(!store.posted_items(&digest).await.expect("read").is_empty());
    service.post_due_digests(at("2026-12-02T09:00:00Z")).await.expect("posted");
    let words = channel.words();
    assert!(words.len() == 2 && words[0] != words[1], "{words:?}");
}
