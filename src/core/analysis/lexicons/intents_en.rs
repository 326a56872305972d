//! What is asked of the bot in English.

mod patterns;

use crate::core::analysis::intents::IntentLexicon;

pub(crate) static LEXICON: IntentLexicon = IntentLexicon {
    fillers: "
        please, with me, with us, pls, plz, kindly, hey, hi, hello, hey there, hi there, bot, dear, ok, okay, so, um,
        uh, umm, uhm, well, just, now, quickly, briefly, real quick, quick question, sorry, yo, man, dude,
        bro, for me, for us, to me, me, here, today, again, then, and, also, too, actually, basically,
        like, you know, right, right now, asap, can you, could you, can u, could u, would you,
        will you, can someone, could someone, can we, could we, can i ask you to, may i ask you to,
        would you mind, do you mind, mind, i want you to, i need you to, id like you to,
        i would like you to, i was wondering if you could, i was wondering if you can,
        i was just wondering, i was wondering, im wondering, just wondering, i wonder,
        would it be possible to, is it possible to, is it possible for you to, are you able to,
        be able to, help me, i want to know, i would like to know, id like to know,
        do you know, can you tell me, could you tell me, tell me, remind me, let me know,
        i have a question, one question, question, go ahead and, try to, thanks, thank you, thx,
        thanks a lot, many thanks, thank you so much, thanks in advance, cheers, much appreciated,
        in short, in brief, in a nutshell, in a few words, in one sentence, in a sentence,
        in a few sentences, in simple words, in simple terms, in bullet points, in points, if you can, if you could,
        if possible, if you dont mind, when you have time, i dont have time, im in a hurry,
        i have no time to read it, i didnt read it, exactly, anyway, overall, by the way, btw,
        good morning, good evening, good afternoon",
    verbs: "is, are, was, were, am, has, had, have, does, did, do, isnt, arent, wasnt, me, us, you, because",
    clause_openings: "what, why, how, when, where, who, whether, which, whose",
    counted: "points, point, bullets, bullet points, sentences, sentence, lines, items, key points, bullet",
    numbers: &[
        ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6),
        ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10),
    ],
    topic_parts: "part, section, bit, chapter, segment, portion",
    attached_conjunctions: &[],
    prefixes: &[],
    suffixes: &[],
    classes: &[
        ("give", "
            give, gimme, could i please get, can i please get, may i please have, give me, give us, giving, giving me, giving us, showing me, getting me, sending me, listing, id appreciate, i would appreciate, i would love, could use, i could use, get me, show, show me, show us, send me, write, write me, make,
            make me, create, prepare, generate, produce, provide, provide me with, share, list,
            list me, list out, read me, pull, pull up, find, find me, i want, i need, we need, id like,
            i would like, i wanna see, i want to see, id love, can i have, can i get, can i see,
            could i have, could i get, could i see, may i have, may i see, let me see, let me have,
            let us see, lets see, lets have, do you have, have you got, is there, are there,
            looking for, im looking for, i am looking for, can we have, can we get, do me, hit me with,
            how about, what about, got, any chance of, what is, what are, what were, what, whats, tell me,
            can i please have, could i please have, i just want, i just need, drop, post"),
        ("what", "what, what is, whats, what are, what were"),
        ("det", "the, a, an, your, some, all, all of, its, their, his, her, any, my, these, those, this, that, this whole, the whole, whole, entire, full, complete, of"),
        ("adj", "
            quick, short, brief, concise, little, small, overall, general, executive, one line,
            one paragraph, one sentence, two line, full, good, nice, simple, best, top, direct, exact, verbatim,
            memorable, notable, famous, main, most important, important, biggest, key, major, core, interesting,
            five, three, 3, 5, ten, few, couple of, rough, high level, really, very, super"),
        ("this", "
            it, this, that, these, those, them, everything, all of it, all of this, all of that,
            all this, all that, the whole thing, whole thing, the entire thing, this one, that one, this thing, the thing,
            all of them, it all"),
        ("source", "
            article, articles, interview, interviews, talk, talks, podcast, podcast episode, episode, episodes, podcasts,
            conversation, conversations, discussion, document, documents, doc, docs, text, texts, page, post,
            blog post, piece, source, sources, transcript, transcripts, content, material, write up,
            writeup, dialogue, source text, original article, original, original text, source material, artical, articel, intervew, interveiw"),
        ("work", "
            report, paper, book, story, essay, speech, lecture, study, video, file, chat, session,
            thread, news, blog, newsletter, translation"),
        ("with", "with, between, by, featuring, of, from, where, in which"),
        ("prep", "of, from, about, on, for, in, regarding, concerning, around, out of, to, by, with, related to, with regard to, when it comes to"),
        ("on", "about, on, of, regarding, concerning, around, in regard to, with regard to, when it comes to, related to"),
        ("of", "of, from, for, by, to, in, behind, about"),
        ("said", "
            said, says, say, has said, had said, is saying, was saying, told, tells, thinks, thought, talked, talks, talked about, spoke, mentioned, mentions,
            explained, explains, discussed, discusses, stated, argues, argued, claimed, had to say, has to say, have to say,
            discuss, covered, covers, wrote, writes, believes, expects, revealed, talk"),
        ("pron", "he, she, they, we, the speaker, the speakers, the author, the guest, the host, people, the interviewee, the article, the interview, the text, it, this, everyone, everybody, was, is, has been, have been, were, are"),
        ("all", "everything, all, all that, most of, anything, the things, things, stuff, the stuff, the gist of, the main points of, the key points of, the essence of"),
        ("part", "
            part, parts, section, sections, bit, bits, passage, passages, chapter, segment, portion, paragraph, paragraphs, discussion, stuff, points, conversation"),
        ("partprep", "about, on, regarding, concerning, dealing with, that deals with, where he talks about, where they talk about, where they discuss, that talks about, which talks about, discussing, covering, related to, with"),
        ("his", "his, her, their, the, these, those, all his, all her, all their, all the, all of his, all of the, some of his, some of the"),
        ("words", "
            view, views, opinion, opinions, words, thoughts, comments, take, position, remarks, statements, answers,
            answer, stance, ideas, idea, arguments, argument, claims, predictions, points, opinion piece, speech, statement, vision, plans, plan, discussion"),
        ("summary", "
            summary, summery, sumary, summaries, summarization, summarisation, gist, tldr, tl dr, synopsis, overview, recap, rundown, run down,
            digest, wrap up, short version, cliff notes, cliffs notes, cliffnotes, brief, executive summary, long story short, sum up, cliff note version"),
        // Of the source itself these are a summary; of anything else, a question.
        ("idea", "main idea, main message, central idea, big picture, essence, bottom line, takeaway message, outline, abstract, main argument, main thesis, thesis, main topic, main subject, moral"),
        ("summarize", "
            summarize, summarise, summarized, summarizing, summarising, sumarize, summerize, summerise, sumarise, sum up, recap, tldr, tl dr, condense, boil down, shorten, abridge, outline,
            brief me on, catch me up on, fill me in on, run me through, walk me through, get me up to speed on, sum it up, give me a rundown of, summarize for me, summarise for me,
            boil it down, boil this down, boil that down, break it down, cut it down, shorten it, summarizing it, summarize me, sum up for me, do a summary of, do a recap of, make a summary of"),
        ("keypoints", "
            key points, keypoints, key point, main points, main point, takeaways, takeaway, key takeaways, take aways, take away, highlights,
            main ideas, key ideas, bullet points, bullets, important points, major points, main takeaways, key messages,
            main things, important things, top points, core points, core ideas,
            essential points, most important points, most important things, biggest takeaways, main highlights, salient points, keypoint"),
        ("quotes", "quotes, quotations, quote, quotation, direct quotes, sayings, citations, direct quotations, direct speech"),
        ("topics", "topics, topic, subjects, themes, sections, chapters, topic list, table of contents, list of topics, toc, subject matter, areas"),
        ("covered", "
            covered, discussed, mentioned, in, included, there, treated, addressed, talked about, available, can i ask about,
            can i ask you about, do you cover, do they cover, do they discuss, did they discuss, does it cover, did they talk about, do they talk about, did they cover, do you know about, are covered, are discussed, are mentioned, are in, are there, are included, were discussed,
            were covered, come up, came up, were mentioned, can you answer, can you talk about, should i ask about"),
        ("deals", "say, cover, discuss, talk about, deal with, discuss about, contain, tell"),
        ("wrote", "wrote, authored, is the author of, was the author of, has written, penned, is the writer of, wrote up, is writing, had written"),
        ("author", "author, authors, writer, writers, author name, authors name, byline, journalist"),
        ("interviewed", "
            interviewed, interviews, is interviewing, was interviewing, moderated, moderates, hosted, hosts, is hosting, asked the questions, asks the questions,
            is asking the questions, was asking the questions, did the interview, does the interview"),
        ("speaker", "
            host, hosts, guest, guests, speaker, speakers, interviewer, interviewers, interviewee, interviewees, participant, participants, moderator, moderators,
            panelist, panelists, panellist, panellists, people talking, people speaking, person being interviewed, person talking, person speaking"),
        ("speaks", "
            speaks, speak, talks, talk, is speaking, is talking, are speaking, are talking, was speaking, was talking, spoke, talked, is in, are in, was in,
            takes part, took part, takes part in, took part in, participates, participated, participates in, participated in, is being interviewed,
            was interviewed, is interviewed, got interviewed, is on, was on"),
        ("him", "him, her, them, the guest, the guests, the speaker, this person, this guy"),
        ("reliable", "
            reliable, trustworthy, accurate, credible, legit, official, a reliable source, a trustworthy source, trusted, authentic"),
        ("published", "published, posted, put out, publishes, has published, uploaded, put up, issued"),
        ("publisher", "publisher, publishers, publication, outlet, publishing house, website, site"),
        ("was", "was, is, were, has, did they, did you, did he"),
        ("when", "when, what date, on what date, on which date, what day, on what day, which day, how long ago, in what year, what year"),
        ("dated", "published, written, posted, uploaded, dated, put out, put online, issued, been published, publish, post, write, put up"),
        ("date", "date, publication date, publish date, publishing date, date of publication, date published, release date, posting date"),
        ("link", "link, links, url, urls, web address, web page, original link, source link, hyperlink, address, website link"),
        ("read", "read, find, see, get, access, open, watch, listen to"),
        ("advice", "
            advice, financial advice, investment advice, professional advice, legal advice, trading advice, investing advice,
            a recommendation, an investment recommendation, a recommendation to buy, a financial recommendation, advise, finacial advice,
            financial or professional advice, financial or investment advice, investment or financial advice, an endorsement, a recommendation to invest"),
        ("count", "count as, considered, meant as, intended as, supposed to be, to be taken as, to be considered, be considered, be taken as, mean to be, treated as, be treated as, constitute"),
        ("insult", "
            stupid, dumb, idiot, idiotic, moron, useless, worthless, trash, garbage, rubbish, crap, crappy, shit, shitty, bullshit, pathetic,
            fool, foolish, dumbass, asshole, bitch, loser, lame, retarded, retard, ugly, annoying, terrible, awful, horrible, the worst, worst,
            bastard, clown, joke, an idiot, brainless, clueless, bad, sucks, suck, fucking, damn, disgusting, imbecile, dumbest, stupidest"),
        ("hard", "an, a, so, such, such a, very, really, fucking, absolutely, totally, completely, just, such an, a fucking, too, the most, piece of, a piece of, the, kind of, damn, pretty, all, simply, freaking"),
        ("you", "you, u, you are, youre, ur, your, you guys, you all, you both, this bot is, this bot, the bot is, this ai is, this thing is, you bot, ya, stop being, are you, r u, why are you, you r"),
        ("bot", "bot, robot, machine, ai, chatbot, program, app, assistant, software, piece of software, iqtibas"),
        ("botwork", "answer, answers, reply, replies, response, responses, results, your answer, your answers, your reply, your replies, your response, your responses, your results, the answer, this answer, that answer, the answers, these answers, this reply, that reply, answer of yours, question, questions"),
        ("curse", "
            shut up, shut the fuck up, fuck you, fuck off, go to hell, screw you, piss off, get lost, stfu, f you, f off, i hate you, go away,
            you suck, u suck, bite me, drop dead, damn you, kiss my ass, to hell with you, fuck this bot, fuck u, wtf is wrong with you"),
        ("greeting", "bonjour, bonsoir, salut, hola, buenos dias, ciao, hallo, guten tag, merhaba, selam, salom, namaste, hello, hi, hey, hiya, howdy, good morning, good afternoon, good evening, hello there, hi there, hey there, greetings, yo, sup, whats up, what up, welcome, welcome back, salam, salaam, marhaba, morning, evening, how are you, how are you doing, how are things, hows it going, how is it going, how do you do, nice to meet you"),
        ("peace", "salam alaikum, salam alaykum, salaam alaikum, salaam alaykum, salamu alaikum, salamu alaykum, assalamualaikum, assalamu alaikum, assalamu alaykum, as salamu alaykum, as salamu alaikum, peace be upon you"),
        ("more", "
            more, next, show more, see more, tell me more, give me more, more results, more answers, other answers, another one, the next one, next one,
            show me the next, the rest, show me the rest, anything else, something else, what else, what more, is there more, is there any more,
            is there anything else, any more, anything more, go on, keep going, continue, is that all, is that it, is that everything"),
        // What was shown a moment ago.
        ("quoted", "
            it, this, that, so, those, these, those words, these words, these things, this quote, that quote, the quote, this one, that one, this line, that line,
            the last one, the first one, the last quote, the first quote, that sentence, this sentence, that bit, this bit, that part, that passage, this passage, the above, that last bit"),
        ("saidthat", "said, says, told us, is saying, was saying, saying, stated, claimed, claims, was it that said, was it who said, is it that said, is it who says"),
        ("ofwhom", "
            says who, said who, who says, who said, according to whom, according to who, who is being quoted, who was being quoted, who is quoted, who is quoted here, who are you quoting, who is that quoting,
            who is that quote from, who is this quote from, who is that quote by, who is this quote by, who is this by, who is that by, who is this from, who is that from, who is it from, by whom"),
        ("wholepassage", "
            passage, passages, whole passage, full passage, entire passage, complete passage, whole paragraph, full paragraph, entire paragraph, full quote, whole quote, entire quote, complete quote,
            full text, complete text, full answer, whole answer, entire answer, complete answer, rest of the passage, rest of the paragraph, rest of the quote, rest of that passage, rest of that quote, rest of that, rest of it,
            rest of what he said, rest of what she said, rest of what they said, everything he said there, everything she said there, quote in full, passage in full, answer in full, it in full, that in full, this in full, in full,
            read it in full, show it in full, see it in full, read the rest, read the whole passage, read the full passage, read the whole paragraph, uncut version, unabridged version, full version"),
        ("context", "
            context, more context, its context, surrounding text, surrounding passages, text around it, text around that, before and after, what is around it,
            what came before, what comes before, what came before it, what came before that, what comes before that, what came after, what comes after, what came after that, what comes after that,
            what did he say before that, what did she say before that, what did they say before that, what did he say after that, what did she say after that, what did they say after that,
            what was the context, what is the context, in what context, what was asked, what was he asked, what was she asked, what were they asked, what is he answering, what was he answering, what is she answering, what was she answering"),
        ("placed", "
            where is that from, where is this from, where is that quote from, where is this quote from, where is that written, where is this written, where is that stated, where is that said, where is it said, where was that said, where was it said,
            where exactly is that, when was that said, when was it said, at what minute, at which minute, what minute, which minute, what minute is that, which minute is that, at what point in the recording, how far in, timestamp, time stamp, timecode, time code,
            which paragraph, what paragraph, which paragraph is that, what paragraph is that, which paragraph is that in, what paragraph is that in, which section is that in, which document is that from, which document is that in, which document, which interview is that from, which interview was that,
            which article is that from, which article is that in, which article was that, which episode is that from, which episode was that, which source is that from, which one is that from"),
        ("farewell", "bye, bye bye, goodbye, good bye, good night, see you, see ya, see you later, see you soon, later, talk to you later, take care, have a nice day, have a good day, have a good one, cya, ciao ciao"),
        ("thanks", "thanks, thank you, thank u, thx, ty, tysm, cheers, thanks a lot, thank you so much, thank you very much, many thanks, thanks so much, much appreciated, i appreciate it, appreciate it, appreciated, thnx, tnx, thanks a bunch, thanks a million, thanks a ton, shukran, merci, merci beaucoup, big thanks, perfect thanks, great thanks, ok thanks, awesome thanks, cool thanks, nice thanks"),
        ("praise", "great, awesome, perfect, nice, cool, good, very, helpful, that, was, is, very helpful, really, wow, amazing, excellent, a lot, so much, much, you are, youre, the best, very much, bot, good bot, mate, man, bro, buddy, dear, everyone, all, my friend, friend, guys, again, answer, for, that helps, that helped, it helps"),
        ("useme", "
            help, i need help, need help, help me out, help please, can you help, can you help me, how do i use you, how do i use this, how do i use this bot, how to use you, how to use this,
            how to use this bot, how do you work, how does this work, how does this bot work, how does it work, what can you do, what do you do, what can i ask, what can i ask you, what should i ask,
            what can this bot do, what are your commands, what commands do you have, which commands are there, commands, list commands, show commands, who are you, what are you, are you a bot, are you an ai, are you ai, are you chatgpt, are you gpt, are you an llm, are you human, are you a human, are you real, are you a real person, are you a person, are you a robot, instructions, what are you for,
            what is this bot, what is this bot for, how can you help, how can you help me, what are you able to do, how can i use you, how can i use this, usage, manual, show me the commands, how do i ask, how can i ask,
            how do i ask you something, what else can you do, what is this bot about, what do you know, what do you know about, menu, show help, open help, list the commands"),
    ],
    tails: patterns::TAILS,
    patterns: patterns::PATTERNS,
};
