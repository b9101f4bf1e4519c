//! Agendas: the sections of a deck, with the present one marked.

use super::block::{Block, BlockKind};
use super::reading_order::visit_blocks_mut;
use super::slide::{Deck, DeckSection, Layout, Slide};
use super::text::Text;
use crate::show::Visibility;
use crate::source::Span;

/// The list of the sections of a deck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// Whether the titles of the slides of a section are listed below it.
    pub has_topics: bool,
    /// Whether the durations of sections are shown, if the author sets it.
    pub times: Option<bool>,
    /// Whether the sections are numbered.
    pub numbers: bool,
    /// The sections; empty until all slides are read.
    pub entries: Vec<AgendaEntry>,
}

/// A section in an agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct AgendaEntry {
    /// The name.
    pub title: Text,
    /// The index of its first slide in the deck.
    pub slide: usize,
    /// The time allowed for it, in seconds.
    pub seconds: Option<f32>,
    /// Its place compared with the present section.
    pub state: AgendaState,
    /// The titles of its slides, and their indices.
    pub topics: Vec<(Text, usize)>,
}

/// The place of a section compared with the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgendaState {
    /// There is no present section: the agenda is before the first.
    Any,
    /// Before it.
    Past,
    /// The present one.
    Present,
    /// After it.
    Ahead,
}

/// The title of a slide with an agenda by language (ISO 639-1), sorted by language.
const TITLES: [(&str, &str); 33] = [
    ("ar", "جدول الأعمال"),
    ("bg", "Дневен ред"),
    ("ca", "Ordre del dia"),
    ("cs", "Program"),
    ("da", "Dagsorden"),
    ("el", "Ημερήσια διάταξη"),
    ("es", "Agenda"),
    ("et", "Päevakava"),
    ("fa", "دستور کار"),
    ("fi", "Ohjelma"),
    ("fr", "Ordre du jour"),
    ("he", "סדר היום"),
    ("hi", "कार्यसूची"),
    ("hr", "Dnevni red"),
    ("hu", "Napirend"),
    ("it", "Ordine del giorno"),
    ("ja", "議題"),
    ("ko", "목차"),
    ("lt", "Darbotvarkė"),
    ("lv", "Darba kārtība"),
    ("nb", "Agenda"),
    ("nl", "Agenda"),
    ("pl", "Plan"),
    ("pt", "Agenda"),
    ("ro", "Ordinea de zi"),
    ("ru", "Повестка"),
    ("sk", "Program"),
    ("sl", "Dnevni red"),
    ("sv", "Dagordning"),
    ("th", "วาระ"),
    ("tr", "Gündem"),
    ("uk", "Порядок денний"),
    ("zh", "议程"),
];

fn agenda_title(lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    TITLES.iter().find(|(code, _)| *code == primary).map_or("Agenda", |(_, title)| title)
}

impl Slide {
    /// Returns whether the slide has an agenda, also inside other blocks.
    pub fn has_agenda(&self) -> bool {
        self.all_blocks().iter().any(|block| matches!(block.kind, BlockKind::Agenda(_)))
    }
}

impl Deck {
    /// Returns whether a slide has an agenda, which depends on other slides.
    pub(crate) fn has_agenda(&self) -> bool {
        self.slides.iter().any(Slide::has_agenda)
    }

    /// Returns the sections that start on shown slides, with the index of their first slide.
    fn sections(&self) -> Vec<(usize, &DeckSection)> {
        let shown = self.slides.iter().enumerate();
        let shown = shown.filter(|(_, slide)| slide.visibility == Visibility::Shown);
        shown.filter_map(|(index, slide)| Some((index, slide.section.as_ref()?))).collect()
    }

    /// Returns the number of the section that starts with a slide and the number of all sections;
    /// `None` if it starts none.
    pub fn section_number(&self, slide: &Slide) -> Option<(usize, usize)> {
        let sections = self.sections();
        let is_own = |(index, _): &(usize, &DeckSection)| std::ptr::eq(&self.slides[*index], slide);
        sections.iter().position(is_own).map(|at| (at + 1, sections.len()))
    }

    /// Inserts a slide with the agenda at the start of every section.
    pub(crate) fn insert_agendas(&mut self) {
        let slides = std::mem::take(&mut self.slides);
        for mut slide in slides {
            let starts_section = slide.section.is_some()
                && slide.visibility == Visibility::Shown
                && slide.layout != Layout::Cover
                && !slide.has_agenda();
            if starts_section {
                self.slides.push(take_section(&mut slide));
            }
            self.slides.push(slide);
        }
    }

    /// Fills in the entries of all agendas. Returns the agendas of a deck without sections.
    pub(crate) fn fill_agendas(&mut self) -> Vec<Span> {
        if !self.has_agenda() {
            return Vec::new();
        }
        let entries = self.agenda_entries();
        let lang = self.metadata.lang.clone();
        let mut unfilled = Vec::new();
        for (index, slide) in self.slides.iter_mut().enumerate() {
            if !slide.has_agenda() {
                continue;
            }
            let present = entries.iter().rposition(|entry| entry.slide <= index);
            if slide.title.is_none() && slide.layout == Layout::Agenda {
                let lang = slide.lang.as_deref().unwrap_or(&lang);
                slide.title = Some(Text::plain(agenda_title(lang), slide.span));
            }
            visit_blocks_mut(&mut slide.blocks, &mut |block: &mut Block| {
                let BlockKind::Agenda(agenda) = &mut block.kind else { return };
                if entries.is_empty() {
                    unfilled.push(block.span);
                }
                agenda.fill(&entries, present);
            });
        }
        unfilled
    }

    fn agenda_entries(&self) -> Vec<AgendaEntry> {
        let sections = self.sections();
        let ends = sections.iter().skip(1).map(|(start, _)| *start).chain([self.slides.len()]);
        let entry = |((start, section), end): (&(usize, &DeckSection), usize)| {
            let slides = (*start..end).map(|index| (index, &self.slides[index]));
            let topics = slides.filter_map(|(index, slide)| {
                let title = slide.title.as_ref().filter(|_| !slide.has_agenda())?;
                let words = title.to_single_line();
                let is_shown = slide.visibility == Visibility::Shown
                    && !words.trim().is_empty()
                    && words != section.title.to_single_line();
                is_shown.then(|| (Text::plain(words, title.span), index))
            });
            AgendaEntry {
                title: Text::plain(section.title.to_single_line(), section.title.span),
                slide: *start,
                seconds: section.duration,
                state: AgendaState::Any,
                topics: topics.collect(),
            }
        };
        sections.iter().zip(ends).map(entry).collect()
    }
}

impl Agenda {
    fn fill(&mut self, entries: &[AgendaEntry], present: Option<usize>) {
        self.entries = entries.to_vec();
        for (index, entry) in self.entries.iter_mut().enumerate() {
            entry.state = match present {
                None => AgendaState::Any,
                Some(present) if index < present => AgendaState::Past,
                Some(present) if index == present => AgendaState::Present,
                Some(_) => AgendaState::Ahead,
            };
            // The slides of other sections would hide where the talk is.
            let has_topics =
                matches!(entry.state, AgendaState::Any | AgendaState::Present) && self.has_topics;
            if !has_topics {
                entry.topics.clear();
            }
        }
    }

    /// Returns whether durations are shown: if the author wants them, or any section has one.
    pub fn shows_times(&self) -> bool {
        self.times.unwrap_or_else(|| self.entries.iter().any(|entry| entry.seconds.is_some()))
    }
}

/// Creates the slide that shows the agenda before `slide` and has its section.
fn take_section(slide: &mut Slide) -> Slide {
    let section = slide.section.take();
    let agenda = Agenda { numbers: true, ..Agenda::default() };
    let block = Block { kind: BlockKind::Agenda(agenda), span: slide.span };
    Slide {
        section,
        layout: Layout::Agenda,
        is_layout_named: true,
        visibility: slide.visibility,
        lang: slide.lang.clone(),
        direction: slide.direction,
        blocks: vec![block],
        ..Slide::empty(slide.span)
    }
}

/// Formats a duration: `45 s`, `10 min`, `1 h 15 min`.
pub fn format_duration(seconds: f32) -> String {
    let whole = seconds.round().max(0.0) as u64;
    match (whole / 3600, whole % 3600 / 60, whole % 60) {
        (0, 0, seconds) => format!("{seconds}\u{a0}s"),
        (0, minutes, 0) => format!("{minutes}\u{a0}min"),
        (0, minutes, seconds) => format!("{minutes}:{seconds:02}\u{a0}min"),
        (hours, 0, _) => format!("{hours}\u{a0}h"),
        (hours, minutes, _) => format!("{hours}\u{a0}h\u{a0}{minutes}\u{a0}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_durations() {
        let formatted = [45.0, 600.0, 90.0, 3600.0, 4500.0].map(format_duration);
        let plain = formatted.map(|text| text.replace('\u{a0}', " "));
        assert_eq!(plain, ["45 s", "10 min", "1:30 min", "1 h", "1 h 15 min"]);
    }

    #[test]
    fn titles_are_sorted_by_language() {
        assert!(TITLES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!([agenda_title("fr-CH"), agenda_title("de")], ["Ordre du jour", "Agenda"]);
    }
}
