//! What a twin was asked.

use balcao_contract::CallsOf;
use balcao_domain::Stream;
use uuid::Uuid;

/// What was asked so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub well_known: usize,
    pub sign_ins: usize,
    pub refreshes: usize,
    pub sign_outs: usize,
    /// How often a line was asked for.
    pub lines: usize,
    /// The cursor of each sync.
    pub syncs: Vec<Option<String>>,
    /// Which streams were to be sent afresh.
    pub reloads: Vec<Stream>,
    /// How many rows each sync put.
    pub puts: Vec<usize>,
    /// The key of each action.
    pub acts: Vec<Uuid>,
    /// Which calls were asked for.
    pub calls: Vec<CallsOf>,
    /// Where each uploaded piece began.
    pub uploads: Vec<u32>,
    /// The tag that was held of each file.
    pub files: Vec<Option<String>>,
}
