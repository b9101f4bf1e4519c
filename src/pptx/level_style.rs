//! The styles of the levels of a text, and which of them are the usual ones.

use super::deck_state::DeckState;
use super::paragraph::{Paragraph, TextRun};
use super::paragraph_format::{ParagraphBullet, ParagraphFormat, ParagraphPlace};
use super::run_format::tracking_of;
use super::text_box::TextBox;
use super::units::{emu, hundredths};
use super::xml::Xml;
use crate::assets::StyleName;
use crate::scene::{Colour, ColumnAlignment, Role, Structure};

/// The levels of lists that a master has.
pub(super) const LEVELS: usize = 5;

/// The elements of these levels.
const LEVEL_NAMES: [&str; LEVELS] =
    ["a:lvl1pPr", "a:lvl2pPr", "a:lvl3pPr", "a:lvl4pPr", "a:lvl5pPr"];

/// The style of a level of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLevelStyle {
    pub(super) paragraph: ParagraphFormat,
    pub(super) font: StyleName,
    /// In hundredths of a pt.
    pub(super) size: i64,
    /// Space after each letter in hundredths of a pt.
    pub(super) tracking: i64,
    pub(super) colour: Colour,
}

impl TextLevelStyle {
    /// Creates the style of plain text of this size in pt.
    pub(super) fn plain(font: StyleName, size: f32, colour: Colour, is_rtl: bool) -> Self {
        let alignment = if is_rtl { ColumnAlignment::Right } else { ColumnAlignment::Left };
        let paragraph = ParagraphFormat {
            margin: 0,
            indent: 0,
            alignment,
            is_rtl,
            leading: hundredths(size * 1.3),
            space_before: hundredths(size * 0.5),
            bullet: ParagraphBullet::Nothing,
        };
        Self { paragraph, font, size: hundredths(size), tracking: 0, colour }
    }

    /// Returns the style of a paragraph: that of most of its letters.
    fn of(
        state: &mut DeckState<'_>,
        structure: &Structure,
        paragraph: &Paragraph<'_>,
        place: &ParagraphPlace,
    ) -> Option<Self> {
        let run = usual_run(paragraph)?;
        let is_heading =
            paragraph.element.is_some_and(|id| matches!(structure.get(id).role, Role::Heading(_)));
        let colour = run.glyphs.colour;
        Some(Self {
            paragraph: ParagraphFormat::of(paragraph, place, Some(colour)),
            font: state.fonts.text_style(run.glyphs.face, is_heading),
            size: hundredths(run.glyphs.size).clamp(100, 400_000),
            tracking: tracking_of(run.glyphs),
            colour,
        })
    }

    /// Returns the style without a bullet.
    pub(super) fn without_bullet(mut self) -> Self {
        self.paragraph.bullet = ParagraphBullet::Nothing;
        (self.paragraph.margin, self.paragraph.indent) = (0, 0);
        self
    }

    /// Returns the style of the level below one that has this style.
    pub(super) fn next_level(&self, is_first: bool) -> Self {
        let mut next = self.clone();
        let indent = emu(self.size as f32 / 100.0);
        next.paragraph.margin += indent;
        next.paragraph.indent = -indent;
        if next.paragraph.bullet == ParagraphBullet::Nothing {
            next.paragraph.bullet = ParagraphBullet::Character { character: '•', colour: None };
        }
        if !is_first {
            next = next.scaled(0.92);
        }
        next
    }

    /// Returns the style with its sizes multiplied.
    pub(super) fn scaled(mut self, factor: f32) -> Self {
        let scale = |value: i64| (value as f32 * factor).round() as i64;
        self.size = scale(self.size);
        self.tracking = scale(self.tracking);
        self.paragraph.leading = scale(self.paragraph.leading);
        self.paragraph.space_before = scale(self.paragraph.space_before);
        self
    }

    /// Writes the style of the level with this index.
    pub(super) fn write(&self, xml: &mut Xml, state: &DeckState<'_>, level: usize) {
        self.paragraph.open(xml, &state.scheme, (LEVEL_NAMES[level], 0), None);
        let flag = |is_set: bool| if is_set { "1" } else { "0" };
        let (bold, italic) = (flag(self.font.is_bold), flag(self.font.is_italic));
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> =
            vec![("sz", &self.size), ("b", &bold), ("i", &italic), ("kern", &"0")];
        if self.tracking != 0 {
            attributes.push(("spc", &self.tracking));
        }
        xml.open("a:defRPr", &attributes);
        state.scheme.write_fill(xml, self.colour);
        let (typeface, is_theme) = state.fonts.typeface(&self.font.family);
        for (name, script) in [("a:latin", "lt"), ("a:ea", "ea"), ("a:cs", "cs")] {
            let own = match typeface.strip_suffix("lt") {
                Some(start) if is_theme => format!("{start}{script}"),
                _ => typeface.clone(),
            };
            xml.empty(name, &[("typeface", &own)]);
        }
        xml.close();
        xml.close();
    }
}

/// Returns the first run with the formatting of most letters of a paragraph.
fn usual_run<'p, 's>(paragraph: &'p Paragraph<'s>) -> Option<&'p TextRun<'s>> {
    let runs = || paragraph.lines.iter().flat_map(|line| &line.runs);
    let on_line = || runs().filter(|run| run.rise.abs() < 0.01);
    let is_alike = |one: &TextRun<'_>, other: &TextRun<'_>| {
        let (one, other) = (one.glyphs, other.glyphs);
        one.face == other.face && one.size == other.size && one.colour == other.colour
    };
    let letters = |run: &TextRun<'_>| -> usize {
        let alike = on_line().filter(|other| is_alike(run, other));
        alike.map(|other| other.glyphs.glyphs.len()).sum()
    };
    on_line()
        .map(|run| (run, letters(run)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(run, _)| run)
}

/// How often styles occur.
#[derive(Clone, Debug, Default)]
pub(super) struct StyleCounts(Vec<StyleCount>);

#[derive(Clone, Debug)]
struct StyleCount {
    style: TextLevelStyle,
    count: usize,
    /// How often it is not at the top of a box, where the space above a text is unknown.
    spaced: usize,
}

impl StyleCounts {
    fn add(&mut self, style: TextLevelStyle, count: usize, is_spaced: bool) {
        let spaced = if is_spaced { count } else { 0 };
        match self.0.iter_mut().find(|other| other.style == style) {
            Some(found) => {
                found.count += count;
                found.spaced += spaced;
            }
            None => self.0.push(StyleCount { style, count, spaced }),
        }
    }

    /// Returns the most common style; the first of several.
    pub(super) fn most_common(&self) -> Option<TextLevelStyle> {
        let same = |one: &TextLevelStyle, other: &TextLevelStyle| {
            let space_before = one.paragraph.space_before;
            let paragraph = ParagraphFormat { space_before, ..other.paragraph.clone() };
            *one == TextLevelStyle { paragraph, ..other.clone() }
        };
        let total = |style: &TextLevelStyle| -> usize {
            self.0.iter().filter(|it| same(style, &it.style)).map(|it| it.count).sum()
        };
        let mut best: Option<(&TextLevelStyle, usize)> = None;
        for StyleCount { style, .. } in &self.0 {
            let total = total(style);
            if best.is_none_or(|(_, most)| total > most) {
                best = Some((style, total));
            }
        }
        let (style, _) = best?;
        let spaced = self.0.iter().rev().filter(|it| same(style, &it.style));
        spaced.max_by_key(|it| it.spaced).map(|it| it.style.clone())
    }
}

/// The styles of the texts of one placeholder.
#[derive(Clone, Debug, Default)]
pub(super) struct TextStyles {
    /// Of list items with bullets, by level.
    pub(super) levels: [StyleCounts; LEVELS],
    /// Of paragraphs without a label.
    pub(super) plain: StyleCounts,
}

impl TextStyles {
    /// Adds the styles of a text.
    pub(super) fn add(
        &mut self,
        state: &mut DeckState<'_>,
        structure: &Structure,
        text: &TextBox<'_>,
    ) {
        for (index, (paragraph, space_before)) in
            text.paragraphs.iter().zip(text.spaces_before()).enumerate()
        {
            let place = ParagraphPlace { rect: text.rect, space_before, list_start: None };
            let Some(style) = TextLevelStyle::of(state, structure, paragraph, &place) else {
                continue;
            };
            let level = paragraph.list_depth.saturating_sub(1);
            let counts = match (&style.paragraph.bullet, self.levels.get_mut(level)) {
                (ParagraphBullet::Character { .. }, Some(counts)) => counts,
                (ParagraphBullet::Nothing, _) if paragraph.label.is_none() => &mut self.plain,
                _ => continue,
            };
            let letters: usize = paragraph
                .lines
                .iter()
                .flat_map(|line| &line.runs)
                .map(|run| run.glyphs.glyphs.len())
                .sum();
            counts.add(style, letters, index > 0);
        }
    }
}
