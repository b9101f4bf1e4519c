//! The JSON Schema, checked with an independent validator: every outline that is read without
//! diagnostics is valid, every unknown key is rejected, and the same for themes.
#![allow(clippy::disallowed_methods, reason = "tests read the outlines as they are")]

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use outlines::list_outlines;
use plenary::deck::{self, TextFiles};
use plenary::diagnostic::{Code, Diagnostic, Diagnostics};
use plenary::schema;
use plenary::source::{Source, SourceId};
use plenary::yaml;
use serde_json::Value as Json;

#[allow(dead_code, reason = "other tests use the rest")]
mod outlines;

struct Files;

impl TextFiles for Files {
    fn read_text(&self, _: &str, _: &str) -> Result<String, Diagnostic> {
        Ok("Step,Time\nWrite,890 µs\n".to_owned())
    }
}

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new(schema: Json) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("https://plenary.test/schema.json", schema).expect("a resource");
        let index = compiler
            .compile("https://plenary.test/schema.json", &mut schemas)
            .expect("a sound schema");
        Self { schemas, index }
    }

    fn validation_error(&self, value: &Json) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| error.to_string())
    }
}

/// Returns the outline as JSON, converted from the project's own tree, and its diagnostics.
fn read(path: &Path) -> (Option<Json>, Vec<Diagnostic>) {
    let source = Source::new(path, fs::read_to_string(path).expect("a readable outline"));
    let mut diagnostics = Diagnostics::default();
    let json = yaml::parse(&source, SourceId(0), &mut diagnostics).map(|root| {
        deck::read_deck(&root, &source, &Files, &mut diagnostics);
        schema::node_to_json(&root)
    });
    (json, diagnostics.into_sorted())
}

#[test]
fn accepts_valid_outlines_and_rejects_unknown_keys() {
    let validator = Validator::new(schema::deck_schema());
    let (mut good, mut bad) = (0, 0);
    let mut broken = String::new();
    let all = list_outlines("slides")
        .into_iter()
        .chain(list_outlines("tests/suite"))
        .chain([PathBuf::from("slides.yaml")]);
    for path in all {
        let (Some(json), diagnostics) = read(&path) else { continue };
        let complaint = validator.validation_error(&json);
        if diagnostics.is_empty() {
            good += 1;
            if let Some(complaint) = complaint {
                broken += &format!("{} is good, but: {complaint}\n", path.display());
            }
        // Braces after a word are part of a text, which the schema does not analyse.
        } else if diagnostics.iter().any(|diagnostic| {
            diagnostic.code == Code::UnknownKey
                && !diagnostic.message.contains("after text in brackets")
        }) {
            bad += 1;
            if complaint.is_none() {
                broken += &format!("{} has an unknown key, and is valid\n", path.display());
            }
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
    assert!(good > 40 && bad > 5, "only {good} good ones and {bad} with unknown keys");
}

#[test]
fn rejects_what_the_reader_rejects() {
    let validator = Validator::new(schema::deck_schema());
    for line in [
        "frobnicate: 1",
        "layout: covr",
        "fit: sometimes",
        "paginate: perhaps",
        "figure: { src: a.svg, alternative: A }",
        "figure: { alt: A picture without a path }",
        "numbered: { start: -1, items: [a] }",
        "callout: { kind: shout, text: Hello }",
        "cards: [{ title: A, txet: B }]",
        "table: { rows: [[a]], align: [middle] }",
        "chart: { kind: spiral, data: { a: 1 } }",
        "lang: English language",
    ] {
        let outline = format!("slides:\n  - title: T\n    {line}\n");
        let source = Source::new("deck.yaml", outline.clone());
        let mut diagnostics = Diagnostics::default();
        let root = yaml::parse(&source, SourceId(0), &mut diagnostics).expect("YAML");
        deck::read_deck(&root, &source, &Files, &mut diagnostics);
        assert!(diagnostics.has_errors(), "the reader takes {line}");
        assert!(
            validator.validation_error(&schema::node_to_json(&root)).is_some(),
            "the schema takes {line}"
        );
    }
}

#[test]
fn accepts_every_spelling_of_a_key_and_private_keys() {
    let validator = Validator::new(schema::deck_schema());
    for key in ["aspect_ratio", "aspect-ratio", "aspectRatio"] {
        let deck = serde_json::json!({ key: "4:3", "x_own": 1, "x-own": [], "xOwn": {}, "slides": ["Water"] });
        assert_eq!(validator.validation_error(&deck), None);
    }
    let deck = serde_json::json!({ "authors": ["A"], "slides": [{ "image": "a.svg", "layout": "Two columns" }, { "layout": "twoCols" }] });
    assert_eq!(validator.validation_error(&deck), None);
}

#[test]
fn accepts_built_in_themes_and_rejects_unknown_keys_in_themes() {
    let validator = Validator::new(schema::theme_schema());
    let themes = list_outlines("src/theme/builtin");
    assert!(themes.len() >= 3);
    for path in themes {
        let source = Source::new(&path, fs::read_to_string(&path).expect("a theme"));
        let root = yaml::parse(&source, SourceId(0), &mut Diagnostics::default()).expect("YAML");
        assert_eq!(
            validator.validation_error(&schema::node_to_json(&root)),
            None,
            "{}",
            path.display()
        );
    }
    for bad in [
        serde_json::json!({ "colours": { "primry": "#000000" } }),
        serde_json::json!({ "type": { "leading": 9 } }),
        serde_json::json!({ "pages": { "cover": { "band": { "heigth": 3 } } } }),
    ] {
        assert!(validator.validation_error(&bad).is_some(), "{bad} is valid");
    }
}

#[test]
fn every_key_has_a_description_an_example_and_a_default() {
    fn walk(schema: &Json, path: &str, count: &mut usize) {
        for (name, key) in schema["properties"].as_object().into_iter().flatten() {
            if key.get("$ref").is_some() {
                continue;
            }
            let path = format!("{path}.{name}");
            assert!(key["description"].as_str().is_some_and(|words| words.len() > 5), "{path}");
            assert!(
                key["markdownDescription"].as_str().is_some_and(|words| words.contains("```yaml")),
                "{path}"
            );
            assert!(
                key["examples"].as_array().is_some_and(|examples| !examples[0].is_null()),
                "{path}"
            );
            *count += 1;
        }
    }
    let mut count = 0;
    for schema in [schema::deck_schema(), schema::theme_schema()] {
        for (name, group) in schema["definitions"].as_object().expect("definitions") {
            walk(group, name, &mut count);
        }
    }
    assert!(count > 150, "only {count} keys");
}
