//! Hosts that the user allows, for a port that is forwarded from another computer.

use std::str::FromStr;

/// A host of requests that are answered, besides those of this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHost {
    /// The name or address in lower case; an IPv6 address in brackets.
    name: String,
    /// The port; `None` allows all.
    port: Option<u16>,
}

impl AllowedHost {
    /// Tells whether the `Host` of a request, in lower case, is this one.
    pub(super) fn matches(&self, host: &str) -> bool {
        let Some(rest) = host.strip_prefix(&self.name) else { return false };
        match (rest.strip_prefix(':'), self.port) {
            (None, None | Some(80 | 443)) => rest.is_empty(),
            (None, Some(_)) => false,
            (Some(port), None) => port.parse::<u16>().is_ok(),
            (Some(port), Some(own)) => port.parse() == Ok(own),
        }
    }
}

impl FromStr for AllowedHost {
    type Err = String;

    /// Parses `localhost:9000`, `talk.example` or `[::1]:9000`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = || {
            "expected a host, with a port if you know it: `localhost:9000`. Leave out `http://` \
             and what comes after the host"
                .to_owned()
        };
        let text = text.trim().to_ascii_lowercase();
        let (name, port) = match text.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => {
                (name, Some(port.parse().map_err(|_| expected())?))
            }
            _ => (text.as_str(), None),
        };
        let is_address = name.starts_with('[') && name.ends_with(']');
        if !is_host(name) || (name.contains(':') && !is_address) {
            return Err(expected());
        }
        Ok(Self { name: name.to_owned(), port })
    }
}

/// Tells whether a text can be a host, so that it may be repeated in a message.
pub(super) fn is_host(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    !text.is_empty() && text.len() <= 255 && text.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::AllowedHost;

    #[test]
    fn matches_a_host_at_its_port_or_at_any() {
        let host = |text: &str| text.parse::<AllowedHost>().unwrap();
        assert!(host("LOCALHOST:9000").matches("localhost:9000"));
        assert!(!host("localhost:9000").matches("localhost:9001"));
        assert!(!host("localhost:9000").matches("localhost"));
        assert!(host("talk.example").matches("talk.example"));
        assert!(host("talk.example").matches("talk.example:8443"));
        assert!(!host("talk.example").matches("talk.example.evil.example"));
        assert!(!host("talk.example").matches("talk.example:80:90"));
        assert!(host("talk.example:443").matches("talk.example"));
        assert!(host("[::1]:9000").matches("[::1]:9000") && host("[::1]").matches("[::1]:1"));
        for text in ["", "http://localhost:9000", "localhost:9000/", "localhost:x", "::1", "a b"] {
            assert!(text.parse::<AllowedHost>().is_err(), "{text}");
        }
    }
}
