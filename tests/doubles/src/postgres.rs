//! A PostgreSQL of this machine that is thrown away: one a test process, with a database
//! for each who asks.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Set where a test that finds no PostgreSQL is to fail, not to be skipped.
const REQUIRED: &str = "IQTIBAS_POSTGRES_REQUIRED";
/// Where Debian's packages have the programs, below the version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// How long a server may take to start.
const START: Duration = Duration::from_secs(30);

/// A running server.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    port: u16,
    /// Ends the server when this process ends: its standard input is closed then.
    _keeper: Child,
}

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The address of a new, empty database. None where there is no PostgreSQL on this
/// machine.
///
/// # Panics
/// When the server does not start, or none is there although there has to be.
pub fn database() -> Option<String> {
    let cluster = CLUSTER.get_or_init(|| {
        let programs = programs();
        if programs.is_none() {
            assert!(
                std::env::var_os(REQUIRED).is_none(),
                "{REQUIRED} is set and there is no PostgreSQL"
            );
            eprintln!("skipped: there is no PostgreSQL (initdb) on this machine; .ci/run has one");
        }
        programs.map(Cluster::start)
    });
    let cluster = cluster.as_ref()?;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::SeqCst));
    let created = cluster.run("createdb", &[&name]);
    assert!(created, "a database can be made");
    Some(format!("postgres://postgres@127.0.0.1:{}/{name}", cluster.port))
}

/// Where `initdb` and the others are.
fn programs() -> Option<PathBuf> {
    let needed = ["initdb", "postgres", "createdb", "pg_isready"];
    let has = |folder: &Path| needed.iter().all(|program| folder.join(program).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian links some of them to elsewhere, not all.
    let mut linked = std::env::split_paths(&path).filter_map(|folder| {
        Some(folder.join("initdb").canonicalize().ok()?.parent()?.to_path_buf())
    });
    if let Some(folder) = linked.find(|folder| has(folder)) {
        return Some(folder);
    }
    let versions = std::fs::read_dir(DEBIAN).ok()?;
    let folders = versions.flatten().map(|version| version.path().join("bin"));
    folders.filter(|folder| has(folder)).max()
}

impl Cluster {
    fn start(programs: PathBuf) -> Cluster {
        let folder = tempfile::tempdir().expect("a folder").keep();
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
            listener.local_addr().expect("an address").port()
        };
        // PostgreSQL does not run as root. The script is told when this process ends by
        // the end of its input, however it ends.
        let script = format!(
            "set -e\n\
             {bin}/initdb --auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync \
             -D {folder}/data >/dev/null 2>&1\n\
             {bin}/postgres -D {folder}/data -k '' -h 127.0.0.1 -p {port} -F \
             >/dev/null 2>{folder}/log &\n\
             server=$!\n\
             cat >/dev/null\n\
             kill -QUIT $server\n\
             wait $server || true\n\
             rm -rf {folder}/data {folder}/log\n",
            bin = programs.display(),
            folder = folder.display(),
        );
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        let mut command = match is_root {
            true => {
                let owned = Command::new("chown").arg("postgres").arg(&folder).status();
                assert!(owned.is_ok_and(|status| status.success()), "the folder is given away");
                let mut command = Command::new("setpriv");
                command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
                command
            }
            false => Command::new("sh"),
        };
        command.args(["-c", &script]).current_dir(&folder).stdin(Stdio::piped());
        let keeper = command.spawn().expect("a shell");
        let cluster = Cluster { programs, port, _keeper: keeper };
        let end = Instant::now() + START;
        while !cluster.run("pg_isready", &["-q"]) {
            assert!(Instant::now() < end, "PostgreSQL does not start; see {}", folder.display());
            std::thread::sleep(Duration::from_millis(50));
        }
        cluster
    }

    /// Whether a program of PostgreSQL does what it is told on this server.
    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let port = self.port.to_string();
        let mut command = Command::new(self.programs.join(program));
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port]).args(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}
