//! The characters and notations that commands stand for.

/// Returns how MathML calls the lines that a command draws.
pub(super) fn notation_of(label: &str) -> &'static str {
    match label {
        "\\cancel" | "\\slashed" | "\\centernot" => "updiagonalstrike",
        "\\bcancel" => "downdiagonalstrike",
        "\\xcancel" => "updiagonalstrike downdiagonalstrike",
        "\\sout" => "horizontalstrike",
        "\\phase" => "phasorangle",
        "\\angl" => "actuarial",
        _ => "box",
    }
}

/// Returns letters in a circle.
pub(super) fn circled(letters: &str) -> String {
    match letters {
        "c" => "©".into(),
        "R" => "®".into(),
        _ => format!("{letters}\u{20dd}"),
    }
}

/// Returns the mark of an accent as a character of its own.
pub(super) fn accent_mark(label: &str) -> char {
    match label.trim_start_matches('\\') {
        "hat" | "widehat" | "^" => '^',
        "check" | "widecheck" | "v" => 'ˇ',
        "tilde" | "widetilde" | "utilde" | "~" => '~',
        "acute" | "'" => '´',
        "grave" | "`" => '`',
        "dot" | "." => '˙',
        "ddot" | "\"" => '¨',
        "dddot" => '⃛',
        "ddddot" => '⃜',
        "breve" | "u" => '˘',
        "mathring" | "r" => '˚',
        "H" => '˝',
        "c" => '¸',
        "bar" | "overline" | "=" => '¯',
        "underline" | "underbar" => '_',
        "vec" | "overrightarrow" | "overrightharpoon" | "underrightarrow" | "Overrightarrow" => '→',
        "overleftarrow" | "overleftharpoon" | "underleftarrow" => '←',
        "overleftrightarrow" | "underleftrightarrow" => '↔',
        "overbrace" => '⏞',
        "underbrace" => '⏟',
        "overbracket" => '⎴',
        "underbracket" => '⎵',
        "overgroup" => '⏜',
        "undergroup" => '⏝',
        "widearc" | "overarc" | "wideparen" => '⌢',
        _ => '¯',
    }
}

/// Returns the arrow that a command such as `\xrightarrow` draws.
pub(super) fn arrow_of(label: &str) -> &'static str {
    let name = label.trim_start_matches("\\x").to_ascii_lowercase();
    match name.as_str() {
        "leftarrow" | "twoheadleftarrow" => "←",
        "leftrightarrow" => "↔",
        "mapsto" => "↦",
        "hookrightarrow" => "↪",
        "hookleftarrow" => "↩",
        "rightleftharpoons" | "rightleftarrows" | "rightequilibrium" | "leftequilibrium" => "⇌",
        "longequal" => "=",
        "tofrom" => "⇄",
        _ if label.starts_with("\\xR") => "⇒",
        _ if label.starts_with("\\xLeftr") => "⇔",
        _ if label.starts_with("\\xL") => "⇐",
        _ => "→",
    }
}
