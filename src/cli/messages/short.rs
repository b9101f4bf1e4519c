//! Diagnostics as one line each, in the form that editors know from compilers.

use plenary::diagnostic::Diagnostic;
use plenary::source::Sources;

use super::severity_name;

/// Returns lines such as `slides.yaml:4:5: error[E0201]: message`, without the position if there is
/// none.
pub(crate) fn format_diagnostics(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        if let Some(span) = diagnostic.span {
            let source = sources.get(span.source);
            let place = source.position(span.start as usize);
            text.push_str(&format!("{}:{}:{}: ", source.name.display(), place.line, place.column));
        }
        let message = diagnostic.message.replace(char::is_control, " ");
        text.push_str(&format!(
            "{}[{}]: {message}\n",
            severity_name(diagnostic.severity),
            diagnostic.code
        ));
    }
    text
}
