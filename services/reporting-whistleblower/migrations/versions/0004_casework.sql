ALTER TABLE report ADD COLUMN channel VARCHAR(40) DEFAULT 'web' NOT NULL

ALTER TABLE report ADD COLUMN paused_at TIMESTAMP WITH TIME ZONE

ALTER TABLE report ADD COLUMN destroyed_at TIMESTAMP WITH TIME ZONE

ALTER TABLE sealed_report ADD COLUMN thread_public_key BYTEA

ALTER TABLE deployment ADD COLUMN vault_destroy_role TEXT

ALTER TABLE upload ALTER COLUMN content DROP NOT NULL

CREATE TABLE pause (
	id UUID NOT NULL, 
	report_id UUID NOT NULL, 
	ground VARCHAR(40) NOT NULL, 
	paused_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	paused_by UUID NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	due_before DATE NOT NULL, 
	due_after DATE, 
	CONSTRAINT pause_pkey PRIMARY KEY (id), 
	CONSTRAINT pause_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE UNIQUE INDEX pause_one_running ON pause (report_id) WHERE ended_at IS NULL

CREATE INDEX pause_report_id_idx ON pause (report_id)

CREATE TABLE clock_change (
	id UUID NOT NULL, 
	report_id UUID NOT NULL, 
	what TEXT NOT NULL, 
	due_on DATE NOT NULL, 
	basis JSONB NOT NULL, 
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT clock_change_pkey PRIMARY KEY (id), 
	CONSTRAINT clock_change_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX clock_change_report_id_idx ON clock_change (report_id)

CREATE TABLE report_transfer (
	id UUID NOT NULL, 
	report_id UUID NOT NULL, 
	area TEXT NOT NULL, 
	"to" TEXT NOT NULL, 
	what TEXT NOT NULL, 
	place TEXT NOT NULL, 
	sent_by UUID NOT NULL, 
	sent_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	reference TEXT, 
	acknowledged_at TIMESTAMP WITH TIME ZONE, 
	version INTEGER NOT NULL, 
	CONSTRAINT report_transfer_pkey PRIMARY KEY (id), 
	CONSTRAINT report_transfer_report_id_key UNIQUE (report_id), 
	CONSTRAINT report_transfer_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX report_transfer_sent_at_id_idx ON report_transfer (sent_at, id)

CREATE TABLE conflict (
	id UUID NOT NULL, 
	account_id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	tie VARCHAR(40) NOT NULL, 
	declared_by UUID NOT NULL, 
	declared_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	ended_by UUID, 
	version INTEGER NOT NULL, 
	CONSTRAINT conflict_pkey PRIMARY KEY (id)
)

CREATE UNIQUE INDEX conflict_one_standing ON conflict (account_id, unit_id) WHERE ended_at IS NULL

CREATE TABLE exclusion (
	report_id UUID NOT NULL, 
	account_id UUID NOT NULL, 
	tie VARCHAR(40) NOT NULL, 
	excluded_by UUID NOT NULL, 
	excluded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT exclusion_pkey PRIMARY KEY (report_id, account_id), 
	CONSTRAINT exclusion_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE TABLE rotation_due (
	report_id UUID NOT NULL, 
	since TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT rotation_due_pkey PRIMARY KEY (report_id), 
	CONSTRAINT rotation_due_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE TABLE legal_hold (
	id UUID NOT NULL, 
	report_id UUID NOT NULL, 
	reason TEXT NOT NULL, 
	placed_by UUID NOT NULL, 
	placed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	lifted_by UUID, 
	lifted_at TIMESTAMP WITH TIME ZONE, 
	lift_reason TEXT, 
	CONSTRAINT legal_hold_pkey PRIMARY KEY (id), 
	CONSTRAINT legal_hold_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE UNIQUE INDEX legal_hold_one_standing ON legal_hold (report_id) WHERE lifted_at IS NULL

CREATE TABLE destruction (
	report_id UUID NOT NULL, 
	area TEXT NOT NULL, 
	ended_on DATE NOT NULL, 
	destroyed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	rule TEXT NOT NULL, 
	rule_version INTEGER NOT NULL, 
	keys INTEGER NOT NULL, 
	digest BYTEA NOT NULL, 
	CONSTRAINT destruction_pkey PRIMARY KEY (report_id), 
	CONSTRAINT destruction_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX destruction_destroyed_at_report_id_idx ON destruction (destroyed_at, report_id)

CREATE TABLE poster (
	id UUID NOT NULL, 
	code TEXT NOT NULL, 
	area TEXT NOT NULL, 
	unit_id UUID, 
	made_by UUID NOT NULL, 
	made_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	version INTEGER NOT NULL, 
	CONSTRAINT poster_pkey PRIMARY KEY (id), 
	CONSTRAINT poster_code_key UNIQUE (code)
)

CREATE TABLE spent_work (
	nonce TEXT NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT spent_work_pkey PRIMARY KEY (nonce)
)

CREATE INDEX spent_work_expires_at_idx ON spent_work (expires_at)

CREATE TABLE incoming_upload (
	id UUID NOT NULL, 
	key_hash BYTEA NOT NULL, 
	media_type TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	keep_original BOOLEAN NOT NULL, 
	begun_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT incoming_upload_pkey PRIMARY KEY (id)
)

CREATE INDEX incoming_upload_begun_at_idx ON incoming_upload (begun_at)

CREATE TABLE incoming_chunk (
	upload_id UUID NOT NULL, 
	number INTEGER NOT NULL, 
	sealed BYTEA NOT NULL, 
	CONSTRAINT incoming_chunk_pkey PRIMARY KEY (upload_id, number), 
	CONSTRAINT incoming_chunk_upload_id_fkey FOREIGN KEY(upload_id) REFERENCES incoming_upload (id) ON DELETE CASCADE
)

CREATE TABLE upload_part (
	upload_id UUID NOT NULL, 
	copy VARCHAR(40) NOT NULL, 
	number INTEGER NOT NULL, 
	sealed BYTEA NOT NULL, 
	CONSTRAINT upload_part_pkey PRIMARY KEY (upload_id, copy, number), 
	CONSTRAINT upload_part_upload_id_fkey FOREIGN KEY(upload_id) REFERENCES upload (id) ON DELETE CASCADE
)

CREATE TABLE escrow_share (
	id UUID NOT NULL, 
	escrow_id UUID NOT NULL, 
	first_key_id UUID NOT NULL, 
	first_half BYTEA NOT NULL, 
	second_key_id UUID NOT NULL, 
	second_half BYTEA NOT NULL, 
	CONSTRAINT escrow_share_pkey PRIMARY KEY (id), 
	CONSTRAINT escrow_share_escrow_id_fkey FOREIGN KEY(escrow_id) REFERENCES officer_key (id)
)

CREATE INDEX escrow_share_escrow_id_idx ON escrow_share (escrow_id)

CREATE TABLE recovery (
	id UUID NOT NULL, 
	escrow_id UUID NOT NULL, 
	key_id UUID NOT NULL, 
	asked_by UUID NOT NULL, 
	reason TEXT NOT NULL, 
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	consents UUID[] NOT NULL, 
	reports INTEGER NOT NULL, 
	CONSTRAINT recovery_pkey PRIMARY KEY (id), 
	CONSTRAINT recovery_escrow_id_fkey FOREIGN KEY(escrow_id) REFERENCES officer_key (id), 
	CONSTRAINT recovery_key_id_fkey FOREIGN KEY(key_id) REFERENCES officer_key (id)
)

CREATE TABLE recovery_half (
	recovery_id UUID NOT NULL, 
	share_id UUID NOT NULL, 
	trustee_key_id UUID NOT NULL, 
	sealed_half BYTEA NOT NULL, 
	CONSTRAINT recovery_half_pkey PRIMARY KEY (recovery_id, share_id, trustee_key_id), 
	CONSTRAINT recovery_half_recovery_id_fkey FOREIGN KEY(recovery_id) REFERENCES recovery (id)
)
