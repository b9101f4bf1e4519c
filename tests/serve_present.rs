//! `plenary present` as a program: which requests it answers, pairing, access from the network, and
//! resuming after a crash.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read files and wait for programs"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

#[path = "serve_present/media.rs"]
mod media;

const DECK: &str = "\
title: Rivers
lang: en
duration: 10min
slides:
  - title: First
    notes: Secret words.
  - title: Second
    bullets: { steps: true, items: [One, Two] }
  - title: Third
    text: The end
  - { title: Spare, backup: true, text: In reserve }
";

/// A running `plenary present`.
struct Talk {
    child: Child,
    lines: BufReader<ChildStderr>,
    said: String,
    /// `127.0.0.1:7536`
    host: String,
    /// The cookie of the user's browser.
    cookie: String,
}

impl Talk {
    fn start(folder: &Path, words: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(["present", "slides.yaml", "--no-open", "--port", "0"])
            .args(words)
            .current_dir(folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap());
        Self::connect(child, lines)
    }

    /// Reads the address that the program prints.
    fn connect(child: Child, lines: BufReader<ChildStderr>) -> Self {
        let (said, host, cookie) = (String::new(), String::new(), String::new());
        let mut talk = Self { child, lines, said, host, cookie };
        let line = talk.hear("http://");
        let address = line.split(' ').next().unwrap();
        talk.host = address.split('/').nth(2).unwrap().to_owned();
        let (_, port) = talk.host.split_once(':').unwrap();
        let (_, key) = address.split_once("?key=").unwrap();
        talk.cookie = format!("plenary-{port}={key}");
        talk
    }

    /// Sends a request as the user's browser does.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let headers = [headers, &[("Cookie", &*self.cookie)]].concat();
        ask(&self.host, method, path, &headers, body)
    }

    /// Returns the next line that contains this text.
    fn hear(&mut self, words: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(
                self.lines.read_line(&mut line).unwrap() > 0,
                "plenary ended without `{words}`: {}",
                self.said
            );
            self.said.push_str(&line);
            if line.contains(words) {
                return line;
            }
        }
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &[], "")
    }

    fn act(&self, command: &str) -> serde_json::Value {
        let (status, body) = self.ask("POST", "/command", &[], command);
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request over a new connection. Returns the status, head and body of the response.
fn ask_whole(
    host: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, String, String) {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let has = |name: &str| headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    if !has("Host") {
        request += &format!("Host: {host}\r\n");
    }
    if !has("Content-Type") {
        request += "Content-Type: application/json\r\n";
    }
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, head.to_owned(), body.to_owned())
}

fn ask(
    host: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, String) {
    let (status, _, body) = ask_whole(host, method, path, headers, body);
    (status, body)
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("slides.yaml"), DECK).unwrap();
    folder
}

/// Waits until a condition holds.
fn eventually(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < end, "timeout: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Returns the saved talk.
fn written(folder: &Path) -> String {
    let files = fs::read_dir(folder.join("state/plenary/talks")).into_iter().flatten().flatten();
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).collect()
}

#[test]
fn rejects_other_sites_and_hosts() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &[]);
    assert_eq!(talk.get("/").0, 200);
    for path in ["/", "/audience", "/deck", "/events", "/images/0/x.svg", "/pairing/qr.svg"] {
        assert_eq!(talk.ask("GET", path, &[("Host", "evil.example")], "").0, 403, "{path}");
        assert_eq!(
            talk.ask("GET", path, &[("Origin", "http://evil.example")], "").0,
            403,
            "{path}"
        );
    }
    for path in ["/command", "/pairing/renew", "/pairing/unpair"] {
        assert_eq!(
            talk.ask("POST", path, &[("Origin", "http://evil.example")], r#"{"command":"next"}"#).0,
            403,
            "{path}"
        );
        let plain =
            talk.ask("POST", path, &[("Content-Type", "text/plain")], r#"{"command":"next"}"#);
        assert_eq!(plain.0, 415, "{path}");
    }
    // Only the deck is served.
    for path in [
        "/slides.yaml",
        "/../slides.yaml",
        "/images/0/..%2f..%2fslides.yaml",
        "/images/0/slides.yaml",
        "/pair",
    ] {
        assert!([400, 404, 405].contains(&talk.get(path).0), "{path}");
    }
    assert_eq!(talk.act(r#"{"command":"next"}"#)["page"], 1);
}

#[test]
fn answers_only_those_who_know_the_key() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &[]);
    let stranger = |method, path: &str, headers: &[(&str, &str)]| {
        ask(&talk.host, method, path, headers, r#"{"command":"next"}"#)
    };
    for path in ["/", "/audience", "/deck", "/events", "/page/base.css", "/?key=", "/?key=0123"] {
        let (status, words) = stranger("GET", path, &[]);
        assert!(status == 403 && words.contains("plenary printed in the terminal"), "{path}");
    }
    assert_eq!(stranger("POST", "/command", &[]).0, 403);
    let (name, key) = talk.cookie.split_once('=').unwrap();
    assert_eq!(stranger("GET", "/deck", &[("Cookie", &format!("{name}=0{key}"))]).0, 403);
    // The address that was printed sets the cookie.
    let address = format!("/?key={key}");
    let (status, head, _) = ask_whole(&talk.host, "GET", &address, &[], "");
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    assert!(status == 200 && cookie.starts_with(&format!("{}; ", talk.cookie)), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!(talk.act(r#"{"command":"next"}"#)["page"], 1);
    // Only the user can read the stored key. After a restart, open windows still know it.
    let stored = fs::metadata(folder.path().join("state/plenary/browser-key")).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&stored.permissions()) & 0o777, 0o600);
    assert!(Talk::start(folder.path(), &[]).cookie.ends_with(key));
}

#[test]
fn answers_a_forwarded_port_if_it_is_allowed() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &["--allow-host", "localhost:9000"]);
    let visit = |host, origin| talk.ask("GET", "/deck", &[("Host", host), ("Origin", origin)], "");
    assert_eq!(visit("localhost:9000", "http://localhost:9000").0, 200);
    assert_eq!(visit("localhost:9000", "https://localhost:9000").0, 200);
    assert_eq!(visit("localhost:9000", "http://localhost:9001").0, 403);
    let (status, words) = visit("localhost:9001", "http://localhost:9001");
    assert!(status == 403 && words.contains("`--allow-host localhost:9001`"), "{words}");
    let (status, words) = visit("<b>", "http://localhost:9001");
    assert!(status == 403 && !words.contains("<b>"), "{words}");
    let wrong = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["present", "slides.yaml", "--allow-host", "http://localhost:9000/"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&wrong.stderr);
    assert!(wrong.status.code() == Some(2) && words.contains("`localhost:9000`"), "{words}");
}

#[test]
fn slow_requests_lock_nobody_out() {
    let folder = folder();
    let mut talk = Talk::start(folder.path(), &["--remote=127.0.0.1"]);
    let line = talk.hear("remote control:");
    let network = line.split('/').nth(2).unwrap().to_owned();
    for host in [&network, &talk.host] {
        let mut slow: Vec<TcpStream> = (0..200)
            .map(|_| {
                let mut stream = TcpStream::connect(host).unwrap();
                stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
                stream
            })
            .collect();
        // Connections that send their headers drop by drop, or their bodies.
        for stream in &mut slow {
            let _ = stream.write_all(b"a");
        }
        let start = Instant::now();
        assert_eq!(ask(&network, "GET", "/", &[], "").0, 200);
        assert_eq!(talk.get("/deck").0, 200);
        assert_eq!(talk.act(r#"{"command":"next"}"#)["resumed"], false);
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
    // The headers of a request must arrive within 15 seconds, and its body, too.
    let starts = [
        "GET / HTTP/1.1\r\nHost: ",
        "POST /pair HTTP/1.1\r\nHost: HOST\r\n\
        Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{",
    ];
    let slow = starts.map(|start| {
        let mut stream = TcpStream::connect(&network).unwrap();
        stream.write_all(start.replace("HOST", &network).as_bytes()).unwrap();
        thread::spawn(move || {
            let end = Instant::now() + Duration::from_secs(40);
            while Instant::now() < end && stream.write_all(b"a").is_ok() {
                thread::sleep(Duration::from_millis(200));
            }
            Instant::now() < end
        })
    });
    for stream in slow {
        assert!(stream.join().unwrap(), "a slow request was not closed");
    }
}

#[test]
fn connects_a_limited_number_of_windows() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &[]);
    let head = format!(
        "GET /events?window=audience HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
        talk.host, talk.cookie
    );
    let open = || {
        let mut stream = TcpStream::connect(&talk.host).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        stream.write_all(head.as_bytes()).ok()?;
        let mut start = [0; 12];
        stream.read_exact(&mut start).ok()?;
        Some((stream, start.ends_with(b"200")))
    };
    let streams: Vec<_> = (0..500).filter_map(|_| open()).collect();
    let connected = streams.iter().filter(|(_, is_connected)| *is_connected).count();
    assert_eq!(connected, 32);
    drop(streams);
    eventually("there is room again", || open().is_some_and(|(_, is_connected)| is_connected));
}

#[test]
fn rejects_invalid_commands() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &[]);
    let long = format!(
        r#"{{"command":"draw","page":0,"stroke":{{"id":1,"pen":"red","points":[{}[0.5,0.5]]}}}}"#,
        "[0.5,0.5],".repeat(20_000)
    );
    for body in [
        "",
        "{",
        "null",
        r#"{"command":"dance"}"#,
        r#"{"command":"go","page":-1}"#,
        r#"{"command":"go","page":1e99}"#,
        &long,
    ] {
        let (status, _) = talk.ask("POST", "/command", &[], body);
        assert!((400..500).contains(&status), "{status}: {}", &body[..body.len().min(60)]);
    }
    assert_eq!(talk.act(r#"{"command":"go","page":18446744073709551615}"#)["page"], 4);
    let outside =
        r#"{"command":"draw","page":99999,"stroke":{"id":1,"pen":"red","points":[[0.5,0.5]]}}"#;
    talk.act(outside);
    let (status, svg) = {
        let deck: serde_json::Value = serde_json::from_str(&talk.get("/deck").1).unwrap();
        talk.get(&format!("{}.svg", deck["pages"][0]["image"].as_str().unwrap()))
    };
    assert!(status == 200 && svg.contains("<svg"));
}

#[test]
fn resumes_at_the_same_slide_and_time_after_a_crash() {
    let folder = folder();
    let mut talk = Talk::start(folder.path(), &[]);
    talk.act(r#"{"command":"go","page":2}"#);
    talk.act(r#"{"command":"freeze","frozen":true}"#);
    talk.act(r#"{"command":"go","page":3}"#);
    eventually("the position is saved", || written(folder.path()).contains(r#""page":3"#));
    // As in a power failure, the program receives no signal.
    talk.child.kill().unwrap();
    talk.child.wait().unwrap();
    let mut talk = Talk::start(folder.path(), &[]);
    talk.hear("resumed at slide 3");
    let state = talk.act(r#"{"command":"point","pointer":null}"#);
    assert_eq!(
        (&state["page"], &state["audience_page"], &state["frozen"]),
        (&3.into(), &2.into(), &true.into()),
        "{state}"
    );
    assert_eq!(state["running"], true);
    assert!(state["elapsed_ms"].as_u64().unwrap() > 0 && state["resumed"] == true);
    drop(talk);
    let talk = Talk::start(folder.path(), &["--start-over"]);
    let state = talk.act(r#"{"command":"point","pointer":null}"#);
    assert_eq!(
        (&state["page"], &state["elapsed_ms"], &state["resumed"]),
        (&0.into(), &0.into(), &false.into())
    );
}

#[test]
fn starts_anew_after_the_speaker_ended_the_talk() {
    let folder = folder();
    let mut talk = Talk::start(folder.path(), &[]);
    talk.act(r#"{"command":"go","page":2}"#);
    talk.act(r#"{"command":"draw","page":2,"stroke":{"id":1,"pen":"red","points":[[0.5,0.5]]}}"#);
    eventually("the position is saved", || written(folder.path()).contains(r#""page":2"#));
    let end = |talk: &mut Talk, signal: &str| {
        Command::new("kill").args([signal, &talk.child.id().to_string()]).status().unwrap();
        assert!(talk.child.wait().unwrap().success());
    };
    // The system shuts down: the talk continues.
    end(&mut talk, "-TERM");
    let mut talk = Talk::start(folder.path(), &[]);
    let state = talk.act(r#"{"command":"point","pointer":null}"#);
    assert_eq!((&state["page"], &state["resumed"]), (&2.into(), &true.into()), "{state}");
    end(&mut talk, "-INT");
    let talk = Talk::start(folder.path(), &[]);
    let state = talk.act(r#"{"command":"point","pointer":null}"#);
    assert_eq!(
        (&state["page"], &state["elapsed_ms"], &state["resumed"]),
        (&0.into(), &0.into(), &false.into()),
        "{state}"
    );
    assert!(!written(folder.path()).contains("red"));
}

#[test]
fn explains_taken_ports_and_broken_decks() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &[]);
    let port = talk.host.split_once(':').unwrap().1;
    let run = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .arg("present")
            .args(words)
            .arg("--no-open")
            .current_dir(folder.path())
            .env("XDG_STATE_HOME", folder.path().join("state"))
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, message) = run(&["slides.yaml", "--port", port]);
    assert!(
        code == Some(2) && message.contains("is already in use") && message.contains("help:"),
        "{message}"
    );
    fs::write(folder.path().join("broken.yaml"), "title: A\nlang: en\nslides:\n  - titel: B\n")
        .unwrap();
    let (code, message) = run(&["broken.yaml"]);
    assert!(code == Some(1) && message.contains("broken.yaml:4"), "{message}");
    fs::write(folder.path().join("broken.pdf"), "%PDF-1.7 and no more").unwrap();
    let (code, message) = run(&["broken.pdf"]);
    assert!(
        code == Some(1) && message.contains("broken.pdf: the file is not a valid PDF"),
        "{message}"
    );
    let (code, message) = run(&["missing.pdf"]);
    assert!(code == Some(1) && message.contains("missing.pdf"), "{message}");
    let (code, message) = run(&["-"]);
    assert!(code == Some(2) && message.contains("help:"), "{message}");
}

#[test]
fn presents_a_pdf_with_its_notes() {
    let folder = folder();
    let rendered = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["render", "slides.yaml", "--pdfpc"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(rendered.status.success());
    fs::remove_file(folder.path().join("slides.yaml")).unwrap();
    fs::rename(folder.path().join("slides.pdf"), folder.path().join("slides.yaml.pdf")).unwrap();
    fs::rename(folder.path().join("slides.pdfpc"), folder.path().join("slides.yaml.pdfpc"))
        .unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["present", "slides.yaml.pdf", "--no-open", "--port", "0"])
        .current_dir(folder.path())
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap());
    let talk = Talk::connect(child, lines);
    let deck: serde_json::Value = serde_json::from_str(&talk.get("/deck").1).unwrap();
    assert_eq!(
        (&deck["pages"][0]["notes"], &deck["duration_ms"]),
        (&"Secret words.".into(), &600_000.into())
    );
    assert_eq!(
        (&deck["pages"][2]["step"], &deck["slides"][1]["title"]),
        (&1.into(), &"Second".into())
    );
    assert_eq!(
        (&deck["slides"][3]["part"], &deck["last_page"], &deck["pages"][3]["next"]),
        (&"backup".into(), &3.into(), &3.into())
    );
}

#[test]
fn pairs_one_phone_per_code_and_limits_guesses() {
    let folder = folder();
    let mut talk = Talk::start(folder.path(), &["--remote=127.0.0.1"]);
    let line = talk.hear("remote control:");
    let network = line.split('/').nth(2).unwrap().to_owned();
    let code: String =
        line.split("code ").nth(1).unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 8);
    let enter =
        |code: &str| ask_whole(&network, "POST", "/pair", &[], &format!(r#"{{"code":"{code}"}}"#));
    // A phone that is not paired receives the page, but nothing of the deck.
    assert_eq!(ask(&network, "GET", "/", &[], "").0, 200);
    for path in ["/deck", "/events", "/images/0/x.svg"] {
        assert_eq!(ask(&network, "GET", path, &[], "").0, 401, "{path}");
        assert_eq!(ask(&network, "GET", path, &[("Cookie", "plenary=0123")], "").0, 401, "{path}");
    }
    assert_eq!(ask(&network, "POST", "/command", &[], r#"{"command":"next"}"#).0, 401);
    // Nothing else is served, and no other host is answered.
    for path in ["/audience", "/pairing/qr.svg", "/page/present/presenter.js", "/slides.yaml"] {
        assert_eq!(ask(&network, "GET", path, &[], "").0, 404, "{path}");
    }
    assert_eq!(ask(&network, "POST", "/pairing/renew", &[], "{}").0, 404);
    assert_eq!(ask(&network, "GET", "/", &[("Host", "evil.example")], "").0, 403);
    assert_eq!(
        ask(
            &network,
            "POST",
            "/pair",
            &[("Origin", "http://evil.example")],
            &format!(r#"{{"code":"{code}"}}"#)
        )
        .0,
        403
    );
    // A code pairs one phone.
    let (status, head, _) = enter(&code);
    assert_eq!(status, 204);
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(enter(&code).0, 410, "a second time");
    let inside = |method: &str, path: &str, body: &str| {
        ask(&network, method, path, &[("Cookie", cookie)], body)
    };
    assert!(inside("GET", "/deck", "").1.contains("Secret words."));
    assert_eq!(inside("POST", "/command", r#"{"command":"next"}"#).0, 200);
    assert_eq!(inside("POST", "/command", r#"{"command":"start_over"}"#).0, 403);
    assert_eq!(inside("GET", "/slides.yaml", "").0, 404);
    assert_eq!(talk.act(r#"{"command":"point","pointer":null}"#)["page"], 1);
    // A new code, and five wrong guesses.
    let renew = || talk.ask("POST", "/pairing/renew", &[], "{}").1;
    let next: serde_json::Value = serde_json::from_str(&renew()).unwrap();
    let next = next["code"].as_str().unwrap().to_owned();
    let wrong = if next == "00000000" { "00000001" } else { "00000000" };
    for _ in 0..5 {
        assert_eq!(enter(wrong).0, 403);
    }
    assert_eq!(enter(&next).0, 410, "too many wrong guesses");
    // Unpaired.
    talk.ask("POST", "/pairing/unpair", &[], "{}");
    assert_eq!(inside("GET", "/deck", "").0, 401);
}

#[test]
fn listens_on_the_network_only_on_request() {
    let folder = folder();
    let talk = Talk::start(folder.path(), &[]);
    assert!(talk.host.starts_with("127.0.0.1:"));
    assert!(talk.get("/pairing/qr.svg").0 == 404 && !talk.said.contains("remote control:"));
    let port = talk.host.split_once(':').unwrap().1;
    // Linux has all addresses of 127/8, but the server listens only to one of them.
    assert!(!cfg!(target_os = "linux") || TcpStream::connect(format!("127.0.0.9:{port}")).is_err());
}
