//! Reads mind maps: the indentation of a line tells which idea it follows from.

use super::{Idea, Mindmap};
use crate::diagram::drawing::ShapeKind;
use crate::diagram::flowchart::read_brackets;
use crate::diagram::kind::{MAX_SHAPES, too_many};
use crate::diagram::label::LabelText;
use crate::diagram::source::{DiagramSource, SourceLine};

/// The outlines that only mind maps have.
const OUTLINES: &[(&str, &str, ShapeKind)] =
    &[("))", "((", ShapeKind::Burst), (")", "(", ShapeKind::Cloud)];

/// Reads the lines of a mind map.
pub(crate) fn parse_mindmap(source: &mut DiagramSource) -> Option<Mindmap> {
    let lines = source.take_whole_lines();
    let mut map = Mindmap::default();
    // The ideas from the root to the last one, with their indentation.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for line in lines.into_iter().skip(1) {
        if line.text.starts_with("::icon") || line.text.starts_with(":::") {
            let what = line.text.split('(').next().unwrap_or(line.text);
            source.ignore(&format!("`{what}`"), line, "ideas have the colours of the theme");
            continue;
        }
        let Some(idea) = read_idea(source, line) else { continue };
        while path.last().is_some_and(|(indent, _)| *indent >= line.indent) {
            path.pop();
        }
        let index = map.ideas.len();
        match path.last() {
            Some((_, parent)) => map.ideas[*parent].children.push(index),
            None if index > 0 => {
                source.report(
                    line,
                    "a mind map has one root",
                    "indent this line, so that it follows from an idea above it",
                );
                return None;
            }
            None => {}
        }
        map.ideas.push(idea);
        path.push((line.indent, index));
    }
    if map.ideas.is_empty() {
        source.report_empty("write the root on a line, and ideas below it, each indented");
    }
    if map.ideas.len() > MAX_SHAPES {
        source.issues.push(too_many("ideas", map.ideas.len(), MAX_SHAPES));
    }
    Some(map)
}

fn read_idea(source: &mut DiagramSource, line: SourceLine) -> Option<Idea> {
    let text = line.text;
    let text = match text.split_once(":::") {
        Some((text, class)) => {
            let class = line.part(class);
            source.ignore(
                &format!("`{}`", class.text),
                class,
                "ideas have the colours of the theme",
            );
            text.trim()
        }
        None => text,
    };
    let idea = |label: &str, shape| {
        Some(Idea { label: LabelText::parse(label), shape, children: Vec::new() })
    };
    let at = text.find(['[', '(', ')', '{']).unwrap_or(text.len());
    // Brackets after a space belong to the words.
    if text[..at].contains(' ') || at == text.len() {
        return idea(text, None);
    }
    for (open, close, shape) in OUTLINES {
        let inner = text[at..].strip_prefix(open);
        if let Some(label) = inner.and_then(|inner| inner.strip_suffix(close)) {
            return idea(label, Some(shape.clone()));
        }
    }
    match read_brackets(&text[at..]) {
        Some(Ok(found)) => idea(found.label, Some(found.shape)),
        Some(Err(close)) => {
            source.report(
                line,
                format!("`{}` is not closed", &text[at..=at]),
                format!("write `{close}` after the words"),
            );
            None
        }
        None => idea(text, None),
    }
}
