//! What was done from the palette, newest first.

use super::Doing;

/// How many are kept.
const KEPT: usize = 4;

/// What was done last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recent(Vec<Doing>);

impl Recent {
    /// Something is done.
    pub fn note(&mut self, doing: Doing) {
        self.0.retain(|done| *done != doing);
        self.0.insert(0, doing);
        self.0.truncate(KEPT);
    }

    /// How many things were done since; none when it is not among them.
    pub fn place(&self, doing: &Doing) -> Option<usize> {
        self.0.iter().position(|done| done == doing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Place;

    #[test]
    fn what_is_done_again_comes_first_and_stands_once() {
        let mut recent = Recent::default();
        for doing in [Doing::Go(Place::Home), Doing::Check, Doing::Go(Place::Home)] {
            recent.note(doing);
        }
        assert_eq!(recent.place(&Doing::Go(Place::Home)), Some(0));
        assert_eq!(recent.place(&Doing::Check), Some(1));
        assert_eq!(recent.place(&Doing::SignOut), None);
    }
}
