//! Messages of the Language Server Protocol on a stream: a header with the length, then JSON.
//!
//! This is not the crate `lsp-server` because its reader stops at the first invalid message: one
//! error of the editor would end the session.

use std::io::{BufRead, Read, Write};

use serde_json::Value as Json;

/// The largest message that is read: twice the largest outline.
const MAX_MESSAGE_BYTES: usize = 64 << 20;

/// An incoming message.
#[derive(Debug, PartialEq)]
pub(crate) enum Incoming {
    /// A valid message.
    Message(Json),
    /// An invalid message; the stream continues after it.
    Malformed(String),
}

/// Reads the next message. Returns `None` at the end of the stream, or where the start of the next
/// message cannot be found.
pub(crate) fn read_message(input: &mut impl BufRead) -> Option<Incoming> {
    let mut length = None;
    let mut seen = false;
    loop {
        let mut line = Vec::new();
        // Headers are short; a line without an end is not a header.
        if input.by_ref().take(4096).read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        if line.is_empty() {
            if seen {
                break;
            }
            continue;
        }
        seen = true;
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let Some(length) = length else {
        return Some(Incoming::Malformed("the header has no Content-Length".to_owned()));
    };
    let mut body = Vec::new();
    input.by_ref().take(length.min(MAX_MESSAGE_BYTES) as u64).read_to_end(&mut body).ok()?;
    if length > MAX_MESSAGE_BYTES {
        std::io::copy(
            &mut input.by_ref().take((length - MAX_MESSAGE_BYTES) as u64),
            &mut std::io::sink(),
        )
        .ok()?;
        return Some(Incoming::Malformed("the message is too long".to_owned()));
    }
    if body.len() < length {
        return None;
    }
    Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Malformed(format!("the message is not JSON: {error}")),
    })
}

/// Sends a message. Returns false if the editor no longer listens.
pub(crate) fn write_message(output: &mut impl Write, message: &Json) -> bool {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())
        .and_then(|()| output.flush())
        .is_ok()
}
