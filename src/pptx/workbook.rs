//! The workbook of a chart: one sheet with its data (ISO/IEC 29500-1, SpreadsheetML).

use super::package::{OFFICE_RELATIONSHIP, PptxPackage, Relationships};
use super::units::exact_number;
use super::xml::Xml;
use crate::numerals::column_letters;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const WORKBOOK_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const STYLES_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// The name of the sheet.
pub(super) const SHEET_NAME: &str = "Data";

/// A cell of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SheetValue {
    /// An empty cell.
    Empty,
    Text(String),
    Number(f64, CellFormat),
    /// A formula without `=`, and the value that it has now.
    Formula(String, f64, CellFormat),
}

/// How a number is shown, by the index of its format in the workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CellFormat {
    /// As programs choose.
    #[default]
    Usual,
    /// A day, as the number of days since 30 December 1899.
    Day,
    /// As the values of the chart.
    Value,
    /// With a sign.
    Change,
}

/// The format codes of a workbook.
pub(super) struct CellFormats<'f> {
    pub(super) days: &'f str,
    pub(super) values: &'f str,
}

/// Returns a workbook with these rows. Equal rows give equal bytes. `formats` are the format codes
/// of its cells.
pub(super) fn write_workbook(
    rows: &[Vec<SheetValue>],
    formats: &CellFormats<'_>,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut package = PptxPackage::default();
    let mut root = Relationships::default();
    root.add("officeDocument", "xl/workbook.xml");
    package.add_relationships("", &root);
    let mut xml = Xml::document();
    xml.open("workbook", &[("xmlns", &NAMESPACE), ("xmlns:r", &OFFICE_RELATIONSHIP)]);
    xml.open("sheets", &[]);
    xml.empty("sheet", &[("name", &SHEET_NAME), ("sheetId", &1), ("r:id", &"rId1")]);
    xml.close();
    xml.close();
    package.add("xl/workbook.xml".into(), WORKBOOK_TYPE, xml.into_bytes());
    let mut parts = Relationships::default();
    parts.add("worksheet", "worksheets/sheet1.xml");
    parts.add("styles", "styles.xml");
    package.add_relationships("xl/workbook.xml", &parts);
    package.add("xl/worksheets/sheet1.xml".into(), SHEET_TYPE, write_sheet(rows));
    package.add("xl/styles.xml".into(), STYLES_TYPE, write_styles(formats));
    package.into_bytes()
}

fn write_sheet(rows: &[Vec<SheetValue>]) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("worksheet", &[("xmlns", &NAMESPACE)]);
    xml.open("sheetData", &[]);
    for (index, row) in rows.iter().enumerate() {
        xml.open("row", &[("r", &(index + 1))]);
        for (column, value) in row.iter().enumerate() {
            let place = format!("{}{}", column_letters(column as u32), index + 1);
            match value {
                SheetValue::Empty => {}
                SheetValue::Text(text) => {
                    xml.open("c", &[("r", &place), ("t", &"inlineStr")]);
                    xml.open("is", &[]);
                    xml.open("t", &[("xml:space", &"preserve")]);
                    xml.text(text);
                    xml.close();
                    xml.close();
                    xml.close();
                }
                SheetValue::Formula(formula, number, format) => {
                    xml.open("c", &[("r", &place), ("s", &(*format as usize))]);
                    xml.text_element("f", formula);
                    xml.text_element("v", &exact_number(*number).to_string());
                    xml.close();
                }
                SheetValue::Number(number, format) => {
                    xml.open("c", &[("r", &place), ("s", &(*format as usize))]);
                    xml.text_element("v", &exact_number(*number).to_string());
                    xml.close();
                }
            }
        }
        xml.close();
    }
    xml.close();
    xml.close();
    xml.into_bytes()
}

/// Writes the formats of cells.
fn write_styles(formats: &CellFormats<'_>) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("styleSheet", &[("xmlns", &NAMESPACE)]);
    let values = formats.values;
    let changes = match values.contains(';') {
        true => values.to_owned(),
        false => format!("\"+\"{values};\"\u{2212}\"{values};{values}"),
    };
    xml.open("numFmts", &[("count", &"3")]);
    for (id, code) in [(164, formats.days), (165, values), (166, changes.as_str())] {
        xml.empty("numFmt", &[("numFmtId", &id), ("formatCode", &code)]);
    }
    xml.close();
    xml.open("fonts", &[("count", &"1")]);
    xml.open("font", &[]);
    xml.empty("sz", &[("val", &"11")]);
    xml.empty("name", &[("val", &"Calibri")]);
    xml.close();
    xml.close();
    xml.open("fills", &[("count", &"2")]);
    for pattern in ["none", "gray125"] {
        xml.open("fill", &[]);
        xml.empty("patternFill", &[("patternType", &pattern)]);
        xml.close();
    }
    xml.close();
    xml.open("borders", &[("count", &"1")]);
    xml.open("border", &[]);
    for side in ["left", "right", "top", "bottom", "diagonal"] {
        xml.empty(side, &[]);
    }
    xml.close();
    xml.close();
    let base: super::xml::Attributes<'_> =
        &[("numFmtId", &"0"), ("fontId", &"0"), ("fillId", &"0"), ("borderId", &"0")];
    xml.open("cellStyleXfs", &[("count", &"1")]);
    xml.empty("xf", base);
    xml.close();
    xml.open("cellXfs", &[("count", &"4")]);
    for format in [0, 164, 165, 166] {
        xml.empty(
            "xf",
            &[
                ("numFmtId", &format),
                ("fontId", &"0"),
                ("fillId", &"0"),
                ("borderId", &"0"),
                ("xfId", &"0"),
                ("applyNumberFormat", &"1"),
            ],
        );
    }
    xml.close();
    xml.close();
    xml.into_bytes()
}
