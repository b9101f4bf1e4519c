//! Reads a page before any is written: its objects, its placeholders and its layout.

use super::body_texts::find_bodies;
use super::content::{PageContentReader, PageObject};
use super::deck_state::DeckState;
use super::layout_look::TextRoom;
use super::layouts::{LayoutKind, Layouts};
use super::object_groups::group_objects;
use super::paragraph::Paragraph;
use super::running::{PageGround, RunningText, numeral, read_ground};
use super::slide::{Placeholder, object_bounds};
use super::text_box::{SlideObject, TextBox, group_paragraphs, is_title};
use crate::scene::{ElementId, Role, Scene, SlideLayoutKind};

/// A page and the objects of its slide.
pub(super) struct ReadPage<'s> {
    pub(super) reader: PageContentReader<'s>,
    /// The objects in reading order, with the placeholders that they fill.
    pub(super) objects: Vec<(SlideObject<'s>, Option<Placeholder>)>,
    pub(super) running: RunningText<'s>,
    /// The index of its layout.
    pub(super) layout: usize,
    /// Its ground, if that of the layout is another one.
    pub(super) own_ground: Option<PageGround>,
}

impl<'s> ReadPage<'s> {
    /// Reads the page with this index and notes in its layout what it has in common with others.
    pub(super) fn new(
        state: &mut DeckState<'s>,
        layouts: &mut Layouts,
        scene: &'s Scene,
        index: usize,
    ) -> Self {
        let page = &scene.pages[index];
        let reader = PageContentReader::new(scene, page);
        let ground = read_ground(state, &reader);
        let mut objects = group_paragraphs(&reader, reader.read());
        place_captions(&reader, &mut objects);
        // It is drawn below the rest.
        objects.splice(0..0, numeral(&reader).map(SlideObject::Text));
        let title = objects.iter().position(|object| is_title_box(&reader, object));
        let bodies = find_bodies(&reader, &objects, title, ground.panel);
        let kind = LayoutKind { slide: page.layout, bodies: bodies.arrangement };
        let (layout, own_ground) = match layouts.find_or_add(kind, ground) {
            Ok(layout) => (layout, None),
            Err(ground) => (layouts.nearest(kind), Some(ground)),
        };
        let is_cover = page.layout == SlideLayoutKind::Cover;
        let objects = objects.into_iter().enumerate().map(|(index, object)| {
            let body = bodies.objects.iter().position(|body| *body == index);
            let placeholder = match body {
                _ if title == Some(index) => Some(Placeholder::Title),
                Some(_) if is_cover => Some(Placeholder::Subtitle),
                Some(body) => Some(Placeholder::Body(body)),
                None => None,
            };
            (object, placeholder)
        });
        let running = RunningText::read(&reader);
        let mut read = Self { objects: objects.collect(), running, layout, own_ground, reader };
        read.note_uses(state, layouts, index + 1);
        read.objects = group_objects(&read.reader, read.objects);
        read
    }

    /// Notes places and styles of the texts that fill placeholders.
    fn note_uses(&self, state: &mut DeckState<'s>, layouts: &mut Layouts, number: usize) {
        let structure = &self.reader.scene.structure;
        let Some(uses) = layouts.uses_mut(self.layout) else { return };
        for (object, placeholder) in &self.objects {
            let (SlideObject::Text(text), Some(placeholder)) = (object, placeholder) else {
                continue;
            };
            let uses = match placeholder {
                Placeholder::Title => &mut uses.title,
                Placeholder::Body(index) => uses.body_mut(*index),
                _ => uses.body_mut(0),
            };
            uses.add(state, structure, (text, TextRoom::around(self.reader.page, text.rect)));
        }
        if let Some(footer) = &self.running.footer {
            uses.footer.add(state, structure, (footer, TextRoom::UNLIMITED));
            if uses.words.is_empty() {
                uses.words = footer.paragraphs.first().map_or("", |first| &first.text).to_owned();
            }
        }
        if let Some(label) = &self.running.number {
            uses.number.add(state, structure, (label, TextRoom::UNLIMITED));
            let text = label.paragraphs.first().map_or("", |first| &first.text);
            let rest = text.strip_prefix(&number.to_string());
            let is_total = |rest: &&str| {
                let start = rest.trim_start();
                !start.starts_with(|next: char| next.is_ascii_digit()) && !start.is_empty()
            };
            if let Some(rest) = rest.filter(is_total).filter(|_| uses.after_number.is_empty()) {
                rest.clone_into(&mut uses.after_number);
            }
        }
    }
}

/// Whether an object is the title of the page. On the pages on which a slide continues, it is an
/// artifact.
fn is_title_box(reader: &PageContentReader<'_>, object: &SlideObject<'_>) -> bool {
    let SlideObject::Text(TextBox { paragraphs, .. }) = object else { return false };
    let [Paragraph { element, text, .. }] = paragraphs.as_slice() else { return false };
    if is_title(reader, *element) {
        return true;
    }
    let slide = reader.page.slide;
    let fits = &reader.scene.fits;
    let titles = fits.iter().filter(|fit| fit.slide == slide && !fit.title.is_empty());
    element.is_none() && titles.map(|fit| &fit.title).any(|title| text.starts_with(title))
}

/// Places captions after their pictures: captions of pictures side by side are drawn after all of
/// them.
fn place_captions(reader: &PageContentReader<'_>, objects: &mut Vec<SlideObject<'_>>) {
    let mut index = 0;
    while index < objects.len() {
        let caption = caption_of(reader, &objects[index]);
        let figure = caption.and_then(|caption| figure_of(reader, caption));
        let last = figure.and_then(|figure| {
            objects[..index].iter().rposition(|object| is_part_of(reader, object, figure))
        });
        if let Some(last) = last.filter(|last| last + 1 < index) {
            let bounds = object_bounds(&objects[index]);
            // The grounds of a caption on its picture are painted before it.
            let is_ground = |object: &SlideObject<'_>| {
                matches!(object, SlideObject::Other(PageObject::Shape { .. }))
                    && object_bounds(object).zip(bounds).is_some_and(|(a, b)| a.overlaps(b))
            };
            let between: Vec<SlideObject<'_>> = objects.drain(last + 1..=index).collect();
            let last_one = between.len() - 1;
            let (moved, rest): (Vec<_>, Vec<_>) = between
                .into_iter()
                .enumerate()
                .partition(|(at, object)| *at == last_one || is_ground(object));
            let sorted = moved.into_iter().chain(rest).map(|(_, object)| object);
            objects.splice(last + 1..last + 1, sorted);
        }
        index += 1;
    }
}

/// Returns the caption that a text is.
fn caption_of(reader: &PageContentReader<'_>, object: &SlideObject<'_>) -> Option<ElementId> {
    let SlideObject::Text(text) = object else { return None };
    reader.find_ancestor(text.paragraphs.first()?.element, |role| role == Role::Caption)
}

/// Returns the figure that a caption belongs to: the one around it, or the one before it.
fn figure_of(reader: &PageContentReader<'_>, caption: ElementId) -> Option<ElementId> {
    let structure = &reader.scene.structure;
    let parent = structure.get(caption).parent?;
    if structure.get(parent).role == Role::Figure {
        return Some(parent);
    }
    let before = (0..caption.0).rev().map(ElementId);
    let mut siblings = before.filter(|id| structure.get(*id).parent == Some(parent));
    siblings.next().filter(|id| structure.get(*id).role == Role::Figure)
}

/// Whether an object is a figure or in it, and not its caption.
fn is_part_of(reader: &PageContentReader<'_>, object: &SlideObject<'_>, figure: ElementId) -> bool {
    let SlideObject::Other(object) = object else { return false };
    reader.scene.structure.is_in(object.element(), figure)
}
