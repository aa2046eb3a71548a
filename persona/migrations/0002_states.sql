-- +goose Up
-- What became of a run: 'in use' (one at most), 'proposed' (one at most), 'retired', 'declined', 'superseded'.
ALTER TABLE persona_runs ADD COLUMN state TEXT NOT NULL DEFAULT 'retired';
ALTER TABLE persona_runs ADD COLUMN decided BIGINT NOT NULL DEFAULT 0;
-- The greatest id of its personas, so that none is ever given twice.
ALTER TABLE persona_runs ADD COLUMN greatest BIGINT NOT NULL DEFAULT 0;
-- How its personas come from those in use before, and the population it was built from, as JSON.
ALTER TABLE persona_runs ADD COLUMN lineage TEXT NOT NULL DEFAULT '';
ALTER TABLE persona_runs ADD COLUMN reference TEXT NOT NULL DEFAULT '';
UPDATE persona_runs SET state = 'in use' WHERE number = (SELECT max(number) FROM persona_runs);
-- How far the population had moved away from a run's, each time that was looked at.
CREATE TABLE persona_checks (
	number BIGINT PRIMARY KEY,
	run    BIGINT NOT NULL,
	as_of  BIGINT NOT NULL,
	body   TEXT   NOT NULL
);

-- +goose Down
DROP TABLE persona_checks;
ALTER TABLE persona_runs DROP COLUMN reference;
ALTER TABLE persona_runs DROP COLUMN lineage;
ALTER TABLE persona_runs DROP COLUMN greatest;
ALTER TABLE persona_runs DROP COLUMN decided;
ALTER TABLE persona_runs DROP COLUMN state;
