-- The share of orders on discount, and the hour, weekday and channel in which the contact does most. (Counting
-- per value and taking the most frequent is more than twice as fast here as the aggregate mode().)
CREATE OR REPLACE TEMP TABLE habits AS
WITH acts AS (
    SELECT
        contact_id,
        CAST(hour(ts) AS UTINYINT) AS hour_of_day,
        CAST(isodow(ts) AS UTINYINT) AS weekday,
        channel,
        CAST(kind = 1 AS INTEGER) AS is_order,
        CAST(kind = 1 AND discount > 0 AS INTEGER) AS on_discount
    FROM events
    WHERE kind NOT IN (2, 6, 10, 11, 14, 32, 41, 44, 50, 51) AND ts <= $asof
),
discounts AS (
    SELECT contact_id, sum(on_discount) / nullif(sum(is_order), 0) AS discount_share
    FROM acts
    GROUP BY contact_id
),
hours AS (
    SELECT contact_id, arg_max(hour_of_day, n) AS preferred_hour
    FROM (SELECT contact_id, hour_of_day, count(*) AS n FROM acts GROUP BY contact_id, hour_of_day)
    GROUP BY contact_id
),
weekdays AS (
    SELECT contact_id, arg_max(weekday, n) AS preferred_day
    FROM (SELECT contact_id, weekday, count(*) AS n FROM acts GROUP BY contact_id, weekday)
    GROUP BY contact_id
),
channels AS (
    SELECT contact_id, arg_max(channel, n) AS preferred_channel
    FROM (SELECT contact_id, channel, count(*) AS n FROM acts WHERE channel <> 0 GROUP BY contact_id, channel)
    GROUP BY contact_id
)
SELECT *
FROM discounts
LEFT JOIN hours USING (contact_id)
LEFT JOIN weekdays USING (contact_id)
LEFT JOIN channels USING (contact_id);
