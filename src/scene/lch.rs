//! Colours as lightness, chroma and hue.

use super::Colour;

/// Returns the distance of two hues, 0 to 180 degrees.
pub fn hue_distance(a: f32, b: f32) -> f32 {
    let distance = (a - b).rem_euclid(360.0);
    distance.min(360.0 - distance)
}

/// A colour in OKLCH (B. Ottosson, "A perceptual color space for image processing", 2020; CSS Color
/// 4, 9.2).
#[derive(Clone, Copy, Debug)]
pub struct Lch {
    /// 0 for black to 1 for white.
    pub lightness: f32,
    /// 0 for greys; the most vivid colours of a screen have about 0.3.
    pub chroma: f32,
    /// In degrees.
    pub hue: f32,
}

impl Lch {
    /// Converts a colour.
    pub fn from_colour(colour: Colour) -> Self {
        Self::from_linear(colour.linear_channels())
    }

    /// Converts red, green and blue in linear light, 0 to 1.
    pub fn from_linear([r, g, b]: [f32; 3]) -> Self {
        let l = (0.412_221_5 * r + 0.536_332_5 * g + 0.051_446 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_397 * b).cbrt();
        let s = (0.088_302_5 * r + 0.281_718_8 * g + 0.629_978_7 * b).cbrt();
        let lightness = 0.210_454_3 * l + 0.793_617_8 * m - 0.004_072 * s;
        let a = 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s;
        let b = 0.025_904 * l + 0.782_771_8 * m - 0.808_675_8 * s;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }

    /// Returns the coordinates in OKLab: lightness, green to red, blue to yellow.
    pub fn to_lab(self) -> [f32; 3] {
        let (sin, cos) = self.hue.to_radians().sin_cos();
        [self.lightness, self.chroma * cos, self.chroma * sin]
    }

    /// Returns the nearest colour of the same hue that a screen can show.
    pub fn to_colour(self) -> Colour {
        let mut lch = self;
        loop {
            match lch.to_rgb() {
                Some(colour) => return colour,
                None => lch.chroma = (lch.chroma - 0.005).max(0.0),
            }
        }
    }

    fn to_rgb(self) -> Option<Colour> {
        let angle = self.hue.to_radians();
        let (a, b) = (self.chroma * angle.cos(), self.chroma * angle.sin());
        let l = (self.lightness + 0.396_337_8 * a + 0.215_803_8 * b).powi(3);
        let m = (self.lightness - 0.105_561_3 * a - 0.063_854_2 * b).powi(3);
        let s = (self.lightness - 0.089_484_2 * a - 1.291_485_5 * b).powi(3);
        let channels = [
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_9 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s,
            -0.004_196_1 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        ];
        let is_grey = self.chroma <= 0.0;
        if !is_grey && channels.iter().any(|channel| !(-0.000_1..=1.000_1).contains(channel)) {
            return None;
        }
        let [r, g, b] = channels.map(|channel| {
            let channel = channel.clamp(0.0, 1.0);
            let encoded = if channel <= 0.003_130_8 {
                channel * 12.92
            } else {
                1.055 * channel.powf(1.0 / 2.4) - 0.055
            };
            (encoded * 255.0).round() as u8
        });
        Some(Colour::rgb(r, g, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oklch_round_trips() {
        for colour in [Colour::rgb(0x0f, 0x5f, 0x58), Colour::rgb(0xd9, 0x62, 0x2b)] {
            let back = Lch::from_colour(colour).to_colour();
            let near = |a: u8, b: u8| a.abs_diff(b) <= 2;
            assert!(near(colour.r, back.r) && near(colour.g, back.g) && near(colour.b, back.b));
        }
    }
}
