//! The language server as an editor uses it: the real program, over its standard streams.
#![allow(clippy::disallowed_methods, reason = "tests make files as a user would")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value as Json, json};

/// Longer than any response takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);

struct Editor {
    program: Child,
    input: Option<ChildStdin>,
    output: Receiver<Json>,
    asked: i64,
    folder: tempfile::TempDir,
}

impl Editor {
    fn new() -> Self {
        let mut editor = Self::uninitialized();
        let capabilities = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
        let answer = editor.ask(
            "initialize",
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities }),
        );
        assert_eq!(answer["result"]["serverInfo"]["name"], "plenary");
        editor.tell("initialized", json!({}));
        editor
    }

    fn uninitialized() -> Self {
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
        Self { input: program.stdin.take(), program, output, asked: 0, folder }
    }

    fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: &Json) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Returns the response to a request and ignores notifications before it.
    fn ask(&mut self, method: &str, params: Json) -> Json {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.until(|message| message["id"] == id)
    }

    fn until(&mut self, wanted: impl Fn(&Json) -> bool) -> Json {
        loop {
            let message = self.output.recv_timeout(LONG).expect("an answer");
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Returns the next diagnostics published for a file.
    fn diagnostics(&mut self, uri: &str) -> Vec<Json> {
        let message = self.until(|message| {
            message["params"]["uri"] == uri && message["params"]["diagnostics"].is_array()
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    fn open(&mut self, name: &str, text: &str) -> String {
        let uri = self.uri(name);
        self.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } }),
        );
        uri
    }

    fn replace(&mut self, uri: &str, text: &str) {
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] }),
        );
    }

    fn at(&mut self, method: &str, uri: &str, (line, character): (u32, u32)) -> Json {
        let params = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        self.ask(&format!("textDocument/{method}"), params)["result"].clone()
    }

    /// Returns the completion labels at the end of a text, which need not be valid.
    fn offered(&mut self, uri: &str, text: &str) -> Vec<String> {
        self.replace(uri, text);
        let line = text.matches('\n').count() as u32;
        let character = text.rsplit('\n').next().unwrap().encode_utf16().count() as u32;
        let items = self.at("completion", uri, (line, character));
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    }

    fn say_goodbye(mut self) {
        assert_eq!(self.ask("shutdown", Json::Null)["result"], Json::Null);
        self.tell("exit", Json::Null);
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

const DECK: &str = "\
title: River
slides:
  - title: Start
    id: start
    text: See [the map](#map) and [again](#map).
  - title: Map
    id: map
    section: { title: Places, duration: 2min }
    bullets: [here, there]
  - title: End
";

#[test]
fn findings_follow_the_text_as_it_is_typed() {
    let mut editor = Editor::new();
    let uri = editor.open("slides.yaml", DECK);
    assert_eq!(editor.diagnostics(&uri), Vec::<Json>::new());
    let slip = "title: River\nslides:\n  - title: Map\n    bulets: [a]\n  - { title: b, x_a: 𝄞, bulets: [a] }\n";
    editor.replace(&uri, slip);
    let found = editor.diagnostics(&uri);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        found[0]["range"],
        json!({ "start": { "line": 3, "character": 4 }, "end": { "line": 3, "character": 10 } })
    );
    assert!(found[0]["message"].as_str().unwrap().contains("did you mean `bullets`?"));
    assert!(found[0]["code"].as_str().unwrap().starts_with('E'));
    assert_eq!(found[0]["severity"], 1);
    // The musical symbol is two UTF-16 units.
    assert_eq!(found[1]["range"]["start"], json!({ "line": 4, "character": 25 }));
    // A change of a range: `bulets` becomes `bullets`.
    let range =
        json!({ "start": { "line": 3, "character": 6 }, "end": { "line": 3, "character": 6 } });
    let change = json!({ "textDocument": { "uri": uri, "version": 3 }, "contentChanges": [{ "range": range, "text": "l" }] });
    editor.tell("textDocument/didChange", change);
    assert_eq!(editor.diagnostics(&uri).len(), 1);
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(editor.diagnostics(&uri), Vec::<Json>::new());
    editor.say_goodbye();
}

#[test]
fn findings_in_a_theme_are_shown_there() {
    let mut editor = Editor::new();
    fs::write(
        editor.folder.path().join("own.yaml"),
        "extends: plain\ncolours: { primry: \"#000000\" }\n",
    )
    .unwrap();
    editor.open("slides.yaml", &format!("theme: own.yaml\n{DECK}"));
    let theme = editor.uri("own.yaml");
    let found = editor.diagnostics(&theme);
    assert!(
        found[0]["message"].as_str().unwrap().contains("unknown key `primry` in `colours`"),
        "{found:?}"
    );
    // Once the theme is fixed and saved, its diagnostics disappear, though the outline was not
    // edited.
    fs::write(
        editor.folder.path().join("own.yaml"),
        "extends: plain\ncolours: { primary: \"#000000\" }\n",
    )
    .unwrap();
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": theme } }));
    assert_eq!(editor.diagnostics(&theme), Vec::<Json>::new());
    // The same with the theme open in the editor: its unsaved text counts.
    let other = editor.open("other.yaml", "extends: plain\nspace: { margin_x: wide }\n");
    assert!(
        editor.diagnostics(&other)[0]["message"]
            .as_str()
            .unwrap()
            .contains("`wide` is not a number")
    );
    editor.say_goodbye();
}

#[test]
fn findings_of_a_table_in_a_file_are_shown_where_the_outline_names_it() {
    let mut editor = Editor::new();
    fs::write(editor.folder.path().join("data.csv"), "").unwrap();
    let uri =
        editor.open("slides.yaml", "slides:\n  - title: River\n    table: { csv: data.csv }\n");
    let found = editor.diagnostics(&uri);
    assert!(found[0]["message"].as_str().unwrap().contains("`data.csv` has no rows"), "{found:?}");
    assert_eq!(
        found[0]["range"],
        json!({ "start": { "line": 2, "character": 18 }, "end": { "line": 2, "character": 26 } })
    );
    fs::write(editor.folder.path().join("data.csv"), "Year,Boats\n2024,3\n").unwrap();
    editor
        .tell("textDocument/didSave", json!({ "textDocument": { "uri": editor.uri("data.csv") } }));
    assert_eq!(editor.diagnostics(&uri), Vec::<Json>::new());
    editor.say_goodbye();
}

#[test]
fn what_a_critical_colleague_would_say_is_shown_with_its_fix() {
    let mut editor = Editor::new();
    let uri = editor.open(
        "slides.yaml",
        "slides:\n  - title: River\n    bullets:\n      - Boats.\n      - Fish.\n      - Birds\n",
    );
    let found = editor.diagnostics(&uri);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["severity"], 2);
    assert_eq!(
        found[0]["message"],
        "“Birds” does not end with `.`, but the other items do\nend it with `.`"
    );
    let params = json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let actions = editor.ask("textDocument/codeAction", params)["result"].clone();
    assert_eq!(actions[0]["title"], "Fix: “Birds” does not end with `.`, but the other items do");
    let end = json!({ "line": 5, "character": 13 });
    assert_eq!(
        actions[0]["edit"]["changes"][&uri],
        json!([{ "range": { "start": end, "end": end }, "newText": "." }])
    );
    // An `allow` comment removes it, as it does for `check`.
    let text = "slides:\n  - title: River\n    bullets:\n      - Boats.\n      - Fish.\n      - Birds # plenary: allow(uneven_list)\n";
    editor.replace(&uri, text);
    assert_eq!(editor.diagnostics(&uri), Vec::<Json>::new());
    editor.say_goodbye();
}

#[test]
fn a_document_is_put_into_the_usual_form() {
    let mut editor = Editor::new();
    let uri = editor.open(
        "slides.yaml",
        "title: River # é\nslides:\n-   title: \"Map\"\n    bullets: [a]\nlang: en\n",
    );
    let format = |editor: &mut Editor| {
        let params = json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2, "insertSpaces": true } });
        editor.ask("textDocument/formatting", params)["result"].clone()
    };
    // Only the lines that change are edited.
    let range =
        json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 3, "character": 0 } });
    assert_eq!(format(&mut editor), json!([{ "range": range, "newText": "  - title: Map\n" }]));
    for usual_or_broken in ["title: River\n", "title: [River\n"] {
        editor.replace(&uri, usual_or_broken);
        assert_eq!(format(&mut editor), json!([]));
    }
    editor.say_goodbye();
}

#[test]
fn keys_values_files_and_links_are_offered_even_in_broken_text() {
    let mut editor = Editor::new();
    fs::create_dir(editor.folder.path().join("images")).unwrap();
    fs::write(editor.folder.path().join("images/boat.svg"), "<svg/>").unwrap();
    fs::write(editor.folder.path().join("data.csv"), "a,b").unwrap();
    let uri = editor.open("slides.yaml", "");
    for (text, wanted, unwanted) in [
        ("", "slides", "bullets"),
        ("title: A\nslides:\n  - bu", "bullets", "event"),
        ("title: \"never closed\nslides:\n  - title: A\n    ", "figure", "event"),
        ("slides:\n  - layout: ", "two_columns", "title"),
        ("slides:\n  - bullets: {items: [a], marker: ", "square", "items"),
        ("slides:\n  - figure: { src: ", "images/boat.svg", "data.csv"),
        ("slides:\n  - figure:\n      c", "caption", "title"),
        ("slides:\n  - table:\n      csv: ", "data.csv", "images/boat.svg"),
        ("theme: ", "night", "slides"),
        ("paginate: ", "true", "slides"),
        ("slides:\n  - id: map\n  - text: See [it](#", "map", "title"),
        ("extends: plain\ncolours:\n  pri", "primary", "title_gap"),
    ] {
        let offered = editor.offered(&uri, text);
        assert!(
            offered.iter().any(|label| label == wanted),
            "{text:?} offers {offered:?}, not {wanted}"
        );
        assert!(!offered.iter().any(|label| label == unwanted), "{text:?} offers {unwanted}");
    }
    editor.replace(&uri, "slides:\n  - bul");
    let items = editor.at("completion", &uri, (1, 7));
    let bullets = items.as_array().unwrap().iter().find(|item| item["label"] == "bullets").unwrap();
    assert!(bullets["documentation"]["value"].as_str().unwrap().contains("```yaml"));
    assert_eq!(bullets["textEdit"]["newText"], "bullets:\n  - $0");
    assert_eq!(bullets["textEdit"]["range"]["start"], json!({ "line": 1, "character": 4 }));
    editor.say_goodbye();
}

#[test]
fn words_are_explained_and_ids_are_found_and_renamed() {
    let mut editor = Editor::new();
    let uri = editor.open("slides.yaml", DECK);
    let hover = editor.at("hover", &uri, (8, 6));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("A bulleted list"), "{hover}");
    let line = json!({ "line": 6, "character": 8 });
    assert_eq!(editor.at("definition", &uri, (4, 26))["range"]["start"], line);
    assert_eq!(editor.at("definition", &uri, (0, 9)), Json::Null);
    assert_eq!(editor.at("prepareRename", &uri, (4, 26))["placeholder"], "map");
    assert_eq!(editor.at("prepareRename", &uri, (0, 9)), Json::Null);
    let rename = |name: &str| json!({ "textDocument": { "uri": uri }, "position": { "line": 6, "character": 9 }, "newName": name });
    let edits =
        editor.ask("textDocument/rename", rename("city"))["result"]["changes"][&uri].clone();
    let lines: Vec<_> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| edit["range"]["start"]["line"].clone())
        .collect();
    assert_eq!(lines, [4, 4, 6]);
    assert_eq!(editor.ask("textDocument/rename", rename("two words"))["error"]["code"], -32602);
    assert_eq!(editor.ask("textDocument/rename", rename("start"))["error"]["code"], -32602);
    let symbols = editor.at("documentSymbol", &uri, (0, 0));
    assert_eq!(symbols[0]["name"], "Start");
    assert_eq!(symbols[1]["name"], "Places");
    assert_eq!(symbols[1]["children"][1]["name"], "End");
    fs::write(editor.folder.path().join("boat.svg"), "<svg/>").unwrap();
    editor.replace(&uri, "slides:\n  - figure: { src: boat.svg }\n");
    let file = editor.at("definition", &uri, (1, 22))["uri"].clone();
    assert!(file.as_str().unwrap().ends_with("/boat.svg"), "{file}");
    editor.say_goodbye();
}

#[test]
fn a_mistake_can_be_mended_by_an_action() {
    let mut editor = Editor::new();
    let text = "slides:\n  - title: A\n    bulets: [b]\n";
    let uri = editor.open("slides.yaml", text);
    let found = editor.diagnostics(&uri);
    let params = json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let actions = editor.ask("textDocument/codeAction", params)["result"].clone();
    let edit = &actions[0]["edit"]["changes"][&uri][0];
    assert_eq!(edit["newText"], "bullets", "{actions}");
    assert_eq!(edit["range"]["start"], json!({ "line": 2, "character": 4 }));
    editor.say_goodbye();
}

#[test]
fn nothing_that_an_editor_sends_ends_the_session() {
    let mut editor = Editor::uninitialized();
    assert_eq!(editor.ask("textDocument/hover", json!({}))["error"]["code"], -32002);
    editor.ask("initialize", json!({ "capabilities": {} }));
    editor.send_raw(b"Content-Length: 9\r\n\r\nnot: json");
    assert_eq!(
        editor.until(|message| message["id"].is_null() && message.get("error").is_some())["error"]
            ["code"],
        -32700
    );
    editor.send_raw(b"Hello: editor\r\n\r\n");
    assert_eq!(
        editor.until(|message| message["id"].is_null() && message.get("error").is_some())["error"]
            ["code"],
        -32700
    );
    editor.send(&json!([1, 2]));
    editor.send(&json!({ "jsonrpc": "2.0", "id": 900 }));
    assert_eq!(editor.until(|message| message["id"] == 900)["error"]["code"], -32600);
    assert_eq!(editor.ask("textDocument/frobnicate", json!({}))["error"]["code"], -32601);
    assert_eq!(
        editor.ask("textDocument/hover", json!({ "textDocument": 3, "position": "here" }))["error"]
            ["code"],
        -32602
    );
    let long = format!("title: [{}\nslides:\n", "- {a: ".repeat(2000));
    for text in [
        "",
        "\u{feff}",
        "\t\t- :",
        "slides: [",
        "{{{{",
        "- - - -",
        "? a\n: b",
        "slides:\n  - id: [a]\n",
        "a: &a [*a]",
        "é: 𝄞#(#",
        &long,
    ] {
        let uri = editor.open("odd.yaml", text);
        for method in ["completion", "hover", "definition", "prepareRename", "documentSymbol"] {
            for place in [(0, 0), (0, 3), (1, 1), (7, 99)] {
                editor.at(method, &uri, place);
            }
        }
        editor.diagnostics(&uri);
    }
    let change = json!({ "range": { "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } }, "text": "x" });
    let uri = editor.uri("odd.yaml");
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri }, "contentChanges": [change, 3, {}] }),
    );
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "untitled:1" }, "contentChanges": null }),
    );
    assert!(Path::new(editor.folder.path()).exists());
    editor.say_goodbye();
}

#[test]
fn an_editor_that_goes_away_ends_the_program() {
    let mut editor = Editor::new();
    editor.input = None;
    assert_eq!(editor.program.wait().unwrap().code(), Some(1));
}
