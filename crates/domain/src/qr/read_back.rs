//! Reads a drawn code with tools that know nothing of this crate: librsvg draws, zbar reads.

use std::process::Command;

/// What zbar finds in an SVG, looking for one symbology only. Fails without `rsvg-convert`
/// (librsvg2-bin) and `zbarimg` (zbar-tools).
pub(crate) fn read_back(symbology: &str, svg: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let drawing = folder.path().join("code.svg");
    let picture = folder.path().join("code.png");
    std::fs::write(&drawing, svg).unwrap();
    run(Command::new("rsvg-convert")
        .args(["--width=1700", "--keep-aspect-ratio", "--output"])
        .args([&picture, &drawing]));
    let text = run(Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable"])
        .arg(format!("-S{symbology}.enable"))
        .arg(&picture));
    text.strip_suffix('\n').unwrap_or(&text).to_owned()
}

fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}
