//! Where one should be by now: how much of the talk's time each section and page may take.

use serde::Serialize;

use super::PageSequence;
use crate::show::Visibility;

/// A section's share of the time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionSchedule {
    /// The section's name; empty for what stands before the first or in a deck without sections.
    pub title: String,
    /// Index of its first page.
    pub first: usize,
    /// Number of its pages.
    pub pages: usize,
    /// When it begins, in seconds after the talk did; `None` where nothing says how long the talk
    /// may take.
    pub from: Option<f32>,
    /// When it ends.
    pub until: Option<f32>,
}

/// The shares of a deck's sections, and when each page is due.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// The sections of the talk in order, without backup and hidden slides.
    pub sections: Vec<SectionSchedule>,
    /// When each page of the talk begins and ends, in seconds; empty where nothing says how long
    /// the talk may take.
    pub page_times: Vec<(f32, f32)>,
    /// How long the talk may take: what was said, or what its sections add up to.
    pub seconds: Option<f32>,
}

impl Schedule {
    /// Shares the time among the sections. A section that says how long it takes has it; the others
    /// share what is left by how many slides they have. Within a section, every slide has the same
    /// time, and so has every step of a slide.
    pub fn from_sequence(route: &PageSequence) -> Self {
        let talk = &route.pages[..route
            .pages
            .iter()
            .position(|stop| stop.part != Visibility::Shown)
            .unwrap_or(route.pages.len())];
        let mut sections: Vec<SectionBudget> = Vec::new();
        for (page, stop) in talk.iter().enumerate() {
            let begins = page == 0 || talk[page - 1].section != stop.section;
            if begins {
                let title = stop.section.clone().unwrap_or_default();
                sections.push(SectionBudget {
                    title,
                    first: page,
                    pages: 0,
                    slides: 0,
                    fixed_seconds: stop.section_seconds,
                });
            }
            if let Some(section) = sections.last_mut() {
                section.pages += 1;
                section.slides += usize::from(begins || stop.step == 0);
            }
        }
        let given: f32 = sections.iter().filter_map(|section| section.fixed_seconds).sum();
        let all_given =
            !sections.is_empty() && sections.iter().all(|section| section.fixed_seconds.is_some());
        let seconds = route.seconds.or(all_given.then_some(given)).filter(|seconds| *seconds > 0.0);
        let open: usize = sections
            .iter()
            .filter(|section| section.fixed_seconds.is_none())
            .map(|section| section.slides)
            .sum();
        let left = seconds.map(|seconds| (seconds - given).max(0.0));
        let mut at = 0.0;
        let mut pace = Self { seconds, ..Self::default() };
        for section in sections {
            let length = left.map(|left| {
                section
                    .fixed_seconds
                    .unwrap_or_else(|| left * section.slides as f32 / open.max(1) as f32)
            });
            if let Some(length) = length {
                pace.page_times.extend(section.page_times(talk, at, length));
            }
            pace.sections.push(SectionSchedule {
                title: section.title,
                first: section.first,
                pages: section.pages,
                from: length.map(|_| at),
                until: length.map(|length| at + length),
            });
            at += length.unwrap_or_default();
        }
        pace
    }

    /// How many seconds one is late on `page`, `elapsed` seconds into the talk; below 0 for being
    /// early, 0 for being in the page's time.
    pub fn seconds_late(&self, page: usize, elapsed: f32) -> Option<f32> {
        let (from, until) = *self.page_times.get(page)?;
        Some(if elapsed > until { elapsed - until } else { (elapsed - from).min(0.0) })
    }
}

struct SectionBudget {
    title: String,
    first: usize,
    pages: usize,
    slides: usize,
    fixed_seconds: Option<f32>,
}

impl SectionBudget {
    /// When each of its pages begins and ends.
    fn page_times(&self, talk: &[super::TalkPage], from: f32, length: f32) -> Vec<(f32, f32)> {
        let pages = &talk[self.first..self.first + self.pages];
        let a_slide = length / self.slides.max(1) as f32;
        let mut due = Vec::new();
        let mut at = from;
        let mut index = 0;
        while index < pages.len() {
            let steps = 1 + pages[index + 1..].iter().take_while(|stop| stop.step > 0).count();
            let a_step = a_slide / steps as f32;
            due.extend(
                (0..steps).map(|step| (at + a_step * step as f32, at + a_step * (step + 1) as f32)),
            );
            at += a_slide;
            index += steps;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::super::TalkPage;
    use super::*;

    fn build_page(section: &str, step: usize, seconds: Option<f32>) -> TalkPage {
        let section = (!section.is_empty()).then(|| section.to_owned());
        TalkPage { section, step, section_seconds: seconds, ..TalkPage::default() }
    }

    #[test]
    fn divides_remaining_time_by_slide_count() {
        let mut stops = vec![
            build_page("", 0, None),
            build_page("A", 0, Some(300.0)),
            build_page("A", 1, Some(300.0)),
            build_page("A", 0, Some(300.0)),
        ];
        stops.extend([
            build_page("B", 0, None),
            build_page("B", 0, None),
            TalkPage { part: Visibility::Backup, ..build_page("", 0, None) },
        ]);
        let pace = Schedule::from_sequence(&PageSequence { pages: stops, seconds: Some(600.0) });
        let times: Vec<_> = pace
            .sections
            .iter()
            .map(|share| (share.title.as_str(), share.from, share.until))
            .collect();
        assert_eq!(
            times,
            [
                ("", Some(0.0), Some(100.0)),
                ("A", Some(100.0), Some(400.0)),
                ("B", Some(400.0), Some(600.0))
            ]
        );
        assert_eq!(
            pace.page_times[..4],
            [(0.0, 100.0), (100.0, 175.0), (175.0, 250.0), (250.0, 400.0)]
        );
        assert_eq!(pace.page_times.len(), 6, "backup slides have no time");
        assert_eq!(pace.seconds_late(1, 120.0), Some(0.0));
        assert_eq!(pace.seconds_late(1, 200.0), Some(25.0));
        assert_eq!(pace.seconds_late(3, 200.0), Some(-50.0));
        assert_eq!(pace.seconds_late(6, 200.0), None);
    }

    #[test]
    fn has_no_times_without_a_duration() {
        let pace = Schedule::from_sequence(&PageSequence {
            pages: vec![build_page("A", 0, None), build_page("B", 0, Some(60.0))],
            seconds: None,
        });
        assert_eq!((pace.seconds, pace.sections.len(), pace.page_times.len()), (None, 2, 0));
        assert_eq!(pace.seconds_late(0, 10.0), None);
        let pace = Schedule::from_sequence(&PageSequence {
            pages: vec![build_page("A", 0, Some(30.0)), build_page("B", 0, Some(60.0))],
            seconds: None,
        });
        assert_eq!(pace.seconds, Some(90.0));
        assert_eq!(Schedule::from_sequence(&PageSequence::default()), Schedule::default());
    }

    #[test]
    fn gives_no_time_when_fixed_sections_use_it_all() {
        let pace = Schedule::from_sequence(&PageSequence {
            pages: vec![build_page("A", 0, Some(90.0)), build_page("B", 0, None)],
            seconds: Some(60.0),
        });
        assert_eq!(pace.sections[1].until, Some(90.0));
        assert_eq!(pace.seconds_late(1, 91.0), Some(1.0));
    }
}
