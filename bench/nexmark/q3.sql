-- q3.sql -- local item suggestion: who sells things of one category in three states.
-- SPDX-License-Identifier: Apache-2.0
SELECT p.name, p.city, p.state, a.id
FROM auction a JOIN person p ON a.seller = p.id
WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA');
