//! English. Contractions stand without their apostrophe, as the word rules leave them.

use super::{Lexicon, attribution};
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
        puts declared declares disclosed adding noting stating claiming warning telling explaining
        writing arguing asking admitting insisting joking continued continues concluded concludes
        claims claimed remarks tweeted tweets posted shouted shouts cried cries exclaimed exclaims
        whispered whispers murmured muttered roared growled sighed quipped quips joked jokes
        lamented laments complained complains elaborated instructed urged urges suggested suggests
        testified recounted recounts responded responds retorted rejoined intimated interrupted
        interjected agreed agrees promised vowed pleaded mused speculated conceded concedes
        confirmed confirms reported reports asserted asserts alleged maintained maintains contended
        contends cautioned cautions informed reminded assured demanded",
    attribution: &attribution::ENGLISH,
    numbers: "
        one two three four five six seven eight nine ten dozen hundred thousand million billion
        half",
    negations: "
        not no never none nobody nothing nowhere neither nor cannot without dont doesnt didnt wont
        wouldnt cant couldnt shouldnt isnt arent wasnt werent aint hasnt havent hadnt mustnt neednt",
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
    related: &[
        "grow grew grown growth",
        "bear bore born birth",
        "die died dead death deadly dying dy",
        "live life lives living alive liv",
        "long length lengthy lengthen",
        "strong strength stronger strengthen",
        "wide width widen breadth broad",
        "deep depth deepen",
        "high height heighten",
        "hot heat heater",
        "young youth younger youngest",
        "prove proof proven prov",
        "choose chose chosen choice choos",
        "lose lost loss losses losing los",
        "sell sold sale sales seller sel",
        "buy bought buyer purchase purchas",
        "speak spoke spoken speech speaker speeches",
        "know knew known knowledge unknown",
        "think thought thinking thinker",
        "give gave given gift giver",
        "build built builder building",
        "see saw seen sight",
        "sing sang sung song singer",
        "fly flew flown flight flies",
        "feed fed food",
        "flow flood",
        "weigh weight heavy",
        "sit sat seat",
        "sleep slept asleep",
        "shoot shot shooting",
        "fight fought fighter",
        "teach taught teacher",
        "catch caught",
        "bring brought",
        "seek sought",
        "make made maker making mak",
        "take took taken taking",
        "come came coming arrival arrive arriv",
        "begin began begun beginning start",
        "break broke broken breakage",
        "write wrote written writer writing writ",
        "drive drove driven driver driving driv",
        "rise rose risen rising",
        "fall fell fallen",
        "run ran runner running",
        "win won winner victory victori",
        "pay paid payment payer",
        "lead led leader leadership",
        "meet met meeting",
        "leave left leaving departure depart",
        "send sent sender",
        "spend spent spending expense expens",
        "lend lent loan lender",
        "hold held holder",
        "keep kept keeper",
        "feel felt feeling",
        "tell told tale",
        "find finder discovery discov discover",
        "found founder founded founding foundation",
        "move movement motion movem mov",
        "steal stole stolen theft thief",
        "marry marriage marri married marriag",
        "science scientist scientific scienc scientif scientists",
        "physics physicist physical physic",
        "math mathematics mathematician mathematical mathemat maths",
        "biology biologist biological biolog",
        "poor poverty",
        "rich wealth wealthy riches",
        "able ability abilities abl",
        "free freedom",
        "king royal reign kingdom",
        "sun solar",
        "moon lunar",
        "sea marine maritime maritim",
        "city urban cities citi",
        "child children childhood",
        "man men male",
        "woman women female femal",
        "person people personal",
        "mouse mice",
        "foot feet",
        "tooth teeth dental",
        "year annual annually yearly years",
        "day daily days",
        "war warfare military militari",
        "law legal lawyer",
        "mouth oral",
        "mind mental",
        "hand manual",
        "heart cardiac",
        "eye visual",
        "use usage user using us",
        "please pleasure pleas pleasant",
        "destroy destruction destruct",
        "explain explanation explan",
        "describe description descript describ",
        "maintain maintenance mainten",
        "attend attendance attention",
        "compare comparison compar",
        "hate hatred",
        "laugh laughter",
        "anger angry angri",
        "hunger hungry hungri",
        "defend defence defense defens defenc",
        "pretend pretence",
        "license licence licens licenc",
        "practice practise practic practis",
        "advise advice advic advis",
        "permit permission",
        "solve solution solv solut",
        "sign signature signatur",
        "true truth",
        "safe save safety safeti saving sav",
        "close closure closur clos",
    ],
    clitics: None,
};
