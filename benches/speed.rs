//! Speed of the whole way from outline to PDF: the session deck, and decks of 100 and 1,000 slides with a title, six bullets of twelve
//! words with a bold run, and two logos.
//!
//! `cargo bench` prints times; the machine is noisy, so read them as ratios, or count instructions: `benches/instructions` does.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenary::{Input, Options};

fn outline(slides: usize) -> String {
    let words = "regions cities learn from each other when they share methods data and trust across borders every year again";
    let words: Vec<&str> = words.split(' ').collect();
    let mut text = String::from("title: Bench\ntheme: regions\nlogos: [images/eu.svg, images/week.svg]\nslides:\n");
    for slide in 0..slides {
        text += &format!("  - title: Slide number {slide} of the bench\n    bullets:\n");
        for bullet in 0..6 {
            let word = |index: usize| words[(slide * 7 + bullet * 5 + index) % words.len()];
            let line: Vec<String> =
                (0..12).map(|index| if index == 4 { format!("**{}**", word(index)) } else { word(index).into() }).collect();
            text += &format!("      - {}\n", line.join(" "));
        }
    }
    text
}

fn render(text: &str) -> Vec<u8> {
    let rendered = plenary::render(Input::Bytes(text.as_bytes().to_vec()), &Options::default());
    rendered.pdf.expect("the bench's outline is sound")
}

fn speed(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("render");
    group.sample_size(10);
    group.bench_function("session deck", |bencher| {
        bencher.iter(|| plenary::render(Input::File("slides.yaml".into()), &Options::default()).pdf.map(|pdf| pdf.len()));
    });
    for slides in [100, 1000] {
        let text = outline(slides);
        group.bench_function(format!("{slides} slides"), |bencher| bencher.iter(|| render(black_box(&text))));
    }
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
