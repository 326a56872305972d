//! The elements that are open where a page is being read, outermost first.

use crate::core::knowledge::effort::spend;
use crate::core::knowledge::import::elements::{Element, Role};

pub(super) struct OpenElement {
    pub(super) element: &'static Element,
    /// What it is called in the page written anew, if it is in there.
    pub(super) written: Option<&'static str>,
    pub(super) is_main: bool,
    pub(super) hides: bool,
    /// Whether its end tag came before that of a block in it.
    pub(super) is_overdue: bool,
}

#[derive(Default)]
pub(super) struct OpenElements(Vec<OpenElement>);

impl OpenElements {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn push(&mut self, element: OpenElement) {
        self.0.push(element);
    }

    pub(super) fn pop(&mut self) -> Option<OpenElement> {
        self.0.pop()
    }

    pub(super) fn last(&self) -> Option<&OpenElement> {
        self.0.last()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        spend(self.len());
        self.0.iter().any(|open| open.element.name == name)
    }

    /// The innermost element of one of some names, unless one of the limits is closer.
    pub(super) fn nearest(&self, names: &[&str], limits: &[&str]) -> Option<usize> {
        spend(self.len());
        let is_one = |open: &OpenElement| names.contains(&open.element.name);
        let at =
            self.0.iter().rposition(|open| is_one(open) || limits.contains(&open.element.name))?;
        is_one(&self.0[at]).then_some(at)
    }

    /// The element that an end tag ends.
    pub(super) fn ended_by(&self, tag: &Element) -> Option<usize> {
        spend(self.len());
        let is_it = |open: &OpenElement| {
            let element = open.element;
            let is_same = element.name == tag.name || element.is_heading() && tag.is_heading();
            is_same && !open.is_overdue
        };
        let at =
            self.0.iter().rposition(|open| is_it(open) || tag.is_closed_off_by(open.element))?;
        is_it(&self.0[at]).then_some(at)
    }

    /// Whether an element in the line would end before a block in it.
    pub(super) fn overlaps(&self, at: usize) -> bool {
        let inner = &self.0[at..];
        inner.first().is_some_and(|open| open.element.role == Role::Inline)
            && inner.iter().any(|open| open.element.role.is_block())
    }

    /// Has an element end with the block in it.
    pub(super) fn set_overdue(&mut self, at: usize) {
        self.0[at].is_overdue = true;
    }
}
