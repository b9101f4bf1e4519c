//! Slide layouts: one for each kind of page with the same ground.

use super::body_texts::BodyArrangement;
use super::content_rects::{ContentRects, PageFrame};
use super::deck_state::DeckState;
use super::layout_look::{
    LayoutLook, PlaceholderLook, PlaceholderUses, SamePlace, body_levels, master_levels,
};
use super::level_style::{TextLevelStyle, TextStyles};
use super::master::write_placeholder;
use super::package::{OFFICE_RELATIONSHIP, PptxPackage};
use super::running::PageGround;
use super::slide::Placeholder;
use super::xml::Xml;
use crate::assets::StyleName;
use crate::geometry::{Rect, Size};
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
    pub(super) kind: LayoutKind,
    pub(super) ground: PageGround,
    /// What its pages have in their placeholders.
    pub(super) uses: LayoutUses,
}

/// What the pages of a layout have in common beside their ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LayoutKind {
    pub(super) slide: SlideLayoutKind,
    pub(super) bodies: BodyArrangement,
}

impl LayoutKind {
    /// One text below a title.
    const FULL: Self = Self { slide: SlideLayoutKind::Content, bodies: BodyArrangement::Full };

    fn is_content(self) -> bool {
        self.slide == SlideLayoutKind::Content
    }
}

/// The texts of the pages of a layout, by placeholder.
#[derive(Clone, Default)]
pub(super) struct LayoutUses {
    pub(super) title: PlaceholderUses,
    pub(super) bodies: Vec<PlaceholderUses>,
    pub(super) footer: PlaceholderUses,
    pub(super) number: PlaceholderUses,
    /// The words of the first footer.
    pub(super) words: String,
    /// What follows the number of the first slide.
    pub(super) after_number: String,
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
        kind: LayoutKind,
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
    pub(super) fn nearest(&self, kind: LayoutKind) -> usize {
        let find = |is_near: &dyn Fn(LayoutKind) -> bool| {
            self.layouts.iter().position(|layout| is_near(layout.kind))
        };
        find(&|other| other == kind)
            .or_else(|| find(&|other| other.slide == kind.slide))
            .unwrap_or_default()
    }

    /// Adds a layout for text below a title, if no page has one: a colleague needs it for new
    /// slides.
    pub(super) fn complete(&mut self) {
        let model = self.layouts.iter().find(|own| own.kind.is_content()).or(self.layouts.first());
        let Some(ground) = model.map(|model| model.ground.clone()) else { return };
        if self.layouts.iter().all(|own| own.kind != LayoutKind::FULL) {
            // Its title and running elements are where those of other slides are.
            let uses = self.main_layout(|uses| uses.title.len()).map(|main| &main.uses);
            let uses = uses.map(LayoutUses::without_bodies).unwrap_or_default();
            self.layouts.push(SlideLayout { kind: LayoutKind::FULL, ground, uses });
        }
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
        // New slides are like most content pages.
        let main_title = self.main_layout(|uses| uses.title.len());
        let usual = main_title.and_then(|main| main.uses.title.styles.plain.most_common());
        let fonts = &state.fonts;
        let title = usual.map(TextLevelStyle::without_bullet).unwrap_or_else(|| {
            let colour = colours.map_or(Colour::BLACK, |colours| colours.title);
            plain(&fonts.heading, fonts.is_heading_bold, TITLE_SIZE, colour)
        });
        let text = colours.map_or(Colour::BLACK, |colours| colours.text);
        let mut bodies = TextStyles::default();
        let content = self.layouts.iter().filter(|own| own.kind.is_content());
        for body in content.flat_map(|own| &own.uses.bodies) {
            bodies.extend(&body.styles);
        }
        let levels = master_levels(&bodies, plain(&fonts.body, false, BODY_SIZE, text));
        let frame = PageFrame { size: page, is_rtl };
        let looks = self.layouts.iter().map(|layout| layout.look((&title, &levels), frame));
        let empty = LayoutUses::default();
        let uses = main_title.map_or(&empty, |main| &main.uses);
        let full = LayoutKind::FULL;
        let is_full = |own: &&SlideLayout| own.kind == full;
        let full_uses = self.layouts.iter().find(is_full).map_or(uses, |own| &own.uses);
        let ContentRects { title: title_rect, bodies, .. } =
            ContentRects::new(full_uses, full, frame);
        let muted = colours.map_or(Colour::BLACK, |colours| colours.muted);
        let running = |rect| {
            let mut style = plain(&fonts.body, false, 12.0, muted);
            style.paragraph.space_before = 0;
            PlaceholderLook::new(rect, vec![style], false)
        };
        let [footer, number] = super::running::usual_places(page).map(running);
        let master = LayoutLook {
            title: PlaceholderLook::new(title_rect, vec![title.clone()], true),
            bodies: body_looks(bodies, |_| levels.clone()),
            footer: Some(uses.footer.running_look(SamePlace::Line).unwrap_or(footer)),
            number: Some(uses.number.running_look(SamePlace::Point).unwrap_or(number)),
            words: uses.words.clone(),
            after_number: uses.after_number.clone(),
        };
        let mut layouts: Vec<LayoutLook> = looks.collect();
        layouts.iter_mut().for_each(|look| look.align_to(&master));
        Looks { layouts, master }
    }

    /// Returns the content layout that is used most; the first of several.
    fn main_layout(&self, count: impl Fn(&LayoutUses) -> usize) -> Option<&SlideLayout> {
        let content = self.layouts.iter().filter(|own| own.kind.is_content());
        content.rev().max_by_key(|own| count(&own.uses)).or(self.layouts.first())
    }

    /// Adds the layouts to the file.
    pub(super) fn add_to(&self, package: &mut PptxPackage, state: &DeckState<'_>, looks: &Looks) {
        for (index, layout) in self.layouts.iter().enumerate() {
            let path = format!("ppt/slideLayouts/slideLayout{}.xml", index + 1);
            let same_kind =
                self.layouts[..index].iter().filter(|own| own.name() == layout.name()).count();
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
        frame: PageFrame,
    ) -> LayoutLook {
        let uses = &self.uses;
        let own_title = uses.title.styles.plain.most_common().map(TextLevelStyle::without_bullet);
        // Where no page has a title, the colour of its text is readable on the ground.
        let body_colour = uses.bodies.first().and_then(|body| body.styles.usual_colour());
        let is_statement = self.kind.slide == SlideLayoutKind::Statement;
        let title_style = own_title.unwrap_or_else(|| TextLevelStyle {
            colour: body_colour.filter(|_| is_statement).unwrap_or(title.colour),
            ..title.clone()
        });
        // A ground on which titles have another colour needs it for other texts, too.
        let colour = Some(title_style.colour).filter(|colour| *colour != title.colour);
        let empty = TextStyles::default();
        let body = |index: usize| {
            let styles = uses.bodies.get(index).map_or(&empty, |body| &body.styles);
            match self.kind.slide {
                SlideLayoutKind::Cover => subtitle_levels(styles, levels, colour),
                _ => body_levels(styles, levels, colour, self.kind.bodies),
            }
        };
        let mut rects = ContentRects::new(uses, self.kind, frame);
        if let Some(panel) = self.ground.panel {
            rects.divide(panel, frame.size);
        }
        if let Some(band) = self.ground.band {
            rects.clip_above(band);
        }
        LayoutLook {
            title: PlaceholderLook {
                anchor: rects.title_anchor,
                ..PlaceholderLook::new(rects.title, vec![title_style], true)
            },
            bodies: body_looks(rects.bodies, body),
            footer: uses.footer.running_look(SamePlace::Line),
            number: uses.number.running_look(SamePlace::Point),
            words: uses.words.clone(),
            after_number: uses.after_number.clone(),
        }
    }

    /// Returns the type of the layout, and its name.
    fn name(&self) -> (&'static str, &'static str) {
        use BodyArrangement::{Above, Columns, Empty, Full, Left, Right};
        match (self.kind.slide, self.kind.bodies) {
            (SlideLayoutKind::Cover, _) => ("title", "Cover"),
            (SlideLayoutKind::Section, _) => ("secHead", "Section"),
            (SlideLayoutKind::Content, Empty) => ("titleOnly", "Title Only"),
            (SlideLayoutKind::Content, Full) => ("obj", "Title and Content"),
            (SlideLayoutKind::Content, Left) => ("obj", "Content Left"),
            (SlideLayoutKind::Content, Right) => ("obj", "Content Right"),
            (SlideLayoutKind::Content, Above) => ("obj", "Content Above"),
            (SlideLayoutKind::Content, Columns(2)) => ("twoObj", "Two Content"),
            (SlideLayoutKind::Content, Columns(_)) => ("obj", "Three Content"),
            (SlideLayoutKind::Statement, _) => ("obj", "Statement"),
            (SlideLayoutKind::Question, _) => ("obj", "Question"),
            (SlideLayoutKind::Picture, _) => ("obj", "Picture"),
            (SlideLayoutKind::End, _) => ("obj", "End"),
        }
    }

    fn to_xml(
        &self,
        state: &DeckState<'_>,
        (look, master): (&LayoutLook, &LayoutLook),
        same_kind: usize,
    ) -> Vec<u8> {
        let (kind, name) = self.name();
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
        let is_cover = self.kind.slide == SlideLayoutKind::Cover;
        let body = |index| if is_cover { Placeholder::Subtitle } else { Placeholder::Body(index) };
        let mut list = vec![(Placeholder::Title, Some(&look.title), Some(&master.title))];
        let bodies = look.bodies.iter().enumerate();
        // Further bodies inherit the styles of the master, but not its place.
        list.extend(bodies.map(|(index, own)| (body(index), Some(own), master.bodies.first())));
        list.push((Placeholder::Footer, look.footer.as_ref(), master.footer.as_ref()));
        list.push((Placeholder::PageNumber, look.number.as_ref(), master.number.as_ref()));
        for (id, (placeholder, own, inherited)) in (2..).zip(list) {
            let Some(own) = own else { continue };
            write_placeholder(&mut xml, state, (id, placeholder), (own, inherited), look);
        }
        xml.close();
        xml.close();
        write_colour_map(&mut xml);
        xml.close();
        xml.into_bytes()
    }
}

impl LayoutUses {
    /// Returns the texts beside the bodies.
    fn without_bodies(&self) -> Self {
        Self { bodies: Vec::new(), ..self.clone() }
    }

    /// Returns the texts of the body with this index.
    pub(super) fn body_mut(&mut self, index: usize) -> &mut PlaceholderUses {
        if self.bodies.len() <= index {
            self.bodies.resize_with(index + 1, PlaceholderUses::default);
        }
        &mut self.bodies[index]
    }
}

/// Returns the looks of bodies, whose text is shrunk to fit.
fn body_looks(
    rects: Vec<Rect>,
    levels: impl Fn(usize) -> Vec<TextLevelStyle>,
) -> Vec<PlaceholderLook> {
    let look = |(index, rect)| PlaceholderLook::new(rect, levels(index), true);
    rects.into_iter().enumerate().map(look).collect()
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
