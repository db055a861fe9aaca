\set which 1
SELECT charge(:which, 1, gen_random_uuid());
