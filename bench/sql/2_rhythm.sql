-- The median gap between orders, in days, and how much the gaps spread around their mean.
CREATE OR REPLACE TEMP TABLE rhythm AS
SELECT
    contact_id,
    median(gap) AS median_gap,
    stddev_samp(gap) / nullif(avg(gap), 0) AS gap_spread
FROM (
    SELECT contact_id, (epoch_us(ts) - lag(epoch_us(ts)) OVER (PARTITION BY contact_id ORDER BY ts)) / 86400e6 AS gap
    FROM events
    WHERE kind = 1 AND ts <= $asof
)
WHERE gap IS NOT NULL
GROUP BY contact_id;
