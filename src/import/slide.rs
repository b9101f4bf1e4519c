//! A slide's parts → its keys.

use super::Context;
use super::chunk::Chunk;
use super::markdown::{Block, blocks};
use super::segment::{self, Part};
use super::write::Value;

/// Layouts of other tools that this program has under another name, or under the same.
const LAYOUTS: &[(&str, &str)] = &[
    ("cover", "cover"),
    ("intro", "cover"),
    ("title", "cover"),
    ("section", "section"),
    ("center", "statement"),
    ("statement", "statement"),
    ("lead", "statement"),
    ("invert", ""),
    ("default", ""),
    ("two-cols", ""),
    ("two-cols-header", ""),
    ("image", "image"),
    ("image-left", "image_left"),
    ("image-right", "image_right"),
    ("quote", "quote"),
    ("fact", "fact"),
    ("end", "end"),
    ("none", ""),
    ("full", ""),
];

/// A slide on its way to the outline.
#[derive(Default)]
struct Draft {
    keys: Vec<(String, Value)>,
    blocks: Vec<(&'static str, Value)>,
    titles: Vec<String>,
    layout: Option<String>,
}

/// Makes a slide of its lines; `None` where nothing is left of them.
pub(super) fn read(chunk: &Chunk, context: &mut Context) -> Option<Value> {
    let segments = segment::read(&chunk.lines, context);
    let mut draft = Draft::default();
    for (key, values, line) in &chunk.front.keys {
        draft.key(key, &values.join(", "), *line, context);
    }
    for (key, value, line) in &segments.directives {
        draft.key(key, value, *line, context);
    }
    for part in &segments.parts {
        match part {
            Part::Text(lines) => {
                blocks(lines, context).into_iter().for_each(|block| draft.block(block))
            }
            Part::Callout(kind, lines) => {
                let mut entries = vec![("kind".to_owned(), Value::word(*kind))];
                for block in blocks(lines, context) {
                    match block {
                        Block::Heading(text, _) => {
                            entries.push(("title".to_owned(), Value::Text(text)))
                        }
                        Block::Of(key, value) => entries.push((key.to_owned(), value)),
                        other => draft.block(other),
                    }
                }
                draft.blocks.push(("callout", Value::Map(entries)));
            }
            Part::Columns(columns) => draft.columns(columns, context),
        }
    }
    if segments.steps {
        draft.keys.push(("steps".into(), Value::word("true")));
    }
    let notes: Vec<String> = segments
        .notes
        .iter()
        .map(|note| unindented(note))
        .filter(|note| !note.is_empty())
        .collect();
    if !notes.is_empty() {
        draft.keys.push(("notes".into(), Value::Text(notes.join("\n\n"))));
    }
    if chunk.opens_section
        && let Some(title) = draft.titles.first()
    {
        draft.keys.insert(0, ("section".into(), Value::text(title.as_str())));
        draft.layout.get_or_insert_with(|| "section".into());
    }
    draft.finish()
}

/// A note's lines without the blanks that stand before all of them.
fn unindented(note: &str) -> String {
    let lines: Vec<&str> = note.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

impl Draft {
    fn set(&mut self, key: &str, value: Value) {
        self.keys.retain(|(known, _)| known != key);
        self.keys.push((key.to_owned(), value));
    }

    /// A directive or a key of Slidev's front matter.
    fn key(&mut self, key: &str, value: &str, line: usize, context: &mut Context) {
        match key {
            "layout" | "class" => {
                for word in value.split_whitespace() {
                    match LAYOUTS.iter().find(|(name, _)| *name == word) {
                        Some((_, "")) => {}
                        Some((_, layout)) => self.layout = Some((*layout).to_owned()),
                        None if key == "layout" => {
                            context.lost(
                                line,
                                format!("there is no layout `{word}`"),
                                "leave it out: the layout follows from the blocks",
                            );
                        }
                        // A class says how things look, which is the theme's.
                        None => {}
                    }
                }
            }
            "background" | "background_image" | "image" => {
                let path = value
                    .trim_start_matches("url(")
                    .trim_end_matches(')')
                    .trim_matches(['"', '\'']);
                if path.starts_with('#') {
                    self.set("background", Value::text(path));
                } else if path.contains('.')
                    && let Some(path) = context.picture(path, line)
                {
                    let beside = matches!(
                        self.layout.as_deref(),
                        Some("image" | "image_left" | "image_right")
                    );
                    match beside {
                        true => {
                            let entries = [("src", path.as_str()), ("alt", "")]
                                .map(|(key, value)| (key.to_owned(), Value::text(value)));
                            self.blocks.push(("figure", Value::Map(entries.into())));
                        }
                        false => self.set("background", Value::text(path)),
                    }
                }
            }
            "background_color" if value.starts_with('#') => {
                self.set("background", Value::text(value))
            }
            "paginate" if matches!(value, "true" | "false") => {
                self.set("paginate", Value::word(value))
            }
            "paginate" => {}
            "header" | "footer" | "title" => self.set(key, Value::text(value)),
            "hide" | "disabled" if value == "true" => self.set("hide", Value::word("true")),
            "id" | "route_alias" => self.set("id", Value::text(value)),
            "lang" => self.set("lang", Value::word(value)),
            "transition" | "theme" | "size" | "math" | "marp" | "headings" | "heading_divider"
            | "clicks" | "hide_in_toc" | "level" => {}
            _ => context.lost(
                line,
                format!("`{key}` is left out"),
                "how a slide looks is the theme's: see `theme`",
            ),
        }
    }

    fn block(&mut self, block: Block) {
        match block {
            // The first heading is the title; one right below it, before any block, the subtitle.
            Block::Heading(text, id)
                if self.titles.is_empty() || (self.blocks.is_empty() && self.titles.len() == 1) =>
            {
                self.titles.push(text);
                if let Some(id) = id.filter(|_| self.titles.len() == 1) {
                    self.set("id", Value::text(id));
                }
            }
            Block::Heading(text, _) => self.blocks.push(("heading", Value::Text(text))),
            Block::Of(key, value) => self.blocks.push((key, value)),
            Block::Background(path) => {
                if self.keys.iter().any(|(key, _)| key == "background") {
                    self.blocks.push((
                        "figure",
                        Value::Map(vec![
                            ("src".into(), Value::text(path)),
                            ("alt".into(), Value::text("")),
                        ]),
                    ));
                } else {
                    self.set("background", Value::text(path));
                }
            }
            Block::Side(left, figure) => {
                self.layout = Some(if left { "image_left" } else { "image_right" }.to_owned());
                self.blocks.push(("figure", figure));
            }
        }
    }

    fn columns(&mut self, columns: &[(Option<f32>, Vec<super::Line>)], context: &mut Context) {
        let mut items = Vec::new();
        let mut widths = Vec::new();
        for (width, lines) in columns {
            let mut column = Vec::new();
            for block in blocks(lines, context) {
                let (key, value) = match block {
                    Block::Heading(text, _) => ("heading", Value::Text(text)),
                    Block::Of(key, value) => (key, value),
                    other => {
                        self.block(other);
                        continue;
                    }
                };
                column.push(Value::Map(vec![(key.to_owned(), value)]));
            }
            if !column.is_empty() {
                items.push(Value::List(column));
                widths.push(*width);
            }
        }
        // One column alone is no column.
        if items.len() == 1 {
            if let Some(Value::List(column)) = items.pop() {
                for value in column {
                    if let Value::Map(entries) = value {
                        self.blocks
                            .extend(entries.into_iter().map(|(key, value)| (known(&key), value)));
                    }
                }
            }
            return;
        }
        let widths: Option<Vec<f32>> = widths.into_iter().collect();
        let value = match widths
            .filter(|widths| widths.iter().any(|width| (width - widths[0]).abs() > 0.5))
        {
            Some(widths) => {
                let widths = widths.iter().map(|width| Value::word(width.to_string())).collect();
                Value::Map(vec![
                    ("widths".into(), Value::Row(widths)),
                    ("items".into(), Value::List(items)),
                ])
            }
            None => Value::List(items),
        };
        if value != Value::List(Vec::new()) {
            self.blocks.push(("columns", value));
        }
    }

    fn finish(mut self) -> Option<Value> {
        let mut entries = Vec::new();
        if self.keys.iter().all(|(key, _)| matches!(key.as_str(), "paginate" | "header" | "footer"))
            && self.titles.is_empty()
            && self.blocks.is_empty()
        {
            return None;
        }
        if let Some(layout) = self.layout {
            entries.push(("layout".to_owned(), Value::word(layout)));
        }
        let mut titles = self.titles.into_iter();
        if let Some(title) = titles.next() {
            self.keys.retain(|(key, _)| key != "title");
            entries.push(("title".to_owned(), Value::Text(title)));
        }
        entries
            .extend(titles.next().map(|subtitle| ("subtitle".to_owned(), Value::Text(subtitle))));
        let (notes, keys): (Vec<_>, Vec<_>) =
            self.keys.into_iter().partition(|(key, _)| key == "notes");
        entries.extend(keys);
        let twice =
            self.blocks.iter().enumerate().any(|(index, (key, _))| {
                self.blocks[..index].iter().any(|(other, _)| key == other)
            });
        if twice {
            let blocks = self
                .blocks
                .into_iter()
                .map(|(key, value)| Value::Map(vec![(key.to_owned(), value)]));
            entries.push(("content".to_owned(), Value::List(blocks.collect())));
        } else {
            entries.extend(self.blocks.into_iter().map(|(key, value)| (key.to_owned(), value)));
        }
        entries.extend(notes);
        Some(Value::Map(entries))
    }
}

/// The block of this name, as a name that outlives the value it was taken from.
fn known(key: &str) -> &'static str {
    const NAMES: &[&str] = &[
        "text",
        "heading",
        "bullets",
        "numbered",
        "checklist",
        "figure",
        "figures",
        "quote",
        "table",
        "callout",
        "columns",
    ];
    NAMES.iter().find(|name| **name == key).copied().unwrap_or("text")
}
