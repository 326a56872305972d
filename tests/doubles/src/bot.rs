//! The real binary, above all `iqtibas serve`, on a machine with nothing but the variables
//! that a test gives it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Runs the binary at a path to its end, with these arguments and variables and nothing
/// else of this machine.
pub async fn run(binary: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().expect("a directory");
    let mut command = Command::new(binary);
    isolate(&mut command, folder.path(), variables);
    command.args(arguments);
    tokio::process::Command::from(command).output().await.expect("the binary ends")
}

/// Gives a command a folder to itself, for its working directory (it reads `.env` there)
/// and its cache, the project's documents, and no variables but these; one with an empty
/// value is not set.
///
/// It reads no meaning and has no limits unless a test asks for them: with an empty cache
/// every start would embed every text first.
fn isolate(command: &mut Command, folder: &Path, variables: &[(&str, &str)]) {
    command
        .current_dir(folder)
        .env_clear()
        .env("IQTIBAS_KNOWLEDGE", concat!(env!("CARGO_MANIFEST_DIR"), "/../../knowledge"))
        .env("IQTIBAS_CACHE", folder.join("cache"))
        .env("IQTIBAS_DATA", folder.join("data"))
        .env_remove("DATABASE_URL")
        .env("IQTIBAS_MODEL", "off")
        .env("IQTIBAS_USER_PER_MINUTE", "0")
        .env("IQTIBAS_CHANNEL_PER_MINUTE", "0");
    for (name, value) in variables {
        match value.is_empty() {
            true => command.env_remove(name),
            false => command.env(name, value),
        };
    }
}

/// `iqtibas serve`, ended when dropped.
pub struct Bot {
    child: Child,
    log: Arc<Mutex<String>>,
    /// Its cache; kept while it runs.
    _folder: TempDir,
}

impl Bot {
    /// Starts the binary at a path with these variables; one with an empty value is
    /// not set. Only integration tests and benches know the path, as
    /// `env!("CARGO_BIN_EXE_iqtibas")`.
    pub fn spawn(binary: &str, variables: &[(&str, &str)]) -> Bot {
        let mut command = Command::new(binary);
        command.arg("serve");
        Bot::spawn_as(command, variables)
    }

    /// Starts it so that it may have no more files open than `files`.
    pub fn spawn_with_files(binary: &str, files: u32, variables: &[(&str, &str)]) -> Bot {
        let mut command = Command::new("/bin/sh");
        let script = format!("ulimit -n {files}; exec \"$0\" serve");
        command.args(["-c", &script, binary]);
        Bot::spawn_as(command, variables)
    }

    fn spawn_as(mut command: Command, variables: &[(&str, &str)]) -> Bot {
        let folder = tempfile::tempdir().expect("a directory");
        isolate(&mut command, folder.path(), variables);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let log = Arc::new(Mutex::new(String::new()));
        let stderr = child.stderr.take().expect("standard error is a pipe");
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut log = kept.lock().expect("no panic while it was held");
                log.push_str(&line);
                log.push('\n');
            }
        });
        Bot { child, log, _folder: folder }
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("no panic while it was held").clone()
    }

    /// Waits for a line in the log.
    pub async fn logged(&self, part: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let log = self.log();
            if let Some(line) = log.lines().find(|line| line.contains(part)) {
                return line.to_owned();
            }
            assert!(Instant::now() < deadline, "no '{part}' in the log:\n{log}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Ends it at once, as a machine that loses its power does.
    pub fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("a child");
    }

    /// Asks it to read its documents again, as a service manager does.
    pub fn hang_up(&self) {
        self.signal("-HUP");
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{name} was sent");
    }

    /// Waits until it has ended.
    pub async fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Stops it. What it had begun is finished then, so nothing more comes of what
    /// it has read.
    pub async fn finish(mut self) {
        self.terminate();
        let status = self.ended().await;
        assert!(status.success(), "{status}:\n{}", self.log());
    }

    /// The time that it has computed for so far, on all cores, where the system tells.
    pub fn computed(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The fields after the name, which is in brackets: the 14th and the 15th of all.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let (user, system) = (fields.next()?, fields.next()?);
        let ticks = user.parse::<u64>().ok()? + system.parse::<u64>().ok()?;
        // USER_HZ, which every port of Linux tells programs to be 100 (man 7 time).
        Some(Duration::from_millis(ticks * 10))
    }

    /// Resident memory in bytes, where the system tells.
    pub fn resident(&self) -> Option<u64> {
        let mut status = String::new();
        let path = format!("/proc/{}/status", self.child.id());
        std::fs::File::open(path).ok()?.read_to_string(&mut status).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
