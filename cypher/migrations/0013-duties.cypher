// What Customers were to do and did, or left undone; and what Performers said of them.
CREATE CONSTRAINT duty_key IF NOT EXISTS FOR (n:Duty) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT review_key IF NOT EXISTS FOR (n:Review) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE INDEX duty_customer IF NOT EXISTS FOR (n:Duty) ON (n.org, n.customer, n.endedAt);
CREATE INDEX review_customer IF NOT EXISTS FOR (n:Review) ON (n.org, n.customer, n.at);

// How promises ended within a span of time.
CREATE INDEX promise_customer_ended IF NOT EXISTS FOR (n:Promise) ON (n.org, n.customer, n.endedAt);
CREATE INDEX promise_performer_ended IF NOT EXISTS FOR (n:Promise) ON (n.org, n.performer, n.endedAt);

// What is put on record after the fact, batch by batch, and how far that has come.
CREATE CONSTRAINT data_migration_key IF NOT EXISTS FOR (n:DataMigration) REQUIRE (n.org, n.id) IS UNIQUE;
