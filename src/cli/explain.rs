//! `plenary explain`

use plenary::check::{Rule, rule_by_code, rule_by_name};
use plenary::diagnostic::{Code, find_nearest};

use super::error::CliError;
use super::{SUCCESS, terminal};

/// Arguments of `plenary explain`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary explain             list all codes
  plenary explain E0103       explain one code: what is wrong, why, and what to write instead
  plenary explain contrast    explain a rule of `plenary check`")]
pub(crate) struct ExplainArgs {
    /// Code in the brackets of a message, or the name of a rule [default: list all codes]
    code: Option<String>,
}

/// Explains one code, or lists all codes.
pub(crate) fn run(args: &ExplainArgs) -> Result<u8, CliError> {
    let text = match &args.code {
        None => Code::ALL.iter().map(|code| format!("{code}  {}\n", code.title())).collect(),
        Some(name) => explain_code_or_rule(name)?,
    };
    terminal::write_result(text.as_bytes())?;
    Ok(SUCCESS)
}

fn explain_code_or_rule(name: &str) -> Result<String, CliError> {
    if let Some(rule) = rule_by_name(name) {
        return Ok(rule.manual_page());
    }
    if let Ok(code) = name.parse::<Code>() {
        return Ok(rule_by_code(code).map_or_else(|| code.manual_page(), Rule::manual_page));
    }
    let near = find_nearest(name, Code::ALL.iter().map(|code| code.number()));
    Err(CliError::usage(format!("unknown code `{name}`")).with_help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "run `plenary explain` for the list of codes".to_owned(),
    }))
}
