//! Documents that change: while the bot serves, and under the buttons of before.

use std::path::Path;

use tempfile::TempDir;

use crate::bot::Bot;
use crate::buttons::{id_of, pressed};
use crate::commands::text;
use crate::join::{join_with, settled};
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, option};

const ZOO: &str = "# The zoo

## Points {.key-points}

- Zebras are striped animals of the savanna.
- Lions roar loudly at night in the savanna.
- Whales sing under water for many hours.
- Elephants remember water places for years.

## Savanna

Zebras sleep standing in the savanna.

Lions of the savanna sleep for twenty hours.

Elephants of the savanna drink water at dawn.

Giraffes of the savanna eat leaves of tall trees.

Hyenas laugh in the savanna before they eat.

The savanna has a rain season and a dry season.
";

/// A folder of documents that can change.
fn documents() -> TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    write(folder.path(), ZOO);
    folder
}

fn write(folder: &Path, text: &str) {
    std::fs::write(folder.join("zoo.md"), text).expect("a document");
}

async fn started(loopback: &Loopback, documents: &TempDir) -> Bot {
    let path = documents.path().display().to_string();
    join_with(loopback, &[("IQTIBAS_KNOWLEDGE", &path)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_no_longer_there_is_told_as_such() {
    let loopback = Loopback::start().await;
    let documents = documents();
    let bot = started(&loopback, &documents).await;
    let question = vec![option("question", "What happens in the savanna?")];
    let asked = loopback.slash(MEMBER, CHANNEL, "ask", question);
    let answer = loopback.response(asked).await;
    let more = id_of(&answer["data"], "More passages");
    let listed = loopback.slash(MEMBER, CHANNEL, "keypoints", vec![]);
    let list = loopback.response(listed).await;
    assert!(text(&list).contains("Whales"), "{list}");
    let page = text(&pressed(&loopback, true, &more).await);
    // It goes on after what the answer showed.
    let shown = text(&answer).matches("**[").count();
    assert!(shown > 0 && page.contains(&format!("Results {}", shown + 1)), "{answer} {page}");
    drop(bot);
    write(documents.path(), "# The zoo\n\nHyenas laugh in the savanna before they eat.\n");
    let _bot = started(&loopback, &documents).await;
    for ephemeral in [true, false] {
        let gone = text(&pressed(&loopback, ephemeral, &more).await);
        assert!(gone.contains("There are no more results."), "{gone}");
        assert!(!gone.contains("Results") || !gone.contains('–'), "{gone}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_has_changed_is_shown_anew_before_it_is_posted() {
    let loopback = Loopback::start().await;
    let documents = documents();
    let bot = started(&loopback, &documents).await;
    let begun = loopback.slash(MODERATOR, CHANNEL, "summary", vec![option("length", 4)]);
    let preview = loopback.response(begun).await;
    assert!(text(&preview).contains("roar loudly"), "{preview}");
    let menu = preview["data"]["components"][0]["components"][0]["custom_id"].clone();
    let menu = menu.as_str().expect("a menu").to_owned();
    let post = id_of(&preview["data"], "Post");
    drop(bot);
    write(documents.path(), &ZOO.replace("roar loudly", "purr softly"));
    let bot = started(&loopback, &documents).await;
    let mut again = String::new();
    for (id, values) in [(&post, None), (&menu, Some(&["0"][..]))] {
        let press = loopback.press(MODERATOR, 90, true, id, values);
        let anew = loopback.response(press).await;
        assert_eq!(anew["type"], 7, "{anew}");
        let said = anew["data"]["content"].as_str().unwrap_or_default();
        assert!(said.contains("The summary is another than the one you saw."), "{anew}");
        assert!(text(&anew).contains("purr softly"), "{anew}");
        again = id_of(&anew["data"], "Post");
    }
    assert!(loopback.bodies("POST", "/channels/55/messages").is_empty());
    loopback.press(MODERATOR, 90, true, &again, None);
    loopback.bodies_when("PATCH", "@original", 1).await;
    settled(&loopback, bot).await;
    let posted = loopback.bodies("POST", "/channels/55/messages");
    assert_eq!(posted.len(), 1, "only what was agreed to after it was seen");
    assert!(posted[0].to_string().contains("purr softly"), "{posted:?}");
    loopback.assert_clean();
}

/// What the bot says to a question.
async fn said(loopback: &Loopback, question: &str) -> String {
    let asked = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", question)]);
    text(&loopback.response(asked).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_in_the_folder_is_answered_from_without_a_restart() {
    let loopback = Loopback::start().await;
    let documents = documents();
    let bot = started(&loopback, &documents).await;
    assert!(said(&loopback, "Where do zebras sleep?").await.contains("sleep standing"));
    write(documents.path(), &ZOO.replace("sleep standing", "sleep lying down"));
    bot.logged("answering from the changed documents").await;
    assert!(said(&loopback, "Where do zebras sleep?").await.contains("sleep lying down"));
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_cannot_be_read_any_more_goes_on_as_it_was_and_the_log_says_so() {
    let loopback = Loopback::start().await;
    let documents = documents();
    let bot = started(&loopback, &documents).await;
    write(documents.path(), &format!("---\ntitle: [unclosed\n---\n{ZOO}"));
    std::fs::write(documents.path().join("other.md"), "Penguins swim.").expect("a document");
    let line = bot.logged("the former ones go on").await;
    assert!(line.contains("zoo.md cannot be read any more"), "{line}");
    assert!(said(&loopback, "Where do zebras sleep?").await.contains("sleep standing"));
    write(documents.path(), &ZOO.replace("sleep standing", "sleep lying down"));
    bot.logged("answering from the changed documents").await;
    assert!(said(&loopback, "Where do zebras sleep?").await.contains("sleep lying down"));
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_glossary_that_cannot_be_read_any_more_goes_on_as_it_was() {
    let loopback = Loopback::start().await;
    let documents = documents();
    let glossary = documents.path().join("glossary.toml");
    let term = "[term.stripes]\nkind = \"term\"\nar = [\"الحمر\"]\nen = [\"Zebras\"]\n";
    std::fs::write(&glossary, term).expect("a glossary");
    let bot = started(&loopback, &documents).await;
    std::fs::write(&glossary, "[term.stripes\n").expect("a broken glossary");
    let line = bot.logged("the former ones go on").await;
    assert!(line.contains("glossary.toml cannot be read any more"), "{line}");
    assert!(said(&loopback, "Where do zebras sleep?").await.contains("sleep standing"));
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_hangup_has_the_folder_read_again() {
    let loopback = Loopback::start().await;
    let documents = documents();
    let path = documents.path().display().to_string();
    let variables = [("IQTIBAS_KNOWLEDGE", path.as_str()), ("IQTIBAS_LOG", "iqtibas=debug")];
    let bot = join_with(&loopback, &variables).await;
    assert!(!bot.log().contains("the documents are what they were"));
    bot.hang_up();
    bot.logged("the documents are what they were").await;
    settled(&loopback, bot).await;
    loopback.assert_clean();
}
