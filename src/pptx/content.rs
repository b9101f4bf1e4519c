//! Reads a page: which of its items are one object of a slide.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chart_frame::ChartObject;
use super::inherited_place::item_bounds;
use super::paragraph::Paragraph;
use super::read_text::TextReader;
use super::running::LayoutParts;
use super::text_box::TextBox;
use crate::geometry::Rect;
use crate::scene::{
    ArtifactKind, ElementId, Item, ItemKind, LinkArea, MediaArea, Page, PlacedImage, Role, Scene,
    Shape,
};

/// An object of a slide.
#[derive(Debug)]
pub(super) enum PageObject<'s> {
    /// A paragraph, which becomes part of a text box.
    Paragraph(Paragraph<'s>),
    /// A shape.
    Shape { shape: &'s Shape, element: Option<ElementId>, step: u16 },
    /// A picture.
    Picture { image: &'s PlacedImage, element: Option<ElementId>, step: u16 },
    /// The items of a table.
    Table { table: ElementId, items: &'s [Item] },
    /// The parts of a drawing, such as a diagram, that appear at one step.
    Drawing { figure: DrawnFigure, parts: Vec<PageObject<'s>>, step: u16 },
    /// A chart that PowerPoint draws.
    Chart(ChartObject<'s>),
    /// A video or recording with the items of its poster.
    Media { figure: ElementId, area: &'s MediaArea, items: &'s [Item], step: u16 },
    /// The items of a formula on lines of its own that appear at one step.
    Formula { formula: ElementId, items: &'s [Item], is_whole: bool, step: u16 },
}

/// A figure, or a part of it that appears later than others.
#[derive(Clone, Copy, Debug)]
pub(super) struct DrawnFigure {
    pub(super) element: ElementId,
    /// Whether it has the description of the figure.
    pub(super) is_described: bool,
}

/// A page with what its items are.
pub(super) struct PageContentReader<'s> {
    pub(super) scene: &'s Scene,
    pub(super) page: &'s Page,
    /// The areas of links.
    pub(super) links: Vec<(Option<ElementId>, &'s LinkArea)>,
    /// What is played in figures.
    media: BTreeMap<ElementId, &'s MediaArea>,
}

impl<'s> PageContentReader<'s> {
    /// Creates a reader of a page.
    pub(super) fn new(scene: &'s Scene, page: &'s Page) -> Self {
        let links = page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Link(link) => Some((item.element, link)),
            _ => None,
        });
        let media = page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Media(area) => Some((item.element?, area)),
            _ => None,
        });
        Self { scene, page, links: links.collect(), media: media.collect() }
    }

    /// Returns the video or recording that a figure is.
    fn played(&self, figure: ElementId) -> Option<&'s MediaArea> {
        self.media.get(&figure).copied()
    }

    /// Returns the objects of the page without background and running elements.
    pub(super) fn read(&self) -> Vec<PageObject<'s>> {
        self.read_items(&self.page.items, None)
    }

    /// Returns the nearest of an element and its ancestors that satisfies `is_wanted`.
    pub(super) fn find_ancestor(
        &self,
        element: Option<ElementId>,
        is_wanted: impl Fn(Role) -> bool,
    ) -> Option<ElementId> {
        let structure = &self.scene.structure;
        structure.ancestors(element).find(|&id| is_wanted(structure.get(id).role))
    }

    /// Returns the objects of some items. `inside` is the drawing that they are part of.
    pub(super) fn read_items(
        &self,
        items: &'s [Item],
        inside: Option<ElementId>,
    ) -> Vec<PageObject<'s>> {
        let role = inside.map(|unit| self.scene.structure.get(unit).role);
        let is_listing = role == Some(Role::CodeListing);
        let units = if inside.is_some() { BTreeMap::new() } else { self.find_units(items) };
        let mut objects = Vec::new();
        let mut text = TextReader::new(self, items);
        let parts = LayoutParts::of(self.page);
        let mut index = 0;
        while index < items.len() {
            if let Some((unit, range)) = units.get(&index) {
                objects.extend(text.finish().into_iter().map(PageObject::Paragraph));
                objects.extend(self.read_unit(*unit, &items[range.clone()]));
                index = range.end;
                continue;
            }
            let item = &items[index];
            index += 1;
            if parts.holds(item) {
                continue;
            }
            match &item.kind {
                ItemKind::Text(run) => {
                    objects.extend(text.add_run(item, run).into_iter().map(PageObject::Paragraph));
                }
                ItemKind::Shape(shape) => {
                    if item.artifact_kind.is_text_decoration() || text.add_shape(item, shape) {
                        continue;
                    }
                    // The mark of a broken line of code is drawn within the line.
                    if !is_listing || item.element.is_some() {
                        objects.extend(text.finish().into_iter().map(PageObject::Paragraph));
                    }
                    let (element, step) = (item.element, item.step);
                    objects.push(PageObject::Shape { shape, element, step });
                }
                ItemKind::Image(image) => {
                    objects.extend(text.finish().into_iter().map(PageObject::Paragraph));
                    let (element, step) = (item.element, item.step);
                    objects.push(PageObject::Picture { image, element, step });
                }
                ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => {}
            }
        }
        objects.extend(text.finish().into_iter().map(PageObject::Paragraph));
        objects
    }

    /// Finds the items that belong together: tables, drawings and formulas, by the first of their
    /// items.
    fn find_units(&self, items: &[Item]) -> BTreeMap<usize, (ElementId, Range<usize>)> {
        let mut ranges: BTreeMap<ElementId, Range<usize>> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let Some(unit) = self.unit_of(item) else { continue };
            let range = ranges.entry(unit).or_insert(index..index + 1);
            range.end = index + 1;
        }
        for range in ranges.values_mut() {
            // The number of a line of code is drawn before the line.
            while range.start > 0
                && items[range.start - 1].artifact_kind == ArtifactKind::LineNumber
            {
                range.start -= 1;
            }
        }
        ranges.into_iter().map(|(unit, range)| (range.start, (unit, range))).collect()
    }

    fn unit_of(&self, item: &Item) -> Option<ElementId> {
        let is_unit = |role: Role| {
            use Role::{Caption, CodeListing, Figure, Formula, Table};
            matches!(role, Table | Figure | Formula | CodeListing | Caption)
        };
        let unit = self.find_ancestor(item.element, is_unit)?;
        match (self.scene.structure.get(unit).role, &item.kind) {
            (Role::Caption, _)
            | (_, ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_)) => None,
            (Role::Figure, ItemKind::Image(_)) if self.played(unit).is_none() => None,
            _ => Some(unit),
        }
    }

    fn read_unit(&self, unit: ElementId, items: &'s [Item]) -> Vec<PageObject<'s>> {
        let step = items.iter().map(|item| item.step).min().unwrap_or_default();
        match self.scene.structure.get(unit).role {
            Role::Table => vec![PageObject::Table { table: unit, items }],
            Role::Formula => {
                let rows: Vec<&'s [Item]> = items.chunk_by(|a, b| a.step == b.step).collect();
                let is_whole = rows.len() == 1;
                let formula = |items: &'s [Item]| PageObject::Formula {
                    formula: unit,
                    items,
                    is_whole,
                    step: items[0].step,
                };
                rows.into_iter().map(formula).collect()
            }
            Role::CodeListing => sort_listing(self.read_items(items, Some(unit))),
            _ => {
                if let Some(area) = self.played(unit) {
                    return vec![PageObject::Media { figure: unit, area, items, step }];
                }
                let parts = self.read_items(items, Some(unit));
                let data = self.scene.structure.get(unit).chart.as_deref();
                let own = items.iter().filter(|item| self.unit_of(item) == Some(unit));
                let chart = data.and_then(|data| ChartObject::new((unit, data), own, &parts, step));
                match chart {
                    Some(chart) => vec![PageObject::Chart(chart)],
                    None => split_by_step(unit, parts),
                }
            }
        }
    }
}

/// Returns the parts of a figure by the steps at which they appear.
fn split_by_step(figure: ElementId, parts: Vec<PageObject<'_>>) -> Vec<PageObject<'_>> {
    let mut by_step: BTreeMap<u16, Vec<PageObject<'_>>> = BTreeMap::new();
    for part in parts {
        by_step.entry(part.step()).or_default().push(part);
    }
    let parts = by_step.into_iter().enumerate();
    let drawings = parts.map(|(index, (step, parts))| {
        let figure = DrawnFigure { element: figure, is_described: index == 0 };
        PageObject::Drawing { figure, parts, step }
    });
    drawings.collect()
}

/// Sorts the parts of a listing, so that its lines follow each other: first the grounds, then the
/// numbers of the lines, then the code.
fn sort_listing(mut parts: Vec<PageObject<'_>>) -> Vec<PageObject<'_>> {
    parts.sort_by_key(|part| match part {
        PageObject::Paragraph(Paragraph { element: None, .. }) => 1,
        PageObject::Paragraph(_) => 2,
        _ => 0,
    });
    parts
}

/// Whether an item is part of the background or repeated on every page.
pub(super) fn is_running_element(item: &Item) -> bool {
    use ArtifactKind::{Background, Footer, Header, PageNumber};
    matches!(item.artifact_kind, Background | Header | Footer | PageNumber)
        && item.element.is_none()
}

impl PageObject<'_> {
    /// Returns the rectangle around an object; `None` for tables, charts and videos.
    pub(super) fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Paragraph(paragraph) => Some(TextBox::new(vec![paragraph.clone()]).rect),
            Self::Shape { shape, .. } => Some(shape.bounds()),
            Self::Picture { image, .. } => Some(image.visible_rect()),
            Self::Drawing { parts, .. } => {
                parts.iter().filter_map(Self::bounds).reduce(Rect::union)
            }
            Self::Formula { items, .. } => items.iter().filter_map(item_bounds).reduce(Rect::union),
            Self::Table { .. } | Self::Chart(_) | Self::Media { .. } => None,
        }
    }

    /// Returns the element that the object is, or is part of.
    pub(super) fn element(&self) -> Option<ElementId> {
        match self {
            Self::Paragraph(paragraph) => paragraph.element,
            Self::Shape { element, .. } | Self::Picture { element, .. } => *element,
            Self::Table { table, .. } => Some(*table),
            Self::Drawing { figure, .. } => Some(figure.element),
            Self::Chart(chart) => Some(chart.figure),
            Self::Media { figure, .. } => Some(*figure),
            Self::Formula { formula, .. } => Some(*formula),
        }
    }

    /// Returns the step of the slide at which the object appears.
    pub(super) fn step(&self) -> u16 {
        match self {
            Self::Paragraph(paragraph) => paragraph.step,
            Self::Shape { step, .. }
            | Self::Picture { step, .. }
            | Self::Drawing { step, .. }
            | Self::Chart(ChartObject { step, .. })
            | Self::Media { step, .. }
            | Self::Formula { step, .. } => *step,
            Self::Table { items, .. } => items.iter().map(|item| item.step).min().unwrap_or(0),
        }
    }
}
