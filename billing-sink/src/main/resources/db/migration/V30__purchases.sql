-- What was bought, read off the ledger: a payment's grant says what was paid for it, and what was taken back names the
-- grant. A view, so that it can never disagree with the balance, and a purchase is there once as its grant is.
CREATE INDEX ledger_entry_of_money ON ledger_entry (tenant, mode, user_id, seq)
    WHERE operation IN ('package_purchase', 'auto_topup', 'subscription_renewal', 'refund', 'dispute', 'dispute_won');

CREATE VIEW purchase AS
SELECT bought.tenant,
       bought.mode,
       bought.user_id,
       bought.command_id                                AS purchase_id, -- the grant's id
       CASE bought.operation WHEN 'subscription_renewal' THEN 'subscription' ELSE 'package' END AS kind,
       coalesce(said ->> 'package', said ->> 'plan')    AS item,
       bought.operation = 'auto_topup'                  AS automatic,
       bought.amount                                    AS granted,     -- micro-units
       (said ->> 'paid')::bigint                        AS price,       -- the currency's minor unit
       upper(said ->> 'currency')                       AS currency,
       said ->> 'payment'                               AS payment_id,
       said ->> 'invoice'                               AS invoice_id,
       said ->> 'customer'                              AS customer_id,
       coalesce(back.refunded, 0)                       AS refunded,    -- the currency's minor unit
       CASE WHEN back.disputes > 0 THEN 'disputed'
            WHEN back.refunded >= (said ->> 'paid')::bigint THEN 'refunded'
            WHEN back.refunded > 0 THEN 'partially_refunded'
            ELSE 'paid' END                             AS status,
       bought.at                                        AS purchased_at,
       bought.seq
FROM ledger_entry bought
CROSS JOIN LATERAL (SELECT bought.metadata::jsonb AS said) AS note
CROSS JOIN LATERAL (
    SELECT max((taken.metadata::jsonb ->> 'refunded')::bigint) AS refunded,
           count(DISTINCT taken.metadata::jsonb ->> 'dispute') FILTER (WHERE taken.operation = 'dispute')
             - count(DISTINCT taken.metadata::jsonb ->> 'dispute') FILTER (WHERE taken.operation = 'dispute_won')
               AS disputes
    FROM ledger_entry taken
    WHERE taken.tenant = bought.tenant AND taken.mode = bought.mode AND taken.user_id = bought.user_id
      AND taken.kind = 'revoked' AND taken.operation IN ('refund', 'dispute', 'dispute_won')
      AND taken.metadata::jsonb ->> 'grant' = bought.command_id
) AS back
WHERE bought.kind = 'granted' AND bought.operation IN ('package_purchase', 'auto_topup', 'subscription_renewal');

GRANT SELECT ON purchase TO weir_writer;
