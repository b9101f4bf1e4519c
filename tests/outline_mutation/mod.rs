//! Mutates outlines: small changes as authors, editors and other programs make them. The same seed
//! gives the same outline.

use crate::dice::Dice;

/// Values and list items that YAML, Markdown or the formatter could take for something else.
const WORDS: &[&str] = &[
    "GitHub: code",
    "Co-design: with the town",
    "iPhone: 15",
    "E-mails: 12,000",
    "row-headers: a text",
    "aspectRatio: a text",
    "\"Water\"",
    "'Water: cold'",
    "\"no\"",
    "\"a - b\"",
    "Water #EURegions",
    "#EURegions",
    "Water  # a comment",
    "[x] done",
    "**bold**: text",
    "a: b: c",
    "wide-open",
    "a\u{feff}",
    "a\u{feff}: b",
    "\u{a0}Water\u{a0}",
    "ends with a colon:",
    "“curly”",
    "~",
    "`code`",
    "| a | b |",
    "12:30",
    "| ",
    "> folded",
    "x_own: 1",
    "x-own: 1",
    "- glued",
    "-glued",
    "{ value: 4, label: b }",
    "[a, b]",
    "\"open",
    "*star*",
    "@name",
    "?",
    "a\tb",
    "& more",
    "\\| escaped",
];

/// Keys, in the spellings that people use.
const KEYS: &[&str] = &[
    "title",
    "Title",
    "subtitle",
    "text",
    "bullets",
    "numbered",
    "checklist",
    "stats",
    "cards",
    "cascade",
    "callout",
    "quote",
    "content",
    "columns",
    "table",
    "rowHeaders",
    "row-headers",
    "layout",
    "notes",
    "aspectRatio",
    "aspect-ratio",
    "x_own",
    "x-own",
    "done",
    "todo",
    "label",
    "value",
    "items",
    "steps",
    "kicker",
    "body",
    "wibble",
    "Git-hub",
    "contact",
    "group",
    "footer",
];

/// Returns `text` with one to four changes.
pub fn mutate(text: &str, seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..1 + dice.roll(4) {
        change_line(&mut lines, &mut dice);
    }
    let text = lines.join("\n");
    match dice.roll(12) {
        0 => text.replace('\n', "\r\n"),
        1 => format!("\u{feff}{text}"),
        2 => text.trim_end().to_owned(),
        _ => text,
    }
}

fn change_line(lines: &mut Vec<String>, dice: &mut Dice) {
    let at = dice.roll(lines.len());
    let line = lines[at].clone();
    let indent = " ".repeat(line.len() - line.trim_start_matches(' ').len());
    let word = dice.pick(WORDS);
    let key = dice.pick(KEYS);
    match dice.roll(14) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, line),
        2 => lines.insert(at, format!("{indent}{key}: {word}")),
        3 => lines.insert(at, format!("{indent}- {word}")),
        4 => lines.insert(at, format!("{indent}  - {word}")),
        5 => lines[at] = format!(" {line}"),
        6 => lines[at] = line.replacen(' ', "", 1),
        7 => lines[at] = format!("{line}{}", dice.pick(&["\r", " ", "\t", ":", " #x", "\u{feff}"])),
        8 => lines.insert(at, dice.pick(&["", "   ", "# note", "    # note", "---", "```"]).into()),
        9 => {
            let dash = if line.trim_start().starts_with("- ") { "- " } else { "" };
            match line.split_once(": ") {
                Some((before, _)) => lines[at] = format!("{before}: {word}"),
                None => lines[at] = format!("{indent}{dash}{word}"),
            }
        }
        10 => {
            if let Some((before, after)) = line.split_once(": ") {
                lines[at] = format!("{before}: \"{}\"", after.replace('"', ""));
            }
        }
        11 => {
            let bytes = line.len();
            let cut = (0..=dice.roll(bytes + 1)).rev().find(|&cut| line.is_char_boundary(cut));
            lines[at] = line[..cut.unwrap_or(0)].to_owned();
        }
        12 => lines.insert(at, format!("{indent}{key}:")),
        _ => {
            let letters: Vec<char> = line.chars().collect();
            let place = dice.roll(letters.len() + 1);
            let extra =
                dice.pick(&[":", "-", "'", "\"", "#", " ", "\u{feff}", "\u{200b}", "|", "\r"]);
            let (before, after) = letters.split_at(place);
            lines[at] = format!(
                "{}{extra}{}",
                before.iter().collect::<String>(),
                after.iter().collect::<String>()
            );
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
}
