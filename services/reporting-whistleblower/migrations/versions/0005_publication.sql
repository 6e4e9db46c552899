CREATE TABLE published_span (
	area TEXT NOT NULL,
	measure VARCHAR(40) NOT NULL,
	first DATE NOT NULL,
	last DATE NOT NULL,
	total INTEGER NOT NULL,
	cells JSONB NOT NULL,
	days INTEGER,
	yuan NUMERIC(14, 2),
	published_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT published_span_pkey PRIMARY KEY (area, measure, last),
	CONSTRAINT published_span_large_enough_check CHECK (total >= 5),
	CONSTRAINT published_span_order_check CHECK (first < last)
)
