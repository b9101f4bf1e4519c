//! `plenary preview`

use std::path::PathBuf;

use plenary::live::{Live, WakeReason, Watcher};
use plenary::serve::preview::{Editor, Preview};
use plenary::serve::{Guard, ShutdownSignal, Site, bind_port, serve_sites as serve};
use plenary::{Options, PdfOptions, show::StepSelection};

use super::input_args::InputArgs;
use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::report::{DiagnosticReporter, WATCHING_NOTE};
use super::{FAILURE, SUCCESS, USAGE_ERROR, browser, outline_arg, terminal};

/// What `preview` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary preview --open                 the only outline in this folder, in your browser
  plenary preview slides.yaml --open     opens the slides in your browser
  plenary preview slides.yaml --port 8000
  plenary preview slides.yaml --edit     the page may open $VISUAL or $EDITOR at a line
  plenary preview slides.yaml --edit='code -g {file}:{line}:{column}'

The page shows the slides as they are in the PDF and follows every save; `?` lists its keys.
Only this machine is answered. Ctrl-C ends.

Exit code: 0 ended with Ctrl-C, 1 files cannot be watched or pages not served,
2 wrong usage, or the port is taken.")]
pub struct PreviewArgs {
    /// The outline, or a folder with one [default: this folder]
    pub outline: Option<PathBuf>,

    /// Open the page in your browser
    #[arg(long)]
    pub open: bool,

    /// The port [default: 7536, or the next that is free]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,

    /// Let the page open lines in your editor, or with this command
    #[arg(long, value_name = "COMMAND", num_args = 0..=1, require_equals = true)]
    #[allow(clippy::option_option, reason = "not given, given alone, given with a command")]
    pub edit: Option<Option<String>>,

    /// Also the slides with `hide: true`, behind all others
    #[arg(long)]
    pub hidden: bool,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing but the address and mistakes
    #[arg(short, long)]
    pub quiet: bool,
}

/// Shows the deck on a page until the user ends it.
pub fn run(args: &PreviewArgs) -> u8 {
    match serve_preview(args) {
        Ok(code) => code,
        Err((code, message)) => {
            terminal::print_message(&format!("error: {message}"));
            code
        }
    }
}

/// Shows the deck; or the exit code and the reason why that is impossible.
fn serve_preview(args: &PreviewArgs) -> Result<u8, (u8, String)> {
    let usage = |message| (USAGE_ERROR, message);
    let failed = |message| (FAILURE, message);
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "preview",
        args.messages,
        args.quiet,
    )
    .map_err(usage)?;
    super::reject_stream(&outline, "followed").map_err(usage)?;
    let editor = resolve_editor(args).map_err(usage)?;
    let listener = bind_port(args.port).map_err(|error| usage(error.message()))?;
    let address = listener.local_addr().map_err(|error| failed(error.to_string()))?;
    let watcher = Watcher::new().map_err(|error| failed(error.0))?;
    let stop = ShutdownSignal::new();
    let preview = Preview::new(&outline, editor, stop.clone());
    let url = format!("http://{address}/");
    let hint = if args.quiet {
        String::new()
    } else {
        format!(" shows {}; {WATCHING_NOTE}", outline.display())
    };
    terminal::print_message(&format!("{url}{hint}"));
    let (stopper, end) = (watcher.stopper(), stop.clone());
    on_interrupt(move || {
        stopper.stop();
        end.trigger();
    });
    if let (true, Err(reason)) = (args.open, browser::open_url(&url)) {
        terminal::print_message(&format!(
            "the browser could not be opened: {reason}\nhelp: open {url} yourself"
        ));
    }
    let pdf = PdfOptions { steps: StepSelection::All, ..PdfOptions::default() };
    let options = Options { include_hidden: args.hidden, pdf, ..args.reading.to_options() };
    let findings = DiagnosticReporter::new(&outline, args.messages);
    let live = Live::new(outline, options);
    let (shown, quiet) = (preview.clone(), args.quiet);
    let end = stop.clone();
    // What follows the files ends the serving, too, should it ever end by itself.
    let following = std::thread::spawn(move || {
        let _end = StopOnDrop(end);
        watch_files(live, watcher, &shown, findings, quiet);
    });
    let site = Site { listener, guard: Guard::for_localhost(address), router: preview.router() };
    serve(vec![site], &stop)
        .map_err(|error| failed(format!("the page cannot be served: {error}")))?;
    // It may be drawing; then nobody waits for it. If it is over without being asked, something
    // broke.
    let is_broken = following.is_finished() && following.join().is_err();
    Ok(if is_broken { FAILURE } else { SUCCESS })
}

/// Gives the stop when it is gone.
struct StopOnDrop(ShutdownSignal);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.trigger();
    }
}

/// Renders on every save and shows what came of it, on the page and, where there are mistakes,
/// here.
fn watch_files(
    mut live: Live,
    mut watcher: Watcher,
    preview: &Preview,
    mut findings: DiagnosticReporter,
    quiet: bool,
) {
    let mut saved = Vec::new();
    loop {
        let report = live.refresh();
        watcher.watch_files(live.dependencies());
        let standing = findings.report(&report.diagnostics, &report.sources, &saved);
        let stays = if report.presentation.is_some() {
            "the page stays as it was"
        } else {
            "no slides yet"
        };
        preview.apply_report(report);
        if let Some(standing) = standing {
            standing.print_status(stays, quiet);
        }
        loop {
            match watcher.wait_for_change(live.idle_delay()) {
                WakeReason::Changed(files) => {
                    saved = files;
                    break;
                }
                // The page needs no other PDF than it has.
                WakeReason::TimedOut => drop(live.write_full_pdf()),
                WakeReason::Stopped => return,
            }
        }
    }
}

/// What opens lines, if the page may have them opened; or why nothing can.
fn resolve_editor(args: &PreviewArgs) -> Result<Option<Editor>, String> {
    const HELP: &str = "help: name one that opens its own window: `--edit='code -g {file}:{line}:{column}'`,\n      \
                        or a terminal for it: `--edit='xterm -e vim +{line} {file}'`";
    let Some(edit) = &args.edit else { return Ok(None) };
    let usual = || {
        ["VISUAL", "EDITOR"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
    };
    let Some(command) = edit.clone().or_else(usual) else {
        return Err(format!("`--edit` knows no editor: neither VISUAL nor EDITOR is set\n{HELP}"));
    };
    Editor::parse(&command).map(Some).map_err(|error| format!("{}\n{HELP}", error.0))
}
