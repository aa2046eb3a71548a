-- One row a contact.
CREATE OR REPLACE TABLE portraits_in_sql AS
SELECT *
FROM (SELECT contact_id FROM contacts) AS everyone
LEFT JOIN rfm USING (contact_id)
LEFT JOIN rhythm USING (contact_id)
LEFT JOIN latency USING (contact_id)
LEFT JOIN adoption USING (contact_id)
LEFT JOIN velocity USING (contact_id)
LEFT JOIN habits USING (contact_id);
