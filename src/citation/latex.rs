//! Rewrites the LaTeX of a field for the library, which knows letters and accents, but neither
//! formatting nor quotation marks. Formatting becomes marks that the library keeps.

use std::borrow::Cow;

use super::pieces::{BOLD_MARKS, ITALIC_MARKS, LOWERED_MARKS, QUOTE_MARKS, RAISED_MARKS};

/// What a field contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// Words with formatting.
    Words,
    /// Names and numbers, which have none.
    Plain,
    /// An address or file, or what is not shown.
    Verbatim,
}

impl FieldKind {
    /// Returns the kind of the field with this name.
    pub(super) fn of(field: &str) -> Self {
        match field.to_ascii_lowercase().as_str() {
            "doi" | "url" | "uri" | "file" | "pdf" | "eprint" | "verba" | "verbb" | "verbc"
            | "urlraw" | "crossref" | "xdata" | "xref" | "ids" | "keywords" | "abstract"
            | "langid" | "hyphenation" | "options" | "comment" | "review" | "annote"
            | "annotation" | "year" | "month" | "date" | "urldate" | "origdate" | "eventdate"
            | "timestamp" | "owner" | "groups" | "isbn" | "issn" | "shorthand" | "sortkey"
            | "key" => Self::Verbatim,
            "author" | "editor" | "editora" | "editorb" | "editorc" | "translator"
            | "annotator" | "commentator" | "bookauthor" | "holder" | "foreword" | "afterword"
            | "introduction" | "shortauthor" | "shorteditor" | "pages" | "volume" | "number"
            | "issue" | "edition" | "volumes" | "chapter" => Self::Plain,
            _ => Self::Words,
        }
    }
}

/// Rewrites the value of a field. Adds the names of commands that are not known to `unknown`.
pub(super) fn rewrite_latex<'t>(
    text: &'t str,
    kind: FieldKind,
    unknown: &mut Vec<String>,
) -> Cow<'t, str> {
    if kind == FieldKind::Verbatim || !text.contains(['\\', '~', '`', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut rewriter = Rewriter { rest: text, result: String::new(), kind, unknown };
    rewriter.rewrite_group();
    Cow::Owned(rewriter.result)
}

struct Rewriter<'t, 'u> {
    rest: &'t str,
    result: String,
    kind: FieldKind,
    unknown: &'u mut Vec<String>,
}

impl<'t> Rewriter<'t, '_> {
    /// Rewrites up to the brace that closes the group, or the end.
    fn rewrite_group(&mut self) {
        let mut closing = Vec::new();
        while let Some(letter) = self.rest.chars().next() {
            if letter == '}' {
                break;
            }
            match letter {
                '\\' => self.rewrite_command(&mut closing),
                '{' if starts_declaration(&self.rest[1..]) => {
                    // The braces end the formatting, and do not protect the case of letters.
                    self.take(1);
                    self.rewrite_group();
                    self.skip("}");
                }
                '{' => {
                    self.copy(1);
                    self.rewrite_group();
                    self.copy_if("}");
                }
                '$' => {
                    let length = self.rest[1..].find('$').map_or(self.rest.len(), |end| end + 2);
                    self.copy(length);
                }
                _ if self.skip("``") => self.push_quotation_mark(0),
                _ if self.skip("''") => self.push_quotation_mark(1),
                _ if self.skip("`") => self.result.push('‘'),
                _ if self.skip("~") => self.result.push('\u{a0}'),
                _ => self.copy(letter.len_utf8()),
            }
        }
        self.result.extend(closing.into_iter().rev());
    }

    fn rewrite_command(&mut self, closing: &mut Vec<char>) {
        let after = &self.rest[1..];
        let length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        if length == 0 {
            return self.rewrite_sign();
        }
        let (name, after) = after.split_at(length);
        let has_argument = after.starts_with('{');
        if let Some(marks) = marks_of(name) {
            if !is_declaration(name) && !has_argument {
                return self.skip_command(length);
            }
            self.skip_command(length);
            let [open, close] = if self.kind == FieldKind::Words { marks } else { [None; 2] };
            self.result.extend(open);
            if is_declaration(name) {
                closing.extend(close);
            } else {
                self.rewrite_argument();
                self.result.extend(close);
            }
            return;
        }
        match name {
            "url" | "nolinkurl" | "path" if has_argument => {
                self.skip_command(length);
                let address = self.take_argument();
                self.push_address(address);
            }
            "href" if has_argument => {
                self.skip_command(length);
                self.take_argument();
                self.rewrite_argument();
            }
            "enquote" | "mkbibquote" | "textquote" if has_argument => {
                self.skip_command(length);
                self.push_quotation_mark(0);
                self.rewrite_argument();
                self.push_quotation_mark(1);
            }
            "noopsort" | "SortNoop" | "vphantom" | "hspace" | "vspace" | "label" | "phantom" => {
                self.skip_command(length);
                self.take_argument();
            }
            "ensuremath" if has_argument => {
                self.skip_command(length);
                let formula = self.take_argument();
                self.result.extend(["$", formula, "$"]);
            }
            "par" | "newline" | "quad" | "qquad" | "space" => {
                self.skip_command(length);
                self.result.push(' ');
            }
            "slash" => {
                self.skip_command(length);
                self.result.push('/');
            }
            "BibTeX" => {
                self.skip_command(length);
                self.result.push_str("{BibTeX}");
            }
            _ if KNOWN.contains(&name) => self.copy(1 + length),
            _ => {
                self.unknown.push(name.to_owned());
                self.skip_command(length);
            }
        }
    }

    /// Rewrites a command whose name is a sign.
    fn rewrite_sign(&mut self) {
        let Some(sign) = self.rest[1..].chars().next() else { return self.take(1) };
        let length = 1 + sign.len_utf8();
        match sign {
            '\\' | ' ' | '\n' | '\t' | '\r' => {
                self.take(length);
                // The library takes a space after the name of a command for its end.
                let name = self.result.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let follows_name = name.len() < self.result.len() && name.ends_with('\\');
                self.result.push_str(if follows_name { "{} " } else { " " });
            }
            ',' | ';' | '>' => {
                self.take(length);
                self.result.push('\u{a0}');
            }
            '/' | '!' | '@' | '(' | ')' | '[' | ']' | '*' => self.take(length),
            '"' | '´' | '`' | '\'' | '^' | '~' | '=' | '.' => {
                self.copy(length);
                // The library takes the `\` of `\i` for the letter below the accent.
                for (dotless, letter) in [("\\i", 'i'), ("\\j", 'j')] {
                    let after = self.rest.strip_prefix(dotless);
                    let is_command = |after: &&str| !after.starts_with(char::is_alphabetic);
                    if after.filter(is_command).is_some() {
                        self.skip(dotless);
                        self.result.push(letter);
                        let _ = self.skip("{}") || self.skip(" ");
                        break;
                    }
                }
            }
            _ => self.copy(length),
        }
    }

    /// Adds a quotation mark: 0 opens, 1 closes. Within other quotation marks, it becomes single.
    fn push_quotation_mark(&mut self, side: usize) {
        self.result.push(match self.kind {
            FieldKind::Words => QUOTE_MARKS[side],
            _ => ['“', '”'][side],
        });
    }

    /// Removes the name of a command, and the spaces that end it.
    fn skip_command(&mut self, name_length: usize) {
        self.take(1 + name_length);
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// Rewrites an argument without its braces.
    fn rewrite_argument(&mut self) {
        if self.skip("{") {
            self.rewrite_group();
            self.skip("}");
        }
    }

    /// Removes an argument, and returns it without its braces.
    fn take_argument(&mut self) -> &'t str {
        if !self.rest.starts_with('{') {
            return "";
        }
        let mut depth = 0_usize;
        let end = self.rest.char_indices().find(|(_, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let end = end.map_or(self.rest.len(), |(end, _)| end);
        let inside = self.rest.get(1..end).unwrap_or_default();
        self.take((end + 1).min(self.rest.len()));
        inside
    }

    /// Adds an address. The library makes a dash of two hyphens, but not across a `\-`.
    fn push_address(&mut self, address: &str) {
        self.result.push_str(&address.replace("--", "-\\--").replace('$', "\\$"));
    }

    fn take(&mut self, length: usize) {
        self.rest = &self.rest[length..];
    }

    fn copy(&mut self, length: usize) {
        self.result.push_str(&self.rest[..length]);
        self.take(length);
    }

    fn copy_if(&mut self, text: &str) {
        if self.skip(text) {
            self.result.push_str(text);
        }
    }

    fn skip(&mut self, text: &str) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }
}

/// Returns the marks that replace a formatting command. The library keeps those of the formatting
/// that pieces have.
fn marks_of(command: &str) -> Option<[Option<char>; 2]> {
    Some(match command {
        "textit" | "emph" | "textsl" | "mkbibemph" | "mkbibitalic" | "em" | "it" | "sl"
        | "itshape" | "slshape" => ITALIC_MARKS.map(Some),
        "textbf" | "mkbibbold" | "bf" | "bfseries" => BOLD_MARKS.map(Some),
        "textsuperscript" | "mkbibsuperscript" => RAISED_MARKS.map(Some),
        "textsubscript" | "mkbibsubscript" => LOWERED_MARKS.map(Some),
        "textsc" | "textrm" | "texttt" | "textsf" | "textup" | "textnormal" | "textmd" | "mbox"
        | "hbox" | "text" | "uppercase" | "mkbibparens" | "underline" | "sc" | "rm" | "tt"
        | "sf" | "normalfont" | "upshape" | "scshape" | "ttfamily" | "rmfamily" | "sffamily"
        | "protect" | "relax" | "small" => [None; 2],
        _ => return None,
    })
}

/// Whether a formatting command applies to the rest of its group, and not to an argument.
fn is_declaration(command: &str) -> bool {
    matches!(
        command,
        "em" | "it"
            | "sl"
            | "itshape"
            | "slshape"
            | "bf"
            | "bfseries"
            | "sc"
            | "rm"
            | "tt"
            | "sf"
            | "normalfont"
            | "upshape"
            | "scshape"
            | "ttfamily"
            | "rmfamily"
            | "sffamily"
            | "protect"
            | "relax"
            | "small"
    )
}

/// Whether a group starts with a declaration.
fn starts_declaration(group: &str) -> bool {
    let Some(name) = group.trim_start().strip_prefix('\\') else { return false };
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    is_declaration(&name[..end])
}

/// The commands that the library reads.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "AA", "AE", "DH", "DJ", "H", "L", "LaTeX", "NG", "O", "OE", "P", "S", "SS", "TH", "TeX", "aa",
    "ae", "b", "c", "copyright", "d", "ddag", "dh", "dj", "dots", "guillemotleft",
    "guillemotright", "guilsinglleft", "guilsinglright", "i", "k", "l", "ng", "o", "oe", "pounds",
    "quotedblbase", "quotesinglbase", "r", "ss", "textasciicircum", "textasciigrave",
    "textasciitilde", "textasteriskcentered", "textbackslash", "textbar", "textbraceleft",
    "textbraceright", "textbullet", "textdagger", "textdaggerdbl", "textdollar", "textellipsis",
    "textemdash", "textendash", "textexclamdown", "textgreater", "textless", "textordfeminine",
    "textordmasculine", "textparagraph", "textperiodcentered", "textquestiondown", "textquotedbl",
    "textquotedblleft", "textquotedblright", "textquoteleft", "textquoteright",
    "textquotesingle", "textquotestraightbase", "textquotestraightdblbase", "textregistered",
    "textsection", "texttrademark", "textunderscore", "textvisiblespace", "th", "u", "v",
];

#[cfg(test)]
mod tests {
    use super::{FieldKind, rewrite_latex};

    #[test]
    fn latex_becomes_characters_and_marks() {
        for (latex, expected) in [
            (r"\textit{E. coli} in H\textsubscript{2}O", "‹E. coli› in H_2¯O"),
            (r"A {\em short} {DNA} study", "A ‹short› {DNA} study"),
            (r"``Rivers'' and `lakes~2", "«Rivers» and ‘lakes\u{a0}2"),
            (r#"Na{\"\i}ve \'\i x"#, r#"Na{\"i}ve \'ix"#),
            (r"\l\ \o, Guti\'errez \~n \& \$5", r"\l{} \o, Guti\'errez \~n \& \$5"),
            (r"\url{https://a.org/~x--y_z}", r"https://a.org/~x-\--y_z"),
            (r"$a~b$ \emph{a $x$ {\bf b}}", "$a~b$ ‹a $x$ [b]›"),
            (r"\foo{a} \href{https://a.org}{here}", "{a} here"),
        ] {
            let mut unknown = Vec::new();
            let rewritten = rewrite_latex(latex, FieldKind::Words, &mut unknown);
            let marks = '\u{e010}'..='\u{e019}';
            let shown = marks.zip(["‹", "›", "[", "]", "^", "^", "_", "¯", "«", "»"]);
            let shown =
                shown.fold(rewritten.into_owned(), |text, (mark, sign)| text.replace(mark, sign));
            assert_eq!(shown, expected, "{latex}");
            assert_eq!(unknown.len(), usize::from(latex.contains("foo")), "{latex}");
        }
        let plain = rewrite_latex(r"\textit{A} and B~C", FieldKind::Plain, &mut Vec::new());
        assert_eq!(plain, "A and B\u{a0}C");
    }
}
