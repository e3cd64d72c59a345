//! What was typed to sign in, and what came of it. What was typed stays, whatever comes.

use crate::words::{explain, sentence, t, tax_id_fault};
use balcao_bridge::{AppError, ErrorCode, Retry, SignIn};
use balcao_domain::{Sensitive, TaxId, TaxIdError};

/// How far the signing in is.
#[derive(Debug, Clone, Default, PartialEq)]
enum Attempt {
    /// Not tried, or changed since.
    #[default]
    Open,
    /// Under way.
    Sending,
    /// What was typed as CPF or CNPJ is none.
    NoTaxId(TaxIdError),
    /// There is no password.
    NoPassword,
    /// The portal, or the way to it, said no.
    Refused(AppError),
}

/// The state of the form.
#[derive(Clone, Default, PartialEq)]
pub struct SignInForm {
    /// CPF or CNPJ, masked.
    pub tax_id: String,
    /// The password.
    pub password: String,
    attempt: Attempt,
}

impl SignInForm {
    /// The request to send; none while one is under way or not yet allowed, or when something is
    /// missing.
    pub fn send(&mut self, address: &str) -> Option<SignIn> {
        if self.attempt == Attempt::Sending || self.must_wait() {
            return None;
        }
        self.attempt = match TaxId::parse(&self.tax_id) {
            Err(error) => Attempt::NoTaxId(error),
            Ok(_) if self.password.is_empty() => Attempt::NoPassword,
            Ok(_) => Attempt::Sending,
        };
        (self.attempt == Attempt::Sending).then(|| SignIn {
            address: address.into(),
            tax_id: self.tax_id.clone(),
            password: Sensitive::new(self.password.clone()),
        })
    }

    /// It did not work.
    pub fn refuse(&mut self, error: AppError) {
        self.attempt = Attempt::Refused(error);
    }

    /// Whether it is under way.
    pub fn is_sending(&self) -> bool {
        self.attempt == Attempt::Sending
    }

    /// The seconds until the portal takes another try, as it said.
    pub fn wait(&self) -> Option<u32> {
        match &self.attempt {
            Attempt::Refused(error) => match (error.code, error.retry) {
                (ErrorCode::Throttled, Retry::After(seconds)) => Some(seconds),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether another try would be too early.
    pub fn must_wait(&self) -> bool {
        self.wait().is_some()
    }

    /// So many seconds are left to wait; with none left, one may try again.
    pub fn wait_for(&mut self, seconds: u32) {
        if self.must_wait() {
            self.attempt = match seconds {
                0 => Attempt::Open,
                _ => Attempt::Refused(throttled(seconds)),
            };
        }
    }

    /// Whether both fields are marked: which of them is wrong is not told (MC-10).
    pub fn is_wrong(&self) -> bool {
        self.refusal() == Some(ErrorCode::InvalidCredentials)
    }

    /// What is wrong with the CPF or CNPJ.
    pub fn tax_id_error(&self) -> Option<String> {
        match self.attempt {
            Attempt::NoTaxId(error) => Some(tax_id_fault(error)),
            _ => None,
        }
    }

    /// What is told under the password.
    pub fn error(&self) -> Option<String> {
        match &self.attempt {
            Attempt::NoPassword => Some(t!("password-missing")),
            Attempt::Refused(error) => match error.code {
                ErrorCode::InvalidCredentials => Some(explain(error).happened),
                ErrorCode::Throttled => Some(sentence(error)),
                _ => None,
            },
            Attempt::Open | Attempt::Sending | Attempt::NoTaxId(_) => None,
        }
    }

    /// What is told under the button: what lies not in the fields but on the way.
    pub fn other_error(&self) -> Option<&AppError> {
        match &self.attempt {
            Attempt::Refused(error) => {
                let of_the_password = matches!(
                    error.code,
                    ErrorCode::InvalidCredentials | ErrorCode::Throttled
                );
                (!of_the_password).then_some(error)
            }
            _ => None,
        }
    }

    fn refusal(&self) -> Option<ErrorCode> {
        match &self.attempt {
            Attempt::Refused(error) => Some(error.code),
            _ => None,
        }
    }
}

fn throttled(seconds: u32) -> AppError {
    AppError {
        retry: Retry::After(seconds),
        ..AppError::new(ErrorCode::Throttled).with("seconds", seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> SignInForm {
        SignInForm {
            tax_id: "12.ABC.345/01DE-35".into(),
            password: "horizonte-7".into(),
            attempt: Attempt::Open,
        }
    }

    #[test]
    fn mc_09_a_cnpj_with_letters_and_a_password_are_sent_once() {
        let mut form = filled();
        let request = form.send("localhost:8443/rede-horizonte").unwrap();
        assert_eq!(request.tax_id, "12.ABC.345/01DE-35");
        assert_eq!(request.password.expose(), "horizonte-7");
        assert!(form.is_sending());
        assert!(form.send("localhost:8443/rede-horizonte").is_none());
    }

    #[test]
    fn mc_10_a_wrong_sign_in_keeps_what_was_typed() {
        let mut form = filled();
        form.send("localhost");
        form.refuse(AppError::new(ErrorCode::InvalidCredentials));
        assert_eq!(form.error().unwrap(), "Usuário ou Senha Inválida");
        assert!(form.is_wrong());
        assert_eq!(form.password, "horizonte-7");
        assert!(form.send("localhost").is_some());
    }

    #[test]
    fn a_throttled_sign_in_counts_down_and_then_may_be_tried_again() {
        let mut form = filled();
        form.refuse(throttled(8));
        assert_eq!(form.wait(), Some(8));
        assert!(form.error().unwrap().contains("8 segundos"));
        assert!(!form.is_wrong());
        assert!(form.send("localhost").is_none(), "too early");
        form.wait_for(1);
        assert!(form.error().unwrap().contains("1 segundo."));
        form.wait_for(0);
        assert_eq!((form.wait(), form.error()), (None, None));
        assert!(form.send("localhost").is_some());
    }

    #[test]
    fn a_wait_that_is_over_changes_nothing_that_came_after_it() {
        let mut form = filled();
        form.send("localhost");
        form.wait_for(3);
        assert!(form.is_sending());
    }

    #[test]
    fn what_is_missing_is_told_before_anything_is_sent() {
        let mut form = filled();
        form.tax_id = "390.533.447-0".into();
        assert!(form.send("localhost").is_none());
        assert!(form.tax_id_error().unwrap().contains("aqui há 10"));
        for (typed, told) in [
            ("", "Informe o CPF ou CNPJ."),
            ("390.533.447-O5", "“O”"),
            ("12.ABC.345/01DE-351", "aqui há 15"),
            ("390.533.447-06", "errado"),
        ] {
            form.tax_id = typed.into();
            assert!(form.send("localhost").is_none());
            assert!(form.tax_id_error().unwrap().contains(told), "{typed}");
        }
        let mut form = filled();
        form.password.clear();
        assert!(form.send("localhost").is_none());
        assert!(form.error().is_some() && form.tax_id_error().is_none());
    }

    #[test]
    fn a_broken_way_to_the_portal_is_told_with_its_code() {
        let mut form = filled();
        form.refuse(AppError::new(ErrorCode::Offline));
        assert!(
            form.other_error()
                .is_some_and(|it| it.code == ErrorCode::Offline)
        );
        assert_eq!(form.error(), None);
    }
}
