//! Converts formulas of Office Math to LaTeX (ECMA-376, part 1, clause 22.1).

use super::xml::{XmlElement, attribute, child, children, find, name};

/// How deep a formula may be nested. What is deeper becomes words.
const MAX_DEPTH: usize = 40;

/// A formula.
pub(super) struct OfficeFormula {
    /// Its words, one after the other.
    pub words: String,
    /// The formula as LaTeX; `None` if it has parts that cannot be converted.
    pub latex: Option<String>,
}

/// Reads a formula.
pub(super) fn read_formula(node: XmlElement) -> OfficeFormula {
    let texts = node.descendants().filter(|found| {
        found.is_element()
            && name(*found) == "t"
            && found.parent().is_some_and(|run| name(run) == "r")
    });
    let words: String = texts.filter_map(|text| text.text()).collect();
    // Two braces would be a value of the outline.
    let latex = convert_children(node, 0).map(|latex| latex.trim().replace("{{", "{ {"));
    OfficeFormula { words, latex: latex.filter(|latex| !latex.is_empty()) }
}

fn convert_children(node: XmlElement, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let parts = node.children().filter(|part| part.is_element());
    parts.map(|part| convert_part(part, depth + 1)).collect()
}

/// Converts the part of a formula with a name, such as `num` of a fraction.
fn convert_named(node: XmlElement, part: &str, depth: usize) -> Option<String> {
    child(node, part).map_or(Some(String::new()), |part| convert_children(part, depth))
}

fn convert_part(node: XmlElement, depth: usize) -> Option<String> {
    let named = |part: &str| convert_named(node, part, depth);
    Some(match name(node) {
        "r" => convert_run(node),
        "f" => match property(node, "fPr", "type") {
            Some("lin" | "skw") => format!("{}/{}", named("num")?, named("den")?),
            _ => format!("\\frac{{{}}}{{{}}}", named("num")?, named("den")?),
        },
        "sSup" => format!("{}^{{{}}}", script_base(&named("e")?), named("sup")?),
        "sSub" => format!("{}_{{{}}}", script_base(&named("e")?), named("sub")?),
        "sSubSup" => {
            let base = script_base(&named("e")?);
            format!("{base}_{{{}}}^{{{}}}", named("sub")?, named("sup")?)
        }
        "rad" => match named("deg")?.as_str() {
            "" => format!("\\sqrt{{{}}}", named("e")?),
            degree => format!("\\sqrt[{degree}]{{{}}}", named("e")?),
        },
        "d" => {
            let open = property(node, "dPr", "begChr").unwrap_or("(");
            let close = property(node, "dPr", "endChr").unwrap_or(")");
            let parts: Option<Vec<String>> =
                children(node, "e").map(|part| convert_children(part, depth)).collect();
            let inside = parts?.join(" | ");
            format!("\\left{} {inside} \\right{}", delimiter(open)?, delimiter(close)?)
        }
        "nary" => {
            let sign = operator(property(node, "naryPr", "chr").unwrap_or("∫"))?;
            let mut written = sign.to_owned();
            for (mark, part) in [("_", named("sub")?), ("^", named("sup")?)] {
                if !part.is_empty() {
                    written += &format!("{mark}{{{part}}}");
                }
            }
            format!("{written} {}", named("e")?)
        }
        "func" => {
            let function = named("fName")?;
            let word = function.trim().trim_matches(['{', '}']).to_owned();
            let known = ["sin", "cos", "tan", "log", "ln", "exp", "lim", "max", "min", "det"];
            let function =
                if known.contains(&word.as_str()) { format!("\\{word}") } else { function };
            format!("{function} {}", named("e")?)
        }
        "limLow" => format!("{}_{{{}}}", limit_base(&named("e")?), named("lim")?),
        "limUpp" => format!("{}^{{{}}}", limit_base(&named("e")?), named("lim")?),
        "bar" => format!("\\overline{{{}}}", named("e")?),
        "acc" => {
            let accent = match property(node, "accPr", "chr").unwrap_or("\u{302}") {
                "\u{302}" => "\\hat",
                "\u{303}" => "\\tilde",
                "\u{304}" | "\u{305}" | "¯" => "\\bar",
                "\u{307}" => "\\dot",
                "\u{308}" => "\\ddot",
                "\u{20d7}" => "\\vec",
                _ => return None,
            };
            format!("{accent}{{{}}}", named("e")?)
        }
        "m" if child(node, "mr").is_some() => {
            let rows: Option<Vec<String>> = children(node, "mr")
                .map(|row| {
                    let cells: Option<Vec<String>> =
                        children(row, "e").map(|cell| convert_children(cell, depth)).collect();
                    cells.map(|cells| cells.join(" & "))
                })
                .collect();
            format!("\\begin{{matrix}} {} \\end{{matrix}}", rows?.join(" \\\\ "))
        }
        "eqArr" => {
            let lines: Option<Vec<String>> =
                children(node, "e").map(|line| convert_children(line, depth)).collect();
            format!("\\begin{{aligned}} {} \\end{{aligned}}", lines?.join(" \\\\ "))
        }
        "box" | "borderBox" | "phant" | "groupChr" => named("e")?,
        "oMath" | "oMathPara" | "e" | "m" => convert_children(node, depth)?,
        // Properties have no words.
        other if other.ends_with("Pr") => String::new(),
        _ => return None,
    })
}

/// Returns what an index or exponent belongs to, in braces if it has several characters.
fn script_base(base: &str) -> String {
    let base = base.trim();
    if base.chars().count() == 1 { base.to_owned() } else { format!("{{{base}}}") }
}

fn limit_base(base: &str) -> String {
    match base.trim() {
        word @ ("lim" | "max" | "min" | "sup" | "inf") => format!("\\{word}"),
        word => format!("\\underset{{}}{{{word}}}"),
    }
}

/// Returns a property of a part, such as the character of a bracket.
fn property<'a>(node: XmlElement<'a, '_>, group: &str, key: &str) -> Option<&'a str> {
    let found = find(node, &[group, key])?;
    found.attributes().find(|value| value.name() == "val").map(|value| value.value())
}

fn delimiter(sign: &str) -> Option<&str> {
    Some(match sign {
        "(" | ")" | "[" | "]" | "|" => sign,
        "{" => "\\{",
        "}" => "\\}",
        "" => ".",
        "‖" => "\\|",
        "⌊" => "\\lfloor",
        "⌋" => "\\rfloor",
        "⌈" => "\\lceil",
        "⌉" => "\\rceil",
        "⟨" | "〈" => "\\langle",
        "⟩" | "〉" => "\\rangle",
        _ => return None,
    })
}

fn operator(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "∑" => "\\sum",
        "∏" => "\\prod",
        "∫" => "\\int",
        "∬" => "\\iint",
        "∮" => "\\oint",
        "⋃" => "\\bigcup",
        "⋂" => "\\bigcap",
        _ => return None,
    })
}

/// Converts the characters of a run. Words of several letters are upright if the run says so.
fn convert_run(node: XmlElement) -> String {
    let text = child(node, "t").and_then(|text| text.text()).unwrap_or_default();
    let style = find(node, &["rPr", "sty"]).and_then(|style| {
        style.attributes().find(|value| value.name() == "val").map(|value| value.value())
    });
    let is_text = find(node, &["rPr", "nor"]).is_some() || attribute(node, "nor").is_some();
    let is_word = text.trim().chars().count() > 1 && text.trim().chars().all(char::is_alphabetic);
    let mut written = String::new();
    for c in text.chars() {
        match c {
            '\\' => written += "\\backslash ",
            '{' | '}' | '%' | '$' | '#' | '&' | '_' => written += &format!("\\{c}"),
            '^' => written += "\\hat{}",
            '~' => written += "\\sim ",
            '−' => written.push('-'),
            '×' => written += "\\times ",
            '⋅' | '·' => written += "\\cdot ",
            '≤' => written += "\\le ",
            '≥' => written += "\\ge ",
            '≠' => written += "\\ne ",
            '±' => written += "\\pm ",
            '∞' => written += "\\infty ",
            '→' => written += "\\to ",
            '\u{a0}' | '\u{2061}'..='\u{2064}' => {}
            c => match mathematical_letter(c) {
                Some(plain) => written.push(plain),
                None => written.push(c),
            },
        }
    }
    match style {
        _ if is_text => format!("\\text{{{written}}}"),
        Some("p") if is_word => format!("\\mathrm{{{written}}}"),
        _ => written,
    }
}

/// Returns the letter for an italic mathematical letter (U+1D434 to U+1D467), which programs write
/// for variables.
fn mathematical_letter(c: char) -> Option<char> {
    let number = c as u32;
    match number {
        0x1d434..=0x1d44d => char::from_u32(number - 0x1d434 + 'A' as u32),
        0x1d44e..=0x1d467 => char::from_u32(number - 0x1d44e + 'a' as u32),
        0x210e => Some('h'),
        0x1d6fc..=0x1d714 => char::from_u32(number - 0x1d6fc + 'α' as u32),
        _ => None,
    }
}
