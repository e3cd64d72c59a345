//! Reads server-sent events as they arrive, as far as hints need them: that there was one.

use super::answer::{accepted, media_type};
use super::failure::{broken, host};
use crate::portal::{Answer, Hint, Hints, PortalError};
use reqwest::Response;

const MEDIA_TYPE: &str = "text/event-stream";

/// The line that an answer holds open, when it is one.
pub(super) async fn of(response: Response) -> Result<Box<dyn Hints>, PortalError> {
    let response = accepted(response).await?;
    if media_type(&response) != Some(MEDIA_TYPE) {
        return Err(PortalError::NotAPortal {
            host: host(response.url()),
        });
    }
    let events = Events::default();
    Ok(Box::new(Listening { response, events }))
}

struct Listening {
    response: Response,
    events: Events,
}

impl Hints for Listening {
    fn next(&mut self) -> Answer<'_, Option<Hint>> {
        Box::pin(async move {
            loop {
                let piece = self.response.chunk().await;
                let piece = piece.map_err(|error| broken(error, self.response.url()))?;
                match piece {
                    // However many came together, one check answers them all.
                    Some(piece) if self.events.are_in(&piece) => return Ok(Some(Hint)),
                    Some(_) => {}
                    None => return Ok(None),
                }
            }
        })
    }
}

/// Tells events, each of which has a line of data, from the comments that keep a line alive.
#[derive(Default)]
struct Events {
    /// As much of the line that is arriving as names its field.
    field: Vec<u8>,
}

impl Events {
    fn are_in(&mut self, piece: &[u8]) -> bool {
        let mut found = false;
        for &byte in piece {
            if matches!(byte, b'\n' | b'\r') {
                found |= matches!(self.field.as_slice(), b"data" | b"data:");
                self.field.clear();
            } else if self.field.len() < b"data:".len() {
                self.field.push(byte);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_told_from_what_keeps_the_line_alive_however_it_is_cut() {
        let (mut whole, mut cut) = (Events::default(), Events::default());
        for (text, expected) in [
            (":\n\n", false),
            (": data: none\n\n", false),
            ("event: changed\nid: data\n\n", false),
            ("database: none\n\n", false),
            ("data: changed\n\n", true),
            ("data\r\n\r\n", true),
            ("data:1\ndata:2\n\n:\n\n", true),
        ] {
            assert_eq!(whole.are_in(text.as_bytes()), expected, "{text:?}");
            let bytes = text.bytes().filter(|byte| cut.are_in(&[*byte]));
            assert_eq!(bytes.count() > 0, expected, "{text:?}");
        }
    }
}
