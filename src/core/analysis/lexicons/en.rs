//! English. Contractions stand without their apostrophe, as the word rules leave them.

use super::Lexicon;
use crate::core::Language;
use crate::core::analysis::script::Script;

pub(crate) static LEXICON: Lexicon = Lexicon {
    language: Language::ENGLISH,
    script: Script::Latin,
    question: "
        what whats which who whom whose when where why how whether",
    question_verbs: "
    is are was were am do does did can could will would shall should may might has have had isnt arent wasnt werent dont doesnt
    didnt cant couldnt wont wouldnt shouldnt hasnt havent",
    function: &["
        a an the this that these those there here it its itself he him his she her hers they them
        their theirs we us our you your i me my mine is are was were be been being am do does did
        doing done have has had having will would shall should can could may might must of in on
        at by for with about against between into through during before after above below to from
        up down out off over under again further then once and or but if because as until while so
        than too very just also only own same both each few more most other some such no nor not
        any all every much many im ive id youre hes shes theyre dont doesnt didnt isnt arent wasnt
        wont cant couldnt wouldnt shouldnt lets gonna wanna per via upon within without toward
        towards among ever even still yet rather quite really actually exactly kind sort thing
        things something anything s t re ve ll d m get gets got
        couldve shouldve wouldve mightve mustve theres heres thats wheres whos hows itd itll wed theyd youd hed shed
        theyll youll hell shell well thru till til amid among amongst besides despite whose onto unless
        whatever whichever whoever whenever wherever however although though since whereas anybody
        anyone anything everybody everything somebody someone nobody none nothing somewhere anywhere everywhere
        ought needn neednt mustnt mightnt aint yall gotta gimme lemme kinda sorta"],
    address: "
        hey hi hello hiya yo so um umm uh uhh uhm er erm hmm hm mm mhm ah oh eh well okay ok alright
        basically honestly frankly anyway anyways btw fyi listen look say wondering wonder wondered
        curious curiosity quick question questions query asking ask asked please pls plz kindly tell
        explain describe give show help let know understand understanding clarify elaborate outline
        provide remind recall remember guess suppose sorry excuse pardon bother maybe perhaps somebody
        someone anyone anybody love want wanted wants need trying try figure hear hearing find learn
        confused idea dear bot folks guys friend friends sir mate bro dude buddy tbh imo imho idk dunno
        briefly simply summary appreciate grateful thinking thought read reading heard mean like
        gonna wanna gotta gimme lemme happen chance able possible mind care telling explaining",
    pleas: "
        please pls plz kindly thanks thank thx ty cheers appreciated mind possible sorry maybe
        exactly again though btw",
    frame: &["
        say says said saying tell tells told talk talks talked talking mention mentions mentioned
        state states stated claim claims claimed think thinks thought believe believes believed
        feel feels felt view views viewed opinion opinions stance position take see sees saw
        regard regarding concerning discuss discusses discussed discussion describe describes
        described call calls called explain explains explained according article interview
        conversation text piece author question answer topic mean means meant give gives given
        expect expects expected predict predicts predicted prediction reveal reveals revealed
        admit admits admitted comment comments information detail details reason reasons exact
        happen happens happened happening become becomes became matter matters mattered important
        importance make makes made need needs needed takes took lead big actually go goes going
        went come comes came coming know knows please show find idea ideas want wants way wanted wanting"],
    greetings: "
        hello hi hey hiya howdy greetings good morning afternoon evening night sup yo welcome",
    thanks: "
        thanks thank thx ty cheers",
    small_talk: "
        great nice cool awesome ok okay bye goodbye lol haha bot robot help name friend everyone
        guys doing today fine well wow sorry please test testing ping",
    speech: "
        indicated indicates describe call admit announce acknowledge reveal said says say saying
        adds added told tells reveals revealed announced announces stated states noted notes
        remarked believes believed thinks thought expects expected predicts predicted described
        describes describing called calls calling admitted admits confessed expressed expresses
        observed observes commented comments replied replies answered answers asked asks argued
        argues insisted insists warned warns denied denies stressed stresses emphasised emphasized
        explained explains pointed acknowledged acknowledges recalled recalls wrote writes put
        puts declared declares disclosed",
    numbers: "
        one two three four five six seven eight nine ten dozen hundred thousand million billion
        half",
    openings: &["and", "what about", "how about", "but", "also", "then", "so"],
    attached_openings: &[],
    attached_conjunctions: &[],
    abbreviations: &[
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "e.g", "i.e", "etc", "no", "vol",
        "fig", "inc", "ltd", "co", "corp", "gen", "col", "lt", "sgt", "capt", "rev", "hon",
        "approx", "u.s", "u.k", "a.m", "p.m", "b.c", "a.d", "c", "ca", "cf", "al", "jan", "feb",
        "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec",
    ],
    key_point_headings: &[
        "key points",
        "key takeaways",
        "takeaways",
        "highlights",
        "key findings",
        "main points",
        "at a glance",
        "in brief",
        "tl;dr",
    ],
    dialect: &[],
    clitics: None,
};
