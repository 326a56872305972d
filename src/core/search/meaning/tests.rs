use std::path::Path;
use std::sync::LazyLock;

use tempfile::tempdir;

use super::*;
use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::search::Engine;

static MODEL: LazyLock<Arc<Model>> = LazyLock::new(|| {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let path = models.join("iqtibas-e5-small-ar-en-q8_0.gguf");
    Arc::new(Model::open(&path).expect("the model"))
});

const ENERGY: &str = "---\nlang: en\n---\n\
    He drinks his coffee black. He never takes sugar.\n\n\
    Most of the new power in the United States will come from natural gas. Solar will follow.\n\n\
    The office has moved to another street.\n";
const PHONES: &str = "---\nlang: en\n---\n\
    The company makes the chips of its phones itself. So the phones are faster.\n";

fn meaning(texts: &[(&str, &str)]) -> Meaning {
    let library = Library::from_texts(texts.iter().copied());
    let folder = tempdir().expect("a directory");
    let mut cache = VectorCache::open(folder.path(), &MODEL);
    let progress = |_, _| ControlFlow::Continue(());
    Meaning::of(&library, Arc::clone(&MODEL), &mut cache, progress).expect("it is not broken off")
}

fn query(text: &str, language: Language) -> Query {
    Query::of(text, language, &analyze(text, language))
}

fn key(document: u32, passage: u32) -> PassageKey {
    PassageKey { document, passage }
}

#[test]
fn an_arabic_question_finds_an_english_passage_that_shares_no_word_with_it() {
    let meaning = meaning(&[("a.md", ENERGY), ("b.md", PHONES)]);
    for (question, expected) in [
        ("من أين ستأتي الكهرباء الجديدة في أمريكا؟", key(0, 1)),
        ("كيف يشرب قهوته؟", key(0, 0)),
        ("إلى أين انتقل المكتب؟", key(0, 2)),
        ("من يصنع شرائح الهواتف؟", key(1, 0)),
    ] {
        let likenesses = meaning.compare(&query(question, Language::ARABIC));
        assert_eq!(likenesses.nearest(1), [(expected, 0)], "{question}");
    }
}

#[test]
fn what_was_typed_in_other_letters_is_compared_in_those_of_its_language() {
    let meaning = meaning(&[("a.md", ENERGY), ("b.md", PHONES)]);
    let mut typed = query("keef yeshrab gahwetah", Language::ARABIC);
    typed.meant = Some("كيف يشرب قهوته".to_owned());
    let written = query("كيف يشرب قهوته", Language::ARABIC);
    let of = |query: &Query| meaning.compare(query).of(key(0, 0), 0);
    assert!(of(&typed).is_some());
    assert_eq!(of(&typed), of(&written));
}

#[test]
fn the_nearest_are_the_best_of_all_nearest_first() {
    let meaning = meaning(&[("a.md", ENERGY), ("b.md", PHONES)]);
    let likenesses = meaning.compare(&query("Where does power come from?", Language::ENGLISH));
    let all = likenesses.nearest(10);
    assert_eq!(all.len(), 4);
    assert_eq!(all[0].0, key(0, 1));
    let cosine = |&(key, rendition): &(PassageKey, usize)| {
        likenesses.of(key, rendition).expect("a likeness").cosine
    };
    assert!(all.is_sorted_by(|a, b| cosine(a) >= cosine(b)), "{all:?}");
    for limit in 0..=all.len() {
        assert_eq!(likenesses.nearest(limit), all[..limit]);
    }
}

#[test]
fn a_likeness_is_told_from_the_mean_of_all_passages() {
    let meaning = meaning(&[("a.md", ENERGY), ("b.md", PHONES)]);
    let likenesses = meaning.compare(&query("Does he like coffee?", Language::ENGLISH));
    let all = likenesses.nearest(10);
    let all: Vec<Likeness> =
        all.into_iter().filter_map(|(key, rendition)| likenesses.of(key, rendition)).collect();
    let sum = |of: fn(&Likeness) -> f32| all.iter().map(of).sum::<f32>();
    assert!(sum(|likeness| likeness.above).abs() < 1e-5, "{all:?}");
    // The mean square of standard deviations is 1.
    let square = sum(|likeness| likeness.deviations.powi(2)) / all.len() as f32;
    assert!((square - 1.0).abs() < 1e-3, "{all:?}");
    assert!(all[0].above > 0.0 && all[3].above < 0.0, "{all:?}");
}

#[test]
fn each_sentence_of_a_passage_has_its_likeness_and_an_only_one_has_that_of_the_passage() {
    let meaning = meaning(&[("a.md", ENERGY)]);
    let likenesses = meaning.compare(&query("Does he take sugar?", Language::ENGLISH));
    let coffee = likenesses.of(key(0, 0), 0).expect("a likeness");
    assert!(coffee.sentences.len() == 2 && coffee.sentences[1] > coffee.sentences[0], "{coffee:?}");
    let office = likenesses.of(key(0, 2), 0).expect("a likeness");
    assert!(office.sentences.is_empty(), "{office:?}");
    assert!((-1.0..=1.0).contains(&office.cosine), "{office:?}");
}

#[test]
fn what_is_not_there_has_no_likeness() {
    let meaning = meaning(&[("a.md", "Zebras are striped.")]);
    let likenesses = meaning.compare(&query("zebras", Language::ENGLISH));
    assert!(likenesses.of(key(0, 0), 0).is_some());
    for (key, rendition) in [(key(0, 0), 1), (key(0, 1), 0), (key(1, 0), 0)] {
        assert_eq!(likenesses.of(key, rendition), None, "{key:?} {rendition}");
    }
}

#[test]
fn a_passage_is_as_near_as_its_nearest_rendition() {
    let english = "---\nrendition: unofficial translation\n---\nZebras are striped. {#a}\n";
    let meaning = meaning(&[("a.ar.md", "حمار الوحش مخطط. {#a}\n"), ("a.en.md", english)]);
    let likenesses = meaning.compare(&query("Zebras are striped", Language::ENGLISH));
    assert_eq!(likenesses.nearest(5), [(key(0, 0), 1)]);
    let cosine = |rendition| likenesses.of(key(0, 0), rendition).map(|likeness| likeness.cosine);
    assert!(cosine(0).is_some());
    assert_eq!(cosine(0), cosine(1));
}

#[test]
fn a_question_is_embedded_once() {
    let meaning = meaning(&[("a.md", "Zebras are striped.")]);
    let first = meaning.embed("Are zebras striped?");
    assert!(Arc::ptr_eq(&first, &meaning.embed("Are zebras striped?")));
    assert!(!Arc::ptr_eq(&first, &meaning.embed("Are lions striped?")));
    assert_eq!(meaning.asked.lock().expect("nobody failed").len(), 2);
}

#[test]
fn words_and_questions_push_out_their_own_kind_only() {
    let mut meaning = meaning(&[("a.md", "Zebras are striped.")]);
    let few = || Mutex::new(LruCache::new(NonZeroUsize::MIN.saturating_add(1)));
    (meaning.asked, meaning.words) = (few(), few());
    let question = meaning.embed("zebras");
    let word = meaning.embed_word("lions");
    let kept = |known: &Known| known.lock().expect("nobody failed").len();
    for other in ["owls", "bats", "cats"] {
        meaning.embed_word(other);
    }
    assert_eq!((kept(&meaning.asked), kept(&meaning.words)), (1, 2));
    assert!(Arc::ptr_eq(&question, &meaning.embed("zebras")));
    assert!(!Arc::ptr_eq(&word, &meaning.embed_word("lions")), "the oldest of three is gone");
    let word = meaning.embed_word("cats");
    for other in ["Do owls hunt?", "Do bats?", "Do cats?"] {
        meaning.embed(other);
    }
    assert_eq!((kept(&meaning.asked), kept(&meaning.words)), (2, 2));
    assert!(Arc::ptr_eq(&word, &meaning.embed_word("cats")));
}

#[test]
fn comparing_questions_keeps_their_words_apart_from_them() {
    let texts = [("a.md", "Zebras are striped.")];
    let engine = Engine::in_memory(Arc::new(Library::from_texts(texts))).expect("an engine");
    engine.set_meaning(meaning(&texts));
    for question in ["Why are the zebras striped?", "Which zebras have no stripes?"] {
        engine.gist(question, true).expect("a gist");
    }
    let meaning = engine.meaning().expect("its meaning");
    assert_eq!(meaning.asked.lock().expect("nobody failed").len(), 2);
    let words = meaning.words.lock().expect("nobody failed");
    let mut words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    words.sort_unstable();
    assert_eq!(words, ["striped", "stripes", "zebras"]);
}

#[test]
fn broken_off_there_is_nothing() {
    let library = Library::from_texts([("a.md", ENERGY)]);
    let folder = tempdir().expect("a directory");
    let mut cache = VectorCache::open(folder.path(), &MODEL);
    let stop = |done, _| if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    assert!(Meaning::of(&library, Arc::clone(&MODEL), &mut cache, stop).is_none());
    assert_eq!(cache.len(), 2);
}
