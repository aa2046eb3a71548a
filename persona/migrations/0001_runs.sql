-- +goose Up
-- A run is one finding of personas, kept whole: the set it found is its body, as JSON.
CREATE TABLE persona_runs (
	number      BIGINT PRIMARY KEY,
	built       BIGINT NOT NULL,
	as_of       BIGINT NOT NULL,
	fingerprint TEXT   NOT NULL,
	body        TEXT   NOT NULL
);

-- +goose Down
DROP TABLE persona_runs;
