//! The cursor as it travels: signed for one user, so that what comes back is what went out.

use balcao_contract::cursor::Cursor;
use balcao_domain::UserId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const MAC_BYTES: usize = 32;

/// Signs and verifies cursors.
#[derive(Clone)]
pub struct Seal(Hmac<Sha256>);

impl Seal {
    /// With the portal's key for cursors; none when the key cannot be one.
    pub fn new(key: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(key).ok().map(Self)
    }

    /// A cursor as text for one user.
    pub fn sign(&self, cursor: &Cursor, user: UserId) -> String {
        let mut bytes = cursor.encode();
        let mac = self.mac(&bytes, user).finalize().into_bytes();
        bytes.extend(mac);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The cursor of a text that was signed for this user; none for any other text.
    pub fn verify(&self, text: &str, user: UserId) -> Option<Cursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (cursor, mac) = bytes.split_at_checked(bytes.len().checked_sub(MAC_BYTES)?)?;
        self.mac(cursor, user).verify_slice(mac).ok()?;
        Cursor::decode(cursor)
    }

    fn mac(&self, cursor: &[u8], user: UserId) -> Hmac<Sha256> {
        self.0
            .clone()
            .chain_update(cursor)
            .chain_update(user.uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_contract::cursor::{Mark, Position, View};
    use balcao_domain::Stream;
    use uuid::Uuid;

    fn user(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    #[test]
    fn a_cursor_verifies_for_its_user_with_its_key_unchanged_and_not_otherwise() {
        let seal = Seal::new(&[7; 32]).unwrap();
        let mut cursor = Cursor::empty(View([1; 16]));
        cursor
            .positions
            .insert(Stream::User, Position::At(Mark::START));
        let text = seal.sign(&cursor, user(1));
        assert_eq!(seal.verify(&text, user(1)), Some(cursor));
        assert_eq!(seal.verify(&text, user(2)), None);
        assert_eq!(Seal::new(&[8; 32]).unwrap().verify(&text, user(1)), None);
        for at in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).unwrap();
            assert_eq!(seal.verify(&other, user(1)), None, "{at}");
            assert_eq!(seal.verify(&text[..at], user(1)), None, "{at}");
        }
        assert_eq!(seal.verify("not a cursor", user(1)), None);
    }
}
