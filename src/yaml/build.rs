//! Builds a [`Node`] tree from the events of the YAML library, within fixed limits. Only this file
//! and `explain` know the YAML library.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle as Style, options};

use super::fold::fold_unspaced_lines;
use super::inert::{find_reserved, replace_reserved};
use super::node::{Key, Node, NodeKind, Scalar, ScalarStyle, to_snake_case};
use super::patched_text::PatchedText;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The maximum nesting of lists and mappings. Readers recurse over the tree, so this limits their
/// stack as well.
pub const MAX_DEPTH: usize = 64;
/// The tag of a value that was dropped. Authors cannot write it, because a `!` of theirs is quoted.
pub(crate) const UNREADABLE_TAG: &str = "unreadable";
/// The maximum number of values that the aliases of one file may expand to in total.
const MAX_ALIASED_VALUES: usize = 20_000;

/// The reason why there is no tree.
pub(crate) struct BuildFailure {
    /// The error of the library, or `None` if the tree is too deep.
    pub kind: Option<ErrorKind>,
    /// Byte of the patched text.
    pub offset: usize,
}

/// Builds the tree of the first document of `patched`, with diagnostics for text that is valid YAML
/// but still wrong.
pub(crate) fn build_tree(
    patched: &PatchedText,
    id: SourceId,
) -> Result<(Option<Node>, Vec<Diagnostic>), BuildFailure> {
    let options = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        // For YAML a long sentence with a colon is a key.
        simple_key_max_lookahead: 16_384,
        flow_nesting_limit: 2 * MAX_DEPTH,
        block_nesting_limit: 2 * MAX_DEPTH,
    };
    let mut builder = TreeBuilder {
        patched,
        id,
        open: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        aliased: 0,
        last_end: 0,
        diagnostics: Vec::new(),
    };
    for event in Parser::new_from_str_with_options(patched.text(), options) {
        let (event, span) = event.map_err(|error| BuildFailure {
            offset: error.marker().byte_offset().unwrap_or(0),
            kind: (*error.kind() != ErrorKind::RecursionLimitExceeded)
                .then(|| error.kind().clone()),
        })?;
        let range = span.byte_range().unwrap_or(0..0);
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        builder.handle_event(event, range)?;
    }
    Ok((builder.root, builder.diagnostics))
}

struct TreeBuilder<'a> {
    patched: &'a PatchedText<'a>,
    id: SourceId,
    open: Vec<OpenCollection>,
    root: Option<Node>,
    anchors: HashMap<usize, Anchor>,
    aliased: usize,
    /// End of the last token, in the patched text.
    last_end: usize,
    diagnostics: Vec<Diagnostic>,
}

/// A list or mapping whose end has not been reached.
struct OpenCollection {
    anchor: usize,
    start: usize,
    end: usize,
    content: CollectionContent,
}

enum CollectionContent {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<(Key, Node)>, seen: HashMap<String, Span>, key: Option<PendingKey> },
}

/// A key that waits for its value.
enum PendingKey {
    Accepted(Key),
    /// A rejected key; its value is dropped.
    Refused,
}

#[derive(Clone)]
struct Anchor {
    node: Node,
    size: usize,
    depth: usize,
}

impl TreeBuilder<'_> {
    /// Reports a character that replaces others while values are inserted
    /// ([`to_inert`](super::to_inert)), and removes it.
    fn refuse_reserved(&mut self, text: String, span: Span) -> String {
        let Some(reserved) = find_reserved(&text) else { return text };
        let number = u32::from(reserved);
        self.diagnostics.push(
            Diagnostic::error(
                Code::ReservedCharacter,
                format!("the private character U+{number:04X} cannot be shown"),
                span,
            )
            .with_help("write the character that you mean; private ones have no meaning"),
        );
        replace_reserved(&text)
    }

    fn handle_event(
        &mut self,
        event: Event,
        range: std::ops::Range<usize>,
    ) -> Result<(), BuildFailure> {
        match event {
            Event::Scalar(_, _, _, Some(tag)) if tag.suffix() == UNREADABLE_TAG => {
                let span = self.original_span(range.start, range.end);
                self.last_end = range.end.max(self.last_end);
                self.add_node(Node { kind: NodeKind::Unreadable, span }, 0, range.end);
            }
            Event::Scalar(value, style, anchor, _) => {
                let null = style == Style::Plain && range.is_empty();
                let span = if null {
                    self.null_span(range.start)
                } else {
                    self.original_span(range.start, range.end)
                };
                let style = match style {
                    Style::Plain => ScalarStyle::Plain,
                    Style::Literal => ScalarStyle::Literal,
                    Style::Folded => ScalarStyle::Folded,
                    Style::SingleQuoted | Style::DoubleQuoted => ScalarStyle::Quoted,
                };
                let kind = if null {
                    NodeKind::Null
                } else {
                    let written = self.patched.text().get(range.clone()).unwrap_or("");
                    let value = fold_unspaced_lines(value.into_owned(), written, style);
                    let value = self.refuse_reserved(value, span);
                    NodeKind::Scalar(Scalar::new(value, style))
                };
                self.last_end = range.end.max(self.last_end);
                self.add_node(Node { kind, span }, anchor, range.end);
            }
            Event::SequenceStart(_, anchor, _) => {
                let start = self.dash_before(range.start);
                self.open_collection(CollectionContent::Sequence(Vec::new()), anchor, start)?;
            }
            Event::MappingStart(_, anchor, _) => {
                let content = CollectionContent::Mapping {
                    entries: Vec::new(),
                    seen: HashMap::new(),
                    key: None,
                };
                self.open_collection(content, anchor, range.start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close_collection(range),
            Event::Alias(target) => self.resolve_alias(target, range),
            Event::UnresolvedAlias(name) => self.report_unknown_reference(&name, range),
            _ => {}
        }
        Ok(())
    }

    fn report_unknown_reference(&mut self, name: &str, range: std::ops::Range<usize>) {
        let span = self.original_span(range.start, range.end);
        let message = format!("unknown reference `*{name}`: no `&{name}` comes before it");
        self.diagnostics.push(
            Diagnostic::error(Code::UnknownReference, message, span)
                .with_label("YAML reads a `*` at the start of a value as a reference")
                .with_help(format!(
                    "write `&{name}` where the value is defined, or quote the text: \"*{name}\""
                )),
        );
        self.add_node(Node { kind: NodeKind::Unreadable, span }, 0, range.end);
    }

    fn open_collection(
        &mut self,
        content: CollectionContent,
        anchor: usize,
        start: usize,
    ) -> Result<(), BuildFailure> {
        if self.open.len() >= MAX_DEPTH {
            return Err(BuildFailure { kind: None, offset: start });
        }
        self.open.push(OpenCollection { anchor, start, end: start, content });
        Ok(())
    }

    fn close_collection(&mut self, range: std::ops::Range<usize>) {
        let Some(frame) = self.open.pop() else { return };
        // The end of a flow collection is its bracket; that of a block collection is reported only
        // at the next token, far away.
        let end = if range.is_empty() { frame.end } else { range.end };
        self.last_end = end.max(self.last_end);
        let kind = match frame.content {
            CollectionContent::Sequence(items) => NodeKind::Sequence(items),
            CollectionContent::Mapping { entries, .. } => {
                NodeKind::Mapping(merge_base_keys(entries))
            }
        };
        let node = Node { kind, span: self.original_span(frame.start, end) };
        self.add_node(node, frame.anchor, end);
    }

    fn resolve_alias(&mut self, target: usize, range: std::ops::Range<usize>) {
        let span = self.original_span(range.start, range.end);
        let (message, help) = match self.anchors.get(&target) {
            None => (
                "this reference is inside the value that it refers to",
                "write the value out instead of using a reference",
            ),
            Some(anchor)
                if self.open.len() + anchor.depth > MAX_DEPTH
                    || self.aliased + anchor.size > MAX_ALIASED_VALUES =>
            {
                ("the references repeat too many values", "use fewer references")
            }
            Some(anchor) => {
                self.aliased += anchor.size;
                let node = anchor.node.clone();
                self.add_node(node, 0, range.end);
                return;
            }
        };
        self.diagnostics
            .push(Diagnostic::error(Code::UnresolvableReference, message, span).with_help(help));
        self.add_node(Node { kind: NodeKind::Unreadable, span }, 0, range.end);
    }

    fn add_node(&mut self, node: Node, anchor: usize, end: usize) {
        if anchor != 0 {
            let (size, depth) = measure_tree(&node);
            self.anchors.insert(anchor, Anchor { node: node.clone(), size, depth });
        }
        let Some(frame) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        frame.end = end.max(frame.end);
        match &mut frame.content {
            CollectionContent::Sequence(items) => items.push(node),
            CollectionContent::Mapping { entries, seen, key } => match key.take() {
                None => *key = Some(take_key(node, seen, &mut self.diagnostics)),
                Some(PendingKey::Refused) => {}
                Some(PendingKey::Accepted(key)) => {
                    let span = if node.is_null() { key.span } else { node.span };
                    entries.push((key, Node { span, ..node }));
                }
            },
        }
    }

    fn original_span(&self, start: usize, end: usize) -> Span {
        Span::new(
            self.id,
            self.patched.original_offset(start),
            self.patched.original_offset(end.max(start)),
        )
    }

    /// Returns the start of a list: for a list that is not indented, the library reports its first
    /// item instead of the dash before it.
    fn dash_before(&self, start: usize) -> usize {
        let text = self.patched.text();
        if text[start..].starts_with(['-', '[']) {
            return start;
        }
        text.get(self.last_end..start)
            .and_then(|between| between.rfind('-'))
            .map_or(start, |at| self.last_end + at)
    }

    /// Returns the dash of an empty list item: the library places the empty value after any
    /// comments, on a later line.
    fn null_span(&self, offset: usize) -> Span {
        let before = self.patched.text().get(self.last_end..offset).unwrap_or("");
        let mut line_start = self.last_end;
        let mut dash = offset;
        for line in before.split_inclusive('\n') {
            let code = line.find(" #").map_or(line, |at| &line[..at]);
            if let Some(at) = code.rfind('-') {
                dash = line_start + at;
            }
            line_start += line.len();
        }
        self.original_span(dash, (dash + 1).min(self.patched.text().len()))
    }
}

fn take_key(
    node: Node,
    seen: &mut HashMap<String, Span>,
    diagnostics: &mut Vec<Diagnostic>,
) -> PendingKey {
    let span = node.span;
    let name = match node.kind {
        NodeKind::Scalar(scalar) => scalar.value,
        kind => {
            let node = Node { kind, span };
            let message = format!("expected a word as the key, found {}", node.describe_kind());
            diagnostics.push(
                Diagnostic::error(Code::InvalidKey, message, span)
                    .with_help("quote the text if it is not meant to be a key"),
            );
            return PendingKey::Refused;
        }
    };
    // `<<` may be repeated; each one is merged.
    if let Some(&first) = seen.get(&to_snake_case(&name))
        && name != "<<"
    {
        diagnostics.push(
            Diagnostic::error(
                Code::DuplicateKey,
                format!("the key `{name}` is written twice"),
                span,
            )
            .with_related(first, "first written here")
            .with_help(
                "to join two lists, delete this line and keep the items below it; to show two \
                 blocks of one kind, write both as items of `content:`; otherwise remove one of \
                 the two",
            ),
        );
        return PendingKey::Refused;
    }
    seen.insert(to_snake_case(&name), span);
    PendingKey::Accepted(Key { name, span })
}

/// Adds the keys of `<<: *base` that the mapping does not override.
fn merge_base_keys(entries: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
    if entries.iter().all(|(key, _)| key.name != "<<") {
        return entries;
    }
    let (bases, mut result): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|(key, _)| key.name == "<<");
    for (_, base) in bases {
        let bases = match base.kind {
            NodeKind::Sequence(items) => items,
            kind => vec![Node { kind, span: base.span }],
        };
        for base in bases {
            let NodeKind::Mapping(inherited) = base.kind else { continue };
            for (key, node) in inherited {
                if result
                    .iter()
                    .all(|(own, _)| to_snake_case(&own.name) != to_snake_case(&key.name))
                {
                    result.push((key, node));
                }
            }
        }
    }
    result
}

/// Returns the number of values in a tree, and its depth.
fn measure_tree(node: &Node) -> (usize, usize) {
    let children: Vec<&Node> = match &node.kind {
        NodeKind::Sequence(items) => items.iter().collect(),
        NodeKind::Mapping(entries) => entries.iter().map(|(_, node)| node).collect(),
        _ => return (1, 0),
    };
    children
        .into_iter()
        .map(measure_tree)
        .fold((1, 1), |(size, depth), (s, d)| (size + s, depth.max(d + 1)))
}
