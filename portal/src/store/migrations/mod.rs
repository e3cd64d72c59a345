//! The database's versions, one file each, applied in order.

mod m0001_log;
mod m0002_parties;
mod m0003_bills;
mod m0004_sessions;
mod m0005_profile;
mod m0006_actions;
mod m0007_calls;
mod m0008_json_rows;
mod m0009_returns;
mod m0010_counters;
mod words;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// All of them.
pub struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_log::Step),
            Box::new(m0002_parties::Step),
            Box::new(m0003_bills::Step),
            Box::new(m0004_sessions::Step),
            Box::new(m0005_profile::Step),
            Box::new(m0006_actions::Step),
            Box::new(m0007_calls::Step),
            Box::new(m0008_json_rows::Step),
            Box::new(m0009_returns::Step),
            Box::new(m0010_counters::Step),
        ]
    }
}

/// Declares a migration of plain SQL, in the words of both databases, which runs in one
/// transaction.
macro_rules! step {
    ($name:literal, $sql:expr) => {
        use sea_orm::ConnectionTrait;
        use sea_orm_migration::async_trait::async_trait;
        use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

        pub struct Step;

        impl MigrationName for Step {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait]
        impl MigrationTrait for Step {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                let db = manager.get_connection();
                let sql = super::words::spelled($sql, db.get_database_backend())?;
                db.execute_unprepared(&sql).await?;
                Ok(())
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
use step;
