//! What can be said of the PDF itself, wherever a command makes one.

use clap::ValueEnum;
use plenary::pdf::{Standard, Standards};
use plenary::scene::DateTime;
use plenary::show::StepSelection;

/// What was said of the PDF.
#[derive(clap::Args)]
#[command(next_help_heading = "PDF")]
pub struct PdfArgs {
    /// Steps that become pages: all, or last (none) [default: all; pictures: last]
    #[arg(long, value_name = "WHICH", hide_possible_values = true)]
    pub steps: Option<StepsArg>,

    /// Standards to keep: ua-1,a-2b,a-2a,a-3a or ua-2,a-4,a-4f
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = parse_standard)]
    pub pdf_standard: Vec<Standard>,

    /// Put the outline into the PDF
    #[arg(long, value_name = "WHAT")]
    pub attach: Option<AttachArg>,

    /// Also write notes and steps for pdfpc, beside the PDF
    #[arg(long)]
    pub pdfpc: bool,
}

/// Which steps become pages, as typed.
#[derive(Clone, Copy, ValueEnum)]
pub enum StepsArg {
    /// Every step
    All,
    /// The last one of each slide
    Last,
    /// As if nothing came step by step: the same pages as `last`
    None,
}

/// What can be put into the PDF.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AttachArg {
    /// The outline
    Source,
}

fn parse_standard(name: &str) -> Result<Standard, String> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', '/'], "").replace("pdf", "");
    let found = Standard::ALL.into_iter().find(|standard| plain(standard.name()) == plain(name));
    found.ok_or_else(|| format!("write one of {}", Standard::ALL.map(Standard::name).join(", ")))
}

impl PdfArgs {
    /// What the library is told. `by_itself` are the steps where nothing was said of them.
    ///
    /// # Errors
    ///
    /// How the program was used wrongly.
    pub fn to_pdf_options(&self, by_itself: StepSelection) -> Result<plenary::PdfOptions, String> {
        let standards = Standards::combine(&self.pdf_standard)?;
        let attach_source = self.attach == Some(AttachArg::Source);
        if attach_source && !standards.allows_attachments() {
            return Err(format!(
                "a file that keeps {} cannot carry its outline; one that keeps ua-1, a-3a, ua-2 or a-4f can",
                standards.names()
            ));
        }
        let steps = match self.steps {
            None => by_itself,
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

/// When the file is made, if `SOURCE_DATE_EPOCH` says so
/// (reproducible-builds.org/specs/source-date-epoch).
pub fn read_source_date() -> Result<Option<DateTime>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let moment =
        value.to_str().and_then(|text| text.parse().ok()).and_then(DateTime::from_unix_seconds);
    moment
        .map(Some)
        .ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds since 1970".to_owned())
}
