//! The colours of series: those of the theme, or made from its primary colour, and distinguishable
//! with every kind of colour vision.
//!
//! Colours of the theme keep their hue; their lightness changes where they would be hard to see on
//! the page or to tell apart. The others are chosen one after the other from candidates of many
//! hues: of those that are far enough from the colours before, the most different one. Colour
//! blindness is simulated with the matrices of Machado, Oliveira and Fernandes, "A
//! physiologically-based model for simulation of color vision deficiency" (2009); distances are
//! those of OKLab.

use std::sync::LazyLock;

use crate::scene::{Colour, Lch, hue_distance};
use crate::theme::Palette;

/// Minimum contrast of the colours with the page (WCAG 2.2, 1.4.11).
const MIN_CONTRAST: f32 = 3.0;

/// The most colours; later series start again.
const MAX_COLOURS: usize = 8;

/// How far the colour after so many others is from them at least, for the eyes for which it is
/// nearest, if the page leaves enough room for contrast.
const LEAST_DISTANCES: [f32; MAX_COLOURS] = [0.0, 0.14, 0.12, 0.1, 0.085, 0.075, 0.065, 0.06];

/// Chosen candidates are further away than the least distance by this factor if possible.
const MARGIN: f32 = 1.1;

/// Very dark colours on light pages look black, and very light ones on dark pages white.
const DARKEST: f32 = 0.42;
const LIGHTEST: f32 = 0.86;
const EXTREME_WEIGHT: f32 = 1.2;

/// How much another hue counts, and the chroma below which colours have none.
const HUE_WEIGHT: f32 = 0.1;
const MIN_CHROMA: f32 = 0.03;

/// Lightnesses of candidates on light and on dark pages, their chroma and the number of hues.
const ON_LIGHT: [f32; 8] = [0.28, 0.34, 0.4, 0.46, 0.52, 0.58, 0.64, 0.68];
const ON_DARK: [f32; 7] = [0.58, 0.64, 0.7, 0.76, 0.82, 0.88, 0.94];
const CHROMA: f32 = 0.12;
const HUES: usize = 24;

/// Lightnesses that a colour of the theme may get: the least on light and on dark pages, the
/// distance of two, and their number.
const LEAST_LIGHTNESS: (f32, f32) = (0.3, 0.5);
const LIGHTNESS_STEP: f32 = 0.025;
const LIGHTNESS_STEPS: usize = 33;

/// Pages of less luminance are dark.
const DARK_PAGE: f32 = 0.18;

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

/// A colour that may be chosen.
struct Candidate {
    colour: Colour,
    seen: Appearance,
    lightness: f32,
}

/// The candidates on light and on dark pages.
static CANDIDATES: LazyLock<[Vec<Candidate>; 2]> =
    LazyLock::new(|| [list_candidates(&ON_LIGHT), list_candidates(&ON_DARK)]);

fn list_candidates(lightnesses: &[f32]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for &lightness in lightnesses {
        let hues = (0..HUES).map(|step| (CHROMA, 360.0 / HUES as f32 * step as f32));
        for (chroma, hue) in hues.chain([(0.0, 0.0)]) {
            let colour = Lch { lightness, chroma, hue }.to_colour();
            candidates.push(Candidate { colour, seen: appearance(colour), lightness });
        }
    }
    candidates
}

/// Returns the colours of up to `count` series, at least one.
pub(super) fn series_palette(palette: &Palette, ground: Colour, count: usize) -> Vec<Colour> {
    let count = count.clamp(1, MAX_COLOURS);
    let own: Vec<Colour> = palette.series.iter().flatten().copied().collect();
    let own = if own.is_empty() { vec![palette.primary, palette.accent] } else { own };
    let mut chosen = Vec::with_capacity(count);
    let mut seen: Vec<Appearance> = Vec::with_capacity(count);
    for colour in own {
        if chosen.len() == count {
            break;
        }
        if let Some(colour) = adapt_colour(colour, ground, &seen) {
            chosen.push(colour);
            seen.push(appearance(colour));
        }
    }
    while chosen.len() < count {
        let Some(candidate) = choose_candidate(ground, &seen) else { break };
        chosen.push(candidate.colour);
        seen.push(candidate.seen);
    }
    chosen
}

/// Returns the colours of the first series of charts on pages with a normal background.
pub(in crate::layout) fn series_colours(palette: &Palette) -> [Colour; 4] {
    let colours = series_palette(palette, palette.background, 4);
    std::array::from_fn(|index| colours.get(index).copied().unwrap_or(palette.accent))
}

/// Returns a colour, or the nearest of its hue that is seen on the page.
pub(super) fn adapt_to_ground(colour: Colour, ground: Colour) -> Colour {
    adapt_colour(colour, ground, &[]).unwrap_or(colour)
}

/// Returns a colour of the theme, or the nearest of its hue that is seen on the page and differs
/// from those before; `None` if there is none.
fn adapt_colour(colour: Colour, ground: Colour, before: &[Appearance]) -> Option<Colour> {
    let fits = |candidate: &Colour| {
        candidate.contrast_ratio(ground) >= MIN_CONTRAST
            && least_distance_from(before, &appearance(*candidate)) >= LEAST_DISTANCES[before.len()]
    };
    if fits(&colour) {
        return Some(colour);
    }
    let own = Lch::from_colour(colour);
    let is_dark = ground.luminance() < DARK_PAGE;
    let least = if is_dark { LEAST_LIGHTNESS.1 } else { LEAST_LIGHTNESS.0 }.min(own.lightness);
    let mut lightnesses: Vec<f32> = (0..LIGHTNESS_STEPS)
        .map(|step| 0.12 + LIGHTNESS_STEP * step as f32)
        .filter(|lightness| *lightness >= least)
        .collect();
    let change = |lightness: &f32| (lightness - own.lightness).abs();
    lightnesses.sort_by(|a, b| change(a).total_cmp(&change(b)));
    let mut variants =
        lightnesses.into_iter().map(|lightness| Lch { lightness, ..own }.to_colour());
    let first = || colour.moved_until(&[ground], MIN_CONTRAST);
    variants.find(fits).or_else(|| before.is_empty().then(first))
}

/// Chooses the next colour, given those before.
fn choose_candidate(ground: Colour, before: &[Appearance]) -> Option<&'static Candidate> {
    let is_dark = ground.luminance() < DARK_PAGE;
    let wanted = LEAST_DISTANCES[before.len()] * MARGIN;
    let score = |candidate: &&Candidate| {
        let distance = least_distance_from(before, &candidate.seen);
        if distance < wanted {
            return (0, distance);
        }
        let normal = before.iter().map(|other| distance_of(&other[0], &candidate.seen[0]));
        let normal = normal.fold(f32::INFINITY, f32::min);
        let extreme = match is_dark {
            true => candidate.lightness - LIGHTEST,
            false => DARKEST - candidate.lightness,
        };
        let rest = 0.5 * distance.min(wanted * 1.5) - EXTREME_WEIGHT * extreme.max(0.0);
        (1, normal + rest + HUE_WEIGHT * hue_gap(before, &candidate.seen))
    };
    let seen = CANDIDATES[usize::from(is_dark)].iter();
    let seen = seen.filter(|candidate| candidate.colour.contrast_ratio(ground) >= MIN_CONTRAST);
    seen.map(|candidate| (score(&candidate), candidate))
        .max_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map(|(_, candidate)| candidate)
}

/// Returns how far the hue of a colour is from those before, for normal vision: 1 for a sixth of
/// the circle.
fn hue_gap(before: &[Appearance], colour: &Appearance) -> f32 {
    let hue = |[_, a, b]: [f32; 3]| b.atan2(a).to_degrees();
    let chroma = |[_, a, b]: [f32; 3]| a.hypot(b);
    if chroma(colour[0]) < MIN_CHROMA {
        return 0.5;
    }
    let others = before.iter().map(|other| other[0]).filter(|other| chroma(*other) >= MIN_CHROMA);
    others.map(|other| hue_distance(hue(other), hue(colour[0])) / 60.0).fold(1.0, f32::min)
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

fn distance_of(a: &[f32; 3], b: &[f32; 3]) -> f32 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)).sqrt()
}

/// Returns the distance for the eyes for which it is smallest.
fn smallest_distance(a: &Appearance, b: &Appearance) -> f32 {
    a.iter().zip(b).map(|(a, b)| distance_of(a, b)).fold(f32::INFINITY, f32::min)
}

fn least_distance_from(others: &[Appearance], colour: &Appearance) -> f32 {
    others.iter().map(|other| smallest_distance(other, colour)).fold(f32::INFINITY, f32::min)
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
            for primary in ["#C8102E", "#FFD200", "#00A651", "#5B2A86"] {
                let mut palette = theme.palette;
                palette.primary = Colour::parse(primary).expect("a colour");
                palettes.push((format!("{name}, {primary}"), palette));
            }
        }
        palettes
    }

    #[test]
    fn series_differ_for_eyes_of_every_kind_in_every_theme() {
        for (name, palette) in palettes() {
            for ground in [palette.background, palette.surface] {
                // On strong colours, few others have contrast: between them is less room.
                let room = ground.contrast_ratio(Colour::ink_on(&[ground]));
                let scale = if room < 8.0 { 0.65 } else { 1.0 };
                for (count, least) in [(2, 0.14), (3, 0.12), (4, 0.1), (6, 0.075), (8, 0.06)] {
                    let least = least * scale;
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
