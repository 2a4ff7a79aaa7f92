// A role is found by (org, id), as everything is, and its workflows by it. Roles that are offered to somebody are looked for
// among all: there are few.
CREATE CONSTRAINT role_key IF NOT EXISTS FOR (n:Role) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE INDEX workflow_role IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.role, n.id);
