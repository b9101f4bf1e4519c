//! Replaces slides in a finished file by an incremental update (ISO 32000-1, 7.5.6): the file stays
//! as it is, and new versions of some objects are appended.
//!
//! The slides are first written as a small file of their own. Its objects are then renumbered: an
//! object that has a counterpart in the full file, such as a page or a slide's tag, gets the number
//! of the counterpart and so replaces it; every other object gets a free number.

mod file_objects;
mod object_copier;

use std::collections::BTreeSet;

use lopdf::{Document, IncrementalDocument};

use crate::assets::Fonts;
use crate::scene::{Bookmark, Destination, DocumentInfo, Page, Role, Scene, StepPage};
use crate::show::Transition;

use super::WriteOptions;

use file_objects::{FileObjects, PageObjects};
use object_copier::{ObjectCopier, PagePair};

/// A full PDF in which slides can be replaced.
pub struct UpdatablePdf {
    file: IncrementalDocument,
    objects: FileObjects,
    state: DocumentState,
}

/// The parts of a scene that are not on its pages.
struct DocumentState {
    /// The pages of the file.
    step_pages: Vec<ShownPage>,
    outline: Vec<Bookmark>,
    destinations: Vec<Destination>,
    metadata: DocumentInfo,
    /// The heading levels of each slide.
    levels: Vec<Vec<u16>>,
}

/// A page of the file with its presentation settings.
#[derive(PartialEq)]
struct ShownPage {
    /// The index of the scene's page.
    page: usize,
    transition: Option<Transition>,
    advance: Option<f32>,
}

impl UpdatablePdf {
    /// Parses `file`, which must be what [`write`](super::write) made of `scene` with these
    /// options. Returns `None` if the file refers to its slides in other places too, or its
    /// structure is not as expected.
    pub fn new(file: Vec<u8>, scene: &Scene, options: &WriteOptions) -> Option<Self> {
        // The tree of the ids of footnotes refers to their elements.
        let has_notes = scene.structure.has_role(Role::Note);
        if options.source.is_some() || options.standards.is_ua_2() || has_notes {
            return None;
        }
        let mut document = Document::load_mem(&file).ok()?;
        let anatomy = FileObjects::from_document(&document)?;
        let scene = DocumentState::from_scene(scene, options);
        if (anatomy.pages.len(), anatomy.bookmarks.len())
            != (scene.step_pages.len(), scene.outline.len())
        {
            return None;
        }
        // The objects themselves are no longer needed.
        document.objects.clear();
        document.reference_table.entries.clear();
        Some(Self {
            file: IncrementalDocument::create_from(file, document),
            objects: anatomy,
            state: scene,
        })
    }

    /// Returns the file with the slides at these fit indices replaced by those of `scene`. Returns
    /// `None` if `scene` differs in more than these slides, or if other slides depend on the
    /// change.
    pub fn replace_slides(
        &self,
        scene: &Scene,
        fits: &BTreeSet<usize>,
        fonts: &Fonts,
        options: &WriteOptions,
    ) -> Option<Vec<u8>> {
        if fits.is_empty() {
            return Some(self.file.get_prev_documents_bytes().to_vec());
        }
        let new_state = DocumentState::from_scene(scene, options);
        if !self.state.is_equal_except(fits, &new_state) {
            return None;
        }
        let (excerpt, pages) = scene.extract_slides(fits.iter().copied())?;
        if excerpt.structure.has_role(Role::Note) {
            return None;
        }
        let excerpt = Document::load_mem(&super::write(&excerpt, fonts, options).ok()?).ok()?;
        let (new, old) = (FileObjects::from_document(&excerpt)?, &self.objects);
        // The order in both files: the step pages of the replaced slides, then the first of each
        // page that they link to.
        let replaced: BTreeSet<usize> =
            fits.iter().flat_map(|&at| scene.fits[at].pages.clone()).collect();
        let linked = &pages[replaced.len()..];
        let mut counterparts: Vec<&PageObjects> = (0..new_state.step_pages.len())
            .filter(|&step_page| replaced.contains(&new_state.step_pages[step_page].page))
            .map(|step_page| &old.pages[step_page])
            .collect();
        let count = counterparts.len();
        counterparts.extend(linked.iter().map(|&page| &old.pages[new_state.first_step_page(page)]));
        if counterparts.len() != new.pages.len() {
            return None;
        }
        let pairs: Vec<PagePair> =
            new.pages.iter().zip(counterparts).map(|(new, old)| PagePair { new, old }).collect();
        let mut copier = ObjectCopier::new(&excerpt, self.file.new_document.max_id);
        copier.new_ids.extend(pairs.iter().map(|pair| (pair.new.id, pair.old.id)));
        copier.new_ids.extend([
            (new.page_tree, old.page_tree),
            (new.tags, old.tags),
            (new.document, old.document),
        ]);
        let replaced_pages = &pairs[..count];
        copier.map_contents(replaced_pages, &new.sections)?;
        copier.copy_objects();
        copier.restore_page_entries(replaced_pages)?;
        let levels = fits.iter().flat_map(|&at| &new_state.levels[at]).copied();
        copier.set_heading_levels(&new.sections, levels)?;
        copier.update_parent_tree(replaced_pages, &new, old)?;
        self.update_bookmarks(&new_state, &mut copier);
        self.append_update(copier, &excerpt)
    }

    /// Replaces the bookmarks whose titles have changed.
    fn update_bookmarks(&self, new_state: &DocumentState, copier: &mut ObjectCopier<'_>) {
        let entries = self.state.outline.iter().zip(&new_state.outline);
        for (bookmark, (old, new)) in self.objects.bookmarks.iter().zip(entries) {
            if old.title != new.title {
                let mut dictionary = bookmark.dictionary.clone();
                dictionary.set("Title", lopdf::text_string(&new.title));
                copier.objects.insert(bookmark.id, dictionary.into());
            }
        }
    }

    fn append_update(&self, copier: ObjectCopier<'_>, excerpt: &Document) -> Option<Vec<u8>> {
        let mut file = self.file.clone();
        let update = &mut file.new_document;
        // The first part of the identifier belongs to the document, the second to its current
        // version (ISO 32000-1, 14.4).
        let state = excerpt.trailer.get(b"ID").ok()?.as_array().ok()?.get(1)?.clone();
        if let Some(id) = update.trailer.get_mut(b"ID").ok()?.as_array_mut().ok()?.get_mut(1) {
            *id = state;
        }
        update.max_id = copier.last_number;
        update.objects = copier.objects;
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl DocumentState {
    fn from_scene(scene: &Scene, options: &WriteOptions) -> Self {
        let step_pages = scene.step_pages(options.steps);
        let shown = |&StepPage { page, .. }: &StepPage| {
            let Page { transition, advance_seconds: advance, .. } = scene.pages[page];
            ShownPage { page, transition, advance }
        };
        Self {
            step_pages: step_pages.iter().map(shown).collect(),
            outline: scene.bookmarks.clone(),
            destinations: scene.destinations.clone(),
            metadata: scene.info.clone(),
            levels: scene.heading_levels_by_slide(&step_pages),
        }
    }

    /// Returns the first step page of a page of the scene.
    fn first_step_page(&self, page: usize) -> usize {
        self.step_pages.partition_point(|step_page| step_page.page < page)
    }

    /// Returns whether `other` is equal except for the titles and headings of these slides.
    fn is_equal_except(&self, fits: &BTreeSet<usize>, other: &Self) -> bool {
        self.step_pages == other.step_pages
            && (&self.destinations, &self.metadata) == (&other.destinations, &other.metadata)
            && self.outline.len() == other.outline.len()
            && self
                .outline
                .iter()
                .zip(&other.outline)
                .all(|(one, other)| (one.level, one.page) == (other.level, other.page))
            && self.levels.len() == other.levels.len()
            && (0..self.levels.len())
                .all(|at| fits.contains(&at) || self.levels[at] == other.levels[at])
    }
}
