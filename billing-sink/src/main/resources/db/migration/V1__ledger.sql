-- The ledger as rows, written exactly once: the rows of a batch and the offset after them are one transaction.
-- Nothing here is ever updated or deleted; the writer's role could not do it (see the grants below).

CREATE TABLE ledger_entry (
    tenant            text        NOT NULL,
    mode              text        NOT NULL,
    user_id           text        NOT NULL,
    seq               bigint      NOT NULL CHECK (seq > 0),
    kind              text        NOT NULL,
    amount            bigint      NOT NULL, -- micro-units, signed change of the total
    balance_after     bigint      NOT NULL, -- micro-units
    draws             jsonb       NOT NULL, -- [{"bucket", "source", "amount"}], micro-units, in burn order
    command_id        text,
    at                timestamptz NOT NULL, -- the account's time
    operation         text,
    reason            text,
    metadata          text,                 -- canonical JSON; text, because jsonb would reorder what is hashed
    prev_hash         text        NOT NULL,
    hash              text        NOT NULL,
    entry             bytea       NOT NULL, -- the record as it stands in the topic
    recorded_at       timestamptz NOT NULL, -- the record's own timestamp, so that writing it again gives the same row
    command_partition integer     NOT NULL,
    command_offset    bigint      NOT NULL,
    ledger_partition  integer     NOT NULL,
    ledger_offset     bigint      NOT NULL,
    PRIMARY KEY (tenant, mode, user_id, seq, recorded_at)
) PARTITION BY RANGE (recorded_at);

-- How far each partition of a topic has been written, and by which owner of it. The epoch grows with every change of
-- owner: an owner that was replaced while it slept updates no row, and so cannot commit.
CREATE TABLE sink_offset (
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    next_offset bigint      NOT NULL CHECK (next_offset >= 0),
    epoch       bigint      NOT NULL CHECK (epoch >= 0),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition)
);

-- Creates the month's partition unless it is there. Security definer: the writer may ask for a month and for nothing
-- else. Made apart and then attached, because ATTACH lets readers and writers of the other months go on.
CREATE FUNCTION ensure_ledger_month(moment timestamptz) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public
    SET timezone = 'UTC'
AS $$
DECLARE
    first_day timestamptz := date_trunc('month', moment);
    next_day  timestamptz := date_trunc('month', moment) + interval '1 month';
    part      text        := 'ledger_entry_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF moment < '2020-01-01' OR moment > now() + interval '2 years' THEN
        RAISE EXCEPTION 'no partition is made for %, it is not a plausible time of recording', moment
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass('public.' || part) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_ledger_month'));
    IF to_regclass('public.' || part) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.ledger_entry INCLUDING ALL)', part);
    EXECUTE format('ALTER TABLE public.ledger_entry ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                   part, first_day, next_day);
END
$$;
REVOKE ALL ON FUNCTION ensure_ledger_month(timestamptz) FROM PUBLIC;

-- A role belongs to the whole cluster: another database of it may have made it already, even at this moment.
DO $$
BEGIN
    CREATE ROLE weir_writer LOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
GRANT USAGE ON SCHEMA public TO weir_writer;
GRANT SELECT, INSERT ON ledger_entry TO weir_writer;
GRANT SELECT, INSERT ON sink_offset TO weir_writer;
GRANT UPDATE (next_offset, epoch, updated_at) ON sink_offset TO weir_writer;
GRANT EXECUTE ON FUNCTION ensure_ledger_month(timestamptz) TO weir_writer;
