//! Looks for secrets in files, in every form they might have been written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::fs;
use std::path::{Path, PathBuf};

/// The forms of one value.
struct Canary {
    value: String,
    forms: Vec<Vec<u8>>,
}

/// What is looked for, and the files that were read.
pub struct FileSearch {
    canaries: Vec<Canary>,
    files: Vec<PathBuf>,
}

impl FileSearch {
    /// Each value is looked for as UTF-8, UTF-16 (both orders), hex (both cases), base64 (at each
    /// of the three offsets), and without its punctuation where it has digits.
    pub fn new(values: impl IntoIterator<Item = String>) -> Self {
        let canaries = values
            .into_iter()
            .map(|value| {
                assert!(value.len() >= 8, "{value:?} is too short to be a canary");
                let mut forms = forms_of(&value);
                let bare: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
                if bare != value && bare.len() >= 8 && bare.bytes().any(|b| b.is_ascii_digit()) {
                    forms.extend(forms_of(&bare));
                }
                Canary { value, forms }
            })
            .collect();
        Self {
            canaries,
            files: Vec::new(),
        }
    }

    /// Looks for bytes that are no text too: as they are, as hex, and as base64.
    pub fn with_bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        assert!(bytes.len() >= 8, "{name} is too short to be a canary");
        self.canaries.push(Canary {
            value: name.to_owned(),
            forms: forms_of_bytes(bytes),
        });
        self
    }

    /// Every value found below a folder, with the file.
    pub fn below(&mut self, folder: &Path) -> Vec<(String, PathBuf)> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let kind = entry.file_type().unwrap();
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    let bytes = fs::read(entry.path()).unwrap();
                    found.extend(self.in_bytes(&bytes).map(|value| (value, entry.path())));
                    self.files.push(entry.path());
                }
            }
        }
        found
    }

    fn in_bytes<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = String> + 'a {
        self.canaries
            .iter()
            .filter(|canary| canary.forms.iter().any(|form| contains(bytes, form)))
            .map(|canary| canary.value.clone())
    }

    /// The files read so far.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// What is looked for.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.canaries.iter().map(|canary| canary.value.as_str())
    }
}

fn forms_of(value: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u16> = value.encode_utf16().collect();
    let mut forms = forms_of_bytes(value.as_bytes());
    forms.push(utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect());
    forms.push(utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect());
    forms
}

fn forms_of_bytes(value: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = value.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![
        value.to_vec(),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
    ];
    for offset in 0..3 {
        // The characters that depend on the value's neighbours are cut off at both ends.
        let padded: Vec<u8> = std::iter::repeat_n(0, offset)
            .chain(value.iter().copied())
            .collect();
        let encoded = STANDARD_NO_PAD.encode(&padded);
        let start = (offset * 8).div_ceil(6);
        let end = padded.len() * 8 / 6;
        forms.push(encoded.as_bytes()[start..end].to_vec());
    }
    forms
}

fn contains(bytes: &[u8], form: &[u8]) -> bool {
    let Some(first) = form.first() else {
        return false;
    };
    bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| *byte == first)
        .any(|(at, _)| bytes[at..].starts_with(form))
}

#[test]
fn every_form_of_a_value_is_found() {
    let value = "880.887.731-05".to_owned();
    let mut search = FileSearch::new([value.clone()]);
    for bytes in [
        value.clone().into_bytes(),
        b"id=88088773105;".to_vec(),
        value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        b"x3838302e3838372e3733312d3035".to_vec(),
        STANDARD_NO_PAD.encode(format!("a{value}b")).into_bytes(),
        STANDARD_NO_PAD.encode(format!("ab{value}c")).into_bytes(),
        STANDARD_NO_PAD.encode(format!("abc{value}d")).into_bytes(),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), &bytes).unwrap();
        assert_eq!(search.below(folder.path()).len(), 1, "{bytes:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "880.887.731-06").unwrap();
    assert!(search.below(folder.path()).is_empty());
}
