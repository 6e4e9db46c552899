CREATE TABLE escalations (
	id UUID NOT NULL, 
	hazard_id UUID NOT NULL, 
	from_level VARCHAR(32), 
	to_level VARCHAR(32) NOT NULL, 
	days_overdue INTEGER NOT NULL, 
	proposed_on DATE NOT NULL, 
	signed BOOLEAN, 
	decided_by UUID, 
	decided_on DATE, 
	reason TEXT, 
	order_id UUID, 
	CONSTRAINT escalations_pkey PRIMARY KEY (id), 
	CONSTRAINT escalations_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id), 
	CONSTRAINT escalations_order_id_fkey FOREIGN KEY(order_id) REFERENCES supervision_orders (id)
)

CREATE INDEX escalations_hazard_id_idx ON escalations (hazard_id)

CREATE UNIQUE INDEX escalations_waiting ON escalations (hazard_id) WHERE signed IS NULL

CREATE TABLE order_letters (
	level VARCHAR(32) NOT NULL, 
	year SMALLINT NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT order_letters_pkey PRIMARY KEY (level, year)
)

ALTER TABLE supervision_orders ADD COLUMN year SMALLINT

ALTER TABLE supervision_orders ADD COLUMN serial INTEGER

ALTER TABLE supervision_orders ADD COLUMN published_on DATE

ALTER TABLE supervision_orders ADD COLUMN publication TEXT

ALTER TABLE supervision_orders ADD COLUMN exposed_on DATE

ALTER TABLE supervision_orders ADD COLUMN exposure TEXT

ALTER TABLE supervision_orders ADD CONSTRAINT supervision_orders_level_year_serial_key UNIQUE (level, year, serial)
