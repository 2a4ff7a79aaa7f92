// Whose workflows these were at a moment of the past: a takeover changes the parties, and the acts remember.
CREATE INDEX act_customer IF NOT EXISTS FOR (n:Act) ON (n.org, n.customer, n.from);
