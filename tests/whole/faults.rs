//! A real process on real files, killed again and again while it decides, syncs and sends.

use crate::support::{Cut, DemoPortal, Network, authority};
use balcao_bridge::AccountId;
use balcao_client::{KeychainVault, Vault};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// Nobody lives longer; opening the accounts takes about a quarter of it.
const LONGEST_LIFE: Duration = Duration::from_millis(700);

/// How many kills lie between two looks at everything.
const LOOK_EVERY: usize = 100;

/// How long the network is away at most.
const LONGEST_CUT: Duration = Duration::from_secs(10);

/// Which address of a decision's number comes with a proof.
const WITH_PROOF: u32 = 5;

/// The device of one person, its portal, and what was said to the user.
struct Rig {
    portal: DemoPortal,
    /// The device's own, where it has one.
    network: Option<Network>,
    folder: PathBuf,
    _temporary: Option<TempDir>,
    /// How often the portal had changed each customer before anything was decided.
    before: i64,
}

impl Rig {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let rig = Self::in_folder(temporary.path());
        Self {
            _temporary: Some(temporary),
            ..rig
        }
    }

    /// Goes on with what an earlier run has left there.
    fn in_folder(folder: &Path) -> Self {
        let at_portal = folder.join("portal");
        fs::create_dir_all(&at_portal).unwrap();
        Self::with(folder, DemoPortal::kept_in(&at_portal), None)
    }

    /// A device in a network of its own.
    fn in_own_network() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path();
        let network = Network::new(folder);
        let portal = DemoPortal::at_end_of(&network, folder);
        let rig = Self::with(folder, portal, Some(network));
        Self {
            _temporary: Some(temporary),
            ..rig
        }
    }

    fn with(folder: &Path, portal: DemoPortal, network: Option<Network>) -> Self {
        let noted = folder.join("before");
        let before = match fs::read_to_string(&noted) {
            Ok(before) => before.parse().unwrap(),
            Err(_) => customers_changed(&portal),
        };
        fs::write(noted, before.to_string()).unwrap();
        let proof = [b"%PDF-".to_vec(), vec![7; 600_000]].concat();
        fs::write(folder.join("proof.pdf"), proof).unwrap();
        Self {
            portal,
            network,
            folder: folder.to_owned(),
            _temporary: None,
            before,
        }
    }

    fn device(&self) -> PathBuf {
        self.folder.join("device")
    }

    fn start(&self, data: &Path, more: &[&str]) -> Child {
        let program = env!("CARGO_BIN_EXE_balcao-busy-device");
        let mut command = match &self.network {
            Some(network) => network.command(program),
            None => Command::new(program),
        };
        command
            .arg("--data")
            .arg(data)
            .arg("--extra-ca")
            .arg(authority())
            .arg("--proof")
            .arg(self.folder.join("proof.pdf"))
            .args(["--address", &self.portal.address("rede-horizonte")])
            .args(["--tax-id", balcao_people::ANA_TAX_ID])
            .args(more)
            .env("BALCAO_PASSWORD", balcao_people::ANA_PASSWORD)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// What was said so far.
    fn said(&self) -> Vec<String> {
        let said = fs::read_to_string(self.folder.join("said")).unwrap_or_default();
        said.lines().map(str::to_owned).collect()
    }

    /// Lets the device do what it does, ended by `end`; what it says is kept as it comes.
    fn live(&self, more: &[&str], end: impl FnOnce(&mut Child)) {
        let from = 1 + self
            .said()
            .iter()
            .filter_map(|line| number(line))
            .max()
            .unwrap_or(0);
        let from = from.to_string();
        let mut device = self.start(&self.device(), &[&["--from", &from], more].concat());
        let mut said = OpenOptions::new();
        let mut said = said
            .create(true)
            .append(true)
            .open(self.folder.join("said"))
            .unwrap();
        let out = BufReader::new(device.stdout.take().unwrap());
        let listening = thread::spawn(move || {
            // A kill in the middle of a line leaves one that says nothing.
            for line in out.lines().map_while(Result::ok) {
                writeln!(said, "{line}").unwrap();
            }
        });
        end(&mut device);
        let output = device.wait_with_output().unwrap();
        listening.join().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && complaint.is_empty(),
            "{complaint}"
        );
    }

    /// Once everything is done, what the cache of a device holds.
    fn settled(&self, data: &Path) -> Value {
        let output = self.start(data, &["--settle"]).wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{complaint}");
        let said = String::from_utf8(output.stdout).unwrap();
        let (last, before) = said.trim_end().rsplit_once('\n').unwrap_or((&said, ""));
        let (last, before) = if before.is_empty() {
            (last, "")
        } else {
            (before, last)
        };
        let mut told = OpenOptions::new();
        let mut told = told
            .create(true)
            .append(true)
            .open(self.folder.join("said"))
            .unwrap();
        if data == self.device() && !before.is_empty() {
            writeln!(told, "{before}").unwrap();
        }
        let answer: Value = serde_json::from_str(last).unwrap();
        assert_eq!(answer["problem"], Value::Null);
        answer["cache"].clone()
    }

    /// Every promise, as it stands now.
    fn keeps_every_promise(&self) {
        let cache = self.settled(&self.device());
        let fresh = tempfile::tempdir().unwrap();
        assert_eq!(cache, self.settled(fresh.path()));
        databases_are_sound(&self.device());

        let said = Said::of(&self.said());
        let done = done_at(&self.portal);
        let requests = requests(&cache);
        let proofs: BTreeSet<Uuid> = requests.values().flatten().copied().collect();
        let changes = done.keys().filter(|key| !proofs.contains(*key));
        let unsaid = changes
            .clone()
            .filter(|key| !said.ids.contains(*key))
            .count();
        assert!(
            unsaid <= said.begun - said.ids.len(),
            "{unsaid} were never decided"
        );
        let mut last = 0;
        for (number, id) in said.saved.iter().filter(|(_, id)| !said.taken.contains(id)) {
            let seq = *done
                .get(id)
                .unwrap_or_else(|| panic!("{number} was saved and is lost"));
            assert!(seq > last, "{number} came true out of order");
            last = seq;
            if number % WITH_PROOF == 0 {
                assert_eq!(requests[id].len(), 1, "the proof of {number}");
            }
        }
        // Each change of a free field changes the customer, and nothing else does.
        let phones = changes.filter(|key| !requests.contains_key(*key)).count();
        let changed = customers_changed(&self.portal) - self.before;
        assert_eq!(changed, phones as i64, "something came true twice");
    }
}

/// What the user was told.
struct Said {
    begun: usize,
    saved: Vec<(u32, Uuid)>,
    ids: BTreeSet<Uuid>,
    taken: BTreeSet<Uuid>,
}

impl Said {
    fn of(lines: &[String]) -> Self {
        let mut said = Self {
            begun: 0,
            saved: Vec::new(),
            ids: BTreeSet::new(),
            taken: BTreeSet::new(),
        };
        for line in lines {
            let words: Vec<_> = line.split(' ').collect();
            match words[..] {
                ["deciding", _] => said.begun += 1,
                ["saved", number, id] => {
                    let id = id.parse().unwrap();
                    said.saved.push((number.parse().unwrap(), id));
                    said.ids.insert(id);
                }
                ["taking", id] => drop(said.taken.insert(id.parse().unwrap())),
                ["stays", id] => drop(said.taken.remove(&id.parse().unwrap())),
                _ => panic!("{line}"),
            }
        }
        said
    }
}

/// The number of a decision that was begun.
fn number(line: &str) -> Option<u32> {
    line.strip_prefix("deciding ")?.parse().ok()
}

fn read(portal: &DemoPortal) -> Connection {
    Connection::open_with_flags(portal.database(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// How often Ana's data were changed.
fn customers_changed(portal: &DemoPortal) -> i64 {
    let count = "SELECT count(*) FROM changes WHERE collection = 'customers' AND id =
                 (SELECT customers.id FROM customers
                  JOIN providers ON providers.id = customers.provider
                  WHERE slug = 'rede-horizonte' AND customers.tax_id = ?1)";
    read(portal)
        .query_one(count, [balcao_people::ANA_TAX_ID], |row| row.get(0))
        .unwrap()
}

/// What came true, and as which change of its stream.
fn done_at(portal: &DemoPortal) -> BTreeMap<Uuid, u64> {
    let portal = read(portal);
    let mut all = portal
        .prepare("SELECT key, answer FROM action_answers")
        .unwrap();
    let rows = all.query_map([], |row| {
        let answer: Vec<u8> = row.get(1)?;
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        Ok((
            Uuid::from_bytes(row.get(0)?),
            answer["seq"].as_u64().unwrap(),
        ))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// The requests of a cache, each with the ids of its proofs.
fn requests(cache: &Value) -> BTreeMap<Uuid, Vec<Uuid>> {
    let id = |value: &Value| value["id"].as_str().unwrap().parse().unwrap();
    let all = cache[0]["requests"].as_array().unwrap().iter();
    let all = all.map(|shown| &shown["request"]);
    let proofs = |request: &Value| {
        request["proofs"]
            .as_array()
            .unwrap()
            .iter()
            .map(id)
            .collect()
    };
    all.map(|request| (id(request), proofs(request))).collect()
}

/// Every page of every closed database is what was written.
fn databases_are_sound(data: &Path) {
    for entry in fs::read_dir(data).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(account) = name.parse() else { continue };
        let secret = KeychainVault.load(AccountId(account)).unwrap().to_bytes();
        let key: String = secret.expose()[..32]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        for file in ["cache.db", "outbox.db"] {
            let database = Connection::open(folder.join(file)).unwrap();
            database
                .execute_batch(&format!(
                    "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"
                ))
                .unwrap();
            let mut pages = database.prepare("PRAGMA cipher_integrity_check").unwrap();
            assert!(pages.query([]).unwrap().next().unwrap().is_none(), "{file}");
            let verdict: String = database
                .query_one("PRAGMA integrity_check", [], |row| row.get(0))
                .unwrap();
            assert_eq!(verdict, "ok", "{file}");
        }
    }
}

fn asked(variable: &str) -> Option<String> {
    env::var(variable).ok()
}

/// A time by chance.
fn at_most(longest: Duration) -> Duration {
    let chance = RandomState::new().hash_one(longest);
    longest.mul_f64(chance as f64 / u64::MAX as f64)
}

/// `BALCAO_FAULT_FOLDER` lets a run go on with the files, and the count, of the last one.
#[test]
fn f1_killed_at_any_instant_nothing_that_was_saved_is_lost() {
    let goal = asked("BALCAO_FAULT_CASES").map_or(12, |count| count.parse().unwrap());
    let kept = asked("BALCAO_FAULT_FOLDER").map(PathBuf::from);
    let rig = kept.as_deref().map_or_else(Rig::new, Rig::in_folder);
    let counter = rig.folder.join("kills");
    let killed = fs::read_to_string(&counter).map_or(0, |count| count.parse().unwrap());
    for kill in killed + 1..=goal {
        let lasts = at_most(LONGEST_LIFE);
        rig.live(&[], |device| {
            thread::sleep(lasts);
            device.kill().unwrap();
        });
        if kill % LOOK_EVERY == 0 || kill == goal {
            rig.keeps_every_promise();
        }
        fs::write(&counter, kill.to_string()).unwrap();
    }
    println!("counted {goal} kills");
    println!("counted {} decisions", Said::of(&rig.said()).begun);
}

#[test]
fn f2_killed_at_every_labelled_point_nothing_that_was_saved_is_lost() {
    const POINTS: [&str; 8] = [
        "deciding", "queued", "sending", "answered", "cached", "accepted", "gone", "synced",
    ];
    let rounds: usize = asked("BALCAO_FAULT_CASES").map_or(1, |count| count.parse().unwrap());
    let rig = Rig::new();
    for _ in 0..rounds {
        for point in POINTS {
            rig.live(&["--kill-at", point], |_| {});
            rig.keeps_every_promise();
        }
    }
    println!("counted {} points", rounds * POINTS.len());
}

/// The simulation cuts a thousand times; here the device is a process, and the network the system's.
#[test]
fn f4_cut_off_in_a_network_of_its_own_nothing_that_was_saved_is_lost() {
    let seeds: usize = asked("BALCAO_FAULT_CASES").map_or(0, |count| count.parse().unwrap());
    let goal = (3 * seeds).div_ceil(100).max(Cut::ALL.len());
    let rig = Rig::in_own_network();
    let network = rig.network.as_ref().unwrap();
    let (_, port) = rig.portal.origin.rsplit_once(':').unwrap();
    for number in 0..goal {
        let cut = Cut::ALL[number % Cut::ALL.len()];
        rig.live(&[], |device| {
            thread::sleep(LONGEST_LIFE / 2 + at_most(LONGEST_LIFE));
            assert!(network.reaches(port));
            network.cut(cut);
            assert!(!network.reaches(port));
            thread::sleep(at_most(LONGEST_CUT));
            network.mend(cut);
            thread::sleep(at_most(LONGEST_LIFE));
            device.kill().unwrap();
        });
    }
    rig.keeps_every_promise();
    println!("counted {goal} cuts");
}
