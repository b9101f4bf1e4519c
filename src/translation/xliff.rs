//! Writes XLIFF 2.0 (OASIS Standard, 2014).

use super::catalogue::{Catalogue, unit_id};

/// The namespace of XLIFF 2.0.
pub(super) const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The state of a translation that must be checked.
pub(super) const FUZZY: &str = "plenary:fuzzy";

/// Writes the texts of a deck as XLIFF 2.0.
pub fn write(catalogue: &Catalogue) -> String {
    let mut xliff = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"{NAMESPACE}\" version=\"2.0\" \
         srcLang=\"{}\" trgLang=\"{}\">\n  <file id=\"deck\" original=\"{}\" \
         xml:space=\"preserve\">\n",
        escape(&catalogue.source_language),
        escape(&catalogue.language),
        escape(&catalogue.name)
    );
    for unit in &catalogue.units {
        let (id, name) = (escape(&unit_id(&unit.context)), escape(&unit.context));
        xliff.push_str(&format!("    <unit id=\"{id}\" name=\"{name}\">\n      <notes>\n"));
        let mut push_note = |category: &str, text: &str| {
            let text = escape(text);
            xliff.push_str(&format!("        <note category=\"{category}\">{text}</note>\n"));
        };
        push_note("location", &unit.reference);
        unit.notes.iter().for_each(|note| push_note("description", note));
        if let Some(previous) = &unit.previous {
            push_note("previous-source", previous);
        }
        let state = match (unit.target.is_empty(), unit.is_fuzzy) {
            (true, _) => " state=\"initial\"".to_owned(),
            (false, true) => format!(" state=\"initial\" subState=\"{FUZZY}\""),
            (false, false) => " state=\"translated\"".to_owned(),
        };
        let source = escape(&unit.source);
        xliff.push_str(&format!(
            "      </notes>\n      <segment{state}>\n        <source>{source}</source>\n"
        ));
        if !unit.target.is_empty() {
            xliff.push_str(&format!("        <target>{}</target>\n", escape(&unit.target)));
        }
        xliff.push_str("      </segment>\n    </unit>\n");
    }
    xliff + "  </file>\n</xliff>\n"
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            c => escaped.push(c),
        }
    }
    escaped
}
