//! The schedule of a talk: how much time each section and page has.

use super::{PageSequence, TalkPage};
use crate::show::Visibility;

/// A span of time, in seconds since the talk began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeRange {
    /// When it starts.
    pub start: f32,
    /// When it ends.
    pub end: f32,
}

/// A section of the talk.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionSchedule {
    /// The title; empty for pages before the first section, and in a deck without sections.
    pub title: String,
    /// Index of its first page.
    pub first_page: usize,
    /// Number of its pages.
    pub page_count: usize,
    /// Number of its slides.
    pub slide_count: usize,
    /// Its time; `None` in a talk without a duration.
    pub time: Option<TimeRange>,
}

/// The times of the sections and pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// The sections in order, without backup and hidden slides.
    pub sections: Vec<SectionSchedule>,
    /// The time of each page; empty in a talk without a duration.
    pub page_times: Vec<TimeRange>,
    /// The duration of the talk in seconds: as set, or the sum of its sections.
    pub seconds: Option<f32>,
}

impl Schedule {
    /// Divides the time among the sections. A section with a duration has this time; the others
    /// share the rest by their number of slides. Within a section, all slides have the same time,
    /// and so have all steps of a slide.
    pub fn from_sequence(sequence: &PageSequence) -> Self {
        let end = sequence.pages.iter().position(|page| page.part != Visibility::Shown);
        let talk = &sequence.pages[..end.unwrap_or(sequence.pages.len())];
        let mut sections = find_sections(talk);
        let fixed = |section: &SectionSchedule| talk[section.first_page].section_seconds;
        let fixed_total: f32 = sections.iter().filter_map(fixed).sum();
        let is_fixed = !sections.is_empty() && sections.iter().all(|own| fixed(own).is_some());
        let seconds =
            sequence.seconds.or(is_fixed.then_some(fixed_total)).filter(|seconds| *seconds > 0.0);
        let Some(total) = seconds else {
            return Self { sections, ..Self::default() };
        };
        let flexible = sections.iter().filter(|section| fixed(section).is_none());
        let flexible_slides: usize = flexible.map(|section| section.slide_count).sum();
        let slide_seconds = (total - fixed_total).max(0.0) / flexible_slides.max(1) as f32;
        let mut page_times = Vec::new();
        let mut start = 0.0;
        for section in &mut sections {
            let share = slide_seconds * section.slide_count as f32;
            let time = TimeRange { start, end: start + fixed(section).unwrap_or(share) };
            section.time = Some(time);
            page_times.extend(divide_section(section, time, talk));
            start = time.end;
        }
        Self { sections, page_times, seconds }
    }
}

/// Returns the sections of a talk, without times.
fn find_sections(talk: &[TalkPage]) -> Vec<SectionSchedule> {
    let mut sections: Vec<SectionSchedule> = Vec::new();
    for (index, page) in talk.iter().enumerate() {
        let is_first = index == 0 || talk[index - 1].section != page.section;
        if is_first {
            sections.push(SectionSchedule {
                title: page.section.clone().unwrap_or_default(),
                first_page: index,
                page_count: 0,
                slide_count: 0,
                time: None,
            });
        }
        if let Some(section) = sections.last_mut() {
            section.page_count += 1;
            section.slide_count += usize::from(is_first || page.step == 0);
        }
    }
    sections
}

/// Divides the time of a section among its pages.
fn divide_section(section: &SectionSchedule, time: TimeRange, talk: &[TalkPage]) -> Vec<TimeRange> {
    let pages = &talk[section.first_page..section.first_page + section.page_count];
    let slide_seconds = (time.end - time.start) / section.slide_count.max(1) as f32;
    let mut times = Vec::new();
    let mut slide_start = time.start;
    while times.len() < pages.len() {
        let rest = &pages[times.len() + 1..];
        let steps = 1 + rest.iter().take_while(|page| page.step > 0).count();
        let step_seconds = slide_seconds / steps as f32;
        times.extend((0..steps).map(|step| TimeRange {
            start: slide_start + step_seconds * step as f32,
            end: slide_start + step_seconds * (step + 1) as f32,
        }));
        slide_start += slide_seconds;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_page(section: &str, step: usize, seconds: Option<f32>) -> TalkPage {
        let section = (!section.is_empty()).then(|| section.to_owned());
        TalkPage { section, step, section_seconds: seconds, ..TalkPage::default() }
    }

    fn schedule(pages: &[TalkPage], seconds: Option<f32>) -> Schedule {
        Schedule::from_sequence(&PageSequence { pages: pages.to_vec(), seconds })
    }

    fn range(start: f32, end: f32) -> TimeRange {
        TimeRange { start, end }
    }

    #[test]
    fn divides_remaining_time_by_slide_count() {
        let schedule = schedule(
            &[
                build_page("", 0, None),
                build_page("A", 0, Some(300.0)),
                build_page("A", 1, Some(300.0)),
                build_page("A", 0, Some(300.0)),
                build_page("B", 0, None),
                build_page("B", 0, None),
                TalkPage { part: Visibility::Backup, ..build_page("", 0, None) },
            ],
            Some(600.0),
        );
        let times: Vec<_> = schedule
            .sections
            .iter()
            .map(|section| (section.title.as_str(), section.slide_count, section.time.unwrap()))
            .collect();
        assert_eq!(
            times,
            [
                ("", 1, range(0.0, 100.0)),
                ("A", 2, range(100.0, 400.0)),
                ("B", 2, range(400.0, 600.0))
            ]
        );
        assert_eq!(
            schedule.page_times,
            [
                range(0.0, 100.0),
                range(100.0, 175.0),
                range(175.0, 250.0),
                range(250.0, 400.0),
                range(400.0, 500.0),
                range(500.0, 600.0)
            ],
            "backup slides have no time"
        );
    }

    #[test]
    fn has_no_times_without_a_duration() {
        let pages = [build_page("A", 0, None), build_page("B", 0, Some(60.0))];
        let open = schedule(&pages, None);
        assert_eq!((open.seconds, open.sections.len(), open.page_times.len()), (None, 2, 0));
        assert!(open.sections.iter().all(|section| section.time.is_none()));
        let pages = [build_page("A", 0, Some(30.0)), build_page("B", 0, Some(60.0))];
        assert_eq!(schedule(&pages, None).seconds, Some(90.0));
        assert_eq!(schedule(&[], None), Schedule::default());
    }

    #[test]
    fn gives_no_time_when_fixed_sections_use_it_all() {
        let pages = [build_page("A", 0, Some(90.0)), build_page("B", 0, None)];
        let schedule = schedule(&pages, Some(60.0));
        assert_eq!(schedule.page_times, [range(0.0, 90.0), range(90.0, 90.0)]);
    }
}
