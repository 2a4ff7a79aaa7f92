// What a diagnosis of a whole organisation has to go through stands in indexes, and no node is read for it: who performs what for whom,
// in which phase and on which horizon; what stands and serves nothing, and since when; and which concerns are in the same words, with
// how much is under way about each.
CREATE INDEX workflow_parties IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.explicit, n.phase, n.performer, n.customer, n.horizonDays);
CREATE INDEX standing_serves_nothing IF NOT EXISTS FOR (n:Standing) ON (n.org, n.servesNothing, n.to, n.phaseSince);
CREATE INDEX concern_alike IF NOT EXISTS FOR (n:Concern) ON (n.org, n.status, n.alike, n.underWay);
// Of the index concern_status nothing here has any use, but a process of the version before that runs beside it would go through all
// concerns without: it goes with the next version.
