//! `plenary explain`

use plenary::check::{Rule, find, of_code};
use plenary::diagnostic::{Code, nearest};

use super::{FINDINGS, SUCCESS, USAGE, terminal};

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
        Some(wanted) if find(wanted).is_some() => {
            find(wanted).map(Rule::manual).unwrap_or_default()
        }
        Some(wanted) => match wanted.parse::<Code>() {
            Ok(code) => of_code(code).map_or_else(|| code.page(), Rule::manual),
            Err(_) => {
                let near = nearest(wanted, Code::ALL.iter().map(|code| code.number()));
                let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                terminal::say(&format!(
                    "error: there is no code `{wanted}`{help}\nhelp: `plenary explain` lists all codes"
                ));
                return USAGE;
            }
        },
    };
    match terminal::write_result(text.as_bytes()) {
        Ok(()) => SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: standard output cannot be written: {error}"));
            FINDINGS
        }
    }
}
