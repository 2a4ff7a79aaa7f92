import { agentKinds } from '../../domain/agent/agent.rules.js';
import { enumOf } from '../common/enum-of.js';

export const AgentKind = enumOf('AgentKind', 'What kind of agent it is.', agentKinds, {
  PERSON: 'A human being.',
  GROUP: 'A board or a team; it speaks through its named representatives.',
  AUTOMATION: 'A policy engine, an orchestrator, a pipeline.',
});
