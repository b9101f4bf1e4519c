//! Finds the texts of an outline: walks its tree with the vocabulary.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::features::has_language;
use super::sheet::{group_labels, has_label_words, is_sheet};
use super::text::{LanguageCopies, TextVersion, TranslatableText, WrittenForm};
use crate::deck::find_slides;
use crate::deck::vocabulary::DECK;
use crate::source::{Source, Span};
use crate::template::{choose_language, is_language_map};
use crate::vocabulary::{KeyGroup, ValueType};
use crate::yaml::{Key, Node, NodeKind, Scalar, ScalarStyle, find_key, to_snake_case};

/// Why a text cannot be translated where it is.
pub(super) const IN_STRUCTURE: &str = "it is a block in a part that is written for each language";

/// What was found in an outline.
#[derive(Debug, Default)]
pub(super) struct WalkedOutline {
    pub texts: Vec<TranslatableText>,
    pub structures: Vec<LanguageCopies>,
    pub references: Vec<TranslatableText>,
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
    walk.walk_slides(find_slides(root).unwrap_or_default(), prefix, chosen);
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

    fn with_brackets(self, are_there: bool) -> Self {
        Self { is_flow: self.is_flow || are_there, ..self }
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
    pub keeps_labels_apart: bool,
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
            let is_title = slide.as_mapping().is_none_or(is_language_map);
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
                let spot = spot.clone().with_brackets(written.starts_with('{'));
                self.walk_languages(entries, node.span, &types, &spot);
            }
            _ if is_sheet(&types) && has_label_words(node) => {
                self.walk_sheet(node, spot.clone().with_brackets(written.starts_with(['{', '['])));
            }
            NodeKind::Sequence(items) => {
                // `- [see below]` is a text to its author, and a warning.
                let is_item = types.iter().any(|of| matches!(of, ValueType::Pair(..)));
                if is_item && written.starts_with('[') && has_prose(&types) {
                    return;
                }
                let spot = spot.clone().with_brackets(written.starts_with('['));
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
                let inner = spot.clone().with_brackets(written.starts_with('{'));
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
        let form = WrittenForm::Plain { span, key: spot.key, is_flow: spot.is_flow };
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
        form: WrittenForm,
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
                self.found.references.push(text);
            }
        }
    }

    pub(super) fn text(
        &self,
        versions: Vec<TextVersion>,
        source: usize,
        form: WrittenForm,
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
        let form = WrittenForm::Languages {
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
        self.found.structures.push(LanguageCopies {
            own: entries[own].1.span,
            key: spot.key,
            languages: Some((first.span, last.span)),
            is_flow: spot.is_flow || written.starts_with('{'),
        });
        let by_context = |texts: &Vec<TranslatableText>| {
            let version = |text: &TranslatableText| (text.context.clone(), text.source().clone());
            texts.iter().map(version).collect::<HashMap<String, TextVersion>>()
        };
        let languages: Vec<HashMap<String, TextVersion>> = found.iter().map(by_context).collect();
        let mut texts = Vec::new();
        for text in found.swap_remove(own) {
            let versions: Vec<TextVersion> =
                languages.iter().filter_map(|texts| texts.get(&text.context).cloned()).collect();
            let language = &text.versions[text.source].language;
            let source = versions.iter().position(|version| version.language == *language);
            let is_block = text.versions.iter().any(|version| version.style.is_block());
            let form = match text.form {
                WrittenForm::Plain { .. } | WrittenForm::Part(_) if !is_block => {
                    WrittenForm::Part(structure)
                }
                _ => WrittenForm::Fixed(IN_STRUCTURE),
            };
            texts.push(TranslatableText { versions, source: source.unwrap_or(0), form, ..text });
        }
        self.found.texts.extend(if is_sheet(types) { group_labels(texts) } else { texts });
    }
}

fn has_prose(types: &[ValueType]) -> bool {
    types.iter().any(|of| matches!(of, ValueType::Prose))
}
