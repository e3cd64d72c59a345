//! `POST /v1/profile-changes`: asks for a change of registration data.

use axum::extract::State;
use axum::response::Response;
use balcao_contract::{ChangeProfile, FieldProblem};
use balcao_domain::{Access, RequestId};

use super::acting::{Acting, once};
use super::refusal::Refusal;
use crate::portal::Portal;

/// Changes what is free at once and asks for the rest.
pub async fn change(
    State(portal): State<Portal>,
    Acting { scope, key, asked }: Acting<ChangeProfile>,
) -> Result<Response, Refusal> {
    scope.demand(asked.customer, Access::ChangeProfile)?;
    let asked = ChangeProfile {
        change: asked.change.tidied(),
        ..asked
    };
    let perform = async {
        judge(&asked)?;
        let now = portal.clock.now();
        let changed = portal.store.change_profile(&scope, key, &asked, now);
        Ok(changed.await??)
    };
    let present = async {
        let id = RequestId::new(key.id);
        let rows = portal.store.present_profile(&scope, asked.customer, id);
        Ok(rows.await??)
    };
    once(&portal, key, perform, present).await
}

fn judge(asked: &ChangeProfile) -> Result<(), Refusal> {
    if asked.change.is_empty() {
        return Err(Refusal::invalid_field("change", "empty"));
    }
    let faults = asked.change.faults();
    if faults.is_empty() {
        return Ok(());
    }
    let fields = faults.into_iter().map(|(field, fault)| FieldProblem {
        field: field.name().into(),
        code: fault.name().into(),
    });
    Err(Refusal::invalid_fields(fields.collect()))
}
