\set which random(1, 10000)
SELECT charge(:which, 1, gen_random_uuid());
