#![doc = include_str!("../../diagnostic/explain/E0610.md")]

use crate::check::{Level, LintContext, Rule, words};
use crate::deck::{BlockKind, Slide, Text, is_refused_address};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "dead_link",
    code: Code::DeadLink,
    level: Level::Warn,
    limit: None,
    run: Some(check_dead_link),
};

fn check_dead_link(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = context.deck;
    let of_deck = deck.logos.iter().filter_map(|logo| Some((logo.href.as_deref()?, logo.src_span)));
    let links = of_deck.chain(deck.slides.iter().flat_map(collect_links));
    links
        // A refused address has an error of its own.
        .filter(|(address, _)| !is_refused_address(address))
        .filter_map(|(address, span)| {
            let AddressError { reason, help } = find_address_error(address)?;
            let shown = words::shorten_text(address);
            let place = context.words_span(
                span,
                address.trim_start_matches("mailto:").trim_start_matches("https://"),
            );
            Some(
                Diagnostic::warning(
                    Code::DeadLink,
                    format!("the link to `{shown}` is broken: {reason}"),
                    place,
                )
                .with_help(help),
            )
        })
        .collect()
}

/// Returns the addresses that a slide links to, and their spans.
fn collect_links(slide: &Slide) -> Vec<(&str, Span)> {
    let texts = slide.own_texts().into_iter().chain(slide.note_texts());
    let mut links: Vec<(&str, Span)> = texts.flat_map(Text::addresses).collect();
    links.extend(
        slide
            .all_figures()
            .into_iter()
            .filter_map(|figure| Some((figure.href.as_deref()?, figure.src_span))),
    );
    links.extend(slide.all_blocks().into_iter().filter_map(|block| match &block.kind {
        BlockKind::Media(media) => Some((media.address()?, media.src_span)),
        _ => None,
    }));
    links.dedup();
    links
}

/// Known schemes; similar ones are probably typing errors.
const KNOWN_SCHEMES: [&str; 10] =
    ["https", "http", "mailto", "tel", "ftp", "sms", "geo", "doi", "urn", "xmpp"];

/// What is wrong with an address, and how to correct it.
#[derive(Debug, PartialEq)]
struct AddressError {
    reason: String,
    help: String,
}

impl AddressError {
    fn new(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reason: reason.into(), help: help.into() }
    }
}

/// Finds the error in an address (RFC 3986 for addresses, RFC 6068
/// for `mailto:`, RFC 3966 for `tel:`).
fn find_address_error(address: &str) -> Option<AddressError> {
    let address = address.trim();
    if address.starts_with('#') {
        return None;
    }
    if address.is_empty() {
        return Some(AddressError::new(
            "it has no address",
            "write the address in parentheses after the link text",
        ));
    }
    if address.contains(char::is_whitespace) {
        return Some(AddressError::new(
            "an address cannot contain spaces",
            "write `%20` for each space",
        ));
    }
    let Some((scheme, rest)) = address.split_once(':').filter(|(scheme, _)| is_uri_scheme(scheme))
    else {
        return Some(explain_missing_scheme(address));
    };
    match scheme.to_lowercase().as_str() {
        "https" | "http" => find_web_address_error(rest),
        "mailto" => find_mail_address_error(rest),
        "tel" | "sms" if rest.chars().filter(char::is_ascii_digit).count() < 3 => {
            Some(AddressError::new(
                "it is not a telephone number",
                "write the number in digits: `+49 351 1234`",
            ))
        }
        "file" => Some(AddressError::new(
            "it is a file on your own machine",
            "publish the file on the web and link to it there",
        )),
        known if KNOWN_SCHEMES.contains(&known) => None,
        unknown => find_nearest(unknown, KNOWN_SCHEMES).map(|near| {
            AddressError::new(
                format!("`{unknown}:` is not a known scheme"),
                format!("did you mean `{near}:`?"),
            )
        }),
    }
}

fn is_uri_scheme(scheme: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(good)
        && !scheme.contains('.')
}

fn explain_missing_scheme(address: &str) -> AddressError {
    let host = address.split(['/', '?']).next().unwrap_or(address);
    let last = host.rsplit('.').next().unwrap_or_default();
    if address.contains('@') && !address.contains('/') {
        return AddressError::new(
            "it is an email address without `mailto:`",
            format!("write `mailto:{address}`"),
        );
    }
    let is_file = [
        "pdf", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "csv", "md", "txt", "html", "htm",
        "png", "jpg", "svg", "zip", "yaml",
    ];
    let is_host = host.starts_with("www.")
        || (host.contains('.') && !host.starts_with('.') && !is_file.contains(&last));
    if is_host {
        return AddressError::new("`https://` is missing", format!("write `https://{address}`"));
    }
    AddressError::new(
        "it is a file, which readers of the PDF do not have",
        "publish the file on the web and link to it there; link to a slide with `#id`",
    )
}

fn find_web_address_error(rest: &str) -> Option<AddressError> {
    let Some(rest) = rest.strip_prefix("//") else {
        return Some(AddressError::new(
            "two slashes are missing after the colon",
            "write `https://` before the rest",
        ));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.starts_with('[') {
        return None;
    } else {
        host.split(':').next().unwrap_or_default()
    };
    if host.is_empty() {
        return Some(AddressError::new(
            "the host name is missing",
            "write the host name after `https://`",
        ));
    }
    if matches!(host, "http" | "https") {
        return Some(AddressError::new("it starts with `https://` twice", "remove one of them"));
    }
    let is_malformed = host.split('.').any(str::is_empty)
        || host.starts_with('-')
        || host.contains([',', ';', '(', ')', '<', '>', '_']);
    if is_malformed
        && !host
            .trim_end_matches('.')
            .split('.')
            .all(|label| !label.is_empty() && label.contains('_'))
    {
        return Some(AddressError::new(
            format!("`{host}` is not a valid host name"),
            "remove extra dots and commas",
        ));
    }
    if !host.contains('.') && host != "localhost" {
        return Some(AddressError::new(
            format!("`{host}` is not a valid host name"),
            "add its ending, such as `.eu` or `.org`",
        ));
    }
    None
}

fn find_mail_address_error(rest: &str) -> Option<AddressError> {
    let addresses = rest.split('?').next().unwrap_or_default();
    let is_address = |address: &str| {
        let Some((name, host)) = address.split_once('@') else { return false };
        let labels = host.split('.').all(|label| !label.is_empty());
        !name.is_empty()
            && !host.contains('@')
            && host.contains('.')
            && labels
            && !host.contains([',', ';'])
    };
    let invalid = addresses.split(',').find(|address| !is_address(address.trim()))?;
    Some(AddressError::new(
        format!("`{invalid}` is not an email address"),
        "write it as `name@example.org`",
    ))
}

#[cfg(test)]
mod tests {
    use super::find_address_error;

    #[test]
    fn accepts_valid_addresses() {
        for address in [
            "https://example.org",
            "http://localhost:8000/x",
            "https://user@example.org:8080/a?b#c",
            "https://[::1]/",
            "mailto:ana@example.org?subject=Hi",
            "tel:+493511234",
            "https://δοκιμή.gr/σελίδα",
            "#slide",
            "doi:10.1000/182",
            "zoommtg://zoom.us/join",
            "https://en.wikipedia.org/wiki/River_(disambiguation)",
        ] {
            assert_eq!(find_address_error(address), None, "{address}");
        }
    }

    #[test]
    fn reports_invalid_addresses() {
        for address in [
            "www.example.org",
            "example.org/x",
            "figures.xlsx",
            "https:/example.org",
            "https://",
            "https://https://example.org",
            "https://example..org",
            "https://example,org",
            "htps://example.org",
            "mailto:ana.example.org",
            "mailto:ana@example",
            "ana@example.org",
            "tel:",
            "https://exa mple.org",
            "",
            "file:///home/ana/x.pdf",
            "https://example",
        ] {
            assert!(find_address_error(address).is_some(), "{address}");
        }
    }
}
