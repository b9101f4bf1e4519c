//! The file: a ZIP archive with parts, their content types and the relationships between them
//! (ECMA-376, part 2).

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::Xml;

/// Relationship types that several parts use.
pub(super) const OFFICE_RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const PACKAGE_RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The parts of the file in the order of writing.
#[derive(Default)]
pub(super) struct PptxPackage {
    parts: Vec<Part>,
}

struct Part {
    /// Path without a leading slash.
    path: String,
    /// Content type; `None` if the extension says it.
    content_type: Option<&'static str>,
    bytes: Vec<u8>,
}

impl PptxPackage {
    /// Adds a part with a content type of its own.
    pub(super) fn add(&mut self, path: String, content_type: &'static str, bytes: Vec<u8>) {
        self.parts.push(Part { path, content_type: Some(content_type), bytes });
    }

    /// Adds a part whose extension says its content type: a picture.
    pub(super) fn add_media(&mut self, path: String, bytes: Vec<u8>) {
        self.parts.push(Part { path, content_type: None, bytes });
    }

    /// Adds the relationships of the part at `path`.
    pub(super) fn add_relationships(&mut self, path: &str, relationships: &Relationships) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let separator = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{separator}_rels/{name}.rels");
        self.parts.push(Part { path, content_type: None, bytes: relationships.to_xml() });
    }

    /// Returns the bytes of the archive. They depend on the parts alone.
    pub(super) fn into_bytes(self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let deflated = options.compression_method(CompressionMethod::Deflated);
        let stored = options.compression_method(CompressionMethod::Stored);
        archive.start_file("[Content_Types].xml", deflated)?;
        archive.write_all(&self.content_types())?;
        for part in &self.parts {
            let is_compressed = [".png", ".jpeg", ".gif", ".mp4", ".mp3", ".m4a", ".xlsx"]
                .iter()
                .any(|ending| part.path.ends_with(ending));
            archive.start_file(&part.path, if is_compressed { stored } else { deflated })?;
            archive.write_all(&part.bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn content_types(&self) -> Vec<u8> {
        let mut xml = Xml::document();
        xml.open("Types", &[("xmlns", &CONTENT_TYPES)]);
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpeg", "image/jpeg"),
            ("svg", "image/svg+xml"),
            ("gif", "image/gif"),
            ("mp4", "video/mp4"),
            ("mp3", "audio/mpeg"),
            ("m4a", "audio/mp4"),
            ("wav", "audio/wav"),
            ("fntdata", "application/x-fontdata"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ];
        for (extension, content_type) in defaults {
            xml.empty("Default", &[("Extension", &extension), ("ContentType", &content_type)]);
        }
        for part in &self.parts {
            if let Some(content_type) = part.content_type {
                let name = format!("/{}", part.path);
                xml.empty("Override", &[("PartName", &name), ("ContentType", &content_type)]);
            }
        }
        xml.close();
        xml.into_bytes()
    }
}

/// The relationships of a part to others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Relationships {
    entries: Vec<Relationship>,
}

#[derive(Clone, Debug, PartialEq)]
struct Relationship {
    kind: String,
    target: String,
    is_external: bool,
}

impl Relationships {
    /// Adds a relationship of a kind of Office documents to another part. Returns its id.
    pub(super) fn add(&mut self, kind: &str, target: impl Into<String>) -> String {
        self.add_entry(format!("{OFFICE_RELATIONSHIP}/{kind}"), target.into(), false)
    }

    /// Adds a relationship of a kind given by its full name to another part. Returns its id.
    pub(super) fn add_named(&mut self, kind: &str, target: &str) -> String {
        self.add_entry(kind.to_owned(), target.to_owned(), false)
    }

    /// Adds a link to an address. Returns its id.
    pub(super) fn add_address(&mut self, address: &str) -> String {
        let kind = format!("{OFFICE_RELATIONSHIP}/hyperlink");
        self.add_entry(kind, address.to_owned(), true)
    }

    fn add_entry(&mut self, kind: String, target: String, is_external: bool) -> String {
        let entry = Relationship { kind, target, is_external };
        let at = self.entries.iter().position(|other| *other == entry).unwrap_or_else(|| {
            self.entries.push(entry);
            self.entries.len() - 1
        });
        format!("rId{}", at + 1)
    }

    fn to_xml(&self) -> Vec<u8> {
        let mut xml = Xml::document();
        xml.open("Relationships", &[("xmlns", &PACKAGE_RELATIONSHIPS)]);
        for (index, Relationship { kind, target, is_external }) in self.entries.iter().enumerate() {
            let id = format!("rId{}", index + 1);
            let mut attributes: Vec<(&str, &dyn std::fmt::Display)> =
                vec![("Id", &id), ("Type", kind), ("Target", target)];
            if *is_external {
                attributes.push(("TargetMode", &"External"));
            }
            xml.empty("Relationship", &attributes);
        }
        xml.close();
        xml.into_bytes()
    }
}
