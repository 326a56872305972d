//! The schema, step by step.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyPool, Row, SqlStr};

use super::{StoreError, fresh_id};

/// The steps, in their order. One that was released is never changed.
const STEPS: &[(&str, &str)] = &[
    ("store", include_str!("migrations/1_store.sql")),
    ("digests", include_str!("migrations/2_digests.sql")),
    ("hand overs", include_str!("migrations/3_hand_overs.sql")),
];

/// Takes the steps that a database has not taken.
pub(super) async fn bring_up_to_date(pool: &AnyPool) -> Result<(), StoreError> {
    let steps = STEPS.iter().zip(1_i64..).map(|((name, sql), number)| {
        let sql = SqlStr::from_static(sql);
        Migration::new(number, (*name).into(), MigrationType::Simple, sql, false)
    });
    match Migrator::with_migrations(steps.collect()).run(pool).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(step)) => Err(StoreError::Newer(step)),
        Err(error) => Err(StoreError::Closed(error.to_string())),
    }
}

/// What the hashes of this database begin with: made with it, and never shown.
pub(super) async fn salt(pool: &AnyPool) -> Result<String, StoreError> {
    // Of two that make it at once, one does.
    sqlx::query("INSERT INTO facts (name, value) VALUES ('salt', $1) ON CONFLICT DO NOTHING")
        .bind(fresh_id())
        .execute(pool)
        .await?;
    let row = sqlx::query("SELECT value FROM facts WHERE name = 'salt'").fetch_one(pool).await?;
    Ok(row.try_get(0)?)
}
