\set which random(1, 10000)
BEGIN;
UPDATE account SET balance = balance - 1, version = version + 1, used = used + 1 WHERE id = :which AND balance >= 1 RETURNING balance AS after \gset
INSERT INTO movement (command_id, account_id, at, amount, balance_after, operation, metadata) VALUES (gen_random_uuid(), :which, now(), 1, :after, 'llm.tokens.output', '{"model":"m-3","region":"eu-1","req":"9f8a7c6b5d4e3f21","tenant":"t-77","in":1200,"out":800}');
COMMIT;
