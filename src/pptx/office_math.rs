//! MathML → Office Math (ECMA-376, part 1, clause 22.1). Reads what `math/mathml.rs` writes.

use roxmltree::{Document, Node};

use super::read_mathml::{
    Scripts, children, combining_mark, is_accent, is_relation, italic_letter, large_operator,
    only_table, read_fences, read_scripts, space_of,
};
use super::xml::{Attributes, Xml};

/// The namespace of Office Math.
pub(super) const MATH_NAMESPACE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/math";

/// Writes the properties of a run: its size, colour and typeface. The flag tells whether its
/// letters are italic.
type RunWriter<'a> = &'a mut dyn FnMut(&mut Xml, bool);

/// Writes a formula as the content of `m:oMath`.
pub(super) fn write_office_math(xml: &mut Xml, mathml: &str, write_run: RunWriter<'_>) {
    // Our own MathML is well formed.
    let Ok(document) = Document::parse(mathml) else { return };
    let mut writer = MathWriter { write_run };
    writer.row(xml, &children(document.root_element()));
}

struct MathWriter<'a> {
    write_run: RunWriter<'a>,
}

impl MathWriter<'_> {
    /// Writes parts that follow each other.
    fn row(&mut self, xml: &mut Xml, parts: &[Node<'_, '_>]) {
        let mut index = 0;
        while let Some(part) = parts.get(index) {
            index += 1;
            let Some(scripts) = large_operator(*part) else {
                self.node(xml, *part);
                continue;
            };
            let rest = &parts[index..];
            let length = rest.iter().position(|part| is_relation(*part)).unwrap_or(rest.len());
            self.large_operator(xml, &scripts, &rest[..length]);
            index += length;
        }
    }

    fn node(&mut self, xml: &mut Xml, node: Node<'_, '_>) {
        let parts = children(node);
        match (node.tag_name().name(), parts.as_slice()) {
            ("mi", _) => {
                let text = node.text().unwrap_or_default();
                let is_upright = node.has_attribute("mathvariant") || text.chars().count() != 1;
                self.run(xml, text, !is_upright && text.chars().all(char::is_alphabetic));
            }
            ("mtext", _) => self.words(xml, node.text().unwrap_or_default()),
            ("mn" | "mo", _) => self.run(xml, node.text().unwrap_or_default(), false),
            ("mspace", _) => self.words(xml, space_of(node)),
            ("mfrac", [upper, lower]) => {
                let kind = node.has_attribute("linethickness").then_some("noBar");
                let settings: Vec<_> = kind.iter().map(|kind| ("m:type", *kind)).collect();
                self.open(xml, "m:f", "m:fPr", &settings);
                self.part(xml, "m:num", *upper);
                self.part(xml, "m:den", *lower);
                xml.close();
            }
            ("msqrt", _) => {
                self.open(xml, "m:rad", "m:radPr", &[("m:degHide", "1")]);
                xml.empty("m:deg", &[]);
                self.parts(xml, "m:e", &parts);
                xml.close();
            }
            ("mroot", [body, degree]) => {
                self.open(xml, "m:rad", "m:radPr", &[]);
                self.part(xml, "m:deg", *degree);
                self.part(xml, "m:e", *body);
                xml.close();
            }
            ("mover" | "munder", [base, mark]) if is_accent(node) => {
                self.accent(xml, *base, mark.text().unwrap_or_default(), node);
            }
            ("msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover", _) => {
                if let Some(scripts) = read_scripts(node) {
                    self.scripts(xml, &scripts);
                }
            }
            ("mtable", _) => self.table(xml, node, false),
            ("menclose", _) => self.enclosed(xml, node, &parts),
            ("mphantom", _) => {
                self.open(xml, "m:phant", "m:phantPr", &[("m:show", "0")]);
                self.parts(xml, "m:e", &parts);
                xml.close();
            }
            ("mrow", _) => match read_fences(&parts) {
                Some((open, body, close)) => self.fenced(xml, open, body, close),
                None => self.row(xml, &parts),
            },
            _ => self.row(xml, &parts),
        }
    }

    /// Writes a large operator with its limits, and what it applies to.
    fn large_operator(&mut self, xml: &mut Xml, scripts: &Scripts<'_>, body: &[Node<'_, '_>]) {
        let sign = scripts.base.text().unwrap_or_default();
        let place = if scripts.are_limits { "undOvr" } else { "subSup" };
        let hidden = |script: Option<Node<'_, '_>>| if script.is_some() { "0" } else { "1" };
        self.open(
            xml,
            "m:nary",
            "m:naryPr",
            &[
                ("m:chr", sign),
                ("m:limLoc", place),
                ("m:grow", "1"),
                ("m:subHide", hidden(scripts.sub)),
                ("m:supHide", hidden(scripts.sup)),
            ],
        );
        self.parts(xml, "m:sub", scripts.sub.as_slice());
        self.parts(xml, "m:sup", scripts.sup.as_slice());
        self.parts(xml, "m:e", body);
        xml.close();
    }

    fn scripts(&mut self, xml: &mut Xml, scripts: &Scripts<'_>) {
        let Scripts { base, sub, sup, are_limits } = *scripts;
        match (sub, sup, are_limits) {
            (Some(sub), Some(sup), false) => {
                self.open(xml, "m:sSubSup", "m:sSubSupPr", &[]);
                self.part(xml, "m:e", base);
                self.part(xml, "m:sub", sub);
                self.part(xml, "m:sup", sup);
            }
            (Some(sub), None, false) => {
                self.open(xml, "m:sSub", "m:sSubPr", &[]);
                self.part(xml, "m:e", base);
                self.part(xml, "m:sub", sub);
            }
            (None, Some(sup), false) => {
                self.open(xml, "m:sSup", "m:sSupPr", &[]);
                self.part(xml, "m:e", base);
                self.part(xml, "m:sup", sup);
            }
            (Some(sub), Some(sup), true) => {
                self.open(xml, "m:limUpp", "m:limUppPr", &[]);
                xml.open("m:e", &[]);
                self.scripts(xml, &Scripts { base, sub: Some(sub), sup: None, are_limits });
                xml.close();
                self.part(xml, "m:lim", sup);
            }
            (Some(sub), None, true) => {
                self.open(xml, "m:limLow", "m:limLowPr", &[]);
                self.part(xml, "m:e", base);
                self.part(xml, "m:lim", sub);
            }
            (None, Some(sup), true) => {
                self.open(xml, "m:limUpp", "m:limUppPr", &[]);
                self.part(xml, "m:e", base);
                self.part(xml, "m:lim", sup);
            }
            (None, None, _) => return self.node(xml, base),
        }
        xml.close();
    }

    fn accent(&mut self, xml: &mut Xml, base: Node<'_, '_>, mark: &str, node: Node<'_, '_>) {
        let is_below = node.tag_name().name() == "munder";
        let side = if is_below { "bot" } else { "top" };
        match (mark, combining_mark(mark)) {
            ("¯" | "_", _) => self.open(xml, "m:bar", "m:barPr", &[("m:pos", side)]),
            (_, Some(combining)) if !is_below => {
                self.open(xml, "m:acc", "m:accPr", &[("m:chr", combining)]);
            }
            _ => {
                // The base stays on the baseline.
                let align = if is_below { "top" } else { "bot" };
                let settings = [("m:chr", mark), ("m:pos", side), ("m:vertJc", align)];
                self.open(xml, "m:groupChr", "m:groupChrPr", &settings);
            }
        }
        self.part(xml, "m:e", base);
        xml.close();
    }

    fn fenced(&mut self, xml: &mut Xml, open: &str, body: &[Node<'_, '_>], close: &str) {
        let settings = [("m:begChr", open), ("m:endChr", close), ("m:grow", "1")];
        self.open(xml, "m:d", "m:dPr", &settings);
        xml.open("m:e", &[]);
        match only_table(body) {
            // The cases of a definition are aligned at their starts.
            Some(table) => self.table(xml, table, open == "{" && close.is_empty()),
            None => self.row(xml, body),
        }
        xml.close();
        xml.close();
    }

    fn table(&mut self, xml: &mut Xml, table: Node<'_, '_>, has_cases: bool) {
        let rows = children(table);
        let width = rows.iter().map(|row| children(*row).len()).max().unwrap_or(0);
        let has_lines = table.has_attribute("columnalign");
        xml.open("m:m", &[]);
        xml.open("m:mPr", &[]);
        xml.empty("m:plcHide", &[("m:val", &"1")]);
        if has_lines {
            xml.empty("m:cGpRule", &[("m:val", &"3")]);
            xml.empty("m:cGp", &[("m:val", &"0")]);
        }
        xml.open("m:mcs", &[]);
        for column in 0..width {
            let align = match column % 2 {
                _ if has_cases => "left",
                _ if !has_lines => "center",
                0 => "right",
                _ => "left",
            };
            xml.open("m:mc", &[]);
            xml.open("m:mcPr", &[]);
            xml.empty("m:count", &[("m:val", &"1")]);
            xml.empty("m:mcJc", &[("m:val", &align)]);
            xml.close();
            xml.close();
        }
        xml.close();
        self.control(xml);
        xml.close();
        for row in rows {
            xml.open("m:mr", &[]);
            let cells = children(row);
            for column in 0..width {
                self.parts(
                    xml,
                    "m:e",
                    cells.get(column).map(|it| vec![*it]).as_deref().unwrap_or_default(),
                );
            }
            xml.close();
        }
        xml.close();
    }

    fn enclosed(&mut self, xml: &mut Xml, node: Node<'_, '_>, parts: &[Node<'_, '_>]) {
        let notation = node.attribute("notation").unwrap_or_default();
        let strikes: Vec<_> = [
            ("horizontalstrike", "m:strikeH"),
            ("updiagonalstrike", "m:strikeBLTR"),
            ("downdiagonalstrike", "m:strikeTLBR"),
        ]
        .into_iter()
        .filter(|(name, _)| notation.split(' ').any(|part| part == *name))
        .map(|(_, setting)| (setting, "1"))
        .collect();
        let hidden: &[(&'static str, &str)] = match notation {
            "box" => &[],
            // The angle of an annuity has lines above and at the right.
            "actuarial" => &[("m:hideBot", "1"), ("m:hideLeft", "1")],
            "phasorangle" => &[("m:hideTop", "1"), ("m:hideRight", "1")],
            _ => {
                &[("m:hideTop", "1"), ("m:hideBot", "1"), ("m:hideLeft", "1"), ("m:hideRight", "1")]
            }
        };
        self.open(xml, "m:borderBox", "m:borderBoxPr", &[hidden, &strikes].concat());
        self.parts(xml, "m:e", parts);
        xml.close();
    }

    /// Writes signs. Italic letters are written as PowerPoint writes them: as those of the italic
    /// alphabet of mathematics.
    fn run(&mut self, xml: &mut Xml, text: &str, is_italic: bool) {
        if is_italic {
            let letters: String = text.chars().map(italic_letter).collect();
            self.write_text(xml, &letters, true, ("m:sty", "i"));
        } else {
            self.write_text(xml, text, false, ("m:sty", "p"));
        }
    }

    fn words(&mut self, xml: &mut Xml, text: &str) {
        self.write_text(xml, text, false, ("m:nor", "1"));
    }

    fn write_text(
        &mut self,
        xml: &mut Xml,
        text: &str,
        is_italic: bool,
        style: (&'static str, &str),
    ) {
        if text.is_empty() {
            return;
        }
        xml.open("m:r", &[]);
        xml.open("m:rPr", &[]);
        xml.empty(style.0, &[("m:val", &style.1)]);
        xml.close();
        (self.write_run)(xml, is_italic);
        let has_outer_space =
            text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        let preserve: Attributes<'_> =
            if has_outer_space { &[("xml:space", &"preserve")] } else { &[] };
        xml.open("m:t", preserve);
        xml.text(text);
        xml.close();
        xml.close();
    }

    /// Opens an element, and writes its settings and the look of its lines and signs.
    fn open(
        &mut self,
        xml: &mut Xml,
        name: &'static str,
        properties: &'static str,
        settings: &[(&'static str, &str)],
    ) {
        xml.open(name, &[]);
        xml.open(properties, &[]);
        for (setting, value) in settings {
            xml.empty(setting, &[("m:val", value)]);
        }
        self.control(xml);
        xml.close();
    }

    fn control(&mut self, xml: &mut Xml) {
        xml.open("m:ctrlPr", &[]);
        (self.write_run)(xml, false);
        xml.close();
    }

    fn part(&mut self, xml: &mut Xml, name: &'static str, part: Node<'_, '_>) {
        self.parts(xml, name, &[part]);
    }

    fn parts(&mut self, xml: &mut Xml, name: &'static str, parts: &[Node<'_, '_>]) {
        xml.open(name, &[]);
        self.row(xml, parts);
        xml.close();
    }
}
