//! Saving a talk, so that it continues at the same slide and time after a crash.
//!
//! There is one file for each deck, in the folder of the platform for such files. If it cannot be
//! written or read, the talk works without it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::talk::{
    PageSequence, PenStroke, Screen, Talk, TalkInk, TalkPage, TalkPosition, Timer, Timestamp,
    map_pages,
};
use crate::assets::{self, Files};
use crate::diagnostic::Diagnostic;
use crate::serve::state_folder::find_state_folder;

/// Version of the file format. Files of other versions are ignored.
const FORMAT_VERSION: u32 = 1;

/// An older talk is over and is not resumed.
const MAX_TALK_AGE: Duration = Duration::from_secs(8 * 3600);

/// A higher page number than this means that the file is damaged.
const MAX_PAGE: usize = 1_000_000;

/// A talk as it is saved.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedTalk {
    #[serde(rename = "form")]
    format_version: u32,
    /// The path of the deck, for people who read the file.
    deck: PathBuf,
    /// When it was saved, in seconds since 1970.
    #[serde(rename = "saved")]
    saved_at: u64,
    /// The port of the server, so that open windows find it after a restart.
    pub port: u16,
    #[serde(rename = "here")]
    position: SavedPosition,
    #[serde(rename = "frozen")]
    frozen_page: Option<usize>,
    screen: Screen,
    #[serde(rename = "places")]
    jump_history: Vec<usize>,
    #[serde(rename = "elapsed")]
    elapsed_ms: u64,
    #[serde(rename = "running")]
    is_running: bool,
    ink: BTreeMap<usize, Vec<PenStroke>>,
}

/// A page, with everything by which it can be found in an edited deck.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SavedPosition {
    page: usize,
    label: String,
    title: String,
    step: usize,
    #[serde(rename = "drawing")]
    content_hash: u64,
}

impl SavedTalk {
    /// Captures the current state of a talk.
    pub(super) fn capture(
        talk: &Talk,
        sequence: &PageSequence,
        deck: &Path,
        port: u16,
        now: Timestamp,
    ) -> Self {
        let index = talk.page();
        let page = sequence.pages.get(index).cloned().unwrap_or_default();
        Self {
            format_version: FORMAT_VERSION,
            deck: deck.to_owned(),
            saved_at: now.wall.as_secs(),
            port,
            position: SavedPosition {
                page: index,
                label: page.label,
                title: page.title,
                step: page.step,
                content_hash: page.content_hash,
            },
            frozen_page: talk.is_frozen().then(|| talk.audience_page()),
            screen: talk.screen(),
            jump_history: talk.jump_history(),
            elapsed_ms: talk.timer.elapsed(now).as_millis() as u64,
            is_running: talk.timer.is_running(),
            ink: talk.ink.pages().clone(),
        }
    }

    /// Restores the talk with a deck that may have been edited since. A timer that was running has
    /// continued to run.
    pub(super) fn restore_talk(self, sequence: &PageSequence, now: Timestamp) -> Talk {
        let position = TalkPosition {
            page: self.position.find_page(sequence),
            frozen_page: self.frozen_page,
            screen: self.screen,
            jump_history: self.jump_history,
        };
        let away = now.wall.saturating_sub(Duration::from_secs(self.saved_at));
        let elapsed = Duration::from_millis(self.elapsed_ms)
            + if self.is_running { away } else { Duration::ZERO };
        let mut talk = Talk::default();
        talk.restore_position(&position, sequence);
        talk.timer = Timer::from_saved(elapsed, self.is_running, now);
        talk.ink = TalkInk::from_saved(self.ink);
        talk
    }

    /// Tells whether the talk has begun, so that it is worth resuming.
    pub fn has_progress(&self) -> bool {
        self.position.page > 0 || self.elapsed_ms > 0 || self.is_running || !self.ink.is_empty()
    }
}

impl SavedPosition {
    /// Finds the page in a deck that may have been edited since.
    fn find_page(&self, sequence: &PageSequence) -> usize {
        let mut old = PageSequence::default();
        old.pages.resize(self.page, TalkPage::default());
        old.pages.push(TalkPage {
            label: self.label.clone(),
            title: self.title.clone(),
            step: self.step,
            content_hash: self.content_hash,
            ..TalkPage::default()
        });
        map_pages(&old, sequence)[self.page]
    }
}

/// The file in which the talk about a deck is saved.
#[derive(Clone, Debug)]
pub struct TalkStore {
    path: PathBuf,
}

impl TalkStore {
    /// Returns the store for a deck; `None` if the platform has no folder for it.
    pub fn for_deck(deck: &Path) -> Option<Self> {
        let deck = std::fs::canonicalize(deck).unwrap_or_else(|_| deck.to_owned());
        let name = format!("{:016x}.json", hash_fnv1a(deck.to_string_lossy().as_bytes()));
        let folder = find_state_folder(&|name| std::env::var_os(name))?;
        Some(Self { path: folder.join("talks").join(name) })
    }

    /// Loads the talk, unless it is too old, damaged, or of another format version.
    pub fn load(&self, now: Timestamp) -> Option<SavedTalk> {
        let text = Files::for_outline(&self.path).read_outline(&self.path).ok()?;
        let saved: SavedTalk = serde_json::from_str(&text).ok()?;
        let age = now.wall.checked_sub(Duration::from_secs(saved.saved_at));
        let is_valid = saved.format_version == FORMAT_VERSION && saved.position.page < MAX_PAGE;
        (is_valid && age.is_some_and(|age| age < MAX_TALK_AGE)).then_some(saved)
    }

    /// Saves a talk, by replacing the file in one step.
    ///
    /// # Errors
    ///
    /// Returns the reason why the file cannot be written.
    pub fn save(&self, saved: &SavedTalk) -> Result<(), Diagnostic> {
        assets::make_folder(self.path.parent().unwrap_or(Path::new("")))?;
        assets::write_file(&self.path, &serde_json::to_vec(saved).unwrap_or_default())
    }
}

/// Hashes a name, with the same result in every version of the program (FNV-1a).
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
        let build_page = |(index, title): (usize, &&str)| TalkPage {
            title: (*title).to_owned(),
            content_hash: title.bytes().map(u64::from).sum::<u64>() + 1,
            slide: index,
            ..TalkPage::default()
        };
        PageSequence { pages: titles.iter().enumerate().map(build_page).collect(), seconds: None }
    }

    /// Builds a talk that is on its third page.
    fn build_talk(sequence: &PageSequence) -> Talk {
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
            talk.apply_command(&command, sequence, at_seconds(0));
        }
        talk
    }

    #[test]
    fn restores_position_and_time() {
        let folder = tempfile::tempdir().unwrap();
        let store = TalkStore { path: folder.path().join("deep/talk.json") };
        let sequence = build_sequence(&["A", "B", "C", "D"]);
        let saved = SavedTalk::capture(
            &build_talk(&sequence),
            &sequence,
            Path::new("slides.yaml"),
            7000,
            at_seconds(10),
        );
        store.save(&saved).unwrap();
        // The program was not running for 20 seconds; its own clock starts over.
        let now = Timestamp { steady: Duration::ZERO, ..at_seconds(30) };
        let loaded = store.load(now).unwrap();
        assert!(loaded.has_progress());
        assert_eq!((&loaded, loaded.port), (&saved, 7000));
        let restored = loaded.restore_talk(&sequence, now);
        assert_eq!(
            (restored.page(), restored.jump_history(), restored.ink.pages()[&0][0].id),
            (2, vec![2, 0], 5)
        );
        assert_eq!(
            (restored.timer.elapsed(now).as_secs(), restored.timer.is_running()),
            (30, true)
        );
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
        let sequence = build_sequence(&["A", "B", "C"]);
        let saved = SavedTalk::capture(
            &build_talk(&sequence),
            &sequence,
            Path::new("slides.yaml"),
            0,
            at_seconds(10),
        );
        store.save(&saved).unwrap();
        assert!(store.load(at_seconds(10 + MAX_TALK_AGE.as_secs())).is_none(), "stale");
        assert!(
            store.load(at_seconds(0)).is_none(),
            "from the future, because the clock was set back"
        );
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
}
