//! `plenary check`

use std::path::{Path, PathBuf};

use plenary::assets;
use plenary::check::{Level, Overrides, RULES, Rule, find};
use plenary::diagnostic::{Code, Diagnostic, apply, nearest};
use plenary::source::Sources;
use plenary::{Checked, Options};

use super::messages::MessageArgs;
use super::{FINDINGS, SUCCESS, USAGE, terminal};

/// What `check` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary check slides.yaml                    says what a critical colleague would
  plenary check slides.yaml --fix              mends what is plain, and says the rest
  plenary check *.yaml --deny warnings         for a build that is to stop at any finding
  plenary check slides.yaml --allow contrast   leaves one rule out

A deck sets its own levels under `check:`, and `# plenary: allow(rule)` behind a line takes a finding back.

Exit code: 0 nothing was found, 1 something was, 2 an outline could not be read.")]
pub struct CheckArgs {
    /// The outlines; `-` reads standard input
    #[arg(required_unless_present = "rules")]
    pub outlines: Vec<PathBuf>,

    /// Mend in the outline what is plain: quotes, spaces behind dashes, spelling of keys
    #[arg(long, conflicts_with = "rules")]
    pub fix: bool,

    /// List the rules, each with its code and what it finds
    #[arg(long)]
    pub rules: bool,

    /// Leave a rule out
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub allow: Vec<&'static Rule>,

    /// Take a rule's findings for warnings
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub warn: Vec<&'static Rule>,

    /// Take a rule's findings for mistakes; `warnings` stands for all of them
    #[arg(long, value_name = "RULE", value_parser = rule_or_warnings)]
    pub deny: Vec<Denied>,

    /// Theme instead of the one the outline names
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,

    /// Also use the machine's own fonts for characters that no other font has
    #[arg(long)]
    pub system_fonts: bool,

    /// Allow pictures and themes from outside the project's folder
    #[arg(long)]
    pub allow_outside: bool,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when nothing is found
    #[arg(short, long)]
    pub quiet: bool,
}

/// What `--deny` names.
#[derive(Clone, Copy, Debug)]
pub enum Denied {
    /// Every warning.
    Warnings,
    /// One rule's findings.
    Rule(&'static Rule),
}

fn rule(name: &str) -> Result<&'static Rule, String> {
    find(name).ok_or_else(|| match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("there is no such rule; did you mean `{near}`?"),
        None => "there is no such rule; `plenary check --rules` lists them".to_owned(),
    })
}

fn rule_or_warnings(name: &str) -> Result<Denied, String> {
    if name == "warnings" { Ok(Denied::Warnings) } else { rule(name).map(Denied::Rule) }
}

/// Says what a critical colleague would say of outlines.
pub fn run(args: &CheckArgs) -> u8 {
    if args.rules {
        return list();
    }
    let options = options(args);
    let mut code = SUCCESS;
    for outline in &args.outlines {
        if args.fix {
            match mend(outline, &options) {
                Ok(0) => {}
                Ok(1) => say(args, &format!("{}: 1 thing mended", outline.display())),
                Ok(made) => say(args, &format!("{}: {made} things mended", outline.display())),
                Err(finding) => {
                    args.messages.show(&[finding], &Sources::default());
                    code = USAGE;
                    continue;
                }
            }
        }
        let input = match super::input(outline) {
            Ok(input) => input,
            Err(finding) => {
                args.messages.show(&[finding], &Sources::default());
                code = USAGE;
                continue;
            }
        };
        let Checked { diagnostics, sources } = plenary::check(input, &options);
        args.messages.show(&diagnostics, &sources);
        code = code.max(match (diagnostics.is_empty(), sources.iter().next()) {
            (true, _) => SUCCESS,
            (false, Some(_)) => FINDINGS,
            // Not even its text was there to speak of.
            (false, None) => USAGE,
        });
        if diagnostics.is_empty() {
            let name = if super::is_stream(outline) { "<stdin>".into() } else { outline.display().to_string() };
            say(args, &format!("{name}: nothing found"));
        }
    }
    code
}

fn say(args: &CheckArgs, words: &str) {
    if !args.quiet && args.messages.is_for_people() {
        terminal::say(words);
    }
}

/// Makes the fixes that are certain in the outline itself, and says how many.
fn mend(outline: &Path, options: &Options) -> Result<usize, Diagnostic> {
    /// Fixes that touch each other are made one after the other.
    const ROUNDS: usize = 5;
    if super::is_stream(outline) {
        let message = "`--fix` mends a file, and `-` is standard input";
        return Err(Diagnostic::error_without_place(Code::FileUnreadable, message).hint("name the outline's file"));
    }
    let mut made = 0;
    for _ in 0..ROUNDS {
        let Checked { diagnostics, sources } = plenary::check(super::input(outline)?, options);
        let Some(source) = sources.iter().next() else { break };
        let (text, count) = apply(&source.text, super::messages::certain_fixes(&diagnostics));
        if count == 0 {
            break;
        }
        assets::write(outline, text.as_bytes())?;
        made += count;
    }
    Ok(made)
}

fn options(args: &CheckArgs) -> Options {
    let mut rules = Overrides::default();
    rules.levels.extend(args.allow.iter().map(|rule| (*rule, Level::Off)));
    rules.levels.extend(args.warn.iter().map(|rule| (*rule, Level::Warn)));
    for denied in &args.deny {
        match denied {
            Denied::Warnings => rules.deny_warnings = true,
            Denied::Rule(rule) => rules.levels.push((rule, Level::Error)),
        }
    }
    Options {
        theme: args.theme.clone(),
        system_fonts: args.system_fonts,
        allow_outside: args.allow_outside,
        rules,
        ..Options::default()
    }
}

/// Writes the rules to standard output, one a line.
fn list() -> u8 {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let lines: String = RULES.iter().map(|rule| format!("{}  {:width$}  {}\n", rule.code, rule.name, rule.title())).collect();
    match terminal::write_result(lines.as_bytes()) {
        Ok(()) => SUCCESS,
        Err(_) => USAGE,
    }
}
