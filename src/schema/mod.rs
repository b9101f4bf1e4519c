//! The vocabulary as JSON Schema, for editors without the language server.
//!
//! The dialect is draft-07, which every YAML language server reads; everything in it means the same
//! in 2020-12. The schema accepts whatever the reader accepts (kebab-case and camelCase, aliases of
//! a key or layout, quoted numbers, a colon in the text of an item): a deck that is read without
//! diagnostics is valid. It cannot know whether files and link targets exist.

mod json;

use serde_json::{Map, Value as Json, json};

use crate::citation::style_names;
use crate::code::code_languages;
use crate::deck::vocabulary::DECK;
use crate::theme::vocabulary::THEME;
use crate::vocabulary::{
    ChoiceInfo, ChoiceTable, FileKind, KeyDefault, KeyGroup, KeySpec, PairKey, ValueType,
};

pub use json::node_to_json;

/// Returns the schema of an outline.
pub fn deck_schema() -> Json {
    build_schema(&DECK, "A plenary outline")
}

/// Returns the schema of a theme file.
pub fn theme_schema() -> Json {
    build_schema(&THEME, "A plenary theme")
}

fn build_schema(root: &'static KeyGroup, title: &str) -> Json {
    let mut definitions = Definitions::default();
    definitions.require_group(root);
    loop {
        if let Some(group) = definitions.next_missing_group() {
            let schema = definitions.group_schema(group);
            definitions.finished.insert(group.name.to_owned(), schema);
        } else if let Some((name, value)) = definitions.next_missing_entry() {
            let schema = definitions.value_schema(value);
            definitions.finished.insert(name, schema);
        } else {
            break;
        }
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": root.about,
        "allOf": [group_reference(root)],
        "definitions": definitions.finished,
    })
}

/// The key groups that the schema refers to, and the finished definitions.
#[derive(Default)]
struct Definitions {
    required_groups: Vec<&'static KeyGroup>,
    /// The types of list items. A list may contain lists of its own type, so each type gets a name.
    entries: Vec<&'static ValueType>,
    finished: Map<String, Json>,
}

impl Definitions {
    fn require_group(&mut self, group: &'static KeyGroup) {
        if !self.required_groups.iter().any(|other| other.name == group.name) {
            self.required_groups.push(group);
        }
    }

    fn next_missing_group(&self) -> Option<&'static KeyGroup> {
        self.required_groups.iter().copied().find(|group| !self.finished.contains_key(group.name))
    }

    /// Returns a reference to the type of a list item or of a pair's value.
    fn entry_reference(&mut self, value: &'static ValueType) -> Json {
        if !matches!(value, ValueType::AnyOf(_)) {
            return self.value_schema(value);
        }
        let at = self.entries.iter().position(|other| std::ptr::eq(*other, value)).unwrap_or_else(
            || {
                self.entries.push(value);
                self.entries.len() - 1
            },
        );
        json!({ "$ref": format!("#/definitions/{}", entry_name(at)) })
    }

    fn next_missing_entry(&self) -> Option<(String, &'static ValueType)> {
        let mut entries =
            self.entries.iter().enumerate().map(|(at, value)| (entry_name(at), *value));
        entries.find(|(name, _)| !self.finished.contains_key(name))
    }

    fn group_schema(&mut self, group: &'static KeyGroup) -> Json {
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        patterns.insert(
            "^x([_-]|[A-Z])".to_owned(),
            json!({ "description": "One of your own keys, which plenary ignores." }),
        );
        for key in group.all_keys() {
            let shared = group
                .included
                .iter()
                .find(|other| other.keys.iter().any(|own| std::ptr::eq(own, key)));
            let schema = match shared {
                Some(other) => {
                    self.require_group(other);
                    json!({ "$ref": key_pointer(other, key) })
                }
                None => self.key_schema(key),
            };
            properties.insert(key.name.to_owned(), schema);
            for pattern in alternative_spellings(key) {
                patterns.insert(pattern, json!({ "$ref": key_pointer(group, key) }));
            }
        }
        let required: Vec<&str> = group
            .all_keys()
            .filter(|key| key.default == KeyDefault::Required)
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

    fn key_schema(&mut self, key: &KeySpec) -> Json {
        let mut schema = match self.value_schema(&key.value) {
            Json::Object(schema) if !schema.contains_key("$ref") => schema,
            // In draft-07 all other keywords beside `$ref` are ignored.
            reference => Map::from_iter([("anyOf".to_owned(), json!([reference]))]),
        };
        schema.insert("description".to_owned(), key.description().into());
        schema.insert("markdownDescription".to_owned(), key.to_markdown().into());
        schema.insert("examples".to_owned(), json!([json::yaml_to_json(key.example)]));
        if let KeyDefault::Value(value) = key.default {
            schema.insert("default".to_owned(), json::yaml_to_json(value));
        }
        Json::Object(schema)
    }

    fn value_schema(&mut self, value: &ValueType) -> Json {
        match value {
            ValueType::Keys(group) => {
                self.require_group(group);
                group_reference(group)
            }
            ValueType::Pair(value, key) => {
                let value = self.entry_reference(value);
                pair_schema(value, *key)
            }
            ValueType::Names(value) | ValueType::Labels(value) => {
                json!({ "type": "object", "additionalProperties": self.entry_reference(value) })
            }
            ValueType::List(value) => {
                json!({ "type": "array", "items": self.entry_reference(value) })
            }
            ValueType::AnyOf(values) => {
                let schemas: Vec<Json> =
                    values.iter().map(|value| self.value_schema(value)).collect();
                json!({ "anyOf": schemas })
            }
            ValueType::Choice(choices) => choice_schema(*choices),
            ValueType::File(FileKind::Theme) => {
                let names: Vec<&str> = crate::theme::builtin_names().collect();
                json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
            }
            ValueType::File(FileKind::CitationStyle) => {
                let names: Vec<&str> = style_names().map(|style| style.name).collect();
                json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
            }
            ValueType::CodeLanguage => {
                let names: Vec<&str> =
                    code_languages().iter().map(|(language, _)| language.name).collect();
                json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
            }
            scalar => scalar_schema(scalar),
        }
    }
}

fn pair_schema(value: Json, key: PairKey) -> Json {
    let mut schema = json!({ "type": "object", "minProperties": 1, "maxProperties": 1 });
    match key {
        PairKey::Any => schema["additionalProperties"] = value,
        PairKey::NotKeyLike => {
            schema["patternProperties"] = json!({ "[^a-z_]": value });
            schema["additionalProperties"] = false.into();
        }
    }
    schema
}

fn scalar_schema(value: &ValueType) -> Json {
    match value {
        // A text, or a text for each language.
        ValueType::Text | ValueType::Prose | ValueType::Label => json!({
            "type": ["string", "number", "boolean", "null", "object"],
            "patternProperties": {
                "^[a-z]{2}(-[A-Za-z0-9]{1,8})*$": { "type": ["string", "number", "boolean"] },
            },
            "additionalProperties": false,
            "minProperties": 2,
        }),
        ValueType::Code => {
            json!({ "type": ["string", "number", "boolean", "null"] })
        }
        ValueType::Word | ValueType::Icon | ValueType::Id | ValueType::Condition => {
            json!({ "type": ["string", "number", "boolean"] })
        }
        ValueType::Boolean => json!({
            "type": ["boolean", "string"],
            "pattern": or_expression("^([Tt]rue|TRUE|[Ff]alse|FALSE)$"),
        }),
        ValueType::Integer(range) => json!({
            "type": ["integer", "string"],
            "minimum": range.min,
            "maximum": range.max,
            "pattern": or_expression("^[0-9]+$"),
        }),
        ValueType::Number(range) => json!({
            "type": ["number", "string"],
            "minimum": exact_number(range.min),
            "maximum": exact_number(range.max),
            "pattern": or_expression("^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$"),
        }),
        ValueType::Length => json!({
            "type": ["number", "string"],
            "pattern": or_expression(
                "^\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\\s*(pt|px|mm|cm|in)?\\s*$"
            ),
        }),
        ValueType::Fraction => json!({
            "type": ["number", "string"],
            "minimum": 0,
            "maximum": 1,
            "pattern": or_expression("^\\s*[0-9.]+\\s*%?\\s*$"),
        }),
        ValueType::Lines => json!({
            "type": ["integer", "string"],
            "minimum": 1,
            "pattern": or_expression("^[0-9 ,.–—-]+$"),
        }),
        ValueType::Colour => json!({ "type": "string" }),
        ValueType::Language => {
            let pattern = or_expression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$");
            json!({ "type": "string", "pattern": pattern })
        }
        ValueType::File(_) => json!({ "type": ["string", "number"] }),
        // The rest is not a scalar; `value_schema` handles it.
        _ => json!({}),
    }
}

/// Returns a pattern that also accepts a text with an expression such as `{{ width }}`.
fn or_expression(pattern: &str) -> String {
    format!("{pattern}|\\{{\\{{.+\\}}\\}}")
}

/// Writes a number as in the vocabulary, not as the nearest double.
fn exact_number(number: f32) -> Json {
    serde_json::from_str(&number.to_string()).unwrap_or_default()
}

/// Returns the schema of a choice: it offers the documented names and accepts all other spellings.
fn choice_schema(choices: &dyn ChoiceTable) -> Json {
    let known: Vec<ChoiceInfo> = choices.choice_infos();
    let names: Vec<&str> = known.iter().map(|choice| choice.name).collect();
    let about: Vec<&str> = known.iter().map(|choice| choice.about).collect();
    let all: Vec<&str> = known
        .iter()
        .flat_map(|choice| std::iter::once(choice.name).chain(choice.aliases.iter().copied()))
        .collect();
    // `1` and `true` are strings only if they are quoted.
    let unquoted: Vec<Json> =
        all.iter().filter_map(|name| serde_json::from_str(name).ok()).collect();
    let pattern = or_expression(&format!(
        "^\\s*({})\\s*$",
        all.into_iter().map(lenient_pattern).collect::<Vec<_>>().join("|")
    ));
    let mut alternatives = vec![
        json!({ "enum": names, "enumDescriptions": about }),
        json!({ "type": "string", "pattern": pattern }),
    ];
    if !unquoted.is_empty() {
        alternatives.push(json!({ "enum": unquoted }));
    }
    json!({ "anyOf": alternatives })
}

/// Returns a pattern for a name in any case, with `_`, `-`, a space or nothing between its words.
fn lenient_pattern(name: &str) -> String {
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

/// Returns patterns for the other spellings and the aliases of a key.
fn alternative_spellings(key: &KeySpec) -> Vec<String> {
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

fn key_pointer(group: &KeyGroup, key: &KeySpec) -> String {
    format!("#/definitions/{}/properties/{}", group.name, key.name)
}

fn entry_name(at: usize) -> String {
    format!("entry_{}", at + 1)
}

fn group_reference(group: &KeyGroup) -> Json {
    json!({ "$ref": format!("#/definitions/{}", group.name) })
}
