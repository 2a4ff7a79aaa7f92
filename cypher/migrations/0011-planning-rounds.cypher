// A planning round is found by (org, id), as everything is.
CREATE CONSTRAINT round_key IF NOT EXISTS FOR (n:Round) REQUIRE (n.org, n.id) IS UNIQUE;
