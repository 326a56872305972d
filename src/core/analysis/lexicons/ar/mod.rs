//! Arabic, standard and in the dialects of the Gulf, the Levant, Iraq, Egypt and
//! the Maghreb. Spelling variants that the word rules fold (hamza, ta marbuta,
//! vowel marks) need not be listed twice.

mod conversation;
mod dialect;
mod function;
mod related;

pub(crate) use related::NO_PARTICIPLES;

use super::{Clitics, Lexicon, attribution};
use crate::core::Language;
use crate::core::analysis::script::Script;

pub(crate) static LEXICON: Lexicon = Lexicon {
    language: Language::ARABIC,
    script: Script::Arabic,
    question: function::QUESTION,
    question_verbs: "",
    function: &[
        function::PREPOSITIONS,
        function::PRONOUNS,
        function::DEMONSTRATIVES,
        function::RELATIVES,
        function::CONJUNCTIONS,
        function::NEGATIONS,
        function::EXISTENTIALS,
        function::AUXILIARIES,
        function::POSSESSION,
        function::ADVERBS,
    ],
    frame: &[
        conversation::SAYING,
        conversation::DOING,
        conversation::WANTING,
        conversation::TEXT,
        conversation::TELLING,
        conversation::OTHER,
    ],
    address: conversation::ADDRESS,
    pleas: conversation::PLEAS,
    greetings: "
        مرحبا مرحبًا أهلا أهلًا اهلين هلا سلام السلام عليكم وعليكم ورحمة وبركاته صباح مساء الخير
        النور كيفك كيفكم كيف حالك الحال شلونك شلونكم شلونج شخبارك شخباركم اخبارك أخبارك اخباركم
        إزيك ازيك ازيكم إزيكم عامل ايه عاملين كيفنك لاباس لباس يا حياك الله مرحبتين هاي هلو الو
        ألو",
    thanks: "
        شكرا شكرًا جزيلا مشكور مشكورين تسلم تسلمين يسلمو يعطيك العافية عافاك",
    small_talk: "
        والله ممتاز رائع جميل حلو بوت البوت ساعدني مساعدة مساعده المساعدة تمام اوكي أوكي باي وداعا
        مع السلامة هههه ههههه هههههه لول اسمك وشسمك شسمك حبيبي صديقي",
    speech: "
        قال قالت قالوا يقول تقول وقال أضاف أضافت يضيف كشف كشفت يكشف أعلن أعلنت يعلن صرح صرحت يصرح
        أشار أشارت يشير مشيرا مشيرًا أكد أكدت يؤكد مؤكدا مؤكدًا أوضح أوضحت يوضح ذكر ذكرت يذكر
        يعتقد تعتقد اعتقد يرى ترى رأى توقع توقعت يتوقع تتوقع وصف وصفت وصفه وصفها يصف تصف واصفا
        واصفًا واصفة اعترف اعترفت يعترف أعرب أعربت يعرب لاحظ لاحظت يلاحظ علق علقت يعلق رد ردت يرد
        تابع تابعت يتابع شدد شددت يشدد حذر حذرت يحذر نفى نفت سأل سألت يسأل أجاب أجابت يجيب اعتبر
        قائلا قائلًا قائلة يتبنى تأمل ناقش شرح يشرح لخص تساءل تساءلت هتف كتب كتبت يكتب
        خلص خلصت جادل يجادل تجادل زعم زعمت يزعم ادعى ادعت يدعي مدعيا مدعيًا مدعية أقر أقرت يقر أفاد
        أفادت يفيد مضيفا مضيفًا مضيفة موضحا موضحًا موضحة مؤكدة مشيرة معتبرا معتبرًا معلقا معلقًا
        معلقة غرد غردت صرخ صرخت همس همست استطرد استطردت متسائلا متسائلًا متسائلة أردف أردفت اختتم",
    attribution: &attribution::ARABIC,
    numbers: "
        واحد اثنان اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مائة مئة ألف مليون مليار عامين
        العامين سنتين شهرين نصف",
    negations: "
        لا لم لن ليس ليست ليسوا لست لسنا لسن غير بلا دون بدون ولا كلا مو موب مب مهوب ماكو مش مفيش
        مافيش موش مهواش مهيش ماكاينش مكاينش",
    openings: &[
        "طيب",
        "طب",
        "ماذا عن",
        "شنو عن",
        "ايش عن",
        "وش عن",
        "شو عن",
        "كمان",
        "وبعدين",
        "لكن",
        "بس",
    ],
    attached_openings: &["و"],
    attached_conjunctions: &["و", "ف"],
    abbreviations: &["د", "أ", "م", "ص", "ق.م", "هـ"],
    key_point_headings: &[
        "نقاط رئيسية",
        "النقاط الرئيسية",
        "أهم النقاط",
        "ابرز النقاط",
        "أبرز النقاط",
        "أبرز ما جاء",
        "خلاصة",
        "الخلاصة",
        "أهم ما جاء",
        "نقاط أساسية",
    ],
    dialect: dialect::STANDARD,
    related: related::RELATED,
    clitics: Some(&CLITICS),
};

/// What is written onto Arabic words without changing what they are about.
static CLITICS: Clitics = Clitics {
    pronouns: &["هما", "كما", "هم", "هن", "كم", "كن", "كو", "نا", "ني", "ها", "ه", "ك", "ي", "و"],
    hosts: "
        في من عن على إلى علي مع معا عند لدى بين أمام ورا فوق تحت قبل بعد حول دون بدون ضد نحو غير
        مثل متل زي جنب قدام ل يم ويا إيا عشان علشان منشان مشان كرمال لأن أن إن كأن لكن ليت لعل كل
        بعض نفس ذات جميع كلا إحدى مين وين فين كيف شلون ليش ديال نتاع بتاع بتاعت بتوع تبع حقت مالت
        لسات ترا هيا لوحد بسبب",
    prefixes: &["ب", "ل", "ك", "ع", "ف"],
    led: "
        هذا هذه هذي ذلك تلك هؤلاء هاد هادا هادي هاي هيدا هيدي هدا هدول هذول هادو هيك كده كذا كذي جذي
        هكا هالشي اللي التي الذي الذين مين منو شنو ايش إيش وين فين متى كم كام قديش كل بعض غير مثل
        نفس هناك هنا هون بعدين فوق تحت عند بين قبل بعد ماذا كون أن إن أنو إنو حتى إحدى",
    verb_prefixes: &[
        "ب", "ه", "ح", "ك", "ت", "س", "د", "غ", "ل", "عم", "رح", "راح", "غا", "ش", "عب",
    ],
    verb_openings: &['ي', 'ت', 'ن'],
    negations: &["ما", "م"],
    negation_ending: "ش",
    asking: "ش",
};
