//! What can be said of how an outline is read, wherever a command makes a deck of it.

use clap::ValueEnum;
use plenary::Options;
use plenary::layout::MissingGlyphPolicy;

/// What `--missing-glyphs` can be.
#[derive(Clone, Copy, ValueEnum)]
enum MissingGlyphsArg {
    Error,
    Warn,
}

/// What was said of how an outline is read.
#[derive(clap::Args)]
pub struct InputArgs {
    /// Another theme than the outline's: regions, plain, night, or a file
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,

    /// Also use the machine's fonts; the PDF then depends on the machine
    #[arg(long)]
    pub system_fonts: bool,

    /// What to do about a character that no font has: no PDF, or a box in its place
    #[arg(long, value_name = "POLICY", value_enum, default_value_t = MissingGlyphsArg::Error)]
    missing_glyphs: MissingGlyphsArg,

    /// Allow pictures and themes from outside the project's folder
    #[arg(long)]
    pub allow_outside: bool,
}

impl InputArgs {
    /// What the library is told of it; everything else is as by default.
    pub fn to_options(&self) -> Options {
        Options {
            theme: self.theme.clone(),
            system_fonts: self.system_fonts,
            allow_outside: self.allow_outside,
            missing_glyphs: match self.missing_glyphs {
                MissingGlyphsArg::Error => MissingGlyphPolicy::Error,
                MissingGlyphsArg::Warn => MissingGlyphPolicy::Warn,
            },
            ..Options::default()
        }
    }
}
