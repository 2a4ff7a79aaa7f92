// The events of one organisation that have no number yet: a copy of its interlock takes them in each time it is asked.
CREATE INDEX event_waiting IF NOT EXISTS FOR (n:Event) ON (n.org, n.pending);
