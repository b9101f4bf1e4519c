//! Divides a sheet between slides and lines for writing.

use super::sheet::{CAPTION_HEIGHT, GUTTER, LINE_PITCH, body_area};
use crate::geometry::{Rect, Size};

/// The orientation of a sheet and its cells.
#[derive(Debug)]
pub(super) struct Arrangement {
    /// Size of the sheet, in portrait or landscape orientation.
    pub paper: Size,
    /// The cells in reading order.
    pub cells: Vec<SheetCell>,
}

/// A cell of a sheet: a slide, and lines for writing if space is left.
#[derive(Clone, Copy, Debug)]
pub(super) struct SheetCell {
    /// Area of the slide.
    pub slide: Rect,
    /// Area of the lines for writing.
    pub lines: Option<Rect>,
}

/// Width of a slide with lines beside it, as a share of the cell.
const SLIDE_WIDTH_SHARE: f32 = 0.54;

/// Minimum number of lines for writing; fewer are left out.
const MIN_LINES: f32 = 2.0;

/// Columns and rows of cells.
#[derive(Clone, Copy)]
struct Grid {
    columns: u8,
    rows: u8,
}

/// Arranges `count` slides of size `slide` on a sheet of `paper`, in the orientation that shows
/// them larger.
///
/// One or three slides are on a portrait sheet with half of it for writing; slides in portrait
/// format are on a landscape sheet.
pub(super) fn arrange_slides(count: u8, slide: Size, paper: Size) -> Arrangement {
    let landscape = Size::new(paper.height, paper.width);
    let is_portrait_slide = slide.aspect_ratio() < 1.0;
    match (count, is_portrait_slide) {
        (1 | 3, false) => arrange_grid(slide, paper, Grid { columns: 1, rows: count }),
        (1 | 3, true) => arrange_grid(slide, landscape, Grid { columns: count, rows: 1 }),
        _ => {
            let divisors = (1..=count).filter(|columns| count.is_multiple_of(*columns));
            let candidates = divisors.flat_map(|columns| {
                [paper, landscape].map(|paper| {
                    arrange_grid(slide, paper, Grid { columns, rows: count / columns })
                })
            });
            let width = |arrangement: &Arrangement| arrangement.cells[0].slide.width;
            let mut best: Option<Arrangement> = None;
            for candidate in candidates {
                // Portrait is preferred if landscape shows the slides hardly larger.
                if best.as_ref().is_none_or(|best| width(&candidate) > width(best) * 1.02) {
                    best = Some(candidate);
                }
            }
            best.unwrap_or_else(|| arrange_grid(slide, paper, Grid { columns: 1, rows: 1 }))
        }
    }
}

fn arrange_grid(slide: Size, paper: Size, grid: Grid) -> Arrangement {
    let body = body_area(paper);
    let (columns, rows) = (f32::from(grid.columns), f32::from(grid.rows));
    let size = Size::new(
        (body.width - (columns - 1.0) * GUTTER) / columns,
        (body.height - (rows - 1.0) * GUTTER) / rows,
    );
    let positions = (0..grid.rows)
        .flat_map(|row| (0..grid.columns).map(move |column| (f32::from(column), f32::from(row))));
    let cells = positions
        .map(|(column, row)| {
            let x = body.x + column * (size.width + GUTTER);
            let y = body.y + row * (size.height + GUTTER);
            divide_cell(slide, Rect::new(x, y, size.width, size.height), grid)
        })
        .collect();
    Arrangement { paper, cells }
}

/// Divides a cell between a slide and lines for writing.
fn divide_cell(slide: Size, cell: Rect, grid: Grid) -> SheetCell {
    let is_three_rows = grid.columns == 1 && grid.rows == 3;
    let is_only_cell = grid.columns == 1 && grid.rows == 1;
    // A slide in portrait format would fill the height of a sheet, so its lines are beside it.
    if is_three_rows || (is_only_cell && slide.aspect_ratio() < 1.0) {
        let bounds = Size::new(cell.width * SLIDE_WIDTH_SHARE, cell.height - CAPTION_HEIGHT);
        let slide = rect_at_origin(cell, slide.scaled_to_fit(bounds));
        let x = slide.right() + GUTTER;
        let lines = Rect::new(x, cell.y, cell.right() - x, cell.height);
        return SheetCell { slide, lines: Some(lines) };
    }
    let size = slide.scaled_to_fit(Size::new(cell.width, cell.height - CAPTION_HEIGHT));
    let spare = cell.height - CAPTION_HEIGHT - size.height;
    if spare >= MIN_LINES * LINE_PITCH {
        let slide = rect_at_origin(cell, size);
        let lines = Rect::new(cell.x, slide.bottom() + CAPTION_HEIGHT, cell.width, spare);
        return SheetCell { slide, lines: Some(lines) };
    }
    let slide = Rect {
        x: cell.x + (cell.width - size.width) / 2.0,
        y: cell.y + spare / 2.0,
        ..rect_at_origin(cell, size)
    };
    SheetCell { slide, lines: None }
}

fn rect_at_origin(cell: Rect, size: Size) -> Rect {
    Rect::new(cell.x, cell.y, size.width, size.height)
}

#[cfg(test)]
mod tests {
    use super::super::{HandoutKind, Paper};
    use super::*;

    const SHAPES: [(f32, f32); 5] =
        [(960.0, 540.0), (720.0, 540.0), (841.89, 595.276), (540.0, 960.0), (595.276, 841.89)];

    #[test]
    fn slides_and_lines_stay_inside_the_sheet_and_do_not_overlap() {
        for ((width, height), count) in
            SHAPES.into_iter().flat_map(|shape| HandoutKind::COUNTS.map(|count| (shape, count)))
        {
            for paper in [Paper::A4, Paper::Letter] {
                let slide = Size::new(width, height);
                let Arrangement { paper, cells } = arrange_slides(count, slide, paper.size());
                assert_eq!(cells.len(), usize::from(count));
                let mut rects: Vec<Rect> = Vec::new();
                for cell in &cells {
                    assert!(
                        (cell.slide.size().aspect_ratio() - slide.aspect_ratio()).abs() < 0.001,
                        "{count} {slide:?}"
                    );
                    let with_caption =
                        Rect { height: cell.slide.height + CAPTION_HEIGHT, ..cell.slide };
                    for rect in std::iter::once(with_caption).chain(cell.lines) {
                        assert!(
                            body_area(paper).contains(rect, 0.01),
                            "{count} {slide:?} {rect:?}"
                        );
                        let is_apart = |other: &Rect| {
                            rect.x >= other.right() - 0.01
                                || other.x >= rect.right() - 0.01
                                || rect.y >= other.bottom() - 0.01
                                || other.y >= rect.bottom() - 0.01
                        };
                        assert!(rects.iter().all(is_apart), "{count} {slide:?} {rect:?} {rects:?}");
                        rects.push(rect);
                    }
                }
            }
        }
    }

    #[test]
    fn leaves_lines_for_one_and_three_slides_and_turns_the_sheet_for_the_largest_slides() {
        let wide = Size::new(960.0, 540.0);
        for count in [1, 3] {
            let lines =
                arrange_slides(count, wide, Paper::A4.size()).cells[0].lines.expect("lines");
            assert!(lines.height > 6.0 * LINE_PITCH && lines.width > 150.0, "{lines:?}");
        }
        let is_upright = |count| {
            let paper = arrange_slides(count, wide, Paper::A4.size()).paper;
            paper.height > paper.width
        };
        assert_eq!([1, 2, 3, 4, 6, 9].map(is_upright), [true, true, true, false, true, false]);
    }
}
