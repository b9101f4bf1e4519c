//! Parsing of a single edited item.

use plenary::diagnostic::Diagnostics;
use plenary::source::{Source, SourceId};
use plenary::yaml;

/// What an author may do to a line, and text that may change how its neighbours are read.
const EDITS: [fn(&str) -> String; 23] = [
    |line| format!("{line} more"),
    |line| format!("{line}\n{line}"),
    |_| "\n".to_owned(),
    |line| format!("  {line}"),
    |line| line.strip_prefix("  ").unwrap_or(line).to_owned(),
    |line| format!("{line} # kept for later"),
    |line| format!("# Above.\n{line}"),
    |line| format!("{line}: |"),
    |line| format!("{line}\n        body: |+\n          words\n\n"),
    |line| line.replacen(": ", ": \"", 1),
    |line| format!("{line}\""),
    |line| line.replacen("- ", "- [", 1),
    |line| format!("```\n{line}"),
    |line| line.replacen(": ", ": &name ", 1),
    |line| line.replacen("- ", "- *name ", 1),
    |line| line.replacen(' ', "\t", 1),
    |line| format!("{line}\r"),
    |_| "---".to_owned(),
    |_| "...".to_owned(),
    |line| line.replacen("- ", "", 1),
    |line| line.replacen("- ", "-", 1),
    |line| format!("{line}\nmore: words"),
    |line| line.replace(|letter: char| letter.is_alphabetic(), "ж"),
];

#[test]
fn reparses_an_edited_item_like_the_whole_outline() {
    let parse = |text: &str| {
        let mut diagnostics = Diagnostics::default();
        let root =
            yaml::parse(&Source::new("deck.yaml", text.to_owned()), SourceId(0), &mut diagnostics);
        (root, diagnostics.into_sorted())
    };
    let mut edits = EDITS.iter().cycle();
    let (mut reparsed, mut whole) = (0, 0);
    for path in std::fs::read_dir("slides").unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (Some(root), found) = parse(&text) else { continue };
        if !found.is_empty() {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            // Over all cases every edit is applied to every kind of line, though not to every line.
            for edit in edits.by_ref().take(2) {
                let edited = edit(line);
                let text_now: Vec<&str> = lines[..at]
                    .iter()
                    .copied()
                    .chain([edited.as_str()])
                    .chain(lines[at + 1..].iter().copied())
                    .collect();
                let now = text_now.join("\n") + "\n";
                let source = Source::new("deck.yaml", now.clone());
                let Some(read) = yaml::reparse_edited_item(&source, SourceId(0), &text, &root)
                else {
                    whole += 1;
                    continue;
                };
                assert_eq!(
                    (Some(read), Vec::new()),
                    parse(&now),
                    "{}, line {}:\n{edited}",
                    path.display(),
                    at + 1
                );
                reparsed += 1;
            }
        }
    }
    assert!(reparsed > whole / 2, "one item parsed {reparsed} times, everything {whole} times");
}
