CREATE TABLE matters (
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT NOT NULL, 
	sector VARCHAR(32) NOT NULL, 
	lead TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT matters_pkey PRIMARY KEY (code), 
	CONSTRAINT matters_lead_fkey FOREIGN KEY(lead) REFERENCES departments (code)
)

CREATE TABLE matter_links (
	matter TEXT COLLATE "C" NOT NULL, 
	place SMALLINT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	department TEXT NOT NULL, 
	CONSTRAINT matter_links_pkey PRIMARY KEY (matter, place), 
	CONSTRAINT matter_links_matter_fkey FOREIGN KEY(matter) REFERENCES matters (code), 
	CONSTRAINT matter_links_department_fkey FOREIGN KEY(department) REFERENCES departments (code)
)

CREATE TABLE corrections (
	id UUID NOT NULL, 
	hazard_id UUID NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	asked_by UUID NOT NULL, 
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	department TEXT, 
	other_id UUID, 
	accepted BOOLEAN, 
	decided_by UUID, 
	decided_at TIMESTAMP WITH TIME ZONE, 
	decision TEXT, 
	CONSTRAINT corrections_pkey PRIMARY KEY (id), 
	CONSTRAINT corrections_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id), 
	CONSTRAINT corrections_department_fkey FOREIGN KEY(department) REFERENCES departments (code), 
	CONSTRAINT corrections_other_id_fkey FOREIGN KEY(other_id) REFERENCES hazards (id)
)

CREATE INDEX corrections_hazard_id_idx ON corrections (hazard_id)

ALTER TABLE hazards ADD COLUMN matter TEXT

ALTER TABLE hazards ADD COLUMN link TEXT

ALTER TABLE hazards ADD COLUMN in_charge TEXT

ALTER TABLE hazards ADD COLUMN in_charge_phone TEXT

ALTER TABLE hazards ADD COLUMN officer UUID

ALTER TABLE hazards ADD COLUMN transfer_to TEXT

ALTER TABLE hazards ADD CONSTRAINT hazards_transfer_to_fkey FOREIGN KEY(transfer_to) REFERENCES departments (code)

ALTER TABLE hazards ADD COLUMN withdrawal_by UUID

ALTER TABLE hazards ADD COLUMN withdrawal_on DATE

ALTER TABLE hazards ADD COLUMN merged_into UUID

ALTER TABLE hazards ADD CONSTRAINT hazards_merged_into_fkey FOREIGN KEY(merged_into) REFERENCES hazards (id)

ALTER TABLE hazards ADD COLUMN merged_leads UUID[] DEFAULT '{}'::uuid[] NOT NULL

CREATE INDEX hazards_merged ON hazards (merged_into) WHERE merged_into IS NOT NULL

CREATE INDEX hazards_officer ON hazards (officer) WHERE officer IS NOT NULL

CREATE INDEX hazards_previous ON hazards (previous_id) WHERE previous_id IS NOT NULL
