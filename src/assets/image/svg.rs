//! SVG drawings. `usvg` parses them and turns all shapes into paths; whatever it would silently
//! drop is rejected here.

mod broken_data;
mod cost;
mod extent;
mod font_runs;
mod lines;
mod numbers;
mod spacing;
mod style;
mod text;
mod validation;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use usvg::{ImageHrefResolver, ImageKind, Node, Options, Tree, fontdb};

use crate::assets::{AssetError, FaceId, FaceRole, FontRequest, Fonts, HanForms, is_invisible};
use crate::diagnostic::Code;
use crate::geometry::{Rect, Size};
use crate::library_panic::catch_panic;

pub use text::{DrawingGlyph, DrawingText};

pub(crate) use cost::{filter_scale, is_quick_to_draw};
pub(crate) use text::{collect_text, needs_text_layer, smallest_label};

use super::{ImageData, PictureFormat, PictureParts, raster};
use style::StyledDrawing;

/// The fonts for text in drawings: those of the deck. They are loaded with the first drawing that
/// has text.
pub(crate) struct SvgFonts<'a> {
    fonts: &'a Fonts,
    database: OnceLock<Arc<fontdb::Database>>,
}

impl<'a> SvgFonts<'a> {
    /// Creates the fonts without loading them.
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, database: OnceLock::new() }
    }

    /// Returns the uncompressed faces, and compressed ones for the characters of `words` that those
    /// lack.
    fn database_for(&self, words: &str) -> Arc<fontdb::Database> {
        let gather = || {
            let mut database = fontdb::Database::new();
            for (_, face) in
                self.fonts.iter().filter(|(_, face)| !face.is_packed() && face.is_first_of_file())
            {
                database.load_font_source(fontdb::Source::Binary(face.data().clone()));
            }
            let families = self.fonts.families();
            let text = families.first().copied().unwrap_or_default();
            let monospace = families
                .iter()
                .copied()
                .find(|family| family.contains("Code") || family.contains("Mono"));
            database.set_serif_family(text);
            database.set_sans_serif_family(text);
            database.set_cursive_family(text);
            database.set_fantasy_family(text);
            database.set_monospace_family(monospace.unwrap_or(text));
            Arc::new(database)
        };
        let ready = self.database.get_or_init(gather);
        let families = self.packed_families(words);
        if families.is_empty() {
            return ready.clone();
        }
        let mut database = (**ready).clone();
        for (_, face) in self
            .fonts
            .iter()
            .filter(|(_, face)| face.is_packed() && families.contains(face.family.as_ref()))
        {
            database.load_font_source(fontdb::Source::Binary(face.data().clone()));
        }
        Arc::new(database)
    }

    /// Returns the compressed families needed for characters of `words` that no other face covers.
    fn packed_families(&self, words: &str) -> BTreeSet<&str> {
        let ready = |character: char| {
            self.fonts.iter().any(|(_, face)| !face.is_packed() && face.has_glyph(character))
        };
        let missing: BTreeSet<char> = words
            .chars()
            .filter(|&character| !is_invisible(character) && !ready(character))
            .collect();
        if missing.is_empty() {
            return BTreeSet::new();
        }
        let choose = self.face_chooser(words);
        missing
            .into_iter()
            .filter_map(|character| choose(&character.to_string()))
            .map(|id| self.fonts.get(id).family.as_ref())
            .collect()
    }

    /// Returns a function that names the face that a cluster of a drawing with these words needs.
    fn face_chooser(&self, words: &str) -> impl Fn(&str) -> Option<FaceId> {
        let order = self.fonts.fallback_order(&FontRequest {
            family: "",
            weight: 400,
            italic: false,
            han: HanForms::guess_from_text(words),
            is_han: false,
        });
        move |cluster| self.fonts.choose_face(&order, cluster, 0..cluster.len(), None).ok()
    }
}

/// Reads a drawing.
pub(crate) fn read_svg(bytes: Vec<u8>, fonts: &SvgFonts) -> Result<PictureParts, AssetError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count()
            + 1;
        malformed_error(format!("line {line} is not UTF-8"))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    validation::reject_web_page(text)?;
    let source = validation::parse_xml(text)?;
    validation::validate_root(&source)?;
    let StyledDrawing { mut text, rows, mut warnings } = style::resolve_styles(&source)?;
    let document = validation::parse_xml(&text)?;
    warnings.extend(validation::validate_document(&document, &rows)?);
    let embedded = Mutex::new(EmbeddedPictures::default());
    let mut options =
        Options { image_href_resolver: embedded_images_only(&embedded), ..Options::default() };
    let words: String = document
        .descendants()
        .filter(|node| node.is_text())
        .filter_map(|node| node.text())
        .collect();
    if document.descendants().any(|node| node.has_tag_name((SVG_NAMESPACE, "text"))) {
        options.font_family =
            fonts.fonts.families().first().copied().unwrap_or_default().to_owned();
        options.fontdb = fonts.database_for(&words);
    }
    let Some(parsed) = catch_panic(|| Tree::from_xmltree(&document, &options)) else {
        return Err(malformed_error("the SVG library cannot read it"));
    };
    let mut tree = parsed.map_err(|error| match error {
        usvg::Error::InvalidSize => AssetError::new(Code::DamagedImage, "is an SVG without a size")
            .hint("add a `viewBox`, or a `width` and a `height`, to its `<svg>`"),
        other => malformed_error(other.to_string()),
    })?;
    let parse = |xml: &str| {
        let document = validation::parse_xml(xml).ok()?;
        embedded.lock().unwrap_or_else(PoisonError::into_inner).pixels = 0.0;
        catch_panic(|| Tree::from_xmltree(&document, &options))?.ok()
    };
    if words.contains(|character| character >= FIRST_SHAPED) {
        let choose_face = fonts.face_chooser(&words);
        let face_of = |cluster: &str| {
            let id = choose_face(cluster)?;
            Some((id, matches!(fonts.fonts.get(id).role, FaceRole::Emoji)))
        };
        let placed = font_runs::place_font_runs(&text, &tree, parse, face_of);
        (text, tree) = placed.unwrap_or((text, tree));
    }
    let spaced = spacing::space_clusters(&text, &tree, parse);
    tree = spaced.tree.unwrap_or(tree);
    drop(options);
    if let Some(error) = embedded.into_inner().unwrap_or_else(PoisonError::into_inner).error {
        return Err(error);
    }
    numbers::check_extreme_bounds(&tree)?;
    cost::check_cost(&tree)?;
    if let Some(missing) = find_missing_glyph(tree.root()) {
        return Err(AssetError::new(
            Code::MissingCharacter,
            format!("contains the text `{missing}`, for which no font has a glyph"),
        )
        .hint(
            "put a font with these characters into the `fonts/` folder, or convert the text to \
               paths",
        ));
    }
    if let Some(cluster) = spaced.narrow_cluster {
        let message = format!("contains the text `{cluster}`, whose letters overlap");
        warnings.push(
            AssetError::new(Code::UnsupportedSvg, message)
                .hint("convert this text to paths in the drawing program"),
        );
    }
    if !tree.root().has_children() {
        warnings.push(
            AssetError::new(Code::UnsupportedSvg, "is an SVG that shows nothing")
                .hint("open it in a browser; if it is empty there, too, export it again"),
        );
    }
    let size = Size::new(tree.size().width(), tree.size().height());
    Ok(PictureParts { warnings, ..PictureParts::new(ImageData::Svg(Box::new(tree)), size) })
}

/// Returns the bounds of the visible part of a drawing; `None` if it is empty.
pub(crate) fn ink_bounds(tree: &Tree) -> Option<Rect> {
    let drawn = tree.root().abs_layer_bounding_box();
    let (left, top) = (drawn.left().max(0.0), drawn.top().max(0.0));
    let (right, bottom) =
        (drawn.right().min(tree.size().width()), drawn.bottom().min(tree.size().height()));
    Some(Rect::new(left, top, right - left, bottom - top))
}

/// Returns the main colour of a drawing as red, green and blue: that of the paths with the largest
/// area. `None` if it is a gradient or there are no paths.
pub(crate) fn main_colour(tree: &Tree) -> Option<[u8; 3]> {
    let mut areas: BTreeMap<[u8; 3], f32> = BTreeMap::new();
    add_colours(tree.root(), &mut areas);
    areas.into_iter().max_by(|one, other| one.1.total_cmp(&other.1)).map(|(colour, _)| colour)
}

fn add_colours(group: &usvg::Group, areas: &mut BTreeMap<[u8; 3], f32>) {
    for node in group.children() {
        match node {
            Node::Group(group) => add_colours(group, areas),
            Node::Path(path) if path.is_visible() => {
                let bounds = path.abs_stroke_bounding_box();
                let paints =
                    [path.fill().map(usvg::Fill::paint), path.stroke().map(usvg::Stroke::paint)];
                for paint in paints.into_iter().flatten() {
                    if let usvg::Paint::Color(colour) = paint {
                        *areas.entry([colour.red, colour.green, colour.blue]).or_default() +=
                            bounds.width() * bounds.height();
                    }
                }
            }
            Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
        }
    }
}

/// The first character that may need a font of its own, or change its shape beside others.
const FIRST_SHAPED: char = '\u{300}';

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK_NAMESPACE: &str = "http://www.w3.org/1999/xlink";

fn malformed_error(reason: impl std::fmt::Display) -> AssetError {
    AssetError::new(Code::DamagedImage, format!("is not a well-formed SVG: {reason}"))
        .hint("save it again in the drawing program")
}

/// What is known about the pictures in a drawing while they are read.
#[derive(Default)]
struct EmbeddedPictures {
    pixels: f32,
    error: Option<AssetError>,
}

/// Maximum number of pixels of all pictures in a drawing.
const MAX_EMBEDDED_PIXELS: f32 = 40e6;

/// Allows embedded pictures, but no links to files. An error about an embedded picture is stored in
/// `found`.
fn embedded_images_only(found: &Mutex<EmbeddedPictures>) -> ImageHrefResolver<'_> {
    let usual = ImageHrefResolver::default_data_resolver();
    ImageHrefResolver {
        resolve_data: Box::new(move |mime, data, options| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            let read = read_embedded(&data).and_then(|size| {
                found.pixels += size.width * size.height;
                if found.pixels > MAX_EMBEDDED_PIXELS {
                    let message = "has too many pixels, together with the others; the limit is 40 \
                                   million";
                    return Err(AssetError::new(Code::ImageTooLarge, message)
                        .hint("scale down the pictures in the drawing"));
                }
                Ok(())
            });
            if let Err(error) = read {
                let message = format!("contains a picture that {}", error.message);
                found.error = Some(AssetError { message, ..error });
            }
            if found.error.is_some() {
                return None;
            }
            usual(mime, data, options).filter(|kind| !matches!(kind, ImageKind::SVG(_)))
        }),
        resolve_string: Box::new(|_, _| None),
    }
}

/// Checks a picture in a drawing and returns its size.
fn read_embedded(data: &[u8]) -> Result<Size, AssetError> {
    match PictureFormat::detect(data)? {
        PictureFormat::Jpeg => raster::read_jpeg(data.to_vec()),
        PictureFormat::Png => raster::read_png(data.to_vec()),
        PictureFormat::Gif => raster::read_gif(data),
        PictureFormat::WebP => raster::read_webp(data),
        // A drawing in a drawing could hold another: it could be a bomb, and nobody needs it.
        PictureFormat::Svg => Err(AssetError::new(Code::UnsupportedSvg, "is an SVG drawing")
            .hint("paste its content instead of embedding it")),
    }
    .map(|parts| parts.size)
}

/// Returns a text with a missing glyph.
fn find_missing_glyph(group: &usvg::Group) -> Option<String> {
    group.children().iter().find_map(|node| match node {
        Node::Group(group) => find_missing_glyph(group),
        Node::Text(text) => {
            let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
            let missing = glyphs.find(|glyph| glyph.id.0 == 0)?;
            // The characters of a cluster belong to its last glyph.
            let text = if missing.text.is_empty() { &glyphs.next()?.text } else { &missing.text };
            let first = text.chars().next().filter(|&first| is_invisible(first));
            Some(first.map_or(text.clone(), |first| format!("U+{:04X}", u32::from(first))))
        }
        Node::Path(_) | Node::Image(_) => None,
    })
}
