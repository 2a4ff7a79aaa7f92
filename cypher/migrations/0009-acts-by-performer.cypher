// What somebody performed at a moment of the past, as `act_customer` finds what they were the Customer of.
CREATE INDEX act_performer IF NOT EXISTS FOR (n:Act) ON (n.org, n.performer, n.from);
