//! The elements of HTML by which a page is told from its text. Any other is as if it
//! were not there, with what stands in it still read.

/// What an element means for the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Begins and ends a piece of the text.
    Block,
    /// Stands in a line.
    Inline,
    /// Has no content.
    Void,
    /// Belongs to the page around the text, and stands as a block.
    Furniture,
    /// The same inside of a line.
    InlineFurniture,
    /// The same, and what is in it comes in one piece, with its tags.
    RawFurniture,
    /// Has nothing in it that anybody reads.
    Unseen,
}

impl Role {
    pub(super) fn is_furniture(self) -> bool {
        self == Role::Furniture || self.is_inline_furniture()
    }

    pub(super) fn is_inline_furniture(self) -> bool {
        matches!(self, Role::InlineFurniture | Role::RawFurniture | Role::Unseen)
    }

    pub(super) fn is_block(self) -> bool {
        matches!(self, Role::Block | Role::Furniture)
    }
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) role: Role,
}

impl Element {
    /// The element of a name, if it is one that matters here.
    pub(super) fn named(name: &[u8]) -> Option<&'static Element> {
        ELEMENTS.iter().find(|element| element.name.as_bytes() == name)
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }

    /// Whether a browser rebuilds the element wherever a page closes it too early. A
    /// tree of those grows with the square of the page.
    pub(super) fn is_formatting(&self) -> bool {
        const FORMATTING: &[&str] = &[
            "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
            "u",
        ];
        FORMATTING.contains(&self.name)
    }

    /// What of the elements that are open this one ends by beginning, and what it does
    /// not reach through: a list item ends the one before it, but not that of the list
    /// around its own.
    pub(super) fn ends(&self) -> Option<(&'static [&'static str], &'static [&'static str])> {
        match self.name {
            "li" => Some((&["li"], &["ul", "ol", "table", "td", "th"])),
            "dt" | "dd" => Some((&["dt", "dd"], &["dl", "table", "td", "th"])),
            "td" | "th" => Some((&["td", "th"], &["tr", "table"])),
            "tr" => Some((&["tr"], &["table"])),
            "tbody" | "thead" | "tfoot" => Some((&["tbody", "thead", "tfoot"], &["table"])),
            _ => None,
        }
    }

    /// Whether its end tag is without effect where `around` stands between the two.
    pub(super) fn is_closed_off_by(&self, around: &Element) -> bool {
        let in_table = ["caption", "tbody", "td", "tfoot", "th", "thead", "tr"];
        match around.name {
            "table" => self.name != "table",
            "td" | "th" | "caption" => self.name != "table" && !in_table.contains(&self.name),
            _ => false,
        }
    }
}

macro_rules! elements {
    ($($role:ident: $($name:literal)+;)+) => {
        static ELEMENTS: &[Element] =
            &[$($(Element { name: $name, role: Role::$role },)+)+];
    };
}

elements! {
    Block: "p" "div" "li" "article" "blockquote" "pre" "td" "th" "tr" "dt" "dd" "section" "main"
        "ul" "ol" "dl" "table" "tbody" "thead" "tfoot" "caption" "figure" "figcaption" "h1" "h2"
        "h3" "h4" "h5" "h6" "body" "address" "center" "details" "summary" "fieldset" "legend"
        "hgroup";
    Inline: "a" "span" "b" "i" "em" "strong" "font" "code" "small" "big" "u" "s" "strike" "tt"
        "nobr" "time" "label" "cite" "q" "abbr" "acronym" "sub" "sup" "del" "ins" "dfn" "kbd"
        "mark" "samp" "var";
    Void: "br" "hr" "img" "input" "col" "embed";
    Furniture: "nav" "header" "footer" "aside" "form";
    InlineFurniture: "template" "button" "svg" "select" "textarea" "video" "audio" "object"
        "canvas";
    RawFurniture: "noscript";
    Unseen: "script" "style" "iframe";
}
