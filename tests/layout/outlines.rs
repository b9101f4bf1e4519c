//! Random outlines: every block, deep and wide, sparse and full, on every kind of page. Every word in them is unique.

/// A pseudo-random sequence (SplitMix64; Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(choices.len() as u64) as usize]
    }
}

struct Writer {
    dice: Dice,
    words: Vec<String>,
    text: String,
}

/// An outline, and the words that have to be on its pages.
pub fn random(seed: u64) -> (String, Vec<String>) {
    let mut writer = Writer { dice: Dice(seed), words: Vec::new(), text: String::new() };
    let theme = writer.dice.pick(&["plain", "regions", "night"]);
    let size = writer.dice.pick(&["16:9", "4:3", "A4", "16:10"]);
    writer.text =
        format!("title: Deck\ntheme: {theme}\naspect_ratio: \"{size}\"\npaginate: true\nlogos: [images/eu.svg]\nslides:\n");
    for _ in 0..1 + writer.dice.roll(3) {
        writer.slide();
    }
    (writer.text, writer.words)
}

impl Writer {
    /// A word that is not there yet, of Latin, Greek or Cyrillic letters, sometimes very long.
    fn word(&mut self) -> String {
        let number = self.words.len();
        let stem = self.dice.pick(&["word", "λέξη", "дума", "Wörter", "slovo", "mot"]);
        let tail = if self.dice.roll(60) == 0 { "undsehrlangeszusammengesetztes".repeat(3) } else { String::new() };
        let word = format!("{stem}q{number}q{tail}");
        self.words.push(word.clone());
        word
    }

    fn phrase(&mut self, most: u64) -> String {
        let count = 1 + self.dice.roll(most);
        let words: Vec<String> = (0..count)
            .map(|_| {
                let word = self.word();
                match self.dice.roll(14) {
                    0 => format!("**{word}**"),
                    1 => format!("*{word}*"),
                    2 => format!("`{word}`"),
                    3 => format!("[{word}](https://example.org)"),
                    4 => format!("~~{word}~~"),
                    5 => format!("=={word}=="),
                    _ => word,
                }
            })
            .collect();
        format!("\"{}\"", words.join(" "))
    }

    fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn slide(&mut self) {
        let layout = self.dice.pick(&[
            "content",
            "content",
            "content",
            "two_columns",
            "question",
            "statement",
            "section",
            "image_right",
            "cover",
            "blank",
            "end",
        ]);
        let title = self.phrase(if layout == "content" { 30 } else { 12 });
        self.line(2, &format!("- layout: {layout}"));
        self.line(4, &format!("title: {title}"));
        if self.dice.roll(4) == 0 {
            let kicker = self.phrase(6);
            self.line(4, &format!("kicker: {kicker}"));
        }
        if self.dice.roll(4) == 0 {
            let subtitle = self.phrase(20);
            self.line(4, &format!("subtitle: {subtitle}"));
        }
        let blocks = self.dice.roll(5);
        if blocks > 0 {
            self.line(4, "content:");
            for _ in 0..blocks {
                self.block(6, 0);
            }
        }
    }

    fn block(&mut self, indent: usize, depth: usize) {
        let kinds = if depth > 1 { 5 } else { 14 };
        let most = if self.dice.roll(8) == 0 { 60 } else { 12 };
        match self.dice.roll(kinds) {
            0 | 1 => {
                let text = self.phrase(most * 3);
                self.line(indent, &format!("- text: {text}"));
            }
            2 => {
                let text = self.phrase(8);
                self.line(indent, &format!("- heading: {text}"));
            }
            3 => self.list(indent, "bullets", most),
            4 => self.list(indent, "numbered", most),
            5 => self.checklist(indent),
            6 => self.line(indent, "- figure: { src: images/harbour.jpg, alt: Harbour }"),
            7 => self.figures(indent),
            8 => self.columns(indent, depth),
            9 => self.cards(indent, depth),
            10 => self.cascade(indent),
            11 => self.stats(indent),
            12 => self.table(indent),
            _ => self.said(indent),
        }
    }

    fn list(&mut self, indent: usize, kind: &str, most: u64) {
        self.line(indent, &format!("- {kind}:"));
        for _ in 0..1 + self.dice.roll(most) {
            let item = self.phrase(14);
            if self.dice.roll(5) == 0 {
                self.line(indent + 4, &format!("- text: {item}"));
                self.line(indent + 6, "bullets:");
                for _ in 0..1 + self.dice.roll(4) {
                    let nested = self.phrase(10);
                    self.line(indent + 8, &format!("- {nested}"));
                }
            } else {
                self.line(indent + 4, &format!("- {item}"));
            }
        }
    }

    fn checklist(&mut self, indent: usize) {
        self.line(indent, "- checklist:");
        for _ in 0..1 + self.dice.roll(9) {
            let state = self.dice.pick(&["done", "todo"]);
            let item = self.phrase(12);
            self.line(indent + 4, &format!("- {state}: {item}"));
        }
    }

    fn figures(&mut self, indent: usize) {
        self.line(indent, "- figures:");
        for _ in 0..1 + self.dice.roll(5) {
            let picture = self.dice.pick(&["skyline.svg", "harbour.jpg", "tower.png", "network.svg"]);
            let caption = self.phrase(10);
            self.line(indent + 4, &format!("- {{ src: images/{picture}, alt: A picture, caption: {caption} }}"));
        }
    }

    fn columns(&mut self, indent: usize, depth: usize) {
        self.line(indent, "- columns:");
        for _ in 0..2 + self.dice.roll(2) {
            self.line(indent + 4, "-");
            for _ in 0..1 + self.dice.roll(3) {
                self.block(indent + 6, depth + 1);
            }
        }
    }

    fn cards(&mut self, indent: usize, depth: usize) {
        self.line(indent, "- cards:");
        for _ in 0..1 + self.dice.roll(8) {
            let title = self.phrase(4);
            self.line(indent + 4, &format!("- title: {title}"));
            self.line(indent + 6, "content:");
            self.block(indent + 8, depth + 2);
        }
    }

    fn cascade(&mut self, indent: usize) {
        let direction = self.dice.pick(&["down", "right"]);
        self.line(indent, "- cascade:");
        self.line(indent + 4, &format!("direction: {direction}"));
        self.line(indent + 4, "items:");
        for _ in 0..1 + self.dice.roll(4) {
            let label = self.phrase(3);
            let text = self.phrase(25);
            self.line(indent + 6, &format!("- {{ label: {label}, text: {text} }}"));
        }
    }

    fn stats(&mut self, indent: usize) {
        self.line(indent, "- stats:");
        for _ in 0..1 + self.dice.roll(6) {
            let (value, label) = (self.phrase(1), self.phrase(8));
            self.line(indent + 4, &format!("- {{ value: {value}, label: {label} }}"));
        }
    }

    fn table(&mut self, indent: usize) {
        self.line(indent, "- table:");
        let columns = 1 + self.dice.roll(6);
        for _ in 0..2 + self.dice.roll(14) {
            let cells: Vec<String> = (0..columns).map(|_| self.phrase(6)).collect();
            self.line(indent + 4, &format!("- [{}]", cells.join(", ")));
        }
    }

    fn said(&mut self, indent: usize) {
        let (text, other) = (self.phrase(40), self.phrase(5));
        if self.dice.roll(2) == 0 {
            self.line(indent, &format!("- quote: {{ text: {text}, by: {other} }}"));
        } else {
            self.line(indent, &format!("- callout: {{ kind: tip, title: {other}, text: {text} }}"));
        }
    }
}
