//! The manual's pages, one function a kind.

use std::process::Command;

use plenary::check::RULES;
use plenary::deck::vocabulary::{BLOCKS, DECK, LAYOUTS, SLIDE};
use plenary::diagnostic::Code;
use plenary::theme::vocabulary::THEME;
use plenary::vocabulary::{ChoiceTable, KeySpec, SupportStatus};

use super::Manual;
use super::keys::{choices, groups, table};
use super::shown::{self, Picture, Shown};

/// The comment at each page's top.
const MADE: &str = "<!-- Made by `UPDATE_MANUAL=1 cargo test --test manual`: change the program or slides/, not this page. -->\n\n";

/// The whole manual.
pub fn all() -> Manual {
    let slides = shown::all();
    let mut manual = Manual::default();
    manual.page("deck.md", keys_page("The deck", DECK.about, DECK.keys));
    manual.page("slide.md", keys_page("A slide", SLIDE.about, SLIDE.keys));
    let blocks = BLOCKS.keys.iter().filter(|key| !matches!(key.status, SupportStatus::Refused(_)));
    let blocks: Vec<&'static KeySpec> = blocks.collect();
    blocks.iter().for_each(|key| block(key, &slides, &mut manual));
    let named = LAYOUTS.choice_infos();
    let layouts: Vec<_> =
        named.iter().filter(|choice| choice.status == SupportStatus::Known).collect();
    for choice in &layouts {
        let mut text = format!("{MADE}# Layout `{}`\n\n{}\n", choice.name, choice.about);
        if !choice.aliases.is_empty() {
            let aliases: Vec<String> =
                choice.aliases.iter().map(|alias| format!("`{alias}`")).collect();
            text += &format!("\nOther names for it: {}.\n", aliases.join(", "));
        }
        let slide = shown::with_layout(&slides, choice.name);
        let slide = slide
            .unwrap_or_else(|| panic!("no outline in slides/ shows the layout `{}`", choice.name));
        text += &example(slide, &format!("layouts/{}", choice.name), &mut manual);
        manual.page(&format!("layouts/{}.md", choice.name), text);
    }
    themes(&mut manual);
    theme(&mut manual);
    for rule in RULES {
        manual.page(&format!("rules/{}.md", rule.name), format!("{MADE}{}", rule.manual_page()));
    }
    let commands = commands(&mut manual);
    codes(&mut manual);
    let links = |folder: &str, names: &[&str]| -> String {
        names
            .iter()
            .map(|name| format!("[`{name}`]({folder}/{name}.md)"))
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let block_names: Vec<&str> = blocks.iter().map(|key| key.name).collect();
    let layout_names: Vec<&str> = layouts.iter().map(|choice| choice.name).collect();
    let theme_names: Vec<&str> = plenary::theme::builtin_names().collect();
    let command_names: Vec<&str> = commands.iter().map(String::as_str).collect();
    let rule_names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let text = format!(
        "{MADE}# The manual\n\nEvery key of [the deck](deck.md), [a slide](slide.md) and [a theme](theme.md).\n\n## Blocks\n\n{}\n\n## Layouts\n\n{}\n\n\
         ## Themes\n\n{}\n\n## Commands\n\n{}\n\n## Rules of `plenary check`\n\n{}\n\n## Messages\n\n[What each message means](messages.md), as `plenary explain` says it.\n",
        links("blocks", &block_names),
        links("layouts", &layout_names),
        links("themes", &theme_names),
        links("commands", &command_names),
        links("rules", &rule_names),
    );
    manual.page("README.md", text);
    manual
}

/// A page of keys, each with its example.
fn keys_page(title: &str, about: &str, keys: &[KeySpec]) -> String {
    let mut text = format!("{MADE}# {title}\n\n{about}\n\n{}", table(keys));
    for key in keys {
        text += &format!("\n## `{}`\n\n{}\n", key.name, key.about);
        if let Some(choices) = choices(&key.value) {
            text += &format!("\n{choices}");
        }
        text += &format!("\n```yaml\n{}\n```\n", key.example_lines());
    }
    text
}

fn block(key: &'static KeySpec, slides: &[Shown], manual: &mut Manual) {
    let mut text = format!(
        "{MADE}# Block `{}`\n\n{}\n\n```yaml\n{}\n```\n",
        key.name,
        key.about,
        key.example_lines()
    );
    if !key.aliases.is_empty() {
        let aliases: Vec<String> = key.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        text += &format!("\nIt may also be called {}.\n", aliases.join(" or "));
    }
    let slide = shown::with_block(slides, key.name);
    let slide =
        slide.unwrap_or_else(|| panic!("no outline in slides/ shows the block `{}`", key.name));
    text += &example(slide, &format!("blocks/{}", key.name), manual);
    for group in groups(&key.value) {
        let and = if group.included.iter().any(|with| with.name == "blocks") {
            " Beside these, any [block](../README.md#blocks)."
        } else {
            ""
        };
        text += &format!(
            "\n## Keys: {}\n\n{}{and}\n\n{}",
            group.name.replace('_', " "),
            group.about,
            table(group.keys)
        );
    }
    manual.page(&format!("blocks/{}.md", key.name), text);
}

/// A slide's lines and picture, for a page at `path`; the picture lies beside the page.
fn example(slide: &Shown, path: &str, manual: &mut Manual) -> String {
    let Shown { yaml, picture, .. } = slide;
    let name = path.rsplit('/').next().unwrap_or(path);
    manual.pictures.insert(format!("{path}.png"), picture.clone());
    let outline = &picture.outline;
    format!(
        "\n## On a slide\n\n![The page that the lines below make]({name}.png)\n\n```yaml\n{yaml}\n```\n\nFrom [`{outline}`](../../../{outline}).\n"
    )
}

fn themes(manual: &mut Manual) {
    for theme in plenary::theme::builtin_themes() {
        // The session deck is in the theme `regions`; the others have an outline of their own.
        let outline = if theme.name == "regions" {
            "slides.yaml".to_owned()
        } else {
            format!("slides/{}.yaml", theme.name)
        };
        let mut text = format!(
            "{MADE}# Theme `{}`\n\n{}\n\n```yaml\ntheme: {}\n```\n",
            theme.name,
            theme.description(),
            theme.name
        );
        for page in [1, 2] {
            let picture = format!("{}-{page}.png", theme.name);
            text += &format!("\n![Page {page} of {outline}]({picture})\n");
            manual
                .pictures
                .insert(format!("themes/{picture}"), Picture { outline: outline.clone(), page });
        }
        text += &format!(
            "\nFrom [`{outline}`](../../../{outline}). The theme's file:\n\n```yaml\n{}\n```\n",
            theme.text.trim_end()
        );
        manual.page(&format!("themes/{}.md", theme.name), text);
    }
}

/// Every key of a theme file.
fn theme(manual: &mut Manual) {
    let mut text = format!("{MADE}# A theme\n\n{}\n\n{}", THEME.about, table(THEME.keys));
    for group in THEME.keys.iter().flat_map(|key| groups(&key.value)) {
        let section = format!(
            "\n## {}\n\n{}\n\n{}",
            group.name.replace('_', " "),
            group.about,
            table(group.keys)
        );
        if !text.contains(&section) {
            text += &section;
        }
    }
    manual.page("theme.md", text);
}

/// What each command says of itself.
fn commands(manual: &mut Manual) -> Vec<String> {
    let help = |arguments: &[&str]| {
        // The width of a page, whatever terminal the test runs in.
        let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(arguments)
            .env("COLUMNS", "100")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["--help"]);
    let list = all
        .split("Commands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next())
        .unwrap_or_default();
    let names: Vec<String> = list
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    let names: Vec<String> = names.into_iter().filter(|name| name != "help").collect();
    for name in &names {
        let said = help(&[name, "--help"]);
        assert!(said.contains("Usage:") && said.contains("plenary"), "{name}: {said}");
        manual.page(
            &format!("commands/{name}.md"),
            format!("{MADE}# `plenary {name}`\n\n```text\n{}\n```\n", said.trim_end()),
        );
    }
    names
}

fn codes(manual: &mut Manual) {
    let mut text = format!(
        "{MADE}# Messages\n\nEvery message has a code; `plenary explain E0103` prints what stands here.\n"
    );
    for code in Code::ALL {
        text += &format!("\n## {code}: {}\n\n{}\n", code.title(), code.explanation().trim_end());
    }
    manual.page("messages.md", text);
}
