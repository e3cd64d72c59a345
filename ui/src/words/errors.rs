//! Every error in words: what happened, and what to do.

use super::t;
use balcao_bridge::{AppError, ErrorCode};

/// An error in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub happened: String,
    /// What to do.
    pub advice: String,
}

impl Explanation {
    /// One sentence after the other.
    pub fn told(&self) -> String {
        t!(
            "error-told",
            happened = self.happened.as_str(),
            advice = self.advice.as_str()
        )
    }
}

/// Explains an error.
pub fn explain(error: &AppError) -> Explanation {
    let argument = |name: &str| error.args.get(name).map_or("", String::as_str);
    let (happened, advice) = match error.code {
        ErrorCode::InvalidRequest => invalid(argument("field"), argument("reason")),
        ErrorCode::InvalidCredentials => (
            t!("error-invalid-credentials"),
            t!("advice-invalid-credentials"),
        ),
        ErrorCode::Throttled => (
            t!("error-throttled"),
            t!("advice-throttled", seconds = seconds(error, 30)),
        ),
        ErrorCode::TokenExpired | ErrorCode::SessionRevoked => {
            (t!("error-session-ended"), t!("advice-session-ended"))
        }
        ErrorCode::AccessRemoved => (t!("error-access-removed"), t!("advice-access-removed")),
        ErrorCode::RoleNeeded => (
            t!("error-role-needed"),
            t!("advice-role-needed", role = argument("role")),
        ),
        ErrorCode::NotFound => (t!("error-not-found"), t!("advice-not-found")),
        ErrorCode::Conflict => (t!("error-conflict"), t!("advice-conflict")),
        ErrorCode::VersionTooOld => (t!("error-version-too-old"), t!("advice-version-too-old")),
        ErrorCode::Unavailable => (t!("error-unavailable"), t!("advice-unavailable")),
        ErrorCode::Offline => (t!("error-offline"), t!("advice-offline")),
        ErrorCode::NotAPortal => (
            t!("error-not-a-portal", host = argument("host")),
            t!("advice-not-a-portal"),
        ),
        ErrorCode::UntrustedCertificate => (
            t!("error-untrusted-certificate", host = argument("host")),
            t!("advice-untrusted-certificate"),
        ),
        ErrorCode::KeychainAbsent => (t!("error-keychain-absent"), t!("advice-keychain-absent")),
        ErrorCode::KeychainLocked => (t!("error-keychain-locked"), t!("advice-keychain-locked")),
        ErrorCode::WrongKey => (t!("error-wrong-key"), t!("advice-wrong-key")),
        ErrorCode::CacheDamaged => (t!("error-cache-damaged"), t!("advice-cache-damaged")),
        ErrorCode::DiskFull => (t!("error-disk-full"), t!("advice-disk-full")),
        ErrorCode::NotOffline => (t!("error-not-offline"), t!("advice-not-offline")),
        ErrorCode::UnreadableDocument => (
            t!("error-unreadable-document"),
            t!("advice-unreadable-document"),
        ),
        ErrorCode::NotWritable => (t!("error-not-writable"), t!("advice-not-writable")),
        ErrorCode::ActionsWaiting => (
            t!("error-actions-waiting", count = count(error)),
            t!("advice-actions-waiting"),
        ),
    };
    Explanation { happened, advice }
}

/// What is wrong with what was typed.
fn invalid(field: &str, reason: &str) -> (String, String) {
    match (field, reason) {
        ("address", "empty") => (t!("error-address-empty"), t!("advice-address-empty")),
        ("address", "plain_http") => (t!("error-address-plain"), t!("advice-address-plain")),
        ("address", "not_configured") => (
            t!("error-address-not-served"),
            t!("advice-address-not-served"),
        ),
        ("address", _) => (t!("error-address-wrong"), t!("advice-address-wrong")),
        ("tax_id", _) => (t!("error-tax-id-wrong"), t!("advice-tax-id-wrong")),
        _ => (t!("error-invalid-request"), t!("advice-invalid-request")),
    }
}

/// An error in one sentence after the other.
pub fn sentence(error: &AppError) -> String {
    explain(error).told()
}

fn count(error: &AppError) -> u32 {
    let count = error.args.get("count").and_then(|text| text.parse().ok());
    count.unwrap_or(1)
}

fn seconds(error: &AppError, usual: u32) -> u32 {
    error
        .args
        .get("seconds")
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [ErrorCode; 23] = [
        ErrorCode::InvalidRequest,
        ErrorCode::InvalidCredentials,
        ErrorCode::Throttled,
        ErrorCode::TokenExpired,
        ErrorCode::SessionRevoked,
        ErrorCode::AccessRemoved,
        ErrorCode::RoleNeeded,
        ErrorCode::NotFound,
        ErrorCode::Conflict,
        ErrorCode::VersionTooOld,
        ErrorCode::Unavailable,
        ErrorCode::Offline,
        ErrorCode::NotAPortal,
        ErrorCode::UntrustedCertificate,
        ErrorCode::KeychainAbsent,
        ErrorCode::KeychainLocked,
        ErrorCode::WrongKey,
        ErrorCode::CacheDamaged,
        ErrorCode::DiskFull,
        ErrorCode::NotOffline,
        ErrorCode::UnreadableDocument,
        ErrorCode::NotWritable,
        ErrorCode::ActionsWaiting,
    ];

    #[test]
    fn every_error_says_what_happened_and_what_to_do() {
        for code in CODES {
            let error = AppError::new(code)
                .with("host", "cliente.redehorizonte.com.br")
                .with("role", "finance")
                .with("seconds", 8);
            let words = explain(&error);
            for sentence in [&words.happened, &words.advice] {
                assert!(sentence.len() > 10, "{code:?}: {sentence}");
                assert!(!sentence.contains(['{', '}', '$']), "{code:?}: {sentence}");
            }
        }
    }

    #[test]
    fn a_wrong_field_is_told_by_what_is_wrong_with_it() {
        let told = |field, reason| explain(&AppError::invalid(field, reason)).happened;
        let cases = [
            ("address", "empty"),
            ("address", "plain_http"),
            ("address", "not_configured"),
            ("address", "bad_host"),
            ("tax_id", "check_digit"),
            ("something", "else"),
        ];
        let distinct: std::collections::HashSet<_> = cases
            .into_iter()
            .map(|(field, reason)| told(field, reason))
            .collect();
        assert_eq!(distinct.len(), cases.len());
        assert_eq!(told("address", "has_query"), told("address", "bad_host"));
    }

    #[test]
    fn mc_10_a_wrong_sign_in_is_told_in_the_manuals_words() {
        let words = explain(&AppError::new(ErrorCode::InvalidCredentials));
        assert_eq!(words.happened, "Usuário ou Senha Inválida");
    }

    #[test]
    fn a_throttled_sign_in_says_for_how_long() {
        let throttled = AppError::new(ErrorCode::Throttled).with("seconds", 8);
        assert!(explain(&throttled).advice.contains("8 segundos"));
    }
}
