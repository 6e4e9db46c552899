CREATE TABLE licences (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	number TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	needed BOOLEAN NOT NULL, 
	ended_on DATE, 
	lapsed_on DATE, 
	hazard_id UUID, 
	version INTEGER NOT NULL, 
	CONSTRAINT licences_pkey PRIMARY KEY (id), 
	CONSTRAINT licences_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT licences_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX licences_due ON licences (valid_to) WHERE lapsed_on IS NULL AND ended_on IS NULL

CREATE INDEX licences_unit_id_idx ON licences (unit_id)

CREATE TABLE insurances (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	insurer TEXT NOT NULL, 
	policy TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE NOT NULL, 
	amount NUMERIC(14, 2), 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT insurances_pkey PRIMARY KEY (id), 
	CONSTRAINT insurances_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX insurances_unit_id_idx ON insurances (unit_id)

CREATE TABLE partners (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	partner_id UUID, 
	scope TEXT NOT NULL, 
	began_on DATE NOT NULL, 
	agreement_on DATE, 
	checked_on DATE, 
	check_note TEXT, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT partners_pkey PRIMARY KEY (id), 
	CONSTRAINT partners_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT partners_partner_id_fkey FOREIGN KEY(partner_id) REFERENCES units (id)
)

CREATE INDEX partners_unit_id_idx ON partners (unit_id)

CREATE TABLE posts (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	phone TEXT, 
	duties TEXT NOT NULL, 
	since DATE NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT posts_pkey PRIMARY KEY (id), 
	CONSTRAINT posts_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX posts_unit_id_idx ON posts (unit_id)

ALTER TABLE units
	ADD COLUMN key_groups VARCHAR(32)[] DEFAULT '{}' NOT NULL,
	ADD COLUMN place_kinds VARCHAR(32)[] DEFAULT '{}' NOT NULL,
	ADD COLUMN dispatched_employees INTEGER,
	ADD COLUMN contracted_employees INTEGER,
	ADD COLUMN flexible_employees INTEGER,
	ADD COLUMN interns INTEGER,
	ADD COLUMN colour VARCHAR(32),
	ADD COLUMN merged_into UUID CONSTRAINT units_merged_into_fkey REFERENCES units (id)

CREATE TABLE checklists (
	id UUID NOT NULL, 
	series UUID NOT NULL, 
	edition INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	level VARCHAR(32) NOT NULL, 
	sector VARCHAR(32), 
	status VARCHAR(32) NOT NULL, 
	published_on DATE, 
	retired_on DATE, 
	retire_reason TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT checklists_pkey PRIMARY KEY (id), 
	CONSTRAINT checklists_series_edition_key UNIQUE (series, edition)
)

CREATE UNIQUE INDEX checklists_in_use ON checklists (series) WHERE status = 'published'

CREATE TABLE checklist_items (
	id UUID NOT NULL, 
	checklist_id UUID NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	criterion TEXT, 
	article TEXT, 
	CONSTRAINT checklist_items_pkey PRIMARY KEY (id), 
	CONSTRAINT checklist_items_checklist_id_fkey FOREIGN KEY(checklist_id) REFERENCES checklists (id), 
	CONSTRAINT checklist_items_criterion_fkey FOREIGN KEY(criterion) REFERENCES criteria (code)
)

CREATE INDEX checklist_items_checklist_id_idx ON checklist_items (checklist_id)

CREATE TABLE self_checks (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	period TEXT NOT NULL, 
	frequency VARCHAR(32) NOT NULL, 
	starts_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	basis JSONB NOT NULL, 
	checklist_id UUID, 
	led_by TEXT, 
	led_by_principal BOOLEAN NOT NULL, 
	items INTEGER NOT NULL, 
	failed INTEGER NOT NULL, 
	done_on DATE, 
	done_by UUID, 
	overdue_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT self_checks_pkey PRIMARY KEY (id), 
	CONSTRAINT self_checks_unit_id_period_key UNIQUE (unit_id, period), 
	CONSTRAINT self_checks_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT self_checks_checklist_id_fkey FOREIGN KEY(checklist_id) REFERENCES checklists (id)
)

CREATE INDEX self_checks_due ON self_checks (due_on) WHERE done_on IS NULL AND overdue_on IS NULL

CREATE INDEX self_checks_unit_id_idx ON self_checks (unit_id)

CREATE TABLE self_check_answers (
	self_check_id UUID NOT NULL, 
	item_id UUID NOT NULL, 
	passed BOOLEAN NOT NULL, 
	note TEXT, 
	hazard_id UUID, 
	CONSTRAINT self_check_answers_pkey PRIMARY KEY (self_check_id, item_id), 
	CONSTRAINT self_check_answers_self_check_id_fkey FOREIGN KEY(self_check_id) REFERENCES self_checks (id), 
	CONSTRAINT self_check_answers_item_id_fkey FOREIGN KEY(item_id) REFERENCES checklist_items (id), 
	CONSTRAINT self_check_answers_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX self_check_answers_item_id_idx ON self_check_answers (item_id)

CREATE TABLE risk_points (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	place TEXT, 
	consequences TEXT NOT NULL, 
	control_level VARCHAR(32) NOT NULL, 
	responsible TEXT NOT NULL, 
	engineering TEXT, 
	technical TEXT, 
	people TEXT, 
	management TEXT, 
	method VARCHAR(32) NOT NULL, 
	factors JSONB NOT NULL, 
	direct_reasons VARCHAR(32)[] NOT NULL, 
	score NUMERIC, 
	colour VARCHAR(32) NOT NULL, 
	basis JSONB NOT NULL, 
	graded_on DATE NOT NULL, 
	check_days INTEGER NOT NULL, 
	check_basis JSONB NOT NULL, 
	last_checked_on DATE, 
	next_check_on DATE NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT risk_points_pkey PRIMARY KEY (id), 
	CONSTRAINT risk_points_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX risk_points_next ON risk_points (next_check_on)

CREATE INDEX risk_points_unit_id_idx ON risk_points (unit_id)

CREATE TABLE risk_gradings (
	id UUID NOT NULL, 
	risk_point_id UUID NOT NULL, 
	method VARCHAR(32) NOT NULL, 
	factors JSONB NOT NULL, 
	direct_reasons VARCHAR(32)[] NOT NULL, 
	score NUMERIC, 
	colour VARCHAR(32) NOT NULL, 
	basis JSONB NOT NULL, 
	graded_on DATE NOT NULL, 
	graded_by UUID NOT NULL, 
	why TEXT, 
	CONSTRAINT risk_gradings_pkey PRIMARY KEY (id), 
	CONSTRAINT risk_gradings_risk_point_id_fkey FOREIGN KEY(risk_point_id) REFERENCES risk_points (id)
)

CREATE INDEX risk_gradings_risk_point_id_idx ON risk_gradings (risk_point_id)

CREATE TABLE risk_checks (
	id UUID NOT NULL, 
	risk_point_id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	checked_on DATE NOT NULL, 
	passed BOOLEAN NOT NULL, 
	note TEXT NOT NULL, 
	checked_by UUID NOT NULL, 
	hazard_id UUID, 
	CONSTRAINT risk_checks_pkey PRIMARY KEY (id), 
	CONSTRAINT risk_checks_risk_point_id_fkey FOREIGN KEY(risk_point_id) REFERENCES risk_points (id), 
	CONSTRAINT risk_checks_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT risk_checks_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX risk_checks_risk_point_id_idx ON risk_checks (risk_point_id)

CREATE INDEX risk_checks_unit_id_idx ON risk_checks (unit_id)

CREATE TABLE signal_senders (
	id UUID NOT NULL, 
	name TEXT NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	key_kind VARCHAR(32) NOT NULL, 
	public_key TEXT, 
	key_number INTEGER NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT signal_senders_pkey PRIMARY KEY (id)
)

CREATE INDEX signal_senders_area_idx ON signal_senders (area)

CREATE TABLE signal_batches (
	sender_id UUID NOT NULL, 
	number BIGINT NOT NULL, 
	received_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT signal_batches_pkey PRIMARY KEY (sender_id, number), 
	CONSTRAINT signal_batches_sender_id_fkey FOREIGN KEY(sender_id) REFERENCES signal_senders (id)
)

CREATE INDEX signal_batches_received_at_idx ON signal_batches (received_at)

CREATE TABLE devices (
	id UUID NOT NULL, 
	sender_id UUID NOT NULL, 
	serial TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	unit_id UUID, 
	place TEXT, 
	online_on DATE NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT devices_pkey PRIMARY KEY (id), 
	CONSTRAINT devices_sender_id_serial_key UNIQUE (sender_id, serial), 
	CONSTRAINT devices_sender_id_fkey FOREIGN KEY(sender_id) REFERENCES signal_senders (id), 
	CONSTRAINT devices_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX devices_area_idx ON devices (area)

CREATE INDEX devices_unit_id_idx ON devices (unit_id)

CREATE TABLE device_heard (
	device_id UUID NOT NULL, 
	last_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT device_heard_pkey PRIMARY KEY (device_id), 
	CONSTRAINT device_heard_device_id_fkey FOREIGN KEY(device_id) REFERENCES devices (id)
)

CREATE INDEX device_heard_last_at_idx ON device_heard (last_at)

CREATE TABLE signal_readings (
	device_id UUID NOT NULL, 
	metric TEXT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	value NUMERIC NOT NULL, 
	judged BOOLEAN NOT NULL, 
	CONSTRAINT signal_readings_pkey PRIMARY KEY (device_id, metric, at), 
	CONSTRAINT signal_readings_device_id_fkey FOREIGN KEY(device_id) REFERENCES devices (id)
)

CREATE INDEX signal_readings_at ON signal_readings USING brin (at)

CREATE INDEX signal_readings_new ON signal_readings (at) WHERE NOT judged

CREATE TABLE alarm_rules (
	id UUID NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	device_kind VARCHAR(32) NOT NULL, 
	metric TEXT, 
	side VARCHAR(32), 
	"limit" NUMERIC(18, 6), 
	seconds INTEGER, 
	calm_seconds INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT alarm_rules_pkey PRIMARY KEY (id)
)

CREATE TABLE signal_watches (
	device_id UUID NOT NULL, 
	rule_id UUID NOT NULL, 
	beyond_since TIMESTAMP WITH TIME ZONE, 
	calm_since TIMESTAMP WITH TIME ZONE, 
	last_at TIMESTAMP WITH TIME ZONE, 
	episode_id UUID, 
	CONSTRAINT signal_watches_pkey PRIMARY KEY (device_id, rule_id), 
	CONSTRAINT signal_watches_device_id_fkey FOREIGN KEY(device_id) REFERENCES devices (id), 
	CONSTRAINT signal_watches_rule_id_fkey FOREIGN KEY(rule_id) REFERENCES alarm_rules (id)
)

CREATE TABLE episodes (
	id UUID NOT NULL, 
	device_id UUID NOT NULL, 
	rule_id UUID NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	unit_id UUID, 
	began_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	peak NUMERIC, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	hazard_id UUID, 
	version INTEGER NOT NULL, 
	CONSTRAINT episodes_pkey PRIMARY KEY (id), 
	CONSTRAINT episodes_device_id_fkey FOREIGN KEY(device_id) REFERENCES devices (id), 
	CONSTRAINT episodes_rule_id_fkey FOREIGN KEY(rule_id) REFERENCES alarm_rules (id), 
	CONSTRAINT episodes_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT episodes_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX episodes_area_idx ON episodes (area)

CREATE INDEX episodes_device_id_idx ON episodes (device_id)

CREATE UNIQUE INDEX episodes_open ON episodes (device_id, rule_id) WHERE ended_at IS NULL

CREATE INDEX episodes_unit_id_idx ON episodes (unit_id)

CREATE TABLE watch_duties (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	source TEXT NOT NULL, 
	since DATE NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT watch_duties_pkey PRIMARY KEY (id), 
	CONSTRAINT watch_duties_unit_id_kind_key UNIQUE (unit_id, kind), 
	CONSTRAINT watch_duties_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX watch_duties_unit_id_idx ON watch_duties (unit_id)

CREATE TABLE elimination_kinds (
	id UUID NOT NULL, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	source TEXT NOT NULL, 
	due_on DATE, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT elimination_kinds_pkey PRIMARY KEY (id), 
	CONSTRAINT elimination_kinds_code_key UNIQUE (code)
)

CREATE TABLE eliminations (
	id UUID NOT NULL, 
	kind_id UUID NOT NULL, 
	holder VARCHAR(32) NOT NULL, 
	held_by TEXT NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	department TEXT, 
	unit_id UUID, 
	quantity INTEGER NOT NULL, 
	due_on DATE, 
	done_on DATE, 
	done_note TEXT, 
	evidence UUID[] NOT NULL, 
	overdue_on DATE, 
	hazard_id UUID, 
	version INTEGER NOT NULL, 
	CONSTRAINT eliminations_pkey PRIMARY KEY (id), 
	CONSTRAINT eliminations_kind_id_fkey FOREIGN KEY(kind_id) REFERENCES elimination_kinds (id), 
	CONSTRAINT eliminations_department_fkey FOREIGN KEY(department) REFERENCES departments (code), 
	CONSTRAINT eliminations_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT eliminations_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX eliminations_area_idx ON eliminations (area)

CREATE INDEX eliminations_due ON eliminations (due_on) WHERE done_on IS NULL AND overdue_on IS NULL

CREATE INDEX eliminations_kind_id_idx ON eliminations (kind_id)

CREATE INDEX eliminations_unit_id_idx ON eliminations (unit_id)

CREATE TABLE record_files (
	attachment_id UUID NOT NULL, 
	record_id UUID NOT NULL, 
	area TEXT COLLATE "C", 
	department TEXT, 
	unit_id UUID, 
	CONSTRAINT record_files_pkey PRIMARY KEY (attachment_id, record_id), 
	CONSTRAINT record_files_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX record_files_unit_id_idx ON record_files (unit_id)

CREATE TABLE standardisations (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	grade VARCHAR(32) NOT NULL, 
	certificate TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	granted_on DATE NOT NULL, 
	valid_to DATE NOT NULL, 
	basis JSONB NOT NULL, 
	evidence UUID[] NOT NULL, 
	revoked_on DATE, 
	revoke_reason TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT standardisations_pkey PRIMARY KEY (id), 
	CONSTRAINT standardisations_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX standardisations_unit_id_idx ON standardisations (unit_id)

CREATE TABLE demonstrations (
	id UUID NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	unit_id UUID, 
	recognised_by TEXT NOT NULL, 
	recognised_on DATE NOT NULL, 
	evidence UUID[] NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT demonstrations_pkey PRIMARY KEY (id), 
	CONSTRAINT demonstrations_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX demonstrations_area_idx ON demonstrations (area)

CREATE INDEX demonstrations_unit_id_idx ON demonstrations (unit_id)

CREATE TABLE assessments (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	assessed_on DATE NOT NULL, 
	met JSONB NOT NULL, 
	management INTEGER NOT NULL, 
	site INTEGER NOT NULL, 
	post INTEGER NOT NULL, 
	up_to_standard BOOLEAN NOT NULL, 
	basis JSONB NOT NULL, 
	note TEXT, 
	superseded_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT assessments_pkey PRIMARY KEY (id), 
	CONSTRAINT assessments_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX assessments_unit_id_idx ON assessments (unit_id)

CREATE TABLE expenses (
	id UUID NOT NULL, 
	unit_id UUID NOT NULL, 
	year INTEGER NOT NULL, 
	sector TEXT NOT NULL, 
	base NUMERIC(16, 2) NOT NULL, 
	due NUMERIC(14, 2), 
	basis JSONB, 
	accrued NUMERIC(14, 2) NOT NULL, 
	used NUMERIC(14, 2) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT expenses_pkey PRIMARY KEY (id), 
	CONSTRAINT expenses_unit_id_year_key UNIQUE (unit_id, year), 
	CONSTRAINT expenses_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX expenses_unit_id_idx ON expenses (unit_id)

CREATE TABLE admission_rules (
	id UUID NOT NULL, 
	industry TEXT NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	restriction VARCHAR(32) NOT NULL, 
	conditions TEXT, 
	source TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	ended_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT admission_rules_pkey PRIMARY KEY (id)
)

CREATE TABLE admissions (
	id UUID NOT NULL, 
	name TEXT NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	department TEXT, 
	unit_id UUID, 
	industry TEXT NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	conditions TEXT, 
	reason TEXT NOT NULL, 
	matched UUID[] NOT NULL, 
	decided_on DATE NOT NULL, 
	decided_by UUID NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT admissions_pkey PRIMARY KEY (id), 
	CONSTRAINT admissions_department_fkey FOREIGN KEY(department) REFERENCES departments (code), 
	CONSTRAINT admissions_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
)

CREATE INDEX admissions_area_idx ON admissions (area)

CREATE INDEX admissions_unit_id_idx ON admissions (unit_id)

CREATE TABLE consultations (
	id UUID NOT NULL, 
	title TEXT NOT NULL, 
	planner TEXT NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	department TEXT, 
	received_on DATE NOT NULL, 
	spatial_planning TEXT, 
	disaster_survey TEXT, 
	risks TEXT, 
	heard JSONB NOT NULL, 
	outcome VARCHAR(32), 
	opinion TEXT, 
	conditions TEXT, 
	concluded_on DATE, 
	met_on DATE, 
	version INTEGER NOT NULL, 
	CONSTRAINT consultations_pkey PRIMARY KEY (id), 
	CONSTRAINT consultations_department_fkey FOREIGN KEY(department) REFERENCES departments (code)
)

CREATE INDEX consultations_area_idx ON consultations (area)

CREATE TABLE norms (
	id UUID NOT NULL, 
	series UUID NOT NULL, 
	number INTEGER NOT NULL, 
	edition TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	sector VARCHAR(32), 
	title TEXT NOT NULL, 
	document UUID, 
	status VARCHAR(32) NOT NULL, 
	published_on DATE, 
	retired_on DATE, 
	answers UUID[] NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT norms_pkey PRIMARY KEY (id), 
	CONSTRAINT norms_series_number_key UNIQUE (series, number)
)

CREATE TABLE norm_evaluations (
	id UUID NOT NULL, 
	norm_id UUID NOT NULL, 
	evaluated_on DATE NOT NULL, 
	score INTEGER NOT NULL, 
	effect TEXT NOT NULL, 
	problems TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	evaluated_by UUID NOT NULL, 
	CONSTRAINT norm_evaluations_pkey PRIMARY KEY (id), 
	CONSTRAINT norm_evaluations_norm_id_fkey FOREIGN KEY(norm_id) REFERENCES norms (id)
)

CREATE INDEX norm_evaluations_norm_id_idx ON norm_evaluations (norm_id)
