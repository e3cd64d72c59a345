//! The checksum at the end of every BR Code.

/// The checksum of the text's UTF-8 bytes as four upper-case hexadecimal digits: CRC-16/IBM-3740,
/// also called CCITT-FALSE (polynomial 1021, start FFFF, nothing reflected).
pub(super) fn crc(text: &str) -> String {
    let crc = text.bytes().fold(0xffff, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(byte) << 8), |crc, _| step(crc))
    });
    format!("{crc:04X}")
}

const fn step(crc: u16) -> u16 {
    if crc & 0x8000 == 0 {
        crc << 1
    } else {
        (crc << 1) ^ 0x1021
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_catalogue_value_holds() {
        assert_eq!(super::crc("123456789"), "29B1");
    }
}
