//! How text is placed in its box.

use super::xml::Xml;

/// Writes how text is placed in its box: without margins, at its own size, and from the top (`t`)
/// or in the middle (`ctr`).
pub(super) fn write_body_properties(xml: &mut Xml, wraps: bool, anchor: &str) {
    write_fitted_properties(xml, wraps, anchor, "a:noAutofit");
}

/// Writes how text is placed in its box, and with the element `autofit` whether it is shrunk to
/// fit.
pub(super) fn write_fitted_properties(
    xml: &mut Xml,
    wraps: bool,
    anchor: &str,
    autofit: &'static str,
) {
    let wrap = if wraps { "square" } else { "none" };
    xml.open(
        "a:bodyPr",
        &[
            ("vert", &"horz"),
            ("wrap", &wrap),
            ("lIns", &"0"),
            ("tIns", &"0"),
            ("rIns", &"0"),
            ("bIns", &"0"),
            ("rtlCol", &"0"),
            ("anchor", &anchor),
        ],
    );
    xml.empty(autofit, &[]);
    xml.close();
}
