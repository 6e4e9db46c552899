CREATE TABLE scheme (
	id UUID NOT NULL,
	unit_id UUID NOT NULL,
	area TEXT NOT NULL,
	code TEXT NOT NULL,
	opened_by UUID NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT scheme_pkey PRIMARY KEY (id),
	CONSTRAINT scheme_unit_id_key UNIQUE (unit_id),
	CONSTRAINT scheme_code_key UNIQUE (code)
)

CREATE INDEX scheme_opened_at_id_idx ON scheme (opened_at, id)

CREATE TABLE internal_report (
	id UUID NOT NULL,
	scheme_id UUID NOT NULL,
	unit_id UUID NOT NULL,
	area TEXT NOT NULL,
	kind VARCHAR(40) NOT NULL,
	grave BOOLEAN NOT NULL,
	receipt_hash BYTEA NOT NULL,
	content BYTEA NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	answer_due_on DATE NOT NULL,
	status VARCHAR(40) NOT NULL,
	outcome VARCHAR(40),
	answer BYTEA,
	answered_by UUID,
	answered_at TIMESTAMP WITH TIME ZONE,
	rose_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	CONSTRAINT internal_report_pkey PRIMARY KEY (id),
	CONSTRAINT internal_report_scheme_id_fkey FOREIGN KEY(scheme_id) REFERENCES scheme (id),
	CONSTRAINT internal_report_receipt_hash_key UNIQUE (receipt_hash)
)

CREATE INDEX internal_report_scheme_id_received_at_id_idx ON internal_report (scheme_id, received_at, id)

CREATE INDEX internal_report_waiting ON internal_report (answer_due_on) WHERE grave AND status = 'received' AND rose_at IS NULL

CREATE TABLE internal_envelope (
	report_id UUID NOT NULL,
	public_key BYTEA NOT NULL,
	thread_public_key BYTEA NOT NULL,
	thread_sealed_key BYTEA NOT NULL,
	content BYTEA NOT NULL,
	shares JSONB NOT NULL,
	CONSTRAINT internal_envelope_pkey PRIMARY KEY (report_id),
	CONSTRAINT internal_envelope_report_id_fkey FOREIGN KEY(report_id) REFERENCES internal_report (id)
)

CREATE TABLE scheme_reward (
	id UUID NOT NULL,
	scheme_id UUID NOT NULL,
	report_id UUID NOT NULL,
	kind VARCHAR(40) NOT NULL,
	amount NUMERIC(14, 2) NOT NULL,
	title TEXT NOT NULL,
	given_by UUID NOT NULL,
	given_on DATE NOT NULL,
	CONSTRAINT scheme_reward_pkey PRIMARY KEY (id),
	CONSTRAINT scheme_reward_money_has_a_sum_check CHECK ((kind = 'money') = (amount > 0)),
	CONSTRAINT scheme_reward_scheme_id_fkey FOREIGN KEY(scheme_id) REFERENCES scheme (id),
	CONSTRAINT scheme_reward_report_id_fkey FOREIGN KEY(report_id) REFERENCES internal_report (id)
)

CREATE UNIQUE INDEX scheme_reward_one_of_a_kind ON scheme_reward (report_id, kind)

CREATE INDEX scheme_reward_scheme_id_idx ON scheme_reward (scheme_id)
