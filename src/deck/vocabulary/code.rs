//! The keys of a block of code.

use super::values::WHEN;
use crate::vocabulary::ValueType::{AnyOf, Boolean, Code, CodeLanguage, File, Lines, List, Text};
use crate::vocabulary::{FileKind, KeyGroup, ValueType, integer, key};

/// Line numbers and ranges, or a list of them.
static RANGES: ValueType = AnyOf(&[Lines, List(&Lines)]);

/// The long form of `code`.
pub static CODE: KeyGroup = KeyGroup {
    name: "code",
    about: "Program code with options, or from a file.",
    included: &[],
    sample: "text: \"print(6 * 7)\\nprint(8)\"",
    keys: &[
        key(
            "lang",
            CodeLanguage,
            "The programming language, for highlighting. `text` is code without highlighting.",
            "python",
        )
        .with_default_text("that of the file name; without a file, no highlighting"),
        key(
            "text",
            Code,
            "The code, after `|`. Everything is shown as written, also what looks like Markdown.",
            "|\n  print(6 * 7)\n  print(8)",
        ),
        key(
            "file",
            File(FileKind::SourceCode),
            "The path of a file to read the code from.",
            "stones.py",
        ),
        key("lines", Lines, "The part of the file that is shown.", "1-2")
            .with_default_text("all lines"),
        key(
            "highlight",
            RANGES,
            "The lines to highlight, as they are numbered on the slide. The other lines are dimmed \
                where they stay legible.",
            "[1, 2-2]",
        ),
        key(
            "numbers",
            AnyOf(&[Boolean, integer(0, 1_000_000)]),
            "Whether line numbers are shown, or the number of the first line.",
            "true",
        )
        .with_default("false"),
        key("title", Text, "The text of the bar above the code: the name of a file.", "answer.py"),
        key("caption", Text, "The caption below the code.", "The whole program"),
        key(
            "diff",
            Boolean,
            "Whether the code is a change: lines that start with `+` were added, lines that start \
                with `-` were removed.",
            "false",
        )
        .with_default("false"),
        key(
            "steps",
            AnyOf(&[Boolean, Lines, List(&RANGES)]),
            "Groups of lines that are revealed one after the other; `true` reveals the parts \
                between blank lines. Lines in no group are there from the start.",
            "[1, 2]",
        )
        .with_default("false"),
        WHEN,
    ],
};
