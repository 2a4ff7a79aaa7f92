import type { Context } from '../../context.js';
import type { RoleEvent } from '../../schema/live/live.types.js';
import { localId, notFound } from '../common/identifiers.js';
import { roleView } from '../role/role.view.js';
import { hear, workflowOf } from './telling.js';
import type { Told } from './telling.js';

/**
 * Tells what is said of one role, with what follows from it in workflows in the same moment.
 * @throws Refusal NOT_FOUND when there is none; UNAUTHENTICATED when the listener's time is up
 */
export async function* tellRole(context: Context, asked: { readonly role: string; readonly after?: string | null }, signal: AbortSignal): AsyncGenerator<Told<RoleEvent>, void> {
  const id = localId('Role', asked.role, 'role');
  const concerns = ({ marks }: { readonly marks: readonly string[] }): boolean => marks.some((mark) => mark.startsWith(`${id} `));
  for await (const heard of hear(context, asked.after, signal, concerns)) {
    const { context: fresh, common } = heard;
    const found = await fresh.loaders.roles.load({ id, asOf: null });
    if (found === null) throw notFound('Role', 'role');
    yield { context: fresh, event: { __typename: 'RoleEvent', ...common, role: roleView(found), workflow: workflowOf(heard) } };
  }
}
