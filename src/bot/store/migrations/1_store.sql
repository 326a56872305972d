-- One text for SQLite and PostgreSQL: TEXT and BIGINT only. Times are milliseconds
-- since 1970 (UTC); an empty text stands for none.

-- What the store knows of itself, such as the salt of its hashes.
CREATE TABLE facts (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- What was set in chat, a row a setting. `place` is a workspace's or a channel's id.
CREATE TABLE settings (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    scope TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (platform, scope, place, name)
);

-- One of a person on an answer. `answer` is a hash, so that nothing ties a person to
-- the words of a question.
CREATE TABLE verdicts (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    person TEXT NOT NULL,
    answer TEXT NOT NULL,
    passage TEXT NOT NULL,
    verdict TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, person, answer)
);
CREATE INDEX verdicts_by_time ON verdicts (platform, workspace, at);

-- What was asked and what came of it, without who asked.
CREATE TABLE questions (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    language TEXT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL
);
CREATE INDEX questions_by_time ON questions (platform, workspace, at);

-- What moderators do not want to hear of again.
CREATE TABLE hidden_gaps (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    question TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, workspace, question)
);

-- What was taken on or done and must not be a second time.
CREATE TABLE deeds (
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, kind, id)
);
CREATE INDEX deeds_by_time ON deeds (at);

-- Workspaces that the bot was taken out of.
CREATE TABLE left_workspaces (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, workspace)
);

-- Passages that moderators chose as answers to a question, by their permanent address.
CREATE TABLE pins (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    question TEXT NOT NULL,
    address TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX pins_by_workspace ON pins (platform, workspace);

-- The last question of each conversation, for a quarter of an hour and where processes
-- share the store only. `id` is a hash.
CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    at BIGINT NOT NULL
);
