-- Recency, frequency and monetary value, with scores against fixed thresholds.
CREATE OR REPLACE TEMP TABLE rfm AS
SELECT
    contact_id,
    orders,
    revenue,
    revenue / nullif(orders, 0) AS average_order,
    first_order,
    last_order,
    floor(date_diff('second', last_order, $asof) / 86400) AS recency_days,
    CASE WHEN last_order >= $asof - INTERVAL 30 DAY THEN 5 WHEN last_order >= $asof - INTERVAL 60 DAY THEN 4
         WHEN last_order >= $asof - INTERVAL 90 DAY THEN 3 WHEN last_order >= $asof - INTERVAL 180 DAY THEN 2
         WHEN orders > 0 THEN 1 END AS r,
    CASE WHEN orders >= 12 THEN 5 WHEN orders >= 6 THEN 4 WHEN orders >= 3 THEN 3 WHEN orders >= 2 THEN 2 WHEN orders = 1 THEN 1 END AS f,
    CASE WHEN revenue >= 1000 THEN 5 WHEN revenue >= 500 THEN 4 WHEN revenue >= 200 THEN 3 WHEN revenue >= 50 THEN 2 WHEN orders > 0 THEN 1 END AS m
FROM (
    SELECT
        contact_id,
        count(*) FILTER (kind = 1) AS orders,
        sum(amount) AS revenue, -- refunds are negative
        min(ts) FILTER (kind = 1) AS first_order,
        max(ts) FILTER (kind = 1) AS last_order
    FROM events
    WHERE kind IN (1, 2) AND ts <= $asof
    GROUP BY contact_id
);
