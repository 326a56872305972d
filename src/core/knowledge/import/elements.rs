//! The elements of HTML by which a page is told from its text.

/// What an element means for the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Begins and ends a piece of the text.
    Block,
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
        self != Role::Block
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
}

static ELEMENTS: &[Element] = &[
    Element { name: "article", role: Role::Block },
    Element { name: "p", role: Role::Block },
    Element { name: "li", role: Role::Block },
    Element { name: "blockquote", role: Role::Block },
    Element { name: "pre", role: Role::Block },
    Element { name: "td", role: Role::Block },
    Element { name: "th", role: Role::Block },
    Element { name: "dt", role: Role::Block },
    Element { name: "dd", role: Role::Block },
    Element { name: "figcaption", role: Role::Block },
    Element { name: "div", role: Role::Block },
    Element { name: "section", role: Role::Block },
    Element { name: "main", role: Role::Block },
    Element { name: "ul", role: Role::Block },
    Element { name: "ol", role: Role::Block },
    Element { name: "table", role: Role::Block },
    Element { name: "tr", role: Role::Block },
    Element { name: "h1", role: Role::Block },
    Element { name: "h2", role: Role::Block },
    Element { name: "h3", role: Role::Block },
    Element { name: "h4", role: Role::Block },
    Element { name: "h5", role: Role::Block },
    Element { name: "h6", role: Role::Block },
    Element { name: "body", role: Role::Block },
    Element { name: "nav", role: Role::Furniture },
    Element { name: "header", role: Role::Furniture },
    Element { name: "footer", role: Role::Furniture },
    Element { name: "aside", role: Role::Furniture },
    Element { name: "form", role: Role::Furniture },
    Element { name: "template", role: Role::InlineFurniture },
    Element { name: "button", role: Role::InlineFurniture },
    Element { name: "svg", role: Role::InlineFurniture },
    Element { name: "noscript", role: Role::RawFurniture },
    Element { name: "script", role: Role::Unseen },
    Element { name: "style", role: Role::Unseen },
    Element { name: "iframe", role: Role::Unseen },
];
