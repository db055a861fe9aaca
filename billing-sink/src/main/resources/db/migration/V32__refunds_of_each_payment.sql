-- Stripe tells of each payment how much of it was refunded in all. An invoice may be paid by several: their sum was given
-- back, not the most of one.
CREATE OR REPLACE VIEW purchase AS
SELECT bought.tenant,
       bought.mode,
       bought.user_id,
       bought.command_id                                AS purchase_id, -- the grant's id
       CASE bought.operation WHEN 'subscription_renewal' THEN 'subscription' ELSE 'package' END AS kind,
       coalesce(said ->> 'package', said ->> 'plan')    AS item,
       bought.operation = 'auto_topup'                  AS automatic,
       bought.amount                                    AS granted,     -- micro-units
       money.paid                                       AS price,       -- the currency's minor unit
       upper(said ->> 'currency')                       AS currency,
       said ->> 'payment'                               AS payment_id,
       said ->> 'invoice'                               AS invoice_id,
       said ->> 'customer'                              AS customer_id,
       back.refunded                                    AS refunded,    -- the currency's minor unit
       CASE WHEN back.disputes > 0 THEN 'disputed'
            WHEN back.refunded = 0 THEN 'paid'
            WHEN back.refunded < money.paid THEN 'partially_refunded'
            ELSE 'refunded' END                             AS status,
       bought.at                                        AS purchased_at,
       bought.seq
FROM ledger_entry bought
CROSS JOIN LATERAL (
    SELECT CASE WHEN pg_input_is_valid(bought.metadata, 'jsonb') THEN bought.metadata::jsonb END AS said
) AS note
CROSS JOIN LATERAL (
    SELECT CASE WHEN (said ->> 'paid') ~ '^[0-9]{1,18}$' THEN (said ->> 'paid')::bigint END AS paid
) AS money
CROSS JOIN LATERAL (
    SELECT least(coalesce(sum(of_one), 0), 999999999999999999)::bigint AS refunded, sum(open)::bigint AS disputes
    FROM (
        SELECT max(CASE WHEN (told ->> 'refunded') ~ '^[0-9]{1,18}$' THEN (told ->> 'refunded')::bigint END) AS of_one,
               count(DISTINCT told ->> 'dispute') FILTER (WHERE taken.operation = 'dispute')
                 - count(DISTINCT told ->> 'dispute') FILTER (WHERE taken.operation = 'dispute_won') AS open
        FROM ledger_entry taken
        CROSS JOIN LATERAL (
            SELECT CASE WHEN pg_input_is_valid(taken.metadata, 'jsonb') THEN taken.metadata::jsonb END AS told
        ) AS word
        WHERE taken.tenant = bought.tenant AND taken.mode = bought.mode AND taken.user_id = bought.user_id
          AND taken.kind = 'revoked' AND taken.operation IN ('refund', 'dispute', 'dispute_won')
          AND (told ->> 'grant') = bought.command_id
        GROUP BY told ->> 'payment' -- only a refund of one of several says which
    ) AS payment
) AS back
WHERE bought.kind = 'granted' AND bought.operation IN ('package_purchase', 'auto_topup', 'subscription_renewal')
  AND money.paid IS NOT NULL;
