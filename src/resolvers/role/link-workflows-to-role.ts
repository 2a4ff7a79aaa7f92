import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { Refusal, invalid } from '../../domain/common/refusal.js';
import { judgeLink, lineToLink } from '../../domain/role/linking.rules.js';
import type { SubjectChange } from '../../graph/composing.js';
import { LinkWorkflowsToRoleInput, RolePayload } from '../../schema/role/role.inputs.js';
import { notFound } from '../common/identifiers.js';
import { changeRole, rolePayload, workflowsNamed } from './roles.js';
import type { RoleActing } from './roles.js';

@Resolver()
export class LinkWorkflowsToRole {
  @Mutation(() => RolePayload, { description: 'Whoever is party to workflows puts them into a role that is there: they are its workflows from here on, and nothing else changes in them. Whoever has made a role of a suggestion has put their own workflows into it; so the others put in theirs.' })
  linkWorkflowsToRole(@Arg('input', () => LinkWorkflowsToRoleInput, { description: 'What is said.' }) input: LinkWorkflowsToRoleInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(async () => {
      const workflows = workflowsNamed(input.workflows, (index) => ['workflows', String(index)]);
      if (workflows.length === 0) throw invalid('workflows', 'Name a workflow at least.');
      return changeRole(context, input, {
        operation: 'linkWorkflowsToRole', act: 'LINK_WORKFLOWS', workflows,
        content: (acting) => ({ data: { workflows }, effects: linked(workflows, input.line ?? null, acting) }),
      });
    });
  }
}

/** What is said in the workflows. @throws Refusal */
function linked(ids: readonly string[], wanted: string | null, { state, found, also, cast, voice }: RoleActing): readonly SubjectChange[] {
  const line = lineToLink(wanted, state);
  return ids.map((id, index) => {
    const field = ['workflows', String(index)];
    const one = also.workflows.get(id);
    if (one?.seen !== true) throw notFound('Workflow', field);
    judgeLink(one.state, line, state, voice, cast, found.now, field);
    if (one.state.role?.role === state.id) throw new Refusal('ALREADY_SO', 'This workflow is one of this role already.', { field });
    if (one.state.role !== undefined) throw invalid(field, 'This workflow is one of another role already.');
    return { kind: 'WORKFLOW', id, before: one.state, said: [{ act: 'ROLE_JOINED', data: { role: state.id, line: line.key }, side: null }] };
  });
}
