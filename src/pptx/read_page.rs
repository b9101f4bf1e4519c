//! Reads a page before any is written: its objects, its placeholders and its layout.

use super::content::{PageContentReader, PageObject};
use super::deck_state::DeckState;
use super::layouts::Layouts;
use super::paragraph::Paragraph;
use super::running::{PageGround, RunningText, read_ground};
use super::slide::Placeholder;
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
        let (layout, own_ground) = match layouts.find_or_add(page.layout, ground) {
            Ok(layout) => (layout, None),
            Err(ground) => (layouts.nearest(page.layout), Some(ground)),
        };
        let mut objects = group_paragraphs(&reader, reader.read());
        place_captions(&reader, &mut objects);
        let title = objects.iter().position(|object| is_title_box(&reader, object));
        let body = find_body(&reader, &objects, title);
        let is_cover = page.layout == SlideLayoutKind::Cover;
        let body_kind = if is_cover { Placeholder::Subtitle } else { Placeholder::Body };
        let objects = objects.into_iter().enumerate().map(|(index, object)| {
            let placeholder = match Some(index) {
                index if index == title => Some(Placeholder::Title),
                index if index == body => Some(body_kind),
                _ => None,
            };
            (object, placeholder)
        });
        let running = RunningText::read(&reader);
        let read = Self { objects: objects.collect(), running, layout, own_ground, reader };
        read.note_uses(state, layouts);
        read
    }

    /// Notes places and styles of the texts that fill placeholders.
    fn note_uses(&self, state: &mut DeckState<'s>, layouts: &mut Layouts) {
        let structure = &self.reader.scene.structure;
        let Some(uses) = layouts.uses_mut(self.layout) else { return };
        for (object, placeholder) in &self.objects {
            let SlideObject::Text(text) = object else { continue };
            match placeholder {
                Some(Placeholder::Title) => uses.title.add(state, structure, text),
                Some(_) => uses.body.add(state, structure, text),
                None => {}
            }
        }
        if let Some(footer) = &self.running.footer {
            uses.footer.add(state, structure, footer);
            if uses.words.is_empty() {
                uses.words = footer.paragraphs.first().map_or("", |first| &first.text).to_owned();
            }
        }
        if let Some(number) = &self.running.number {
            uses.number.add(state, structure, number);
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

/// Finds the first text below the title that is not a label, code or footnote.
fn find_body(
    reader: &PageContentReader<'_>,
    objects: &[SlideObject<'_>],
    title: Option<usize>,
) -> Option<usize> {
    let start = title.map_or(0, |title| title + 1);
    let role = |id: ElementId| reader.scene.structure.get(id).role;
    let is_text = |role: Role| matches!(role, Role::Paragraph | Role::ListBody | Role::Heading(_));
    let is_body = |object: &SlideObject<'_>| match object {
        SlideObject::Text(TextBox { paragraphs, .. }) => {
            paragraphs.iter().all(|paragraph| paragraph.element.is_some_and(|id| is_text(role(id))))
        }
        SlideObject::Other(_) => false,
    };
    objects.iter().skip(start).position(is_body).map(|index| index + start)
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
            let caption = objects.remove(index);
            objects.insert(last + 1, caption);
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
    let structure = &reader.scene.structure;
    let element = match object {
        PageObject::Shape { element, .. } | PageObject::Picture { element, .. } => *element,
        PageObject::Drawing { figure, .. } => Some(figure.element),
        PageObject::Chart(chart) => Some(chart.figure),
        PageObject::Media { figure, .. } => Some(*figure),
        _ => None,
    };
    std::iter::successors(element, |&id| structure.get(id).parent).any(|id| id == figure)
}
