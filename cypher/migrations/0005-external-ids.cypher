// The ids that other systems know things by: an import of the same record finds what the first one brought.
CREATE CONSTRAINT external_id IF NOT EXISTS FOR (n:ExternalId) REQUIRE (n.org, n.source, n.kind, n.external) IS UNIQUE;
