//! Corrects what the library lays out differently from TeX, in a copy of the parse tree that only
//! the layout sees.
//!
//! Lengths are those of TeX: a fraction is an ordinary symbol (`\frac` puts it in braces), the
//! degree of a root moves into its sign (plain TeX, `\root`), letters of one word in italics touch,
//! and `\\[1ex]` adds to the depth of its row, however tall the row is (amsmath).

use ratex_parser::ParseNode;
use ratex_parser::parse_node::{AtomFamily, Measurement, Mode};

use super::nodes::{children_mut, group, length_in_em};

/// Space between a tall row and the next one, of equations and of other arrays, in em.
const TALL_EQUATION_GAP_EM: f64 = 0.55;
const TALL_ROW_GAP_EM: f64 = 0.2;
/// The height and depth of every row (`\strut`), and the space that `aligned` adds (`\jot`), in em.
const STRUT_HEIGHT_EM: f64 = 0.84;
const STRUT_DEPTH_EM: f64 = 0.36;
const JOT_EM: f64 = 0.3;
/// The middle of tall round brackets is close to the entries of a matrix: this space, in em, keeps
/// them apart from that number of rows on.
const TALL_BRACKET_KERN_EM: f64 = 0.14;
const MIN_TALL_ROWS: usize = 3;
/// 5 mu, in em: how far the degree of a root is from its left edge; it moves twice as far back.
const ROOT_KERN_EM: f64 = 5.0 / 18.0;
/// The library's own space between the degree and the sign of a root, in em.
const LIBRARY_ROOT_KERN_EM: f64 = 0.05;
/// The size of the degree of a root.
const DEGREE_SCALE: f64 = 0.5;

/// The size of a part, in em.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PartExtent {
    pub width: f64,
    pub height: f64,
    pub depth: f64,
}

/// Measures a part of a formula that is on lines of its own.
pub(super) type Measure<'m> = dyn Fn(&[ParseNode]) -> PartExtent + 'm;

/// Corrects a node and everything inside it.
pub(super) fn adjust_node(node: &mut ParseNode, measure: &Measure<'_>) {
    children_mut(node).into_iter().for_each(|child| adjust_node(child, measure));
    match node {
        ParseNode::GenFrac { .. } => wrap(node, Vec::new(), Vec::new()),
        ParseNode::Sqrt { index: Some(index), .. } => {
            let width = measure(std::slice::from_ref(index)).width * DEGREE_SCALE;
            let sign_at = (width - ROOT_KERN_EM).max(0.0);
            let own = std::mem::replace(index.as_mut(), group(Vec::new()));
            **index = group(vec![kern((ROOT_KERN_EM - width) / DEGREE_SCALE), own]);
            let library_sign_at = ROOT_KERN_EM + LIBRARY_ROOT_KERN_EM;
            wrap(node, vec![kern(sign_at - library_sign_at)], Vec::new());
        }
        ParseNode::Font { font, body, .. } => match font.as_str() {
            "mathit" => {
                *font = "textit".to_owned();
                join_letters(body);
            }
            "mathcal" | "mathscr" => join_letters(body),
            "boldsymbol" | "bm" => {
                let mut bold = std::mem::replace(body.as_mut(), group(Vec::new()));
                embolden(&mut bold);
                *node = bold;
            }
            _ => {}
        },
        ParseNode::Array { .. } => space_rows(node, measure),
        ParseNode::LeftRight { body, left, right, .. } if left == "(" && right == ")" => {
            let is_tall = |rows: &[Vec<ParseNode>]| rows.len() >= MIN_TALL_ROWS;
            if matches!(body.as_slice(), [ParseNode::Array { body, .. }] if is_tall(body)) {
                body.insert(0, kern(TALL_BRACKET_KERN_EM));
                body.push(kern(TALL_BRACKET_KERN_EM));
            }
        }
        _ => {}
    }
}

/// Puts a node into a group, between others.
fn wrap(node: &mut ParseNode, before: Vec<ParseNode>, after: Vec<ParseNode>) {
    let own = std::mem::replace(node, group(Vec::new()));
    *node = group(before.into_iter().chain([own]).chain(after).collect());
}

fn kern(em: f64) -> ParseNode {
    ParseNode::Kern { mode: Mode::Math, dimension: em_length(em), loc: None }
}

fn em_length(number: f64) -> Measurement {
    Measurement { number, unit: "em".to_owned() }
}

/// Drops the italic correction between the letters of a group: the library adds none in text mode.
fn join_letters(body: &mut ParseNode) {
    let ParseNode::OrdGroup { body, .. } = body else { return };
    let is_letter = |node: &ParseNode| matches!(node, ParseNode::MathOrd { .. });
    for index in 1..body.len() {
        if is_letter(&body[index])
            && let ParseNode::MathOrd { mode, .. } = &mut body[index - 1]
        {
            *mode = Mode::Text;
        }
    }
}

/// Makes the rows of an array as deep as the author asks, and keeps tall rows of equations apart.
fn space_rows(array: &mut ParseNode, measure: &Measure<'_>) {
    let ParseNode::Array { body, row_gaps, add_jot, arraystretch, is_cd, .. } = array else {
        return;
    };
    let asks = |gaps: &[Option<Measurement>], row: usize| {
        gaps.get(row).and_then(Option::as_ref).filter(|gap| gap.number > 0.0).cloned()
    };
    let has_jot = *add_jot == Some(true);
    if *is_cd == Some(true) {
        return;
    }
    let size_of = |row: &Vec<ParseNode>| {
        row.iter().map(|cell| measure(std::slice::from_ref(cell))).fold(
            PartExtent::default(),
            |all, cell| PartExtent {
                width: 0.0,
                height: all.height.max(cell.height),
                depth: all.depth.max(cell.depth),
            },
        )
    };
    let sizes: Vec<PartExtent> = body.iter().map(size_of).collect();
    row_gaps.resize(body.len().max(row_gaps.len()), None);
    let strut = (STRUT_HEIGHT_EM * *arraystretch, STRUT_DEPTH_EM * *arraystretch);
    let jot = if has_jot { JOT_EM } else { 0.0 };
    for row in 0..sizes.len().saturating_sub(1) {
        let depth = sizes[row].depth.max(strut.1);
        let is_tall = sizes[row].depth > strut.1 || sizes[row + 1].height > strut.0;
        let gap = match (is_tall, has_jot) {
            (true, true) => TALL_EQUATION_GAP_EM,
            (true, false) => TALL_ROW_GAP_EM,
            (false, _) => jot,
        };
        let asked = asks(row_gaps, row).map_or(0.0, |gap| length_in_em(&gap));
        if gap > jot || asked > 0.0 {
            // The library subtracts the depth of its strut.
            row_gaps[row] = Some(em_length(depth + gap + asked - strut.1));
        }
    }
}

/// Makes the letters, numbers and signs of a node bold. Their spacing stays the same.
pub(super) fn embolden(node: &mut ParseNode) {
    match node {
        ParseNode::MathOrd { mode: Mode::Math, .. } => set_in_font(node, "boldsymbol"),
        ParseNode::TextOrd { mode: Mode::Math, .. } => set_in_font(node, "mathbf"),
        ParseNode::Atom { mode: Mode::Math, family, .. } => {
            let mclass = class_of(*family).to_owned();
            set_in_font(node, "mathbf");
            let body = vec![std::mem::replace(node, group(Vec::new()))];
            *node = ParseNode::MClass {
                mode: Mode::Math,
                mclass,
                body,
                is_character_box: false,
                loc: None,
            };
        }
        ParseNode::Op { name, symbol: false, body: body @ None, .. } => {
            if let Some(letters) = name.as_deref().and_then(|name| name.strip_prefix('\\'))
                && letters.bytes().all(|letter| letter.is_ascii_lowercase())
                && !letters.ends_with("lim")
                && !["limsup", "liminf"].contains(&letters)
            {
                let mut word = group(letters.chars().map(letter_node).collect());
                set_in_font(&mut word, "mathbf");
                *body = Some(vec![word]);
                *name = None;
            }
        }
        ParseNode::Font { font, .. } if font == "mathrm" => *font = "mathbf".to_owned(),
        ParseNode::Font { .. } | ParseNode::Text { .. } | ParseNode::HBox { .. } => {}
        _ => children_mut(node).into_iter().for_each(embolden),
    }
}

fn letter_node(letter: char) -> ParseNode {
    ParseNode::MathOrd { mode: Mode::Math, text: letter.to_string(), loc: None }
}

fn set_in_font(node: &mut ParseNode, font: &str) {
    let body = Box::new(std::mem::replace(node, group(Vec::new())));
    *node = ParseNode::Font { mode: Mode::Math, font: font.to_owned(), body, loc: None };
}

fn class_of(family: AtomFamily) -> &'static str {
    match family {
        AtomFamily::Bin => "mbin",
        AtomFamily::Close => "mclose",
        AtomFamily::Inner => "minner",
        AtomFamily::Open => "mopen",
        AtomFamily::Punct => "mpunct",
        AtomFamily::Rel => "mrel",
    }
}
