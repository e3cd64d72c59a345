//! Networks of their own for tests that cut them.

use std::process::{Command, Stdio};

/// Whether this machine lets one be made, which root in a container may not do. Leaves nothing.
pub fn can_be_made() -> bool {
    Command::new("unshare")
        .args(["--net", "--mount", "ip", "link", "add"])
        .args(["name", "near", "type", "veth", "peer", "name", "far"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
