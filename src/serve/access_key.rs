//! The key to the pages on this computer.
//!
//! Every program on a computer can reach its loopback interface, whoever started it. The address
//! that plenary prints therefore contains a key, which becomes a cookie of the user's browser.
//! Other users of the computer can see the address with which a browser is started, in the list of
//! processes. So that address contains a ticket in place of the key, which is valid once.

use std::fmt::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue, Uri};

use super::clock::Clock;
use super::state_folder::find_state_folder;
use crate::assets::{self, Files};

/// How long a key is used for new runs, so that windows that are open find the program after a
/// restart. Also how long a browser keeps it.
const KEY_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// Number of random bytes in a key: too many to be guessed.
const KEY_BYTES: usize = 16;

/// The key to the pages on this computer. Clones share the ticket.
#[derive(Clone, Debug)]
pub struct AccessKey {
    key: Arc<str>,
    ticket: Arc<Mutex<Option<String>>>,
}

/// The operating system provides no random numbers.
#[derive(Clone, Copy, Debug)]
pub struct NoRandomness;

/// How a request proves that it may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// By the cookie.
    Cookie,
    /// By its address; the response should set the cookie.
    Address,
}

impl AccessKey {
    /// Returns the key of this user. It is stored for a day, readable by this user only; if that is
    /// impossible, it is valid for this run.
    ///
    /// # Errors
    ///
    /// If the operating system provides no random numbers.
    pub fn load_or_create() -> Result<Self, NoRandomness> {
        let path = find_state_folder(&|name| std::env::var_os(name));
        let path = path.map(|folder| folder.join("browser-key"));
        let now = Clock::start().now().wall.as_secs();
        if let Some(key) = path.as_ref().and_then(|path| read_key(path, now)) {
            return Ok(Self::new(key));
        }
        let key = create_random_text(KEY_BYTES)?;
        if let Some(folder) = path.as_deref().and_then(|path| path.parent()) {
            let _ = assets::make_folder(folder);
        }
        if let Some(path) = path {
            let _ = assets::write_private_file(&path, format!("{key} {now}\n").as_bytes());
        }
        Ok(Self::new(key))
    }

    fn new(key: String) -> Self {
        Self { key: key.into(), ticket: Arc::default() }
    }

    /// Adds the key to the address of a page: `http://127.0.0.1:7536/?key=…`.
    pub fn add_to_address(&self, address: &str) -> String {
        format!("{address}?key={}", self.key)
    }

    /// Adds a ticket to the address of a page. It replaces the previous one and is valid once.
    ///
    /// # Errors
    ///
    /// If the operating system provides no random numbers.
    pub fn add_ticket_to_address(&self, address: &str) -> Result<String, NoRandomness> {
        let ticket = create_random_text(KEY_BYTES)?;
        let address = format!("{address}?key={ticket}");
        *self.ticket.lock().unwrap_or_else(PoisonError::into_inner) = Some(ticket);
        Ok(address)
    }

    /// Returns how a request to a server at `port` proves that it may be answered; `None` if it may
    /// not.
    pub(super) fn check_request(&self, uri: &Uri, headers: &HeaderMap, port: u16) -> Option<Proof> {
        let has_cookie = read_cookies(headers, &cookie_name(port))
            .any(|value| is_equal_in_constant_time(value, &self.key));
        if has_cookie {
            return Some(Proof::Cookie);
        }
        let mut parameters = uri.query().unwrap_or_default().split('&');
        let given = parameters.find_map(|parameter| parameter.strip_prefix("key="))?;
        let mut ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ticket = ticket.take_if(|ticket| is_equal_in_constant_time(given, ticket)).is_some();
        (is_ticket || is_equal_in_constant_time(given, &self.key)).then_some(Proof::Address)
    }

    /// Returns the header that sets the cookie. No script can read it, and browsers send it only
    /// with requests of our own pages.
    pub(super) fn set_cookie(&self, port: u16) -> Option<HeaderValue> {
        let (name, key, age) = (cookie_name(port), &self.key, KEY_LIFETIME.as_secs());
        let cookie = format!("{name}={key}; HttpOnly; SameSite=Strict; Path=/; Max-Age={age}");
        HeaderValue::from_str(&cookie).ok()
    }
}

/// Returns the name of the cookie. Browsers send cookies to all ports of a host, so two servers
/// need two names.
fn cookie_name(port: u16) -> String {
    format!("plenary-{port}")
}

/// Returns the values of the cookies with this name.
pub(super) fn read_cookies<'h>(
    headers: &'h HeaderMap,
    name: &'h str,
) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(';'))
        .filter_map(move |part| part.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Compares two texts in constant time, so that the duration does not reveal a nearly right guess.
pub(super) fn is_equal_in_constant_time(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// Reads a stored key, unless it is too old or damaged.
fn read_key(path: &Path, now: u64) -> Option<String> {
    let text = Files::for_outline(path).read_outline(path).ok()?;
    let (key, created) = text.trim().split_once(' ')?;
    let age = now.checked_sub(created.parse().ok()?)?;
    let is_key = key.len() == 2 * KEY_BYTES && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_key && age < KEY_LIFETIME.as_secs()).then(|| key.to_owned())
}

fn create_random_text(length: usize) -> Result<String, NoRandomness> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &AccessKey, address: &str, cookie: &str) -> Option<Proof> {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookie).unwrap())]);
        key.check_request(&address.parse().unwrap(), &headers, 7536)
    }

    #[test]
    fn accepts_the_key_as_cookie_or_in_the_address() {
        let key = AccessKey::new("0123456789abcdef".to_owned());
        assert_eq!(check(&key, "/?key=0123456789abcdef", ""), Some(Proof::Address));
        assert_eq!(check(&key, "/deck?window=1&key=0123456789abcdef", ""), Some(Proof::Address));
        let cookie = "other=1; plenary-7536=0123456789abcdef";
        assert_eq!(check(&key, "/?key=wrong", cookie), Some(Proof::Cookie));
        for (address, cookie) in [
            ("/", ""),
            ("/?key=", "plenary-7536="),
            ("/?key=0123456789abcdee", "plenary=0123456789abcdef"),
            ("/?no-key=0123456789abcdef", "plenary-7537=0123456789abcdef"),
        ] {
            assert_eq!(check(&key, address, cookie), None, "{address} {cookie}");
        }
        let cookie = key.set_cookie(7536).unwrap();
        assert!(cookie.to_str().unwrap().starts_with("plenary-7536=0123456789abcdef; HttpOnly; "));
    }

    #[test]
    fn accepts_a_ticket_once() {
        let key = AccessKey::new("0123456789abcdef".to_owned());
        let address = key.add_ticket_to_address("/").unwrap();
        assert_eq!(check(&key, &address, ""), Some(Proof::Address));
        assert_eq!(check(&key, &address, ""), None);
    }

    #[test]
    fn stores_a_key_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("browser-key");
        let key = create_random_text(KEY_BYTES).unwrap();
        assets::write_private_file(&path, format!("{key} 1000\n").as_bytes()).unwrap();
        assert_eq!(read_key(&path, 1000).as_ref(), Some(&key));
        assert_eq!(read_key(&path, 1000 + KEY_LIFETIME.as_secs()), None);
        assert_eq!(read_key(&path, 999), None, "from the future");
        for text in ["", "0123 1000", "key", &format!("{key} soon")] {
            assets::write_private_file(&path, text.as_bytes()).unwrap();
            assert_eq!(read_key(&path, 1000), None, "{text}");
        }
    }
}
