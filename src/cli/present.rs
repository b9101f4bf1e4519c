//! `plenary present`

use std::net::{IpAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use plenary::live::Watcher;
use plenary::serve::present::{self, BackgroundTask, SavedTalk, SharedTalk, TalkStore};
use plenary::serve::{self, Guard, ShutdownSignal, Site};

use self::deck::PresentedDeck;
use super::input_args::InputArgs;
use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::report::WATCHING_NOTE;
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg, terminal};

mod deck;

/// What `present` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary present                        the only outline in this folder
  plenary present slides.yaml            opens the presenter's view in the browser
  plenary present talk.pdf               a PDF of any program, with talk.pdfpc beside it
  plenary present slides.yaml --duration 20min
  plenary present slides.yaml --remote   also lets a phone be the remote control

In the presenter's view, `a` opens the audience's window; drag it to the other screen and press
`f`. `?` shows all keys. Saved files are followed. After a crash, the same command comes back to
the same slide and time. Ctrl-C ends.

Exit code: 0 ended with Ctrl-C, 1 the deck cannot be shown, 2 wrong usage.")]
pub struct PresentArgs {
    /// The outline, a PDF, or a folder with an outline [default: this folder]
    pub deck: Option<PathBuf>,

    /// Only print the address, and open no browser
    #[arg(long)]
    pub no_open: bool,

    /// The port of the pages on this machine [default: a free one]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,

    /// How long the talk may take: 20min, 1:30:00 [default: the deck's `duration`]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub duration: Option<f32>,

    /// Begin with the first slide, also after a crash
    #[arg(long)]
    pub start_over: bool,

    /// Let a phone in the same network be the remote control; ADDRESS is this machine's
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true)]
    pub remote: Option<Option<IpAddr>>,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Serves the windows until the user ends it.
pub fn run(args: &PresentArgs) -> u8 {
    match serve_windows(args) {
        Ok(()) => SUCCESS,
        Err((code, message)) => {
            if !message.is_empty() {
                terminal::print_message(&format!("error: {message}"));
            }
            code
        }
    }
}

fn serve_windows(args: &PresentArgs) -> Result<(), (u8, String)> {
    let usage = |message: String| (USAGE_ERROR, message);
    let failure = |message: String| (FAILURE, message);
    let path =
        outline_arg::resolve_outline_arg(args.deck.as_deref(), "present", args.messages, false)
            .map_err(usage)?;
    super::reject_stream(&path, "presented").map_err(usage)?;
    let mut deck = PresentedDeck::new(&path, args);
    let watcher = Watcher::new().map_err(|error| failure(error.0))?;
    let first = deck.load_deck().map_err(failure)?;
    let stage = Arc::new(SharedTalk::new(first, args.duration));
    let store = TalkStore::for_deck(&path);
    let saved = store
        .as_ref()
        .and_then(|store| store.load(stage.now()))
        .filter(|saved| saved.has_progress() && !args.start_over);
    let listener = open_listener(args.port, saved.as_ref().map(|saved| saved.port))
        .map_err(|error| usage(error.message()))?;
    let address = listener.local_addr().map_err(|error| failure(error.to_string()))?;
    let stop = ShutdownSignal::new();
    let mut sites = vec![Site {
        listener,
        guard: Guard::for_localhost(address),
        router: present::local_router(&stage, &stop),
    }];
    if let Some(own) = args.remote {
        sites.push(open_remote(own, address.port(), &stage, &stop).map_err(usage)?);
    }
    let link = format!("http://{address}/");
    print_links(&path, &link, saved, &stage);
    if !args.no_open
        && let Err(reason) = super::browser::open_url(&link)
    {
        terminal::print_message(&format!(
            "No browser could be opened ({reason}); open the address yourself"
        ));
    }
    let upkeep = BackgroundTask::spawn(stage.clone(), store, path, address.port());
    let stopper = watcher.stopper();
    let end = stop.clone();
    on_interrupt(move || {
        end.trigger();
        stopper.stop();
    });
    // The program does not wait for a page that is being laid out when it ends.
    let _ = std::thread::Builder::new()
        .name("deck".to_owned())
        .spawn(move || deck.watch_files(watcher, &stage));
    let served = serve::serve_sites(sites, &stop);
    drop(upkeep);
    served.map_err(|error| failure(format!("the pages cannot be served: {error}")))
}

/// The port that was asked for, or the one of an earlier run, so that windows that are still open
/// go on; or any.
fn open_listener(
    asked: Option<u16>,
    earlier: Option<u16>,
) -> Result<TcpListener, serve::PortError> {
    if asked.is_none()
        && let Some(listener) =
            earlier.filter(|port| *port > 0).and_then(|port| serve::bind_port(Some(port)).ok())
    {
        return Ok(listener);
    }
    serve::bind_port(asked)
}

/// The remote control, at this machine's address in the network.
fn open_remote(
    own: Option<IpAddr>,
    port: u16,
    stage: &Arc<SharedTalk>,
    stop: &ShutdownSignal,
) -> Result<Site, String> {
    let help = "help: join a network, or name this machine's address: `--remote=192.168.1.5`; a phone's hotspot is a network, too";
    let own = own
        .or_else(present::find_local_address)
        .ok_or_else(|| format!("this machine is in no network\n{help}"))?;
    let bound = TcpListener::bind((own, port)).or_else(|_| TcpListener::bind((own, 0)));
    let listener =
        bound.map_err(|error| format!("nothing can be served at {own}: {error}\n{help}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let name = if own.is_ipv6() { format!("[{own}]") } else { own.to_string() };
    if !stage.enable_remote(format!("http://{address}/")) {
        return Err(
            "the operating system gives no random numbers, so no code can be made".to_owned()
        );
    }
    Ok(Site {
        listener,
        guard: Guard::for_hosts(address.port(), [name]),
        router: present::remote_router(stage, stop),
    })
}

/// Says where the windows are, and what became of an earlier run.
fn print_links(deck: &Path, link: &str, saved: Option<SavedTalk>, stage: &Arc<SharedTalk>) {
    terminal::print_message(&format!("{link} shows you {}; {WATCHING_NOTE}", deck.display()));
    if let Some(saved) = saved {
        let (slide, elapsed) = stage.restore_saved(saved);
        let clock = format_clock(elapsed);
        terminal::print_message(&format!(
            "Back on slide {slide} with {clock} on the clock; `--start-over` begins anew"
        ));
    }
    if let Some(door) = stage.pairing_url() {
        let (address, code) = door.split_once('#').unwrap_or((&door, ""));
        terminal::print_message(&format!(
            "Phones: {address} with the code {} {}, once",
            &code[..4],
            &code[4..]
        ));
        if let Some(picture) = present::render_qr_text(&door) {
            terminal::print_message(&picture);
        }
    }
}

/// Minutes and seconds, and hours if there are some.
fn format_clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// A time as a deck's `duration` is written: `90`, `20min`, `1h`, `1:30`.
fn parse_time(text: &str) -> Result<f32, String> {
    plenary::yaml::parse_seconds(text)
        .filter(|seconds| *seconds > 0.0)
        .ok_or_else(|| "write a time such as 20min, 90s or 1:30".to_owned())
}
