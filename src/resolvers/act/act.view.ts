import type { Context } from '../../context.js';
import { differences } from '../../domain/workflow/differences.rules.js';
import type { ContentWanted } from '../../graph/acts.js';
import type { ActContent, ActHead, ContentFound } from '../../graph/records.js';
import type { Act, SaidField } from '../../schema/act/act.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { loadNode } from '../common/nodes.js';
import { publicDifferences } from './public-fields.js';

const typeOf = { WORKFLOW: 'Workflow', CONCERN: 'Concern', AGENT: 'Agent', ORGANIZATION: 'Organization', ROUND: 'PlanningRound', ROLE: 'Role' } as const;

/** An act; what it said and led to is read when somebody asks, unless it has just been recorded. */
export function actView(record: ActHead | (ActHead & ActContent)): Lazy<Act> {
  const content = async (part: ContentWanted['part'], context: Context): Promise<ContentFound> => {
    if ('state' in record) return { said: record.data, states: record };
    const found = await context.loaders.actContents.load({ id: record.id, part });
    if (found === null) throw noLongerSeen('Act');
    return found;
  };
  return {
    __typename: 'Act',
    id: idOf('Act', record.id),
    about: record.kind,
    subject: (_: never, context) => loadNode(typeOf[record.kind], record.about, context),
    sequence: record.sequence,
    act: record.act,
    side: record.side,
    speaker: (_: never, context) => (record.person === null ? null : loadAgent(record.person, null, context)),
    onBehalfOf: (_: never, context) => (record.party === null ? null : loadAgent(record.party, null, context)),
    words: record.words,
    wordsErased: record.wordsErased,
    said: once(async (_: never, context: Context): Promise<Lazy<SaidField>[]> => {
      const { said } = await content('SAID', context);
      return (await publicDifferences(differences(null, said), context)).map(({ path, after }) => ({ path, value: after ?? '' }));
    }),
    changed: once(async (_: never, context: Context) => {
      const { states } = await content('STATES', context);
      return publicDifferences(differences(states?.before, states?.state), context);
    }),
    saidAt: record.saidAt,
    recordedAt: record.recordedAt,
  };
}

/** The act behind an id that the graph itself names. */
export async function loadAct(id: string, context: Context): Promise<Lazy<Act>> {
  const record = await context.loaders.acts.load(id);
  if (record === null) throw noLongerSeen('Act');
  return actView(record);
}
