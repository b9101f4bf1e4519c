//! The addresses that links may have.

use super::slide::Deck;
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::percent::decode_percent;
use crate::source::Span;
use crate::yaml::NodeReader;

/// Schemes of addresses that only show something: a page, an email or a call to be made.
const ALLOWED_SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Schemes of addresses that run a script, hold a page of their own or open a file of the computer.
const DANGEROUS_SCHEMES: [&str; 5] = ["javascript", "vbscript", "data", "file", "blob"];

/// Returns whether no link may have an address: because of its scheme, or because it leads to a
/// file outside the project.
pub fn is_refused_address(address: &str) -> bool {
    find_refused_scheme(address).is_some() || leads_outside(address)
}

/// Returns whether an address without a scheme leads out of the folder of the outline, or to
/// another host: `/etc/passwd`, `../secret.txt`, `//example.org`.
fn leads_outside(address: &str) -> bool {
    let address: String = address.chars().filter(|c| *c > ' ' && *c != '\u{7f}').collect();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    // Readers of a PDF decode a path before they open it.
    let path = decode_percent(path).replace('\\', "/");
    if path.contains("://") || path.starts_with("mailto:") || path.starts_with("tel:") {
        return false;
    }
    let mut depth = 0;
    let is_above = path.split('/').any(|part| {
        depth += match part {
            ".." => -1,
            "" | "." => 0,
            _ => 1,
        };
        depth < 0
    });
    path.starts_with('/') || is_above
}

/// Returns the scheme of an address, in lower case, if no link may have it. Addresses without a
/// scheme are files of the project.
fn find_refused_scheme(address: &str) -> Option<String> {
    // Browsers ignore spaces and control characters in and before a scheme.
    let address: String = address.chars().filter(|c| *c > ' ' && *c != '\u{7f}').collect();
    let lower = address.to_lowercase();
    // `url: javascript:…` gets `https://` as a web address.
    let rest = lower.strip_prefix("https://").unwrap_or(&lower);
    let dangerous = |text: &str| {
        DANGEROUS_SCHEMES.into_iter().find(|scheme| {
            let after = text.strip_prefix(scheme).and_then(|after| after.strip_prefix(':'));
            after.is_some_and(|after| rest.len() == lower.len() || !starts_with_port(after))
        })
    };
    if let Some(scheme) = dangerous(rest) {
        return Some(scheme.to_owned());
    }
    let (scheme, after) = lower.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_refused = is_scheme && !ALLOWED_SCHEMES.contains(&scheme) && !starts_with_port(after);
    is_refused.then(|| scheme.to_owned())
}

/// Tells whether the text after a colon starts with the port of a host, as in `example.org:8080`.
fn starts_with_port(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Reports the links in the texts of a deck that are refused.
pub(super) fn check_link_addresses(deck: &Deck, reader: &mut NodeReader) {
    for (address, span) in collect_addresses(deck) {
        check_link_address(address, span, reader);
    }
}

/// Reports a link, somewhere in `span`, if it is refused.
pub(super) fn check_link_address(address: &str, span: Span, reader: &mut NodeReader) {
    if let Some(scheme) = find_refused_scheme(address) {
        let diagnostic = report_scheme(address, &scheme, span, reader);
        reader.diagnostics.push(diagnostic);
    } else if leads_outside(address) {
        let diagnostic = report_outside(address, span, reader);
        reader.diagnostics.push(diagnostic);
    }
}

/// Returns the addresses of all links in texts and the spans in which they are written.
fn collect_addresses(deck: &Deck) -> Vec<(&str, Span)> {
    let metadata = &deck.metadata;
    let of_deck = [&metadata.title, &metadata.subtitle, &metadata.event, &metadata.date]
        .into_iter()
        .chain([&deck.header, &deck.footer])
        .flatten()
        .chain(&metadata.authors)
        .chain(&metadata.institutes);
    let slides = || deck.slides.iter().chain(&deck.hidden);
    let of_slides =
        slides().flat_map(|slide| slide.own_texts().into_iter().chain(slide.note_texts()));
    of_deck.chain(of_slides).flat_map(Text::addresses).collect()
}

fn report_outside(address: &str, span: Span, reader: &NodeReader) -> Diagnostic {
    let shown: String = address.chars().take(60).collect();
    let (reason, help) = match address.trim_start().strip_prefix("//") {
        Some(_) => ("because it has no scheme", format!("write `https:{}`", shown.trim_start())),
        None => (
            "because it leads out of the project",
            "copy the file next to the outline and link to it by its path, or publish it on the \
             web"
            .to_owned(),
        ),
    };
    let place =
        find_in(span, reader, |written| written.find(address).map(|at| (at, address.len())));
    let message = format!("a link cannot have the address `{shown}`, {reason}");
    Diagnostic::error(Code::RefusedScheme, message, place).with_help(help)
}

/// Returns the part of a span that `find` returns as its start and length, or the whole span.
fn find_in(span: Span, reader: &NodeReader, find: impl Fn(&str) -> Option<(usize, usize)>) -> Span {
    find(reader.slice(span)).map_or(span, |(at, length)| {
        let start = span.start as usize + at;
        Span::new(span.source, start, start + length)
    })
}

fn report_scheme(address: &str, scheme: &str, span: Span, reader: &NodeReader) -> Diagnostic {
    let shown: String = address.chars().take(60).collect();
    let help = match (scheme, find_nearest(scheme, ALLOWED_SCHEMES)) {
        ("file", _) => {
            "copy the file into the project and link to it by its path, or publish it on the web"
                .to_owned()
        }
        (_, Some(near)) if !DANGEROUS_SCHEMES.contains(&scheme) => {
            format!("did you mean `{near}:`?")
        }
        _ => "link to a web address (`https://…`), `mailto:`, `tel:`, a file of the project or a \
              slide (`#id`)"
            .to_owned(),
    };
    let place = find_in(span, reader, |written| {
        written.find(address).map(|at| (at, address.len())).or_else(|| {
            let lower = written.to_ascii_lowercase();
            lower.find(&format!("{scheme}:")).map(|at| (at, scheme.len() + 1))
        })
    });
    let message = format!("a link cannot have the address `{shown}`, because of `{scheme}:`");
    Diagnostic::error(Code::RefusedScheme, message, place).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::{find_refused_scheme, is_refused_address, leads_outside};

    #[test]
    fn refuses_all_but_web_mail_and_telephone_addresses() {
        for address in [
            "https://example.org/a:b",
            "HTTP://example.org",
            "mailto:ana@example.org",
            "tel:112",
            "handout.pdf",
            "data/handout.pdf",
            "example.org:8080/a",
            "https://data:8080/",
            "#results",
            "täxt: a",
            "./a:b",
            "",
        ] {
            assert_eq!(find_refused_scheme(address), None, "{address}");
            assert!(!is_refused_address(address), "{address}");
        }
        for (address, scheme) in [
            ("javascript:alert(1)", "javascript"),
            (" JaVa\tScript:alert(1)", "javascript"),
            ("javascript:1", "javascript"),
            ("https://javascript:alert(1)", "javascript"),
            ("vbscript:x", "vbscript"),
            ("data:text/html,x", "data"),
            ("file:///etc/passwd", "file"),
            ("C:\\talk.pdf", "c"),
            ("ms-word:ofe|u|x", "ms-word"),
            ("htps://example.org", "htps"),
        ] {
            assert_eq!(find_refused_scheme(address).as_deref(), Some(scheme), "{address}");
        }
    }
    #[test]
    fn refuses_files_outside_the_project() {
        for address in [
            "/etc/passwd",
            "../secret.txt",
            "data/../../secret.txt",
            "..",
            "//example.org/a",
            "\\\\server\\share",
            "%2e%2e/secret.txt",
            " /etc/passwd",
        ] {
            assert!(leads_outside(address), "{address}");
        }
        for address in [
            "data/../handout.pdf",
            "./a",
            "a..b/c",
            "https://example.org/../a",
            "?a=/../../b",
            "#..",
        ] {
            assert!(!leads_outside(address), "{address}");
        }
    }
}
