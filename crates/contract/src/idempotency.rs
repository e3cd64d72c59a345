//! Doing an action once however often it arrives: the rule, pure, shared by the portal and its
//! twin in tests. (The header is that of the IETF's draft on the Idempotency-Key field.)

use balcao_domain::Sha256Digest;

/// The request header that carries an action's id, a UUIDv7.
pub const KEY_HEADER: &str = "idempotency-key";

/// For how many days an answer is kept to be given again; the key is kept for ever.
pub const ANSWER_DAYS: u32 = 90;

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known<A> {
    /// A request with it is being worked on.
    Working,
    /// It was done. `request` is the digest of what was asked, by whom.
    Done {
        /// Of what was asked.
        request: Sha256Digest,
        /// What was answered; none when that was pruned.
        answer: Option<A>,
    },
}

/// What to do with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<A> {
    /// Do it.
    Perform,
    /// Give the answer again.
    Replay(A),
    /// Answer with the present state, marked as already done.
    AlreadyDone,
    /// 409 with `Retry-After`: the same key is being worked on.
    Busy,
    /// 422: the key was used for something else, or by somebody else.
    OtherRequest,
}

/// Judges a request by what is known of its key.
pub fn judge<A>(known: Option<Known<A>>, asked: Sha256Digest) -> Verdict<A> {
    match known {
        None => Verdict::Perform,
        Some(Known::Working) => Verdict::Busy,
        Some(Known::Done { request, .. }) if request != asked => Verdict::OtherRequest,
        Some(Known::Done {
            answer: Some(answer),
            ..
        }) => Verdict::Replay(answer),
        Some(Known::Done { answer: None, .. }) => Verdict::AlreadyDone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: Sha256Digest = Sha256Digest::new([1; 32]);
    const OTHER: Sha256Digest = Sha256Digest::new([2; 32]);

    #[test]
    fn one_key_has_one_effect() {
        assert_eq!(judge::<u8>(None, ASKED), Verdict::Perform);
        assert_eq!(judge::<u8>(Some(Known::Working), ASKED), Verdict::Busy);
        for answer in [Some(7), None] {
            let known = || {
                Some(Known::Done {
                    request: ASKED,
                    answer,
                })
            };
            assert_eq!(judge(known(), OTHER), Verdict::OtherRequest);
            let again = answer.map_or(Verdict::AlreadyDone, Verdict::Replay);
            assert_eq!(judge(known(), ASKED), again);
        }
    }
}
