//! Where something is asked, and who asks. No platform's types, and no identity that
//! is put together of pieces of text.

use std::fmt;

use crate::chat::elsewhere::Elsewhere;
use crate::core::Language;

/// A chat platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlatformName {
    Discord,
    Slack,
}

impl PlatformName {
    /// In lower case, as the command line and the log have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            PlatformName::Discord => "discord",
            PlatformName::Slack => "slack",
        }
    }

    /// Reads what [`PlatformName::as_str`] writes.
    pub fn parse(name: &str) -> Option<PlatformName> {
        [PlatformName::Discord, PlatformName::Slack].into_iter().find(|p| p.as_str() == name)
    }
}

impl fmt::Display for PlatformName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Ids are what the platform calls a thing; they mean nothing to the bot.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            pub fn new(id: impl Into<String>) -> $name {
                $name(id.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        })*
    };
}

ids! {
    /// A Discord guild, a Slack team.
    WorkspaceId,
    /// What several Slack teams belong to.
    EnterpriseId,
    /// A channel, a direct message, or a forum.
    ChannelId,
    /// A thread in a channel, or a post in a forum.
    ThreadId,
    /// Somebody.
    PersonId,
}

/// Where channels belong to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Workspace {
    pub id: WorkspaceId,
    pub enterprise: Option<EnterpriseId>,
}

/// A channel, or a thread in one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub platform: PlatformName,
    /// None in Discord's direct messages.
    pub workspace: Option<Workspace>,
    /// Of a thread, the channel it belongs to where that is known; else the thread.
    pub channel: ChannelId,
    pub thread: Option<ThreadId>,
    /// Whether it is between the bot and one person.
    pub is_direct: bool,
}

impl Place {
    /// The id of the workspace; empty where there is none.
    pub fn workspace_id(&self) -> &str {
        self.workspace.as_ref().map_or("", |workspace| workspace.id.as_str())
    }

    /// Whether it is the same channel, or the same thread of it.
    pub fn is_at(&self, other: &Place) -> bool {
        self.channel == other.channel && self.thread == other.thread
    }

    /// The id of the thread, else of the channel.
    pub fn id(&self) -> &str {
        self.thread.as_ref().map_or(self.channel.as_str(), ThreadId::as_str)
    }

    /// What names it from elsewhere. None where its id is not of letters and digits, as
    /// that of a thread on Slack.
    pub fn as_elsewhere(&self) -> Option<Elsewhere> {
        Elsewhere::parse(self.id())
    }
}

/// Somebody who asks or presses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    /// The name to show.
    pub name: Option<String>,
    pub rights: Rights,
    /// The language of their client, where the platform tells.
    pub locale: Option<Language>,
}

impl Person {
    /// Their name; their id where the platform tells none.
    pub fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}

/// What somebody may do, as the platform says with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Runs the place: posts summaries, deletes what others asked for.
    Moderator,
    Member,
    /// The event does not tell; the platform has to be asked.
    Unknown,
}

/// How the bot is turned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// By a command or a button: answered for the asker alone.
    Command,
    /// By a mention, a reply or a direct message: answered where it stands.
    Message,
    /// Not at all, where it answers what it can: it speaks only to a question that it
    /// has an answer to.
    Unasked,
}

/// Who turns to the bot, where and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    pub person: Person,
    pub place: Place,
    pub manner: Manner,
    /// The language of the place, where the platform tells.
    pub place_locale: Option<Language>,
}

impl Asker {
    /// What a short question may go on from: in a thread everybody's last one, in a
    /// channel the person's own.
    pub fn conversation(&self) -> ConversationKey {
        let Place { platform, channel, thread, .. } = self.place.clone();
        let person = thread.is_none().then(|| self.person.id.clone());
        ConversationKey { platform, channel, thread, person }
    }

    /// Whether the event itself tells that they run the place: nobody else reads a
    /// direct message, so there everybody does.
    pub fn is_known_to_moderate(&self) -> bool {
        self.place.is_direct || self.person.rights == Rights::Moderator
    }

    /// Whether a short question goes on from the one before: not that of a command in
    /// a busy channel, which stands alone.
    pub fn follows(&self) -> bool {
        match self.manner {
            Manner::Command => self.place.thread.is_some() || self.place.is_direct,
            Manner::Message => true,
            Manner::Unasked => self.place.thread.is_some(),
        }
    }
}

/// Names a conversation. Channels are known by their ids in all workspaces, and one
/// that two workspaces share is one channel.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConversationKey {
    platform: PlatformName,
    channel: ChannelId,
    thread: Option<ThreadId>,
    /// None where all in the place take part in one conversation.
    person: Option<PersonId>,
}

impl ConversationKey {
    /// What it is put together of, for whoever makes a hash of it.
    pub fn parts(&self) -> [&str; 4] {
        let thread = self.thread.as_ref().map_or("", ThreadId::as_str);
        let person = self.person.as_ref().map_or("", PersonId::as_str);
        [self.platform.as_str(), self.channel.as_str(), thread, person]
    }
}

#[cfg(test)]
pub mod samples {
    use super::*;

    /// Somebody in a channel who uses a command.
    pub fn asker(person: &str) -> Asker {
        Asker {
            person: Person {
                id: PersonId::new(person),
                name: None,
                rights: Rights::Member,
                locale: None,
            },
            place: Place {
                platform: PlatformName::Discord,
                workspace: Some(Workspace { id: WorkspaceId::new("zoo"), enterprise: None }),
                channel: ChannelId::new("general"),
                thread: None,
                is_direct: false,
            },
            manner: Manner::Command,
            place_locale: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::samples::asker;
    use super::*;

    #[test]
    fn a_thread_is_one_conversation_and_a_channel_is_not() {
        let (layla, omar) = (asker("layla"), asker("omar"));
        assert_ne!(layla.conversation(), omar.conversation());
        let in_thread = |mut asker: Asker| {
            asker.place.thread = Some(ThreadId::new("5"));
            asker
        };
        let (layla, omar) = (in_thread(layla), in_thread(omar));
        assert_eq!(layla.conversation(), omar.conversation());
        assert!(layla.follows());
    }
}
