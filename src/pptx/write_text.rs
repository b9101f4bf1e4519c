//! Writes paragraphs.

use std::ops::Range;

use super::language::office_language;
use super::line_breaks::forced_breaks;
use super::master::FIELD_ID;
use super::office_math::MATH_NAMESPACE;
use super::paragraph::{LabelKind, Line, Paragraph, TextRun};
use super::paragraph_format::{ParagraphBullet, ParagraphFormat, ParagraphPlace};
use super::run_format::{MathFormat, RunFormat, tracking_of};
use super::slide::SlideWriter;
use super::text_box::TextBox;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::ordered_numbers::{find_mark_places, mark_part};
use crate::scene::{ElementId, LinkArea, Role};

/// A piece of text with its formatting, or a line break.
enum TextPiece {
    Text(RunFormat, String),
    /// A formula: as text, and in the structure tree.
    Formula(RunFormat, String, ElementId),
    Break(RunFormat),
}

impl SlideWriter<'_, '_> {
    /// Writes the paragraphs of a text box.
    pub(super) fn write_paragraphs(&mut self, xml: &mut Xml, text: &TextBox<'_>) {
        let spaces = text.spaces_before();
        let starts = list_starts(&text.paragraphs);
        for ((paragraph, space_before), list_start) in
            text.paragraphs.iter().zip(spaces).zip(starts)
        {
            let place = ParagraphPlace { rect: text.rect, space_before, list_start };
            self.write_paragraph(xml, paragraph, &place);
        }
    }

    /// Writes a paragraph.
    pub(super) fn write_paragraph(
        &mut self,
        xml: &mut Xml,
        paragraph: &Paragraph<'_>,
        place: &ParagraphPlace,
    ) {
        xml.open("a:p", &[]);
        let mut pieces = self.pieces(paragraph, place.rect);
        self.write_paragraph_format(xml, paragraph, place, pieces.first());
        if !paragraph.label_runs.is_empty() {
            let mut label = self.label_pieces(paragraph);
            label.append(&mut pieces);
            pieces = label;
        }
        mark_numbers(&mut pieces, paragraph.column.is_rtl);
        for piece in &pieces {
            match piece {
                TextPiece::Text(format, text) => {
                    let text = self.write_number_field(xml, format, text);
                    if text.is_empty() {
                        continue;
                    }
                    xml.open("a:r", &[]);
                    self.write_run_format(xml, "a:rPr", format);
                    xml.text_element("a:t", text);
                    xml.close();
                }
                TextPiece::Formula(format, text, formula) => {
                    self.write_inline_formula(xml, format, text, *formula);
                }
                TextPiece::Break(format) => {
                    xml.open("a:br", &[]);
                    self.write_run_format(xml, "a:rPr", format);
                    xml.close();
                }
            }
        }
        self.level_style = None;
        xml.close();
    }

    /// Writes the number of the slide at the start of a text as a field. Returns the rest.
    fn write_number_field<'t>(
        &mut self,
        xml: &mut Xml,
        format: &RunFormat,
        text: &'t str,
    ) -> &'t str {
        let Some(number) = self.number_field else { return text };
        let digits = number.to_string();
        let Some(rest) = text.strip_prefix(&digits) else { return text };
        if rest.starts_with(|next: char| next.is_ascii_digit()) {
            return text;
        }
        self.number_field = None;
        xml.open("a:fld", &[("id", &FIELD_ID), ("type", &"slidenum")]);
        self.write_run_format(xml, "a:rPr", format);
        xml.text_element("a:t", &digits);
        xml.close();
        rest
    }

    /// Writes the formatting of a paragraph whose text starts with the piece `first`. It lacks what
    /// is inherited.
    fn write_paragraph_format(
        &mut self,
        xml: &mut Xml,
        paragraph: &Paragraph<'_>,
        place: &ParagraphPlace,
        first: Option<&TextPiece>,
    ) {
        let level = match (&paragraph.label, paragraph.list_depth) {
            (Some(_), depth) => depth.saturating_sub(1),
            (None, depth) => depth,
        };
        let level = level.min(8);
        let colour = match first {
            Some(TextPiece::Text(format, _)) => Some(format.colour),
            _ => None,
        };
        self.level_style = self.inherited.and_then(|look| look.level(level));
        let inherited = self.level_style.map(|style| &style.paragraph);
        let mut format = ParagraphFormat::of(paragraph, place, colour);
        if let (ParagraphBullet::Number { typeface, .. }, Some(face)) =
            (&mut format.bullet, paragraph.label.as_ref().and_then(|label| label.face))
        {
            let own = self.package.fonts.text_style(face, false).family;
            *typeface = Some(self.package.fonts.typeface(&own).0);
        }
        if level > 0 || inherited != Some(&format) {
            format.open(xml, &self.package.scheme, ("a:pPr", level), inherited);
            xml.close();
        }
    }

    /// Returns the text of a paragraph in pieces of one formatting.
    fn pieces(&mut self, paragraph: &Paragraph<'_>, rect: Rect) -> Vec<TextPiece> {
        let breaks = forced_breaks(paragraph, rect.x, rect.width);
        let base_size = paragraph.base_size();
        let mut pieces: Vec<TextPiece> = Vec::new();
        let mut end = if paragraph.starts_with_formula { Some(0) } else { None };
        for (index, line) in paragraph.lines.iter().enumerate() {
            let mut is_start = true;
            for run in &line.runs {
                let format = self.run_format(paragraph, run, base_size);
                if paragraph.is_formula {
                    self.push_gap(&mut pieces, &format, paragraph, 0..paragraph.text.len());
                    continue;
                }
                if run.is_hyphen() {
                    push_text(&mut pieces, &format, "\u{ad}");
                    continue;
                }
                if paragraph.is_code {
                    if is_start && index > 0 {
                        push_text(&mut pieces, &format, &indentation(paragraph, line));
                    }
                    is_start = false;
                    push_text(&mut pieces, &format, run.glyphs.shown_text());
                    continue;
                }
                let Some(range) = run.glyphs.shown_range() else { continue };
                // What is between two runs, such as a formula, has the formatting of the first.
                if let Some(end) = end {
                    self.push_gap(&mut pieces, &format, paragraph, end..range.start);
                }
                push_text(&mut pieces, &format, run.glyphs.shown_text());
                end = Some(range.end);
            }
            let is_last = index + 1 == paragraph.lines.len();
            // A line break of the author is part of the text.
            let next = paragraph.lines.get(index + 1).and_then(|line| line.runs.first());
            let next = next.and_then(|run| run.glyphs.shown_range());
            let is_written = end.zip(next).is_some_and(|(end, next)| {
                let gap = paragraph.text.get(end..next.start);
                gap.is_some_and(|gap| gap.contains('\n'))
            });
            if !is_last && !is_written && (breaks.contains(&index) || paragraph.is_code) {
                push_break(&mut pieces, paragraph.is_code);
            }
        }
        if let (true, Some(end)) = (paragraph.ends_with_formula, end)
            && let Some(TextPiece::Text(format, _)) = pieces.last()
        {
            let format = format.clone();
            self.push_gap(&mut pieces, &format, paragraph, end..paragraph.text.len());
        }
        pieces
    }

    /// Adds what is between two runs of a paragraph: formulas, and the text around them. It has the
    /// formatting of the last piece, or this one if there is none.
    fn push_gap(
        &self,
        pieces: &mut Vec<TextPiece>,
        format: &RunFormat,
        paragraph: &Paragraph<'_>,
        gap: Range<usize>,
    ) {
        let format = match pieces.last() {
            Some(TextPiece::Text(last, _)) => last.clone(),
            _ => format.clone(),
        };
        let text = |range: Range<usize>| paragraph.text.get(range).unwrap_or_default();
        let mut end = gap.start;
        for (range, formula) in self.package.inline_formulas.of(&paragraph.text) {
            if range.start < end || range.end > gap.end {
                continue;
            }
            push_text(pieces, &format, text(end..range.start));
            let plain = text(range.clone()).to_owned();
            pieces.push(TextPiece::Formula(format.clone(), plain, *formula));
            end = range.end;
        }
        push_text(pieces, &format, text(end..gap.end));
    }

    /// Writes a formula in a line of text.
    fn write_inline_formula(
        &mut self,
        xml: &mut Xml,
        format: &RunFormat,
        text: &str,
        formula: ElementId,
    ) {
        let mathml = self.reader.scene.structure.get(formula).mathml.as_deref();
        if let Some(mathml) = mathml.filter(|_| self.writes_office_math) {
            xml.open("a14:m", &[]);
            xml.open("m:oMath", &[("xmlns:m", &MATH_NAMESPACE)]);
            let RunFormat { size, colour, lang, .. } = format;
            let look = MathFormat { size: *size, colour: *colour, lang: lang.clone() };
            self.write_math(xml, mathml, &look);
            xml.close();
            xml.close();
            return;
        }
        xml.open("a:r", &[]);
        self.write_run_format(xml, "a:rPr", format);
        xml.text_element("a:t", text);
        xml.close();
    }

    /// Returns the text of a label, and the tab after it.
    fn label_pieces(&mut self, paragraph: &Paragraph<'_>) -> Vec<TextPiece> {
        let mut pieces = Vec::new();
        for run in &paragraph.label_runs {
            let format = self.run_format(paragraph, run, paragraph.base_size());
            push_text(&mut pieces, &format, run.glyphs.shown_text());
        }
        if let Some(TextPiece::Text(_, text)) = pieces.last_mut() {
            text.push('\t');
        }
        pieces
    }

    /// Returns the formatting of a run of a paragraph whose letters have this size.
    fn run_format(
        &mut self,
        paragraph: &Paragraph<'_>,
        run: &TextRun<'_>,
        base_size: f32,
    ) -> RunFormat {
        let is_raised = run.rise.abs() > 0.01 && base_size > 0.0;
        let rise = if is_raised { (run.rise / base_size * 100.0).round() as i32 } else { 0 };
        let structure = &self.reader.scene.structure;
        let is_heading =
            paragraph.element.is_some_and(|id| matches!(structure.get(id).role, Role::Heading(_)));
        RunFormat {
            font: self.package.fonts.text_style(run.glyphs.face, is_heading),
            size: if is_raised { base_size } else { run.glyphs.size },
            tracking: tracking_of(run.glyphs),
            colour: run.glyphs.colour,
            highlight: run.highlight,
            is_struck: run.is_struck,
            rise_percent: rise.clamp(-100, 100),
            link: self.link_of(run.element).filter(|_| self.box_link.is_none()).cloned(),
            lang: self.language_of(run.glyphs.lang.as_deref(), paragraph.element),
        }
    }

    /// Returns the link that a part of a text belongs to.
    pub(super) fn link_of(&self, element: Option<ElementId>) -> Option<&LinkArea> {
        let is_link = |role| matches!(role, Role::Link | Role::Reference);
        let link = self.reader.find_ancestor(element, is_link)?;
        let areas = &self.reader.links;
        areas.iter().find(|(own, _)| *own == Some(link)).map(|(_, area)| *area)
    }

    /// Returns the language of a run as Office knows it: its own, else that of the nearest element
    /// that has one.
    pub(super) fn language_of(&self, own: Option<&str>, element: Option<ElementId>) -> String {
        let structure = &self.reader.scene.structure;
        let mut chain = structure.ancestors(element);
        let lang = own.or_else(|| chain.find_map(|id| structure.get(id).lang.as_deref()));
        office_language(lang.unwrap_or(&self.reader.scene.info.lang))
    }
}

/// Adds text with a formatting. A line feed is a line break.
fn push_text(pieces: &mut Vec<TextPiece>, format: &RunFormat, text: &str) {
    for (index, part) in text.split('\n').enumerate() {
        if index > 0 {
            pieces.push(TextPiece::Break(format.clone()));
        }
        if part.is_empty() {
            continue;
        }
        match pieces.last_mut() {
            Some(TextPiece::Text(last, words)) if last == format => words.push_str(part),
            _ => pieces.push(TextPiece::Text(format.clone(), part.to_owned())),
        }
    }
}

/// Adds the marks that keep the order of dates and signed numbers after Arabic letters.
fn mark_numbers(pieces: &mut [TextPiece], is_rtl: bool) {
    let texts = pieces.iter().map(|piece| match piece {
        TextPiece::Text(_, text) | TextPiece::Formula(_, text, _) => text.as_str(),
        TextPiece::Break(_) => "\n",
    });
    let whole: String = texts.collect();
    let places = find_mark_places(&whole, is_rtl);
    let mut start = 0;
    for piece in pieces.iter_mut().take_while(|_| !places.is_empty()) {
        start += match piece {
            TextPiece::Text(_, text) => {
                let length = text.len();
                *text = mark_part(text, start, &places).into_owned();
                length
            }
            // What is in a formula has an order of its own.
            TextPiece::Formula(_, text, _) => text.len(),
            TextPiece::Break(_) => 1,
        };
    }
}

/// Returns the spaces before the continuation of a line of code.
fn indentation(paragraph: &Paragraph<'_>, line: &Line<'_>) -> String {
    let cell = line
        .runs
        .first()
        .and_then(|run| run.glyphs.glyphs.first().map(|glyph| glyph.advance * run.glyphs.size));
    let indent = line.left() - paragraph.column.left;
    let columns = cell.filter(|cell| *cell > 0.0).map_or(0.0, |cell| (indent / cell).round());
    " ".repeat(columns.clamp(0.0, 80.0) as usize)
}

/// Adds a line break. It replaces the space before it, which would be a line of its own if it did
/// not fit.
fn push_break(pieces: &mut Vec<TextPiece>, is_code: bool) {
    let Some(TextPiece::Text(format, text)) = pieces.last_mut() else { return };
    let format = format.clone();
    if !is_code {
        text.truncate(text.trim_end_matches(' ').len());
    }
    pieces.push(TextPiece::Break(format));
}

/// Returns the first number of the list of each paragraph. A program counts on as long as items
/// of one list follow each other.
fn list_starts(paragraphs: &[Paragraph<'_>]) -> Vec<Option<u32>> {
    let mut starts: Vec<Option<u32>> = Vec::new();
    let mut open: Vec<(Option<ElementId>, u32, u32)> = Vec::new();
    for paragraph in paragraphs {
        let Some((list, number)) = paragraph.label.as_ref().and_then(|label| match label.kind {
            LabelKind::Number(_, number) => Some((label.list, number)),
            _ => None,
        }) else {
            starts.push(None);
            continue;
        };
        match open.iter_mut().find(|(other, _, next)| *other == list && *next == number) {
            Some((_, start, next)) => {
                *next += 1;
                starts.push(Some(*start));
            }
            None => {
                open.retain(|(other, ..)| *other != list);
                open.push((list, number, number + 1));
                starts.push(Some(number));
            }
        }
    }
    starts
}
