import { readConfiguration } from '../config.js';
import type { Configuration } from '../config.js';
import { developmentKeyFile, mintDevelopmentToken } from '../development.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import { findAgents } from '../graph/agents.js';
import { hasOwnKey } from '../keys/index.js';
import { choose } from './common/choose.js';
import { CommandError, readOptions, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { mostCandidates, organizationOf } from './common/organization.js';

const usage = 'Usage: npm run token -- --agent <name> [--organization <name or id>]';

/** npm run token -- --agent "Ada": a development token for somebody, so that one can be them for a while. */
export async function token(parameters: readonly string[], world: World): Promise<void> {
  const options = readOptions(parameters, ['agent', 'organization'], usage);
  if (options.agent === undefined || options.agent.trim() === '') throw new CommandError(`Say whose token it should be.\n${usage}`);
  const configuration = readConfiguration(world.environment);
  refuseOutsideDevelopment(configuration);
  const { agent: name, organization: organizationName } = options;
  const { organization, agent, subject } = await withDatabase(configuration, async (database) => {
    const found = await organizationOf(database, organizationName);
    const candidates = await findAgents(database, found.id, name.trim(), mostCandidates);
    const meant = choose('agent', name, candidates, (one) => `${one.name} (${one.kind}${one.active ? '' : ', has left'})`);
    return { organization: found, agent: meant, subject: subjectOf(meant) };
  });
  const keyFile = await developmentKeyFile(configuration.local.folder);
  await world.print(await mintDevelopmentToken(keyFile, configuration.token, { org: organization.id, subject }, world.now));
  world.say(`A token for ${agent.name} of ${organization.name}, good for a week.`);
}

function refuseOutsideDevelopment(configuration: Configuration): void {
  if (configuration.mode === 'production') {
    throw new CommandError('In production tokens come from your identity provider: the development key opens nothing there.');
  }
  if (!hasOwnKey(configuration)) {
    const setting = configuration.token.keyFile === undefined ? 'PROMISEGRAPH_TOKEN_KEY_URL' : 'PROMISEGRAPH_TOKEN_KEY_FILE';
    throw new CommandError(`${setting} is set: tokens are verified with the keys there, and only whoever has their private halves can sign one. Unset it to use the development key.`);
  }
}

function subjectOf(agent: AgentState): string {
  if (agent.kind === 'GROUP') throw new CommandError(`${agent.name} is a group and signs in as nobody: ask for one of its representatives.`);
  if (!agent.active) throw new CommandError(`${agent.name} has left: a token of theirs would be refused.`);
  if (agent.subject === null) throw new CommandError(`${agent.name} has no identity to sign in with: an administrator gives them one (linkIdentity).`);
  return agent.subject;
}

runIfMain(import.meta.url, token);
