-- +goose Up
-- Thresholds of the RFM scores that somebody set instead of the measured ones. The newest row holds;
-- older ones stay as their history.
CREATE TABLE rfm_thresholds (
	number BIGINT PRIMARY KEY,
	saved  BIGINT NOT NULL,
	body   TEXT   NOT NULL
);

-- +goose Down
DROP TABLE rfm_thresholds;
