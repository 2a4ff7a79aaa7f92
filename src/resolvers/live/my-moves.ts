import type { Context } from '../../context.js';
import { waitsFor } from '../../domain/workflow/moves.rules.js';
import { readViewer } from '../../graph/agents.js';
import type { NumberedEvent } from '../../graph/outbox.js';
import { voiceOf } from '../../graph/reader.js';
import { readWorkflow } from '../../graph/workflows.js';
import type { MyMovesEvent } from '../../schema/live/live.types.js';
import { waitView, workflowView } from '../workflow/workflow.view.js';
import { hear } from './telling.js';
import type { Told } from './telling.js';

/**
 * Tells when what waits for the listener may have changed. Whom they stand for is read again with each change of the
 * roster, and with each event that is for them.
 * @throws Refusal UNAUTHENTICATED when the listener's time is up
 */
export async function* tellMyMoves(context: Context, asked: { readonly after?: string | null }, signal: AbortSignal): AsyncGenerator<Told<MyMovesEvent>, void> {
  let voice = voiceOf((await readViewer(context.afresh().reader)).viewer);
  const standsFor = (agents: readonly string[]): boolean => agents.some((agent) => agent === voice.person || voice.represents.includes(agent));
  const concerns = (event: NumberedEvent): boolean => event.roster || standsFor(event.agents);
  for await (const { event, context: fresh, common } of hear(context, asked.after, signal, concerns)) {
    const told = (more: Pick<Told<MyMovesEvent>['event'], 'workflow' | 'waits'>): Told<MyMovesEvent> => ({ context: fresh, event: { __typename: 'MyMovesEvent', ...common, ...more } });
    const anywhere = { workflow: null, waits: [] };
    if (event === null || event.roster) {
      const stoodFor = event !== null && standsFor(event.agents);
      const before = voice.represents.join();
      voice = voiceOf((await readViewer(fresh.reader)).viewer);
      if (event === null || stoodFor || before !== voice.represents.join()) yield told(anywhere);
      continue;
    }
    const [id, ...more] = event.workflows;
    if (id === undefined || more.length > 0) {
      yield told(anywhere);
      continue;
    }
    const found = await readWorkflow(fresh.reader, id);
    if (found === null) continue;
    if (found.voice !== null) voice = found.voice;
    yield told({ workflow: workflowView(found), waits: waitsFor(found.state, voice, fresh.now).map((wait) => waitView(wait, found)) });
  }
}
