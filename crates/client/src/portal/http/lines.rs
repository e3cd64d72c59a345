//! Reads the NDJSON of a sync as it arrives.

use super::answer::media_type;
use super::failure::{broken, host};
use crate::portal::{Answer, Lines, PortalError};
use balcao_contract::sync::{Line, MEDIA_TYPE};
use reqwest::Response;

/// Longer lines are no portal's.
const LONGEST: usize = 1024 * 1024;

/// More between two cursor lines is no portal's either: all of it waits in memory for the second.
const LARGEST_BATCH: usize = 64 * 1024 * 1024;

/// The lines of an answer.
pub(super) struct Arriving {
    response: Response,
    /// What came and was not yet handed out.
    waiting: Vec<u8>,
    /// How much of `waiting` was handed out.
    taken: usize,
    /// How much came since the last cursor line.
    batch: usize,
}

/// The answer's lines, when it is a sync's.
pub(super) fn of(response: Response) -> Result<Arriving, PortalError> {
    if media_type(&response) != Some(MEDIA_TYPE) {
        return Err(PortalError::NotAPortal {
            host: host(response.url()),
        });
    }
    Ok(Arriving {
        response,
        waiting: Vec::new(),
        taken: 0,
        batch: 0,
    })
}

impl Lines for Arriving {
    fn next(&mut self) -> Answer<'_, Option<Line>> {
        Box::pin(async move {
            loop {
                if let Some(line) = self.whole_line() {
                    return line.map(Some);
                }
                if self.waiting.len() > LONGEST {
                    return Err(self.not_a_portal());
                }
                let chunk = self.response.chunk().await;
                match chunk.map_err(|error| broken(error, self.response.url()))? {
                    Some(chunk) => self.waiting.extend_from_slice(&chunk),
                    // What is left is the head of a line that was cut.
                    None => return Ok(None),
                }
            }
        })
    }
}

impl Arriving {
    fn whole_line(&mut self) -> Option<Result<Line, PortalError>> {
        let rest = self.waiting.get(self.taken..)?;
        let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
            self.waiting.drain(..self.taken);
            self.taken = 0;
            return None;
        };
        let line = rest.get(..end).map(serde_json::from_slice);
        self.taken += end + 1;
        self.batch += end;
        match line {
            Some(Ok(line)) if self.batch <= LARGEST_BATCH => {
                if matches!(line, Line::Cursor { .. }) {
                    self.batch = 0;
                }
                Some(Ok(line))
            }
            _ => Some(Err(self.not_a_portal())),
        }
    }

    fn not_a_portal(&self) -> PortalError {
        PortalError::NotAPortal {
            host: host(self.response.url()),
        }
    }
}
