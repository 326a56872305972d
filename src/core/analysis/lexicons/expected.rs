//! What a question word asks for, and by which words a sentence shows that it has it.

use crate::core::Language;
use crate::core::analysis::expectation::Kind;

/// The words of one language for the kinds of answers.
pub(crate) struct Expected {
    pub language: Language,
    /// Phrases that ask for a kind, longest first where one begins another.
    pub asks: &'static [(Kind, &'static [&'static str])],
    /// Phrases that ask for a kind only where a question begins with them.
    pub asks_first: &'static [(Kind, &'static [&'static str])],
    /// Words that show that a sentence holds a kind.
    pub shows: &'static [(Kind, &'static str)],
    /// Phrases that do.
    pub shows_together: &'static [(Kind, &'static [&'static str])],
}

pub(crate) static ALL: [&Expected; 2] = [&ENGLISH, &ARABIC];

static ENGLISH: Expected = Expected {
    language: Language::ENGLISH,
    asks: &[
        (
            Kind::Number,
            &[
                "how many",
                "how much",
                "how long",
                "how old",
                "how often",
                "how big",
                "how large",
                "how far",
                "how fast",
                "how tall",
                "how high",
                "how deep",
                "how wide",
                "how heavy",
                "how few",
                "what percentage",
                "what percent",
                "which percentage",
                "what number",
                "what amount",
                "what fraction",
                "what share",
                "what proportion",
                "what portion",
                "what size",
                "what price",
                "at what age",
                "what age",
            ],
        ),
        (
            Kind::Time,
            &[
                "when",
                "what year",
                "which year",
                "what date",
                "which date",
                "what day",
                "which day",
                "what month",
                "which month",
                "what time",
                "what century",
                "which century",
                "what decade",
                "which decade",
                "how soon",
                "how long ago",
            ],
        ),
        (Kind::Person, &["who", "whom", "whose", "which person", "what person"]),
        (
            Kind::Place,
            &[
                "where",
                "which country",
                "what country",
                "which city",
                "what city",
                "which place",
                "what place",
                "which state",
                "what state",
                "what region",
                "which region",
            ],
        ),
        (
            Kind::Reason,
            &[
                "why",
                "how come",
                "what for",
                "what reason",
                "what reasons",
                "which reason",
                "the reason",
                "the reasons",
                "what made",
                "what makes",
                "what led",
                "what caused",
                "what causes",
                "what drove",
                "what motivated",
            ],
        ),
    ],
    asks_first: &[],
    shows: &[
        (
            Kind::Number,
            "one two three four five six seven eight nine ten eleven twelve twenty thirty forty
            fifty sixty seventy eighty ninety dozen dozens hundred hundreds thousand thousands
            million millions billion billions trillion trillions half quarter third twice thrice
            double triple single once couple percent percentage",
        ),
        (
            Kind::Time,
            "january february march april june july august september october november december
            monday tuesday wednesday thursday friday saturday sunday year years yearly month months
            week weeks day days decade decades century centuries ago today tomorrow yesterday
            tonight soon recently spring summer autumn winter morning evening midnight era",
        ),
        (
            Kind::Reason,
            "because due therefore thus hence reason reasons cause causes caused owing thanks
            motivated motivation purpose enables enabling driven why",
        ),
    ],
    shows_together: &[(
        Kind::Reason,
        &[
            "in order to",
            "so that",
            "as a result",
            "based on",
            "given that",
            "led to",
            "leads to",
            "for the sake",
            "on account of",
            "that s why",
        ],
    )],
};

static ARABIC: Expected = Expected {
    language: Language::ARABIC,
    asks: &[
        (
            Kind::Number,
            &[
                "كم",
                "كام",
                "قديش",
                "قديه",
                "قداش",
                "أديش",
                "اديش",
                "شكثر",
                "شقد",
                "اشقد",
                "شكد",
                "بكم",
                "بكام",
                "بقديش",
                "شحال",
                "بشحال",
                "قداه",
                "أد ايه",
                "قد ايش",
                "قد ايه",
                "قد شو",
                "أي عدد",
                "ما عدد",
                "عدد كم",
                "أي نسبة",
                "ما نسبة",
                "ما حجم",
                "كم نسبة",
                "ما مقدار",
            ],
        ),
        (
            Kind::Time,
            &[
                "متى",
                "امتى",
                "إمتى",
                "ايمتى",
                "أيمتى",
                "يمتى",
                "ايمته",
                "امتا",
                "ايمتا",
                "ايمت",
                "أيان",
                "وقتاش",
                "فوقاش",
                "شوكت",
                "شوقت",
                "أي عام",
                "أي سنة",
                "أي تاريخ",
                "أي يوم",
                "أي شهر",
                "أي قرن",
                "أي وقت",
                "أي عقد",
                "ما تاريخ",
                "أنهي سنة",
                "أنو سنة",
                "أيا سنة",
                "يا سنة",
            ],
        ),
        (
            Kind::Person,
            &[
                "مين",
                "منو",
                "منهو",
                "منهي",
                "شكون",
                "من هو",
                "من هي",
                "من هم",
                "من الذي",
                "من التي",
                "من الذين",
                "من اللي",
                "لمن",
                "أي شخص",
            ],
        ),
        (
            Kind::Place,
            &[
                "أين",
                "وين",
                "فين",
                "وينه",
                "فينه",
                "لوين",
                "منوين",
                "بأي بلد",
                "أي بلد",
                "أي دولة",
                "أي مدينة",
                "أي مكان",
            ],
        ),
        (
            Kind::Reason,
            &[
                "لماذا",
                "ليش",
                "ليه",
                "لويش",
                "ليشن",
                "علاش",
                "علاه",
                "شمعنى",
                "اشمعنى",
                "لشو",
                "ما سبب",
                "ما السبب",
                "شو السبب",
                "شنو السبب",
                "ايش السبب",
                "وش السبب",
                "ايه السبب",
                "ما أسباب",
                "ما الأسباب",
                "أي سبب",
                "شو سبب",
                "ايه سبب",
                "وش سبب",
                "شنو سبب",
                "ما الذي دفع",
                "ما الذي يدفع",
                "شو اللي خلى",
                "ايه اللي خلى",
                "على أي أساس",
                "على ماذا يستند",
            ],
        ),
    ],
    asks_first: &[(Kind::Person, &["من"]), (Kind::Reason, &["لم"])],
    shows: &[
        (
            Kind::Number,
            "واحد واحدة اثنان اثنين اثنتان اثنتين ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة
            ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون
            خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مائة مئة مئات مئتان مائتان ألف
            آلاف ألفي ألوف مليون ملايين مليونا مليار مليارات بليون تريليون نصف ربع ثلث ثلثي ضعف
            أضعاف عامين العامين سنتين شهرين يومين أسبوعين قرنين مرتين عشرات بالمئة بالمائة",
        ),
        (
            Kind::Time,
            "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون
            شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الأحد الاثنين الثلاثاء الأربعاء الخميس
            الجمعة السبت عام عاما أعوام عامين العام العامين الأعوام سنة سنوات سنين السنة السنوات
            سنتين شهر أشهر شهور الشهر الأشهر شهرين أسبوع أسابيع يوم أيام اليوم يوما عقد عقود العقد
            قرن قرون القرن منذ غدا أمس قريبا حاليا الآن مؤخرا المستقبل ساعة ساعات",
        ),
        (
            Kind::Reason,
            "لأن لأنه لأنها لأنهم لأننا لأنك لأني بسبب سبب السبب أسباب الأسباب نتيجة نظرا لكي كي
            يستند تستند استنادا مستندا يعود بفضل لذلك لذا بهدف لهدف يهدف تهدف دافع الدافع دفعت دفع
            يدفع تدفع علشان عشان بغية إذ",
        ),
    ],
    shows_together: &[(
        Kind::Reason,
        &["من أجل", "بناء على", "مما جعل", "مما أدى", "أدى إلى", "أدت إلى", "يرجع إلى", "ترجع إلى"],
    )],
};
