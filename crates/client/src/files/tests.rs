use super::*;
use crate::db::Encryption;
use crate::vault::Key;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

fn place(folder: &TempDir) -> (Place, PathBuf) {
    let path = folder.path().join("files.db");
    let encryption = Encryption::On(Key::from_bytes([1; 32]));
    let place = Place::File {
        path: path.clone(),
        encryption,
    };
    (place, path)
}

fn file(first: u8, size: usize) -> KeptFile {
    let bytes = (0..size).map(|at| first.wrapping_add((at % 251) as u8));
    KeptFile {
        etag: format!("\"{first}\""),
        name: "fatura.pdf".into(),
        of: [first; 32],
        bytes: bytes.collect(),
    }
}

#[tokio::test]
async fn files_of_any_length_read_back_whole_after_closing() {
    let folder = TempDir::new().unwrap();
    let lengths = [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7];
    let files = Files::at(place(&folder).0);
    for (number, length) in (0..).zip(lengths) {
        let path = format!("/{length}");
        files.put(&path, file(number, length)).await.unwrap();
    }
    files.close().await;
    assert!(matches!(files.get("/0").await, Err(DbError::Closed)));

    let files = Files::at(place(&folder).0);
    for (number, length) in (0..).zip(lengths) {
        let kept = files.get(&format!("/{length}")).await.unwrap();
        assert_eq!(kept, Some(file(number, length)));
    }
    assert_eq!(files.get("/none").await.unwrap(), None);
}

#[tokio::test]
async fn a_newer_file_takes_the_place_of_the_older() {
    let files = Files::at(Place::Memory);
    files.put("/a", file(1, 3 * PIECE)).await.unwrap();
    files.put("/a", file(2, 10)).await.unwrap();
    assert_eq!(files.get("/a").await.unwrap(), Some(file(2, 10)));
    files.confirm("/a", [9; 32]).await.unwrap();
    assert_eq!(files.get("/a").await.unwrap().unwrap().of, [9; 32]);
    files.remove("/a").await.unwrap();
    assert_eq!(files.get("/a").await.unwrap(), None);
}

#[tokio::test]
async fn what_was_read_least_recently_goes_first_when_there_is_no_room() {
    let mut files = Files::at(Place::Memory);
    files.room = 100;
    for name in ["/a", "/b", "/c"] {
        files.put(name, file(1, 30)).await.unwrap();
    }
    assert!(files.get("/a").await.unwrap().is_some());
    files.put("/d", file(1, 30)).await.unwrap();
    let kept = async |name| files.get(name).await.unwrap().is_some();
    assert!(!kept("/b").await);
    assert!(kept("/c").await && kept("/a").await && kept("/d").await);
    // One that is larger than all the room is still the one that was asked for.
    files.put("/e", file(1, 200)).await.unwrap();
    assert!(kept("/e").await);
    assert!(!kept("/a").await && !kept("/c").await && !kept("/d").await);
}

#[tokio::test]
async fn damaged_files_are_forgotten_and_can_be_kept_again() {
    for harm in [
        |bytes: &mut Vec<u8>| bytes[..4096].fill(0),
        |bytes: &mut Vec<u8>| bytes[4096..].fill(7),
        |bytes: &mut Vec<u8>| bytes.truncate(9_000),
        |bytes: &mut Vec<u8>| bytes.clear(),
    ] {
        let folder = TempDir::new().unwrap();
        let (place, path) = place(&folder);
        let files = Files::at(place.clone());
        files.put("/a", file(1, 4 * PIECE)).await.unwrap();
        files.close().await;
        let mut bytes = fs::read(&path).unwrap();
        harm(&mut bytes);
        fs::write(&path, bytes).unwrap();

        let files = Files::at(place);
        assert_eq!(files.get("/a").await.unwrap(), None);
        files.put("/a", file(2, PIECE)).await.unwrap();
        assert_eq!(files.get("/a").await.unwrap(), Some(file(2, PIECE)));
    }
}

#[tokio::test]
async fn clearing_leaves_no_byte_behind() {
    let folder = TempDir::new().unwrap();
    let files = Files::at(place(&folder).0);
    files.put("/a", file(1, 2 * PIECE)).await.unwrap();
    files.clear().await.unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(files.get("/a").await.unwrap(), None);
}
