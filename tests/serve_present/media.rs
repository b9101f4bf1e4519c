//! Videos are served to the pages of the deck only, in parts.

use super::*;

const VIDEO_DECK: &str = "\
title: Locks
lang: en
slides:
  - title: First
    text: Nothing moves here
  - title: A boat rises
    content:
      - text: See how
      - video: { src: lock.webm, poster: lock.jpg, captions: lock.vtt, alt: A boat, autoplay: true }
  - title: A gauge
    figure: { src: gauge.gif, alt: A float }
";

/// Starts a talk about a deck with a video.
fn start_talk() -> (TempDir, Talk) {
    let folder = tempfile::tempdir().unwrap();
    let media = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/media");
    for name in ["lock.webm", "lock.jpg", "lock.vtt", "gauge.gif"] {
        fs::copy(media.join(name), folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("slides.yaml"), VIDEO_DECK).unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let talk = Talk::start(folder.path(), &[]);
    (folder, talk)
}

/// Returns what is played on a page of the deck.
fn media_on(talk: &Talk, page: usize) -> serde_json::Value {
    let (status, body) = talk.get("/deck");
    assert_eq!(status, 200, "{body}");
    let deck: serde_json::Value = serde_json::from_str(&body).unwrap();
    deck["pages"][page]["media"][0].clone()
}

fn ask_for(talk: &Talk, address: &str, range: Option<&str>) -> (u16, String, String) {
    let mut headers = vec![("Cookie", &*talk.cookie)];
    headers.extend(range.map(|range| ("Range", range)));
    ask_whole(&talk.host, "GET", address, &headers, "")
}

#[test]
fn a_video_is_served_in_ranges_to_those_who_have_the_key() {
    let (folder, talk) = start_talk();
    let media = media_on(&talk, 1);
    assert_eq!((&media["kind"], &media["loop"]), (&"video".into(), &false.into()));
    let address = media["address"].as_str().unwrap();
    let len = fs::metadata(folder.path().join("lock.webm")).unwrap().len();
    for (range, status, content_range) in [
        ("bytes=0-", 206, format!("bytes 0-{}/{len}", len - 1)),
        ("bytes=10-19", 206, format!("bytes 10-19/{len}")),
        ("bytes=-5", 206, format!("bytes {}-{}/{len}", len - 5, len - 1)),
        ("bytes=99999999-", 416, format!("bytes */{len}")),
    ] {
        let (found, head, _) = ask_for(&talk, address, Some(range));
        assert_eq!(found, status, "{head}");
        let head = head.to_ascii_lowercase();
        assert!(head.contains(&format!("content-range: {content_range}")), "{range}: {head}");
    }
    let (status, head, body) = ask_for(&talk, address, Some("bytes=24-27"));
    assert_eq!((status, body.as_str()), (206, "webm"), "{head}");
    let (status, head, _) = ask_for(&talk, address, None);
    let head = head.to_ascii_lowercase();
    assert_eq!(status, 200);
    for line in [
        "content-type: video/webm",
        &format!("content-length: {len}"),
        "accept-ranges: bytes",
        "nosniff",
        "media-src 'self'",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
    let captions = media["captions"].as_str().unwrap();
    let (status, head, body) = ask_for(&talk, captions, None);
    assert!(status == 200 && body.starts_with("WEBVTT"), "{head}");
    assert!(head.contains("text/vtt"), "{head}");
    let picture = media_on(&talk, 2);
    assert_eq!(picture["kind"], "picture");
    let (status, head, _) = ask_for(&talk, picture["address"].as_str().unwrap(), None);
    assert!(status == 200 && head.contains("image/gif"), "{head}");
    // Without the key, from another site, or for another host.
    let own = ("Cookie", &*talk.cookie);
    let foreign = ("Sec-Fetch-Site", "cross-site");
    for headers in [&[][..], &[own, foreign], &[own, ("Host", "other.example")]] {
        let (status, _, body) = ask_whole(&talk.host, "GET", address, headers, "");
        assert!(status == 403 && !body.contains("webm"), "{headers:?}: {status} {body}");
    }
}

#[test]
fn nothing_but_the_files_of_the_deck_is_served() {
    let (folder, talk) = start_talk();
    let media = media_on(&talk, 1);
    let address = media["address"].as_str().unwrap();
    let run = address.split('/').nth(2).unwrap();
    for path in [
        format!("/media/{run}/0000000000000000"),
        format!("/media/{run}/secret.txt"),
        format!("/media/{run}/..%2f..%2fsecret.txt"),
        format!("/media/{run}/%2e%2e/secret.txt"),
        "/media/../secret.txt".to_owned(),
        format!("/media/{run}/"),
        format!("/media/other/{}", address.split('/').nth(3).unwrap()),
    ] {
        let (status, _, body) = ask_for(&talk, &path, None);
        assert!(matches!(status, 400 | 404) && !body.contains("secret"), "{path}: {status} {body}");
    }
    // A file that takes the place of the video later is not served if it is elsewhere.
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.webm"), "secret").unwrap();
    fs::remove_file(folder.path().join("lock.webm")).unwrap();
    let link = folder.path().join("lock.webm");
    std::os::unix::fs::symlink(outside.path().join("secret.webm"), link).unwrap();
    let (status, _, body) = ask_for(&talk, address, None);
    assert!(status == 404 && !body.contains("secret"), "{status} {body}");
}

#[test]
fn a_video_outside_the_project_is_an_error() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("deck");
    fs::create_dir(&folder).unwrap();
    let film = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/media/lock.webm");
    fs::copy(&film, outer.path().join("film.webm")).unwrap();
    std::os::unix::fs::symlink(&film, folder.join("link.webm")).unwrap();
    fs::write(folder.join("notes.webm"), "no video").unwrap();
    for (src, code) in [
        ("../film.webm", "E0305"),
        (film.to_str().unwrap(), "E0305"),
        ("link.webm", "E0305"),
        ("missing.webm", "E0301"),
        ("notes.webm", "E0251"),
    ] {
        let outline = format!("slides:\n  - title: A film\n    video: {src}\n");
        fs::write(folder.join("slides.yaml"), outline).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(["render", "slides.yaml"])
            .current_dir(&folder)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(code), "{src}: {said}");
    }
}

#[test]
fn the_windows_share_what_is_played() {
    let (_folder, talk) = start_talk();
    let state = talk.act(r#"{"command":"next"}"#);
    let media = &state["media"][0];
    assert_eq!(media["playing"], true, "{state}");
    let key = media["key"].as_str().unwrap().to_owned();
    let pause =
        format!(r#"{{"command":"media","key":"{key}","playing":false,"position_ms":1500}}"#);
    let state = talk.act(&pause);
    let media = &state["media"][0];
    assert_eq!((&media["playing"], &media["position_ms"]), (&false.into(), &1500.into()));
    // What is not on the page cannot be played.
    let other = r#"{"command":"media","key":"9-9","playing":true,"position_ms":0}"#;
    assert_eq!(talk.act(other)["media"].as_array().unwrap().len(), 1);
    assert_eq!(talk.act(r#"{"command":"next"}"#)["media"], serde_json::json!([]));
    // It starts anew when its slide appears again, and a blank screen pauses it.
    assert_eq!(talk.act(r#"{"command":"back"}"#)["media"][0]["playing"], true);
    let state = talk.act(r#"{"command":"screen","screen":"black"}"#);
    assert_eq!(state["media"][0]["playing"], false, "{state}");
}
