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
    /// The factors of saturation and lightness.
    saturation: f64,
    lightness: f64,
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

    /// Whether two colours are shades of one.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        difference(self.hue, other.hue).abs() < NEAR_DEGREES
    }
}

/// Returns the shorter way from one hue to another.
fn difference(from: f64, to: f64) -> f64 {
    (to - from + 180.0).rem_euclid(360.0) - 180.0
}

impl HslChange {
    /// Returns what makes `to` of `from`, which is neither grey nor black.
    pub(super) fn between(from: Hsl, to: Hsl) -> Self {
        Self {
            hue: difference(from.hue, to.hue),
            saturation: to.saturation / from.saturation,
            lightness: to.lightness / from.lightness,
        }
    }

    /// Writes the change in the colour that is open.
    pub(super) fn write(self, xml: &mut Xml) {
        let hue = (self.hue * 60_000.0).round() as i64;
        if hue != 0 {
            xml.empty("a:hueOff", &[("val", &hue)]);
        }
        for (name, factor) in [("a:satMod", self.saturation), ("a:lumMod", self.lightness)] {
            xml.empty(name, &[("val", &((factor * 100_000.0).round() as i64))]);
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
        assert!((navy.lightness * change.lightness - tint.lightness).abs() < 1e-9);
        assert!((navy.hue + change.hue - tint.hue).abs() < 1e-9);
        assert_eq!(rgb(128, 128, 128).saturation, 0.0);
    }
}
