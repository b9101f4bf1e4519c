//! What windows are told, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::talk::{
    FullStroke, PageSequence, PenStroke, Pointer, Schedule, Screen, SectionSchedule, Talk,
    TalkPage, Timestamp,
};
use crate::live::{LinkDestination, PageView, Presentation};
use crate::show::{Transition, TransitionDirection, TransitionKind, Visibility};

/// A deck.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PresentDeck<'d> {
    /// Grows with every version of the deck.
    pub version: u64,
    title: &'d str,
    lang: &'d str,
    from_right: bool,
    seconds: Option<f32>,
    pages: Vec<PresentPage<'d>>,
    shares: &'d [SectionSchedule],
    /// When each page of the talk begins and ends, in seconds.
    due: &'d [(f32, f32)],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PresentPage<'d> {
    label: &'d str,
    title: &'d str,
    slide: usize,
    step: usize,
    steps: usize,
    part: &'static str,
    section: Option<&'d str>,
    notes: Option<&'d str>,
    words: &'d str,
    /// Width by height.
    ratio: f32,
    advance: Option<f32>,
    transition: Option<PageTransition>,
    /// Names the picture.
    drawing: String,
    links: Vec<PresentLink<'d>>,
}

#[derive(Serialize)]
struct PageTransition {
    kind: TransitionKind,
    seconds: f32,
    direction: Option<TransitionDirection>,
}

/// Lengths are fractions of the page's.
#[derive(Serialize)]
struct PresentLink<'d> {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'d str>,
    name: &'d str,
}

impl<'d> PresentDeck<'d> {
    /// What windows are told of a deck.
    pub fn new(
        deck: &'d Presentation,
        route: &'d PageSequence,
        pace: &'d Schedule,
        version: u64,
    ) -> Self {
        Self {
            version,
            title: &deck.title,
            lang: &deck.lang,
            from_right: deck.is_right_to_left,
            seconds: pace.seconds,
            pages: deck
                .pages
                .iter()
                .zip(&route.pages)
                .map(|(view, stop)| PresentPage::from_view(view, stop))
                .collect(),
            shares: &pace.sections,
            due: &pace.page_times,
        }
    }
}

impl<'d> PresentPage<'d> {
    fn from_view(view: &'d PageView, stop: &'d TalkPage) -> Self {
        let change = |transition: Transition| PageTransition {
            kind: transition.kind,
            seconds: transition.seconds,
            direction: transition.direction,
        };
        Self {
            label: &view.label,
            title: &view.title,
            slide: view.slide,
            step: view.step,
            steps: view.steps,
            part: part_name(stop.part),
            section: view.section.as_deref(),
            notes: view.notes.as_deref(),
            words: &view.words,
            ratio: view.size.width / view.size.height,
            advance: view.advance,
            transition: view.transition.map(change),
            drawing: format_image_id(view.content_hash),
            links: view
                .links
                .iter()
                .filter_map(|link| PresentLink::from_link(link, view))
                .collect(),
        }
    }
}

impl<'d> PresentLink<'d> {
    /// `None` for an address that a browser must not be sent to.
    fn from_link(link: &'d crate::live::PageLink, view: &PageView) -> Option<Self> {
        let (page, uri) = match &link.destination {
            LinkDestination::Page(page) => (Some(*page), None),
            LinkDestination::Uri(uri) => (None, Some(uri.as_str()).filter(|uri| is_safe_uri(uri))),
        };
        let (size, rect) = (view.size, link.rect);
        (page.is_some() || uri.is_some()).then(|| Self {
            x: rect.x / size.width,
            y: rect.y / size.height,
            width: rect.width / size.width,
            height: rect.height / size.height,
            page,
            uri,
            name: &link.alt,
        })
    }
}

/// Whether an address only shows something: a page on the web, a letter, a call. Never
/// `javascript:` or `file:`.
fn is_safe_uri(uri: &str) -> bool {
    let scheme = uri.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel"))
}

/// What a page's picture is called.
pub fn format_image_id(drawing: u64) -> String {
    format!("{drawing:016x}")
}

/// What windows are told of the talk, again and again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TalkState<'s> {
    /// Grows with every change.
    pub revision: u64,
    /// The version of the deck that the pages are counted in.
    pub deck: u64,
    page: usize,
    shown: usize,
    frozen: bool,
    screen: Screen,
    can_return: bool,
    /// Milliseconds.
    elapsed: u64,
    running: bool,
    /// Whether pages that go on by themselves wait.
    held: bool,
    /// Milliseconds until the next page comes by itself.
    pub advance: Option<u64>,
    /// How many windows show the slides to the audience.
    pub audience: usize,
    /// How many show the presenter's view.
    pub presenters: usize,
    /// What the presenter is told in passing.
    pub note: Option<&'s str>,
    /// Whether the talk was taken up where an earlier run left it.
    pub resumed: bool,
}

impl TalkState<'_> {
    /// What is known of the talk alone.
    pub fn from_talk(talk: &Talk, now: Timestamp) -> Self {
        Self {
            revision: 0,
            deck: 0,
            page: talk.page(),
            shown: talk.audience_page(),
            frozen: talk.is_frozen(),
            screen: talk.screen(),
            can_return: talk.can_jump_back(),
            elapsed: talk.timer.elapsed(now).as_millis() as u64,
            running: talk.timer.is_running(),
            held: talk.is_advance_held(now),
            advance: None,
            audience: 0,
            presenters: 0,
            note: None,
            resumed: false,
        }
    }
}

/// The door for phones, as the presenter's page is told of it.
#[derive(Serialize)]
pub struct PairingState<'r> {
    /// Where it is; `None` if nobody asked for it.
    pub address: Option<&'r str>,
    /// The code that waits for a phone.
    pub code: Option<String>,
    /// Whether too many wrong codes were given.
    pub guessed: bool,
    /// Phones that came in.
    pub known: usize,
    /// Those that listen now.
    pub connected: usize,
}

/// Where the presenter points; nowhere if `None`.
#[derive(Serialize)]
pub struct PointerEvent<'p> {
    /// The window that it comes from, which knows it already.
    pub from: &'p str,
    /// Where.
    pub at: Option<Pointer>,
}

/// What a stroke grew by.
#[derive(Serialize)]
pub struct StrokeEvent<'i> {
    /// The window that it comes from, which knows it already.
    pub from: &'i str,
    /// The page that it is on.
    pub page: usize,
    /// The part that is new.
    pub stroke: &'i PenStroke,
}

/// All that is drawn on a page.
#[derive(Serialize)]
pub struct PageInkEvent<'i> {
    /// The page that it is on.
    pub page: usize,
    /// Its strokes, oldest first.
    pub strokes: &'i [FullStroke],
}

/// All that is drawn, by page.
#[derive(Serialize)]
pub struct AllInkEvent<'i> {
    /// Strokes, oldest first.
    pub all: &'i BTreeMap<usize, Vec<FullStroke>>,
}

/// What windows call the part of the deck that a page belongs to.
fn part_name(standing: Visibility) -> &'static str {
    match standing {
        Visibility::Shown => "talk",
        Visibility::Backup => "backup",
        Visibility::Hidden => "hidden",
    }
}

/// What is told, as text.
pub fn to_json(what: &impl Serialize) -> String {
    // Words and numbers can always be written.
    serde_json::to_string(what).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_safe_uri;

    #[test]
    fn allows_only_safe_link_schemes() {
        assert!(
            is_safe_uri("https://example.org")
                && is_safe_uri("MAILTO:ana@example.org")
                && is_safe_uri("tel:112")
        );
        for address in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "chapter.pdf", ""]
        {
            assert!(!is_safe_uri(address), "{address}");
        }
    }
}
