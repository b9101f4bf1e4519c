//! Finds addresses in text that are links without brackets.

/// The longest address that is looked for.
const MAX_ADDRESS_BYTES: usize = 2_000;

/// Returns the length of the address at the start of `text` and the link that it becomes in the
/// outline; `None` if `text` does not start with one.
pub(super) fn parse_bare_address(text: &str) -> Option<(usize, String)> {
    let is_web = ["https://", "http://", "www."].iter().any(|start| text.starts_with(start));
    if !is_web {
        return parse_mail_address(text);
    }
    let is_end =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`');
    let end = text
        .char_indices()
        .find(|&(at, c)| is_end(c) || at >= MAX_ADDRESS_BYTES)
        .map_or(text.len(), |(at, _)| at);
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'', '~']);
    // A closing bracket belongs to the address only if it opens there.
    let is_open = address.matches('(').count() >= address.matches(')').count();
    let address = if is_open { address } else { address.split(')').next().unwrap_or(address) };
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    if !host.contains('.') || host.ends_with('.') || address.contains(['[', ']', '\\']) {
        return None;
    }
    let link = match address.strip_prefix("www.") {
        Some(_) => format!("[{address}](https://{address})"),
        None => format!("<{address}>"),
    };
    Some((address.len(), link))
}

fn parse_mail_address(text: &str) -> Option<(usize, String)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let name = text.find(|c| !is_part(c)).filter(|&at| at > 0 && text[at..].starts_with('@'))?;
    let domain = &text[name + 1..];
    let end = domain.find(|c| !is_part(c) || c == '_' || c == '+').unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    let ending = domain.rsplit_once('.')?.1;
    let is_valid = ending.len() > 1 && ending.chars().all(|c| c.is_ascii_alphabetic());
    let length = name + 1 + domain.len();
    is_valid.then(|| (length, format!("<{}>", &text[..length])))
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
    }
}
