-- Settings of servers and channels; what was taken away stays as a row without a value, so that others notice.
CREATE TABLE settings (
    guild BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    version BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (guild, channel, name)
);
CREATE TABLE settings_version (one INTEGER PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL);
INSERT INTO settings_version (one, version) VALUES (1, 0);

-- Questions without an answer: nothing here tells who asked, where, or in which message.
CREATE TABLE unanswered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    briefing TEXT NOT NULL,
    wording TEXT NOT NULL,
    question TEXT NOT NULL,
    reason TEXT NOT NULL,
    times BIGINT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    UNIQUE (briefing, wording)
);
CREATE INDEX unanswered_last_day ON unanswered (last_day);

CREATE TABLE days (
    day TEXT NOT NULL,
    briefing TEXT NOT NULL,
    answered BIGINT NOT NULL DEFAULT 0,
    missed BIGINT NOT NULL DEFAULT 0,
    ambiguous BIGINT NOT NULL DEFAULT 0,
    disputed BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (day, briefing)
);

-- A voter is a keyed hash; without the salt of its day, which goes after a week, it is nobody's.
CREATE TABLE salts (day TEXT PRIMARY KEY, salt BLOB NOT NULL);
CREATE TABLE votes (
    voter BLOB PRIMARY KEY,
    day TEXT NOT NULL,
    answer BLOB NOT NULL,
    briefing TEXT NOT NULL,
    entries TEXT NOT NULL,
    helpful BOOLEAN NOT NULL
);
CREATE INDEX votes_day ON votes (day);
CREATE TABLE feedback (
    day TEXT NOT NULL,
    briefing TEXT NOT NULL,
    entry TEXT NOT NULL,
    helpful BIGINT NOT NULL DEFAULT 0,
    not_helpful BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (day, briefing, entry)
);

CREATE TABLE reloads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    admin BIGINT,
    who TEXT NOT NULL,
    outcome TEXT NOT NULL,
    old_hash TEXT NOT NULL,
    new_hash TEXT NOT NULL,
    process TEXT NOT NULL
);
