//! The first minutes with the program: its settings, and how it says what is wrong.

#![allow(clippy::expect_used, reason = "a test fails by it")]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{iqtibas, objects, project, run_with_input, stdout};
use tempfile::{TempDir, tempdir};

/// A working directory with this `.env` in it.
fn with_dotenv(text: impl AsRef<[u8]>) -> TempDir {
    let folder = tempdir().expect("a directory");
    fs::write(folder.path().join(".env"), text).expect("written");
    folder
}

/// The program in a working directory.
fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = iqtibas(&folder.join("cache"));
    command.args(arguments);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().expect("the binary starts")
}

/// What is printed by a command that fails.
fn failure(command: &mut Command) -> String {
    let output = command.output().expect("the binary starts");
    let errors = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!output.status.success(), "{command:?} went well: {errors}");
    errors
}

#[test]
fn one_bad_line_in_dotenv_is_told_by_file_line_and_fault_and_stops() {
    let folder = with_dotenv(
        "# settings\nIQTIBAS_LOG=warn\nSLACK_BOT_TOKEN=xoxb-s3cret s3cret\n\nDISCORD_TOKEN=\"s3cret\nSLACK_APP_TOKEN=xapp-1\n",
    );
    for arguments in [&["serve"][..], &["ask", "Sora"], &["discord", "commands", "--dry-run"]] {
        let errors = failure(&mut program(folder.path(), arguments));
        assert!(errors.contains(".env:3: something stands after a space"), "{errors}");
        assert!(errors.contains(".env:5: a quotation mark is not closed"), "{errors}");
        assert!(!errors.contains("s3cret") && !errors.contains("no chat platform"), "{errors}");
    }
}

#[test]
fn lines_from_a_pipe_are_a_conversation_with_commands_and_more() {
    let folder = tempdir().expect("a directory");
    let mut command = program(folder.path(), &["ask"]);
    let said = "What did Altman say about nuclear energy?\nmore\ntopics\n";
    let printed = stdout(&run_with_input(&mut command, said.as_bytes()));
    let once = stdout(&run(folder.path(), &["ask", "What did Altman say about nuclear energy?"]));
    let after = printed.strip_prefix(once.as_str()).expect("the answer comes first");
    let (more, topics) = after.split_at(after.find("Topics").expect("the topics come last"));
    assert!(more.contains("Results ") && !more.contains("Results 1–"), "{more}");
    assert_eq!(topics, stdout(&run(folder.path(), &["topics", "--lang", "en"])), "{topics}");
}

#[test]
fn subtitles_become_a_cited_and_timed_answer_in_the_two_commands_of_the_readme() {
    let readme = fs::read_to_string(project("README.md")).expect("the README");
    let folder = tempdir().expect("a directory");
    fs::create_dir(folder.path().join("knowledge")).expect("a directory");
    let subtitles = project("tests/transcripts/talk.vtt");
    fs::copy(subtitles, folder.path().join("talk.vtt")).expect("copied");
    let run = |typed: &str, arguments: &[&str]| {
        assert!(readme.contains(&format!("\n$ iqtibas {typed}\n")), "{typed}");
        let mut command = program(folder.path(), arguments);
        let output = command.env_remove("IQTIBAS_KNOWLEDGE").output().expect("it starts");
        let printed = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
        for line in printed.lines() {
            assert!(readme.contains(&format!("\n{line}\n")), "README.md has not: {line}");
        }
        printed
    };
    let (title, url) = ("How we moved a lighthouse", "https://example.org/lighthouse");
    let imported = run(
        "import talk.vtt -o knowledge/talk.md --title \"How we moved a lighthouse\" --url \
         https://example.org/lighthouse",
        &["import", "talk.vtt", "-o", "knowledge/talk.md", "--title", title, "--url", url],
    );
    assert!(imported.contains("who speaks: Agnete Holm, Poul Ravnsborg"), "{imported}");
    let question = "How high is the lighthouse?";
    let answer = run("ask \"How high is the lighthouse?\"", &["ask", question]);
    for line in ["Twenty-three metres high", "— Poul Ravnsborg", "0:03", "lighthouse#t=3"] {
        assert!(answer.contains(line), "{line} is not in:\n{answer}");
    }
}

#[test]
fn dotenv_is_read_as_editors_and_shells_write_it() {
    let folder = tempdir().expect("a directory");
    let documents = folder.path().join("the documents");
    fs::create_dir(&documents).expect("a directory");
    fs::write(documents.join("a.md"), "Zebras are striped.\n").expect("written");
    // A byte order mark, line ends of Windows, and a space at the very end.
    let text = "\u{FEFF}# it's a \"comment\r\nexport IQTIBAS_KNOWLEDGE = 'the documents' # here\r\nIQTIBAS_LOG=warn ";
    fs::write(folder.path().join(".env"), text).expect("written");
    let output = program(folder.path(), &["check"])
        .env_remove("IQTIBAS_KNOWLEDGE")
        .output()
        .expect("the binary starts");
    assert_eq!(stdout(&output), "1 document, 0 translations, 1 passage\n");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    // The environment wins.
    let output = run(folder.path(), &["check"]);
    assert_eq!(stdout(&output), "1 document, 1 translation, 31 passages\n");
}

#[test]
fn a_token_in_quotation_marks_is_read() {
    let folder = with_dotenv("SLACK_BOT_TOKEN=\"xoxb-1\"\n");
    let errors = failure(&mut program(folder.path(), &["serve"]));
    assert!(errors.contains("SLACK_BOT_TOKEN needs SLACK_APP_TOKEN"), "{errors}");
    let errors = failure(program(folder.path(), &["serve"]).env("SLACK_APP_TOKEN", "“xapp-1”"));
    assert!(errors.contains("SLACK_APP_TOKEN does not look like a token"), "{errors}");
}

#[test]
fn dotenv_of_a_folder_above_is_not_read() {
    let folder = with_dotenv("this is no assignment\n");
    let below = folder.path().join("below");
    fs::create_dir(&below).expect("a directory");
    let output = program(folder.path(), &["topics"])
        .current_dir(&below)
        .output()
        .expect("the binary starts");
    stdout(&output);
    let errors = failure(&mut program(folder.path(), &["topics"]));
    assert!(errors.contains(".env:1: there is no '=' in it"), "{errors}");
}

#[test]
fn a_dotenv_that_cannot_be_read_is_told() {
    let folder = tempdir().expect("a directory");
    fs::create_dir(folder.path().join(".env")).expect("a directory");
    let errors = failure(&mut program(folder.path(), &["topics"]));
    assert!(errors.contains(".env cannot be read: "), "{errors}");
    let folder = with_dotenv(b"A=1\nB=\xFF\n");
    let errors = failure(&mut program(folder.path(), &["topics"]));
    assert!(errors.contains(".env:2: this is not UTF-8"), "{errors}");
}

#[test]
fn an_answer_is_a_sentence_and_on_request_the_whole_passage() {
    let folder = tempdir().expect("a directory");
    let question = "هل الذكاء الاصطناعي فقاعة؟";
    let short = stdout(&run(folder.path(), &["ask", question]));
    let whole = stdout(&run(folder.path(), &["ask", "--whole", question]));
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    assert!(first(&whole).starts_with(&first(&short)), "{short}\n{whole}");
    assert!(first(&whole).len() > first(&short).len() + 100, "{short}\n{whole}");
}

#[test]
fn a_misspelt_name_is_told_and_costs_a_warning() {
    let folder = with_dotenv("IQTIBAS_KNOWLEGE=docs\nDISCROD_TOKEN=s3cret\nOTHER_PROGRAM=1\n");
    let output = program(folder.path(), &["topics"])
        .env("IQTIBAS_LOGS", "debug")
        .env("DISCORD_GUILD", "1")
        .output()
        .expect("the binary starts");
    stdout(&output);
    let errors = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(
        errors.lines().collect::<Vec<_>>(),
        [
            "iqtibas: IQTIBAS_LOGS is no setting of Iqtibas; did you mean IQTIBAS_LOG?",
            "iqtibas: .env:1: IQTIBAS_KNOWLEGE is no setting of Iqtibas; did you mean IQTIBAS_KNOWLEDGE?",
            "iqtibas: .env:2: DISCROD_TOKEN is no setting of Iqtibas; did you mean DISCORD_TOKEN?",
        ]
    );
}

#[test]
fn a_log_filter_that_means_nothing_is_told() {
    let folder = tempdir().expect("a directory");
    for (filter, told) in
        [("inf", "'inf' is no level"), ("iqtibas=verbose", "'verbose' is no level")]
    {
        let errors = failure(program(folder.path(), &["topics"]).env("IQTIBAS_LOG", filter));
        assert!(errors.contains(told), "{errors}");
        assert_eq!(errors.lines().count(), 1, "{errors}");
    }
}

#[test]
fn an_error_says_everything_once() {
    let folder = tempdir().expect("a directory");
    fs::write(folder.path().join("broken.jsonl"), "{\n").expect("written");
    fs::write(folder.path().join("broken.json"), "{\n").expect("written");
    fs::write(folder.path().join("empty.md"), "").expect("written");
    for arguments in [
        &["import", "absent.md"][..],
        &["import", "empty.md"],
        &["eval", "absent.jsonl"],
        &["eval", "broken.jsonl"],
        &["eval", "broken.json"],
        &["topics", "--knowledge", "absent"],
        &["check", "--knowledge", "absent"],
        &["import", "empty.md", "-o", "absent/x.md"],
    ] {
        let errors = failure(&mut program(folder.path(), arguments));
        let mut parts: Vec<&str> = errors.trim().split(": ").collect();
        let count = parts.len();
        assert!(count > 1, "{errors}");
        parts.sort_unstable();
        parts.dedup();
        assert_eq!(parts.len(), count, "{errors}");
    }
}

#[test]
fn a_language_that_there_is_nothing_in_is_refused_with_those_there_are() {
    let folder = tempdir().expect("a directory");
    for arguments in [&["ask", "Sora", "--lang", "zz"][..], &["topics", "--lang", "zz"]] {
        let errors = failure(&mut program(folder.path(), arguments));
        assert!(errors.contains("--lang zz") && errors.contains("one of ar, en"), "{errors}");
    }
    // One that a document is in can be asked for, although the bot does not speak it.
    let documents = folder.path().join("documents");
    fs::create_dir(&documents).expect("a directory");
    fs::write(documents.join("a.fr.md"), "Les zèbres sont rayés.\n").expect("written");
    let arguments = ["ask", "zèbres", "--lang", "fr", "--knowledge", "documents"];
    let output = run(folder.path(), &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(objects(&output)[0]["language"], "fr");
}

#[test]
fn a_platform_that_lacks_its_token_is_told_by_the_name_of_the_variable() {
    let folder = tempdir().expect("a directory");
    let slack = [("SLACK_BOT_TOKEN", "xoxb-1"), ("SLACK_APP_TOKEN", "xapp-1")];
    let errors = failure(program(folder.path(), &["discord", "commands"]).envs(slack));
    assert!(errors.starts_with("iqtibas: DISCORD_TOKEN is not set"), "{errors}");
    assert!(!errors.contains("no chat platform"), "{errors}");
    let errors = failure(&mut program(folder.path(), &["serve"]));
    assert!(errors.starts_with("iqtibas: no chat platform is set up. For Discord"), "{errors}");
    let errors = failure(program(folder.path(), &["serve"]).env("SLACK_APP_TOKEN", "xapp-1"));
    let half = "SLACK_APP_TOKEN is set, but Slack is joined only with SLACK_BOT_TOKEN";
    assert!(errors.contains(half), "{errors}");
}

#[test]
fn the_commands_and_the_manifest_are_printed_without_a_token() {
    let folder = tempdir().expect("a directory");
    let commands = stdout(&run(folder.path(), &["discord", "commands", "--dry-run"]));
    let commands: Vec<serde_json::Value> = serde_json::from_str(&commands).expect("a list");
    assert!(commands.iter().any(|command| command["name"] == "ask"));
    let manifest =
        stdout(&run(folder.path(), &["slack", "manifest", "--url", "https://bot.example"]));
    assert!(manifest.contains("\"https://bot.example/slack\""), "{manifest}");
    let errors = failure(&mut program(folder.path(), &["slack", "manifest", "--url", "foo"]));
    assert!(errors.contains("such as https://bot.example"), "{errors}");
}

#[test]
fn the_help_of_the_program_says_how_to_begin() {
    let folder = tempdir().expect("a directory");
    let help = stdout(&run(folder.path(), &["--help"]));
    assert!(help.contains("iqtibas ask") && help.contains(".env.example"), "{help}");
    assert!(project(".env.example").exists());
}

#[test]
fn with_a_model_an_answer_is_found_by_what_it_means() {
    let folder = tempdir().expect("a directory");
    let documents = folder.path().join("documents");
    fs::create_dir(&documents).expect("a directory");
    let text = "He drinks his coffee black.\n\nMost of the new power will come from natural gas.\n\nThe office has moved to another street.\n";
    fs::write(documents.join("a.en.md"), text).expect("written");
    let arguments = ["ask", "--knowledge", "documents", "--format", "json"];
    let found_by = |question: &str| {
        let model = project("models/iqtibas-e5-small-ar-en-q8_0.gguf");
        let mut command = program(folder.path(), &arguments);
        let output = command.arg(question).env("IQTIBAS_MODEL", model).output();
        let output = output.expect("the binary starts");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let quote = &objects(&output)[0]["quotes"][0];
        (quote["text"].to_string(), quote["found_by"].clone())
    };
    // No word of it is in the text.
    let (text, by) = found_by("من أين ستأتي الكهرباء الجديدة؟");
    assert!(text.contains("natural gas") && by == "meaning", "{text} by {by}");
    let (text, by) = found_by("Where will the new power come from?");
    assert!(text.contains("natural gas") && by == "both", "{text} by {by}");
}

#[test]
fn a_model_that_cannot_be_used_costs_a_warning_and_answers_go_by_words() {
    let folder = tempdir().expect("a directory");
    let broken = folder.path().join("broken.gguf");
    fs::write(&broken, "GGUF and nothing that follows").expect("written");
    for (model, told) in [(broken, "broken.gguf"), (folder.path().join("absent"), "absent")] {
        let mut command = program(folder.path(), &["ask", "Is AI a bubble?", "--format", "json"]);
        let output = command.env("IQTIBAS_MODEL", model).output().expect("the binary starts");
        let answer = &objects(&output)[0];
        assert_eq!(answer["outcome"], "answered", "{answer}");
        assert_eq!(answer["quotes"][0]["found_by"], "words", "{answer}");
        let errors = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(errors.lines().count(), 1, "{errors}");
        for part in ["WARN", told, "cannot be used", "by words alone", "IQTIBAS_MODEL"] {
            assert!(errors.contains(part), "{part}: {errors}");
        }
    }
}

#[test]
fn a_set_is_printed_for_training_with_the_sentences_that_answer_its_questions() {
    let folder = tempdir().expect("a directory");
    fs::write(
        folder.path().join("talk.en.md"),
        "He drinks his coffee black. He never takes sugar.\n\nThe office has moved.\n",
    )
    .expect("written");
    let set = "{\"documents\": [{\"file\": \"talk.en.md\"}], \"half\": \"tune\"}\n\
        {\"id\": \"1\", \"document\": \"talk\", \"question\": \"Is it sweet?\", \"evidence\": [\"never takes sugar\"]}\n\
        {\"id\": \"2\", \"document\": \"talk\", \"question\": \"Where to?\", \"answerable\": \"near\"}\n";
    fs::write(folder.path().join("set.jsonl"), set).expect("written");
    let output = program(folder.path(), &["eval", "--training", "set.jsonl"]).output();
    let rows = objects(&output.expect("the binary starts"));
    let sentences = |row: &serde_json::Value| row["sentences"].as_array().map(Vec::len);
    assert_eq!(rows.iter().map(sentences).collect::<Vec<_>>(), [Some(2), Some(1), None, None]);
    assert_eq!(rows[1]["sentences"][0], "The office has moved.");
    let right = serde_json::json!([{ "passage": 0, "sentences": [1] }]);
    assert_eq!((&rows[2]["question"], &rows[2]["right"]), (&"Is it sweet?".into(), &right));
    assert_eq!(rows[3]["right"], serde_json::json!([]));
    assert_eq!(rows[2].get("meant"), Some(&serde_json::Value::Null));
}

#[test]
fn a_question_in_letters_of_another_language_is_printed_for_training_as_it_is_read_too() {
    let folder = tempdir().expect("a directory");
    fs::write(folder.path().join("talk.ar.md"), "يشرب قهوته بلا سكر.\n").expect("written");
    let set = "{\"documents\": [{\"file\": \"talk.ar.md\"}], \"half\": \"tune\"}\n\
        {\"id\": \"1\", \"document\": \"talk\", \"question\": \"keef byishrab 2ahweto?\", \"evidence\": [\"بلا سكر\"]}\n";
    fs::write(folder.path().join("set.jsonl"), set).expect("written");
    let output = program(folder.path(), &["eval", "--training", "set.jsonl"]).output();
    let rows = objects(&output.expect("the binary starts"));
    let meant = rows[1]["meant"].as_str().expect("as it is read");
    assert!(meant.contains("قهوته") && !meant.contains("2ahweto"), "{meant}");
}

#[test]
fn every_set_for_fitting_is_about_its_documents() {
    for (set, at_least) in [("encoder", 21_000), ("confidence", 3_900)] {
        let mut questions = 0;
        for file in fs::read_dir(project("tests/fitting").join(set)).expect("the folder") {
            let path = file.expect("an entry").path();
            let mut command = program(&project(""), &["eval", "--training"]);
            let output = command.arg(&path).output().expect("the binary starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            questions += objects(&output).iter().filter(|row| row["right"].is_array()).count();
        }
        assert!(questions > at_least, "{set}: {questions}");
    }
}
