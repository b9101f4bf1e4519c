//! The keys of one mapping. Readers take the known ones by name; those that are left are unknown.

use super::node::{Key, Node, NodeKind, to_snake_case};
use super::reader::NodeReader;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::vocabulary::{KeyGroup, KeySpec, SupportStatus, ValueType};

/// The keys of one mapping. Take the known ones, then call [`Fields::report_unknown_keys`].
pub struct Fields<'n> {
    /// The span of the mapping.
    pub span: Span,
    owner: String,
    group: &'static KeyGroup,
    fields: Vec<Field<'n>>,
    /// Keys that start with `x_`: the author's own.
    private_keys: Vec<&'n Key>,
}

/// A key with its value.
#[derive(Clone)]
pub struct Field<'n> {
    /// The key in snake_case.
    pub name: String,
    /// The key as written.
    pub key: &'n Key,
    /// Its value.
    pub value: &'n Node,
}

impl<'n> Fields<'n> {
    pub(super) fn new(
        entries: &'n [(Key, Node)],
        owner: &str,
        group: &'static KeyGroup,
        span: Span,
    ) -> Self {
        let fields =
            entries.iter().map(|(key, value)| Field { name: to_snake_case(&key.name), key, value });
        // Keys that start with `x_` are the author's own.
        let (own, mut fields): (Vec<_>, Vec<_>) =
            fields.partition(|field| field.name.starts_with("x_") && !group.has_key(&field.name));
        let is_condition = |name: &str| {
            group.find_key(name).is_some_and(|key| matches!(key.value, ValueType::Condition))
        };
        fields.retain(|field| !is_condition(&field.name));
        for at in 0..fields.len() {
            let plain = normalize_key(&fields[at].name);
            let is_free = fields.iter().all(|other| other.name != plain);
            if !group.has_key(&fields[at].name) && group.has_key(&plain) && is_free {
                fields[at].name = plain;
            }
        }
        Self {
            span,
            owner: owner.to_owned(),
            group,
            fields,
            private_keys: own.into_iter().map(|field| field.key).collect(),
        }
    }

    /// Warns about keys that are known once capitals, quotation marks and invisible characters are
    /// removed.
    pub(super) fn warn_about_spelling(&self, reader: &mut NodeReader) {
        for Field { name, key, .. } in
            self.fields.iter().filter(|field| to_snake_case(&field.key.name) != field.name)
        {
            let diagnostic = Diagnostic::warning(
                Code::KeySpelling,
                format!("`{}` is read as the key `{name}`", truncate_name(&key.name)),
                key.span,
            );
            reader.diagnostics.push(
                diagnostic
                    .with_help(format!("write it as `{name}`"))
                    .with_certain_edit(key.span, name.as_str()),
            );
        }
    }

    /// Returns whether the mapping has a key with this name that was not taken.
    pub fn has_field(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Takes the field called `name` (in snake_case).
    pub fn take(&mut self, name: &str) -> Option<Field<'n>> {
        debug_assert!(
            self.group.has_key(name),
            "`{name}` is not in the vocabulary of `{}`",
            self.group.name
        );
        let at = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(at))
    }

    /// Takes the value of the field called `name`.
    pub fn take_value(&mut self, name: &str) -> Option<&'n Node> {
        self.take(name).map(|field| field.value)
    }

    /// Takes every field whose name is wanted, in the order written.
    pub fn take_matching(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<Field<'n>> {
        let (taken, left) =
            std::mem::take(&mut self.fields).into_iter().partition(|field| wanted(&field.name));
        self.fields = left;
        taken
    }

    /// Returns the key under which an unknown key is known, preferably one that the mapping has.
    fn find_parent_key(&self, name: &str, reader: &NodeReader) -> Option<&'static str> {
        let written = reader.slice(self.span);
        let parents = self
            .group
            .all_keys()
            .filter(|key| key.value.key_groups().iter().any(|group| group.has_key(name)));
        let names: Vec<_> = parents.map(|key| key.name).collect();
        let here = names.iter().find(|parent| written.contains(&format!("{parent}:")));
        // A picture is rather a block than the background of the slide.
        let block = names.iter().find(|parent| **parent != "background");
        here.or(block).or(names.first()).copied()
    }

    /// Reports the keys that were not taken.
    pub fn report_unknown_keys(self, reader: &mut NodeReader) {
        if self.fields.is_empty() && self.private_keys.is_empty() {
            return;
        }
        let known: Vec<&str> = self.group.key_names().collect();
        for field in &self.fields {
            let message =
                format!("unknown key `{}` in {}", truncate_name(&field.key.name), self.owner);
            let diagnostic = Diagnostic::error(Code::UnknownKey, message, field.key.span);
            let diagnostic = self.suggest_key(diagnostic, field, &known, reader);
            reader.diagnostics.push(diagnostic);
        }
        self.private_keys
            .iter()
            .for_each(|key| warn_about_misspelt_private_key(key, &known, reader));
    }

    /// Adds help to the diagnostic of an unknown key: the key that was probably meant, or the
    /// reason why YAML reads the text as a key.
    fn suggest_key(
        &self,
        diagnostic: Diagnostic,
        field: &Field,
        known: &[&'static str],
        reader: &NodeReader,
    ) -> Diagnostic {
        let (name, span) = (field.key.name.as_str(), field.key.span);
        if let Some(meant) = find_synonym(&field.name).filter(|meant| known.contains(meant)) {
            return diagnostic
                .with_help(format!("write `{meant}`"))
                .with_suggested_edit(span, meant);
        }
        if let Some(near) = find_nearest(&field.name, known.iter().copied()) {
            let diagnostic = diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_suggested_edit(span, near);
            return match name.chars().find(|c| c.is_alphabetic() && !c.is_ascii()) {
                Some(letter) => diagnostic.with_help(format!(
                    "replace `{letter}` (U+{:04X}), which is not a Latin letter",
                    u32::from(letter)
                )),
                None => diagnostic,
            };
        }
        diagnostic.with_help(self.explain_unknown_key(field, known, reader))
    }

    fn explain_unknown_key(
        &self,
        field: &Field,
        known: &[&'static str],
        reader: &NodeReader,
    ) -> String {
        let name = field.key.name.as_str();
        if let Some((word, rest)) =
            name.split_once(':').filter(|(word, _)| known.contains(&to_snake_case(word).as_str()))
        {
            return format!("put a space after the colon: `{word}: {rest}`");
        }
        let is_in_braces = reader.slice(self.span).starts_with('{');
        if is_in_braces && (name.contains(' ') || field.value.kind == NodeKind::Null) {
            return "quote text or numbers that contain a comma: inside `{ }` a comma starts a \
                    new key"
                .to_owned();
        }
        if name.contains(' ') {
            return "quote text that contains a colon".to_owned();
        }
        if let Some(parent) = self.find_parent_key(&field.name, reader) {
            return format!("move it into `{parent}`: `{parent}: {{ …, {}: … }}`", field.name);
        }
        self.list_keys()
    }

    /// Returns help that lists the keys of the mapping: its own ones, and the blocks that it may
    /// have.
    fn list_keys(&self) -> String {
        let is_known = |key: &&KeySpec| key.status == SupportStatus::Known;
        let join = |keys: &[&KeySpec]| -> String {
            let named: Vec<String> =
                keys.iter().take(MAX_LISTED_KEYS).map(|key| format!("`{}`", key.name)).collect();
            let others = if keys.len() > MAX_LISTED_KEYS { " and others" } else { "" };
            named.join(", ") + others
        };
        let own: Vec<&KeySpec> = self.group.keys.iter().filter(is_known).collect();
        let own = format!("use one of the keys of {}: {}", self.owner, join(&own));
        let blocks = self.group.included.iter().flat_map(|group| group.keys);
        let is_block = |key: &&KeySpec| is_known(key) && !matches!(key.value, ValueType::Condition);
        let blocks: Vec<&KeySpec> = blocks.filter(is_block).collect();
        if blocks.is_empty() {
            own
        } else {
            format!("{own}; or one of the blocks {}", join(&blocks))
        }
    }
}

/// Warns about a key of the author's own that is almost a known one, such as `x_tilte`. A key that
/// is spelt exactly like a known one disables it on purpose.
fn warn_about_misspelt_private_key(key: &Key, known: &[&str], reader: &mut NodeReader) {
    const MIN_WORD_LEN: usize = 5;
    let name = to_snake_case(&key.name);
    let word = name.trim_start_matches("x_");
    let long = known.iter().copied().filter(|known| known.len() >= MIN_WORD_LEN);
    if word.len() >= MIN_WORD_LEN
        && !known.contains(&word)
        && let Some(near) = find_nearest(word, long)
    {
        let diagnostic = Diagnostic::warning(
            Code::MisspeltPrivateKey,
            format!("`{}` is one of your own keys and is ignored", key.name),
            key.span,
        );
        let diagnostic = diagnostic.with_help(format!(
            "write `{near}` without `x_` if you mean that key, or choose a name less like it"
        ));
        reader.diagnostics.push(diagnostic.with_suggested_edit(key.span, near));
    }
}

/// Returns a key in lower case, without typographic quotation marks around it and without invisible
/// characters.
fn normalize_key(name: &str) -> String {
    let unseen =
        |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let quotes =
        |c: char| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»') || c.is_whitespace();
    name.chars().filter(|c| !unseen(*c)).collect::<String>().trim_matches(quotes).to_lowercase()
}

/// Returns our name for a key that has another name in other programs.
pub fn find_synonym(name: &str) -> Option<&'static str> {
    const SYNONYMS: &[(&str, &[&str])] = &[
        (
            "title",
            &[
                "headline",
                "frametitle",
                "frame_title",
                "header1",
                "h1",
                "name",
                "überschrift",
                "titre",
                "titulo",
            ],
        ),
        ("subtitle", &["subheading", "subheadline", "tagline"]),
        (
            "bullets",
            &[
                "list",
                "itemize",
                "points",
                "items",
                "bullet_points",
                "bulletpoints",
                "ul",
                "key_points",
            ],
        ),
        ("numbered", &["ol", "steps_list", "enumerate", "ordered"]),
        ("checklist", &["tasks", "todos", "todo", "to_do"]),
        ("text", &["paragraph", "description", "content_text", "p", "words"]),
        ("figure", &["picture", "photo", "img", "pic", "illustration", "graphic"]),
        ("figures", &["pictures", "photos", "gallery"]),
        ("notes", &["speaker_notes", "comment", "comments", "speech"]),
        ("slides", &["pages", "folien", "diapositives", "content"]),
        ("lang", &["language", "locale", "langue", "sprache"]),
        ("theme", &["template", "style", "design"]),
        ("background", &["bg", "background_image", "background_color", "background_colour"]),
        ("contact", &["contacts", "speakers"]),
        ("people", &["team", "members", "staff", "persons"]),
        ("math", &["equation", "equations", "formula", "formulas", "latex", "tex"]),
        ("code", &["listing", "snippet", "source_code", "program"]),
        ("diagram", &["mermaid", "flowchart", "graphviz", "plantuml"]),
        ("video", &["movie", "film", "youtube", "clip"]),
        ("audio", &["sound", "music", "podcast"]),
        ("references", &["citations", "literature", "works_cited", "bib", "printbibliography"]),
        ("agenda", &["toc", "table_of_contents"]),
        ("chart", &["plot", "bar_chart", "pie_chart", "line_chart"]),
        ("qr", &["qrcode", "qr_code"]),
        (
            "callout",
            &[
                "theorem",
                "lemma",
                "corollary",
                "proposition",
                "proof",
                "definition",
                "admonition",
                "alertblock",
                "exampleblock",
            ],
        ),
        ("timeline", &["milestones", "roadmap"]),
        ("id", &["label", "anchor"]),
        ("until", &["end", "to", "finish"]),
        ("across", &["colspan", "col_span", "column_span", "columnspan", "merge_across"]),
        ("down", &["rowspan", "row_span", "merge_down"]),
        ("lane", &["track", "swimlane", "stream"]),
    ];
    SYNONYMS.iter().find(|(_, names)| names.contains(&name)).map(|(key, _)| *key)
}

/// The maximum number of keys, or of blocks, that a help text lists.
const MAX_LISTED_KEYS: usize = 20;

fn truncate_name(name: &str) -> String {
    name.chars().take(60).collect()
}
