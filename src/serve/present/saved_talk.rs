//! A talk on the disk, so that a crash comes back to the same slide and time.
//!
//! The file stands in the folder that the platform keeps such things in, one for each deck, and is
//! no more than a help: where it cannot be written or read, the talk goes on without.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::talk::{FullStroke, PageSequence, Screen, Talk, TalkInk, TalkPage, Timer, Timestamp};
use crate::assets::{self, Files};
use crate::diagnostic::Diagnostic;

/// Raised when the file's form changes; another form is not read.
const FORMAT_VERSION: u32 = 1;
/// A talk of so long ago is over.
const MAX_TALK_AGE: Duration = Duration::from_secs(8 * 3600);

/// A talk as it is written down.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedTalk {
    form: u32,
    /// The deck, for people who read the file.
    deck: PathBuf,
    /// Seconds since 1970.
    saved: u64,
    /// Where the program listened, so that open windows find it again.
    pub port: u16,
    here: SavedPosition,
    frozen: Option<usize>,
    screen: Screen,
    places: Vec<usize>,
    /// Milliseconds.
    elapsed: u64,
    running: bool,
    ink: BTreeMap<usize, Vec<FullStroke>>,
}

/// A page by all that it can be found by in a deck that was edited since.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SavedPosition {
    page: usize,
    label: String,
    title: String,
    step: usize,
    drawing: u64,
}

impl SavedTalk {
    /// The talk as it is now.
    pub fn capture(
        talk: &Talk,
        route: &PageSequence,
        deck: &Path,
        port: u16,
        now: Timestamp,
    ) -> Self {
        let page = talk.page();
        let stop = route.pages.get(page).cloned().unwrap_or_default();
        Self {
            form: FORMAT_VERSION,
            deck: deck.to_owned(),
            saved: now.wall.as_secs(),
            port,
            here: SavedPosition {
                page,
                label: stop.label,
                title: stop.title,
                step: stop.step,
                drawing: stop.drawing,
            },
            frozen: talk.is_frozen().then(|| talk.audience_page()),
            screen: talk.screen(),
            places: talk.jump_history(),
            elapsed: talk.timer.elapsed(now).as_millis() as u64,
            running: talk.timer.is_running(),
            ink: talk.ink.pages().clone(),
        }
    }

    /// The talk that was written down, in a deck that may have been edited since. A clock that ran
    /// has been running all the time.
    pub fn restore_talk(self, route: &PageSequence, now: Timestamp) -> Talk {
        let mut old = PageSequence::default();
        old.pages.resize(self.here.page + 1, TalkPage::default());
        let here = &self.here;
        let stop = TalkPage {
            label: here.label.clone(),
            title: here.title.clone(),
            step: here.step,
            ..TalkPage::default()
        };
        old.pages[here.page] = TalkPage { drawing: here.drawing, ..stop };
        let page = super::talk::map_pages(&old, route)[here.page];
        let away = now.wall.saturating_sub(Duration::from_secs(self.saved));
        let gone =
            Duration::from_millis(self.elapsed) + if self.running { away } else { Duration::ZERO };
        let mut talk = Talk::default();
        talk.restore_position(page, self.frozen, self.screen, &self.places, route);
        talk.timer = Timer::from_saved(gone, self.running, now);
        talk.ink = TalkInk::from_saved(self.ink);
        talk
    }

    /// Whether there is anything to come back to.
    pub fn has_progress(&self) -> bool {
        self.here.page > 0 || self.elapsed > 0 || self.running || !self.ink.is_empty()
    }
}

/// Where a deck's talk is written down.
#[derive(Clone, Debug)]
pub struct TalkStore {
    path: PathBuf,
}

impl TalkStore {
    /// The place for the deck at `path`; `None` where the platform says nowhere to keep it.
    pub fn for_deck(deck: &Path) -> Option<Self> {
        let deck = std::fs::canonicalize(deck).unwrap_or_else(|_| deck.to_owned());
        let name = format!("{:016x}.json", hash_fnv1a(deck.to_string_lossy().as_bytes()));
        Some(Self { path: find_state_folder(&|name| std::env::var_os(name))?.join(name) })
    }

    /// What was written down, unless it is of long ago, of another form, or damaged.
    pub fn load(&self, now: Timestamp) -> Option<SavedTalk> {
        let text = Files::for_outline(&self.path).read_outline(&self.path).ok()?;
        let saved: SavedTalk = serde_json::from_str(&text).ok()?;
        let age = now.wall.checked_sub(Duration::from_secs(saved.saved));
        // A page far beyond any deck is no place, and would only cost memory.
        let is_sound = saved.form == FORMAT_VERSION && saved.here.page < 1_000_000;
        (is_sound && age.is_some_and(|age| age < MAX_TALK_AGE)).then_some(saved)
    }

    /// Writes a talk down, in one step.
    ///
    /// # Errors
    ///
    /// Why it cannot be written.
    pub fn save(&self, saved: &SavedTalk) -> Result<(), Diagnostic> {
        assets::make_folder(self.path.parent().unwrap_or(Path::new("")))?;
        assets::write_file(&self.path, &serde_json::to_vec(saved).unwrap_or_default())
    }
}

/// The folder for what a program wants to find again after a restart: the XDG base directory
/// specification's, or what the platform has instead.
fn find_state_folder(variable: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
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
fn hash_fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::talk::{Pen, PenStroke, TalkCommand};
    use super::*;

    fn at_seconds(seconds: u64) -> Timestamp {
        Timestamp {
            steady: Duration::from_secs(seconds),
            wall: Duration::from_secs(1_700_000_000 + seconds),
        }
    }

    fn build_sequence(titles: &[&str]) -> PageSequence {
        let stop = |(index, title): (usize, &&str)| TalkPage {
            title: (*title).to_owned(),
            drawing: title.bytes().map(u64::from).sum::<u64>() + 1,
            slide: index,
            ..TalkPage::default()
        };
        PageSequence { pages: titles.iter().enumerate().map(stop).collect(), seconds: None }
    }

    /// A talk on its third page, ten seconds after it began.
    fn build_talk(route: &PageSequence) -> Talk {
        let mut talk = Talk::default();
        let stroke = PenStroke { id: 5, pen: Pen::Green, points: vec![[0.5, 0.5]] };
        let draw = TalkCommand::Draw { page: 0, stroke };
        for command in [
            TalkCommand::Next,
            TalkCommand::Go { page: 2 },
            TalkCommand::Go { page: 0 },
            TalkCommand::Go { page: 2 },
            draw,
        ] {
            talk.apply_command(&command, route, at_seconds(0));
        }
        talk
    }

    #[test]
    fn restores_position_and_time() {
        let folder = tempfile::tempdir().unwrap();
        let store = TalkStore { path: folder.path().join("deep/talk.json") };
        let route = build_sequence(&["A", "B", "C", "D"]);
        let saved = SavedTalk::capture(
            &build_talk(&route),
            &route,
            Path::new("slides.yaml"),
            7000,
            at_seconds(10),
        );
        store.save(&saved).unwrap();
        // The program was away for 20 seconds; its own clock started anew.
        let now = Timestamp { steady: Duration::ZERO, ..at_seconds(30) };
        let read = store.load(now).unwrap();
        assert!(read.has_progress());
        assert_eq!((&read, read.port), (&saved, 7000));
        let back = read.restore_talk(&route, now);
        assert_eq!(
            (back.page(), back.jump_history(), back.ink.pages()[&0][0].id),
            (2, vec![2, 0], 5)
        );
        assert_eq!((back.timer.elapsed(now).as_secs(), back.timer.is_running()), (30, true));
    }

    #[test]
    fn restores_the_same_slide_in_an_edited_deck() {
        let old = build_sequence(&["A", "B", "C", "D"]);
        let saved = || {
            SavedTalk::capture(&build_talk(&old), &old, Path::new("slides.yaml"), 0, at_seconds(10))
        };
        assert_eq!(
            saved()
                .restore_talk(&build_sequence(&["New", "A", "B", "C", "D"]), at_seconds(11))
                .page(),
            3
        );
        assert_eq!(saved().restore_talk(&build_sequence(&["A"]), at_seconds(11)).page(), 0);
        assert_eq!(saved().restore_talk(&PageSequence::default(), at_seconds(11)).page(), 0);
    }

    #[test]
    fn ignores_old_or_damaged_files() {
        let folder = tempfile::tempdir().unwrap();
        let store = TalkStore { path: folder.path().join("talk.json") };
        assert!(store.load(at_seconds(0)).is_none());
        let route = build_sequence(&["A", "B", "C"]);
        let saved = SavedTalk::capture(
            &build_talk(&route),
            &route,
            Path::new("slides.yaml"),
            0,
            at_seconds(10),
        );
        store.save(&saved).unwrap();
        assert!(store.load(at_seconds(10 + MAX_TALK_AGE.as_secs())).is_none(), "stale");
        assert!(store.load(at_seconds(0)).is_none(), "from the future: the clock was put back");
        assets::write_file(&store.path, b"{\"form\":1").unwrap();
        assert!(store.load(at_seconds(10)).is_none());
        assets::write_file(
            &store.path,
            serde_json::to_string(&saved)
                .unwrap()
                .replace("\"page\":2", "\"page\":99999999")
                .as_bytes(),
        )
        .unwrap();
        assert!(store.load(at_seconds(10)).is_none());
    }

    #[test]
    fn uses_the_state_folder_of_the_platform() {
        let given =
            |wanted: &'static str| move |name: &str| (name == wanted).then(|| "/somewhere".into());
        assert_eq!(
            find_state_folder(&given("XDG_STATE_HOME")),
            Some(PathBuf::from("/somewhere/plenary/talks"))
        );
        assert_eq!(find_state_folder(&|_| Some("relative".into())), None);
        assert_eq!(find_state_folder(&|_| None), None);
    }
}
