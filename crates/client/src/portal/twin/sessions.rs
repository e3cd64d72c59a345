//! Tokens, by decision 11: a refresh token is confirmed by its first use.

use super::token;
use crate::portal::PortalError;
use balcao_contract::{ProblemCode, Tokens};
use balcao_domain::UserId;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Sessions {
    families: Vec<Family>,
    /// The family of each access token that is not over.
    access: HashMap<String, usize>,
}

struct Family {
    user: UserId,
    revoked: bool,
    /// The newest token that was presented, or given out by the sign-in.
    confirmed: String,
    /// What its holder was given and has not used.
    successor: Option<String>,
    spent: HashSet<String>,
}

const REVOKED: ProblemCode = ProblemCode::SessionRevoked;

impl Sessions {
    pub fn begin(&mut self, user: UserId) -> Tokens {
        let refresh = token("refresh");
        self.families.push(Family {
            user,
            revoked: false,
            confirmed: refresh.expose().clone(),
            successor: None,
            spent: HashSet::new(),
        });
        let mut tokens = self.tokens(self.families.len() - 1);
        tokens.refresh = refresh;
        tokens
    }

    pub fn renew(&mut self, presented: &str) -> Result<Tokens, PortalError> {
        let at = self.families.iter().position(|family| {
            family.confirmed == presented
                || family.successor.as_deref() == Some(presented)
                || family.spent.contains(presented)
        });
        let at = at.ok_or(PortalError::refused(REVOKED))?;
        let family = &mut self.families[at];
        if family.spent.contains(presented) {
            family.revoked = true;
        }
        if family.revoked {
            return Err(PortalError::refused(REVOKED));
        }
        if family.successor.as_deref() == Some(presented) {
            let spent = std::mem::replace(&mut family.confirmed, presented.to_owned());
            family.spent.insert(spent);
        }
        let tokens = self.tokens(at);
        self.families[at].successor = Some(tokens.refresh.expose().clone());
        Ok(tokens)
    }

    fn tokens(&mut self, family: usize) -> Tokens {
        let access = token("access");
        self.access.insert(access.expose().clone(), family);
        Tokens {
            user: self.families[family].user,
            access,
            expires_in: 600,
            refresh: token("refresh"),
        }
    }

    pub fn user(&self, access: &str) -> Result<UserId, PortalError> {
        let over = PortalError::refused(ProblemCode::TokenExpired);
        let family = &self.families[*self.access.get(access).ok_or(over)?];
        if family.revoked {
            return Err(PortalError::refused(REVOKED));
        }
        Ok(family.user)
    }

    pub fn end(&mut self, access: &str) -> Result<(), PortalError> {
        self.user(access)?;
        self.families[self.access[access]].revoked = true;
        Ok(())
    }

    /// Ends those of the same user but this one.
    pub fn end_others(&mut self, access: &str) {
        let kept = self.access[access];
        let user = self.families[kept].user;
        for (at, family) in self.families.iter_mut().enumerate() {
            family.revoked |= family.user == user && at != kept;
        }
    }

    pub fn expire(&mut self) {
        self.access.clear();
    }

    pub fn revoke(&mut self) {
        self.families
            .iter_mut()
            .for_each(|family| family.revoked = true);
    }
}
