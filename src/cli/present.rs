//! `plenary present`

use std::net::{IpAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use plenary::live::Watcher;
use plenary::serve::present::{self, BackgroundTask, SavedTalk, SharedTalk, TalkStore};
use plenary::serve::{self, AllowedHost, Guard, Reach, ShutdownSignal, Site};

use self::deck::PresentedDeck;
use super::browser::{create_access_key, open_url_or_warn};
use super::error::CliError;
use super::input_args::InputArgs;
use super::interrupt::{Interrupt, on_interrupt};
use super::messages::MessageArgs;
use super::report::WATCHING_NOTE;
use super::{SUCCESS, outline_arg, terminal};

mod deck;

/// Arguments of `plenary present`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary present                        present the only outline in this folder
  plenary present slides.yaml            open the presenter view in the browser
  plenary present talk.pdf               present any PDF, with the notes of talk.pdfpc next to it
  plenary present slides.yaml --duration 20min
  plenary present slides.yaml --remote   also use a phone as remote control

In the presenter view, press `a` to open the audience window; drag it to the other screen and
press `f`. `?` shows all keys. Saved changes appear at once. After a crash, the same command
resumes at the same slide and time. Ctrl-C ends the talk; the next one starts with the first slide.

Exit code: 0 ended with Ctrl-C, 1 the deck cannot be shown, 2 wrong usage.")]
pub(crate) struct PresentArgs {
    /// Outline, PDF, or folder with an outline [default: this folder]
    pub deck: Option<PathBuf>,

    /// Print the address without opening a browser
    #[arg(long)]
    pub no_open: bool,

    /// Serve the pages on this port [default: a free one]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// Also answer requests to this HOST, such as localhost:9000 for a forwarded port
    #[arg(long = "allow-host", value_name = "HOST")]
    pub allowed_hosts: Vec<AllowedHost>,

    /// Set the planned time, such as 20min or 1:30:00 [default: the deck's `duration`]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub duration: Option<f32>,

    /// Start with the first slide, even after a crash
    #[arg(long)]
    pub start_over: bool,

    /// Use a phone as remote control, at this ADDRESS of your computer
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true)]
    pub remote: Option<Option<IpAddr>>,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Serves the windows until the user ends the program.
pub(crate) fn run(args: &PresentArgs) -> Result<u8, CliError> {
    let path =
        outline_arg::resolve_outline_arg(args.deck.as_deref(), "present", args.messages, false)?;
    super::reject_stream(&path, "presented")?;
    let mut deck = PresentedDeck::new(&path, args);
    let watcher = Watcher::new().map_err(|error| CliError::failure(error.0))?;
    let talk = Arc::new(SharedTalk::new(deck.load_deck()?, args.duration));
    let store = TalkStore::for_deck(&path);
    let saved = store.as_ref().and_then(|store| store.load(talk.now()));
    let listener = open_listener(args.port, saved.as_ref().map(|saved| saved.port))?;
    let saved = saved.filter(|saved| saved.has_progress() && !args.start_over);
    let address = listener.local_addr().map_err(|error| CliError::failure(error.to_string()))?;
    let key = create_access_key()?;
    let shutdown = ShutdownSignal::new();
    let mut sites = vec![Site {
        listener,
        reach: Reach::ThisComputer,
        guard: Guard::for_localhost(address, key.clone()).allow_hosts(&args.allowed_hosts),
        router: present::local_router(&talk, &shutdown),
    }];
    if let Some(remote_address) = args.remote {
        let mut site = open_remote(remote_address, address.port(), &talk, &shutdown)?;
        site.guard = site.guard.allow_hosts(&args.allowed_hosts);
        sites.push(site);
    }
    let url = format!("http://{address}/");
    print_links(&path, &key.add_to_address(&url), saved, &talk);
    if !args.no_open {
        open_url_or_warn(&url, &key);
    }
    let background = BackgroundTask::spawn(talk.clone(), store, path, address.port());
    let (stopper, interrupted) = (watcher.stopper(), shutdown.clone());
    let ended = talk.clone();
    on_interrupt(move |interrupt| {
        // After anything else, the next run continues the talk.
        if interrupt == Interrupt::User {
            ended.end_talk();
        }
        interrupted.trigger();
        stopper.stop();
    });
    // The program must not wait for a page that is being laid out when it ends.
    let _ = std::thread::Builder::new()
        .name("deck".to_owned())
        .spawn(move || deck.watch_files(watcher, &talk));
    let served = serve::serve_sites(sites, &shutdown);
    drop(background);
    served.map_err(|error| CliError::failure(format!("cannot serve the pages: {error}")))?;
    Ok(SUCCESS)
}

/// Opens the requested port; or the port of an earlier run, so that windows that are still open
/// reconnect; or any free port.
fn open_listener(
    requested: Option<u16>,
    earlier: Option<u16>,
) -> Result<TcpListener, serve::PortError> {
    if requested.is_none()
        && let Some(listener) =
            earlier.filter(|port| *port > 0).and_then(|port| serve::bind_port(Some(port)).ok())
    {
        return Ok(listener);
    }
    serve::bind_port(requested)
}

/// Opens the site of the remote control at this machine's address in the network.
fn open_remote(
    requested: Option<IpAddr>,
    port: u16,
    talk: &Arc<SharedTalk>,
    shutdown: &ShutdownSignal,
) -> Result<Site, CliError> {
    let network_error = |headline: String| {
        CliError::usage(headline).with_help(
            "join a network (a phone's hotspot will do), or name this machine's address: \
             `--remote=192.168.1.5`",
        )
    };
    let own_address = requested
        .or_else(present::find_local_address)
        .ok_or_else(|| network_error("this machine is not connected to a network".to_owned()))?;
    let listener = TcpListener::bind((own_address, port))
        .or_else(|_| TcpListener::bind((own_address, 0)))
        .map_err(|error| network_error(format!("cannot serve at {own_address}: {error}")))?;
    let address = listener.local_addr().map_err(|error| CliError::usage(error.to_string()))?;
    if !talk.enable_remote(format!("http://{address}/")) {
        return Err(CliError::usage(
            "cannot create a pairing code, because the system provides no random numbers",
        ));
    }
    let host =
        if own_address.is_ipv6() { format!("[{own_address}]") } else { own_address.to_string() };
    Ok(Site {
        listener,
        reach: Reach::Network,
        guard: Guard::for_hosts(address.port(), [host]),
        router: present::remote_router(talk, shutdown),
    })
}

/// Prints the addresses of the windows, and where an earlier run is resumed.
fn print_links(deck: &Path, url: &str, saved: Option<SavedTalk>, talk: &Arc<SharedTalk>) {
    terminal::print_message(&format!(
        "{url} is the presenter view of {}; {WATCHING_NOTE}",
        deck.display()
    ));
    if let Some(saved) = saved {
        let (slide, elapsed) = talk.restore_saved(saved);
        let elapsed = format_clock(elapsed);
        terminal::print_message(&format!(
            "resumed at slide {slide} after {elapsed}; `--start-over` starts again"
        ));
    }
    if let Some(pairing_url) = talk.pairing_url() {
        let (address, code) = pairing_url.split_once('#').unwrap_or((&pairing_url, ""));
        terminal::print_message(&format!(
            "remote control: {address} with the code {} {}, valid once",
            &code[..4],
            &code[4..]
        ));
        if let Some(qr_code) = present::render_qr_text(&pairing_url) {
            terminal::print_message(&qr_code);
        }
    }
}

/// Formats a time as minutes and seconds, with hours if there are any.
fn format_clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// Parses a time as in the outline's `duration`: `90`, `20min`, `1h`, `1:30`.
fn parse_time(text: &str) -> Result<f32, String> {
    plenary::yaml::parse_seconds(text)
        .filter(|seconds| *seconds > 0.0)
        .ok_or_else(|| "expected a time such as 20min, 90s or 1:30".to_owned())
}
