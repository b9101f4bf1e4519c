//! Copies pages of one file to the places of pages in another.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::file_objects::{FileObjects, PageObjects, child_elements};

/// A page of the excerpt and its counterpart in the full file.
pub(crate) struct PagePair<'p> {
    /// The page of the excerpt.
    pub(crate) new: &'p PageObjects,
    /// The page of the full file.
    pub(crate) old: &'p PageObjects,
}

/// Copies objects from one file to another.
pub(crate) struct ObjectCopier<'e> {
    excerpt: &'e Document,
    /// The ID in the full file of each object of the excerpt.
    pub(crate) new_ids: BTreeMap<ObjectId, ObjectId>,
    /// The objects of the excerpt that replace others: copying starts with them.
    roots: Vec<ObjectId>,
    /// The copied objects by their new ID.
    pub(crate) objects: BTreeMap<ObjectId, Object>,
    /// The highest object number in use.
    pub(crate) last_number: u32,
}

impl<'e> ObjectCopier<'e> {
    /// Creates a copier; `last_number` is the highest object number of the full file.
    pub(crate) fn new(excerpt: &'e Document, last_number: u32) -> Self {
        Self {
            excerpt,
            new_ids: BTreeMap::new(),
            roots: Vec::new(),
            objects: BTreeMap::new(),
            last_number,
        }
    }

    /// Maps pages and the tags of their content to their counterparts. Returns `None` if a page
    /// gains or loses all tagged content, or if a tag would be lost.
    pub(crate) fn map_contents(
        &mut self,
        pages: &[PagePair<'_>],
        sections: &[ObjectId],
    ) -> Option<()> {
        for PagePair { new, old } in pages {
            self.roots.push(new.id);
            let pairs = match (&new.content, &old.content) {
                (None, None) => continue,
                (Some(new), Some(old)) => [(new.tags, old.tags), (new.section, old.section)],
                _ => return None,
            };
            self.new_ids.extend(pairs);
            self.roots.extend(pairs.map(|(new, _)| new));
        }
        sections.iter().all(|section| self.new_ids.contains_key(section)).then_some(())
    }

    /// Copies the objects that replace others, and everything that they refer to.
    pub(crate) fn copy_objects(&mut self) {
        let mut wanted = std::mem::take(&mut self.roots);
        let mut is_done = BTreeSet::new();
        while let Some(id) = wanted.pop() {
            if !is_done.insert(id) {
                continue;
            }
            let Ok(object) = self.excerpt.get_object(id) else { continue };
            let mut object = object.clone();
            self.renumber(&mut object, &mut wanted);
            let name = self.new_ids[&id];
            self.objects.insert(name, object);
        }
    }

    fn renumber(&mut self, object: &mut Object, wanted: &mut Vec<ObjectId>) {
        match object {
            Object::Reference(id) => {
                let last = &mut self.last_number;
                *id = *self.new_ids.entry(*id).or_insert_with(|| {
                    wanted.push(*id);
                    *last += 1;
                    (*last, 0)
                });
            }
            Object::Array(objects) => {
                objects.iter_mut().for_each(|object| self.renumber(object, wanted))
            }
            Object::Dictionary(dictionary) => self.renumber_dictionary(dictionary, wanted),
            Object::Stream(stream) => self.renumber_dictionary(&mut stream.dict, wanted),
            _ => {}
        }
    }

    fn renumber_dictionary(&mut self, dictionary: &mut Dictionary, wanted: &mut Vec<ObjectId>) {
        dictionary.iter_mut().for_each(|(_, object)| self.renumber(object, wanted));
    }

    /// Returns the copy of a dictionary of the excerpt.
    fn copied_dictionary(&mut self, id: ObjectId) -> Option<&mut Dictionary> {
        let name = self.new_ids.get(&id)?;
        self.objects.get_mut(name)?.as_dict_mut().ok()
    }

    /// Restores the entries of replaced pages that the excerpt cannot know: the key of their tags
    /// and the presentation settings.
    pub(crate) fn restore_page_entries(&mut self, pages: &[PagePair<'_>]) -> Option<()> {
        for PagePair { new, old } in pages {
            let page = self.copied_dictionary(new.id)?;
            for key in ["StructParents", "Trans", "Dur"] {
                page.remove(key.as_bytes());
                if let Ok(value) = old.dictionary.get(key.as_bytes()) {
                    page.set(key, value.clone());
                }
            }
        }
        Some(())
    }

    /// Sets the levels of the headings in these elements to those in the full file, in reading
    /// order.
    pub(crate) fn set_heading_levels(
        &mut self,
        sections: &[ObjectId],
        levels: impl Iterator<Item = u16>,
    ) -> Option<()> {
        let mut levels = levels;
        let mut open: Vec<ObjectId> = sections.iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            let element = self.excerpt.get_dictionary(id).ok()?;
            open.extend(child_elements(element).into_iter().rev());
            let role = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
            let level = role.strip_prefix(b"H").unwrap_or_default();
            if !level.is_empty() && level.iter().all(u8::is_ascii_digit) {
                // Deeper levels are not standard tags and would need a role map.
                let level = levels.next().filter(|&level| level <= 6)?;
                self.copied_dictionary(id)?
                    .set("S", Object::Name(format!("H{level}").into_bytes()));
            }
        }
        levels.next().is_none().then_some(())
    }

    /// Updates the parent tree with the tags of the links on these pages.
    pub(crate) fn update_parent_tree(
        &mut self,
        pages: &[PagePair<'_>],
        new: &FileObjects,
        old: &FileObjects,
    ) -> Option<()> {
        if pages.iter().all(|pair| pair.new.links.is_empty() && pair.old.links.is_empty()) {
            return Some(());
        }
        let (mut parents, tags) = (old.parent_tree()?, new.parent_tree()?);
        for (_, key) in pages.iter().flat_map(|pair| &pair.old.links) {
            parents.remove(key);
        }
        let mut next = old.tag_tree.get(b"ParentTreeNextKey").ok()?.as_i64().ok()?;
        for (link, key) in pages.iter().flat_map(|pair| &pair.new.links) {
            let tag = *self.new_ids.get(tags.get(key)?)?;
            self.copied_dictionary(*link)?.set("StructParent", next);
            parents.insert(next, tag);
            next += 1;
        }
        let numbers = parents
            .into_iter()
            .flat_map(|(key, tag)| [Object::Integer(key), Object::Reference(tag)])
            .collect();
        let mut tree = old.tag_tree.clone();
        tree.get_mut(b"ParentTree").ok()?.as_dict_mut().ok()?.set("Nums", Object::Array(numbers));
        tree.set("ParentTreeNextKey", next);
        self.objects.insert(old.tags, tree.into());
        Some(())
    }
}
