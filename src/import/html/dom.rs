//! Parses HTML to a tree. The only file that knows the HTML library.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns};

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HtmlNode {
    Element(HtmlElement),
    /// Text, and the index of the line where it starts.
    Text(String, usize),
    /// A comment, and the index of the line where it starts.
    Comment(String, usize),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HtmlElement {
    /// The name in lower case.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The index of the line where its tag ends.
    pub line: usize,
    pub children: Vec<HtmlNode>,
}

impl HtmlElement {
    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the words of its class.
    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_whitespace()
    }

    /// Whether it appears in a step of its own, in reveal.js or Slidev.
    pub(super) fn is_step(&self) -> bool {
        let starts = |name: &str, starts: &[&str]| starts.iter().any(|s| name.starts_with(s));
        self.classes().any(|class| class == "fragment")
            || self
                .attributes
                .iter()
                .any(|(key, _)| starts(key, &["v-click", "v-after"]) || key == "v-motion")
            || starts(&self.name, &["v-click"])
            || matches!(self.name.as_str(), "v-after" | "v-switch")
    }

    /// Whether the items of the lists in it appear one by one: `<v-clicks>`.
    pub(super) fn reveals_items(&self) -> bool {
        self.name == "v-clicks" || self.attributes.iter().any(|(key, _)| key == "v-clicks")
    }

    /// Returns the value of a property of its style, in lower case.
    pub(super) fn style(&self, property: &str) -> Option<String> {
        let style = self.attribute("style")?.to_lowercase();
        style.split(';').find_map(|rule| {
            let (name, value) = rule.split_once(':')?;
            (name.trim() == property).then(|| value.trim().to_owned())
        })
    }

    /// Returns all text in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        collect_text(&self.children, &mut text);
        text
    }
}

/// Adds all text in nodes.
pub(super) fn collect_text(nodes: &[HtmlNode], text: &mut String) {
    for node in nodes {
        match node {
            HtmlNode::Text(part, _) => text.push_str(part),
            HtmlNode::Element(element) => collect_text(&element.children, text),
            HtmlNode::Comment(..) => {}
        }
    }
}

/// Returns a text with the characters that entities such as `&lt;` stand for.
pub(crate) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut decoded = String::new();
    collect_text(&parse_fragment(&text.replace('<', "&lt;")), &mut decoded);
    decoded
}

/// Elements that are nested deeper are left out; their text stays.
const MAX_DEPTH: usize = 60;

/// Parses HTML as the content of `<body>`.
pub(super) fn parse_fragment(html: &str) -> Vec<HtmlNode> {
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let sink = TreeArena::default();
    let parser = html5ever::parse_fragment(sink, ParseOpts::default(), body, Vec::new(), false);
    let nodes = parser.one(StrTendril::from_slice(html)).nodes.into_inner();
    // The document holds the element `<html>`, and this the content.
    let Some(root) = nodes.first().and_then(|document| document.children.first()) else {
        return Vec::new();
    };
    let mut built = Vec::new();
    build_children(&nodes, *root, 0, &mut built);
    built
}

fn build_children(nodes: &[ArenaNode], parent: usize, depth: usize, built: &mut Vec<HtmlNode>) {
    if depth >= MAX_DEPTH {
        return push_flat_text(nodes, parent, built);
    }
    for &index in &nodes[parent].children {
        match &nodes[index].kind {
            ArenaKind::Document => {}
            ArenaKind::Text(text, line) => built.push(HtmlNode::Text(text.clone(), *line)),
            ArenaKind::Comment(text, line) => built.push(HtmlNode::Comment(text.clone(), *line)),
            ArenaKind::Element { name, attributes, line } => {
                let mut children = Vec::new();
                build_children(nodes, index, depth + 1, &mut children);
                built.push(HtmlNode::Element(HtmlElement {
                    name: name.clone(),
                    attributes: attributes.clone(),
                    line: *line,
                    children,
                }));
            }
        }
    }
}

/// Adds the text below a node, without recursion.
fn push_flat_text(nodes: &[ArenaNode], parent: usize, built: &mut Vec<HtmlNode>) {
    let mut open: Vec<usize> = nodes[parent].children.iter().rev().copied().collect();
    while let Some(index) = open.pop() {
        if let ArenaKind::Text(text, line) = &nodes[index].kind {
            built.push(HtmlNode::Text(text.clone(), *line));
        }
        open.extend(nodes[index].children.iter().rev());
    }
}

/// The nodes while the tree is built. The first is the document.
struct TreeArena {
    nodes: RefCell<Vec<ArenaNode>>,
    /// The line of the current token, from 1.
    line: Cell<usize>,
}

impl Default for TreeArena {
    fn default() -> Self {
        let nodes = RefCell::new(vec![ArenaNode::new(ArenaKind::Document)]);
        Self { nodes, line: Cell::new(1) }
    }
}

struct ArenaNode {
    kind: ArenaKind,
    parent: Option<usize>,
    children: Vec<usize>,
}

impl ArenaNode {
    fn new(kind: ArenaKind) -> Self {
        Self { kind, parent: None, children: Vec::new() }
    }
}

enum ArenaKind {
    Document,
    Element { name: String, attributes: Vec<(String, String)>, line: usize },
    Text(String, usize),
    Comment(String, usize),
}

/// A node for the parser.
#[derive(Clone)]
struct NodeHandle {
    index: usize,
    name: Rc<QualName>,
}

impl TreeArena {
    fn push(&self, kind: ArenaKind) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(ArenaNode::new(kind));
        nodes.len() - 1
    }

    fn handle(index: usize) -> NodeHandle {
        let name = QualName::new(None, ns!(), local_name!(""));
        NodeHandle { index, name: Rc::new(name) }
    }

    /// Returns the index of the line where the current token starts, which ends on this line.
    fn start_of(&self, text: &str) -> usize {
        self.line.get().saturating_sub(1 + text.matches('\n').count())
    }

    /// Returns the node for what is inserted.
    fn take(&self, child: NodeOrText<NodeHandle>) -> usize {
        match child {
            NodeOrText::AppendNode(node) => node.index,
            NodeOrText::AppendText(text) => {
                self.push(ArenaKind::Text(text.to_string(), self.start_of(&text)))
            }
        }
    }

    fn insert(&self, parent: usize, at: Option<usize>, index: usize) {
        self.detach(index);
        let mut nodes = self.nodes.borrow_mut();
        nodes[index].parent = Some(parent);
        let children = &mut nodes[parent].children;
        let at = at.unwrap_or(children.len()).min(children.len());
        children.insert(at, index);
    }

    fn detach(&self, index: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[index].parent.take() {
            nodes[parent].children.retain(|child| *child != index);
        }
    }
}

impl TreeSink for TreeArena {
    type Handle = NodeHandle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeHandle {
        Self::handle(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeHandle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> NodeHandle {
        let pair = |attribute: Attribute| {
            (attribute.name.local.to_string().to_lowercase(), attribute.value.to_string())
        };
        let index = self.push(ArenaKind::Element {
            name: name.local.to_string().to_lowercase(),
            attributes: attributes.into_iter().map(pair).collect(),
            line: self.line.get() - 1,
        });
        NodeHandle { index, name: Rc::new(name) }
    }

    fn create_comment(&self, text: StrTendril) -> NodeHandle {
        Self::handle(self.push(ArenaKind::Comment(text.to_string(), self.start_of(&text))))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> NodeHandle {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeHandle, child: NodeOrText<NodeHandle>) {
        let index = self.take(child);
        self.insert(parent.index, None, index);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeHandle,
        previous: &NodeHandle,
        child: NodeOrText<NodeHandle>,
    ) {
        let has_parent = self.nodes.borrow()[element.index].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeHandle) -> NodeHandle {
        target.clone()
    }

    fn same_node(&self, first: &NodeHandle, second: &NodeHandle) -> bool {
        first.index == second.index
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeHandle, child: NodeOrText<NodeHandle>) {
        let index = self.take(child);
        self.detach(index);
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes[sibling.index].parent;
            parent.map(|parent| {
                let children = &nodes[parent].children;
                (parent, children.iter().position(|child| *child == sibling.index))
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, index);
        }
    }

    fn add_attrs_if_missing(&self, _target: &NodeHandle, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeHandle) {
        self.detach(target.index);
    }

    fn reparent_children(&self, node: &NodeHandle, new_parent: &NodeHandle) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[node.index].children);
        for child in children {
            self.nodes.borrow_mut()[child].parent = None;
            self.insert(new_parent.index, None, child);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(usize::try_from(line).unwrap_or(1).max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_knows_its_line() {
        let nodes = parse_fragment("one\ntwo <b>three</b>\n\n<p>four\nfive");
        let mut found = Vec::new();
        fn visit(nodes: &[HtmlNode], found: &mut Vec<(String, usize)>) {
            for node in nodes {
                match node {
                    HtmlNode::Text(text, line) => {
                        let lines = text.split('\n').enumerate();
                        found.extend(lines.map(|(index, part)| (part.to_owned(), line + index)));
                    }
                    HtmlNode::Element(element) => visit(&element.children, found),
                    HtmlNode::Comment(..) => {}
                }
            }
        }
        visit(&nodes, &mut found);
        for (word, line) in [("one", 0), ("two ", 1), ("three", 1), ("four", 3), ("five", 4)] {
            assert!(found.contains(&(word.to_owned(), line)), "{word}: {found:?}");
        }
    }

    #[test]
    fn hostile_trees_are_bounded() {
        let deep = "<div>".repeat(5_000) + "x";
        let mut text = String::new();
        collect_text(&parse_fragment(&deep), &mut text);
        assert_eq!(text, "x");
        assert_eq!(decode_entities("a &lt;b> &amp; &#8211; &nosuch;"), "a <b> & – &nosuch;");
    }
}
