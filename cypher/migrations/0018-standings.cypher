// How workflows stood from when to when, as far as a trend counts by it: of each, one at a time; and what stood in a phase at moments
// that have passed.
CREATE CONSTRAINT standing_key IF NOT EXISTS FOR (n:Standing) REQUIRE (n.org, n.workflow, n.to) IS UNIQUE;
CREATE INDEX standing_phase IF NOT EXISTS FOR (n:Standing) ON (n.org, n.phase, n.to);
