//! The vocabulary as JSON Schema, for editors that know no more of plenary than that.
//!
//! The dialect is draft-07, which every YAML language server reads; nothing in it means anything
//! else in 2020-12. What the reader forgives (kebab-case and camelCase, other names of a key or
//! layout, numbers in quotes, a colon in the text of an item) the schema forgives, too: a deck that
//! is read without a finding is valid. What it cannot know is whether files and links are there.

mod json;

use serde_json::{Map, Value as Json, json};

use crate::deck::vocabulary::DECK;
use crate::theme::vocabulary::THEME;
use crate::vocabulary::{Choices, Default, FileKind, Group, Key, Named, PairKey, Status, Value};

pub use json::of_node;

/// The schema of an outline.
pub fn deck() -> Json {
    of(&DECK, "An outline of plenary")
}

/// The schema of a theme file.
pub fn theme() -> Json {
    of(&THEME, "A theme of plenary")
}

fn of(root: &'static Group, title: &str) -> Json {
    let mut definitions = Definitions::default();
    definitions.need(root);
    loop {
        if let Some(group) = definitions.missing() {
            let schema = definitions.group(group);
            definitions.done.insert(group.name.to_owned(), schema);
        } else if let Some((name, value)) = definitions.missing_entry() {
            let schema = definitions.value(value);
            definitions.done.insert(name, schema);
        } else {
            break;
        }
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": root.about,
        "allOf": [reference(root)],
        "definitions": definitions.done,
    })
}

/// The groups met so far, and the schemas of those that are done.
#[derive(Default)]
struct Definitions {
    needed: Vec<&'static Group>,
    /// What stands in lists. A list may hold lists of its own kind, so each has a name.
    entries: Vec<&'static Value>,
    done: Map<String, Json>,
}

impl Definitions {
    fn need(&mut self, group: &'static Group) {
        if !self.needed.iter().any(|other| other.name == group.name) {
            self.needed.push(group);
        }
    }

    fn missing(&self) -> Option<&'static Group> {
        self.needed.iter().copied().find(|group| !self.done.contains_key(group.name))
    }

    /// A reference to what stands in a list or under a pair's key.
    fn entry(&mut self, value: &'static Value) -> Json {
        if !matches!(value, Value::AnyOf(_)) {
            return self.value(value);
        }
        let at = self.entries.iter().position(|other| std::ptr::eq(*other, value)).unwrap_or_else(
            || {
                self.entries.push(value);
                self.entries.len() - 1
            },
        );
        json!({ "$ref": format!("#/definitions/{}", entry_name(at)) })
    }

    fn missing_entry(&self) -> Option<(String, &'static Value)> {
        let mut entries =
            self.entries.iter().enumerate().map(|(at, value)| (entry_name(at), *value));
        entries.find(|(name, _)| !self.done.contains_key(name))
    }

    fn group(&mut self, group: &'static Group) -> Json {
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        patterns.insert(
            "^x([_-]|[A-Z])".to_owned(),
            json!({ "description": "A key of your own, which plenary does not read." }),
        );
        for key in group.all().filter(|key| !matches!(key.status, Status::Refused(_))) {
            let shared =
                group.with.iter().find(|other| other.keys.iter().any(|own| std::ptr::eq(own, key)));
            let schema = match shared {
                Some(other) => {
                    self.need(other);
                    json!({ "$ref": place(other, key) })
                }
                None => self.key(key),
            };
            properties.insert(key.name.to_owned(), schema);
            for pattern in other_spellings(key) {
                patterns.insert(pattern, json!({ "$ref": place(group, key) }));
            }
        }
        let required: Vec<&str> = group
            .all()
            .filter(|key| key.default == Default::Required)
            .map(|key| key.name)
            .collect();
        json!({
            "type": "object",
            "description": group.about,
            "properties": properties,
            "patternProperties": patterns,
            "additionalProperties": false,
            "required": required,
        })
    }

    fn key(&mut self, key: &Key) -> Json {
        let mut schema = match self.value(&key.value) {
            Json::Object(schema) if !schema.contains_key("$ref") => schema,
            // Beside a reference draft-07 passes over everything else.
            reference => Map::from_iter([("anyOf".to_owned(), json!([reference]))]),
        };
        schema.insert("description".to_owned(), key.description().into());
        schema.insert("markdownDescription".to_owned(), key.markdown().into());
        schema.insert("examples".to_owned(), json!([json::of_yaml(key.example)]));
        if let Default::Value(value) = key.default {
            schema.insert("default".to_owned(), json::of_yaml(value));
        }
        Json::Object(schema)
    }

    fn value(&mut self, value: &Value) -> Json {
        match value {
            Value::Text | Value::Prose => {
                json!({ "type": ["string", "number", "boolean", "null"] })
            }
            Value::Word | Value::Id => json!({ "type": ["string", "number", "boolean"] }),
            Value::Flag => {
                json!({ "type": ["boolean", "string"], "pattern": "^([Tt]rue|TRUE|[Ff]alse|FALSE)$" })
            }
            Value::Integer(range) => {
                json!({ "type": ["integer", "string"], "minimum": range.least, "maximum": range.most, "pattern": "^[0-9]+$" })
            }
            Value::Number(range) => {
                // Written as the tables have it, not as the nearest double.
                let exact = |number: f32| {
                    serde_json::from_str::<Json>(&number.to_string()).unwrap_or_default()
                };
                json!({
                    "type": ["number", "string"], "minimum": exact(range.least), "maximum": exact(range.most),
                    "pattern": "^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$",
                })
            }
            Value::Length => json!({
                "type": ["number", "string"],
                "pattern": "^\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\\s*(pt|px|mm|cm|in)?\\s*$",
            }),
            Value::Share => {
                json!({ "type": ["number", "string"], "minimum": 0, "maximum": 1, "pattern": "^\\s*[0-9.]+\\s*%?\\s*$" })
            }
            Value::Choice(choices) => choice(*choices),
            Value::Colour => json!({ "type": "string" }),
            Value::Language => {
                json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" })
            }
            Value::File(FileKind::Theme) => {
                let names: Vec<&str> = crate::theme::builtin_names().collect();
                json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
            }
            Value::File(_) => json!({ "type": ["string", "number"] }),
            Value::Keys(group) => {
                self.need(group);
                reference(group)
            }
            Value::Pair(value, key) => {
                let value = self.entry(value);
                let keys = match key {
                    PairKey::Any => json!({ "additionalProperties": value }),
                    PairKey::NoKey => {
                        json!({ "patternProperties": { "[^a-z_]": value }, "additionalProperties": false })
                    }
                };
                let pair = json!({ "type": "object", "minProperties": 1, "maxProperties": 1 });
                match (pair, keys) {
                    (Json::Object(pair), Json::Object(keys)) => {
                        Json::Object(pair.into_iter().chain(keys).collect())
                    }
                    (pair, _) => pair,
                }
            }
            Value::List(value) => json!({ "type": "array", "items": self.entry(value) }),
            Value::AnyOf(values) => {
                json!({ "anyOf": values.iter().map(|value| self.value(value)).collect::<Vec<_>>() })
            }
        }
    }
}

/// Names: those that are taught to be offered, every other way of writing them to be let pass.
fn choice(choices: &dyn Choices) -> Json {
    let known: Vec<Named> =
        choices.named().into_iter().filter(|named| named.status == Status::Known).collect();
    let taught: Vec<&str> = known.iter().map(|named| named.name).collect();
    let about: Vec<&str> = known.iter().map(|named| named.about).collect();
    let all: Vec<&str> = known
        .iter()
        .flat_map(|named| std::iter::once(named.name).chain(named.aliases.iter().copied()))
        .collect();
    // `1` and `true` are no strings unless they are in quotes.
    let unquoted: Vec<Json> =
        all.iter().filter_map(|name| serde_json::from_str(name).ok()).collect();
    let pattern =
        format!("^\\s*({})\\s*$", all.into_iter().map(forgiving).collect::<Vec<_>>().join("|"));
    let mut ways = vec![
        json!({ "enum": taught, "enumDescriptions": about }),
        json!({ "type": "string", "pattern": pattern }),
    ];
    if !unquoted.is_empty() {
        ways.push(json!({ "enum": unquoted }));
    }
    json!({ "anyOf": ways })
}

/// A pattern for a name in any case, with any of `_`, `-`, a space or nothing between its words.
fn forgiving(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '_' => "[-_ ]?".to_owned(),
            'a'..='z' => format!("[{}{c}]", c.to_ascii_uppercase()),
            '&' => "&".to_owned(),
            c if c.is_alphanumeric() || !c.is_ascii() => c.to_string(),
            c => format!("\\{c}"),
        })
        .collect()
}

/// Patterns for the other spellings and the other names of a key.
fn other_spellings(key: &Key) -> Vec<String> {
    let mut patterns = Vec::new();
    if key.name.contains('_') {
        let words = key.name.split('_').map(|word| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            format!("(-{first}|{}){rest}", first.to_ascii_uppercase())
        });
        let first = key.name.split('_').next().unwrap_or_default();
        patterns.push(format!("^{first}{}$", words.skip(1).collect::<String>()));
    }
    patterns.extend(key.aliases.iter().map(|alias| format!("^{alias}$")));
    patterns
}

fn place(group: &Group, key: &Key) -> String {
    format!("#/definitions/{}/properties/{}", group.name, key.name)
}

fn entry_name(at: usize) -> String {
    format!("entry_{}", at + 1)
}

fn reference(group: &Group) -> Json {
    json!({ "$ref": format!("#/definitions/{}", group.name) })
}
