//! `plenary check`

use std::path::{Path, PathBuf};

use plenary::assets::Stamp;
use plenary::check::{Level, LintOverrides, RULES, Rule, apply_certain_fixes, rule_by_name};
use plenary::diagnostic::{Code, Diagnostic, find_nearest};
use plenary::source::{Source, SourceId, Sources};
use plenary::{CheckReport, Input, Options};

use super::input_args::InputArgs;
use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg, quote_argument, terminal};

/// What `check` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary check                                the only outline in this folder
  plenary check slides.yaml                    says what a critical colleague would
  plenary check slides.yaml --fix              mends what is plain, and says the rest
  plenary check *.yaml --deny warnings         for a build that is to stop at any finding
  plenary check slides.yaml --allow contrast   leaves one rule out

A deck sets its own levels under `check:`, and `# plenary: allow(rule)` behind a line takes a finding back.

Exit code: 0 nothing was found, 1 something was, 2 an outline could not be read.")]
pub struct CheckArgs {
    /// The outlines, or folders with one; `-` reads standard input [default: this folder]
    pub outlines: Vec<PathBuf>,

    /// Mend in the outline what is plain: quotes, spaces behind dashes, spelling of keys
    #[arg(long, conflicts_with = "rules")]
    pub fix: bool,

    /// With `--fix`: show what would change, and change nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,

    /// List the rules, each with its code and what it finds
    #[arg(long)]
    pub rules: bool,

    /// Leave a rule out
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    pub allow: Vec<&'static Rule>,

    /// Take a rule's findings for warnings
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    pub warn: Vec<&'static Rule>,

    /// Take a rule's findings for mistakes; `warnings` stands for all of them
    #[arg(long, value_name = "RULE", value_parser = parse_denied)]
    pub deny: Vec<Denied>,

    #[command(flatten)]
    pub reading: InputArgs,

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

fn parse_rule(name: &str) -> Result<&'static Rule, String> {
    rule_by_name(name).ok_or_else(|| match find_nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("there is no such rule; did you mean `{near}`?"),
        None => "there is no such rule; `plenary check --rules` lists them".to_owned(),
    })
}

fn parse_denied(name: &str) -> Result<Denied, String> {
    if name == "warnings" { Ok(Denied::Warnings) } else { parse_rule(name).map(Denied::Rule) }
}

/// Says what a critical colleague would say of outlines.
pub fn run(args: &CheckArgs) -> u8 {
    if args.rules {
        return list_rules();
    }
    let outlines = match resolve_outlines(args) {
        Ok(outlines) => outlines,
        Err(message) => {
            terminal::print_message(&format!("error: {message}"));
            return USAGE_ERROR;
        }
    };
    let options = build_options(args);
    let mut code = SUCCESS;
    for outline in &outlines {
        let input = match super::read_input(outline) {
            Ok(input) => input,
            Err(finding) => {
                args.messages.print_diagnostics(&[finding], &Sources::default());
                code = USAGE_ERROR;
                continue;
            }
        };
        let mut checked = plenary::check(input, &options);
        if args.fix {
            match apply_fixes(args, outline, &options, checked) {
                Ok(rest) => checked = rest,
                Err(finding) => {
                    args.messages.print_diagnostics(&[*finding], &Sources::default());
                    code = USAGE_ERROR;
                    continue;
                }
            }
        }
        let CheckReport { diagnostics, sources } = checked;
        args.messages.print_diagnostics(&diagnostics, &sources);
        code = code.max(match (diagnostics.is_empty(), sources.iter().next()) {
            (true, _) => SUCCESS,
            (false, Some(_)) => FAILURE,
            // Not even its text was there to speak of.
            (false, None) => USAGE_ERROR,
        });
        if diagnostics.is_empty() {
            let name = if super::is_stream(outline) {
                "<stdin>".into()
            } else {
                outline.display().to_string()
            };
            print_note(args, &format!("{name}: nothing found"));
        }
        note_stale_pdf(args, outline);
    }
    code
}

/// The outlines that are meant; or what to do where that is not plain.
fn resolve_outlines(args: &CheckArgs) -> Result<Vec<PathBuf>, String> {
    let which = |named| outline_arg::resolve_outline_arg(named, "check", args.messages, args.quiet);
    if args.outlines.is_empty() {
        return Ok(vec![which(None)?]);
    }
    args.outlines.iter().map(|path| which(Some(path))).collect()
}

/// Says that the PDF beside an outline is not of what was checked, which whoever opens it would not
/// see.
fn note_stale_pdf(args: &CheckArgs, outline: &Path) {
    let pdf = outline.with_extension("pdf");
    if Stamp::of(&pdf).is_older_than(&Stamp::of(outline)) {
        let (pdf, name) = (pdf.display(), quote_argument(outline));
        print_note(
            args,
            &format!(
                "{pdf} is older than {}; `plenary render {name}` makes it anew",
                outline.display()
            ),
        );
    }
}

fn print_note(args: &CheckArgs, words: &str) {
    if !args.quiet && args.messages.is_human_readable() {
        terminal::print_message(words);
    }
}

/// Fixes that touch each other are made one after the other, at most so many times.
const MAX_FIX_ROUNDS: usize = 5;

/// Mends an outline where that is plain, or shows how it would be; gives back what there is left to
/// say.
fn apply_fixes(
    args: &CheckArgs,
    outline: &Path,
    options: &Options,
    mut checked: CheckReport,
) -> Result<CheckReport, Box<Diagnostic>> {
    let Some(first) = checked.sources.iter().next().cloned() else { return Ok(checked) };
    let (mut text, mut made) = (first.text.clone(), 0);
    for _ in 0..MAX_FIX_ROUNDS {
        let source = Source::new(&first.name, text.clone());
        let Some((mended, count)) = apply_certain_fixes(&source, SourceId(0), &checked.diagnostics)
        else {
            break;
        };
        (text, made) = (mended, made + count);
        if args.dry_run {
            break;
        }
        checked =
            plenary::check(Input::Text { path: first.name.clone(), text: text.clone() }, options);
    }
    let written = if args.dry_run {
        if made == 0 {
            Ok(())
        } else {
            terminal::write_result(format_diff(&first, &text).as_bytes())
        }
    } else if super::is_stream(outline) {
        terminal::write_result(text.as_bytes())
    } else {
        if made > 0 {
            plenary::assets::write_file(outline, text.as_bytes()).map_err(Box::new)?;
        }
        Ok(())
    };
    written.map_err(|error| {
        let message = format!("standard output cannot be written: {error}");
        Box::new(Diagnostic::error_without_span(Code::OutputUnwritable, message))
    })?;
    if made > 0 && !args.dry_run {
        let noun = if made == 1 { "thing" } else { "things" };
        print_note(args, &format!("{}: {made} {noun} mended", first.name.display()));
    }
    Ok(checked)
}

/// What changes in a text, as a unified diff without lines around.
fn format_diff(before: &Source, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.text.lines().collect(), after.lines().collect());
    let name = before.name.display();
    let mut diff = format!("--- {name}\n+++ {name}\n");
    let mut hunk = |at: usize, old: &[&str], new: &[&str]| {
        diff.push_str(&format!("@@ -{},{} +{},{} @@\n", at + 1, old.len(), at + 1, new.len()));
        old.iter().for_each(|line| diff.push_str(&format!("-{line}\n")));
        new.iter().for_each(|line| diff.push_str(&format!("+{line}\n")));
    };
    if old.len() == new.len() {
        for (at, (old, new)) in
            old.iter().zip(&new).enumerate().filter(|(_, (old, new))| old != new)
        {
            hunk(at, &[old], &[new]);
        }
    } else {
        let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let tail = old[head..]
            .iter()
            .rev()
            .zip(new[head..].iter().rev())
            .take_while(|(old, new)| old == new)
            .count();
        hunk(head, &old[head..old.len() - tail], &new[head..new.len() - tail]);
    }
    diff
}

fn build_options(args: &CheckArgs) -> Options {
    let mut rules = LintOverrides::default();
    rules.levels.extend(args.allow.iter().map(|rule| (*rule, Level::Off)));
    rules.levels.extend(args.warn.iter().map(|rule| (*rule, Level::Warn)));
    for denied in &args.deny {
        match denied {
            Denied::Warnings => rules.deny_warnings = true,
            Denied::Rule(rule) => rules.levels.push((rule, Level::Error)),
        }
    }
    Options { rules, ..args.reading.to_options() }
}

/// Writes the rules to standard output, one a line.
fn list_rules() -> u8 {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let lines: String = RULES
        .iter()
        .map(|rule| format!("{}  {:width$}  {}\n", rule.code, rule.name, rule.title()))
        .collect();
    match terminal::write_result(lines.as_bytes()) {
        Ok(()) => SUCCESS,
        Err(_) => USAGE_ERROR,
    }
}
