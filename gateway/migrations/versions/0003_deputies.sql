ALTER TABLE grants ADD COLUMN from_on DATE

ALTER TABLE grants ADD COLUMN until_on DATE

ALTER TABLE grants ADD COLUMN stands_in_for UUID

ALTER TABLE grants ADD CONSTRAINT grants_stands_in_for_fkey FOREIGN KEY(stands_in_for) REFERENCES accounts (id)
