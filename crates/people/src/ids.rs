//! Ids that follow from the seed.

use balcao_domain::CivilDate;
use uuid::{Builder, Uuid};

/// Makes UUIDv7s whose time is a given day and whose random part follows from the seed.
pub struct Ids {
    state: u64,
}

impl Ids {
    /// A sequence of its own for each provider.
    pub fn new(seed: u64, provider: &str) -> Self {
        let state = provider.bytes().fold(seed, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { state }
    }

    /// The next id, of something made on that day.
    pub fn next(&mut self, made_on: CivilDate) -> Uuid {
        let mut random = [0; 10];
        for (byte, value) in random.iter_mut().zip(
            self.number()
                .to_le_bytes()
                .into_iter()
                .chain(self.number().to_le_bytes()),
        ) {
            *byte = value;
        }
        let midnight = made_on.naive().and_time(chrono::NaiveTime::MIN).and_utc();
        let millis = u64::try_from(midnight.timestamp_millis()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// The next number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.number() % limit.max(1)
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
