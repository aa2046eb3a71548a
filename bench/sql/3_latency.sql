-- From the sending of a message to the first open or click that no machine made (none is quicker than ten
-- seconds), and how many messages there were.
CREATE OR REPLACE TEMP TABLE latency AS
SELECT
    contact_id,
    count(*) AS messages,
    count(answered) AS answered,
    count(answered) / count(*) AS response_rate,
    median(answered - sent) / 60e6 AS median_minutes
FROM (
    SELECT
        s.contact_id,
        s.message,
        min(epoch_us(s.ts)) AS sent,
        min(epoch_us(r.ts)) AS answered
    FROM (SELECT contact_id, message, ts FROM events WHERE kind = 10 AND ts <= $asof) AS s
    LEFT JOIN (SELECT contact_id, message, ts FROM events WHERE kind IN (12, 13) AND ts <= $asof) AS r
        ON r.contact_id = s.contact_id AND r.message = s.message AND r.ts >= s.ts + INTERVAL 10 SECOND
    GROUP BY s.contact_id, s.message
)
GROUP BY contact_id;
