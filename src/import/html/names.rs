//! The names of elements, by what becomes of them.

/// Elements without content.
pub(super) const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose content is no HTML.
pub(super) const RAW_TEXT: &[&str] =
    &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Inline elements with an equivalent in Markdown, and its sign.
pub(super) const SIGNS: &[(&[&str], &str)] = &[
    (&["b", "strong"], "**"),
    (&["i", "em", "dfn", "var", "cite"], "*"),
    (&["s", "del", "strike"], "~~"),
    (&["sub"], "~"),
    (&["sup"], "^"),
    (&["mark"], "=="),
];

/// Inline elements that are shown in the font of code.
pub(super) const CODE: &[&str] = &["code", "kbd", "tt", "samp"];

/// Inline elements that only affect the appearance. Their words stay.
pub(super) const PLAIN_INLINE: &[&str] = &[
    "abbr", "acronym", "bdi", "bdo", "big", "data", "font", "ins", "label", "nobr", "noscript",
    "output", "picture", "rb", "rtc", "ruby", "slot", "small", "span", "time", "u", "v-mark",
];

/// Elements that hold blocks and mean nothing else.
pub(super) const CONTAINERS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "details",
    "dialog",
    "div",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "html",
    "legend",
    "main",
    "nav",
    "p",
    "search",
    "section",
    "summary",
    "figcaption",
    "template",
    "v-click",
    "v-clicks",
    "v-after",
    "v-switch",
    "v-drag",
    "transform",
];

/// Other elements that are read.
pub(super) const OTHER: &[&str] = &[
    "a",
    "area",
    "audio",
    "base",
    "blockquote",
    "br",
    "canvas",
    "col",
    "colgroup",
    "dd",
    "dl",
    "dt",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "iframe",
    "img",
    "input",
    "li",
    "link",
    "map",
    "math",
    "menu",
    "meta",
    "object",
    "ol",
    "optgroup",
    "option",
    "param",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "script",
    "select",
    "source",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
    "video",
    "wbr",
    "button",
    "meter",
    "datalist",
    "slidevvideo",
    "youtube",
    "tweet",
    "xmp",
    "noembed",
    "noframes",
];

/// Elements that show something other than their words.
pub(super) const SHOWN_OTHERWISE: &[&str] = &[
    "button", "canvas", "embed", "input", "math", "meter", "object", "progress", "select", "svg",
    "textarea",
];

/// Elements and components that no reader misses if they have no words: buttons with icons, arrows,
/// and what a tool says about itself.
pub(super) const DECORATION: &[&str] = &["button", "arrow", "v-drag-arrow", "poweredbyslidev"];

/// Collections of icons, before the dash or colon in the name of a component of Slidev.
const ICON_SETS: &[&str] = &[
    "akar",
    "bi",
    "carbon",
    "charm",
    "emojione",
    "fa",
    "fa6",
    "fluent",
    "heroicons",
    "ic",
    "icon",
    "iconoir",
    "ion",
    "line",
    "logos",
    "lucide",
    "material",
    "mdi",
    "noto",
    "octicon",
    "openmoji",
    "ph",
    "ri",
    "simple",
    "skill",
    "solar",
    "streamline",
    "svg",
    "tabler",
    "twemoji",
    "uil",
    "uim",
    "uiw",
    "vscode",
];

/// Whether HTML or Slidev has an element of this name.
pub(super) fn is_known(name: &str) -> bool {
    is_inline(name) || CONTAINERS.contains(&name) || OTHER.contains(&name)
}

/// Whether an element is part of a line.
pub(super) fn is_inline(name: &str) -> bool {
    SIGNS.iter().any(|(names, _)| names.contains(&name))
        || CODE.contains(&name)
        || PLAIN_INLINE.contains(&name)
        || matches!(name, "a" | "q" | "rt" | "rp")
}

/// Whether a component is an icon: `<carbon:arrow-right />`.
pub(super) fn is_icon(name: &str) -> bool {
    let set = name.split(['-', ':']).next().unwrap_or_default();
    set.len() < name.len() && ICON_SETS.contains(&set)
}
