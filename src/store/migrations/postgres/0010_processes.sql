-- What several processes of one bot share; one process alone, on SQLite, needs none of it.

-- How far each session of the gateway is read, so that whoever takes a shard over goes on from there.
CREATE TABLE sessions (
    shard INTEGER NOT NULL,
    total INTEGER NOT NULL,
    session TEXT NOT NULL,
    seq BIGINT NOT NULL,
    application BIGINT NOT NULL,
    bot BIGINT NOT NULL,
    bot_name TEXT NOT NULL,
    PRIMARY KEY (shard, total)
);
-- The bot's own role in each server, which Discord tells only when a session begins.
CREATE TABLE own_roles (guild BIGINT PRIMARY KEY, role BIGINT NOT NULL);

-- When the next session may be begun, by the clock of the database.
CREATE TABLE identifies (bucket INTEGER PRIMARY KEY, next TIMESTAMPTZ NOT NULL);

CREATE TABLE processes (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    shards TEXT NOT NULL,
    hash TEXT NOT NULL,
    started TIMESTAMPTZ NOT NULL DEFAULT now(),
    seen TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The knowledge that all processes are to have.
CREATE TABLE wanted (one INTEGER PRIMARY KEY CHECK (one = 1), hash TEXT NOT NULL, who TEXT NOT NULL, at TIMESTAMPTZ NOT NULL);

-- Questions that processes let through, by user and by channel, until all others have heard of them. Nothing lasts.
CREATE UNLOGGED TABLE takes (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    process BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL DEFAULT now(),
    of_channel BOOLEAN NOT NULL,
    id BIGINT NOT NULL,
    n INTEGER NOT NULL
);
