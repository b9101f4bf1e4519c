//! `plenary check`

use std::path::{Path, PathBuf};

use plenary::assets::Stamp;
use plenary::assets::quote_path;
use plenary::check::{Level, LintOverrides, RULES, Rule, apply_certain_fixes, rule_by_name};
use plenary::diagnostic::{Diagnostic, find_nearest};
use plenary::source::{Source, SourceId, Sources};
use plenary::{CheckReport, Input, Options};

use super::error::CliError;
use super::input_args::InputArgs;
use super::messages::{MessageArgs, MessageFormat};
use super::progress::ProgressLine;
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg, terminal};

/// Arguments of `plenary check`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary check                                lint the only outline in this folder
  plenary check slides.yaml                    lint one outline
  plenary check slides.yaml --fix              apply the safe fixes, then report the rest
  plenary check *.yaml --deny warnings         exit with 1 on any diagnostic
  plenary check slides.yaml --allow contrast   turn one rule off

An outline sets its own levels under `check:`. A comment `# plenary: allow(rule)` at the end of a
line turns a rule off for that line.

Diagnostics go to standard output.
Exit code: 0 no diagnostics, 1 diagnostics reported, 2 wrong usage, or a file cannot be
read or written.")]
pub(crate) struct CheckArgs {
    /// Outlines or folders to lint; `-` reads standard input [default: this folder]
    pub outlines: Vec<PathBuf>,

    /// Apply the safe fixes: quotes, spaces after dashes, spelling of keys
    #[arg(long, conflicts_with = "rules")]
    pub fix: bool,

    /// Print the changes of `--fix` as a diff, and write nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,

    /// List the rules with their codes
    #[arg(long)]
    pub rules: bool,

    /// Turn a rule off
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    pub allow: Vec<&'static Rule>,

    /// Report a rule as a warning
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    pub warn: Vec<&'static Rule>,

    /// Report a rule as an error; `warnings` means every rule
    #[arg(long, value_name = "RULE", value_parser = parse_denied)]
    pub deny: Vec<Denied>,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Print nothing if there are no diagnostics
    #[arg(short, long)]
    pub quiet: bool,
}

/// Value of `--deny`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Denied {
    /// Every warning.
    Warnings,
    /// One rule.
    Rule(&'static Rule),
}

fn parse_rule(name: &str) -> Result<&'static Rule, String> {
    rule_by_name(name).ok_or_else(|| match find_nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("unknown rule; did you mean `{near}`?"),
        None => "unknown rule; run `plenary check --rules` for the list of rules".to_owned(),
    })
}

fn parse_denied(name: &str) -> Result<Denied, String> {
    if name == "warnings" { Ok(Denied::Warnings) } else { parse_rule(name).map(Denied::Rule) }
}

/// Lints outlines.
pub(crate) fn run(args: &CheckArgs) -> Result<u8, CliError> {
    // Exit code 1 means that diagnostics were reported.
    lint_outlines(args).map_err(CliError::with_usage_code)
}

fn lint_outlines(args: &CheckArgs) -> Result<u8, CliError> {
    if args.rules {
        return list_rules();
    }
    let outlines =
        outline_arg::resolve_outline_args(&args.outlines, "check", args.messages, args.quiet)?;
    let options = build_options(args);
    let mut reports = Vec::new();
    let mut code = SUCCESS;
    let is_progress_wanted = !args.quiet && args.messages.is_human_readable();
    let mut progress = ProgressLine::new("outlines", outlines.len(), is_progress_wanted);
    for outline in &outlines {
        let report = match check_outline(args, outline, &options) {
            Ok(report) => report,
            Err(diagnostic) => {
                code = USAGE_ERROR;
                CheckReport { diagnostics: vec![*diagnostic], sources: Sources::default() }
            }
        };
        progress.clear();
        let is_clean = report.diagnostics.is_empty();
        code = code.max(match (is_clean, report.sources.iter().next()) {
            (true, _) => SUCCESS,
            (false, Some(_)) => FAILURE,
            // Not even the text of the outline could be read.
            (false, None) => USAGE_ERROR,
        });
        reports.push((report.diagnostics, report.sources));
        // SARIF is one document for all outlines.
        if args.messages.message_format != MessageFormat::Sarif {
            print_reports(args, outline, &std::mem::take(&mut reports))?;
        }
        if is_clean {
            let name = if super::is_stream(outline) {
                "<stdin>".into()
            } else {
                outline.display().to_string()
            };
            print_note(args, &format!("{name}: no problems found"));
        }
        note_stale_pdf(args, outline);
        progress.advance();
    }
    drop(progress);
    if let Some(outline) = outlines.first().filter(|_| !reports.is_empty()) {
        print_reports(args, outline, &reports)?;
    }
    Ok(code)
}

/// Lints one outline after applying its fixes if `--fix` is given.
fn check_outline(
    args: &CheckArgs,
    outline: &Path,
    options: &Options,
) -> Result<CheckReport, Box<Diagnostic>> {
    let report = plenary::check(super::read_input(outline)?, options);
    if args.fix { apply_fixes(args, outline, options, report) } else { Ok(report) }
}

/// Prints diagnostics to standard output, or to standard error if standard output holds the fixed
/// outline or the diff.
fn print_reports(
    args: &CheckArgs,
    outline: &Path,
    reports: &[(Vec<Diagnostic>, Sources)],
) -> Result<(), CliError> {
    if args.fix && (args.dry_run || super::is_stream(outline)) {
        args.messages.print_reports(reports);
        Ok(())
    } else {
        Ok(args.messages.write_reports(reports)?)
    }
}

/// Tells the user if the PDF next to an outline is older than the outline.
fn note_stale_pdf(args: &CheckArgs, outline: &Path) {
    let pdf = outline.with_extension("pdf");
    if Stamp::of(&pdf).is_older_than(&Stamp::of(outline)) {
        let (pdf, name) = (pdf.display(), quote_path(outline));
        let outline = outline.display();
        print_note(
            args,
            &format!("{pdf} is older than {outline}; run `plenary render {name}` to update it"),
        );
    }
}

fn print_note(args: &CheckArgs, note: &str) {
    if !args.quiet && args.messages.is_human_readable() {
        terminal::print_message(note);
    }
}

/// Fixes that touch each other are applied one after the other, in at most this many rounds.
const MAX_FIX_ROUNDS: usize = 5;

/// Applies the safe fixes to an outline, or prints them as a diff, and returns the remaining
/// diagnostics.
fn apply_fixes(
    args: &CheckArgs,
    outline: &Path,
    options: &Options,
    mut report: CheckReport,
) -> Result<CheckReport, Box<Diagnostic>> {
    let Some(original) = report.sources.iter().next().cloned() else { return Ok(report) };
    let (mut text, mut fix_count) = (original.text.clone(), 0);
    let found = report.diagnostics.clone();
    for round in 0.. {
        let source = Source::new(&original.name, text.clone());
        let Some((fixed, count)) = apply_certain_fixes(&source, SourceId(0), &report.diagnostics)
        else {
            break;
        };
        if round == MAX_FIX_ROUNDS {
            // Fixes that cause each other would change the outline at every run.
            (text, fix_count, report.diagnostics) = (original.text.clone(), 0, found);
            break;
        }
        (text, fix_count) = (fixed, fix_count + count);
        if args.dry_run {
            break;
        }
        let input = Input::Text { path: original.name.clone(), text: text.clone() };
        report = plenary::check(input, options);
    }
    if args.dry_run {
        terminal::write_result(format_diff(&original, &text).as_bytes())?;
        return Ok(report);
    }
    if super::is_stream(outline) {
        terminal::write_result(text.as_bytes())?;
    } else if fix_count > 0 {
        plenary::assets::write_file(outline, text.as_bytes())?;
    }
    if fix_count > 0 {
        let fixes = if fix_count == 1 { "fix" } else { "fixes" };
        print_note(args, &format!("{}: {fix_count} {fixes} applied", original.name.display()));
    }
    Ok(report)
}

/// Returns the changes to a text as a unified diff without context lines; empty if there are none.
fn format_diff(before: &Source, after: &str) -> String {
    let name = before.name.to_string_lossy();
    similar::TextDiff::from_lines(before.text.as_str(), after)
        .unified_diff()
        .context_radius(0)
        .header(&name, &name)
        .to_string()
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

/// Prints the rules to standard output, one per line.
fn list_rules() -> Result<u8, CliError> {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let lines: String = RULES
        .iter()
        .map(|rule| format!("{}  {:width$}  {}\n", rule.code, rule.name, rule.title()))
        .collect();
    terminal::write_result(lines.as_bytes())?;
    Ok(SUCCESS)
}
