//! Actions that arrive, as faulty as asked for.

use super::Twin;
use crate::portal::{Answer, Base, PortalError};
use balcao_contract::idempotency::{KEY_HEADER, Verdict};
use balcao_contract::{Accepted, Problem, ProblemCode};
use balcao_domain::{Action, Sensitive};
use uuid::{Uuid, Version};

impl Twin {
    pub(super) fn act_once<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        key: Uuid,
        action: &'a Action,
    ) -> Answer<'a, Accepted> {
        Box::pin(async move {
            let held = {
                let mut state = self.state();
                state.reach()?;
                if key.get_version() != Some(Version::SortRand) {
                    let mut no_key = Problem::invalid_field(KEY_HEADER, "not_uuid_v7");
                    no_key.status = 400;
                    return Err(PortalError::Refused(no_key));
                }
                state.asked.acts.push(key);
                if let Some(problem) = &state.faults.refuse_acts {
                    return Err(PortalError::Refused(problem.clone()));
                }
                let held = state.faults.hold_acts.clone();
                let hosted = state.hosted(base)?;
                let user = hosted.user(access)?;
                match hosted.actions.begin(&user, key, action) {
                    Verdict::Perform => held,
                    Verdict::Replay(answer) => return Ok(answer),
                    Verdict::AlreadyDone => {
                        return Ok(hosted.actions.present(&hosted.rows, key, action));
                    }
                    Verdict::Busy => {
                        let mut busy = Problem::new(ProblemCode::Conflict);
                        busy.seconds = Some(1);
                        return Err(PortalError::Refused(busy));
                    }
                    Verdict::OtherRequest => {
                        let other = Problem::invalid_field(KEY_HEADER, "used");
                        return Err(PortalError::Refused(other));
                    }
                }
            };
            if let Some(held) = held {
                held.acquire().await.unwrap().forget();
            }
            let mut state = self.state();
            let lost = state.faults.lose_acts;
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            let (actions, rows) = (&mut hosted.actions, &mut hosted.rows);
            let answer = actions.perform(rows, &user, key, action);
            if lost {
                Err(PortalError::Offline)
            } else {
                answer
            }
        })
    }
}
