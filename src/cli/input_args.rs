//! Arguments of every command that reads an outline.

use clap::ValueEnum;
use plenary::Options;
use plenary::layout::MissingGlyphPolicy;

use super::theme_arg::ThemeParser;
use super::value_args::ValueArgs;

/// Values of `--missing-glyphs`.
#[derive(Clone, Copy, ValueEnum)]
enum MissingGlyphsArg {
    Error,
    Warn,
}

/// Options for reading an outline.
#[derive(clap::Args)]
pub(crate) struct InputArgs {
    #[command(flatten)]
    pub values: ValueArgs,

    /// Use this theme or theme file [default: the outline's]
    #[arg(long, value_name = "THEME", value_parser = ThemeParser, hide_possible_values = true)]
    pub theme: Option<String>,

    /// Also use this machine's fonts (the PDF then depends on them)
    #[arg(long)]
    pub system_fonts: bool,

    /// Report characters without a font as error or warn
    #[arg(
        long,
        value_name = "SEVERITY",
        value_enum,
        default_value_t = MissingGlyphsArg::Error,
        hide_possible_values = true
    )]
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
            values: self.values.to_values(),
            ..Options::default()
        }
    }
}
