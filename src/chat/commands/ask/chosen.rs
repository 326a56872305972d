//! The passage that a moderator chose for a question.

use super::{Asked, OFFERS};
use crate::chat::given::{Pinned, Standing};
use crate::chat::reply::{Extent, Reply, ShownQuote};
use crate::core::answer::Quote;
use crate::core::search::Outcome;

/// Puts the passage first that a moderator chose for the question. Where nothing else
/// answers, it is the answer.
pub(super) fn put_first(reply: &mut Reply, pinned: &Pinned, asked: &Asked) {
    let library = asked.engine.shared_library();
    let key = pinned.passage.and_then(|passage| library.tagged(passage));
    let Some(Ok(quote)) = key.map(|key| Quote::whole(library, key)) else { return };
    let desk = &asked.words().desk;
    let was_answered = reply.outcome == Outcome::Answered;
    if !was_answered {
        reply.quotes.clear();
        (reply.topics_heading, reply.offered_topics) = (None, Vec::new());
        reply.outcome = Outcome::Answered;
        reply.offers = OFFERS.to_vec();
    }
    reply.lead.clear();
    reply.quotes.retain(|shown| Some(shown.quote.tag()) != pinned.passage);
    let mut chosen = ShownQuote::new(1, quote, Extent::Passage, asked.language);
    chosen.lead.push(desk.chosen_by_moderator.to_owned());
    if pinned.standing == Standing::Changed {
        chosen.lead.push(desk.source_changed.to_owned());
    }
    reply.quotes.insert(0, chosen);
    for (shown, number) in reply.quotes.iter_mut().zip(1..) {
        shown.number = number;
    }
    reply.total = reply.total.max(reply.quotes.len());
}
