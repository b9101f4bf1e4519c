//! Where slides and lines stand on a sheet.

use super::sheet::{CAPTION_HEIGHT, GUTTER, LINE_PITCH, body_area};
use crate::geometry::{Rect, Size};

/// A sheet's form and the places on it, in reading order.
#[derive(Debug)]
pub(super) struct Arrangement {
    /// The sheet, upright or across.
    pub paper: Size,
    /// The places.
    pub cells: Vec<SheetCell>,
}

/// A place for a slide.
#[derive(Clone, Copy, Debug)]
pub(super) struct SheetCell {
    /// Where the slide stands.
    pub slide: Rect,
    /// Where lines to write on stand, if there are any.
    pub lines: Option<Rect>,
}

/// Share of the width that the slide takes where lines stand beside it.
const SLIDE_WIDTH_SHARE: f32 = 0.54;

/// Fewer lines than this are not worth having.
const MIN_LINES: f32 = 2.0;

/// Arranges `count` slides of the shape of `slide` on a sheet of `paper`, upright or across,
/// whichever shows them larger.
///
/// One or three stand upright and leave half of the sheet to write on; high slides, across.
pub(super) fn arrange_slides(count: u8, slide: Size, paper: Size) -> Arrangement {
    let across = Size::new(paper.height, paper.width);
    let is_high = slide.aspect_ratio() < 1.0;
    match (count, is_high) {
        (1 | 3, false) => arrange_grid(slide, paper, 1, count),
        (1 | 3, true) => arrange_grid(slide, across, count, 1),
        _ => {
            let divisors = (1..=count).filter(|columns| count.is_multiple_of(*columns));
            let both = divisors.flat_map(|columns| [(paper, columns), (across, columns)]);
            let mut best: Option<Arrangement> = None;
            for (paper, columns) in both {
                let candidate = arrange_grid(slide, paper, columns, count / columns);
                let width = |arrangement: &Arrangement| arrangement.cells[0].slide.width;
                // An upright sheet is preferred to one across that shows hardly more.
                if best.as_ref().is_none_or(|best| width(&candidate) > width(best) * 1.02) {
                    best = Some(candidate);
                }
            }
            best.unwrap_or_else(|| arrange_grid(slide, paper, 1, 1))
        }
    }
}

fn arrange_grid(slide: Size, paper: Size, columns: u8, rows: u8) -> Arrangement {
    let body = body_area(paper);
    let (across, down) = (f32::from(columns), f32::from(rows));
    let cell = Size::new(
        (body.width - (across - 1.0) * GUTTER) / across,
        (body.height - (down - 1.0) * GUTTER) / down,
    );
    let cells = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (f32::from(column), f32::from(row))));
    let cells = cells
        .map(|(column, row)| {
            let (x, y) =
                (body.x + column * (cell.width + GUTTER), body.y + row * (cell.height + GUTTER));
            divide_cell(
                slide,
                Rect::new(x, y, cell.width, cell.height),
                columns == 1 && rows == 3,
                columns * rows == 1,
            )
        })
        .collect();
    Arrangement { paper, cells }
}

/// Divides a cell between a slide and lines.
fn divide_cell(slide: Size, cell: Rect, beside: bool, alone: bool) -> SheetCell {
    // A slide that would fill a sheet by its height alone has its lines at its side.
    let beside = beside || (alone && slide.aspect_ratio() < 1.0);
    if beside {
        let bounds = Size::new(cell.width * SLIDE_WIDTH_SHARE, cell.height - CAPTION_HEIGHT);
        let slide = rect_at_origin(cell, slide.scaled_to_fit(bounds));
        let x = slide.right() + GUTTER;
        return SheetCell {
            slide,
            lines: Some(Rect::new(x, cell.y, cell.right() - x, cell.height)),
        };
    }
    let size = slide.scaled_to_fit(Size::new(cell.width, cell.height - CAPTION_HEIGHT));
    let spare = cell.height - CAPTION_HEIGHT - size.height;
    if spare >= MIN_LINES * LINE_PITCH {
        let slide = rect_at_origin(cell, size);
        return SheetCell {
            slide,
            lines: Some(Rect::new(cell.x, slide.bottom() + CAPTION_HEIGHT, cell.width, spare)),
        };
    }
    SheetCell {
        slide: Rect {
            y: cell.y + spare / 2.0,
            x: cell.x + (cell.width - size.width) / 2.0,
            ..rect_at_origin(cell, size)
        },
        lines: None,
    }
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
                        let apart = |other: &Rect| {
                            rect.x >= other.right() - 0.01
                                || other.x >= rect.right() - 0.01
                                || rect.y >= other.bottom() - 0.01
                                || other.y >= rect.bottom() - 0.01
                        };
                        assert!(rects.iter().all(apart), "{count} {slide:?} {rect:?} {rects:?}");
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
