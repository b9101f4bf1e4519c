// The JSON that the server and the pages exchange; `src/serve/wire.rs` and its neighbours write it.
// Keys are in snake_case. Times are in milliseconds. Positions and sizes on a page are fractions of
// its width and height. Slides and pages are referred to by index.

/** A deck: its slides, and the pages that they have in the PDF, one for each step. */
export interface Deck<P extends Page = Page> {
  /** Differs between all versions of a deck and all runs of the program. */
  version: string;
  title: string;
  lang: string;
  right_to_left: boolean;
  slides: Slide[];
  pages: P[];
}

export interface Slide {
  /** The printed number; empty if there is none. */
  label: string;
  title: string;
  section: string | null;
  part: 'talk' | 'backup' | 'hidden';
  /** Its position in its part of the deck, from 1, and the number of slides in this part. */
  number: number;
  count: number;
  pages: number[];
}

export interface Page {
  slide: number;
  step: number;
  /** Address of the image, without `.svg` or `-WIDTH.png`. */
  image: string;
  aspect_ratio: number;
}

export interface PageText {
  /** The text on the page, in reading order. */
  text: string;
  notes: string | null;
}

export interface Point {
  x: number;
  y: number;
}

export interface Area extends Point {
  width: number;
  height: number;
}

/** A link to a page, or to an address of a scheme that is safe to open. */
export interface Link {
  areas: Area[];
  name: string;
  page: number | null;
  uri: string | null;
}

/** A video, recording or animated picture. */
export interface Media {
  /** Identifies it on all steps of its slide. */
  key: string;
  kind: 'video' | 'audio' | 'picture';
  area: Area;
  /** Where the whole picture is; larger than the area if it is cropped. */
  picture: Area;
  /** The radius of the corners, in fractions of the width and height of the area. */
  radius: Point;
  address: string;
  captions: string | null;
  lang: string;
  name: string;
  autoplay: boolean;
  loop: boolean;
}

// `plenary preview`

export interface PreviewDeck extends Deck {
  run: string;
  outline: string;
  /** False until the outline has been read for the first time. */
  is_loaded: boolean;
  /** The editor that `POST /edit` opens; null without `--edit`. */
  editor: string | null;
  errors: number;
  warnings: number;
  /** The first of them, errors before warnings. */
  diagnostics: Diagnostic[];
}

export interface Location {
  file: string;
  line: number;
  column: number;
}

export interface SourceLine extends Location {
  /** The line before, in and after the range that is meant. */
  parts: [string, string, string];
}

export interface Diagnostic {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  label: string | null;
  help: string[];
  location: SourceLine | null;
  related: { message: string; location: SourceLine }[];
}

export interface PageDetails extends PageText {
  version: string;
  items: PageItem[];
  links: Link[];
  media: Media[];
}

/** Something on a page, and the line of the outline that it comes from. */
export interface PageItem extends Location {
  area: Area;
  text: string;
}

// `plenary present`

export interface TalkDeck extends Deck<TalkPage> {
  /** The last page of the talk, before backup slides. */
  last_page: number;
  duration_ms: number | null;
  sections: Section[];
  /** When each page of the talk should be shown; empty for a talk without a duration. */
  page_times: TimeRange[];
}

export interface TalkPage extends Page, PageText {
  links: Link[];
  media: Media[];
  transition: Transition | null;
  /** After how long the next page is shown automatically, if it is. */
  advance_ms: number | null;
  /** Where the commands `next`, `back`, `next_slide` and `previous_slide` lead. */
  next: number;
  back: number;
  next_slide: number;
  previous_slide: number;
}

export interface TimeRange {
  start_ms: number;
  end_ms: number;
}

export interface Section {
  title: string;
  first_page: number;
  page_count: number;
  slide_count: number;
  time: TimeRange | null;
}

export interface Transition {
  kind: string;
  duration_ms: number;
  direction: 'left' | 'right' | 'up' | 'down' | null;
}

export interface TalkState {
  /** Grows with every change. */
  revision: number;
  deck_version: string;
  page: number;
  /** The page that the audience sees, unless the screen is blank. */
  audience_page: number;
  frozen: boolean;
  screen: 'slide' | 'black' | 'white';
  can_jump_back: boolean;
  elapsed_ms: number;
  running: boolean;
  /** Time until the next page is shown automatically. */
  advance_ms: number | null;
  audience_windows: number;
  presenter_views: number;
  notice: string | null;
  resumed: boolean;
  media: MediaState[];
}

/** How far a video or recording has been played. */
export interface MediaState {
  key: string;
  playing: boolean;
  position_ms: number;
  /** Differs between all changes. */
  change: number;
}

export interface Pointer extends Point {
  kind: 'laser' | 'spotlight';
}

export interface Stroke {
  id: number;
  pen: string;
  points: [number, number][];
}

/** What changed in the ink: a stroke grew, or all strokes of one page or of all pages changed. */
export type InkEvent =
  | { from: string; page: number; stroke: Stroke }
  | { page: number; strokes: Stroke[] }
  | { pages: Record<string, Stroke[]> };

export interface PairingState {
  address: string | null;
  code: string | null;
  too_many_guesses: boolean;
  paired: number;
  connected: number;
}

/** The body of `POST /command`. */
export type Command =
  | { command: 'next' | 'back' | 'next_slide' | 'previous_slide' | 'first' | 'last' }
  | { command: 'return' | 'start_over' }
  | { command: 'go'; page: number }
  | { command: 'screen'; screen: TalkState['screen'] }
  | { command: 'freeze'; frozen: boolean }
  | { command: 'timer'; action: 'start' | 'pause' | 'reset' }
  | { command: 'media'; key: string; playing: boolean; position_ms: number }
  | { command: 'point'; pointer: Pointer | null }
  | { command: 'draw'; page: number; stroke: Stroke }
  | { command: 'erase'; page: number; id: number }
  | { command: 'undo' | 'clear'; page: number };
