//! What fenced divisions of pandoc and Quarto hold: columns, notes, callouts, pictures in rows.

use super::ImportContext;
use super::directive::find_attribute;

/// A container that a line can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Columns,
    Column,
    /// Parts that the audience switches between, one for each heading.
    Tabs,
    Cards,
    Card,
    /// Parts side by side: `layout-ncol` of Quarto, and stacks.
    Grid,
    Notes,
    /// The footer of the slide in Quarto.
    Footer,
    Callout,
    /// A part for another format.
    Hidden,
    /// A division in a container, which is read with the content of the container.
    Nested,
    Other,
}

impl Container {
    /// Returns the container that a division with this name or these attributes is.
    pub(super) fn classify(name: &str, context: &ImportContext) -> Self {
        if name.contains(".html-cards") {
            Self::Cards
        } else if name.contains(".html-card") {
            Self::Card
        } else if is_for_other_format(name, &context.format) {
            Self::Hidden
        } else if name.contains("panel-tabset") {
            Self::Tabs
        } else if GridHead::parse(name, context).is_some() {
            Self::Grid
        } else if name.contains("columns") {
            Self::Columns
        } else if name.contains("column") && !name.contains("column-") {
            Self::Column
        } else if matches!(name, "footer" | "{.footer}") {
            Self::Footer
        } else if name.contains("notes") {
            Self::Notes
        } else if CalloutHead::parse(name, context).is_some() {
            Self::Callout
        } else {
            Self::Other
        }
    }

    /// Whether divisions in it are read with its content.
    pub(super) fn holds_divisions(self) -> bool {
        !matches!(self, Self::Columns | Self::Cards | Self::Grid | Self::Other | Self::Notes)
    }
}

/// The first line of a callout.
#[derive(Clone, Debug)]
pub(super) struct CalloutHead {
    /// The kind.
    pub kind: &'static str,
    /// The title.
    pub title: Option<String>,
    /// The words before the title, such as “Theorem 1”.
    pub number: Option<String>,
}

impl CalloutHead {
    /// Reads the name or attributes of a division; `None` if it is no callout.
    pub(super) fn parse(name: &str, context: &ImportContext) -> Option<Self> {
        let number = context.references.theorem_of(name);
        let is_proof = name.split(['{', '}', ' ', '.']).any(|word| word == "proof");
        let number = number.or_else(|| is_proof.then(|| "Proof".to_owned()));
        let kind = if number.is_some() { Some("note") } else { callout_kind(name) };
        let title = find_attribute(name, "title").or_else(|| find_attribute(name, "name"));
        Some(Self { kind: kind?, title, number })
    }

    /// Returns the title with the number: “Theorem 1 (Line)”.
    pub(super) fn full_title(&self, title: Option<String>) -> Option<String> {
        match (&self.number, title) {
            (Some(number), Some(title)) => Some(format!("{number} ({title})")),
            (Some(number), None) => Some(number.clone()),
            (None, title) => title,
        }
    }
}

/// Returns the kind of callout for the name of a division.
fn callout_kind(name: &str) -> Option<&'static str> {
    // The title may contain the name of another kind.
    let name = name.split("title=").next().unwrap_or(name).to_lowercase();
    let contains_any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if contains_any(&["warning", "caution", "danger", "important", "alert"]) {
        Some("warning")
    } else if contains_any(&["tip", "hint"]) {
        Some("tip")
    } else {
        contains_any(&["callout", "note", "info", "block"]).then_some("note")
    }
}

/// The first line of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct GridHead {
    /// How many parts are side by side; `None` for all.
    pub across: Option<usize>,
    /// How many rows there are.
    pub rows: Option<usize>,
    /// The relative widths of the parts of the only row.
    pub widths: Vec<f32>,
    /// The words before the caption, such as “Figure 1”.
    pub number: Option<String>,
}

/// Classes of divisions whose parts are side by side, or on top of each other one after the other.
const STACKS: &[&str] = &["r-stack", "r-hstack", "hstack", "r-row"];

/// The most parts side by side that an author can ask for.
const MAX_ACROSS: usize = 12;

impl GridHead {
    /// Reads the name or attributes of a division; `None` if it is no grid.
    pub(super) fn parse(name: &str, context: &ImportContext) -> Option<Self> {
        let count = |key: &str| -> Option<usize> {
            let count = find_attribute(name, key)?.trim().parse().ok()?;
            (1..=MAX_ACROSS).contains(&count).then_some(count)
        };
        let number = context.references.words_of(name).map(str::to_owned);
        let across = count("layout-ncol");
        let rows = count("layout-nrow");
        let mut head = Self { across, rows, widths: Vec::new(), number };
        if let Some(layout) = find_attribute(name, "layout") {
            let is_mark = |c: char| matches!(c, '[' | ']' | ' ');
            let has_rows = layout.replace(' ', "").starts_with("[[");
            let row = layout.trim_start_matches(is_mark).split(']').next().unwrap_or_default();
            let shares: Vec<f32> =
                row.split(',').filter_map(|share| share.trim().parse().ok()).collect();
            let parts = shares.iter().filter(|share| **share > 0.0).count();
            if (1..=MAX_ACROSS).contains(&parts) {
                head.across = Some(parts);
                if !has_rows && parts == shares.len() {
                    head.widths = shares;
                }
                return Some(head);
            }
        }
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '.');
        let is_stack = name.split(is_mark).any(|class| STACKS.contains(&class));
        (is_stack || across.is_some() || rows.is_some()).then_some(head)
    }
}

/// Whether a division is for another format than `format`, as `when-format` and `unless-format` of
/// Quarto say.
fn is_for_other_format(name: &str, format: &str) -> bool {
    let is_visible = name.contains(".content-visible");
    if !is_visible && !name.contains(".content-hidden") {
        return false;
    }
    let has = |key: &str| find_attribute(name, key).map(|wanted| includes_format(&wanted, format));
    let applies = match (has("when-format"), has("unless-format")) {
        (Some(applies), _) => applies,
        (None, Some(applies)) => !applies,
        // Another condition depends on how the deck is made.
        (None, None) => is_visible || !name.contains("when-") && !name.contains("unless-"),
    };
    applies != is_visible
}

fn includes_format(wanted: &str, format: &str) -> bool {
    wanted == format
        || match wanted {
            "html" => matches!(format, "revealjs" | "slidy" | "s5" | "dzslides" | "slideous"),
            "pdf" | "latex" => format == "beamer",
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_name_formats_and_families() {
        let hidden = |name: &str| is_for_other_format(name, "revealjs");
        assert!(!hidden("{.content-visible when-format=\"html\"}"));
        assert!(hidden("{.content-visible when-format=\"beamer\"}"));
        assert!(hidden("{.content-visible unless-format=\"revealjs\"}"));
        assert!(hidden("{.content-hidden when-format=\"revealjs\"}"));
        assert!(hidden("{.content-hidden}") && !hidden("{.callout-note}"));
        assert!(!hidden("{.content-hidden when-profile=\"x\"}"));
    }
}
