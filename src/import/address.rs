//! Finds addresses in text that are links without brackets.

use crate::deck::{Address, find_address_at_start, mail_uri};

/// The longest address that is looked for.
const MAX_ADDRESS_BYTES: usize = 2_000;

/// Returns the length of the address at the start of `text` and the link that it becomes in the
/// outline; `None` if `text` does not start with one.
pub(super) fn parse_bare_address(text: &str) -> Option<(usize, String)> {
    let text = &text[..text.floor_char_boundary(MAX_ADDRESS_BYTES)];
    let Address { range, uri } = find_address_at_start(text)?;
    let (address, after) = text.split_at(range.end);
    // Next to brackets and backslashes, the address may be part of other markup.
    let after = after.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or(after);
    if [address, after].iter().any(|text| text.contains(['[', ']', '\\'])) {
        return None;
    }
    // Between `<` and `>`, mail addresses are ASCII, and web addresses need their scheme.
    let is_autolink = uri == address || (uri == mail_uri(address) && address.is_ascii());
    let link = if is_autolink { format!("<{address}>") } else { format!("[{address}]({uri})") };
    Some((range.end, link))
}

#[cfg(test)]
mod tests {
    use super::parse_bare_address;

    #[test]
    fn addresses_end_before_punctuation() {
        let link = |text: &str| parse_bare_address(text).map(|(_, link)| link);
        assert_eq!(link("https://a.org/b).").as_deref(), Some("<https://a.org/b>"));
        assert_eq!(link("https://a.org/b_(c)").as_deref(), Some("<https://a.org/b_(c)>"));
        assert_eq!(link("www.a.org, x").as_deref(), Some("[www.a.org](https://www.a.org)"));
        assert_eq!(link("mia@a.org.").as_deref(), Some("<mia@a.org>"));
        assert_eq!(link("a@b"), None);
        assert_eq!(link("https://"), None);
        assert_eq!(link("https://a.org/b，c").as_deref(), Some("<https://a.org/b>"));
        assert_eq!(link("ä@a.org").as_deref(), Some("[ä@a.org](mailto:ä@a.org)"));
        for text in ["logo@2x.png", "https://a.org/b](c)", "https://a.org/b\\_c"] {
            assert_eq!(link(text), None, "{text}");
        }
    }
}
