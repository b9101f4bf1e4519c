//! Reads a file as the archive of parts that it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{Reader as _, Xlsx};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The parts by their paths.
pub struct Pptx {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Pptx {
    /// Unzips a file.
    pub fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP archive");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a sound part");
            let name = file.name().expect("a name in UTF-8").into_owned();
            let twin = parts.insert(name.clone(), bytes);
            assert!(twin.is_none(), "{name} is there twice");
        }
        Self { parts }
    }

    /// Returns the XML of a part.
    pub fn part(&self, path: &str) -> &str {
        let bytes = self.parts.get(path).unwrap_or_else(|| panic!("no part {path}"));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// Returns the bytes of a part.
    pub fn bytes(&self, path: &str) -> &[u8] {
        self.parts.get(path).unwrap_or_else(|| panic!("no part {path}"))
    }

    /// Returns the number of parts whose paths start with `start`.
    pub fn count(&self, start: &str) -> usize {
        self.parts.keys().filter(|path| path.starts_with(start)).count()
    }

    /// Returns the paths of all parts.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Returns the pictures.
    pub fn media(&self) -> impl Iterator<Item = &[u8]> {
        let is_picture = |(path, _): &(&String, _)| path.starts_with("ppt/media/");
        self.parts.iter().filter(is_picture).map(|(_, bytes)| bytes.as_slice())
    }

    /// Returns the cells of the first sheet of a workbook.
    pub fn read_workbook(&self, path: &str) -> Vec<Vec<String>> {
        let bytes = self.parts.get(path).unwrap_or_else(|| panic!("no part {path}"));
        let mut workbook = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
        let sheet = workbook.worksheet_range_at(0).expect("a sheet").expect("a sound sheet");
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    /// Returns the XML of all slides.
    pub fn slides(&self) -> impl Iterator<Item = &str> {
        let is_slide = |path: &&String| path.starts_with("ppt/slides/slide");
        self.parts.keys().filter(is_slide).map(|path| self.part(path))
    }

    /// Returns the text of each paragraph of a slide, as programs without Office Math read it. A line
    /// break is `\n`.
    pub fn texts(&self, slide: usize) -> Vec<String> {
        let path = format!("ppt/slides/slide{slide}.xml");
        let mut paragraphs = Vec::new();
        let mut is_text = false;
        read_events(&without_elements(self.part(&path), "mc:Choice"), |event| match event {
            Event::Start(start) => match start.name().as_ref() {
                b"a:p" => paragraphs.push(String::new()),
                b"a:br" => paragraphs.last_mut().expect("a paragraph").push('\n'),
                name => is_text = name == b"a:t",
            },
            Event::End(_) => is_text = false,
            Event::Text(text) if is_text => {
                let words = text.decode().expect("UTF-8");
                paragraphs.last_mut().expect("a paragraph").push_str(&words);
            }
            _ => {}
        });
        paragraphs
    }

    /// Checks what every program that opens the file relies on.
    pub fn assert_sound(&self, name: &str) {
        let types = self.part("[Content_Types].xml");
        for path in self.parts.keys() {
            let extension = path.rsplit('.').next().unwrap_or_default();
            if matches!(extension, "xml" | "rels" | "svg") {
                read_events(self.part(path), |_| {});
            }
            if extension == "xml" && path != "[Content_Types].xml" {
                assert!(types.contains(&format!("\"/{path}\"")), "{name}: {path} has no type");
            }
            if extension == "rels" {
                self.assert_targets_exist(name, path);
            }
            if path.starts_with("ppt/charts/chart") && extension == "xml" {
                self.assert_labels_have_places(name, path);
            }
            if path.starts_with("ppt/slides/slide") || path.starts_with("ppt/slideLayouts/slide") {
                self.assert_ids_are_unique(name, path);
                self.assert_relationships_exist(name, path);
            }
        }
    }

    fn assert_targets_exist(&self, name: &str, path: &str) {
        let folder = path.split("_rels/").next().unwrap_or_default();
        for relationship in attributes_of(self.part(path), b"Relationship") {
            if relationship.contains_key("TargetMode") {
                continue;
            }
            let mut target: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in relationship["Target"].split('/') {
                if part == ".." {
                    target.pop();
                } else {
                    target.push(part);
                }
            }
            let target = target.join("/");
            assert!(self.parts.contains_key(&target), "{name}: {path} leads to {target}");
        }
    }

    fn assert_ids_are_unique(&self, name: &str, path: &str) {
        let mut ids = BTreeSet::new();
        // What a program shows is one of the two, with one id.
        let xml = without_elements(self.part(path), "mc:Fallback");
        for object in attributes_of(&xml, b"p:cNvPr") {
            let id = object["id"].clone();
            assert!(ids.insert(id.clone()), "{name}: {path} has two objects {id}");
        }
    }

    /// Checks that labels are where the format allows them in each kind of chart ([MS-OI29500],
    /// 2.1.1456), and that the marks of a series are in order: PowerPoint repairs other files.
    fn assert_labels_have_places(&self, name: &str, path: &str) {
        let (mut kind, mut grouping) = (String::new(), String::new());
        read_events(self.part(path), |event| {
            let (Event::Start(start) | Event::Empty(start)) = event else { return };
            let tag = String::from_utf8(start.name().as_ref().to_vec()).expect("a name");
            let value = || {
                let value = start.try_get_attribute("val").expect("a sound attribute");
                String::from_utf8(value.expect("a value").value.into_owned()).expect("UTF-8")
            };
            match tag.as_str() {
                "c:grouping" => grouping = value(),
                "c:dLblPos" => {
                    let allowed: &[&str] = match (kind.as_str(), grouping.as_str()) {
                        ("c:barChart", "clustered") => &["ctr", "inBase", "inEnd", "outEnd"],
                        ("c:barChart", _) => &["ctr", "inBase", "inEnd"],
                        ("c:lineChart" | "c:scatterChart" | "c:bubbleChart", _) => {
                            &["b", "ctr", "l", "r", "t"]
                        }
                        ("c:pieChart", _) => &["bestFit", "ctr", "inEnd", "outEnd"],
                        _ => &[],
                    };
                    let place = value();
                    assert!(allowed.contains(&&*place), "{name}: {place} in {kind} of {path}");
                }
                _ if tag.ends_with("Chart") => kind = tag,
                _ => {}
            }
        });
        let mut last = None;
        for label in label_indices(self.part(path)) {
            match label {
                None => last = None,
                Some(index) => {
                    assert!(last < Some(index), "{name}: labels of {path} are not in order");
                    last = Some(index);
                }
            }
        }
    }

    fn assert_relationships_exist(&self, name: &str, path: &str) {
        let (folder, file) = path.rsplit_once('/').expect("a folder");
        let relationships = self.part(&format!("{folder}/_rels/{file}.rels"));
        let known: BTreeSet<String> = attributes_of(relationships, b"Relationship")
            .into_iter()
            .map(|relationship| relationship["Id"].clone())
            .collect();
        for element in [&b"a:blip"[..], b"asvg:svgBlip", b"a:hlinkClick"] {
            for attributes in attributes_of(self.part(path), element) {
                let used = attributes.get("r:embed").or(attributes.get("r:id")).expect("an id");
                // An action that needs no target has none.
                if used.is_empty() {
                    continue;
                }
                assert!(known.contains(used), "{name}: {path} has no relationship {used}");
            }
        }
    }
}

/// Returns XML without the elements of this name.
fn without_elements(xml: &str, name: &str) -> String {
    let (start, end) = (format!("<{name}"), format!("</{name}>"));
    let mut parts = xml.split(&start);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once(&end).expect("an end").1);
    }
    kept
}

/// Returns the indices of the labels of each series; `None` before those of a series.
fn label_indices(xml: &str) -> impl Iterator<Item = Option<u32>> + '_ {
    let series = xml.split("<c:dLbls>").skip(1);
    series.flat_map(|labels| {
        let own = labels.split("</c:dLbls>").next().unwrap_or_default();
        let starts = own.split("<c:dLbl><c:idx val=\"").skip(1);
        let index = |start: &str| start.split('"').next().and_then(|index| index.parse().ok());
        std::iter::once(None).chain(starts.map(index).collect::<Vec<_>>())
    })
}

/// Returns the attributes of all elements with a name.
fn attributes_of(xml: &str, wanted: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut found = Vec::new();
    read_events(xml, |event| {
        let (Event::Start(start) | Event::Empty(start)) = event else { return };
        if start.name().as_ref() != wanted {
            return;
        }
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("a sound attribute");
            (text(attribute.key.as_ref()), text(&attribute.value))
        });
        found.push(attributes.collect());
    });
    found
}

/// Reads XML, which must be well-formed.
fn read_events(xml: &str, mut take: impl FnMut(Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return,
            Ok(event) => take(event),
            Err(error) => panic!("{error}: {xml}"),
        }
    }
}
