//! Timelines and roadmaps.

use super::block::{Block, CascadeDirection};
use super::figure::Figure;
use super::period::Period;
use super::text::Text;
use crate::icon::Icon;
use crate::source::Span;

/// Events along a line, or work in lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The direction, if the author sets it.
    pub direction: Option<CascadeDirection>,
    /// How events are spaced.
    pub scale: TimelineScale,
    /// The present day, if it is marked, in days since 1 January 1970.
    pub today: Option<f64>,
    /// Whether to reveal the events one by one.
    pub steps: bool,
    /// The events, in the order of the outline.
    pub items: Vec<TimelineItem>,
}

impl Timeline {
    /// Returns whether the events are drawn as bars in lanes along an axis of time: they have ends
    /// or lanes, and do not go down the page.
    pub fn is_roadmap(&self) -> bool {
        let is_bar = |item: &TimelineItem| item.until.is_some() || item.lane.is_some();
        self.direction != Some(CascadeDirection::Down) && self.items.iter().any(is_bar)
    }
}

/// How the events of a timeline are spaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimelineScale {
    /// Evenly.
    #[default]
    Even,
    /// To scale.
    Time,
}

/// An event, or a stretch of work.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineItem {
    /// When it is or starts, as the author wrote it.
    pub when: Option<Text>,
    /// When it ends, as the author wrote it.
    pub until: Option<Text>,
    /// What it is.
    pub title: Option<Text>,
    /// The lane of a roadmap.
    pub lane: Option<Text>,
    /// Whether it is done.
    pub done: Option<bool>,
    /// A picture.
    pub figure: Option<Figure>,
    /// An icon before its title.
    pub icon: Option<Icon>,
    /// More about it.
    pub blocks: Vec<Block>,
    /// Its time, if `when` and `until` can be read.
    pub period: Option<Period>,
    /// The span in the outline.
    pub span: Span,
}

impl TimelineItem {
    /// Returns its texts, without those of its blocks.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.lane.iter().chain(&self.when).chain(&self.until).chain(&self.title)
    }

    /// Returns when it is: `2020`, or `2020 – 2022`.
    pub fn time_text(&self) -> Option<Text> {
        let (Some(when), Some(until)) = (&self.when, &self.until) else {
            return self.when.clone().or_else(|| self.until.clone());
        };
        let mut text = when.clone();
        let plain = super::text::Run::plain(0..0);
        // No break before the dash, and none inside the second time.
        text.push_run("\u{a0}– ", plain);
        for run in &until.runs {
            text.push_run(&until.content[run.range.clone()], run.clone());
        }
        Some(text)
    }
}
