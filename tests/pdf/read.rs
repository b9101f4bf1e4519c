//! Reads PDFs with a library that did not write them.

use lopdf::{Dictionary, Document, Object, Stream};

/// A parsed PDF.
pub struct PdfReader(pub Document);

impl PdfReader {
    pub fn new(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).expect("the PDF can be read"))
    }

    /// Follows a reference.
    pub fn dereference<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.0.dereference(object).unwrap().1
    }

    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get(key.as_bytes()).ok().map(|object| self.dereference(object))
    }

    pub fn get_dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Dictionary {
        self.get(dictionary, key).unwrap_or_else(|| panic!("no {key}")).as_dict().unwrap()
    }

    pub fn catalog(&self) -> &Dictionary {
        self.0.catalog().unwrap()
    }

    pub fn info(&self) -> &Dictionary {
        self.dereference(self.0.trailer.get(b"Info").unwrap()).as_dict().unwrap()
    }

    /// Returns the streams of this subtype, soft masks included.
    pub fn streams(&self, subtype: &str) -> Vec<&Stream> {
        let of_subtype = |stream: &&Stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(subtype.as_bytes())
        };
        self.0
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(of_subtype)
            .collect()
    }

    /// Returns the pictures that are not soft masks of others.
    pub fn pictures(&self) -> Vec<&Stream> {
        let images = self.streams("Image");
        let masks: Vec<_> = images
            .iter()
            .filter_map(|image| image.dict.get(b"SMask").and_then(Object::as_reference).ok())
            .collect();
        let is_mask = |stream: &Stream| {
            masks.iter().any(|mask| {
                std::ptr::eq(self.0.get_object(*mask).unwrap().as_stream().unwrap(), stream)
            })
        };
        images.into_iter().filter(|image| !is_mask(image)).collect()
    }

    pub fn decode_text(object: &Object) -> String {
        lopdf::decode_text_string(object).unwrap()
    }

    /// Returns the label of each page, computed from the page label tree.
    pub fn page_labels(&self) -> Vec<String> {
        let numbers = self
            .get_dictionary(self.catalog(), "PageLabels")
            .get(b"Nums")
            .unwrap()
            .as_array()
            .unwrap();
        let starts: Vec<(i64, &Dictionary)> = numbers
            .chunks(2)
            .map(|pair| (pair[0].as_i64().unwrap(), self.dereference(&pair[1]).as_dict().unwrap()))
            .collect();
        let label = |page: i64| {
            let (start, label) = starts.iter().rev().find(|(start, _)| *start <= page).unwrap();
            let prefix = self.get(label, "P").map_or(String::new(), Self::decode_text);
            let number = label.has(b"S").then(|| {
                self.get(label, "St").map_or(1, |first| first.as_i64().unwrap()) + page - start
            });
            prefix + &number.map_or(String::new(), |number| number.to_string())
        };
        (0..self.0.get_pages().len() as i64).map(label).collect()
    }

    /// Formats the structure tree, one indented element per line, with the number of its
    /// marked-content sequences in brackets.
    pub fn format_tags(&self) -> String {
        let mut lines = String::new();
        let root = self.get_dictionary(self.catalog(), "StructTreeRoot");
        self.format_tag(self.get(root, "K").unwrap(), 0, &mut lines);
        lines
    }

    fn format_tag(&self, object: &Object, depth: usize, lines: &mut String) {
        let object = self.dereference(object);
        let indent = "  ".repeat(depth);
        match object {
            Object::Array(kids) => kids.iter().for_each(|kid| self.format_tag(kid, depth, lines)),
            Object::Integer(_) => *lines += &format!("{indent}content\n"),
            Object::Dictionary(dict) if dict.has(b"S") => {
                let name = |key: &[u8]| {
                    String::from_utf8_lossy(dict.get(key).unwrap().as_name().unwrap()).into_owned()
                };
                let mut line = format!("{indent}{}", name(b"S"));
                for key in ["T", "Alt", "Lang"] {
                    if let Some(text) = self.get(dict, key) {
                        line += &format!(" {key}={:?}", Self::decode_text(text));
                    }
                }
                if let Some(attributes) = self.get(dict, "A") {
                    let attributes = attributes
                        .as_array()
                        .map_or_else(|_| vec![attributes], |array| array.iter().collect());
                    for attribute in attributes {
                        let attribute = self.dereference(attribute).as_dict().unwrap();
                        for key in ["ListNumbering", "Scope"] {
                            if let Ok(value) =
                                attribute.get(key.as_bytes()).and_then(Object::as_name)
                            {
                                line += &format!(" {}", String::from_utf8_lossy(value));
                            }
                        }
                        if attribute.has(b"BBox") {
                            line += " BBox";
                        }
                    }
                }
                *lines += &line;
                *lines += "\n";
                if let Ok(kids) = dict.get(b"K") {
                    self.format_tag(kids, depth + 1, lines);
                }
            }
            Object::Dictionary(dict) => {
                let what = if dict.has(b"Obj") { "annotation" } else { "content" };
                *lines += &format!("{indent}{what}\n");
            }
            _ => panic!("no tag: {object:?}"),
        }
    }
}
