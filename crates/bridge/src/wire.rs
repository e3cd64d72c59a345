//! How requests, answers, errors and events cross between interface and core: as postcard, fields by
//! their place. Both sides are built together, so names would only make the interface larger.

use serde::{Serialize, de::DeserializeOwned};

/// Bytes that are not a value of the expected type, or a value that has no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("malformed bytes on the bridge")]
pub struct Malformed;

/// A value as bytes.
///
/// # Errors
/// For a value whose length is not known beforehand, which no type of the bridge has.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Malformed> {
    postcard::to_allocvec(value).map_err(|_| Malformed)
}

/// The value that bytes stand for, all of them.
///
/// # Errors
/// When they stand for no such value, or for more than one.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(Malformed),
    }
}

/// Bytes for where only text goes (a header, a line of an event stream, a call on Android): two
/// hexadecimal digits each.
pub fn to_text(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(digit).collect()
}

/// The bytes of a text that [`to_text`] has made.
///
/// # Errors
/// For any other text.
pub fn of_text(text: &str) -> Result<Vec<u8>, Malformed> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return Err(Malformed);
    };
    let half = |digit: u8| {
        let digit = char::from(digit).to_digit(16).ok_or(Malformed)?;
        u8::try_from(digit).map_err(|_| Malformed)
    };
    let byte = |&[high, low]: &[u8; 2]| Ok(half(high)? << 4 | half(low)?);
    pairs.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AppError, ErrorCode, Moment};
    use balcao_domain::CivilDate;

    #[test]
    fn a_value_comes_back_from_its_bytes_and_from_their_text() {
        let error = AppError::new(ErrorCode::Throttled).with("seconds", 30);
        let bytes = encode(&error).unwrap();
        assert_eq!(decode(&bytes), Ok(error));
        assert_eq!(of_text(&to_text(&bytes)), Ok(bytes));
        assert_eq!(to_text(&[0, 0xa7, 0xff]), "00a7ff");
    }

    #[test]
    fn days_and_instants_come_back_as_they_went() {
        let moment = Moment {
            civil: "2026-11-22T23:59:59.123456".parse().unwrap(),
            offset: -180,
        };
        let bytes = encode(&moment).unwrap();
        assert_eq!(decode(&bytes), Ok(moment));
        for day in ["0001-01-01", "2024-02-29", "2026-11-22"] {
            let day: CivilDate = serde_json::from_value(day.into()).unwrap();
            assert_eq!(decode(&encode(&Some(day)).unwrap()), Ok(Some(day)));
        }
        let beyond = encode(&i32::MAX).unwrap();
        assert_eq!(decode::<CivilDate>(&beyond), Err(Malformed));
    }

    #[test]
    fn what_is_cut_too_long_or_no_text_of_bytes_is_malformed() {
        let bytes = encode("Faturas").unwrap();
        assert_eq!(decode::<String>(&bytes[..3]), Err(Malformed));
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(decode::<String>(&longer), Err(Malformed));
        for text in ["0", "0g", "+7", "é", "00 1"] {
            assert_eq!(of_text(text), Err(Malformed), "{text}");
        }
    }
}
