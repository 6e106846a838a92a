-- The ledger: what was published, row by row, never changed and never taken away.
--
-- Every row of the three tables is a link of one chain: links count from 1 without a gap, and each carries the SHA-256
-- of the hash before it and of its own text. Numbers of figures are the texts that were released.

CREATE TABLE publication (
    link INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    pack TEXT NOT NULL,
    profile TEXT NOT NULL CHECK (profile IN ('internal', 'partners', 'public')),
    period TEXT NOT NULL,
    published_on TEXT NOT NULL,
    published_by TEXT,
    replaces INTEGER REFERENCES publication (number),
    snapshot_as_at TEXT NOT NULL,
    snapshot_sha256 TEXT,
    program TEXT NOT NULL,
    k INTEGER NOT NULL,
    files INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE file (
    link INTEGER PRIMARY KEY,
    publication INTEGER NOT NULL REFERENCES publication (number),
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE figure (
    link INTEGER PRIMARY KEY,
    publication INTEGER NOT NULL REFERENCES publication (number),
    measure TEXT NOT NULL,
    period TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    basis TEXT NOT NULL,
    form TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    people TEXT NOT NULL,
    category TEXT NOT NULL,
    numerator TEXT,
    denominator TEXT,
    value TEXT,
    shown TEXT NOT NULL,
    symbol TEXT,
    missing INTEGER,
    availability TEXT NOT NULL,
    definition INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE VIEW last_link (link) AS
SELECT max(
    (SELECT coalesce(max(link), 0) FROM publication),
    (SELECT coalesce(max(link), 0) FROM file),
    (SELECT coalesce(max(link), 0) FROM figure)
);

-- A row that would replace another, or leave a gap, is refused before it can.
CREATE TRIGGER publication_follows BEFORE INSERT ON publication
WHEN NEW.link <> (SELECT link FROM last_link) + 1
    OR NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM publication)
BEGIN SELECT RAISE(ABORT, 'a row of the ledger follows the last one'); END;

CREATE TRIGGER file_follows BEFORE INSERT ON file
WHEN NEW.link <> (SELECT link FROM last_link) + 1
BEGIN SELECT RAISE(ABORT, 'a row of the ledger follows the last one'); END;

CREATE TRIGGER figure_follows BEFORE INSERT ON figure
WHEN NEW.link <> (SELECT link FROM last_link) + 1
BEGIN SELECT RAISE(ABORT, 'a row of the ledger follows the last one'); END;

CREATE TRIGGER publication_stays BEFORE UPDATE ON publication
BEGIN SELECT RAISE(ABORT, 'what was published is never changed: publish a correction'); END;

CREATE TRIGGER file_stays BEFORE UPDATE ON file
BEGIN SELECT RAISE(ABORT, 'what was published is never changed: publish a correction'); END;

CREATE TRIGGER figure_stays BEFORE UPDATE ON figure
BEGIN SELECT RAISE(ABORT, 'what was published is never changed: publish a correction'); END;

CREATE TRIGGER publication_is_kept BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'what was published is never taken away'); END;

CREATE TRIGGER file_is_kept BEFORE DELETE ON file
BEGIN SELECT RAISE(ABORT, 'what was published is never taken away'); END;

CREATE TRIGGER figure_is_kept BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'what was published is never taken away'); END;
