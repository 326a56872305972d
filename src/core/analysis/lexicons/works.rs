//! What works are called, in every language that has a lexicon.

/// What a conversation is called as a work. In folded spelling.
pub(crate) const CONVERSATIONS: &[&str] = &[
    "interview",
    "intervi",
    "talk",
    "podcast",
    "episode",
    "episod",
    "conversation",
    "convers",
    "transcript",
    "dialogue",
    "مقابله",
    "مقابل",
    "لقاء",
    "حوار",
    "حلقه",
    "حلق",
    "بودكاست",
    "محادثه",
    "محادث",
];

/// What written prose is called as a work. In folded spelling.
pub(crate) const ARTICLES: &[&str] = &[
    "article",
    "articl",
    "essay",
    "report",
    "newsletter",
    "newslett",
    "blog",
    "مقال",
    "مقاله",
    "تقرير",
    "تدوينه",
    "تدوين",
];

/// By what all works are meant. In folded spelling.
pub(crate) const ALL: &[&str] = &[
    "everything",
    "all",
    "both",
    "sources",
    "documents",
    "كل",
    "كلها",
    "جميع",
    "المصادر",
    "الوثائق",
];
