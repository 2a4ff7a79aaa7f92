import { uuidv7 } from '../../domain/common/identifier.rules.js';
import { millisecondsOf } from '../../domain/common/moment.rules.js';
import { planImport } from '../../domain/import/plan.rules.js';
import type { Known } from '../../domain/import/plan.rules.js';
import type { ImportWish, Problems } from '../../domain/import/wish.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import { agentRow, emptyBulk } from '../bulk.js';
import { hashOf } from '../change.js';
import { compose, nodesOf } from '../composing.js';
import { foundingOf } from '../founding.js';
import type { Founding, FoundingWish } from '../founding.js';
import { ImportRefused, composePlan } from '../import.js';
import type { ImportTallies } from '../import.js';
import { organizationProperties } from '../projection.js';
import { randomPiece } from '../random.js';
import type { ImportFiles } from './import-files.js';
import { AllPlaces } from './places.js';

export interface FoundAndImported {
  readonly organization: string;
  readonly administrator: string;
  readonly tallies: ImportTallies;
}

export interface ImportingToFiles {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Null for a rehearsal, which writes none. */
  readonly files: ImportFiles | null;
  readonly progress: (written: number, of: number) => void;
}

/**
 * Founds an organisation and brings into it what a file asks for, as files for Neo4j's importer: planned by the same rules
 * and composed into the same rows as through a server. Nobody listens yet, so there are no events.
 * @throws ImportRefused with every line that is in the way
 */
export function foundAndImport(founded: FoundingWish, wish: ImportWish, problems: Problems, { clock, files, progress }: ImportingToFiles): FoundAndImported {
  const founding = foundingOf(founded, clock);
  const { speaking, person } = founding;
  const { administrator, add } = found(founding);
  const plan = planImport(wish, knownOf(administrator), {
    zone: founded.zone, now: speaking.at, newId: speaking.newId, digestOf: hashOf,
    newIdAt: (milliseconds) => uuidv7(Math.min(milliseconds, millisecondsOf(speaking.at)), randomPiece(10)),
  }, problems);
  if (problems.count > 0) throw new ImportRefused(problems);
  if (files !== null) {
    const places = new AllPlaces();
    add(files, places);
    let done = 0;
    for (const { bulk, subjects, changed } of composePlan(plan, speaking, wish.source)) {
      if (changed.length > 0) throw new Error('nothing is there yet that could hear of what comes in');
      files.add(bulk, places);
      progress((done += subjects), plan.subjects.length);
    }
    if (files.takeUnplaced().length > 0) throw new Error('what comes in points to what is neither there nor comes in');
  }
  return { organization: speaking.org, administrator: person, tallies: plan.tallies };
}

/** The organisation and its administrator, and how they are added. */
function found({ speaking, subjects }: Founding): { readonly administrator: AgentState; readonly add: (files: ImportFiles, places: AllPlaces) => void } {
  const { org, speaker } = speaking;
  const composed = subjects.map((subject) => ({ subject, records: compose(speaking, subject).records }));
  const stateOf = (kind: 'AGENT' | 'ORGANIZATION'): AgentState | OrganizationState => composed.find(({ subject }) => subject.kind === kind)?.records.at(-1)?.state as AgentState | OrganizationState;
  const [administrator, organization] = [stateOf('AGENT') as AgentState, stateOf('ORGANIZATION') as OrganizationState];
  return {
    administrator,
    add: (files, places) => {
      files.addOrganization(org, organizationProperties(organization));
      files.add({ ...emptyBulk(), agents: [agentRow(org, administrator, speaker.wordsKey)], acts: composed.flatMap(({ records }) => nodesOf(records, speaking)) }, places);
    },
  };
}

/** What an organisation knows that was founded just now. */
function knownOf(administrator: AgentState): Known {
  return {
    externals: new Map(), concerns: new Map(), memberships: new Map(),
    agents: new Map([[administrator.id, administrator]]),
    agentsBySubject: new Map(administrator.subject === null ? [] : [[administrator.subject, administrator]]),
  };
}
