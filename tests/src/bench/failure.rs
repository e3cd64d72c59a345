//! Why there is no measurement.

use balcao_bridge::AppError;
use balcao_client::OpenError;
use std::io;

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{0:?}")]
    Call(AppError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error(transparent)]
    Fell(#[from] tokio::task::JoinError),
    #[error("curl failed")]
    Curl,
    #[error("a process of its own said nothing")]
    Silent,
    #[error("somebody reads what should begin anew")]
    Busy,
    #[error("nothing was synced")]
    NothingSynced,
    #[error("no decision was kept")]
    NotKept,
    #[error("row {0} is not measured, or not with these arguments")]
    NoRow(u8),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Call(error)
    }
}
