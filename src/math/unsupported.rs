//! Commands and environments of LaTeX that formulas do not have, and what to write instead. The
//! manual lists them.

/// Names of commands, without the backslash, each group with what to write instead.
pub const UNSUPPORTED_COMMANDS: &[(&[&str], &str)] = &[
    (&["label"], "remove it, and give the `math` block an `id`"),
    (&["ref", "eqref"], "remove it, and link to the `id` of the `math` block: `[(1)](#id)`"),
    (&["cite"], "remove it, and write the source in the text"),
    (&["includegraphics"], "remove it, and use `figure`"),
    (&["href", "url"], "remove it, and write the link in the text: `[words](https://…)`"),
    (
        &["htmlClass", "htmlData", "htmlId", "htmlStyle"],
        "remove it; for a colour, write `\\textcolor{accent}{…}`",
    ),
    (&["char"], "write the character itself"),
    (
        &["usepackage", "require", "documentclass", "newpage", "vspace", "centering"],
        "remove it; plenary places the formula",
    ),
    (&["item"], "remove it, and use `bullets`"),
    (&["intertext", "shortintertext"], "end the formula, write the text, and start another one"),
    (&["DeclareMathOperator"], "write `\\operatorname{name}` where the operator is used"),
    (&["DeclarePairedDelimiter"], "write `\\left` and `\\right` before the brackets"),
    (
        &["SI", "si", "qty", "unit", "num", "ang"],
        "write the number and `\\,\\mathrm{unit}`, or `\\pu{1.2 m/s}`",
    ),
    (&["celsius"], "write `^\\circ\\mathrm{C}`"),
    (&["ohm"], "write `\\Omega`"),
    (&["micro"], "write `\\mu`"),
    (&["dv", "derivative", "odv"], "write `\\frac{df}{dx}`"),
    (&["pdv"], "write `\\frac{\\partial f}{\\partial x}`"),
    (&["dd"], "write `\\,dx`"),
    (&["abs"], "write `\\lvert x \\rvert`"),
    (&["norm"], "write `\\lVert x \\rVert`"),
    (&["mathbbm", "mathds"], "write `\\mathbb{…}`"),
    (&["nicefrac", "sfrac"], "write `\\tfrac{a}{b}` or `a/b`"),
    (&["overunderset"], "write `\\overset{a}{\\underset{b}{x}}`"),
    (&["sideset", "prescript"], "write `{}^{a}_{b}X`"),
    (&["iddots", "adots"], "write `\\ddots`, or turn the matrix"),
    (&["iiiint"], "write `\\iint\\!\\iint`"),
    (&["idotsint"], "write `\\int\\!\\cdots\\!\\int`"),
    (&["strut"], "write `\\mathstrut`"),
    (&["ensuremath", "displaylimits"], "remove it"),
    (&["textsuperscript"], "write `^{\\text{…}}`"),
    (&["textsubscript"], "write `_{\\text{…}}`"),
];

/// Names of environments, each group with what to write instead.
pub const UNSUPPORTED_ENVIRONMENTS: &[(&[&str], &str)] = &[
    (&["multline", "multline*"], "write `gathered`, or leave the line breaks to plenary"),
    (&["eqnarray", "eqnarray*", "flalign", "flalign*"], "write `align`"),
    (&["subequations"], "remove it, and give each `math` block an `id`"),
    (&["numcases"], "write `cases`"),
    (&["math", "displaymath"], "remove it"),
    (&["tabular", "table"], "write `array`, or use `table` on the slide"),
    (&["itemize", "enumerate"], "use `bullets` or `numbered` on the slide"),
    (&["figure"], "use `figure` on the slide"),
    (&["tikzpicture", "tikzcd"], "draw it as a picture, or write the environment `CD`"),
];

/// Brackets that keep their size; the library draws them small after `\left` and its relatives.
pub const FIXED_BRACKETS: &[&str] = &[
    "uparrow",
    "downarrow",
    "updownarrow",
    "Uparrow",
    "Downarrow",
    "Updownarrow",
    "lmoustache",
    "rmoustache",
];

/// Returns what to write instead of a command; `None` if it is not on the list.
pub(super) fn command_advice(name: &str) -> Option<&'static str> {
    advice_in(UNSUPPORTED_COMMANDS, name)
}

/// Returns what to write instead of an environment; `None` if it is not on the list.
pub(super) fn environment_advice(name: &str) -> Option<&'static str> {
    advice_in(UNSUPPORTED_ENVIRONMENTS, name)
}

fn advice_in(list: &[(&[&str], &'static str)], name: &str) -> Option<&'static str> {
    list.iter().find(|(names, _)| names.contains(&name)).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{COMMANDS, Formula, MathStyle};

    fn error_of(tex: &str) -> Option<String> {
        Formula::parse(tex, MathStyle::Display).err().map(|errors| errors[0].help.clone())
    }

    #[test]
    fn the_list_is_true() {
        for (names, advice) in UNSUPPORTED_COMMANDS {
            for name in *names {
                for arguments in ["", "{a}", "{a}{b}"] {
                    let tex = format!("\\{name}{arguments}");
                    assert_eq!(error_of(&tex).as_deref(), Some(*advice), "{tex}");
                }
                assert!(!COMMANDS.lines().any(|known| known == *name), "{name} is completed");
            }
            for example in advice.split('`').skip(1).step_by(2) {
                let is_formula =
                    example.starts_with(['\\', '^', '_', '{']) && !example.ends_with("left");
                if is_formula && !example.contains("\\left") && !example.contains("\\right") {
                    assert_eq!(error_of(example), None, "{example}");
                }
            }
        }
        for (names, advice) in UNSUPPORTED_ENVIRONMENTS {
            for name in *names {
                let tex = format!("\\begin{{{name}}} a \\end{{{name}}}");
                assert_eq!(error_of(&tex).as_deref(), Some(*advice), "{tex}");
            }
        }
        for name in FIXED_BRACKETS {
            assert!(error_of(&format!("\\left\\{name} x \\right.")).is_some(), "{name}");
            assert!(error_of(&format!("\\Big\\{name}")).is_some(), "{name}");
            let is_arrow = name.ends_with("arrow");
            assert!(!is_arrow || error_of(&format!("x \\{name} y")).is_none(), "{name}");
        }
    }
}
