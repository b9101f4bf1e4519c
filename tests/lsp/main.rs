//! The language server as an editor uses it: the real program, over its standard streams.
#![allow(clippy::disallowed_methods, reason = "tests make files as a user would")]

mod editor;

use std::fs;

use editor::Editor;
use serde_json::{Value as Json, json};

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
fn publishes_diagnostics_while_typing() {
    let mut editor = Editor::new();
    let uri = editor.open_document("slides.yaml", DECK);
    assert_eq!(editor.next_diagnostics(&uri), Vec::<Json>::new());
    let slip = "title: River\nslides:\n  - title: Map\n    bulets: [a]\n  - { title: b, x_a: 𝄞, bulets: [a] }\n";
    editor.replace_text(&uri, slip);
    let found = editor.next_diagnostics(&uri);
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
    editor.notify("textDocument/didChange", change);
    assert_eq!(editor.next_diagnostics(&uri).len(), 1);
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(editor.next_diagnostics(&uri), Vec::<Json>::new());
    editor.shut_down();
}

#[test]
fn publishes_diagnostics_of_themes() {
    let mut editor = Editor::new();
    fs::write(
        editor.folder.path().join("own.yaml"),
        "extends: plain\ncolours: { primry: \"#000000\" }\n",
    )
    .unwrap();
    editor.open_document("slides.yaml", &format!("theme: own.yaml\n{DECK}"));
    let theme = editor.uri("own.yaml");
    let found = editor.next_diagnostics(&theme);
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
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": theme } }));
    assert_eq!(editor.next_diagnostics(&theme), Vec::<Json>::new());
    // The same with the theme open in the editor: its unsaved text counts.
    let other = editor.open_document("other.yaml", "extends: plain\nspace: { margin_x: wide }\n");
    assert!(
        editor.next_diagnostics(&other)[0]["message"]
            .as_str()
            .unwrap()
            .contains("expected a number from")
    );
    editor.shut_down();
}

#[test]
fn shows_diagnostics_of_a_data_file_in_the_outline() {
    let mut editor = Editor::new();
    fs::write(editor.folder.path().join("data.csv"), "").unwrap();
    let uri = editor
        .open_document("slides.yaml", "slides:\n  - title: River\n    table: { csv: data.csv }\n");
    let found = editor.next_diagnostics(&uri);
    assert!(found[0]["message"].as_str().unwrap().contains("`data.csv` has no rows"), "{found:?}");
    assert_eq!(
        found[0]["range"],
        json!({ "start": { "line": 2, "character": 18 }, "end": { "line": 2, "character": 26 } })
    );
    fs::write(editor.folder.path().join("data.csv"), "Year,Boats\n2024,3\n").unwrap();
    editor.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": editor.uri("data.csv") } }),
    );
    assert_eq!(editor.next_diagnostics(&uri), Vec::<Json>::new());
    editor.shut_down();
}

#[test]
fn publishes_lint_warnings_with_fixes() {
    let mut editor = Editor::new();
    let uri = editor.open_document(
        "slides.yaml",
        "slides:\n  - title: River\n    bullets:\n      - Boats.\n      - Fish.\n      - Birds\n",
    );
    let found = editor.next_diagnostics(&uri);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["severity"], 2);
    assert_eq!(
        found[0]["message"],
        "“Birds” does not end with `.`, but the other items do\nend it with `.`"
    );
    let params = json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let actions = editor.request("textDocument/codeAction", params)["result"].clone();
    assert_eq!(actions[0]["title"], "Fix: “Birds” does not end with `.`, but the other items do");
    let end = json!({ "line": 5, "character": 13 });
    assert_eq!(
        actions[0]["edit"]["changes"][&uri],
        json!([{ "range": { "start": end, "end": end }, "newText": "." }])
    );
    // An `allow` comment removes it, as it does for `check`.
    let text = "slides:\n  - title: River\n    bullets:\n      - Boats.\n      - Fish.\n      - Birds # plenary: allow(uneven_list)\n";
    editor.replace_text(&uri, text);
    assert_eq!(editor.next_diagnostics(&uri), Vec::<Json>::new());
    editor.shut_down();
}

#[test]
fn formats_a_document() {
    let mut editor = Editor::new();
    let uri = editor.open_document(
        "slides.yaml",
        "title: River # é\nslides:\n-   title: \"Map\"\n    bullets: [a]\nlang: en\n",
    );
    let format = |editor: &mut Editor| {
        let params = json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2, "insertSpaces": true } });
        editor.request("textDocument/formatting", params)["result"].clone()
    };
    // Only the lines that change are edited.
    let range =
        json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 3, "character": 0 } });
    assert_eq!(format(&mut editor), json!([{ "range": range, "newText": "  - title: Map\n" }]));
    for formatted_or_invalid in ["title: River\n", "title: [River\n"] {
        editor.replace_text(&uri, formatted_or_invalid);
        assert_eq!(format(&mut editor), json!([]));
    }
    editor.shut_down();
}

#[test]
fn completes_keys_values_files_and_links_in_invalid_text() {
    let mut editor = Editor::new();
    fs::create_dir(editor.folder.path().join("images")).unwrap();
    fs::write(editor.folder.path().join("images/boat.svg"), "<svg/>").unwrap();
    fs::write(editor.folder.path().join("data.csv"), "a,b").unwrap();
    let uri = editor.open_document("slides.yaml", "");
    for (text, wanted, unwanted) in [
        ("", "slides", "bullets"),
        ("title: A\nslides:\n  - bu", "bullets", "event"),
        ("title: \"never closed\nslides:\n  - title: A\n    ", "figure", "event"),
        ("slides:\n  - layout: ", "two_columns", "title"),
        ("slides:\n  - bullets: {items: [a], marker: ", "square", "items"),
        ("slides:\n  - figure: { src: ", "images/boat.svg", "data.csv"),
        ("slides:\n  - figure:\n      c", "caption", "title"),
        ("slides:\n  - table:\n      csv: ", "data.csv", "images/boat.svg"),
        ("slides:\n  - code:\n      lang: py", "python", "text"),
        ("slides:\n  - body: |\n      ```py", "python", "text"),
        ("slides:\n  - body: |\n      ~~~", "mermaid", "text"),
        ("theme: ", "night", "slides"),
        ("paginate: ", "true", "slides"),
        ("slides:\n  - id: map\n  - text: See [it](#", "map", "title"),
        ("footnotes: {law: A}\nslides:\n  - footnotes: {b: B}\n    text: See[^", "law", "title"),
        ("slides:\n  - body: |\n      [^cold]: C\n\n      See[^", "cold", "title"),
        ("extends: plain\ncolours:\n  pri", "primary", "title_gap"),
    ] {
        let labels = editor.completions(&uri, text);
        assert!(
            labels.iter().any(|label| label == wanted),
            "{text:?} offers {labels:?}, not {wanted}"
        );
        assert!(!labels.iter().any(|label| label == unwanted), "{text:?} offers {unwanted}");
    }
    editor.replace_text(&uri, "slides:\n  - bul");
    let items = editor.request_at("completion", &uri, (1, 7));
    let bullets = items.as_array().unwrap().iter().find(|item| item["label"] == "bullets").unwrap();
    assert!(bullets["documentation"]["value"].as_str().unwrap().contains("```yaml"));
    assert_eq!(bullets["textEdit"]["newText"], "bullets:\n  - $0");
    assert_eq!(bullets["textEdit"]["range"]["start"], json!({ "line": 1, "character": 4 }));
    editor.shut_down();
}

#[test]
fn explains_keys_and_renames_ids() {
    let mut editor = Editor::new();
    let uri = editor.open_document("slides.yaml", DECK);
    let hover = editor.request_at("hover", &uri, (8, 6));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("A bulleted list"), "{hover}");
    let notes = "slides:\n  - text: See[^law]\n    footnotes: {law: The law of 1921}\n";
    editor.replace_text(&uri, notes);
    let hover = editor.request_at("hover", &uri, (1, 16));
    assert_eq!(hover["contents"]["value"], "The law of 1921", "{hover}");
    editor.replace_text(&uri, DECK);
    let line = json!({ "line": 6, "character": 8 });
    assert_eq!(editor.request_at("definition", &uri, (4, 26))["range"]["start"], line);
    assert_eq!(editor.request_at("definition", &uri, (0, 9)), Json::Null);
    assert_eq!(editor.request_at("prepareRename", &uri, (4, 26))["placeholder"], "map");
    assert_eq!(editor.request_at("prepareRename", &uri, (0, 9)), Json::Null);
    let rename = |name: &str| json!({ "textDocument": { "uri": uri }, "position": { "line": 6, "character": 9 }, "newName": name });
    let edits =
        editor.request("textDocument/rename", rename("city"))["result"]["changes"][&uri].clone();
    let lines: Vec<_> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| edit["range"]["start"]["line"].clone())
        .collect();
    assert_eq!(lines, [4, 4, 6]);
    assert_eq!(editor.request("textDocument/rename", rename("two words"))["error"]["code"], -32602);
    assert_eq!(editor.request("textDocument/rename", rename("start"))["error"]["code"], -32602);
    let symbols = editor.request_at("documentSymbol", &uri, (0, 0));
    assert_eq!(symbols[0]["name"], "Start");
    assert_eq!(symbols[1]["name"], "Places");
    assert_eq!(symbols[1]["children"][1]["name"], "End");
    fs::write(editor.folder.path().join("boat.svg"), "<svg/>").unwrap();
    editor.replace_text(&uri, "slides:\n  - figure: { src: boat.svg }\n");
    let file = editor.request_at("definition", &uri, (1, 22))["uri"].clone();
    assert!(file.as_str().unwrap().ends_with("/boat.svg"), "{file}");
    editor.shut_down();
}

#[test]
fn completes_and_explains_formulas() {
    let mut editor = Editor::new();
    let uri = editor.open_document("slides.yaml", "");
    for (text, wanted) in [
        ("slides:\n  - math: \\al", "\\alpha"),
        ("slides:\n  - math: |\n      x = \\fr", "\\frac"),
        ("slides:\n  - math:\n      tex: |\n        a \\\\\n        \\beta + \\s", "\\sqrt"),
        ("slides:\n  - text: The root $\\sq", "\\sqrt"),
        ("slides:\n  - bullets:\n      - costs \\$5 and $x^2$ but $\\le", "\\leq"),
        ("slides:\n  - body: |\n      Then\n      $$\n      x = \\in", "\\int"),
        ("slides:\n  - math: \\begin{ali", "aligned"),
        ("slides:\n  - math: \\textcolor{ac", "accent"),
    ] {
        let labels = editor.completions(&uri, text);
        assert!(labels.iter().any(|label| label == wanted), "{text:?} offers {labels:?}");
        assert!(!labels.iter().any(|label| label == "bullets"), "{text:?}");
    }
    for text in [
        "slides:\n  - text: costs 5 and \\$6 \\",
        "slides:\n  - text: $x$ and \\al",
        "slides:\n  - math: x\n    text: \\al",
    ] {
        let labels = editor.completions(&uri, text);
        assert!(!labels.iter().any(|label| label == "\\alpha"), "{text:?}");
    }
    editor.replace_text(&uri, "slides:\n  - text: The angle $\\al");
    let items = editor.request_at("completion", &uri, (1, 24));
    let alpha = items.as_array().unwrap().iter().find(|item| item["label"] == "\\alpha").unwrap();
    assert_eq!(alpha["detail"], "α");
    assert_eq!(alpha["textEdit"]["range"]["start"], json!({ "line": 1, "character": 21 }));

    let deck = "lang: en\nslides:\n  - text: Let $x^2 + 1$ be\n  - math: \\frac{1}{2}\n  - math: |\n      a\n      = b\n";
    editor.replace_text(&uri, deck);
    for (place, words, start) in [
        ((2, 16), "x squared plus 1", (2, 15)),
        ((3, 14), "1 over 2", (3, 10)),
        ((6, 8), "a equals b", (5, 6)),
    ] {
        let hover = editor.request_at("hover", &uri, place);
        let text = hover["contents"]["value"].as_str().unwrap_or_default();
        assert!(text.contains(words), "{place:?}: {hover}");
        let at = json!({ "line": start.0, "character": start.1 });
        assert_eq!(hover["range"]["start"], at, "{place:?}");
    }
    editor.shut_down();
}

#[test]
fn completes_and_explains_citations() {
    let mut editor = Editor::new();
    let bib = "@book{haddad2016, author={Haddad, L.}, title={Weirs}, year={2016}}";
    fs::write(editor.folder.path().join("refs.bib"), bib).unwrap();
    let deck =
        "bibliography: refs.bib\ncitation_style: ieee\nslides:\n  - text: See [@haddad2016]\n";
    let uri = editor.open_document("slides.yaml", deck);
    let hover = editor.request_at("hover", &uri, (3, 18));
    let text = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("Haddad") && text.contains("Weirs"), "{hover}");
    editor.replace_text(&uri, "bibliography: refs.bib\nslides:\n  - text: See [@ha");
    let items = editor.request_at("completion", &uri, (2, 19));
    let item = &items.as_array().unwrap()[0];
    assert_eq!(item["label"], "haddad2016");
    assert_eq!(item["detail"], "Haddad, L. · 2016 · Weirs");
    let labels = editor.completions(&uri, "bibliography: refs.bib\ncitation_style: ");
    assert!(labels.iter().any(|label| label == "apa"), "{labels:?}");
    editor.shut_down();
}

#[test]
fn shows_errors_inside_formulas_at_their_column() {
    let mut editor = Editor::new();
    let text =
        "slides:\n  - text: Let $x + \\alpa$ be\n    math: |\n      a\n      = \\fraq{1}{2}\n";
    let uri = editor.open_document("slides.yaml", text);
    let found = editor.next_diagnostics(&uri);
    let places: Vec<_> = found
        .iter()
        .filter(|error| error["code"] == "E0240")
        .map(|error| error["range"]["start"].clone())
        .collect();
    assert_eq!(
        places,
        [json!({ "line": 1, "character": 19 }), json!({ "line": 4, "character": 8 })],
        "{found:?}"
    );
    editor.shut_down();
}

#[test]
fn offers_a_quick_fix() {
    let mut editor = Editor::new();
    let text = "slides:\n  - title: A\n    bulets: [b]\n";
    let uri = editor.open_document("slides.yaml", text);
    let found = editor.next_diagnostics(&uri);
    let params = json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let actions = editor.request("textDocument/codeAction", params)["result"].clone();
    let edit = &actions[0]["edit"]["changes"][&uri][0];
    assert_eq!(edit["newText"], "bullets", "{actions}");
    assert_eq!(edit["range"]["start"], json!({ "line": 2, "character": 4 }));
    editor.shut_down();
}

#[test]
fn survives_invalid_messages() {
    let mut editor = Editor::uninitialized();
    assert_eq!(editor.request("textDocument/hover", json!({}))["error"]["code"], -32002);
    editor.request("initialize", json!({ "capabilities": {} }));
    editor.send_raw(b"Content-Length: 9\r\n\r\nnot: json");
    assert_eq!(
        editor.wait_for(|message| message["id"].is_null() && message.get("error").is_some())["error"]
            ["code"],
        -32700
    );
    editor.send_raw(b"Hello: editor\r\n\r\n");
    assert_eq!(
        editor.wait_for(|message| message["id"].is_null() && message.get("error").is_some())["error"]
            ["code"],
        -32700
    );
    editor.send(&json!([1, 2]));
    editor.send(&json!({ "jsonrpc": "2.0", "id": 900 }));
    assert_eq!(editor.wait_for(|message| message["id"] == 900)["error"]["code"], -32600);
    assert_eq!(editor.request("textDocument/frobnicate", json!({}))["error"]["code"], -32601);
    assert_eq!(
        editor.request("textDocument/hover", json!({ "textDocument": 3, "position": "here" }))["error"]
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
        let uri = editor.open_document("odd.yaml", text);
        for method in ["completion", "hover", "definition", "prepareRename", "documentSymbol"] {
            for place in [(0, 0), (0, 3), (1, 1), (7, 99)] {
                editor.request_at(method, &uri, place);
            }
        }
        editor.next_diagnostics(&uri);
    }
    let change = json!({ "range": { "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } }, "text": "x" });
    let uri = editor.uri("odd.yaml");
    editor.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri }, "contentChanges": [change, 3, {}] }),
    );
    editor.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "untitled:1" }, "contentChanges": null }),
    );
    assert!(editor.folder.path().exists());
    editor.shut_down();
}

#[test]
fn exits_when_the_editor_disconnects() {
    let mut editor = Editor::new();
    editor.input = None;
    assert_eq!(editor.program.wait().unwrap().code(), Some(1));
}

#[test]
fn completes_and_explains_variables_and_filters() {
    let mut editor = Editor::new();
    let deck =
        "vars: { city: Jena, partners: 12 }\nslides:\n  - title: Welcome, {{ city | upper }}\n";
    let uri = editor.open_document("slides.yaml", deck);
    let hover = editor.request_at("hover", &uri, (2, 25));
    assert_eq!(hover["contents"]["value"], "A variable of this outline: `Jena`.", "{hover}");
    let hover = editor.request_at("hover", &uri, (2, 32));
    assert_eq!(hover["contents"]["value"], "The text in capitals.", "{hover}");
    let start = "vars: { city: Jena, partners: 12 }\nslides:\n  - title: ";
    for (typed, label) in [
        ("Welcome, {{ ci", "city"),
        ("Welcome, {{ city | up", "upper"),
        ("A\n    when: part", "partners"),
    ] {
        let labels = editor.completions(&uri, &format!("{start}{typed}"));
        assert!(labels.iter().any(|found| found == label), "{typed}: {labels:?}");
    }
    editor.shut_down();
}
