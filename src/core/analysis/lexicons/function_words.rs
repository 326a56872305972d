//! The commonest function words of languages that have no lexicon.
//!
//! They tell a language where a text is too short for letter statistics, and they
//! are stop words in it. A word that is also a common English word or name (ai,
//! war, ben) stands in [`DOUBTFUL`] and tells little.

use crate::core::Language;

/// What tells a language apart from its neighbours.
#[derive(Debug)]
pub(crate) struct FunctionWords {
    code: [u8; 3],
    /// In lower case, with accents; parted by white space.
    pub words: &'static str,
    /// Letters that it has and English has not.
    pub letters: &'static str,
}

impl FunctionWords {
    const fn new(code: [u8; 3], words: &'static str, letters: &'static str) -> FunctionWords {
        FunctionWords { code, words, letters }
    }

    pub(crate) fn language(&self) -> Language {
        Language::from_code(self.code)
    }
}

/// The languages, each with its commonest articles, pronouns, prepositions,
/// auxiliaries and question words, without those that are only English.
pub(crate) static ALL: &[FunctionWords] = &[
    FunctionWords::new(
        *b"de\0",
        "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren
        wird werden wurde hat haben hatte kann können was wer wen wem wie wo wann warum wieso weshalb
        welche welcher welches nicht kein keine ich du er sie es wir ihr mit von zu zum zur im am auf
        für über bei nach aus auch nur noch sich dass wenn gibt sagt sagte denkt meint macht durch um
        an in so als bis mehr sein seine seiner",
        "äöüß",
    ),
    FunctionWords::new(
        *b"fr\0",
        "le la les un une des du de et est sont était être ont avait qui que quoi qu quel quelle quels
        quelles comment pourquoi quand où combien dans sur sous avec sans pour par ne pas plus ce cette
        ces cet c d l n j s il elle ils elles nous vous je tu on mais ou donc car son sa ses leur au aux
        fait dit peut cela ça aussi comme très y en a à",
        "àâçéèêëîïôùûüœ",
    ),
    FunctionWords::new(
        *b"es\0",
        "el la los las un una unos unas y o de del al en es son está están fue era ser qué que quién
        quien quiénes cómo como cuándo cuando dónde donde cuál cuáles cuánto cuántos porqué porque por
        para con sin sobre no se su sus lo le les me te nos pero más mas muy ya hay este esta esto ese
        esa eso dice dijo piensa también a",
        "áéíóúñü¿¡",
    ),
    FunctionWords::new(
        *b"it\0",
        "il lo la i gli le un uno una e è sono era erano essere che chi cosa cos come quando dove perché
        perche quale quali quanto quanti di del dello della dei degli delle da dal dalla in nel nella
        nelle con su sul sulla per non si ha hanno ma anche più questo questa dice pensa al alla sua suo
        a o",
        "àèéìòù",
    ),
    FunctionWords::new(
        *b"pt\0",
        "o a os as um uma e é são foi era ser que quem qual quais como quando onde porque porquê quanto
        quantos de do da dos das em no na nos nas com por para não se ao à mais mas também ele ela eles
        seu sua isso este esta está diz disse você sobre pensa",
        "áâãàçéêíóôõú",
    ),
    FunctionWords::new(
        *b"nl\0",
        "de het een en van is in op aan met voor door over te dat die wat wie waar wanneer waarom hoe
        welke welk niet geen ik jij je hij zij ze wij we zijn was waren wordt worden heeft hebben had
        kan kunnen maar ook nog dan als er naar uit bij om tot zegt denkt vindt zo",
        "ëï",
    ),
    FunctionWords::new(
        *b"sv\0",
        "och att det som en ett är var i på av för med till den de inte om har hade kan vad vem när
        varför hur vilken vilka jag du han hon vi ni man men från också eller säger sig sin kommer blir
        finns tycker",
        "åäö",
    ),
    FunctionWords::new(
        *b"da\0",
        "og at det som en et er var i på af for med til den de ikke om har havde kan hvad hvem hvornår
        hvor hvorfor hvordan hvilken jeg du han hun vi men fra også eller siger",
        "åæø",
    ),
    FunctionWords::new(
        *b"no\0",
        "og å det som en et er var i på av for med til den de ikke om har hadde kan hva hvem når hvor
        hvorfor hvordan hvilken jeg du han hun vi men fra også eller sier",
        "åæø",
    ),
    FunctionWords::new(
        *b"fi\0",
        "ja on ei se että hän ovat oli ole mikä mitä kuka missä milloin miksi miten mutta myös tämä joka
        kun niin sanoo",
        "äö",
    ),
    FunctionWords::new(
        *b"tr\0",
        "ve bir bu şu ne nedir kim kimdir nasıl nasil neden niçin niye nerede zaman kaç hangi için icin
        ile de da mi mı mu mü değil var yok olarak ama çok daha gibi kadar sonra ben sen biz siz onlar
        olan diyor dedi hakkında",
        "çğıöşü",
    ),
    FunctionWords::new(
        *b"pl\0",
        "i w na z ze do się nie jest są był była było co kto kiedy gdzie dlaczego jak czy który która
        które jaki jaka jakie ile to ten ta te tego tej od po przez dla o za ale oraz lub jego jej ich
        mówi",
        "ąćęłńśźż",
    ),
    FunctionWords::new(
        *b"cs\0",
        "a v na je se že co kdo kdy kde proč jak který která které není jsou byl byla bylo ale nebo pro
        s z do od po za jeho její říká",
        "áčďéěíňřšťúůýž",
    ),
    FunctionWords::new(
        *b"ro\0",
        "și si este sunt ce cine când unde cum de la în pe cu nu un o care mai din pentru despre este
        a al ale lui spune",
        "ăâîșț",
    ),
    FunctionWords::new(
        *b"id\0",
        "yang apa dan di ini itu dengan untuk dari tidak adalah siapa mengapa kenapa bagaimana kapan
        dimana mana pada akan bisa oleh ke",
        "",
    ),
    FunctionWords::new(
        *b"fa\0",
        "را که این از با برای چه چیست آیا شد بود هست است کرد چرا چگونه کجا کیست یک دارد آن هم در به می
        نمی های شود درباره چطور",
        "پچژگیک",
    ),
    FunctionWords::new(
        *b"ur\0",
        "ہے ہیں کیا کے کی کا میں سے نے کو اور پر یہ وہ تھا تھی کیوں کیسے کون کہ کب کہاں نہیں بارے",
        "ٹڈڑںےہھگپچیک",
    ),
    FunctionWords::new(*b"ps\0", "د په چې او دی ده څه څوک ولې کې له", "ټډړږښڼېۍځڅ"),
    FunctionWords::new(*b"ckb", "لە بە کە چی ئەو ئەم بۆ چۆن کێ و", "ەێۆڕڵڤپچژگیک"),
];

/// Words that a text in a language with a lexicon, or a name in one, may have just
/// as well.
pub(crate) const DOUBTFUL: &str = "
    a ai al an as at av ben bin car come con da dan de del dei den der des di dice die do don dos dove du due
    e el en es et for had hat has he her i in is it ja je la las le les lo los ma man me men mi mit my no non o
    of on or os par pas per pro san se sen sin so son sub sur te ten ter the to un us van von war we y c d j
    l n s m t w z pour sans د و له هم به";
