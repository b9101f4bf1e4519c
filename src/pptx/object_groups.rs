//! Puts the objects of a card, of an entry of a timeline and of a figure with its label into
//! groups, so that they are moved together.
//!
//! Placeholders cannot be in groups, and what is in a group appears with it: a card whose parts
//! appear one by one has none.

use super::content::{PageContentReader, PageObject};
use super::slide::{Placeholder, SlideWriter, object_bounds};
use super::slide_name::shorten;
use super::text_box::SlideObject;
use super::xml::Xml;
use crate::geometry::{Rect, Size};
use crate::scene::{ElementId, Role};

/// What is on a ground may be this far beyond it, in pt.
const TOLERANCE: f32 = 2.0;

/// A mark, stem or rule is at most this far from its text, in pt.
const MAX_DISTANCE: f32 = 14.0;

/// Stems and rules are at most this thick, in pt.
const MAX_RULE: f32 = 4.0;

/// Marks that touch a stem are at most this large, in pt.
const MAX_MARK: f32 = 24.0;

/// A shape with more than this share of the page is a ground of the page, and not of a card.
const MAX_GROUND: f32 = 0.6;

/// Objects that are moved together.
#[derive(Debug)]
pub(super) struct ObjectGroup<'s> {
    pub(super) name: String,
    pub(super) parts: Vec<SlideObject<'s>>,
    pub(super) step: u16,
}

impl ObjectGroup<'_> {
    /// Returns the rectangle around its parts.
    pub(super) fn bounds(&self) -> Option<Rect> {
        self.parts.iter().filter_map(object_bounds).reduce(Rect::union)
    }
}

/// An object of a slide with the placeholder that it fills.
type PlacedObject<'s> = (SlideObject<'s>, Option<Placeholder>);

/// Which objects are one group.
struct FoundGroup {
    members: Vec<usize>,
    kind: &'static str,
    /// The index of the object that it is painted at.
    place: usize,
}

/// Groups the objects of a page.
pub(super) fn group_objects<'s>(
    reader: &PageContentReader<'s>,
    objects: Vec<PlacedObject<'s>>,
) -> Vec<PlacedObject<'s>> {
    let mut finder = GroupFinder {
        reader,
        objects: &objects,
        bounds: objects.iter().map(|(object, _)| object_bounds(object)).collect(),
        is_taken: objects.iter().map(|(object, own)| own.is_some() || !can_group(object)).collect(),
        groups: Vec::new(),
    };
    finder.find_entries();
    finder.find_cards(reader.page.size);
    let groups = finder.groups;
    let mut slots: Vec<Option<PlacedObject<'s>>> = objects.into_iter().map(Some).collect();
    let mut places: Vec<Option<ObjectGroup<'s>>> = slots.iter().map(|_| None).collect();
    for FoundGroup { members, kind, place } in groups {
        let taken = members.into_iter().filter_map(|index| slots[index].take());
        let parts: Vec<SlideObject<'s>> = taken.map(|(object, _)| object).collect();
        let step = parts.first().map_or(0, step_of);
        let words = parts.iter().find_map(first_words).map(shorten).unwrap_or_default();
        let name = if words.is_empty() { kind.to_owned() } else { format!("{kind}: {words}") };
        places[place] = Some(ObjectGroup { name, parts, step });
    }
    let grouped = slots.into_iter().zip(places).flat_map(|(object, group)| {
        let group = group.map(|group| (SlideObject::Group(group), None));
        object.into_iter().chain(group)
    });
    grouped.collect()
}

/// Whether an object may be in a group.
fn can_group(object: &SlideObject<'_>) -> bool {
    match object {
        SlideObject::Text(text) => {
            let step = text.step();
            text.paragraphs.iter().all(|paragraph| paragraph.step == step)
        }
        SlideObject::Other(
            PageObject::Table { .. } | PageObject::Media { .. } | PageObject::Chart(_),
        ) => false,
        SlideObject::Other(_) => true,
        SlideObject::Group(_) => false,
    }
}

fn step_of(object: &SlideObject<'_>) -> u16 {
    match object {
        SlideObject::Text(text) => text.step(),
        SlideObject::Other(object) => object.step(),
        SlideObject::Group(group) => group.step,
    }
}

fn first_words<'o>(object: &'o SlideObject<'_>) -> Option<&'o str> {
    match object {
        SlideObject::Text(text) => Some(&text.paragraphs.first()?.text),
        _ => None,
    }
}

/// Finds groups among objects.
struct GroupFinder<'f, 's> {
    reader: &'f PageContentReader<'s>,
    objects: &'f [PlacedObject<'s>],
    bounds: Vec<Option<Rect>>,
    /// Whether an object is in a group, or cannot be in one.
    is_taken: Vec<bool>,
    groups: Vec<FoundGroup>,
}

impl GroupFinder<'_, '_> {
    /// Finds the entries of lists that are not set as lists: figures, events, lanes.
    fn find_entries(&mut self) {
        let mut entries: Vec<(ElementId, Vec<usize>)> = Vec::new();
        for index in 0..self.objects.len() {
            let Some(entry) = self.entry_of(index) else { continue };
            match entries.iter_mut().find(|(own, _)| *own == entry) {
                Some((_, members)) => members.push(index),
                None => entries.push((entry, vec![index])),
            }
        }
        let all: Vec<usize> = entries.iter().flat_map(|(_, members)| members.clone()).collect();
        let is_lane: Vec<bool> =
            entries.iter().map(|(entry, texts)| self.has_inner_list(texts, *entry)).collect();
        let texts: Vec<Vec<usize>> = entries.into_iter().map(|(_, texts)| texts).collect();
        let has_lanes = is_lane.contains(&true);
        let marks = self.assign_marks(&texts, has_lanes);
        for (index, own) in texts.iter().enumerate() {
            let mut members = own.clone();
            if is_lane[index] {
                self.add_row(&mut members, &all);
            } else {
                members.extend(&marks[index]);
            }
            self.push(members, if is_lane[index] { "Row" } else { "Entry" }, own[0]);
        }
    }

    /// Returns the outermost entry that an object is part of.
    fn entry_of(&self, index: usize) -> Option<ElementId> {
        let structure = &self.reader.scene.structure;
        let element = match &self.objects[index].0 {
            SlideObject::Text(text) if !self.is_taken[index] => {
                let first = text.paragraphs.first()?;
                let is_listed = first.label.is_some() || !first.label_runs.is_empty();
                first.element.filter(|_| !is_listed)?
            }
            _ => return None,
        };
        // Cards are grouped by their grounds, and so are lists in columns by nothing.
        let items = structure.ancestors(Some(element)).take_while(|&id| {
            !matches!(structure.get(id).role, Role::Slide | Role::Division | Role::Table)
        });
        items.filter(|&id| structure.get(id).role == Role::ListItem).last()
    }

    /// Whether an entry holds a list with some of these texts, as a lane does.
    fn has_inner_list(&self, texts: &[usize], entry: ElementId) -> bool {
        let structure = &self.reader.scene.structure;
        let is_inner = |index: &usize| {
            let SlideObject::Text(text) = &self.objects[*index].0 else { return false };
            let element = text.paragraphs.first().and_then(|paragraph| paragraph.element);
            let mut items = structure.ancestors(element).take_while(|id| *id != entry);
            items.any(|id| structure.get(id).role == Role::ListItem)
        };
        texts.iter().any(is_inner)
    }

    /// Adds the shapes at the height of a row: its bars, and the lines under them.
    fn add_row(&self, members: &mut Vec<usize>, texts: &[usize]) {
        let (first, last) = (members[0], members[members.len() - 1]);
        let before = texts.iter().copied().filter(|index| *index < first).max();
        let after = texts.iter().copied().filter(|index| *index > last).min();
        let own = before.map_or(0, |index| index + 1)..after.unwrap_or(self.objects.len());
        let Some(rect) = self.union(members) else { return };
        for index in own {
            let Some(bounds) = self.bounds[index].filter(|_| self.is_mark(index)) else { continue };
            let is_level = (rect.y..rect.bottom()).contains(&bounds.centre().y);
            if is_level && !members.contains(&index) {
                members.push(index);
            }
        }
    }

    /// Returns the marks, stems and rules of each entry: those at its texts, and small ones at its
    /// stem. Among lanes, only what a text is on.
    fn assign_marks(&self, entries: &[Vec<usize>], has_lanes: bool) -> Vec<Vec<usize>> {
        let mut marks: Vec<Vec<usize>> = entries.iter().map(|_| Vec::new()).collect();
        let is_small = |rect: Rect| rect.width <= MAX_MARK && rect.height <= MAX_MARK;
        let is_thin = |rect: Rect| rect.width.min(rect.height) <= MAX_RULE;
        let free = (0..self.objects.len()).filter(|index| self.is_mark(*index));
        let free = free.filter_map(|index| Some((index, self.bounds[index]?)));
        let (small, large): (Vec<_>, Vec<_>) = free.partition(|(_, rect)| is_small(*rect));
        let nearest = |rect: Rect| {
            let distances = entries.iter().map(|texts| self.distance_to_texts(texts, rect));
            let near = distances.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
            let most = if has_lanes { -1.0 } else { MAX_DISTANCE };
            near.filter(|(_, distance)| *distance <= most)
        };
        for (index, rect) in large {
            let found = nearest(rect).filter(|(_, distance)| is_thin(rect) || *distance < 0.0);
            if let Some((entry, _)) = found {
                marks[entry].push(index);
            }
        }
        for (index, rect) in small {
            let touches = |own: &Vec<usize>| {
                let mut rects = own.iter().filter_map(|other| self.bounds[*other]);
                rects.any(|other| other.gap_to(rect) <= 0.0)
            };
            let at_mark = marks.iter().position(touches);
            let entry = at_mark.or_else(|| nearest(rect).map(|(entry, _)| entry));
            if let Some(entry) = entry {
                marks[entry].push(index);
            }
        }
        marks
    }

    /// Returns how far a shape is from the texts of an entry: less than nothing if it is among
    /// them, or they are on it.
    fn distance_to_texts(&self, texts: &[usize], shape: Rect) -> f32 {
        let rects = || texts.iter().filter_map(|index| self.bounds[*index]);
        let is_among = self.union(texts).is_some_and(|union| union.contains(shape, TOLERANCE));
        if rects().any(|text| shape.contains(text, TOLERANCE)) {
            return -2.0;
        }
        if is_among {
            return -1.0;
        }
        rects().map(|text| text.gap_to(shape)).fold(f32::INFINITY, f32::min)
    }

    /// Whether an object is a shape of the design that is in no group.
    fn is_mark(&self, index: usize) -> bool {
        let is_shape =
            matches!(self.objects[index].0, SlideObject::Other(PageObject::Shape { .. }));
        is_shape && !self.is_taken[index]
    }

    /// Finds shapes that texts are on.
    fn find_cards(&mut self, page: Size) {
        for index in 0..self.objects.len() {
            let SlideObject::Other(PageObject::Shape { .. }) = self.objects[index].0 else {
                continue;
            };
            let Some(ground) = self.bounds[index].filter(|_| !self.is_taken[index]) else {
                continue;
            };
            let is_large = ground.width * ground.height > MAX_GROUND * page.width * page.height;
            let on_it = index + 1..self.objects.len();
            let on_it: Vec<usize> = on_it
                .filter(|other| {
                    self.bounds[*other].is_some_and(|own| ground.contains(own, TOLERANCE))
                })
                .collect();
            let has_text = |index: usize| matches!(self.objects[index].0, SlideObject::Text(_));
            let is_free = on_it.iter().all(|index| !self.is_taken[*index]);
            if is_large || !is_free || !on_it.iter().any(|index| has_text(*index)) {
                continue;
            }
            let members = std::iter::once(index).chain(on_it).collect();
            self.push(members, "Card", index);
        }
    }

    /// Adds a group of objects that appear together.
    fn push(&mut self, mut members: Vec<usize>, kind: &'static str, place: usize) {
        self.add_covered(&mut members, place);
        members.sort_unstable();
        let Some(first) = members.first() else { return };
        let step = step_of(&self.objects[*first].0);
        let is_one = members.iter().all(|index| step_of(&self.objects[*index].0) == step);
        if members.len() < 2 || !is_one {
            return;
        }
        members.iter().for_each(|index| self.is_taken[*index] = true);
        self.groups.push(FoundGroup { members, kind, place });
    }

    /// Adds what is on the shapes of a group but would be painted before them, because the group is
    /// painted at `place`. Shapes under what cannot be in the group are not part of it.
    fn add_covered(&self, members: &mut Vec<usize>, place: usize) {
        let is_on = |index: usize, shape: usize| {
            let pair = self.bounds[index].zip(self.bounds[shape]);
            pair.is_some_and(|(own, shape)| own.overlaps(shape))
        };
        let mut shapes: Vec<usize> =
            members.iter().copied().filter(|index| self.is_mark(*index)).collect();
        while let Some(shape) = shapes.pop() {
            let covered =
                (shape + 1..place).filter(|index| !members.contains(index) && is_on(*index, shape));
            let covered: Vec<usize> = covered.collect();
            if covered.iter().any(|index| self.is_taken[*index]) {
                members.retain(|index| *index != shape);
            } else {
                shapes.extend(covered.iter().filter(|index| self.is_mark(**index)));
                members.extend(covered);
            }
        }
    }

    fn union(&self, members: &[usize]) -> Option<Rect> {
        members.iter().filter_map(|index| self.bounds[*index]).reduce(Rect::union)
    }
}

impl<'s> SlideWriter<'_, 's> {
    /// Writes objects that are moved together. Returns the id of the group.
    pub(super) fn write_object_group(
        &mut self,
        xml: &mut Xml,
        group: ObjectGroup<'s>,
    ) -> Option<u32> {
        let bounds = group.bounds()?;
        xml.open("p:grpSp", &[]);
        xml.open("p:nvGrpSpPr", &[]);
        let id = self.next_id();
        xml.empty("p:cNvPr", &[("id", &id), ("name", &group.name)]);
        self.write_group_place(xml, bounds);
        self.write_parts(xml, group.parts);
        xml.close();
        Some(id)
    }

    /// Writes the parts of a group.
    pub(super) fn write_parts(&mut self, xml: &mut Xml, parts: Vec<SlideObject<'s>>) {
        for part in parts {
            match part {
                SlideObject::Text(text) => {
                    self.write_text_box(xml, &text, None);
                }
                SlideObject::Other(object) => {
                    self.write_object(xml, object);
                }
                SlideObject::Group(group) => {
                    self.write_object_group(xml, group);
                }
            }
        }
    }
}
