//! The data of a chart whose labels are keys, such as `{ Spring: 3, Autumn: 4 }`.

use std::collections::HashMap;

use super::features::has_language;
use super::text::{LanguageCopies, TextVersion, TranslatableText, WrittenForm};
use super::walk::{IN_STRUCTURE, Spot, Walk};
use crate::source::Span;
use crate::template::is_language_map;
use crate::vocabulary::ValueType;
use crate::yaml::{Node, NodeKind, ScalarStyle};

impl Walk<'_> {
    /// Reads the data of a chart whose labels are keys.
    pub(super) fn walk_sheet(&mut self, node: &Node, spot: Spot) {
        let structure = self.found.structures.len();
        let mut labels = Vec::new();
        collect_labels(node, SheetPlace::Data, &mut labels);
        let mut texts = Vec::new();
        for (index, (text, span, style)) in labels.into_iter().enumerate() {
            let form = match style.is_block() {
                true => WrittenForm::Fixed(IN_STRUCTURE),
                false => WrittenForm::Part(structure),
            };
            if has_language(text) {
                let versions = vec![self.version(text, span, style)];
                texts.push(self.text(versions, 0, form, &spot.below(index + 1, None)));
            }
        }
        if self.keeps_labels_apart {
            self.found.texts.extend(texts);
            return;
        }
        self.found.structures.push(LanguageCopies {
            own: node.span,
            key: spot.key,
            languages: None,
            is_flow: spot.is_flow,
        });
        self.found.texts.extend(group_labels(texts));
    }
}

/// Returns whether a value may be data whose keys are labels.
pub(super) fn is_sheet(types: &[ValueType]) -> bool {
    let is_labels = |of: &ValueType| matches!(of, ValueType::Labels(_));
    types.iter().any(|of| {
        is_labels(of) || of.item_value().is_some_and(|of| of.alternatives().iter().any(is_labels))
    })
}

/// Returns whether keys of the data have words.
pub(super) fn has_label_words(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Sequence(items) => items.iter().any(has_label_words),
        NodeKind::Mapping(entries) if !is_language_map(entries) => {
            entries.iter().any(|(key, value)| has_language(&key.name) || has_label_words(value))
        }
        _ => false,
    }
}

/// Where in the data of a chart a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SheetPlace {
    /// The data, or a row in brackets: its texts are labels.
    Data,
    /// A row with a key for each column: its texts are labels.
    Record,
    /// After a label: a number, or the word `total`.
    Value,
}

fn collect_labels<'n>(
    node: &'n Node,
    place: SheetPlace,
    labels: &mut Vec<(&'n str, Span, ScalarStyle)>,
) {
    match &node.kind {
        NodeKind::Scalar(scalar) if place != SheetPlace::Value => {
            labels.push((scalar.written(), node.span, scalar.style));
        }
        NodeKind::Sequence(items) => {
            for item in items {
                let is_record = item.as_mapping().is_some_and(|entries| entries.len() > 1);
                let inner = match (place, is_record) {
                    (SheetPlace::Value, _) => SheetPlace::Value,
                    (_, true) => SheetPlace::Record,
                    (_, false) => SheetPlace::Data,
                };
                collect_labels(item, inner, labels);
            }
        }
        NodeKind::Mapping(entries) if !is_language_map(entries) => {
            let is_record = place == SheetPlace::Record;
            let inner = if is_record { SheetPlace::Record } else { SheetPlace::Value };
            for (key, value) in entries {
                labels.push((&key.name, key.span, ScalarStyle::Plain));
                collect_labels(value, inner, labels);
            }
        }
        _ => {}
    }
}

/// Joins labels with the same words: they are one text.
pub(super) fn group_labels(texts: Vec<TranslatableText>) -> Vec<TranslatableText> {
    let mut grouped: Vec<TranslatableText> = Vec::new();
    let mut by_words: HashMap<String, usize> = HashMap::new();
    for text in texts {
        let at = *by_words.entry(text.source().text.clone()).or_insert(grouped.len());
        let Some(first) = grouped.get_mut(at) else {
            grouped.push(text);
            continue;
        };
        for version in text.versions {
            let of = |other: &&mut TextVersion| other.language == version.language;
            match first.versions.iter_mut().find(of) {
                Some(other) => other.spans.extend(version.spans),
                None => first.versions.push(version),
            }
        }
    }
    grouped
}
