//! The one form a day has in JSON. Chrono by itself would also take `2026-1-2` and spaces.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::CivilDate;
use crate::compact;

impl Serialize for CivilDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        compact::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for CivilDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return compact::deserialize(deserializer).map(Self);
        }
        let text = Cow::<str>::deserialize(deserializer)?;
        let day: Option<NaiveDate> = text.parse().ok();
        // Written again, it is the same only in the form it is written in.
        day.filter(|day| day.to_string() == text)
            .map(Self)
            .ok_or_else(|| D::Error::custom("not a day written aaaa-mm-dd"))
    }
}
