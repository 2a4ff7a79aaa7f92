import type { ActKind, ActData, WorkflowState } from '../workflow/workflow.types.js';
import { visibilityOf } from '../workflow/visibility.rules.js';
import type { AnyConcernAct, ConcernState } from './concern.rules.js';

type ConcernEffect = { [K in AnyConcernAct['act']]: { readonly act: K; readonly data: Extract<AnyConcernAct, { act: K }>['data'] } }[AnyConcernAct['act']];

/** The acts in a workflow that its concern hears of. */
export const actsOnConcern: readonly ActKind[] = ['ARTICULATE', 'DECLINE', 'CLOSE', 'TAKE_OVER'];

/**
 * What an act in a workflow does to the concern that the workflow is about.
 * @param isShared another workflow is, or was, about the concern too
 */
export function concernEffects<K extends ActKind>(act: K, data: ActData[K], workflow: WorkflowState, concern: ConcernState, isShared: boolean): readonly ConcernEffect[] {
  if (act === 'ARTICULATE') {
    const { statement } = data as ActData['ARTICULATE'];
    // A concern that a successor took over with another workflow is theirs: what is said here stays here.
    if (concern.holder !== workflow.customer) return [];
    // What two say among themselves is not told to those who know the concern from elsewhere.
    if (visibilityOf(workflow) !== 'ORGANIZATION' && isShared) return [];
    return statement === concern.statement && concern.articulated ? [] : [{ act: 'RESTATE_CONCERN', data: { statement } }];
  }
  if (act === 'DECLINE') return [{ act: 'LET_GO_OF_CONCERN', data: { workflow: workflow.id, settled: false } }];
  if (act === 'CLOSE') {
    const settled = workflow.promise?.status === 'REDEEMED' || workflow.promise?.status === 'RELEASED';
    return [{ act: 'LET_GO_OF_CONCERN', data: { workflow: workflow.id, settled } }];
  }
  if (act === 'TAKE_OVER') {
    const successor = workflow.handOver.CUSTOMER?.successor;
    const inherits = (data as ActData['TAKE_OVER']).side === 'CUSTOMER' && successor !== undefined && concern.holder === workflow.customer;
    return inherits ? [{ act: 'INHERIT_CONCERN', data: { holder: successor } }] : [];
  }
  return [];
}
