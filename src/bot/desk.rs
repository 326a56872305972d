//! The moderators' desk: what commands that are about the store are given, and the deeds
//! that they say. [`Service`] has checked who may.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::pins::seen;
use super::place::{Asker, ChannelId, Place};
use super::service::Service;
use super::store::{Found, Scope, StoreError, short_hash};
use crate::chat::commands::Command;
use crate::chat::commands::gap::{Gap, GapDeed};
use crate::chat::commands::pin::Pin;
use crate::chat::commands::pins::Pins;
use crate::chat::commands::settings::Settings;
use crate::chat::commands::within;
use crate::chat::given::{GapView, Given, InsightsView, SettingsView, Standing};
use crate::chat::settings::{SettingName, USUAL_RETENTION};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::AskOptions;
use crate::core::answer::ask::ask;
use crate::core::knowledge::{Address, Fate, PassageTag};
use crate::core::search::gist::groups;
use crate::core::search::{Engine, Outcome, SearchError};

/// Different questions without an answer that are compared with each other, the newest.
const MOST_COMPARED: usize = 500;
/// Those of them that are compared by meaning: a question that was not asked lately
/// costs some milliseconds.
const MOST_BY_MEANING: usize = 100;
/// Passages offered as the answer to a question.
const MOST_CANDIDATES: usize = 5;

impl Service {
    /// Looks up, or does, what a command needs of the store.
    pub(super) async fn give(&self, asker: &Asker, command: &Command, language: Language) -> Given {
        let desk = &Words::of(language).desk;
        if asker.place.workspace.is_none() && command.info().for_moderators {
            return Given::Line(desk.in_workspace_only);
        }
        let given = match command {
            Command::Settings(settings) => self.give_settings(asker, settings, language).await,
            Command::Insights(insights) => {
                self.insights(&asker.place, insights.days).await.map(Given::Insights)
            }
            Command::Gap(gap) => self.give_gap(asker, gap, language).await,
            Command::Privacy(privacy) => match privacy.forget {
                true => self.forget(asker).await.map(|()| Given::Line(desk.forgotten)),
                false => {
                    let retention = self.settings(asker).retention;
                    Ok(Given::Privacy(retention.unwrap_or(USUAL_RETENTION)))
                }
            },
            Command::Pin(pin) => self.give_pin(asker, pin, language).await,
            Command::Digest(digest) => {
                self.give_digests(asker, digest, language, Timestamp::now()).await
            }
            Command::HandOver(hand_over) => self.give_hand_over(asker, hand_over, language).await,
            Command::Pins(pins) => self.give_pins(asker, pins, language).await,
            Command::Ask(question) if question.skip == 0 => {
                return self.chosen_answer(&asker.place, &question.question).await;
            }
            _ => return Given::Nothing,
        };
        given.unwrap_or_else(|error| {
            tracing::warn!(%error, command = command.name(), "the store cannot be used");
            Given::Line(Words::of(language).cannot_keep)
        })
    }

    async fn give_settings(
        &self,
        asker: &Asker,
        asked: &Settings,
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        let place = &asker.place;
        let said = match asked.setting {
            None => asked.is_unknown.then_some(desk.no_such_setting),
            Some(name) => match &asked.value {
                None => None,
                Some(value) => {
                    let value = (!asked.unset()).then(|| self.chosen(place, name, value));
                    let everywhere = asked.everywhere || name.is_of_workspace();
                    let mut trial = self.settings(asker);
                    match trial.set(name, value.as_deref()) {
                        false => Some(desk.no_such_value),
                        true => {
                            // As it is written down, not as it was typed.
                            let value = value.and(trial.value(name));
                            let scope = scope(place, everywhere);
                            self.set(asker, &scope, name, value.as_deref()).await?;
                            Some(desk.changed)
                        }
                    }
                }
            },
        };
        let origins = SettingName::ALL.iter().map(|name| self.origin(place, *name)).collect();
        let channel = place.channel.as_str().to_owned();
        let view = SettingsView { settings: self.settings(asker), origins, said, channel };
        Ok(Given::Settings(Box::new(view)))
    }

    /// What choosing a value makes of what holds: documents are chosen one by one.
    fn chosen(&self, place: &Place, name: SettingName, value: &str) -> String {
        if name != SettingName::Documents {
            return value.trim_matches(['<', '>', '#', '@', '&', '!', ' ']).to_owned();
        }
        let engine = self.engine();
        let is_one = engine.library().documents.iter().any(|d| d.id.as_str() == value);
        let mut bound = self.settings_of(place).documents.unwrap_or_default();
        match bound.iter().position(|known| known == value) {
            Some(at) => {
                bound.remove(at);
            }
            None if is_one => bound.push(value.to_owned()),
            None => {}
        }
        bound.join("\n")
    }

    async fn forget(&self, asker: &Asker) -> Result<(), StoreError> {
        self.forget_conversation(asker);
        self.store.forget_conversation(&asker.conversation()).await?;
        self.store.forget_person(asker.place.platform, &asker.person.id).await.map(|_| ())
    }

    /// What was asked in a place's workspace in the last days.
    pub(super) async fn insights(
        &self,
        place: &Place,
        days: usize,
    ) -> Result<InsightsView, StoreError> {
        // What was asked a moment ago counts.
        self.flush().await;
        let since = Timestamp::now() - SignedDuration::from_hours(24 * days as i64);
        let asked = self.store.asked(place, since).await?;
        let hidden = self.store.hidden_gaps(place).await?;
        let verdicts = self.store.verdicts(place, since).await?;
        let mut view = InsightsView::default();
        let mut answers: HashMap<PassageTag, usize> = HashMap::new();
        for found in &asked {
            match found.outcome {
                Outcome::Answered => {
                    view.answered += 1;
                    if let Some(passage) = found.passage {
                        *answers.entry(passage).or_default() += 1;
                    }
                }
                Outcome::Closest => view.closest += 1,
                Outcome::NotFound => view.not_found += 1,
                Outcome::Help => {}
            }
        }
        view.busiest = answers.into_iter().collect();
        view.busiest.sort_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
        let counted = verdicts.into_iter().map(|(tag, yes, no)| {
            let count = |count: i64| usize::try_from(count).unwrap_or_default();
            (tag, count(yes), count(no))
        });
        view.verdicts = counted.collect();
        let engine = self.engine();
        let gaps = self.workers.run(move || gaps(&engine, &asked, &hidden)).await;
        match gaps {
            Ok(Ok(gaps)) => view.gaps = gaps,
            Ok(Err(error)) => tracing::error!(%error, "the index cannot be read"),
            Err(error) => tracing::error!(%error, "a mistake in this program"),
        }
        Ok(view)
    }

    async fn give_gap(
        &self,
        asker: &Asker,
        asked: &Gap,
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        let id = asked.id.as_deref().unwrap_or_default();
        let hidden = self.store.hidden_gaps(&asker.place).await?;
        if hidden.iter().any(|question| short_hash(question) == id) {
            return Ok(Given::Line(desk.hidden));
        }
        let Some(gap) = self.store.gap(&asker.place, id).await? else {
            return Ok(Given::Line(desk.gap_gone));
        };
        match asked.deed {
            GapDeed::Show => {
                let view = self.insights(&asker.place, asked.days).await?;
                let is_it =
                    |known: &GapView| known.id == gap.id || known.others.contains(&gap.question);
                let with_others = view.gaps.into_iter().find(is_it);
                // It may have been asked before these days.
                Ok(Given::Gap(with_others.unwrap_or(gap)))
            }
            GapDeed::Hide => {
                self.store.hide_gap(&asker.place, &gap.question).await?;
                Ok(Given::Line(desk.hidden))
            }
            GapDeed::Candidates => Ok(self.candidates(gap.question, None).await),
            GapDeed::Answer(passage) => {
                let engine = self.engine();
                let Some(key) = engine.library().tagged(passage) else {
                    return Ok(Given::Line(desk.source_gone));
                };
                self.pin(&asker.place, &gap.question, &engine.library().address(key)).await?;
                Ok(Given::Line(desk.pinned))
            }
        }
    }

    /// The passages that come closest to a question, to choose one as its answer; from
    /// these documents, where some are named.
    pub(super) async fn candidates(
        &self,
        question: String,
        documents: Option<Vec<String>>,
    ) -> Given {
        let engine = self.engine();
        let found = self.computed(move || {
            let within = within(&engine, documents.as_deref());
            let options = AskOptions { limit: MOST_CANDIDATES, within, ..AskOptions::default() };
            let answer = ask(&engine, &question, None, &options)?;
            Ok(answer.quotes.iter().map(|found| found.quote.tag()).collect())
        });
        Given::Candidates(found.await.unwrap_or_default())
    }

    async fn pin(
        &self,
        place: &Place,
        question: &str,
        address: &Address,
    ) -> Result<(), StoreError> {
        self.store.pin(place, question, address).await?;
        self.pins.read(&self.store).await
    }

    async fn give_pin(
        &self,
        asker: &Asker,
        asked: &Pin,
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        let Some(address) = Address::parse(asked.address.trim()) else {
            return Ok(Given::Line(desk.no_such_address));
        };
        let engine = self.engine();
        let library = engine.library();
        let key = match library.followed(&address) {
            // What stands there now is what is chosen.
            Fate::Unchanged(key) | Fate::Moved(key) | Fate::Changed(key, _) => key,
            Fate::Gone => return Ok(Given::Line(desk.source_gone)),
        };
        self.pin(&asker.place, &asked.question, &library.address(key)).await?;
        Ok(Given::Line(desk.pinned))
    }

    async fn give_pins(
        &self,
        asker: &Asker,
        asked: &Pins,
        language: Language,
    ) -> Result<Given, StoreError> {
        let desk = &Words::of(language).desk;
        let mut said = None;
        if let Some(id) = &asked.remove {
            self.store.unpin(&asker.place, id).await?;
            self.pins.read(&self.store).await?;
            said = Some(desk.unpinned);
        }
        let engine = self.engine();
        let pins = self.pins.of(&asker.place);
        Ok(Given::Pins(pins.iter().map(|pin| seen(pin, engine.library())).collect(), said))
    }

    /// What a moderator chose for what a question asks.
    async fn chosen_answer(&self, place: &Place, question: &str) -> Given {
        let pins = self.pins.of(place);
        if pins.is_empty() {
            return Given::Nothing;
        }
        let (engine, question, known) =
            (self.engine(), question.to_owned(), Arc::clone(&self.pins));
        let found = self.computed(move || Ok(known.chosen_for(&question, &pins, &engine)?)).await;
        match found {
            Ok(Some(pinned)) if pinned.standing != Standing::Gone => Given::Pinned(pinned),
            _ => Given::Nothing,
        }
    }
}

/// What a change is made for.
fn scope(place: &Place, everywhere: bool) -> Scope {
    match (&place.workspace, &place.thread) {
        (Some(workspace), _) if everywhere => {
            Scope::Workspace(place.platform, workspace.id.clone())
        }
        (_, Some(thread)) => Scope::Channel(place.platform, ChannelId::new(thread.as_str())),
        (_, None) => Scope::Channel(place.platform, place.channel.clone()),
    }
}

/// What was asked and not answered, the same questions together, those asked most first;
/// not what is like something hidden. `asked` has the newest first.
fn gaps(engine: &Engine, asked: &[Found], hidden: &[String]) -> Result<Vec<GapView>, SearchError> {
    let missed = asked.iter().filter(|found| found.outcome != Outcome::Answered);
    let missed = missed.filter_map(|found| Some((found.question.as_deref()?, found.at)));
    // The same words are counted before anything is compared.
    let mut wordings: Vec<(&str, Timestamp, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (question, at) in missed {
        match known.get(question) {
            Some(index) => wordings[*index].2 += 1,
            None if wordings.len() < MOST_COMPARED => {
                known.insert(question, wordings.len());
                wordings.push((question, at, 1));
            }
            None => {}
        }
    }
    // What is hidden comes first, so that its groups are known by their numbers.
    let texts = hidden.iter().map(String::as_str).take(MOST_COMPARED);
    let hidden = texts.clone().count();
    let texts = texts.chain(wordings.iter().map(|(question, ..)| *question));
    let gists = texts.enumerate().map(|(at, text)| engine.gist(text, at < MOST_BY_MEANING));
    let groups = groups(&gists.collect::<Result<Vec<_>, _>>()?);
    let hidden_groups: Vec<usize> = groups.iter().take(hidden).copied().collect();
    let mut gaps: Vec<(usize, GapView)> = Vec::new();
    for ((question, at, count), group) in wordings.iter().zip(groups.iter().skip(hidden)) {
        if hidden_groups.contains(group) {
            continue;
        }
        match gaps.iter_mut().find(|(known, _)| known == group) {
            Some((_, gap)) => {
                gap.count += count;
                gap.others.push((*question).to_owned());
            }
            None => gaps.push((
                *group,
                GapView {
                    id: short_hash(question),
                    question: (*question).to_owned(),
                    count: *count,
                    last: *at,
                    others: Vec::new(),
                },
            )),
        }
    }
    let mut gaps: Vec<GapView> = gaps.into_iter().map(|(_, gap)| gap).collect();
    // Stable: of those asked equally often the newest first.
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.count));
    Ok(gaps)
}

#[cfg(test)]
mod tests;
