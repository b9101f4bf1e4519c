//! A talk on the disk, so that a crash comes back to the same slide and time.
//!
//! The file stands in the folder that the platform keeps such things in, one for each deck, and is
//! no more than a help: where it cannot be written or read, the talk goes on without.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::talk::{Ink, Now, Route, Screen, Stop, Stroke, Talk, Timer};
use crate::assets::{self, Files};
use crate::diagnostic::Diagnostic;

/// Raised when the file's form changes; another form is not read.
const FORM: u32 = 1;
/// A talk of so long ago is over.
const STALE: Duration = Duration::from_secs(8 * 3600);

/// A talk as it is written down.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    form: u32,
    /// The deck, for people who read the file.
    deck: PathBuf,
    /// Seconds since 1970.
    saved: u64,
    /// Where the program listened, so that open windows find it again.
    pub port: u16,
    here: Place,
    frozen: Option<usize>,
    screen: Screen,
    places: Vec<usize>,
    /// Milliseconds.
    elapsed: u64,
    running: bool,
    ink: BTreeMap<usize, Vec<Stroke>>,
}

/// A page by all that it can be found by in a deck that was edited since.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    page: usize,
    label: String,
    title: String,
    step: usize,
    drawing: u64,
}

impl Saved {
    /// The talk as it is now.
    pub fn of(talk: &Talk, route: &Route, deck: &Path, port: u16, now: Now) -> Self {
        let page = talk.page();
        let stop = route.stops.get(page).cloned().unwrap_or_default();
        Self {
            form: FORM,
            deck: deck.to_owned(),
            saved: now.wall.as_secs(),
            port,
            here: Place {
                page,
                label: stop.label,
                title: stop.title,
                step: stop.step,
                drawing: stop.drawing,
            },
            frozen: talk.is_frozen().then(|| talk.shown()),
            screen: talk.screen(),
            places: talk.places(),
            elapsed: talk.timer.elapsed(now).as_millis() as u64,
            running: talk.timer.is_running(),
            ink: talk.ink.pages().clone(),
        }
    }

    /// The talk that was written down, in a deck that may have been edited since. A clock that ran
    /// has been running all the time.
    pub fn restore(self, route: &Route, now: Now) -> Talk {
        let mut old = Route::default();
        old.stops.resize(self.here.page + 1, Stop::default());
        let here = &self.here;
        let stop = Stop {
            label: here.label.clone(),
            title: here.title.clone(),
            step: here.step,
            ..Stop::default()
        };
        old.stops[here.page] = Stop { drawing: here.drawing, ..stop };
        let page = super::talk::follow(&old, route)[here.page];
        let away = now.wall.saturating_sub(Duration::from_secs(self.saved));
        let gone =
            Duration::from_millis(self.elapsed) + if self.running { away } else { Duration::ZERO };
        let mut talk = Talk::default();
        talk.restore(page, self.frozen, self.screen, &self.places, route);
        talk.timer = Timer::restored(gone, self.running, now);
        talk.ink = Ink::restored(self.ink);
        talk
    }

    /// Whether there is anything to come back to.
    pub fn is_begun(&self) -> bool {
        self.here.page > 0 || self.elapsed > 0 || self.running || !self.ink.is_empty()
    }
}

/// Where a deck's talk is written down.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
}

impl Store {
    /// The place for the deck at `path`; `None` where the platform says nowhere to keep it.
    pub fn of(deck: &Path) -> Option<Self> {
        let deck = std::fs::canonicalize(deck).unwrap_or_else(|_| deck.to_owned());
        let name = format!("{:016x}.json", fnv(deck.to_string_lossy().as_bytes()));
        Some(Self { path: folder(&|name| std::env::var_os(name))?.join(name) })
    }

    /// What was written down, unless it is of long ago, of another form, or damaged.
    pub fn read(&self, now: Now) -> Option<Saved> {
        let text = Files::beside(&self.path).read_outline(&self.path).ok()?;
        let saved: Saved = serde_json::from_str(&text).ok()?;
        let age = now.wall.checked_sub(Duration::from_secs(saved.saved));
        // A page far beyond any deck is no place, and would only cost memory.
        let is_sound = saved.form == FORM && saved.here.page < 1_000_000;
        (is_sound && age.is_some_and(|age| age < STALE)).then_some(saved)
    }

    /// Writes a talk down, in one step.
    ///
    /// # Errors
    ///
    /// Why it cannot be written.
    pub fn write(&self, saved: &Saved) -> Result<(), Diagnostic> {
        assets::make_folder(self.path.parent().unwrap_or(Path::new("")))?;
        assets::write(&self.path, &serde_json::to_vec(saved).unwrap_or_default())
    }
}

/// The folder for what a program wants to find again after a restart: the XDG base directory
/// specification's, or what the platform has instead.
fn folder(variable: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if let Some(state) = absolute("XDG_STATE_HOME") {
        state
    } else if cfg!(windows) {
        absolute("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        absolute("HOME")?.join("Library/Application Support")
    } else {
        absolute("HOME")?.join(".local/state")
    };
    Some(base.join("plenary").join("talks"))
}

/// A number for a name that is the same in every version of the program (Fowler, Noll and Vo's 1a).
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::talk::{Command, Dash, Pen};
    use super::*;

    fn at(seconds: u64) -> Now {
        Now {
            steady: Duration::from_secs(seconds),
            wall: Duration::from_secs(1_700_000_000 + seconds),
        }
    }

    fn route(titles: &[&str]) -> Route {
        let stop = |(index, title): (usize, &&str)| Stop {
            title: (*title).to_owned(),
            drawing: title.bytes().map(u64::from).sum::<u64>() + 1,
            slide: index,
            ..Stop::default()
        };
        Route { stops: titles.iter().enumerate().map(stop).collect(), seconds: None }
    }

    /// A talk on its third page, ten seconds after it began.
    fn talk(route: &Route) -> Talk {
        let mut talk = Talk::default();
        let stroke = Dash { id: 5, pen: Pen::Green, points: vec![[0.5, 0.5]] };
        let draw = Command::Draw { page: 0, stroke };
        for command in [
            Command::Next,
            Command::Go { page: 2 },
            Command::Go { page: 0 },
            Command::Go { page: 2 },
            draw,
        ] {
            talk.apply(&command, route, at(0));
        }
        talk
    }

    #[test]
    fn a_talk_comes_back_with_its_place_and_time() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { path: folder.path().join("deep/talk.json") };
        let route = route(&["A", "B", "C", "D"]);
        let saved = Saved::of(&talk(&route), &route, Path::new("slides.yaml"), 7000, at(10));
        store.write(&saved).unwrap();
        // The program was away for 20 seconds; its own clock started anew.
        let now = Now { steady: Duration::ZERO, ..at(30) };
        let read = store.read(now).unwrap();
        assert!(read.is_begun());
        assert_eq!((&read, read.port), (&saved, 7000));
        let back = read.restore(&route, now);
        assert_eq!((back.page(), back.places(), back.ink.pages()[&0][0].id), (2, vec![2, 0], 5));
        assert_eq!((back.timer.elapsed(now).as_secs(), back.timer.is_running()), (30, true));
    }

    #[test]
    fn a_talk_comes_back_to_its_slide_in_an_edited_deck() {
        let old = route(&["A", "B", "C", "D"]);
        let saved = || Saved::of(&talk(&old), &old, Path::new("slides.yaml"), 0, at(10));
        assert_eq!(saved().restore(&route(&["New", "A", "B", "C", "D"]), at(11)).page(), 3);
        assert_eq!(saved().restore(&route(&["A"]), at(11)).page(), 0);
        assert_eq!(saved().restore(&Route::default(), at(11)).page(), 0);
    }

    #[test]
    fn what_is_old_or_damaged_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { path: folder.path().join("talk.json") };
        assert!(store.read(at(0)).is_none());
        let route = route(&["A", "B", "C"]);
        let saved = Saved::of(&talk(&route), &route, Path::new("slides.yaml"), 0, at(10));
        store.write(&saved).unwrap();
        assert!(store.read(at(10 + STALE.as_secs())).is_none(), "stale");
        assert!(store.read(at(0)).is_none(), "from the future: the clock was put back");
        assets::write(&store.path, b"{\"form\":1").unwrap();
        assert!(store.read(at(10)).is_none());
        assets::write(
            &store.path,
            serde_json::to_string(&saved)
                .unwrap()
                .replace("\"page\":2", "\"page\":99999999")
                .as_bytes(),
        )
        .unwrap();
        assert!(store.read(at(10)).is_none());
    }

    #[test]
    fn the_folder_is_where_the_platform_keeps_such_things() {
        let given =
            |wanted: &'static str| move |name: &str| (name == wanted).then(|| "/somewhere".into());
        assert_eq!(
            folder(&given("XDG_STATE_HOME")),
            Some(PathBuf::from("/somewhere/plenary/talks"))
        );
        assert_eq!(folder(&|_| Some("relative".into())), None);
        assert_eq!(folder(&|_| None), None);
    }
}
