//! Fixes of diagnostics: applied, they leave an outline that means the same and has nothing left to
//! fix.
#![allow(clippy::disallowed_methods, reason = "a test reads the suite")]

use std::fs;

use outlines::list_outlines;
use plenary::diagnostic::{Diagnostics, Fix, apply_fixes};
use plenary::source::{Source, SourceId};
use plenary::yaml::{self, Node, NodeKind};

#[allow(dead_code, reason = "other tests use the rest")]
mod outlines;

/// Describes a tree without its spans and quotes.
fn meaning(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Unreadable => "unreadable".to_owned(),
        NodeKind::Scalar(scalar) => format!("{:?}", scalar.value),
        NodeKind::Sequence(items) => {
            format!("[{}]", items.iter().map(meaning).collect::<Vec<_>>().join(", "))
        }
        NodeKind::Mapping(entries) => {
            let entries =
                entries.iter().map(|(key, value)| format!("{:?}: {}", key.name, meaning(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns the tree of `text`, the certain fixes, and all messages.
fn read(text: &str) -> (Option<String>, Vec<Fix>, Vec<String>) {
    let source = Source::new("deck.yaml", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let tree = yaml::parse(&source, SourceId(0), &mut diagnostics).map(|tree| meaning(&tree));
    let found = diagnostics.into_sorted();
    let fixes = found
        .iter()
        .filter_map(|diagnostic| diagnostic.fix.clone())
        .filter(|fix| fix.certain)
        .collect();
    (tree, fixes, found.into_iter().map(|diagnostic| diagnostic.message).collect())
}

#[test]
fn certain_fixes_keep_the_meaning() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in list_outlines("tests/suite") {
        let text = fs::read_to_string(&path).unwrap();
        let (expected, fixes, messages) = read(&text);
        if fixes.is_empty() {
            continue;
        }
        count += 1;
        // Fixes that touch each other are applied in several rounds.
        let mut fixed = text;
        let mut left = fixes;
        for _ in 0..4 {
            fixed = apply_fixes(&fixed, &left).0;
            left = read(&fixed).1;
        }
        let (actual, ..) = read(&fixed);
        if !left.is_empty() || actual != expected {
            wrong.push_str(&format!(
                "{}: {messages:?}\n  left: {left:?}\n  expected: {expected:?}\n  found: {actual:?}\n{fixed}\n",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count > 50, "only {count} outlines have fixes");
}
