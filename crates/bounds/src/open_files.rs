//! How many connections the system lets a process have.

/// So many connections, or fewer where the system lets this process open fewer files: half of those
/// are left for what stands behind each. Its soft limit is raised to the hard one first.
pub fn connections(most: usize) -> usize {
    most.min(open_files().map_or(most, |files| files / 2))
}

#[cfg(unix)]
fn open_files() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let now = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(_) => limit.current,
    };
    usize::try_from(now?).ok()
}

#[cfg(not(unix))]
fn open_files() -> Option<usize> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_no_more_than_asked_for_and_some_in_any_case() {
        assert_eq!(connections(3), 3);
        assert!(connections(usize::MAX) > 3);
    }
}
