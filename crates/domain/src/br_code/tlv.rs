//! Tag, length, value: how EMV writes fields into one text.

use super::BrCodeError;

/// One field: two digits of tag, two of length, and so much value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub(super) tag: u8,
    pub(super) value: &'a str,
}

/// What a length counts. They differ only where a writer left an accent in a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lengths {
    Characters,
    Bytes,
}

/// All the fields of a template.
pub(super) fn read(mut text: &str, lengths: Lengths) -> Result<Vec<Field<'_>>, BrCodeError> {
    let mut fields = Vec::new();
    while !text.is_empty() {
        let (field, rest) = next(text, lengths).ok_or(BrCodeError::Tlv)?;
        fields.push(field);
        text = rest;
    }
    Ok(fields)
}

/// All the fields of a whole code, whose checksum may have lost its end in a copy: that is
/// then a wrong checksum.
pub(super) fn read_code(code: &str, lengths: Lengths) -> Result<Vec<Field<'_>>, BrCodeError> {
    let cut = (0..4).find_map(|kept| {
        let (head, tail) = code.split_at_checked(code.len().checked_sub(4 + kept)?)?;
        Some((head, tail.strip_prefix("6304")?))
    });
    match (read(code, lengths), cut) {
        (Err(BrCodeError::Tlv), Some((head, value))) => {
            let mut fields = read(head, lengths)?;
            fields.push(Field { tag: 63, value });
            Ok(fields)
        }
        (fields, _) => fields,
    }
}

/// The value of a tag.
pub(super) fn value<'a>(fields: &[Field<'a>], tag: u8) -> Option<&'a str> {
    fields.iter().find(|f| f.tag == tag).map(|f| f.value)
}

/// Whether some tag stands there twice.
pub(super) fn has_duplicate(fields: &[Field<'_>]) -> bool {
    fields
        .iter()
        .enumerate()
        .any(|(place, field)| fields.iter().skip(place + 1).any(|f| f.tag == field.tag))
}

/// Writes one field. The value is ASCII of at most 99 characters.
pub(super) fn field(tag: u8, value: &str) -> String {
    format!("{tag:02}{:02}{value}", value.len())
}

fn next(text: &str, lengths: Lengths) -> Option<(Field<'_>, &str)> {
    let tag = two_digits(text.get(..2)?)?;
    let length = usize::from(two_digits(text.get(2..4)?)?);
    let rest = text.get(4..)?;
    let end = match lengths {
        Lengths::Bytes => length,
        Lengths::Characters => {
            let starts = rest.char_indices().map(|(start, _)| start);
            starts.chain([rest.len()]).nth(length)?
        }
    };
    let (value, rest) = rest.split_at_checked(end)?;
    Some((Field { tag, value }, rest))
}

fn two_digits(text: &str) -> Option<u8> {
    // `parse` alone would take "+1".
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
