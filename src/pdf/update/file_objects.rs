//! Finds the objects of a finished file: its pages, their tags and its bookmarks.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The main objects of a file.
pub(crate) struct FileObjects {
    /// The root of the page tree.
    pub(crate) page_tree: ObjectId,
    /// The pages in order.
    pub(crate) pages: Vec<PageObjects>,
    /// The root of the structure tree, and its dictionary.
    pub(crate) tags: ObjectId,
    /// See `tags`.
    pub(crate) tag_tree: Dictionary,
    /// The document element, which contains all others.
    pub(crate) document: ObjectId,
    /// The children of the document element, one for each slide.
    pub(crate) sections: Vec<ObjectId>,
    /// The bookmarks in the order in which they are shown.
    pub(crate) bookmarks: Vec<BookmarkObject>,
}

/// The objects of a page.
pub(crate) struct PageObjects {
    /// The page.
    pub(crate) id: ObjectId,
    /// Its dictionary.
    pub(crate) dictionary: Dictionary,
    /// The tagged content; `None` if there is none.
    pub(crate) content: Option<TaggedPage>,
    /// The annotations, each with its key in the parent tree.
    pub(crate) links: Vec<(ObjectId, i64)>,
}

/// The tagged content of a page.
pub(crate) struct TaggedPage {
    /// The page's entry in the parent tree: the element of each marked-content sequence.
    pub(crate) tags: ObjectId,
    /// The element of the slide that contains them.
    pub(crate) section: ObjectId,
}

/// A bookmark.
pub(crate) struct BookmarkObject {
    /// The object ID.
    pub(crate) id: ObjectId,
    /// Its dictionary.
    pub(crate) dictionary: Dictionary,
}

impl FileObjects {
    /// Finds the objects of a file that plenary wrote; `None` if its structure is not as expected.
    pub(crate) fn from_document(document: &Document) -> Option<Self> {
        let catalog = document.catalog().ok()?;
        let tags = get_reference(catalog, b"StructTreeRoot")?;
        let tag_tree = document.get_dictionary(tags).ok()?.clone();
        let root = *child_elements(&tag_tree).first()?;
        let parents = read_parent_tree(&tag_tree)?;
        let page = |id: ObjectId| PageObjects::from_page(document, id, root, &parents);
        Some(Self {
            page_tree: get_reference(catalog, b"Pages")?,
            pages: document.get_pages().into_values().map(page).collect::<Option<_>>()?,
            tags,
            document: root,
            sections: child_elements(document.get_dictionary(root).ok()?),
            bookmarks: collect_bookmarks(
                document,
                document.get_dictionary(get_reference(catalog, b"Outlines")?).ok()?,
            )?,
            tag_tree,
        })
    }

    /// Returns the parent tree: the tags for each key.
    pub(crate) fn parent_tree(&self) -> Option<BTreeMap<i64, ObjectId>> {
        read_parent_tree(&self.tag_tree)
    }
}

impl PageObjects {
    fn from_page(
        document: &Document,
        id: ObjectId,
        root: ObjectId,
        parents: &BTreeMap<i64, ObjectId>,
    ) -> Option<Self> {
        let dictionary = document.get_dictionary(id).ok()?.clone();
        let content = match dictionary.get(b"StructParents") {
            Ok(key) => {
                let key = key.as_i64().ok()?;
                let tags = *parents.get(&key)?;
                let first = document
                    .get_object(tags)
                    .ok()?
                    .as_array()
                    .ok()?
                    .first()?
                    .as_reference()
                    .ok()?;
                Some(TaggedPage { tags, section: find_section(document, first, root)? })
            }
            Err(_) => None,
        };
        let link = |annotation: &Object| {
            let id = annotation.as_reference().ok()?;
            Some((id, document.get_dictionary(id).ok()?.get(b"StructParent").ok()?.as_i64().ok()?))
        };
        let links = match dictionary.get(b"Annots") {
            Ok(annotations) => {
                annotations.as_array().ok()?.iter().map(link).collect::<Option<_>>()?
            }
            Err(_) => Vec::new(),
        };
        Some(Self { id, dictionary, content, links })
    }
}

/// Returns the child of `root` that contains an element.
fn find_section(document: &Document, element: ObjectId, root: ObjectId) -> Option<ObjectId> {
    let mut inner = element;
    loop {
        let outer = get_reference(document.get_dictionary(inner).ok()?, b"P")?;
        if outer == root {
            return Some(inner);
        }
        inner = outer;
    }
}

/// Returns the child elements of an element.
pub(crate) fn child_elements(element: &Dictionary) -> Vec<ObjectId> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().filter_map(|kid| kid.as_reference().ok()).collect(),
        Ok(Object::Reference(kid)) => vec![*kid],
        _ => Vec::new(),
    }
}

fn read_parent_tree(tag_tree: &Dictionary) -> Option<BTreeMap<i64, ObjectId>> {
    let numbers =
        tag_tree.get(b"ParentTree").ok()?.as_dict().ok()?.get(b"Nums").ok()?.as_array().ok()?;
    numbers
        .chunks_exact(2)
        .map(|pair| Some((pair[0].as_i64().ok()?, pair[1].as_reference().ok()?)))
        .collect()
}

/// Collects the bookmarks below one, in the order in which they are shown.
fn collect_bookmarks(document: &Document, above: &Dictionary) -> Option<Vec<BookmarkObject>> {
    let mut bookmarks = Vec::new();
    let mut next = get_reference(above, b"First");
    while let Some(id) = next {
        let dictionary = document.get_dictionary(id).ok()?.clone();
        next = get_reference(&dictionary, b"Next");
        let below = self::collect_bookmarks(document, &dictionary)?;
        bookmarks.push(BookmarkObject { id, dictionary });
        bookmarks.extend(below);
    }
    Some(bookmarks)
}

fn get_reference(dictionary: &Dictionary, key: &[u8]) -> Option<ObjectId> {
    dictionary.get(key).ok()?.as_reference().ok()
}
