//! Lines held open, and what is said on them.

use super::Twin;
use super::stream::streams_of;
use crate::portal::{Answer, Base, Hint, Hints, PortalError};
use balcao_contract::ProblemCode;
use balcao_domain::{Sensitive, Stream};
use std::collections::BTreeMap;
use tokio::sync::watch;

/// What all lines hear.
#[derive(Debug, Default, Clone)]
pub(super) struct Said {
    /// The number of each stream's last change.
    heads: BTreeMap<Stream, u64>,
    /// How often all of them were hung up.
    hung_up: usize,
}

impl Said {
    pub fn changed(&mut self, stream: Stream, seq: u64) {
        self.heads.insert(stream, seq);
    }

    pub fn hang_up(&mut self) {
        self.hung_up += 1;
    }
}

struct Line {
    /// Those that the user sees.
    streams: Vec<Stream>,
    said: watch::Receiver<Said>,
    hung_up: usize,
    /// The heads as of the last hint.
    heard: Option<Vec<Option<u64>>>,
}

impl Hints for Line {
    fn next(&mut self) -> Answer<'_, Option<Hint>> {
        Box::pin(async move {
            loop {
                let said = self.said.borrow_and_update().clone();
                if said.hung_up != self.hung_up {
                    return Ok(None);
                }
                let streams = self.streams.iter();
                let heads = streams.map(|stream| said.heads.get(stream).copied());
                let heads = Some(heads.collect());
                if self.heard != heads {
                    self.heard = heads;
                    return Ok(Some(Hint));
                }
                if self.said.changed().await.is_err() {
                    return Ok(None);
                }
            }
        })
    }
}

impl Twin {
    pub(super) fn hold<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
    ) -> Answer<'a, Box<dyn Hints>> {
        Box::pin(async move {
            let mut state = self.state();
            state.asked.lines += 1;
            state.reach()?;
            if state.faults.no_hints {
                return Err(PortalError::refused(ProblemCode::NotFound));
            }
            let hosted = state.hosted(base)?;
            let streams = streams_of(&hosted.user(access)?);
            let said = hosted.rows.said.subscribe();
            let hung_up = said.borrow().hung_up;
            Ok(Box::new(Line {
                streams,
                said,
                hung_up,
                heard: None,
            }) as Box<dyn Hints>)
        })
    }

    /// How many lines are held open at the first provider.
    pub fn lines(&self) -> usize {
        self.state().providers[0].rows.said.receiver_count()
    }

    /// Hangs up on everybody at the first provider.
    pub fn hang_up(&self) {
        let said = &self.state().providers[0].rows.said;
        said.send_modify(Said::hang_up);
    }
}
