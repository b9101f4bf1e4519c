//! Builds scenes by hand and renders them.

use std::sync::Arc;

use plenary::assets::{FaceId, Fonts};
use plenary::geometry::{Point, Rect, Size};
use plenary::pdf::{self, WriteOptions};
use plenary::scene::{
    Colour, DocumentInfo, ElementId, Glyph, GlyphRun, Item, ItemKind, Page, Paint, PathSegment,
    Role, Scene, Shape,
};
use skrifa::MetadataProvider;

/// A scene with one empty slide on one page.
pub struct TestDeck {
    pub scene: Scene,
    pub fonts: Fonts,
    pub slide: ElementId,
}

impl TestDeck {
    pub fn new() -> Self {
        let mut scene = Scene {
            info: DocumentInfo {
                title: "Deck".into(),
                lang: "en".into(),
                ..DocumentInfo::default()
            },
            ..Scene::default()
        };
        let slide = scene.structure.add_element(plenary::scene::Structure::ROOT, Role::Slide, None);
        scene.pages.push(Page {
            size: Size::new(960.0, 540.0),
            label: "1".into(),
            ..Page::default()
        });
        Self { scene, fonts: Fonts::bundled(), slide }
    }

    pub fn start_page(&mut self) {
        let number = self.scene.pages.len();
        self.slide =
            self.scene.structure.add_element(plenary::scene::Structure::ROOT, Role::Slide, None);
        let label = (number + 1).to_string();
        self.scene.pages.push(Page {
            size: Size::new(960.0, 540.0),
            label,
            slide: number,
            ..Page::default()
        });
    }

    pub fn add_element(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.scene.structure.add_element(parent, role, None)
    }

    pub fn push_item(&mut self, element: Option<ElementId>, kind: ItemKind) {
        self.scene.pages.last_mut().unwrap().items.push(Item::new(kind, element, None));
    }

    /// Sets `text` at `x`, `y` in `face`, one glyph per character. Returns the x coordinate of its
    /// end.
    pub fn push_text_in(
        &mut self,
        face: u16,
        element: Option<ElementId>,
        text: &str,
        x: f32,
        y: f32,
        size: f32,
    ) -> f32 {
        let run = shape_run(&self.fonts, FaceId(face), text, Point::new(x, y), size);
        let end = x + run.width();
        self.push_item(element, ItemKind::Text(run));
        end
    }

    pub fn push_text(&mut self, element: ElementId, text: &str, x: f32, y: f32, size: f32) -> f32 {
        self.push_text_in(0, Some(element), text, x, y, size)
    }

    /// Adds a paragraph or heading with text.
    pub fn push_block(&mut self, role: Role, text: &str, x: f32, y: f32, size: f32) -> ElementId {
        let element = self.add_element(self.slide, role);
        self.push_text(element, text, x, y, size);
        element
    }

    pub fn write(&self) -> Vec<u8> {
        pdf::write(&self.scene, &self.fonts, &WriteOptions::default())
            .expect("the scene has all that a PDF needs")
    }
}

pub fn shape_run(fonts: &Fonts, id: FaceId, text: &str, origin: Point, size: f32) -> GlyphRun {
    let face = fonts.get(id);
    let font = skrifa::FontRef::from_index(face.data().as_ref().as_ref(), face.index).unwrap();
    let metrics = font
        .glyph_metrics(skrifa::prelude::Size::unscaled(), skrifa::prelude::LocationRef::default());
    let glyphs = text
        .char_indices()
        .map(|(at, letter)| {
            let shown = if letter == '\u{ad}' { '-' } else { letter };
            let glyph = font.charmap().map(shown).unwrap_or_default();
            let advance = metrics.advance_width(glyph).unwrap_or(500.0)
                / f32::from(
                    font.metrics(
                        skrifa::prelude::Size::unscaled(),
                        skrifa::prelude::LocationRef::default(),
                    )
                    .units_per_em,
                );
            let range = at as u32..(at + letter.len_utf8()) as u32;
            Glyph { id: glyph.to_u32() as u16, advance, dx: 0.0, dy: 0.0, range }
        })
        .collect();
    GlyphRun {
        face: id,
        size,
        colour: Colour::BLACK,
        origin,
        text: text.into(),
        glyphs,
        lang: None,
        actual_text: None,
        line: None,
    }
}

pub fn rectangle_shape(rect: Rect, colour: Colour) -> Shape {
    let path = vec![
        PathSegment::Move(rect.origin()),
        PathSegment::Line(Point::new(rect.right(), rect.y)),
        PathSegment::Line(Point::new(rect.right(), rect.bottom())),
        PathSegment::Line(Point::new(rect.x, rect.bottom())),
        PathSegment::Close,
    ];
    Shape { path, fill: Some(Paint::Solid(colour)), stroke: None, actual_text: None }
}

/// Saves the file for inspection if `KEEP_PDF` names a folder.
pub fn save_pdf(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("KEEP_PDF") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

pub fn to_shared(text: &str) -> Option<Arc<str>> {
    Some(text.into())
}
