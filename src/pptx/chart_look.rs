//! Writes how the parts of a chart look: fills, lines, marks and texts.

use super::chart_part::ChartWriter;
use super::units::{emu, hundredths};
use crate::scene::Colour;

/// The width of lines in em.
const LINE_EM: f32 = 0.16;

impl ChartWriter<'_> {
    pub(super) fn write_no_marker(&mut self) {
        self.xml.open("c:marker", &[]);
        self.set("c:symbol", "none");
        self.xml.close();
    }

    pub(super) fn write_marker(&mut self, colour: Option<Colour>) {
        self.xml.open("c:marker", &[]);
        self.set("c:symbol", "circle");
        self.set("c:size", "8");
        self.write_fill(colour);
        self.xml.close();
    }

    pub(super) fn write_fill(&mut self, colour: Option<Colour>) {
        self.xml.open("c:spPr", &[]);
        match colour {
            Some(colour) => self.scheme.write_series_fill(&mut self.xml, colour),
            None => self.xml.empty("a:noFill", &[]),
        }
        self.write_line(None, 0.0, false);
        self.xml.close();
    }

    pub(super) fn write_stroke(&mut self, colour: Option<Colour>, is_dashed: bool) {
        self.xml.open("c:spPr", &[]);
        self.write_line(colour, self.sheet.chart.look.size * LINE_EM, is_dashed);
        self.xml.close();
    }

    /// Writes a line of `width` pt; no line if it has no colour.
    pub(super) fn write_line(&mut self, colour: Option<Colour>, width: f32, is_dashed: bool) {
        let Some(colour) = colour else {
            self.xml.open("a:ln", &[]);
            self.xml.empty("a:noFill", &[]);
            self.xml.close();
            return;
        };
        self.xml.open("a:ln", &[("w", &emu(width)), ("cap", &"rnd")]);
        self.scheme.write_series_fill(&mut self.xml, colour);
        if is_dashed {
            self.xml.empty("a:prstDash", &[("val", &"sysDash")]);
        }
        self.xml.empty("a:round", &[]);
        self.xml.close();
    }

    /// Writes the format of all texts of an element.
    pub(super) fn write_text_format(&mut self, colour: Colour) {
        self.write_bold_text_format(colour, false);
    }

    /// Writes the format of all texts of an element, which may be bold.
    pub(super) fn write_bold_text_format(&mut self, colour: Colour, is_bold: bool) {
        self.xml.open("c:txPr", &[]);
        self.xml.empty("a:bodyPr", &[]);
        self.xml.empty("a:lstStyle", &[]);
        self.xml.open("a:p", &[]);
        self.xml.open("a:pPr", &[]);
        self.write_run_format("a:defRPr", colour, is_bold);
        self.xml.close();
        self.xml.empty("a:endParaRPr", &[]);
        self.xml.close();
        self.xml.close();
    }

    /// Writes words that are no data.
    pub(super) fn write_rich_text(&mut self, words: &str) {
        self.write_words(words, false, "square");
    }

    /// Writes words that are no data and may be bold; `wrap` says whether their lines are broken.
    pub(super) fn write_words(&mut self, words: &str, is_bold: bool, wrap: &str) {
        self.write_words_in(words, (self.sheet.chart.look.text, is_bold), wrap);
    }

    /// Writes words in another colour than that of text.
    pub(super) fn write_words_in(
        &mut self,
        words: &str,
        (colour, is_bold): (Colour, bool),
        wrap: &str,
    ) {
        self.xml.open("c:rich", &[]);
        self.xml.empty("a:bodyPr", &[("rot", &"0"), ("vert", &"horz"), ("wrap", &wrap)]);
        self.xml.empty("a:lstStyle", &[]);
        self.xml.open("a:p", &[]);
        self.xml.open("a:r", &[]);
        self.write_run_format("a:rPr", colour, is_bold);
        self.xml.text_element("a:t", words);
        self.xml.close();
        self.xml.close();
        self.xml.close();
    }

    pub(super) fn write_run_format(&mut self, name: &'static str, colour: Colour, is_bold: bool) {
        let size = hundredths(self.sheet.chart.look.size).clamp(100, 400_000);
        self.xml.open(name, &[("sz", &size), ("b", &u8::from(is_bold))]);
        self.scheme.write_fill(&mut self.xml, colour);
        self.xml.empty("a:latin", &[("typeface", &"+mn-lt")]);
        self.xml.close();
    }
}
