//! Finds web and mail addresses in text, so that a bare address is a link.

use std::ops::Range;

use super::text::{Link, Run, Text};
use crate::yaml::is_unspaced;

/// An address in a text.
#[derive(Debug, PartialEq)]
pub(crate) struct Address {
    /// Its bytes.
    pub range: Range<usize>,
    /// The URI that it leads to.
    pub uri: String,
}

/// Links the addresses in a text that are not code, a formula or part of a link.
pub(crate) fn link_addresses(text: &mut Text) {
    let is_taken = |run: &Run| run.style.code || run.link.is_some() || run.formula.is_some();
    let mut runs = Vec::with_capacity(text.runs.len());
    let mut addresses = find_addresses(&text.content).into_iter().peekable();
    for run in std::mem::take(&mut text.runs) {
        let mut at = run.range.start;
        while let Some(address) = addresses.next_if(|address| address.range.start < run.range.end) {
            // An address that is only partly in this run has markup inside and stays text.
            if address.range.start < at || address.range.end > run.range.end || is_taken(&run) {
                continue;
            }
            let link = Some(Link::Uri(address.uri));
            runs.push(Run { range: at..address.range.start, ..run.clone() });
            at = address.range.end;
            runs.push(Run { range: address.range, link, ..run.clone() });
        }
        runs.push(Run { range: at..run.range.end, ..run });
    }
    runs.retain(|run| !run.range.is_empty());
    text.runs = runs;
}

/// Links a byte range of a text to `target`.
pub(crate) fn set_link(text: &mut Text, bytes: Range<usize>, target: &Link) {
    let mut runs = Vec::with_capacity(text.runs.len() + 2);
    for run in text.runs.drain(..) {
        let cuts = [run.range.start, bytes.start, bytes.end, run.range.end]
            .map(|cut| cut.clamp(run.range.start, run.range.end));
        for (part, link) in [
            (cuts[0]..cuts[1], None),
            (cuts[1]..cuts[2], Some(target.clone())),
            (cuts[2]..cuts[3], None),
        ] {
            if !part.is_empty() {
                let link = link.or_else(|| run.link.clone());
                runs.push(Run { range: part, link, ..run.clone() });
            }
        }
    }
    text.runs = runs;
}

/// Returns whether a text can contain an address.
pub(crate) fn may_have_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("www.")
}

/// The number of bytes before markup in which the start of an address is looked for.
const MAX_ADDRESS_TAIL: usize = 400;

/// Returns whether a bare web address reaches up to the end of `text`, so that a `*` or `_` after
/// it is part of the address.
pub(crate) fn ends_in_address(text: &str) -> bool {
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_ADDRESS_TAIL))..];
    let word = text.rsplit(is_terminator).next().unwrap_or(text);
    word.contains("://")
        && find_addresses(word).last().is_some_and(|address| address.range.end == word.len())
}

/// Finds the web addresses with `http://`, `https://` or `www.` and the mail addresses in a text.
/// As in GitHub Flavored Markdown, punctuation and an unpaired bracket at the end are not part of
/// the address.
pub(crate) fn find_addresses(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['@', ':', 'w']).map(|at| from + at) {
        let address = match text.as_bytes()[at] {
            b'@' => find_mail_address(text, at),
            b':' => find_web_address(text, at),
            _ => find_www_address(text, at),
        };
        let address = address.filter(|address| {
            let end = found.last().map_or(0, |last: &Address| last.range.end);
            address.range.start >= end
        });
        from = address.as_ref().map_or(at + 1, |address| address.range.end.max(at + 1));
        found.extend(address);
    }
    found
}

/// Returns the address at the start of a text, as [`find_addresses`] finds it.
pub(crate) fn find_address_at_start(text: &str) -> Option<Address> {
    if text.starts_with("www.") {
        return find_www_address(text, 0);
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let at = text.find(|c| !is_name(c))?;
    let address = match text.as_bytes()[at] {
        b'@' => find_mail_address(text, at),
        b':' => find_web_address(text, at),
        _ => None,
    };
    address.filter(|address| address.range.start == 0)
}

/// Returns the web address whose `://` starts at `colon`.
fn find_web_address(text: &str, colon: usize) -> Option<Address> {
    let rest = text[colon..].strip_prefix("://")?;
    let before = &text[..colon];
    let scheme = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let start = colon - scheme;
    if !["http", "https"].iter().any(|known| before[start..].eq_ignore_ascii_case(known)) {
        return None;
    }
    let length = address_length(rest)?;
    let range = start..colon + 3 + length;
    Some(Address { uri: text[range.clone()].to_owned(), range })
}

fn find_www_address(text: &str, start: usize) -> Option<Address> {
    if !text[start..].starts_with("www.") || text[..start].ends_with(is_part_of_word) {
        return None;
    }
    let length = address_length(&text[start..])?;
    let address = &text[start..start + length];
    (host_of(address).matches('.').count() >= 2)
        .then(|| Address { uri: web_uri(address), range: start..start + length })
}

/// Whether a character before `www.` or a mail address belongs to the same word.
fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() && !is_joined_to_latin(c) || matches!(c, '/' | '.' | '@' | ':' | '_' | '-')
}

/// Returns the mail address whose `@` is at `at`.
fn find_mail_address(text: &str, at: usize) -> Option<Address> {
    let is_name = |c: char| {
        (c.is_alphanumeric() && !is_joined_to_latin(c)) || matches!(c, '.' | '_' | '%' | '+' | '-')
    };
    let before = &text[..at];
    let name = before[before.trim_end_matches(is_name).len()..].trim_start_matches(['.', '-']);
    let mut start = at - name.len();
    let is_label =
        |c: char| (c.is_alphanumeric() && !is_joined_to_latin(c)) || matches!(c, '.' | '-');
    let rest = &text[at + 1..];
    let host = &rest[..rest.find(|c| !is_label(c)).unwrap_or(rest.len())];
    let after = rest[host.len()..].chars().next();
    let host = host.trim_end_matches(['.', '-']);
    // `git@host:path` and `@user@host` are no mail addresses.
    let is_other = matches!(after, Some('@' | '/'))
        || (after == Some(':')
            && rest[host.len()..].chars().nth(1).is_some_and(char::is_alphanumeric))
        || text[..start].ends_with(['@', '/']);
    if name.is_empty() || is_other || !is_domain(host) || is_picture_name(host) {
        return None;
    }
    if text[..start].ends_with("mailto:") {
        start -= "mailto:".len();
    }
    let end = at + 1 + host.len();
    Some(Address { range: start..end, uri: mail_uri(&text[at - name.len()..end]) })
}

/// `logo@2x.png` is a file.
fn is_picture_name(host: &str) -> bool {
    ["png", "jpg", "jpeg", "svg", "gif", "webp", "pdf"]
        .iter()
        .any(|ending| host.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(ending)))
}

/// The longest host, in bytes, that is looked for. Names in the DNS have at most 253 bytes.
const MAX_HOST_BYTES: usize = 800;

/// Returns the length of the address at the start of `text`, which starts with its host, or `None`
/// if there is no host.
fn address_length(text: &str) -> Option<usize> {
    let mut before = '/';
    let mut host = None;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        if host.is_none() && matches!(c, '/' | '?' | '#') {
            host = Some(&text[..at]).filter(|host| is_host(host));
            host?;
        }
        // Chinese, Japanese, Korean and Thai text may follow an address without a space.
        let is_next_word = is_joined_to_latin(c)
            && match host {
                Some(host) => {
                    before.is_ascii_alphanumeric() || (host.is_ascii() && at == host.len() + 1)
                }
                None => is_domain(host_of(&text[..at])),
            };
        if is_terminator(c) || is_next_word {
            end = at;
            break;
        }
        if host.is_none() && at > MAX_HOST_BYTES {
            return None;
        }
        before = c;
    }
    let address = trim_address(&text[..end]);
    is_host(address).then_some(address.len())
}

/// Returns whether a character is of a script whose words follow Latin words without a space.
fn is_joined_to_latin(c: char) -> bool {
    is_unspaced(c) || matches!(u32::from(c), 0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7FF)
}

/// Returns whether an address ends before this character.
fn is_terminator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || "<>\"`|\\^{}“”‘’«»„‹›…،؛".contains(c)
        // Wide punctuation, and the controls of bidirectional text.
        || matches!(u32::from(c),
            0x3000..=0x3004 | 0x3008..=0x3020 | 0xFE10..=0xFE19 | 0xFE30..=0xFE6B
            | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65
            | 0x200B..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF)
}

/// Removes punctuation and closing brackets without an opening one from the end of an address.
fn trim_address(mut address: &str) -> &str {
    let count = |address: &str, wanted: char| address.matches(wanted).count();
    let mut excess = [('(', ')'), ('[', ']')]
        .map(|(open, close)| (close, count(address, close).saturating_sub(count(address, open))));
    while let Some(last) = address.chars().next_back() {
        let bracket = excess.iter_mut().find(|(close, excess)| *close == last && *excess > 0);
        if let Some((_, excess)) = bracket {
            *excess -= 1;
        } else if !"?!.,:;*_~'=·؟۔।॥".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// Returns the host of an address without a scheme, without user name and port.
fn host_of(address: &str) -> &str {
    let authority = address.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() }
}

/// Returns whether an address starts with a host.
fn is_host(address: &str) -> bool {
    let host = host_of(address);
    let is_number = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    is_domain(host)
        || host.eq_ignore_ascii_case("localhost")
        || (host.starts_with('[') && host.ends_with(']'))
        || (host.split('.').count() == 4 && host.split('.').all(is_number))
}

/// Returns whether `name` is a domain name with at least two labels.
fn is_domain(name: &str) -> bool {
    let mut labels = name.split('.');
    name.contains('.')
        && labels.all(|label| {
            !label.is_empty()
                && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        })
        && name.rsplit('.').next().is_some_and(|last| {
            last.chars().count() >= 2
                && (last.chars().all(char::is_alphabetic) || last.starts_with("xn--"))
        })
}

/// Returns the URI of a mail address.
pub(crate) fn mail_uri(address: &str) -> String {
    format!("mailto:{address}")
}

/// Returns the URI of a web address with or without a scheme.
pub(crate) fn web_uri(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("https://{address}") }
}

#[cfg(test)]
mod tests {
    use super::{ends_in_address, find_addresses};

    fn find(text: &str) -> Vec<(&str, String)> {
        find_addresses(text).into_iter().map(|found| (&text[found.range], found.uri)).collect()
    }

    #[test]
    fn addresses_end_before_punctuation() {
        for (text, expected) in [
            ("See https://example.org.", "https://example.org"),
            ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
            ("[https://example.org/a]", "https://example.org/a"),
            ("HTTPS://Example.org/a?b=c&d=e#f, then", "HTTPS://Example.org/a?b=c&d=e#f"),
            ("http://localhost:8000/x", "http://localhost:8000/x"),
            ("http://192.168.0.1/", "http://192.168.0.1/"),
            ("“https://example.org”", "https://example.org"),
            ("https://example.org/a</b>", "https://example.org/a"),
            ("请看https://example.org/路径。谢谢", "https://example.org/"),
            ("见https://example.org/wiki/中国，谢谢", "https://example.org/wiki/中国"),
            ("https://example.org是官网", "https://example.org"),
            ("https://example.org/a에서", "https://example.org/a"),
            ("https://例子.中国/页", "https://例子.中国/页"),
            ("https://bücher.example/größe!", "https://bücher.example/größe"),
            ("זה https://example.org/a\u{200f}.", "https://example.org/a"),
            ("الموقع https://example.org/a، ثم", "https://example.org/a"),
            ("https://user:pw@example.org:81/x", "https://user:pw@example.org:81/x"),
        ] {
            assert_eq!(find(text), [(expected, expected.to_owned())], "{text}");
        }
    }

    #[test]
    fn addresses_without_a_scheme() {
        for (text, expected, uri) in [
            ("at www.example.org/a.", "www.example.org/a", "https://www.example.org/a"),
            ("ana.silva+x@mail.example.org.", "ana.silva+x@mail.example.org", ""),
            ("联系ana@example.org。", "ana@example.org", ""),
            ("mailto:ana@example.org", "mailto:ana@example.org", "mailto:ana@example.org"),
            ("<ana@example.org>,", "ana@example.org", ""),
            ("müller@example.org:", "müller@example.org", ""),
        ] {
            let uri = if uri.is_empty() { format!("mailto:{expected}") } else { uri.to_owned() };
            assert_eq!(find(text), [(expected, uri)], "{text}");
        }
    }

    #[test]
    fn other_text_is_no_address() {
        for text in [
            "@home",
            "me@home",
            "git@example.org:team/x.git",
            "@ana@example.org",
            "logo@2x.png",
            "pkg@1.2.3",
            "https://",
            "https://…",
            "http://example",
            "awww.example.org",
            "www.",
            "www.example",
            "ftp://example.org",
            "javascript://example.org",
            "a@b@c.org",
            "12:30",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn many_addresses_and_near_misses_are_found_in_linear_time() {
        assert_eq!(find(&"https://example.org ".repeat(1000)).len(), 1000);
        for part in ["@", "a@", "://", "http://", "www.", "https://(", "https://a.org/)"] {
            find(&part.repeat(50_000));
        }
    }

    #[test]
    fn an_address_can_reach_the_end() {
        assert!(ends_in_address("see https://example.org/a"));
        assert!(!ends_in_address("see https://example.org/a "));
        assert!(!ends_in_address("see https://"));
    }
}
