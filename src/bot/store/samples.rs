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

impl Store {
    /// Lets its database have no more pages than it has, or as many as it likes again: then
    /// SQLite refuses to write what finds no room in them with the error of a full disk
    /// (sqlite.org/pragma.html#pragma_max_page_count, read 2026-11).
    pub(in crate::bot) async fn set_disk_full(&self, is_full: bool) {
        let most = if is_full { "1" } else { "4294967294" };
        let pragma = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {most}"));
        let pool = &self.opened().await.expect("a store").pool;
        sqlx::raw_sql(pragma).execute(pool).await.expect("a page count");
    }

    /// Has its database, an SQLite one, take no change at all, or take them again.
    pub(in crate::bot) async fn set_read_only(&self, is_read_only: bool) {
        let pragma = sqlx::AssertSqlSafe(format!("PRAGMA query_only = {is_read_only}"));
        let pool = &self.opened().await.expect("a store").pool;
        sqlx::raw_sql(pragma).execute(pool).await.expect("a mode");
    }
}
