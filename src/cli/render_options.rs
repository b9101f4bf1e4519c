//! The options of `plenary render`, and which arguments exclude each other.

use plenary::Options;
use plenary::show::StepSelection;

use super::error::CliError;
use super::output::{OutputFormat, OutputTarget};
use super::render::{RenderArgs, requested_handout};

/// Converts the arguments to options of the library.
///
/// # Errors
///
/// If arguments do not fit the format of the result.
pub(super) fn build_options(
    args: &RenderArgs,
    target: &OutputTarget,
    format: OutputFormat,
) -> Result<Options, CliError> {
    let is_pdf = format == OutputFormat::Pdf;
    let is_text = format == OutputFormat::Txt;
    let is_pptx = format == OutputFormat::Pptx;
    let is_html = format == OutputFormat::Html;
    let has_png_size = args.result.scale.is_some() || args.result.width.is_some();
    let pdf_help = match args.result.format {
        Some(_) => "remove `--format`",
        None => "name a PDF file with `-o`, such as `-o talk.pdf`",
    };
    let conflicts = [
        (
            args.pdf.pdfpc && (*target == OutputTarget::Stream || !is_pdf),
            "`--pdfpc` requires a PDF file",
            if is_pdf { "name the PDF with `-o talk.pdf`" } else { pdf_help },
        ),
        (args.size && !is_pdf, "`--size` requires PDF output", pdf_help),
        (
            has_png_size && format != OutputFormat::Png,
            "`--scale` and `--width` require PNG output",
            "add `--format png`",
        ),
        (
            !args.pdf.pdf_standard.is_empty() && !is_pdf,
            "`--pdf-standard` requires PDF output",
            pdf_help,
        ),
        (args.pdf.attach.is_some() && !is_pdf, "`--attach` requires PDF output", pdf_help),
        (
            args.result.max_dpi.is_some() && is_text,
            "`--max-dpi` has no effect on text output",
            "remove `--max-dpi`",
        ),
        (
            args.pdf.steps.is_some() && is_text,
            "`--steps` has no effect on text output",
            "remove `--steps`",
        ),
        (
            args.pdf.steps.is_some() && is_pptx,
            "`--steps` has no effect on PowerPoint output, in which steps are animations",
            "remove `--steps`",
        ),
        (
            args.pdf.steps.is_some() && is_html,
            "`--steps` has no effect on HTML output, which has all steps",
            "remove `--steps`",
        ),
        (
            args.embed_fonts && !is_pptx,
            "`--embed-fonts` requires PowerPoint output",
            "name a PowerPoint file with `-o`, such as `-o talk.pptx`",
        ),
        (
            args.explain && (is_pptx || is_html),
            "`--explain` has no effect on PowerPoint and HTML output",
            "render a PDF with `--explain`: the slides are fitted in the same way",
        ),
        (
            requested_handout(args).is_some() && (is_pptx || is_html),
            "handouts are PDFs",
            "name a PDF with `-o talk.pdf`",
        ),
        (
            args.paper.is_some() && requested_handout(args).is_none(),
            "`--paper` requires a handout",
            "add `--handout 3` or `--notes`",
        ),
    ];
    if let Some((_, headline, help)) = conflicts.into_iter().find(|(is_met, ..)| *is_met) {
        return Err(CliError::usage(headline).with_help(help));
    }
    let steps = if is_pdf || is_html { StepSelection::All } else { StepSelection::Last };
    Ok(Options {
        include_hidden: args.hidden,
        handout: requested_handout(args),
        pages: args.result.pages.clone(),
        max_dpi: args.result.max_dpi,
        embed_fonts: args.embed_fonts,
        pdf: args.pdf.to_pdf_options(steps)?,
        ..args.reading.to_options()
    })
}
