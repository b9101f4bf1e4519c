//! `plenary preview` as seen by other computers, other web sites and broken clients.
//!
//! The tests use plain TCP, because an HTTP client would not send invalid requests.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const OUTLINE: &str = "\
title: River
lang: en
slides:
  - title: First
    bullets: [Oxygen]
    notes: Say hello.
  - title: Second
    bullets: [Weir]
";

/// A running `plenary preview` in a folder of its own.
struct Preview {
    folder: tempfile::TempDir,
    program: Child,
    address: String,
    /// The cookie of the user's browser.
    cookie: String,
    errors: BufReader<std::process::ChildStderr>,
}

impl Preview {
    fn start(outline: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("slides.yaml"), outline).unwrap();
        fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        let mut program = preview(folder.path(), &["--port", "0"]).args(arguments).spawn().unwrap();
        let mut errors = BufReader::new(program.stderr.take().unwrap());
        let mut line = String::new();
        errors.read_line(&mut line).unwrap();
        let address =
            line.split('/').nth(2).unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        let (_, key) = line.split(' ').next().unwrap().split_once("?key=").unwrap();
        let cookie = format!("plenary-{}={key}", address.split_once(':').unwrap().1);
        Self { folder, program, address, cookie, errors }
    }

    /// Sends bytes, and returns the response up to the end of the connection.
    fn send(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // The server may close the connection before everything is sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send(
            format!("GET {path} HTTP/1.1\r\n{}Connection: close\r\n\r\n", self.head()).as_bytes(),
        )
    }

    /// Returns the headers that every request of the user's browser has.
    fn head(&self) -> String {
        format!("Host: {}\r\nCookie: {}\r\n", self.address, self.cookie)
    }

    fn post(&self, path: &str, body: &str) -> String {
        let head = format!(
            "POST {path} HTTP/1.1\r\n{}Origin: http://{}\r\nConnection: close",
            self.head(),
            self.address
        );
        self.send(
            format!(
                "{head}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
            .as_bytes(),
        )
    }

    /// Waits until the deck is loaded, and returns it.
    fn deck(&self) -> serde_json::Value {
        loop {
            let answer = self.get("/deck");
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            let deck: serde_json::Value = serde_json::from_str(body).unwrap();
            if deck["is_loaded"] == true {
                return deck;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn preview(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).args(["preview", "slides.yaml"]).args(arguments);
    command.env("XDG_STATE_HOME", folder.join("state"));
    command.env_remove("VISUAL").env_remove("EDITOR").env("NO_COLOR", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or(answer)
}

#[test]
fn serves_the_deck_and_its_pages() {
    let preview = Preview::start(OUTLINE, &[]);
    let deck = preview.deck();
    assert_eq!(
        (&deck["title"], &deck["errors"], &deck["editor"]),
        (&"River".into(), &0.into(), &serde_json::Value::Null)
    );
    assert_eq!(deck["slides"][1]["title"], "Second");
    let page = preview.get("/");
    assert!(
        page.contains("content-security-policy: default-src 'none'") && page.contains("<main"),
        "{page}"
    );
    let details = preview.get("/details/0");
    assert!(
        details.contains("Say hello.")
            && details.contains("\"line\":4")
            && details.contains("Oxygen"),
        "{details}"
    );
    assert!(preview.get("/texts").contains("Weir"));
    // The first event announces the deck.
    let mut events = TcpStream::connect(&preview.address).unwrap();
    events.write_all(format!("GET /events HTTP/1.1\r\n{}\r\n", preview.head()).as_bytes()).unwrap();
    let mut lines = BufReader::new(events).lines().map(Result::unwrap);
    let event = lines.find(|line| line.starts_with("data:")).unwrap();
    let news: serde_json::Value = serde_json::from_str(&event["data:".len()..]).unwrap();
    assert_eq!(news["version"], deck["version"]);
    let image = deck["pages"][0]["image"].as_str().unwrap();
    let svg = preview.get(&format!("{image}.svg"));
    assert!(
        svg.contains("immutable") && svg.contains("image/svg+xml") && svg.contains("<svg"),
        "{}",
        &svg[..300]
    );
    let png = preview.get(&format!("{image}-400.png"));
    assert!(png.contains("image/png") && png.contains("PNG"));
    for gone in [
        image.replace(deck["run"].as_str().unwrap(), "0") + ".svg",
        image.rsplit_once('/').unwrap().0.to_owned() + "/0.svg",
        format!("{image}.pdf"),
    ] {
        assert_eq!(status(&preview.get(&gone)), "404", "{gone}");
    }
    // A save is announced.
    fs::write(preview.folder.path().join("slides.yaml"), OUTLINE.replace("Second", "Third"))
        .unwrap();
    let event = lines.find(|line| line.starts_with("data:")).unwrap();
    assert!(
        event.contains("version") && preview.deck()["slides"][1]["title"] == "Third",
        "{event}"
    );
}

/// Returns the first page of a preview as SVG, when it has one.
fn first_page(preview: &Preview) -> String {
    loop {
        match preview.deck()["pages"][0]["image"].as_str() {
            Some(image) => return preview.get(&format!("{image}.svg")),
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

#[test]
fn serves_a_photograph_as_it_is() {
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/images/harbour.jpg");
    let outline = "\
        title: River\nlang: en\nslides:\n  - title: Harbour\n    \
        figure: { src: harbour.jpg, alt: A harbour }\n";
    let preview = Preview::start("title: A\nlang: en\nslides: []\n", &[]);
    fs::copy(photo, preview.folder.path().join("harbour.jpg")).unwrap();
    fs::write(preview.folder.path().join("slides.yaml"), outline).unwrap();
    let svg = first_page(&preview);
    assert!(svg.contains("data:image/jpeg;base64,/9j/") && !svg.contains("data:image/png"));
    let length = fs::metadata(photo).unwrap().len() as usize;
    assert!(svg.len() < length * 3 / 2, "{} for {length}", svg.len());
}

#[test]
fn serves_a_png_photograph_as_a_jpeg_and_a_screenshot_as_a_png() {
    let preview = Preview::start("title: A\nlang: en\nslides: []\n", &[]);
    let mut noise = 1_u32;
    let photo = image::RgbImage::from_fn(1400, 900, |_, _| {
        let mut channel = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        };
        image::Rgb([channel(), channel(), channel()])
    });
    let photo_path = preview.folder.path().join("photo.png");
    photo.save(&photo_path).unwrap();
    let screenshot = image::RgbImage::from_pixel(1400, 900, image::Rgb([20, 90, 160]));
    screenshot.save(preview.folder.path().join("screenshot.png")).unwrap();
    let outline = |file: &str| {
        format!("title: River\nlang: en\nslides:\n  - figure: {{ src: {file}, alt: Noise }}\n")
    };
    let path = preview.folder.path().join("slides.yaml");
    fs::write(&path, outline("photo.png")).unwrap();
    let svg = first_page(&preview);
    assert!(svg.contains("data:image/jpeg;base64,/9j/") && !svg.contains("data:image/png"));
    let length = fs::metadata(&photo_path).unwrap().len() as usize;
    assert!(svg.len() < length, "{} for {length}", svg.len());
    fs::write(&path, outline("screenshot.png")).unwrap();
    let svg = loop {
        let svg = first_page(&preview);
        if !svg.contains("data:image/jpeg") {
            break svg;
        }
    };
    assert!(svg.contains("data:image/png;base64,iVBOR") && svg.len() < 60_000, "{}", svg.len());
}

#[test]
fn serves_diagnostics_with_the_deck() {
    let preview = Preview::start("title: River\nslidez: []\n", &[]);
    let deck = preview.deck();
    assert_eq!(deck["pages"].as_array().unwrap().len(), 0);
    let diagnostics = deck["diagnostics"].as_array().unwrap();
    let diagnostic =
        diagnostics.iter().find(|one| one["location"]["parts"][1] == "slidez").unwrap();
    assert_eq!(
        (&diagnostic["severity"], &diagnostic["location"]["line"]),
        (&"error".into(), &2.into())
    );
    assert!(diagnostic["help"][0].as_str().unwrap().contains("slides"), "{diagnostic}");
    assert_eq!(status(&preview.get("/details/0")), "404");
}

#[test]
fn serves_no_other_files() {
    let preview = Preview::start(OUTLINE, &[]);
    preview.deck();
    for path in [
        "/secret.txt",
        "/slides.yaml",
        "/../secret.txt",
        "/page/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/page/%2e%2e%2fsecret.txt",
        "/page/..%5csecret.txt",
        "//secret.txt",
        "/images/../secret.txt",
        "/images/%2e%2e/%2fetc%2fpasswd",
        "/details/..%2f..%2fsecret.txt",
        "/details/-1",
        "/details/99999999999999999999999",
        "/details/2",
    ] {
        let answer = preview.get(path);
        assert_eq!(status(&answer), "404", "{path}: {answer}");
        assert!(!answer.ends_with("secret"), "{path}: {answer}");
    }
}

#[test]
fn rejects_requests_from_other_sites() {
    let preview = Preview::start(OUTLINE, &[]);
    let port = preview.address.rsplit(':').next().unwrap().to_owned();
    for (expected, head) in [
        ("200", format!("GET /deck HTTP/1.1\r\nHost: localhost:{port}\r\n")),
        ("403", format!("GET /deck HTTP/1.1\r\nHost: attacker.example:{port}\r\n")),
        ("403", format!("GET /deck HTTP/1.1\r\nHost: localhost.attacker.example:{port}\r\n")),
        (
            "403",
            format!(
                "GET /deck HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: https://attacker.example\r\n"
            ),
        ),
        (
            "403",
            format!(
                "GET /events HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:1\r\n"
            ),
        ),
        (
            "403",
            format!(
                "GET /deck HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\n"
            ),
        ),
        ("403", "GET /deck HTTP/1.0\r\n".to_owned()),
        ("405", format!("PUT /deck HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 0\r\n")),
        ("405", format!("OPTIONS /edit HTTP/1.1\r\nHost: localhost:{port}\r\n")),
        ("405", format!("GET /edit HTTP/1.1\r\nHost: localhost:{port}\r\n")),
    ] {
        let head = format!("{head}Cookie: {}\r\nConnection: close\r\n\r\n", preview.cookie);
        let answer = preview.send(head.as_bytes());
        assert_eq!(status(&answer), expected, "{head}\n{answer}");
    }
    // Requests that are not HTTP.
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"hello\r\n\r\n",
        b"GET\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        assert!(!preview.send(&[garbage, b"\r\n\r\n"].concat()).starts_with("HTTP/1.1 2"));
    }
    assert_eq!(preview.deck()["errors"], 0);
}

#[test]
fn survives_huge_requests_and_many_connections() {
    let mut preview = Preview::start(OUTLINE, &["--edit=true {file}"]);
    preview.deck();
    let host = preview.address.clone();
    let head = format!(
        "POST /edit HTTP/1.1\r\n{}Content-Type: application/json\r\nConnection: close\r\n",
        preview.head()
    );
    let too_long = format!("{head}Content-Length: 99999999999\r\n\r\n");
    assert_eq!(status(&preview.send(too_long.as_bytes())), "413");
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..64 {
        chunked.extend(b"4000\r\n");
        chunked.extend([b' '; 0x4000]);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    // The response may be lost if the connection is closed while the request is being sent.
    let answer = preview.send(&chunked);
    assert!(answer.is_empty() || status(&answer).starts_with('4'), "{answer}");
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
        "a".repeat(1_000_000)
    );
    let answer = preview.send(long.as_bytes());
    assert!(answer.is_empty() || status(&answer).starts_with('4'), "{answer}");
    // Connections without a complete request do not block others.
    let silent: Vec<TcpStream> = (0..60).map(|_| TcpStream::connect(&host).unwrap()).collect();
    for mut stream in &silent {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    for _ in 0..200 {
        assert_eq!(status(&preview.get("/page/base.css")), "200");
    }
    drop(silent);
    assert_eq!(preview.deck()["errors"], 0);
    assert_eq!(preview.program.try_wait().unwrap(), None, "the program ended");
}

#[test]
fn opens_the_editor_only_for_files_of_the_deck() {
    let wanted = r#"{"file":"slides.yaml","line":4,"column":5}"#;
    let plain = Preview::start(OUTLINE, &[]);
    plain.deck();
    let answer = plain.post("/edit", wanted);
    assert!(status(&answer) == "403" && answer.contains("--edit"), "{answer}");
    if cfg!(not(unix)) {
        return;
    }
    let note = plain.folder.path().join("opened");
    let editor = format!(
        "--edit=sh -c 'echo \"$0 $1 $2\" > {}' {{file}} {{line}} {{column}}",
        note.display()
    );
    let preview = Preview::start(OUTLINE, &[&editor]);
    assert_eq!(preview.deck()["editor"], "sh");
    for (expected, body) in [
        ("403", r#"{"file":"secret.txt","line":1,"column":1}"#),
        ("403", r#"{"file":"/etc/passwd","line":1,"column":1}"#),
        ("403", r#"{"file":"--version","line":1,"column":1}"#),
        ("403", r#"{"file":"./../slides.yaml","line":1,"column":1}"#),
        ("400", r#"{"file":"slides.yaml","line":"1; reboot","column":1}"#),
        ("400", "{}"),
        ("400", "not JSON"),
        ("200", wanted),
    ] {
        let answer = preview.post("/edit", body);
        assert_eq!(status(&answer), expected, "{body}\n{answer}");
    }
    let opened = loop {
        match fs::read_to_string(&note) {
            Ok(text) if text.ends_with('\n') => break text,
            _ => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let file = preview.folder.path().join("slides.yaml");
    assert_eq!(opened.trim_end(), format!("{} 4 5", file.display()));
}

#[test]
fn explains_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), OUTLINE).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (arguments, editor, expected) in [
        (&["--port", &port][..], "", "is already in use"),
        (&["--port", "70000"], "", "70000"),
        (&["--edit"], "", "neither VISUAL nor EDITOR is set"),
        (&["--edit"], "vim", "`vim` needs a terminal"),
        (&["--edit=nano"], "", "`nano` needs a terminal"),
        (&["--edit='code"], "", "unclosed quotation mark"),
    ] {
        let mut command = preview(folder.path(), arguments);
        if !editor.is_empty() {
            command.env("EDITOR", editor);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.starts_with("error: ") && said.contains(expected), "{arguments:?}: {said}");
        assert!(said.contains("help: ") || said.contains("--help"), "{arguments:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn ends_on_interrupt() {
    let mut preview = Preview::start(OUTLINE, &[]);
    preview.deck();
    // An open page does not prevent the program from ending.
    let mut events = TcpStream::connect(&preview.address).unwrap();
    events.write_all(format!("GET /events HTTP/1.1\r\n{}\r\n", preview.head()).as_bytes()).unwrap();
    let mut first = [0; 12];
    events.read_exact(&mut first).unwrap();
    Command::new("kill").args(["-INT", &preview.program.id().to_string()]).status().unwrap();
    let mut rest = String::new();
    preview.errors.read_to_string(&mut rest).unwrap();
    assert_eq!(preview.program.wait().unwrap().code(), Some(0), "{rest}");
}
