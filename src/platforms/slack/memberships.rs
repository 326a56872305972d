//! Which channels somebody is in.

use serde_json::Value;

use super::api::{Api, ApiError};

/// Channels of a page: the most that Slack gives ("users.conversations", docs.slack.dev, read
/// 2026-11).
const ON_PAGE: &str = "999";
/// Pages that are looked through. Slack lets an app ask some fifty times a minute (the same
/// page, Tier 3), and nobody reads ten thousand channels.
const MOST_PAGES: usize = 10;

/// How somebody stands to a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Membership {
    Member,
    /// In one that people of other organisations read.
    MemberOfShared,
    /// In none of this id that is not archived, or in a private one that the bot is not in.
    None,
    /// They are in more channels than are looked through.
    Unknown,
}

impl Api {
    /// How somebody stands to a public or private channel. One method tells all of it, with
    /// the scopes `channels:read` and `groups:read`.
    ///
    /// # Errors
    /// When Slack does not say.
    pub(super) async fn membership(
        &self,
        user: &str,
        channel: &str,
    ) -> Result<Membership, ApiError> {
        let mut cursor = String::new();
        for _ in 0..MOST_PAGES {
            let mut params = vec![
                ("user", user),
                ("types", "public_channel,private_channel"),
                ("exclude_archived", "true"),
                ("limit", ON_PAGE),
            ];
            if !cursor.is_empty() {
                params.push(("cursor", &cursor));
            }
            let page = self.ask("users.conversations", &params).await?;
            if let Some(membership) = on_page(&page, channel) {
                return Ok(membership);
            }
            let next = page["response_metadata"]["next_cursor"].as_str().unwrap_or_default();
            if next.is_empty() {
                return Ok(Membership::None);
            }
            cursor = next.to_owned();
        }
        Ok(Membership::Unknown)
    }
}

/// What a page of somebody's channels says of one; none where it is not on it.
fn on_page(page: &Value, channel: &str) -> Option<Membership> {
    let channels = page["channels"].as_array()?;
    let found = channels.iter().find(|known| known["id"] == channel)?;
    let is = |flag: &str| found[flag] == true;
    Some(if is("is_archived") || is("is_im") || is("is_mpim") {
        Membership::None
    } else if is("is_ext_shared") || is("is_pending_ext_shared") {
        Membership::MemberOfShared
    } else {
        Membership::Member
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_channel_is_theirs_if_it_is_listed_and_neither_archived_nor_shared_outside() {
        for (flag, expected) in [
            ("is_private", Membership::Member),
            ("is_org_shared", Membership::Member),
            ("is_archived", Membership::None),
            ("is_mpim", Membership::None),
            ("is_ext_shared", Membership::MemberOfShared),
            ("is_pending_ext_shared", Membership::MemberOfShared),
        ] {
            let page = json!({"channels": [{"id": "C1"}, {"id": "C2", flag: true}]});
            assert_eq!(on_page(&page, "C2"), Some(expected), "{flag}");
            assert_eq!(on_page(&page, "C3"), None);
        }
        for page in [json!({}), json!({"channels": "C2"}), json!({"channels": ["C2", null]})] {
            assert_eq!(on_page(&page, "C2"), None, "{page}");
        }
    }
}
