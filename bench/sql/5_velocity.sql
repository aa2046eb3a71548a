-- What the contact did in the last seven and twenty-eight days, against the same spans before them.
CREATE OR REPLACE TEMP TABLE velocity AS
SELECT
    contact_id,
    week,
    week_before,
    month,
    month_before,
    week / nullif(week_before, 0) AS week_ratio,
    month / nullif(month_before, 0) AS month_ratio
FROM (
    SELECT
        contact_id,
        count(*) FILTER (ts > $asof - INTERVAL 7 DAY) AS week,
        count(*) FILTER (ts <= $asof - INTERVAL 7 DAY AND ts > $asof - INTERVAL 14 DAY) AS week_before,
        count(*) FILTER (ts > $asof - INTERVAL 28 DAY) AS month,
        count(*) FILTER (ts <= $asof - INTERVAL 28 DAY) AS month_before
    FROM events
    WHERE kind NOT IN (2, 6, 10, 11, 14, 32, 41, 44, 50, 51) AND ts <= $asof AND ts > $asof - INTERVAL 56 DAY
    GROUP BY contact_id
);
