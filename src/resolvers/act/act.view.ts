import { differences } from '../../domain/workflow/differences.rules.js';
import type { ActRecord } from '../../graph/records.js';
import type { Act } from '../../schema/act/act.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { loadNode } from '../common/nodes.js';

const typeOf = { WORKFLOW: 'Workflow', CONCERN: 'Concern', AGENT: 'Agent', ORGANIZATION: 'Organization' } as const;

// What changes with every act, and is said by the act itself already.
const bookkeeping = ['format', 'version', 'changedAt', 'awaited', 'voices'];

export function actView(record: ActRecord): Lazy<Act> {
  return {
    __typename: 'Act',
    id: idOf('Act', record.id),
    about: record.kind,
    subject: (_: never, context) => loadNode(typeOf[record.kind], record.about, context),
    sequence: record.sequence,
    act: record.act,
    side: record.side,
    speaker: (_: never, context) => loadAgent(record.person, null, context),
    onBehalfOf: (_: never, context) => (record.party === null ? null : loadAgent(record.party, null, context)),
    words: record.words,
    wordsErased: record.wordsErased,
    said: () => differences(null, record.data).map(({ path, after }) => ({ path, value: after ?? '' })),
    changed: () => [...differences(record.before, record.state, bookkeeping)],
    saidAt: record.saidAt,
    recordedAt: record.recordedAt,
  };
}
