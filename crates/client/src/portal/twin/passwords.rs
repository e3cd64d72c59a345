//! Passwords, as their rules and who knows them have it.

use super::Twin;
use crate::portal::{Base, PortalError};
use balcao_contract::{PasswordChange, Problem};
use balcao_domain::{PasswordRule, Sensitive};

impl Twin {
    pub(super) fn replace_password(
        &self,
        base: &Base,
        access: &Sensitive<String>,
        change: &PasswordChange,
    ) -> Result<(), PortalError> {
        let mut state = self.state();
        state.reach()?;
        let hosted = state.hosted(base)?;
        let user = hosted.user(access)?;
        let (old, new) = (change.old.expose(), change.new.expose());
        let refused = |field, code| {
            let problem = Problem::invalid_field(field, code);
            Err(PortalError::Refused(problem))
        };
        if let Some(rule) = PasswordRule::broken(new, old, Some(user.tax_id)) {
            return refused("new", rule.code());
        }
        let mut people = hosted.cast.people.iter_mut();
        let person = people.find(|it| it.user.id == user.id).unwrap();
        if person.password != old {
            return refused("old", "wrong");
        }
        person.password = String::leak(new.clone());
        if change.end_others {
            hosted.sessions.end_others(access.expose());
        }
        Ok(())
    }
}
