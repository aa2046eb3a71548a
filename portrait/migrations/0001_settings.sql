-- +goose Up
-- What portraits depend on beside the events: facts about the population, measured once and frozen, and
-- the metrics the workspace defined. The newest of each holds; older ones stay as its history.
CREATE TABLE calibrations (
	number   BIGINT PRIMARY KEY,
	measured BIGINT NOT NULL,
	as_of    BIGINT NOT NULL,
	body     TEXT   NOT NULL
);
CREATE TABLE metric_definitions (
	number BIGINT PRIMARY KEY,
	saved  BIGINT NOT NULL,
	body   TEXT   NOT NULL
);

-- +goose Down
DROP TABLE metric_definitions;
DROP TABLE calibrations;
