CREATE TABLE deployment (
    id SMALLINT DEFAULT 1 NOT NULL,
    receipt_salt BYTEA NOT NULL,
    vault_insert_role TEXT NOT NULL,
    vault_read_role TEXT NOT NULL,
    CONSTRAINT deployment_pkey PRIMARY KEY (id),
    CONSTRAINT deployment_one_row_check CHECK (id = 1)
)

CREATE TABLE officer_key (
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    purpose VARCHAR(40) NOT NULL,
    areas TEXT[] NOT NULL,
    public_key BYTEA NOT NULL,
    salt BYTEA NOT NULL,
    wrapped_private BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    failures INTEGER NOT NULL,
    closed_until TIMESTAMP WITH TIME ZONE,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT officer_key_pkey PRIMARY KEY (id)
)

CREATE UNIQUE INDEX officer_key_one_active ON officer_key (account_id) WHERE revoked_at IS NULL

CREATE TABLE confidential_session (
    id UUID NOT NULL,
    key_id UUID NOT NULL,
    account_id UUID NOT NULL,
    sealed_private BYTEA NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT confidential_session_pkey PRIMARY KEY (id)
)

CREATE INDEX confidential_session_account_id_idx ON confidential_session (account_id)

CREATE INDEX confidential_session_expires_at_idx ON confidential_session (expires_at)

CREATE TABLE unit_copy (
    id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    CONSTRAINT unit_copy_pkey PRIMARY KEY (id)
)

CREATE TABLE report (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    lead_id UUID NOT NULL,
    category VARCHAR(40) NOT NULL,
    area TEXT NOT NULL,
    unit_id UUID,
    wants_reward BOOLEAN NOT NULL,
    identity_id UUID,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(40) NOT NULL,
    handler_id UUID,
    employee BOOLEAN NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE,
    accepted_by UUID,
    due_on DATE,
    extended BOOLEAN NOT NULL,
    refusal_ground VARCHAR(40),
    decided_at TIMESTAMP WITH TIME ZONE,
    merged_into UUID,
    proposed_conclusion VARCHAR(40),
    proposed_from TEXT,
    conclusion VARCHAR(40),
    concluded_at TIMESTAMP WITH TIME ZONE,
    concluded_by UUID,
    feedback_due_on DATE,
    feedback_at TIMESTAMP WITH TIME ZONE,
    objected_at TIMESTAMP WITH TIME ZONE,
    reexamine_due_on DATE,
    reexamined_at TIMESTAMP WITH TIME ZONE,
    reexamined_by UUID,
    version INTEGER NOT NULL,
    CONSTRAINT report_pkey PRIMARY KEY (id),
    CONSTRAINT report_number_key UNIQUE (number),
    CONSTRAINT report_lead_id_key UNIQUE (lead_id),
    CONSTRAINT report_merged_into_fkey FOREIGN KEY(merged_into) REFERENCES report (id)
)

CREATE INDEX report_area_status_idx ON report (area, status)

CREATE INDEX report_merged_into_idx ON report (merged_into)

CREATE INDEX report_received_at_id_idx ON report (received_at, id)

CREATE TABLE sealed_report (
    report_id UUID NOT NULL,
    receipt_hash BYTEA NOT NULL,
    public_key BYTEA NOT NULL,
    thread_sealed_key BYTEA NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT sealed_report_pkey PRIMARY KEY (report_id),
    CONSTRAINT sealed_report_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id),
    CONSTRAINT sealed_report_receipt_hash_key UNIQUE (receipt_hash)
)

CREATE TABLE report_key (
    report_id UUID NOT NULL,
    key_id UUID NOT NULL,
    sealed_key BYTEA NOT NULL,
    CONSTRAINT report_key_pkey PRIMARY KEY (report_id, key_id),
    CONSTRAINT report_key_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id),
    CONSTRAINT report_key_key_id_fkey FOREIGN KEY(key_id) REFERENCES officer_key (id)
)

CREATE TABLE handling (
    report_id UUID NOT NULL,
    account_id UUID NOT NULL,
    CONSTRAINT handling_pkey PRIMARY KEY (report_id, account_id),
    CONSTRAINT handling_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE TABLE letter (
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    author VARCHAR(40) NOT NULL,
    topic VARCHAR(40) NOT NULL,
    written_by UUID,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sealed BYTEA NOT NULL,
    CONSTRAINT letter_pkey PRIMARY KEY (id),
    CONSTRAINT letter_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX letter_report_id_idx ON letter (report_id)

CREATE TABLE upload (
    id UUID NOT NULL,
    report_id UUID,
    key_hash BYTEA NOT NULL,
    media_type TEXT NOT NULL,
    sealed_key BYTEA,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT upload_pkey PRIMARY KEY (id),
    CONSTRAINT upload_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX upload_report_id_idx ON upload (report_id)

CREATE TABLE lead (
    lead_id UUID NOT NULL,
    area TEXT NOT NULL,
    unit_id UUID,
    category VARCHAR(40) NOT NULL,
    what TEXT NOT NULL,
    place TEXT NOT NULL,
    written_by UUID NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT lead_pkey PRIMARY KEY (lead_id)
)

CREATE TABLE lead_hazard (
    hazard_id UUID NOT NULL,
    lead_id UUID NOT NULL,
    linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT lead_hazard_pkey PRIMARY KEY (hazard_id)
)

CREATE INDEX lead_hazard_lead_id_idx ON lead_hazard (lead_id)

CREATE TABLE decided_case (
    hazard_id UUID NOT NULL,
    case_id UUID NOT NULL,
    fine NUMERIC(14, 2) NOT NULL,
    heard_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT decided_case_pkey PRIMARY KEY (hazard_id, case_id)
)

CREATE TABLE reward (
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    case_id UUID,
    area TEXT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    basis JSONB NOT NULL,
    rules JSONB NOT NULL,
    status VARCHAR(40) NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_from TEXT,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by UUID,
    approved_at TIMESTAMP WITH TIME ZONE,
    claim_number TEXT,
    claim_due_on DATE,
    claim_extended BOOLEAN NOT NULL,
    pay_by VARCHAR(40),
    not_excluded_at TIMESTAMP WITH TIME ZONE,
    claimed_at TIMESTAMP WITH TIME ZONE,
    paid_by UUID,
    paid_at TIMESTAMP WITH TIME ZONE,
    voucher TEXT,
    decline_reason TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT reward_pkey PRIMARY KEY (id),
    CONSTRAINT reward_amount_check CHECK (amount >= 0),
    CONSTRAINT reward_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id),
    CONSTRAINT reward_claim_number_key UNIQUE (claim_number)
)

CREATE UNIQUE INDEX reward_one_a_case ON reward (case_id) WHERE kind <> 'honour' AND status <> 'declined'

CREATE UNIQUE INDEX reward_one_a_matter ON reward (report_id) WHERE kind <> 'honour' AND status <> 'declined'

CREATE INDEX reward_proposed_at_id_idx ON reward (proposed_at, id)

CREATE TABLE claim (
    number TEXT NOT NULL,
    reward_id UUID NOT NULL,
    password_hash TEXT,
    accounts JSONB NOT NULL,
    failures INTEGER NOT NULL,
    closed_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT claim_pkey PRIMARY KEY (number),
    CONSTRAINT claim_reward_id_key UNIQUE (reward_id),
    CONSTRAINT claim_reward_id_fkey FOREIGN KEY(reward_id) REFERENCES reward (id)
)

CREATE TABLE fund (
    id UUID NOT NULL,
    year INTEGER NOT NULL,
    source VARCHAR(40) NOT NULL,
    allocated NUMERIC(14, 2) NOT NULL,
    paid NUMERIC(14, 2) NOT NULL,
    balance NUMERIC(14, 2) NOT NULL,
    CONSTRAINT fund_pkey PRIMARY KEY (id),
    CONSTRAINT fund_year_source_key UNIQUE (year, source),
    CONSTRAINT fund_never_overdrawn_check CHECK (balance >= 0),
    CONSTRAINT fund_balances_check CHECK (balance = allocated - paid)
)

CREATE TABLE fund_transfer (
    id UUID NOT NULL,
    fund_id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    document TEXT NOT NULL,
    reward_id UUID,
    by UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT fund_transfer_pkey PRIMARY KEY (id),
    CONSTRAINT fund_transfer_amount_check CHECK (amount > 0),
    CONSTRAINT fund_transfer_payout_of_a_reward_check CHECK ((kind = 'payout') = (reward_id IS NOT NULL)),
    CONSTRAINT fund_transfer_fund_id_fkey FOREIGN KEY(fund_id) REFERENCES fund (id),
    CONSTRAINT fund_transfer_reward_id_key UNIQUE (reward_id),
    CONSTRAINT fund_transfer_reward_id_fkey FOREIGN KEY(reward_id) REFERENCES reward (id)
)

CREATE INDEX fund_transfer_fund_id_idx ON fund_transfer (fund_id)

CREATE TABLE fund_entry (
    transfer_id UUID NOT NULL,
    account VARCHAR(40) NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    CONSTRAINT fund_entry_pkey PRIMARY KEY (transfer_id, account),
    CONSTRAINT fund_entry_transfer_id_fkey FOREIGN KEY(transfer_id) REFERENCES fund_transfer (id)
)

CREATE TABLE identity_request (
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    identity_id UUID NOT NULL,
    area TEXT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    reason TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(40) NOT NULL,
    consents UUID[] NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT identity_request_pkey PRIMARY KEY (id),
    CONSTRAINT identity_request_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX identity_request_report_id_idx ON identity_request (report_id)

CREATE TABLE consent_half (
    request_id UUID NOT NULL,
    share_id UUID NOT NULL,
    custodian_key_id UUID NOT NULL,
    sealed_half BYTEA NOT NULL,
    CONSTRAINT consent_half_pkey PRIMARY KEY (request_id, share_id, custodian_key_id),
    CONSTRAINT consent_half_request_id_fkey FOREIGN KEY(request_id) REFERENCES identity_request (id),
    CONSTRAINT consent_half_custodian_key_id_fkey FOREIGN KEY(custodian_key_id) REFERENCES officer_key (id)
)

CREATE TABLE vault.identity (
    id UUID NOT NULL,
    blob BYTEA NOT NULL,
    CONSTRAINT identity_pkey PRIMARY KEY (id)
)

CREATE TABLE vault.share (
    id UUID NOT NULL,
    identity_id UUID NOT NULL,
    first_key_id UUID NOT NULL,
    first_half BYTEA NOT NULL,
    second_key_id UUID NOT NULL,
    second_half BYTEA NOT NULL,
    CONSTRAINT share_pkey PRIMARY KEY (id)
)

CREATE INDEX share_identity_id_idx ON vault.share (identity_id)
