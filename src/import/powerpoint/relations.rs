//! Relationships: what the ids in a part refer to (ECMA-376, part 2, clause 6.5).

use std::collections::BTreeMap;

use super::archive::PptxArchive;
use super::xml::{attribute, children, parse_xml};

/// What a relationship leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RelationTarget {
    /// The path of a part, without a leading slash.
    Part(String),
    /// An address or a file outside.
    Outside(String),
}

#[derive(Clone, Debug)]
struct Relation {
    /// The last word of its type, such as `slideLayout`.
    kind: String,
    target: RelationTarget,
}

/// The relationships of a part by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Relations(BTreeMap<String, Relation>);

impl Relations {
    /// Reads the relationships of the part at `path`; of the file itself, if it is empty. A part
    /// may have none.
    pub(super) fn read(archive: &mut PptxArchive, path: &str) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let separator = if folder.is_empty() { "" } else { "/" };
        let part = format!("{folder}{separator}_rels/{name}.rels");
        let Ok(text) = archive.read_xml(&part) else { return Self::default() };
        let Ok(document) = parse_xml(&text) else { return Self::default() };
        let mut relations = BTreeMap::new();
        for node in children(document.root_element(), "Relationship") {
            let (Some(id), Some(target)) = (attribute(node, "Id"), attribute(node, "Target"))
            else {
                continue;
            };
            let kind = attribute(node, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let is_outside = attribute(node, "TargetMode") == Some("External");
            let target = if is_outside {
                RelationTarget::Outside(target.to_owned())
            } else {
                RelationTarget::Part(resolve_path(folder, target))
            };
            relations.insert(id.to_owned(), Relation { kind, target });
        }
        Self(relations)
    }

    /// Returns what an id leads to.
    pub(super) fn target(&self, id: &str) -> Option<&RelationTarget> {
        self.0.get(id).map(|relation| &relation.target)
    }

    /// Returns the path of the part that an id leads to.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        match self.target(id)? {
            RelationTarget::Part(path) => Some(path),
            RelationTarget::Outside(_) => None,
        }
    }

    /// Returns the path of the first part of a kind.
    pub(super) fn first_part(&self, kind: &str) -> Option<&str> {
        self.parts(kind).next()
    }

    /// Returns the paths of the parts of a kind.
    pub(super) fn parts<'s>(&'s self, kind: &str) -> impl Iterator<Item = &'s str> {
        let kind = kind.to_owned();
        self.0.values().filter(move |relation| relation.kind == kind).filter_map(|relation| {
            match &relation.target {
                RelationTarget::Part(path) => Some(path.as_str()),
                RelationTarget::Outside(_) => None,
            }
        })
    }
}

/// Resolves a target against the folder of its part. `..` never leads out of the file.
fn resolve_path(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(folder.split('/'));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve_path;

    #[test]
    fn paths_stay_in_the_file() {
        for (target, path) in [
            ("../media/image1.png", "ppt/media/image1.png"),
            ("slide2.xml", "ppt/slides/slide2.xml"),
            ("/ppt/media/a.png", "ppt/media/a.png"),
            ("../../../../etc/passwd", "etc/passwd"),
            ("..\\media\\a.png", "ppt/media/a.png"),
        ] {
            assert_eq!(resolve_path("ppt/slides", target), path);
        }
    }
}
