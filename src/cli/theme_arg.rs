//! The argument of `--theme`: the name of a built-in theme, or a file.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use plenary::theme::{BuiltinTheme, builtin_themes};

/// Accepts any text, and lets shells complete the names of the built-in themes.
#[derive(Clone)]
pub(crate) struct ThemeParser;

impl TypedValueParser for ThemeParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |theme: BuiltinTheme| PossibleValue::new(theme.name).help(theme.description());
        Some(Box::new(builtin_themes().map(value)))
    }
}
