//! Writes tables as tables.

use std::fmt::Display;

use super::content::{PageContentReader, PageObject};
use super::paragraph::Paragraph;
use super::paragraph_format::ParagraphPlace;
use super::shape_geometry::{solid_fill, write_transform};
use super::slide::SlideWriter;
use super::table_grid::{
    GridPlace, TableGrid, TableRow, TableSlice, TableSliceCell, arrange_cells, find_ground,
    measure_grid,
};
use super::table_rules::find_rule;
use super::table_style::TABLE_STYLE_ID;
use super::text_box::TextBox;
use super::units::emu;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{Colour, ColumnAlignment, ElementId, Item, Paint, Role, Shape, Structure};

const TABLE_NAMESPACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/table";

/// A rule between rows is at most this thick, in pt.
const MAX_RULE: f32 = 4.0;

/// The least margin of a cell beside its text, in pt.
const LEAST_MARGIN: f32 = 3.0;

/// The text of a cell of several rows is in their middle if it is this near to it, in pt.
const MAX_OFF_CENTRE: f32 = 6.0;

impl<'s> SlideWriter<'_, 's> {
    /// Writes the parts of a table on this page. Returns the id of the first.
    pub(super) fn write_tables(
        &mut self,
        xml: &mut Xml,
        table: ElementId,
        items: &'s [Item],
    ) -> Option<u32> {
        let parts = read_parts(self.reader, table, items);
        let mut first = None;
        for mut part in parts {
            let continued = std::mem::take(&mut part.continued);
            let id = match measure_grid(&part) {
                Some(grid) => Some(self.write_table_with_formulas(xml, &part, &grid)),
                None => self.write_loose_cells(xml, part),
            };
            first = first.or(id);
            for paragraph in continued {
                self.write_text_box(xml, &TextBox::new(vec![paragraph]), None);
            }
        }
        first
    }

    /// Writes the texts of a table whose rows and columns overlap.
    fn write_loose_cells(&mut self, xml: &mut Xml, part: TableSlice<'s>) -> Option<u32> {
        // Grounds are below the texts.
        for shape in &part.shapes {
            self.write_shape(xml, shape, None);
        }
        let cells = part.rows.into_iter().flat_map(|row| row.cells);
        let mut first = None;
        for cell in cells {
            let text = TextBox::new(cell.paragraphs);
            let id = self.write_text_box(xml, &text, None);
            first = first.or(Some(id));
        }
        first
    }

    /// Writes a table: twice if there are formulas in it, as Office Math and as text.
    fn write_table_with_formulas(
        &mut self,
        xml: &mut Xml,
        part: &TableSlice<'s>,
        grid: &TableGrid,
    ) -> u32 {
        let cells = part.rows.iter().flat_map(|row| &row.cells);
        let mut paragraphs = cells.flat_map(|cell| &cell.paragraphs);
        let formulas = &self.package.inline_formulas;
        let has_formulas = paragraphs.any(|text| !formulas.of(&text.text).is_empty());
        let (id, used) = if has_formulas {
            let mut used = Vec::new();
            let write_math = |writer: &mut Self, xml: &mut Xml| {
                writer.writes_office_math = true;
                let (id, grounds) = writer.write_table(xml, part, grid);
                writer.writes_office_math = false;
                used = grounds;
                id
            };
            let id = self.write_alternatives(xml, write_math, |writer, xml| {
                writer.write_table(xml, part, grid);
            });
            (id, used)
        } else {
            self.write_table(xml, part, grid)
        };
        // Bars are drawn above the table, where cells have no other grounds.
        for (shape, _) in part.shapes.iter().zip(used).filter(|(_, used)| !used) {
            self.write_shape(xml, shape, None);
        }
        id
    }

    /// Writes a table. Returns its id, and which of its shapes are grounds of cells.
    fn write_table(
        &mut self,
        xml: &mut Xml,
        part: &TableSlice<'s>,
        grid: &TableGrid,
    ) -> (u32, Vec<bool>) {
        let (left, top) = (grid.x[0], grid.y[0]);
        let (right, bottom) = (last_of(&grid.x), last_of(&grid.y));
        xml.open("p:graphicFrame", &[]);
        xml.open("p:nvGraphicFramePr", &[]);
        let id = self.next_id();
        self.write_table_name(xml, id, part);
        xml.open("p:cNvGraphicFramePr", &[]);
        xml.empty("a:graphicFrameLocks", &[("noGrp", &"1")]);
        xml.close();
        xml.empty("p:nvPr", &[]);
        xml.close();
        write_transform(xml, "p:xfrm", Rect::new(left, top, right - left, bottom - top));
        xml.open("a:graphic", &[]);
        xml.open("a:graphicData", &[("uri", &TABLE_NAMESPACE)]);
        xml.open("a:tbl", &[]);
        let structure = &self.reader.scene.structure;
        let has_role = |row: Option<&TableRow<'_>>, role: Role| {
            let id = row.and_then(|row| first_cell(structure, row.element));
            id.is_some_and(|id| structure.get(id).role == role)
        };
        let has_header = has_role(part.rows.first(), Role::TableHeaderCell);
        let has_row_headers = has_role(part.rows.last(), Role::TableRowHeader);
        let flag = |is_set: bool| if is_set { "1" } else { "0" };
        let (first_row, first_column) = (flag(has_header), flag(has_row_headers));
        let rtl = flag(grid.is_rtl);
        let properties: super::xml::Attributes<'_> =
            &[("rtl", &rtl), ("firstRow", &first_row), ("firstCol", &first_column)];
        xml.open("a:tblPr", properties);
        xml.text_element("a:tableStyleId", TABLE_STYLE_ID);
        xml.close();
        xml.open("a:tblGrid", &[]);
        for index in 0..part.columns.len() {
            xml.empty("a:gridCol", &[("w", &emu(grid.column(index).1))]);
        }
        xml.close();
        let places = arrange_cells(part, structure);
        let mut used = vec![false; part.shapes.len()];
        for (top, row) in places.iter().enumerate() {
            xml.open("a:tr", &[("h", &emu(grid.y[top + 1] - grid.y[top]))]);
            for (index, place) in row.iter().enumerate() {
                let (across, down) = match place {
                    GridPlace::Cell(_, across, down) => (*across, *down),
                    _ => (1, 1),
                };
                let rect = grid.cell((index, across), (top, down));
                let ground = find_ground(&part.shapes, rect);
                ground.into_iter().for_each(|index| used[index] = true);
                let fill = ground.and_then(|index| solid_fill(part.shapes[index]));
                self.write_cell(xml, place, (rect, fill), &part.rules);
            }
            xml.close();
        }
        for _ in 0..4 {
            xml.close();
        }
        (id, used)
    }

    fn write_cell(
        &mut self,
        xml: &mut Xml,
        place: &GridPlace<'_, 's>,
        (rect, fill): (Rect, Option<Colour>),
        rules: &[(Rect, Colour)],
    ) {
        let mut attributes: Vec<(&str, &dyn Display)> = Vec::new();
        let mut paragraphs: &[Paragraph<'s>] = &[];
        match place {
            GridPlace::Blank => {}
            GridPlace::CoveredAcross => attributes.push(("hMerge", &1)),
            GridPlace::CoveredDown => attributes.push(("vMerge", &1)),
            GridPlace::Cell(cell, across, down) => {
                paragraphs = &cell.paragraphs;
                let spans = [("gridSpan", across), ("rowSpan", down)].into_iter();
                for (name, count) in spans.filter(|(_, count)| **count > 1) {
                    attributes.push((name, count));
                }
            }
        }
        xml.open("a:tc", &attributes);
        xml.open("a:txBody", &[]);
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        let (mut margins, mut anchor) = ([0.0; 4], "t");
        if paragraphs.is_empty() {
            xml.open("a:p", &[]);
            xml.empty("a:endParaRPr", &[("sz", &"100")]);
            xml.close();
        } else {
            let text = TextBox::new(paragraphs.to_vec());
            let column = &paragraphs[0].column;
            let inner = Rect { x: column.left, width: column.width, ..text.rect };
            let spaces = text.spaces_before();
            for (paragraph, space_before) in text.paragraphs.iter().zip(spaces) {
                let place = ParagraphPlace { rect: inner, space_before, list_start: None };
                self.write_paragraph(xml, paragraph, &place);
            }
            let (above, below) = (inner.y - rect.y, rect.bottom() - inner.bottom());
            margins = [inner.x - rect.x, rect.right() - inner.right(), above, 0.0];
            leave_room(&mut margins, &text);
            if !matches!(place, GridPlace::Cell(_, 1, 1)) {
                margins[1] = 0.0;
            }
            if matches!(place, GridPlace::Cell(_, _, 2..)) {
                // Space above the text would make the first row higher in some programs.
                (anchor, margins[2], margins[3]) = match above - below {
                    over if over.abs() < MAX_OFF_CENTRE => ("ctr", 0.0, 0.0),
                    over if over > 0.0 => ("b", 0.0, below),
                    _ => ("t", above, 0.0),
                };
            }
        }
        xml.close();
        let [left, right, top, bottom] = margins.map(|margin| emu(margin).max(0));
        let sides: super::xml::Attributes<'_> = &[
            ("marL", &left),
            ("marR", &right),
            ("marT", &top),
            ("marB", &bottom),
            ("anchor", &anchor),
        ];
        xml.open("a:tcPr", sides);
        for name in ["a:lnL", "a:lnR"] {
            self.write_border(xml, name, None);
        }
        for (name, y) in [("a:lnT", rect.y), ("a:lnB", rect.bottom())] {
            let rule = find_rule(rules, rect, y);
            self.write_border(xml, name, rule);
        }
        match fill {
            Some(fill) => self.package.scheme.write_fill(xml, fill),
            None => xml.empty("a:noFill", &[]),
        }
        xml.close();
        xml.close();
    }
}

/// Makes the margins of a cell with one line smaller where this does not move its text, so that a
/// longer word or number fits, too.
fn leave_room(margins: &mut [f32; 4], text: &TextBox<'_>) {
    let [paragraph] = text.paragraphs.as_slice() else { return };
    if paragraph.lines.len() != 1 || paragraph.label.is_some() {
        return;
    }
    let [left, right, ..] = margins;
    let column = &paragraph.column;
    match (column.alignment, column.is_rtl) {
        (ColumnAlignment::Centre, _) => {
            let spare = (left.min(*right) - LEAST_MARGIN).max(0.0);
            (*left, *right) = (*left - spare, *right - spare);
        }
        (ColumnAlignment::Right, _) | (ColumnAlignment::Justified, true) => {
            *left = left.min(LEAST_MARGIN);
        }
        _ => *right = right.min(LEAST_MARGIN),
    }
}

/// Reads the parts of a table: a wide table is divided into several, one below the other, and a
/// tall one into several side by side.
fn read_parts<'s>(
    reader: &PageContentReader<'s>,
    table: ElementId,
    items: &'s [Item],
) -> Vec<TableSlice<'s>> {
    let structure = &reader.scene.structure;
    let mut parts: Vec<TableSlice<'s>> = Vec::new();
    // The first column of a further part repeats that of the first, before the row's own cells.
    let mut repeated: Vec<Paragraph<'s>> = Vec::new();
    let (mut rules, mut shapes) = (Vec::new(), Vec::new());
    for object in reader.read_items(items, Some(table)) {
        let paragraph = match object {
            PageObject::Paragraph(paragraph) => paragraph,
            PageObject::Shape { shape, .. } => {
                let bounds = shape.bounds();
                match &shape.fill {
                    Some(Paint::Solid(colour)) if bounds.height <= MAX_RULE => {
                        rules.push((bounds, *colour));
                    }
                    _ => shapes.push(shape),
                }
                continue;
            }
            _ => continue,
        };
        let is_cell = |role: Role| {
            matches!(role, Role::TableCell | Role::TableHeaderCell | Role::TableRowHeader)
        };
        let Some(cell) = reader.find_ancestor(paragraph.element, is_cell) else {
            match parts.last_mut().filter(|part| part.is_beside_last_row(&paragraph)) {
                Some(part) if repeated.is_empty() => part.continued.push(paragraph),
                _ => repeated.push(paragraph),
            }
            continue;
        };
        let Some(row) = structure.get(cell).parent else { continue };
        let Some(span) = structure.get(cell).cell else { continue };
        let [column, across, down] = [span.column, span.across, span.down].map(usize::from);
        // A cell of several header rows is in the last of them.
        let is_late = down > 1 && repeated.is_empty();
        let is_new_part = parts.last().and_then(|part| part.rows.last()).is_none_or(|last| {
            !is_late && last.element > row
                || down == 1 && last.element < row && last.is_below(&paragraph)
        });
        if is_new_part {
            parts.push(TableSlice::default());
        }
        let Some(part) = parts.last_mut() else { continue };
        let at = match part.rows.iter().rposition(|other| other.element == row) {
            Some(at) => at,
            None => {
                part.rows.push(TableRow { element: row, cells: Vec::new() });
                part.rows.len() - 1
            }
        };
        let cells = &mut part.rows[at].cells;
        if !repeated.is_empty() {
            let paragraphs = std::mem::take(&mut repeated);
            cells.push(TableSliceCell { column: 0, across: 1, down: 1, paragraphs });
            part.columns.push(0);
        }
        match cells.iter_mut().find(|own| own.column == column) {
            Some(own) => own.paragraphs.push(paragraph),
            None => {
                cells.push(TableSliceCell { column, across, down, paragraphs: vec![paragraph] });
            }
        }
        part.columns.push(column);
    }
    for part in &mut parts {
        part.columns.sort_unstable();
        part.columns.dedup();
        part.rules.clone_from(&rules);
    }
    assign_shapes(&mut parts, shapes);
    parts
}

/// Assigns shapes to the parts that they are nearest to.
fn assign_shapes<'s>(parts: &mut [TableSlice<'s>], shapes: Vec<&'s Shape>) {
    let bounds: Vec<Option<Rect>> = parts.iter().map(TableSlice::bounds).collect();
    for shape in shapes {
        let own = shape.bounds();
        let (x, y) = (own.x + own.width / 2.0, own.y + own.height / 2.0);
        let distance = |rect: &Rect| {
            let across = (rect.x - x).max(x - rect.right()).max(0.0);
            across.hypot((rect.y - y).max(y - rect.bottom()).max(0.0))
        };
        let distances = bounds.iter().map(|rect| rect.as_ref().map_or(f32::INFINITY, distance));
        let nearest = distances.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((nearest, _)) = nearest {
            parts[nearest].shapes.push(shape);
        }
    }
}

impl TableRow<'_> {
    /// Returns whether all of its cells are in this row only, and below a paragraph.
    fn is_below(&self, paragraph: &Paragraph<'_>) -> bool {
        let mut others = self.cells.iter().flat_map(|cell| &cell.paragraphs);
        self.cells.iter().all(|cell| cell.down == 1)
            && others.all(|other| paragraph.bottom() <= other.top())
    }
}

impl TableSlice<'_> {
    /// Returns the area of its words.
    fn bounds(&self) -> Option<Rect> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
        let rects = paragraphs.map(|paragraph| {
            let column = &paragraph.column;
            let (top, bottom) = (paragraph.top(), paragraph.bottom());
            Rect::new(column.left, top, column.width, bottom - top)
        });
        rects.reduce(Rect::union)
    }

    /// Returns whether a paragraph is at the height of the last row.
    fn is_beside_last_row(&self, paragraph: &Paragraph<'_>) -> bool {
        let cells = self.rows.last().into_iter().flat_map(|row| &row.cells);
        let mut paragraphs = cells.flat_map(|cell| &cell.paragraphs);
        paragraphs.any(|other| paragraph.top() < other.bottom())
    }
}

fn first_cell(structure: &Structure, row: ElementId) -> Option<ElementId> {
    let next = row.0 as usize + 1;
    (structure.elements.get(next)?.parent == Some(row)).then_some(ElementId(next as u32))
}

fn last_of(edges: &[f32]) -> f32 {
    edges.last().copied().unwrap_or_default()
}
