//! An editor for tests.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value as Json, json};

/// Longer than any response takes on a busy machine.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// An editor that is connected to the language server.
pub struct Editor {
    pub program: Child,
    pub input: Option<ChildStdin>,
    output: Receiver<Json>,
    request_count: i64,
    pub folder: tempfile::TempDir,
}

impl Editor {
    pub fn new() -> Self {
        let mut editor = Self::uninitialized();
        let capabilities = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
        let response = editor.request(
            "initialize",
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities }),
        );
        assert_eq!(response["result"]["serverInfo"]["name"], "plenary");
        editor.notify("initialized", json!({}));
        editor
    }

    pub fn uninitialized() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .arg("lsp")
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stream = BufReader::new(program.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            while let Some(message) = receive(&mut stream) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { input: program.stdin.take(), program, output, request_count: 0, folder }
    }

    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Json) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Returns the response to a request and ignores notifications before it.
    pub fn request(&mut self, method: &str, params: Json) -> Json {
        self.request_count += 1;
        let id = self.request_count;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait_for(|message| message["id"] == id)
    }

    pub fn wait_for(&mut self, wanted: impl Fn(&Json) -> bool) -> Json {
        loop {
            let message = self.output.recv_timeout(TIMEOUT).expect("a response");
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Returns the next diagnostics published for a file.
    pub fn next_diagnostics(&mut self, uri: &str) -> Vec<Json> {
        let message = self.wait_for(|message| {
            message["params"]["uri"] == uri && message["params"]["diagnostics"].is_array()
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    pub fn open_document(&mut self, name: &str, text: &str) -> String {
        let uri = self.uri(name);
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } }),
        );
        uri
    }

    pub fn replace_text(&mut self, uri: &str, text: &str) {
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] }),
        );
    }

    pub fn request_at(&mut self, method: &str, uri: &str, (line, character): (u32, u32)) -> Json {
        let params = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        self.request(&format!("textDocument/{method}"), params)["result"].clone()
    }

    /// Returns the completion labels at the end of a text, which need not be valid.
    pub fn completions(&mut self, uri: &str, text: &str) -> Vec<String> {
        self.replace_text(uri, text);
        let line = text.matches('\n').count() as u32;
        let character = text.rsplit('\n').next().unwrap().encode_utf16().count() as u32;
        let items = self.request_at("completion", uri, (line, character));
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    }

    pub fn shut_down(mut self) {
        assert_eq!(self.request("shutdown", Json::Null)["result"], Json::Null);
        self.notify("exit", Json::Null);
        assert!(self.program.wait().unwrap().success());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn receive(stream: &mut impl BufRead) -> Option<Json> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        length = line
            .trim()
            .strip_prefix("Content-Length: ")
            .map_or(length, |digits| digits.parse().unwrap());
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
