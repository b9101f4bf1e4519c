//! The pages of a talk as parts of one file: their modules as one script, their styles, and their
//! elements. There is no build step, and no second copy of them.

use std::collections::BTreeMap;

use super::{Asset, FILE_ASSETS, LOCAL_ASSETS, PRESENT_ASSETS, SHARED_ASSETS, TALK_ASSETS};

/// The module that starts the talk.
const ENTRY: &str = "file/start.js";

/// Modules that need the server, and those that take their place in a file.
const REPLACED: [(&str, &str); 5] = [
    ("address.js", "file/windows.js"),
    ("image-address.js", "file/image-address.js"),
    ("present/connection.js", "file/connection.js"),
    ("present/pairing.js", "file/pairing.js"),
    ("present/windows.js", "file/windows.js"),
];

/// What a file needs to present its deck.
#[derive(Clone, Debug)]
pub struct TalkBundle {
    /// The script: all modules.
    pub script: String,
    /// The styles of the document.
    pub style: String,
    /// The audience window and the presenter view.
    pub views: [TalkView; 2],
}

/// A window of a talk.
#[derive(Clone, Debug)]
pub struct TalkView {
    /// Its name in ids.
    pub name: &'static str,
    /// Its styles.
    pub style: String,
    /// What is in its `<body>`.
    pub body: String,
}

/// Puts the pages of a talk together.
pub fn bundle_talk() -> TalkBundle {
    let view = |name, style, page| TalkView {
        name,
        style: strip_style(asset_text(style)),
        body: body_of(asset_text(page)),
    };
    TalkBundle {
        script: bundle_script(),
        style: ["base.css", "slide-view.css", "file/document.css"]
            .map(|path| strip_style(asset_text(path)))
            .concat(),
        views: [
            view("audience", "present/audience.css", "/audience"),
            view("presenter", "present/presenter.css", "/"),
        ],
    }
}

/// Returns the text of the asset with this path: an address, or one below `/page/`.
fn asset_text(path: &str) -> &'static str {
    find_asset(path).map_or("", |asset| asset.text)
}

fn find_asset(path: &str) -> Option<&'static Asset> {
    let lists = [SHARED_ASSETS, LOCAL_ASSETS, TALK_ASSETS, PRESENT_ASSETS, FILE_ASSETS];
    let is_named =
        |asset: &&Asset| asset.path == path || asset.path.strip_prefix("/page/") == Some(path);
    lists.into_iter().flatten().find(is_named)
}

fn bundle_script() -> String {
    let mut modules = BTreeMap::new();
    add_module(ENTRY, &mut modules);
    let mut script = String::from("'use strict';{const modules={\n");
    for (path, code) in modules {
        script.push_str(&format!("'{path}':(load)=>{{\n{code}}},\n"));
    }
    script.push_str(&format!(
        "}},loaded={{}},load=(name)=>(loaded[name]??=modules[name](load));load('{ENTRY}')}}"
    ));
    script
}

/// Adds a module and the modules that it imports.
fn add_module(path: &str, modules: &mut BTreeMap<String, String>) {
    if modules.contains_key(path) {
        return;
    }
    modules.insert(path.to_owned(), String::new());
    let Module { code, imports } = convert_module(path, asset_text(path));
    modules.insert(path.to_owned(), code);
    for import in imports {
        add_module(&import, modules);
    }
}

/// A module as the body of a function, which returns what it exports.
struct Module {
    code: String,
    imports: Vec<String>,
}

fn convert_module(path: &str, text: &str) -> Module {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut code, mut imports, mut exports) = (String::new(), Vec::new(), Vec::new());
    let mut lines = text.lines();
    let mut is_in_template = false;
    while let Some(line) = lines.next() {
        let mut trimmed = line.trim();
        if !is_in_template {
            while let Some(comment) = trimmed.strip_prefix("/*") {
                trimmed = match comment.split_once("*/") {
                    Some((_, after)) => after.trim_start(),
                    None => match lines.find_map(|line| line.split_once("*/")) {
                        Some((_, after)) => after.trim(),
                        None => "",
                    },
                };
            }
            if trimmed.is_empty() || trimmed.starts_with("//") {
                continue;
            }
            if line.starts_with("import ") {
                let mut statement = trimmed.to_owned();
                while !statement.ends_with(';') {
                    let Some(next) = lines.next() else { break };
                    statement.push(' ');
                    statement.push_str(next.trim());
                }
                convert_import(&statement, folder, &mut code, &mut imports);
                continue;
            }
        }
        let mut line = if is_in_template { line } else { trimmed };
        if let Some(declared) = line.strip_prefix("export ") {
            exports.extend(declared_name(declared).map(str::to_owned));
            line = declared;
        }
        match line.split_once("import('") {
            Some((before, rest)) if !is_in_template => {
                let (relative, after) = rest.split_once("')").unwrap_or((rest, ""));
                let module = resolve(folder, relative);
                code.push_str(&format!("{before}Promise.resolve(load('{module}')){after}\n"));
                imports.push(module);
            }
            _ => {
                code.push_str(line);
                code.push('\n');
            }
        }
        // A quoted backtick does not start a template.
        let ticks = line.matches('`').count() - line.matches("'`'").count();
        is_in_template ^= ticks % 2 == 1;
    }
    code.push_str(&format!("return{{{}}}\n", exports.join(",")));
    Module { code, imports }
}

/// Converts an `import` statement to a call of `load`.
fn convert_import(statement: &str, folder: &str, code: &mut String, imports: &mut Vec<String>) {
    let mut quoted = statement.split('\'');
    let names = quoted.next().unwrap_or_default();
    let module = resolve(folder, quoted.next().unwrap_or_default());
    let names = names.trim_start_matches("import ").trim_end().trim_end_matches("from").trim_end();
    if names.is_empty() {
        code.push_str(&format!("load('{module}');\n"));
    } else {
        code.push_str(&format!("const {}=load('{module}');\n", names.replace(" as ", ":")));
    }
    imports.push(module);
}

/// Returns the path of a module that is imported from a folder.
fn resolve(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let path = parts.join("/");
    let replaced = REPLACED.iter().find(|(from, _)| *from == path);
    replaced.map_or(path, |(_, to)| (*to).to_owned())
}

/// Returns the name that a declaration declares.
fn declared_name(declaration: &str) -> Option<&str> {
    let is_part_of_name =
        |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    let mut words = declaration.split(|character| !is_part_of_name(character));
    words.find(|word| !matches!(*word, "async" | "class" | "const" | "function" | "let" | ""))
}

/// Returns a style sheet without comments and indents.
fn strip_style(text: &str) -> String {
    let mut style = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        style.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    style.push_str(rest);
    trim_lines(&style)
}

fn trim_lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn body_of(page: &str) -> String {
    let body = page.split_once("<body>").map_or("", |(_, body)| body);
    trim_lines(body.split_once("</body>").map_or("", |(body, _)| body))
}

#[cfg(test)]
mod tests {
    use super::{bundle_script, bundle_talk, convert_module};

    #[test]
    fn modules_become_functions() {
        let text = "// @ts-check\n/** Adds.\n * @param {number} a */\n/** @type {A} */ f();\n\
            import { b as c } from '../text.js';\nimport {\n  d,\n} from './talk.js';\n\
            export const add = (a) => `\n  ${a}`;\nexport async function run() {\n  \
            await import('./ink.js');\n}\n";
        let module = convert_module("present/x.js", text);
        assert_eq!(
            module.code,
            "f();\nconst { b:c }=load('text.js');\nconst { d, }=load('present/talk.js');\n\
             const add = (a) => `\n  ${a}`;\nasync function run() {\n\
             await Promise.resolve(load('present/ink.js'));\n}\nreturn{add,run}\n"
        );
        assert_eq!(module.imports, ["text.js", "present/talk.js", "present/ink.js"]);
    }

    #[test]
    fn the_bundle_needs_no_server() {
        let script = bundle_script();
        for line in script.lines() {
            assert!(!line.starts_with("import ") && !line.starts_with("export "), "{line}");
        }
        for server in ["EventSource", "fetch(", "</script", "<!--"] {
            assert!(!script.contains(server), "{server}");
        }
        assert!(bundle_talk().views.iter().all(|view| view.body.contains("<main")));
    }
}
