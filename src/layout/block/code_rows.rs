//! Turns a line of code into rows: one, or several if it is too long.

use std::ops::Range;
use std::rc::Rc;

use super::code_colours::{CodeColours, TokenLook};
use super::code_copy::set_copied_text;
use crate::code::TokenClass;
use crate::deck::{CodeBlock, CodeLine, LineChange, Run, Style, Text};
use crate::geometry::{Point, Rect};
use crate::layout::context::{LayoutContext, ParagraphStyle};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::mirror::mirror_items;
use crate::layout::paragraph::baseline_offset;
use crate::layout::text::{
    CodeLineWidths, DrawnPart, LinePosition, PlacedLine, ShapedParagraph, TextLine, TextStyle,
    break_code_line, draw_line, rounded_rect,
};
use crate::scene::{
    ArtifactKind, Colour, ElementId, GlyphRun, Item, ItemKind, PathSegment, Role, Shape, Stroke,
};
use crate::source::Span;

/// The columns from one tab stop to the next.
const TAB_COLUMNS: usize = 4;

/// How far a continued line is indented, in columns, after its own indentation.
const HANGING_COLUMNS: f32 = 4.0;

/// What all lines of a block have in common.
#[derive(Clone, Debug)]
pub(super) struct CodeGrid {
    /// The style of the code.
    pub style: ParagraphStyle,
    /// Width of the gutter with the line numbers in em; 0 without numbers.
    pub gutter: f32,
    /// Width of a column in em.
    cell: f32,
    /// Width of the block in pt.
    pub width: f32,
    /// Distance between the edges of the block and the code in pt.
    pub padding: f32,
    /// Distance of the baseline from the top of a line, in em.
    baseline: f32,
    /// Whether other lines are dimmed because some are highlighted.
    dims_others: bool,
}

impl CodeGrid {
    /// Measures the grid of a block.
    pub(super) fn new(
        context: &mut LayoutContext<'_, '_>,
        code: &CodeBlock,
        style: ParagraphStyle,
        width: f32,
        padding: f32,
    ) -> Self {
        let zero = Text::plain("0", Span::default());
        let cell = context.shaper.shape_paragraph(&zero, &style.style).width();
        let last = code.lines.last().map_or(0, |line| line.number);
        let digits = last.max(1).to_string().len() as f32;
        let face = context.shaper.primary_face(&style.style);
        let cap_height = context.shaper.fonts().get(face).metrics().cap_height;
        Self {
            gutter: if code.has_numbers { (digits + 2.0) * cell } else { 0.0 },
            cell,
            width,
            padding,
            baseline: baseline_offset(style.leading, cap_height),
            dims_others: code.lines.iter().any(|line| line.is_highlighted),
            style,
        }
    }

    /// Returns the width that a line may have, in em.
    fn room(&self) -> f32 {
        (self.width - 2.0 * self.padding) / self.style.size - self.gutter
    }

    /// Returns how far the continuation of a line is indented, in em, if there is `room` for it.
    fn hanging_indent(&self, text: &Text, room: f32) -> f32 {
        let own = text.content.len() - text.content.trim_start().len();
        let own = (own as f32 * self.cell).min(room / 3.0);
        (own + HANGING_COLUMNS * self.cell).min(room / 2.0)
    }
}

/// A line of code as it is shown.
pub(super) struct ShapedCodeLine {
    text: Text,
    /// The class of each run of the text.
    classes: Vec<TokenClass>,
    shaped: Rc<ShapedParagraph>,
    /// The width in em.
    pub width: f32,
}

impl ShapedCodeLine {
    /// Shapes a line.
    pub(super) fn new(
        context: &mut LayoutContext<'_, '_>,
        line: &CodeLine,
        style: &TextStyle,
    ) -> Self {
        let (text, classes) = style_tokens(line);
        let shaped = context.shaper.shape_paragraph(&text, style);
        let width = shaped.clusters.iter().map(|cluster| cluster.advance).sum();
        Self { text, classes, shaped, width }
    }

    /// Returns the byte ranges of texts in quotes, in order.
    fn find_strings(&self) -> Vec<Range<usize>> {
        let is_string = |class: &TokenClass| *class == TokenClass::String;
        let runs = self.text.runs.iter().zip(&self.classes);
        runs.filter(|(_, class)| is_string(class)).map(|(run, _)| run.range.clone()).collect()
    }

    /// Breaks the line into parts that fit. Returns them and how far those after the first are
    /// indented, in em.
    fn break_to_fit(&self, grid: &CodeGrid) -> (Vec<TextLine>, f32) {
        let room = grid.room();
        let hanging = grid.hanging_indent(&self.text, room);
        let widths = CodeLineWidths { first: room, continued: room - hanging };
        (break_code_line(&self.shaped, widths, &self.find_strings()), hanging)
    }
}

/// Returns rows as tall as those of a line of code, without items.
pub(super) fn measure_code_line(shown: &ShapedCodeLine, grid: &CodeGrid) -> Flow {
    let count = if shown.width <= grid.room() { 1 } else { shown.break_to_fit(grid).0.len() };
    let rows = (0..count).map(|_| code_row(grid, Vec::new())).collect();
    Flow { rows }
}

/// Returns a row that shows a line of code or a part of one.
fn code_row(grid: &CodeGrid, items: Vec<Item>) -> Row {
    let mut row = Row::fixed_height(grid.style.leading * grid.style.size, items);
    row.page_break = PageBreak::LastResort;
    row
}

/// Lays out a line of code as content of the listing `element`.
pub(super) fn lay_out_code_line(
    context: &mut LayoutContext<'_, '_>,
    (line, shown): (&CodeLine, &ShapedCodeLine),
    grid: &CodeGrid,
    colours: &CodeColours,
    element: ElementId,
) -> Flow {
    let ShapedCodeLine { text, classes, shaped, .. } = shown;
    context.record_missing(&shaped.missing, text.span);
    let size = grid.style.size;
    let left = grid.padding + grid.gutter * size;
    let (parts, hanging) = shown.break_to_fit(grid);
    let element = context.structure.add_element(element, Role::CodeLine, None);
    context.structure.get_mut(element).alt = Some(line.text.clone());
    // The grounds and marks of each part, and the glyphs of all parts.
    let mut artifacts: Vec<Vec<Item>> = Vec::new();
    let mut glyphs: Vec<Vec<Item>> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let mut items = ground_items(line, grid, colours);
        let x = if index == 0 { left } else { left + hanging * size };
        let origin = Point::new(x, grid.baseline * size);
        if index > 0 {
            let mark = continuation_mark(origin, grid, colours.muted);
            items.push(Item::new_artifact(ItemKind::Shape(mark)));
        } else if grid.gutter > 0.0 {
            items.extend(number_items(context, line, grid, colours));
        }
        artifacts.push(items);
        let drawn = draw_line(&PlacedLine {
            text,
            shaped,
            line: part,
            position: LinePosition::Inner,
            origin,
            size,
            colours: &grid.style.colours,
        });
        let item = |part| {
            let kind = match part {
                DrawnPart::Glyphs(mut run, at) => {
                    run.colour = match classes.get(at) {
                        Some(class) => run_colour(line, (at, *class), grid, colours),
                        None => colours.muted,
                    };
                    ItemKind::Text(run)
                }
                DrawnPart::Shape(shape, _) => ItemKind::Shape(shape),
                DrawnPart::Decoration(..) | DrawnPart::Area(..) => return None,
            };
            Some(Item::new(kind, Some(element), None))
        };
        glyphs.push(drawn.into_iter().filter_map(item).collect());
    }
    set_copied_text(&line.text, &mut glyphs);
    let mut flow = Flow::default();
    for (mut items, mut glyphs) in artifacts.into_iter().zip(glyphs) {
        items.append(&mut glyphs);
        if context.is_rtl {
            // Code is written from left to right on every page.
            mirror_items(&mut items, grid.width / 2.0);
        }
        flow.append(Flow::from_row(code_row(grid, items)), 0.0);
    }
    flow
}

/// Returns the ground of a line that is highlighted, added or removed.
fn ground_items(line: &CodeLine, grid: &CodeGrid, colours: &CodeColours) -> Vec<Item> {
    let ground = match line.change {
        LineChange::Added => Some(colours.added_ground),
        LineChange::Removed => Some(colours.removed_ground),
        _ if line.is_highlighted => Some(colours.highlight_ground),
        _ => None,
    };
    let height = grid.style.leading * grid.style.size;
    let bar = |x: f32, width: f32, colour: Colour| {
        let rect = Rect::new(x, 0.0, width, height);
        Item::new_artifact(ItemKind::Shape(rounded_rect(rect, 0.0, colour)))
    };
    let mut items: Vec<Item> =
        ground.map(|colour| bar(0.0, grid.width, colour)).into_iter().collect();
    if line.is_highlighted {
        items.push(bar(0.0, 0.22 * grid.style.size, colours.highlight_mark));
    }
    items
}

/// Returns the number of a line. It is drawn as outlines, so that it is not copied with the code.
fn number_items(
    context: &mut LayoutContext<'_, '_>,
    line: &CodeLine,
    grid: &CodeGrid,
    colours: &CodeColours,
) -> Vec<Item> {
    let text = Text::plain(line.number.to_string(), Span::default());
    let colour = match line.change {
        _ if line.is_highlighted => colours.token(TokenClass::Plain),
        LineChange::Added | LineChange::Removed => colours.muted,
        LineChange::Unchanged | LineChange::Header => colours.number,
    };
    let shaped = context.shaper.shape_paragraph(&text, &grid.style.style);
    let size = grid.style.size;
    let lines = break_code_line(&shaped, CodeLineWidths { first: 100.0, continued: 100.0 }, &[]);
    let Some(number) = lines.first() else { return Vec::new() };
    let right = grid.padding + (grid.gutter - 2.0 * grid.cell) * size;
    let drawn = draw_line(&PlacedLine {
        text: &text,
        shaped: &shaped,
        line: number,
        position: LinePosition::Last,
        origin: Point::new(right - number.width * size, grid.baseline * size),
        size,
        colours: &grid.style.colours,
    });
    drawn
        .into_iter()
        .filter_map(|part| match part {
            DrawnPart::Glyphs(run, _) => Some(GlyphRun { colour, ..run }),
            _ => None,
        })
        .map(|run| {
            Item::new_artifact(ItemKind::Text(run)).with_artifact_kind(ArtifactKind::LineNumber)
        })
        .collect()
}

/// Returns the mark before the continuation of a line, an arrow around the corner. The text starts
/// at `origin`.
fn continuation_mark(origin: Point, grid: &CodeGrid, colour: Colour) -> Shape {
    let size = grid.style.size;
    let (left, right) = (origin.x - 1.75 * grid.cell * size, origin.x - 0.7 * grid.cell * size);
    let (top, middle) = (origin.y - 0.62 * size, origin.y - 0.22 * size);
    let head = 0.17 * size;
    Shape {
        path: vec![
            PathSegment::Move(Point::new(left, top)),
            PathSegment::Line(Point::new(left, middle)),
            PathSegment::Line(Point::new(right, middle)),
            PathSegment::Move(Point::new(right - head, middle - head)),
            PathSegment::Line(Point::new(right, middle)),
            PathSegment::Line(Point::new(right - head, middle + head)),
        ],
        fill: None,
        stroke: Some(Stroke { colour, width: (0.07 * size).max(0.75), round: true }),
        actual_text: None,
    }
}

/// Returns the colour of the run `index` of a line, which has this class.
fn run_colour(
    line: &CodeLine,
    (index, class): (usize, TokenClass),
    grid: &CodeGrid,
    colours: &CodeColours,
) -> Colour {
    match line.change {
        LineChange::Added if index == 0 => return colours.added_sign,
        LineChange::Removed if index == 0 => return colours.removed_sign,
        _ => {}
    }
    let is_dimmed =
        grid.dims_others && !line.is_highlighted && line.change == LineChange::Unchanged;
    if is_dimmed { colours.dimmed_token(class) } else { colours.token(class) }
}

/// Returns the text of a line as it is shown: with spaces for tabs, and a run for each token. The
/// second value is the class of each run.
fn style_tokens(line: &CodeLine) -> (Text, Vec<TokenClass>) {
    let mut content = String::with_capacity(line.text.len());
    let mut runs: Vec<Run> = Vec::new();
    let mut classes: Vec<TokenClass> = Vec::new();
    let mut column = 0;
    let mut push = |part: &str, style: Style, class: TokenClass| {
        let start = content.len();
        column = push_expanded(part, column, &mut content);
        if start < content.len() {
            runs.push(Run { style, ..Run::plain(start..content.len()) });
            classes.push(class);
        }
    };
    let plain = Style::default();
    let mut end = 0;
    // The sign of a changed line is bold.
    if matches!(line.change, LineChange::Added | LineChange::Removed) {
        push(&line.text[..1], Style { bold: true, ..plain }, TokenClass::Plain);
        end = 1;
    }
    for token in &line.tokens {
        let TokenLook { bold, italic } = TokenLook::of_class(token.class);
        let style = Style { bold, italic, ..plain };
        let between = &line.text[end..token.range.start];
        // Spaces belong to the token after them, so that most lines have few runs.
        let start = if between.trim().is_empty() { end } else { token.range.start };
        push(&line.text[end..start], plain, TokenClass::Plain);
        push(&line.text[start..token.range.end], style, token.class);
        end = token.range.end;
    }
    push(&line.text[end..], plain, TokenClass::Plain);
    if runs.is_empty() {
        // A blank line has a glyph, or it would be missing in a copy.
        return (Text::plain(" ", Span::default()), vec![TokenClass::Plain]);
    }
    (Text { content, runs, span: Span::default() }, classes)
}

/// Appends text with spaces for tabs and visible signs for control characters. Returns the column
/// after it.
fn push_expanded(part: &str, mut column: usize, content: &mut String) -> usize {
    for character in part.chars() {
        match character {
            '\t' => {
                let spaces = tab_width(column);
                content.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            _ => {
                content.push(shown_character(character));
                column += 1;
            }
        }
    }
    column
}

/// Returns how many columns a tab in this column takes.
pub(super) fn tab_width(column: usize) -> usize {
    TAB_COLUMNS - column % TAB_COLUMNS
}

/// Returns the character that is drawn: U+FFFD for controls, also for those that would change the
/// order of the code.
fn shown_character(character: char) -> char {
    match character {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    }
}
