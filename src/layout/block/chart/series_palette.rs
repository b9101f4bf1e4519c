//! The colours of series: made from the primary colour of the theme, distinguishable with every
//! kind of colour vision.
//!
//! The colours are chosen one after the other from candidates of many hues and of a few
//! lightnesses: always the one that is furthest from those already chosen, for the eyes for which
//! it is nearest. Colour blindness is simulated with the matrices of Machado, Oliveira and
//! Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009);
//! distances are those of OKLab.

use crate::scene::{Colour, Lch};
use crate::theme::Palette;

/// Minimum contrast of the colours with the page.
const MIN_CONTRAST: f32 = 3.0;

/// The most colours; later series start again.
const MAX_COLOURS: usize = 8;

/// How much a difference in lightness counts beside that in colour, for print in grey.
const GREY_WEIGHT: f32 = 0.5;

/// The vision of people without red, green or blue cones, as matrices of linear light.
const VISIONS: [[[f32; 3]; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// A colour as eyes with normal vision and with each kind of colour blindness see it, in OKLab.
type Appearance = [[f32; 3]; 4];

/// Returns the colours of up to `count` series, at least one.
pub(super) fn series_palette(palette: &Palette, ground: Colour, count: usize) -> Vec<Colour> {
    let first = palette.primary.moved_until(&[ground], MIN_CONTRAST);
    let mut chosen = vec![first];
    let count = count.min(MAX_COLOURS);
    if count < 2 {
        return chosen;
    }
    let mut candidates: Vec<(Colour, Appearance, f32)> = candidates(ground)
        .into_iter()
        .map(|colour| (colour, appearance(colour), f32::INFINITY))
        .collect();
    // The accent comes second if it differs enough.
    let accent = palette.accent.moved_until(&[ground], MIN_CONTRAST);
    if smallest_distance(&appearance(first), &appearance(accent)) > 0.12 {
        chosen.push(accent);
    }
    let mut done = 0;
    while chosen.len() < count {
        for colour in &chosen[done..] {
            let seen = appearance(*colour);
            for (_, candidate, distance) in &mut candidates {
                *distance = distance.min(weighted_distance(&seen, candidate));
            }
        }
        done = chosen.len();
        let best = candidates.iter().max_by(|a, b| a.2.total_cmp(&b.2));
        let Some((colour, ..)) = best else { break };
        chosen.push(*colour);
    }
    chosen.truncate(count);
    chosen
}

/// Returns colours that are seen on the ground, and are neither garish nor dull.
fn candidates(ground: Colour) -> Vec<Colour> {
    let is_dark = ground.luminance() < 0.18;
    let lightnesses: [f32; 4] =
        if is_dark { [0.64, 0.72, 0.8, 0.88] } else { [0.38, 0.48, 0.58, 0.68] };
    let mut colours = Vec::new();
    for lightness in lightnesses {
        for step in 0..24 {
            let hue = 15.0 * step as f32;
            let colour = Lch { lightness, chroma: 0.12, hue }.to_colour();
            if colour.contrast_ratio(ground) >= MIN_CONTRAST {
                colours.push(colour);
            }
        }
    }
    colours
}

fn appearance(colour: Colour) -> Appearance {
    let light = colour.linear_channels();
    let see = |matrix: &[[f32; 3]; 3]| {
        let row = |row: &[f32; 3]| {
            (row[0] * light[0] + row[1] * light[1] + row[2] * light[2]).clamp(0.0, 1.0)
        };
        Lch::from_linear([row(&matrix[0]), row(&matrix[1]), row(&matrix[2])]).to_lab()
    };
    let normal = Lch::from_linear(light).to_lab();
    [normal, see(&VISIONS[0]), see(&VISIONS[1]), see(&VISIONS[2])]
}

fn distance(a: &[f32; 3], b: &[f32; 3]) -> f32 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)).sqrt()
}

/// Returns the distance for the eyes for which it is smallest.
fn smallest_distance(a: &Appearance, b: &Appearance) -> f32 {
    a.iter().zip(b).map(|(a, b)| distance(a, b)).fold(f32::INFINITY, f32::min)
}

fn weighted_distance(a: &Appearance, b: &Appearance) -> f32 {
    smallest_distance(a, b) + GREY_WEIGHT * (a[0][0] - b[0][0]).abs().min(0.12)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;
    use crate::theme::{self, ThemeChoice, builtin_names};

    /// Returns the smallest distance of any two colours, for eyes of any kind.
    fn least_distance(colours: &[Colour]) -> f32 {
        let seen: Vec<Appearance> = colours.iter().map(|colour| appearance(*colour)).collect();
        let mut least = f32::INFINITY;
        for (at, a) in seen.iter().enumerate() {
            for b in &seen[at + 1..] {
                least = least.min(smallest_distance(a, b));
            }
        }
        least
    }

    fn palettes() -> Vec<(String, Palette)> {
        let mut palettes = Vec::new();
        for name in builtin_names() {
            let mut open: Box<theme::OpenTheme<'_>> = Box::new(|_, _| unreachable!("built in"));
            let mut diagnostics = Diagnostics::default();
            let mut sources = Sources::default();
            let theme =
                theme::read(ThemeChoice::named(name), &mut sources, &mut open, &mut diagnostics);
            palettes.push((name.to_owned(), theme.palette));
            palettes.push((format!("{name}, inverse"), theme.inverse));
        }
        palettes
    }

    #[test]
    fn series_differ_for_eyes_of_every_kind_in_every_theme() {
        for (name, palette) in palettes() {
            for ground in [palette.background, palette.surface] {
                for (count, least) in [(2, 0.1), (3, 0.08), (4, 0.07), (6, 0.03), (8, 0.02)] {
                    let colours = series_palette(&palette, ground, count);
                    let found = least_distance(&colours);
                    assert_eq!(colours.len(), count, "{name}");
                    assert!(found >= least, "{name}: {count} colours are {found} apart");
                    let contrast = colours.iter().map(|colour| colour.contrast_ratio(ground));
                    let contrast = contrast.fold(f32::INFINITY, f32::min);
                    assert!(contrast >= MIN_CONTRAST - 0.05, "{name}: {contrast}");
                }
            }
        }
    }
}
