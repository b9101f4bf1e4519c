//! `plenary preview`

use std::path::PathBuf;

use plenary::live::{Live, WakeReason, Watcher};
use plenary::serve::preview::{Editor, Preview};
use plenary::serve::{AllowedHost, Guard, Reach, ShutdownSignal, Site, bind_port, serve_sites};
use plenary::{Options, PdfOptions, show::StepSelection};

use super::browser::{create_access_key, open_url_or_warn};
use super::error::CliError;
use super::input_args::InputArgs;
use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::report::{DiagnosticReporter, WATCHING_NOTE};
use super::{FAILURE, SUCCESS, outline_arg, terminal};

/// Arguments of `plenary preview`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary preview --open                 preview the only outline in this folder
  plenary preview slides.yaml --open     preview an outline and open the browser
  plenary preview slides.yaml --port 8000
  plenary preview slides.yaml --edit     let the page open $VISUAL or $EDITOR at a line
  plenary preview slides.yaml --edit='code -g {file}:{line}:{column}'

The page shows the slides as they are in the PDF and reloads them after every save; `?` lists its
keys. Only this machine can reach the page. Ctrl-C ends the preview.

Exit code: 0 ended with Ctrl-C, 1 the files cannot be watched or the page cannot be served,
2 wrong usage, or the port is in use.")]
pub(crate) struct PreviewArgs {
    /// Outline, or folder with one [default: this folder]
    pub outline: Option<PathBuf>,

    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,

    /// Serve the page on this port [default: 7536, or the next free one]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// Also answer requests to this HOST, such as localhost:9000 for a forwarded port
    #[arg(long = "allow-host", value_name = "HOST")]
    pub allowed_hosts: Vec<AllowedHost>,

    /// Let the page open lines in your editor, or with this command
    #[arg(long, value_name = "COMMAND", num_args = 0..=1, require_equals = true)]
    #[allow(clippy::option_option, reason = "not given, given alone, given with a command")]
    pub edit: Option<Option<String>>,

    /// Include the slides with `hide: true`, after all others
    #[arg(long)]
    pub hidden: bool,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Print only the address and errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// Shows the deck on a page until the user ends the program.
pub(crate) fn run(args: &PreviewArgs) -> Result<u8, CliError> {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "preview",
        args.messages,
        args.quiet,
    )?;
    super::reject_stream(&outline, "watched")?;
    let editor = resolve_editor(args)?;
    let listener = bind_port(args.port)?;
    let address = listener.local_addr().map_err(|error| CliError::failure(error.to_string()))?;
    let watcher = Watcher::new().map_err(|error| CliError::failure(error.0))?;
    let shutdown = ShutdownSignal::new();
    let preview = Preview::new(&outline, editor, shutdown.clone());
    let url = format!("http://{address}/");
    let description = if args.quiet {
        String::new()
    } else {
        format!(" shows {}; {WATCHING_NOTE}", outline.display())
    };
    let key = create_access_key()?;
    terminal::print_message(&format!("{}{description}", key.add_to_address(&url)));
    let (stopper, interrupted) = (watcher.stopper(), shutdown.clone());
    on_interrupt(move |_| {
        stopper.stop();
        interrupted.trigger();
    });
    if args.open {
        open_url_or_warn(&url, &key);
    }
    let pdf = PdfOptions { steps: StepSelection::All, ..PdfOptions::default() };
    let options = Options { include_hidden: args.hidden, pdf, ..args.reading.to_options() };
    let reporter = DiagnosticReporter::new(&outline, args.messages);
    let live = Live::new(outline, options);
    let page = preview.clone();
    let quiet = args.quiet;
    // If the watching thread ends early, the server must end too.
    let stop_on_drop = StopOnDrop(shutdown.clone());
    let watching = std::thread::spawn(move || {
        let _stop_on_drop = stop_on_drop;
        watch_files(live, watcher, &page, reporter, quiet);
    });
    let guard = Guard::for_localhost(address, key).allow_hosts(&args.allowed_hosts);
    let site = Site { listener, reach: Reach::ThisComputer, guard, router: preview.router() };
    serve_sites(vec![site], &shutdown)
        .map_err(|error| CliError::failure(format!("cannot serve the page: {error}")))?;
    // The thread may still be drawing; then nobody waits for it. If it has ended early, it
    // panicked.
    let has_panicked = watching.is_finished() && watching.join().is_err();
    Ok(if has_panicked { FAILURE } else { SUCCESS })
}

/// Stops the server when it is dropped.
struct StopOnDrop(ShutdownSignal);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.trigger();
    }
}

/// Renders after every save, updates the page, and prints errors in the terminal.
fn watch_files(
    mut live: Live,
    mut watcher: Watcher,
    preview: &Preview,
    mut reporter: DiagnosticReporter,
    quiet: bool,
) {
    let mut saved = Vec::new();
    loop {
        let report = live.refresh();
        watcher.watch_files(live.dependencies());
        let status = reporter.report(&report.diagnostics, &report.sources, &saved);
        let unchanged =
            if report.presentation.is_some() { "the page is unchanged" } else { "no slides yet" };
        preview.apply_report(report);
        if let Some(status) = status {
            status.print_status(unchanged, quiet);
        }
        loop {
            match watcher.wait_for_change(live.idle_delay()) {
                WakeReason::Changed(files) => {
                    saved = files;
                    break;
                }
                // The page does not need the fully rendered PDF.
                WakeReason::TimedOut => drop(live.write_full_pdf()),
                WakeReason::Stopped => return,
            }
        }
    }
}

/// Returns the editor that opens lines, if `--edit` is given.
fn resolve_editor(args: &PreviewArgs) -> Result<Option<Editor>, CliError> {
    let Some(edit) = &args.edit else { return Ok(None) };
    let find_default = || {
        ["VISUAL", "EDITOR"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
    };
    let error = |headline: String| {
        CliError::usage(headline)
            .with_help(
                "name an editor with a window of its own: \
                 `--edit='code -g {file}:{line}:{column}'`",
            )
            .with_help("open a terminal for it: `--edit='xterm -e vim +{line} {file}'`")
    };
    let command = edit.clone().or_else(find_default).ok_or_else(|| {
        error("no editor found for `--edit`: neither VISUAL nor EDITOR is set".to_owned())
    })?;
    Editor::parse(&command).map(Some).map_err(|invalid| error(invalid.0))
}
