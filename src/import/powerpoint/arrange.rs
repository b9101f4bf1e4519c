//! Finds rows and columns of shapes: a recursive cut of the page (Nagy and Seth, 1984).

use super::rect::ShapeRect;

/// How deep the page is cut.
const MAX_CUTS: usize = 10;

/// Shapes in reading order. Numbers are indexes of rectangles.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ShapeArrangement {
    Item(usize),
    /// One below the other.
    Stack(Vec<ShapeArrangement>),
    /// Side by side, in reading order.
    Columns(Vec<ShapeArrangement>),
}

impl ShapeArrangement {
    fn has_columns(&self) -> bool {
        match self {
            Self::Item(_) => false,
            Self::Columns(_) => true,
            Self::Stack(parts) => parts.iter().any(Self::has_columns),
        }
    }

    /// Returns the indexes of its rectangles in reading order.
    pub(super) fn items(&self) -> Vec<usize> {
        match self {
            Self::Item(index) => vec![*index],
            Self::Stack(parts) | Self::Columns(parts) => {
                parts.iter().flat_map(Self::items).collect()
            }
        }
    }
}

/// Arranges rectangles. `tolerance` is how far neighbours may overlap.
pub(super) fn arrange(rects: &[ShapeRect], tolerance: f64, is_rtl: bool) -> ShapeArrangement {
    let cutter = PageCutter { rects, tolerance, is_rtl };
    cutter.cut((0..rects.len()).collect(), 0)
}

struct PageCutter<'r> {
    rects: &'r [ShapeRect],
    tolerance: f64,
    is_rtl: bool,
}

impl PageCutter<'_> {
    fn cut(&self, indexes: Vec<usize>, depth: usize) -> ShapeArrangement {
        if let [only] = indexes.as_slice() {
            return ShapeArrangement::Item(*only);
        }
        if depth < MAX_CUTS {
            let columns = self.split(&indexes, |rect| (rect.x, rect.right()));
            if columns.len() > 1 {
                let mut parts: Vec<ShapeArrangement> =
                    columns.into_iter().map(|part| self.cut(part, depth + 1)).collect();
                if self.is_rtl {
                    parts.reverse();
                }
                // Columns in a column: the shapes may be a grid, which is read row by row.
                let is_nested = parts.iter().any(ShapeArrangement::has_columns);
                if is_nested && let Some(rows) = self.cut_rows(&indexes, depth) {
                    return rows;
                }
                return ShapeArrangement::Columns(parts);
            }
            let rows = self.split(&indexes, |rect| (rect.y, rect.bottom()));
            if rows.len() > 1 {
                let parts = rows.into_iter().map(|part| self.cut(part, depth + 1));
                return ShapeArrangement::Stack(parts.collect());
            }
        }
        ShapeArrangement::Stack(
            self.sort(indexes).into_iter().map(ShapeArrangement::Item).collect(),
        )
    }

    /// Cuts shapes into rows of single shapes; `None` if there are none.
    fn cut_rows(&self, indexes: &[usize], depth: usize) -> Option<ShapeArrangement> {
        let rows = self.split(indexes, |rect| (rect.y, rect.bottom()));
        let is_row = |row: &ShapeArrangement| match row {
            ShapeArrangement::Item(_) => true,
            ShapeArrangement::Columns(parts) => {
                parts.iter().all(|part| matches!(part, ShapeArrangement::Item(_)))
            }
            ShapeArrangement::Stack(_) => false,
        };
        let count = rows.len();
        let rows: Vec<_> = rows.into_iter().map(|row| self.cut(row, depth + 1)).collect();
        (count > 1 && rows.iter().all(is_row)).then_some(ShapeArrangement::Stack(rows))
    }

    /// Divides rectangles where a line between them meets none.
    fn split(
        &self,
        indexes: &[usize],
        extent: impl Fn(&ShapeRect) -> (f64, f64),
    ) -> Vec<Vec<usize>> {
        let mut sorted = indexes.to_vec();
        sorted.sort_by(|a, b| {
            let (a, b) = (extent(&self.rects[*a]).0, extent(&self.rects[*b]).0);
            a.total_cmp(&b)
        });
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut end = f64::NEG_INFINITY;
        for index in sorted {
            let (start, stop) = extent(&self.rects[index]);
            // Tiny shapes do not reach beyond the tolerance.
            let tolerance = self.tolerance.min((stop - start) / 2.0);
            match parts.last_mut() {
                Some(part) if start < end - tolerance => part.push(index),
                _ => parts.push(vec![index]),
            }
            end = end.max(stop);
        }
        // In a part, shapes keep the order of the file.
        parts.iter_mut().for_each(|part| part.sort_unstable());
        parts
    }

    /// Sorts overlapping rectangles into lines from the top, and each from the start.
    fn sort(&self, mut indexes: Vec<usize>) -> Vec<usize> {
        let line = |index: usize| (self.rects[index].y / (self.tolerance * 2.0)).floor();
        indexes.sort_by(|&a, &b| {
            let by_line = line(a).total_cmp(&line(b));
            let across = self.rects[a].x.total_cmp(&self.rects[b].x);
            by_line.then(if self.is_rtl { across.reverse() } else { across }).then(a.cmp(&b))
        });
        indexes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64, width: f64, height: f64) -> ShapeRect {
        ShapeRect { x, y, width, height }
    }

    #[test]
    fn columns_below_an_introduction() {
        let rects = [
            rect(50.0, 30.0, 40.0, 60.0),
            rect(0.0, 30.0, 40.0, 60.0),
            rect(0.0, 0.0, 100.0, 20.0),
        ];
        let expected = ShapeArrangement::Stack(vec![
            ShapeArrangement::Item(2),
            ShapeArrangement::Columns(vec![ShapeArrangement::Item(1), ShapeArrangement::Item(0)]),
        ]);
        assert_eq!(arrange(&rects, 2.0, false), expected);
        assert_eq!(arrange(&rects, 2.0, true).items(), [2, 0, 1]);
    }

    #[test]
    fn grids_are_read_row_by_row() {
        // Three boxes in two rows, and a line below the first two.
        let mut rects: Vec<ShapeRect> = Vec::new();
        for row in [0.0, 40.0] {
            rects.extend([0.0, 35.0, 70.0].map(|x| rect(x, row, 30.0, 30.0)));
        }
        rects.push(rect(0.0, 80.0, 60.0, 5.0));
        let arranged = arrange(&rects, 2.0, false);
        assert!(matches!(&arranged, ShapeArrangement::Stack(rows) if rows.len() == 3));
        assert_eq!(arranged.items(), [0, 1, 2, 3, 4, 5, 6]);
    }
}
