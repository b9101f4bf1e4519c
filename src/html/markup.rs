//! HTML from text that is never markup.

/// Appends text as the content of an element or the value of a quoted attribute.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Browsers replace the others.
            '\0' => {}
            _ => out.push(character),
        }
    }
}

/// Returns text as [`push_escaped`] writes it.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Returns JSON for a `<script>` element, which only `</script` ends and `<!--` changes.
pub(super) fn json_for_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::{escape, json_for_script};

    #[test]
    fn text_is_never_markup() {
        assert_eq!(escape("a<b> & \"c\"\0"), "a&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(json_for_script("\"</script><!--\""), "\"\\u003c/script>\\u003c!--\"");
    }
}
