//! Stores to test on.

use iqtibas_doubles::postgres;

use super::{Store, StoreAddress};

/// A store of each kind: in memory, a file, and PostgreSQL where it is on this machine.
/// The file's folder is kept as long as it.
pub(super) struct Stores {
    pub(super) stores: Vec<Store>,
    _folder: tempfile::TempDir,
}

pub(super) fn stores() -> Stores {
    let folder = tempfile::tempdir().expect("a folder");
    let file = StoreAddress::File(folder.path().join("data/a b%20.db"));
    let postgres = postgres::database().map(StoreAddress::Postgres);
    let addresses = [StoreAddress::Memory, file].into_iter().chain(postgres);
    Stores { stores: addresses.map(Store::at).collect(), _folder: folder }
}
