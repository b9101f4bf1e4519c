//! `plenary explain`

use plenary::check::{Rule, rule_by_code, rule_by_name};
use plenary::diagnostic::{Code, find_nearest};

use super::{FAILURE, SUCCESS, USAGE_ERROR, terminal};

/// What `explain` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary explain          lists all codes
  plenary explain E0103    says what the mistake is, why it is one, and what to write instead")]
pub struct ExplainArgs {
    /// The code that stands behind `error` or `warning` in a message; all codes are listed without
    /// it
    code: Option<String>,
}

/// Explains one code, or lists all.
pub fn run(args: &ExplainArgs) -> u8 {
    let text = match &args.code {
        None => Code::ALL.iter().map(|code| format!("{code}  {}\n", code.title())).collect(),
        Some(wanted) if rule_by_name(wanted).is_some() => {
            rule_by_name(wanted).map(Rule::manual_page).unwrap_or_default()
        }
        Some(wanted) => match wanted.parse::<Code>() {
            Ok(code) => rule_by_code(code).map_or_else(|| code.manual_page(), Rule::manual_page),
            Err(_) => {
                let near = find_nearest(wanted, Code::ALL.iter().map(|code| code.number()));
                let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                terminal::print_message(&format!(
                    "error: there is no code `{wanted}`{help}\nhelp: `plenary explain` lists all codes"
                ));
                return USAGE_ERROR;
            }
        },
    };
    match terminal::write_result(text.as_bytes()) {
        Ok(()) => SUCCESS,
        Err(error) => {
            terminal::print_message(&format!("error: standard output cannot be written: {error}"));
            FAILURE
        }
    }
}
