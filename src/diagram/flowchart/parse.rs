//! Reads flowcharts.

use std::ops::Range;

use super::links::{WrittenLink, read_link};
use super::shapes::{find_shape, read_brackets};
use super::{FlowEdge, FlowGroup, FlowNode, Flowchart};
use crate::diagram::drawing::{ColourRole, DiagramLook, ShapeKind};
use crate::diagram::graph::FlowDirection;
use crate::diagram::issue::{DiagramIssue, DiagramIssueKind};
use crate::diagram::kind::{MAX_LINES, MAX_SHAPES, too_many};
use crate::diagram::label::LabelText;
use crate::diagram::source::{DiagramSource, SourceLine};

/// Reads the lines of a flowchart.
pub(crate) fn parse_flowchart(source: &mut DiagramSource) -> Option<Flowchart> {
    let lines = source.take_bracketed_statements();
    let mut reader = FlowReader::new(source);
    for (index, line) in lines.into_iter().enumerate() {
        if index == 0 {
            reader.read_header(line);
        } else {
            reader.read_statement(line);
        }
        if reader.source.has_many_errors() {
            break;
        }
    }
    reader.finish()
}

/// Reads the statements of a flowchart.
pub(in crate::diagram) struct FlowReader<'s, 't> {
    pub source: &'s mut DiagramSource<'t>,
    pub chart: Flowchart,
    /// The frames that are open, with the lines that open them.
    pub open_groups: Vec<(usize, SourceLine<'t>)>,
    /// The frames that have a direction, with the lines that set it.
    pub directions: Vec<(usize, SourceLine<'t>)>,
    /// The names of boxes, the addresses that they lead to, and the lines that say so.
    pub links: Vec<(&'t str, &'t str, SourceLine<'t>)>,
    /// The classes that boxes have, by name.
    pub classes: Vec<ClassUse>,
    /// The declarations of classes.
    pub class_looks: Vec<(String, DiagramLook)>,
    /// Boxes whose shape or words the author gives.
    pub is_described: Vec<bool>,
    /// The names of arrows.
    pub arrow_names: Vec<&'t str>,
    /// The lines of arrows, with their indices.
    pub arrow_lines: Vec<(usize, SourceLine<'t>)>,
}

/// A class that a box has.
pub(in crate::diagram) struct ClassUse {
    /// The name of the box.
    pub id: String,
    /// The name of the class.
    pub class: String,
    /// Where it is written: bytes of the whole text.
    pub range: Range<usize>,
}

impl ClassUse {
    pub(in crate::diagram) fn new(id: &str, class: &str, range: Range<usize>) -> Self {
        Self { id: id.trim().to_owned(), class: class.trim().to_owned(), range }
    }
}

impl<'s, 't> FlowReader<'s, 't> {
    pub(in crate::diagram) fn new(source: &'s mut DiagramSource<'t>) -> Self {
        Self {
            source,
            chart: Flowchart::default(),
            open_groups: Vec::new(),
            directions: Vec::new(),
            links: Vec::new(),
            classes: Vec::new(),
            class_looks: Vec::new(),
            is_described: Vec::new(),
            arrow_names: Vec::new(),
            arrow_lines: Vec::new(),
        }
    }

    fn read_header(&mut self, line: SourceLine<'t>) {
        let mut words = line.text.splitn(2, char::is_whitespace);
        words.next();
        let Some(rest) = words.next().map(str::trim).filter(|rest| !rest.is_empty()) else {
            return;
        };
        self.chart.direction = FlowDirection::parse(rest);
        if self.chart.direction.is_none() {
            self.report_direction(line.part(rest));
        }
    }

    pub(in crate::diagram) fn report_direction(&mut self, word: SourceLine<'t>) {
        self.source.report(
            word,
            format!("`{}` is not a direction", word.excerpt()),
            "write `LR` (in reading direction), `RL`, `TB` (top to bottom) or `BT`",
        );
    }

    /// Reads boxes that are joined by arrows.
    pub(in crate::diagram) fn read_chain(&mut self, line: SourceLine<'t>) -> Option<()> {
        let (mut left, mut rest) = self.read_nodes(line, line.text)?;
        while !rest.is_empty() {
            let Some(link) = read_link(rest) else {
                self.report_no_link(line, rest);
                return None;
            };
            let WrittenLink { name, ends, style, label, passed_layers, rest: after } = link;
            self.arrow_names.extend(name);
            let after = after.trim_start();
            if after.is_empty() {
                let arrow = line.part(rest.trim());
                self.source.report(
                    arrow,
                    "this arrow leads nowhere",
                    "write the name of a box after it, such as `a --> b`",
                );
                return None;
            }
            let (right, next) = self.read_nodes(line, after)?;
            for &from in &left {
                for &to in &right {
                    let mut edge = FlowEdge {
                        label: LabelText::parse(label),
                        ends,
                        passed_layers,
                        ..FlowEdge::new(from, to)
                    };
                    edge.look.stroke_style = style;
                    self.arrow_lines.push((self.chart.edges.len(), line));
                    self.chart.edges.push(edge);
                }
            }
            left = right;
            rest = next;
            if self.chart.edges.len() > MAX_LINES {
                return None;
            }
        }
        Some(())
    }

    fn report_no_link(&mut self, line: SourceLine<'t>, rest: &'t str) {
        const NEAR: &[(&str, &str)] =
            &[("->", "-->"), ("=>", "==>"), ("→", "-->"), ("<-", "<-->"), ("--", "-->")];
        let word = rest.split_whitespace().next().unwrap_or(rest);
        if let Some((wrong, right)) = NEAR.iter().find(|(wrong, _)| rest.starts_with(wrong)) {
            self.source.issues.push(
                DiagramIssue::new(
                    DiagramIssueKind::Syntax,
                    format!("`{wrong}` is not an arrow of a flowchart"),
                    format!("write `{right}`, such as `a {right} b`"),
                    line.range_of(&rest[..wrong.len()]),
                )
                .with_replacement(*right),
            );
        } else {
            self.source.report(
                line.part(word),
                format!("`{}` is where an arrow was expected", line.part(word).excerpt()),
                "write an arrow between the names of two boxes, such as `a --> b`; \
                 write words in brackets, such as `a[Two words]`",
            );
        }
    }

    /// Reads boxes joined by `&`. Returns them and what follows.
    fn read_nodes(&mut self, line: SourceLine<'t>, text: &'t str) -> Option<(Vec<usize>, &'t str)> {
        let mut nodes = Vec::new();
        let mut rest = text.trim_start();
        loop {
            let (node, after) = self.read_node(line, rest)?;
            nodes.push(node);
            rest = after.trim_start();
            match rest.strip_prefix('&') {
                Some(after) => rest = after.trim_start(),
                None => return Some((nodes, rest)),
            }
        }
    }

    fn read_node(&mut self, line: SourceLine<'t>, text: &'t str) -> Option<(usize, &'t str)> {
        let length = id_length(text);
        if length == 0 {
            let word = text.split_whitespace().next().unwrap_or(line.text);
            self.source.report(
                line.part(word),
                format!("`{}` is where the name of a box was expected", line.part(word).excerpt()),
                "start with a name, such as `a[Words]`, and use it in arrows",
            );
            return None;
        }
        let (id, mut rest) = text.split_at(length);
        let node = self.find_or_add(id);
        match read_brackets(rest) {
            Some(Ok(found)) => {
                let label = LabelText::parse(found.label);
                if self.is_described[node] && self.chart.nodes[node].label != label {
                    self.report_second_words(line.part(found.label), node);
                }
                self.chart.nodes[node].label = label;
                self.chart.nodes[node].shape = found.shape;
                self.is_described[node] = true;
                rest = found.rest;
            }
            Some(Err(close)) => {
                self.source.report(
                    line.part(rest),
                    format!("`{}` is not closed", &rest[..1]),
                    format!(
                        "write `{close}` after the words; put words that contain brackets or \
                         quotes in quotes, such as `{id}[\"f(x)\"]`"
                    ),
                );
                return None;
            }
            None => {}
        }
        if let Some(inner) = rest.strip_prefix("@{") {
            let Some((options, after)) = inner.split_once('}') else {
                self.source.report(line.part(rest), "`@{` is not closed", "write `}` after it");
                return None;
            };
            self.read_options(line, node, options);
            rest = after;
        }
        if let Some(after) = rest.strip_prefix(":::") {
            let end = after
                .find(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '-')
                .unwrap_or(after.len());
            // `a:::b-->c`
            let end = after[..end].find("--").unwrap_or(end);
            let name = &after[..end];
            self.classes.push(ClassUse::new(id, name, line.range_of(name)));
            rest = &after[end..];
        }
        Some((node, rest))
    }

    /// Reports that a box gets other words than it has.
    fn report_second_words(&mut self, words: SourceLine<'t>, node: usize) {
        let FlowNode { id, label, .. } = &self.chart.nodes[node];
        let first = label.to_single_line();
        self.source.issues.push(DiagramIssue::new(
            DiagramIssueKind::Ignored,
            format!("the words “{first}” of `{id}` are replaced with others"),
            format!("give `{id}` its words once, and write only its name elsewhere"),
            words.range(),
        ));
    }

    /// Reads `@{ shape: diam, label: "Words" }`.
    fn read_options(&mut self, line: SourceLine<'t>, node: usize, options: &'t str) {
        for option in split_quoted(options, ',') {
            let Some((name, value)) = option.split_once(':') else { continue };
            let value = value.trim();
            match name.trim() {
                "label" => {
                    self.chart.nodes[node].label = LabelText::parse(value);
                    self.is_described[node] = true;
                }
                "shape" => match find_shape(value.trim_matches('"')) {
                    Some(shape) => self.chart.nodes[node].shape = shape,
                    None => self.source.ignore(
                        &format!("the shape `{value}`"),
                        line.part(option.trim()),
                        "the box is a rectangle; shapes are `rounded`, `diam`, `hex` and others",
                    ),
                },
                "animate" | "animation" => {}
                name => self.source.ignore(
                    &format!("`{name}`"),
                    line.part(option.trim()),
                    "a box has a shape and words; show pictures and icons with `figure`",
                ),
            }
        }
    }

    /// Returns the box with this name. A box belongs to the first frame that names it.
    pub(in crate::diagram) fn find_or_add(&mut self, id: &str) -> usize {
        let group = self.open_groups.last().map(|(group, _)| *group);
        if let Some(index) = self.chart.nodes.iter().position(|node| node.id == id) {
            let node = &mut self.chart.nodes[index];
            node.group = node.group.or(group);
            return index;
        }
        self.chart.nodes.push(FlowNode::new(id, group));
        self.is_described.push(false);
        self.chart.nodes.len() - 1
    }

    pub(in crate::diagram) fn add_group(&mut self, group: FlowGroup, line: SourceLine<'t>) {
        self.open_groups.push((self.chart.groups.len(), line));
        self.chart.groups.push(group);
    }

    pub(in crate::diagram) fn finish(mut self) -> Option<Flowchart> {
        for (_, line) in std::mem::take(&mut self.open_groups) {
            self.source.report(
                line,
                "this `subgraph` is not closed",
                "write `end` below its boxes",
            );
        }
        let (nodes, edges) = (self.chart.nodes.len(), self.chart.edges.len());
        let frames = self.chart.groups.len();
        if nodes > MAX_SHAPES {
            self.source.issues.push(too_many("boxes", nodes, MAX_SHAPES));
        } else if edges > MAX_LINES {
            self.source.issues.push(too_many("arrows", edges, MAX_LINES));
        } else if frames > MAX_SHAPES {
            self.source.issues.push(too_many("frames", frames, MAX_SHAPES));
        }
        if self.source.has_errors() {
            return None;
        }
        self.apply_classes();
        self.join_groups();
        self.drop_own_arrows();
        self.check_directions();
        self.apply_links();
        self.colour_decisions();
        if self.chart.nodes.is_empty() {
            self.source.report_empty("write boxes and arrows, such as `a[One] --> b[Two]`");
            return None;
        }
        Some(self.chart)
    }

    /// Decisions have a colour of their own, if the author sets none.
    fn colour_decisions(&mut self) {
        for node in &mut self.chart.nodes {
            if node.shape == ShapeKind::Diamond && node.look == DiagramLook::default() {
                node.look.role = ColourRole::Decision;
            }
        }
    }
}

/// Returns the length of the name at the start of a text.
pub(in crate::diagram) fn id_length(text: &str) -> usize {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let ends = match sign {
            '-' => matches!(next, Some('-' | '.' | '>') | None) || at == 0,
            '=' => matches!(next, Some('=' | '>')),
            '~' => next == Some('~'),
            ':' => text[at..].starts_with(":::"),
            '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '|' | '&' | ';' | '@' | '"' | '→' => {
                true
            }
            sign => sign.is_whitespace(),
        };
        if ends {
            return at;
        }
    }
    text.len()
}

/// Splits a text at a sign that is not in quotes.
pub(in crate::diagram) fn split_quoted(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, found) in text.char_indices() {
        match found {
            '"' => is_quoted = !is_quoted,
            found if found == sign && !is_quoted => {
                parts.push(&text[start..at]);
                start = at + found.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
