//! A web page that lies in the knowledge folder: the same text as `import` makes of it.

use super::{LocatedFault, Reader, decode};
use crate::core::knowledge::block::Draft;
use crate::core::knowledge::import::page;

/// HTML.
pub(super) struct Html;

impl Reader for Html {
    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault> {
        page(&decode(bytes)?).map_err(|fault| (1, fault))
    }
}
