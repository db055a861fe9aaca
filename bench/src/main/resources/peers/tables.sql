-- The ledger that a team builds first: a row per account, a row per movement, both in one transaction.
CREATE TABLE account (
    id      bigint PRIMARY KEY,
    balance bigint NOT NULL CHECK (balance >= 0),
    version bigint NOT NULL DEFAULT 0,
    used    bigint NOT NULL DEFAULT 0,
    pad     text
) WITH (fillfactor = 70);

CREATE TABLE movement (
    seq           bigserial PRIMARY KEY,
    command_id    uuid        NOT NULL UNIQUE,
    account_id    bigint      NOT NULL,
    at            timestamptz NOT NULL,
    amount        bigint      NOT NULL,
    balance_after bigint      NOT NULL,
    operation     text,
    metadata      text
);

INSERT INTO account (id, balance, pad)
SELECT id, 1000000000000, repeat('x', 200) FROM generate_series(1, 10000) id;

CREATE FUNCTION charge(which bigint, wanted bigint, command uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    after bigint;
BEGIN
    UPDATE account SET balance = balance - wanted, version = version + 1, used = used + wanted
    WHERE id = which AND balance >= wanted
    RETURNING balance INTO after;
    IF NOT FOUND THEN
        RETURN -1;
    END IF;
    INSERT INTO movement (command_id, account_id, at, amount, balance_after, operation, metadata)
    VALUES (command, which, now(), wanted, after, 'llm.tokens.output',
            '{"model":"m-3","region":"eu-1","req":"9f8a7c6b5d4e3f21","tenant":"t-77","in":1200,"out":800}');
    RETURN after;
END
$$;
