//! Random outlines: every block, layout, theme, script and page, deep and wide, sparse and full.
//! Every word in them is there once.

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

    /// Whether one in so many.
    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(choices.len() as u64) as usize]
    }
}

/// A script: words to begin with, the sign that ends a word, digits, and a language that is written
/// in it.
struct Script {
    stems: &'static [&'static str],
    end: char,
    digits: &'static str,
    lang: &'static str,
}

/// Numbers are written in signs of the script, so that a word is of one script and one direction.
const SCRIPTS: &[Script] = &[
    Script {
        stems: &["word", "Wörter", "slovo", "mot", "żółw"],
        end: 'q',
        digits: "abcdefghij",
        lang: "en",
    },
    Script {
        stems: &["λέξη", "ώρα"], end: 'ξ', digits: "αβγδεζηθικ", lang: "el"
    },
    Script {
        stems: &["дума", "път"], end: 'щ', digits: "абвгдежзик", lang: "bg"
    },
    Script {
        stems: &["城市", "合作"], end: '。', digits: "一二三四五六七八九十", lang: "zh"
    },
    Script {
        stems: &["まち", "カード"], end: '、', digits: "あいうえおかきくけこ", lang: "ja"
    },
    Script {
        stems: &["도시", "협력"], end: '끝', digits: "가나다라마바사아자차", lang: "ko"
    },
    Script {
        stems: &["शहर", "विकास"], end: '।', digits: "कखगघचछजझटठ", lang: "hi"
    },
    Script {
        stems: &["مدينة", "تعاون"], end: 'ى', digits: "بتثجحخسشصض", lang: "ar"
    },
    Script {
        stems: &["עיר", "שלום"], end: 'ץ', digits: "אבגדהוזחטי", lang: "he"
    },
    Script {
        stems: &["เมือง", "น้ำ"], end: 'ฯ', digits: "กขคงจฉชซฌญ", lang: "th"
    },
];

struct Writer {
    dice: Dice,
    script: &'static Script,
    words: Vec<String>,
    text: String,
}

/// An outline, and the words that have to be on its pages.
pub fn random(seed: u64) -> (String, Vec<String>) {
    let mut dice = Dice(seed);
    // Most decks are in Latin letters, which have the most kinds of words.
    let script = if dice.one_in(3) {
        &SCRIPTS[dice.roll(SCRIPTS.len() as u64) as usize]
    } else {
        &SCRIPTS[0]
    };
    let mut writer = Writer { dice, script, words: Vec::new(), text: String::new() };
    writer.head();
    for _ in 0..1 + writer.dice.roll(2) {
        writer.slide();
    }
    (writer.text, writer.words)
}

impl Writer {
    fn head(&mut self) {
        let theme = self.dice.pick(&["plain", "regions", "night"]);
        let size = self.dice.pick(&[
            "16:9",
            "16:9",
            "16:9",
            "4:3",
            "A4",
            "16:10",
            "25cm x 14cm",
            "8cm x 5cm",
            "60cm x 12cm",
            "12cm x 40cm",
        ]);
        let fit = self.dice.pick(&["grow", "grow", "grow", "shrink", "split", "none"]);
        let lang = self.script.lang;
        self.text = format!(
            "title: \"\"\ntheme: {theme}\naspect_ratio: \"{size}\"\nfit: {fit}\nlang: {lang}\n"
        );
        if matches!(lang, "ar" | "he") {
            self.text.push_str("direction: rtl\n");
        }
        for (line, sides) in [
            ("paginate: true", 2),
            ("logos: [images/eu.svg, images/week.svg]", 2),
            ("footer: Foot", 3),
            ("header: Head", 5),
        ] {
            if self.dice.one_in(sides) {
                self.line(0, line);
            }
        }
        self.line(0, "slides:");
    }

    /// A word that is not there yet, sometimes very long.
    fn word(&mut self) -> String {
        let script =
            if self.dice.one_in(12) { &SCRIPTS[self.dice.roll(3) as usize] } else { self.script };
        let digits: Vec<char> = script.digits.chars().collect();
        let number: String = self
            .words
            .len()
            .to_string()
            .bytes()
            .map(|digit| digits[usize::from(digit - b'0')])
            .collect();
        let stem = self.dice.pick(script.stems);
        // Between two ends, so that no word is part of another.
        let end = script.end;
        let tail = if self.dice.one_in(80) {
            number.repeat(1 + self.dice.roll(40) as usize)
        } else {
            String::new()
        };
        let word = format!("{stem}{end}{number}{end}{tail}");
        self.words.push(word.clone());
        word
    }

    fn phrase(&mut self, most: u64) -> String {
        let count = 1 + self.dice.roll(most);
        let words: Vec<String> = (0..count)
            .map(|_| {
                let word = self.word();
                match self.dice.roll(20) {
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

    /// `key:` and a phrase, one time in so many.
    fn maybe(&mut self, indent: usize, key: &str, sides: u64, most: u64) {
        if self.dice.one_in(sides) {
            let phrase = self.phrase(most);
            self.line(indent, &format!("{key}: {phrase}"));
        }
    }

    fn slide(&mut self) {
        let layout = self.dice.pick(&[
            "content",
            "content",
            "content",
            "content",
            "two_columns",
            "comparison",
            "question",
            "statement",
            "section",
            "image_right",
            "image_left",
            "image",
            "figures",
            "quote",
            "fact",
            "cards",
            "cascade",
            "checklist",
            "contact",
            "cover",
            "blank",
            "end",
        ]);
        self.line(2, &format!("- layout: {layout}"));
        let longest = if self.dice.one_in(7) { 40 } else { 8 };
        self.maybe(4, "title", if layout == "content" { 1 } else { 2 }, longest);
        self.maybe(4, "kicker", 5, 6);
        self.maybe(4, "subtitle", 5, 20);
        if self.dice.one_in(8) {
            self.line(4, "steps: true");
        }
        let blocks = 1 + self.dice.roll(4);
        self.line(4, "content:");
        for _ in 0..blocks {
            self.block(6, 0);
        }
    }

    fn block(&mut self, indent: usize, depth: usize) {
        let kinds = if depth > 1 { 7 } else { 20 };
        let most = if self.dice.one_in(10) { 40 } else { 9 };
        match self.dice.roll(kinds) {
            0 => {
                let text = self.phrase(most * 3);
                self.line(indent, &format!("- text: {text}"));
            }
            1 => {
                let text = self.phrase(8);
                self.line(indent, &format!("- heading: {text}"));
            }
            2 | 3 => self.list(indent, "bullets", most),
            4 => self.list(indent, "numbered", most),
            5 => self.checklist(indent, most),
            6 => self.said(indent),
            7 => self.line(indent, "- figure: { src: images/skyline.svg, alt: Skyline }"),
            8 => self.figures(indent),
            9 | 10 => self.columns(indent, depth),
            11 | 12 => self.cards(indent, depth),
            13 => self.cascade(indent),
            14 => self.stats(indent),
            15 | 16 => self.table(indent),
            17 => self.contacts(indent),
            18 => self.logos(indent),
            _ => {
                self.line(indent, "- group:");
                for _ in 0..1 + self.dice.roll(2) {
                    self.block(indent + 4, depth + 1);
                }
            }
        }
    }

    fn list(&mut self, indent: usize, kind: &str, most: u64) {
        self.line(indent, &format!("- {kind}:"));
        let longest = self.dice.pick(&["2", "5", "20"]).parse().unwrap();
        for _ in 0..1 + self.dice.roll(most) {
            self.item(indent + 4, longest, 0);
        }
    }

    fn item(&mut self, indent: usize, longest: u64, depth: usize) {
        let item = self.phrase(longest);
        if depth < 3 && self.dice.one_in(6) {
            self.line(indent, &format!("- text: {item}"));
            let kind = self.dice.pick(&["bullets", "numbered"]);
            self.line(indent + 2, &format!("{kind}:"));
            for _ in 0..1 + self.dice.roll(4) {
                self.item(indent + 4, longest, depth + 1);
            }
        } else {
            self.line(indent, &format!("- {item}"));
        }
    }

    fn checklist(&mut self, indent: usize, most: u64) {
        self.line(indent, "- checklist:");
        for _ in 0..1 + self.dice.roll(most) {
            let state = self.dice.pick(&["done", "todo"]);
            let item = self.phrase(5);
            self.line(indent + 4, &format!("- {state}: {item}"));
        }
    }

    fn figures(&mut self, indent: usize) {
        self.line(indent, "- figures:");
        for _ in 0..1 + self.dice.roll(6) {
            let picture = self.dice.pick(&["skyline.svg", "network.svg", "eu.svg", "gdd.svg"]);
            let caption = if self.dice.one_in(2) {
                format!(", caption: {}", self.phrase(10))
            } else {
                String::new()
            };
            self.line(
                indent + 4,
                &format!("- {{ src: images/{picture}, alt: A picture{caption} }}"),
            );
        }
    }

    fn logos(&mut self, indent: usize) {
        let logos = vec!["images/eu.svg"; 1 + self.dice.roll(9) as usize];
        self.line(indent, &format!("- logos: [{}]", logos.join(", ")));
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
        let across = 1 + self.dice.roll(8);
        self.line(indent + 4, &format!("across: {across}"));
        self.line(indent + 4, "items:");
        for _ in 0..1 + self.dice.roll(8) {
            let title = self.phrase(4);
            self.line(indent + 6, &format!("- title: {title}"));
            if self.dice.one_in(4) {
                self.line(indent + 8, "figure: { src: images/network.svg, alt: Network }");
            }
            self.line(indent + 8, "content:");
            self.block(indent + 10, depth + 2);
        }
    }

    fn cascade(&mut self, indent: usize) {
        let direction = self.dice.pick(&["down", "right"]);
        self.line(indent, "- cascade:");
        self.line(indent + 4, &format!("direction: {direction}"));
        self.line(indent + 4, "items:");
        for _ in 0..1 + self.dice.roll(5) {
            let label = self.phrase(3);
            let text = self.phrase(20);
            let figure = if self.dice.one_in(4) {
                ", figure: { src: images/skyline.svg, alt: Skyline }"
            } else {
                ""
            };
            self.line(indent + 6, &format!("- {{ label: {label}, text: {text}{figure} }}"));
        }
    }

    fn stats(&mut self, indent: usize) {
        self.line(indent, "- stats:");
        for _ in 0..1 + self.dice.roll(6) {
            let (value, label) = (self.phrase(1), self.phrase(8));
            self.line(indent + 4, &format!("- {{ value: {value}, label: {label} }}"));
        }
    }

    fn contacts(&mut self, indent: usize) {
        self.line(indent, "- contact:");
        for _ in 0..1 + self.dice.roll(5) {
            let (name, role, org) = (self.phrase(3), self.phrase(4), self.phrase(8));
            self.line(indent + 4, &format!("- {{ name: {name}, role: {role}, org: {org} }}"));
        }
    }

    fn table(&mut self, indent: usize) {
        self.line(indent, "- table:");
        let columns = 1 + if self.dice.one_in(5) { self.dice.roll(20) } else { self.dice.roll(5) };
        let longest = self.dice.pick(&["1", "3", "8"]).parse().unwrap();
        for _ in 0..1 + self.dice.roll(10) {
            let cells: Vec<String> = (0..columns).map(|_| self.phrase(longest)).collect();
            self.line(indent + 4, &format!("- [{}]", cells.join(", ")));
        }
    }

    fn said(&mut self, indent: usize) {
        let (text, other) = (self.phrase(30), self.phrase(5));
        if self.dice.one_in(2) {
            self.line(indent, &format!("- quote: {{ text: {text}, by: {other} }}"));
        } else {
            let kind = self.dice.pick(&["note", "tip", "warning"]);
            self.line(
                indent,
                &format!("- callout: {{ kind: {kind}, title: {other}, text: {text} }}"),
            );
        }
    }
}
