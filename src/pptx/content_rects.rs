//! The places of title and bodies on a new slide.

use super::body_texts::BodyArrangement;
use super::layout_look::{BoxAnchor, PlaceholderUses, SAME_PLACE, SamePlace, TextRoom};
use super::layouts::{LayoutKind, LayoutUses};
use crate::geometry::{Rect, Size};
use crate::scene::SlideLayoutKind;

/// The share of the page above which bodies end.
const BODY_END: f32 = 0.88;

/// Texts of slides with a title at the top that start below this share of the page are below
/// something else: new slides have their text below the title.
const LATEST_START: f32 = 0.45;

/// The space between columns in shares of the width of the page.
const COLUMN_GAP: f32 = 0.0375;

/// Bodies have at least this share of the height of the page.
const LEAST_BODY: f32 = 0.16;

/// Titles above a subtitle grow upwards where there is at least this share of the height of a line.
const LEAST_ROOM: f32 = 0.6;

/// The most room for further lines of a title, in lines.
const SPARE_LINES: f32 = 1.2;

/// The space between title and body in shares of the height of the page.
const GAP: f32 = 0.03;

/// The places of title and bodies on a new slide.
pub(super) struct ContentRects {
    pub(super) title: Rect,
    pub(super) title_anchor: BoxAnchor,
    pub(super) bodies: Vec<Rect>,
}

/// Where bodies may be.
#[derive(Clone, Copy)]
struct BodyRoom {
    frame: PageFrame,
    margin: f32,
    /// The space below a title at the top.
    gap: f32,
    /// The lowest start of a text that new slides have at its place.
    latest_start: f32,
}

/// The page that texts are placed on.
#[derive(Clone, Copy)]
pub(super) struct PageFrame {
    pub(super) size: Size,
    pub(super) is_rtl: bool,
}

impl ContentRects {
    /// Returns the places of a layout: those of its pages, or usual ones. A body reaches to the
    /// bottom margin, because new slides have more in it.
    pub(super) fn new(uses: &LayoutUses, kind: LayoutKind, frame: PageFrame) -> Self {
        let PageFrame { size: page, is_rtl } = frame;
        // Titles that are alone on their page have other heights.
        let is_content = kind.slide == SlideLayoutKind::Content;
        let same_title = if is_content { SamePlace::Height } else { SamePlace::Column };
        let title = uses.title.most_common_rect(same_title);
        let side = title.map(|title| if is_rtl { page.width - title.right() } else { title.x });
        let is_margin = |side: &f32| (0.02..0.1).contains(&(side / page.width));
        let margin = side.filter(is_margin).unwrap_or(page.width * 0.06);
        let full = page.width - 2.0 * margin;
        let usual = Rect::new(margin, page.height * 0.08, full, page.height * 0.12);
        let mut title = title.map_or(usual, |title| match kind.bodies {
            BodyArrangement::Left | BodyArrangement::Right => title,
            _ => fit_width(title, margin, frame),
        });
        // A title of one line has room for a second one.
        let is_line = |leading: &f32| is_content && title.height < 1.5 * leading;
        let leading = uses.title.leading().filter(is_line);
        let gap = leading.map_or(page.height * GAP, |leading| leading.max(page.height * GAP));
        let latest_start = if is_content { page.height * LATEST_START } else { f32::INFINITY };
        let room = BodyRoom { frame, margin, gap, latest_start };
        let empty = PlaceholderUses::default();
        let mut bodies = Vec::with_capacity(kind.bodies.count());
        for index in 0..kind.bodies.count() {
            let body = uses.bodies.get(index).unwrap_or(&empty);
            bodies.push(body_rect(body, kind.bodies, &mut title, room));
        }
        if let BodyArrangement::Columns(_) = kind.bodies {
            align_columns(&mut bodies, title, room);
        }
        if uses.title.len() == 0 && !is_content {
            // No page has a title beside its text.
            (title.x, title.width) = (usual.x, usual.width);
            for body in bodies.iter_mut().filter(|body| body.overlaps(title)) {
                body.height = (body.bottom() - title.bottom()).max(page.height * LEAST_BODY);
                body.y = title.bottom();
            }
        }
        let (room, leading) = (uses.title.room(same_title), uses.title.leading());
        let end = room.floor.min(page.height * BODY_END);
        let is_alone = !is_content && bodies.is_empty();
        let needed = leading.map_or(0.0, |leading| leading * SPARE_LINES);
        let has_room = end - title.bottom() >= needed;
        let mut rects = Self { title, title_anchor: BoxAnchor::Top, bodies };
        if is_alone && (has_room || kind.slide == SlideLayoutKind::Picture) {
            // A longer title has the page above the footer.
            rects.title.height = title.height.max(end - title.y);
        } else if kind.slide != SlideLayoutKind::Picture {
            rects.extend_title(room, leading, page);
        }
        rects
    }

    /// Gives the title room for a further line: down to what is below it, else up to what is above
    /// it.
    fn extend_title(&mut self, room: TextRoom, leading: Option<f32>, page: Size) {
        let title = self.title;
        let is_below =
            |body: &&Rect| body.y >= title.bottom() - SAME_PLACE && body.x < title.right();
        let bodies = self.bodies.iter().filter(is_below).map(|body| body.y);
        let floor = bodies.fold(room.floor.min(page.height * BODY_END), f32::min);
        let Some(leading) = leading else {
            self.title.height = title.height.max(floor - title.y);
            return;
        };
        let (above, below) = (title.y - room.ceiling, floor - title.bottom());
        if below < leading && above >= leading * LEAST_ROOM && above > below {
            self.title = Rect { y: room.ceiling, height: title.height + above, ..title };
            self.title_anchor = BoxAnchor::Bottom;
        } else {
            self.title.height += below.clamp(0.0, leading * SPARE_LINES);
        }
    }

    /// Keeps texts above the band of a cover.
    pub(super) fn clip_above(&mut self, band: Rect) {
        for own in self.bodies.iter_mut().chain([&mut self.title]).filter(|own| own.y < band.y) {
            own.height = own.height.min(band.y - own.y);
        }
    }

    /// Keeps the title on a panel at one side of the page, and the body off it.
    pub(super) fn divide(&mut self, panel: Rect, page: Size) {
        let gap = page.width * 0.03;
        let body = if panel.x <= 0.5 {
            self.title.width = self.title.width.min(panel.right() - gap - self.title.x);
            let left = panel.right() + gap;
            (left, page.width - 1.5 * gap - left)
        } else {
            let left = self.title.x.max(panel.x + gap);
            self.title.width = self.title.right() - left;
            self.title.x = left;
            (1.5 * gap, panel.x - 2.5 * gap)
        };
        // Beside the body, a longer title has the panel above the footer.
        self.title.height = self.title.height.max(page.height * BODY_END - self.title.y);
        for own in self.bodies.iter_mut().filter(|own| own.overlaps(panel)) {
            let (top, end) = (page.height * 0.15, page.height * BODY_END);
            *own = Rect::new(body.0, top, body.1, end - top);
        }
    }
}

/// Returns the place of a body. If it is beside the title, the title is made narrower.
fn body_rect(
    uses: &PlaceholderUses,
    arrangement: BodyArrangement,
    title: &mut Rect,
    BodyRoom { frame, margin, gap, latest_start }: BodyRoom,
) -> Rect {
    let page = frame.size;
    let same = if arrangement.is_wide() { SamePlace::Column } else { SamePlace::Width };
    let is_usual = |own: &Rect| own.y < latest_start || title.y > latest_start;
    let own = uses.most_common_rect(same).filter(is_usual);
    let top = title.bottom() + gap;
    let below = Rect::new(title.x, top, title.width, 0.0);
    let mut body = own.map_or(below, |own| {
        let is_beside = own.x > title.x + 0.2 * page.width || own.right() < title.x + margin;
        let is_lower = own.y >= title.bottom() - SAME_PLACE;
        if !arrangement.is_wide() && (is_lower || !is_beside) {
            return own;
        }
        if is_beside {
            // What is in one column stays there.
            title.width = title.width.min((own.x - margin * 0.5 - title.x).max(0.0));
            return Rect { width: own.width.max(page.width - own.x - margin), ..own };
        }
        fit_width(own, margin, frame)
    });
    let end = page.height * BODY_END;
    let is_beside = body.x >= title.right() || body.right() <= title.x;
    if !is_beside && body.y > title.y {
        // A new title may have as many lines as that of a page.
        body.y = body.y.max(title.bottom());
    } else if !is_beside && body.bottom() > title.y {
        body.y = top;
    }
    body.height = end - body.y;
    if body.height < page.height * LEAST_BODY && !is_beside {
        // A title at the foot has its text above it.
        let start = page.height * 0.08;
        body.y = start;
        body.height = (title.y - start - page.height * GAP).max(page.height * LEAST_BODY);
    }
    if arrangement == BodyArrangement::Above {
        body.height = body.height.min(uses.room(same).floor - body.y);
    }
    body.height = body.height.max(page.height * LEAST_BODY).min(page.height - body.y);
    body
}

/// Makes columns equally wide, and lets them start at one height below the title.
fn align_columns(bodies: &mut [Rect], title: Rect, room: BodyRoom) {
    let BodyRoom { frame, margin, .. } = room;
    let page = frame.size;
    let is_near = |one: f32, other: f32| (one - other).abs() < SAME_PLACE;
    let is_alike = |pair: &[Rect]| {
        let is_apart = !pair[0].overlaps(pair[1]);
        is_apart && is_near(pair[0].width, pair[1].width) && is_near(pair[0].y, pair[1].y)
    };
    if bodies.windows(2).all(is_alike) {
        return;
    }
    let count = bodies.len();
    let gap = page.width * COLUMN_GAP;
    let full = page.width - 2.0 * margin;
    let width = (full - gap * (count as f32 - 1.0)) / count as f32;
    let least = title.bottom();
    let tops = bodies.iter().map(|body| body.y).filter(|top| *top >= least);
    let top = tops.fold(least + page.height * LEAST_BODY, f32::min);
    for (index, body) in bodies.iter_mut().enumerate() {
        let place = if frame.is_rtl { count - 1 - index } else { index };
        let x = margin + (width + gap) * place as f32;
        *body = Rect::new(x, top, width, page.height * BODY_END - top);
    }
}

/// Returns a place that is as wide as the page allows.
fn fit_width(rect: Rect, margin: f32, frame: PageFrame) -> Rect {
    let PageFrame { size: Size { width: page, .. }, is_rtl } = frame;
    let is_centred = (rect.centre().x - page / 2.0).abs() < SAME_PLACE;
    if is_centred {
        let width = rect.width.max(page - 2.0 * margin);
        return Rect { x: (page - width) / 2.0, width, ..rect };
    }
    if is_rtl {
        let x = rect.x.min(margin);
        return Rect { x, width: rect.right() - x, ..rect };
    }
    Rect { width: rect.width.max(page - margin - rect.x), ..rect }
}
