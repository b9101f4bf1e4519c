//! Slide layouts: one for each kind of page with the same ground.

use super::deck_state::DeckState;
use super::layout_look::{
    ContentRects, LayoutLook, PlaceholderLook, PlaceholderUses, SamePlace, body_levels,
    master_levels,
};
use super::level_style::{TextLevelStyle, TextStyles};
use super::master::write_placeholder;
use super::package::{OFFICE_RELATIONSHIP, PptxPackage};
use super::running::PageGround;
use super::slide::Placeholder;
use super::xml::Xml;
use crate::assets::StyleName;
use crate::geometry::Size;
use crate::scene::{Colour, Scene, SlideLayoutKind};

/// Decks with more grounds than this keep further ones on their slides.
const MAX_LAYOUTS: usize = 24;

/// The sizes of titles and running text in decks without any, in pt.
const TITLE_SIZE: f32 = 32.0;
const BODY_SIZE: f32 = 24.0;

/// The namespaces of slides, layouts and masters.
pub(super) const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", OFFICE_RELATIONSHIP),
    ("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
];

/// The layouts of a deck in the order in which they are used.
#[derive(Default)]
pub(super) struct Layouts {
    layouts: Vec<SlideLayout>,
}

/// A layout.
pub(super) struct SlideLayout {
    pub(super) kind: SlideLayoutKind,
    pub(super) ground: PageGround,
    /// What its pages have in their placeholders.
    pub(super) uses: LayoutUses,
}

/// The texts of the pages of a layout, by placeholder.
#[derive(Default)]
pub(super) struct LayoutUses {
    pub(super) title: PlaceholderUses,
    pub(super) body: PlaceholderUses,
    pub(super) footer: PlaceholderUses,
    pub(super) number: PlaceholderUses,
    /// The words of the first footer.
    pub(super) words: String,
}

/// What the master and the layouts look like.
pub(super) struct Looks {
    pub(super) master: LayoutLook,
    pub(super) layouts: Vec<LayoutLook>,
}

impl Layouts {
    /// Returns the index of the layout with this kind and ground, which is added if necessary;
    /// the ground if there are too many.
    pub(super) fn find_or_add(
        &mut self,
        kind: SlideLayoutKind,
        ground: PageGround,
    ) -> Result<usize, PageGround> {
        let found = self.layouts.iter().position(|own| own.kind == kind && own.ground == ground);
        if let Some(index) = found {
            return Ok(index);
        }
        if self.layouts.len() >= MAX_LAYOUTS {
            return Err(ground);
        }
        self.layouts.push(SlideLayout { kind, ground, uses: LayoutUses::default() });
        Ok(self.layouts.len() - 1)
    }

    /// Returns the layout that a page with a ground of its own uses.
    pub(super) fn nearest(&self, kind: SlideLayoutKind) -> usize {
        self.layouts.iter().position(|layout| layout.kind == kind).unwrap_or_default()
    }

    /// Returns the texts of a layout.
    pub(super) fn uses_mut(&mut self, index: usize) -> Option<&mut LayoutUses> {
        self.layouts.get_mut(index).map(|layout| &mut layout.uses)
    }

    /// Returns the number of layouts.
    pub(super) fn len(&self) -> usize {
        self.layouts.len()
    }

    /// Returns what the layouts look like when the texts of all pages are known.
    pub(super) fn looks(&self, state: &DeckState<'_>, scene: &Scene, page: Size) -> Looks {
        let is_rtl = scene.info.from_right;
        let colours = scene.design.colours;
        let plain = |family: &str, is_bold: bool, size: f32, colour: Colour| {
            let font = StyleName { family: family.to_owned(), is_bold, is_italic: false };
            TextLevelStyle::plain(font, size, colour, is_rtl)
        };
        // New slides are like the first content pages.
        let is_content = |own: &&SlideLayout| own.kind == SlideLayoutKind::Content;
        let main = self.layouts.iter().find(is_content).or(self.layouts.first());
        let usual = main.and_then(|main| main.uses.title.styles.plain.most_common());
        let fonts = &state.fonts;
        let title = usual.map(TextLevelStyle::without_bullet).unwrap_or_else(|| {
            let colour = colours.map_or(Colour::BLACK, |colours| colours.title);
            plain(&fonts.heading, fonts.is_heading_bold, TITLE_SIZE, colour)
        });
        let text = colours.map_or(Colour::BLACK, |colours| colours.text);
        let body = main.map(|main| &main.uses.body.styles);
        let levels = master_levels(body, plain(&fonts.body, false, BODY_SIZE, text));
        let looks = self.layouts.iter().map(|layout| layout.look((&title, &levels), page, is_rtl));
        let empty = LayoutUses::default();
        let uses = main.map_or(&empty, |main| &main.uses);
        let ContentRects { title: title_rect, body: body_rect } =
            ContentRects::new((&uses.title, &uses.body), SamePlace::Point, page, is_rtl);
        let muted = colours.map_or(Colour::BLACK, |colours| colours.muted);
        let running = |rect| {
            let mut style = plain(&fonts.body, false, 12.0, muted);
            style.paragraph.space_before = 0;
            PlaceholderLook { rect, levels: vec![style] }
        };
        let [footer, number] = super::running::usual_places(page).map(running);
        let master = LayoutLook {
            title: PlaceholderLook { rect: title_rect, levels: vec![title.clone()] },
            body: PlaceholderLook { rect: body_rect, levels: levels.clone() },
            footer: Some(uses.footer.running_look(SamePlace::Line).unwrap_or(footer)),
            number: Some(uses.number.running_look(SamePlace::Point).unwrap_or(number)),
            words: uses.words.clone(),
        };
        Looks { layouts: looks.collect(), master }
    }

    /// Adds the layouts to the file.
    pub(super) fn add_to(&self, package: &mut PptxPackage, state: &DeckState<'_>, looks: &Looks) {
        for (index, layout) in self.layouts.iter().enumerate() {
            let path = format!("ppt/slideLayouts/slideLayout{}.xml", index + 1);
            let same_kind =
                self.layouts[..index].iter().filter(|own| own.kind == layout.kind).count();
            let bytes = layout.to_xml(state, (&looks.layouts[index], &looks.master), same_kind);
            let content_type = "application/vnd.openxmlformats-officedocument.presentationml.\
                                slideLayout+xml";
            package.add(path.clone(), content_type, bytes);
            let mut relationships = layout.ground.relationships.clone();
            relationships.add("slideMaster", "../slideMasters/slideMaster1.xml");
            package.add_relationships(&path, &relationships);
        }
    }
}

impl SlideLayout {
    /// Returns what the layout looks like. Its styles are those of its pages, else those of the
    /// master.
    fn look(
        &self,
        (title, levels): (&TextLevelStyle, &[TextLevelStyle]),
        page: Size,
        is_rtl: bool,
    ) -> LayoutLook {
        let uses = &self.uses;
        let own_title = uses.title.styles.plain.most_common().map(TextLevelStyle::without_bullet);
        let title_style = own_title.unwrap_or_else(|| title.clone());
        // A ground on which titles have another colour needs it for other texts, too.
        let colour = Some(title_style.colour).filter(|colour| *colour != title.colour);
        let body = match self.kind {
            SlideLayoutKind::Cover => subtitle_levels(&uses.body.styles, levels, colour),
            _ => body_levels(&uses.body.styles, levels, colour),
        };
        // Titles that are alone on their page have other heights.
        let is_content = self.kind == SlideLayoutKind::Content;
        let same = if is_content { SamePlace::Point } else { SamePlace::Column };
        let mut rects = ContentRects::new((&uses.title, &uses.body), same, page, is_rtl);
        if let Some(panel) = self.ground.panel {
            rects.divide(panel, page);
        }
        LayoutLook {
            title: PlaceholderLook { rect: rects.title, levels: vec![title_style] },
            body: PlaceholderLook { rect: rects.body, levels: body },
            footer: uses.footer.running_look(SamePlace::Line),
            number: uses.number.running_look(SamePlace::Point),
            words: uses.words.clone(),
        }
    }

    fn to_xml(
        &self,
        state: &DeckState<'_>,
        (look, master): (&LayoutLook, &LayoutLook),
        same_kind: usize,
    ) -> Vec<u8> {
        let (kind, name) = match self.kind {
            SlideLayoutKind::Cover => ("title", "Cover"),
            SlideLayoutKind::Section => ("secHead", "Section"),
            SlideLayoutKind::Content => ("obj", "Title and Content"),
            SlideLayoutKind::Statement => ("obj", "Statement"),
            SlideLayoutKind::Question => ("obj", "Question"),
            SlideLayoutKind::Picture => ("obj", "Picture"),
            SlideLayoutKind::End => ("obj", "End"),
        };
        let name =
            if same_kind == 0 { name.to_owned() } else { format!("{name} {}", same_kind + 1) };
        let mut xml = Xml::document();
        let mut attributes = namespaces();
        attributes.push(("type", &kind));
        attributes.push(("preserve", &"1"));
        xml.open("p:sldLayout", &attributes);
        xml.open("p:cSld", &[("name", &name)]);
        xml.insert(&self.ground.background);
        write_tree_start(&mut xml);
        xml.insert(&self.ground.objects);
        let is_cover = self.kind == SlideLayoutKind::Cover;
        let body = if is_cover { Placeholder::Subtitle } else { Placeholder::Body };
        let list = [
            (Placeholder::Title, Some(&look.title), Some(&master.title)),
            (body, Some(&look.body), Some(&master.body)),
            (Placeholder::Footer, look.footer.as_ref(), None),
            (Placeholder::PageNumber, look.number.as_ref(), None),
        ];
        for (index, (placeholder, own, inherited)) in list.into_iter().enumerate() {
            let Some(own) = own else { continue };
            let levels: &[TextLevelStyle] = match inherited {
                Some(inherited) if inherited.levels == own.levels => &[],
                _ => &own.levels,
            };
            let id = index as u32 + 2;
            write_placeholder(&mut xml, state, (id, placeholder), (own.rect, levels), &look.words);
        }
        xml.close();
        xml.close();
        write_colour_map(&mut xml);
        xml.close();
        xml.into_bytes()
    }
}

/// Returns the styles of the levels of a subtitle, which has no bullets.
fn subtitle_levels(
    own: &TextStyles,
    master: &[TextLevelStyle],
    colour: Option<Colour>,
) -> Vec<TextLevelStyle> {
    let usual = || {
        let first = master.first().cloned().map(TextLevelStyle::without_bullet)?;
        Some(TextLevelStyle { colour: colour.unwrap_or(first.colour), ..first })
    };
    let style = own.plain.most_common().or_else(usual);
    style.into_iter().flat_map(|style| vec![style; master.len()]).collect()
}

/// Returns the attributes that declare the namespaces.
pub(super) fn namespaces() -> Vec<(&'static str, &'static dyn std::fmt::Display)> {
    NAMESPACES.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect()
}

/// Opens the tree of objects.
pub(super) fn write_tree_start(xml: &mut Xml) {
    xml.open("p:spTree", &[]);
    xml.open("p:nvGrpSpPr", &[]);
    xml.empty("p:cNvPr", &[("id", &"1"), ("name", &"")]);
    xml.empty("p:cNvGrpSpPr", &[]);
    xml.empty("p:nvPr", &[]);
    xml.close();
    xml.empty("p:grpSpPr", &[]);
}

/// Writes that the colours of the master are used.
pub(super) fn write_colour_map(xml: &mut Xml) {
    xml.open("p:clrMapOvr", &[]);
    xml.empty("a:masterClrMapping", &[]);
    xml.close();
}
