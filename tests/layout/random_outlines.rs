//! Generates random outlines with all blocks, layouts, themes, scripts and page sizes. Each word is
//! unique.

use crate::dice::Dice;
use crate::random_formulas::FormulaWriter;

/// A script: word stems, a character that ends a word, digits, and a language.
struct Script {
    stems: &'static [&'static str],
    end: char,
    digits: &'static str,
    lang: &'static str,
}

/// Numbers consist of characters of the script, so that each word has one script and direction.
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

/// Generates an outline; returns it with the words that have to be on its pages.
pub fn random_outline(seed: u64) -> (String, Vec<String>) {
    let mut dice = Dice(seed);
    // Most decks use the Latin script, which has the most kinds of words.
    let script = if dice.one_in(3) { &SCRIPTS[dice.roll(SCRIPTS.len())] } else { &SCRIPTS[0] };
    let mut writer = Writer { dice, script, words: Vec::new(), text: String::new() };
    writer.push_head();
    for _ in 0..1 + writer.dice.roll(2) {
        writer.push_slide();
    }
    (writer.text, writer.words)
}

impl Writer {
    fn push_head(&mut self) {
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
        let paginate = self.dice.pick(&["paginate: true", "paginate: total"]);
        for (line, sides) in [
            (paginate, 2),
            ("logos: [images/eu.svg, images/week.svg]", 2),
            ("footer: Foot", 3),
            ("header: Head", 5),
        ] {
            if self.dice.one_in(sides) {
                self.push_line(0, line);
            }
        }
        self.push_line(0, "slides:");
    }

    /// Returns a new word, sometimes a very long one.
    fn word(&mut self) -> String {
        make_word(&mut self.dice, self.script, &mut self.words)
    }

    /// Returns a formula as a text in single quotes.
    fn formula(&mut self, max_parts: usize) -> String {
        let Self { dice, script, words, .. } = self;
        let word = &mut |dice: &mut Dice| make_word(dice, script, words);
        FormulaWriter { dice, word }.write(max_parts)
    }

    fn phrase(&mut self, max_words: usize) -> String {
        let count = 1 + self.dice.roll(max_words);
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
                    6 if self.dice.one_in(3) => {
                        let formula = self.formula(1).replace('\\', "\\\\");
                        format!("{word} ${formula}$")
                    }
                    7 if self.dice.one_in(3) => format!("{word}^[{} {}]", self.word(), self.word()),
                    _ => word,
                }
            })
            .collect();
        format!("\"{}\"", words.join(" "))
    }

    fn push_line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Pushes `key:` and a phrase with a probability of one in `sides`.
    fn push_optional(&mut self, indent: usize, key: &str, sides: usize, max_words: usize) {
        if self.dice.one_in(sides) {
            let phrase = self.phrase(max_words);
            self.push_line(indent, &format!("{key}: {phrase}"));
        }
    }

    fn push_slide(&mut self) {
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
        self.push_line(2, &format!("- layout: {layout}"));
        let longest = if self.dice.one_in(7) { 40 } else { 8 };
        self.push_optional(4, "title", if layout == "content" { 1 } else { 2 }, longest);
        self.push_optional(4, "kicker", 5, 6);
        self.push_optional(4, "subtitle", 5, 20);
        if self.dice.one_in(8) {
            self.push_line(4, "steps: true");
        }
        let blocks = 1 + self.dice.roll(4);
        self.push_line(4, "content:");
        for _ in 0..blocks {
            self.push_block(6, 0);
        }
    }

    fn push_block(&mut self, indent: usize, depth: usize) {
        let kinds = if depth > 1 { 8 } else { 24 };
        let max_count = if self.dice.one_in(10) { 40 } else { 9 };
        match self.dice.roll(kinds) {
            0 => {
                let text = self.phrase(max_count * 3);
                self.push_line(indent, &format!("- text: {text}"));
            }
            1 => {
                let text = self.phrase(8);
                self.push_line(indent, &format!("- heading: {text}"));
            }
            2 | 3 => self.push_list(indent, "bullets", max_count),
            4 => self.push_list(indent, "numbered", max_count),
            5 => self.push_checklist(indent, max_count),
            6 => self.push_quote_or_callout(indent),
            7 => self.push_formula(indent),
            8 => self.push_line(indent, "- figure: { src: images/skyline.svg, alt: Skyline }"),
            9 => self.push_figures(indent),
            10 | 11 => self.push_columns(indent, depth),
            12 | 13 => self.push_cards(indent, depth),
            14 => self.push_cascade(indent),
            15 => self.push_stats(indent),
            16 | 17 => self.push_table(indent),
            18 => self.push_contacts(indent),
            19 => self.push_logos(indent),
            20 | 21 => self.push_code(indent),
            _ => {
                self.push_line(indent, "- group:");
                for _ in 0..1 + self.dice.roll(2) {
                    self.push_block(indent + 4, depth + 1);
                }
            }
        }
    }

    fn push_formula(&mut self, indent: usize) {
        let longest = if self.dice.one_in(8) { 12 } else { 3 };
        let formula = self.formula(longest);
        if self.dice.one_in(3) {
            self.push_line(indent, "- math:");
            self.push_line(indent + 4, &format!("tex: '{formula}'"));
            self.push_line(indent + 4, "number: true");
        } else {
            self.push_line(indent, &format!("- math: '{formula}'"));
        }
    }

    fn push_code(&mut self, indent: usize) {
        self.push_line(indent, "- code:");
        let inner = indent + 4;
        let lang = self.dice.pick(&["rust", "python", "text", "html", "diff", "sql"]);
        self.push_line(inner, &format!("lang: {lang}"));
        self.push_optional(inner, "title", 3, 4);
        self.push_optional(inner, "caption", 3, 12);
        for (line, sides) in [("numbers: true", 2), ("highlight: 1", 3), ("steps: true", 5)] {
            if self.dice.one_in(sides) {
                self.push_line(inner, line);
            }
        }
        self.push_line(inner, "text: |");
        let most = if self.dice.one_in(8) { 60 } else { 9 };
        for line in 0..1 + self.dice.roll(most) {
            // The first line sets the indentation of the block.
            let depth = if line == 0 { 0 } else { self.dice.roll(4) * 2 };
            let start = self.dice.pick(&["", "+ ", "- ", "// ", "let "]).to_owned();
            let longest = if self.dice.one_in(9) { 30 } else { 5 };
            let words: Vec<String> =
                (0..1 + self.dice.roll(longest)).map(|_| self.word()).collect();
            let gap = self.dice.pick(&[" ", ".", "(", ", "]);
            self.push_line(inner + 2 + depth, &format!("{start}{}", words.join(gap)));
            if self.dice.one_in(5) {
                self.push_line(0, "");
            }
        }
    }

    fn push_list(&mut self, indent: usize, kind: &str, max_count: usize) {
        self.push_line(indent, &format!("- {kind}:"));
        let longest = self.dice.pick(&["2", "5", "20"]).parse().unwrap();
        for _ in 0..1 + self.dice.roll(max_count) {
            self.push_item(indent + 4, longest, 0);
        }
    }

    fn push_item(&mut self, indent: usize, longest: usize, depth: usize) {
        let item = self.phrase(longest);
        if depth < 3 && self.dice.one_in(6) {
            self.push_line(indent, &format!("- text: {item}"));
            let kind = self.dice.pick(&["bullets", "numbered"]);
            self.push_line(indent + 2, &format!("{kind}:"));
            for _ in 0..1 + self.dice.roll(4) {
                self.push_item(indent + 4, longest, depth + 1);
            }
        } else {
            self.push_line(indent, &format!("- {item}"));
        }
    }

    fn push_checklist(&mut self, indent: usize, max_count: usize) {
        self.push_line(indent, "- checklist:");
        for _ in 0..1 + self.dice.roll(max_count) {
            let state = self.dice.pick(&["done", "todo"]);
            let item = self.phrase(5);
            self.push_line(indent + 4, &format!("- {state}: {item}"));
        }
    }

    fn push_figures(&mut self, indent: usize) {
        self.push_line(indent, "- figures:");
        for _ in 0..1 + self.dice.roll(6) {
            let picture = self.dice.pick(&["skyline.svg", "network.svg", "eu.svg", "gdd.svg"]);
            let caption = if self.dice.one_in(2) {
                format!(", caption: {}", self.phrase(10))
            } else {
                String::new()
            };
            self.push_line(
                indent + 4,
                &format!("- {{ src: images/{picture}, alt: A picture{caption} }}"),
            );
        }
    }

    fn push_logos(&mut self, indent: usize) {
        let logos = vec!["images/eu.svg"; 1 + self.dice.roll(9)];
        self.push_line(indent, &format!("- logos: [{}]", logos.join(", ")));
    }

    fn push_columns(&mut self, indent: usize, depth: usize) {
        self.push_line(indent, "- columns:");
        for _ in 0..2 + self.dice.roll(2) {
            self.push_line(indent + 4, "-");
            for _ in 0..1 + self.dice.roll(3) {
                self.push_block(indent + 6, depth + 1);
            }
        }
    }

    fn push_cards(&mut self, indent: usize, depth: usize) {
        self.push_line(indent, "- cards:");
        let across = 1 + self.dice.roll(8);
        self.push_line(indent + 4, &format!("across: {across}"));
        self.push_line(indent + 4, "items:");
        for _ in 0..1 + self.dice.roll(8) {
            let title = self.phrase(4);
            self.push_line(indent + 6, &format!("- title: {title}"));
            if self.dice.one_in(4) {
                self.push_line(indent + 8, "figure: { src: images/network.svg, alt: Network }");
            }
            self.push_line(indent + 8, "content:");
            self.push_block(indent + 10, depth + 2);
        }
    }

    fn push_cascade(&mut self, indent: usize) {
        let direction = self.dice.pick(&["down", "right"]);
        self.push_line(indent, "- cascade:");
        self.push_line(indent + 4, &format!("direction: {direction}"));
        self.push_line(indent + 4, "items:");
        for _ in 0..1 + self.dice.roll(5) {
            let label = self.phrase(3);
            let text = self.phrase(20);
            let figure = if self.dice.one_in(4) {
                ", figure: { src: images/skyline.svg, alt: Skyline }"
            } else {
                ""
            };
            self.push_line(indent + 6, &format!("- {{ label: {label}, text: {text}{figure} }}"));
        }
    }

    fn push_stats(&mut self, indent: usize) {
        self.push_line(indent, "- stats:");
        for _ in 0..1 + self.dice.roll(6) {
            let (value, label) = (self.phrase(1), self.phrase(8));
            self.push_line(indent + 4, &format!("- {{ value: {value}, label: {label} }}"));
        }
    }

    fn push_contacts(&mut self, indent: usize) {
        self.push_line(indent, "- contact:");
        for _ in 0..1 + self.dice.roll(5) {
            let (name, role, org) = (self.phrase(3), self.phrase(4), self.phrase(8));
            self.push_line(indent + 4, &format!("- {{ name: {name}, role: {role}, org: {org} }}"));
        }
    }

    fn push_table(&mut self, indent: usize) {
        self.push_line(indent, "- table:");
        let columns = 1 + if self.dice.one_in(5) { self.dice.roll(20) } else { self.dice.roll(5) };
        let longest = self.dice.pick(&["1", "3", "8"]).parse().unwrap();
        for _ in 0..1 + self.dice.roll(10) {
            let cells: Vec<String> = (0..columns).map(|_| self.phrase(longest)).collect();
            self.push_line(indent + 4, &format!("- [{}]", cells.join(", ")));
        }
    }

    fn push_quote_or_callout(&mut self, indent: usize) {
        let (text, other) = (self.phrase(30), self.phrase(5));
        if self.dice.one_in(2) {
            self.push_line(indent, &format!("- quote: {{ text: {text}, by: {other} }}"));
        } else {
            let kind = self.dice.pick(&["note", "tip", "warning"]);
            self.push_line(
                indent,
                &format!("- callout: {{ kind: {kind}, title: {other}, text: {text} }}"),
            );
        }
    }
}

/// Returns a new word, sometimes a very long one.
fn make_word(dice: &mut Dice, script: &'static Script, words: &mut Vec<String>) -> String {
    let script = if dice.one_in(12) { &SCRIPTS[dice.roll(3)] } else { script };
    let digits: Vec<char> = script.digits.chars().collect();
    let number: String =
        words.len().to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect();
    let stem = dice.pick(script.stems);
    // Enclosed by the end character, so that no word is part of another.
    let end = script.end;
    let tail = if dice.one_in(80) { number.repeat(1 + dice.roll(40)) } else { String::new() };
    let word = format!("{stem}{end}{number}{end}{tail}");
    words.push(word.clone());
    word
}
