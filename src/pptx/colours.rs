//! Colours: those of the theme by their place in it, so that they change with the theme.

use super::hsl::{Hsl, HslChange};
use super::units::thousandths_of_percent;
use super::xml::Xml;
use crate::scene::{Colour, DesignColours, DesignTheme};

/// The colours of the theme from which others are derived: the colour of the brand first.
const BASES: [&str; 6] = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6"];

/// The colour of text, from which greys are derived.
const TEXT_SLOT: &str = "tx1";

/// Greys may differ by this from those derived, of 255.
const GREY_TOLERANCE: f64 = 2.5;

/// Colours with less saturation are greys.
const MIN_SATURATION: f64 = 0.12;

/// The colours of the theme, by the names that slides use for them.
pub(super) struct ColourScheme {
    slots: Vec<(&'static str, Colour)>,
}

impl ColourScheme {
    /// Creates the scheme of a design.
    pub(super) fn new(design: &DesignTheme) -> Self {
        Self { slots: theme_slots(design).map(|(_, name, colour)| (name, colour)).to_vec() }
    }

    /// Writes a colour.
    pub(super) fn write(&self, xml: &mut Xml, colour: Colour) {
        let opaque = Colour { a: 255, ..colour };
        let slot = self.slots.iter().find(|(_, other)| *other == opaque);
        match (slot, self.find_relative(opaque)) {
            (Some((name, _)), _) => xml.open("a:schemeClr", &[("val", name)]),
            (None, Some((name, change))) => {
                xml.open("a:schemeClr", &[("val", &name)]);
                change.write(xml);
            }
            (None, None) => xml.open("a:srgbClr", &[("val", &hexadecimal(colour))]),
        }
        if colour.a < 255 {
            let share = thousandths_of_percent(f32::from(colour.a) / 255.0);
            xml.empty("a:alpha", &[("val", &share)]);
        }
        xml.close();
    }

    /// Returns a colour of the theme with about the hue of a colour, such as its tint, and how they
    /// differ.
    fn find_relative(&self, colour: Colour) -> Option<(&'static str, HslChange)> {
        let target = Hsl::of(colour);
        if target.saturation < MIN_SATURATION {
            return self.find_grey(target);
        }
        let bases = BASES.iter().filter_map(|name| {
            let (name, base) = self.slots.iter().find(|(slot, _)| slot == name)?;
            Some((*name, Hsl::of(*base)))
        });
        let mut near = bases.filter(|(_, base)| {
            base.saturation >= MIN_SATURATION && base.lightness > 0.02 && target.is_near(base)
        });
        near.next().map(|(name, base)| (name, HslChange::between(base, target)))
    }

    /// Returns the colour of the text, if a grey is a shade of it, and how they differ.
    fn find_grey(&self, target: Hsl) -> Option<(&'static str, HslChange)> {
        if target.lightness <= 0.0 || target.lightness >= 1.0 {
            return None;
        }
        let (name, base) = self.slots.iter().find(|(name, _)| *name == TEXT_SLOT)?;
        let base = Hsl::of(*base);
        let change = HslChange::between_greys(base, target);
        let parts = change.apply(base).to_rgb().into_iter().zip(target.to_rgb());
        let is_alike = parts.into_iter().all(|(one, other)| (one - other).abs() < GREY_TOLERANCE);
        is_alike.then_some((*name, change))
    }

    /// Writes a fill in the colour of a series of a chart. Those that the theme does not have are
    /// made from the colour of the brand, so that they change with it.
    pub(super) fn write_series_fill(&self, xml: &mut Xml, colour: Colour) {
        let target = Hsl::of(colour);
        let brand = self.slots.iter().find(|(name, _)| *name == BASES[0]);
        let brand = brand.map(|(_, brand)| Hsl::of(*brand));
        let is_known = self.slots.iter().any(|(_, other)| *other == colour);
        match brand.filter(|brand| brand.saturation >= MIN_SATURATION) {
            Some(brand)
                if !is_known
                    && colour.a == 255
                    && target.saturation >= MIN_SATURATION
                    && self.find_relative(colour).is_none() =>
            {
                xml.open("a:solidFill", &[]);
                xml.open("a:schemeClr", &[("val", &BASES[0])]);
                HslChange::between(brand, target).write(xml);
                xml.close();
                xml.close();
            }
            _ => self.write_fill(xml, colour),
        }
    }

    /// Writes a fill of one colour.
    pub(super) fn write_fill(&self, xml: &mut Xml, colour: Colour) {
        xml.open("a:solidFill", &[]);
        self.write(xml, colour);
        xml.close();
    }
}

/// Returns the colours of a theme: the name of each in the theme, its name on slides, and the
/// colour.
pub(super) fn theme_slots(design: &DesignTheme) -> [(&'static str, &'static str, Colour); 12] {
    let colours = design.colours.unwrap_or(PLAIN_COLOURS);
    [
        ("a:dk1", "tx1", colours.text),
        ("a:lt1", "bg1", colours.background),
        ("a:dk2", "tx2", colours.title),
        ("a:lt2", "bg2", colours.surface),
        ("a:accent1", "accent1", colours.primary),
        ("a:accent2", "accent2", colours.accent),
        ("a:accent3", "accent3", colours.series[2]),
        ("a:accent4", "accent4", colours.series[3]),
        ("a:accent5", "accent5", colours.tip),
        ("a:accent6", "accent6", colours.warning),
        ("a:hlink", "hlink", colours.link),
        ("a:folHlink", "folHlink", colours.link),
    ]
    .map(|(theme, slide, colour)| (theme, slide, Colour { a: 255, ..colour }))
}

/// The colours of a scene without a theme.
const PLAIN_COLOURS: DesignColours = DesignColours {
    text: Colour::BLACK,
    background: Colour::WHITE,
    title: Colour::BLACK,
    surface: Colour::WHITE,
    primary: Colour::BLACK,
    accent: Colour::BLACK,
    series: [Colour::BLACK; 4],
    muted: Colour::BLACK,
    line: Colour::BLACK,
    tip: Colour::BLACK,
    warning: Colour::BLACK,
    link: Colour::BLACK,
};

/// Returns a colour as six digits.
pub(super) fn hexadecimal(colour: Colour) -> String {
    format!("{:02X}{:02X}{:02X}", colour.r, colour.g, colour.b)
}
