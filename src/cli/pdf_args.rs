//! Arguments of every command that writes a PDF.

use clap::ValueEnum;
use plenary::pdf::{Standard, Standards};
use plenary::scene::DateTime;
use plenary::show::StepSelection;

use super::error::CliError;

/// Options of the PDF itself.
#[derive(clap::Args)]
#[command(next_help_heading = "PDF")]
pub(crate) struct PdfArgs {
    /// Show all steps or only the last [default: all, pictures: last]
    #[arg(long, value_name = "STEPS", hide_possible_values = true)]
    pub steps: Option<StepsArg>,

    /// Enforce ua-1,a-2b,a-2a,a-3a or ua-2,a-4,a-4f [default: none]
    #[arg(long, value_name = "STANDARDS", value_delimiter = ',', value_parser = parse_standard)]
    pub pdf_standard: Vec<Standard>,

    /// Attach the outline to the PDF
    #[arg(long, value_name = "CONTENT")]
    pub attach: Option<AttachArg>,

    /// Also write speaker notes and steps for pdfpc, next to the PDF
    #[arg(long)]
    pub pdfpc: bool,
}

/// Which steps become pages, as typed.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum StepsArg {
    /// One page per step
    All,
    /// The last step of each slide
    Last,
    /// The same as `last`
    None,
}

/// Values of `--attach`.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AttachArg {
    /// The outline.
    Source,
}

fn parse_standard(name: &str) -> Result<Standard, String> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', '/'], "").replace("pdf", "");
    let standard = Standard::ALL.into_iter().find(|standard| plain(standard.name()) == plain(name));
    standard
        .ok_or_else(|| format!("expected one of {}", Standard::ALL.map(Standard::name).join(", ")))
}

impl PdfArgs {
    /// Converts the arguments to options of the library. `default_steps` applies if `--steps` is
    /// not given.
    ///
    /// # Errors
    ///
    /// If the arguments contradict each other.
    pub(crate) fn to_pdf_options(
        &self,
        default_steps: StepSelection,
    ) -> Result<plenary::PdfOptions, CliError> {
        let standards = Standards::combine(&self.pdf_standard).map_err(CliError::usage)?;
        let attach_source = self.attach == Some(AttachArg::Source);
        if attach_source && !standards.allows_attachments() {
            return Err(CliError::usage(format!(
                "`--attach source` is not allowed with {}",
                standards.names()
            ))
            .with_help("use ua-1, a-3a, ua-2 or a-4f"));
        }
        let steps = match self.steps {
            None => default_steps,
            Some(StepsArg::All) => StepSelection::All,
            Some(StepsArg::Last | StepsArg::None) => StepSelection::Last,
        };
        Ok(plenary::PdfOptions {
            steps,
            standards,
            is_strict: !self.pdf_standard.is_empty(),
            attach_source,
            creation_date: read_source_date()?,
            write_pdfpc: self.pdfpc,
        })
    }
}

/// Returns the creation date of the file, from `SOURCE_DATE_EPOCH` if it is set
/// (reproducible-builds.org/specs/source-date-epoch).
pub(crate) fn read_source_date() -> Result<Option<DateTime>, CliError> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.parse().ok());
    match seconds.and_then(DateTime::from_unix_seconds) {
        Some(date) => Ok(Some(date)),
        None => Err(CliError::usage("SOURCE_DATE_EPOCH is not a number of seconds since 1970")),
    }
}
