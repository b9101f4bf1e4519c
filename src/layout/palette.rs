//! The colours of a slide on its own background.

use crate::chart::ChartColourValue;
use crate::deck::{Background, Slide};
use crate::scene::{Colour, MIN_TEXT_CONTRAST};
use crate::theme::{PageStyle, Palette, Theme};

/// The least contrast ratio between a box and the page around it.
const MIN_SURFACE_CONTRAST: f32 = 1.08;

/// The least contrast ratio between a mark that is no text and the page (WCAG 2.2, 1.4.11).
pub(super) const MIN_MARK_CONTRAST: f32 = 3.0;

/// Returns the palette of a slide: that of its style, or the other one if text is easier to read
/// with it on a background colour that the author set.
pub(super) fn slide_palette(theme: &Theme, style: &PageStyle, slide: &Slide) -> Palette {
    let usual = theme.palette_for(style);
    let Some(Background::Colour(name, _)) = &slide.background else { return *usual };
    let Some(background) = Colour::parse(name).or_else(|| usual.get(name)) else {
        return *usual;
    };
    let other = if style.inverse { &theme.palette } else { &theme.inverse };
    let is_easier = other.text.contrast_ratio(background) > usual.text.contrast_ratio(background)
        && usual.text.contrast_ratio(background) < 7.0;
    let mut palette = *if is_easier { other } else { usual };
    if background != palette.background {
        palette.surface = derive_surface(&palette, background);
        palette.background = background;
    }
    legible_palette(palette)
}

/// Returns the colour that an author set; a name that the palette lacks is its primary colour.
pub(super) fn given_colour(palette: &Palette, colour: &ChartColourValue) -> Colour {
    match colour {
        ChartColourValue::Rgb(r, g, b) => Colour::rgb(*r, *g, *b),
        ChartColourValue::Named(name) => palette.get(name).unwrap_or(palette.primary),
    }
}

/// Returns a palette for a ground that is not the background of its theme.
pub(super) fn palette_on(palette: &Palette, background: Colour) -> Palette {
    legible_palette(Palette { background, surface: background, ..*palette })
}

/// Returns the colour of boxes on `background`: it differs from it as much as in the theme.
fn derive_surface(palette: &Palette, background: Colour) -> Colour {
    let usual = palette.surface.contrast_ratio(palette.background).max(MIN_SURFACE_CONTRAST);
    let text = legible_ink(palette.text, &[background]);
    let tint = |towards: Colour| {
        let tints = (1..=25).map(|step| background.mixed_with(towards, step as f32 / 50.0));
        tints.into_iter().find(|tint| tint.contrast_ratio(background) >= usual)
    };
    let is_legible = |tint: &Colour| tint.contrast_ratio(text) >= MIN_TEXT_CONTRAST;
    let away = Colour::ink_on(&[text]);
    tint(text).filter(is_legible).or_else(|| tint(away)).unwrap_or(background)
}

/// Returns the colour if it is legible on the grounds, otherwise black or white.
fn legible_ink(colour: Colour, grounds: &[Colour]) -> Colour {
    if colour.least_contrast(grounds) >= MIN_TEXT_CONTRAST {
        colour
    } else {
        Colour::ink_on(grounds)
    }
}

/// Replaces every colour of text that is not legible on the background and in boxes: by the colour
/// of text, or by black or white if that is not legible either.
fn legible_palette(mut palette: Palette) -> Palette {
    let grounds = [palette.background, palette.surface];
    let ink = legible_ink(palette.text, &grounds);
    for colour in [
        &mut palette.text,
        &mut palette.muted,
        &mut palette.title,
        &mut palette.bold,
        &mut palette.link,
        &mut palette.primary,
    ] {
        if colour.least_contrast(&grounds) < MIN_TEXT_CONTRAST {
            *colour = ink;
        }
    }
    // These mean something, so they keep their hue.
    for colour in [&mut palette.tip, &mut palette.warning] {
        *colour = colour.moved_until_legible(&grounds);
    }
    palette.on_primary = palette.on_primary.moved_until_legible(&[palette.primary]);
    palette.mark = palette.mark.moved_until_legible(&[palette.text, palette.bold]);
    if palette.accent.contrast_ratio(palette.background) < MIN_MARK_CONTRAST {
        palette.accent = ink;
    }
    palette
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::vocabulary::THEME_COLOURS;
    use crate::deck::{self, Tone};
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::source::{Source, SourceId, Sources};
    use crate::theme::{self, PageKind, ThemeChoice};
    use crate::yaml;

    #[test]
    fn text_is_legible_on_every_background() {
        let [ink, blue, grey] = [0x20, 0x40, 0x70].map(|level| Colour::rgb(level, level, 0x70));
        let palette = Palette {
            background: Colour::WHITE,
            surface: Colour::WHITE,
            text: ink,
            muted: grey,
            title: blue,
            bold: blue,
            link: blue,
            primary: blue,
            on_primary: Colour::WHITE,
            accent: grey,
            line: grey,
            mark: Colour::WHITE,
            tip: grey,
            warning: grey,
            plate: None,
            series: [None; crate::theme::MAX_SERIES],
            code: [None; crate::theme::CODE_COLOURS.len()],
        };
        for name in THEME_COLOURS {
            assert!(palette.get(name).is_some() || name == "plate", "{name}");
        }
        for level in (0..=255).step_by(5) {
            for background in [
                Colour::rgb(level, level, level),
                Colour::rgb(level, 60, 90),
                Colour::rgb(20, level, 160),
                palette.primary,
                palette.accent,
            ] {
                let surface = derive_surface(&palette, background);
                let legible = legible_palette(Palette { background, surface, ..palette });
                for colour in
                    [legible.text, legible.muted, legible.title, legible.bold, legible.link]
                {
                    assert!(colour.contrast_ratio(background) >= 4.5, "{background:?}");
                    assert!(colour.contrast_ratio(surface) >= 4.5, "{background:?} {surface:?}");
                }
                assert!(legible.text.contrast_ratio(legible.mark) >= 4.5, "{background:?}");
                for colour in [legible.accent, legible.tip, legible.warning] {
                    assert!(colour.contrast_ratio(background) >= 3.0, "{background:?}");
                }
            }
        }
    }

    struct NoFiles;

    impl deck::TextFiles for NoFiles {
        fn read_text(&self, path: &str, _folder: &str) -> Result<String, Diagnostic> {
            unreachable!("{path} is not named")
        }

        fn read_source(
            &self,
            path: &str,
            _folder: &str,
        ) -> Result<(Option<SourceId>, String), Diagnostic> {
            unreachable!("{path} is not named")
        }
    }

    #[test]
    fn every_background_of_every_page_of_every_theme_has_legible_text() {
        let mut slides = Vec::new();
        let mut others: Vec<String> = THEME_COLOURS.map(str::to_owned).to_vec();
        for level in (0..=255).step_by(51) {
            others.push(Colour::rgb(level, level, level).to_hex());
            others.push(Colour::rgb(level, 40, 200).to_hex());
            others.push(Colour::rgb(220, level, 30).to_hex());
        }
        for name in others {
            let mut diagnostics = Diagnostics::default();
            let text = format!("slides:\n  - title: A\n    background: \"{name}\"\n");
            let source = Source::new("deck.yaml", text);
            let root = yaml::parse(&source, SourceId(0), &mut diagnostics).unwrap();
            let deck = deck::read_deck(&root, &source, &NoFiles, &mut diagnostics);
            slides.push((name, deck.slides[0].clone()));
        }
        for theme in themes() {
            for (kind, page) in PageKind::ALL {
                let style = theme.page_style(kind);
                for (name, slide) in &slides {
                    let palette = slide_palette(&theme, style, slide);
                    let grounds = [palette.background, palette.surface];
                    for (text, colour) in [
                        ("text", palette.text),
                        ("muted", palette.muted),
                        ("title", palette.title),
                        ("bold", palette.bold),
                        ("link", palette.link),
                        ("primary", palette.primary),
                        ("tip", palette.tip),
                        ("warning", palette.warning),
                    ] {
                        let contrast = colour.least_contrast(&grounds);
                        let place = format!("{} {page} on {name}: {text} {contrast}", theme.name);
                        assert!(contrast >= MIN_TEXT_CONTRAST, "{place}");
                    }
                    let on_primary = palette.on_primary.contrast_ratio(palette.primary);
                    assert!(on_primary >= MIN_TEXT_CONTRAST, "{} {page} on {name}", theme.name);
                    let marked = palette.text.contrast_ratio(palette.mark);
                    assert!(marked >= MIN_TEXT_CONTRAST, "{} {page} on {name}", theme.name);
                }
            }
        }
    }

    /// Returns the built-in themes in every tone.
    fn themes() -> Vec<Theme> {
        let read = |name, tone| {
            let choice = ThemeChoice { tone, ..ThemeChoice::named(name) };
            let mut open: Box<theme::OpenTheme<'_>> =
                Box::new(|_, _| unreachable!("built-in themes need no file"));
            theme::read(choice, &mut Sources::default(), &mut open, &mut Diagnostics::default())
        };
        let tones = [None, Some(Tone::Light), Some(Tone::Dark)];
        theme::builtin_names().flat_map(|name| tones.map(|tone| read(name, tone))).collect()
    }
}
