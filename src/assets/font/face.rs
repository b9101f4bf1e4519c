//! A font face: its names and coverage, and its file, which is decompressed and parsed on first
//! use.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, OnceLock};

use harfrust::font::attribute::{Style, Weight};
use harfrust::font::name::NameId;
use harfrust::{Font, Tag};
use unicode_script::{Script, UnicodeScript};

use super::coverage::Coverage;

/// The bytes of a font file, shared by all users.
pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The origin of a face. Families are searched in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontOrigin {
    /// The `fonts/` folder next to the outline.
    Deck,
    /// The program itself.
    Bundled,
    /// The machine; only on request.
    System,
}

/// The role of a face, which decides when it is searched for a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaceRole {
    /// Letters.
    Text,
    /// Han characters in the forms of one language.
    Han(super::HanForms),
    /// Arrows, mathematical operators, monochrome pictograms.
    Symbols,
    /// Colour emoji.
    Emoji,
    /// Formulas: the name of the face in the fonts of KaTeX, such as `Main-Regular`. Text never
    /// uses it.
    Math(&'static str),
}

/// A face of a family.
pub struct Face {
    /// Typographic family name.
    pub family: Cow<'static, str>,
    /// Weight from 100 (thin) to 900 (black); 400 is regular.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Width in percent of normal; 75 is condensed.
    pub width: u16,
    /// Where it comes from.
    pub origin: FontOrigin,
    /// What it is used for.
    pub role: FaceRole,
    /// Index in a collection.
    pub index: u32,
    /// Axis positions of a variable font that differ from the default.
    pub variations: Vec<Variation>,
    file: FaceFile,
    coverage: Coverage,
    loaded: OnceLock<LoadedFace>,
}

/// The bytes of a face before its first use.
enum FaceFile {
    /// In memory.
    Plain(FontData),
    /// In the program.
    Static(&'static [u8]),
    /// In the program, compressed with zlib (RFC 1950).
    Packed(&'static [u8]),
}

/// A face that has been used.
struct LoadedFace {
    data: FontData,
    font: Font,
    metrics: FaceMetrics,
}

/// Metrics of a face, in em, upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceMetrics {
    /// Top of the tallest letters.
    pub ascent: f32,
    /// Bottom of the deepest letters; negative.
    pub descent: f32,
    /// Height of a capital.
    pub cap_height: f32,
    /// Height of an x.
    pub x_height: f32,
}

/// The name of a face as one of four styles of a family: regular, bold, italic and both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleName {
    /// The family. A weight other than regular and bold is part of its name.
    pub family: String,
    /// Whether it is the bold style.
    pub is_bold: bool,
    /// Whether it is the italic style.
    pub is_italic: bool,
}

impl StyleName {
    /// Reads the names of a family and of a style. Programs that group four styles know a face with
    /// another style by a family of its own: Black of Rubik is Rubik Black.
    fn new(family: String, style: &str) -> Self {
        let (slants, weights): (Vec<&str>, Vec<&str>) =
            style.split_whitespace().partition(|word| matches!(*word, "Italic" | "Oblique"));
        let weight = weights.join(" ");
        let is_usual = matches!(&*weight, "" | "Regular" | "Normal" | "Book" | "Roman" | "Bold");
        let is_named = is_usual || family.ends_with(&format!(" {weight}"));
        let family = if is_named { family } else { format!("{family} {weight}") };
        Self { family, is_bold: weight == "Bold", is_italic: !slants.is_empty() }
    }
}

/// A position on a variation axis: its tag, such as `wght`, and the value.
pub type Variation = ([u8; 4], f32);

impl Face {
    /// Reads face `index` of a font file at its default axis positions.
    ///
    /// # Errors
    ///
    /// If the bytes are not a usable font. The reason is written for authors.
    pub fn read(data: FontData, index: u32, origin: FontOrigin) -> Result<Self, String> {
        let font = Font::new(data.clone(), index).ok_or("it is not a font, or it is damaged")?;
        let names = font.names();
        let family: String = [NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME]
            .into_iter()
            .find_map(|id| names.get(id)?.english_or_first())
            .map(|name| name.name().chars().collect())
            .ok_or("it has no family name")?;
        if font.num_glyphs() == 0 || font.units_per_em() == 0 {
            return Err("it has no glyphs".into());
        }
        let glyphs = font.num_glyphs();
        let coverage = Coverage::from_codes(
            font.charmap()
                .unicodes()
                .filter(|(_, glyph)| glyph.to_u32() < glyphs)
                .map(|(code, _)| code),
        );
        if coverage.ranges().next().is_none() {
            return Err("it maps no characters to glyphs".into());
        }
        let attributes = font.default_attributes();
        // Font files do not mark emoji fonts; all of them have it in their name.
        let role =
            if family.to_lowercase().contains("moji") { FaceRole::Emoji } else { FaceRole::Text };
        Ok(Self {
            family: family.into(),
            weight: css_weight(attributes.weight),
            italic: attributes.style != Style::Normal,
            width: (attributes.width.ratio() * 100.0).clamp(1.0, 1000.0) as u16,
            origin,
            role,
            index,
            variations: Vec::new(),
            file: FaceFile::Plain(data.clone()),
            coverage,
            loaded: OnceLock::from(LoadedFace { data, metrics: read_metrics(&font), font }),
        })
    }

    /// Reads face `index` of a font file. A variable font yields one face per weight of its `wght`
    /// axis in steps of a hundred, and slanted faces if it has an `ital` or `slnt` axis; its other
    /// axes stay at their defaults.
    ///
    /// # Errors
    ///
    /// As [`Face::read`].
    pub fn read_instances(
        data: FontData,
        index: u32,
        origin: FontOrigin,
    ) -> Result<Vec<Self>, String> {
        let base = Self::read(data, index, origin)?;
        let axes = base.font().axes();
        let weight = axes
            .get_by_tag(Tag::new(b"wght"))
            .map(|axis| (axis.min_value(), axis.max_value(), axis.default_value()));
        let upright = axes
            .get_by_tag(Tag::new(b"ital"))
            .filter(|axis| axis.default_value() < 1.0 && axis.max_value() >= 1.0);
        let slant = axes
            .get_by_tag(Tag::new(b"slnt"))
            .filter(|axis| axis.default_value() >= 0.0 && axis.min_value() < -5.0);
        let italic: Option<Variation> =
            upright.map(|_| (*b"ital", 1.0)).or(slant.map(|axis| (*b"slnt", axis.min_value())));

        let mut faces = Vec::new();
        let hundreds = (1..=9_u16).map(|hundred| hundred * 100);
        let weights: Vec<u16> = match weight {
            Some((least, most, _)) => {
                hundreds.filter(|weight| (least..=most).contains(&f32::from(*weight))).collect()
            }
            None => Vec::new(),
        };
        for &weight in &weights {
            faces.push(base.at_variations(
                weight,
                base.italic,
                vec![(*b"wght", f32::from(weight))],
            ));
        }
        if let Some(italic) = italic {
            for &weight in &weights {
                faces.push(base.at_variations(
                    weight,
                    true,
                    vec![(*b"wght", f32::from(weight)), italic],
                ));
            }
            if weights.is_empty() {
                faces.push(base.at_variations(base.weight, true, vec![italic]));
            }
        }
        // The default may be a weight of its own, such as 450, or one of those above.
        let default = weight.map_or(base.weight, |(_, _, default)| default as u16);
        if !weights.contains(&default) {
            faces.insert(0, Self { weight: default.max(1), ..base });
        }
        Ok(faces)
    }

    /// Returns this face at other axis positions; it is parsed on first use.
    fn at_variations(&self, weight: u16, italic: bool, variations: Vec<Variation>) -> Self {
        Self {
            family: self.family.clone(),
            weight,
            italic,
            width: self.width,
            origin: self.origin,
            role: self.role,
            index: self.index,
            variations,
            file: FaceFile::Plain(self.data().clone()),
            coverage: self.coverage.clone(),
            loaded: OnceLock::new(),
        }
    }

    /// Creates a bundled face, which is parsed on first use.
    pub(super) fn from_bundled(face: &super::bundled::BundledFace) -> Self {
        Self {
            family: face.family.into(),
            weight: face.weight,
            italic: face.italic,
            width: 100,
            origin: FontOrigin::Bundled,
            role: face.role,
            index: 0,
            variations: Vec::new(),
            file: if face.packed {
                FaceFile::Packed(face.file)
            } else {
                FaceFile::Static(face.file)
            },
            coverage: Coverage::Table(face.ranges),
            loaded: OnceLock::new(),
        }
    }

    /// Whether the face has a glyph for `character`.
    pub fn has_glyph(&self, character: char) -> bool {
        self.coverage.contains(character)
    }

    /// Returns the covered characters as ascending ranges, from the first to the last code point.
    pub fn covered_ranges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.coverage.ranges()
    }

    /// Whether the face is the first of its file, not another weight or another face of a
    /// collection.
    pub fn is_first_of_file(&self) -> bool {
        self.index == 0 && self.variations.iter().all(|variation| self.is_default(*variation))
    }

    /// Whether an axis position is the default.
    fn is_default(&self, (tag, value): Variation) -> bool {
        self.font()
            .axes()
            .get_by_tag(Tag::new(&tag))
            .is_none_or(|axis| axis.default_value() == value)
    }

    /// Whether the face is compressed, so that its first use takes time.
    pub fn is_packed(&self) -> bool {
        matches!(self.file, FaceFile::Packed(_))
    }

    /// Returns the number of characters per script, largest first; `symbols` and `emoji` count as
    /// scripts.
    pub fn count_scripts(&self) -> Vec<(&'static str, u32)> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for character in
            self.covered_ranges().flat_map(|(first, last)| first..=last).filter_map(char::from_u32)
        {
            let name = match character.script() {
                _ if self.role == FaceRole::Emoji => "emoji",
                Script::Common if is_symbol(character) => "symbols",
                Script::Common | Script::Inherited | Script::Unknown => continue,
                script => script.full_name(),
            };
            *counts.entry(name).or_default() += 1;
        }
        let mut scripts: Vec<(&str, u32)> = counts.into_iter().collect();
        scripts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        // Scripts with less than a hundredth are there by chance: letters in circles, a currency
        // sign.
        let most = scripts.first().map_or(0, |(_, count)| *count);
        scripts.retain(|(_, count)| count * 100 >= most);
        scripts
    }

    /// Returns the bytes of the font file.
    pub fn data(&self) -> &FontData {
        &self.load().data
    }

    /// Returns the parsed font, ready for shaping.
    pub fn font(&self) -> &Font {
        &self.load().font
    }

    /// Returns the name by which programs know the face that group four styles to a family.
    pub fn style_name(&self) -> StyleName {
        let plain = StyleName {
            family: self.family.to_string(),
            is_bold: self.weight >= 600,
            is_italic: self.italic,
        };
        if !self.variations.is_empty() {
            return plain;
        }
        let names = self.font().names();
        let read = |id| -> Option<String> {
            Some(names.get(id)?.english_or_first()?.name().chars().collect())
        };
        match (read(NameId::FAMILY_NAME), read(NameId::SUBFAMILY_NAME)) {
            (Some(family), Some(style)) => StyleName::new(family, &style),
            _ => plain,
        }
    }

    /// Returns the metrics for placing text.
    pub fn metrics(&self) -> FaceMetrics {
        self.load().metrics
    }

    fn load(&self) -> &LoadedFace {
        self.loaded.get_or_init(|| {
            let data: FontData = match &self.file {
                FaceFile::Plain(data) => data.clone(),
                FaceFile::Static(bytes) => Arc::new(*bytes),
                FaceFile::Packed(bytes) => {
                    let mut unpacked = Vec::with_capacity(bytes.len() * 2);
                    let read = flate2::read::ZlibDecoder::new(*bytes).read_to_end(&mut unpacked);
                    read.expect("a bundled face was unpacked by the tests");
                    Arc::new(unpacked)
                }
            };
            let font = Font::new(data.clone(), self.index)
                .expect("a bundled face was read by the tests, any other before");
            let font = if self.variations.is_empty() {
                font
            } else {
                font.instance_builder()
                    .variations(self.variations.iter().map(|(tag, value)| (Tag::new(tag), *value)))
                    .build()
            };
            LoadedFace { metrics: read_metrics(&font), data, font }
        })
    }
}

/// Whether a character is an arrow, operator, shape or pictogram.
fn is_symbol(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1d400}'..='\u{1f8ff}')
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} {}{}",
            self.family,
            self.weight,
            if self.italic { " italic" } else { "" }
        )
    }
}

/// Returns the units per em of a face in a font file; `None` if it is damaged.
pub(crate) fn read_units_per_em(data: &FontData, index: u32) -> Option<u16> {
    Font::new(data.clone(), index).map(|font| font.units_per_em()).filter(|&em| em > 0)
}

/// Returns the advances of glyphs in em; accents have none. `None` if the font is damaged.
pub(crate) fn read_advances(data: &FontData, index: u32, glyphs: &[u16]) -> Option<Vec<f32>> {
    let font = Font::new(data.clone(), index)?;
    let em = Some(f32::from(font.units_per_em())).filter(|&em| em > 0.0)?;
    let metrics = font.glyph_metrics();
    let advance = |&glyph: &u16| metrics.h_advance(u32::from(glyph).into()) / em;
    Some(glyphs.iter().map(advance).collect())
}

fn css_weight(weight: Weight) -> u16 {
    weight.value().clamp(1.0, 1000.0) as u16
}

fn read_metrics(font: &Font) -> FaceMetrics {
    let metrics = font.metrics();
    let em = f32::from(font.units_per_em());
    let line = metrics.h_line();
    let cap_height = metrics.cap_height.map_or(0.7, |height| height.to_f32() / em);
    FaceMetrics {
        ascent: line.map_or(0.8, |line| line.ascender.to_f32() / em),
        descent: line.map_or(-0.2, |line| line.descender.to_f32() / em),
        cap_height: if cap_height > 0.0 { cap_height } else { 0.7 },
        x_height: metrics
            .x_height
            .map(|height| height.to_f32() / em)
            .filter(|&height| height > 0.0)
            .unwrap_or(0.5),
    }
}
