//! `accounts.json`: which accounts there are. The one readable file, so it says no more than that.

use super::folder::replace_file;
use balcao_bridge::AccountId;
use balcao_domain::Issuer;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

const NAME: &str = "accounts.json";

/// An account, as the file lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listed {
    /// The name of its folder, and its id.
    pub folder: AccountId,
    /// The provider's id.
    pub issuer: Issuer,
    /// The provider's address, without the scheme.
    pub address: String,
    /// Its place among the accounts shown.
    pub order: u32,
}

#[derive(Serialize, Deserialize)]
struct Accounts {
    accounts: Vec<Listed>,
}

/// The accounts listed in a data folder, in their order; none when there is no list yet.
pub(crate) fn read(data: &Path) -> io::Result<Vec<Listed>> {
    let bytes = match fs::read(data.join(NAME)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut accounts = serde_json::from_slice::<Accounts>(&bytes)?.accounts;
    accounts.sort_by_key(|listed| listed.order);
    Ok(accounts)
}

/// Replaces the list, whole or not at all.
pub(crate) fn write(data: &Path, accounts: Vec<Listed>) -> io::Result<()> {
    let list = serde_json::to_vec_pretty(&Accounts { accounts })?;
    replace_file(&data.join(NAME), &list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn listed(order: u32) -> Listed {
        Listed {
            folder: AccountId(Uuid::from_u128(order.into())),
            issuer: Issuer::new(Uuid::from_u128(7)),
            address: "localhost:8443/rede-horizonte".into(),
            order,
        }
    }

    #[test]
    fn the_list_reads_back_in_its_order() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(read(data.path()).unwrap(), []);
        write(data.path(), vec![listed(2), listed(1)]).unwrap();
        write(data.path(), vec![listed(2), listed(0), listed(1)]).unwrap();
        let read = read(data.path()).unwrap();
        assert_eq!(read, [listed(0), listed(1), listed(2)]);
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_list_that_is_none_is_not_taken_for_empty() {
        let data = tempfile::tempdir().unwrap();
        for wrong in ["", "{}", "[]", r#"{"accounts":[{"name":"Ana"}]}"#] {
            fs::write(data.path().join(NAME), wrong).unwrap();
            let error = read(data.path()).unwrap_err();
            assert!(matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
            ));
        }
    }
}
