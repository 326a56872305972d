//! Words by which a text says whose words it quotes, beside the verbs of speech.

/// What one language has of them. Every list is parted by white space.
#[derive(Debug)]
pub struct Attribution {
    /// Words that give a thing its name (called, entitled, بعنوان): what stands in
    /// quotation marks after them is a name or a term.
    pub naming: &'static str,
    /// Verbs of speech whose object stands where a subject would (وصف مشروعه بأنه),
    /// so that what follows is nobody's name for certain.
    pub describing: &'static str,
    /// Titles before a name (Dr., President, الرئيس). They belong to it.
    pub titles: &'static str,
    /// What a person does, and what persons form (CEO, analyst, court, شركة). They are
    /// no part of a person's name.
    pub roles: &'static str,
    /// Days, months, and other words that say when (Tuesday, yesterday, اليوم).
    pub calendar: &'static str,
    /// The pronouns that stand for one person who is spoken about (he, she).
    pub third_person: &'static str,
    /// The other pronouns that a verb may have as its subject (I, who, everybody).
    pub other_pronouns: &'static str,
    /// Prepositions: a name after one is not the subject of a verb. Arabic ones are
    /// written onto their word or stand behind the verb, and are not looked for.
    pub prepositions: &'static str,
    /// Articles, possessives and quantities (the, her, many).
    pub determiners: &'static str,
    /// Words beside a verb of speech by which nobody is reported to have said
    /// anything (never, would, to, لم).
    pub hedges: &'static str,
    /// Verbs that make a passive of the participle after them (was told, تم).
    pub passive: &'static str,
    /// What may stand between a subject and its verb, or before a subject at the
    /// beginning of a sentence, and changes nothing (has, also, yesterday, قد).
    pub adverbs: &'static str,
    /// What joins a verb of speech to what is said (that, as, بأن).
    pub complementisers: &'static str,
}

impl Attribution {
    /// The lists with their names.
    pub(super) fn lists(&self) -> [(&'static str, &'static str); 13] {
        let Attribution {
            naming,
            describing,
            titles,
            roles,
            calendar,
            third_person,
            other_pronouns,
            prepositions,
            determiners,
            hedges,
            passive,
            adverbs,
            complementisers,
        } = *self;
        [
            ("naming", naming),
            ("describing", describing),
            ("titles", titles),
            ("roles", roles),
            ("calendar", calendar),
            ("third_person", third_person),
            ("other_pronouns", other_pronouns),
            ("prepositions", prepositions),
            ("determiners", determiners),
            ("hedges", hedges),
            ("passive", passive),
            ("adverbs", adverbs),
            ("complementisers", complementisers),
        ]
    }
}

pub(super) static ENGLISH: Attribution = Attribution {
    naming: "
        call calls called calling name names named naming title titles titled entitled dubbed term
        terms termed tagged label labels labeled labelled nickname nicknamed known phrase phrases
        word words slogan motto notion concept headline hashtag headed captioned marked spelled
        spelt pronounced meaning",
    describing: "",
    titles: "
        mr mrs ms miss mx dr doctor prof professor rev reverend sir dame lord lady president king
        queen prince princess pope senator sen governor gov judge justice general gen captain capt
        colonel col lieutenant lt sergeant sgt major maj chancellor minister secretary mayor
        ambassador sheikh imam rabbi cardinal bishop archbishop father sister brother aunt uncle
        emperor empress duke duchess admiral congressman congresswoman representative sultan emir",
    roles: "
        ceo cfo cto coo cio chairman chairwoman chair director manager founder cofounder developer
        engineer analyst analysts economist economists author authors writer writers journalist
        journalists reporter reporters editor editors spokesman spokeswoman spokesperson official
        officials officer officers researcher researchers scientist scientists critic critics
        expert experts police doctors teacher teachers student students user users commenter lawyer
        lawyers historian historians philosopher actor actress singer coach player md phd mp esq
        inc corp ltd llc plc gmbh company companies corporation foundation university college
        school institute association society committee council commission court parliament
        congress senate assembly agency department ministry office bureau bank group party times
        newspaper journal magazine union league club team board authority administration
        government museum army navy force forces organization organisation network media press
        centre center people men women fans voters leaders members",
    calendar: "
        monday tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december jan feb mar apr aug sept sep oct nov
        dec spring summer autumn fall winter yesterday today tomorrow tonight",
    third_person: "he she hes shes",
    other_pronouns: "
        i we you they it im ive were weve youre theyre its who whoever which what one ones someone
        somebody anyone anybody everyone everybody nobody none some others many most all both this
        that these those there",
    prepositions: "
        of in on at by for with about against between into through during before after from to
        under over via per without within toward towards among amid like unlike including despite
        than upon behind beside besides near off onto until till since while",
    determiners: "
        a an the some any many most all few both several each every another other no my your his
        her its our their whose certain various numerous",
    hedges: "
        not never hardly nobody would could should may might cannot can will shall must to if
        unless whether didnt doesnt dont wouldnt couldnt shouldnt wont cant havent hasnt hadnt
        wasnt isnt arent werent neither nor let lets do does did",
    passive: "is are was were be been being am isnt wasnt arent werent get gets got gotten",
    adverbs: "
        has have had having also then later once often again already just first still even now ever
        recently soon himself herself earlier once twice always famously however meanwhile
        yesterday today finally eventually previously originally initially reportedly apparently
        similarly additionally consequently therefore thus hence instead likewise moreover
        nevertheless nonetheless indeed perhaps afterwards sometimes usually",
    complementisers: "that how as thus",
};

pub(super) static ARABIC: Attribution = Attribution {
    naming: "
        سمى سماه سماها أسماه أسماها يسمى تسمى يسميه يسميها سمي المسمى المسماة اسم اسمه اسمها باسم
        عنوان بعنوان عنوانه عنوانها لقب بلقب لقبه الملقب يلقب يدعى تدعى المدعو المعروف المعروفة
        معروفة معروف يعرف تعرف مصطلح عبارة كلمة شعار مقولة تعني يعني",
    describing: "
        وصف وصفت يصف تصف واصفا واصفة اعتبر اعتبرت يعتبر تعتبر معتبرا ناقش شرح يشرح لخص سمى",
    titles: "
        الرئيس الرئيسة الدكتور الدكتورة د القس القسيس الشيخ الشيخة الأستاذ الأستاذة السيد السيدة
        الوزير الوزيرة الملك الملكة الأمير الأميرة المهندس المهندسة البروفيسور الإمام البابا الجنرال
        القاضي القاضية النائب النائبة السفير السفيرة الكاتب الكاتبة الباحث الباحثة الاقتصادي
        الشاعر الشاعرة المؤرخ الفيلسوف المحلل المحللة المخرج المخرجة الممثل الممثلة اللاعب المدرب
        العميد اللواء العقيد الحاج المستشار المستشارة القائد الزعيم الصحفي الصحفية الصحافي المطور
        العالم الإمبراطور السلطان الروائي الروائية الفنان الفنانة المؤلف المؤلفة الناشط الناشطة
        الناقد الإعلامي الإعلامية المفكر",
    roles: "
        رئيس رئيسة مدير مديرة متحدث متحدثة ناطق ناطقة مسؤول مسؤولة مسؤولون مسؤولين مصدر مصادر خبير
        خبيرة خبراء محلل محللون محللين وزير وزيرة نائب نائبة شاهد شاهدة شهود باحث باحثة باحثون
        عالم عالمة علماء طبيب طبيبة أطباء أحد إحدى بعض كثيرون رجل رجال امرأة نساء شخص أشخاص صديق
        صديقة صديقي أصدقاء أب أم والد والدة والده والدته والدي زوج زوجة زوجته زوجها ابن ابنة ابنه
        أخ أخت شقيق شقيقة جد جدة زميل زميلة مدرس مدرسة أستاذ أستاذة طالب طالبة طلاب سائق عضو أعضاء
        ممثل ممثلة مراسل مراسلة كاتب كاتبة مؤلف مؤلفة شاعر مستخدم مستخدمون صاحب صاحبة مؤسس مؤسسة
        شريك سفير ملك ملكة أمير أميرة شاه شيخ قائد زعيم قاض محام محامي محامية لاعب مدرب حارس ضابط
        جندي عامل عاملة مهندس مطور شاب شابة طفل طفلة سيدة سيد جار ناشط ناشطة معارض مواطن ضحية ناقد
        نقاد مؤرخ آخر أخرى آخرون ثان ثالث كثير كثيرون عديدون معظم غالبية أغلبية ملايين مقربون
        مراقبون مطلعون متظاهرون محتجون ناشطون معارضون صحفيون صحفي صحفية نجل حفيد عم خال عمة خالة
        محامون مساعد مستشار وكيل نجم نجمة مصمم مدون مغرد مخرج رسام مطرب مغني مغنية حاكم عمدة قس راهب
        إمام خطيب داعية جنرال عقيد شرطي معلق معلقون منتج مذيع مذيعة شركة شركات صحيفة صحف محكمة وكالة وكالات منظمة جامعة حكومة وزارة هيئة لجنة مجلة
        قناة إذاعة كنيسة جماعة حركة حملة جمعية سلطة سلطات دولة عائلة أسرة مجموعة فرقة فريق حزب مجلس
        بنك مصرف تقرير بيان وثيقة دراسة كتاب مقال موقع خبر نص جميع كل فتاة",
    calendar: "
        اليوم أمس غدا البارحة الليلة الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت
        يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون
        شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الآن لاحقا مساء صباح",
    third_person: "هو هي",
    other_pronouns: "أنا نحن أنت أنتم هم هن هما من الذي التي الذين أحدهم بعضهم",
    prepositions: "",
    determiners: "",
    hedges: "لا لم لن ليس ليست ما لو إذا",
    passive: "تم يتم سيتم",
    adverbs: "
        قد لقد كان كانت ثم أيضا سوف آنذاك حينذاك حينها وقتها يومها عندها بعدها سابقا لاحقا مرارا
        صراحة علنا",
    complementisers: "
        أن إن بأن أنه أنها أنهم بأنه بأنها بأنهم إنه إنها إنهم كأن وكأن",
};
