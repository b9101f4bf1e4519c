//! `plenary render`

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::{Input, Options, Rendered};

use super::args::RenderArgs;
use super::{FINDINGS, SUCCESS, terminal};

/// Makes a PDF of an outline.
pub fn run(args: &RenderArgs) -> u8 {
    let is_stream = |path: &Path| path == Path::new("-");
    let reads_stream = is_stream(&args.outline);
    let output = match &args.output {
        Some(path) => path.clone(),
        None if reads_stream => PathBuf::from("-"),
        None => args.outline.with_extension("pdf"),
    };
    let writes_stream = is_stream(&output);
    if writes_stream && std::io::stdout().is_terminal() {
        terminal::say(
            "error: a PDF is not for reading on a terminal\nhelp: name a file with `-o talk.pdf`, or send the output into another program",
        );
        return FINDINGS;
    }
    if !writes_stream && output == args.outline {
        terminal::say("error: the PDF would take the outline's place\nhelp: name another file with `-o talk.pdf`");
        return FINDINGS;
    }
    let input = if reads_stream {
        let mut bytes = Vec::new();
        // One byte more than is allowed, so that the library can say that there is too much.
        let limit = plenary::assets::MOST_TEXT as u64 + 1;
        if let Err(error) = std::io::stdin().lock().take(limit).read_to_end(&mut bytes) {
            terminal::say(&format!("error: standard input cannot be read: {error}"));
            return FINDINGS;
        }
        Input::Bytes(bytes)
    } else {
        Input::File(args.outline.clone())
    };
    let options = Options { theme: args.theme.clone(), system_fonts: args.system_fonts, allow_outside: args.allow_outside };
    let Rendered { pdf, pages, mut diagnostics, sources } = plenary::render(input, &options);
    let mut written = None;
    if let Some(pdf) = pdf {
        let result = if writes_stream {
            terminal::write_result(&pdf).map_err(|error| {
                Diagnostic::error_without_place(Code::OutputUnwritable, format!("standard output cannot be written: {error}"))
            })
        } else {
            plenary::assets::write(&output, &pdf)
        };
        match result {
            Ok(()) => written = Some(pdf.len()),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    terminal::show(&diagnostics, &sources);
    match written {
        Some(bytes) => {
            if !args.quiet && !writes_stream {
                let kilobytes = bytes.div_ceil(1000);
                let noun = if pages == 1 { "page" } else { "pages" };
                terminal::say(&format!("{}: {pages} {noun}, {kilobytes} kB", output.display()));
            }
            SUCCESS
        }
        None => {
            if !diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
                terminal::say("error: no PDF was written");
            }
            FINDINGS
        }
    }
}
