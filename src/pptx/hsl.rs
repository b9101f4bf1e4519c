//! Colours as hue, saturation and lightness, by which the format derives one from another
//! (ECMA-376, part 1, 20.1.2.3).

use super::xml::Xml;
use crate::scene::Colour;

/// Hues that differ by less than this, in degrees, are shades of one colour.
const NEAR_DEGREES: f64 = 8.0;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hsl {
    /// In degrees.
    pub(super) hue: f64,
    pub(super) saturation: f64,
    pub(super) lightness: f64,
}

/// How a colour differs from another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HslChange {
    /// In degrees.
    hue: f64,
    /// The factor of the saturation.
    saturation: f64,
    /// The factor of the lightness, and what is added.
    lightness: (f64, f64),
}

impl Hsl {
    /// Converts a colour.
    pub(super) fn of(colour: Colour) -> Self {
        let [r, g, b] = [colour.r, colour.g, colour.b].map(|part| f64::from(part) / 255.0);
        let (most, least) = (r.max(g).max(b), r.min(g).min(b));
        let (range, lightness) = (most - least, (most + least) / 2.0);
        if range == 0.0 {
            return Self { hue: 0.0, saturation: 0.0, lightness };
        }
        let sixth = if most == r {
            ((g - b) / range).rem_euclid(6.0)
        } else if most == g {
            (b - r) / range + 2.0
        } else {
            (r - g) / range + 4.0
        };
        let saturation = range / (1.0 - (2.0 * lightness - 1.0).abs());
        Self { hue: sixth * 60.0, saturation, lightness }
    }

    /// Returns red, green and blue from 0 to 255.
    pub(super) fn to_rgb(self) -> [f64; 3] {
        let reach = self.saturation * self.lightness.min(1.0 - self.lightness);
        let part = |shift: f64| {
            let twelfth = (self.hue / 30.0 + shift).rem_euclid(12.0);
            let share = (twelfth - 3.0).min(9.0 - twelfth).clamp(-1.0, 1.0);
            (self.lightness - reach * share) * 255.0
        };
        [part(0.0), part(8.0), part(4.0)]
    }

    /// Whether two colours are shades of one.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        difference(self.hue, other.hue).abs() < NEAR_DEGREES
    }
}

/// Returns the factor of a lightness and what is added: a part of the way to white or black.
fn change_of_lightness(from: Hsl, to: Hsl) -> (f64, f64) {
    if to.lightness > from.lightness {
        let added = (to.lightness - from.lightness) / (1.0 - from.lightness);
        (1.0 - added, added)
    } else if from.lightness > 0.0 {
        (to.lightness / from.lightness, 0.0)
    } else {
        (1.0, 0.0)
    }
}

/// Returns the shorter way from one hue to another.
fn difference(from: f64, to: f64) -> f64 {
    (to - from + 180.0).rem_euclid(360.0) - 180.0
}

impl HslChange {
    /// Returns what makes `to` of `from`, which is not grey. Tints stay tints and shades stay
    /// shades if another colour takes the place of `from`.
    pub(super) fn between(from: Hsl, to: Hsl) -> Self {
        Self {
            hue: difference(from.hue, to.hue),
            saturation: to.saturation / from.saturation,
            lightness: change_of_lightness(from, to),
        }
    }

    /// Returns what makes the grey `to` of `from`, which may be grey, too.
    pub(super) fn between_greys(from: Hsl, to: Hsl) -> Self {
        let share = to.saturation / from.saturation;
        let saturation = if share.is_finite() { share } else { 1.0 };
        Self { hue: 0.0, saturation, lightness: change_of_lightness(from, to) }
    }

    /// Returns the colour that the change makes of another.
    pub(super) fn apply(self, from: Hsl) -> Hsl {
        let (factor, added) = self.lightness;
        Hsl {
            hue: (from.hue + self.hue).rem_euclid(360.0),
            saturation: (from.saturation * self.saturation).min(1.0),
            lightness: (from.lightness * factor + added).clamp(0.0, 1.0),
        }
    }

    /// Writes the change in the colour that is open.
    pub(super) fn write(self, xml: &mut Xml) {
        let hue = (self.hue * 60_000.0).round() as i64;
        if hue != 0 {
            xml.empty("a:hueOff", &[("val", &hue)]);
        }
        let (factor, added) = self.lightness;
        for (name, share, usual) in [
            ("a:satMod", self.saturation, 1.0),
            ("a:lumMod", factor, 1.0),
            ("a:lumOff", added, 0.0),
        ] {
            if share != usual {
                xml.empty(name, &[("val", &((share * 100_000.0).round() as i64))]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_are_near_the_colour_that_they_are_made_of() {
        let rgb = |r, g, b| Hsl::of(Colour { r, g, b, a: 255 });
        let (navy, tint, gold) = (rgb(10, 36, 114), rgb(232, 238, 251), rgb(255, 204, 0));
        assert!(navy.is_near(&tint) && !navy.is_near(&gold));
        let change = HslChange::between(navy, tint);
        let made = change.apply(navy);
        assert!((made.lightness - tint.lightness).abs() < 1e-9);
        assert!((made.hue - tint.hue).abs() < 1e-9);
        let gold_parts = gold.to_rgb().map(f64::round);
        assert_eq!(gold_parts, [255.0, 204.0, 0.0]);
        let (ink, grey) = (rgb(34, 38, 43), rgb(146, 147, 148));
        let made = HslChange::between_greys(ink, grey).apply(ink).to_rgb();
        assert!(made.iter().zip(grey.to_rgb()).all(|(one, other)| (one - other).abs() < 1.5));
        assert_eq!(rgb(128, 128, 128).saturation, 0.0);
    }
}
