//! Measures the time from outline to PDF: the session deck, and decks of 100 and 1,000 slides with
//! a title, six bullets of twelve words with a bold run, and two logos, and a single slide with a
//! list of 500 and 2,000 items, whose times should be as 1 to 4. Then measures how long
//! `watch` takes to render the same decks again after an edit of one bullet in the middle.
//!
//! `cargo bench` prints the times. Machines are noisy: compare only times of one run.
#![allow(clippy::disallowed_methods, reason = "a benchmark saves and reads files as a user would")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use plenary::live::Live;
use plenary::{Input, Options};

fn generate_outline(slides: usize) -> String {
    let words = "regions cities learn from each other when they share methods data and \
                 trust across borders every year again";
    let words: Vec<&str> = words.split(' ').collect();
    let mut text = String::from(
        "title: Bench\ntheme: regions\nlogos: [images/eu.svg, images/week.svg]\nslides:\n",
    );
    for slide in 0..slides {
        text += &format!("  - title: Slide number {slide} of the bench\n    bullets:\n");
        for bullet in 0..6 {
            let word = |index: usize| words[(slide * 7 + bullet * 5 + index) % words.len()];
            let line: Vec<String> =
                (0..12)
                    .map(|index| {
                        if index == 4 { format!("**{}**", word(index)) } else { word(index).into() }
                    })
                    .collect();
            text += &format!("      - {}\n", line.join(" "));
        }
    }
    text
}

/// Returns a deck of one slide whose list is continued on many pages.
fn generate_long_list(items: usize) -> String {
    let mut text = String::from("title: Bench\nslides:\n  - title: A long list\n    bullets:\n");
    (0..items).for_each(|item| text += &format!("      - item {item}\n"));
    text
}

fn render_text(text: &str) -> Vec<u8> {
    let rendered = plenary::render(Input::Bytes(text.as_bytes().to_vec()), &Options::default());
    rendered.pdf.expect("the outline is valid")
}

/// Copies a folder and its contents.
fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// A deck in its own folder, with a bullet in the middle to edit.
struct EditedDeck {
    folder: tempfile::TempDir,
    live: Live,
    text: String,
    middle: usize,
    turn: usize,
}

impl EditedDeck {
    fn new(text: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(Path::new("images"), &folder.path().join("images"));
        // The end of the first bullet after the middle.
        let bullet =
            text[text.len() / 2..].find("\n      - ").map(|at| text.len() / 2 + at + 1).unwrap();
        let middle = bullet + text[bullet..].find('\n').unwrap();
        let live = Live::new(folder.path().join("slides.yaml"), Options::default());
        let mut edited = Self { folder, live, text, middle, turn: 0 };
        edited.save_and_render();
        // Simulates a pause of the author.
        edited.live.write_full_pdf();
        edited
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("slides.yaml")
    }

    fn save_and_render(&mut self) -> usize {
        self.turn += 1;
        let mut text = self.text.clone();
        text.insert_str(self.middle, &format!(" {}", ["river", "weir", "lock"][self.turn % 3]));
        fs::write(self.path(), text).unwrap();
        let report = self.live.refresh();
        assert!(self.turn == 1 || report.laid_out == Some(1), "an edit lays out one slide");
        report.presentation.map_or(0, |presentation| presentation.pdf.len())
    }
}

fn speed(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("render");
    group.sample_size(10);
    group.bench_function("session deck", |bencher| {
        bencher.iter(|| {
            plenary::render(Input::File("slides.yaml".into()), &Options::default())
                .pdf
                .map(|pdf| pdf.len())
        });
    });
    for slides in [100, 1000] {
        let text = generate_outline(slides);
        group.bench_function(format!("{slides} slides"), |bencher| {
            bencher.iter(|| render_text(black_box(&text)))
        });
    }
    for items in [500, 2000] {
        let text = generate_long_list(items);
        group.bench_function(format!("list of {items} items"), |bencher| {
            bencher.iter(|| render_text(black_box(&text)))
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("edit");
    group.sample_size(10);
    let session = fs::read_to_string(Path::new("slides.yaml")).unwrap();
    for (name, text) in [
        ("session deck", session),
        ("100 slides", generate_outline(100)),
        ("1000 slides", generate_outline(1000)),
    ] {
        let mut edited = EditedDeck::new(text);
        group.bench_function(name, |bencher| bencher.iter(|| edited.save_and_render()));
    }
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
