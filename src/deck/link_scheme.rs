//! The schemes of addresses that links may have.

use super::slide::Deck;
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::NodeReader;

/// Schemes of addresses that only show something: a page, an email or a call to be made.
const ALLOWED_SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Schemes of addresses that run a script, hold a page of their own or open a file of the computer.
const DANGEROUS_SCHEMES: [&str; 5] = ["javascript", "vbscript", "data", "file", "blob"];

/// Returns the scheme of an address, in lower case, if no link may have it. Addresses without a
/// scheme are files of the project.
pub fn find_refused_scheme(address: &str) -> Option<String> {
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

/// Reports the links in the texts of a deck whose scheme is refused.
pub(super) fn check_link_schemes(deck: &Deck, reader: &mut NodeReader) {
    for (address, span) in collect_addresses(deck) {
        check_link_scheme(address, span, reader);
    }
}

/// Reports a link, somewhere in `span`, if its scheme is refused.
pub(super) fn check_link_scheme(address: &str, span: Span, reader: &mut NodeReader) {
    if let Some(scheme) = find_refused_scheme(address) {
        let diagnostic = report_scheme(address, &scheme, span, reader);
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
    let written = reader.slice(span);
    let start = written.find(address).map(|at| (at, address.len())).or_else(|| {
        let lower = written.to_ascii_lowercase();
        lower.find(&format!("{scheme}:")).map(|at| (at, scheme.len() + 1))
    });
    let place = start.map_or(span, |(at, length)| {
        let start = span.start as usize + at;
        Span::new(span.source, start, start + length)
    });
    let message = format!("a link cannot have the address `{shown}`, because of `{scheme}:`");
    Diagnostic::error(Code::RefusedScheme, message, place).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::find_refused_scheme;

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
}
