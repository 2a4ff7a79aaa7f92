// How many workflows a viewer may not see, and who has left: asked by lists and by administrators.
CREATE INDEX workflow_private IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.private);
CREATE INDEX agent_active IF NOT EXISTS FOR (n:Agent) ON (n.org, n.active);
