//! Calls: made, and answered by period.

use super::Twin;
use crate::portal::{Answer, Base, PortalError};
use balcao_contract::{CallPage, CallsOf, Problem, ProblemCode};
use balcao_domain::{Access, CallRecord, Collection, CustomerId, Sensitive, Stream};

impl Twin {
    /// A customer of the first provider makes a call.
    pub fn put_call(&self, customer: CustomerId, call: &CallRecord) {
        self.state().providers[0]
            .rows
            .put_in(Stream::Customer(customer), call);
    }

    /// How many calls of a period an answer holds.
    pub fn set_call_page(&self, rows: usize) {
        self.state().providers[0].rows.call_page = rows;
    }

    pub(super) fn page<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: CallsOf,
    ) -> Answer<'a, CallPage> {
        Box::pin(async move {
            let silent = {
                let mut state = self.state();
                state.reach()?;
                let pages = state.asked.calls.len();
                if state.faults.cut_calls_after.is_some_and(|cut| pages >= cut) {
                    return Err(PortalError::Offline);
                }
                state.asked.calls.push(asked);
                let silent = state.faults.silent_calls_after;
                silent.is_some_and(|silent| pages >= silent)
            };
            if silent {
                std::future::pending::<()>().await;
            }
            let mut state = self.state();
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            let mut grants = user.grants.iter();
            let grant = grants.find(|grant| grant.customer == asked.customer);
            let grant = grant.ok_or(PortalError::refused(ProblemCode::NotFound))?;
            let read = Access::Read(Collection::Calls);
            if let Some(role) = read.lacks(&grant.roles) {
                return Err(PortalError::Refused(Problem::role_needed(role)));
            }
            let stream = Stream::Customer(asked.customer);
            let mut calls: Vec<CallRecord> = hosted.rows.all(stream);
            calls.sort_by_key(|call| call.id);
            calls.retain(|call| {
                (asked.from..asked.to).contains(&call.start) && Some(call.id) > asked.after
            });
            let more = calls.len() > hosted.rows.call_page;
            calls.truncate(hosted.rows.call_page);
            Ok(CallPage { calls, more })
        })
    }
}
