//! Words that turn a question into its contrary: negations, and pairs of opposites.

use crate::core::Language;

/// The two sides of something, each in all languages, in plain spelling and parted by
/// white space. One side's words need not mean the same; they share what the other side
/// denies.
pub(crate) static OPPOSITES: &[(&str, &str)] = &[
    (
        "increase increased increasing rise rose rising risen grow grew growth climb climbed gain
        gained higher up raise raised زاد زادت يزيد تزيد زيادة ازداد ارتفع ارتفعت يرتفع ترتفع ارتفاع
        صعد صعود طلع يطلع رفع رفعت",
        "decrease decreased decreasing fall fell falling fallen drop dropped dropping decline
        declined shrink shrank lower lowered down نقص نقصت ينقص قل يقل انخفض انخفضت ينخفض تنخفض
        انخفاض هبط هبوط نزل نزلت ينزل تراجع خفض خفضت تخفيض",
    ),
    (
        "support supports supported supporter supporters favor favour favors favours endorse endorsed
        agree agrees agreed for دعم يدعم تدعم ايد يؤيد تؤيد مؤيد مؤيدو المؤيدين وافق يوافق توافق موافقة",
        "oppose opposes opposed opponent opponents against disagree disagrees disagreed object عارض
        يعارض تعارض معارض معارضو المعارضين معارضة ضد خالف يخالف",
    ),
    (
        "accept accepts accepted approve approved approves approval allow allows allowed permit
        permitted قبل قبلت يقبل قبول وافق وافقت موافقة سمح سمحت يسمح مسموح",
        "reject rejects rejected refuse refused refuses refusal deny denied forbid forbidden ban
        banned prohibit prohibited رفض رفضت يرفض ترفض منع منعت يمنع ممنوع حظر محظور",
    ),
    (
        "open opens opened opening فتح فتحت يفتح تفتح افتح أفتح نفتح مفتوح افتتاح",
        "close closes closed closing shut سكر يسكر اغلق أغلق يغلق تغلق مغلق اغلاق إغلاق قفل يقفل مسكر",
    ),
    (
        "start starts started starting begin begins began begun launch launched بدأ بدأت يبدأ تبدأ بدء
        بداية بدا يبدا ابتدا انطلق",
        "end ends ended ending finish finishes finished stop stops stopped انتهى انتهت ينتهي تنتهي نهاية
        خلص يخلص توقف يتوقف",
    ),
    (
        "enable enables enabled activate activated activation turn on شغل يشغل تشغيل نشغل أشغل فعل يفعل
        تفعيل أفعل",
        "disable disables disabled deactivate deactivated deactivation off طفى يطفي اطفاء إطفاء نطفي
        عطل يعطل تعطيل أعطل",
    ),
    (
        "buy buys bought buying purchase purchased purchasing اشترى اشترت يشتري تشتري أشتري اشتري شراء",
        "sell sells sold selling sale باع باعت يبيع تبيع أبيع ابيع بيع",
    ),
    (
        "import imports imported importing استورد يستورد أستورد استيراد",
        "export exports exported exporting صدر يصدر أصدر تصدير",
    ),
    (
        "upload uploads uploaded uploading رفع يرفع أرفع ارفع",
        "download downloads downloaded downloading نزل أنزل انزل ينزل تنزيل حمل يحمل أحمل احمل تحميل",
    ),
    (
        "enter enters entered entry entrance login signin دخل دخلت يدخل تدخل ادخل أدخل دخول الدخول",
        "exit exits exited leave leaves left leaving logout signout خرج خرجت يخرج تخرج اخرج أخرج خروج
        الخروج غادر يغادر مغادرة طلع نطلع",
    ),
    (
        "arrive arrives arrived arrival وصل وصلت يصل تصل وصول",
        "depart departs departed departure غادر غادرت يغادر مغادرة",
    ),
    (
        "send sends sent sending ارسل أرسل يرسل ارسال إرسال",
        "receive receives received receiving استلم يستلم أستلم استلام تلقى يتلقى",
    ),
    (
        "add adds added adding اضاف أضاف يضيف أضيف اضيف اضافة إضافة",
        "remove removes removed removing delete deletes deleted deleting حذف يحذف أحذف احذف ازال أزال
        يزيل أزيل ازالة إزالة مسح يمسح أمسح",
    ),
    (
        "join joins joined joining انضم انضمت ينضم انضمام",
        "leave leaves left leaving quit quits resign resigned ترك تركت يترك غادر استقال استقالت استقالة",
    ),
    (
        "hire hires hired hiring recruit recruited وظف وظفت يوظف توظيف عين عينت تعيين",
        "fire fires fired firing dismiss dismissed layoff layoffs فصل فصلت يفصل طرد طردت اقالة إقالة تسريح",
    ),
    (
        "win wins won winning winner فاز فازت يفوز فوز كسب ربح ربحت يربح ربح أرباح",
        "lose loses lost losing loser loss losses خسر خسرت يخسر تخسر خسارة خسائر",
    ),
    (
        "succeed succeeds succeeded success successful نجح نجحت ينجح نجاح ناجح",
        "fail fails failed failing failure فشل فشلت يفشل فاشل",
    ),
    (
        "advantage advantages benefit benefits pro pros strength strengths ميزة مزايا ميزات فائدة فوائد
        ايجابيات إيجابيات حسنات قوة محاسن",
        "disadvantage disadvantages drawback drawbacks con cons weakness weaknesses عيب عيوب سلبيات
        مساوئ أضرار اضرار ضعف",
    ),
    ("good better best جيد افضل أفضل احسن أحسن", "bad worse worst سيئ اسوا أسوأ سيء"),
    (
        "large larger largest big bigger biggest great greatest كبير اكبر أكبر كبيرة",
        "small smaller smallest little tiny صغير اصغر أصغر صغيرة",
    ),
    (
        "more most maximum max increase اكثر أكثر اعلى أعلى الأعلى اقصى أقصى",
        "less least fewer fewest minimum min اقل أقل ادنى أدنى الأدنى",
    ),
    (
        "fast faster fastest quick quickly quicker سريع اسرع أسرع بسرعة سريعا",
        "slow slower slowest slowly بطيء ابطا أبطأ ببطء بطيئا تأخر تاخر يتأخر",
    ),
    ("cheap cheaper cheapest رخيص ارخص أرخص", "expensive dear costly غالي اغلى أغلى"),
    ("easy easier easiest سهل اسهل أسهل", "hard harder hardest difficult صعب اصعب أصعب"),
    ("new newer newest latest جديد احدث أحدث اخر آخر", "old older oldest قديم اقدم أقدم"),
    ("first أول اول", "last final آخر اخير أخير"),
    ("early earlier earliest مبكر مبكرا بدري", "late later latest متاخر متأخر متأخرا"),
    ("before prior قبل", "after بعد"),
    ("above over فوق اعلى", "below under تحت اسفل أسفل"),
    ("inside internal indoor داخل داخلي جوا", "outside external outdoor خارج خارجي برا بره"),
    ("with مع", "without بدون دون بلا"),
    ("always دائما دايما", "never ابدا أبدا"),
    (
        "safe safer secure safety امن آمن آمنة أمان امان سلامة",
        "dangerous unsafe risky danger خطر خطير خطيرة مخاطر",
    ),
    ("legal lawful قانوني قانونية مسموح", "illegal unlawful ممنوع محظور"),
    ("public عام علني", "private خاص سري"),
    ("free مجاني مجانا ببلاش بلاش", "paid مدفوع بفلوس"),
    ("like likes liked love loves loved يحب تحب احب أحب", "hate hates hated dislike dislikes يكره تكره اكره"),
    ("true correct right صحيح صح", "false incorrect wrong خطا خطأ غلط"),
    ("possible able can يمكن ممكن يقدر يستطيع", "impossible unable cant cannot مستحيل"),
    ("lend lends lent اقرض يقرض", "borrow borrows borrowed اقترض يقترض استلف"),
    ("push pushes pushed دفع يدفع", "pull pulls pulled سحب يسحب"),
    ("deposit deposits deposited depositing اودع أودع يودع ايداع إيداع", "withdraw withdraws withdrew withdrawal سحب اسحب أسحب يسحب"),
    ("lock locks locked اقفل أقفل", "unlock unlocks unlocked"),
    ("save saves saved وفر يوفر توفير", "spend spends spent صرف يصرف انفاق إنفاق"),
    ("optimist optimistic optimism متفائل تفاؤل", "pessimist pessimistic pessimism متشائم تشاؤم"),
    ("encrypt encrypts encrypted شفر يشفر", "decrypt decrypts decrypted"),
    ("upgrade upgraded ترقية", "downgrade downgraded"),
    ("employer boss manager", "employee subordinate"),
    ("income revenue earnings ايرادات إيرادات دخل", "expense expenses cost costs مصاريف تكاليف نفقات"),
    ("agree agrees agreed اتفق يتفق", "disagree disagrees disagreed اختلف يختلف"),
    ("similarity similar same alike تشابه متشابه نفس", "difference different differ فرق اختلاف مختلف"),
    ("morning صباح الصبح صباحا", "evening night مساء الليل بالليل مساءً"),
];

/// Prefixes that make of a word its opposite, with the fewest letters of the word
/// behind them.
pub(crate) static DENYING_PREFIXES: &[(&str, usize)] =
    &[("un", 4), ("non", 4), ("dis", 4), ("de", 5), ("anti", 4), ("mis", 5), ("in", 5), ("im", 5)];

/// Words that deny, in plain spelling.
pub(crate) static NEGATIONS: &[(Language, &str)] = &[
    (
        Language::ENGLISH,
        "not no never without cannot cant dont doesnt didnt isnt arent wasnt werent wont couldnt
        shouldnt wouldnt havent hasnt hadnt neednt mustnt aint neither nor none nobody hardly
        unable",
    ),
    (
        Language::ARABIC,
        "لا لم لن ليس ليست ليسوا لست لسنا غير بلا دون بدون مو موب مب مهوب مش موش مافي مافيه ماكو
        مفيش مافيش عدم",
    ),
];

/// The Arabic ما denies before a verb of the present; elsewhere it asks or joins.
pub(crate) const DENYING_BEFORE_A_VERB: &str = "ما";

/// Words that ask in which way.
pub(crate) static MANNER: &[(Language, &str)] =
    &[(Language::ENGLISH, "how"), (Language::ARABIC, "كيف كيفية ازاي إزاي ازى شلون كيفاش كيفن")];
