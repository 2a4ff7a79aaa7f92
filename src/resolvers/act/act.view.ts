import type { Context } from '../../context.js';
import { differences } from '../../domain/workflow/differences.rules.js';
import type { ActContent, ActHead } from '../../graph/records.js';
import type { Act, SaidField } from '../../schema/act/act.types.js';
import type { Difference } from '../../schema/common/payloads.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { loadNode } from '../common/nodes.js';
import { publicDifferences } from './public-fields.js';

const typeOf = { WORKFLOW: 'Workflow', CONCERN: 'Concern', AGENT: 'Agent', ORGANIZATION: 'Organization', ROUND: 'PlanningRound' } as const;

/** An act; what it said and led to is read when somebody asks, unless it has just been recorded. */
export function actView(record: ActHead | (ActHead & ActContent)): Lazy<Act> {
  const content = async (context: Context): Promise<ActContent> => {
    const found = 'state' in record ? record : await context.loaders.actContents.load(record.id);
    if (found === null) throw noLongerSeen('Act');
    return found;
  };
  // Worked out once, however many aliases ask: two states of fifty conditions each are a lot to compare.
  let said: Promise<Lazy<SaidField>[]> | undefined;
  let changed: Promise<Difference[]> | undefined;
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
    said: (_: never, context) => (said ??= content(context).then(async ({ data }) => (await publicDifferences(differences(null, data), context)).map(({ path, after }) => ({ path, value: after ?? '' })))),
    changed: (_: never, context) => (changed ??= content(context).then(({ before, state }) => publicDifferences(differences(before, state), context))),
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
