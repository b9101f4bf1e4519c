//! Puts paragraphs together from runs of glyphs and the marks before them.

use std::sync::Arc;

use super::content::PageContentReader;
use super::paragraph::{Label, LabelKind, Line, Paragraph, TextColumn, TextRun};
use super::read_label::{bullet_of_shape, label_of_text};
use super::shape_geometry::solid_fill;
use crate::geometry::Rect;
use crate::scene::{
    ArtifactKind, Colour, ColumnAlignment, ElementId, GlyphRun, Item, ItemKind, LineFrame, Role,
    Shape,
};

/// Two baselines closer than this are one, in pt.
const SAME_BASELINE: f32 = 0.05;

/// The height of a line without a paragraph, relative to its type.
const PLAIN_LEADING: f32 = 1.2;

/// Reads the runs of a page in order.
pub(super) struct TextReader<'r, 's> {
    reader: &'r PageContentReader<'s>,
    /// Grounds and rules of text.
    decorations: Vec<(Rect, ArtifactKind, Option<Colour>)>,
    paragraph: Option<Paragraph<'s>>,
    /// A paragraph with the end of what was read of it, which may go on after the one that is being
    /// read: a mark is drawn between the lines of a quote.
    suspended: Option<(Paragraph<'s>, u32)>,
    label: Option<Label>,
    /// The runs of a label that is text.
    label_runs: Vec<TextRun<'s>>,
    /// The element of the label that is text.
    label_element: Option<ElementId>,
    /// The step at which the label appears.
    label_step: u16,
    /// Paragraphs that are complete.
    done: Vec<Paragraph<'s>>,
    /// A formula before the first run of a paragraph: the text, and its element.
    formula: Option<(Arc<str>, Option<ElementId>)>,
    /// The largest run of this formula, which gives it its look if no other run follows.
    formula_run: Option<(&'s Item, &'s GlyphRun)>,
    /// The end of the text that was read, in bytes.
    end: u32,
}

impl<'r, 's> TextReader<'r, 's> {
    /// Creates a reader of some items of a page.
    pub(super) fn new(reader: &'r PageContentReader<'s>, items: &[Item]) -> Self {
        let decorations = items.iter().filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) if item.artifact_kind.is_text_decoration() => {
                Some((shape.bounds(), item.artifact_kind, solid_fill(shape)))
            }
            _ => None,
        });
        Self {
            reader,
            decorations: decorations.collect(),
            paragraph: None,
            suspended: None,
            label: None,
            label_runs: Vec::new(),
            label_element: None,
            label_step: 0,
            done: Vec::new(),
            formula: None,
            formula_run: None,
            end: 0,
        }
    }

    /// Returns the paragraphs that were not returned yet.
    pub(super) fn finish(&mut self) -> Vec<Paragraph<'s>> {
        self.close_paragraph();
        std::mem::take(&mut self.done)
    }

    fn close_paragraph(&mut self) {
        self.end = 0;
        self.done.extend(self.suspended.take().map(|(paragraph, _)| paragraph));
        self.done.extend(self.paragraph.take());
        self.close_formula();
    }

    /// Goes on with the paragraph before the one that is being read, if a run belongs to it.
    fn resume_paragraph(&mut self, run: &GlyphRun, element: Option<ElementId>) {
        let Some((paragraph, end)) = &self.suspended else { return };
        if self.formula.is_none() && self.is_part_of(paragraph, *end, run, element) {
            self.done.extend(self.paragraph.take());
            if let Some((paragraph, end)) = self.suspended.take() {
                (self.paragraph, self.end) = (Some(paragraph), end);
            }
        }
    }

    /// Ends the paragraph that is being read, unless a later run belongs to it.
    fn suspend_paragraph(&mut self) {
        let paragraph = self.paragraph.take();
        let end = self.end;
        self.close_paragraph();
        self.suspended = paragraph.map(|paragraph| (paragraph, end));
    }

    /// Makes a formula that no other run follows a paragraph: its text is that of the formula.
    fn close_formula(&mut self) {
        let Some(((text, _), (item, run))) = self.formula.take().zip(self.formula_run.take())
        else {
            return;
        };
        let structure = &self.reader.scene.structure;
        let element = item.element.map(|element| structure.find_text_of(element));
        self.start_paragraph(item, run, element);
        let baseline = run.origin.y + run.line.map_or(0.0, |line| line.rise);
        let runs = vec![TextRun { rise: 0.0, ..self.text_run(item, run) }];
        let paragraph = self.paragraph.take();
        self.done.extend(paragraph.map(|paragraph| Paragraph {
            text,
            lines: vec![Line { baseline, runs }],
            is_formula: true,
            ..paragraph
        }));
        self.end = 0;
    }

    /// Adds a run. Returns the paragraphs before it.
    pub(super) fn add_run(&mut self, item: &'s Item, run: &'s GlyphRun) -> Vec<Paragraph<'s>> {
        self.read_run(item, run);
        std::mem::take(&mut self.done)
    }

    fn read_run(&mut self, item: &'s Item, run: &'s GlyphRun) {
        // The line break of an author may be a run without glyphs.
        if run.glyphs.is_empty() {
            return;
        }
        let structure = &self.reader.scene.structure;
        if let Some(label) = self.reader.find_ancestor(item.element, |role| role == Role::Label) {
            self.close_paragraph();
            // A label with a text elsewhere is before the next one.
            if self.label_element.is_some_and(|own| own != label) {
                self.release_label();
            }
            self.label_element = Some(label);
            let list = self.reader.find_ancestor(Some(label), |role| matches!(role, Role::List(_)));
            let label = label_of_text(&self.reader.scene.structure, self.label.take(), run, list);
            self.label = Some(label);
            self.label_step = item.step;
            self.label_runs.push(self.text_run(item, run));
            return;
        }
        let formula = self.reader.find_ancestor(item.element, |role| role == Role::InlineFormula);
        if let Some(formula) = formula {
            let element = item.element.map(|element| structure.find_text_of(element));
            self.add_formula((item, run), structure.get(formula).text.clone(), element);
            return;
        }
        let element = item.element.map(|element| structure.find_text_of(element));
        if !self.continues(run, element) {
            self.resume_paragraph(run, element);
        }
        if !self.continues(run, element) {
            let starts_with_formula = self
                .formula
                .as_ref()
                .is_some_and(|(text, own)| Arc::ptr_eq(text, &run.text) && *own == element);
            let formula = if starts_with_formula { self.formula.take() } else { None };
            if formula.is_none() && self.formula.is_none() {
                self.suspend_paragraph();
            } else {
                self.close_paragraph();
            }
            self.formula = formula;
            self.start_paragraph(item, run, element);
        }
        if let Some(end) = run.shown_range().filter(|_| &*run.text != "\u{ad}") {
            self.end = end.end as u32;
        }
        let text_run = self.text_run(item, run);
        let Some(paragraph) = &mut self.paragraph else { return };
        paragraph.ends_with_formula = false;
        let baseline = run.origin.y + text_run.rise;
        match paragraph.lines.last_mut() {
            Some(line) if (line.baseline - baseline).abs() < SAME_BASELINE => {
                line.runs.push(text_run);
            }
            _ => paragraph.lines.push(Line { baseline, runs: vec![text_run] }),
        }
    }

    /// Takes a shape that is part of a text: a bullet, a check mark, a box for a character without
    /// a glyph, a rule of a formula. Returns whether it is one.
    pub(super) fn add_shape(&mut self, item: &Item, shape: &Shape) -> bool {
        let find = |role| self.reader.find_ancestor(item.element, |other| other == role);
        // The label of a bar of a plan has words of its own, and the bar is no mark before a text.
        let is_mark = |&label: &ElementId| self.reader.scene.structure.get(label).text.is_none();
        let label = find(Role::Label).filter(is_mark);
        if let Some(label) = label.filter(|label| self.is_before_text(*label, shape)) {
            self.close_formula();
            let list = self.reader.find_ancestor(Some(label), |role| matches!(role, Role::List(_)));
            // The frame of a checkbox is drawn first.
            if self.label.is_none() {
                self.label = Some(bullet_of_shape(shape, list));
            }
            return true;
        }
        if let Some(label) = &self.label
            && item.element.is_none()
            && label.bounds.inset_by(-1.0, -1.0).contains(shape.bounds(), 0.0)
        {
            // The mark in a checkbox.
            self.label = self.label.take().map(Label::checked);
            return true;
        }
        let is_text = |role: Role| {
            role.is_inline()
                || matches!(
                    role,
                    Role::Paragraph
                        | Role::Heading(_)
                        | Role::ListBody
                        | Role::Caption
                        | Role::CodeLine
                        | Role::TableCell
                        | Role::TableHeaderCell
                        | Role::TableRowHeader
                        | Role::Note
                )
        };
        let role = item.element.map(|id| self.reader.scene.structure.get(id).role);
        role.is_some_and(is_text)
    }

    /// Whether a mark is before the words of its item, on their line: the mark of an event on
    /// a line of time is not.
    fn is_before_text(&self, label: ElementId, mark: &Shape) -> bool {
        let structure = &self.reader.scene.structure;
        let Some(list_item) = structure.get(label).parent else { return false };
        let first = self.reader.page.items.iter().find_map(|other| match &other.kind {
            ItemKind::Text(run) if structure.is_in(other.element, list_item) => {
                Some((other.element, run))
            }
            _ => None,
        });
        let Some((element, run)) = first else { return false };
        let middle = mark.bounds().centre().y;
        let is_beside =
            (run.origin.y - 1.3 * run.size..run.origin.y + 0.4 * run.size).contains(&middle);
        is_beside && !structure.is_in(element, label)
    }

    /// Notes a formula in a line of text, whose text is part of the paragraph.
    /// Equal texts are one text, but not one element.
    fn add_formula(
        &mut self,
        (item, run): (&'s Item, &'s GlyphRun),
        text: Option<Arc<str>>,
        element: Option<ElementId>,
    ) {
        let Some(text) = text else { return };
        let is_same = |(other, own): &(Arc<str>, Option<ElementId>)| {
            Arc::ptr_eq(other, &text) && *own == element
        };
        if self.formula.as_ref().is_some_and(is_same) {
            if self.formula_run.is_some_and(|(_, largest)| largest.size < run.size) {
                self.formula_run = Some((item, run));
            }
            return;
        }
        if let Some(paragraph) = &mut self.paragraph
            && Arc::ptr_eq(&paragraph.text, &text)
            && paragraph.element == element
        {
            paragraph.ends_with_formula = true;
            return;
        }
        self.close_paragraph();
        self.formula = Some((text, element));
        self.formula_run = Some((item, run));
    }

    /// Whether a run belongs to the paragraph that is being read.
    fn continues(&self, run: &GlyphRun, element: Option<ElementId>) -> bool {
        let Some(paragraph) = &self.paragraph else { return false };
        &*run.text == "\u{ad}" || self.is_part_of(paragraph, self.end, run, element)
    }

    /// Whether a run belongs to a paragraph that was read up to `end`.
    fn is_part_of(
        &self,
        paragraph: &Paragraph<'_>,
        end: u32,
        run: &GlyphRun,
        element: Option<ElementId>,
    ) -> bool {
        let is_code = |id: ElementId| self.reader.scene.structure.get(id).role == Role::CodeLine;
        if element.is_some_and(is_code) {
            return paragraph.element == element;
        }
        let follows = run.shown_range().is_some_and(|range| range.start as u32 >= end);
        // The number of a part of a slide is an artifact after its title.
        let is_same = paragraph.element == element || end > 0 && element.is_none();
        is_same && Arc::ptr_eq(&paragraph.text, &run.text) && follows
    }

    fn start_paragraph(&mut self, item: &Item, run: &GlyphRun, element: Option<ElementId>) {
        let column = column_of(run);
        let baseline = run.origin.y + run.line.map_or(0.0, |line| line.rise);
        self.place_label(&column, baseline, run.size);
        let label_runs = match &self.label {
            Some(Label { kind: LabelKind::Text, .. }) => std::mem::take(&mut self.label_runs),
            _ => Vec::new(),
        };
        self.label_runs.clear();
        self.label_element = None;
        let structure = &self.reader.scene.structure;
        let is_list = |role: Role| matches!(role, Role::List(_));
        let lists = std::iter::successors(self.reader.find_ancestor(element, is_list), |&list| {
            self.reader.find_ancestor(structure.get(list).parent, is_list)
        });
        self.paragraph = Some(Paragraph {
            element,
            text: Arc::clone(&run.text),
            lines: Vec::new(),
            column,
            label: self.label.take(),
            label_runs,
            list_depth: lists.count(),
            step: item.step,
            starts_with_formula: self.formula.take().is_some(),
            ends_with_formula: false,
            is_formula: false,
            is_code: item.artifact_kind == ArtifactKind::LineNumber
                || element.is_some_and(|id| structure.get(id).role == Role::CodeLine),
        });
        self.end = 0;
    }

    /// Lets a label that is text be a paragraph of its own, unless it is right before the text.
    fn place_label(&mut self, column: &TextColumn, baseline: f32, size: f32) {
        let Some(Label { kind: LabelKind::Text, .. }) = &self.label else { return };
        let Some(first) = self.label_runs.first() else { return };
        let own = column_of(first.glyphs);
        let own_baseline = first.glyphs.origin.y + first.rise;
        let gap = if column.is_rtl { own.left - column.right() } else { column.left - own.right() };
        if gap.abs() < 0.3 * size && (own_baseline - baseline).abs() < SAME_BASELINE {
            return;
        }
        self.release_label();
    }

    /// Lets a label that is text be a paragraph of its own.
    fn release_label(&mut self) {
        let Some(first) = self.label_runs.first() else { return };
        let own = column_of(first.glyphs);
        self.label = None;
        self.label_element = None;
        let runs = std::mem::take(&mut self.label_runs);
        let mut lines: Vec<Line<'s>> = Vec::new();
        let text = first_text(&runs);
        let element = runs.first().and_then(|run| run.element);
        for run in runs {
            let baseline = run.glyphs.origin.y + run.rise;
            match lines.last_mut() {
                Some(line) if (line.baseline - baseline).abs() < SAME_BASELINE => {
                    line.runs.push(run);
                }
                _ => lines.push(Line { baseline, runs: vec![run] }),
            }
        }
        self.done.push(Paragraph {
            element,
            text,
            lines,
            column: own,
            label: None,
            label_runs: Vec::new(),
            list_depth: 0,
            step: self.label_step,
            starts_with_formula: false,
            ends_with_formula: false,
            is_formula: false,
            is_code: false,
        });
    }

    fn text_run(&self, item: &Item, run: &'s GlyphRun) -> TextRun<'s> {
        let middle = run.origin.x + run.width() / 2.0;
        let find = |wanted: ArtifactKind| {
            self.decorations.iter().find(|(rect, kind, _)| {
                let is_beside = rect.x <= middle && middle <= rect.right();
                let top = run.origin.y - run.size;
                *kind == wanted
                    && is_beside
                    && rect.y >= top - 0.2 * run.size
                    && rect.bottom() <= run.origin.y + 0.5 * run.size
            })
        };
        TextRun {
            glyphs: run,
            element: item.element,
            rise: run.line.map_or(0.0, |line| line.rise),
            highlight: find(ArtifactKind::Highlight).and_then(|(_, _, colour)| *colour),
            is_struck: find(ArtifactKind::StrikeThrough).is_some(),
        }
    }
}

/// Returns the text of the first run.
fn first_text(runs: &[TextRun<'_>]) -> Arc<str> {
    runs.first().map_or_else(|| Arc::from(""), |run| Arc::clone(&run.glyphs.text))
}

/// Returns the column of a run.
fn column_of(run: &GlyphRun) -> TextColumn {
    match run.line {
        Some(LineFrame { left, width, alignment, hang, leading, is_rtl, .. }) => TextColumn {
            left: run.origin.x + left,
            width,
            alignment,
            hang,
            leading,
            is_rtl,
            is_known: true,
        },
        None => TextColumn {
            left: run.origin.x,
            width: run.width(),
            alignment: ColumnAlignment::Left,
            hang: 0.0,
            leading: run.size * PLAIN_LEADING,
            is_rtl: false,
            is_known: false,
        },
    }
}
