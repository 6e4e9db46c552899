CREATE TABLE retaliation_claim (
	id UUID NOT NULL,
	report_id UUID NOT NULL,
	lead_id UUID NOT NULL,
	area TEXT NOT NULL,
	unit_id UUID,
	acts TEXT[] NOT NULL,
	inquiry BOOLEAN NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	status VARCHAR(40) NOT NULL,
	taken_up_by UUID,
	taken_up_at TIMESTAMP WITH TIME ZONE,
	told_at TIMESTAMP WITH TIME ZONE,
	conclusion VARCHAR(40),
	concluded_by UUID,
	concluded_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	CONSTRAINT retaliation_claim_pkey PRIMARY KEY (id),
	CONSTRAINT retaliation_claim_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id),
	CONSTRAINT retaliation_claim_lead_id_key UNIQUE (lead_id)
)

CREATE UNIQUE INDEX retaliation_claim_one_open ON retaliation_claim (report_id) WHERE status <> 'concluded'

CREATE INDEX retaliation_claim_received_at_id_idx ON retaliation_claim (received_at, id)

CREATE INDEX retaliation_claim_report_id_idx ON retaliation_claim (report_id)

CREATE TABLE callback (
	id UUID NOT NULL,
	report_id UUID NOT NULL,
	area TEXT NOT NULL,
	opened_on DATE NOT NULL,
	due_on DATE NOT NULL,
	status VARCHAR(40) NOT NULL,
	result VARCHAR(40),
	by UUID,
	done_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	CONSTRAINT callback_pkey PRIMARY KEY (id),
	CONSTRAINT callback_report_id_key UNIQUE (report_id),
	CONSTRAINT callback_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX callback_due_on_id_idx ON callback (due_on, id)

CREATE TABLE false_report (
	id UUID NOT NULL,
	report_id UUID NOT NULL,
	area TEXT NOT NULL,
	ground VARCHAR(40) NOT NULL,
	proposed_by UUID NOT NULL,
	proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	status VARCHAR(40) NOT NULL,
	to_police BOOLEAN NOT NULL,
	decided_by UUID,
	decided_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	CONSTRAINT false_report_pkey PRIMARY KEY (id),
	CONSTRAINT false_report_report_id_fkey FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE UNIQUE INDEX false_report_one_standing ON false_report (report_id) WHERE status <> 'rejected'

CREATE INDEX false_report_proposed_at_id_idx ON false_report (proposed_at, id)
