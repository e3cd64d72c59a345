//! Lists of values that a later version may add to: what this one does not know is passed over, so
//! that a row with a new role or a new part of the product still reads.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny};

/// One value of such a list.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Perhaps<T> {
    Known(T),
    Unknown(IgnoredAny),
}

/// The values that are known, for `#[serde(deserialize_with = "…")]`.
///
/// # Errors
/// The deserializer's own. Where fields go by their place, both sides are of one version, and an
/// unknown value is one too.
pub fn only<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    if !deserializer.is_human_readable() {
        return Vec::deserialize(deserializer);
    }
    let all: Vec<Perhaps<T>> = Vec::deserialize(deserializer)?;
    let known = all.into_iter().filter_map(|each| match each {
        Perhaps::Known(value) => Some(value),
        Perhaps::Unknown(IgnoredAny) => None,
    });
    Ok(known.collect())
}

#[cfg(test)]
mod tests {
    use crate::{Grant, Role};

    #[test]
    fn a_role_of_a_later_version_is_passed_over() {
        let json = r#"{"customer":"018f0000-0000-7000-8000-000000000001","customer_name":"Ana",
                       "roles":["finance","astronaut","customer"]}"#;
        let grant: Grant = serde_json::from_str(json).unwrap();
        assert_eq!(grant.roles, [Role::Finance, Role::Customer]);
        let wrong = json.replace("[\"finance\"", "[[\"finance\"]");
        assert_eq!(
            serde_json::from_str::<Grant>(&wrong).unwrap().roles,
            [Role::Customer]
        );
    }
}
