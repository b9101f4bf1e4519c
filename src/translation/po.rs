//! Writes PO files of GNU gettext.
//!
//! The crates `polib` and `rspolib` stop at the first error of a file and know no columns, and what
//! is needed of the format is these two files.

use super::catalogue::Catalogue;

/// Writes the texts of a deck as a PO file. It has no date, so the same texts give the same file.
pub fn write(catalogue: &Catalogue) -> String {
    let header = format!(
        "Project-Id-Version: {}\nLanguage: {}\nMIME-Version: 1.0\nContent-Type: text/plain; \
         charset=UTF-8\nContent-Transfer-Encoding: 8bit\nX-Source-Language: {}\n",
        catalogue.name, catalogue.language, catalogue.source_language
    );
    let mut po = String::from("msgid \"\"\n");
    push_text(&mut po, "msgstr", &header);
    for unit in &catalogue.units {
        po.push('\n');
        for line in unit.notes.iter().flat_map(|note| note.lines()) {
            po.push_str(&format!("#. {line}\n"));
        }
        po.push_str(&format!("#: {}\n", unit.reference));
        if unit.is_fuzzy {
            po.push_str("#, fuzzy\n");
        }
        if let Some(previous) = &unit.previous {
            let mut lines = String::new();
            push_text(&mut lines, "msgid", previous);
            lines.lines().for_each(|line| po.push_str(&format!("#| {line}\n")));
        }
        push_text(&mut po, "msgctxt", &unit.context);
        push_text(&mut po, "msgid", &unit.source);
        push_text(&mut po, "msgstr", &unit.target);
    }
    po
}

/// Adds a keyword with its text. A text of several lines has a line of the file for each.
fn push_text(po: &mut String, keyword: &str, text: &str) {
    po.push_str(keyword);
    if text.trim_end_matches('\n').contains('\n') {
        po.push_str(" \"\"\n");
        for line in text.split_inclusive('\n') {
            po.push_str(&format!("\"{}\"\n", escape(line)));
        }
    } else {
        po.push_str(&format!(" \"{}\"\n", escape(text)));
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            c => escaped.push(c),
        }
    }
    escaped
}
