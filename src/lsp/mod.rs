//! The language server.
//!
//! One thread reads messages and one answers them. Requests are answered at once from the current
//! text. Diagnostics are computed when the user stops typing, so that outdated text is never laid
//! out. No message but `exit` ends the session.

mod citations;
mod completion;
mod context;
mod diagnostics;
mod document;
mod footnotes;
mod format;
mod formulas;
mod hover;
mod slide_names;
mod values;
mod wire;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::assets::Files;
use crate::vocabulary::ValueType;
use completion::SnippetSupport;
use diagnostics::DocumentDiagnostics;
use document::{Document, byte_offset, lsp_range, path_to_uri};
use wire::Incoming;

/// How long the user must stop typing before diagnostics are computed.
const TYPING_PAUSE: Duration = Duration::from_millis(150);

/// Serves until the editor exits or disconnects. Returns whether it sent `shutdown` first, as the
/// protocol requires.
pub fn serve(input: impl Read + Send + 'static, output: &mut impl Write) -> bool {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut input = BufReader::new(input);
        while let Some(incoming) = wire::read_message(&mut input) {
            if sender.send(incoming).is_err() {
                return;
            }
        }
    });
    let mut server = Server::default();
    loop {
        let incoming = if server.stale.is_empty() {
            receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            receiver.recv_timeout(TYPING_PAUSE)
        };
        let answers = match incoming {
            Ok(Incoming::Message(message)) if message["method"] == "exit" => {
                return server.is_shut_down;
            }
            Ok(Incoming::Message(message)) => server.handle_message(&message),
            Ok(Incoming::Malformed(why)) => vec![error_response(&Json::Null, -32700, &why)],
            Err(RecvTimeoutError::Timeout) => server.publish_stale_diagnostics(),
            Err(RecvTimeoutError::Disconnected) => return server.is_shut_down,
        };
        if !answers.iter().all(|answer| wire::write_message(output, answer)) {
            return false;
        }
    }
}

/// The state of a session.
#[derive(Default)]
struct Server {
    is_initialized: bool,
    is_shut_down: bool,
    snippets: SnippetSupport,
    documents: BTreeMap<String, Document>,
    /// Documents whose diagnostics are out of date.
    stale: BTreeSet<String>,
    /// For each document, the files that diagnostics were published for.
    published_files: BTreeMap<String, BTreeSet<String>>,
}

fn error_response(id: &Json, code: i32, message: &str) -> Json {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

impl Server {
    /// Returns the responses to a message. A panic becomes an error response, and the session goes
    /// on.
    fn handle_message(&mut self, message: &Json) -> Vec<Json> {
        let Some(method) = message["method"].as_str() else {
            // A response to a request that was never sent, or an invalid message.
            return if message.get("result").is_some() || message.get("error").is_some() {
                Vec::new()
            } else {
                vec![error_response(&message["id"], -32600, "the message has no method")]
            };
        };
        let params = &message["params"];
        let Some(id) = message.get("id") else {
            return catch_unwind(AssertUnwindSafe(|| self.handle_notification(method, params)))
                .unwrap_or_default();
        };
        if !self.is_initialized && method != "initialize" {
            return vec![error_response(id, -32002, "the first request must be `initialize`")];
        }
        if self.is_shut_down {
            return vec![error_response(id, -32600, "the server has been shut down")];
        }
        let result = catch_unwind(AssertUnwindSafe(|| self.handle_request(method, params)));
        vec![match result {
            Ok(Ok(result)) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Ok(Err((code, message))) => error_response(id, code, &message),
            Err(_) => error_response(id, -32603, "internal error in plenary; please report it"),
        }]
    }

    /// Handles a message that needs no response.
    fn handle_notification(&mut self, method: &str, params: &Json) -> Vec<Json> {
        let item = &params["textDocument"];
        let uri = item["uri"].as_str().unwrap_or_default().to_owned();
        match method {
            "textDocument/didOpen" => {
                let text = item["text"].as_str().unwrap_or_default().to_owned();
                self.documents.insert(uri.clone(), Document::new(&uri, text));
                self.stale.insert(uri);
            }
            "textDocument/didChange" => {
                if let Some(document) = self.documents.get_mut(&uri) {
                    document.apply_changes(&params["contentChanges"]);
                    self.stale.insert(uri);
                }
            }
            // Saving a theme or a table may fix every outline that uses it.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.stale.extend(self.documents.keys().cloned())
            }
            "textDocument/didClose" => {
                self.documents.remove(&uri);
                self.stale.remove(&uri);
                let published = self.published_files.remove(&uri).unwrap_or_default();
                return published
                    .into_iter()
                    .map(|uri| diagnostics_notification(&uri, Vec::new()))
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }

    /// Returns the diagnostics of every document that has changed.
    fn publish_stale_diagnostics(&mut self) -> Vec<Json> {
        let mut messages = Vec::new();
        for uri in std::mem::take(&mut self.stale) {
            let Some(document) = self.documents.get(&uri) else { continue };
            let Ok(mut files) = catch_unwind(AssertUnwindSafe(|| {
                DocumentDiagnostics::check_document(document).group_by_file(document)
            })) else {
                continue;
            };
            let published: BTreeSet<String> = files.keys().cloned().collect();
            for outdated in self.published_files.insert(uri, published).unwrap_or_default() {
                files.entry(outdated).or_default();
            }
            messages.extend(
                files
                    .into_iter()
                    .map(|(uri, diagnostics)| diagnostics_notification(&uri, diagnostics)),
            );
        }
        messages
    }

    fn handle_request(&mut self, method: &str, params: &Json) -> Result<Json, (i32, String)> {
        match method {
            "initialize" => {
                self.is_initialized = true;
                let item = &params["capabilities"]["textDocument"]["completion"]["completionItem"];
                if item["snippetSupport"] == true {
                    self.snippets = SnippetSupport::Snippets;
                }
                return Ok(server_capabilities());
            }
            "shutdown" => {
                self.is_shut_down = true;
                return Ok(Json::Null);
            }
            _ => {}
        }
        let known = [
            "textDocument/completion",
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/documentSymbol",
            "textDocument/prepareRename",
            "textDocument/rename",
            "textDocument/codeAction",
            "textDocument/formatting",
        ];
        if !known.contains(&method) {
            return Err((-32601, format!("unknown method `{method}`")));
        }
        let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
        let Some(document) = self.documents.get(uri) else {
            return Err((-32602, format!("`{uri}` is not open")));
        };
        let at = byte_offset(&document.source, &params["position"]);
        Ok(match method {
            "textDocument/completion" => {
                completion::completion_items(document, at, self.snippets).into()
            }
            "textDocument/hover" => hover::hover_at(document, at).unwrap_or_default(),
            "textDocument/definition" => find_definition(document, at).unwrap_or_default(),
            "textDocument/documentSymbol" => slide_names::document_symbols(document),
            "textDocument/prepareRename" => {
                let id = slide_names::id_at(document, at);
                id.map_or(Json::Null, |(id, bytes)| {
                    let range = lsp_range(&document.source, bytes);
                    json!({ "range": range, "placeholder": id })
                })
            }
            "textDocument/formatting" => format::format_edits(document).into(),
            "textDocument/rename" => {
                rename_id(document, at, params["newName"].as_str().unwrap_or_default())?
            }
            _ => {
                let (start, end) = (
                    byte_offset(&document.source, &params["range"]["start"]),
                    byte_offset(&document.source, &params["range"]["end"]),
                );
                DocumentDiagnostics::check_document(document)
                    .code_actions(document, start..end.max(start))
                    .into()
            }
        })
    }
}

fn server_capabilities() -> Json {
    json!({
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "completionProvider": {
                "triggerCharacters": [" ", "#", "/", "-", "{", "^", "@", "\\"],
            },
            "hoverProvider": true,
            "definitionProvider": true,
            "documentSymbolProvider": true,
            "documentFormattingProvider": true,
            "renameProvider": { "prepareProvider": true },
            "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        },
        "serverInfo": { "name": "plenary", "version": env!("CARGO_PKG_VERSION") },
    })
}

fn diagnostics_notification(uri: &str, diagnostics: Vec<Json>) -> Json {
    json!({
        "jsonrpc": "2.0",
        "method": "textDocument/publishDiagnostics",
        "params": { "uri": uri, "diagnostics": diagnostics },
    })
}

/// Returns where the id at a byte is defined, or the file that is named there.
fn find_definition(document: &Document, at: usize) -> Option<Json> {
    if let Some((id, _)) = slide_names::id_at(document, at) {
        let (_, bytes) = slide_names::list_slides(document)
            .into_iter()
            .filter_map(|slide| slide.id)
            .find(|(name, _)| *name == id)?;
        return Some(json!({ "uri": document.uri, "range": lsp_range(&document.source, bytes) }));
    }
    let (name, start) = word_at(&document.source.text, at);
    let context = context::context_at(&document.source.text, start);
    let files = Files::for_outline(&document.path);
    let kinds = context
        .values
        .iter()
        .filter_map(|value| if let ValueType::File(kind) = value { Some(*kind) } else { None });
    let place = kinds
        .filter_map(|kind| files.locate_file(name, completion::default_folder(kind)))
        .next()?;
    let place = std::path::absolute(&place).unwrap_or_else(|_| PathBuf::from(&place));
    let top = json!({ "line": 0, "character": 0 });
    Some(json!({ "uri": path_to_uri(&place), "range": { "start": top, "end": top } }))
}

/// Returns the word around a byte and where it starts. A word ends at a space, a comma, a quotation
/// mark or a bracket.
fn word_at(text: &str, at: usize) -> (&str, usize) {
    let is_end = |c: char| c.is_whitespace() || "\"',[]{}".contains(c);
    let start = text[..at]
        .rfind(is_end)
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(is_end).map_or(text.len(), |after| at + after);
    (&text[start..end], start)
}

fn rename_id(document: &Document, at: usize, new: &str) -> Result<Json, (i32, String)> {
    let new = new.trim().trim_start_matches('#');
    let Some((id, _)) = slide_names::id_at(document, at) else {
        return Err((-32602, "there is no slide id here".to_owned()));
    };
    if new.is_empty() || new.contains(|c: char| c.is_whitespace() || "()[]{}\"',:#".contains(c)) {
        return Err((
            -32602,
            format!("`{new}` is not a valid id: write one word of letters, digits and `-`"),
        ));
    }
    if slide_names::list_slides(document)
        .iter()
        .any(|slide| slide.id.as_ref().is_some_and(|(name, _)| name == new) && id != new)
    {
        return Err((-32602, format!("another slide already has the id `{new}`")));
    }
    let edits = slide_names::rename_edits(document, &id, new);
    Ok(json!({ "changes": { document.uri.as_str(): edits } }))
}
