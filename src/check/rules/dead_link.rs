#![doc = include_str!("../../diagnostic/explain/E0610.md")]

use crate::check::{Level, LintContext, Rule, words};
use crate::deck::{Link, Slide};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "dead_link",
    code: Code::DeadLink,
    level: Level::Warn,
    limit: None,
    run: Some(check_dead_link),
};

fn check_dead_link(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = subject.deck;
    let of_deck = deck.logos.iter().filter_map(|logo| Some((logo.href.as_deref()?, logo.src_span)));
    let links = of_deck.chain(deck.slides.iter().flat_map(collect_links));
    links
        .filter_map(|(address, span)| {
            let (wrong, hint) = find_address_error(address)?;
            let shown = words::shorten_text(address);
            let place = subject.words_span(
                span,
                address.trim_start_matches("mailto:").trim_start_matches("https://"),
            );
            Some(
                Diagnostic::warning(
                    Code::DeadLink,
                    format!("the link to `{shown}` leads nowhere: {wrong}"),
                    place,
                )
                .with_help(hint),
            )
        })
        .collect()
}

/// The addresses that a slide links to, and where.
fn collect_links(slide: &Slide) -> Vec<(&str, Span)> {
    let texts = slide.own_texts().into_iter().chain(slide.note_texts());
    let mut found: Vec<(&str, Span)> = texts
        .flat_map(|text| text.runs.iter().filter_map(|run| Some((run.link.as_ref()?, text.span))))
        .filter_map(|(link, span)| match link {
            Link::Uri(address) => Some((address.as_str(), span)),
            Link::Slide(_) => None,
        })
        .collect();
    found.extend(
        slide
            .all_figures()
            .into_iter()
            .filter_map(|figure| Some((figure.href.as_deref()?, figure.src_span))),
    );
    found.dedup();
    found
}

/// Schemes that links are written with, and that others are slips of.
const KNOWN_SCHEMES: [&str; 10] =
    ["https", "http", "mailto", "tel", "ftp", "sms", "geo", "doi", "urn", "xmpp"];

/// What is wrong with an address, and what to do about it (RFC 3986 for addresses, RFC 6068 for
/// `mailto:`, RFC 3966 for `tel:`).
fn find_address_error(address: &str) -> Option<(String, String)> {
    let told = |wrong: &str, hint: &str| Some((wrong.to_owned(), hint.to_owned()));
    let address = address.trim();
    if address.starts_with('#') {
        return None;
    }
    if address.is_empty() {
        return told("it has no address", "write one between the brackets");
    }
    if address.contains(char::is_whitespace) {
        return told("an address has no spaces", "write `%20` for a space that belongs to it");
    }
    let Some((scheme, rest)) = address.split_once(':').filter(|(scheme, _)| is_uri_scheme(scheme))
    else {
        return Some(explain_missing_scheme(address));
    };
    match scheme.to_lowercase().as_str() {
        "https" | "http" => find_web_address_error(rest),
        "mailto" => find_mail_address_error(rest),
        "tel" | "sms" if rest.chars().filter(char::is_ascii_digit).count() < 3 => {
            told("this is not a telephone number", "write it with digits: `+49 351 1234`")
        }
        "file" => {
            told("this is a file of your own machine", "put it on the web and link to it there")
        }
        known if KNOWN_SCHEMES.contains(&known) => None,
        unknown => find_nearest(unknown, KNOWN_SCHEMES)
            .map(|near| (format!("`{unknown}:` is not known"), format!("did you mean `{near}:`?"))),
    }
}

fn is_uri_scheme(scheme: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(good)
        && !scheme.contains('.')
}

fn explain_missing_scheme(address: &str) -> (String, String) {
    let host = address.split(['/', '?']).next().unwrap_or(address);
    let last = host.rsplit('.').next().unwrap_or_default();
    if address.contains('@') && !address.contains('/') {
        return (
            "it is an address of mail without `mailto:`".to_owned(),
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
        return ("it has no `https://`".to_owned(), format!("write `https://{address}`"));
    }
    let wrong = "it names a file, which those who have the PDF do not have";
    (
        wrong.to_owned(),
        "put the file on the web and link to it there; `#id` leads to a slide".to_owned(),
    )
}

fn find_web_address_error(rest: &str) -> Option<(String, String)> {
    let told = |wrong: &str, hint: &str| Some((wrong.to_owned(), hint.to_owned()));
    let Some(rest) = rest.strip_prefix("//") else {
        return told("two slashes are missing behind the colon", "write `https://` and the rest");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.starts_with('[') {
        return None;
    } else {
        host.split(':').next().unwrap_or_default()
    };
    if host.is_empty() {
        return told("it names no site", "write the site's name behind `https://`");
    }
    if matches!(host, "http" | "https") {
        return told("it starts with `https://` twice", "take one away");
    }
    let broken = host.split('.').any(str::is_empty)
        || host.starts_with('-')
        || host.contains([',', ';', '(', ')', '<', '>', '_']);
    if broken
        && !host
            .trim_end_matches('.')
            .split('.')
            .all(|label| !label.is_empty() && label.contains('_'))
    {
        return told(
            &format!("`{host}` is not the name of a site"),
            "look for a dot or comma too many",
        );
    }
    if !host.contains('.') && host != "localhost" {
        return told(
            &format!("`{host}` is not the name of a site"),
            "its end is missing: `.eu`, `.org`",
        );
    }
    None
}

fn find_mail_address_error(rest: &str) -> Option<(String, String)> {
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
    let wrong = addresses.split(',').find(|address| !is_address(address.trim()))?;
    Some((
        format!("`{wrong}` is not an address of mail"),
        "write it as `name@example.org`".to_owned(),
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
