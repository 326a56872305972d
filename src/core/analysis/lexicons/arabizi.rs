//! Arabic function words as they are typed in Latin letters, in all regions.
//!
//! They tell a question in such letters from one in a language that is written in
//! them. Those with a digit for a letter (3an, 2eh) need no entry. Which Arabic
//! word each is, is found by [`arabizi`](crate::core::analysis::arabizi).

/// Words of no other language that is often met here.
pub(crate) const TELLING: &str = "
    shu shou sho shoo eish aysh wesh wech shinu shno shnu shnou chno chnou ashno shini shenu sheno
    lesh leish leesh laysh leh leih lih laish kif keef kifash kifach kifech kifak keefak shlon shloun chlon shlonak
    ezay ezzay ezzai izay ezai azay izzay wen wein wayn feen mneen mnein minein
    meen mino menou menhu shkun chkoun chkun shkoun emta imta aymta eimta emtan waqtash weqtash
    addesh adesh adeish addeish adde gaddesh kaddesh qaddesh shgad shkad chhal shhal sh7al
    mish mesh msh mush moush mafi mafeesh mafish mafesh maku aku akou kayn kayen kayna makaynch
    inta inti enta enti ento entu intou ehna e7na nehna huwe huwa howa howwa howe hiye hiya heya hiyye heyye humma homma hinne
    hayda haida heda haydi heidi hayde hadi hada hadha hadol haydol hedol hal heik hek heke hayk keda kida kda
    illi elli yalli yelli lli
    yani yaani yaany tayeb tayyeb tayib kaman kamen barde bardo bardou lissa lessa halla2 hallaq delwa2ti dilwaqti daba 
    yalla yallah walla wallah wallahi inno enno inu ennou ino liano la2ano
    3al fihun fiha fihom fehom fihum
    3an 3ala 3la ma3 3end 3nd 3endo ba3d 2abl ba3den
    eza iza kermel menshan minshan mishan 3ashan ashan 3shan alashan
    baddi biddi badak biddak baddo biddo badda bidha baddon bidhum ayez ayz 3ayez 3awez awez aweza abgha abghy yabi yabghi bghit bgha 
    ra7 raha ghadi
    dyal dyalo dialo dyalha taba3 tab3 bta3 beta3 btaa bita3 mte3 mta3 nta3
    bezaf bzaf barsha kteer ktir kthir awi awy gedan giddan shwaya shway shwayy
    yqool yguul yqul byqul bi2ul bi2ool qalet
    aish shaku hssa hassa hessa
    kayf kayfa limaza limadha limatha matha madha ayna hatha hathi thalik allathi allati lakin lakinn laysa hunak";

/// Words of Arabic that are words or names of other languages as well, so that one
/// of them tells nothing.
pub(crate) const COMMON: &str = "
    el al il la ma fi fih feeh w wel wil wal ya ana bas bass aw mn min men kel kol kull kul kan kano kanu ken
    fil bel lil bil lel lal chou fein fen eh ih da di dah dih de ash fin wach wash esh qal gal aal ala maa hon hone huna
    mata maza haza aina rah tani tane wahad wahed ahsan akbar akid hon kam hatta hata bein bayn baad abel";
