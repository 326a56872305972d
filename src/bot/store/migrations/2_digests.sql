-- What is posted again and again, a row a digest. `origin` is "chat", or "report" for the
-- weekly report that the settings ask for. `weekdays` are bits, Monday's the lowest, and
-- `minutes` those since midnight in the zone. `next_at` is the window that is to be seen
-- to next; `trouble` is what went wrong last.
CREATE TABLE digests (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    thread TEXT NOT NULL,
    origin TEXT NOT NULL,
    weekdays BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    zone TEXT NOT NULL,
    content TEXT NOT NULL,
    about TEXT NOT NULL,
    state TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    trouble TEXT NOT NULL,
    trouble_at BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX digests_by_workspace ON digests (platform, workspace);
CREATE INDEX digests_by_next ON digests (platform, state, next_at);

-- The windows of a digest that somebody has taken: one row each, whoever made it first.
-- Nobody else takes it before `held_until`, and nobody at all once it is settled.
CREATE TABLE digest_windows (
    digest TEXT NOT NULL,
    window_at BIGINT NOT NULL,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (digest, window_at)
);

-- What a digest posted already and posts again only when all was posted.
CREATE TABLE digest_posted (
    digest TEXT NOT NULL,
    item TEXT NOT NULL,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    PRIMARY KEY (digest, item)
);
