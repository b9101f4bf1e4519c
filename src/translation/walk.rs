//! Finds the texts of an outline: walks its tree with the vocabulary.

use std::collections::{BTreeSet, HashSet};

use super::features::has_language;
use super::text::{LabelReference, Structure, TextForm, TextVersion, TranslatableText};
use crate::deck::vocabulary::DECK;
use crate::source::{Source, Span};
use crate::template::{choose_language, find_key, is_language_map};
use crate::vocabulary::{KeyGroup, ValueType};
use crate::yaml::{Key, Node, NodeKind, Scalar, ScalarStyle, to_snake_case};

/// Why a text cannot be translated where it is.
pub(super) const IN_STRUCTURE: &str = "it is a block in a part that is written for each language";

/// What was found in an outline.
#[derive(Debug, Default)]
pub(super) struct WalkedOutline {
    pub texts: Vec<TranslatableText>,
    pub structures: Vec<Structure>,
    pub references: Vec<LabelReference>,
}

/// Finds the texts of an outline that is written in `language`. The names of its texts start with
/// `prefix`, which is not empty for an included outline: only its slides are shown, and of them
/// only `chosen`, if that is not `None`.
pub(super) fn walk_outline(
    root: &Node,
    source: &Source,
    language: &str,
    prefix: &str,
    chosen: Option<&BTreeSet<String>>,
) -> WalkedOutline {
    let mut walk = Walk::new(source, language);
    for (key, value) in root.as_mapping().unwrap_or_default() {
        let name = to_snake_case(&key.name);
        let Some(spec) = DECK.find_key(&name).filter(|spec| spec.name != "slides") else {
            continue;
        };
        if prefix.is_empty() {
            walk.start = "deck/".len();
            let path = format!("deck/{}", spec.name);
            let spot = Spot { path, about: spec.about, key: Some(key.span), is_flow: false };
            walk.walk(value, &[spec.value], &spot);
        }
    }
    let slides = root.as_sequence().or_else(|| find_key(root, "slides")?.as_sequence());
    walk.walk_slides(slides.unwrap_or_default(), prefix, chosen);
    walk.found
}

/// Where a value is.
#[derive(Clone)]
pub(super) struct Spot {
    /// The name of the slide and the keys and numbers that lead to the value.
    pub path: String,
    /// What the last key is for.
    pub about: &'static str,
    /// The key before the value; `None` for an item of a list.
    pub key: Option<Span>,
    /// Whether the value is in brackets or braces.
    pub is_flow: bool,
}

impl Spot {
    /// Returns the spot of a value in this one.
    pub(super) fn below(&self, step: impl std::fmt::Display, key: Option<Span>) -> Self {
        Self { path: format!("{}/{step}", self.path), key, ..self.clone() }
    }

    fn is_flow(self, is_flow: bool) -> Self {
        Self { is_flow: self.is_flow || is_flow, ..self }
    }
}

pub(super) struct Walk<'a> {
    pub source: &'a Source,
    language: &'a str,
    pub found: WalkedOutline,
    /// The values seen: a value that is referred to by `*name` is a text once.
    seen: HashSet<Span>,
    slide: Option<usize>,
    /// The number of bytes of a path before the keys.
    start: usize,
    /// Whether the labels of a chart are kept one by one, not grouped by their words.
    keeps_labels_apart: bool,
}

impl<'a> Walk<'a> {
    fn new(source: &'a Source, language: &'a str) -> Self {
        Self {
            source,
            language,
            found: WalkedOutline::default(),
            seen: HashSet::new(),
            slide: None,
            start: 0,
            keeps_labels_apart: false,
        }
    }

    fn walk_slides(&mut self, slides: &[Node], prefix: &str, chosen: Option<&BTreeSet<String>>) {
        let Some(ValueType::List(slide_type)) = DECK.find_key("slides").map(|key| key.value) else {
            return;
        };
        let mut names = BTreeSet::new();
        for (index, slide) in slides.iter().enumerate() {
            let id = find_key(slide, "id").and_then(Node::as_scalar);
            let id = id.map(|id| id.value.trim().trim_start_matches('#').to_owned());
            let is_chosen =
                |chosen: &BTreeSet<String>| id.as_ref().is_some_and(|id| chosen.contains(id));
            if chosen.is_some_and(|chosen| !is_chosen(chosen)) {
                continue;
            }
            let own = id.filter(|id| !id.is_empty() && !id.contains("{{"));
            let mut name =
                own.map_or_else(|| format!("slides/{}", index + 1), |id| format!("#{id}"));
            if !names.insert(name.clone()) {
                name = format!("{name}~{}", index + 1);
            }
            let path = format!("{prefix}{name}");
            self.slide = Some(index + 1);
            self.start = path.len() + 1;
            let is_title = slide.as_mapping().is_none_or(|entries| is_language_map(entries));
            let path = if is_title { format!("{path}/title") } else { path };
            let spot = Spot { path, about: "", key: None, is_flow: false };
            self.walk(slide, &[*slide_type], &spot);
        }
    }

    /// Finds the texts of a value that may have one of `types`.
    pub(super) fn walk(&mut self, node: &Node, types: &[ValueType], spot: &Spot) {
        if node.is_null() || !self.seen.insert(node.span) {
            return;
        }
        let types: Vec<ValueType> = types.iter().flat_map(ValueType::alternatives).collect();
        let written = &self.source.text[node.span.range()];
        match &node.kind {
            NodeKind::Null | NodeKind::Unreadable => {}
            NodeKind::Scalar(scalar) => self.push_scalar(scalar, node.span, &types, spot),
            NodeKind::Mapping(entries) if is_language_map(entries) => {
                let spot = spot.clone().is_flow(written.starts_with('{'));
                self.walk_languages(entries, node.span, &types, &spot);
            }
            _ if is_sheet(&types) && has_label_words(node) => {
                self.walk_sheet(node, spot.clone().is_flow(written.starts_with(['{', '['])));
            }
            NodeKind::Sequence(items) => {
                // `- [see below]` is a text to its author, and a warning.
                let is_item = types.iter().any(|of| matches!(of, ValueType::Pair(..)));
                if is_item && written.starts_with('[') && has_prose(&types) {
                    return;
                }
                let spot = spot.clone().is_flow(written.starts_with('['));
                let of: Vec<ValueType> =
                    types.iter().filter_map(ValueType::item_value).copied().collect();
                let is_row = types.iter().any(|of| matches!(of, ValueType::Labels(_)));
                for (index, item) in items.iter().enumerate() {
                    // In the data of a waterfall, the word `total` is a value.
                    let is_word = |scalar: &Scalar| scalar.value.trim() == "total";
                    if is_row && index > 0 && item.as_scalar().is_some_and(is_word) {
                        continue;
                    }
                    self.walk(item, &of, &spot.below(index + 1, None));
                }
            }
            NodeKind::Mapping(entries) => {
                let inner = spot.clone().is_flow(written.starts_with('{'));
                self.walk_mapping(node, entries, &types, spot, &inner);
            }
        }
    }

    fn walk_mapping(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        types: &[ValueType],
        spot: &Spot,
        inner: &Spot,
    ) {
        let groups: Vec<&'static KeyGroup> = types.iter().flat_map(ValueType::key_groups).collect();
        let find = |key: &Key| {
            let name = to_snake_case(&key.name);
            // `when: the river rises` alone is a text with a colon.
            let is_key = |spec: &&'static crate::vocabulary::KeySpec| {
                entries.len() > 1 || !matches!(spec.value, ValueType::Condition)
            };
            groups.iter().find_map(|group| group.find_key(&name)).filter(is_key)
        };
        if !entries.iter().any(|(key, _)| find(key).is_some()) {
            if let [(key, value)] = entries
                && types.iter().any(|of| matches!(of, ValueType::Pair(..)))
            {
                self.walk_pair(node, key, value, types, spot);
                return;
            }
            let of: Vec<ValueType> =
                types.iter().filter_map(ValueType::pair_value).copied().collect();
            for (key, value) in entries {
                self.walk(value, &of, &inner.below(&key.name, Some(key.span)));
            }
            return;
        }
        for (key, value) in entries {
            if let Some(spec) = find(key) {
                let spot = inner.below(spec.name, Some(key.span));
                self.walk(value, &[spec.value], &Spot { about: spec.about, ..spot });
            }
        }
    }

    pub(super) fn push_scalar(
        &mut self,
        scalar: &Scalar,
        span: Span,
        types: &[ValueType],
        spot: &Spot,
    ) {
        let value = scalar.written();
        let is_flag = types.iter().any(|of| matches!(of, ValueType::Boolean))
            && matches!(value.trim().to_ascii_lowercase().as_str(), "true" | "false");
        if is_flag {
            return;
        }
        let form = TextForm::Plain { span, key: spot.key, is_flow: spot.is_flow };
        let version = self.version(value, span, scalar.style);
        self.push(vec![version], 0, form, types, spot);
    }

    pub(super) fn version(&self, text: &str, span: Span, style: ScalarStyle) -> TextVersion {
        let language = self.language.to_owned();
        TextVersion { language, text: text.to_owned(), spans: vec![span], style }
    }

    /// Adds a text, or a label that names another, if it has words.
    fn push(
        &mut self,
        versions: Vec<TextVersion>,
        source: usize,
        form: TextForm,
        types: &[ValueType],
        spot: &Spot,
    ) {
        let is_text = types.iter().any(|of| matches!(of, ValueType::Text | ValueType::Prose));
        let is_label = types.iter().any(|of| matches!(of, ValueType::Label));
        if (is_text || is_label) && versions.iter().any(|version| has_language(&version.text)) {
            let text = self.text(versions, source, form, spot);
            if is_text {
                self.found.texts.push(text);
            } else {
                self.found.references.push(LabelReference { text });
            }
        }
    }

    pub(super) fn text(
        &self,
        versions: Vec<TextVersion>,
        source: usize,
        form: TextForm,
        spot: &Spot,
    ) -> TranslatableText {
        TranslatableText {
            context: spot.path.clone(),
            slide: self.slide,
            place: spot.path.get(self.start..).unwrap_or_default().to_owned(),
            about: spot.about,
            versions,
            source,
            form,
        }
    }

    /// Reads a mapping of languages.
    fn walk_languages(
        &mut self,
        entries: &[(Key, Node)],
        span: Span,
        types: &[ValueType],
        spot: &Spot,
    ) {
        let is_simple = |node: &Node| node.as_scalar().is_some() || node.is_null();
        let Some((first, _)) = entries.first() else { return };
        if !entries.iter().all(|(_, value)| is_simple(value)) {
            self.walk_structure(entries, span, types, spot);
            return;
        }
        let mut versions = Vec::new();
        let mut last = (first.span, ScalarStyle::Plain);
        for (key, value) in entries {
            let Some(scalar) = value.as_scalar() else { continue };
            last = (value.span, scalar.style);
            let text = scalar.written().to_owned();
            let (language, spans) = (key.name.clone(), vec![value.span]);
            versions.push(TextVersion { language, text, spans, style: scalar.style });
        }
        let codes = versions.iter().map(|version| version.language.as_str());
        let source = choose_language(codes, self.language).unwrap_or(0);
        let form = TextForm::Languages {
            first_key: first.span,
            last_value: last.0,
            last_style: last.1,
            is_flow: spot.is_flow,
        };
        if !versions.is_empty() {
            self.push(versions, source, form, types, spot);
        }
    }

    /// Reads a value that is written once for each language, such as a list. Texts at the same
    /// place belong together.
    fn walk_structure(
        &mut self,
        entries: &[(Key, Node)],
        span: Span,
        types: &[ValueType],
        spot: &Spot,
    ) {
        let mut found: Vec<Vec<TranslatableText>> = Vec::new();
        for (key, value) in entries {
            let mut walk = Walk::new(self.source, &key.name);
            (walk.slide, walk.start, walk.keeps_labels_apart) = (self.slide, self.start, true);
            walk.walk(value, types, &Spot { key: Some(key.span), ..spot.clone() });
            found.push(walk.found.texts);
        }
        let codes = entries.iter().map(|(key, _)| key.name.as_str());
        let own = choose_language(codes, self.language).unwrap_or(0);
        let (Some((first, _)), Some((_, last))) = (entries.first(), entries.last()) else { return };
        let structure = self.found.structures.len();
        let written = &self.source.text[span.range()];
        self.found.structures.push(Structure {
            own: entries[own].1.span,
            key: spot.key,
            languages: Some((first.span, last.span)),
            is_flow: spot.is_flow || written.starts_with('{'),
        });
        let mut texts = Vec::new();
        for text in found[own].clone() {
            let at = |texts: &Vec<TranslatableText>| {
                let same = texts.iter().find(|other| other.context == text.context)?;
                Some(same.versions[same.source].clone())
            };
            let versions: Vec<TextVersion> = found.iter().filter_map(at).collect();
            let language = &text.versions[text.source].language;
            let source = versions.iter().position(|version| version.language == *language);
            let is_block = text.versions.iter().any(|version| is_block(version.style));
            let form = match text.form {
                TextForm::Plain { .. } | TextForm::Part(_) if !is_block => {
                    TextForm::Part(structure)
                }
                _ => TextForm::Fixed(IN_STRUCTURE),
            };
            texts.push(TranslatableText { versions, source: source.unwrap_or(0), form, ..text });
        }
        self.found.texts.extend(if is_sheet(types) { group_labels(texts) } else { texts });
    }

    /// Reads the data of a chart whose labels are keys.
    fn walk_sheet(&mut self, node: &Node, spot: Spot) {
        let structure = self.found.structures.len();
        let mut labels = Vec::new();
        collect_labels(node, LabelPlace::Data, &mut labels);
        let mut texts = Vec::new();
        for (index, (text, span, style)) in labels.into_iter().enumerate() {
            let form = match is_block(style) {
                true => TextForm::Fixed(IN_STRUCTURE),
                false => TextForm::Part(structure),
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
        self.found.structures.push(Structure {
            own: node.span,
            key: spot.key,
            languages: None,
            is_flow: spot.is_flow,
        });
        self.found.texts.extend(group_labels(texts));
    }
}

/// Returns whether a value may be data whose keys are labels.
fn is_sheet(types: &[ValueType]) -> bool {
    let is_labels = |of: &ValueType| matches!(of, ValueType::Labels(_));
    types.iter().any(|of| {
        is_labels(of) || of.item_value().is_some_and(|of| of.alternatives().iter().any(is_labels))
    })
}

fn has_prose(types: &[ValueType]) -> bool {
    types.iter().any(|of| matches!(of, ValueType::Prose))
}

/// Returns whether a text is a block after `|` or `>`.
pub(super) fn is_block(style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
}

fn has_label_words(node: &Node) -> bool {
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
enum LabelPlace {
    /// The data, or a row in brackets: its texts are labels.
    Data,
    /// A row with a key for each column: its texts are labels.
    Record,
    /// After a label: a number, or the word `total`.
    Value,
}

fn collect_labels<'n>(
    node: &'n Node,
    place: LabelPlace,
    labels: &mut Vec<(&'n str, Span, ScalarStyle)>,
) {
    match &node.kind {
        NodeKind::Scalar(scalar) if place != LabelPlace::Value => {
            labels.push((scalar.written(), node.span, scalar.style));
        }
        NodeKind::Sequence(items) => {
            for item in items {
                let is_record = item.as_mapping().is_some_and(|entries| entries.len() > 1);
                let inner = match (place, is_record) {
                    (LabelPlace::Value, _) => LabelPlace::Value,
                    (_, true) => LabelPlace::Record,
                    (_, false) => LabelPlace::Data,
                };
                collect_labels(item, inner, labels);
            }
        }
        NodeKind::Mapping(entries) if !is_language_map(entries) => {
            let is_record = place == LabelPlace::Record;
            let inner = if is_record { LabelPlace::Record } else { LabelPlace::Value };
            for (key, value) in entries {
                labels.push((&key.name, key.span, ScalarStyle::Plain));
                collect_labels(value, inner, labels);
            }
        }
        _ => {}
    }
}

/// Joins labels with the same words: they are one text.
fn group_labels(texts: Vec<TranslatableText>) -> Vec<TranslatableText> {
    let mut grouped: Vec<TranslatableText> = Vec::new();
    for text in texts {
        let same = |other: &&mut TranslatableText| other.source().text == text.source().text;
        let Some(first) = grouped.iter_mut().find(same) else {
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
