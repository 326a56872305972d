//! Questions that ask the same, put together.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::word::Part;
use super::{Gist, likeness};

/// A question is compared with so many members of a group at most, the first ones.
const MOST_COMPARED: usize = 4;

/// A question is compared with so many groups at most by words: those that share most
/// words with it. So the work grows with the number of questions only, whatever they say.
const MOST_GROUPS: usize = 32;

/// Puts those together that ask the same: for each the number of its group, counted from
/// 0 in the order of their first.
///
/// A question joins the group whose first members it is most like on average, if it asks
/// the same as they do on average. Where one of two has no meaning they are compared only
/// if they share a word.
pub fn groups(gists: &[Gist]) -> Vec<usize> {
    let mut members: Vec<Vec<&Gist>> = Vec::new();
    let mut by_trait: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut groups = Vec::with_capacity(gists.len());
    for gist in gists {
        let traits = gist.traits();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for group in traits.iter().filter_map(|found| by_trait.get(found)).flatten() {
            *shared.entry(*group).or_default() += 1;
        }
        let mut near: Vec<(usize, usize)> = shared.into_iter().collect();
        near.sort_unstable_by_key(|(group, count)| (Reverse(*count), *group));
        let near: HashSet<usize> =
            near.into_iter().take(MOST_GROUPS).map(|(group, _)| group).collect();
        let mut best: Option<(f32, usize)> = None;
        for (group, of_group) in members.iter().enumerate() {
            let by_meaning =
                || gist.meaning.is_some() && of_group.iter().any(|m| m.meaning.is_some());
            if !near.contains(&group) && !by_meaning() {
                continue;
            }
            let margin = of_group.iter().map(|member| gist.margin(member)).sum::<f32>();
            let margin = margin / of_group.len().max(1) as f32;
            if margin >= 0.0 && best.is_none_or(|(known, _)| margin > known) {
                best = Some((margin, group));
            }
        }
        let group = best.map_or(members.len(), |(_, group)| group);
        if group == members.len() {
            members.push(Vec::new());
        }
        if let Some(known) = members.get_mut(group).filter(|known| known.len() < MOST_COMPARED) {
            known.push(gist);
            for found in traits {
                let known = by_trait.entry(found).or_default();
                if known.last() != Some(&group) {
                    known.push(group);
                }
            }
        }
        groups.push(group);
    }
    groups
}

impl Gist {
    /// By how much the likeness is above what asks the same.
    fn margin(&self, other: &Gist) -> f32 {
        let features = self.features(other);
        likeness::likeness(&features) - likeness::same(&features)
    }

    /// What two questions share that share a word.
    fn traits(&self) -> HashSet<u64> {
        let content = self.words.iter().filter(|word| word.part == Part::Content);
        content.flat_map(super::word::Word::traits).collect()
    }
}
