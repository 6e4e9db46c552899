ALTER TABLE reward
    ADD COLUMN recipient_id UUID,
    ADD COLUMN ground VARCHAR(40),
    ADD COLUMN revoked_by UUID,
    ADD COLUMN revoked_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN revoke_reason TEXT

UPDATE reward SET recipient_id = report_id

ALTER TABLE reward
    ALTER COLUMN recipient_id SET NOT NULL,
    ADD CONSTRAINT reward_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES report (id)

CREATE INDEX reward_recipient_id_idx ON reward (recipient_id)

DROP INDEX reward_one_a_case

DROP INDEX reward_one_a_matter

CREATE UNIQUE INDEX reward_one_a_case ON reward (case_id) WHERE kind <> 'honour' AND status NOT IN ('declined', 'revoked', 'recovered')

CREATE UNIQUE INDEX reward_one_a_matter ON reward (report_id) WHERE kind <> 'honour' AND status NOT IN ('declined', 'revoked', 'recovered')

ALTER TABLE claim
    ADD COLUMN amount NUMERIC(14, 2),
    ADD COLUMN pay_by VARCHAR(40),
    ADD COLUMN paid_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN paid_by UUID,
    ADD COLUMN voucher TEXT,
    ADD COLUMN recovered NUMERIC(14, 2)

UPDATE claim c SET amount = r.amount, pay_by = r.pay_by, paid_at = r.paid_at, paid_by = r.paid_by,
    voucher = r.voucher, recovered = 0
FROM reward r WHERE r.id = c.reward_id

ALTER TABLE claim
    ALTER COLUMN amount SET NOT NULL,
    ALTER COLUMN pay_by SET NOT NULL,
    ALTER COLUMN recovered SET NOT NULL,
    ADD CONSTRAINT claim_amount_check CHECK (amount > 0),
    ADD CONSTRAINT claim_recovered_check CHECK (recovered BETWEEN 0 AND amount),
    DROP CONSTRAINT claim_reward_id_key

CREATE INDEX claim_reward_id_idx ON claim (reward_id)

CREATE INDEX claim_paid_at_idx ON claim (paid_at)

ALTER TABLE fund_transfer
    ADD COLUMN claim_number TEXT,
    DROP CONSTRAINT fund_transfer_reward_id_key,
    DROP CONSTRAINT fund_transfer_payout_of_a_reward_check

UPDATE fund_transfer t SET claim_number = r.claim_number FROM reward r WHERE r.id = t.reward_id

ALTER TABLE fund_transfer
    ADD CONSTRAINT fund_transfer_claim_number_fkey FOREIGN KEY (claim_number) REFERENCES claim (number),
    ADD CONSTRAINT fund_transfer_of_a_reward_check CHECK ((kind <> 'allocation') = (reward_id IS NOT NULL)),
    ADD CONSTRAINT fund_transfer_of_a_claim_check CHECK ((reward_id IS NULL) = (claim_number IS NULL))

CREATE INDEX fund_transfer_reward_id_idx ON fund_transfer (reward_id)

CREATE INDEX fund_transfer_claim_number_idx ON fund_transfer (claim_number)

CREATE UNIQUE INDEX fund_transfer_one_payout ON fund_transfer (claim_number) WHERE kind = 'payout'
