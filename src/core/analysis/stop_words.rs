//! Words that carry no subject, in three degrees.
//!
//! * **Stop words** hold a sentence together or ask (في, هل, ليش, the, what).
//!   They are neither indexed nor searched.
//! * **Frame words** are about the conversation rather than its subject (قال,
//!   رأي, say, think, article). In an interview everybody says and thinks, so
//!   they are searched with little weight.
//! * **Courtesies** (hello, شلونك, thanks) ask for nothing at all.
//!
//! The lists are in plain spelling; they are folded by the word rules once.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::rules::word_form;

/// Question words, in standard Arabic and in the dialects of the Gulf, the
/// Levant, Iraq, Egypt and the Maghreb.
const ARABIC_QUESTION: &str = "
    ما ماذا لماذا لم لما هل من متى أين كيف كم أي أية أيهم أيهما بم بماذا عم عما عماذا فيم فيما ماهو ماهي
    ليش ليه ليه؟ لشو ليشو علاش شو شنو شنهو شنهي شنه وش ايش إيش أيش اش آش ايه إيه شلون شلونه كيفاش كيفن ازاي إزاي
    ازي متي امتى إمتى ايمتى إيمتى وقتاش منو مين منهو منين وين فين فينه كام قديش قداش اديش أديش شكثر بكم
    شقال شيقول شفيها شفيهم شفيك وشفيه وشفيها شلي شنهو أيش وشهي ليشن لويش وشو وشهو هو هي وشنو اشنو علشان عشان لأن لأنه لأنها شفيه شصار شسوى ويش وشلون";

const ARABIC_FUNCTION: &str = "
    في من إلى على عن مع حتى منذ مذ خلال ضمن عند لدى لدي لدينا لديه لديها لديهم بين أمام خلف فوق تحت قبل بعد حول دون بدون
    ضد نحو عبر سوى غير إلا بل لكن لكنه لكنها ولكن أو أم ثم و ف ب ل ك س إن أن أنه أنها أنهم أني إنه إنها كأن لعل ليت
    قد لقد سوف لن لا لم ليس ليست ليسوا كان كانت كانوا يكون تكون يكونون كون كونه ظل أصبح أصبحت صار صارت
    لهذا بهذا لهذه بهذه لذلك بذلك لتلك بتلك لأي بأي بأية لأية لكل بكل لماهو كهذا كهذه كذلك
    هذا هذه هذان هؤلاء ذلك تلك أولئك هنا هناك هنالك هكذا كذلك كذا الذي التي الذين اللذان اللتان اللواتي اللي يلي إلي
    هو هي هم هن هما أنا نحن أنت أنتم أنتي احنا إحنا نحنا انت إنت انتو إياه إياها
    له لها لهم لنا لي لك به بها بهم بنا فيه فيها فيهم منه منها منهم عنه عنها عنهم عليه عليها عليهم إليه إليها إليهم
    معه معها معهم بينهم بينهما عنده عندها عندهم كل كلها كله كلهم بعض جميع أي أيضا أيضًا فقط جدا جدًا حيث حين حينما عندما
    كما مثل مثلا إذا إذ إذن لو لولا كلما بينما بسبب نتيجة وفق حسب رغم مما ممن عما
    يا أيها نعم كلا بلى ها هيا أما إما لماذا ذا ذات ذو
    مش مو موب مب مهو ماكو اكو أكو في مافي مافيه فيه بس يعني طب طيب لسا برضو برضه كمان هاي هاد هادا هذي هذول هالـ هال هاذا هذاك
    دي ده دا دول دى اهو اهي تبع تبعه تبعها تبعهم بتاع بتاعة بتاعت بتاعهم حقت عم بدي ابي ابغى
    رح راح حـ ممكن يمكن قدر بقدر اقدر أقدر تقدر أريد اريد اعرف أعرف نعرف تعرف خلال نفس نفسه نفسها
    ال هالقد هلقد لهالدرجة هالشي هالشيء هالشكل لهلق لهلأ لهسه لهسا لحتى حتي كذي جذي معاهم معاها معاه معاي معاك معهن معاكم عندهن منهن فيهن عليهن ليها ليهم ليه لينا
    بتكون بيكون هيكون هتكون حيكون بيكونوا كانو وكان تكن يكن أكون نكون ولا وإلا والا ول مدى أكثر أكتر أقل أهم تم يتم سيتم عليك فيك علي إلك الو إلو له إلها
    بالنسبة لسه بعدين شي شيء أشياء إشي حاجة حاجه شغلة صحيح فعلا مرة مره";

const ENGLISH_QUESTION: &str = "
    what whats which who whom whose when where why how whether";

const ENGLISH_FUNCTION: &str = "
    a an the this that these those there here it its itself he him his she her hers they them their theirs we us our you your
    i me my mine is are was were be been being am do does did doing done have has had having will would shall should can could
    may might must of in on at by for with about against between into through during before after above below to from up down
    out off over under again further then once and or but if because as until while so than too very just also only own same
    both each few more most other some such no nor not any all every much many im ive id youre hes shes theyre were dont doesnt
    didnt isnt arent wasnt wont cant couldnt wouldnt shouldnt lets gonna wanna per via upon within without toward towards among
    ever even still yet rather quite really actually exactly kind sort thing things something anything s t re ve ll d m
    per get gets got";

const ARABIC_FRAME: &str = "
    قال يقول تقول قالت قالوا قوله حكى يحكي حكي بيحكي حكا بيقول بتقول يكول كال ذكر يذكر تذكر ذكرت أضاف يضيف تحدث يتحدث تكلم يتكلم
    بيتكلم اتكلم صرح يصرح تصريح أشار يشير أكد يؤكد كشف يكشف أوضح يوضح اعتبر يعتبر رأي رأيه رايه نظر نظرة وجهة موقف موقفه
    يرى يرا يشوف بيشوف شايف شاف يعتقد بيعتقد تعتقد يظن يفكر بيفكر فكر برأيه وصف يصف توقع يتوقع بيتوقع متوقع توقعات
    يصير تصير بيصير بتصير صاير صايرة هيصير حيصير بيحصل بتحصل يحصل حصل حصلت هيحصل حدث يحدث ستحدث سيحدث يسوي تسوي يسوون بيسوي بتسوي سوى سوت سووا نسوي
    يعمل تعمل بيعمل بتعمل بيعملوا يعملوا يعملون عملت عملوا هيعمل هتعمل يفعل تفعل فعل فعلت حق مهم مهمة مهمه هام هامة أهمية وقت ياخد ياخذ يأخذ حكاية حكايه
    نشوف تشوف يشوفون شفت محتاج محتاجة محتاجه
    حديث حديثه مقابلة مقابلته المقابلة حوار الحوار لقاء اللقاء مقال المقال المقالة مقالة نص النص ذكره
    سؤال جواب موضوع الموضوع بخصوص بشأن شأن معنى معني يعني المقصود قصده يقصد قصد اشرح شرح فسر عطني اعطني أعطني عطيني قل لي
    خبرني احكيلي قولي قوللي كلمني نبذة معلومات معلومه تفاصيل سبب السبب أسباب طريقة سالفة سالفه قصة";

const ENGLISH_FRAME: &str = "
    say says said saying tell tells told talk talks talked talking mention mentions mentioned state states stated claim claims
    claimed think thinks thought believe believes believed feel feels felt view views viewed opinion opinions stance position
    take see sees saw regard regarding concerning discuss discusses discussed discussion describe describes described call calls
    called explain explains explained according article interview conversation text piece author question answer topic
    mean means meant give gives given expect expects expected predict predicts predicted prediction reveal reveals revealed
    admit admits admitted comment comments information detail details reason reasons exact happen happens happened
    happening become becomes became matter matters mattered important importance make makes made need needs needed take takes took lead big actually
    go goes going went come comes came coming know knows please show find idea ideas want wants way";

const COURTESY: &str = "
    مرحبا مرحبًا أهلا أهلًا اهلين هلا هلا والله سلام السلام عليكم وعليكم ورحمة وبركاته صباح مساء الخير النور كيفك كيفكم كيف حالك الحال
    شلونك شلونكم شلونج شخبارك شخباركم اخبارك أخبارك اخباركم إزيك ازيك ازيكم إزيكم عامل ايه عاملين كيفنك لاباس لباس شكرا شكرًا جزيلا
    مشكور مشكورين تسلم تسلمين يسلمو يعطيك العافية عافاك ممتاز رائع جميل حلو يا هلا حياك الله بوت البوت ساعدني مساعدة مساعده
    المساعدة تمام اوكي أوكي باي وداعا مع السلامة هههه ههههه هههههه لول اسمك وشسمك شسمك مرحبتين هاي هلو الو ألو حبيبي صديقي
    hello hi hey hiya howdy greetings good morning afternoon evening night thanks thank thx ty cheers great nice cool awesome ok okay bye goodbye
    sup yo lol haha bot robot help name friend everyone guys welcome doing today fine well wow sorry please test testing ping";

fn folded(lists: &[&str]) -> HashSet<String> {
    lists.iter().flat_map(|list| list.split_whitespace()).map(word_form).collect()
}

static STOP: LazyLock<HashSet<String>> = LazyLock::new(|| {
    folded(&[ARABIC_QUESTION, ARABIC_FUNCTION, ENGLISH_QUESTION, ENGLISH_FUNCTION])
});
static FRAME: LazyLock<HashSet<String>> = LazyLock::new(|| folded(&[ARABIC_FRAME, ENGLISH_FRAME]));
static COURTESIES: LazyLock<HashSet<String>> = LazyLock::new(|| folded(&[COURTESY]));

/// Whether a word, in its folded `word` form, is neither indexed nor searched.
pub fn is_stop(word: &str) -> bool {
    in_list(&STOP, word)
}

/// Whether a folded word is about the conversation rather than its subject.
pub fn is_frame(word: &str) -> bool {
    in_list(&FRAME, word)
}

/// Whether a folded word is a greeting, thanks or small talk.
pub fn is_courtesy(word: &str) -> bool {
    in_list(&COURTESIES, word)
}

/// Whether a word in any spelling is a stop word.
pub fn is_function_word(word: &str) -> bool {
    is_stop(&word_form(word))
}

/// Looks a word up, and again without the conjunction that Arabic writes onto
/// it (وهل, فما). Prepositions stay: ليلى is no يلي.
fn in_list(list: &HashSet<String>, word: &str) -> bool {
    if list.contains(word) {
        return true;
    }
    ["و", "ف"].iter().any(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| rest.chars().count() >= 2 && list.contains(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_of_several_dialects_are_stop_words() {
        for word in ["لماذا", "ليش", "ازاي", "شلون", "وش", "علاش", "إيه", "why", "What", "وهل"]
        {
            assert!(is_function_word(word), "{word}");
        }
    }

    #[test]
    fn words_with_a_subject_are_not_stop_words() {
        for word in ["الطاقة", "رهان", "نووية", "infrastructure", "Sora", "ميمات", "وقود"]
        {
            assert!(!is_function_word(word), "{word}");
        }
    }

    #[test]
    fn a_reporting_verb_is_a_frame_and_a_greeting_a_courtesy() {
        assert!(is_frame(&word_form("قال")));
        assert!(is_frame("said"));
        assert!(is_courtesy(&word_form("شلونك")));
        assert!(!is_courtesy("energy"));
    }
}
