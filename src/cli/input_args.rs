//! Arguments of every command that reads an outline.

use clap::ValueEnum;
use plenary::Options;
use plenary::layout::MissingGlyphPolicy;

use super::theme_arg::ThemeParser;

/// Values of `--missing-glyphs`.
#[derive(Clone, Copy, ValueEnum)]
enum MissingGlyphsArg {
    Error,
    Warn,
}

/// Options for reading an outline.
#[derive(clap::Args)]
pub(crate) struct InputArgs {
    /// Use another theme: regions, plain, night, or a file [default: the outline's]
    #[arg(long, value_name = "THEME", value_parser = ThemeParser, hide_possible_values = true)]
    pub theme: Option<String>,

    /// Also use the fonts installed on this machine; the PDF then depends on the machine
    #[arg(long)]
    pub system_fonts: bool,

    /// Choose what a character without a font causes: an error, or a warning and a box
    #[arg(long, value_name = "POLICY", value_enum, default_value_t = MissingGlyphsArg::Error)]
    missing_glyphs: MissingGlyphsArg,

    /// Allow pictures and themes from outside the project folder
    #[arg(long)]
    pub allow_outside: bool,
}

impl InputArgs {
    /// Converts the arguments to options of the library.
    pub(crate) fn to_options(&self) -> Options {
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
