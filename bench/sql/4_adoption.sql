-- Features taken up: how many, how soon after signing up, how many in the first week, how many dropped (not
-- used for sixty days).
CREATE OR REPLACE TEMP TABLE adoption AS
SELECT
    f.contact_id,
    count(*) AS features,
    min(epoch_us(first_use) - epoch_us(signed_up)) / 86400e6 AS days_to_first,
    median(epoch_us(first_use) - epoch_us(signed_up)) / 86400e6 AS median_days_to_use,
    count(*) FILTER (first_use < signed_up + INTERVAL 7 DAY) AS in_week_one,
    count(*) FILTER (last_use < $asof - INTERVAL 60 DAY) AS dropped
FROM (
    SELECT contact_id, subject, min(ts) AS first_use, max(ts) AS last_use
    FROM events
    WHERE kind = 21 AND ts <= $asof
    GROUP BY contact_id, subject
) AS f
LEFT JOIN (
    SELECT contact_id, min(ts) AS signed_up
    FROM events
    WHERE kind = 30 AND ts <= $asof
    GROUP BY contact_id
) AS s ON s.contact_id = f.contact_id
GROUP BY f.contact_id;
