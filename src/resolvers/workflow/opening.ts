import { horizonDays } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkOptionalText, checkText } from '../../domain/common/text.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import { customershipDefaultsOf } from '../../domain/organization/organization.rules.js';
import { checkCustomership, defaultCustomership } from '../../domain/workflow/customership.rules.js';
import { judgeConcernOf, judgeOpening } from '../../domain/workflow/opening.rules.js';
import { checkWindow } from '../../domain/workflow/terms.rules.js';
import type { Opening, Side } from '../../domain/workflow/workflow.types.js';
import type { Context } from '../../context.js';
import type { Found } from '../../graph/change.js';
import type { Said, SaidInWorkflow, SubjectChange } from '../../graph/composing.js';
import { voiceOf } from '../../graph/reader.js';
import type { ActPayload } from '../../schema/workflow/act.inputs.js';
import type { OpeningInput } from '../../schema/workflow/open-workflow.inputs.js';
import { changeAs } from '../common/changing.js';
import { notFound, optionalLocalId } from '../common/identifiers.js';
import { actPayload } from './speak.js';

interface Parties {
  /** Global ids; null means the viewer. */
  readonly customer: string | null;
  readonly performer: string | null;
}

/**
 * Begins a workflow: its concern, where it isn't held yet, its birth, and what is said in it at once.
 * @param side the side that the opener speaks for; null for one who notes down an implicit workflow
 * @param said the acts that follow its birth
 */
export function beginWorkflow<Input extends OpeningInput>(
  context: Context,
  operation: string,
  input: Input,
  parties: Parties,
  side: Side | null,
  said: (opening: Opening) => readonly SaidInWorkflow[],
): Promise<ActPayload> {
  return actPayload(async () => {
    const customer = optionalLocalId('Agent', parties.customer, 'customer');
    const performer = optionalLocalId('Agent', parties.performer, 'performer');
    const held = optionalLocalId('Concern', input.concern, 'concern');
    if ((held === null) === (input.statement === null || input.statement === undefined)) {
      throw invalid(held === null ? 'statement' : 'concern', 'Give either `concern`, for one that is held already, or `statement`, for a new one.');
    }
    const statement = input.statement == null ? null : checkText(input.statement, 'statement', 'statement');
    const words = checkOptionalText(input.words, 'words', 'words');
    // The viewer's own id isn't known before the change reads it, under its lock, by the token's subject.
    const agents = [customer, performer].filter((id) => id !== null);
    const target = { concern: held, lockConcern: held !== null, agents };
    return changeAs(context, operation, input, target, (found): readonly SubjectChange[] => {
      const opening = openingOf(found, input, { customer: customer ?? found.viewer.id, performer: performer ?? found.viewer.id }, side, held, statement);
      const acts = said(opening);
      const spoken = partyFor(found, side === 'CUSTOMER' ? opening.customer : opening.performer);
      const workflow = acts.map((one, index): SaidInWorkflow => ({ ...one, side, party: side === null ? null : spoken, words: index === acts.length - 1 ? words : null }));
      const before = found.concern;
      const concernActs: readonly Said[] = [
        ...(before === null ? [{ act: 'HOLD_CONCERN', data: { concern: opening.concern.id, holder: opening.customer, statement: opening.concern.statement, articulated: side === 'CUSTOMER' } }] : []),
        ...(before !== null && !before.articulated && side === 'CUSTOMER' ? [{ act: 'RESTATE_CONCERN', data: { statement: opening.concern.statement } }] : []),
        { act: 'TAKE_UP_CONCERN', data: { workflow: opening.workflow } },
      ];
      return [
        { kind: 'CONCERN', id: opening.concern.id, before, said: concernActs },
        { kind: 'WORKFLOW', id: opening.workflow, before: null, said: workflow },
      ];
    });
  });
}

function partyFor(found: Found, party: string): string | null {
  return party === found.viewer.id ? null : party;
}

function openingOf(
  found: Found,
  input: OpeningInput,
  parties: { readonly customer: string; readonly performer: string },
  side: Side | null,
  held: string | null,
  statement: string | null,
): Opening {
  const customer = agentOf(found, parties.customer, 'customer');
  const performer = agentOf(found, parties.performer, 'performer');
  judgeOpening(customer, performer, side, voiceOf(found.viewer));
  const zone = found.organization.zone;
  const window = checkWindow(input.window, zone, found.now, ['window']);
  const usual = defaultCustomership(horizonDays(window.starts, window.due, zone), customershipDefaultsOf(found.organization));
  const customership = checkCustomership(input.customership, usual, ['customership']) ?? usual;
  const common = { workflow: found.newId(), zone, customer: customer.id, performer: performer.id, window, customership, visibility: input.visibility ?? 'ORGANIZATION' as const };
  if (statement !== null) return { ...common, concern: { id: found.newId(), statement, articulated: false } };
  if (held === null || found.concern === null) throw notFound('Concern', 'concern');
  judgeConcernOf(found.concern, customer);
  return { ...common, concern: { id: held, statement: found.concern.statement, articulated: found.concern.articulated } };
}

function agentOf(found: Found, id: string, field: string): AgentState {
  const agent = found.cast.get(id);
  if (agent === undefined) throw notFound('Agent', field);
  return agent;
}
