-- The one place with ids of messages, for hours.
CREATE TABLE answers (
    question BIGINT PRIMARY KEY,
    answer BIGINT,
    channel BIGINT NOT NULL,
    print BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX answers_at ON answers (at);

-- The last batch of each writer, so that a batch whose end was not heard of is not counted twice.
CREATE TABLE writers (id BIGINT PRIMARY KEY, batch BIGINT NOT NULL, day TEXT NOT NULL);
