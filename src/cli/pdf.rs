//! What can be said of the PDF itself, wherever a command makes one.

use clap::ValueEnum;
use plenary::pdf::{Standard, Standards};
use plenary::scene::Moment;
use plenary::show::Steps;

/// What was said of the PDF.
#[derive(clap::Args)]
#[command(next_help_heading = "PDF")]
pub struct PdfArgs {
    /// Steps that become pages: all, or last (none) [default: all; pictures: last]
    #[arg(long, value_name = "WHICH", hide_possible_values = true)]
    pub steps: Option<WhichSteps>,

    /// Standards to keep: ua-1,a-2b,a-2a,a-3a or ua-2,a-4,a-4f
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = standard)]
    pub pdf_standard: Vec<Standard>,

    /// Put the outline into the PDF
    #[arg(long, value_name = "WHAT")]
    pub attach: Option<Attachment>,

    /// Also write notes and steps for pdfpc, beside the PDF
    #[arg(long)]
    pub pdfpc: bool,
}

/// Which steps become pages, as typed.
#[derive(Clone, Copy, ValueEnum)]
pub enum WhichSteps {
    /// Every step
    All,
    /// The last one of each slide
    Last,
    /// As if nothing came step by step: the same pages as `last`
    None,
}

/// What can be put into the PDF.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Attachment {
    /// The outline
    Source,
}

fn standard(name: &str) -> Result<Standard, String> {
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
    pub fn options(&self, by_itself: Steps) -> Result<plenary::PdfOptions, String> {
        let standards = Standards::of(&self.pdf_standard)?;
        let attach_source = self.attach == Some(Attachment::Source);
        if attach_source && !standards.allows_attachments() {
            return Err(format!(
                "a file that keeps {} cannot carry its outline; one that keeps ua-1, a-3a, ua-2 or a-4f can",
                standards.names()
            ));
        }
        let steps = match self.steps {
            None => by_itself,
            Some(WhichSteps::All) => Steps::All,
            Some(WhichSteps::Last | WhichSteps::None) => Steps::Last,
        };
        Ok(plenary::PdfOptions {
            steps,
            standards,
            is_strict: !self.pdf_standard.is_empty(),
            attach_source,
            made: made()?,
            pdfpc: self.pdfpc,
        })
    }
}

/// When the file is made, if `SOURCE_DATE_EPOCH` says so
/// (reproducible-builds.org/specs/source-date-epoch).
pub fn made() -> Result<Option<Moment>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let moment = value.to_str().and_then(|text| text.parse().ok()).and_then(Moment::since_1970);
    moment
        .map(Some)
        .ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds since 1970".to_owned())
}
