CREATE TABLE outgoing_messages (
	id UUID NOT NULL, 
	key TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	hazard_id UUID NOT NULL, 
	notice_id UUID, 
	recipient TEXT, 
	phone TEXT, 
	text TEXT NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	attempts SMALLINT NOT NULL, 
	next_try_at TIMESTAMP WITH TIME ZONE, 
	queued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	sent_at TIMESTAMP WITH TIME ZONE, 
	delivered_at TIMESTAMP WITH TIME ZONE, 
	receipt TEXT, 
	error TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT outgoing_messages_pkey PRIMARY KEY (id), 
	CONSTRAINT outgoing_messages_key_key UNIQUE (key), 
	CONSTRAINT outgoing_messages_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id), 
	CONSTRAINT outgoing_messages_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES notices (id)
)

CREATE INDEX outgoing_messages_due ON outgoing_messages (next_try_at) WHERE status = 'waiting'

CREATE INDEX outgoing_messages_hazard_id_idx ON outgoing_messages (hazard_id)

CREATE INDEX outgoing_messages_notice_id_idx ON outgoing_messages (notice_id)

CREATE TABLE enforcement_news (
	id UUID NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	code TEXT NOT NULL, 
	unit_id UUID, 
	area TEXT COLLATE "C" NOT NULL, 
	department TEXT, 
	hazard_ids UUID[] NOT NULL, 
	began_on DATE NOT NULL, 
	ended_on DATE, 
	CONSTRAINT enforcement_news_pkey PRIMARY KEY (id), 
	CONSTRAINT enforcement_news_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX enforcement_news_hazards ON enforcement_news USING gin (hazard_ids)

CREATE INDEX enforcement_news_unit_id_idx ON enforcement_news (unit_id)

CREATE TABLE hand_overs (
	id UUID NOT NULL, 
	from_person UUID NOT NULL, 
	to_person UUID NOT NULL, 
	reason TEXT NOT NULL, 
	hazards INTEGER NOT NULL, 
	handed_by UUID NOT NULL, 
	handed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT hand_overs_pkey PRIMARY KEY (id)
)

ALTER TABLE notices ADD COLUMN witness TEXT

ALTER TABLE notices ADD COLUMN proof UUID[] DEFAULT '{}'::uuid[] NOT NULL

ALTER TABLE notices ADD COLUMN passed_on DATE

ALTER TABLE notices ADD COLUMN followed_on DATE

ALTER TABLE notices ADD COLUMN visit VARCHAR(32)

ALTER TABLE notices ADD COLUMN visit_note TEXT
