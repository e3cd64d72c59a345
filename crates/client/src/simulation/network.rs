//! The network between a device and the twin portal: late, lossy, repeating itself, cut, or
//! answering in the portal's stead, all by one seed.

use super::chance::Chance;
use crate::address::Address;
use crate::portal::twin::Twin;
use crate::portal::{
    Answer, Base, Hints, Lines, Piece, Portal, PortalError, Sent, SyncAsked, Synced,
};
use balcao_contract::sync::Line;
use balcao_contract::{
    Accepted, CallPage, CallsOf, PasswordChange, Problem, ProblemCode, SignInRequest, Tokens,
    UploadState, WellKnown,
};
use balcao_domain::{Action, Sensitive, Sha256Digest};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

/// No cut is longer.
const LONGEST_CUT: Duration = Duration::from_secs(10);

/// When the client has given up on an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the network does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weather {
    /// It is cut for up to ten seconds at a time, in, out or both ways.
    Cuts,
    /// That, and whatever else networks and gateways do.
    Storm,
    /// Nothing.
    Calm,
}

/// Which way nothing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    Out,
    In,
    Both,
}

pub(super) struct Network {
    twin: Arc<Twin>,
    state: Mutex<State>,
}

struct State {
    weather: Weather,
    chance: Chance,
    cut: Option<(Cut, Instant)>,
    /// Requests that nobody waits for any more and that arrive all the same.
    astray: Vec<Astray>,
    /// What each key was used for.
    asked: BTreeMap<Uuid, Action>,
}

/// A request that left its order.
struct Astray {
    base: Base,
    access: Sensitive<String>,
    what: Load,
}

enum Load {
    Act(Uuid, Action),
    Piece(Piece, Vec<u8>),
}

/// What becomes of one request.
struct Fate {
    there: Duration,
    back: Duration,
    lost_there: bool,
    lost_back: bool,
    twice: bool,
    /// Lost for whoever waits, and arriving later.
    astray: bool,
    /// Answered by somebody on the way, before the portal hears of it or after.
    instead: Option<PortalError>,
    after: Option<PortalError>,
}

impl Network {
    pub fn new(twin: &Arc<Twin>, weather: Weather, chance: Chance) -> Arc<Self> {
        Arc::new(Self {
            twin: Arc::clone(twin),
            state: Mutex::new(State {
                weather,
                chance,
                cut: None,
                astray: Vec::new(),
                asked: BTreeMap::new(),
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The weather changes. What was astray never arrives once it is calm.
    pub fn set(&self, weather: Weather) {
        let mut state = self.state();
        state.weather = weather;
        state.cut = None;
        if weather == Weather::Calm {
            state.astray.clear();
        }
    }

    /// Instants of one life mean nothing in the next.
    pub fn restarted(&self) {
        self.state().cut = None;
    }

    /// What was asked under a key.
    pub fn asked(&self, key: Uuid) -> Option<Action> {
        self.state().asked.get(&key).cloned()
    }

    /// Carries a request to the portal and its answer back.
    async fn carry<'a, T>(&self, deliver: impl Fn() -> Answer<'a, T>) -> Result<T, PortalError> {
        self.carry_or_stray(deliver, || None).await
    }

    async fn carry_or_stray<'a, T>(
        &self,
        deliver: impl Fn() -> Answer<'a, T>,
        stray: impl FnOnce() -> Option<Astray>,
    ) -> Result<T, PortalError> {
        let fate = self.state().fate();
        self.let_one_arrive().await;
        sleep(fate.there).await;
        if fate.astray
            && let Some(astray) = stray()
        {
            self.state().astray.push(astray);
            return lost().await;
        }
        if fate.lost_there || self.state().is_cut(Cut::Out) {
            return lost().await;
        }
        if let Some(instead) = fate.instead {
            return Err(instead);
        }
        let mut answer = deliver().await;
        if fate.twice {
            answer = deliver().await;
        }
        sleep(fate.back).await;
        if fate.lost_back || self.state().is_cut(Cut::In) {
            return lost().await;
        }
        match fate.after {
            Some(after) => Err(after),
            None => answer,
        }
    }

    /// Whatever is astray may arrive just before what was sent later.
    async fn let_one_arrive(&self) {
        let astray = {
            let mut state = self.state();
            let count = state.astray.len() as u64;
            if count == 0 || state.chance.one_in(2) {
                return;
            }
            let at = state.chance.below(count) as usize;
            state.astray.swap_remove(at)
        };
        let Astray { base, access, what } = &astray;
        match what {
            Load::Act(key, action) => drop(self.twin.act(base, access, *key, action).await),
            Load::Piece(piece, bytes) => {
                drop(self.twin.upload(base, access, *piece, bytes).await);
            }
        }
    }
}

async fn lost<T>() -> Result<T, PortalError> {
    sleep(PATIENCE).await;
    Err(PortalError::Offline)
}

impl State {
    fn fate(&mut self) -> Fate {
        let mut fate = Fate {
            there: Duration::from_millis(20),
            back: Duration::from_millis(20),
            lost_there: false,
            lost_back: false,
            twice: false,
            astray: false,
            instead: None,
            after: None,
        };
        if self.weather == Weather::Calm {
            return fate;
        }
        let chance = &mut self.chance;
        if self.cut.is_none_or(|(_, until)| until <= Instant::now()) {
            let kinds = [Cut::Out, Cut::In, Cut::Both];
            let begins = chance.one_in(4).then(|| chance.pick(&kinds).copied());
            let until = Instant::now() + chance.up_to(LONGEST_CUT);
            self.cut = begins.flatten().map(|cut| (cut, until));
        }
        fate.there = chance.up_to(Duration::from_secs(2));
        fate.back = chance.up_to(Duration::from_secs(2));
        if self.weather == Weather::Cuts {
            return fate;
        }
        if chance.one_in(10) {
            fate.there = chance.up_to(PATIENCE);
        }
        fate.lost_there = chance.one_in(15);
        fate.lost_back = chance.one_in(10);
        fate.twice = chance.one_in(8);
        fate.astray = chance.one_in(12);
        fate.instead = chance.one_in(12).then(|| refusal(chance));
        // A gateway that gave up, and a body that was cut.
        fate.after = chance.one_in(15).then(|| match chance.one_in(2) {
            true => PortalError::refused(ProblemCode::Unavailable),
            false => PortalError::NotAPortal {
                host: "localhost".into(),
            },
        });
        fate
    }

    fn is_cut(&self, way: Cut) -> bool {
        self.cut
            .is_some_and(|(cut, until)| (cut == way || cut == Cut::Both) && Instant::now() < until)
    }
}

/// 429 or 5xx, with and without Retry-After.
fn refusal(chance: &mut Chance) -> PortalError {
    let mut problem = match chance.one_in(2) {
        true => Problem::throttled(0),
        false => Problem::new(ProblemCode::Unavailable),
    };
    let seconds = chance.below(120) as u32;
    problem.seconds = (!chance.one_in(3)).then_some(seconds);
    PortalError::Refused(problem)
}

/// Lines that stop for a while, or for good.
struct Slowed {
    lines: Box<dyn Lines>,
    told: u64,
    pause: Option<(u64, Duration)>,
    cut: Option<(u64, bool)>,
}

impl Lines for Slowed {
    fn next(&mut self) -> Answer<'_, Option<Line>> {
        Box::pin(async move {
            if let Some((_, pause)) = self.pause.filter(|(at, _)| *at == self.told) {
                sleep(pause).await;
            }
            if let Some((_, quietly)) = self.cut.filter(|(at, _)| *at == self.told) {
                return if quietly { Ok(None) } else { lost().await };
            }
            self.told += 1;
            self.lines.next().await
        })
    }
}

impl Portal for Network {
    fn well_known<'a>(&'a self, address: &'a Address) -> Answer<'a, WellKnown> {
        Box::pin(self.carry(|| self.twin.well_known(address)))
    }

    fn sign_in<'a>(&'a self, base: &'a Base, request: &'a SignInRequest) -> Answer<'a, Tokens> {
        Box::pin(self.carry(|| self.twin.sign_in(base, request)))
    }

    fn refresh<'a>(&'a self, base: &'a Base, refresh: &'a Sensitive<String>) -> Answer<'a, Tokens> {
        Box::pin(self.carry(|| self.twin.refresh(base, refresh)))
    }

    fn change_password<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        change: &'a PasswordChange,
    ) -> Answer<'a, ()> {
        Box::pin(self.carry(move || self.twin.change_password(base, access, change)))
    }

    fn sign_out<'a>(&'a self, base: &'a Base, access: &'a Sensitive<String>) -> Answer<'a, ()> {
        Box::pin(self.carry(|| self.twin.sign_out(base, access)))
    }

    fn sync<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: SyncAsked<'a>,
    ) -> Answer<'a, Synced> {
        Box::pin(async move {
            let answer = self.carry(|| self.twin.sync(base, access, asked)).await?;
            let Synced::Lines(lines) = answer else {
                return Ok(answer);
            };
            let mut state = self.state();
            let calm = state.weather == Weather::Calm;
            let storm = state.weather == Weather::Storm;
            let chance = &mut state.chance;
            let at = chance.below(60);
            let slowed = Slowed {
                lines,
                told: 0,
                pause: (!calm && chance.one_in(2))
                    .then(|| (chance.below(60), chance.up_to(PATIENCE))),
                cut: (!calm && chance.one_in(4)).then(|| (at, storm && chance.one_in(2))),
            };
            Ok(Synced::Lines(Box::new(slowed)))
        })
    }

    fn hints<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
    ) -> Answer<'a, Box<dyn Hints>> {
        Box::pin(self.carry(move || self.twin.hints(base, access)))
    }

    fn file<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        path: &'a str,
        held: Option<&'a str>,
    ) -> Answer<'a, Sent> {
        Box::pin(self.carry(move || self.twin.file(base, access, path, held)))
    }

    fn calls<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: &'a CallsOf,
    ) -> Answer<'a, CallPage> {
        Box::pin(self.carry(move || self.twin.calls(base, access, asked)))
    }

    fn act<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        key: Uuid,
        action: &'a Action,
    ) -> Answer<'a, Accepted> {
        self.state().asked.insert(key, action.clone());
        let stray = move || {
            Some(Astray {
                base: base.clone(),
                access: access.clone(),
                what: Load::Act(key, action.clone()),
            })
        };
        Box::pin(self.carry_or_stray(move || self.twin.act(base, access, key, action), stray))
    }

    fn upload_state<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        sha256: Sha256Digest,
        size: u32,
    ) -> Answer<'a, UploadState> {
        Box::pin(self.carry(move || self.twin.upload_state(base, access, sha256, size)))
    }

    fn upload<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        piece: Piece,
        bytes: &'a [u8],
    ) -> Answer<'a, UploadState> {
        let stray = move || {
            Some(Astray {
                base: base.clone(),
                access: access.clone(),
                what: Load::Piece(piece, bytes.to_vec()),
            })
        };
        Box::pin(self.carry_or_stray(move || self.twin.upload(base, access, piece, bytes), stray))
    }
}
