//! The colours of charts, derived from the palette of the theme.

use super::series_palette::{adapt_to_ground, series_palette};
use crate::chart::{Chart, ChartColour, ChartColourValue, LabelInk};
use crate::layout::block::legible_colour::tint_ground;
use crate::layout::palette::given_colour;
use crate::scene::{Colour, FitAdjustment};
use crate::theme::Palette;

/// Minimum contrast of marks with the page (WCAG 2.2, 1.4.11).
const MIN_MARK_CONTRAST: f32 = 3.0;

/// The contrasts of up to three greys with the page. More of them are between the other contrasts,
/// from the strongest to the weakest.
const GREY_CONTRASTS: [f32; 3] = [3.8, 3.0, 5.0];
const MANY_GREYS: (f32, f32) = (6.6, 3.0);

/// The largest contrast of the lines of the grid with the page.
const MAX_GRID_CONTRAST: f32 = 1.9;

/// The share of a colour in its tint.
const TINT: f32 = 0.3;

/// The colours of a chart.
pub(super) struct ChartColours {
    palette: Palette,
    ground: Colour,
    series: Vec<Colour>,
}

/// Returns a line that guides the eye without drawing it: some themes have black lines.
fn soften_line(line: Colour, ground: Colour) -> Colour {
    let softened = (0..=20).map(|step| line.mixed_with(ground, step as f32 / 20.0));
    let mut faint = softened.filter(|colour| colour.contrast_ratio(ground) <= MAX_GRID_CONTRAST);
    faint.next().unwrap_or(ground)
}

/// Returns the contrast of one of several greys with the page.
fn grey_contrast(index: usize, count: usize) -> f32 {
    if count <= GREY_CONTRASTS.len() {
        return GREY_CONTRASTS[index % GREY_CONTRASTS.len()];
    }
    let (most, least) = MANY_GREYS;
    most * (least / most).powf(index as f32 / (count - 1) as f32)
}

impl ChartColours {
    pub(super) fn new(palette: &Palette, is_in_box: bool, chart: &Chart) -> Self {
        let ground = if is_in_box { palette.surface } else { palette.background };
        let count = match chart.kind.is_round() {
            true => chart.data.categories.len(),
            false => chart.data.series.len().max(2),
        };
        let is_single = chart.data.series.len() <= 1 && !chart.kind.is_round();
        let count = if is_single && !chart.data.totals.is_empty() { 2 } else { count };
        Self { palette: *palette, ground, series: series_palette(palette, ground, count) }
    }

    /// Returns the colour of a mark.
    pub(super) fn mark(&self, colour: &ChartColour) -> Colour {
        let text = self.palette.text;
        match colour {
            ChartColour::Series(index) => self.series[index % self.series.len()],
            ChartColour::Given(given) => {
                adapt_to_ground(given_colour(&self.palette, given), self.ground)
            }
            ChartColour::Muted => {
                let grey = self.ground.mixed_with(text, 0.3);
                grey.moved_until(&[self.ground], MIN_MARK_CONTRAST)
            }
            ChartColour::Grey { index, count } => {
                let contrast = grey_contrast(*index, *count);
                let grey = self.ground.mixed_with(text, 0.3);
                grey.moved_until(&[self.ground], contrast)
            }
            ChartColour::Tint(colour) => tint_ground(self.ground, self.mark(colour), TINT),
            ChartColour::Axis => text.mixed_with(self.ground, 0.3),
            ChartColour::Grid => soften_line(self.palette.line, self.ground),
            ChartColour::Reference => text,
            ChartColour::Total => text.mixed_with(self.ground, 0.35),
            ChartColour::Ground => self.ground,
        }
    }

    /// Returns the colours that the author set and that are replaced, because they are hard to see
    /// on the page.
    pub(super) fn replaced(&self, chart: &Chart) -> Vec<FitAdjustment> {
        let of_series = chart.data.series.iter().filter_map(|series| series.colour.as_ref());
        let all = of_series.chain(&chart.options.colours);
        let replace = |colour: &ChartColourValue| {
            let given = given_colour(&self.palette, colour);
            let drawn = adapt_to_ground(given, self.ground);
            let channels = |colour: Colour| [colour.r, colour.g, colour.b];
            let replaced =
                FitAdjustment::ChartRecoloured { given: channels(given), drawn: channels(drawn) };
            (given != drawn).then_some(replaced)
        };
        all.filter_map(replace).collect()
    }

    /// Returns the colour of a label.
    pub(super) fn label(&self, ink: &LabelInk) -> Colour {
        let palette = &self.palette;
        match ink {
            LabelInk::Text => palette.text.moved_until_legible(&[self.ground]),
            LabelInk::Muted => palette.muted.moved_until_legible(&[self.ground]),
            LabelInk::Coloured(colour) => self.mark(colour).moved_until_legible(&[self.ground]),
            LabelInk::On(colour) => Colour::ink_on(&[self.mark(colour)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::grey_contrast;

    #[test]
    fn no_two_greys_are_alike() {
        for count in 1..=12 {
            let mut greys: Vec<f32> = (0..count).map(|index| grey_contrast(index, count)).collect();
            greys.sort_by(f32::total_cmp);
            assert!(greys.windows(2).all(|pair| pair[1] > pair[0] * 1.05), "{count}: {greys:?}");
            assert!(greys[0] >= 2.99);
        }
    }
}
