-- Questions that were handed over to people. The one table in which the words of a
-- question stand beside who asked it, because they have to be told; a row is deleted a
-- day after it is resolved. Times are milliseconds since 1970 (UTC); an empty text
-- stands for none.
CREATE TABLE hand_overs (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    person TEXT NOT NULL,
    channel TEXT NOT NULL,
    thread TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    -- 'posting', 'open', 'taken', 'answered' or 'resolved'.
    state TEXT NOT NULL,
    -- The person who took it.
    taker TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX hand_overs_once ON hand_overs (platform, workspace, person, question);
