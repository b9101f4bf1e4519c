//! What windows are told, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::talk::{Dash, Now, Pace, Pointer, Route, Screen, Share, Stop, Stroke, Talk};
use crate::live::{Leads, Presentation, View};
use crate::show::{Direction, Standing, Transition, TransitionKind};

/// A deck.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deck<'d> {
    /// Grows with every version of the deck.
    pub version: u64,
    title: &'d str,
    lang: &'d str,
    from_right: bool,
    seconds: Option<f32>,
    pages: Vec<Page<'d>>,
    shares: &'d [Share],
    /// When each page of the talk begins and ends, in seconds.
    due: &'d [(f32, f32)],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'d> {
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
    transition: Option<Change>,
    /// Names the picture.
    drawing: String,
    links: Vec<Link<'d>>,
}

#[derive(Serialize)]
struct Change {
    kind: TransitionKind,
    seconds: f32,
    direction: Option<Direction>,
}

/// Lengths are fractions of the page's.
#[derive(Serialize)]
struct Link<'d> {
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

impl<'d> Deck<'d> {
    /// What windows are told of a deck.
    pub fn of(deck: &'d Presentation, route: &'d Route, pace: &'d Pace, version: u64) -> Self {
        Self {
            version,
            title: &deck.title,
            lang: &deck.lang,
            from_right: deck.from_right,
            seconds: pace.seconds,
            pages: deck
                .pages
                .iter()
                .zip(&route.stops)
                .map(|(view, stop)| Page::of(view, stop))
                .collect(),
            shares: &pace.shares,
            due: &pace.due,
        }
    }
}

impl<'d> Page<'d> {
    fn of(view: &'d View, stop: &'d Stop) -> Self {
        let change = |transition: Transition| Change {
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
            part: part(stop.part),
            section: view.section.as_deref(),
            notes: view.notes.as_deref(),
            words: &view.words,
            ratio: view.size.width / view.size.height,
            advance: view.advance,
            transition: view.transition.map(change),
            drawing: name(view.drawing),
            links: view.links.iter().filter_map(|link| Link::of(link, view)).collect(),
        }
    }
}

impl<'d> Link<'d> {
    /// `None` for an address that a browser must not be sent to.
    fn of(link: &'d crate::live::Link, view: &View) -> Option<Self> {
        let (page, uri) = match &link.leads {
            Leads::Page(page) => (Some(*page), None),
            Leads::Uri(uri) => (None, Some(uri.as_str()).filter(|uri| is_harmless(uri))),
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
fn is_harmless(uri: &str) -> bool {
    let scheme = uri.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel"))
}

/// What a page's picture is called.
pub fn name(drawing: u64) -> String {
    format!("{drawing:016x}")
}

/// What windows are told of the talk, again and again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct State<'s> {
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

impl State<'_> {
    /// What is known of the talk alone.
    pub fn of(talk: &Talk, now: Now) -> Self {
        Self {
            revision: 0,
            deck: 0,
            page: talk.page(),
            shown: talk.shown(),
            frozen: talk.is_frozen(),
            screen: talk.screen(),
            can_return: talk.can_return(),
            elapsed: talk.timer.elapsed(now).as_millis() as u64,
            running: talk.timer.is_running(),
            held: talk.is_held(now),
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
pub struct Remote<'r> {
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
pub struct Pointed<'p> {
    /// The window that it comes from, which knows it already.
    pub from: &'p str,
    /// Where.
    pub at: Option<Pointer>,
}

/// What a stroke grew by.
#[derive(Serialize)]
pub struct NewInk<'i> {
    /// The window that it comes from, which knows it already.
    pub from: &'i str,
    /// The page that it is on.
    pub page: usize,
    /// The part that is new.
    pub stroke: &'i Dash,
}

/// All that is drawn on a page.
#[derive(Serialize)]
pub struct PageInk<'i> {
    /// The page that it is on.
    pub page: usize,
    /// Its strokes, oldest first.
    pub strokes: &'i [Stroke],
}

/// All that is drawn, by page.
#[derive(Serialize)]
pub struct AllInk<'i> {
    /// Strokes, oldest first.
    pub all: &'i BTreeMap<usize, Vec<Stroke>>,
}

/// What windows call the part of the deck that a page belongs to.
fn part(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "talk",
        Standing::Backup => "backup",
        Standing::Hidden => "hidden",
    }
}

/// What is told, as text.
pub fn json(what: &impl Serialize) -> String {
    // Words and numbers can always be written.
    serde_json::to_string(what).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_harmless;

    #[test]
    fn links_lead_to_what_can_be_shown_only() {
        assert!(
            is_harmless("https://example.org")
                && is_harmless("MAILTO:ana@example.org")
                && is_harmless("tel:112")
        );
        for address in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "chapter.pdf", ""]
        {
            assert!(!is_harmless(address), "{address}");
        }
    }
}
