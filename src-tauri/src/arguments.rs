//! What the program is told when it is started.

use balcao_client::{Clock, SystemClock};
use clap::Parser;
use std::path::PathBuf;
use std::sync::Arc;

/// Balcão: one app for every provider that serves you.
#[derive(Debug, Parser)]
#[command(name = "balcao", version)]
pub struct Arguments {
    /// The folder for accounts and caches, instead of the system's place for app data.
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,

    /// A PEM file with one more certificate authority to trust; shown as *certificado local*.
    #[arg(long, value_name = "FILE", env = "BALCAO_EXTRA_CA")]
    pub extra_ca: Option<PathBuf>,
}

impl Arguments {
    /// The data folder asked for, or the system's.
    pub fn data_folder(&self, identifier: &str) -> Option<PathBuf> {
        self.data
            .clone()
            .or_else(|| dirs::data_dir().map(|folder| folder.join(identifier)))
    }
}

/// The clock; debug builds take the day from `BALCAO_TODAY`, for pictures and tests.
pub fn clock() -> Result<Arc<dyn Clock>, crate::StartError> {
    #[cfg(debug_assertions)]
    if let Ok(text) = std::env::var("BALCAO_TODAY") {
        let day = serde_json::from_value(text.as_str().into())
            .map_err(|_| crate::StartError::Today(text.clone()))?;
        return Ok(Arc::new(balcao_client::FrozenDay { day }));
    }
    Ok(Arc::new(SystemClock))
}
