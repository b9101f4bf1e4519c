//! What plenary does with bytes from strangers, one function for each kind of input.
//!
//! `tests/mutation` calls these functions with mutated files, `fuzz/` with the inputs that
//! libFuzzer finds. A function panics if plenary does, or if it breaks a promise.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use plenary::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use plenary::export::PdfRenderer;
use plenary::import::{
    PictureCheck, PictureCrop, PictureFile, PowerpointHost, import_deck, import_powerpoint,
};
use plenary::live::Presentation;
use plenary::serve::preview::Preview;
use plenary::serve::{Guard, Reach, ShutdownSignal, Site, serve_sites};
use plenary::source::{Source, SourceId};
use plenary::{Input, Options, Rendered};

/// A function that reads one kind of input.
pub type Target = fn(&[u8]);

/// Every kind of input, by the name of its fuzz target.
pub const TARGETS: [(&str, Target); 12] = [
    ("outline", read_outline),
    ("formula", read_formula),
    ("theme", read_theme),
    ("markdown", read_markdown),
    ("pptx", read_pptx),
    ("csv", read_csv),
    ("svg", read_svg),
    ("raster", read_raster),
    ("font", read_font),
    ("pdf", read_pdf),
    ("lsp", read_lsp_messages),
    ("http", read_http_requests),
];

/// Renders an outline. `check` has to report every error of `render`.
pub fn read_outline(bytes: &[u8]) {
    let input = Input::Bytes(bytes.to_vec());
    let rendered = plenary::render(input.clone(), &Options::default());
    assert_complete(&rendered);
    let checked = plenary::check(input, &Options::default());
    for error in errors_of(rendered.diagnostics) {
        let is_known = checked
            .diagnostics
            .iter()
            .any(|known| known.code == error.code && known.message == error.message);
        assert!(is_known, "`check` does not report: {}", error.message);
    }
}

/// Lays out a formula on lines of its own, in a line, in a title and in a cell.
pub fn read_formula(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lines: Vec<&str> = text.lines().collect();
    let (block, inline) = (lines.join("\n      "), lines.join(" ").replace('\'', "''"));
    let outline = format!(
        "title: Deck\nslides:\n  - title: 'A ${inline}$'\n    math: |-\n      {block}\n  - text: 'B \
         ${inline}$.'\n    table: [[a, '${inline}$']]\n"
    );
    let laid_out = plenary::lay_out(Input::Bytes(outline.into_bytes()), &Options::default());
    for page in &laid_out.scene.pages {
        for element in page.items.iter().filter_map(|item| item.element) {
            let element = laid_out.scene.structure.get(element);
            let is_formula = element.role.is_formula();
            assert!(!is_formula || element.alt.is_some(), "a formula has no words");
        }
    }
}

/// Renders a deck with a theme of its own.
pub fn read_theme(bytes: &[u8]) {
    let outline = "title: Deck\ntheme: theme.yaml\nslides:\n  - title: One\n    bullets: [a, b]\n  \
                   - layout: section\n    title: Two\n  - quote: Three\n";
    render_beside("theme.yaml", bytes, outline);
}

/// Imports a Markdown deck. The outline has to render; only a character may be missing from the
/// fonts, and the bibliography, which is not copied here, from the folder.
pub fn read_markdown(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let source = Source::new("talk.md", text.to_owned());
    let no_pictures = |_: &str| PictureCheck::Missing;
    let imported = import_deck(&source, SourceId(0), &no_pictures, &mut Diagnostics::default());
    assert_renders(&imported.outline);
}

/// Asserts that an imported outline has no errors, apart from fonts and files that are not there.
fn assert_renders(outline: &str) {
    let input = Input::Bytes(outline.to_owned().into_bytes());
    let laid_out = plenary::lay_out(input, &Options::default());
    let errors: Vec<_> = errors_of(laid_out.diagnostics.into_sorted())
        .into_iter()
        .filter(|error| !matches!(error.code, Code::MissingCharacter | Code::FileNotFound))
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{outline}");
}

/// Imports a PowerPoint deck and renders it. Bytes that are no archive are the second slide of a
/// deck, so that the fuzzer reaches what is unpacked.
pub fn read_pptx(bytes: &[u8]) {
    let wrapped;
    let deck = if bytes.starts_with(b"PK") {
        bytes
    } else {
        wrapped = wrap_slide(bytes);
        &wrapped
    };
    let imported = import_powerpoint(deck, Path::new("talk.pptx"), SourceId(0), None, &NoPictures);
    if let Ok(imported) = imported {
        assert_renders(&imported.outline);
    }
}

/// The part that is replaced, and the deck that it is in.
const SLIDE_PART: &str = "ppt/slides/slide2.xml";
const SLIDE_DECK: &[u8] = include_bytes!("../import/powerpoint/odd.pptx");

fn wrap_slide(slide: &[u8]) -> Vec<u8> {
    let mut deck = zip::ZipArchive::new(Cursor::new(SLIDE_DECK)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..deck.len() {
        let mut part = deck.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let bytes = if name == SLIDE_PART { slide } else { &bytes };
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        written.start_file(name, options).unwrap();
        written.write_all(bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

struct NoPictures;

impl PowerpointHost for NoPictures {
    fn check_picture(&self, _name: &str, _bytes: &[u8]) -> PictureCheck {
        PictureCheck::Usable
    }

    fn crop_picture(&self, _bytes: &[u8], _crop: PictureCrop) -> Option<PictureFile> {
        None
    }

    fn has_glyph(&self, _character: char) -> bool {
        true
    }

    fn has_font(&self, _family: &str) -> bool {
        false
    }
}

/// Renders a table from a CSV file.
pub fn read_csv(bytes: &[u8]) {
    render_beside("table.csv", bytes, "slides:\n  - table: {csv: table.csv}\n");
}

/// Renders an SVG file.
pub fn read_svg(bytes: &[u8]) {
    render_picture("picture.svg", bytes);
}

/// Renders a PNG, JPEG, GIF or WebP file.
pub fn read_raster(bytes: &[u8]) {
    render_picture("picture.png", bytes);
}

/// Renders a deck with a font file in its folder `fonts`.
pub fn read_font(bytes: &[u8]) {
    let outline = "title: Deck\nslides:\n  - title: Affinity 12:30\n    text: AVATAR, \u{a0}fi\n";
    render_beside("fonts/strange.ttf", bytes, outline);
}

/// Opens a PDF of another program as a presentation, and draws its first page.
pub fn read_pdf(bytes: &[u8]) {
    let is_opened = Presentation::open(bytes.to_vec(), None).is_ok();
    let renderer = PdfRenderer::new(Arc::new(bytes.to_vec()));
    assert!(!is_opened || renderer.is_ok(), "the pages of the presentation cannot be drawn");
    if let Ok(renderer) = renderer {
        let _ = renderer.render_png(0, 320);
    }
}

/// Sends messages to the language server.
pub fn read_lsp_messages(bytes: &[u8]) {
    // A line is a message, so that mutations reach its content. Without the added headers, the same
    // bytes try the reader of the headers.
    let mut stream = Vec::new();
    for message in bytes.split(|&byte| byte == b'\n') {
        stream.extend(format!("Content-Length: {}\r\n\r\n", message.len()).as_bytes());
        stream.extend(message);
    }
    plenary::lsp::serve(Cursor::new(stream), &mut Vec::new());
    plenary::lsp::serve(Cursor::new(bytes.to_vec()), &mut Vec::new());
}

/// Sends requests to the server of `preview`, which has to answer the next valid one.
pub fn read_http_requests(bytes: &[u8]) {
    static ADDRESS: OnceLock<std::net::SocketAddr> = OnceLock::new();
    let address = *ADDRESS.get_or_init(start_preview);
    let stream = send_request(address, bytes);
    let _ = stream.shutdown(Shutdown::Write);
    read_answer(stream);
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    // A client that closes its half of the connection does not always get an answer.
    let answer = read_answer(send_request(address, request.as_bytes()));
    assert!(answer.starts_with(b"HTTP/1.1 "), "the server does not answer any more");
}

/// Starts a server in this process, which ends with it.
fn start_preview() -> std::net::SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let stop = ShutdownSignal::new();
    let preview = Preview::new(Path::new("slides.yaml"), None, stop.clone());
    // Without a key, the requests reach every handler.
    let guard = Guard::for_hosts(address.port(), ["127.0.0.1".to_owned()]);
    let site = Site { listener, reach: Reach::ThisComputer, guard, router: preview.router() };
    std::thread::spawn(move || serve_sites(vec![site], &stop));
    address
}

/// Sends bytes over a new connection.
fn send_request(address: std::net::SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // The server may close the connection before everything is sent.
    let _ = stream.write_all(bytes);
    stream
}

/// Returns what comes back before the connection ends.
fn read_answer(stream: TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    // An event stream does not end; its beginning is enough.
    let _ = stream.take(4096).read_to_end(&mut answer);
    answer
}

fn render_picture(name: &str, bytes: &[u8]) {
    let outline = format!("slides:\n  - figure: {{src: {name}, alt: A picture}}\n");
    render_beside(name, bytes, &outline);
}

/// Renders an outline whose folder holds one more file.
fn render_beside(name: &str, bytes: &[u8], outline: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
    let path = folder.path().join("slides.yaml");
    let input = Input::Text { path, text: outline.to_owned() };
    assert_complete(&plenary::render(input, &Options::default()));
}

/// Asserts that there is a PDF or an error, and never both.
fn assert_complete(rendered: &Rendered) {
    let has_error = rendered.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_ne!(rendered.pdf.is_some(), has_error, "{:?}", rendered.diagnostics);
}

fn errors_of(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect()
}
