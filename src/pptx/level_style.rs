//! The styles of the levels of a text, and which of them are the usual ones.

use super::deck_state::DeckState;
use super::paragraph::{Paragraph, TextRun};
use super::paragraph_format::{ParagraphBullet, ParagraphFormat, ParagraphPlace, is_checkbox};
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

    /// Whether another style differs only in the spaces between lines and paragraphs.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let ParagraphFormat { leading, space_before, .. } = self.paragraph;
        let paragraph = ParagraphFormat { leading, space_before, ..other.paragraph.clone() };
        *self == Self { paragraph, ..other.clone() }
    }

    /// Whether another style is this one in a larger size.
    pub(super) fn is_shrunk_from(&self, other: &Self) -> bool {
        let same = (&self.font, self.colour, &self.paragraph.bullet, self.paragraph.alignment);
        let others =
            (&other.font, other.colour, &other.paragraph.bullet, other.paragraph.alignment);
        same == others && self.size < other.size
    }

    /// Returns the style without a bullet.
    pub(super) fn without_bullet(mut self) -> Self {
        self.paragraph.bullet = ParagraphBullet::Nothing;
        (self.paragraph.margin, self.paragraph.indent) = (0, 0);
        self
    }

    /// Returns the style with the emphasis of another one.
    pub(super) fn emphasised_as(mut self, other: &Self) -> Self {
        (self.font.is_bold, self.font.is_italic) = (other.font.is_bold, other.font.is_italic);
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

/// How often styles occur. Those that differ only in the space above are one.
#[derive(Clone, Debug, Default)]
pub(super) struct StyleCounts(Vec<StyleCount>);

#[derive(Clone, Debug)]
struct StyleCount {
    /// The style without the space above it.
    style: TextLevelStyle,
    count: usize,
    /// The spaces above it and how often each occurs, in the order in which they were found. At the
    /// top of a box, the space above a text is unknown.
    spaces: Vec<(i64, usize)>,
}

impl StyleCount {
    fn add_space(&mut self, space: i64, times: usize) {
        match self.spaces.iter_mut().find(|(own, _)| *own == space) {
            Some((_, count)) => *count += times,
            None => self.spaces.push((space, times)),
        }
    }
}

impl StyleCounts {
    fn add(&mut self, mut style: TextLevelStyle, is_spaced: bool) {
        let space = std::mem::take(&mut style.paragraph.space_before);
        let own = self.count_of(&style);
        own.count += 1;
        own.add_space(space, usize::from(is_spaced));
    }

    fn extend(&mut self, other: &Self) {
        for StyleCount { style, count, spaces } in &other.0 {
            let own = self.count_of(style);
            own.count += count;
            spaces.iter().for_each(|(space, times)| own.add_space(*space, *times));
        }
    }

    /// Returns the count of a style without the space above it.
    fn count_of(&mut self, style: &TextLevelStyle) -> &mut StyleCount {
        let index = self.0.iter().position(|own| own.style == *style).unwrap_or_else(|| {
            self.0.push(StyleCount { style: style.clone(), count: 0, spaces: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[index]
    }

    /// Returns the most common style; the largest of several.
    pub(super) fn most_common(&self) -> Option<TextLevelStyle> {
        let StyleCount { style, spaces, .. } =
            self.0.iter().rev().max_by_key(|it| (it.count, it.style.size))?;
        let (space, _) = spaces.iter().rev().max_by_key(|(_, count)| *count)?;
        let mut style = style.clone();
        // Points that are spread over a page would lead further ones beyond it.
        style.paragraph.space_before = (*space).min(style.size);
        Some(style)
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

/// A style of a text with the number of letters that have it.
type LetterCount = (TextLevelStyle, usize, bool);

impl TextStyles {
    /// Returns the colour of most texts.
    pub(super) fn usual_colour(&self) -> Option<Colour> {
        let style = self.plain.most_common().or_else(|| self.levels[0].most_common())?;
        Some(style.colour)
    }

    /// Adds the styles of other texts.
    pub(super) fn extend(&mut self, other: &Self) {
        self.plain.extend(&other.plain);
        for (own, other) in self.levels.iter_mut().zip(&other.levels) {
            own.extend(other);
        }
    }

    /// Adds the styles of most letters of a text, by level: a page counts once, even if its text is
    /// long and therefore set smaller than others.
    pub(super) fn add(
        &mut self,
        state: &mut DeckState<'_>,
        structure: &Structure,
        text: &TextBox<'_>,
    ) {
        let mut found: [Vec<LetterCount>; LEVELS + 1] = Default::default();
        for (index, (paragraph, space_before)) in
            text.paragraphs.iter().zip(text.spaces_before()).enumerate()
        {
            let place = ParagraphPlace { rect: text.rect, space_before, list_start: None };
            let Some(style) = TextLevelStyle::of(state, structure, paragraph, &place) else {
                continue;
            };
            let level = paragraph.list_depth.saturating_sub(1);
            let counts = match &style.paragraph.bullet {
                // New lists have bullets, and not the boxes of a checklist.
                ParagraphBullet::Character { character, .. } if is_checkbox(*character) => continue,
                ParagraphBullet::Character { .. } if level < LEVELS => &mut found[level],
                ParagraphBullet::Nothing if paragraph.label.is_none() => &mut found[LEVELS],
                _ => continue,
            };
            let letters: usize = paragraph
                .lines
                .iter()
                .flat_map(|line| &line.runs)
                .map(|run| run.glyphs.glyphs.len())
                .sum();
            match counts.iter_mut().find(|(other, ..)| *other == style) {
                Some((_, count, is_spaced)) => {
                    *count += letters;
                    *is_spaced |= index > 0;
                }
                None => counts.push((style, letters, index > 0)),
            }
        }
        let all = self.levels.iter_mut().chain([&mut self.plain]);
        for (counts, found) in all.zip(found) {
            let usual = found.into_iter().rev().max_by_key(|(_, letters, _)| *letters);
            if let Some((style, _, is_spaced)) = usual {
                counts.add(style, is_spaced);
            }
        }
    }
}
